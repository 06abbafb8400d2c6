#!/usr/bin/env python3
"""Checks that `table.py` finds what it is there for: a table without a fault passes, one with any fault
doesn't, and the finding names the row's place.
"""

import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from table import COLUMNS, REFERENCES, check  # noqa: E402

HEAD = "\t".join(COLUMNS)
SOUND = (
    "GET /a\tanswer\tone\tTests/A.swift it's one\t",
    "GET /a\tanswer\ttwo\tTests/A.swift two of them\ta note",
    "GET /a\tanswer\tthree\tTests/b.py:three\t",
    "GET /a\tanswer\tfour\ttools/c.test.mjs four\t",
    "GET /a\tanswer\tfive\tlater: sending\t",
    "GET /a\tanswer\tsix\tabsent: the page is /b\t",
)
FILES = {
    "Tests/A.swift": '@Test func `it\'s one`() {}\n@Test(\n    "two of them", arguments: [1])\nfunc two() {}',
    "Tests/b.py": "def three(expect):\n    pass\n",
    "tools/c.test.mjs": "test('four', () => {});\n",
}
# A line that is added to the sound ones, and what the finding must say of it.
FAULTS = {
    "GET /a\tanswer\tx\tMISSING\t": "MISSING",
    "GET /a\tanswer\tx\tTests/None.swift it's one\t": "no file",
    "GET /a\tanswer\tx\tTests/A.swift it's on\t": "no test",
    "GET /a\tanswer\tx\tTests/A.swift it's one more\t": "no test",
    "GET /a\tanswer\tx\tTests/b.py:thre\t": "no test",
    "GET /a\tanswer\tx\ttools/c.test.mjs fou\t": "no test",
    "GET /a\tanswer\tx\tsome other day\t": "can't be read",
    "GET /a\tanswer\tx\tlater:\t": "later what",
    "GET /a\tanswer\tone\tTests/b.py:three\t": "already",
    "GET /a\tanswer\tx\tTests/b.py:three": "columns",
    "GET /a\tanswer\t\tTests/b.py:three\t": "empty",
    "GET /a\tanswer\t x\tTests/b.py:three\t": "spaces",
    "GET /a\tsideways\tx\tTests/b.py:three\t": "direction",
    "": "columns",
}


def findings(folder: pathlib.Path, lines: list[str], head: str = HEAD) -> list[str]:
    """What the check says when the first reference's table has these lines."""
    for name in REFERENCES:
        (folder / f"{name}.tsv").write_text("\n".join([HEAD, *SOUND]) + "\n")
    (folder / f"{REFERENCES[0]}.tsv").write_text("\n".join([head, *lines]) + "\n")
    return check(folder, folder).findings


def main() -> int:
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for path, text in FILES.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text)
        if found := findings(folder, list(SOUND)):
            wrong.append(f"a sound table: {found}")
        for line, words in FAULTS.items():
            found = findings(folder, [*SOUND, line])
            place = f"{REFERENCES[0]}.tsv:{len(SOUND) + 2}: "
            if len(found) != 1 or not found[0].startswith(place) or words not in found[0]:
                wrong.append(f"{line!r}: {found}")
        if len(findings(folder, list(SOUND), head="endpoint")) != 1:
            wrong.append("a table without its head")
        if len(findings(folder, [])) != 1:
            wrong.append("a table without rows")
        findings(folder, list(SOUND))
        (folder / f"{REFERENCES[1]}.tsv").unlink()
        if len(check(folder, folder).findings) != 1:
            wrong.append("a reference without a table")
    print("\n".join(wrong) or f"each of {len(FAULTS) + 3} faults in a table is found, and none where none is")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
