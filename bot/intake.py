"""Updates in: on disk first, and only then is Telegram told that they were received (PRODUCT 12)."""

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog

from bot.clock import Clock
from bot.telegram import ApiError, NotSent, Telegram, Unknown
from desk.pulse import Span
from storage import inbox
from storage.database import Database, Unavailable

log = structlog.get_logger()

#: Everything the desk listens to; reactions and members come only when named.
ALLOWED = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
    "message_reaction",
)
PAUSE = 1.0  # seconds between tries while the database or Telegram is away


class WrongToken(Exception):
    """Telegram does not know this bot."""


async def store(db: Database, clock: Clock, updates: Sequence[dict[str, Any]]) -> None:
    """Keep a batch as received, durably. Raises Unavailable: then nothing may be acknowledged."""
    rows = [(update["update_id"], chat_of(update), _raw(update)) for update in updates]
    async with db.transaction(durable=True) as tx:
        await inbox.add(tx, rows, clock.now())


def _raw(update: dict[str, Any]) -> str:
    """The update as text that every database takes: half a character, should one ever come, becomes a question mark."""
    return json.dumps(update, ensure_ascii=False).encode("utf-8", "replace").decode()


def chat_of(update: dict[str, Any]) -> int:
    """The chat an update belongs to; the person where it names none; 0 where it names nobody. Never raises."""
    body = next((value for value in update.values() if isinstance(value, dict)), {})
    message = body.get("message")
    holders = (body, message) if isinstance(message, dict) else (body,)
    named = [holder.get("chat") for holder in holders] + [body.get("from"), body.get("user")]
    found = (one.get("id") for one in named if isinstance(one, dict))
    return next((one for one in found if isinstance(one, int)), 0)


class Intake:
    """Long polling. `on_stored` is called after every batch that brought something."""

    def __init__(self, telegram: Telegram, db: Database, clock: Clock, on_stored: Callable[[], None]) -> None:
        self._telegram, self._db, self._clock, self._on_stored = telegram, db, clock, on_stored
        self._offset: int | None = None
        self.heard_at: datetime | None = None  # when Telegram last answered
        self.silent_since: datetime | None = None  # since when it does not, if so
        self.silence: Span | None = None  # the last one that is over, until somebody has taken note of it

    async def poll(self, timeout: int) -> int:
        """Ask once, store, and only then move on; gives how many came. Raises ApiError, NotSent, Unknown, Unavailable."""
        params: dict[str, Any] = {"timeout": timeout, "limit": 100, "allowed_updates": ALLOWED}
        if self._offset is not None:
            params["offset"] = self._offset
        updates = await self._telegram.call("getUpdates", params, timeout=timeout + 10)
        self._heard()
        if updates:
            await store(self._db, self._clock, updates)
            self._on_stored()
        # An empty answer has confirmed all before the offset. It is dropped then: after an idle week Telegram begins
        # anew with a random number, and an old offset would confirm what nobody has seen.
        self._offset = updates[-1]["update_id"] + 1 if updates else None
        return len(updates)

    def _heard(self) -> None:
        self.heard_at = self._clock.now()
        if self.silent_since is not None:
            self.silence, self.silent_since = Span(since=self.silent_since, until=self.heard_at), None

    async def run(self) -> None:
        """Poll for ever; whoever is away is waited for. Raises WrongToken."""
        while True:
            try:
                await self.poll(25)
            except Unavailable as error:
                log.error("intake", action="store_failed", error=str(error), note="updates stay with Telegram")
                await asyncio.sleep(PAUSE)
            except (NotSent, Unknown) as error:
                self.silent_since = self.silent_since or self.heard_at
                log.warning("intake", action="telegram_away", error=str(error))
                await asyncio.sleep(PAUSE)
            except ApiError as error:
                await self._refused(error)

    async def _refused(self, error: ApiError) -> None:
        if error.code in (401, 404):
            raise WrongToken(error.description)
        self.silent_since = self.silent_since or self.heard_at
        log.warning("intake", action="telegram_refused", code=error.code, error=error.description)
        await asyncio.sleep(float(error.parameters.get("retry_after", PAUSE)))
