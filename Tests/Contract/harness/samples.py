"""Real sample webhooks: what `daybook trigger` would send, caught before it reaches a server."""

import http.server
import re
import threading
from dataclasses import dataclass

from harness.daybook import Daybook
from harness.failure import Failure

EVENT = re.compile(r"^  (respond\.io|twilio|whatsapp|elevenlabs|izer) (\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Sample:
    provider: str
    event: str
    content_type: str
    body: bytes


class _Catcher(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    caught: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.caught.append((self.headers.get("Content-Type", ""), body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def sample_events(daybook: Daybook) -> list[tuple[str, str]]:
    """Provider and event of all that can be triggered."""
    events = EVENT.findall(daybook.command("trigger", "--help"))
    if not events:
        raise Failure("`daybook trigger --help` lists no events any more: mend the pattern in samples.py.")
    return events


def catch_samples(daybook: Daybook, count: int, seed: int) -> list[Sample]:
    """Some of each event that can be triggered."""
    catcher = type("Catcher", (_Catcher,), {"caught": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), catcher) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        samples = []
        try:
            for provider, event in sample_events(daybook):
                catcher.caught.clear()
                daybook.command(
                    "trigger",
                    provider,
                    event,
                    "--to",
                    f"http://127.0.0.1:{server.server_port}",
                    "--count",
                    str(count),
                    "--seed",
                    str(seed),
                )
                samples += [Sample(provider, event, *request) for request in catcher.caught]
        finally:
            server.shutdown()
    return samples
