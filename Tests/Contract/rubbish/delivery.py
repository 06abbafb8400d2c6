"""One request with rubbish in it."""

import hashlib
from dataclasses import dataclass

from harness.providers import FORM, Headers

# Of ten deliveries, one isn't authentic.
FORGED = 0.1


@dataclass(frozen=True, slots=True)
class Delivery:
    target: str
    headers: Headers
    body: bytes
    is_authentic: bool
    digest: bytes
    # Whether an authentic one may be refused for what it holds: to a caller with a key, who reads the answer.
    may_be_invalid: bool = False


def digest(content_type: str | None, body: bytes) -> bytes:
    """Tells deliveries apart: the same bytes are another delivery when they are a form."""
    key = b"form" if content_type == FORM else b""
    return hashlib.blake2b(body, digest_size=12, key=key).digest()
