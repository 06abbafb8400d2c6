#!/usr/bin/env python3
"""Checks the tables of this folder: what each reference names, row by row, and the test that proves it.

Each reference has a table of tab-separated columns: endpoint (method and path, or a webhook's event),
direction, field (a dotted path), proof and note. A proof is one of
  Tests/…/Some.swift <name>     a Swift test, by its name in backticks or its display name
  tools/…/some.test.mjs <name>  a Node test
  Tests/Contract/….py:<name>    a function of the checks from outside
  later: <part>                 it belongs to a part that isn't built yet
  absent: <instead>             it won't be there, and what there is in its place
  MISSING                       nothing proves it yet: the check fails

Exit codes: 0 all rows are proved or explained, 1 some aren't.
"""

import pathlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parents[2]
REFERENCES = (
    "respond-io-integration", "izer-webhook-system", "twilio-whatsapp-inbox",
    "elevenlabs-conversation-webhook", "conversation-sync-api",
)  # fmt: skip
COLUMNS = ("endpoint", "direction", "field", "proof", "note")
DIRECTIONS = ("request", "answer", "header", "status", "query", "setting", "limit")
TEST = re.compile(r"(\S+\.(?:swift|mjs)) (\S.*)")
FUNCTION = re.compile(r"(\S+\.py):(\w+)")
KINDS = ("rows", "Swift tests", "outside checks", "Node tests", "later", "absent", "MISSING")


@dataclass(frozen=True)
class Row:
    place: str
    endpoint: str
    direction: str
    field: str
    proof: str
    note: str


@dataclass
class Report:
    """What the tables hold, by reference, and what is wrong with them."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)


def check(folder: pathlib.Path = FOLDER, root: pathlib.Path = ROOT) -> Report:
    """Checks the tables of a folder against the tests below a root."""
    report = Report()
    for name in REFERENCES:
        counts = report.counts[name] = Counter()
        table = folder / f"{name}.tsv"
        if not table.is_file():
            report.findings.append(f"{table.name}: the reference has no table")
            continue
        seen: dict[tuple[str, str, str], str] = {}
        for row in rows(table, report.findings):
            counts["rows"] += 1
            key = (row.endpoint, row.direction, row.field)
            if key in seen:
                report.findings.append(f"{row.place}: the row stands at {seen[key]} already")
            seen.setdefault(key, row.place)
            kind, problem = judged(row.proof, root)
            counts[kind] += 1
            if problem:
                report.findings.append(f"{row.place}: {row.endpoint} {row.direction} {row.field}: {problem}")
        if not counts["rows"]:
            report.findings.append(f"{table.name}: the table has no rows")
    return report


def rows(table: pathlib.Path, findings: list[str]) -> Iterator[Row]:
    """The well-formed rows of a table; what is malformed becomes a finding."""
    lines = table.read_text().splitlines()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        findings.append(f"{table.name}:1: the first line must name the columns: {' '.join(COLUMNS)}")
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        place = f"{table.name}:{number}"
        if len(cells) != len(COLUMNS):
            findings.append(f"{place}: {len(cells)} columns instead of {len(COLUMNS)}")
        elif any(cell != cell.strip() for cell in cells) or not all(cells[:4]):
            findings.append(f"{place}: a column is empty, or has spaces around it")
        elif cells[1] not in DIRECTIONS:
            findings.append(f"{place}: the direction must be one of {', '.join(DIRECTIONS)}")
        else:
            yield Row(place, *cells)


def judged(proof: str, root: pathlib.Path) -> tuple[str, str | None]:
    """Of which kind a proof is, and what is wrong with it."""
    if proof == "MISSING":
        return "MISSING", "nothing proves it: MISSING"
    for kind in ("later", "absent"):
        if proof.startswith(f"{kind}:"):
            return kind, None if proof.removeprefix(f"{kind}:").strip() else f"{kind} what?"
    if found := FUNCTION.fullmatch(proof):
        return "outside checks", absence(root, found[1], rf"^(?:async )?def {found[2]}\(", found[2])
    if found := TEST.fullmatch(proof):
        name = re.escape(found[2])
        if found[1].endswith(".mjs"):
            return "Node tests", absence(root, found[1], rf"\btest\(\s*(['\"`]){name}\1", found[2])
        return "Swift tests", absence(
            root, found[1], rf"func `{name}`\s*[(<]|@Test\(\s*\"{name}\"", found[2]
        )
    return "MISSING", f"the proof can't be read: {proof}"


def absence(root: pathlib.Path, path: str, pattern: str, name: str) -> str | None:
    """That a file, or what a pattern finds in it, isn't there."""
    file = root / path
    if not file.is_file():
        return f"there is no file {path}"
    if not re.search(pattern, file.read_text(), re.MULTILINE):
        return f"{path} has no test {name}"
    return None


def show(report: Report) -> None:
    """Prints how many rows there are of each kind."""
    width = max(map(len, REFERENCES))
    print("  " + "  ".join(["reference".ljust(width), *KINDS]))
    totals = sum(report.counts.values(), Counter())
    for name, counts in [*report.counts.items(), ("all", totals)]:
        cells = [str(counts[kind]).rjust(len(kind)) for kind in KINDS]
        print("  " + "  ".join([name.ljust(width), *cells]))


def main() -> int:
    report = check()
    show(report)
    for finding in report.findings:
        print(f"  ✘ {finding}")
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
