"""Answers given elsewhere than in the topic, and what is done about one that waits or failed (PRODUCT 3, 4)."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk.content import Content
from desk.errors import DeskError
from desk.letters import cards, letter, relay
from desk.letters.letter import Source, Toast
from desk.people import may
from desk.waiting import Case
from handlers import contents
from handlers.context import Context, In, Ours, Pressed
from storage import answers, conversations, mirrors, outbox, stays
from storage.database import Tx

router = Router(name="answers")


@router.message(In("private"), Ours())
async def on_private(message: Message, tx: Tx, ctx: Context) -> None:
    """A reply to a card is an answer to the partner; anything else of ours in private goes nowhere, and says so."""
    if not contents.written(message):
        return
    assert ctx.staff is not None
    case = await _of_card(tx, ctx, message)
    if case is None:
        raise DeskError("private-no-card")
    content, album = contents.of(message), message.media_group_id
    if _inner(content) or (album is not None and await mirrors.is_note_album(tx, message.chat.id, album)):
        await answers.keep_note(tx, case, content.source, album, ctx.now)
        await outbox.add(tx, [relay.card_note(ctx.user_id, content.source, album)], ctx.now)
        return
    bare = contents.unanswered(content)  # the card is no message of the partner's
    if answers.holds_link(contents.raw(message), ctx.rules):
        await stays.keep(tx, case, letter.user(ctx.user_id), bare, contents.raw(message), ctx.staff, ctx.rules, ctx.now)
        return
    await mirrors.show(tx, bare, relay.to_topic(content.source, case.conversation, head=ctx.staff.name), ctx.now)
    await answers.give(tx, case, bare, ctx.staff, ctx.rules, message.date, ctx.now)


@router.edited_message(In("private"), Ours())
async def on_edited(message: Message, tx: Tx, ctx: Context) -> None:
    """An answer written under a card was changed: both copies follow, but into no note and no link."""
    content = contents.unanswered(contents.of(message))
    mirrored = await mirrors.mirrored(tx, content.source)
    case = mirrored and await conversations.case(tx, mirrored[0], ctx.rules, ctx.now)
    if not case or ctx.staff is None:
        return
    if _inner(content):
        await outbox.add(tx, [relay.card_edit_stays(ctx.user_id, content.source)], ctx.now)
        return
    if answers.holds_link(contents.raw(message), ctx.rules):
        raise DeskError("link-in-topic")
    to_topic = relay.to_topic(content.source, case.conversation, head=ctx.staff.name)
    to_partner = answers.way(case, content.source, ctx.staff, ctx.rules)
    await outbox.add(tx, [relay.edited(content, way) for way in (to_topic, to_partner)], ctx.now)
    await answers.edited(tx, case, content, ctx.staff, ctx.rules, contents.edited_at(message), ctx.now)


def _inner(content: Content) -> bool:
    """Whether it is a note, or looks like a command: nothing for a partner."""
    return content.text.lstrip().startswith("/")


async def _of_card(tx: Tx, ctx: Context, message: Message) -> Case | None:
    """The conversation of the card, or of the nudge under one, that a message answers."""
    reply = message.reply_to_message
    cause = reply and await outbox.told(tx, Source(chat=message.chat.id, message=reply.message_id))
    conversation = cards.conversation_of(cause) if cause else None
    return None if conversation is None else await conversations.case(tx, conversation, ctx.rules, ctx.now)


@router.callback_query(Pressed("stays"), In("forum", "private"), Ours())
async def on_stays(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """*Send as card*, *Drop the link*: what becomes of a message with a tracking link, once."""
    if len(args) != 3 or args[2] not in ("card", "text"):
        raise DeskError("button-stale")
    chat, message = (int(text) if text.lstrip("-").isdigit() and len(text) < 19 else 0 for text in args[:2])
    question = await stays.asked(tx, Source(chat=chat, message=message))
    case = question and await conversations.case(tx, question.params["conversation"], ctx.rules, ctx.now)
    offered = [button.data for row in question.buttons for button in row] if question else []
    if not question or not case or f"stays:{':'.join(args)}" not in offered:
        raise DeskError("button-stale")
    if ctx.staff is None or not may(ctx.staff, "answer", case.partner):
        raise DeskError("not-yours")
    await stays.settle(tx, case, question, ctx.staff, ctx.rules, ctx.now, card=args[2] == "card")
    return Toast(key="reply-sent")


@router.callback_query(Pressed("unsend"), Ours())
async def on_unsend(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """*Don't send*: an answer held because a colleague has just answered."""
    key, state, case = await _pressed(tx, ctx, args)
    if state == "revoked" or await answers.withdraw(tx, case, key, ctx.now):
        return Toast(key="unsend-done")
    return Toast(key="unsend-late", alert=True)


@router.callback_query(Pressed("again"), Ours())
async def on_again(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """*Send again*: an answer that did not arrive."""
    key, _, case = await _pressed(tx, ctx, args)
    if not await answers.again(tx, case, key, ctx.rules, ctx.now):
        raise DeskError("button-stale")
    return Toast(key="again-done")


async def _pressed(tx: Tx, ctx: Context, args: list[str]) -> tuple[str, str, Case]:
    """The answer meant, by its key, and what has become of it; refused when there is none, or it is nobody's business of the person's."""
    key = ":".join(["answer", *args])
    found = await outbox.by_once(tx, key)
    case = found and await conversations.case(tx, found[0].params.get("conversation", -1), ctx.rules, ctx.now)
    if not found or not case:
        raise DeskError("button-stale")
    if ctx.staff is None or not may(ctx.staff, "answer", case.partner):
        raise DeskError("not-yours")
    return key, found[1], case
