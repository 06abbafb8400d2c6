"""Whether every endpoint and field that the references name has a test that proves it, and what no other test
proves.

The tables come first: they need no server.
"""

from collections.abc import Callable, Iterable

from harness.daybook import Daybook
from harness.setting import Setting
from references import (
    conversation_sync,
    elevenlabs_webhook,
    izer_webhook,
    limits,
    respond_io,
    table,
    twilio_inbox,
)
from references.world import World
from sync_client.expectations import Expectations

Scenario = Callable[[Expectations, World], None]
REFERENCES = (respond_io, izer_webhook, twilio_inbox, elevenlabs_webhook, conversation_sync)


def run(setting: Setting) -> list[str]:
    """Findings, one a line; none when all is well."""
    report = table.check()
    table.show(report)
    findings = list(report.findings)
    with Daybook(setting.binary) as daybook:
        world = World(daybook)
        for reference in REFERENCES:
            findings += played(reference.__name__, reference.SCENARIOS, world)
    with limits.usual(setting.binary) as daybook:
        findings += played(limits.__name__, limits.SCENARIOS, World(daybook))
    return findings


def played(name: str, scenarios: Iterable[Scenario], world: World) -> list[str]:
    findings: list[str] = []
    for scenario in scenarios:
        expect = Expectations(f"{name.rpartition('.')[2]}.{scenario.__name__}")
        try:
            scenario(expect, world)
        except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
            # The answer lacks something that the scenario goes on with.
            expect.that(False, f"the scenario broke off: {error!r}")
        print(f"  {expect.scenario}: {expect.met} expectations met, {len(expect.findings)} not")
        findings += expect.findings
    return findings
