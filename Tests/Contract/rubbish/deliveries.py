"""Deliveries of rubbish, one for each number: the same seed and number give the same body, whatever was made before."""

import json
from dataclasses import dataclass
from random import Random

from harness.providers import (
    ELEVENLABS,
    FORM,
    RESPOND_IO,
    TWILIO,
    WHATSAPP,
    Headers,
    Provider,
    body_digest,
    elevenlabs_headers,
    form_pairs,
    respond_io_headers,
    twilio_headers,
    whatsapp_headers,
)
from harness.samples import Sample
from rubbish.byte_rubbish import damaged, noise
from rubbish.form_rubbish import encoded, mutated_form, random_form
from rubbish.json_rubbish import mutated_json, nested, random_json
from rubbish.ledger import digest

JSON_TYPES = ["application/json"] * 6 + ["application/json; charset=latin1", "text/plain", "a/b;c=;;", ""]


@dataclass(frozen=True, slots=True)
class Delivery:
    target: str
    headers: Headers
    body: bytes
    is_authentic: bool
    digest: bytes


class Deliveries:
    """What is delivered in one provider's name."""

    def __init__(self, provider: Provider, samples: list[Sample], url: str, seed: int, forged: float = 0.1) -> None:
        self._provider = provider
        self._url = url
        self._seed = seed
        self._forged = forged
        own = [sample.body for sample in samples if sample.provider == provider.name]
        if provider is TWILIO:
            self._forms = [form_pairs(body) or [] for body in own]
            # The same fields as JSON: another way that Twilio can be told to deliver.
            self._values: list[object] = [
                {name.decode(): value.decode() for name, value in form} for form in self._forms]
        else:
            self._forms = []
            self._values = [json.loads(body) for body in own]

    def __getitem__(self, number: int) -> Delivery:
        random = Random(f"{self._seed}/{self._provider.name}/{number}")
        is_form = bool(self._forms) and random.random() < 0.6
        body = self._form(random) if is_form else self._json(random)
        return self._signed(random, body, is_form)

    def _json(self, random: Random) -> bytes:
        kind = random.random()
        if kind < 0.1:
            return noise(random)
        if kind < 0.25:
            return _utf8(random_json(random))
        if kind < 0.27:
            return _utf8(nested(random))
        sample = random.choice(self._values)
        if kind < 0.75:
            return _utf8(mutated_json(random, sample))
        text = json.dumps(sample, ensure_ascii=False)
        if kind < 0.78:
            return text.encode(random.choice(["utf-16", "utf-8-sig", "utf-32-be"]))
        return damaged(random, text.encode())

    def _form(self, random: Random) -> bytes:
        kind = random.random()
        if kind < 0.2:
            return encoded(random, random_form(random))
        form = encoded(random, mutated_form(random, random.choice(self._forms)))
        return damaged(random, form) if kind > 0.8 else form

    def _signed(self, random: Random, body: bytes, is_form: bool) -> Delivery:
        """Most are authentic; the others have a signature of another secret or body, half of one, or none."""
        provider = self._provider
        content_type = FORM if is_form else random.choice(JSON_TYPES)
        if provider is TWILIO and not content_type:
            content_type = "application/json"
        target = provider.path
        if provider is TWILIO and not is_form:
            target += f"?bodySHA256={body_digest(body)}"
        kinds: Headers = [("Content-Type", content_type)] if content_type else []
        # A form that can't be read has no signature: Twilio signs its fields.
        pairs = form_pairs(body) if is_form else []
        is_authentic = pairs is not None and random.random() >= self._forged
        if is_authentic:
            signature = self._signature(random.choice(provider.secrets), target, body, pairs)
        else:
            signature = self._forgery(random, target, body, pairs or [])
        mark = digest(provider.name, content_type or None, body)
        return Delivery(target, kinds + signature, body, is_authentic, mark)

    def _forgery(self, random: Random, target: str, body: bytes, pairs: list[tuple[bytes, bytes]]) -> Headers:
        secret = self._provider.secret
        match random.randrange(5):
            case 0:
                return self._signature("nobody", target, body, pairs)
            case 1:
                other = self._signature(secret, f"{target}&x=1" if "?" in target else f"{target}?x", body, pairs)
                return other if self._provider is TWILIO else self._signature(secret, target, body + b"x", pairs)
            case 2:
                [(name, value)] = self._signature(secret, target, body, pairs)
                return [(name, value[: random.randrange(len(value))])]
            case 3:
                [(name, _)] = self._signature(secret, target, body, pairs)
                return [(name, random.choice(["", "=", "sha256=", "t=,v0=", "A" * 44, "0" * 64, "t=1,v0=" + "0" * 64]))]
            case _:
                return []

    def _signature(self, secret: str, target: str, body: bytes, pairs: list[tuple[bytes, bytes]]) -> Headers:
        match self._provider:
            case p if p is RESPOND_IO:
                return respond_io_headers(secret, body, in_hex=len(body) % 2 == 1)
            case p if p is TWILIO:
                return twilio_headers(secret, self._url + target, pairs)
            case p if p is WHATSAPP:
                return whatsapp_headers(secret, body)
            case p if p is ELEVENLABS:
                return elevenlabs_headers(secret, body)
        raise AssertionError(self._provider)


def _utf8(text: str) -> bytes:
    """As UTF-8; lone surrogates as their three bytes, which no reader should take."""
    return text.encode("utf-8", "surrogatepass")
