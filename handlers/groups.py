"""The bot in a group: added, its rights changed, removed, become a supergroup, renamed (PRODUCT 1)."""

from typing import Any

from aiogram import F, Router
from aiogram.types import ChatMemberUpdated, Message

from desk import chats as rules
from desk.chats import Chat
from desk.letters import groups as letters
from desk.letters.letter import Letter
from handlers.context import Context, Has, In
from storage import binding, chats, conversations, outbox, people, showings
from storage.database import Tx

router = Router(name="groups")

HERE = ("member", "administrator", "restricted")
GROUP = F.chat.type.in_(("group", "supergroup"))
LOOKS = {"facts": "chat"}


@router.my_chat_member(
    In("group"), GROUP, F.new_chat_member.status.in_(HERE), ~F.old_chat_member.status.in_(HERE), flags=LOOKS
)
async def on_added(event: ChatMemberUpdated, tx: Tx, ctx: Context) -> None:
    """Added by a contact: theirs. By one of us: asked whose it is. By a stranger: said once that staff must bind it."""
    chat = await _here(tx, ctx, event)
    if chat.partner is not None:
        await outbox.add(tx, await _returned(tx, ctx, chat), ctx.now)
    else:
        await _settle(tx, ctx, chat)
    needs = rules.needs(ctx.facts.get("me", {}), ctx.bot.reads_all)
    if needs:
        await binding.say_anew(tx, letters.missing(chat, needs), ctx.now)


async def _here(tx: Tx, ctx: Context, event: ChatMemberUpdated) -> Chat:
    title = event.chat.title or "—"
    chat = await chats.add(tx, event.chat.id, "group", title, None, ctx.locale)
    await chats.set_status(tx, event.chat.id, "in")
    await chats.retitle(tx, chat.id, title)  # renamed while we were away
    return await chats.by_id(tx, chat.id) or chat


async def _returned(tx: Tx, ctx: Context, chat: Chat) -> list[Letter]:
    """The same conversation goes on; the terms come first again, as much was said since they were shown."""
    back = letters.back(await conversations.of_chat(tx, chat), chat.title)
    return [back, *await showings.first_terms(tx, chat, ctx.rules, ctx.now)]


async def _settle(tx: Tx, ctx: Context, chat: Chat) -> None:
    """Whose is a new group?"""
    contact = await people.contact(tx, ctx.user_id) if ctx.staff is None and not ctx.banned else None
    if contact is not None:
        await binding.bind(tx, chat, contact.partner, contact.name, ctx.rules, ctx.now)
        return
    if ctx.staff is None and await chats.say_unbound(tx, chat.id):
        await outbox.add(tx, [letters.unbound(chat)], ctx.now)
    await binding.ask(tx, chat, ctx.staff, ctx.now)


@router.my_chat_member(In("group"), GROUP, F.new_chat_member.status.in_(HERE))
async def on_rights(event: ChatMemberUpdated, tx: Tx, ctx: Context) -> None:
    """Other rights: what is missing now is said again; that nothing is missing any more, in the same message."""
    chat = await chats.by_tg(tx, event.chat.id)
    if chat is None or chat.partner is None:
        return
    if chat.status == "left":  # it could not write there, and can again
        await chats.set_status(tx, chat.tg_id, "in")
    old, new = (_needs(member, ctx) for member in (event.old_chat_member, event.new_chat_member))
    if set(new) - set(old):
        await binding.say_anew(tx, letters.missing(chat, new), ctx.now)
    elif not new:
        await outbox.add(tx, [letters.complete(chat)], ctx.now)


def _needs(member: Any, ctx: Context) -> tuple[rules.Need, ...]:
    return rules.needs(member.model_dump(mode="json"), ctx.bot.reads_all)


@router.my_chat_member(In("group"), GROUP, F.new_chat_member.status.in_(("left", "kicked")))
async def on_removed(event: ChatMemberUpdated, tx: Tx, ctx: Context) -> None:
    """Removed: nothing can be sent there; the topic is told."""
    chat = await chats.by_tg(tx, event.chat.id)
    await chats.set_status(tx, event.chat.id, "left")
    if chat is not None and chat.partner is not None:
        await outbox.add(tx, [letters.left(await conversations.of_chat(tx, chat), chat.title)], ctx.now)


@router.message(Has("migrate_to_chat_id"))
async def on_migrated(message: Message, tx: Tx) -> None:
    """A group became a supergroup: the same chat, or forum, under a new id."""
    if message.migrate_to_chat_id is not None:
        await chats.migrate(tx, message.chat.id, message.migrate_to_chat_id)


@router.message(Has("migrate_from_chat_id"))
async def on_migrated_here(message: Message, tx: Tx) -> None:
    """The same, told in the new chat."""
    if message.migrate_from_chat_id is not None:
        await chats.migrate(tx, message.migrate_from_chat_id, message.chat.id)


@router.message(In("group"), Has("new_chat_title"))
async def on_renamed(message: Message, tx: Tx) -> None:
    """The group has a new title."""
    chat = await chats.by_tg(tx, message.chat.id)
    if chat is not None and message.new_chat_title:
        await chats.retitle(tx, chat.id, message.new_chat_title)
