"""Respond.io, which has no library for this: judged by Python's hmac, in its own form and in that of its
guide.
"""

import base64
import json
from random import Random

from harness.providers import RESPOND_IO, Headers, mac
from signatures.case import Case, Difference, cut, other_character, text

OWN, GUIDE, RARE = "X-Webhook-Signature", "X-Respond-IO-Signature", "X-Respond-Signature"
VALID = ("own form", "guide's form", "rare header", "lower-case header", "beside a wrong one")
FORGERIES = (
    "wrong secret", "altered body", "no header", "unknown header", "cut signature", "one character",
    "empty", "no padding",
    "lower case", "prefix", "SHA-1", "signature of another body", "signature as text of bytes",
)  # fmt: skip


class RespondIORequests:
    provider = RESPOND_IO
    library = "Python's hmac"
    differences: dict[str, Difference] = {}

    def case(self, random: Random, is_valid: bool) -> Case:
        body = self._body(random)
        name = random.choice(VALID if is_valid else FORGERIES)
        secret = "nobody" if name == "wrong secret" else random.choice(RESPOND_IO.secrets)
        code = mac(secret, body + b"x" if name == "signature of another body" else body)
        signatures = self._signatures(random, name, code, mac(secret, body, "sha1"))
        headers: Headers = [("Content-Type", "application/json"), *signatures]
        sent = body + b" " if name == "altered body" else body
        label = f"valid, {name}" if is_valid else name
        return Case(label, RESPOND_IO.path, headers, sent, self._accepts(sent, signatures))

    def _signatures(self, random: Random, name: str, code: bytes, short: bytes) -> Headers:
        text64 = base64.b64encode(code).decode()
        header, value = random.choice([(OWN, text64), (GUIDE, code.hex())])
        match name:
            case "own form":
                return [(OWN, text64)]
            case "guide's form":
                return [(GUIDE, code.hex())]
            case "rare header":
                return [(RARE, text64)]
            case "lower-case header":
                return [(header.lower(), value)]
            case "beside a wrong one":
                return [(RARE, "A" * 43 + "="), (header, value)]
            case "no header":
                return []
        value = {
            "cut signature": cut(random, value), "one character": other_character(random, value), "empty": "",
            "no padding": text64.rstrip("="), "lower case": text64.lower(), "prefix": f"sha256={value}",
            "SHA-1": base64.b64encode(short).decode(),
            "signature as text of bytes": base64.b64encode(text64.encode()).decode(),
        }.get(name, value)  # fmt: skip
        return [("X-Signature" if name == "unknown header" else header, value)]

    def _body(self, random: Random) -> bytes:
        if random.random() < 0.2:
            return random.randbytes(random.randrange(300))
        return json.dumps(
            {"event_type": "ping", text(random): text(random)}, ensure_ascii=random.random() < 0.5
        ).encode()

    def _accepts(self, body: bytes, signatures: Headers) -> bool:
        right = {
            spelling
            for code in (mac(secret, body) for secret in RESPOND_IO.secrets)
            for spelling in (base64.b64encode(code).decode(), code.hex())
        }
        known = {header.lower() for header in (OWN, GUIDE, RARE)}
        return any(name.lower() in known and value in right for name, value in signatures)
