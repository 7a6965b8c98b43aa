"""`/caps`: how full the caps of a partner's links are; and *Stopped*, under a STOP (PRODUCT 6)."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import evidence, links
from desk.chats import Chat
from desk.errors import DeskError
from desk.letters import caps as letters
from desk.letters import letter
from desk.letters.letter import To, Toast
from desk.people import Contact, Partner
from handlers import places
from handlers.context import Context, In, Ours, Pressed, Says, number
from storage import chats, outbox, people, stops
from storage.database import Tx

router = Router(name="caps")


@router.message(Says("caps"), In("private", "group"), Ours(False))
async def on_asked(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """A partner asks, in private or in a group."""
    if words:
        raise DeskError("form-caps")
    if message.from_user is None or message.sender_chat is not None:
        raise DeskError("link-anonymous")
    chat = await chats.by_tg(tx, message.chat.id)
    contact = await people.contact(tx, message.from_user.id) if ctx.staff is None else None
    if chat is not None and links.foreign(contact, chat):
        raise DeskError("link-foreign")
    owner = await _owner(tx, ctx, chat, contact)
    to = letter.chat(chat.id) if chat else letter.user(ctx.user_id)
    await _say(tx, ctx, to, owner, chat.id if chat else 0)


@router.message(Says("caps"), In("group"), Ours())
async def on_asked_there(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """One of us asks in a partner's group: what all there may read."""
    await on_asked(message, tx, ctx, words)


@router.message(Says("caps"), In("forum"), Ours())
async def on_asked_here(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """One of us asks in the topic."""
    if words:
        raise DeskError("form-caps-staff")
    place = await places.topic(tx, ctx, message, "look")
    await _say(tx, ctx, letter.topic(place.case.conversation), place.case.partner, None)


@router.callback_query(Pressed("capstop"))
async def on_stopped(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Somebody of the partner says that the traffic has stopped."""
    if ctx.staff is not None:
        raise DeskError("caps-not-ours")
    chat = await chats.by_tg(tx, query.message.chat.id) if query.message else None
    contact = await people.contact(tx, query.from_user.id)
    if chat is None or chat.partner is None:
        raise DeskError("button-stale")
    if links.foreign(contact, chat):
        raise DeskError("link-foreign")
    who = query.from_user.full_name
    by = evidence.person(query.from_user.id, who)
    new = await stops.confirm(tx, chat, number(args, 0), by, who, ctx.rules, ctx.now)
    return Toast(key="caps-thanks" if new else "caps-thanks-already")


async def _owner(tx: Tx, ctx: Context, chat: Chat | None, contact: Contact | None) -> Partner:
    """Whose chat it is; in private, whose person it is, though nothing was ever written there."""
    number = chat.partner if chat else contact.partner if contact and ctx.place == "private" else None
    owner = await people.partner(tx, number) if number is not None else None
    if owner is None:
        raise DeskError("link-unbound" if ctx.place == "group" else "link-stranger")
    return owner


async def _say(tx: Tx, ctx: Context, to: To, owner: Partner, chat: int | None) -> None:
    lines = await stops.listed(tx, owner, ctx.rules, ctx.now, chat)
    if not lines:
        raise DeskError("caps-none")
    await outbox.add(tx, [letters.listed(to, lines)], ctx.now)
