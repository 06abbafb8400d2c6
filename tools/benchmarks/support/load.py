"""Load by wrk, and what it measured."""

import json
import pathlib
import re
import subprocess
import tempfile
from dataclasses import dataclass

from .failure import BenchmarkFailed
from .processes import Child

SCRIPT = pathlib.Path(__file__).resolve().parent / "webhook.lua"

# How long answers may take after the last request of a run was sent.
DRAIN_SECONDS = 2


@dataclass
class Load:
    """One run. `rate` is per second, over the time in which requests were sent."""

    sent: int
    answered: int
    rate: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    not_2xx: int
    socket_errors: int
    ran_out_after: float | None

    @property
    def acknowledged(self):
        return self.answered - self.not_2xx


class Generator:
    """Calls wrk with the same threads and connections each time."""

    def __init__(self, connections, threads):
        self.connections, self.threads = connections, threads

    def _wrk(self, seconds, *arguments):
        command = ["wrk", f"-t{self.threads}", f"-c{self.connections}", f"-d{seconds}s", "--timeout", "30s", *arguments]
        with tempfile.NamedTemporaryFile(prefix="daybook-wrk.") as log, Child("wrk", command, log.name) as wrk:
            try:
                code = wrk.process.wait(seconds + 60)
            except subprocess.TimeoutExpired:
                raise BenchmarkFailed(f"wrk does not end:\n{wrk.log_end()}") from None
            output = pathlib.Path(log.name).read_text(errors="replace")
        if code != 0:
            raise BenchmarkFailed(f"wrk failed:\n{output[-2000:]}")
        return output

    def webhooks(self, port, slices, seconds, healthz=False):
        """Posts the webhooks of the files `slices`.0, `slices`.1 …, one file for each thread."""
        host = f"127.0.0.1:{port}"
        mode = ["healthz"] if healthz else []
        output = self._wrk(
            seconds + DRAIN_SECONDS, "-s", str(SCRIPT), f"http://{host}/", "--", str(slices), str(seconds), host, *mode
        )
        match = re.search(r"^RESULT (.*)$", output, re.MULTILINE)
        if not match:
            raise BenchmarkFailed(f"wrk gave no result:\n{output[-2000:]}")
        return Load(**json.loads(match[1]))

    def healthz(self, port, seconds):
        """GET /healthz as fast as it goes, without a script: answers per second."""
        output = self._wrk(seconds, f"http://127.0.0.1:{port}/healthz")
        if "Non-2xx" in output or not (match := re.search(r"^Requests/sec:\s+([\d.]+)", output, re.MULTILINE)):
            raise BenchmarkFailed(f"GET /healthz fails:\n{output[-2000:]}")
        return float(match[1])
