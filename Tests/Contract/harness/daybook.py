"""`daybook dev` as a process of our own: started, waited for, and ended by its id, always."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
from types import TracebackType
from typing import Self

from harness.failure import Failure
from harness.http import Client
from harness.providers import PROVIDERS

SCOPES = "ingest,agent,inbox,audit,metrics,admin"
START_SECONDS = 120
END_SECONDS = 60
COMMAND_SECONDS = 1800
UP = re.compile(r"is up at (http://\S+?): ")
DATABASE = re.compile(r'export DATABASE_URL="(.*)"')
LISTENING = re.compile(r"listening on (http://\S+?), known as ")
INHERITED = ("PATH", "HOME", "LD_LIBRARY_PATH", "TZ")


class Process:
    """A program with its output in files, which nothing of it gets lost from."""

    def __init__(
        self, command: list[str], environment: dict[str, str], folder: pathlib.Path, name: str
    ) -> None:
        self.output_file = folder / f"{name}.out"
        self.log_file = folder / f"{name}.log"
        with open(self.output_file, "wb") as output, open(self.log_file, "wb") as log:
            self._child = subprocess.Popen(
                command,
                env=environment,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=log,
                start_new_session=True,
            )
        self.name = name

    @property
    def id(self) -> int:
        return self._child.pid

    @property
    def is_alive(self) -> bool:
        return self._child.poll() is None

    @property
    def output(self) -> str:
        return self.output_file.read_text()

    @property
    def log_tail(self) -> str:
        return self.log_file.read_text(errors="replace")[-1500:]

    def resident_kib(self) -> int:
        """The process's resident memory."""
        status = pathlib.Path(f"/proc/{self.id}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])

    def wait_for(self, pattern: re.Pattern[str]) -> str:
        """What a pattern finds in the output, once it does."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if found := pattern.search(self.output):
                return found[1]
            if not self.is_alive:
                raise Failure(f"{self.name} ended with {self._child.returncode}:\n{self.log_tail}")
            time.sleep(0.05)
        raise Failure(f"{self.name} was not ready within {START_SECONDS} s:\n{self.log_tail}")

    def interrupt(self) -> None:
        """Ends it as Ctrl-C does; by force when it takes too long."""
        if not self.is_alive:
            return
        self._child.send_signal(signal.SIGINT)
        try:
            self._child.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
            raise Failure(
                f"{self.name} did not end within {END_SECONDS} s of SIGINT:\n{self.log_tail}"
            ) from None


class Daybook:
    """A server with a database of its own, below a folder of its own that is gone afterwards."""

    def __init__(self, binary: pathlib.Path, environment: dict[str, str] | None = None) -> None:
        self.binary = binary
        # PostgreSQL's user must get through the folder, and a socket's path must stay short.
        parent = os.environ.get("DAYBOOK_TEST_DIR", "/tmp")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="contract.", dir=parent))
        self.folder.chmod(0o711)
        self.environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
        # One key stands for many callers here.
        self.environment["DAYBOOK_KEY_REQUESTS_PER_MINUTE"] = "0"
        self.environment["DAYBOOK_ADDRESS_REQUESTS_PER_MINUTE"] = "0"
        self.environment |= {provider.variable: ",".join(provider.secrets) for provider in PROVIDERS}
        self.environment |= environment or {}
        self._others: list[Process] = []

    def __enter__(self) -> Self:
        data = self.folder / "d"
        command = [str(self.binary), "dev", "--port", "0", "--data", str(data), "--samples", "0"]
        self.process = Process(command, self.environment, self.folder, "dev")
        try:
            self.url = self.process.wait_for(UP)
            self.environment["DATABASE_URL"] = self.process.wait_for(DATABASE)
            self.environment["DAYBOOK_MASTER_KEY_FILE"] = str(data / "master.key")
            self.environment["DAYBOOK_SIGNING_KEY_FILE"] = str(data / "signing.key")
            self.key = self.command("keys", "create", "--scope", SCOPES, "--name", "contract").strip()
            # `trigger` takes it for what callers with a key send.
            self.environment["DAYBOOK_API_KEY"] = self.key
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        try:
            for process in [*self._others, self.process]:
                process.interrupt()
        finally:
            self._end_postgres()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _end_postgres(self) -> None:
        """Only a server that was killed leaves its PostgreSQL behind."""
        try:
            lines = (self.folder / "d/postgres/postmaster.pid").read_text().splitlines()
            os.kill(int(lines[0]), signal.SIGQUIT)
        except (FileNotFoundError, ProcessLookupError):
            pass

    def command(self, *arguments: str) -> str:
        """What a command of Daybook's prints. It has the server's database, keys and secrets."""
        result = subprocess.run(
            [str(self.binary), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
        )
        if result.returncode:
            raise Failure(
                f"daybook {' '.join(arguments)}: {result.returncode}\n{result.stdout}{result.stderr}"
            )
        return result.stdout

    def another(self, public_url: str) -> str:
        """The address of another server on the same database, which is known under a URL of its own."""
        command = [str(self.binary), "serve", "--port", "0", "--public-url", public_url]
        name = f"serve-{len(self._others)}"
        self._others.append(Process(command, self.environment, self.folder, name))
        return self._others[-1].wait_for(LISTENING)

    def client(self) -> Client:
        return Client(self.url, self.key)
