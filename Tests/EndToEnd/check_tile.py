#!/usr/bin/env python3
"""Checks a C2SP tlog-tiles tile of level 0 against a checkpoint, with Python's hashlib and nothing of Daybook's.

    check_tile.py TILE CHECKPOINT

TILE holds the leaf hashes of a log of at most 256 leaves. Exit code 0 when they make the checkpoint's root (RFC 6962
§2.1), 1 when they don't.
"""

import base64
import hashlib
import pathlib
import sys


def root_of(leaves):
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root_of(leaves[:split]) + root_of(leaves[split:])).digest()


def main():
    if len(sys.argv) != 3:
        print("usage: check_tile.py TILE CHECKPOINT", file=sys.stderr)
        return 2
    tile = pathlib.Path(sys.argv[1]).read_bytes()
    lines = pathlib.Path(sys.argv[2]).read_text().split("\n")
    size, root = int(lines[1]), base64.b64decode(lines[2], validate=True)
    if not 0 < size <= 256 or len(tile) != 32 * size:
        print(f"Rejected: the tile has {len(tile)} bytes, for {size} leaves.")
        return 1
    if root_of([tile[start : start + 32] for start in range(0, len(tile), 32)]) != root:
        print("Rejected: the tile does not make the checkpoint's root.")
        return 1
    print(f"The {size} leaves make the checkpoint's root.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
