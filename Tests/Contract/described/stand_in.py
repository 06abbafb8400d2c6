"""A small server with an OpenAPI document, and with one fault at a time: to check the check."""

import http.server
import json

WORD = {
    "type": "object",
    "required": ["word"],
    "properties": {"word": {"type": "string"}},
    "additionalProperties": False,
}
ERROR = {"type": "object", "required": ["error"]}
FAULTS = ("status", "content type", "schema", "header", "server error")


def _answer(schema: dict, headers: dict | None = None) -> dict:
    return {
        "description": "An answer.",
        "headers": headers or {},
        "content": {"application/json": {"schema": schema}},
    }


DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Stand-in", "version": "1"},
    "paths": {
        "/words/{number}": {
            "get": {
                "parameters": [{
                    "name": "number", "in": "path", "required": True,
                    "schema": {"type": "integer", "minimum": 0, "maximum": 99},
                }],
                "responses": {
                    "200": _answer(WORD, {"X-Count": {"required": True, "schema": {"type": "integer"}}}),
                    "400": _answer(ERROR), "401": _answer(ERROR), "404": _answer(ERROR),
                },
            }
        },
        "/stream": {"get": {"responses": {"200": {"description": "No end.",
        "content": {"text/event-stream": {}}}}}},
    },
}  # fmt: skip


class StandIn(http.server.BaseHTTPRequestHandler):
    """Right, unless `fault` names what is wrong with it."""

    protocol_version = "HTTP/1.1"
    fault: str | None = None
    key = "stand-in"
    was_streamed = False

    def do_GET(self) -> None:
        if self.path == "/openapi.json":
            self._send(200, DOCUMENT)
        elif self.path == "/stream":
            type(self).was_streamed = True
            self._send(200, {})
        elif not self.path.startswith("/words/"):
            self._send(404, {"error": "nothing here"})
        elif self.headers.get("Authorization") != f"Bearer {self.key}":
            self._send(401, {"error": "no key"})
        else:
            self._word(self.path.removeprefix("/words/"))

    def _word(self, number: str) -> None:
        if not (number.isascii() and number.isdigit() and int(number) < 100):
            self._send(400, {"error": "no such number"})
            return
        status = {"status": 202, "server error": 500}.get(self.fault, 200)
        content_type = "text/plain" if self.fault == "content type" else "application/json"
        fields = {"word": 7 if self.fault == "schema" else "seven"}
        self._send(status, fields, content_type, {} if self.fault == "header" else {"X-Count": "1"})

    def _other_method(self) -> None:
        self.close_connection = True
        self._send(405, {"error": "not that method"}, headers={"Allow": "GET"})

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_HEAD = do_TRACE = do_QUERY = _other_method

    def _send(
        self,
        status: int,
        fields: object,
        content_type: str = "application/json",
        headers: dict[str, str] | None = None,
    ) -> None:
        body = json.dumps(fields).encode()
        self.send_response(status)
        for name, value in {"Content-Type": content_type, **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass
