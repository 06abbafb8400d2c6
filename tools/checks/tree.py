#!/usr/bin/env python3
"""Holds the shape of the repository: what lies at the top, how long files get, what may not be left in them.

tree.py [--root DIR]
"""

import argparse
import pathlib
import re
import subprocess
import sys

from source import code_lines

TOP_LEVEL = {
    "Package.swift", "Package.resolved", "Sources", "Tests", "Projections", "Schema", "tools",
    "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md",
    ".ci", ".swift-format", ".editorconfig", ".gitignore", ".gitattributes",
}  # fmt: skip
SWIFT_LINES = 500
README_LINES = 150

# Folders that hold the product's code.
CODE = ("Sources", "Projections", "Schema")

# The character class keeps these patterns from matching their own text.
HOME_PATH = re.compile(r"(?<![\w.$}~-])/(?:home/[a-z_][\w.-]*|Users/[A-Za-z][\w.-]*|root)/[\w.]")
UNFINISHED = re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X|H[A]CK)\b")
PRINT = re.compile(r"(?<![\w.])(?:debugPrint|print|dump)\(")


def tracked_files(root):
    """The repository's files: git's list with what is new and not ignored; without git, everything that is there."""
    command = ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    if (root / ".git").exists():
        result = subprocess.run(command, capture_output=True)
        if result.returncode == 0:
            names = result.stdout.decode().split("\0")
            return sorted({pathlib.PurePath(n) for n in names if n and (root / n).is_file()})
    return sorted(p.relative_to(root) for p in root.rglob("*") if p.is_file())


def findings(root):
    """One line for each breach of the rules, beginning with file:line."""
    seen = set()
    for name in tracked_files(root):
        top = name.parts[0]
        if top not in TOP_LEVEL and top not in seen:
            seen.add(top)
            yield f"{name}:1: {top} is not among what the top level holds"
        try:
            text = (root / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield from _lengths(name, text)
        yield from _words(name, text)
        if top in CODE and name.suffix == ".swift" and name.parts[:2] != ("Sources", "Daybook"):
            yield from _prints(name, text)


def _lengths(name, text):
    count = text.count("\n")
    if name.parts[0] in CODE and name.suffix == ".swift" and count > SWIFT_LINES:
        yield f"{name}:{SWIFT_LINES + 1}: {count} lines; {SWIFT_LINES} are the most that is read in one sitting"
    if str(name) == "README.md" and count >= README_LINES:
        yield f"{name}:{README_LINES}: {count} lines; a README stays below {README_LINES}"


def _words(name, text):
    for number, line in enumerate(text.split("\n"), start=1):
        if match := HOME_PATH.search(line):
            yield f"{name}:{number}: a path of one machine: {match[0]}"
        if match := UNFINISHED.search(line):
            yield f"{name}:{number}: unfinished: {match[0]}"


def _prints(name, text):
    for number, line in enumerate(code_lines(text), start=1):
        if PRINT.search(line):
            yield f"{name}:{number}: only the command line prints; a library logs or returns"


def main():
    parser = argparse.ArgumentParser(description="Holds the shape of the repository.")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    found = list(findings(parser.parse_args().root.resolve()))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
