"""One run of schemathesis against a server, bounded in examples and in time."""

import pathlib
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)  # fmt: skip
PHASES = ("examples", "coverage", "fuzzing")
REQUEST_SECONDS = 20
STREAM = "text/event-stream"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# What it did in all: "Test cases:", "API Operations:".
FIGURES = re.compile(r"^\s*(\d+ generated.*|.*(?:Tested|Selected): .*)$", re.MULTILINE)


@dataclass(frozen=True)
class Report:
    code: int
    is_cut_short: bool
    text: str

    @property
    def failures(self) -> str:
        """The part that tells what was found, from its heading on."""
        start = min(
            (found.start() for found in re.finditer(r"^=+ (?:FAILURES|ERRORS) =+$", self.text, re.MULTILINE)),
            default=max(0, len(self.text) - 3000),
        )
        return self.text[start:]

    @property
    def figures(self) -> list[str]:
        return [" ".join(line.split()) for line in FIGURES.findall(self.text)]


def endless(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Method and path of the operations that answer with nothing but a stream, which has no end to wait
    for.
    """
    found = []
    for path, operations in document["paths"].items():
        for method in METHODS:
            answers = operations.get(method, {}).get("responses", {})
            types = [
                kind
                for status, answer in answers.items()
                if status.startswith("2")
                for kind in answer.get("content", {})
            ]
            if types and set(types) == {STREAM}:
                found.append((method.upper(), path))
    return found


def schemathesis(
    url: str, document: dict[str, Any], key: str, folder: pathlib.Path, examples: int, seconds: int, seed: int
) -> Report:
    """Runs it in a folder of its own, where it leaves its notes."""
    command = [
        str(pathlib.Path(sys.executable).parent / "schemathesis"), "run", f"{url}/openapi.json", "--url", url,
        "--header", f"Authorization: Bearer {key}", "--checks", ",".join(CHECKS), "--phases",
        ",".join(PHASES),
        "--max-examples", str(examples), "--seed", str(seed), "--request-timeout", str(REQUEST_SECONDS),
        "--suppress-health-check", "all", "--continue-on-failure", "--no-color",
    ]  # fmt: skip
    for method, path in endless(document):
        command += ["--exclude-name", f"{method} {path}"]
    child = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        text, _ = child.communicate(timeout=seconds)
        return Report(child.returncode, False, text)
    except subprocess.TimeoutExpired:
        # It then reports what it has found so far.
        child.send_signal(signal.SIGINT)
        text, _ = child.communicate(timeout=60)
        return Report(child.returncode, True, text)
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
