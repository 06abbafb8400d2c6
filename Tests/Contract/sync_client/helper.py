"""The few calls that an agent needs, over the service: what it is to know of the API and no more."""

from dataclasses import dataclass

from sync_client.service import ConversationStateService, Fields


@dataclass(frozen=True)
class SyncSettings:
    """What the guide keeps in the agent's environment."""

    api_base_url: str
    api_key: str
    timeout: float = 10.0
    is_enabled: bool = True


class ConversationSync:
    """The guide's helper functions, with their settings."""

    def __init__(self, settings: SyncSettings) -> None:
        self.settings = settings

    def service(self) -> ConversationStateService:
        return ConversationStateService(
            self.settings.api_base_url, self.settings.api_key, self.settings.timeout
        )

    async def initialize_conversation_for_user(
        self, user_phone: str, sub_domain: str, local_id: str | None = None, bot_id: str | None = None
    ) -> str | None:
        """The session of a person with a business: the one that is there, or a new one. `None` when there
        is no sync.
        """
        if not self.settings.is_enabled:
            return None
        async with self.service() as service:
            found = await service.get_conversation_by_phone(user_phone)
            if not found or found["subDomain"] != sub_domain or not found["isActive"]:
                found = await service.create_conversation(user_phone, sub_domain, local_id, bot_id)
            return found and found["sessionId"]

    async def sync_graph_state_to_api(self, session_id: str, sub_domain: str, graph_state: Fields) -> bool:
        """Tells where the agent's graph stands, in the API's words."""
        if not self.settings.is_enabled:
            return False
        async with self.service() as service:
            data = await service.sync_conversation_from_agent(
                session_id,
                graph_state.get("current_intent"),
                graph_state.get("order_stage"),
                context_of(graph_state),
            )
            return data is not None

    async def add_message_to_conversation(
        self, session_id: str, sub_domain: str, role: str, content: str
    ) -> bool:
        if not self.settings.is_enabled:
            return False
        async with self.service() as service:
            return await service.add_message(session_id, sub_domain, role, content) is not None

    async def link_order_to_conversation(self, session_id: str, sub_domain: str, order_id: str) -> bool:
        if not self.settings.is_enabled:
            return False
        async with self.service() as service:
            return await service.link_order(session_id, sub_domain, order_id) is not None


def context_of(graph_state: Fields) -> Fields:
    """The part of a graph's state that the business looks at."""
    cart = graph_state.get("cart") or {}
    context = {
        "selectedItems": cart.get("items"), "orderTotal": cart.get("total"),
        "paymentMethod": graph_state.get("payment_method"),
        "deliveryAddress": graph_state.get("delivery_address"),
    }  # fmt: skip
    return {name: value for name, value in context.items() if value is not None}
