"""The executable that appends to a ledger without HTTP, and what it measured."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

from . import machine
from .failure import BenchmarkFailed
from .processes import cpu_seconds


@dataclass
class Appended:
    """Events that were recorded, by the clock and by CPU time of the appending process and of PostgreSQL."""

    events: int
    seconds: float
    cpu_seconds: float
    postgres_cpu_seconds: float

    @property
    def rate(self):
        return self.events / self.seconds

    @property
    def cpu_us_per_event(self):
        """Of both processes together."""
        return (self.cpu_seconds + self.postgres_cpu_seconds) * 1e6 / self.events


class LedgerLoad:
    def __init__(self, installation, cluster):
        self._installation, self._cluster = installation, cluster
        self._executable = machine.release_build("LedgerLoad")

    def fill(self, events, seed=1, began=None):
        """Fills the ledger up to so many events; its progress goes to standard error.

        `began` is when the first of them happened, in RFC 3339; the same time each time when there is none.
        """
        words = ["make", "--events", str(events), "--seed", str(seed)]
        return self._run(words + (["--began", began] if began else []))

    def append(self, events, seed, callers=256):
        """Appends events one by one from many callers; only the appending is measured, not the making."""
        words = ["append", "--events", events, "--callers", callers, "--seed", seed, "--paced"]
        result = self._run([str(word) for word in words], paced=True)
        if result.events != events:
            raise BenchmarkFailed(f"{result.events:,} of {events:,} events were recorded")
        return result

    def _run(self, words, paced=False):
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "--", self._executable, *words],
            env={**os.environ, **self._installation.env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=sys.stderr,
            text=True,
        )
        try:
            if paced and process.stdout.readline().strip() != "ready":
                raise BenchmarkFailed(f"LedgerLoad {words[0]} ended before it began")
            before = cpu_seconds(self._cluster.pid)
            output, _ = process.communicate("go\n" if paced else None)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        if process.returncode != 0:
            raise BenchmarkFailed(f"LedgerLoad {words[0]} failed with code {process.returncode}")
        result = json.loads(output)
        return Appended(
            result["events"],
            result["microseconds"] / 1e6,
            result["cpu_microseconds"] / 1e6,
            cpu_seconds(self._cluster.pid) - before,
        )
