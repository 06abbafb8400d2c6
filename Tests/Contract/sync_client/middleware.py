"""A person's message from its arrival to its answer, as a block: the session is there inside, if there is
any sync.
"""

from types import TracebackType
from typing import Self

from sync_client.helper import ConversationSync
from sync_client.service import Fields


class ConversationMiddleware:
    """The guide's context manager."""

    def __init__(
        self,
        sync: ConversationSync,
        user_phone: str,
        sub_domain: str,
        local_id: str | None = None,
        bot_id: str | None = None,
    ) -> None:
        self._sync = sync
        self._opening = (user_phone, sub_domain, local_id, bot_id)
        self._sub_domain = sub_domain
        self.session_id: str | None = None

    async def __aenter__(self) -> Self:
        self.session_id = await self._sync.initialize_conversation_for_user(*self._opening)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    async def add_user_message(self, content: str) -> bool:
        return await self._add("user", content)

    async def add_bot_message(self, content: str) -> bool:
        return await self._add("bot", content)

    async def _add(self, role: str, content: str) -> bool:
        if self.session_id is None:
            return False
        return await self._sync.add_message_to_conversation(self.session_id, self._sub_domain, role, content)

    async def sync_state(self, graph_state: Fields) -> bool:
        if self.session_id is None:
            return False
        return await self._sync.sync_graph_state_to_api(self.session_id, self._sub_domain, graph_state)

    async def link_order(self, order_id: str) -> bool:
        if self.session_id is None:
            return False
        return await self._sync.link_order_to_conversation(self.session_id, self._sub_domain, order_id)
