"""A provider that doesn't give up: each delivery is sent until it is acknowledged."""

import asyncio
import hashlib
import json
import multiprocessing
import random
import time
from dataclasses import dataclass, field

from .connection import Connection, Cut, post
from .webhooks import Webhooks

PATH = "/webhook/respond-io"

# Between the attempts for one delivery: at first, and at most.
BACKOFF_SECONDS = (0.05, 1.0)

# How long an answer may take, and how long one delivery is tried for.
ANSWER_SECONDS, PATIENCE_SECONDS = 20, 180

# A repetition is one of so many deliveries before it: near enough to meet the first one under way.
REPEAT_WINDOW = 2_000


@dataclass
class Tally:
    """What one sender, or all of them, saw."""

    deliveries: int = 0
    repeats: int = 0
    acknowledged: int = 0
    attempts: int = 0
    cut: int = 0
    refused: int = 0
    given_up: int = 0
    wrong: dict = field(default_factory=dict)

    def add(self, other):
        for name, value in vars(other).items():
            if name == "wrong":
                for status, count in value.items():
                    self.wrong[status] = self.wrong.get(status, 0) + count
            else:
                setattr(self, name, getattr(self, name) + value)


class Marks:
    """What senders and the one who kills share: how much is acknowledged, and when what was killed worked again.

    Times are of the monotonic clock, which all processes share. Slot 0 is the database, slot n server n.
    """

    def __init__(self, senders, servers):
        self.acknowledged = multiprocessing.Array("q", senders, lock=False)
        self.killed_at = multiprocessing.Array("d", servers + 1, lock=False)
        self.works_at = multiprocessing.Array("d", servers + 1, lock=False)

    def killed(self, slot):
        """What the slot stands for is gone now."""
        self.works_at[slot] = 0
        self.killed_at[slot] = time.monotonic()

    def worked(self, server, asked_at):
        """An answer of a server (from 1 on) to what was asked at that time: what was killed before works again."""
        now = time.monotonic()
        for slot in (0, server):
            if self.works_at[slot] == 0 and self.killed_at[slot] and asked_at > self.killed_at[slot]:
                self.works_at[slot] = now

    def recovery(self, slot):
        """Seconds from the kill to the first acknowledgement of something sent after it; None while there is none."""
        return self.works_at[slot] - self.killed_at[slot] if self.works_at[slot] else None


class Sender:
    """One process: its share of the deliveries over its share of the connections, round the servers."""

    def __init__(self, number, deliveries, repeats, connections, ports, secret, seed, marks):
        self.number, self._deliveries, self._repeats = number, deliveries, repeats
        self._connections, self._ports, self._marks = connections, ports, marks
        self.webhooks = Webhooks(secret, seed * 1000 + number, label=f"s{number}")
        self._draw = random.Random(seed * 7919 + number)
        self._recent = []
        self._left = deliveries
        self.tally = Tally(deliveries=deliveries)
        # By message id: the digest of the body, of all that was sent and of what was acknowledged.
        self.sent, self.acknowledged = {}, set()

    def run(self, results):
        asyncio.run(self._run())
        results.put((self.number, self.tally, self.sent, self.acknowledged))

    async def _run(self):
        await asyncio.gather(*(self._connection(n) for n in range(self._connections)))

    def _next(self):
        """The next delivery: a new one, or one of the last ones again."""
        if self._left == 0:
            return None
        self._left -= 1
        if self._recent and self._draw.random() < self._repeats:
            self.tally.repeats += 1
            return self._draw.choice(self._recent)
        text = self.webhooks.body()
        body = text.encode()
        message = json.loads(text)["data"]["messageId"]
        self.sent[message] = hashlib.sha256(body).digest()
        delivery = message, body
        if len(self._recent) < REPEAT_WINDOW:
            self._recent.append(delivery)
        else:
            self._recent[self._draw.randrange(REPEAT_WINDOW)] = delivery
        return delivery

    async def _connection(self, number):
        server = number % len(self._ports)
        port, connection = self._ports[server], None
        while delivery := self._next():
            message, body = delivery
            request = post(PATH, port, body, {"x-respond-io-signature": self.webhooks.signature(body)})
            pause, deadline = BACKOFF_SECONDS[0], time.monotonic() + PATIENCE_SECONDS
            while True:
                self.tally.attempts += 1
                asked_at = time.monotonic()
                try:
                    connection = connection if connection and connection.is_open else await Connection.open(port)
                    status, _ = await connection.request(request, ANSWER_SECONDS)
                except Cut:
                    self.tally.cut += 1
                    status = None
                if status and 200 <= status < 300:
                    self._acknowledge(message, server + 1, asked_at)
                    break
                if status is not None:
                    self.tally.refused += 1
                    if status not in (429, 500, 502, 503, 504):
                        self.tally.wrong[status] = self.tally.wrong.get(status, 0) + 1
                        break
                if time.monotonic() > deadline:
                    self.tally.given_up += 1
                    break
                await asyncio.sleep(pause * (0.5 + self._draw.random()))
                pause = min(pause * 2, BACKOFF_SECONDS[1])
        if connection:
            connection.close()

    def _acknowledge(self, message, server, asked_at):
        self.tally.acknowledged += 1
        self.acknowledged.add(message)
        self._marks.acknowledged[self.number] += 1
        self._marks.worked(server, asked_at)
