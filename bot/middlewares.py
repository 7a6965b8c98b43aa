"""Around every handler: who acts and where; what must be asked of Telegram; then one transaction (DESIGN 2, Work)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import CallbackQuery, Message, TelegramObject, Update
from aiogram.types import Chat as TgChat
from aiogram.types import User as TgUser

from bot.clock import Clock
from bot.facts import Facts
from bot.texts import RUSSIAN
from desk import imports
from desk.people import Staff
from desk.rules import Rules
from handlers.context import Bot, Context, House, Place
from storage import chats, inbox, people, roster, tools
from storage.database import Database
from storage.inbox import Update as Stored

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

#: Accounts that stand for somebody who is not shown: anonymous administrators, channels, Telegram itself.
NOBODY = frozenset({1087968824, 136817688, 777000})


@dataclass(slots=True)
class Marked:
    """An update on its way through the dispatcher; `done` once its inbox row was finished in a transaction."""

    update: Stored
    done: bool = False
    skipped: bool = False


class Who(BaseMiddleware):
    """Builds the Context: reads staff and forums, outside any transaction of the handler."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        rules: Callable[[], Rules],
        bot: Callable[[], Bot],
        house: House,
        locale: str,
        zone: str,
    ) -> None:
        self._db, self._clock, self._rules, self._bot, self._house = db, clock, rules, bot, house
        self._locale, self._zone = locale, zone

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        person: TgUser | None = data.get("event_from_user")
        chat: TgChat | None = data.get("event_chat")
        async with self._db.reading() as tx:
            known = await self._person(tx, person, event)
            forums = await chats.forums(tx) if chat is not None and chat.type != "private" else ()
        staff, locale, banned = known
        data["ctx"] = Context(
            now=self._clock.now(),
            rules=self._rules(),
            bot=self._bot(),
            place=_place(chat, forums),
            user_id=person.id if person else 0,
            staff=staff,
            locale=locale or self._spoken(person),
            default_locale=self._locale,
            zone=staff.zone if staff else self._zone,
            house=self._house,
            banned=banned,
        )
        return await handler(event, data)

    async def _person(self, tx: Any, person: TgUser | None, event: Update) -> tuple[Staff | None, str | None, bool]:
        if person is None or person.id in NOBODY or _behind_a_chat(event):
            return None, None, False
        staff = await people.staff_by_user(tx, person.id)
        if staff is not None:
            return await roster.acting(tx, staff, self._clock.now()), staff.locale, False
        known = await tools.known(tx, person.id)
        return None, known.locale, known.banned

    def _spoken(self, person: TgUser | None) -> str:
        code = (person.language_code or "") if person else ""
        return "ru" if code.startswith(RUSSIAN) else "en" if code else self._locale


def _behind_a_chat(event: Update) -> bool:
    message = event.message or event.edited_message
    return message is not None and message.sender_chat is not None and message.chat.type != "private"


def _place(chat: TgChat | None, forums: Any) -> Place:
    if chat is None:
        return "none"
    if chat.type == "private":
        return "private"
    return "forum" if chat.id in forums else "group"


class Asks(BaseMiddleware):
    """Reads from Telegram what a handler's `facts` flag names, with a timeout and a cache, before its transaction."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        wanted = get_flag(data, "facts")
        if wanted:
            ctx: Context = data["ctx"]
            message = event.message if isinstance(event, CallbackQuery) else event
            chat = message.chat.id if isinstance(message, Message) else data["event_chat"].id
            if wanted == "file" and isinstance(message, Message) and message.document is not None:
                facts = await self._facts.file(message.document, imports.LARGEST)
            else:
                facts = await self._facts.read(wanted, chat, ctx.bot.id)
            data["ctx"] = replace(ctx, facts=facts)
        return await handler(event, data)


class Transaction(BaseMiddleware):
    """The handler, its letters and the mark in the inbox: together or not at all."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        marked: Marked = data["marked"]
        await self._heard(event, data["ctx"])
        async with self._db.transaction() as tx:
            if not await inbox.finish(tx, marked.update):
                marked.skipped = True  # another worker has it
                return None
            result = await handler(event, {**data, "tx": tx})
        marked.done = True
        return result

    async def _heard(self, event: TelegramObject, ctx: Context) -> None:
        """A partner's group may have topics of its own: what is said to it goes where its people spoke last.

        Kept by itself: what was written there may be refused, and the refusal changes nothing else.
        """
        message = event.message if isinstance(event, CallbackQuery) else event
        if ctx.place == "group" and ctx.staff is None and isinstance(message, Message) and message.chat.is_forum:
            thread = message.message_thread_id if message.is_topic_message else None
            async with self._db.transaction() as tx:
                await chats.heard_in(tx, message.chat.id, thread)
