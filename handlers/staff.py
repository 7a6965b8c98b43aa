"""How one of us comes, is reached, and sees who else is there (PRODUCT 1, 5, 10)."""

import secrets
from datetime import timedelta
from typing import get_args

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import ChatMemberUpdated, Message

from desk.errors import DeskError
from desk.letters import staff as letters
from desk.people import RANK, Role, Staff, may
from handlers.context import Context, In, Ours, Says, Slash
from storage import binding, chats, conversations, meeting, outbox, people
from storage.database import Tx

router = Router(name="staff")
router.message.filter(Slash())

INVITE = "inv_"
VALID = timedelta(hours=48)


class _Invited(BaseFilter):
    """Passes the payload of an invite."""

    async def __call__(self, event: Message, words: list[str]) -> bool:
        return bool(words) and words[0].startswith(INVITE)


@router.message(Says("start"), _Invited(), In("private"))
async def on_invited(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/start inv_…`: the invited person becomes one of us, once; a role is never lowered this way."""
    role = await people.use_invite(tx, words[0].removeprefix(INVITE), ctx.user_id, ctx.now)
    if role is None:
        raise DeskError("staff-invite-dead")
    if ctx.staff is not None and RANK[role] <= RANK[ctx.staff.role]:
        raise DeskError("staff-invite-already", role=letters.role(ctx.staff.role))
    joined = await _join(tx, ctx, message, role)
    staff = await people.staff(tx)
    heads = [person.id for person in staff if person.role == "head" and person.id != joined.id]
    has_forum = bool(await chats.forums(tx))
    await outbox.add(tx, [letters.hello(joined, has_forum=has_forum), *letters.joined(heads, joined)], ctx.now)


async def _join(tx: Tx, ctx: Context, message: Message, role: Role) -> Staff:
    person = message.from_user
    assert person is not None
    await people.add_staff(
        tx, person.id, person.full_name, person.username, role, ctx.now, locale=ctx.locale, zone=ctx.zone, reach="ok"
    )
    await people.set_reach(tx, person.id, "ok")
    await people.audit(tx, person.id, "join", {"role": role}, ctx.now)
    await meeting.forget(tx, person.id, ctx.now)
    await conversations.wake_waiting(tx, ctx.now)
    joined = await people.staff_by_user(tx, person.id)
    assert joined is not None
    await binding.retire(tx, joined, ctx.rules, ctx.now)
    return joined


@router.message(Says("start"), In("private"), Ours())
async def on_start(message: Message, tx: Tx, ctx: Context) -> None:
    """One of us pressed Start: from now on the bot may write."""
    staff, person = ctx.staff, message.from_user
    assert staff is not None
    assert person is not None
    await people.rename_staff(tx, staff.id, person.full_name, person.username)
    await _reached(tx, ctx, staff)
    known = await people.staff_by_id(tx, staff.id) or staff
    await outbox.add(tx, [letters.hello(known, has_forum=bool(await chats.forums(tx)))], ctx.now)


async def _reached(tx: Tx, ctx: Context, staff: Staff) -> None:
    """The bot may write to the person; whoever waits is looked at again."""
    if staff.reach != "ok":
        await people.set_reach(tx, staff.user_id, "ok")
        await conversations.wake_waiting(tx, ctx.now)


@router.my_chat_member(In("private"), Ours())
async def on_blocked(event: ChatMemberUpdated, tx: Tx, ctx: Context) -> None:
    """One of us has blocked the bot, or let it in again."""
    assert ctx.staff is not None
    if event.new_chat_member.status == "kicked":
        await people.set_reach(tx, ctx.staff.user_id, "blocked")
        await conversations.wake_waiting(tx, ctx.now)
    else:
        await _reached(tx, ctx, ctx.staff)


@router.message(Says("invite"), In("private"), Ours())
async def on_invite(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/invite sub|senior|manager`: a link for one person and 48 hours."""
    assert ctx.staff is not None
    if not may(ctx.staff, "invite:sub"):
        raise DeskError("staff-invite-refused")
    role = _role(words)
    if not may(ctx.staff, f"invite:{role}"):
        raise DeskError("staff-invite-heads", role=letters.role(role))
    token, until = secrets.token_urlsafe(12), ctx.now + VALID
    await people.add_invite(tx, token, role, ctx.staff.id, until)
    await people.audit(tx, ctx.user_id, "invite", {"role": role}, ctx.now)
    url = f"https://t.me/{ctx.bot.username}?start={INVITE}{token}"
    await outbox.add(tx, [letters.invite(ctx.staff.id, role, url, until)], ctx.now)


def _role(words: list[str]) -> Role:
    """The role that was written; a head is made in the settings, not by a link."""
    role: Role | None = next((one for one in get_args(Role) if words == [one] and one != "head"), None)
    if role is None:
        raise DeskError("staff-invite-wrong", word=" ".join(words)[:32]) if words else DeskError("staff-invite-which")
    return role


@router.message(Says("help"), In("private", "forum"), Ours())
async def on_help(message: Message, tx: Tx, ctx: Context) -> None:
    """`/help` for one of us: of a topic in the topic, of everything else in private."""
    assert ctx.staff is not None
    here = message.message_thread_id if message.is_topic_message else None
    conversation = None if here is None else await conversations.of_topic(tx, message.chat.id, here)
    said = letters.help_for(ctx.staff) if conversation is None else letters.topic_help(conversation, ctx.staff.role)
    await outbox.add(tx, [said], ctx.now)
