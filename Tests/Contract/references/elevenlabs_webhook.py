"""The conversation webhook API: what a page hands over of a talk with a voice agent, and asks of it."""

import json

from harness.http import Answer
from references.world import Fields, World
from sync_client.expectations import Expectations

PATH = "/api/v1/webhook/conversation"
FIELDS = {
    "conversationId", "emailId", "accountId", "status", "startTime", "endTime", "duration", "messageCount",
    "processedAt",
}  # fmt: skip


def body(conversation: str) -> Fields:
    """The guide's request, with an answer of the agent's."""
    return {
        "emailId": "user@example.com", "accountId": "acc123", "conversationId": conversation,
        "transcript": [
            {"timestamp": "2024-01-15T10:30:00Z", "speaker": "user", "content": "Hello, I need help",
             "messageId": "msg_123"},
            {"timestamp": "2024-01-15T10:30:05Z", "speaker": "agent", "content": "Of course",
             "messageId": "msg_124", "metadata": {"confidence": 0.9}},
        ],
        "metadata": {
            "sessionId": "sess_456", "agentId": "agent_01", "duration": 300, "messageCount": 10,
            "platform": "web", "userAgent": "Mozilla/5.0",
        },
        "summary": {"text": "Helped"},
    }  # fmt: skip


def post(world: World, fields: Fields) -> Answer:
    return world.client.call("POST", PATH, fields)


def conversation(world: World, name: str) -> Fields:
    """A conversation by its id, which is read once a read that can wait has seen all that was written."""
    world.get("/api/v1/conversations")
    return world.client.call("GET", f"/api/v1/conversations/{name}").json


def received(expect: Expectations, world: World) -> None:
    answer = post(world, body("conv_received"))
    expect.equal(answer.status, 200, "the status")
    seen = answer.json
    expect.equal(set(seen), {"success", "message", "data"}, "the answer's fields")
    expect.members(seen, success=True, message="Conversation data received successfully")
    data = seen["data"]
    expect.equal(set(data), {"conversationId", "processedAt", "status", "webhookId"}, "the data's fields")
    expect.members(data, conversationId="conv_received", status="processed")
    expect.that(data["webhookId"].startswith("webhook_"), "webhookId begins with webhook_", data)
    shown = conversation(world, "conv_received")
    expect.that(shown.keys() >= FIELDS, "the conversation's fields", shown)
    expect.members(
        shown,
        conversationId="conv_received",
        emailId="user@example.com",
        accountId="acc123",
        agentId="agent_01",
        sessionId="sess_456",
        status="completed",
        startTime="2024-01-15T10:30:00Z",
        endTime="2024-01-15T10:35:00Z",
        duration=300,
        messageCount=10,
        summary="Helped",
        processedAt=data["processedAt"],
    )


def turns(expect: Expectations, world: World) -> None:
    """Each turn is a message under its own id; what no message shows stays in the events' bodies."""
    post(world, body("conv_turns"))
    question = world.message("conv_turns/msg_123") or {}
    reply = world.message("conv_turns/msg_124") or {}
    expect.members(
        question, direction="inbound", text="Hello, I need help", occurred_at="2024-01-15T10:30:00Z"
    )
    expect.equal(question.get("from"), "user@example.com", "the field from")
    expect.members(question.get("channel"), medium="voice", id="agent_01", name="web")
    expect.members(reply, direction="outbound", text="Of course", occurred_at="2024-01-15T10:30:05Z")
    expect.members(reply.get("sender"), nature="automation", user="agent_01")
    bodies = [json.loads(one["body"]["text"]) for kind in ("message.sent", "message.received")
              for one in world.events(kind) if one["source"] == "elevenlabs"]  # fmt: skip
    own = [one for one in bodies if one.get("conversationId") == "conv_turns"]
    said = [turn for one in own for turn in one["transcript"]]
    wanted = body("conv_turns")["transcript"]
    expect.equal(sorted(said, key=lambda turn: turn["messageId"]), wanted, "the turns as they are kept")
    agents = {(one["metadata"]["platform"], one["metadata"]["userAgent"]) for one in own}
    expect.equal(agents, {("web", "Mozilla/5.0")}, "the platform and user agent as they are kept")


def needed(expect: Expectations, world: World) -> None:
    """A request that lacks what the guide's model has is refused, and told which field that is."""
    before = len(world.events())
    for name in ("emailId", "accountId", "conversationId", "transcript", "metadata"):
        lacking = body("conv_lacking")
        del lacking[name]
        refused(expect, post(world, lacking), name)
    for name in ("agentId", "duration", "messageCount", "platform", "userAgent"):
        lacking = body("conv_lacking")
        del lacking["metadata"][name]
        refused(expect, post(world, lacking), name)
    for name in ("timestamp", "speaker", "content", "messageId"):
        lacking = body("conv_lacking")
        del lacking["transcript"][0][name]
        refused(expect, post(world, lacking), "transcript[0]")
    foreign = body("conv_lacking")
    foreign["transcript"][1]["speaker"] = "dog"
    refused(expect, post(world, foreign), "transcript[1]")
    expect.equal(len(world.events()), before, "the number of events")


def refused(expect: Expectations, answer: Answer, name: str) -> None:
    expect.equal(answer.status, 400, f"the status without {name}")
    message = answer.json.get("error", {}).get("message", "")
    expect.that(name in message, f"the error names {name}", message)


def optional(expect: Expectations, world: World) -> None:
    """The guide's model can do without these."""
    fields = body("conv_optional")
    del fields["summary"], fields["metadata"]["sessionId"], fields["transcript"][1]["metadata"]
    expect.equal(post(world, fields).status, 200, "the status")
    shown = conversation(world, "conv_optional")
    expect.members(shown, conversationId="conv_optional", sessionId=None, summary=None)


def listed(expect: Expectations, world: World) -> None:
    """Twenty in a page, and the first page, where the caller asks for neither."""
    for number in range(21):
        fields = body(f"conv_listed_{number}")
        fields["accountId"] = "acc-listed"
        post(world, fields)
    page = world.get("/api/v1/conversations?account_id=acc-listed&email_id=user@example.com&status=completed")
    expect.members(page, page=1, limit=20, total=21, pages=2)
    expect.equal(len(page["conversations"]), 20, "the number of conversations")
    expect.that(all(one.keys() >= FIELDS for one in page["conversations"]), "the fields", page)
    rest = world.get("/api/v1/conversations?account_id=acc-listed&page=2")["conversations"]
    expect.equal(len(rest), 1, "the number of conversations in the second page")
    most = world.get("/api/v1/conversations?account_id=acc-listed&limit=100")
    expect.equal(len(most["conversations"]), 21, "the number of conversations in a page of 100")
    answer = world.client.call("GET", "/api/v1/conversations?limit=101")
    expect.equal(answer.status, 400, "the status of a limit of 101")
    for query in ("account_id=nobody", "email_id=nobody@example.com", "status=failed"):
        none = world.get(f"/api/v1/conversations?{query}")["conversations"]
        expect.equal(none, [], f"the conversations of {query}")


def errors(expect: Expectations, world: World) -> None:
    unknown = world.client.call("GET", "/api/v1/conversations/conv_none")
    expect.equal(unknown.status, 404, "the status of an unknown conversation")
    calls = (("POST", PATH), ("GET", "/api/v1/conversations"), ("GET", "/api/v1/conversations/conv_none"))
    for method, path in calls:
        expect.equal(world.client.send(method, path).status, 401, f"the status of {method} {path}")


def health(expect: Expectations, world: World) -> None:
    answer = world.client.send("GET", "/api/v1/health")
    expect.equal(answer.status, 200, "the status")
    expect.equal(set(answer.json), {"status", "timestamp", "version", "dependencies"}, "the fields")
    expect.members(answer.json, status="healthy")
    expect.equal(
        answer.json["dependencies"],
        {"database": "connected", "redis": "not_used", "elevenlabs": "configured"},
        "the dependencies",
    )


def log(expect: Expectations, world: World) -> None:
    """At its usual level; `limits` has a server at another one."""
    expect.that("level=info" in world.log, "the log has lines of the level info")


SCENARIOS = (received, turns, needed, optional, listed, errors, health, log)
