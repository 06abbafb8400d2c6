"""Mixed load for a long time: do memory and latency stay as they are?

Webhooks of two providers and several kinds come in at a steady rate, with repeats and forgeries among them; somebody
reads the inbox and pages through events, somebody follows the ledger, and now and then it is verified and the
projections are rebuilt. Every ten seconds: memory of `serve`, size of the database, latency from when each webhook
was due, lag of the follower and of the projection. The last third of the run is compared with the first (without its
first tenth, in which caches fill): all windows, and by themselves those in which a rebuild was under way and those with
nothing beside them, as neither may get worse behind the other's share. Exit code 3 when memory or latency grew, or an answer was wrong.
"""

import contextlib
import json
import os
import pathlib
import secrets
import statistics

from support import machine, plot, progress
from support.company import Follower, Reader, Upkeep
from support.failure import BenchmarkFailed
from support.load import Generator
from support.mixed import Mixed
from support.postgres import Cluster
from support.processes import MemoryPeak
from support.servers import Daybook, Installation
from support.steady import Steady
from support.table import table
from support.webhooks import Webhooks

SUMMARY = "mixed load for half an hour: do memory and latency stay flat?"

WINDOW_SECONDS = 10
PEAK_SECONDS = 5

# What counts as grown from the first third to the last: by a ratio, and by more than what is noise.
GROWN = {"memory_mib": (1.15, 10), "p99_ms": (1.5, 10)}

# Of fewer windows with the same beside them nothing is said, unless a third has no more.
FEWEST_WINDOWS = 5
ALL, ALONE = "all windows", "nothing beside it"


def add_arguments(parser):
    parser.add_argument("--minutes", type=float, default=30, help="how long (30)")
    parser.add_argument("--rate", type=float, help="webhooks per second (half of what wrk gets in 5 seconds before)")
    parser.add_argument("--connections", type=int, default=64, help="keep-alive connections (64)")
    parser.add_argument("--upkeep", type=int, default=120, help="seconds between verifying and rebuilding (120)")
    parser.add_argument("--directory", default="/var/tmp", help="where the cluster lies (/var/tmp)")
    parser.add_argument("--plot", metavar="FILE", help="draw the figures there (SVG)")
    parser.add_argument("--json", metavar="FILE", help="write every figure there")


def run(options):
    seconds = round(options.minutes * 60 / WINDOW_SECONDS) * WINDOW_SECONDS
    if seconds < 3 * WINDOW_SECONDS or (options.rate is not None and options.rate < 1) or options.upkeep < 1:
        raise BenchmarkFailed("half a minute at least; --rate and --upkeep are at least 1")
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
        rate = options.rate or _peak(server.port, folder, secret, options.connections) / 2
        soak = Soak(installation, cluster, server)
        samples = soak.run(rate, seconds, options, [Mixed(server.port, secret, seed) for seed in (1, 2)])
        report = {
            "machine": machine.description(options.directory),
            "load_average": os.getloadavg(),
            "rate": rate,
            "samples": samples,
            "thirds": thirds(samples, soak.upkeep),
            "upkeep": soak.upkeep,
            "failures": soak.failures,
        }
    progress.clear()
    report["amiss"] = amiss(report)
    print(text(report))
    if options.plot:
        pathlib.Path(options.plot).write_text(picture(report))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(report, indent=2) + "\n")
    return 3 if report["amiss"] else 0


def _peak(port, folder, secret, connections):
    """Webhooks per second as fast as they go, for a few seconds."""
    progress.show("measuring the peak …")
    paths = [folder / f"peak.{thread}" for thread in range(2)]
    for seed, path in enumerate(paths):
        Webhooks(secret, seed + 50, label=f"peak{seed}").write(path, PEAK_SECONDS * 12_000)
    try:
        return Generator(connections, 2).webhooks(port, folder / "peak", PEAK_SECONDS).rate
    finally:
        for path in paths:
            path.unlink()


class Soak:
    def __init__(self, installation, cluster, server):
        self._installation, self._cluster, self._server = installation, cluster, server
        self.failures, self.upkeep = [], []

    def run(self, rate, seconds, options, sources):
        """A sample for each window."""
        key = self._installation.audit_key()
        port, samples = self._server.port, []
        with (
            Reader(port, key, 0.5) as reader,
            Follower(port, key) as follower,
            Upkeep(self._installation, options.upkeep) as upkeep,
            Steady(port, rate, seconds, options.connections, sources, WINDOW_SECONDS) as steady,
        ):
            with contextlib.closing(steady.windows()) as windows:
                while True:
                    with MemoryPeak(self._server.pid) as memory:
                        window = next(windows, None)
                    if window is None:
                        break
                    samples.append(self._sample(len(samples), window, memory, reader, follower))
                    self._show(samples, seconds)
        self.upkeep = upkeep.done
        for task in (reader, follower, upkeep):
            # A broken stream says so again and again: the first few words are enough.
            self.failures += task.failures[:5]
        return samples

    def _sample(self, number, window, memory, reader, follower):
        for status, count in window.unexpected.items():
            self.failures.append(f"{count} answers were {status} after {number * WINDOW_SECONDS} s")
        size, lag = self._installation.query(
            "SELECT pg_database_size(current_database()),"
            " (SELECT size FROM {schema}.head) - (SELECT min(position) FROM {schema}.projections)"
        ).split("|")
        return {
            "seconds": (number + 1) * WINDOW_SECONDS,
            "memory_mib": memory.mebibytes,
            "database_mib": int(size) / 2**20,
            "p50_ms": window.latency_ms(50),
            "p99_ms": window.latency_ms(99),
            "inbox_ms": _worst(reader.inbox.take()),
            "events_ms": _worst(reader.events.take()),
            "follower_lag_ms": _worst(follower.lags.take()),
            "projection_lag_events": int(lag),
        }

    def _show(self, samples, seconds):
        last = samples[-1]
        progress.show(
            f"{last['seconds']:,} of {seconds:,} s: {last['memory_mib']:.0f} MiB, p99 {last['p99_ms']:.1f} ms,"
            f" {seconds - last['seconds']:,} s left"
        )


def _worst(values):
    return max(values) * 1000 if values else None


def _beside(sample, upkeep):
    """What was under way in the ten seconds of a sample, in words."""
    end = sample["seconds"]
    under_way = [words for began, ended, words in upkeep if began < end and ended > end - WINDOW_SECONDS]
    return " and ".join(under_way) or ALONE


def thirds(samples, upkeep):
    """{what was beside it: {figure: (first third, last third)}}: medians over the windows, the first tenth left out.

    All windows come first; of the others is left out what either third has too few of. `windows` is how many they are.
    """
    settled = samples[len(samples) // 10 :]
    count = max(1, len(settled) // 3)
    ends = settled[:count], settled[-count:]
    names = [name for name in samples[0] if name not in ("seconds", "database_mib")]
    found = {ALL: _compared(ends, names)}
    for beside in dict.fromkeys(_beside(sample, upkeep) for sample in settled):
        alike = [[sample for sample in end if _beside(sample, upkeep) == beside] for end in ends]
        if min(map(len, alike)) >= min(FEWEST_WINDOWS, count):
            found[beside] = _compared(alike, names)
    return found


def _compared(ends, names):
    return {"windows": tuple(map(len, ends))} | {name: tuple(_median(end, name) for end in ends) for name in names}


def _median(samples, name):
    values = [sample[name] for sample in samples if sample[name] is not None]
    return statistics.median(values) if values else None


def _grew(name, first, last):
    ratio, noise = GROWN[name]
    return last > first * ratio and last > first + noise


def amiss(report):
    """What is not as it should be, in words."""
    found = list(report["failures"])
    for beside, figures in report["thirds"].items():
        for name in GROWN:
            first, last = figures[name]
            if _grew(name, first, last):
                found.append(f"{beside}: {name} grew from {first:,.1f} to {last:,.1f}")
    return found


def text(report):
    """The report for a person."""
    minutes = report["samples"][-1]["seconds"] / 60
    parts = [f"{minutes:g} minutes at {report['rate']:,.0f} webhooks/s"]
    for beside, figures in report["thirds"].items():
        rows = []
        for name, (first, last) in figures.items():
            verdict = "" if name not in GROWN else "grew" if _grew(name, first, last) else "flat"
            rows.append([name, "" if first is None else first, "" if last is None else last, verdict])
        parts.append(table([beside, "first third", "last third", ""], rows))
    if report["upkeep"]:
        parts.append(table(["beside it", "seconds"], [[words, end - begin] for begin, end, words in report["upkeep"]]))
    parts += [f"AMISS: {what}" for what in report["amiss"]]
    return "\n\n".join(parts)


def picture(report):
    """The figures over time, as SVG."""
    samples = report["samples"]

    def values(name):
        return [sample[name] for sample in samples]

    charts = [
        ("Resident memory of serve, MiB", {"RSS": values("memory_mib")}),
        ("Latency of webhooks from when they were due, ms", {"p99": values("p99_ms"), "p50": values("p50_ms")}),
        ("Slowest read in ten seconds, ms", {"inbox": values("inbox_ms"), "/v1/events": values("events_ms")}),
        ("Lag of the follower, ms", {"worst of ten seconds": values("follower_lag_ms")}),
        ("Lag of the projections, events", {"at the end of ten seconds": values("projection_lag_events")}),
        ("Size of the database, MiB", {"all": values("database_mib")}),
    ]
    title = f"{report['rate']:,.0f} webhooks/s; grey: verify or rebuild under way"
    return plot.svg(title, values("seconds"), charts, report["upkeep"])
