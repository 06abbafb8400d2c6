"""A PostgreSQL cluster of the benchmark's own, with the durability that PostgreSQL has by default."""

import glob
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile

from .failure import BenchmarkFailed
from .processes import Child

# The same for both sides. Durability stays at the defaults (fsync, synchronous_commit and full_page_writes on); these
# keep the cache and the checkpoints of a cluster that is set up for a dozen clients out of the comparison.
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "max_connections": "200",
    "log_min_messages": "warning",
}


def program(name):
    """PostgreSQL's `name`, from PATH or from where Debian puts it (the newest version)."""
    if found := shutil.which(name):
        return found
    versions = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), key=lambda p: int(p.split("/")[4]))
    if not versions:
        raise BenchmarkFailed(f"PostgreSQL's {name} is not installed")
    return versions[-1]


class Cluster:
    """A running cluster; clients come in through its Unix socket.

    It lies below a fresh folder of `directory` and is removed on the way out; or in the folder `kept`, where it is made
    if there is none, and stays.
    """

    def __init__(self, directory, kept=None):
        self._parent, self._kept = directory, kept and pathlib.Path(kept).resolve()
        # PostgreSQL refuses to run as root.
        self._user = _unprivileged_user() if os.geteuid() == 0 else None

    def __enter__(self):
        if self._kept:
            self.directory = self._kept
            self.directory.mkdir(exist_ok=True)
        else:
            self.directory = pathlib.Path(tempfile.mkdtemp(prefix="daybook-bench.", dir=self._parent))
        self._data, self.sockets = self.directory / "data", self.directory / "socket"
        try:
            if not self._data.exists():
                self._make()
            self.start()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(self, *_):
        self._server.stop()
        self._remove()

    def _remove(self):
        if not self._kept:
            shutil.rmtree(self.directory, ignore_errors=True)

    def _make(self):
        for folder in (self._data, self.sockets):
            folder.mkdir(mode=0o700)
            if self._user:
                shutil.chown(folder, self._user, pwd.getpwnam(self._user).pw_gid)
        self.directory.chmod(0o711)
        options = ["--username=postgres", "--auth=trust", "--no-locale", "--encoding=UTF8", "--data-checksums"]
        command = [program("initdb"), "-D", self._data, *options]
        with Child("initdb", command, self.directory / "initdb.log", user=self._user) as initdb:
            if initdb.process.wait(120) != 0:
                raise BenchmarkFailed(f"initdb failed:\n{initdb.log_end()}")

    def start(self):
        """Starts the server and waits until it takes connections, recovery included."""
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        command = [program("postgres"), "-D", self._data, "-k", self.sockets, *settings]
        log = self.directory / "postgres.log"
        self._server = Child("PostgreSQL", command, log, user=self._user, stop_signal=signal.SIGINT, patience=60)
        try:
            self._server.wait_until(lambda: self._psql("postgres", "SELECT 1").returncode == 0, seconds=60)
        except BaseException:
            self._server.stop()
            raise

    def stop_immediately(self):
        """`pg_ctl stop -m immediate`: as after a crash, the next start has to recover."""
        command = [program("pg_ctl"), "stop", "-m", "immediate", "-D", self._data]
        with Child("pg_ctl", command, self.directory / "pg_ctl.log", user=self._user) as pg_ctl:
            if pg_ctl.process.wait(60) != 0:
                raise BenchmarkFailed(f"pg_ctl failed:\n{pg_ctl.log_end()}")
        self._server.process.wait(60)

    @property
    def pid(self):
        """The postmaster's."""
        return self._server.pid

    def uri(self, database):
        return f"postgresql:///{database}?host={self.sockets}&user=postgres"

    def _psql(self, database, sql):
        command = [program("psql"), "--no-psqlrc", "-AtX", "-v", "ON_ERROR_STOP=1", "-c", sql, self.uri(database)]
        return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def query(self, database, sql):
        """The answer of one statement as text."""
        result = self._psql(database, sql)
        if result.returncode != 0:
            raise BenchmarkFailed(f"psql failed on {database}: {result.stderr.strip()}")
        return result.stdout.strip()

    def create_database(self, name):
        self.query("postgres", f"CREATE DATABASE {name}")

    def settle(self):
        """Writes out what earlier rounds left dirty, so that no round pays for another."""
        self.query("postgres", "CHECKPOINT")


def _unprivileged_user():
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise BenchmarkFailed("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
