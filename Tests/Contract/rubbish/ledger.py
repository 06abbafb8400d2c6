"""What the ledger holds, by the digests of the bytes that arrived."""

import base64
import time
from collections import Counter
from typing import Any

from harness.failure import Failure
from harness.http import Client
from harness.metrics import Metrics
from harness.progress import Progress
from rubbish.delivery import digest

PAGE = 1000
CATCH_UP_SECONDS = 900


def verbatim_bodies(client: Client) -> Counter[bytes]:
    """How many events hold each delivery, of all that hold bytes as they arrived."""
    found: Counter[bytes] = Counter()
    progress = Progress("the ledger", Metrics(client).sum("daybook_ledger_events"))
    start = 0
    while True:
        answer = client.call("GET", f"/v1/events?body=true&limit={PAGE}&from={start}")
        if answer.status != 200:
            raise Failure(f"GET /v1/events answered {answer.status}: {answer.body[:300]!r}")
        page = answer.json
        for event in page["events"]:
            if event["position"] != start:
                raise Failure(f"The ledger has a gap: position {event['position']} after {start - 1}.")
            start += 1
            progress.advance()
            if (body := _verbatim(event)) is not None:
                content_type = event["body"]["headers"].get("content-type")
                found[digest(content_type, body)] += 1
        if page["next"] is None:
            progress.finish()
            return found


def _verbatim(event: dict[str, Any]) -> bytes | None:
    body = event["body"] or {}
    if "headers" not in body:
        return None
    return body["text"].encode() if "text" in body else base64.b64decode(body["base64"])


def projection_findings(client: Client) -> list[str]:
    """What keeps a read model from having folded all of the ledger: nothing that arrives may stop one."""
    deadline = time.monotonic() + CATCH_UP_SECONDS
    while True:
        metrics = Metrics(client)
        failed = [own["projection"] for own, value in metrics.samples("daybook_projection_failed") if value]
        if failed:
            return [f"the projection {name} has stopped at an event that it can't fold" for name in failed]
        lags = metrics.samples("daybook_projection_lag_events")
        behind = [own["projection"] for own, value in lags if value]
        if lags and not behind:
            return []
        if time.monotonic() > deadline:
            return [
                f"after {CATCH_UP_SECONDS} s these projections are still behind: {behind or 'none is known'}"
            ]
        time.sleep(0.5)
