"""What goes wrong: the API says so plainly, and the agent goes on.

That a session expires (24 hours after its last activity) can't be brought about over HTTP; the server's own
tests do it with a clock.
"""

import dataclasses
import socket

from sync_client.expectations import Expectations
from sync_client.guide import BUSINESS
from sync_client.helper import ConversationSync
from sync_client.middleware import ConversationMiddleware


async def unknown_session(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    async with sync.service() as service:
        calls = [
            service.get_conversation("nobody"), service.get_conversation_by_phone(phone),
            service.sync_conversation_from_agent("nobody", "order"),
            service.add_message_from_agent("nobody", "user", "x"),
            service.add_message("nobody", BUSINESS, "user", "x"), service.update_intent("nobody", BUSINESS,
            "order"),
            service.update_context("no/bo dy?ñ", BUSINESS, {"a": 1}), service.link_order("nobody", BUSINESS,
            "o"),
        ]  # fmt: skip
        for call in calls:
            expect.equal(await call, None, "the answer on an unknown session")
            expect.envelope(service, 404, "2")
            expect.equal((service.envelope or {}).get("data"), None, "the data")


async def other_business(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    session = await sync.initialize_conversation_for_user(phone, BUSINESS)
    taken = await sync.add_message_to_conversation(session, "restaurant-xyz", "user", "x")
    expect.equal(taken, False, "a message to another business's session")


async def nothing_said(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    session = await sync.initialize_conversation_for_user(phone, BUSINESS)
    async with sync.service() as service:
        for call in (
            service.sync_conversation_from_agent(session),
            service.add_message_from_agent(session, "", "x"),
        ):
            expect.equal(await call, None, "the answer on a call that says nothing")
            expect.equal(service.status, 400, "the status")
        expect.equal(await service.create_conversation("", BUSINESS), None, "a session of no phone number")
        expect.equal(service.status, 400, "the status")


async def wrong_key(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    wrong = ConversationSync(dataclasses.replace(sync.settings, api_key="dbk_wrong"))
    async with wrong.service() as service:
        expect.equal(await service.lookup_tenant_by_phone(phone), None, "the answer to a wrong key")
        expect.equal(service.status, 401, "the status")
    await goes_on_without(expect, wrong, phone)


async def server_down(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    # A port that is bound and doesn't listen refuses connections, and nobody else can take it meanwhile.
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        await goes_on_without(
            expect, ConversationSync(dataclasses.replace(sync.settings, api_base_url=url)), phone
        )


async def sync_disabled(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    await goes_on_without(
        expect, ConversationSync(dataclasses.replace(sync.settings, is_enabled=False)), phone
    )
    async with sync.service() as service:
        expect.equal(await service.lookup_tenant_by_phone(phone), None, "what a disabled sync left behind")


async def goes_on_without(expect: Expectations, sync: ConversationSync, phone: str) -> None:
    session = await sync.initialize_conversation_for_user(phone, BUSINESS)
    expect.equal(session, None, "the session without a sync")
    async with ConversationMiddleware(sync, phone, BUSINESS) as conversation:
        steps = [
            await conversation.add_user_message("x"),
            await conversation.sync_state({"current_intent": "x"}),
        ]
    expect.equal(steps, [False, False], "what the steps say")


SCENARIOS = (unknown_session, other_business, nothing_said, wrong_key, server_down, sync_disabled)
