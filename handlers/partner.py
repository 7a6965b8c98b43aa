"""What partners write, in private and in their groups: mirrored to the topic, and the clock told (PRODUCT 3, 4)."""

from typing import Literal

from aiogram import Router
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, MessageReactionUpdated

from desk import courtesy, holding
from desk.chats import Chat
from desk.content import Content
from desk.conversation import PartnerEdited, PartnerWrote, Settled, StaffAnswered, Unneeded
from desk.errors import DeskError
from desk.letters import cards, groups, letter, relay
from desk.letters.letter import Person, Source, Toast
from desk.people import Contact, Staff
from desk.waiting import Case
from handlers import addressed, contents
from handlers.context import Context, In, Ours, Pressed, Slash, number
from storage import (
    answers,
    chats,
    conversations,
    disputes,
    faces,
    flood,
    meeting,
    members,
    mirrors,
    outbox,
    people,
    pouring,
    unneeded,
)
from storage.database import Tx

router = Router(name="partner")


@router.my_chat_member(In("private"), Ours(False))
async def on_blocked(event: ChatMemberUpdated, tx: Tx, ctx: Context) -> None:
    """A partner has blocked the bot, or let it in again: said in the topic (PRODUCT 3)."""
    chat = await chats.by_tg(tx, event.chat.id)
    status: Literal["in", "left"] = "left" if event.new_chat_member.status == "kicked" else "in"
    if chat is None or chat.partner is None or chat.status == status:
        return
    await chats.set_status(tx, chat.tg_id, status)
    said = groups.blocked(await conversations.of_chat(tx, chat), yes=status == "left")
    await outbox.add(tx, [said], ctx.now)


@router.message(In("private"), Ours(False), Slash())
async def on_unknown_command(message: Message) -> None:
    """A command there is none of: help, and nothing else."""
    raise DeskError("unknown-command")


@router.message(In("private"), Ours(False))
async def on_private(message: Message, tx: Tx, ctx: Context) -> None:
    """A question, at whatever moment: the person meets somebody, if that is still to come, and it is mirrored."""
    if message.from_user is None:
        return
    if not contents.written(message):
        await _pinned(tx, ctx, message)
        return
    person = message.from_user
    chat = await meeting.private_chat(tx, person.id, person.full_name, person.username, ctx.locale, ctx.rules, ctx.now)
    if chat.status == "left":  # nobody writes to a bot that is blocked: word of the change was lost
        await chats.set_status(tx, chat.tg_id, "in")
    await _partner_wrote(tx, ctx, message, chat, head=None)


@router.message(In("group"))
async def on_group(message: Message, tx: Tx, ctx: Context) -> None:
    """A message in a partner's group, by its people or by one of us; nothing of an unbound group is kept."""
    chat = await chats.by_tg(tx, message.chat.id)
    if chat is None or chat.partner is None or _of_a_bot(message):
        return
    if not contents.written(message):
        await _pinned(tx, ctx, message)
        return
    if ctx.staff is not None:
        await _staff_wrote(tx, ctx, message, chat, ctx.staff)
        return
    if message.from_user is not None and message.sender_chat is None:
        await _seen(tx, ctx, chat, _contact(message, chat.partner, ctx.locale))
    await _partner_wrote(tx, ctx, message, chat, head=_speaker(message))


@router.edited_message(In("private"), Ours(False))
@router.edited_message(In("group"))
async def on_edited(message: Message, tx: Tx, ctx: Context) -> None:
    """A message was changed: its copy follows; the clock only where something that matters changed (PRODUCT 3, 4)."""
    chat = await chats.by_tg(tx, message.chat.id)
    if chat is None or chat.partner is None or not contents.written(message) or message.location is not None:
        return  # a live location moves every few seconds, and its copy cannot follow
    case, content = await _case(tx, ctx, chat), contents.of(message)
    head = None if ctx.place == "private" else ctx.staff.name if ctx.staff else _speaker(message)
    way = relay.to_topic(content.source, case.conversation, head=head)
    known, at = await outbox.by_once(tx, way.key), contents.edited_at(message)
    await outbox.add(tx, [relay.edited(content, way)], ctx.now)
    if ctx.staff is not None:
        await answers.edited(tx, case, content, ctx.staff, ctx.rules, at, ctx.now)
    elif known is not None:
        before = await mirrors.reworded(tx, content.source, content.text, ctx.now)
        edited = PartnerEdited(
            at=at,
            message=message.message_id,
            author=ctx.user_id,
            matters=courtesy.matters(known[0].params.get("text", "") if before is None else before, content.text)
            and await addressed.starts(tx, ctx, message, case),
            preview=content.first_words[:200],
            policy=conversations.policy_for(case, ctx.rules, ctx.now),
        )
        await conversations.record(tx, case, (edited,), ctx.now)


@router.message_reaction(In("private"), Ours(False))
@router.message_reaction(In("group"))
async def on_reaction(event: MessageReactionUpdated, tx: Tx, ctx: Context) -> None:
    """A reaction in a partner's chat stands in the topic too: in place of 👌, which comes back with its removal."""
    source = Source(chat=event.chat.id, message=event.message_id)
    mirrored, chat = await mirrors.mirrored(tx, source), await chats.by_tg(tx, event.chat.id)
    if mirrored is None or chat is None or chat.partner is None:
        return
    conversation, is_copy = mirrored
    latest = await mirrors.react(tx, source, contents.reacted_by(event), contents.reaction(event), event.date)
    if is_copy:  # of an answer of ours
        await _acknowledged(tx, ctx, conversation, source, event, latest)
    shown = latest or (relay.DELIVERED if is_copy else None)
    await outbox.add(tx, [relay.reaction(source, letter.topic(conversation), conversation, shown)], ctx.now)


@router.callback_query(Pressed("solved"))
async def on_solved(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """*Solved*: the partner needs no answer any more (PRODUCT 4)."""
    case = await conversations.case(tx, number(args, 0), ctx.rules, ctx.now)
    here = query.message.chat.id if query.message else 0
    if case is None or case.chat.tg_id != here or ctx.staff is not None:
        raise DeskError("button-stale")
    waiting = case.state.waiting
    if waiting is None or waiting.episode != number(args, 1):
        return Toast(key="solved-late")
    await conversations.record(tx, case, (Settled(at=ctx.now, staff=None, how="solved"),), ctx.now)
    await outbox.add(tx, [cards.solved(case.conversation, waiting.episode, case.chat.id)], ctx.now)
    return Toast(key="solved")


async def _acknowledged(
    tx: Tx, ctx: Context, conversation: int, source: Source, event: MessageReactionUpdated, emoji: str | None
) -> None:
    """A reaction to our answer needs none, most likely: it stands in the digest."""
    if emoji is None:
        await unneeded.drop(tx, conversation, source.message)
        return
    await unneeded.add(tx, conversation, Unneeded(message=source.message, at=event.date, preview=emoji), ctx.now)


async def _pinned(tx: Tx, ctx: Context, message: Message) -> None:
    """Somebody of the partner pinned a message: told under its copy."""
    pinned, chat = message.pinned_message, await chats.by_tg(tx, message.chat.id)
    if pinned is None or chat is None or chat.partner is None or _of_a_bot(message):
        return
    source = Source(chat=message.chat.id, message=pinned.message_id)
    mirrored = await mirrors.mirrored(tx, source)
    if mirrored is not None:
        await outbox.add(tx, [relay.pinned(mirrored[0], source, _speaker(message))], ctx.now)


def _contact(message: Message, partner: int, locale: str) -> Contact:
    person = message.from_user
    assert person is not None
    return Contact(user_id=person.id, partner=partner, name=person.full_name, username=person.username, locale=locale)


async def _seen(tx: Tx, ctx: Context, chat: Chat, person: Contact) -> None:
    """Somebody writes there: a stranger is a contact from now on, and shown the terms as a new face."""
    if await people.add_contact(tx, person):
        await faces.came(tx, chat, [Person(name=person.name, user_id=person.user_id)], ctx.rules, ctx.now)
    else:
        await members.came(tx, chat.id, person.user_id, person.name, ctx.now)


def _of_a_bot(message: Message) -> bool:
    return message.from_user is not None and message.from_user.is_bot and message.sender_chat is None


def _speaker(message: Message) -> str:
    if message.sender_chat is not None:
        return message.author_signature or message.sender_chat.title or "—"
    return message.from_user.full_name if message.from_user else "—"


async def _case(tx: Tx, ctx: Context, chat: Chat) -> Case:
    case = await conversations.case(tx, await conversations.of_chat(tx, chat), ctx.rules, ctx.now)
    assert case is not None
    return case


async def _shown(tx: Tx, ctx: Context, content: Content, case: Case, head: str | None) -> None:
    """Mirror it to the topic, in its turn."""
    named = head is not None and case.spoke_topic == head
    way = relay.to_topic(content.source, case.conversation, head=head, named=named)
    await mirrors.show(tx, content, way, await flood.message(tx, case.chat, case.partner, ctx.rules, ctx.now))
    await mirrors.spoke(tx, case, topic=head, chat=None)


async def _partner_wrote(tx: Tx, ctx: Context, message: Message, chat: Chat, head: str | None) -> None:
    content, case = contents.of(message), await _case(tx, ctx, chat)
    await _shown(tx, ctx, content, case, head)
    await _disputed(tx, ctx, message, chat)
    if not await addressed.starts(tx, ctx, message, case):
        return
    await conversations.record(tx, case, (_wrote(message, content, case, ctx),), ctx.now)


async def _disputed(tx: Tx, ctx: Context, message: Message, chat: Chat) -> None:
    """An answer to the question of a dispute opens it."""
    asked, person = message.reply_to_message, message.from_user
    if asked is None or asked.from_user is None or asked.from_user.id != ctx.bot.id or person is None:
        return
    words = (message.text or message.caption or "").strip()
    await disputes.answered(tx, chat, asked.message_id, person.id, person.full_name, words, ctx.rules, ctx.now)


def _wrote(message: Message, content: Content, case: Case, ctx: Context) -> PartnerWrote:
    return PartnerWrote(
        at=message.date,
        message=message.message_id,
        author=message.from_user.id if message.from_user else 0,
        substantive=courtesy.is_substantive(
            content.text or None, kind=content.kind, answers_question=case.state.last_question
        ),
        preview=content.first_words[:200],
        policy=conversations.policy_for(case, ctx.rules, ctx.now),
    )


async def _staff_wrote(tx: Tx, ctx: Context, message: Message, chat: Chat, staff: Staff) -> None:
    """One of us answers in the partner's group directly: seen, mirrored, counted (PRODUCT 3)."""
    content, case = contents.of(message), await _case(tx, ctx, chat)
    await _shown(tx, ctx, content, case, staff.name)
    key = cards.answer_key(message.chat.id, message.message_id)
    answered = StaffAnswered(
        at=message.date,
        staff=staff.id,
        answer=key,
        question=courtesy.asks(content.text),
        delivered=True,
        holding=content.kind == "text" and holding.is_holding(content.text),
    )
    await answers.said(tx, case, answered, ctx.rules, ctx.now)
    await pouring.ask(tx, case, content.source, content.text, ctx.rules, ctx.now)
