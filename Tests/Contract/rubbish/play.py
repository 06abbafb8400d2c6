"""Plays deliveries over a few connections at once, and notes what became of each."""

import asyncio
import time
import urllib.parse
from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

from harness.daybook import Process
from harness.progress import Progress
from rubbish.connection import Connection, NoAnswer
from rubbish.delivery import Delivery

# Few enough that it is never the server's queue that makes it answer 503.
CONNECTIONS = 12
# After a 503, which says that nothing is wrong with the delivery, providers send it again.
REPETITIONS = 5
ANSWER_SECONDS = 10
FAILURES_SHOWN = 10
# What a caller with a key may be told of an authentic delivery.
INVALID = (400, 409, 413, 415, 422)


class Deliveries(Protocol):
    """One for each number."""

    name: str

    def __getitem__(self, number: int) -> Delivery: ...


@dataclass
class Tally:
    """What became of the deliveries at one door."""

    authentic: int = 0
    accepted: int = 0
    refused: int = 0
    invalid: int = 0
    postponed: int = 0
    slowest: float = 0
    rate: float = 0
    # What was taken, and what was refused, by their digests.
    taken: set[bytes] = field(default_factory=set)
    turned_away: set[bytes] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)
    wrong: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    # Resident memory in KiB: before, after a third (the caches are warm then), after.
    memory: list[int] = field(default_factory=list)

    def note(self, number: int, delivery: Delivery, status: int, seconds: float) -> None:
        self.statuses[status] += 1
        self.slowest = max(self.slowest, seconds)
        self.authentic += delivery.is_authentic
        is_taken, is_refused = 200 <= status < 300, status == 401
        is_invalid = delivery.may_be_invalid and status in INVALID
        self.accepted += is_taken
        self.refused += is_refused
        self.invalid += is_invalid
        if is_taken:
            self.taken.add(delivery.digest)
        elif is_refused:
            self.turned_away.add(delivery.digest)
        if not (is_taken or is_invalid if delivery.is_authentic else is_refused):
            kind = "an authentic delivery" if delivery.is_authentic else "a forgery"
            self.fail(number, delivery, f"{kind} was answered {status}")

    def fail(self, number: int, delivery: Delivery, what: str) -> None:
        self.wrong += 1
        if len(self.failures) < FAILURES_SHOWN:
            self.failures.append(f"number {number}: {what}; the body begins {delivery.body[:150]!r}")


async def exchange(connection: Connection, delivery: Delivery) -> int:
    async with asyncio.timeout(ANSWER_SECONDS):
        return await connection.exchange(delivery)


async def play(deliveries: Deliveries, count: int, url: str, process: Process) -> Tally:
    """Plays the deliveries 0 to `count`, each once."""
    tally, progress = Tally(), Progress(deliveries.name, count)
    address = urllib.parse.urlsplit(url)
    numbers = iter(range(count))

    async def work() -> None:
        connection = Connection(address.hostname, address.port)
        for number in numbers:
            delivery = deliveries[number]
            started = time.perf_counter()
            try:
                status = await exchange(connection, delivery)
                for _ in range(REPETITIONS):
                    if status != 503:
                        break
                    tally.postponed += 1
                    await asyncio.sleep(1)
                    started = time.perf_counter()
                    status = await exchange(connection, delivery)
                tally.note(number, delivery, status, time.perf_counter() - started)
            except (NoAnswer, TimeoutError, OSError) as error:
                tally.fail(number, delivery, f"no answer: {type(error).__name__} {error}")
                connection.close()
                if not process.is_alive:
                    break
            if number == count // 3 and process.is_alive:
                tally.memory.append(process.resident_kib())
            progress.advance()
        connection.close()

    tally.memory.append(process.resident_kib())
    async with asyncio.TaskGroup() as group:
        for _ in range(CONNECTIONS):
            group.create_task(work())
    if process.is_alive:
        tally.memory.append(process.resident_kib())
    tally.rate = progress.rate
    progress.finish()
    return tally
