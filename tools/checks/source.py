"""Swift source as the checks see it: code without comments and without the text of string literals, line by line."""

import re

# One alternative for each thing that can hide code or that only looks like code. Extended delimiters (#"…"#) are
# matched with their own closing; interpolations inside a literal go with it, which is good enough for these checks.
_HIDDEN = re.compile(
    r"(?P<line>//[^\n]*)"
    r"|(?P<block>/\*)"
    r'|(?P<raw>(?P<hashes>#+)(?P<rawquotes>"""|").*?(?P=rawquotes)(?P=hashes))'
    r'|(?P<multi>"""(?:\\.|[^\\])*?""")'
    r'|(?P<string>"(?:\\.|[^"\\\n])*")',
    re.DOTALL,
)


def code_lines(text):
    """The lines of `text`, as many as it has, with comments and literals' contents taken out."""
    kept, at = [], 0
    while match := _HIDDEN.search(text, at):
        kept.append(text[at : match.start()])
        end = _end_of_block(text, match.start()) if match["block"] else match.end()
        gone = text[match.start() : end]
        quotes = "" if match["line"] or match["block"] else '""'
        kept.append(quotes + "\n" * gone.count("\n"))
        at = end
    kept.append(text[at:])
    return "".join(kept).split("\n")


def _end_of_block(text, start):
    """Where the block comment that opens at `start` closes: Swift's nest."""
    depth = 0
    for match in re.compile(r"/\*|\*/").finditer(text, start):
        depth += 1 if match[0] == "/*" else -1
        if depth == 0:
            return match.end()
    return len(text)


_IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"
    r"import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(?P<module>\w+)"
)


def imports(text):
    """(line number, module) of each import declaration."""
    found = []
    for number, line in enumerate(code_lines(text), start=1):
        for statement in line.split(";"):
            if match := _IMPORT.match(statement):
                found.append((number, match["module"]))
    return found
