#!/usr/bin/env python3
"""Checks Daybook from outside, over real sockets, against what the providers' own libraries and the agents'
guide say.

    run.py --binary .build/debug/daybook

Checks, in this order unless --only names some:
  signatures    the server takes exactly what the providers' own libraries take
  sync_client   a client of the conversation sync API, as the guide has agents write one
  references    each endpoint and field of the references has a test, and what no other test proves
  described     schemathesis finds the server to be as its OpenAPI document says
  rubbish       random and damaged bodies: all answered, the authentic ones kept, memory flat

Exit codes: 0 all holds, 1 something doesn't, 2 wrong usage.
"""

import argparse
import importlib
import os
import pathlib
import secrets
import signal
import sys
import time

from environment import enter_environment
from harness.failure import Failure
from harness.setting import Setting

CHECKS = ("signatures", "sync_client", "references", "described", "rubbish")
# Those that need more than Python's standard library.
NEEDY = {"signatures", "described"}


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--binary", type=pathlib.Path, required=True, help="the program to check: daybook")
    parser.add_argument("--only", nargs="+", choices=CHECKS, metavar="NAME", help="just these checks")
    parser.add_argument("--bodies", type=positive, default=2000, help="rubbish: bodies a provider (2000)")
    parser.add_argument(
        "--requests", type=positive, default=600, help="signatures: requests a provider (600)"
    )
    parser.add_argument(
        "--max-examples", type=positive, default=30, help="described: examples an operation (30)"
    )
    parser.add_argument("--max-seconds", type=positive, default=240, help="described: time at most (240)")
    parser.add_argument("--seed", type=int, help="makes a run again; a new one unless given")
    parser.add_argument(
        "--venv",
        type=pathlib.Path,
        metavar="DIR",
        help="where the packages of requirements.txt are, or are to be; a temporary folder unless given, "
        "and none when they can be imported already",
    )
    given = parser.parse_args()
    if not os.access(given.binary, os.X_OK):
        parser.error(f"{given.binary} is no program: build it, or name another with --binary")
    return given


def main() -> int:
    given = arguments()
    # What ends us must not leave servers behind: their `with` blocks end them.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    names = given.only or CHECKS
    seed = secrets.randbelow(10**6) if given.seed is None else given.seed
    setting = Setting(
        binary=given.binary.resolve(),
        seed=seed,
        requests=given.requests,
        bodies=given.bodies,
        examples=given.max_examples,
        seconds=given.max_seconds,
    )
    try:
        if NEEDY.intersection(names):
            enter_environment(given.venv, seed)
        failed = [name for name in CHECKS if name in names and not holds(name, setting)]
    except Failure as failure:
        print(f"run.py: {failure}", file=sys.stderr)
        return 1
    if failed:
        print(
            f"contract: {', '.join(failed)} failed; the same again: --seed {seed} --only {' '.join(failed)}"
        )
    else:
        print("contract: all checks hold")
    return 1 if failed else 0


def holds(name: str, setting: Setting) -> bool:
    """Runs one check and prints what it found."""
    print(f"-- {name}", flush=True)
    started = time.monotonic()
    try:
        findings = importlib.import_module(name).run(setting)
    except Failure as failure:
        findings = [str(failure)]
    for finding in findings:
        print(f"  ✘ {finding}")
    verdict = f"{len(findings)} findings" if findings else "holds"
    print(f"-- {name}: {verdict} ({time.monotonic() - started:.1f} s)", flush=True)
    return not findings


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
