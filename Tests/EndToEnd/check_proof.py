#!/usr/bin/env python3
"""Checks a C2SP tlog-proof with Python's hashlib and OpenSSL's command line, and nothing of Daybook's.

    check_proof.py PROOF VERIFIER_KEY ENTRY

PROOF is the proof file, VERIFIER_KEY is <name>+<hash>+<base64>, ENTRY is the file with the leaf's bytes: the event's
canonical header. Exit code 0 when the entry is at the proof's index under a checkpoint that the key signed, 1 when it
isn't; a sentence says which.
"""

import base64
import binascii
import hashlib
import pathlib
import re
import subprocess
import sys
import tempfile

CHECK_SIGNATURE = pathlib.Path(__file__).resolve().parent / "check_openssl.sh"
DECIMAL = re.compile(r"0|[1-9][0-9]*")


class Rejected(Exception):
    """Why the proof does not hold."""


def decoded(text, what):
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Rejected(f"{what} is not base64.") from None
    if base64.b64encode(found).decode() != text:
        raise Rejected(f"{what} is not canonical base64.")
    return found


def hash_of(text, what):
    found = decoded(text, what)
    if len(found) != 32:
        raise Rejected(f"{what} has {len(found)} bytes, not 32.")
    return found


def number_of(text, what):
    if not DECIMAL.fullmatch(text):
        raise Rejected(f"{what} is not a decimal number.")
    return int(text)


def parsed_proof(text):
    """(index, hashes, checkpoint) of a proof file."""
    head, empty_line, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not empty_line or lines.pop(0) != "c2sp.org/tlog-proof@v1":
        raise Rejected("This is not a c2sp.org/tlog-proof@v1 file.")
    if lines and lines[0].startswith("extra "):
        decoded(lines.pop(0).removeprefix("extra "), "The extra data")
    if not lines or not lines[0].startswith("index "):
        raise Rejected("The proof names no index.")
    index = number_of(lines.pop(0).removeprefix("index "), "The index")
    return index, [hash_of(line, "A hash of the proof") for line in lines], checkpoint


def parsed_checkpoint(checkpoint):
    """(size, root) that a checkpoint states."""
    lines = checkpoint.split("\n")
    if len(lines) < 4 or lines[3] != "":
        raise Rejected("The checkpoint is not an origin, a size and a root.")
    return number_of(lines[1], "The tree's size"), hash_of(lines[2], "The root")


def root_from(leaf, index, size, hashes):
    """The root that an inclusion proof leads to (RFC 9162 §2.1.3.2)."""
    if index >= size:
        raise Rejected(f"Index {index} is not in a tree of {size} leaves.")
    node, last, root = index, size - 1, leaf
    for sibling in hashes:
        if last == 0:
            raise Rejected("The proof has too many hashes.")
        if node & 1 or node == last:
            root = hashlib.sha256(b"\x01" + sibling + root).digest()
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            root = hashlib.sha256(b"\x01" + root + sibling).digest()
        node, last = node >> 1, last >> 1
    if last:
        raise Rejected("The proof has too few hashes.")
    return root


def check_signature(checkpoint, key):
    with tempfile.NamedTemporaryFile(prefix="checkpoint.") as file:
        file.write(checkpoint.encode())
        file.flush()
        result = subprocess.run(["sh", str(CHECK_SIGNATURE), file.name, key], capture_output=True, text=True)
    if result.returncode != 0:
        raise Rejected((result.stdout or result.stderr).strip().removeprefix("Rejected: "))


def main():
    if len(sys.argv) != 4:
        print("usage: check_proof.py PROOF VERIFIER_KEY ENTRY", file=sys.stderr)
        return 2
    proof, key, entry = sys.argv[1:]
    try:
        index, hashes, checkpoint = parsed_proof(pathlib.Path(proof).read_bytes().decode())
        size, root = parsed_checkpoint(checkpoint)
        leaf = hashlib.sha256(b"\x00" + pathlib.Path(entry).read_bytes()).digest()
        if root_from(leaf, index, size, hashes) != root:
            raise Rejected("The entry and the proof do not lead to the checkpoint's root.")
        check_signature(checkpoint, key)
    except (Rejected, UnicodeDecodeError) as reason:
        print(f"Rejected: {reason}")
        return 1
    print(f"The entry is number {index} of {size} under a checkpoint signed by {key.split('+')[0]}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
