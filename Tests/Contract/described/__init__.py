"""Whether the server is as its own OpenAPI document says: schemathesis makes up requests from it and judges
the answers.

A server without the document fails. Before, each sample webhook is delivered, so that there is something to
read.
"""

import json

from described.schemathesis_run import schemathesis
from harness.daybook import Daybook
from harness.failure import Failure
from harness.samples import sample_events
from harness.setting import Setting


def run(setting: Setting) -> list[str]:
    """Findings; none when all is well."""
    with Daybook(setting.binary) as daybook:
        document = described(daybook)
        for provider, event in sample_events(daybook):
            daybook.command("trigger", provider, event, "--to", daybook.url, "--seed", str(setting.seed))
        report = schemathesis(
            daybook.url,
            document,
            daybook.key,
            daybook.folder,
            setting.examples,
            setting.seconds,
            setting.seed,
        )
        print(f"  {report.figures}")
        if report.is_cut_short:
            print(f"  stopped after {setting.seconds} s, with what it had found until then")
        if not daybook.process.is_alive:
            return [f"the server's process ended:\n{daybook.process.log_tail}"]
        return report.findings


def described(daybook: Daybook) -> dict:
    answer = daybook.client().send("GET", "/openapi.json")
    if answer.status != 200:
        raise Failure(f"GET /openapi.json answered {answer.status}: the server describes itself to nobody.")
    try:
        return answer.json
    except json.JSONDecodeError as error:
        raise Failure(f"GET /openapi.json is no JSON: {error}") from None
