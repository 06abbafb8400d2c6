"""What a scenario expects; each one that isn't met is a finding."""

import re
from dataclasses import dataclass, field

from sync_client.service import ConversationStateService, Fields

# As JavaScript writes a time.
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@dataclass
class Expectations:
    scenario: str
    met: int = 0
    findings: list[str] = field(default_factory=list)

    def that(self, holds: bool, sentence: str, seen: object = None) -> None:
        if holds:
            self.met += 1
        else:
            self.findings.append(f"{self.scenario}: {sentence}; seen: {seen!r}")

    def equal(self, seen: object, wanted: object, what: str) -> None:
        self.that(seen == wanted, f"{what} must be {wanted!r}", seen)

    def time(self, text: object, what: str) -> None:
        self.that(
            isinstance(text, str) and bool(TIME.fullmatch(text)),
            f"{what} must be a time with milliseconds",
            text,
        )

    def envelope(
        self, service: ConversationStateService, status: int, kind: str, message: str | None = None
    ) -> None:
        """The last answer's status, and that there is nothing in it but type, message and data."""
        envelope = service.envelope or {}
        self.equal(service.status, status, "the status")
        self.equal(set(envelope), {"type", "message", "data"}, "the envelope's fields")
        self.equal(envelope.get("type"), kind, "the envelope's type")
        if message is not None:
            self.equal(envelope.get("message"), message, "the envelope's message")

    def members(self, data: Fields | None, **wanted: object) -> None:
        for name, value in wanted.items():
            self.equal((data or {}).get(name), value, f"the field {name}")

    def messages(self, data: Fields | None, *wanted: tuple[str, str]) -> None:
        """The conversation's messages in their order, and the last one of the person."""
        context = (data or {}).get("context", {})
        seen = context.get("previousMessages", [])
        self.equal([(one["role"], one["content"]) for one in seen], list(wanted), "the messages")
        for one in seen:
            self.time(one.get("timestamp"), "a message's timestamp")
        own = [content for role, content in wanted if role == "user"]
        self.equal(context.get("lastUserMessage"), own[-1] if own else None, "the field lastUserMessage")
