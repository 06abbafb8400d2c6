"""How long the API's reads take on a ledger of many messages that has just been rebuilt.

Each kind of read is made so many times with what it asks for drawn at random, always the same for the same seed, over
one connection, with nothing else going on. The kinds take turns, so that none has the caches for itself. Beside each
stands its bar for the 95th percentile. A path that the product doesn't serve is reported as missing, not as fast; so is
a look-up that finds nothing. Exit code 3 when a bar isn't met or an answer is wrong.
"""

import contextlib
import datetime
import http.client
import json
import os
import pathlib
import random

from support import machine, progress
from support.client import Client
from support.failure import BenchmarkFailed
from support.latency import milliseconds
from support.ledger_load import LedgerLoad
from support.postgres import Cluster
from support.read_cases import Sought, cases
from support.read_models import ReadModels
from support.servers import Daybook, Installation
from support.table import table

SUMMARY = "how long reads take at a million messages: inbox, search, contacts, analytics, look-ups"

# So many events tell how many of them are messages.
TRIAL = 10_000
DAYS = 90


def add_arguments(parser):
    parser.add_argument("--messages", type=int, default=1_000_000, help="how many the ledger is to hold (1,000,000)")
    parser.add_argument("--requests", type=int, default=200, help="of each kind (200)")
    parser.add_argument("--seed", type=int, default=1, help="what is asked for is drawn from it (1)")
    parser.add_argument("--only", metavar="WORDS", help="only the kinds of read whose name holds these words")
    parser.add_argument("--ledger", metavar="DIR", help="a ledger that `tools/bench make-ledger` made, as it is")
    parser.add_argument("--directory", default="/var/tmp", help="where the cluster lies otherwise (/var/tmp)")
    parser.add_argument("--json", metavar="FILE", help="write every figure there")


def run(options):
    if min(options.messages, options.requests) < 1:
        raise BenchmarkFailed("messages and requests are at least 1")
    machine.set_up()
    executable = machine.release_build()
    with contextlib.ExitStack() as stack:
        cluster = stack.enter_context(Cluster(options.directory, kept=options.ledger))
        folder = cluster.directory / "bench"
        folder.mkdir(mode=0o700, exist_ok=True)
        installation = Installation(executable, cluster, folder)
        if not options.ledger:
            _fill(LedgerLoad(installation, cluster), installation, options.messages)
        ReadModels(installation, cluster, folder).rebuild()
        progress.show("vacuuming …")
        cluster.query(installation.database, "VACUUM (ANALYZE)")
        server = stack.enter_context(Daybook(installation, cluster, folder / "daybook.log"))
        ReadModels(installation, cluster, folder).catch_up()
        cluster.settle()
        client = Client(server.port, installation.key("agent,audit,inbox"))
        report = {
            "machine": machine.description(options.directory),
            "load_average": os.getloadavg(),
            "messages": _messages(installation),
            "events": int(installation.query("SELECT size FROM {schema}.head")),
            "reads": _measure(options, installation, client),
        }
    progress.clear()
    report["amiss"] = amiss(report)
    print(text(report))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(report, indent=2) + "\n")
    return 3 if report["amiss"] else 0


def _fill(load, installation, messages):
    """Makes a ledger that ends now, so that "the last 24 hours" aren't empty, until it holds so many messages."""
    began = f"{datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=DAYS):%Y-%m-%dT%H:%M:%SZ}"
    progress.show("filling the ledger …")
    load.fill(min(TRIAL, messages), began=began)
    while (held := _messages(installation)) < messages:
        events = int(installation.query("SELECT size FROM {schema}.head"))
        # A little more than it takes by what is there, so that once is enough.
        load.fill(max(events + 1000, int(events / held * messages * 1.005)), began=began)


def _messages(installation):
    return int(
        installation.query("SELECT count(*) FROM {schema}.events WHERE kind IN ('message.received', 'message.sent')")
    )


def _measure(options, installation, client):
    draw = random.Random(options.seed)
    progress.show("looking for what to ask for …")
    wanted = [case for case in cases(Sought(installation, client, draw)) if (options.only or "") in case.name]
    if not wanted:
        raise BenchmarkFailed(f"no kind of read has {options.only} in its name")
    served = {case.name: client.serves(case.path().split("?")[0]) for case in wanted}
    reads = {case.name: _Read(case) for case in wanted}
    for number in range(options.requests):
        turn = [case for case in wanted if served[case.name]]
        draw.shuffle(turn)
        for case in turn:
            reads[case.name].make(client)
        if progress.is_due():
            progress.show(f"{number + 1} of {options.requests} rounds of {len(turn)} reads …")
    return [reads[case.name].figures(served[case.name]) for case in wanted]


class _Read:
    """One kind of read, and what came of it."""

    def __init__(self, case):
        self._case, self._seconds, self._lacked, self._wrong, self._bytes = case, [], 0, {}, 0

    def make(self, client):
        path = self._case.path()
        try:
            answer = client.get(path)
        except (OSError, http.client.HTTPException) as failure:
            self._note(f"no answer ({type(failure).__name__})", path)
            return
        if answer.status == 200 or (answer.status == 404 and self._case.may_lack):
            self._seconds.append(answer.seconds)
            self._lacked += answer.status == 404
            self._bytes += len(answer.body)
        else:
            self._note(str(answer.status), path)

    def _note(self, what, path):
        self._wrong.setdefault(what, {"count": 0, "path": path})["count"] += 1

    def figures(self, is_served):
        return {
            "name": self._case.name,
            "bar_ms": self._case.bar_ms,
            "is_served": is_served,
            "lacked": self._lacked,
            "wrong": self._wrong,
            "bytes": self._bytes / len(self._seconds) if self._seconds else None,
            **milliseconds(self._seconds, (50, 95, 99)),
        }


def amiss(report):
    """What is not as it should be, in words. What isn't there yet isn't among it."""
    found = []
    for read in report["reads"]:
        for what, of in read["wrong"].items():
            found.append(f"{read['name']}: {of['count']} answers were {what}, the first to {of['path']}")
        if read["p95"] is not None and read["p95"] > read["bar_ms"]:
            found.append(f"{read['name']}: p95 is {read['p95']:,.0f} ms; {read['bar_ms']:,.0f} are allowed")
    return found


def text(report):
    """The report for a person."""
    rows = []
    for read in report["reads"]:
        if not read["is_served"]:
            rows.append([read["name"], *[""] * 6, read["bar_ms"], "missing: no such path"])
            continue
        if read["p95"] is None:
            verdict = "WRONG"
        elif read["lacked"] == read["n"]:
            verdict = "nothing was there to be found"
        elif read["lacked"]:
            verdict = f"{read['lacked']} found nothing"
        else:
            verdict = "" if read["p95"] <= read["bar_ms"] else "TOO SLOW"
        figures = ["" if read[name] is None else read[name] for name in ("p50", "p95", "p99", "max", "bytes")]
        rows.append([read["name"], read["n"], *figures, read["bar_ms"], verdict])
    parts = [
        f"{report['messages']:,} messages, {report['events']:,} events; milliseconds",
        table(["read", "times", "p50", "p95", "p99", "max", "bytes", "bar (p95)", ""], rows),
    ]
    parts += [f"AMISS: {what}" for what in report["amiss"]]
    return "\n\n".join(parts)
