"""Requests at a steady rate, whatever the server makes of them.

The load is open: request n is due at n/rate after the start, and its latency counts from when it was due, so that a
server that stalls is charged for all that had to wait meanwhile, and the generator for what it sends late.
"""

import array
import asyncio
import contextlib
import multiprocessing
import os
import queue
import time
from dataclasses import dataclass, field

from .connection import Connection, Cut
from .failure import BenchmarkFailed

# Latency of a request that got no answer: as long as its sender would have waited.
ANSWER_SECONDS = 20


@dataclass
class Window:
    """What came of the requests that were due in one stretch of time."""

    latencies: list = field(default_factory=list)
    # How late each was sent, by which much the generator itself may be the cause.
    late: list = field(default_factory=list)
    unexpected: dict = field(default_factory=dict)

    def add(self, latencies, late, unexpected):
        self.latencies.extend(latencies)
        self.late.extend(late)
        for what, count in unexpected.items():
            self.unexpected[what] = self.unexpected.get(what, 0) + count

    @staticmethod
    def _percentile(values, percent):
        values = sorted(values)
        return values[min(len(values) - 1, int(len(values) * percent / 100))] * 1000 if values else None

    def latency_ms(self, percent):
        return self._percentile(self.latencies, percent)

    def late_ms(self, percent):
        return self._percentile(self.late, percent)


class Steady:
    """Processes that send for some seconds.

    `sources` make the requests, one for each process: next() gives the bytes and the status that is right for them.
    """

    def __init__(self, port, rate, seconds, connections, sources, window_seconds=None):
        self._port, self._rate, self._seconds = port, rate, seconds
        self._connections, self._sources = connections, sources
        self._window_seconds = window_seconds or seconds
        self._windows = multiprocessing.Queue()
        self._stopped = multiprocessing.Value("b", 0, lock=False)
        self._processes = []

    def __enter__(self):
        count = len(self._sources)
        # All of them begin at one moment, when each has started for certain.
        start = time.monotonic() + 1
        for number, source in enumerate(self._sources):
            connections = self._connections // count + (number < self._connections % count)
            arguments = (source, self._rate / count, connections, start + number / self._rate)
            process = multiprocessing.Process(target=self._send, args=arguments, daemon=True)
            process.start()
            self._processes.append(process)
        return self

    def __exit__(self, *_):
        for process in self._processes:
            process.kill()
            process.join()

    def stop(self):
        """No further requests; the window that is open then is not told of."""
        self._stopped.value = 1

    def windows(self):
        """Each window in turn, when all processes have told of it."""
        gathered, told, total = {}, {}, round(self._seconds / self._window_seconds)
        number = 0
        while number < total:
            if told.get(number) == len(self._processes):
                yield gathered.pop(number)
                number += 1
                continue
            try:
                of, *figures = self._windows.get(timeout=1)
            except queue.Empty:
                if any(process.exitcode for process in self._processes):
                    raise BenchmarkFailed("a sender has failed") from None
                if self._stopped.value and not any(process.is_alive() for process in self._processes):
                    return
                continue
            gathered.setdefault(of, Window()).add(*figures)
            told[of] = told.get(of, 0) + 1

    def _send(self, source, rate, connections, start):
        # Whoever sends comes from other machines in life: here it must not wait for a processor behind what it measures.
        with contextlib.suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, 0, -10)
        asyncio.run(_Process(self, source, rate, connections, start).run())


class _Process:
    """One process: its connections take the requests in turn."""

    def __init__(self, steady, source, rate, connections, start):
        self._port, self._source, self._rate, self._start = steady._port, source, rate, start
        self._connections, self._total = connections, int(rate * steady._seconds)
        self._per_window = max(1, int(rate * steady._window_seconds))
        self._last_window = round(steady._seconds / steady._window_seconds) - 1
        self._windows, self._open, self._stopped = steady._windows, {}, steady._stopped
        self._taken = 0

    async def run(self):
        await asyncio.gather(*(self._connection() for _ in range(self._connections)))

    async def _connection(self):
        connection = None
        while self._taken < self._total and not self._stopped.value:
            number = self._taken
            self._taken += 1
            request, expected = self._source.next()
            due = self._start + number / self._rate
            if (delay := due - time.monotonic()) > 0:
                await asyncio.sleep(delay)
            sent = time.monotonic()
            try:
                connection = connection if connection and connection.is_open else await Connection.open(self._port)
                status, _ = await connection.request(request, ANSWER_SECONDS)
            except Cut:
                status = "cut"
            now = time.monotonic()
            self._note(number, now - due, sent - due, None if status == expected else status)
        if connection:
            connection.close()

    def _note(self, number, latency, late, unexpected):
        """Gathers a window, and tells of it when every request of it is answered."""
        window = min(number // self._per_window, self._last_window)
        left, latencies, lates, others = self._open.setdefault(
            window, [self._size(window), array.array("d"), array.array("d"), {}]
        )
        latencies.append(latency)
        lates.append(late)
        if unexpected is not None:
            others[unexpected] = others.get(unexpected, 0) + 1
        self._open[window][0] = left - 1
        if left == 1:
            self._windows.put((window, latencies, lates, others))
            del self._open[window]

    def _size(self, window):
        if window == self._last_window:
            return self._total - window * self._per_window
        return self._per_window
