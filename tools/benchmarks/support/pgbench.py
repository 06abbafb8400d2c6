"""What the database alone commits: single-row inserts by pgbench."""

import re
import subprocess

from .failure import BenchmarkFailed
from .postgres import program

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
        command = [
            program("pgbench"), "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-T", str(seconds),
            "-f", str(self._script), self._uri,
        ]  # fmt: skip
        result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds + 60)
        match = re.search(r"^tps = ([\d.]+)", result.stdout, re.MULTILINE)
        if result.returncode != 0 or not match:
            raise BenchmarkFailed(f"pgbench failed:\n{(result.stdout + result.stderr)[-2000:]}")
        return float(match[1])
