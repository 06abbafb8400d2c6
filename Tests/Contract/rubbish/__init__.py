"""Random and mutated bodies in every provider's name, against a real server.

Demanded of the server: each delivery is answered in time; none gets a 5xx; a forgery gets 401, an authentic
one 2xx however odd it is; the process lives and its memory stays flat; no projection stops; the ledger
verifies.

That every authentic delivery is kept is proved by the bytes: afterwards the whole ledger is read, gap-free
from 0, and the digests of all bodies that it holds as they arrived are compared with those that were sent. An
accepted body must be there exactly once (a repetition adds no event, a contradiction is kept as
`delivery.conflicted` with its own bytes, a batch as `delivery.received` beside its items), and one that was
only ever refused must not be there at all. The counters of /metrics must agree to the last delivery.

The doors for callers with an API key are tried as well, where the server has them: these may answer 400 to
what is invalid, as their callers read the answer, but what they take must be kept in the same way.

One 5xx has another cause than what arrived: a commit that the machine stalls for over 1.5 s is given up, and
all deliveries of its batch are answered 503, whether or not the database commits them after all. They are
sent again here, as providers do, and must then be there once; a stall or two is allowed for in a long run,
and shown as postponed.
"""

import asyncio
import re
from collections import Counter

from harness.daybook import Daybook, Process
from harness.http import Client
from harness.metrics import Metrics
from harness.providers import PROVIDERS
from harness.samples import catch_samples
from harness.setting import Setting
from harness.table import print_table
from rubbish.keyed import SOURCES_OF_KEYED, KeyedDeliveries, open_doors
from rubbish.ledger import projection_findings, verbatim_bodies
from rubbish.play import CONNECTIONS, Deliveries, Tally, play
from rubbish.signed import SignedDeliveries

# Caches of subjects and keys fill up to their bounds, and the allocator keeps what a large body took: that is
# allowed for.
MEMORY_MARGIN_KIB = 32 * 1024
SAMPLES_OF_EACH = 3
COMPLAINT = re.compile(r"level=(?:warning|error|critical)")
COMPLAINTS_SHOWN = 20


def run(setting: Setting) -> list[str]:
    """Findings, one a line; none when all is well."""
    with Daybook(setting.binary) as daybook:
        samples = catch_samples(daybook, SAMPLES_OF_EACH, setting.seed)
        print(f"{len(samples)} samples; seed {setting.seed}")
        doors: list[Deliveries] = [
            SignedDeliveries(provider, samples, daybook.url, setting.seed) for provider in PROVIDERS
        ]
        doors += [KeyedDeliveries(path, daybook.key, setting.seed) for path in open_doors(daybook.client())]
        tallies: dict[str, Tally] = {}
        for door in doors:
            tallies[door.name] = asyncio.run(play(door, setting.bodies, daybook.url, daybook.process))
            if not daybook.process.is_alive:
                return [f"{door.name}: the server's process ended:\n{daybook.process.log_tail}"]
        show(tallies)
        client = daybook.client()
        findings = [finding for name, tally in tallies.items() for finding in answers(name, tally)]
        findings += memory(tallies) + counters(Metrics(client), tallies)
        findings += projection_findings(client)
        findings += kept(client, tallies)
        daybook.command("audit", "verify")
        if findings or any(tally.postponed for tally in tallies.values()):
            show_complaints(daybook.process)
        return findings


def show_complaints(process: Process) -> None:
    """What the server's log warns of, but for the quarantined deliveries that are wanted here."""
    lines = process.log_file.read_text(errors="replace").splitlines()
    complaints = [line for line in lines if COMPLAINT.search(line) and "delivery quarantined" not in line]
    for line in complaints[:COMPLAINTS_SHOWN]:
        print(f"  log: {line}")
    print(f"  {len(complaints)} warnings and errors in the log")


def show(tallies: dict[str, Tally]) -> None:
    heads = [
        "door", "bodies", "authentic", "accepted", "refused", "invalid", "postponed", "per s", "slowest ms",
        "MiB before", "after",
    ]  # fmt: skip
    print_table(heads, [
        [name, sum(tally.statuses.values()), tally.authentic, tally.accepted, tally.refused, tally.invalid,
         tally.postponed, round(tally.rate), round(tally.slowest * 1000), tally.memory[0] // 1024,
         tally.memory[-1] // 1024]
        for name, tally in tallies.items()
    ])  # fmt: skip


def answers(name: str, tally: Tally) -> list[str]:
    findings = [f"{name}, {failure}" for failure in tally.failures]
    if tally.wrong > len(findings):
        findings.append(f"{name}: {tally.wrong} deliveries in all were answered wrongly")
    # One batch, and one delivery of a thousand.
    if tally.postponed > CONNECTIONS + tally.authentic // 1000:
        findings.append(f"{name}: {tally.postponed} answers were 503")
    return findings


def memory(tallies: dict[str, Tally]) -> list[str]:
    """From a third of the first provider's deliveries on, memory may grow by the margin in all."""
    warm, end = next(iter(tallies.values())).memory[1], list(tallies.values())[-1].memory[-1]
    print(f"resident memory: {warm // 1024} MiB after the warm-up, {end // 1024} MiB at the end")
    if end - warm <= MEMORY_MARGIN_KIB:
        return []
    return [
        f"resident memory grew from {warm // 1024} to {end // 1024} MiB; "
        f"{MEMORY_MARGIN_KIB // 1024} MiB are allowed"
    ]


def counters(metrics: Metrics, tallies: dict[str, Tally]) -> list[str]:
    """The server counts as many as we do."""
    findings = []
    for provider in PROVIDERS:
        name, tally = provider.name, tallies[provider.name]
        # A wrong key isn't counted as a wrong signature.
        accepted = tally.accepted + sum(
            tallies[door].accepted for door, source in SOURCES_OF_KEYED.items() if source == name and door in tallies
        )
        acknowledged = metrics.sum("daybook_webhooks_acknowledged_total", source=name)
        refused = metrics.sum("daybook_webhooks_refused_total", source=name, reason="bad_signature")
        if (acknowledged, refused) != (accepted, tally.refused):
            findings.append(
                f"{name}: /metrics counts {acknowledged} acknowledged and {refused} refused; "
                f"{accepted} and {tally.refused} were answered so"
            )
    return findings


def kept(client: Client, tallies: dict[str, Tally]) -> list[str]:
    """Compares the ledger with what was sent."""
    held = verbatim_bodies(client)
    taken = set().union(*(tally.taken for tally in tallies.values()))
    turned_away = set().union(*(tally.turned_away for tally in tallies.values())) - taken
    findings = []
    for name, tally in tallies.items():
        missing = sum(held[body] == 0 for body in tally.taken)
        if missing:
            findings.append(f"{name}: {missing} accepted deliveries are not in the ledger")
    intruders = sum(held[body] > 0 for body in turned_away)
    if intruders:
        findings.append(f"{intruders} refused deliveries are in the ledger")
    # The same bytes may be taken at several doors, at each once.
    most = Counter(body for tally in tallies.values() for body in tally.taken)
    doubled = sum(held[body] > most[body] for body in taken)
    if doubled:
        findings.append(f"{doubled} accepted deliveries are in the ledger more than once")
    print(
        f"{len(taken)} different bodies were accepted, "
        f"and {sum(held[body] > 0 for body in taken)} are in the ledger; "
        f"{len(turned_away)} were only refused, and {intruders} are there"
    )
    return findings
