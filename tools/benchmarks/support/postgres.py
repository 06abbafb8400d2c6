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
    """A running cluster below a fresh folder, removed on the way out. Clients come in through its Unix socket."""

    def __init__(self, directory):
        self._parent = directory

    def __enter__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="daybook-bench.", dir=self._parent))
        try:
            self._start()
        except BaseException:
            shutil.rmtree(self.directory, ignore_errors=True)
            raise
        return self

    def __exit__(self, *_):
        self._server.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _start(self):
        # PostgreSQL refuses to run as root.
        user = _unprivileged_user() if os.geteuid() == 0 else None
        data, self.sockets = self.directory / "data", self.directory / "socket"
        for folder in (data, self.sockets):
            folder.mkdir(mode=0o700)
            if user:
                shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
        self.directory.chmod(0o711)
        options = ["--username=postgres", "--auth=trust", "--no-locale", "--encoding=UTF8", "--data-checksums"]
        with Child(
            "initdb", [program("initdb"), "-D", data, *options], self.directory / "initdb.log", user=user
        ) as initdb:
            if initdb.process.wait(120) != 0:
                raise BenchmarkFailed(f"initdb failed:\n{initdb.log_end()}")
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        command = [program("postgres"), "-D", data, "-k", self.sockets, *settings]
        log = self.directory / "postgres.log"
        self._server = Child("PostgreSQL", command, log, user=user, stop_signal=signal.SIGINT, patience=60)
        try:
            self._server.wait_until(lambda: self._psql("postgres", "SELECT 1").returncode == 0, seconds=60)
        except BaseException:
            self._server.stop()
            raise

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
