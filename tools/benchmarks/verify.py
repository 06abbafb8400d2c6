"""`daybook audit verify` of a whole ledger against reading it: COPY of all events by psql, thrown away.

Both in turn on the same database in the same cluster; figures are medians over the rounds. PostgreSQL has no COPY of a
partitioned table by name: what is copied is `SELECT *` of it.
"""

import contextlib
import json
import pathlib
import statistics
import subprocess
import time

from support import machine, progress
from support.failure import BenchmarkFailed
from support.ledger_load import LedgerLoad
from support.postgres import Cluster, program
from support.processes import Child, MemoryPeak, cpu_seconds
from support.servers import Installation
from support.table import table

SUMMARY = "verifying a whole ledger, against COPY of its events"


def add_arguments(parser):
    parser.add_argument("--events", type=int, default=1_000_000, help="how many events the ledger has (1,000,000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of both in turn (3)")
    parser.add_argument("--ledger", metavar="DIR", help="a ledger that `tools/bench make-ledger` made, as it is")
    parser.add_argument("--directory", default="/var/tmp", help="where the cluster lies otherwise (/var/tmp)")
    parser.add_argument("--json", metavar="FILE", help="write every figure there")


def run(options):
    if min(options.events, options.rounds) < 1:
        raise BenchmarkFailed("events and rounds are at least 1")
    machine.set_up()
    executable = machine.release_build()
    with contextlib.ExitStack() as stack:
        cluster = stack.enter_context(Cluster(options.directory, kept=options.ledger))
        folder = cluster.directory / "bench"
        folder.mkdir(mode=0o700, exist_ok=True)
        installation = Installation(executable, cluster, folder)
        if not options.ledger:
            LedgerLoad(installation, cluster).fill(options.events)
        # What filling left to do is not what is measured.
        progress.show("vacuuming …")
        cluster.query(installation.database, "VACUUM (ANALYZE)")
        events = int(installation.query("SELECT size FROM {schema}.head"))
        rounds = []
        for number in range(1, options.rounds + 1):
            order = (_verify, _copy) if number % 2 else (_copy, _verify)
            figures = {}
            for measure in order:
                cluster.settle()
                progress.show(f"round {number} of {options.rounds}: {measure.__name__.strip('_')} …")
                figures |= measure(installation, cluster, folder)
            rounds.append(figures)
    progress.clear()
    median = {name: statistics.median(of[name] for of in rounds) for name in rounds[0]}
    report = {
        "machine": machine.description(options.directory),
        "events": events,
        "rounds": rounds,
        "verify_rate": events / median["verify_s"],
        "copy_rate": events / median["copy_s"],
        "ratio": statistics.median(of["copy_s"] / of["verify_s"] for of in rounds),
        "cpu_ratio": statistics.median(of["copy_cpu_s"] / of["verify_cpu_s"] for of in rounds),
        "memory_mib": max(of["verify_mib"] for of in rounds),
    }
    rows = [
        [what, report[f"{name}_rate"], median[f"{name}_s"], median[f"{name}_cpu_s"], median[f"{name}_mib"]]
        for name, what in (("verify", "daybook audit verify"), ("copy", "COPY events"))
    ]
    print(f"{events:,} events, medians of {options.rounds} rounds\n")
    print(table(["", "events/s", "seconds", "CPU s", "RSS MiB"], rows))
    print(f"\nratio of verify to COPY: {report['ratio']:.2f} × (by CPU time {report['cpu_ratio']:.2f} ×)")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(report, indent=2) + "\n")
    return 0


def _verify(installation, cluster, folder):
    command = installation.command("audit", "verify")
    figures = _timed("daybook audit verify", command, installation.env, cluster, folder / "verify.log")
    return {f"verify_{name}": value for name, value in figures.items()}


def _copy(installation, cluster, folder):
    sql = installation.in_schema("COPY (SELECT * FROM {schema}.events) TO STDOUT")
    command = [
        "bash", "-c", 'exec "$0" --no-psqlrc -qc "$1" "$2" > /dev/null',
        program("psql"), sql, cluster.uri(installation.database),
    ]  # fmt: skip
    figures = _timed("COPY", command, {}, cluster, folder / "copy.log")
    return {f"copy_{name}": value for name, value in figures.items()}


def _timed(name, command, env, cluster, log):
    """Seconds, CPU seconds with PostgreSQL's, and the peak of resident memory of a command that must succeed."""
    before, began = cpu_seconds(cluster.pid), time.monotonic()
    with Child(name, command, log, env=env) as child, MemoryPeak(child.pid) as memory:
        cpu = _wait(child)
    seconds = time.monotonic() - began
    if child.process.returncode != 0:
        raise BenchmarkFailed(f"{name} ended with code {child.process.returncode}:\n{child.log_end()}")
    return {"s": seconds, "cpu_s": cpu + cpu_seconds(cluster.pid) - before, "mib": memory.mebibytes}


def _wait(child):
    """Waits for the end; the CPU time that the child had taken shortly before it."""
    cpu = 0.0
    while True:
        cpu = max(cpu, cpu_seconds(child.pid))
        try:
            child.process.wait(0.05)
            return cpu
        except subprocess.TimeoutExpired:
            continue
