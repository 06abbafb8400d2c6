"""Twilio: forms and JSON, judged by `twilio.request_validator.RequestValidator`."""

import base64
import hashlib
import hmac
import json
import logging
import re
import urllib.parse
from random import Random

from twilio.request_validator import RequestValidator, get_signature_algorithm

from harness.providers import FORM, TWILIO, Headers, body_digest
from signatures.case import Case, Difference, cut, other_character, text

# The library warns of each algorithm that it doesn't know: such are sent here on purpose.
logging.getLogger("twilio.request_validator").setLevel(logging.ERROR)

SIGNATURE = "X-Twilio-Signature"
SETTINGS = "X-Twilio-Webhooks-Signature-Settings"
# Under which URLs Twilio knows servers: with and without a port, behind a proxy that adds a path.
PUBLIC_URLS = (
    None,
    "https://hooks.example.com",
    "https://hooks.example.com:8443",
    "http://hooks.example.com/daybook",
)
NAMES = [
    "Body",
    "From",
    "To",
    "MessageSid",
    "ProfileName",
    "WaId",
    "MediaUrl0",
    "body",
    "Ünï",
    "a b",
    "a[]",
    "",
    "x=y",
]
ESCAPE = re.compile("%[0-9A-F]{2}")
QUERIES = ["", "foo=1&bar=2", "a=%20+b", "a=&b", "x=%C3%BC&x=1", "q=~%7E", "z=1&", "a[]=1", "t=a%26b"]
FORM_TYPES = [FORM] * 4 + [f"{FORM}; charset=UTF-8", FORM.upper(), f"{FORM};charset=utf-8", None]

FORGERIES = (
    "wrong token", "altered value", "added field", "removed field", "altered URL", "no header",
    "cut signature",
    "lower case", "upper case", "no padding", "URL-safe", "one character", "inner space", "hexadecimal",
    "signature of another request", "SHA-256 without a setting", "unknown algorithm", "empty header",
)  # fmt: skip
JSON_FORGERIES = (
    "altered body",
    "no bodySHA256",
    "bodySHA256 in upper case",
    "wrong bodySHA256 first",
    "wrong token",
    "altered URL",
)


FORM_DIFFERENCES = {
    "empty query": Difference(
        True, False, "the library drops a question mark with nothing behind it; we sign the URL as it came"
    ),
    "SHA-256 with an auth token": Difference(
        True, False, "SHA-256 goes with a shared key, which is not the auth token; the library is told one"
    ),
}
JSON_DIFFERENCES = {
    "empty bodySHA256 first": Difference(
        True, False, "the first digest counts, be it empty; the library skips what is empty"
    )
}


class Fields(list[tuple[str, str]]):
    """Pairs with the look-up that the library knows from web frameworks."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        super().__init__(pairs)

    def __iter__(self):
        return (name for name, _ in super().__iter__())

    def getlist(self, wanted: str) -> list[str]:
        return [value for name, value in super().__iter__() if name == wanted]


class TwilioRequests:
    provider = TWILIO
    library = "twilio 9.13.0"
    differences = FORM_DIFFERENCES | JSON_DIFFERENCES

    def __init__(self, first_url: str) -> None:
        self._first_url = first_url
        self._validators = [RequestValidator(token) for token in TWILIO.secrets]

    def case(self, random: Random, is_valid: bool) -> Case:
        public_url = random.choice(PUBLIC_URLS)
        base = public_url or self._first_url
        target = TWILIO.path
        if query := random.choice(QUERIES):
            target += f"?{query}"
        make = self._json if random.random() < 0.25 else self._form
        return make(random, is_valid, base, target, public_url)

    def _form(self, random: Random, is_valid: bool, base: str, target: str, public_url: str | None) -> Case:
        pairs = [(random.choice(NAMES), text(random)) for _ in range(random.randrange(12))]
        if pairs and random.random() < 0.3:
            pairs += random.choices(pairs, k=2)
        name = "valid form" if is_valid else random.choice([*FORGERIES, *FORM_DIFFERENCES])
        sent, sent_target, settings = pairs, target, None
        signed_url = _spelling(random, base + target) if is_valid else base + target
        validator = random.choice(self._validators)
        signature: str | None = validator.compute_signature(signed_url, Fields(pairs))
        match name:
            case "wrong token":
                signature = RequestValidator("nobody").compute_signature(signed_url, Fields(pairs))
            case "altered value" if pairs:
                sent = [*pairs[:-1], (pairs[-1][0], f"{pairs[-1][1]} altered")]
            case "altered value" | "added field":
                sent = [*pairs, ("Body", "altered")]
            case "removed field":
                signature = validator.compute_signature(signed_url, Fields([*pairs, ("Removed", "1")]))
            case "altered URL":
                sent_target += "&admin=1" if "?" in target else "?admin=1"
            case "signature of another request":
                signature = validator.compute_signature(f"{base}/other", Fields([("Body", "other")]))
            case "no header":
                signature = None
            case "empty query":
                sent_target, signature = (
                    f"{TWILIO.path}?",
                    validator.compute_signature(base + TWILIO.path, Fields(pairs)),
                )
            case "SHA-256 without a setting":
                signature = validator.compute_signature(signed_url, Fields(pairs), "HMAC_SHA256")
            case "SHA-256 with an auth token":
                settings = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"
                signature = validator.compute_signature(signed_url, Fields(pairs), "HMAC_SHA256")
            case "unknown algorithm":
                settings = "key=1,algorithm=HMAC_MD5"
            case "valid form":
                settings = random.choice(
                    [None] * 6 + ["key=1,algorithm=HMAC_SHA1", "algorithm=", " algorithm = hmac_sha1 "]
                )
            case _:
                signature = _garbled(random, name, signature)
        headers: Headers = [("Content-Type", kind)] if (kind := random.choice(FORM_TYPES)) else []
        body = _encoded(random, sent).encode()
        arrived = Fields(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))
        return self._case(name, sent_target, headers, body, arrived, base, signature, settings, public_url)

    def _json(self, random: Random, is_valid: bool, base: str, target: str, public_url: str | None) -> Case:
        body = json.dumps({text(random): text(random)}, ensure_ascii=False).encode()
        name = "valid JSON" if is_valid else random.choice([*JSON_FORGERIES, *JSON_DIFFERENCES])
        digest, sent = body_digest(body), body
        join = "&" if "?" in target else "?"
        match name:
            case "altered body":
                sent = body + b" "
            case "bodySHA256 in upper case":
                digest = digest.upper()
            case "empty bodySHA256 first":
                digest = f"&bodySHA256={digest}"
            case "wrong bodySHA256 first":
                digest = f"{'0' * 64}&bodySHA256={digest}"
        if name != "no bodySHA256":
            target += f"{join}{random.choice(['bodySHA256', 'body%53HA256'])}={digest}"
        token = "nobody" if name == "wrong token" else random.choice(TWILIO.secrets)
        url = _spelling(random, base + target) if is_valid else base + target
        # By hmac, as the library signs no empty set of fields for JSON by itself.
        code = hmac.new(token.encode(), url.encode(), hashlib.sha1).digest()
        if name == "altered URL":
            target += "&admin=1" if "?" in target else "?admin=1"
        headers = [("Content-Type", random.choice(["application/json", "application/json; charset=utf-8"]))]
        signature = base64.b64encode(code).decode()
        return self._case(name, target, headers, sent, sent.decode(), base, signature, None, public_url)

    def _case(
        self,
        name: str,
        target: str,
        headers: Headers,
        body: bytes,
        arrived: Fields | str,
        base: str,
        signature: str | None,
        settings: str | None,
        public_url: str | None,
    ) -> Case:
        if signature is not None:
            headers = [*headers, (SIGNATURE, signature)]
        if settings is not None:
            headers = [*headers, (SETTINGS, settings)]
        # A web server hands a field on without white space around it (RFC 9110, 5.5).
        verdict = self._accepts(base + target, arrived, (signature or "").strip(), settings)
        return Case(name, target, headers, body, verdict, public_url)

    def _accepts(self, url: str, fields: Fields | str, signature: str, settings: str | None) -> bool:
        algorithm = get_signature_algorithm(settings)
        try:
            return any(one.validate(url, fields, signature, algorithm) for one in self._validators)
        except TypeError:
            # How the library refuses JSON without a digest in the query.
            return False


def _garbled(random: Random, name: str, signature: str) -> str:
    return {
        "cut signature": cut(random, signature), "lower case": signature.lower(),
        "upper case": signature.upper(),
        "no padding": signature.rstrip("="), "one character": other_character(random, signature),
        # With a character that only this alphabet has, whatever the signature.
        "URL-safe": "-" + signature[1:], "inner space": f"{signature[:9]} {signature[9:]}",
        "hexadecimal": base64.b64decode(signature).hex(), "empty header": "",
    }[name]  # fmt: skip


def _spelling(random: Random, url: str) -> str:
    """As Twilio's back ends sign a URL: as it is, without its port, or with the default one."""
    parts = urllib.parse.urlsplit(url)
    spelled = url
    if parts.port:
        if random.random() < 0.5:
            spelled = url.replace(f":{parts.port}", "", 1)
    elif random.random() < 0.5:
        spelled = url.replace(parts.netloc, f"{parts.netloc}:{443 if parts.scheme == 'https' else 80}", 1)
    return spelled


def _encoded(random: Random, pairs: list[tuple[str, str]]) -> str:
    """Of the ways to write a form, one for each name and value by chance."""

    def one(text: str) -> str:
        way = random.choice([urllib.parse.quote_plus, urllib.parse.quote])
        quoted = way(text, safe=random.choice(["", "~:/@!$'()*,"]))
        return ESCAPE.sub(lambda match: match[0].lower(), quoted) if random.random() < 0.3 else quoted

    return "&".join(one(name) if not value and name else f"{one(name)}={one(value)}" for name, value in pairs)
