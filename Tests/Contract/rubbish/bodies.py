"""Bodies of all kinds of rubbish, in a mixture."""

import json
from random import Random

from rubbish.byte_rubbish import damaged, noise
from rubbish.form_rubbish import Pair, encoded, mutated_form, random_form
from rubbish.json_rubbish import mutated_json, nested, random_json


def json_body(random: Random, samples: list[object]) -> bytes:
    """Noise, JSON of any shape, or a sample with something wrong."""
    kind = random.random()
    if kind < 0.1:
        return noise(random)
    if kind < 0.25:
        return _utf8(random_json(random))
    if kind < 0.27:
        return _utf8(nested(random))
    sample = random.choice(samples)
    if kind < 0.75:
        return _utf8(mutated_json(random, sample))
    text = json.dumps(sample, ensure_ascii=False)
    if kind < 0.78:
        return text.encode(random.choice(["utf-16", "utf-8-sig", "utf-32-be"]))
    return damaged(random, text.encode())


def form_body(random: Random, samples: list[list[Pair]]) -> bytes:
    """Any fields, a sample's fields with something wrong, or such a form that is damaged besides."""
    kind = random.random()
    if kind < 0.2:
        return encoded(random, random_form(random))
    form = encoded(random, mutated_form(random, random.choice(samples)))
    return damaged(random, form) if kind > 0.8 else form


def _utf8(text: str) -> bytes:
    """As UTF-8; lone surrogates as their three bytes, which no reader should take."""
    return text.encode("utf-8", "surrogatepass")
