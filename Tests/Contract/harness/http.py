"""An HTTP client that sends what it is told, verbatim, over one connection."""

import http.client
import json
import urllib.parse
from dataclasses import dataclass
from typing import Any

TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """Keeps its connection, and makes a new one when the server has closed it."""

    def __init__(self, url: str, key: str | None = None) -> None:
        parts = urllib.parse.urlsplit(url)
        self.url = url
        self._connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=TIMEOUT_SECONDS)
        self._key = key

    def send(
        self,
        method: str,
        target: str,
        headers: list[tuple[str, str]] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Sends a request with no other headers than these, Host and Content-Length."""
        connection = self._connection
        connection.putrequest(method, target, skip_accept_encoding=True)
        for name, value in headers or []:
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def call(self, method: str, target: str, fields: object = None, key: str | None = None) -> Answer:
        """Calls the API with a key and, where fields are given, a JSON body."""
        headers = [("Authorization", f"Bearer {key or self._key}")]
        if fields is None:
            return self.send(method, target, headers)
        return self.send(
            method, target, [*headers, ("Content-Type", "application/json")], json.dumps(fields).encode()
        )

    def close(self) -> None:
        self._connection.close()
