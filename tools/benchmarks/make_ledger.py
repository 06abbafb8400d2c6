"""Makes a ledger of many events in a folder, to be measured by other benchmarks (their --ledger).

The events are deliveries of many people's conversations, read as the server reads them and appended through the
ledger's own append in large lots. A folder that has a ledger already is filled up to --events.
"""

import contextlib
import pathlib

from support import machine, progress
from support.failure import BenchmarkFailed
from support.ledger_load import LedgerLoad
from support.postgres import Cluster
from support.servers import Installation

SUMMARY = "a ledger of many events in a folder, for the other benchmarks"


def add_arguments(parser):
    parser.add_argument("folder", help="where the cluster and its keys are to lie; it stays")
    parser.add_argument("--events", type=int, required=True, help="how many events it is to hold")
    parser.add_argument("--seed", type=int, default=1, help="what the events are made from (1)")


def run(options):
    if options.events < 1:
        raise BenchmarkFailed("--events is at least 1")
    if not pathlib.Path(options.folder).resolve().parent.is_dir():
        raise BenchmarkFailed(f"{options.folder} can't be made: the folder above it doesn't exist")
    machine.set_up()
    executable = machine.release_build()
    with contextlib.ExitStack() as stack:
        cluster = stack.enter_context(Cluster(None, kept=options.folder))
        folder = cluster.directory / "bench"
        folder.mkdir(mode=0o700, exist_ok=True)
        installation = Installation(executable, cluster, folder)
        filled = LedgerLoad(installation, cluster).fill(options.events, options.seed)
        progress.show("vacuuming …")
        cluster.query(installation.database, "VACUUM (ANALYZE)")
        progress.clear()
        size = int(cluster.query(installation.database, "SELECT pg_database_size(current_database())"))
    print(f"{filled.events:,} events made in {filled.seconds:,.0f} s ({filled.rate:,.0f}/s), {size / 2**20:,.0f} MiB")
    return 0
