"""WhatsApp Cloud API: judged by `webhook_updates_validator` of pywa."""

import json
from random import Random

from pywa.utils import webhook_updates_validator

from harness.providers import WHATSAPP, Headers, mac
from signatures.case import Case, Difference, cut, other_character, text

SIGNATURE = "X-Hub-Signature-256"
FORGERIES = (
    "wrong secret", "altered body", "no header", "cut signature", "one character", "empty", "only the prefix",
    "prefix in upper case", "prefix twice", "another digest's prefix", "SHA-1", "base64",
    "signature of another body",
    "white space within",
)  # fmt: skip


class WhatsAppRequests:
    provider = WHATSAPP
    library = "pywa 4.5.0"
    differences = {
        "upper case": Difference(False, True, "bytes are compared, and hexadecimal digits have no case"),
        "no prefix": Difference(
            True, False, "Meta's header names the digest; the library takes it without, too"
        ),
    }

    def case(self, random: Random, is_valid: bool) -> Case:
        body = self._body(random)
        name = "valid" if is_valid else random.choice([*FORGERIES, *self.differences])
        secret = "nobody" if name == "wrong secret" else random.choice(WHATSAPP.secrets)
        code = mac(secret, body + b"x" if name == "signature of another body" else body).hex()
        value = {
            "no header": None, "cut signature": f"sha256={cut(random, code)}", "only the prefix": "sha256=",
            "one character": f"sha256={other_character(random, code)}", "empty": "",
            "upper case": f"sha256={code.upper()}",
            "prefix in upper case": f"SHA256={code}", "prefix twice": f"sha256=sha256={code}",
            "no prefix": code,
            "another digest's prefix": f"sha1={code}", "SHA-1": f"sha1={mac(secret, body, 'sha1').hex()}",
            "base64": "sha256=" + code[:43] + "=", "white space within": f"sha256={code[:8]} {code[8:]}",
        }.get(name, f"sha256={code}")  # fmt: skip
        headers: Headers = [("Content-Type", "application/json")]
        if value is not None:
            headers.append((SIGNATURE, value))
        sent = body + b"\n" if name == "altered body" else body
        return Case(name, WHATSAPP.path, headers, sent, self._accepts(sent, value))

    def _body(self, random: Random) -> bytes:
        """Raw bytes are what is signed: they needn't be JSON."""
        if random.random() < 0.2:
            return random.randbytes(random.randrange(300))
        fields = {"object": "whatsapp_business_account", "entry": [], text(random): text(random)}
        return json.dumps(fields, ensure_ascii=random.random() < 0.5).encode()

    def _accepts(self, body: bytes, value: str | None) -> bool:
        return value is not None and any(
            webhook_updates_validator(secret, body, value) for secret in WHATSAPP.secrets
        )
