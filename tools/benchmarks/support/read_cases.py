"""The reads that are measured: what is asked for, of what there is in the ledger, at random but always the same."""

import datetime
import re
import urllib.parse
from dataclasses import dataclass
from typing import Callable

from .failure import BenchmarkFailed

# Milliseconds that a read may take at the 95th percentile.
BAR_MS, SEARCH_BAR_MS = 100, 300

# Words that a made ledger's texts hold all the time, and one that none holds.
COMMON_WORDS = ("the", "for", "de", "der", "Thursday", "merci", "hola")
UNKNOWN_WORD = "xyzzyplugh"

CHANNELS = ("whatsapp", "email", "telegram")

# The number of an order, which a made ledger has in some texts, each in one only.
ORDER = re.compile(r"\bRef-([0-9a-z]{6,})\b")

DAY = datetime.timedelta(days=1)


@dataclass
class Case:
    """`path` draws what is asked for; `may_lack` says that 404 is a right answer too, which is told."""

    name: str
    path: Callable
    bar_ms: float = BAR_MS
    may_lack: bool = False


class Sought:
    """What there is to ask for: conversations, people, places in time, words, as the API itself shows them."""

    PAGES, PAGE = 40, 100

    def __init__(self, installation, client, draw):
        self._draw, self._client = draw, client
        # Places in the ledger, evenly. A cursor is a time in microseconds with a message's position or a conversation.
        self.places = [
            tuple(int(part) for part in line.split("|"))
            for line in installation.query(
                "SELECT (extract(epoch FROM occurred_at) * 1000000)::bigint, position FROM {schema}.events"
                " WHERE kind = 'message.received' AND position IN (SELECT"
                " floor(n::float8 * (SELECT size FROM {schema}.head) / 20000)::bigint FROM generate_series(0, 19999) n)"
            ).split()
        ]
        if not self.places:
            raise BenchmarkFailed("the ledger holds no messages")
        self.last = datetime.datetime.fromtimestamp(max(self.places)[0] / 1e6, datetime.UTC)
        self.conversations = self._gather("/v1/conversations", "conversations", self.conversation_cursor)
        messages = self._gather("/v1/messages", "messages", self.message_cursor)
        texts = [text for message in messages if (text := _text(message))]
        self.orders = sorted({order for text in texts for order in ORDER.findall(text)})
        self.phrases = sorted({" ".join(words[1:3]) for text in texts if len(words := text.split()) > 4})
        self.phones = sorted({phone for of in self.conversations if (phone := of["contact"]["phone"])})
        self.names = sorted({name for of in self.conversations if (name := of["contact"]["name"])})
        self.tags = sorted({tag for of in self.conversations for tag in of["tags"]})
        for what in ("conversations", "orders", "phrases", "phones", "names", "tags"):
            if not getattr(self, what):
                raise BenchmarkFailed(f"the ledger shows no {what} to ask for; is it one that make-ledger made?")

    def _gather(self, path, name, cursor):
        found = []
        for _ in range(self.PAGES):
            page, _ = self._client.page(f"{path}?limit={self.PAGE}&after={cursor()}")
            found += page[name]
        return found

    def one(self, of):
        return self._draw.choice(of)

    def message_cursor(self):
        """Somewhere in all messages."""
        at, position = self.one(self.places)
        return f"{at}.{position}"

    def conversation_cursor(self):
        """Somewhere in all conversations."""
        return f"{self.one(self.places)[0]}.ffffffff-ffff-8fff-bfff-ffffffffffff"

    def offset(self):
        return self._draw.randrange(10_000)

    def days(self, count=30):
        """`from` and `to` of so many days on end, anywhere in the ledger's time."""
        end = self.last - self._draw.randrange(60 * 24) * datetime.timedelta(hours=1)
        end = end.replace(minute=0, second=0, microsecond=0)
        moments = {"from": end - count * DAY, "to": end}
        return {name: f"{moment:%Y-%m-%dT%H:%M:%SZ}" for name, moment in moments.items()}


def _text(message):
    """A message's text, wherever the record has it."""
    for holder in (message, message.get("content") or {}, message.get("message") or {}):
        if isinstance(holder, dict) and isinstance(holder.get("text"), str):
            return holder["text"]
    return None


def cases(sought):
    """Every case, whether or not the product serves it."""
    one = sought.one

    def query(path, **fields):
        return f"{path}?{urllib.parse.urlencode(fields)}"

    def search(words):
        return lambda: query("/v1/messages", q=words(), limit=50)

    def conversation():
        return one(sought.conversations)["id"]

    def phone():
        return urllib.parse.quote(one(sought.phones), safe="")

    def analytics(bucket, **fields):
        return lambda: query("/v1/analytics", **sought.days(), bucket=bucket, **fields)

    def contact(suffix=""):
        return lambda: f"/v1/contacts/{one(sought.conversations)['contact_id']}{suffix}"

    return [
        Case("inbox, first page", lambda: "/api/whatsapp/inbox?limit=50"),
        Case("inbox, voice only", lambda: "/api/whatsapp/inbox?limit=50&filter=voice"),
        Case("inbox, with tasks", lambda: "/api/whatsapp/inbox?limit=50&filter=tasks"),
        Case("inbox, by offset up to 10,000", lambda: query("/api/whatsapp/inbox", limit=50, offset=sought.offset())),
        Case("messages, deep by cursor", lambda: query("/v1/messages", limit=50, after=sought.message_cursor())),
        Case("conversations, first page", lambda: "/v1/conversations?limit=50"),
        Case("conversations, deep by cursor", lambda: query(
            "/v1/conversations", limit=50, after=sought.conversation_cursor())),
        Case("conversations, unread", lambda: "/v1/conversations?limit=50&unread=true"),
        Case("conversations, of a tag", lambda: query("/v1/conversations", limit=50, tag=one(sought.tags))),
        Case("conversations, of a channel and status", lambda: query(
            "/v1/conversations", limit=50, channel=one(CHANNELS), status=one(("open", "closed")))),
        Case("a conversation", lambda: f"/v1/conversations/{conversation()}"),
        Case("a conversation's messages", lambda: f"/v1/conversations/{conversation()}/messages?limit=50"),
        Case("conversation by phone", lambda: f"/api/whatsapp/conversation/{phone()}?limit=50"),
        Case("search, a rare word", search(lambda: one(sought.orders)), SEARCH_BAR_MS),
        Case("search, a common word", search(lambda: one(COMMON_WORDS)), SEARCH_BAR_MS),
        Case("search, two words", search(lambda: one(sought.phrases)), SEARCH_BAR_MS),
        Case("search, a name", search(lambda: one(sought.names)), SEARCH_BAR_MS),
        Case("search, nothing found", search(lambda: UNKNOWN_WORD), SEARCH_BAR_MS),
        Case("contacts, first page", lambda: "/v1/contacts?limit=50"),
        Case("contacts, of a tag", lambda: query("/v1/contacts", limit=50, tag=one(sought.tags))),
        Case("contacts, search by name", lambda: query("/v1/contacts", limit=50, q=one(sought.names)), SEARCH_BAR_MS),
        Case("contacts, search by phone", lambda: query("/v1/contacts", limit=50, q=one(sought.phones)), SEARCH_BAR_MS),
        Case("a contact", contact()),
        Case("a contact's timeline", contact("/timeline")),
        Case("analytics, 30 days, UTC", analytics("day")),
        Case("analytics, 30 days, New York", analytics("day", tz="America/New_York")),
        Case("analytics, 30 days by hour", analytics("hour", tz="Asia/Kolkata")),
        Case("WhatsApp analytics", lambda: "/api/whatsapp/analytics"),
        Case("stats", lambda: "/stats"),
        Case("tenant lookup", lambda: f"/api/v1/whatsapp/lookup/tenant/{phone()}", may_lack=True),
        Case("conversation lookup", lambda: f"/api/v1/whatsapp/lookup/conversation/{phone()}", may_lack=True),
    ]  # fmt: skip
