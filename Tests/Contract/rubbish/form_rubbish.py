"""Forms that Twilio would not send."""

import urllib.parse
from random import Random

from rubbish.byte_rubbish import noise

Pair = tuple[bytes, bytes]

NAMES = [
    b"Body",
    b"From",
    b"To",
    b"MessageSid",
    b"SmsStatus",
    b"MessageStatus",
    b"NumMedia",
    b"MediaUrl0",
    b"WaId",
    b"",
]
ODD_VALUES = [
    b"", b"\0", b"a\0b", b"\xff\xfe\x80", b"\xed\xa0\x80", b"whatsapp:", b"whatsapp:+", b"+", b"-1",
    b"99999999999999999999",
    "ünï ✓ 😀".encode(), b"a=b&c=d", b" leading and trailing ", b"x" * 5000, b"%", b"%00",
    b"whatsapp:US.1349", b"\r\n",
]  # fmt: skip


def encoded(random: Random, pairs: list[Pair]) -> bytes:
    """Of the ways to write a form, one for each name and value by chance."""
    ways = [urllib.parse.quote_plus, urllib.parse.quote, _every_byte]

    def text(value: bytes) -> str:
        return random.choice(ways)(value)

    parts = [
        text(name) if not value and random.random() < 0.3 else f"{text(name)}={text(value)}"
        for name, value in pairs
    ]
    return ("&&" if random.random() < 0.05 else "&").join(parts).encode()


def _every_byte(value: bytes) -> str:
    return f"%{value.hex('%')}" if value else ""


def random_form(random: Random) -> list[Pair]:
    return [_pair(random) for _ in range(random.choice([0, 1, 3, 10, 30, 30, 100]))]


def mutated_form(random: Random, sample: list[Pair]) -> list[Pair]:
    pairs = list(sample)
    for _ in range(random.randrange(1, 5)):
        if not pairs:
            break
        place = random.randrange(len(pairs))
        name, value = pairs[place]
        match random.randrange(6):
            case 0:
                pairs[place] = (name, random.choice(ODD_VALUES))
            case 1:
                pairs[place] = (name, value[:-6] + b"%06d" % random.randrange(10**6))
            case 2:
                del pairs[place]
            case 3:
                pairs.insert(random.randrange(len(pairs) + 1), (name, _pair(random)[1]))
            case 4:
                pairs[place] = (name, random.choice(pairs)[1])
            case 5:
                pairs.append(_pair(random))
    return pairs


def _pair(random: Random) -> Pair:
    name = random.choice(NAMES) if random.random() < 0.6 else noise(random)[:50]
    value = random.choice(ODD_VALUES) if random.random() < 0.4 else noise(random)[:300]
    return name, value
