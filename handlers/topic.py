"""What staff write in a conversation's topic: an answer, a note, or something that must not leave (PRODUCT 3, 6)."""

from aiogram import Router
from aiogram.types import Message, MessageReactionUpdated

from desk.errors import DeskError
from desk.letters import cards, letter, office, relay
from desk.letters.letter import Source
from desk.people import Staff
from desk.waiting import Case
from handlers import contents
from handlers.context import Context, In, Ours, Says
from storage import answers, conversations, mirrors, outbox, stays
from storage.database import Tx

router = Router(name="topic")


@router.message(In("forum"), Says("note"))
async def on_note(message: Message, tx: Tx) -> None:
    """`/note …` stays here."""
    await mirrors.add_note(tx, message.chat.id, message.message_id)


@router.message(In("forum"), Says("why"))
async def on_why(message: Message, tx: Tx, ctx: Context) -> None:
    """`/why`: what happens next here, to whom and when."""
    _ours(ctx, message)
    case = await _case(tx, ctx, message)
    if case is None:
        raise DeskError("why-elsewhere")
    await outbox.add(tx, [office.why(case, ctx.now)], ctx.now)


@router.message(In("forum"), Says("del"))
async def on_delete(message: Message, tx: Tx, ctx: Context) -> None:
    """`/del` in answer to a delivered message takes the partner's copy away, as long as Telegram lets it."""
    _ours(ctx, message)
    case, answered = await _case(tx, ctx, message), contents.of(message).answers
    if case is None or answered is None:
        raise DeskError("delete-which")
    if await answers.withdraw(tx, case, cards.answer_key(answered.chat, answered.message), ctx.now):
        await outbox.add(tx, [relay.withdrawn(case.conversation, answered)], ctx.now)
        return
    if await mirrors.mirrored(tx, answered) != (case.conversation, False):
        raise DeskError("delete-not-sent")
    await outbox.add(tx, [relay.deleted(answered, letter.chat(case.chat.id), case.conversation)], ctx.now)


@router.message(In("forum"))
async def on_message(message: Message, tx: Tx, ctx: Context) -> None:
    """Anything else in a topic. General, other bots and what Telegram says itself are passed over in silence."""
    if not contents.written(message) or _from_bot(message):
        return
    case = await _case(tx, ctx, message)
    if case is None:
        await _check_nobodys(tx, ctx, message)
        return
    staff = _ours(ctx, message)
    if await _is_note(tx, message):
        source = contents.of(message).source
        await answers.keep_note(tx, case, source, message.media_group_id, ctx.now)
    elif _words(message).startswith("/"):
        raise DeskError("topic-unknown-command")
    elif answers.holds_link(contents.raw(message), ctx.rules):
        to = letter.topic(case.conversation)
        await stays.keep(tx, case, to, contents.of(message), contents.raw(message), staff, ctx.rules, ctx.now)
    else:
        await answers.give(tx, case, contents.of(message), staff, ctx.rules, message.date, ctx.now)


@router.edited_message(In("forum"))
async def on_edited(message: Message, tx: Tx, ctx: Context) -> None:
    """A staff message was changed: the partner's copy follows. What is or becomes a note stays here, and so does a link."""
    case = await _case(tx, ctx, message)
    if case is None or ctx.staff is None or not contents.written(message) or message.location is not None:
        return  # a live location moves every few seconds, and its copy cannot follow
    content = contents.of(message)
    if await mirrors.is_note(tx, message.chat.id, message.message_id):
        if not _looks_like_note(message):
            await outbox.add(tx, [relay.note_stays(case.conversation, content.source)], ctx.now)
    elif _words(message).startswith("/"):
        await _into_note(tx, ctx, message, case)
    elif answers.holds_link(contents.raw(message), ctx.rules):
        await _into_link(tx, ctx, message, case)
    else:
        way = answers.way(case, content.source, ctx.staff, ctx.rules)
        await outbox.add(tx, [relay.edited(content, way)], ctx.now)
        await answers.edited(tx, case, content, ctx.staff, ctx.rules, contents.edited_at(message), ctx.now)


@router.message_reaction(In("forum"), Ours())
async def on_reaction(event: MessageReactionUpdated, tx: Tx, ctx: Context) -> None:
    """A reaction of ours under a partner's message is shown to the partner; under our own it stays here."""
    source = Source(chat=event.chat.id, message=event.message_id)
    mirrored = await mirrors.mirrored(tx, source)
    if mirrored is None or not mirrored[1]:
        return
    case = await conversations.case(tx, mirrored[0], ctx.rules, ctx.now)
    if case is None:
        return
    latest = await mirrors.react(tx, source, contents.reacted_by(event), contents.reaction(event), event.date)
    await outbox.add(tx, [relay.reaction(source, letter.chat(case.chat.id), case.conversation, latest)], ctx.now)


def _ours(ctx: Context, message: Message) -> Staff:
    """Who of us writes; anybody else is told why it stays here."""
    if ctx.staff is None:
        raise DeskError("topic-not-staff" if message.sender_chat is None else "topic-anonymous")
    return ctx.staff


async def _case(tx: Tx, ctx: Context, message: Message) -> Case | None:
    if not message.is_topic_message or message.message_thread_id is None:
        return None
    conversation = await conversations.of_topic(tx, message.chat.id, message.message_thread_id)
    return None if conversation is None else await conversations.case(tx, conversation, ctx.rules, ctx.now)


async def _check_nobodys(tx: Tx, ctx: Context, message: Message) -> None:
    """The topic of a chat that belongs to nobody any more: what is written there goes nowhere, and that is said."""
    here = message.message_thread_id if message.is_topic_message else None
    if ctx.staff is None or here is None or _looks_like_note(message):
        return
    if await conversations.of_topic(tx, message.chat.id, here) is not None:
        raise DeskError("group-nobodys")


def _from_bot(message: Message) -> bool:
    return message.from_user is not None and message.from_user.is_bot and message.sender_chat is None


def _words(message: Message) -> str:
    return (message.text or message.caption or "").lstrip()


def _looks_like_note(message: Message) -> bool:
    words = _words(message)
    return words.startswith("//") or words.partition(" ")[0].partition("\n")[0].partition("@")[0] == "/note"


async def _is_note(tx: Tx, message: Message) -> bool:
    """`//…`, `/note` under a picture, anything in answer to a note, any part of an album that holds a note."""
    if _looks_like_note(message):
        return True
    reply, album = message.reply_to_message, message.media_group_id
    if reply is not None and await mirrors.is_note(tx, message.chat.id, reply.message_id):
        return True
    return album is not None and await mirrors.is_note_album(tx, message.chat.id, album)


async def _into_note(tx: Tx, ctx: Context, message: Message, case: Case) -> None:
    """Made a note before it left: it stays here. Made one later: the partner's copy stays as it was."""
    source = contents.of(message).source
    if await answers.withdraw(tx, case, cards.answer_key(source.chat, source.message), ctx.now):
        await mirrors.add_note(tx, source.chat, source.message)
        await outbox.add(tx, [relay.withdrawn(case.conversation, source)], ctx.now)
    elif await mirrors.mirrored(tx, source) is not None:
        await outbox.add(tx, [relay.edit_stays(case.conversation, source)], ctx.now)


async def _into_link(tx: Tx, ctx: Context, message: Message, case: Case) -> None:
    """A tracking link came into it: what has not left does not leave, what has stays as it was (PRODUCT 6)."""
    source = contents.of(message).source
    await answers.withdraw(tx, case, cards.answer_key(source.chat, source.message), ctx.now)
    await outbox.add(tx, [relay.edit_with_link(case.conversation, source)], ctx.now)
