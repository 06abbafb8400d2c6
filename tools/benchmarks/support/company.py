"""What else goes on while webhooks come in: somebody reads, somebody follows, somebody verifies and rebuilds."""

import http.client
import json
import random
import subprocess
import threading
import time
from datetime import UTC, datetime

from .client import Client
from .failure import BenchmarkFailed
from .steady import Steady, Window


class Task:
    """Something that goes on in a thread until the `with` block ends. What breaks it is kept in `failures`."""

    def __init__(self):
        self.failures = []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._keep_going, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        self._thread.join(60)

    def _keep_going(self):
        while not self._done.is_set():
            try:
                self.go()
            except (OSError, http.client.HTTPException, ValueError, BenchmarkFailed) as failure:
                self.failures.append(f"{type(self).__name__}: {failure}")
                self._done.wait(1)


class Gathered:
    """Values since the last look, from several threads."""

    def __init__(self):
        self._values, self._lock = [], threading.Lock()

    def add(self, value):
        with self._lock:
            self._values.append(value)

    def take(self):
        with self._lock:
            values, self._values = self._values, []
        return values


class Reader(Task):
    """Somebody at the inbox, and a program that pages through events; `latencies` in seconds."""

    def __init__(self, port, key, pause):
        super().__init__()
        self._client, self._pause = Client(port, key), pause
        self._draw, self._head = random.Random(1), 0
        self.inbox, self.events = Gathered(), Gathered()

    def go(self):
        self.inbox.add(self._client.page("/api/whatsapp/inbox?limit=50")[1])
        self._client.page(f"/api/whatsapp/conversation/+1555{self._draw.randrange(20_000):07}")
        page, seconds = self._client.page(f"/v1/events?limit=100&from={self._draw.randrange(self._head + 1)}")
        self.events.add(seconds)
        if page["events"]:
            self._head = max(self._head, page["events"][-1]["position"])
        self._done.wait(self._pause)


class InboxReader(Task):
    """Somebody who reads the inbox all the time: pages of messages and of conversations; seconds of each in `pages`."""

    PATHS = (
        "/api/whatsapp/inbox?limit=50",
        "/v1/conversations?limit=50",
        "/v1/conversations?limit=50&unread=true",
        "/v1/messages?limit=50&filter=voice",
    )

    def __init__(self, port, key, pause):
        super().__init__()
        self._client, self._pause, self._turn = Client(port, key), pause, 0
        self.pages = Gathered()

    def go(self):
        self._turn += 1
        self.pages.add(self._client.page(self.PATHS[self._turn % len(self.PATHS)])[1])
        self._done.wait(self._pause)


class Ingestion:
    """Webhooks of all kinds at a steady rate until the `with` block ends; what came of them is in `window` then."""

    # Nothing that is measured goes on for longer.
    LONGEST_SECONDS = 24 * 3600

    # Providers open as many connections as they need: with fewer, what is late would be the sender's queue.
    def __init__(self, port, rate, sources, connections=64):
        self._steady = Steady(port, rate, self.LONGEST_SECONDS, connections, sources, 1)
        self._thread = threading.Thread(target=self._gather, daemon=True)
        self.window, self.failures, self.seconds = Window(), [], 0

    def __enter__(self):
        self._steady.__enter__()
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._steady.stop()
        self._thread.join(60)
        self._steady.__exit__()
        for status, count in self.window.unexpected.items():
            self.failures.append(f"{count} webhooks were answered {status}")

    @property
    def rate(self):
        """Webhooks answered as they should be, per second."""
        return (len(self.window.latencies) - sum(self.window.unexpected.values())) / max(self.seconds, 1)

    def _gather(self):
        try:
            for window in self._steady.windows():
                self.window.add(window.latencies, window.late, window.unexpected)
                self.seconds += 1
        except BenchmarkFailed as failure:
            self.failures.append(str(failure))


class Follower(Task):
    """Follows the ledger by server-sent events; `lags` are seconds from an event's recording to its arrival."""

    def __init__(self, port, key):
        super().__init__()
        self._port, self._headers = port, {"Authorization": f"Bearer {key}", "Accept": "text/event-stream"}
        self._last, self.lags, self.events = None, Gathered(), 0

    def go(self):
        headers = self._headers | ({"Last-Event-ID": str(self._last)} if self._last is not None else {})
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request("GET", "/v1/events", headers=headers)
            answer = connection.getresponse()
            if answer.status != 200:
                raise BenchmarkFailed(f"the stream answers {answer.status}")
            while not self._done.is_set():
                line = answer.readline()
                if not line:
                    raise BenchmarkFailed("the stream ended")
                if line.startswith(b"id: "):
                    self._arrived(int(line[4:]))
                # One in a hundred is looked at, which is enough, and doesn't make the follower slow.
                elif self._last is not None and self._last % 100 == 0 and line.startswith(b"data: "):
                    recorded = datetime.fromisoformat(json.loads(line[6:])["recorded_at"])
                    self.lags.add((datetime.now(UTC) - recorded).total_seconds())
        finally:
            connection.close()

    def _arrived(self, position):
        expected = 0 if self._last is None else self._last + 1
        if position != expected:
            self.failures.append(f"Follower: event {position} came where {expected} was due")
        self._last = position
        self.events += 1


class Upkeep(Task):
    """Verifies the ledger and rebuilds the projections in turn, every so many seconds; `done` says when and how."""

    COMMANDS = (("audit", "verify"), ("projections", "rebuild", "--all"))

    def __init__(self, installation, every):
        super().__init__()
        self._installation, self._every, self._turn = installation, every, 0
        self._began = time.monotonic()
        self.done = []

    def go(self):
        if self._done.wait(self._every):
            return
        words = self.COMMANDS[self._turn % len(self.COMMANDS)]
        self._turn += 1
        began = time.monotonic()
        process = subprocess.Popen(
            self._installation.command(*words),
            env=self._installation.whole_environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            while process.poll() is None and not self._done.wait(0.2):
                pass
        finally:
            finished = process.poll() is not None
            if not finished:
                process.kill()
            said = process.communicate()[1]
        # What the end of the load cut off was beside its last windows as well.
        self.done.append((began - self._began, time.monotonic() - self._began, " ".join(words)))
        if finished and process.returncode != 0:
            self.failures.append(f"daybook {' '.join(words)} ended with {process.returncode}: {said[-500:]}")
