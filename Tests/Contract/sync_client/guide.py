"""The scenarios that the guide has its readers run."""

import asyncio
from datetime import UTC, datetime

from sync_client.expectations import Expectations
from sync_client.helper import ConversationSync
from sync_client.middleware import ConversationMiddleware

BUSINESS = "restaurant-abc"
ITEMS = [{"name": "Pizza", "quantity": 1, "price": 15.00}]
CART = {"current_intent": "order", "order_stage": "cart", "cart": {"items": ITEMS, "total": 15.00}}


async def tenant_lookup(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    async with sync.service() as service:
        expect.equal(await service.lookup_tenant_by_phone(phone), None, "the tenant of an unknown number")
        expect.envelope(service, 404, "2")
        session = await sync.initialize_conversation_for_user(phone, BUSINESS, "branch01", "bot123")
        for spelling in (phone, phone.removeprefix("+")):
            found = await service.lookup_tenant_by_phone(spelling)
            expect.envelope(service, 200, "1", "Tenant information retrieved successfully")
            expect.equal(
                found,
                {"subDomain": BUSINESS, "botId": "bot123", "sessionId": session, "isActive": True},
                "the tenant",
            )


async def conversation_creation(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    session = await sync.initialize_conversation_for_user(phone, BUSINESS, "branch01", "bot123")
    beginning = f"bot123_{phone.removeprefix('+')}_"
    expect.that(
        bool(session) and session.startswith(beginning), f"a session id begins with {beginning}", session
    )
    again = await sync.initialize_conversation_for_user(phone, BUSINESS, "branch01", "bot123")
    expect.equal(again, session, "the session of who comes again")
    async with sync.service() as service:
        for data in (await service.get_conversation(session), await service.get_conversation_by_phone(phone)):
            expect.envelope(service, 200, "1")
            expect.members(
                data,
                sessionId=session,
                subDomain=BUSINESS,
                localId="branch01",
                botId="bot123",
                isActive=True,
                currentIntent=None,
                currentStep=None,
            )
            expect.messages(data)


async def state_sync(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    session = await sync.initialize_conversation_for_user(phone, BUSINESS)
    expect.equal(await sync.sync_graph_state_to_api(session, BUSINESS, CART), True, "what the helper says")
    async with sync.service() as service:
        data = await service.get_conversation(session)
        expect.members(data, currentIntent="order", currentStep="cart")
        expect.members(data["context"], selectedItems=ITEMS, orderTotal=15.0)


async def full_flow(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    session = await sync.initialize_conversation_for_user(phone, BUSINESS)
    said = [("user", "Quiero una pizza"), ("bot", "¡Perfecto! Te muestro nuestro menú de pizzas 🍕")]
    expect.that(
        await sync.add_message_to_conversation(session, BUSINESS, *said[0]), "the person's message is added"
    )
    state = {"current_intent": "order", "order_stage": "selecting"}
    expect.that(await sync.sync_graph_state_to_api(session, BUSINESS, state), "the state is synced")
    expect.that(await sync.add_message_to_conversation(session, BUSINESS, *said[1]), "the answer is added")
    async with sync.service() as service:
        data = await service.get_conversation_by_phone(phone)
        expect.members(data, sessionId=session, currentIntent="order", currentStep="selecting")
        expect.messages(data, *said)


async def pattern_of_helpers(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    session = await sync.initialize_conversation_for_user(phone, BUSINESS, "branch01", "bot123")
    steps = [
        await sync.add_message_to_conversation(session, BUSINESS, "user", "Una pizza"),
        await sync.sync_graph_state_to_api(session, BUSINESS, CART),
        await sync.add_message_to_conversation(session, BUSINESS, "bot", "Lista"),
        await sync.link_order_to_conversation(session, BUSINESS, "order-1"),
    ]
    expect.equal(steps, [True] * 4, "what each step says")
    await ends_with_order(expect, sync, session, "Una pizza", "Lista", "order-1")


async def pattern_of_middleware(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    async with ConversationMiddleware(sync, phone, BUSINESS, "branch01") as conversation:
        steps = [
            await conversation.add_user_message("Dos pizzas"),
            await conversation.sync_state(CART),
            await conversation.add_bot_message("Van dos"),
            await conversation.link_order("order-2"),
        ]
    expect.equal(steps, [True] * 4, "what each step says")
    await ends_with_order(expect, sync, conversation.session_id, "Dos pizzas", "Van dos", "order-2")


async def ends_with_order(
    expect: Expectations, sync: ConversationSync, session: str, question: str, answer: str, order: str
) -> None:
    async with sync.service() as service:
        data = await service.get_conversation(session)
        expect.members(data, currentIntent="order", currentStep="cart")
        expect.messages(data, ("user", question), ("bot", answer))
        expect.equal([one["orderId"] for one in data["linkedOrders"]], [order], "the linked orders")


async def pattern_of_service(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    await sync.initialize_conversation_for_user(phone, BUSINESS, "branch01", "bot123")
    async with sync.service() as service:
        session = (await service.lookup_tenant_by_phone(phone))["sessionId"]
        context = {"selectedItems": ITEMS, "orderTotal": 50.00, "paymentMethod": "yape"}
        metadata = {"agentProcessedAt": datetime.now(UTC).isoformat(), "agentVersion": "1.0.0"}
        data = await service.sync_conversation_from_agent(
            session, "payment", "processing_payment", context, metadata
        )
        expect.envelope(service, 200, "1", "Conversation synced successfully from agent")
        expect.members(data, sessionId=session, currentIntent="payment", currentStep="processing_payment")
        expect.members(data["context"], **context)
        expect.time(data.get("lastActivity"), "the field lastActivity")
        await service.add_message_from_agent(session, "user", "Quiero una pizza")
        data = await service.add_message_from_agent(session, "bot", "¡Perfecto! Tu pedido está confirmado.")
        expect.envelope(service, 200, "1", "Message added successfully")
        expect.members(data, sessionId=session)
        expect.messages(data, ("user", "Quiero una pizza"), ("bot", "¡Perfecto! Tu pedido está confirmado."))
        expect.members((await service.get_conversation(session)), metadata=metadata)


async def old_endpoints(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    async with sync.service() as service:
        data = await service.create_conversation(phone, BUSINESS, "branch01", "bot123")
        expect.envelope(service, 201, "1")
        session = data["sessionId"]
        data = await service.update_intent(session, BUSINESS, "order", "selecting")
        expect.envelope(service, 200, "1")
        expect.members(data, currentIntent="order", currentStep="selecting")
        await service.update_context(session, BUSINESS, {"orderTotal": 10.5, "notes": "sin cebolla"})
        data = await service.update_context(session, BUSINESS, {"orderTotal": 21})
        expect.members(data["context"], orderTotal=21, notes="sin cebolla")
        await service.add_message(session, BUSINESS, "user", "Gracias")
        data = await service.get_conversation(session)
        expect.members(
            data, sessionId=session, userPhone=phone, currentIntent="order", currentStep="selecting"
        )
        expect.messages(data, ("user", "Gracias"))


async def many_at_once(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    """What the guide warns of as lost intermediate state: here each call is kept, however many come
    together.
    """
    session = await sync.initialize_conversation_for_user(phone, BUSINESS)
    words = [f"message {number}" for number in range(12)]
    done = await asyncio.gather(
        *(sync.add_message_to_conversation(session, BUSINESS, "user", word) for word in words),
        *(
            sync.sync_graph_state_to_api(session, BUSINESS, {"cart": {"total": number}})
            for number in range(12)
        ),
    )
    expect.that(all(done), "each of the calls is taken", done)
    async with sync.service() as service:
        data = await service.get_conversation(session)
        seen = sorted(one["content"] for one in data["context"]["previousMessages"])
        expect.equal(seen, sorted(words), "the messages")


SCENARIOS = (
    tenant_lookup, conversation_creation, state_sync, full_flow, pattern_of_helpers, pattern_of_middleware,
    pattern_of_service, old_endpoints, many_at_once,
)  # fmt: skip
