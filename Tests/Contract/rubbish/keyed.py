"""Rubbish from callers with an API key: at the doors of the conversation webhook and of the WhatsApp-Web.js
bridge.

What they post is described by their guides; the samples have every field of them.
"""

from random import Random

from harness.http import Client
from rubbish.bodies import json_body
from rubbish.delivery import FORGED, Delivery, digest

SAMPLES: dict[str, object] = {
    "/api/v1/webhook/conversation": {
        "emailId": "person@example.com", "accountId": "account-1", "conversationId": "conv_000001",
        "transcript": [
            {"timestamp": "2026-01-15T10:30:00Z", "speaker": "user", "content": "Hello",
            "messageId": "msg_000001"},
            {"timestamp": "2026-01-15T10:30:05Z", "speaker": "agent", "content": "Good day",
            "messageId": "msg_000002"},
        ],
        "metadata": {
            "sessionId": "sess_000001", "agentId": "agent_000001", "duration": 300, "messageCount": 2,
            "platform": "web", "userAgent": "Mozilla/5.0",
        },
    },
    "/webhook": {
        "message_id": "message_000001", "chat_time": "2026-01-01T12:00:00Z", "chat_name": "A Person",
        "phone_number": "+905550000001", "current_message": "Where is my order?",
        "history": [
            {"sender": "A Person", "content": "Hello", "timestamp": "2026-01-01T11:59:00Z", "type": "text"},
        ],
    },
}  # fmt: skip


# The source under which the server counts what comes in at a door.
SOURCES_OF_KEYED = {"/api/v1/webhook/conversation": "elevenlabs", "/webhook": "izer"}


class KeyedDeliveries:
    """What is posted to a door with a key, a wrong one or none."""

    def __init__(self, path: str, key: str, seed: int) -> None:
        self.name = path
        self._key = key
        self._seed = seed

    def __getitem__(self, number: int) -> Delivery:
        random = Random(f"{self._seed}/{self.name}/{number}")
        body = json_body(random, [SAMPLES[self.name]])
        headers = [("Content-Type", "application/json")]
        is_authentic = random.random() >= FORGED
        if is_authentic:
            headers.append(
                random.choice([("Authorization", f"Bearer {self._key}"), ("X-API-Key", self._key)])
            )
        else:
            headers += random.choice(
                [[], [("Authorization", "Bearer dbk_wrong")], [("X-API-Key", self._key[:-1])]]
            )
        mark = digest("application/json", body)
        return Delivery(self.name, headers, body, is_authentic, mark, may_be_invalid=True)


def open_doors(client: Client) -> list[str]:
    """Those of the paths that the server has: 404 is the answer to a path that isn't there, 401 to one
    that wants a key.
    """
    return [path for path in SAMPLES if client.send("POST", path, body=b"").status != 404]
