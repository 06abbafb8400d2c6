"""Rebuilding every projection from the ledger while the service goes on: how fast, in how much memory, and is it right?

At each size: the followers of a running server fold all that is new (their rate is a figure as well); a digest of each
table that following made; a rebuild of all projections while nothing else goes on; the same digests, which must be the
same: rebuilt is followed. Then COPY of the ledger's events in binary form by psql, thrown away, as the reference. Then
the rebuild that counts: webhooks of all kinds come in steadily, and somebody reads inbox pages all the time, each of
which must be answered 200. At last, when the followers have caught up, `daybook projections verify --all` has to find
nothing (where the product has no such command, digests and one more rebuild say the same).

Digests are computed here, not by the product. The peak of memory is the rebuild's VmHWM. Figures are medians over the
rounds. Exit code 3 when a table differs, a read or a webhook failed, or, from a million events on, a bar isn't met.
"""

import contextlib
import json
import os
import pathlib
import secrets
import statistics
import time

from support import machine, progress, read_models
from support.company import Ingestion, InboxReader
from support.failure import BenchmarkFailed
from support.latency import milliseconds
from support.ledger_load import LedgerLoad
from support.mixed import NEW, Mixed
from support.postgres import Cluster, program
from support.processes import Child, cpu_seconds
from support.read_models import ReadModels
from support.servers import Daybook, Installation
from support.table import table

SUMMARY = "rebuilding all projections while the service goes on, against COPY of the events"

# What the rebuild has to reach under load, from BAR_FROM events on; memory at any size.
BAR_RATE, BAR_MIB, BAR_FROM = 60_000, 512, 1_000_000


def add_arguments(parser):
    parser.add_argument("--events", type=int, default=1_000_000, help="how many events the ledger has (1,000,000)")
    parser.add_argument("--sizes", metavar="N,N…", help="several sizes in turn, for how it grows; instead of --events")
    parser.add_argument("--rate", type=float, default=500, help="events per second that come in meanwhile (500)")
    parser.add_argument("--pause", type=float, default=0.05, help="seconds between two pages of the reader (0.05)")
    parser.add_argument("--rounds", type=int, default=1, help="rebuilds under load at each size (1)")
    parser.add_argument("--directory", default="/var/tmp", help="where the cluster lies (/var/tmp)")
    parser.add_argument("--json", metavar="FILE", help="write every figure there")


def run(options):
    try:
        sizes = sorted({int(size) for size in (options.sizes or str(options.events)).split(",")})
    except ValueError:
        raise BenchmarkFailed("--sizes are numbers separated by commas") from None
    if min(*sizes, options.rounds, options.rate) < 1 or options.pause < 0:
        raise BenchmarkFailed("sizes, rate and rounds are at least 1, and a pause isn't negative")
    machine.set_up()
    executable = machine.release_build()
    secret = secrets.token_hex(16)
    with contextlib.ExitStack() as stack:
        cluster = stack.enter_context(Cluster(options.directory))
        folder = cluster.directory / "bench"
        folder.mkdir(mode=0o700)
        installation = Installation(executable, cluster, folder, secret)
        load = LedgerLoad(installation, cluster)
        server = stack.enter_context(Daybook(installation, cluster, folder / "daybook.log"))
        bench = Rebuild(options, installation, cluster, folder, server, secret)
        steps = [bench.step(size, load) for size in sizes]
    progress.clear()
    report = {
        "machine": machine.description(options.directory),
        "load_average": os.getloadavg(),
        "rate": options.rate,
        "steps": steps,
    }
    report["amiss"] = [f"{step['events']:,} events: {what}" for step in steps for what in _amiss(step)]
    print(text(report))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(report, indent=2) + "\n")
    return 3 if report["amiss"] else 0


class Rebuild:
    def __init__(self, options, installation, cluster, folder, server, secret):
        self._options, self._installation, self._cluster, self._folder = options, installation, cluster, folder
        self._server, self._secret = server, secret
        self._models = ReadModels(installation, cluster, folder)
        self._key = installation.key("inbox")
        self._seed = 0

    def step(self, size, load):
        """Everything at one size."""
        models = self._models
        progress.show(f"filling the ledger to {size:,} events …")
        load.fill(size)
        events = models.head()
        # Following went on while the ledger was filled: what is left of it has both cores for itself.
        step = {"events": events, "behind": models.behind(), "catch_up_s": models.catch_up()}
        progress.show("vacuuming …")
        self._cluster.query(self._installation.database, "VACUUM (ANALYZE)")
        followed = models.digests()
        self._cluster.settle()
        step["quiet"] = self._figures(models.rebuild("rebuilding, nothing else going on"), events)
        step["tables"] = followed
        step["differing"] = _differing(followed, models.digests())
        self._cluster.settle()
        step["copy"] = self._copy(events)
        step["rounds"] = [self._under_load(number) for number in range(1, self._options.rounds + 1)]
        models.catch_up()
        if models.can_verify():
            holds, course = models.verify()
            step["verify_s"] = course.seconds
            if not holds:
                step["differing"] += [line for _, line in course.lines]
        else:
            before = models.digests()
            models.rebuild("rebuilding once more, to compare")
            step["differing"] += _differing(before, models.digests())
        return step

    def _under_load(self, number):
        self._seed += 1
        self._cluster.settle()
        events = self._models.head()
        sources = [Mixed(self._server.port, self._secret, self._seed)]
        with (
            InboxReader(self._server.port, self._key, self._options.pause) as reader,
            Ingestion(self._server.port, self._options.rate / NEW, sources) as ingestion,
        ):
            # Both are under way before the rebuild begins, and go on a little after it.
            time.sleep(2)
            reader.pages.take()
            words = f"rebuilding under load, round {number} of {self._options.rounds}"
            course = self._models.rebuild(words)
            pages = reader.pages.take()
            time.sleep(1)
        figures = self._figures(course, events)
        figures["came_meanwhile"] = self._models.head() - events
        figures["pages"] = milliseconds(pages, (50, 95, 99))
        figures["webhooks_rate"] = ingestion.rate
        figures["webhooks"] = {"p50": ingestion.window.latency_ms(50), "p99": ingestion.window.latency_ms(99)}
        figures["failures"] = (reader.failures + ingestion.failures)[:10]
        return figures

    def _figures(self, course, events):
        return {
            "seconds": course.seconds,
            "rate": events / course.seconds,
            "cpu_s": course.cpu_seconds,
            "postgres_cpu_s": course.postgres_cpu_seconds,
            "peak_mib": course.peak_mib,
            "anonymous_mib": course.anonymous_mib,
            "phases": read_models.phases(course),
        }

    def _copy(self, events):
        """COPY of all events in binary form, thrown away."""
        progress.show("COPY of the events …")
        sql = self._installation.in_schema("COPY (SELECT * FROM {schema}.events) TO STDOUT (FORMAT binary)")
        command = [
            "bash", "-c", 'exec "$0" --no-psqlrc -qc "$1" "$2" > /dev/null',
            program("psql"), sql, self._cluster.uri(self._installation.database),
        ]  # fmt: skip
        before, began = cpu_seconds(self._cluster.pid), time.monotonic()
        with Child("COPY", command, self._folder / "copy.log") as child:
            child.process.wait()
            seconds = time.monotonic() - began
            if child.process.returncode != 0:
                raise BenchmarkFailed(f"COPY failed:\n{child.log_end()}")
        cpu = cpu_seconds(self._cluster.pid) - before
        return {"seconds": seconds, "rate": events / seconds, "postgres_cpu_s": cpu}


def _differing(before, after):
    """In words, the tables that are not the same."""
    return [
        f"{name}: {before.get(name)} followed, {after.get(name)} rebuilt"
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


def _median(step, name):
    return statistics.median(of[name] for of in step["rounds"])


def _amiss(step):
    """What is not as it should be, in words."""
    found = [f"followed and rebuilt differ: {what}" for what in step["differing"]]
    for figures in step["rounds"]:
        found += figures["failures"]
        if not figures["pages"]["n"]:
            found.append("nobody could read a page while it was rebuilt")
    if step["events"] >= BAR_FROM and _median(step, "rate") < BAR_RATE:
        found.append(f"{_median(step, 'rate'):,.0f} events/s under load; {BAR_RATE:,} are to be reached")
    peak = max(of["peak_mib"] for of in [step["quiet"], *step["rounds"]])
    if peak > BAR_MIB:
        found.append(f"{peak:,.0f} MiB of memory; {BAR_MIB} are allowed")
    return found


def text(report):
    """The report for a person."""
    parts = [
        f"Rebuild of all projections: {BAR_RATE:,} events/s under load and {BAR_MIB} MiB are to be reached; "
        f"meanwhile {report['rate']:,.0f} events/s come in"
    ]
    for step in report["steps"]:
        parts += _step_text(step)
    if len(report["steps"]) > 1:
        rows = [
            [
                f"{step['events']:,}", step["quiet"]["rate"], _median(step, "rate"), *_cpu_us(step["quiet"], step),
                max(of["peak_mib"] for of in step["rounds"]),
            ]
            for step in report["steps"]
        ]  # fmt: skip
        header = ["how it grows", "quiet/s", "under load/s", "CPU µs/event", "PostgreSQL's", "peak MiB"]
        parts.append(table(header, rows))
    parts += [f"AMISS: {what}" for what in report["amiss"]]
    return "\n\n".join(parts)


def _cpu_us(figures, step):
    return [figures[name] * 1e6 / step["events"] for name in ("cpu_s", "postgres_cpu_s")]


def _step_text(step):
    quiet, copy = step["quiet"], step["copy"]
    rows = []
    # What is caught up with in a moment says nothing of the rate.
    if step["catch_up_s"] > 2:
        follow_rate = step["behind"] / step["catch_up_s"]
        rows.append([f"following, {step['behind']:,} behind", follow_rate, step["catch_up_s"], *[""] * 4])
    runs = [("rebuild, nothing else", quiet)]
    runs += [(f"rebuild under load {number}", of) for number, of in enumerate(step["rounds"], start=1)]
    for name, of in runs:
        cpu = [of["cpu_s"], of["postgres_cpu_s"]]
        rows.append([name, of["rate"], of["seconds"], *cpu, of["peak_mib"], of["rate"] / copy["rate"]])
    rows.append(["COPY events, binary", copy["rate"], copy["seconds"], "", copy["postgres_cpu_s"], "", 1.0])
    header = [f"{step['events']:,} events", "events/s", "seconds", "CPU s", "PostgreSQL's", "peak MiB", "× COPY"]
    yield table(header, rows)
    for name, of in runs:
        if of["phases"]:
            phases = [
                [each["phase"], each["seconds"], each["events"] / each["seconds"] if each["seconds"] else ""]
                for each in of["phases"]
            ]
            yield table([name, "seconds", "events/s"], phases)
    pages = [
        [
            f"{number}", of["pages"]["n"], *(of["pages"][name] or "" for name in ("p50", "p95", "p99", "max")),
            of["webhooks_rate"], of["webhooks"]["p50"] or "", of["webhooks"]["p99"] or "", of["came_meanwhile"],
        ]
        for number, of in enumerate(step["rounds"], start=1)
    ]  # fmt: skip
    header = [
        "under load", "inbox pages", "p50 ms", "p95 ms", "p99 ms", "max ms",
        "webhooks/s", "p50 ms", "p99 ms", "new events",
    ]  # fmt: skip
    yield table(header, pages)
    rows = sum(rows for rows, _ in step["tables"].values())
    same = "DIFFER" if step["differing"] else "are the same"
    yield f"Followed and rebuilt tables {same}: {len(step['tables'])} tables, {rows:,} rows"
