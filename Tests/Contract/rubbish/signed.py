"""Deliveries of rubbish in a provider's name: most signed as the provider would, the others forged."""

import json
from random import Random

from harness.providers import (
    ELEVENLABS,
    FORM,
    RESPOND_IO,
    TWILIO,
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
from rubbish.bodies import form_body, json_body
from rubbish.delivery import FORGED, Delivery, digest
from rubbish.form_rubbish import Pair

JSON_TYPES = ["application/json"] * 6 + ["application/json; charset=latin1", "text/plain", "a/b;c=;;", ""]
NO_SIGNATURES = ["", "=", "sha256=", "t=,v0=", "A" * 44, "0" * 64, "t=1,v0=" + "0" * 64]


class SignedDeliveries:
    """One for each number: the same seed and number give the same body, whatever was made before."""

    def __init__(self, provider: Provider, samples: list[Sample], url: str, seed: int) -> None:
        self.name = provider.name
        self._provider = provider
        self._url = url
        self._seed = seed
        self._forms: list[list[Pair]] = []
        own = [sample.body for sample in samples if sample.provider == provider.name]
        if provider is TWILIO:
            self._forms = [form_pairs(body) or [] for body in own]
            # The same fields as JSON: another way that Twilio can be told to deliver.
            self._values: list[object] = [
                {name.decode(): value.decode() for name, value in form} for form in self._forms
            ]
        else:
            self._values = [json.loads(body) for body in own]

    def __getitem__(self, number: int) -> Delivery:
        random = Random(f"{self._seed}/{self.name}/{number}")
        if self._forms and random.random() < 0.6:
            body, content_type = form_body(random, self._forms), FORM
        else:
            body, content_type = json_body(random, self._values), random.choice(JSON_TYPES)
        return self._signed(random, body, content_type)

    def _signed(self, random: Random, body: bytes, content_type: str) -> Delivery:
        target = self._provider.path
        pairs: list[Pair] | None = []
        if self._provider is TWILIO:
            # Without a type, a body counts as a form.
            content_type = content_type or "application/json"
            if content_type == FORM:
                # None for a form that can't be read: it has no signature, as Twilio signs its fields.
                pairs = form_pairs(body)
            else:
                target += f"?bodySHA256={body_digest(body)}"
        is_authentic = pairs is not None and random.random() >= FORGED
        if is_authentic:
            signature = self._signature(random.choice(self._provider.secrets), target, body, pairs)
        else:
            signature = self._forgery(random, target, body, pairs or [])
        headers: Headers = [("Content-Type", content_type)] if content_type else []
        return Delivery(target, headers + signature, body, is_authentic, digest(content_type, body))

    def _forgery(self, random: Random, target: str, body: bytes, pairs: list[Pair]) -> Headers:
        """A signature of another secret or request, a part of one, something else, or nothing."""
        [(name, value)] = self._signature(self._provider.secret, target, body, pairs)
        match random.randrange(5):
            case 0:
                return self._signature("nobody", target, body, pairs)
            case 1:
                other = [*pairs, (b"other", b"1")]
                return self._signature(self._provider.secret, f"{target}&", body + b"x", other)
            case 2:
                return [(name, value[: random.randrange(len(value))])]
            case 3:
                return [(name, random.choice(NO_SIGNATURES))]
            case _:
                return []

    def _signature(self, secret: str, target: str, body: bytes, pairs: list[Pair]) -> Headers:
        if self._provider is TWILIO:
            return twilio_headers(secret, self._url + target, pairs)
        if self._provider is RESPOND_IO:
            return respond_io_headers(secret, body, in_hex=len(body) % 2 == 1)
        sign = elevenlabs_headers if self._provider is ELEVENLABS else whatsapp_headers
        return sign(secret, body)
