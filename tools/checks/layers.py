#!/usr/bin/env python3
"""Holds the direction of the targets.

A target imports only targets that stand above it in Package.swift, and only those that it declares; no projection
imports another, and none is imported by anything but what serves it; the pure targets import nothing that does I/O.

    layers.py [--root DIR] [--dump FILE]    FILE: what `swift package dump-package` printed
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

from source import imports

# Who may import a projection: the server that serves it and the command line that puts all together.
SERVES_PROJECTIONS = {"Server", "Daybook"}

# Targets without I/O, a clock or randomness, and all they may import.
PURE = {
    "MerkleLog": {"Swift", "Cryptography"},
    "Vocabulary": {"Swift"},
}

DEFAULT_FOLDER = {"test": "Tests", "plugin": "Plugins"}


class Target:
    def __init__(self, description, order):
        self.name = description["name"]
        self.kind = description["type"]
        self.order = order
        self.path = description.get("path") or f"{DEFAULT_FOLDER.get(self.kind, 'Sources')}/{self.name}"
        self.excluded = description.get("exclude") or []
        self.dependencies = [name for entry in description["dependencies"] if (name := _target_name(entry))]

    @property
    def is_projection(self):
        return self.path.startswith("Projections/") and self.kind != "test"


def _target_name(dependency):
    """The name that a dependency in the dump gives, unless it is a product of another package."""
    for form in ("byName", "target"):
        if form in dependency:
            return dependency[form][0]
    return None


def findings(root, dump):
    """One line for each breach of the rules, beginning with file:line."""
    targets = {t["name"]: Target(t, order) for order, t in enumerate(dump["targets"])}
    yield from _declared(root, targets)
    for target in targets.values():
        for path, number, module in _imports_of(root, target, targets.values()):
            for reason in _objections(target, module, targets):
                yield f"{path.relative_to(root)}:{number}: {target.name} imports {module}: {reason}"


def _declared(root, targets):
    """The manifest's own dependencies: each must point upwards, which also rules out a circle."""
    lines = (root / "Package.swift").read_text().split("\n") if (root / "Package.swift").exists() else []
    for target in targets.values():
        number = next((n for n, line in enumerate(lines, 1) if f'name: "{target.name}"' in line), 1)
        for name in target.dependencies:
            if name not in targets:
                continue
            if circle := _circle(name, target.name, targets):
                yield f"Package.swift:{number}: a circle: {' → '.join([target.name, *circle])}"
            elif targets[name].order > target.order:
                yield f"Package.swift:{number}: {target.name} depends on {name}, which stands below it"


def _circle(start, goal, targets, seen=()):
    """The way from `start` to `goal` along declared dependencies, or None."""
    if start == goal:
        return [goal]
    if start in seen or start not in targets:
        return None
    for name in targets[start].dependencies:
        if rest := _circle(name, goal, targets, (*seen, start)):
            return [start, *rest]
    return None


def _imports_of(root, target, targets):
    folder = root / target.path
    # A target's folder may hold another target's: those files are the other's.
    inner = [root / t.path for t in targets if t.path != target.path and (root / t.path).is_relative_to(folder)]
    inner += [folder / name for name in target.excluded]
    for path in sorted(folder.rglob("*.swift")):
        if any(path.is_relative_to(other) for other in inner):
            continue
        for number, module in imports(path.read_text()):
            yield path, number, module


def _objections(target, module, targets):
    allowed = PURE.get(target.name)
    if allowed is not None and module not in allowed:
        yield f"it is pure and may import only {', '.join(sorted(allowed))}"
    other = targets.get(module)
    if other is None or other is target:
        return
    if module not in target.dependencies:
        yield "not a declared dependency"
    if other.order > target.order:
        yield "it stands below in Package.swift"
    if other.is_projection and target.is_projection:
        yield "no projection imports another"
    elif other.is_projection and target.kind != "test" and target.name not in SERVES_PROJECTIONS:
        yield "a projection is imported only by what serves it"


def described_package(root):
    """The manifest as the package manager reads it; in a scratch folder, so that it waits for no build."""
    with tempfile.TemporaryDirectory() as scratch:
        command = ["swift", "package", "--package-path", str(root), "--scratch-path", scratch, "dump-package"]
        result = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if result.returncode != 0:
        sys.exit(f"swift package dump-package failed:\n{result.stderr}")
    return json.loads(result.stdout)


def main():
    parser = argparse.ArgumentParser(description="Holds the direction of the targets.")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--dump", type=pathlib.Path, help="what `swift package dump-package` printed")
    options = parser.parse_args()
    root = options.root.resolve()
    dump = json.loads(options.dump.read_text()) if options.dump else described_package(root)
    found = list(findings(root, dump))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
