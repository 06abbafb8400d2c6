"""A kept-alive HTTP connection, bare, so that the client costs little beside the server on the same
machine.
"""

import asyncio
import re

from rubbish.delivery import Delivery

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CLOSE = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


class NoAnswer(Exception):
    """The server closed the connection, or answered what isn't HTTP."""


class Connection:
    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def exchange(self, delivery: Delivery) -> int:
        """Sends a delivery and reads the whole answer.

        Returns: its status.
        """
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self._address)
        reader, writer = self._streams
        writer.write(self._request(delivery))
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = LENGTH.search(head)
            if length is None:
                raise NoAnswer(f"an answer without a length: {head[:100]!r}")
            await reader.readexactly(int(length[1]))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            self.close()
            raise NoAnswer(f"{error}") from None
        if CLOSE.search(head):
            self.close()
        return int(head[9:12])

    def _request(self, delivery: Delivery) -> bytes:
        host, port = self._address
        fields = "".join(f"{name}: {value}\r\n" for name, value in delivery.headers)
        head = f"POST {delivery.target} HTTP/1.1\r\nHost: {host}:{port}\r\n{fields}"
        return f"{head}Content-Length: {len(delivery.body)}\r\n\r\n".encode("latin-1") + delivery.body

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None
