"""The Python packages that the checks need: as they are, or in a virtual environment made for the run."""

import atexit
import importlib.metadata
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import venv

from harness.failure import Failure
from harness.progress import say

REQUIREMENTS = pathlib.Path(__file__).resolve().parent / "requirements.txt"


def wanted() -> list[tuple[str, str]]:
    """Names and versions of requirements.txt."""
    lines = REQUIREMENTS.read_text().splitlines()
    return [tuple(line.split("==")) for line in lines if line and not line.startswith("#")]


def is_complete() -> bool:
    """Whether this Python has the packages in the versions that are asked for."""
    try:
        return all(importlib.metadata.version(name) == version for name, version in wanted())
    except importlib.metadata.PackageNotFoundError:
        return False


def enter_environment(folder: pathlib.Path | None, seed: int) -> None:
    """Goes on in a virtual environment with the packages, if this one lacks them. Comes back only when it
    doesn't.
    """
    if is_complete():
        return
    if folder is None:
        run_in_temporary()
    python = made(folder)
    os.execv(python, [str(python), *sys.argv, *([] if "--seed" in sys.argv else ["--seed", str(seed)])])


def run_in_temporary() -> None:
    """Runs all of it again in an environment that is gone afterwards, and ends with its exit code."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="contract-venv."))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    child = subprocess.Popen([str(made(folder)), *sys.argv])
    try:
        sys.exit(child.wait())
    except KeyboardInterrupt:
        # A terminal has interrupted the child as well, which takes its servers down now.
        sys.exit(child.wait())
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()


def made(folder: pathlib.Path) -> pathlib.Path:
    """The Python of a virtual environment that has the packages."""
    python = folder / "bin/python3"
    if not python.exists():
        say(f"making a virtual environment in {folder} …")
        try:
            venv.create(folder, with_pip=True, clear=folder.exists())
        except subprocess.CalledProcessError as error:
            raise Failure(
                f"no virtual environment could be made: {error}. On Debian: apt-get install python3-venv"
            ) from None
    say("installing the packages of requirements.txt (a few minutes the first time) …")
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
        str(REQUIREMENTS),
    ]
    if subprocess.run(command).returncode:
        raise Failure(
            "pip could not install the packages of requirements.txt: see above. "
            f"If there is no pip, remove {folder}, and try again."
        )
    return python
