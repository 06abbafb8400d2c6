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


KEY_COMMANDS = {
    "DAYBOOK_MASTER_KEY_FILE": ["keys", "master", "new"],
    "DAYBOOK_SIGNING_KEY_FILE": ["keys", "signing", "new", "--origin", "bench.example/ledger"],
}


SECRETS = (
    "RESPOND_IO_WEBHOOK_SECRET", "TWILIO_AUTH_TOKEN", "WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN",
    "ELEVENLABS_WEBHOOK_SECRET",
)  # fmt: skip
LIMITS = ("DAYBOOK_KEY_REQUESTS_PER_MINUTE", "DAYBOOK_ADDRESS_REQUESTS_PER_MINUTE")


def make_keys(executable, folder):
    """Fresh keys by the product's own commands, in files that only we may read; their names as the environment."""
    return {
        name: _write_secret(folder / name.lower(), _output(executable, *words)) for name, words in KEY_COMMANDS.items()
    }


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


class Installation:
    """A migrated ledger in a database of its own, with its keys; in a cluster that is kept, the one that is there.

    All providers are configured with the same secret. Callers with API keys have no limits unless `limited`: a
    benchmark's one key asks more often than a caller's.
    """

    def __init__(self, executable, cluster, folder, secret="bench", database="daybook", limited=False):
        self._executable, self._cluster, self.database = executable, cluster, database
        folder = pathlib.Path(folder)
        self.env = {"DATABASE_URL": cluster.uri(database)} | dict.fromkeys(SECRETS, secret)
        if not limited:
            self.env |= dict.fromkeys(LIMITS, "0")
        if (folder / "daybook_master_key_file").exists():
            self.env |= {name: str(folder / name.lower()) for name in KEY_COMMANDS}
            return
        self.env |= make_keys(executable, folder)
        cluster.create_database(database)
        self.run("migrate")

    def run(self, *words):
        """What a command of the product prints."""
        return _output(self._executable, *words, env=self.env)

    def command(self, *words):
        return [str(self._executable), *words]

    @property
    def whole_environment(self):
        """What a command needs in its environment, for whoever runs it himself."""
        return {**os.environ, **self.env}

    def audit_key(self):
        """An API key that may read everything."""
        return self.key("audit,inbox")

    def key(self, scopes):
        """An API key of these scopes."""
        return self.run("keys", "create", "--scope", scopes, "--name", "bench").split()[-1]

    def query(self, sql):
        """The answer of one statement as text; for `{schema}` see `in_schema`."""
        return self._cluster.query(self.database, self.in_schema(sql))

    def in_schema(self, sql):
        """With the name of the ledger's schema, which isn't a fixed one, for `{schema}`."""
        schema = self._cluster.query(
            self.database,
            "SELECT quote_ident(nspname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relname = 'events' AND relkind IN ('r', 'p')",
        )
        if not schema or "\n" in schema:
            raise BenchmarkFailed("the database has not exactly one table named events")
        return sql.replace("{schema}", schema)

    def serve_command(self, port):
        address = ["--host", "127.0.0.1", "--port", str(port)]
        return self.command("serve", *address, "--public-url", f"http://127.0.0.1:{port}")


class Daybook(_Server):
    """`daybook serve` on an installation."""

    name = "daybook"
    ready_path = "/readyz"

    def __init__(self, installation, cluster, log):
        super().__init__(cluster)
        self._installation, self._log = installation, pathlib.Path(log)
        self.launch()

    def launch(self):
        """Starts the process, on the same port each time; returns while it is still starting."""
        command = self._installation.serve_command(self.port)
        self._child = Child("daybook serve", command, self._log, env=self._installation.env)

    def kill(self):
        """SIGKILL."""
        self._child.kill()

    def stored(self):
        """How many of the webhooks are in the ledger."""
        return int(
            self._installation.query(
                "SELECT count(*) FROM {schema}.events WHERE kind = 'message.received' AND source = 'respond.io'"
            )
        )


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
