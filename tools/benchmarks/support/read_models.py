"""The projections of an installation, whichever there are: how far they are, what they hold, and making them anew."""

import json
import subprocess
import time

from . import command, progress
from .failure import BenchmarkFailed

# How long following may stand still before it is given up.
PATIENCE_SECONDS = 60


class ReadModels:
    def __init__(self, installation, cluster, folder):
        self._installation, self._cluster, self._folder = installation, cluster, folder

    def states(self):
        """What `projections list` says of each."""
        return json.loads(self._installation.run("projections", "list", "--output", "json"))

    def head(self):
        return int(self._installation.query("SELECT size FROM {schema}.head"))

    def behind(self):
        """How many events the slowest of them has not folded yet."""
        return int(
            self._installation.query(
                "SELECT (SELECT size FROM {schema}.head) - (SELECT min(position) FROM {schema}.projections)"
            )
        )

    def catch_up(self):
        """Waits until each has folded the whole ledger; the seconds that took."""
        began = moved = time.monotonic()
        last, first = None, None
        while True:
            head, low = self._installation.query(
                "SELECT (SELECT size FROM {schema}.head), min(position) FROM {schema}.projections"
            ).split("|")
            if low == head:
                self._refuse_failures()
                return time.monotonic() - began
            now = time.monotonic()
            first = first if first is not None else int(low or 0)
            if low != last:
                last, moved = low, now
            elif now - moved > PATIENCE_SECONDS:
                self._refuse_failures()
                raise BenchmarkFailed(f"following stands still at {low} of {head}")
            if progress.is_due():
                rate = (int(low or 0) - first) / max(now - began, 0.01)
                progress.show(f"following: {int(low or 0):,} of {int(head):,} events, {rate:,.0f} a second …")
            time.sleep(0.1)

    def _refuse_failures(self):
        for state in self.states():
            if state["failure"]:
                raise BenchmarkFailed(f"the projection {state['name']} has stopped: {state['failure']}")

    def rebuild(self, words="rebuilding"):
        """Makes all of them anew; what it took."""
        return self._run(words, "projections", "rebuild", "--all", "--output", "jsonl")

    def can_verify(self):
        """Whether the product has `projections verify`."""
        said = subprocess.run(
            self._installation.command("projections", "--help"), capture_output=True, text=True, env={"PATH": ""}
        )
        return "\n  verify " in said.stdout

    def verify(self):
        """`projections verify --all`: whether it found nothing, and what it took."""
        course = self._run("verifying", "projections", "verify", "--all", codes=(0, 3))
        return course.code == 0, course

    def _run(self, what, *words, codes=(0,)):
        def tick(seconds, line):
            if progress.is_due():
                progress.show(f"{what}, {seconds:,.0f} s … {line[:80]}")

        log = self._folder / f"{words[1]}.log"
        return command.run(self._installation, self._cluster, words, log, tick, codes)

    def digests(self):
        """{table: (rows, digest)} of what the projections hold, computed here and not by the product.

        The digest is the sum of a 64-bit hash of each row's text, so it doesn't hang on the order of rows.
        """
        tables = self._installation.query(
            "SELECT relname FROM pg_class WHERE relnamespace = '{schema}'::regnamespace AND relkind = 'r'"
            " AND relowner = 'daybook_projector'::regrole ORDER BY 1"
        ).split()
        found = {}
        for table in tables:
            progress.show(f"a digest of {table} …")
            rows, digest = self._installation.query(
                f'SELECT count(*), sum(hashtextextended(t::text, 0)::numeric) FROM {{schema}}."{table}" t'
            ).split("|")
            found[table] = (int(rows), digest)
        return found


def phases(course):
    """[(phase, seconds, events)] as the records of a rebuild's progress tell, in order; empty where none do.

    A record of progress names its `phase`, and the `events` that are folded so far.
    """
    found = []
    for seconds, record in course.records():
        if "phase" not in record:
            continue
        name, events = record["phase"], record.get("events", 0)
        if not found or found[-1]["phase"] != name:
            found.append({"phase": name, "began": seconds, "events_before": found[-1]["events"] if found else 0})
        found[-1] |= {"events": events}
    ends = [*(of["began"] for of in found[1:]), course.seconds][: len(found)]
    return [
        {"phase": of["phase"], "seconds": end - of["began"], "events": of["events"] - of["events_before"]}
        for of, end in zip(found, ends, strict=True)
    ]
