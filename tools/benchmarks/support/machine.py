"""The repository and what the machine needs: packages, the release build, a Python environment for the reference."""

import hashlib
import importlib.util
import os
import pathlib
import platform
import shutil
import subprocess
import sys

from . import progress
from .failure import BenchmarkFailed

ROOT = pathlib.Path(__file__).resolve().parents[3]
SCRATCH = ROOT / ".build-bench"
REFERENCE = pathlib.Path(__file__).resolve().parents[1] / "reference"


def set_up():
    """Installs what tools/test installs, and the load generator."""
    extra = [] if shutil.which("wrk") else ["wrk"]
    # Debian's own Python comes without what makes environments.
    extra += [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]
    script = f'source "{ROOT}/tools/lib/setup.sh" && set_up "$@"'
    if subprocess.run(["bash", "-c", script, "set-up", *extra], stdin=subprocess.DEVNULL).returncode != 0:
        raise BenchmarkFailed("the set-up failed")


def release_build(product="daybook"):
    """Builds a product (or another executable of the package) with optimisation; its path.

    SWIFT_BUILD_JOBS limits how much is compiled at a time. The package manager compiles everything again when that
    number isn't the one of the build before.
    """
    progress.show(f"building {product} for release (the first time takes many minutes) …")
    command = ["swift", "build", "-c", "release", "--product", product, "--package-path", str(ROOT)]
    if jobs := os.environ.get("SWIFT_BUILD_JOBS"):
        command += ["-j", jobs]
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if result.returncode != 0:
        raise BenchmarkFailed(f"the release build failed:\n{(result.stdout + result.stderr)[-4000:]}")
    return ROOT / ".build" / "release" / product


def reference_environment():
    """A private Python environment with the reference's packages; the path of its `bin`."""
    wanted = (REFERENCE / "requirements.txt").read_bytes()
    mark = SCRATCH / "venv" / "requirements.sha256"
    digest = hashlib.sha256(wanted + sys.version.encode()).hexdigest()
    programs = SCRATCH / "venv" / "bin"
    if mark.exists() and mark.read_text() == digest:
        return programs
    progress.show("installing the reference's packages …")
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(SCRATCH / "venv")],
        [str(programs / "pip"), "install", "--quiet", "-r", str(REFERENCE / "requirements.txt")],
    ):
        result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if result.returncode != 0:
            raise BenchmarkFailed(f"{' '.join(command)} failed:\n{(result.stdout + result.stderr)[-2000:]}")
    mark.write_text(digest)
    return programs


def description(directory):
    """What a reader of the figures wants to know of the machine; `directory` is where the databases lie."""
    filesystem = subprocess.run(["df", "--output=fstype", str(directory)], capture_output=True, text=True)
    revision = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return {
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "filesystem": filesystem.stdout.split()[-1] if filesystem.returncode == 0 else "unknown",
        "revision": revision.stdout.strip() or None,
    }
