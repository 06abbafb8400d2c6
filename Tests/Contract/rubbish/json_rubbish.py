"""JSON that no provider would send: of random shape, and real samples with something wrong."""

import copy
import json
from random import Random

# Texts that parsers, databases and clocks trip over, as they stand in JSON.
ODD_LITERALS = [
    "1e400",
    "-1e400",
    "1" + "0" * 400,
    "-0",
    "0.1e-999",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "1.7976931348623157e308",
    "253402300800",
    "-62135596801",
    "99999999999999999",
    r'"\ud800"',
    r'"\udc00\ud800"',
    r'"\u0000"',
    r'"a\u0000b"',
    r'"\ud83d\ude00"',
    '""',
    "null",
    "true",
    "[]",
    "{}",
    '"' + "x" * 5000 + '"',
    r'"\u202e\u200f\ufeff\uffff"',
    '"+"',
    '"whatsapp:"',
    '"9999-99-99"',
    '"0001-01-01T00:00:00Z"',
    '"9999-12-31T23:59:60.999999999+23:59"',
    '"1e9"',
]
# What isn't JSON at all, though some parsers take it.
BROKEN_LITERALS = [
    "NaN",
    "-Infinity",
    "01",
    "'a'",
    "1.",
    "+1",
    '"\t"',
    '"\\x41"',
    '"\\u12"',
    "tru",
    "/*c*/1",
    '"\x00"',
]
NAMES = [
    "event_type", "event_id", "contact", "message", "data", "type", "object", "entry", "changes", "value",
    "id",
    "timestamp", "text", "body", "transcript", "metadata", "conversation_id", "phone", "channel", "",
    "\u0000", "__proto__",
]  # fmt: skip


def random_json(random: Random, depth: int = 5) -> str:
    """A value of any shape, as text, so that even what no library writes can stand in it."""
    kind = random.random()
    if depth == 0 or kind < 0.35:
        return _leaf(random)
    parts = [random_json(random, depth - 1) for _ in range(random.randrange(5))]
    if kind < 0.6:
        return f"[{','.join(parts)}]"
    return "{" + ",".join(f"{json.dumps(random.choice(NAMES))}:{part}" for part in parts) + "}"


def _leaf(random: Random) -> str:
    kind = random.random()
    if kind < 0.3:
        return random.choice(ODD_LITERALS)
    if kind < 0.32:
        return random.choice(BROKEN_LITERALS)
    if kind < 0.6:
        return json.dumps("".join(chr(_scalar(random)) for _ in range(random.randrange(40))))
    if kind < 0.8:
        return str(random.randrange(-(2**70), 2**70) >> random.randrange(70))
    return repr(random.uniform(-1, 1) * 10.0 ** random.randrange(-30, 30))


def _scalar(random: Random) -> int:
    """Of a character: mostly plain, at times any at all, lone surrogates included (which json.dumps
    escapes).
    """
    return random.randrange(32, 127) if random.random() < 0.7 else random.randrange(0x110000)


def nested(random: Random) -> str:
    """Brackets in brackets, deeper than any parser should follow them."""
    depth = random.choice([60, 130, 520, 2000, 20000])
    opening, closing = random.choice([("[", "]"), ('{"a":', "}"), ('[{"entry":', "}]")])
    return opening * depth + "1" + closing * random.choice([depth, depth - 1, 0])


def mutated_json(random: Random, sample: object) -> str:
    """A sample in which values have another type, lie elsewhere, are missing or come twice."""
    root = copy.deepcopy(sample)
    marks: dict[str, str] = {}
    for _ in range(random.randrange(1, 4)):
        places = list(_places(root))
        if not places:
            break
        _change(random, places, marks)
    text = json.dumps(root, ensure_ascii=random.random() < 0.5)
    for mark, literal in marks.items():
        text = text.replace(f'"{mark}"', literal)
    return text if random.random() < 0.8 else _doubled_key(random, text)


def _places(value: object):
    """Every container in a value with each of its keys or indices."""
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    else:
        return
    for key, child in items:
        yield value, key
        yield from _places(child)


def _change(random: Random, places: list, marks: dict[str, str]) -> None:
    container, key = random.choice(places)
    match random.randrange(5):
        case 0:
            mark = f"mark-{len(marks)}"
            marks[mark] = _leaf(random) if random.random() < 0.9 else random_json(random, 3)
            container[key] = mark
        case 1:
            other, other_key = random.choice(places)
            container[key] = copy.deepcopy(other[other_key])
        case 2:
            del container[key]
        case 3 if isinstance(container, list):
            container.extend(copy.deepcopy(container[:20]))
        case 3:
            container[random.choice(NAMES)] = copy.deepcopy(container[key])
        case 4:
            _freshen(random, container, key)


def _freshen(random: Random, container: object, key: object) -> None:
    """Another value of the same kind: what was the id of a known message becomes that of a new one."""
    match container[key]:
        case bool():
            container[key] = not container[key]
        case int():
            container[key] += random.randrange(-1000, 10**9)
        case str() as text:
            container[key] = f"{text[:-6]}{random.randrange(10**6):06}"


def _doubled_key(random: Random, text: str) -> str:
    """The same name twice in one object, with another value."""
    places = [index for index, character in enumerate(text) if character == "{"]
    if not places:
        return text
    place = random.choice(places) + 1
    end = text.find(":", place)
    if end < 0 or text[place : place + 1] != '"':
        return text
    return f"{text[:place]}{text[place:end]}:{_leaf(random)},{text[place:]}"
