"""How far projections are behind the ledger while events come in at a steady rate.

They come as webhooks, or, with --directly, through the ledger's own append in a process beside the server: then the
machine has nothing to do with HTTP, signatures and the making of requests, and what is measured is following alone.

Every 20 ms one statement reads the size of the ledger and the position of each projection, all of one moment. Where a
projection stands before the end, its lag is the time since the last look at which the first event that it hasn't folded
wasn't in the ledger yet: it was committed after that, and acknowledged later still, so that no lag is told too small;
it may be told too large by the time between two looks, 20 ms and what the statement takes.

Beside that, ten times a second somebody reads a page with `at_least` the newest position, which must be answered 200:
what a caller waits who has to see what was just written. Memory of `serve` is looked at every second, and the first
third of the run is compared with the last. Exit code 3 when a lag is above the bar, memory grew, or an answer was wrong.
"""

import bisect
import contextlib
import json
import os
import pathlib
import secrets
import statistics
import subprocess
import threading
import time

from support import machine, progress
from support.client import Client
from support.company import Gathered, Task
from support.failure import BenchmarkFailed
from support.latency import milliseconds
from support.ledger_load import LedgerLoad
from support.mixed import NEW, Mixed
from support.postgres import Cluster, program
from support.processes import resident_mebibytes
from support.servers import Daybook, Installation
from support.steady import Steady, Window
from support.table import table

SUMMARY = "how far projections are behind while events come in steadily"

BAR_MS = 250
LOOK_SECONDS = 0.02

# Memory has grown from the first third to the last when it did by this ratio, and by more MiB than are noise.
GROWN_RATIO, GROWN_MIB = 1.15, 10


def add_arguments(parser):
    parser.add_argument("--rate", type=float, default=2_000, help="events per second (2,000)")
    parser.add_argument("--seconds", type=int, default=60, help="how long it is measured (60)")
    parser.add_argument("--warm-up", type=int, default=5, help="seconds of the same before that (5)")
    parser.add_argument("--connections", type=int, default=64, help="keep-alive connections (64)")
    parser.add_argument("--directly", action="store_true", help="append to the ledger, without HTTP")
    parser.add_argument("--directory", default="/var/tmp", help="where the cluster lies (/var/tmp)")
    parser.add_argument("--json", metavar="FILE", help="write every figure there")


def run(options):
    if min(options.rate, options.connections) < 1 or options.seconds < 3 or options.warm_up < 0:
        raise BenchmarkFailed("rate and connections are at least 1, and it is measured for 3 seconds at least")
    machine.set_up()
    executable = machine.release_build()
    secret = secrets.token_hex(16)
    with contextlib.ExitStack() as stack:
        progress.show("starting PostgreSQL and the server …")
        cluster = stack.enter_context(Cluster(options.directory))
        folder = cluster.directory / "bench"
        folder.mkdir(mode=0o700)
        installation = Installation(executable, cluster, folder, secret)
        server = stack.enter_context(Daybook(installation, cluster, folder / "daybook.log"))
        seconds = options.warm_up + options.seconds
        if options.directly:
            windows = _appends(LedgerLoad(installation, cluster), options.rate, seconds)
        else:
            sources = [Mixed(server.port, secret, seed) for seed in (1, 2)]
            windows = _webhooks(server.port, options.rate / NEW, seconds, options.connections, sources)
        report = _measure(options, installation, cluster, server, windows)
    progress.clear()
    report |= {"machine": machine.description(options.directory), "load_average": os.getloadavg()}
    report["amiss"] = amiss(report)
    print(text(report))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(report, indent=2) + "\n")
    return 3 if report["amiss"] else 0


def _webhooks(port, rate, seconds, connections, sources):
    """What came of the webhooks of each second in turn."""
    with Steady(port, rate, seconds, connections, sources, 1) as steady:
        with contextlib.closing(steady.windows()) as windows:
            yield from windows


def _appends(load, rate, seconds):
    """Appends, and tells of each second in turn that no webhook came."""
    progress.show("making events …")
    with load.appending(round(rate * seconds), rate) as run:
        began = time.monotonic()
        for second in range(1, seconds + 1):
            time.sleep(max(0, began + second - time.monotonic()))
            yield Window()
        run.result(round(rate * seconds))


def _measure(options, installation, cluster, server, windows):
    key, failures, memory, latencies = installation.key("inbox"), [], [], []
    total = options.warm_up + options.seconds
    with (
        Looks(installation, cluster) as looks,
        FreshReader(server.port, key, looks) as fresh,
        contextlib.closing(windows),
    ):
        for second, window in enumerate(windows, start=1):
            failures += [f"{count} webhooks were answered {status}" for status, count in window.unexpected.items()]
            if second <= options.warm_up:
                looks.forget()
                fresh.waits.take()
            else:
                memory.append(resident_mebibytes(server.pid))
                latencies += window.latencies
            if progress.is_due():
                progress.show(f"{second} of {total} s, {looks.behind():,} events behind …")
        waits = fresh.waits.take()
    began, ended, lags = looks.lags()
    first, last = memory[: len(memory) // 3], memory[-(len(memory) // 3) :]
    return {
        "rate": options.rate,
        "events_per_second": (ended[1] - began[1]) / (ended[0] - began[0]),
        "looks": looks.count,
        "lag_ms": {name: milliseconds(of) for name, of in lags.items()},
        "fresh_read_ms": milliseconds(waits),
        "webhook_ms": milliseconds(latencies),
        "memory_mib": {
            "begin": memory[0], "end": memory[-1], "most": max(memory),
            "first_third": statistics.median(first), "last_third": statistics.median(last),
        },
        "failures": (failures + fresh.failures)[:10],
    }  # fmt: skip


class Looks:
    """psql that looks at the ledger and the projections every 20 ms until the `with` block ends."""

    SQL = """
        SELECT extract(epoch FROM clock_timestamp()), (SELECT size FROM {schema}.head),
          (SELECT string_agg(name || '=' || position, ',') FROM {schema}.projections)
    """

    def __init__(self, installation, cluster):
        self._sql = " ".join(installation.in_schema(self.SQL).split())
        self._command = [program("psql"), "--no-psqlrc", "-AtqX", cluster.uri(installation.database)]
        self._looks, self._begin, self._lock = [], 0, threading.Lock()

    def __enter__(self):
        self._psql = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "--", *self._command],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        self._psql.stdin.write(f"{self._sql} \\watch {LOOK_SECONDS}\n")
        self._psql.stdin.flush()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._psql.terminate()
        self._psql.wait()
        self._thread.join(10)

    def _read(self):
        for line in self._psql.stdout:
            fields = line.strip().split("|")
            if len(fields) != 3:
                continue
            positions = dict(each.split("=") for each in fields[2].split(",") if each)
            with self._lock:
                self._looks.append(
                    (float(fields[0]), int(fields[1]), {name: int(of) for name, of in positions.items()})
                )

    def forget(self):
        """What was seen so far isn't measured. It is kept, to tell when events came that are folded later."""
        with self._lock:
            self._begin = len(self._looks)

    @property
    def count(self):
        return len(self._looks) - self._begin

    def head(self):
        """The newest size that was seen; 0 before the first look."""
        with self._lock:
            return self._looks[-1][1] if self._looks else 0

    def behind(self):
        with self._lock:
            _, size, positions = self._looks[-1] if self._looks else (0, 0, {})
        return size - min(positions.values(), default=size)

    def lags(self):
        """The first and the last look as (seconds, size), and {projection: its lag in seconds at each look}."""
        looks = self._looks
        if self.count < 2:
            raise BenchmarkFailed("nothing was seen of the ledger and the projections")
        sizes, lags = [size for _, size, _ in looks], {}
        for at, size, positions in looks[self._begin :]:
            for name, position in positions.items():
                lag = 0.0
                if position < size:
                    # The first look that saw the event at `position`, and the one before it.
                    seen = bisect.bisect_right(sizes, position)
                    lag = at - looks[max(0, seen - 1)][0]
                lags.setdefault(name, []).append(lag)
        return looks[self._begin][:2], looks[-1][:2], lags


class FreshReader(Task):
    """Somebody who reads what was just written; seconds of each read in `waits`."""

    def __init__(self, port, key, looks):
        super().__init__()
        self._client, self._looks, self.waits = Client(port, key), looks, Gathered()

    def go(self):
        if head := self._looks.head():
            self.waits.add(self._client.page(f"/v1/conversations?limit=1&at_least={head - 1}")[1])
        self._done.wait(0.1)


def amiss(report):
    """What is not as it should be, in words."""
    found = list(report["failures"])
    for name, of in report["lag_ms"].items():
        if of["max"] > BAR_MS:
            found.append(f"{name} was {of['max']:,.0f} ms behind; {BAR_MS} are allowed")
    if report["events_per_second"] < 0.98 * report["rate"]:
        found.append(f"{report['events_per_second']:,.0f} events/s came in, not {report['rate']:,.0f}")
    memory = report["memory_mib"]
    first, last = memory["first_third"], memory["last_third"]
    if last > first * GROWN_RATIO and last > first + GROWN_MIB:
        found.append(f"memory grew from {first:,.1f} to {last:,.1f} MiB")
    return found


def text(report):
    """The report for a person."""

    def row(name, of, bar=""):
        return [name, of["n"], *("" if of[figure] is None else of[figure] for figure in ("p50", "p99", "max")), bar]

    rows = [row(f"lag of {name}", of, BAR_MS) for name, of in sorted(report["lag_ms"].items())]
    rows.append(row("a read that must see the newest", report["fresh_read_ms"]))
    if report["webhook_ms"]["n"]:
        rows.append(row("webhooks, from when they were due", report["webhook_ms"]))
    memory = report["memory_mib"]
    parts = [
        f"{report['events_per_second']:,.0f} events/s came in ({report['rate']:,.0f} were wanted)",
        table(["milliseconds", "measured", "p50", "p99", "max", "bar"], rows),
        table(
            ["memory of serve", "begin", "first third", "last third", "end", "most"],
            [["MiB", *(memory[name] for name in ("begin", "first_third", "last_third", "end", "most"))]],
        ),
    ]
    parts += [f"AMISS: {what}" for what in report["amiss"]]
    return "\n\n".join(parts)
