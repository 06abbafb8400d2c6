"""One line on standard error that says how far something is, how fast it goes and how long it takes yet."""

import sys
import time


class Progress:
    """Counts towards a total; replaces its line on a terminal, writes one now and then elsewhere."""

    def __init__(self, label: str, total: int) -> None:
        self.label = label
        self.total = total
        self.done = 0
        self._started = time.monotonic()
        self._interval = 0.2 if sys.stderr.isatty() else 15
        self._shown = self._started

    def advance(self) -> None:
        self.done += 1
        now = time.monotonic()
        if now - self._shown >= self._interval:
            self._shown = now
            self._show(now)

    @property
    def rate(self) -> float:
        return self.done / max(time.monotonic() - self._started, 1e-9)

    def _show(self, now: float) -> None:
        rate = self.done / (now - self._started)
        left = (self.total - self.done) / rate if rate else 0
        say(f"{self.label}: {self.done} of {self.total}, {rate:.0f}/s, {left:.0f} s left")

    def finish(self) -> None:
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def say(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
    else:
        print(text, file=sys.stderr, flush=True)
