"""ElevenLabs: judged by `webhooks.construct_event` of its library."""

import json
import time
from random import Random

from elevenlabs.errors import BadRequestError
from elevenlabs.webhooks_custom import WebhooksClient

from harness.providers import ELEVENLABS, Headers, mac
from signatures.case import Case, Difference, cut, other_character, text

SIGNATURE = "ElevenLabs-Signature"
TYPES = ["post_call_transcription", "post_call_audio", "call_initiation_failure", "something_new"]
# Seconds from now; none so near the limit that the time of sending could matter.
NEAR = (0, -1, -60, -600, -1700, 0, 0, 5, 60)

VALID = (
    "plain",
    "other order",
    "another scheme beside it",
    "comma at the end",
    "leading zero",
    "last of several v0",
)
FORGERIES = (
    "wrong secret", "altered body", "altered time", "too old", "very old", "no header", "no time", "no v0",
    "no digits",
    "other scheme", "cut signature", "one character", "empty", "garbage", "all v0 wrong",
    "body without its time",
    "negative time", "fraction of a second",
)  # fmt: skip


class ElevenLabsRequests:
    provider = ELEVENLABS
    library = "elevenlabs 2.78.0"
    differences = {
        "far future": Difference(
            True,
            False,
            "a time far ahead would let a delivery be replayed until then; 30 minutes are allowed either way",
        ),
        "first of several v0": Difference(
            False,
            True,
            "one secret may be replacing another: any v0 may be right; the library looks at the last",
        ),
        "two times": Difference(
            True, False, "which of them was signed is not said; the library takes the last"
        ),
        "space behind the comma": Difference(
            False, True, "a list in a header may have one (RFC 9110, 5.6.1)"
        ),
        "upper case": Difference(False, True, "bytes are compared, and hexadecimal digits have no case"),
        "digits with underscores": Difference(
            True, False, "Python reads 1_0 as a number; no clock writes it"
        ),
    }

    def __init__(self) -> None:
        self._client = WebhooksClient.__new__(WebhooksClient)

    def case(self, random: Random, is_valid: bool) -> Case:
        event = {
            "type": random.choice(TYPES),
            "event_timestamp": 1,
            "data": {"agent_id": text(random), text(random): []},
        }
        body = json.dumps(event, ensure_ascii=random.random() < 0.5).encode()
        name = random.choice(VALID) if is_valid else random.choice([*FORGERIES, *self.differences])
        sent = body + b" " if name == "altered body" else body
        header = self._header(random, name, body)
        headers: Headers = [("Content-Type", "application/json")]
        if header is not None:
            headers.append((SIGNATURE, header))
        label = f"valid, {name}" if is_valid else name
        return Case(label, ELEVENLABS.path, headers, sent, self._accepts(sent, header))

    def _header(self, random: Random, name: str, body: bytes) -> str | None:
        at = str(int(time.time()) + random.choice(NEAR))
        at = {
            "too old": str(int(time.time()) - 1900), "very old": "1", "negative time": f"-{at}",
            "far future": str(int(time.time()) + random.choice([1900, 10**6, 10**9])),
            "leading zero": f"0{at}",
            "digits with underscores": f"{at[:-3]}_{at[-3:]}", "fraction of a second": f"{at}.5",
        }.get(name, at)  # fmt: skip
        secret = "nobody" if name == "wrong secret" else random.choice(ELEVENLABS.secrets)
        signed = body if name == "body without its time" else f"{at}.".encode() + body
        v0 = mac(secret, signed).hex()
        wrong = mac("nobody", signed).hex()
        return {
            "other order": f"v0={v0},t={at}", "another scheme beside it": f"t={at},v1={wrong},v0={v0}",
            "comma at the end": f"t={at},v0={v0},", "last of several v0": f"t={at},v0={wrong},v0={v0}",
            "first of several v0": f"t={at},v0={v0},v0={wrong}",
            "all v0 wrong": f"t={at},v0={wrong},v0={wrong}",
            "two times": f"t=1,t={at},v0={v0}",
            "altered time": f"t={int(at) + 1 if at.isdigit() else 0},v0={v0}",
            "no header": None, "no time": f"v0={v0}", "no v0": f"t={at}", "no digits": f"t=now,v0={v0}",
            "other scheme": f"t={at},v1={v0}", "cut signature": f"t={at},v0={cut(random, v0)}",
            "one character": f"t={at},v0={other_character(random, v0)}", "empty": "", "garbage": ",,;=t",
            "space behind the comma": f"t={at}, v0={v0}", "upper case": f"t={at},v0={v0.upper()}",
        }.get(name, f"t={at},v0={v0}")  # fmt: skip

    def _accepts(self, body: bytes, header: str | None) -> bool:
        return any(self._accepts_under(secret, body, header) for secret in ELEVENLABS.secrets)

    def _accepts_under(self, secret: str, body: bytes, header: str | None) -> bool:
        try:
            self._client.construct_event(body.decode(), header, secret)
        except (BadRequestError, ValueError):
            # The latter is how the library refuses a time that is no number.
            return False
        return True
