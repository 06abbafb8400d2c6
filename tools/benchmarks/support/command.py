"""A command of the product that runs to its end, and what it took."""

import json
import os
import pathlib
import re
import subprocess
import threading
import time
from dataclasses import dataclass, field

from .failure import BenchmarkFailed
from .processes import cpu_seconds


@dataclass
class Course:
    """`lines` are what it printed, each with the seconds since its beginning at which it came."""

    code: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    postgres_cpu_seconds: float = 0.0
    # The largest resident set (VmHWM), and the largest part of it that isn't backed by files (RssAnon).
    peak_mib: float = 0.0
    anonymous_mib: float = 0.0
    lines: list = field(default_factory=list)

    def records(self):
        """(seconds, object) of each line that is a JSON object."""
        for seconds, line in self.lines:
            if line.startswith("{"):
                yield seconds, json.loads(line)


def run(installation, cluster, words, log, tick=None, codes=(0,)):
    """Runs `daybook WORDS`; `tick` is called again and again meanwhile, with the seconds and the line that came last.

    What the command writes to standard error goes to `log`. CPU time is read from /proc every 50 ms, so that the end of
    it may lack.
    """
    course = Course()
    with open(log, "wb") as errors:
        before, began = cpu_seconds(cluster.pid), time.monotonic()
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "--", *installation.command(*words)],
            env=installation.whole_environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )

    def read():
        for line in process.stdout:
            course.lines.append((time.monotonic() - began, line.strip()))

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        while True:
            _observe(process.pid, course)
            if tick:
                tick(time.monotonic() - began, course.lines[-1][1] if course.lines else "")
            try:
                course.code = process.wait(0.05)
                break
            except subprocess.TimeoutExpired:
                continue
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    course.seconds = time.monotonic() - began
    course.postgres_cpu_seconds = cpu_seconds(cluster.pid) - before
    reader.join(10)
    if course.code not in codes:
        said = pathlib.Path(log).read_text(errors="replace")[-2000:]
        raise BenchmarkFailed(f"daybook {' '.join(words)} ended with code {course.code}:\n{said}")
    return course


def _observe(pid, course):
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return
    sizes = dict(re.findall(r"^(VmHWM|RssAnon):\s+(\d+) kB", status, re.MULTILINE))
    course.peak_mib = max(course.peak_mib, int(sizes.get("VmHWM", 0)) / 1024)
    course.anonymous_mib = max(course.anonymous_mib, int(sizes.get("RssAnon", 0)) / 1024)
    course.cpu_seconds = max(course.cpu_seconds, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"))
