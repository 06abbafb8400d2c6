"""One line on standard error that says what is going on."""

import sys
import time

_last = 0.0


def is_due():
    """Whether it is time for another word on something that goes on: five times a second on a terminal, else seldom."""
    global _last
    now = time.monotonic()
    if now - _last < (0.2 if sys.stderr.isatty() else 10):
        return False
    _last = now
    return True


def show(text):
    """Replaces the line on a terminal; writes a line of its own elsewhere."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
    else:
        print(text, file=sys.stderr, flush=True)


def clear():
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
