"""Child processes that end with the benchmark, each by its own id, and the memory they hold."""

import os
import pathlib
import pwd
import signal
import subprocess
import threading
import time

from .failure import BenchmarkFailed


class Child:
    """A process and its log. As a context manager it is ended on the way out, however that is taken."""

    def __init__(self, name, command, log, env=None, user=None, stop_signal=signal.SIGTERM, patience=20):
        self.name, self.log = name, pathlib.Path(log)
        self._stop_signal, self._patience = stop_signal, patience
        # The kernel stops the child when the benchmark is killed so hard that nothing of it runs any more.
        prefix = ["setpriv", "--pdeathsig", signal.Signals(stop_signal).name.removeprefix("SIG")]
        if user:
            entry = pwd.getpwnam(user)
            prefix += [f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
        with open(self.log, "ab") as output:
            self.process = subprocess.Popen(
                [*prefix, "--", *(str(word) for word in command)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=None if env is None else {**os.environ, **env},
                # A Ctrl-C at the terminal reaches the benchmark only; it then ends its children in order.
                start_new_session=True,
                cwd="/",
            )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def pid(self):
        return self.process.pid

    def wait_until(self, ready, seconds):
        """Waits until `ready()` holds; fails with the end of the log when the process ends or time runs out."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise BenchmarkFailed(f"{self.name} ended with code {self.process.returncode}:\n{self.log_end()}")
            if ready():
                return
            time.sleep(0.1)
        raise BenchmarkFailed(f"{self.name} is not ready after {seconds} s:\n{self.log_end()}")

    def log_end(self):
        return self.log.read_bytes()[-3000:].decode(errors="replace")

    def kill(self):
        """As when it crashes: SIGKILL, and gone when this returns."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process.poll() is not None:
            return
        # The children of a server that is killed hard would stay behind: they are noted while it lives.
        family = descendants(self.pid)
        self.process.send_signal(self._stop_signal)
        try:
            self.process.wait(self._patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            for pid, started in family.items():
                if start_time(pid) == started:
                    os.kill(pid, signal.SIGKILL)


def _status(pid):
    """(parent, start time) of a process, or None when it is gone. Fields of proc(5)'s stat, after the name."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return int(fields[1]), int(fields[19])


def cpu_seconds(pid):
    """User and system time so far of a process and all below it, those included that have ended and were waited for."""
    ticks = 0
    for each in (pid, *descendants(pid)):
        try:
            fields = pathlib.Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        # utime, stime, and the same of ended children.
        ticks += sum(int(field) for field in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def resident_mebibytes(pid):
    """The resident set of a process and all below it, in MiB. Shared pages count for each."""
    pages = 0
    for each in (pid, *descendants(pid)):
        try:
            pages += int(pathlib.Path(f"/proc/{each}/statm").read_text().split()[1])
        except (OSError, IndexError):
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def start_time(pid):
    status = _status(pid)
    return status and status[1]


def descendants(pid):
    """The processes below `pid`, each with its start time, which tells it from a later one with the same id."""
    parents = {int(p.name): s for p in pathlib.Path("/proc").iterdir() if p.name.isdigit() and (s := _status(p.name))}
    found, wave = {}, {pid}
    while wave:
        wave = {child for child, (parent, _) in parents.items() if parent in wave and child not in found}
        found.update({child: parents[child][1] for child in wave})
    return found


class MemoryPeak:
    """The largest resident set of a process and all below it while the `with` block ran, in MiB.

    `pid` may be a function, for what is started anew meanwhile.
    """

    def __init__(self, pid):
        self.mebibytes = 0.0
        self._pid, self._done = pid if callable(pid) else lambda: pid, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        self._thread.join()

    def _watch(self):
        while True:
            self.mebibytes = max(self.mebibytes, resident_mebibytes(self._pid()))
            if self._done.wait(0.25):
                return
