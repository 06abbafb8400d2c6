"""The Twilio WhatsApp inbox: its webhook, and the columns of its tables in the answers."""

import time

from harness.providers import TWILIO
from references import izer_webhook
from references.world import Fields, World, first
from sync_client.expectations import Expectations

OURS = "+14155238886"
WEBHOOK_SECONDS = 10
DEFAULT_PAGE = 50
ANALYTICS = (
    "total_messages", "inbound_messages", "outbound_messages", "voice_messages", "tasks_created",
    "transcriptions_completed", "unique_contacts", "avg_processing_time_seconds",
)  # fmt: skip


def form(number: int, phone: str, body: str = "", **more: str) -> dict[str, str]:
    """A message from a person, with the fields that the guide names."""
    return {"MessageSid": sid(number), "From": f"whatsapp:{phone}", "To": f"whatsapp:{OURS}", "Body": body,
            "NumMedia": "1" if "MediaUrl0" in more else "0", **more}  # fmt: skip


def sid(number: int) -> str:
    return f"SM{number:032x}"


def row(world: World, message_id: str) -> Fields | None:
    return first(world.get("/api/whatsapp/inbox?limit=500")["messages"], message_sid=message_id)


def row_of_picture(expect: Expectations, world: World) -> None:
    """Every column of a message that nobody has analysed."""
    url = "https://media.example.com/1"
    answer = world.twilio(
        form(1, "+15551230001", "Look", MediaUrl0=url, MediaContentType0="image/jpeg")
    )
    expect.equal(answer.status, 200, "the status")
    seen = row(world, sid(1)) or {}
    expect.equal(len(seen), 21, "the number of columns")
    expect.members(
        seen,
        message_sid=sid(1),
        from_number="+15551230001",
        to_number=OURS,
        message_body="Look",
        message_type="image",
        media_url=url,
        direction="inbound",
        status="received",
        task_created=False,
        processed=False,
    )
    for name in ("transcription", "transcription_status", "ai_analysis", "ai_summary", "ai_sentiment",
                 "extracted_entities", "created_task_id", "prospect_id", "processed_at"):  # fmt: skip
        expect.that(name in seen and seen[name] is None, f"the column {name} must be null", seen.get(name))
    expect.equal(len(str(seen.get("id"))), 36, "the length of the id, a UUID")
    expect.that(str(seen.get("received_at")).endswith("Z"), "received_at is a time", seen.get("received_at"))


def row_of_analysis(expect: Expectations, world: World) -> None:
    """The columns of a message that the rules have analysed."""
    analysis = izer_webhook.post(world, "twilio-row", izer_webhook.TEXTS["complaint"])["analysis"]
    seen = row(world, "twilio-row") or {}
    expect.members(seen, processed=True, ai_summary=analysis["summary"], ai_sentiment=analysis["sentiment"])
    held = seen.get("ai_analysis") or {}
    expect.members(held, **analysis)
    expect.that(held.get("analyzed_at") is not None, "analyzed_at is a time", held)
    expect.equal(seen.get("processed_at"), held.get("analyzed_at"), "the column processed_at")


def voice_note(expect: Expectations, world: World) -> None:
    before = world.get("/api/whatsapp/analytics")["analytics"]
    url = "https://media.example.com/2"
    world.twilio(form(2, "+15551230002", MediaUrl0=url, MediaContentType0="audio/ogg"))
    seen = row(world, sid(2)) or {}
    expect.members(seen, message_type="audio", media_url=url, transcription=None, transcription_status=None)
    after = world.get("/api/whatsapp/analytics")
    expect.equal(after["success"], True, "the field success")
    figures = after["analytics"]
    expect.equal(set(figures), set(ANALYTICS), "the figures")
    for name in ("total_messages", "inbound_messages", "voice_messages", "unique_contacts"):
        expect.equal(figures[name], before[name] + 1, f"the figure {name}")
    for name in ("outbound_messages", "tasks_created", "transcriptions_completed"):
        expect.equal(figures[name], before[name], f"the figure {name}")
    mean = figures["avg_processing_time_seconds"]
    expect.that(isinstance(mean, int | float) and mean >= 0, "the mean time is a number", mean)


def types_of_files(expect: Expectations, world: World) -> None:
    files = {"image/png": "image", "audio/ogg": "audio", "video/mp4": "video", "application/pdf": "document"}
    for number, (content_type, name) in enumerate(files.items(), 10):
        url = f"https://media.example.com/{number}"
        world.twilio(form(number, "+15551230003", MediaUrl0=url, MediaContentType0=content_type))
        expect.equal((row(world, sid(number)) or {}).get("message_type"), name, f"the type of {content_type}")
    world.twilio(form(14, "+15551230003", "Hello"))
    expect.equal((row(world, sid(14)) or {}).get("message_type"), "text", "the type of a text")


def conversation(expect: Expectations, world: World) -> None:
    """The columns of the conversations' table, and the messages of one phone number."""
    phone = "+15551230004"
    for number, text in ((20, "one"), (21, "two")):
        world.twilio(form(number, phone, text, ProfileName="Ada"))
    thread = world.get(f"/api/whatsapp/conversation/{phone}")
    expect.equal(set(thread), {"success", "phone_number", "messages", "count"}, "the answer's fields")
    expect.members(thread, success=True, phone_number=phone, count=2)
    expect.equal([one["message_body"] for one in thread["messages"]], ["one", "two"], "the messages")
    listed = [one for one in world.get("/v1/conversations?limit=200")["conversations"]
              if one["contact"]["phone"] == phone]  # fmt: skip
    expect.equal(len(listed), 1, "the number of conversations")
    shown = listed[0] if listed else {}
    expect.equal(len(str(shown.get("id"))), 36, "the length of the id, a UUID")
    expect.equal((shown.get("contact") or {}).get("name"), "Ada", "the contact's name")
    expect.members(
        shown,
        messages={"inbound": 2, "outbound": 0},
        unread=2,
        status="active",
        first_message_at=thread["messages"][0]["received_at"],
    )
    last = (shown.get("last_message") or {}).get("at")
    expect.equal(last, thread["messages"][1]["received_at"], "when the last message came")
    marked = world.client.call("POST", "/api/whatsapp/mark-read", {"phone_number": phone})
    expect.equal(marked.status, 200, "the status of mark-read")
    expect.members(marked.json, success=True, count=2)
    thread = world.get(f"/api/whatsapp/conversation/{phone}")
    expect.equal([one["status"] for one in thread["messages"]], ["read", "read"], "the messages' status")


def filters(expect: Expectations, world: World) -> None:
    """The page's buttons: voice notes alone, texts alone, or all."""
    url = "https://media.example.com/3"
    world.twilio(form(50, "+15551230008", MediaUrl0=url, MediaContentType0="audio/ogg"))
    world.twilio(form(51, "+15551230008", "Hello"))
    for name, kind, wanted, other in (("voice", "audio", 50, 51), ("text", "text", 51, 50)):
        found = world.get(f"/api/whatsapp/inbox?limit=500&filter={name}")["messages"]
        expect.equal({one["message_type"] for one in found}, {kind}, f"the types of the filter {name}")
        ids = {one["message_sid"] for one in found}
        expect.that(sid(wanted) in ids and sid(other) not in ids, f"what the filter {name} finds", len(ids))
    found = world.get("/api/whatsapp/inbox?limit=500&filter=all")["messages"]
    expect.that({sid(50), sid(51)} <= {one["message_sid"] for one in found}, "the filter all finds all")


def pages(expect: Expectations, world: World) -> None:
    """Without parameters there are 50 messages in a page, and it is the first."""
    for number in range(100, 100 + DEFAULT_PAGE + 1):
        world.twilio(form(number, "+15551230005", f"number {number}"))
    page = world.get("/api/whatsapp/inbox")
    expect.equal(set(page), {"success", "messages", "count"}, "the answer's fields")
    expect.members(page, success=True, count=DEFAULT_PAGE)
    expect.equal(len(page["messages"]), DEFAULT_PAGE, "the number of messages")
    named = world.get(f"/api/whatsapp/inbox?limit={DEFAULT_PAGE}&offset=0")
    expect.equal(page["messages"], named["messages"], "the page without parameters")
    rest = world.get(f"/api/whatsapp/inbox?offset={DEFAULT_PAGE}")["messages"]
    ids = {one["id"] for one in page["messages"]}
    expect.that(bool(rest) and ids.isdisjoint(one["id"] for one in rest), "the next page goes on", rest[:1])


def forged(expect: Expectations, world: World) -> None:
    before = len(world.events())
    answer = world.twilio(form(30, "+15551230006", "Hello"), secret="nobody")
    expect.equal(answer.status, 401, "the status")
    expect.equal(answer.json["error"]["code"], "invalid_signature", "the error's code")
    expect.equal(len(world.events()), before, "the number of events")


def answer_in_time(expect: Expectations, world: World) -> None:
    """Twilio gives up after ten seconds."""
    started = time.monotonic()
    answer = world.twilio(form(40, "+15551230007", "Hello"))
    taken = time.monotonic() - started
    expect.equal(answer.status, 200, "the status")
    expect.equal(answer.headers["content-type"], "text/xml", "the content type")
    expect.equal(
        answer.body, b'<?xml version="1.0" encoding="UTF-8"?><Response></Response>', f"{TWILIO.name}'s answer"
    )
    expect.that(taken < WEBHOOK_SECONDS, f"the answer comes within {WEBHOOK_SECONDS} s", taken)


def without_key(expect: Expectations, world: World) -> None:
    calls = (
        ("GET", "/api/whatsapp/inbox"), ("GET", "/api/whatsapp/conversation/+15551230004"),
        ("POST", "/api/whatsapp/mark-read"), ("GET", "/api/whatsapp/analytics"),
    )  # fmt: skip
    for method, path in calls:
        expect.equal(world.client.send(method, path).status, 401, f"the status of {method} {path}")


SCENARIOS = (
    row_of_picture, row_of_analysis, voice_note, types_of_files, conversation, filters, pages, forged,
    answer_in_time, without_key,
)  # fmt: skip
