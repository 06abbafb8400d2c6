"""Where a server's time goes, by perf."""

import pathlib
import re
import shutil
import subprocess

TOP = 40


def reason_against():
    """Why perf can't record here, or None when it can."""
    if not shutil.which("perf"):
        return "perf is not installed (Debian: linux-perf)"
    probe = subprocess.run(
        ["perf", "record", "-g", "-o", "/dev/null", "true"], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    return None if probe.returncode == 0 else f"perf can't record here: {probe.stderr.strip().splitlines()[-1:]}"


def record(pid, seconds, path):
    """Samples the process for some seconds; a Popen that ends by itself."""
    command = ["perf", "record", "-q", "-F", "499", "-g", "-p", str(pid), "-o", str(path), "--", "sleep", str(seconds)]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def top(path):
    """The functions with the most samples of their own, and those with the most below them, as text."""
    return "\n\n".join(
        f"{title}\n{_report(pathlib.Path(path), flags)}"
        for title, flags in (
            ("Own samples:", ["--no-children", "--sort", "symbol"]),
            ("Own samples by library:", ["--no-children", "--sort", "dso"]),
            ("Samples with what was called:", ["--children", "--sort", "symbol"]),
        )
    )


def _report(path, flags):
    command = ["perf", "report", "--stdio", "-i", str(path), "-g", "none", "--percent-limit", "0.4", *flags]
    text = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout
    # Newer versions of perf add columns that are empty without hardware counters.
    lines = [
        re.sub(r"(\s+-)+\s*$", "", line.rstrip())
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    ][:TOP]
    demangled = subprocess.run(
        ["swift", "demangle", "--compact", "--simplified"], input="\n".join(lines), capture_output=True, text=True
    )
    shown = demangled.stdout if demangled.returncode == 0 else "\n".join(lines)
    return re.sub(r"(.{160}).+", r"\1…", shown.rstrip())
