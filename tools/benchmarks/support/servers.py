"""The two servers that are compared, each on a database of its own in one cluster."""

import http.client
import os
import pathlib
import socket
import subprocess

from . import machine
from .failure import BenchmarkFailed
from .processes import Child

READY_SECONDS = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _write_secret(path, text):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    return str(path)


def make_keys(executable, folder):
    """Fresh keys by the product's own commands, in files that only we may read; their names as the environment."""
    commands = {
        "DAYBOOK_MASTER_KEY_FILE": ["keys", "master", "new"],
        "DAYBOOK_SIGNING_KEY_FILE": ["keys", "signing", "new", "--origin", "bench.example/ledger"],
    }
    return {name: _write_secret(folder / name.lower(), _output(executable, *words)) for name, words in commands.items()}


def _output(executable, *words, env=None):
    """What a command of the product prints."""
    result = subprocess.run(
        [executable, *words],
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if result.returncode != 0:
        raise BenchmarkFailed(f"daybook {' '.join(words)} failed:\n{result.stderr[-3000:]}")
    return result.stdout


class _Server:
    """A server that is under way between `with` and its end. Who derives makes its child and says where it answers."""

    ready_path = "/healthz"

    def __init__(self, cluster):
        self.port = free_port()
        self._cluster = cluster

    def __enter__(self):
        try:
            self._child.wait_until(lambda: _answers(self.port, self.ready_path), READY_SECONDS)
        except BaseException:
            self._child.stop()
            raise
        return self

    def __exit__(self, *_):
        self._child.stop()

    @property
    def pid(self):
        return self._child.pid


class Daybook(_Server):
    """`daybook serve` on a migrated database."""

    name = "daybook"
    ready_path = "/readyz"

    def __init__(self, executable, cluster, folder, secret):
        super().__init__(cluster)
        cluster.create_database("daybook")
        env = {
            "DATABASE_URL": cluster.uri("daybook"),
            "RESPOND_IO_WEBHOOK_SECRET": secret,
            **make_keys(executable, folder),
        }
        _output(executable, "migrate", env=env)
        command = [executable, "serve", "--host", "127.0.0.1", "--port", str(self.port)]
        self._child = Child("daybook serve", command, folder / "daybook.log", env=env)

    def stored(self):
        """How many of the webhooks are in the ledger. Its schema's name is looked up: it isn't a fixed one."""
        schema = self._cluster.query(
            "daybook",
            "SELECT quote_ident(nspname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relname = 'events' AND relkind IN ('r', 'p')",
        )
        if not schema or "\n" in schema:
            raise BenchmarkFailed("the database has not exactly one table named events")
        sql = f"SELECT count(*) FROM {schema}.events WHERE kind = 'message.received' AND source = 'respond.io'"
        return int(self._cluster.query("daybook", sql))


class Reference(_Server):
    """The guide's handler under uvicorn with two workers."""

    name = "reference"

    def __init__(self, programs, cluster, folder, secret):
        super().__init__(cluster)
        cluster.create_database("reference")
        cluster.query("reference", (machine.REFERENCE / "schema.sql").read_text())
        command = [
            programs / "uvicorn", "app:app", "--app-dir", machine.REFERENCE, "--host", "127.0.0.1",
            "--port", self.port, "--workers", 2, "--loop", "uvloop", "--http", "httptools",
            "--no-access-log", "--log-level", "warning",
        ]  # fmt: skip
        env = {
            "DATABASE_URL": cluster.uri("reference"),
            "RESPOND_IO_WEBHOOK_SECRET": secret,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self._child = Child("the reference", command, pathlib.Path(folder) / "reference.log", env=env)

    def stored(self):
        return int(self._cluster.query("reference", "SELECT count(*) FROM messages"))
