"""Whom the server takes webhooks from, and how each of them signs: by the providers' documents, with Python's
hmac.

The providers' own libraries check these signatures again in the check `signatures`.
"""

import base64
import hashlib
import hmac
import re
import time
import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass

Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Provider:
    """One of those who deliver."""

    name: str  # as `daybook trigger` and the metrics call it
    path: str
    variable: str  # where the server finds its secrets
    secrets: tuple[str, ...]  # two, as while one replaces the other

    @property
    def secret(self) -> str:
        return self.secrets[0]


RESPOND_IO = Provider(
    "respond.io", "/webhook/respond-io", "RESPOND_IO_WEBHOOK_SECRET", ("respond-one", "respond-two")
)
TWILIO = Provider("twilio", "/api/whatsapp/webhook", "TWILIO_AUTH_TOKEN", ("twilio-one", "twilio-two"))
WHATSAPP = Provider("whatsapp", "/webhook/whatsapp", "WHATSAPP_APP_SECRET", ("whatsapp-one", "whatsapp-two"))
ELEVENLABS = Provider(
    "elevenlabs", "/webhook/elevenlabs", "ELEVENLABS_WEBHOOK_SECRET", ("elevenlabs-one", "elevenlabs-two")
)

PROVIDERS = (RESPOND_IO, TWILIO, WHATSAPP, ELEVENLABS)

FORM = "application/x-www-form-urlencoded"


def mac(secret: str, message: bytes, digest: str = "sha256") -> bytes:
    return hmac.new(secret.encode(), message, digest).digest()


def respond_io_headers(secret: str, body: bytes, in_hex: bool = False) -> Headers:
    """Respond.io's own form is base64; its integration guide says hexadecimal, in a header of another
    name.
    """
    code = mac(secret, body)
    if in_hex:
        return [("X-Respond-IO-Signature", code.hex())]
    return [("X-Webhook-Signature", base64.b64encode(code).decode())]


def whatsapp_headers(secret: str, body: bytes) -> Headers:
    return [("X-Hub-Signature-256", f"sha256={mac(secret, body).hex()}")]


def elevenlabs_headers(secret: str, body: bytes, at: int | None = None) -> Headers:
    at = int(time.time()) if at is None else at
    return [("ElevenLabs-Signature", f"t={at},v0={mac(secret, b'%d.' % at + body).hex()}")]


def twilio_headers(secret: str, url: str, pairs: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Covers the URL, and of a form each name with its distinct values in order."""
    message = url.encode() + b"".join(name + value for name, value in sorted(set(pairs)))
    return [("X-Twilio-Signature", base64.b64encode(mac(secret, message, "sha1")).decode())]


def body_digest(body: bytes) -> str:
    """What Twilio puts into the query as bodySHA256 when a body is no form."""
    return hashlib.sha256(body).hexdigest()


MALFORMED = re.compile(rb"%(?![0-9A-Fa-f]{2})")


def form_pairs(body: bytes) -> list[tuple[bytes, bytes]] | None:
    """The names and values of a form as bytes; None where a % isn't followed by two digits."""
    if MALFORMED.search(body):
        return None
    pairs = (part.partition(b"=") for part in body.split(b"&") if part)
    return [(_unquoted(name), _unquoted(value)) for name, _, value in pairs]


def _unquoted(text: bytes) -> bytes:
    return urllib.parse.unquote_to_bytes(text.replace(b"+", b" "))
