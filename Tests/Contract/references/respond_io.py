"""The integration guide of Respond.io: its webhooks, in its own form, and what it has its readers store of
them.
"""

from harness.providers import RESPOND_IO
from references.world import Fields, World, first
from sync_client.expectations import Expectations

CLIENT_FIELDS: dict[str, tuple[str, object]] = {
    "client_id": ("text", "c-1"), "company_domain": ("text", "@example.com"),
    "timezone": ("text", "America/New_York"), "project_ids": ("text", "p1,p2"),
    "communication_preferences": ("json", {
        "no_whatsapp": True, "no_ai_calls": True, "preferred_channels": ["email", "whatsapp"],
        "quiet_hours": "20:00-09:00",
    }),
    "last_project_date": ("date", "2025-01-15"), "total_calls": ("number", 7), "status": ("text", "active"),
}  # fmt: skip
EXPERT_FIELDS: dict[str, tuple[str, object]] = {
    "expert_id": ("text", "e-1"), "rate_per_hour": ("number", 120.5), "currency": ("text", "EUR"),
    "expertise_areas": ("text", "brakes,tyres"), "companies_worked_for": ("text", "A,B"),
    "geography": ("text", "Asia"), "timezone": ("text", "Asia/Shanghai"),
    "availability_status": ("text", "busy"), "project_ids": ("text", "p1"),
    "communication_preferences": ("json", {"no_whatsapp": False}), "payment_status": ("text", "paid"),
    "reliability_score": ("number", 4.5),
}  # fmt: skip
TAGS = {
    "type": ["client", "expert"],
    "project_status": ["active_project", "completed_project", "pending_project"],
    "urgency": ["urgent", "normal", "low_priority"],
    "channel_preference": ["email_only", "whatsapp_preferred", "ai_call_ok"],
    "region": ["us", "europe", "asia", "india"],
    "industry": ["automotive", "healthcare", "tech", "finance"],
}


def event(name: str, minute: int, data: Fields) -> Fields:
    return {"event": name, "timestamp": at(minute), "data": data}


def at(minute: int) -> str:
    return f"2025-01-15T10:{minute:02}:00Z"


def message_of(number: int, minute: int, text: str) -> Fields:
    """The guide's incoming message, of a person of this number."""
    data = {
        "messageId": f"msg_{number}", "contactId": f"contact_{number}", "channelId": "channel_789",
        "channel": "whatsapp", "conversationId": f"conv_{number}",
        "message": {"text": text, "type": "text", "timestamp": at(minute), "direction": "inbound"},
        "contact": {
            "identifier": f"+1234567{number}", "name": "John Doe", "email": f"john{number}@example.com",
        },
    }  # fmt: skip
    return event("message.received", minute + 1, data)


def received_message(expect: Expectations, world: World) -> None:
    answer = world.respond_io(message_of(1001, 30, "Hello"))
    expect.equal(answer.status, 200, "the status")
    expect.equal(answer.json, {"status": "ok", "event": "message.received"}, "the answer")
    message = world.message("msg_1001") or {}
    expect.members(
        message,
        message_id="msg_1001",
        direction="inbound",
        type="text",
        text="Hello",
        occurred_at=at(30),
        source="respond.io",
        analysis=None,
    )
    expect.equal(message.get("from"), "+12345671001", "the field from")
    expect.members(message.get("channel"), medium="whatsapp", id="channel_789")
    expect.that(
        str(message.get("recorded_at", "")) > at(31), "recorded_at is when it was stored", message
    )
    conversation = world.get(f"/v1/conversations/{message.get('conversation')}")
    expect.members(conversation, status="active", assignee=None, first_message_at=at(30), active_at=at(30))
    expect.members(
        conversation["contact"],
        provider_id="contact_1001",
        name="John Doe",
        phone="+12345671001",
        email="john1001@example.com",
    )
    expect.members(conversation["channel"], medium="whatsapp", id="channel_789")
    expect.members(conversation["last_message"], text="Hello", at=at(30), direction="inbound")
    contact = world.contact("contact_1001") or {}
    expect.equal(contact.get("id"), message.get("contact_id"), "the message's contact")
    expect.members(
        contact,
        name="John Doe",
        phone="+12345671001",
        email="john1001@example.com",
        first_seen_at=at(30),
        last_activity_at=at(30),
    )
    expect.members(contact.get("last_contacted"), inbound_at=at(30), outbound_at=None)


def sent_message(expect: Expectations, world: World) -> None:
    """As the guide's handler reads it: with no contact but its id, and no time but the event's."""
    data = {"messageId": "msg_1002", "contactId": "contact_1002", "channel": "whatsapp",
            "message": {"text": "Good day"}}  # fmt: skip
    answer = world.respond_io(event("message.sent", 30, data))
    expect.equal(answer.json, {"status": "ok", "event": "message.sent"}, "the answer")
    message = world.message("msg_1002") or {}
    expect.members(message, direction="outbound", text="Good day", type="text", occurred_at=at(30))
    expect.members(message.get("channel"), medium="whatsapp")
    expect.members(message.get("sender"), nature="unknown")
    contact = world.contact("contact_1002") or {}
    expect.equal(contact.get("id"), message.get("contact_id"), "the message's contact")
    row = first(world.get("/api/whatsapp/inbox?limit=500")["messages"], message_sid="msg_1002")
    expect.members(row, direction="outbound", message_body="Good day")


def created_contact(expect: Expectations, world: World) -> None:
    data = {"contactId": "contact_1003", "identifier": "+12345671003"}
    answer = world.respond_io(event("contact.created", 30, data))
    expect.equal(answer.json, {"status": "ok", "event": "contact.created"}, "the answer")
    contact = world.contact("contact_1003")
    expect.members(contact, phone="+12345671003", first_seen_at=at(30), last_activity_at=at(30))


def updated_contact(expect: Expectations, world: World) -> None:
    preferences = {"no_whatsapp": False, "no_ai_calls": True, "quiet_hours": "20:00-09:00"}
    fields = {"project_id": "proj_789", "expert_id": "exp_321", "timezone": "America/New_York",
              "preferences": preferences}  # fmt: skip
    data = {"contactId": "contact_1004", "identifier": "+12345671004", "customFields": fields,
            "tags": ["client", "active_project", "us"]}  # fmt: skip
    answer = world.respond_io(event("contact.updated", 30, data))
    expect.equal(answer.json, {"status": "ok", "event": "contact.updated"}, "the answer")
    contact = world.contact("contact_1004") or {}
    expect.members(
        contact,
        phone="+12345671004",
        type="client",
        time_zone="America/New_York",
        last_activity_at=at(30),
        custom_fields={
            name: {"type": "json" if name == "preferences" else "text", "value": value, "fits": True}
            for name, value in fields.items()
        },
    )
    expect.members(contact.get("preferences"), **preferences)
    groups = {"client": "type", "active_project": "project_status", "us": "region"}
    expect.equal({tag["name"]: tag["group"] for tag in contact.get("tags", [])}, groups, "the tags")


def fields_of_clients(expect: Expectations, world: World) -> None:
    contact = with_fields(expect, world, "contact_1005", CLIENT_FIELDS)
    expect.members(
        contact.get("preferences"),
        no_whatsapp=True,
        no_ai_calls=True,
        preferred_channels=["email", "whatsapp"],
        quiet_hours="20:00-09:00",
        opted_out=False,
    )
    data = {"contactId": "contact_1005", "customFields": {"status": "opted_out"}}
    world.respond_io(event("contact.updated", 40, data))
    contact = world.contact("contact_1005") or {}
    expect.members(contact.get("preferences"), opted_out=True)


def fields_of_experts(expect: Expectations, world: World) -> None:
    with_fields(expect, world, "contact_1006", EXPERT_FIELDS)


def with_fields(
    expect: Expectations, world: World, contact_id: str, fields: dict[str, tuple[str, object]]
) -> Fields:
    """A contact that was updated with these custom fields, each of which must be shown with its type."""
    values = {name: value for name, (_, value) in fields.items()}
    world.respond_io(event("contact.updated", 30, {"contactId": contact_id, "customFields": values}))
    contact = world.contact(contact_id) or {}
    shown = {name: {"type": kind, "value": value, "fits": True} for name, (kind, value) in fields.items()}
    expect.equal(contact.get("custom_fields"), shown, "the custom fields")
    return contact


def tags_by_group(expect: Expectations, world: World) -> None:
    tags = [tag for group in TAGS.values() for tag in group]
    world.respond_io(event("contact.updated", 30, {"contactId": "contact_1007", "tags": tags}))
    contact = world.contact("contact_1007") or {}
    wanted = {tag: group for group, names in TAGS.items() for tag in names}
    expect.equal({tag["name"]: tag["group"] for tag in contact.get("tags", [])}, wanted, "the tags' groups")


def conversation_states(expect: Expectations, world: World) -> None:
    world.respond_io(message_of(1008, 30, "Hello"))
    conversation = (world.message("msg_1008") or {}).get("conversation")
    state = {"conversationId": "conv_1008", "contactId": "contact_1008", "assigneeId": "user_789",
             "channel": "whatsapp"}  # fmt: skip
    for minute, status in enumerate(("open", "closed", "archived", "blocked"), 32):
        answer = world.respond_io(event("conversation.updated", minute, {**state, "status": status}))
        expect.equal(answer.json, {"status": "ok", "event": "conversation.updated"}, "the answer")
        shown = world.get(f"/v1/conversations/{conversation}")
        expect.members(shown, status=status)
        expect.equal((shown["assignee"] or {}).get("id"), "user_789", "the assignee")
        expect.equal(shown["channel"]["medium"], "whatsapp", "the medium")
    data = {"conversationId": "conv_1008", "contactId": "contact_1008", "assigneeId": "user_790"}
    answer = world.respond_io(event("conversation.assigned", 40, data))
    expect.equal(answer.json, {"status": "ok", "event": "conversation.assigned"}, "the answer")
    shown = world.get(f"/v1/conversations/{conversation}")
    expect.equal((shown["assignee"] or {}).get("id"), "user_790", "the assignee")
    assigned = [one for one in world.events("conversation.assigned") if one["conversation"] == conversation]
    expect.equal([one["occurred_at"] for one in assigned], [at(40)], "when it was assigned")


def media_of_channels(expect: Expectations, world: World) -> None:
    """Each of the guide's channels, as a word in its form."""
    media = {"whatsapp": "whatsapp", "email": "email", "sms": "sms", "telegram": "telegram",
             "facebook": "messenger", "instagram": "instagram", "line": "line", "viber": "viber",
             "wechat": "wechat"}  # fmt: skip
    for number, (word, medium) in enumerate(media.items(), 1020):
        payload = message_of(number, 30, "Hello")
        payload["data"]["channel"] = word
        world.respond_io(payload)
        message = world.message(f"msg_{number}") or {}
        expect.equal((message.get("channel") or {}).get("medium"), medium, f"the medium of {word}")


def unsigned(expect: Expectations, world: World) -> None:
    """The guide's handler takes what isn't signed; here it is refused like what is signed wrongly."""
    before = len(world.events())
    for headers in ([], [("X-Respond-IO-Signature", "00" * 32)]):
        answer = world.client.send("POST", RESPOND_IO.path, headers, b"{}")
        expect.equal(answer.status, 401, "the status")
        expect.equal(answer.json["error"]["code"], "invalid_signature", "the error's code")
    expect.equal(len(world.events()), before, "the number of events")


def unreadable(expect: Expectations, world: World) -> None:
    """What can't be read is answered 200, so that it isn't sent for ever, and is kept in quarantine."""
    answer = world.respond_io({"event": "nobody.knows.this", "timestamp": at(30), "data": {}})
    expect.equal(answer.status, 200, "the status")
    expect.equal(answer.json, {"status": "ok", "event": None}, "the answer")
    expect.equal(world.events()[-1]["kind"], "delivery.quarantined", "the event's kind")


SCENARIOS = (
    received_message, sent_message, created_contact, updated_contact, fields_of_clients, fields_of_experts,
    tags_by_group, conversation_states, media_of_channels, unsigned, unreadable,
)  # fmt: skip
