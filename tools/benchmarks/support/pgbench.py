"""What the database alone commits: inserts by pgbench, row by row or in batches."""

import random
import re
import resource
import string
import subprocess

from .failure import BenchmarkFailed
from .ledger_load import Appended
from .postgres import program
from .processes import cpu_seconds

CLIENTS = 8

# A row of about a webhook's size under a primary key.
TABLE = "CREATE TABLE single_rows (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)"
SCRIPT = "INSERT INTO single_rows (body) VALUES ('{body}');\n"
BODY_LENGTH = 600


class SingleRowInserts:
    def __init__(self, cluster, folder):
        self._uri = cluster.uri("pgbench")
        cluster.create_database("pgbench")
        cluster.query("pgbench", TABLE)
        self._script = folder / "single_row.sql"
        # Different letters, so that the row is not compressed to nothing.
        text = (
            "".join(chr(33 + (n * n * 31 + n * 7) % 90) for n in range(BODY_LENGTH)).replace("'", "x").replace(":", "x")
        )
        self._script.write_text(SCRIPT.format(body=text))

    def rate(self, seconds):
        """Committed inserts per second with CLIENTS clients."""
        return _pgbench(self._uri, self._script, CLIENTS, seconds)[0]


# Rows of one transaction.
BATCH = 256

# The command line of a process takes arguments of at most 128 KiB each: the bodies come in so many.
PIECES = ("a", "b", "c", "d")

# pgbench takes a colon for the beginning of a variable's name even in a text: \x3a is one.
BATCH_SCRIPT = """
\\set n :n + 1
\\set first :base + (:n * :clients + :client_id) * {batch}
BEGIN;
WITH source AS MATERIALIZED (SELECT :a::bytea || :b::bytea || :c::bytea || :d::bytea AS bodies)
INSERT INTO {{schema}}.events
  (position, id, tenant, kind, source, subject, conversation, actor, cause, occurred_at, recorded_at, body, leaf)
SELECT :first::int8 + i, gen_random_uuid(), 'default', 'message.received', 'respond.io',
       md5((random() * 20000)::int::text)::uuid, md5((random() * 20000)::int::text)::uuid, E'provider\\x3arespond.io',
       NULL, now(), now(), substring(bodies FROM i * {length} + 1 FOR {length}), substring(bodies FROM i + 1 FOR 32)
FROM source, generate_series(0, {batch} - 1) AS i;
INSERT INTO {{schema}}.event_ids (tenant, id, position, digest)
SELECT 'default', gen_random_uuid(), :first::int8 + i, sha256(int8send(:first::int8 + i))
FROM generate_series(0, {batch} - 1) AS i;
COMMIT;
"""


class BatchedInserts:
    """Rows of the ledger's own tables, in batches: what the sequencer inserts, and nothing else of what it does."""

    def __init__(self, installation, cluster, folder, body_length):
        self._installation, self._cluster = installation, cluster
        self._script = folder / "batch.sql"
        self._script.write_text(installation.in_schema(BATCH_SCRIPT.format(batch=BATCH, length=body_length)))
        letters = random.Random(1).choices(string.ascii_letters + string.digits, k=body_length * BATCH)
        size = -(-len(letters) // len(PIECES))
        self._bodies = {name: "".join(letters[n * size : (n + 1) * size]) for n, name in enumerate(PIECES)}
        # Partitions for more than any run inserts.
        installation.query("SELECT {schema}.make_event_partitions(100000000)")

    def run(self, seconds, clients):
        """What so many clients inserted in so many seconds."""
        base = int(self._installation.query("SELECT coalesce(max(position), -1) + 1 FROM {schema}.events"))
        values = {"n": "0", "base": str(base), "clients": str(clients), **self._bodies}
        own, before = _children_cpu(), cpu_seconds(self._cluster.pid)
        uri = self._cluster.uri(self._installation.database)
        rate, count = _pgbench(uri, self._script, clients, seconds, values)
        return Appended(count * BATCH, count / rate, _children_cpu() - own, cpu_seconds(self._cluster.pid) - before)


def _children_cpu():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _pgbench(uri, script, clients, seconds, values=None):
    """(transactions per second, transactions) of a script."""
    defined = [word for name, value in (values or {}).items() for word in ("-D", f"{name}={value}")]
    command = [
        program("pgbench"), "-n", "-M", "prepared", "-c", str(clients), "-j", "2" if clients > 1 else "1",
        "-T", str(seconds), "-f", str(script), *defined, uri,
    ]  # fmt: skip
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds + 60)
    rate = re.search(r"^tps = ([\d.]+)", result.stdout, re.MULTILINE)
    count = re.search(r"^number of transactions actually processed: (\d+)", result.stdout, re.MULTILINE)
    if result.returncode != 0 or not rate or not count:
        raise BenchmarkFailed(f"pgbench failed:\n{(result.stdout + result.stderr)[-2000:]}")
    return float(rate[1]), int(count[1])
