"""What the guide of the conversation sync API names besides what its own client asks for."""

from references.world import World
from sync_client.expectations import Expectations

BUSINESS = "restaurant-abc"


def names_of_the_business(expect: Expectations, world: World) -> None:
    """The bot's id comes from the business's record, under the name that it has there."""
    fields = {"userPhone": "+51911100001", "subDomain": BUSINESS, "localId": "branch01",
              "whatsappBotId": "67890abcdef"}  # fmt: skip
    answer = world.client.call("POST", "/api/v1/conversations", fields)
    expect.equal(answer.status, 201, "the status")
    expect.equal(answer.json["type"], "1", "the envelope's type")
    expect.members(
        answer.json["data"],
        userPhone="+51911100001",
        subDomain=BUSINESS,
        localId="branch01",
        botId="67890abcdef",
        isActive=True,
    )


def foreign_business(expect: Expectations, world: World) -> None:
    """Each of the old endpoints that name the business refuses another one's."""
    opening = {"userPhone": "+51911100002", "subDomain": BUSINESS}
    session = world.client.call("POST", "/api/v1/conversations", opening).json["data"]["sessionId"]
    path = f"/api/v1/conversations/{session}"
    calls = (
        ("PATCH", "intent", {"intent": "order"}),
        ("PATCH", "context", {"context": {"a": 1}}),
        ("POST", "messages", {"role": "user", "content": "x"}),
        ("POST", "orders", {"orderId": "o-1"}),
    )
    for method, end, fields in calls:
        for business, status in (("restaurant-xyz", 404), (BUSINESS, 200)):
            answer = world.client.call(method, f"{path}/{end}", {**fields, "subDomain": business})
            expect.equal(answer.status, status, f"the status of {end} for {business}")


def old_messages(expect: Expectations, world: World) -> None:
    """The old endpoint for messages answers as the new one does."""
    opening = {"userPhone": "+51911100003", "subDomain": BUSINESS}
    session = world.client.call("POST", "/api/v1/conversations", opening).json["data"]["sessionId"]
    fields = {"subDomain": BUSINESS, "role": "user", "content": "Quiero una pizza"}
    answer = world.client.call("POST", f"/api/v1/conversations/{session}/messages", fields)
    expect.equal(answer.status, 200, "the status")
    expect.equal(set(answer.json), {"type", "message", "data"}, "the envelope's fields")
    expect.members(answer.json, type="1", message="Message added successfully")
    expect.equal(answer.json["data"]["sessionId"], session, "the session")
    expect.messages(answer.json["data"], ("user", "Quiero una pizza"))


SCENARIOS = (names_of_the_business, foreign_business, old_messages)
