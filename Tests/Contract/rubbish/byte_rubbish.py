"""Bytes that are damaged, whatever they meant."""

from random import Random


def noise(random: Random) -> bytes:
    """Nothing but chance; short mostly, at times longer than one packet."""
    return random.randbytes(random.choice([0, 1, 2, 7, 30, 100, 300, 1000, 9000]))


def damaged(random: Random, body: bytes) -> bytes:
    """A body with bits flipped, or with parts cut out, repeated, exchanged or inserted."""
    if not body:
        return noise(random)
    for _ in range(random.randrange(1, 4)):
        start = random.randrange(len(body) + 1)
        end = min(len(body), start + random.randrange(1, 40))
        match random.randrange(7):
            case 0:
                body = _flipped(random, body)
            case 1:
                body = body[:start] + body[end:]
            case 2:
                body = body[:start]
            case 3:
                body = body[:end] + body[start:]
            case 4:
                body = body[:start] + random.randbytes(random.randrange(1, 9)) + body[start:]
            case 5:
                body = (
                    body[:start]
                    + random.choice([b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xef\xbb\xbf"])
                    + body[start:]
                )
            case 6:
                body = body[start:] + body[:start]
    return body


def _flipped(random: Random, body: bytes) -> bytes:
    if not body:
        return body
    place = random.randrange(len(body))
    return body[:place] + bytes([body[place] ^ 1 << random.randrange(8)]) + body[place + 1 :]
