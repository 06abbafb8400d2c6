"""One run of schemathesis against a server, bounded in examples and in time."""

import pathlib
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from harness.failure import Failure

CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)  # fmt: skip
PHASES = ("examples", "coverage", "fuzzing")
REQUEST_SECONDS = 20
END_SECONDS = 90
STREAM = "text/event-stream"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# In its summary, and above what it found.
FIGURES = re.compile(r"^\s*(\d+ generated.*|(?:Tested|Selected): .*)$", re.MULTILINE)
SELECTED = re.compile(r"^\s*Selected: (\d+)/", re.MULTILINE)
TESTED = re.compile(r"^\s*Tested: (\d+)", re.MULTILINE)
HEADING = re.compile(r"^=+ (?:FAILURES|ERRORS) =+$", re.MULTILINE)


@dataclass(frozen=True)
class Report:
    """What it said."""

    code: int
    is_cut_short: bool
    text: str

    @property
    def findings(self) -> list[str]:
        """What is wrong with the server, or with the run: it must have been everywhere, cut short or not."""
        findings = []
        if heading := HEADING.search(self.text):
            findings.append(self.text[heading.start() :])
        elif self.code != 0 and not self.is_cut_short:
            findings.append(f"schemathesis ended with {self.code}:\n{self.text[-3000:]}")
        selected, tested = SELECTED.search(self.text), TESTED.search(self.text)
        if not selected or not tested or tested[1] == "0" or tested[1] != selected[1]:
            done, all_of_them = tested[1] if tested else 0, selected[1] if selected else "all"
            findings.append(
                f"{done} of {all_of_them} operations were tested: "
                "give it more time (--max-seconds) or fewer examples (--max-examples)"
            )
        return findings

    @property
    def figures(self) -> str:
        return "; ".join(" ".join(line.split()) for line in FIGURES.findall(self.text))


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
        return Report(*_interrupted(child))
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def _interrupted(child: subprocess.Popen[str]) -> tuple[int, bool, str]:
    """It then reports what it has found so far."""
    child.send_signal(signal.SIGINT)
    try:
        text, _ = child.communicate(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        raise Failure(f"schemathesis did not end within {END_SECONDS} s of SIGINT.") from None
    return child.returncode, True, text
