"""Before its handler: a message in a partner's chat is searched for tracking links, and what follows is kept by itself.

By itself, as the message may be refused all the same (a command there is none of), and then nothing of it is kept. Worked off
twice, it is answered once (storage/guard.py).
"""

from collections.abc import Sequence
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject

from bot.middlewares import Handler
from bot.shorteners import Shorteners
from desk import evidence, gate
from desk import guard as rules
from desk.chats import Chat
from desk.letters.letter import Source
from handlers import contents
from handlers.context import Context
from storage import chats, guard, meeting
from storage.database import Database, Tx


class Guarding(BaseMiddleware):
    """Looks at whatever people write, and change, where partners read it."""

    def __init__(self, db: Database, shorteners: Shorteners) -> None:
        self._db, self._shorteners = db, shorteners

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        ctx: Context = data["ctx"]
        if isinstance(event, Message) and _read_by_partners(ctx) and contents.written(event):
            await self._look(event, ctx)
        return await handler(event, data)

    async def _look(self, message: Message, ctx: Context) -> None:
        texts = list(gate.strings(contents.raw(message)))
        seen = rules.seen(texts, ctx.rules.offers)
        opened, unopened = await self._opened(message, texts, ctx)
        seen += rules.seen(opened, ctx.rules.offers)
        if not seen and not unopened:
            return
        source = Source(chat=message.chat.id, message=message.message_id)
        paste = guard.Paste(source=source, by=_author(message, ctx), seen=seen, unopened=unopened)
        async with self._db.transaction() as tx:
            chat = await _chat(tx, message, ctx)
            if chat is not None:
                await guard.pasted(tx, chat, paste, ctx.rules, ctx.now)

    async def _opened(self, message: Message, texts: Sequence[str], ctx: Context) -> tuple[list[str], list[str]]:
        """Where the short addresses in it lead, and those of which nobody can tell; nothing in a chat nobody has bound."""
        known = ctx.rules.guard.shorteners
        short = rules.short(texts, known)
        if not short:
            return [], []
        async with self._db.reading() as tx:
            chat = await chats.by_tg(tx, message.chat.id)
        if chat is None or chat.partner is None:
            return [], []
        found = await self._shorteners.follow(short, known)
        return [end for end in found.values() if end], [start for start, end in found.items() if not end]


def _read_by_partners(ctx: Context) -> bool:
    return ctx.place == "group" or (ctx.place == "private" and ctx.staff is None)


def _author(message: Message, ctx: Context) -> dict[str, Any]:
    if ctx.staff is not None:
        return evidence.person(ctx.user_id, ctx.staff.name, ours=True)
    if message.sender_chat is not None:
        return evidence.person(message.sender_chat.id, message.sender_chat.title or "—")
    person = message.from_user
    return evidence.person(person.id, person.full_name) if person else evidence.person(0, "—")


async def _chat(tx: Tx, message: Message, ctx: Context) -> Chat | None:
    """The chat; a stranger's first words in private make it one of a partner, as they would without a link in them."""
    chat, person = await chats.by_tg(tx, message.chat.id), message.from_user
    stranger = ctx.place == "private" and (chat is None or chat.partner is None) and not ctx.banned
    if not stranger or person is None or (message.text or "").startswith("/"):
        return chat
    return await meeting.private_chat(tx, person.id, person.full_name, person.username, ctx.locale, ctx.rules, ctx.now)
