"""A client of the conversation sync API, written as its guide has agents write one, runs the guide's
scenarios.
"""

import asyncio

from harness.daybook import Daybook
from harness.setting import Setting
from sync_client import failures, guide
from sync_client.expectations import Expectations
from sync_client.helper import ConversationSync, SyncSettings


def run(setting: Setting) -> list[str]:
    """Findings, one a line; none when all is well."""
    findings: list[str] = []
    with Daybook(setting.binary) as daybook:
        # The agents' own scope is all that such a client needs.
        key = daybook.command("keys", "create", "--scope", "agent", "--name", "sync").strip()
        sync = ConversationSync(SyncSettings(daybook.url, key))
        for number, scenario in enumerate(guide.SCENARIOS + failures.SCENARIOS):
            expect = Expectations(scenario.__name__)
            phone = f"+5199{setting.seed % 1000:03}{number:04}"
            try:
                asyncio.run(scenario(expect, sync, phone))
            except (KeyError, TypeError, AttributeError) as error:
                # The client found nothing where the guide promises something.
                expect.that(False, f"the scenario broke off: {error!r}")
            print(f"  {expect.scenario}: {expect.met} expectations met, {len(expect.findings)} not")
            findings += expect.findings
    return findings
