"""The executable that appends to a ledger without HTTP, and what it measured."""

import contextlib
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
        with self._started(["append", "--events", events, "--callers", callers, "--seed", seed, "--paced"]) as run:
            return run.go().result(events)

    @contextlib.contextmanager
    def appending(self, events, rate, seed=1, callers=64):
        """Appends events one by one, so many a second, until they are appended or the `with` block ends."""
        words = ["append", "--events", events, "--rate", rate, "--callers", callers, "--seed", seed, "--paced"]
        with self._started(words) as run:
            yield run.go()

    def _run(self, words):
        with self._started(words) as run:
            return run.result()

    @contextlib.contextmanager
    def _started(self, words):
        words = [str(word) for word in words]
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "--", self._executable, *words],
            env={**os.environ, **self._installation.env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=sys.stderr,
            text=True,
        )
        try:
            yield _Run(process, words[0], self._cluster)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


class _Run:
    """A run of LedgerLoad."""

    def __init__(self, process, name, cluster):
        self._process, self._name, self._cluster = process, name, cluster
        self._before = cpu_seconds(cluster.pid)

    def go(self):
        """What it was to prepare is there: begins."""
        if self._process.stdout.readline().strip() != "ready":
            raise BenchmarkFailed(f"LedgerLoad {self._name} ended before it began")
        self._before = cpu_seconds(self._cluster.pid)
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        return self

    def result(self, events=None):
        """Waits for the end. So many events are to be recorded."""
        output, _ = self._process.communicate()
        if self._process.returncode != 0:
            raise BenchmarkFailed(f"LedgerLoad {self._name} failed with code {self._process.returncode}")
        result = json.loads(output)
        if events is not None and result["events"] != events:
            raise BenchmarkFailed(f"{result['events']:,} of {events:,} events were recorded")
        return Appended(
            result["events"],
            result["microseconds"] / 1e6,
            result["cpu_microseconds"] / 1e6,
            cpu_seconds(self._cluster.pid) - self._before,
        )
