"""A keep-alive HTTP/1.1 connection on an event loop, with as little between the socket and its caller as can be."""

import asyncio


class Cut(Exception):
    """The connection couldn't be opened, or ended before the answer: what became of the request isn't known."""


class Connection(asyncio.Protocol):
    """One request at a time."""

    def __init__(self):
        self._transport, self._answer, self._buffer = None, None, b""
        # Where the answer's body begins and how long it is, once its head is there.
        self._head, self._length = None, 0

    @classmethod
    async def open(cls, port, host="127.0.0.1"):
        try:
            _, connection = await asyncio.get_running_loop().create_connection(cls, host, port)
        except OSError as error:
            raise Cut(str(error)) from None
        return connection

    @property
    def is_open(self):
        return self._transport is not None and not self._transport.is_closing()

    def close(self):
        if self._transport:
            self._transport.close()

    async def request(self, request, patience=None):
        """Sends the bytes of a request; the status and the body of the answer."""
        if not self.is_open:
            raise Cut("the connection has ended")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        try:
            return await (asyncio.wait_for(self._answer, patience) if patience else self._answer)
        except TimeoutError:
            self.close()
            raise Cut("no answer in time") from None

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        self._buffer += data
        if self._head is None:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            self._head = self._buffer[:end].lower()
            self._buffer = self._buffer[end + 4 :]
            place = self._head.find(b"content-length:")
            self._length = int(self._head[place + 15 :].split(b"\r", 1)[0]) if place >= 0 else 0
        if len(self._buffer) < self._length:
            return
        status, body = int(self._head[9:12]), self._buffer[: self._length]
        self._buffer, self._head = self._buffer[self._length :], None
        if self._answer and not self._answer.done():
            self._answer.set_result((status, body))

    def connection_lost(self, error):
        if self._answer and not self._answer.done():
            self._answer.set_exception(Cut(str(error or "the connection was closed")))


def post(path, port, body, headers, content_type="application/json"):
    """The bytes of a POST."""
    lines = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Content-Type: {content_type}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""])).encode() + body
