"""Durable webhooks per second: Daybook and the Respond.io guide's own handler in turn, on one PostgreSQL cluster.

Each round posts the same fresh, rightly signed webhooks to both, and measures GET /healthz of Daybook and single-row
inserts by pgbench beside them. Figures are medians over the rounds; only ratios of one run mean anything. CPU time is
that of the server and of PostgreSQL, whatever else the machine did meanwhile. Fails when an answer was not 2xx or
when the databases don't hold what was acknowledged. Daybook has the secrets of all providers, and its usual limits.

With --half-load Daybook then gets half of the rate that it has just reached, steadily, once the projections have
caught up with the rounds: each webhook's latency counts from the moment at which it was due, so that it includes what
a stall keeps waiting, and what the generator is late with.
"""

import contextlib
import json
import os
import pathlib
import secrets
import statistics
import time

from support import machine, profile, progress
from support.failure import BenchmarkFailed
from support.load import Generator
from support.mixed import Plain
from support.pgbench import SingleRowInserts
from support.postgres import Cluster
from support.processes import MemoryPeak, cpu_seconds
from support.read_models import ReadModels
from support.servers import Daybook, Installation, Reference
from support.steady import Steady
from support.table import table
from support.webhooks import Webhooks

SUMMARY = "durable webhooks per second, against the guide's own handler"

# Requests made for a round unless --requests says otherwise: more than any server here gets through.
REQUESTS_PER_SECOND = 25_000

# The generator is suspect when our rate comes this near to what it does with the cheapest endpoint while it makes the
# same requests, and when making them slows it down by so much against bare requests to that endpoint.
NEAR_CEILING = 0.7
SLOWED_DOWN = 0.9

# What a load on a server comes to; columns of the tables.
FIGURES = {
    "rate": "per second", "p50_ms": "p50 ms", "p99_ms": "p99 ms", "memory_mib": "RSS MiB",
    "cpu_us": "CPU µs each", "postgres_cpu_us": "PostgreSQL's",
}  # fmt: skip


def add_arguments(parser):
    parser.add_argument("--rounds", type=int, default=5, help="rounds of ours and the reference in turn (5)")
    parser.add_argument("--seconds", type=int, default=8, help="load on each server in a round (8)")
    parser.add_argument("--connections", type=int, default=64, help="open connections (64)")
    parser.add_argument("--threads", type=int, default=2, help="threads of the load generator (2)")
    parser.add_argument(
        "--requests",
        type=int,
        help=f"webhooks made for each round (seconds × {REQUESTS_PER_SECOND:,}); none is sent twice",
    )
    parser.add_argument(
        "--directory", default="/var/tmp", help="where the cluster lies; must not be in memory (/var/tmp)"
    )
    parser.add_argument(
        "--half-load",
        type=int,
        nargs="?",
        const=20,
        default=0,
        metavar="SECONDS",
        help="also measure latency at half of the rate that was reached (for 20 seconds)",
    )
    parser.add_argument("--json", metavar="FILE", help="write every figure there")
    parser.add_argument("--profile", action="store_true", help="also sample our server under load with perf")


def run(options):
    if min(options.rounds, options.seconds, options.connections, options.threads) < 1:
        raise BenchmarkFailed("rounds, seconds, connections and threads are at least 1")
    place = machine.description(options.directory)
    if place["filesystem"] in ("tmpfs", "ramfs"):
        raise BenchmarkFailed(
            f"{options.directory} lies in memory, where a commit costs nothing: give a --directory on a disk"
        )
    machine.set_up()
    executable = machine.release_build()
    programs = machine.reference_environment()
    secret = secrets.token_hex(16)
    with contextlib.ExitStack() as stack:
        progress.show("starting PostgreSQL and both servers …")
        cluster = stack.enter_context(Cluster(options.directory))
        folder = cluster.directory / "bench"
        folder.mkdir(mode=0o700)
        installation = Installation(executable, cluster, folder, secret, limited=True)
        ours = stack.enter_context(Daybook(installation, cluster, folder / "daybook.log"))
        reference = stack.enter_context(Reference(programs, cluster, folder, secret))
        bench = Ingest(options, cluster, folder, ours, reference, Webhooks(secret))
        bench.measure()
        if options.half_load:
            # The rounds were as much as goes, and left the followers something to do that belongs to them.
            ReadModels(installation, cluster, folder).catch_up()
            bench.measure_half_load(secret)
        report = bench.report()
        profiled = bench.profile() if options.profile else None
    progress.clear()
    print(text(report))
    if profiled:
        print(f"\n{profiled}")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(report, indent=2) + "\n")
    return 1 if report["failures"] else 0


class Ingest:
    def __init__(self, options, cluster, folder, ours, reference, webhooks):
        self._options, self._cluster, self._folder = options, cluster, folder
        self._servers = (ours, reference)
        self._ours, self._webhooks = ours, webhooks
        self._generator = Generator(options.connections, options.threads)
        self._inserts = SingleRowInserts(cluster, folder)
        self._rounds = []
        self._ceiling, self._half_load = None, None
        self._sent = {server.name: 0 for server in self._servers}
        self._acknowledged = dict(self._sent)
        self._failures = []

    def measure(self):
        # Nobody's first requests are measured: connections open, statements prepared, code and cache warm.
        with self._slices(0, seconds=2) as slices:
            for server in self._servers:
                self._post("warming up", server, slices, 2)
            progress.show("the load generator's own ceiling …")
            self._ceiling = self._generator.webhooks(self._ours.port, slices, 2, healthz=True).rate
        for number in range(1, self._options.rounds + 1):
            self._rounds.append(self._round(number))

    def _round(self, number):
        seconds, label = self._options.seconds, f"round {number} of {self._options.rounds}"
        figures = {}
        # Who begins changes from round to round, so that neither is always the one after the other.
        order = self._servers if number % 2 else self._servers[::-1]
        with self._slices(number, seconds) as slices:
            for server in order:
                figures[server.name] = self._post(label, server, slices, seconds)
        beside = max(2, seconds // 2)
        progress.show(f"{label}: GET /healthz …")
        figures["healthz"] = self._generator.healthz(self._ours.port, beside)
        progress.show(f"{label}: pgbench …")
        self._cluster.settle()
        figures["pgbench"] = self._inserts.rate(beside)
        return figures

    def measure_half_load(self, secret):
        """Latency of ours at half of the rate that the rounds reached."""
        rate = statistics.median(round["daybook"]["rate"] for round in self._rounds) / 2
        seconds, port = self._options.half_load, self._ours.port
        progress.show(f"half load: {rate:,.0f} webhooks/s for {seconds} s …")
        self._cluster.settle()
        sources = [Plain(port, secret, seed) for seed in (101, 102)]
        with Steady(port, rate, seconds, self._options.connections, sources) as steady:
            window = next(iter(steady.windows()))
        name, count = self._ours.name, len(window.latencies)
        wrong = sum(window.unexpected.values())
        self._sent[name] += count
        self._acknowledged[name] += count - wrong
        if wrong:
            self._failures.append(f"half load: {wrong} of {count} answers were not 2xx: {window.unexpected}")
        self._half_load = {
            "rate": rate,
            **{f"p{percent}_ms": window.latency_ms(percent) for percent in (50, 99, 99.9)},
            "sent_late_p99_ms": window.late_ms(99),
        }

    @contextlib.contextmanager
    def _slices(self, number, seconds):
        """Fresh webhooks for one round, a file for each thread of the generator; gone after the round."""
        count = self._options.requests or seconds * REQUESTS_PER_SECOND
        progress.show(f"making {count:,} webhooks for round {number} …")
        threads = self._options.threads
        prefix = self._folder / f"round-{number}"
        paths = [pathlib.Path(f"{prefix}.{thread}") for thread in range(threads)]
        try:
            for path in paths:
                self._webhooks.write(path, max(1, count // threads))
            yield prefix
        finally:
            for path in paths:
                path.unlink(missing_ok=True)

    def _post(self, label, server, slices, seconds):
        progress.show(f"{label}: {server.name} …")
        self._cluster.settle()
        before = cpu_seconds(server.pid), cpu_seconds(self._cluster.pid)
        with MemoryPeak(server.pid) as memory:
            load = self._generator.webhooks(server.port, slices, seconds)
        cpu = cpu_seconds(server.pid) - before[0], cpu_seconds(self._cluster.pid) - before[1]
        self._sent[server.name] += load.sent
        self._acknowledged[server.name] += load.acknowledged
        if load.not_2xx or load.socket_errors:
            self._failures.append(
                f"{label}, {server.name}: {load.not_2xx} answers not 2xx, {load.socket_errors} failed connections"
            )
        each = 1e6 / max(1, load.acknowledged)
        return {
            **vars(load),
            "memory_mib": memory.mebibytes,
            "cpu_us": cpu[0] * each,
            "postgres_cpu_us": cpu[1] * each,
        }

    def profile(self):
        """One more load on our server with perf beside it; what it found as text."""
        if reason := profile.reason_against():
            return f"No profile: {reason}"
        seconds = max(4, self._options.seconds)
        path = self._folder / "perf"
        with self._slices(self._options.rounds + 1, seconds) as slices:
            progress.show("profile: load with perf …")
            recorder = profile.record(self._ours.pid, seconds - 2, path)
            try:
                load = self._generator.webhooks(self._ours.port, slices, seconds)
                recorder.wait(60)
            finally:
                if recorder.poll() is None:
                    recorder.kill()
                    recorder.wait()
        progress.show("profile: reading the samples …")
        return f"Profile of daybook at {load.rate:,.0f} webhooks/s (slower than without perf)\n\n{profile.top(path)}"

    def _check_stored(self):
        """Each acknowledged webhook must be there, and nothing that was never sent."""
        stored = {}
        for server in self._servers:
            name, count = server.name, server.stored()
            stored[name] = count
            if not self._acknowledged[name] <= count <= self._sent[name]:
                self._failures.append(
                    f"{name} acknowledged {self._acknowledged[name]:,} of {self._sent[name]:,} webhooks"
                    f" and holds {count:,}"
                )
        return stored

    def report(self):
        progress.show("counting what was stored …")
        stored = self._check_stored()
        medians = {
            server.name: {
                figure: statistics.median(round[server.name][figure] for round in self._rounds)
                for figure in FIGURES
            }
            for server in self._servers
        }
        rate = medians["daybook"]["rate"]
        healthz = statistics.median(round["healthz"] for round in self._rounds)
        ratios = {
            other: statistics.median(
                round["daybook"]["rate"] / (round[other]["rate"] if other == "reference" else round[other])
                for round in self._rounds
            )
            for other in ("reference", "healthz", "pgbench")
        }
        return {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "machine": machine.description(self._options.directory),
            "postgres": self._cluster.query("postgres", "SHOW server_version"),
            "load_average": os.getloadavg(),
            "options": {name: getattr(self._options, name) for name in ("rounds", "seconds", "connections", "threads")},
            "rounds": self._rounds,
            "medians": medians
            | {"healthz": healthz, "pgbench": statistics.median(round["pgbench"] for round in self._rounds)},
            "ratios": ratios,
            "half_load": self._half_load,
            "generator_ceiling": self._ceiling,
            "generator_is_bottleneck": rate > NEAR_CEILING * self._ceiling and self._ceiling < SLOWED_DOWN * healthz,
            "sent": self._sent,
            "acknowledged": self._acknowledged,
            "stored": stored,
            "failures": self._failures,
        }


def text(report):
    """The report for a person."""
    place, options = report["machine"], report["options"]
    parts = [
        f"Durable webhooks per second, {options['rounds']} × {options['seconds']} s,"
        f" {options['connections']} connections\n"
        f"{place['cores']} cores, {place['system']}, databases on {place['filesystem']},"
        f" PostgreSQL {report['postgres']}, revision {place['revision'] or 'none'}",
        _rounds_table(report["rounds"]),
        _medians_table(report),
    ]
    if half := report["half_load"]:
        parts.append(
            f"At half of that rate, {half['rate']:,.0f}/s: p50 {half['p50_ms']:.1f} ms, p99 {half['p99_ms']:.1f} ms,"
            f" p99.9 {half['p99.9_ms']:.1f} ms from when each was due"
            f" (99 % were sent within {half['sent_late_p99_ms']:.1f} ms of that)."
        )
    if report["generator_is_bottleneck"]:
        parts.append(
            f"The load generator itself makes {report['generator_ceiling']:,.0f} requests/s here: too near to ours."
        )
    parts += [f"FAILED: {failure}" for failure in report["failures"]]
    return "\n\n".join(parts)


def _rounds_table(rounds):
    rows = []
    for number, figures in enumerate(rounds, start=1):
        for name in ("daybook", "reference"):
            of = figures[name]
            note = "" if of["ran_out_after"] is None else f"ran out of requests after {of['ran_out_after']:.1f} s"
            rows.append([f"{number} {name}", *(of[figure] for figure in FIGURES), of["not_2xx"], note])
        for name, words in (("healthz", "GET /healthz"), ("pgbench", "pgbench")):
            rows.append([f"{number} {words}", figures[name], *[""] * (len(FIGURES) + 1)])
    return table(["round", *FIGURES.values(), "not 2xx", ""], rows)


def _medians_table(report):
    medians, ratios = report["medians"], report["ratios"]
    rows = [
        [name, *(of[figure] for figure in FIGURES), f"{report['stored'][name]:,} stored"]
        for name, of in ((name, medians[name]) for name in ("daybook", "reference"))
    ]
    for other, words in (("healthz", "GET /healthz"), ("pgbench", "pgbench")):
        rows.append([words, medians[other], *[""] * len(FIGURES)])
    names = {"reference": "the reference", "healthz": "GET /healthz", "pgbench": "pgbench, single rows"}
    return (
        table(["median", *FIGURES.values(), ""], rows)
        + "\n\n"
        + table(["ratio of daybook to", "×"], [[names[other], ratio] for other, ratio in ratios.items()])
    )
