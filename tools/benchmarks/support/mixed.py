"""Requests as a day brings them: webhooks of two providers and several kinds, repeats, and forgeries."""

import base64
import hashlib
import hmac
import json
import random
import urllib.parse

from .connection import post
from .webhooks import Webhooks

RESPOND_IO, TWILIO = "/webhook/respond-io", "/api/whatsapp/webhook"

# Shares of all requests.
REPEATS, FORGERIES, TWILIO_SHARE = 0.1, 0.01, 0.25

# The share that becomes events.
NEW = 1 - REPEATS - FORGERIES

# What becomes of a received message's webhook in the guide's form, and how often.
_KINDS = {"message.received": 6, "message.sent": 4, "conversation.assigned": 1, "contact.updated": 1}

_STATUSES = ("sent", "delivered", "read")


class Plain:
    """Received messages by Respond.io alone, each once."""

    def __init__(self, port, secret, seed):
        self._port, self._webhooks = port, Webhooks(secret, seed, label=f"plain{seed}")

    def next(self):
        body = self._webhooks.body().encode()
        return post(RESPOND_IO, self._port, body, {"x-respond-io-signature": self._webhooks.signature(body)}), 200


class Mixed:
    """Everything at once. `secret` is what both providers sign with."""

    def __init__(self, port, secret, seed):
        self._port, self._secret, self._seed = port, secret, seed
        self._webhooks = Webhooks(secret, seed, label=f"mixed{seed}")
        self._draw, self._recent, self._made = random.Random(seed), [], 0

    def next(self):
        """The bytes of a request, and the status that is right for it."""
        draw = self._draw.random()
        if draw < FORGERIES:
            body = self._webhooks.body().encode()
            return post(RESPOND_IO, self._port, body, {"x-respond-io-signature": "0" * 64}), 401
        if draw < FORGERIES + REPEATS and self._recent:
            return self._draw.choice(self._recent), 200
        request = self._twilio() if self._draw.random() < TWILIO_SHARE else self._respond_io()
        if len(self._recent) < 1000:
            self._recent.append(request)
        else:
            self._recent[self._draw.randrange(1000)] = request
        return request, 200

    def _respond_io(self):
        delivery = json.loads(self._webhooks.body())
        event = self._draw.choices(list(_KINDS), _KINDS.values())[0]
        data = delivery["data"]
        delivery["event"] = event
        if event == "message.sent":
            data["message"]["direction"] = "outbound"
        elif event == "conversation.assigned":
            delivery["data"] = {
                "conversationId": data["conversationId"], "contactId": data["contactId"], "assigneeId": "user_7",
                "channel": data["channel"], "contact": data["contact"], "status": "open",
            }  # fmt: skip
        elif event == "contact.updated":
            delivery["data"] = {
                "contactId": data["contactId"], **data["contact"], "customFields": {"project_id": data["messageId"]},
                "tags": ["client"],
            }  # fmt: skip
        body = json.dumps(delivery, ensure_ascii=False, separators=(",", ":")).encode()
        return post(RESPOND_IO, self._port, body, {"x-respond-io-signature": self._webhooks.signature(body)})

    def _twilio(self):
        number, contact = self._made, self._draw.randrange(20_000)
        self._made += 1
        theirs, ours = f"whatsapp:+1555{contact:07}", "whatsapp:+14155550100"
        message = hashlib.md5(f"{self._seed}/{number // 4}".encode()).hexdigest()
        if number % 4 == 0:
            fields = {"MessageSid": f"SM{message}", "From": theirs, "To": ours, "WaId": theirs[10:], "NumMedia": "0"}
            fields |= {"Body": f"hello, this is question {number}", "ProfileName": f"Guest {contact}"}
            fields |= {"SmsStatus": "received", "MessageType": "text", "AccountSid": "AC" + "0" * 32}
        else:
            status = _STATUSES[number % 4 - 1]
            fields = {"MessageSid": f"SM{message[::-1]}", "From": ours, "To": theirs, "MessageStatus": status}
            fields |= {"SmsStatus": status, "AccountSid": "AC" + "0" * 32}
        body = urllib.parse.urlencode(fields).encode()
        # Twilio signs the URL with the sorted fields behind it (HMAC-SHA-1, base64).
        signed = f"http://127.0.0.1:{self._port}{TWILIO}" + "".join(name + fields[name] for name in sorted(fields))
        code = base64.b64encode(hmac.digest(self._secret.encode(), signed.encode(), hashlib.sha1)).decode()
        return post(TWILIO, self._port, body, {"X-Twilio-Signature": code}, "application/x-www-form-urlencoded")
