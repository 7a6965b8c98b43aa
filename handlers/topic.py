"""What staff write in a conversation's topic: an answer, a note, or something that must not leave (PRODUCT 3, 6)."""

from aiogram import Router
from aiogram.types import Message

from desk import courtesy, gate
from desk.conversation import StaffAnswered
from desk.errors import DeskError
from desk.letters import cards, letter, office, relay
from desk.people import Staff
from desk.waiting import Case
from handlers import contents
from handlers.context import Context, In, Says
from storage import conversations, outbox
from storage.database import Tx

router = Router(name="topic")


@router.message(In("forum"), Says("note"))
async def on_note(message: Message, tx: Tx) -> None:
    """`/note …` stays here."""
    await conversations.add_note(tx, message.chat.id, message.message_id)


@router.message(In("forum"), Says("why"))
async def on_why(message: Message, tx: Tx, ctx: Context) -> None:
    """`/why`: what happens next here, to whom and when."""
    case = await _case(tx, ctx, message)
    if case is None or ctx.staff is None:
        raise DeskError("why-elsewhere")
    await outbox.add(tx, [office.why(case, ctx.now)], ctx.now)


@router.message(In("forum"))
async def on_message(message: Message, tx: Tx, ctx: Context) -> None:
    """Anything else in a topic. General, other bots and what Telegram says itself are passed over in silence."""
    case = await _case(tx, ctx, message)
    if case is None or not contents.written(message) or _from_bot(message):
        return
    if ctx.staff is None:
        raise DeskError("topic-not-staff" if message.sender_chat is None else "topic-anonymous")
    if await _is_note(tx, message):
        await conversations.add_note(tx, message.chat.id, message.message_id)
    elif _words(message).startswith("/"):
        raise DeskError("topic-unknown-command")
    else:
        await _answer(tx, ctx, message, case, ctx.staff)


async def _case(tx: Tx, ctx: Context, message: Message) -> Case | None:
    if not message.is_topic_message or message.message_thread_id is None:
        return None
    conversation = await conversations.of_topic(tx, message.chat.id, message.message_thread_id)
    return None if conversation is None else await conversations.case(tx, conversation, ctx.rules, ctx.now)


def _from_bot(message: Message) -> bool:
    return message.from_user is not None and message.from_user.is_bot and message.sender_chat is None


def _words(message: Message) -> str:
    return (message.text or message.caption or "").lstrip()


async def _is_note(tx: Tx, message: Message) -> bool:
    """`//…`, `/note` under a picture, or anything in answer to a note."""
    words = _words(message)
    if words.startswith("//") or words.split(maxsplit=1)[:1] == ["/note"]:
        return True
    reply = message.reply_to_message
    return reply is not None and await conversations.is_note(tx, message.chat.id, reply.message_id)


async def _answer(tx: Tx, ctx: Context, message: Message, case: Case, staff: Staff) -> None:
    raw = message.model_dump(mode="json", exclude_none=True)
    if gate.scan_message(raw, gate.domains(ctx.rules.offers)):
        raise DeskError("link-in-topic")
    content, key = contents.of(message), cards.answer_key(message.chat.id, message.message_id)
    head = staff.name if ctx.rules.signature == "name" else None
    to = letter.chat(case.chat.id)
    await outbox.add(tx, relay.answer(content, to, case.conversation, key, head=head), ctx.now)
    answered = StaffAnswered(
        at=message.date,
        staff=staff.id,
        answer=key,
        question=courtesy.asks(content.text),
        delivered=False,
        queued=ctx.now,
    )
    await conversations.record(tx, case, (answered,), ctx.now)
