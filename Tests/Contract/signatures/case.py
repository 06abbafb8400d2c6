"""A generated request, and what the provider's own library says of it."""

from dataclasses import dataclass
from random import Random
from typing import Protocol

from harness.providers import Headers, Provider


@dataclass(frozen=True)
class Case:
    # What was done to the request: "valid …", or the name of a forgery or of an intended difference.
    name: str
    target: str
    headers: Headers
    body: bytes
    # The library's verdict.
    library: bool
    # Which of the servers it is for, by the URL under which that one is known; None for the first.
    public_url: str | None = None


@dataclass(frozen=True)
class Difference:
    """Where we mean to differ from the library."""

    library: bool
    ours: bool
    why: str


class Signer(Protocol):
    """The requests of one provider."""

    provider: Provider
    library: str
    differences: dict[str, Difference]

    def case(self, random: Random, is_valid: bool) -> Case: ...


TEXTS = [
    "Hello", "", " ", "a+b c%20d", "ünïcödé ✓", "日本語 😀", "'\"<&>;=?#", "line\r\nbreak\ttab", "e\u0301",
    "\u200f\ufeff",
    "50% off & more = fun", "+51999999999", "whatsapp:+14155550100", "null", "\u0001\u007f", "ﬁ ß İ",
]  # fmt: skip


def text(random: Random) -> str:
    """What people write, and what is hard to sign; at times very long."""
    if random.random() < 0.05:
        return "".join(random.choice("aé✓ +%&=") for _ in range(random.randrange(5000)))
    return "".join(random.choice(TEXTS) for _ in range(random.randrange(1, 4)))


def cut(random: Random, signature: str) -> str:
    return signature[: random.randrange(len(signature))]


def other_character(random: Random, signature: str) -> str:
    """One letter or digit of a signature is another one."""
    places = [place for place, character in enumerate(signature) if character.isalnum()]
    place = random.choice(places[-20:])
    return signature[:place] + ("0" if signature[place] != "0" else "1") + signature[place + 1 :]
