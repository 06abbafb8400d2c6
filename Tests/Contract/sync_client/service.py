"""A client of the conversation sync API as agents have one: each method is one endpoint, and none ever
raises.

What the server says is kept as it came; `None` stands for every failure, as the agent goes on without the
sync then.
"""

import asyncio
import http.client
import json
import urllib.parse
from types import TracebackType
from typing import Any, Self

Fields = dict[str, Any]


class ConversationStateService:
    """The endpoints of the guide's service layer, its new ones and its old ones."""

    def __init__(self, api_base_url: str, api_key: str, timeout: float = 10.0) -> None:
        self._base = urllib.parse.urlsplit(api_base_url)
        self._key = api_key
        self._timeout = timeout
        # For the checks: what the last call was answered.
        self.status: int | None = None
        self.envelope: Fields | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    async def lookup_tenant_by_phone(self, phone_number: str) -> Fields | None:
        return await self._call("GET", f"/api/v1/whatsapp/lookup/tenant/{_part(phone_number)}")

    async def get_conversation_by_phone(self, phone_number: str) -> Fields | None:
        return await self._call("GET", f"/api/v1/whatsapp/lookup/conversation/{_part(phone_number)}")

    async def sync_conversation_from_agent(
        self,
        session_id: str,
        intent: str | None = None,
        step: str | None = None,
        context: Fields | None = None,
        metadata: Fields | None = None,
    ) -> Fields | None:
        fields = {"currentIntent": intent, "currentStep": step, "context": context, "metadata": metadata}
        return await self._call("PUT", f"{_agent_path(session_id)}/sync", _given(fields))

    async def add_message_from_agent(self, session_id: str, role: str, content: str) -> Fields | None:
        return await self._call(
            "POST", f"{_agent_path(session_id)}/messages", {"role": role, "content": content}
        )

    async def create_conversation(
        self, user_phone: str, sub_domain: str, local_id: str | None = None, bot_id: str | None = None
    ) -> Fields | None:
        fields = {"userPhone": user_phone, "subDomain": sub_domain, "localId": local_id, "botId": bot_id}
        return await self._call("POST", "/api/v1/conversations", _given(fields))

    async def get_conversation(self, session_id: str) -> Fields | None:
        return await self._call("GET", _path(session_id))

    async def update_intent(
        self, session_id: str, sub_domain: str, intent: str, step: str | None = None
    ) -> Fields | None:
        fields = {"subDomain": sub_domain, "intent": intent, "step": step}
        return await self._call("PATCH", f"{_path(session_id)}/intent", _given(fields))

    async def update_context(self, session_id: str, sub_domain: str, context: Fields) -> Fields | None:
        return await self._call(
            "PATCH", f"{_path(session_id)}/context", {"subDomain": sub_domain, "context": context}
        )

    async def add_message(self, session_id: str, sub_domain: str, role: str, content: str) -> Fields | None:
        fields = {"subDomain": sub_domain, "role": role, "content": content}
        return await self._call("POST", f"{_path(session_id)}/messages", fields)

    async def link_order(self, session_id: str, sub_domain: str, order_id: str) -> Fields | None:
        fields = {"subDomain": sub_domain, "orderId": order_id}
        return await self._call("POST", f"{_path(session_id)}/orders", fields)

    async def _call(self, method: str, path: str, fields: Fields | None = None) -> Fields | None:
        try:
            self.status, self.envelope = await asyncio.to_thread(self._exchange, method, path, fields)
        except (OSError, http.client.HTTPException, ValueError):
            self.status, self.envelope = None, None
        if self.envelope is None or self.envelope.get("type") != "1":
            return None
        return self.envelope["data"]

    def _exchange(self, method: str, path: str, fields: Fields | None) -> tuple[int, Fields]:
        connection = http.client.HTTPConnection(self._base.hostname, self._base.port, timeout=self._timeout)
        try:
            headers = {"X-API-Key": self._key, "Accept": "application/json"}
            body = None
            if fields is not None:
                headers["Content-Type"] = "application/json"
                body = json.dumps(fields)
            connection.request(method, self._base.path + path, body, headers)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()


def _part(text: str) -> str:
    return urllib.parse.quote(text, safe="")


def _path(session_id: str) -> str:
    return f"/api/v1/conversations/{_part(session_id)}"


def _agent_path(session_id: str) -> str:
    return f"/api/v1/whatsapp/agent/conversations/{_part(session_id)}"


def _given(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value is not None}
