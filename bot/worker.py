"""Stored updates to their handlers, in order per chat; a bug is retried, then parked and reported (DESIGN 2, Work)."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import CallbackQuery, Update
from pydantic import ValidationError

from bot.clock import Clock
from bot.middlewares import Marked
from bot.telegram import ApiError, NotSent, Telegram, Unknown
from bot.texts import Texts
from desk.errors import DeskError
from desk.letters import desk_notices, letter
from desk.letters.letter import Source, To, Toast
from storage import addresses, conversations, inbox, outbox, people
from storage.database import Database, Unavailable
from storage.inbox import Update as Stored

log = structlog.get_logger()
KINDS = Update.model_fields.keys() - {"update_id"}
PAUSES = (1, 4, 16, 64)  # seconds before the next tries of an update that met a bug


class Worker:
    """`step` works off what is there; `run` does it for ever. `on_done` is called after every batch."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        bot: Bot,
        db: Database,
        clock: Clock,
        telegram: Telegram,
        texts: Texts,
        locale: str,
        zone: str,
        on_done: Callable[[], None],
    ) -> None:
        self._dispatcher, self._bot, self._db, self._clock = dispatcher, bot, db, clock
        self._telegram, self._texts, self._on_done = telegram, texts, on_done
        self._locale, self._zone = locale, zone
        self._wake = asyncio.Event()
        self._answers: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """There may be something new to do."""
        self._wake.set()

    async def run(self) -> None:
        """Work for ever."""
        while True:
            self._wake.clear()
            try:
                worked = await self.step()
            except Unavailable as error:
                log.error("worker", action="database_away", error=str(error))
                worked = False
                await asyncio.sleep(1)
            if not worked:
                await self._rest()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(1.0):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def step(self) -> bool:
        """Work off one batch, chats side by side, each in order; True when there was anything."""
        async with self._db.reading() as tx:
            updates = await inbox.open_updates(tx, self._clock.now())
        chats: dict[int, list[Stored]] = {}
        for update in updates:
            chats.setdefault(update.chat, []).append(update)
        await asyncio.gather(*(self._chat(batch) for batch in chats.values()))
        if updates:
            self._on_done()
        return bool(updates)

    async def next_at(self) -> datetime | None:
        """When the next retry is due."""
        async with self._db.reading() as tx:
            return await inbox.next_at(tx, self._clock.now())

    async def settle(self) -> None:
        """Wait until every press has been answered. For tests and shutdown."""
        await asyncio.gather(*self._answers)

    async def _chat(self, updates: list[Stored]) -> None:
        for update in updates:
            if not await self._one(update):
                return  # the later ones of this chat wait for it

    async def _one(self, stored: Stored) -> bool:
        try:
            raw = json.loads(stored.raw)
            update = Update.model_validate(raw, context={"bot": self._bot})
        except ValidationError as error:
            await self._park(stored, f"Telegram sent what we cannot read: {error.errors()[0]['loc']}")
            return True
        kind = next((key for key in raw if key in KINDS and raw[key] is not None), None)
        log.debug("worker", action="update", seq=stored.seq, kind=kind)
        if kind is None:
            await self._park(stored, "Telegram sent what we cannot read: a kind of update nobody knows")
            return True
        marked = Marked(update=stored)
        try:
            result = await self._dispatcher.feed_update(self._bot, update, marked=marked)
        except DeskError as refusal:
            await self._refuse(stored, update, refusal)
            return True
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a bug raises: retried, parked, reported; never swallowed
            return await self._bug(stored, error)
        if marked.skipped:
            return False
        if not marked.done or result is UNHANDLED:
            await self._finish(marked)
        if update.callback_query is not None:
            self._answer(update.callback_query, result if isinstance(result, Toast) else None)
        return True

    async def _finish(self, marked: Marked) -> None:
        if not marked.done:
            async with self._db.transaction() as tx:
                await inbox.finish(tx, marked.update)

    async def _bug(self, stored: Stored, error: Exception) -> bool:
        words = f"{type(error).__name__}: {error}"
        if stored.tries >= len(PAUSES):
            await self._park(stored, words)
            return True
        log.error("worker", action="update_failed", seq=stored.seq, tries=stored.tries, exc_info=error)
        at = self._clock.now() + timedelta(seconds=PAUSES[stored.tries])
        async with self._db.transaction() as tx:
            await inbox.retry(tx, stored, at, words)
        return False

    async def _park(self, stored: Stored, error: str) -> None:
        log.error("worker", action="update_parked", seq=stored.seq, error=error)
        async with self._db.transaction() as tx:
            await inbox.park(tx, stored, error)
            heads = [person.id for person in await people.staff(tx) if person.role == "head"]
            await outbox.add(tx, desk_notices.update_parked(heads, stored.seq, error[:300]), self._clock.now())

    async def _refuse(self, stored: Stored, update: Update, refusal: DeskError) -> None:
        """Nothing changed; the person reads what was wrong: as an alert after a press, else as a message."""
        async with self._db.transaction() as tx:
            if not await inbox.finish(tx, stored):
                return
            message = update.message or update.edited_message
            if message is not None:
                to, reply = await _back(tx, message)
                said = desk_notices.refusal(to, refusal.key, refusal.params, reply_to=reply)
                await outbox.add(tx, [said], self._clock.now())
        if update.callback_query is not None:
            self._answer(update.callback_query, Toast(key=refusal.key, params=refusal.params, alert=True))

    def _answer(self, press: CallbackQuery, toast: Toast | None) -> None:
        task = asyncio.create_task(self._say(press, toast))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _say(self, press: CallbackQuery, toast: Toast | None) -> None:
        """Answer a press, after the commit; too late or twice is no harm."""
        params: dict[str, Any] = {"callback_query_id": press.id}
        if toast is not None:
            async with self._db.reading() as tx:
                reader = await addresses.resolve(tx, letter.user(press.from_user.id))
            words = self._texts.plain(toast.key, toast.params, reader.locale or self._locale, reader.zone or self._zone)
            params |= {"text": words[:200], "show_alert": toast.alert}
        try:
            await self._telegram.call("answerCallbackQuery", params)
        except (ApiError, NotSent, Unknown) as error:
            log.info("worker", action="press_not_answered", error=str(error))


async def _back(tx: Any, message: Any) -> tuple[To, Source]:
    """Where a person reads a refusal: in the topic, in private, in the group, under what was asked."""
    reply = Source(chat=message.chat.id, message=message.message_id)
    if message.chat.type == "private":
        return letter.user(message.from_user.id), reply
    if message.message_thread_id is not None and message.is_topic_message:
        conversation = await conversations.of_topic(tx, message.chat.id, message.message_thread_id)
        if conversation is not None:
            return letter.topic(conversation), reply
    return letter.telegram(message.chat.id), reply
