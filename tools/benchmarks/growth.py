"""What appending an event costs when the ledger is small, and when it is large.

One ledger is filled to each size in turn, through the ledger's own append in large lots, and vacuumed, so that nothing
which filling left to do is measured. Then events are appended one by one from many callers, and their cost is counted
as CPU time of the appending process and all of PostgreSQL, and by the clock. Figures are medians over the rounds.
"""

import contextlib
import json
import pathlib
import statistics

from support import machine, progress
from support.failure import BenchmarkFailed
from support.ledger_load import LedgerLoad
from support.postgres import Cluster
from support.servers import Installation
from support.table import table

SUMMARY = "the cost of appending an event to a ledger of 100 k, 1 M and 10 M"


def add_arguments(parser):
    parser.add_argument(
        "--sizes", default="100000,1000000,10000000", help="events in the ledger (100000,1000000,10000000)"
    )
    parser.add_argument("--events", type=int, default=50_000, help="appended in each round (50,000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds at each size (3)")
    parser.add_argument("--directory", default="/var/tmp", help="where the cluster lies (/var/tmp)")
    parser.add_argument("--json", metavar="FILE", help="write every figure there")


def run(options):
    try:
        sizes = sorted({int(size) for size in options.sizes.split(",")})
    except ValueError:
        raise BenchmarkFailed("--sizes are numbers separated by commas") from None
    if min(*sizes, options.events, options.rounds) < 1:
        raise BenchmarkFailed("sizes, events and rounds are at least 1")
    machine.set_up()
    executable = machine.release_build()
    steps = []
    with contextlib.ExitStack() as stack:
        cluster = stack.enter_context(Cluster(options.directory))
        folder = cluster.directory / "bench"
        folder.mkdir(mode=0o700)
        load = LedgerLoad(installation := Installation(executable, cluster, folder), cluster)
        # Nobody's first appends are measured.
        load.append(2_000, seed=1)
        for size in sizes:
            progress.show(f"filling the ledger to {size:,} events …")
            filled = load.fill(size)
            progress.show("vacuuming …")
            cluster.query(installation.database, "VACUUM (ANALYZE)")
            rounds = []
            for number in range(1, options.rounds + 1):
                cluster.settle()
                progress.show(f"{size:,} events, round {number} of {options.rounds} …")
                rounds.append(load.append(options.events, seed=len(steps) * 100 + number + 1))
            events = int(installation.query("SELECT size FROM {schema}.head"))
            bytes_held = int(cluster.query(installation.database, "SELECT pg_database_size(current_database())"))
            steps.append(_step(size, filled, rounds, bytes_held / events))
    progress.clear()
    report = {"machine": machine.description(options.directory), "steps": steps}
    print(text(report))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(report, indent=2) + "\n")
    return 0


def _step(size, filled, rounds, bytes_per_event):
    def median(figure):
        return statistics.median(figure(of) for of in rounds)

    return {
        "size": size,
        "fill_rate": filled.rate,
        "cpu_us": median(lambda of: of.cpu_us_per_event),
        "own_cpu_us": median(lambda of: of.cpu_seconds * 1e6 / of.events),
        "postgres_cpu_us": median(lambda of: of.postgres_cpu_seconds * 1e6 / of.events),
        "wall_us": median(lambda of: of.seconds * 1e6 / of.events),
        "bytes_per_event": bytes_per_event,
        "rounds": [vars(of) for of in rounds],
    }


def text(report):
    """The report for a person."""
    first = report["steps"][0]
    rows = [
        [
            f"{of['size']:,}", of["cpu_us"], of["own_cpu_us"], of["postgres_cpu_us"], of["wall_us"],
            of["cpu_us"] / first["cpu_us"], of["wall_us"] / first["wall_us"], of["bytes_per_event"], of["fill_rate"],
        ]
        for of in report["steps"]
    ]  # fmt: skip
    header = [
        "events", "CPU µs", "of it ours", "PostgreSQL", "wall µs", "CPU ×", "wall ×", "bytes/event", "filled/s",
    ]  # fmt: skip
    return table(header, rows)
