"""Appending without HTTP, against what pgbench inserts of the same columns in batches of 256.

Daybook's side is the whole append: sealing, ids, numbering under the head's lock, leaves, tiles, commit; many
callers, each one event at a time; they come together in batches, one transaction at a time, since positions are dense
in the order of commit. The reference inserts rows of the same size into the very same tables, made by `daybook
migrate`, in the form that costs it least: a prepared statement to which the bodies of a batch come as parameters in
one piece and are cut on the server, which also makes up ids, subjects and conversations by itself. It numbers without
a lock, hashes nothing, encrypts nothing, and looks nothing up. It runs with one client, which like ours writes one
batch after the other, and with as many as there are cores, which an order of commits doesn't allow us. All in turn in
one cluster; figures are medians over the rounds.
"""

import contextlib
import json
import os
import pathlib
import statistics

from support import machine, progress
from support.failure import BenchmarkFailed
from support.ledger_load import LedgerLoad
from support.pgbench import BATCH, BatchedInserts
from support.postgres import Cluster
from support.servers import Installation
from support.table import table

SUMMARY = "appending without HTTP, against pgbench inserting in batches of 256"


def add_arguments(parser):
    parser.add_argument("--rounds", type=int, default=5, help="rounds of ours and the reference in turn (5)")
    parser.add_argument("--events", type=int, default=60_000, help="events that we append in a round (60,000)")
    parser.add_argument("--callers", type=int, default=BATCH, help=f"who append at a time ({BATCH})")
    parser.add_argument("--seconds", type=int, default=4, help="of pgbench in a round (4)")
    parser.add_argument("--clients", default=f"1,{os.cpu_count()}", help="of pgbench, one or several (1 and the cores)")
    parser.add_argument("--directory", default="/var/tmp", help="where the cluster lies (/var/tmp)")
    parser.add_argument("--json", metavar="FILE", help="write every figure there")


def run(options):
    try:
        clients = sorted({int(number) for number in options.clients.split(",")})
    except ValueError:
        raise BenchmarkFailed("--clients are numbers separated by commas") from None
    if min(options.rounds, options.events, options.callers, options.seconds, *clients) < 1:
        raise BenchmarkFailed("rounds, events, callers, seconds and clients are at least 1")
    machine.set_up()
    executable = machine.release_build()
    rounds = []
    with contextlib.ExitStack() as stack:
        cluster = stack.enter_context(Cluster(options.directory))
        folders = [cluster.directory / name for name in ("bench", "reference")]
        for folder in folders:
            folder.mkdir(mode=0o700)
        installation = Installation(executable, cluster, folders[0])
        load = LedgerLoad(installation, cluster)
        progress.show("warming up …")
        load.append(min(options.events, 5_000), seed=1, callers=options.callers)
        length = round(float(installation.query("SELECT avg(octet_length(body)) FROM {schema}.events")))
        tables = Installation(executable, cluster, folders[1], database="reference")
        reference = BatchedInserts(tables, cluster, folders[1], length)
        reference.run(1, clients[-1])
        measures = {"daybook": lambda number: load.append(options.events, number + 1, options.callers)}
        for number in clients:
            name = f"pgbench, {number} client{'s' if number > 1 else ''}"
            measures[name] = lambda _, number=number: reference.run(options.seconds, number)
        for number in range(1, options.rounds + 1):
            # Who begins changes from round to round.
            names = list(measures) if number % 2 else list(measures)[::-1]
            figures = {}
            for name in names:
                progress.show(f"round {number} of {options.rounds}: {name} …")
                cluster.settle()
                figures[name] = measures[name](number)
            rounds.append({name: figures[name] for name in measures})
    progress.clear()
    report = {
        "machine": machine.description(options.directory),
        "body_bytes": length,
        "rounds": [{name: vars(of) for name, of in figures.items()} for figures in rounds],
        "rates": {name: statistics.median(figures[name].rate for figures in rounds) for name in measures},
        "ratios": {
            name: statistics.median(figures["daybook"].rate / figures[name].rate for figures in rounds)
            for name in list(measures)[1:]
        },
    }
    print(f"Sealed bodies of {length:,} bytes on average, {options.callers} callers\n")
    print(table(["round", "events/s", "CPU µs an event", "of it PostgreSQL"], list(_rows(rounds))))
    print()
    print(table(["ratio of daybook to", "×"], [[name, ratio] for name, ratio in report["ratios"].items()]))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(report, indent=2) + "\n")
    return 0


def _rows(rounds):
    for number, figures in enumerate(rounds, start=1):
        for name, of in figures.items():
            yield [f"{number} {name}", of.rate, of.cpu_us_per_event, of.postgres_cpu_seconds * 1e6 / of.events]
    for name in rounds[0]:
        all_of = [figures[name] for figures in rounds]
        yield [
            f"median {name}",
            statistics.median(of.rate for of in all_of),
            statistics.median(of.cpu_us_per_event for of in all_of),
            statistics.median(of.postgres_cpu_seconds * 1e6 / of.events for of in all_of),
        ]
