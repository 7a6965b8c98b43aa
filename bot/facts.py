"""What must be read from Telegram before a handler can decide: asked once, remembered for a while (DESIGN 2, Work)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from aiogram.types import Document

from bot.clock import Clock
from bot.telegram import ApiError, NotSent, Telegram, Unknown

TIMEOUT = 5.0  # seconds
KEPT = timedelta(seconds=10)


class Facts:
    """`read("chat", …)` gives {"chat": getChat, "me": getChatMember of the bot}, or {"error": words} when it cannot be had."""

    def __init__(self, telegram: Telegram, clock: Clock) -> None:
        self._telegram, self._clock = telegram, clock
        self._known: dict[tuple[str, int], tuple[datetime, Mapping[str, Any]]] = {}

    async def read(self, wanted: str, chat: int, bot: int) -> Mapping[str, Any]:
        """The facts of that name about that chat."""
        at, known = self._known.get((wanted, chat), (None, {}))
        now = self._clock.now()
        if at is not None and now - at < KEPT:
            return known
        fresh = await self._ask(chat, bot)
        self._known = {key: value for key, value in self._known.items() if now - value[0] < KEPT}
        self._known[wanted, chat] = (now, fresh)
        return fresh

    async def file(self, sent: Document, largest: int) -> Mapping[str, Any]:
        """{"data": its bytes}, or {"error": `large`, or words} for what is larger or cannot be had."""
        if (sent.file_size or 0) > largest:
            return {"error": "large"}
        try:
            data = await self._telegram.download(sent.file_id, timeout=TIMEOUT)
        except (ApiError, NotSent, Unknown) as error:
            return {"error": str(error)}
        return {"error": "large"} if len(data) > largest else {"data": data}

    async def _ask(self, chat: int, bot: int) -> Mapping[str, Any]:
        try:
            return {
                "chat": await self._telegram.call("getChat", {"chat_id": chat}, timeout=TIMEOUT),
                "me": await self._telegram.call("getChatMember", {"chat_id": chat, "user_id": bot}, timeout=TIMEOUT),
            }
        except (ApiError, NotSent, Unknown) as error:
            return {"error": str(error)}
