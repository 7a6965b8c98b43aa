"""Who comes into a partner's group and goes, and *Read* under the terms that were shown (PRODUCT 6)."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, User

from desk import links as rules
from desk.errors import DeskError
from desk.letters.letter import Person, Toast
from desk.people import Contact
from handlers.context import Context, Has, In, Pressed
from storage import chats, faces, members, people
from storage.database import Tx

router = Router(name="faces")

HERE = ("creator", "member", "administrator")


def _here(member: object) -> bool:
    return getattr(member, "status", "") in HERE or bool(getattr(member, "is_member", False))


@router.chat_member(In("group"))
async def on_member(event: ChatMemberUpdated, tx: Tx, ctx: Context) -> None:
    """Somebody came or went, as an administrator is told."""
    old, new = _here(event.old_chat_member), _here(event.new_chat_member)
    if new and not old:
        await _came(tx, ctx, event.chat.id, [event.new_chat_member.user])
    elif old and not new:
        await _went(tx, ctx, event.chat.id, event.new_chat_member.user)


@router.message(In("group"), Has("new_chat_members"))
async def on_joined(message: Message, tx: Tx, ctx: Context) -> None:
    """People came, as everybody in the group is told."""
    await _came(tx, ctx, message.chat.id, message.new_chat_members or [])


@router.message(In("group"), Has("left_chat_member"))
async def on_left(message: Message, tx: Tx, ctx: Context) -> None:
    """Somebody went, as everybody in the group is told."""
    if message.left_chat_member is not None:
        await _went(tx, ctx, message.chat.id, message.left_chat_member)


async def _came(tx: Tx, ctx: Context, tg_id: int, who: Sequence[User]) -> None:
    chat = await chats.by_tg(tx, tg_id)
    persons = [Person(name=one.full_name, user_id=one.id) for one in who if not one.is_bot]
    if chat is not None and chat.partner is not None and persons:
        await faces.came(tx, chat, persons, ctx.rules, ctx.now)


async def _went(tx: Tx, ctx: Context, tg_id: int, who: User) -> None:
    chat = await chats.by_tg(tx, tg_id)
    if chat is not None:
        await members.went(tx, chat.id, who.id, ctx.now)


@router.callback_query(Pressed("read"), In("private", "group"))
async def on_read(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Kept once: that the person has read what stands there."""
    if ctx.staff is not None:
        raise DeskError("link-accept-staff")
    shown, person = query.message, query.from_user
    chat = await chats.by_tg(tx, shown.chat.id) if shown else None
    if chat is None or chat.partner is None or not isinstance(shown, Message):
        raise DeskError("link-stale")
    who = Person(name=person.full_name, user_id=person.id)
    if not await faces.read(tx, chat, ":".join(["card", *args]), who, shown.message_id, shown.date, ctx.now):
        raise DeskError("link-stale")
    if rules.joins(await people.contact(tx, person.id), chat):
        contact = Contact(
            user_id=person.id, partner=chat.partner, name=person.full_name, username=person.username, locale=ctx.locale
        )
        await people.add_contact(tx, contact)
    return Toast(key="terms-read-done")
