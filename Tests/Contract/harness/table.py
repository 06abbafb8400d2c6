"""A table for a person to read."""

from collections.abc import Iterable, Sequence


def print_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints rows below their heads: the first column to the left, the numbers of the others to the right."""
    texts = [[f"{cell}" for cell in row] for row in [heads, *rows]]
    widths = [max(len(row[column]) for row in texts) for column in range(len(heads))]
    for row in texts:
        first, *others = row
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        print("  " + "  ".join([first.ljust(widths[0]), *cells]), flush=True)
