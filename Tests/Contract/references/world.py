"""A server, and what the checks of the references say to it and ask of it."""

import json
import time
import urllib.parse
from typing import Any

from harness.daybook import Daybook
from harness.failure import Failure
from harness.http import Answer
from harness.providers import FORM, RESPOND_IO, TWILIO, form_pairs, respond_io_headers, twilio_headers

Fields = dict[str, Any]
# How often a read is repeated whose read model isn't as far yet.
PATIENCE = 60


class World:
    """What was written before is in every answer of `get`, `message` and `contact`."""

    def __init__(self, daybook: Daybook) -> None:
        self.client = daybook.client()
        self._url = daybook.url
        self._log = daybook.process.log_file
        self._next = 0

    def respond_io(self, payload: Fields) -> Answer:
        """Delivers a webhook in the integration guide's form: with its header, signed in hexadecimal."""
        body = json.dumps(payload).encode()
        headers = [("Content-Type", "application/json")]
        headers += respond_io_headers(RESPOND_IO.secret, body, in_hex=True)
        return self.client.send("POST", RESPOND_IO.path, headers, body)

    def twilio(self, fields: dict[str, str], secret: str = TWILIO.secret) -> Answer:
        body = urllib.parse.urlencode(fields).encode()
        headers = [("Content-Type", FORM)]
        headers += twilio_headers(secret, self._url + TWILIO.path, form_pairs(body) or [])
        return self.client.send("POST", TWILIO.path, headers, body)

    def events(self, kind: str | None = None) -> list[Fields]:
        """All events, or those of a kind, with their bodies."""
        found: list[Fields] = []
        while True:
            target = f"/v1/events?limit=1000&body=true&from={found[-1]['position'] + 1 if found else 0}"
            page = self.client.call("GET", f"{target}&kind={kind}" if kind else target).json["events"]
            if not page:
                return found
            found += page

    @property
    def log(self) -> str:
        """What the server has logged."""
        return self._log.read_text(errors="replace")

    def latest(self) -> int:
        """The position of the last event."""
        while page := self.client.call("GET", f"/v1/events?limit=1000&from={self._next}").json["events"]:
            self._next = page[-1]["position"] + 1
        return self._next - 1

    def get(self, target: str) -> Fields:
        """What a read answers that has seen all that was written."""
        joint = "&" if "?" in target else "?"
        latest = self.latest()
        for _ in range(PATIENCE):
            answer = self.client.call("GET", f"{target}{joint}at_least={latest}")
            if answer.status == 200:
                return answer.json
            if answer.status != 503:
                break
            time.sleep(0.5)
        raise Failure(f"GET {target} answered {answer.status}: {answer.body[:300]!r}")

    def message(self, message_id: str) -> Fields | None:
        """A message of the inbox, by its provider's id."""
        return first(self.get("/v1/messages?limit=200")["messages"], message_id=message_id)

    def contact(self, provider_id: str) -> Fields | None:
        """A contact, by its provider's id."""
        for contact in self.get("/v1/contacts?limit=200")["contacts"]:
            if any(provider_id == identifier["value"] for identifier in contact["identifiers"]):
                return contact
        return None


def first(rows: list[Fields], **wanted: object) -> Fields | None:
    """The first of the rows that have these members."""
    return next((row for row in rows if wanted.items() <= row.items()), None)
