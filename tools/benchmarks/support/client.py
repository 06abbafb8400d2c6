"""Somebody who reads pages of the API one after the other, over one connection."""

import http.client
import json
import time
from dataclasses import dataclass

from .failure import BenchmarkFailed


@dataclass
class Answer:
    """`seconds` count from before the request is sent until the whole answer has come."""

    seconds: float
    status: int
    body: bytes


class Client:
    def __init__(self, port, key, timeout=30):
        self._port, self._timeout, self._connection = port, timeout, None
        self._headers = {"Authorization": f"Bearer {key}"}

    def get(self, path):
        """Whatever the answer is."""
        return self._request("GET", path)

    def page(self, path):
        """The JSON of an answer that must be 200, and the seconds that it took."""
        answer = self.get(path)
        if answer.status != 200:
            raise BenchmarkFailed(f"GET {path.split('?')[0]} answers {answer.status}: {answer.body[:200]!r}")
        return json.loads(answer.body), answer.seconds

    def serves(self, path):
        """Whether there is a route of this path: one that has no DELETE says so with 405, and none at all with 404."""
        return self._request("DELETE", path).status == 405

    def _request(self, method, path):
        self._connection = self._connection or http.client.HTTPConnection(
            "127.0.0.1", self._port, timeout=self._timeout
        )
        began = time.monotonic()
        try:
            self._connection.request(method, path, headers=self._headers)
            answer = self._connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        return Answer(time.monotonic() - began, answer.status, body)

    def close(self):
        if self._connection:
            self._connection.close()
        self._connection = None
