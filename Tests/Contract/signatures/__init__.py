"""Whether the server takes exactly what the providers' own libraries take.

Half of the generated requests are valid, the others forged in ways that have names. For each one the
library's verdict and the server's answer (2xx or 401) must agree. Where we mean to differ, the provider's
module says how and why, and that difference must then be there: it is as much a rule as the rest.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random

from harness.daybook import Daybook
from harness.http import Client
from harness.progress import Progress
from harness.setting import Setting
from harness.table import print_table
from signatures.case import Case, Signer
from signatures.elevenlabs_requests import ElevenLabsRequests
from signatures.respond_io_requests import RespondIORequests
from signatures.twilio_requests import PUBLIC_URLS, TwilioRequests
from signatures.whatsapp_requests import WhatsAppRequests

DISAGREEMENTS_SHOWN = 10


@dataclass
class Agreement:
    """How the verdicts of one provider's requests compare."""

    accepted: int = 0
    refused: int = 0
    intended: Counter[str] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)


def run(setting: Setting) -> list[str]:
    """Findings, one a line; none when all is well."""
    with Daybook(setting.binary) as daybook:
        # Twilio signs the URL under which it knows us: a server for each kind of URL.
        addresses = {url: daybook.url if url is None else daybook.another(url) for url in PUBLIC_URLS}
        signers: list[Signer] = [
            TwilioRequests(daybook.url),
            ElevenLabsRequests(),
            WhatsAppRequests(),
            RespondIORequests(),
        ]
        # Each answer waits for a commit: the providers' requests share those.
        with ThreadPoolExecutor(len(signers)) as pool:
            compared = pool.map(lambda signer: compare(signer, addresses, setting), signers)
            names = [signer.provider.name for signer in signers]
            agreements = dict(zip(names, compared, strict=True))
    show(signers, agreements, setting.requests)
    findings = []
    for name, agreement in agreements.items():
        shown = agreement.disagreements[:DISAGREEMENTS_SHOWN]
        findings += [f"{name}, seed {setting.seed}, {disagreement}" for disagreement in shown]
        if len(agreement.disagreements) > len(shown):
            findings.append(f"{name}: {len(agreement.disagreements)} disagreements in all")
        if not agreement.accepted or not agreement.refused:
            findings.append(f"{name}: nothing was accepted, or nothing refused: the check itself is broken")
    return findings


def compare(signer: Signer, addresses: dict[str | None, str], setting: Setting) -> Agreement:
    clients = {public_url: Client(address) for public_url, address in addresses.items()}
    agreement, progress = Agreement(), Progress(signer.provider.name, setting.requests)
    for number in range(setting.requests):
        random = Random(f"{setting.seed}/{signer.provider.name}/{number}")
        case = signer.case(random, is_valid=number % 2 == 0)
        status = clients[case.public_url].send("POST", case.target, case.headers, case.body).status
        note(agreement, signer, case, status, number)
        progress.advance()
    progress.finish()
    for client in clients.values():
        client.close()
    return agreement


def note(agreement: Agreement, signer: Signer, case: Case, status: int, number: int) -> None:
    ours = {401: False}.get(status, True if 200 <= status < 300 else None)
    difference = signer.differences.get(case.name)
    if difference and (case.library, ours) == (difference.library, difference.ours):
        agreement.intended[case.name] += 1
    elif difference or ours != case.library or case.name.startswith("valid") != case.library:
        verdict = "accepts" if case.library else "refuses"
        agreement.disagreements.append(
            f"case {number} ({case.name}): the library {verdict} it, we answered {status}; "
            f"{case.target} {case.headers} {case.body[:200]!r}"
        )
    elif ours:
        agreement.accepted += 1
    else:
        agreement.refused += 1


def show(signers: list[Signer], agreements: dict[str, Agreement], requests: int) -> None:
    heads = ["provider", "judged by", "requests", "both accept", "both refuse", "intended", "disagreements"]
    print_table(heads, [
        [name, signer.library, requests, agreement.accepted, agreement.refused, agreement.intended.total(),
         len(agreement.disagreements)]
        for signer, (name, agreement) in zip(signers, agreements.items(), strict=True)
    ])  # fmt: skip
    for signer in signers:
        for name, difference in signer.differences.items():
            verdict = "accept" if difference.ours else "refuse"
            count = agreements[signer.provider.name].intended[name]
            print(
                f"  intended, {signer.provider.name}, {name} ({count}): we {verdict} it, as {difference.why}"
            )
