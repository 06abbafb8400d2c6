"""The server's own counters, from its Prometheus page."""

import re

from harness.failure import Failure
from harness.http import Client

SAMPLE = re.compile(r"^(\w+)(?:\{(.*)\})? ([^ ]+)$")
LABEL = re.compile(r'(\w+)="([^"]*)"')


class Metrics:
    """One scrape."""

    def __init__(self, client: Client) -> None:
        answer = client.call("GET", "/metrics")
        if answer.status != 200:
            raise Failure(f"GET /metrics answered {answer.status}: {answer.body[:200]!r}")
        self._samples: list[tuple[str, dict[str, str], float]] = []
        for line in answer.body.decode().splitlines():
            if match := SAMPLE.match(line):
                self._samples.append((match[1], dict(LABEL.findall(match[2] or "")), float(match[3])))

    def sum(self, name: str, **labels: str) -> int:
        """The sum of all samples of a name that have these labels."""
        return int(sum(value for _, value in self.samples(name, **labels)))

    def samples(self, name: str, **labels: str) -> list[tuple[dict[str, str], float]]:
        wanted = labels.items()
        return [
            (own, value) for other, own, value in self._samples if other == name and wanted <= own.items()
        ]
