"""The Izer webhook system: a message with the chat's history goes in, its analysis comes out."""

import json

from references.world import Fields, World
from sync_client.expectations import Expectations

TEXTS = {
    "sales": "How much does the bike cost? I want to buy two.",
    "support": "Where is my delivery? I need help",
    "complaint": "This is unacceptable, I want a refund!",
    "inquiry": "What are your opening hours?",
    "technical": "The app crashes with an error when I login",
    "general": "Hello there",
}
MOODS = {
    "positive": "Thank you, that was perfect", "negative": "This is awful and late",
    "neutral": "The order is 7 pieces", "urgent": "URGENT: please call",
}  # fmt: skip
AGENTS = {"sales": "business_workflow", "technical": "code_debugger", "general": "general_purpose"}
EMERGENCY = "EMERGENCY! Accident, unacceptable!! Still waiting for help today, terrible error"
TIMES = {"critical": "immediate", "high": "1hour", "normal": "4hours", "low": "24hours"}
GROUPS = (
    "VIP Customers", "Technical Support", "Sales Team", "Management", "Important Partners",
    "İzer Management",
)  # fmt: skip
SENDER = "Customer Name"


def post(world: World, message_id: str, text: str, **more: object) -> Fields:
    """Hands a message over as the guide's example does."""
    fields = {
        "message_id": message_id, "chat_time": "2024-01-01T12:00:00Z", "chat_name": SENDER,
        "phone_number": "+905551234567", "current_message": text, "history": [], **more,
    }  # fmt: skip
    return world.client.call("POST", "/webhook", fields).json


def said(count: int, sender: str = SENDER) -> list[Fields]:
    """As many entries of a history."""
    return [
        {"sender": sender, "content": f"entry {number}", "timestamp": f"2024-01-01T11:5{number}:00Z",
         "type": "text"}
        for number in range(count)
    ]  # fmt: skip


def answer(expect: Expectations, world: World) -> None:
    seen = post(world, "izer-answer", TEXTS["support"], history=said(1))
    wanted = {"success", "message_id", "database_id", "analysis", "routing", "processed_at"}
    expect.equal(set(seen), wanted, "the answer's fields")
    expect.members(seen, success=True, message_id="izer-answer")
    expect.that(isinstance(seen["database_id"], int), "database_id is a number", seen["database_id"])
    expect.that(seen["processed_at"].endswith("Z"), "processed_at is a time", seen["processed_at"])
    analysis = seen["analysis"]
    expect.that(1 <= analysis["urgency_score"] <= 10, "urgency_score is from 1 to 10", analysis)
    expect.members(analysis, category="support", action_required=True)
    expect.that("help" in analysis["keywords"], "the keywords have the words that decided", analysis)
    expect.members(seen["routing"], success=True, agent="business_workflow", reason="category")
    expect.that(isinstance(seen["routing"]["response"], dict), "response is an object", seen["routing"])


def stored_message(expect: Expectations, world: World) -> None:
    post(world, "izer-stored", TEXTS["support"])
    message = world.message("izer-stored") or {}
    expect.members(
        message,
        message_id="izer-stored",
        source="izer",
        occurred_at="2024-01-01T12:00:00Z",
        text=TEXTS["support"],
        direction="inbound",
    )
    expect.equal(message.get("from"), "+905551234567", "the field from")
    conversation = world.get(f"/v1/conversations/{message.get('conversation')}")
    expect.equal(conversation["contact"]["name"], SENDER, "the contact's name")


def history(expect: Expectations, world: World) -> None:
    """Who writes again and again is waiting: unless one of ours has answered."""
    text = TEXTS["inquiry"]
    alone = post(world, "izer-history-0", text)["analysis"]["urgency_score"]
    waiting = post(world, "izer-history-3", text, history=said(3))["analysis"]["urgency_score"]
    answered = post(world, "izer-history-4", text, history=said(3) + said(1, "Staff"))
    expect.equal(waiting, alone + 1, "the urgency after three messages without an answer")
    expect.equal(answered["analysis"]["urgency_score"], alone, "the urgency after an answer")
    bodies = [json.loads(one["body"]["text"]) for one in world.events("delivery.received")
              if one["source"] == "izer"]  # fmt: skip
    kept = [body["history"] for body in bodies if body["message_id"] == "izer-history-3"]
    expect.equal(kept, [said(3)], "the history as it is kept")


def categories(expect: Expectations, world: World) -> None:
    for category, text in TEXTS.items():
        seen = post(world, f"izer-category-{category}", text)
        expect.equal(seen["analysis"]["category"], category, f"the category of {text!r}")
        if category in AGENTS:
            expect.equal(seen["routing"]["agent"], AGENTS[category], f"the agent for {category}")


def moods(expect: Expectations, world: World) -> None:
    for mood, text in MOODS.items():
        analysis = post(world, f"izer-mood-{mood}", text)["analysis"]
        expect.equal(analysis["sentiment"], mood, f"the sentiment of {text!r}")


def priorities(expect: Expectations, world: World) -> None:
    levels = [
        ("low", "Hello there", {}), ("normal", "¿Cuánto cuesta? Quiero una pizza", {}),
        ("high", "Hello there", {"is_vip": True}), ("critical", EMERGENCY, {}),
    ]  # fmt: skip
    for priority, text, more in levels:
        analysis = post(world, f"izer-priority-{priority}", text, **more)["analysis"]
        expect.members(
            analysis,
            priority_level=priority,
            recommended_response_time=TIMES[priority],
            action_required=priority != "low",
        )
    expect.equal(
        post(world, "izer-priority-critical", EMERGENCY)["analysis"]["urgency_score"], 10, "the urgency"
    )


def critical_groups(expect: Expectations, world: World) -> None:
    for number, group in enumerate(GROUPS):
        seen = post(
            world,
            f"izer-group-{number}",
            "Hello there",
            chat_id=f"12030{number}@g.us",
            group_name=group,
            is_group=True,
        )
        expect.members(seen["routing"], agent="business_workflow", reason="critical_group")


SCENARIOS = (answer, stored_message, history, categories, moods, priorities, critical_groups)
