"""`/s name`: a canned reply is shown filled in, and sent by whoever presses Send (PRODUCT 9)."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import replies
from desk.content import Content
from desk.errors import DeskError
from desk.letters import replies as letters
from desk.letters import tools as words_of
from desk.letters.letter import Source, Toast
from desk.replies import Left
from desk.waiting import Case
from handlers import places
from handlers.context import Context, In, Ours, Pressed, Says, number
from storage import answers, conversations, links, outbox, tools
from storage.database import Tx

router = Router(name="replies")


@router.message(In("forum"), Says("s"), Ours())
async def on_reply(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/s`: which there are. `/s name`: how it would read."""
    place = await places.topic(tx, ctx, message, "answer")
    known, conversation = ctx.rules.replies, place.case.conversation
    if not words:
        await outbox.add(tx, [letters.every(conversation, place.source, known, place.case.chat.locale)], ctx.now)
        return
    reply = replies.meant(known, " ".join(words))
    if reply is None:
        near = ", ".join(replies.nearest(known, " ".join(words)))
        if near:
            raise DeskError("reply-near", word=words_of.word(words), near=near)
        raise DeskError("reply-unknown", word=words_of.word(words))
    text = replies.fill(
        reply,
        place.case.chat.locale,
        partner=place.case.partner.name,
        manager=_manager(place.case),
        contact=await _contact(tx, place.case),
        left=await _left(tx, ctx, place.case),
    )
    await outbox.add(tx, [letters.preview(conversation, place.source, text)], ctx.now)


def _manager(case: Case) -> str | None:
    manager = case.staff.get(case.partner.manager or 0)
    return manager.name if manager else None


async def _contact(tx: Tx, case: Case) -> str | None:
    """Whom it answers, by first name: who wrote last of those who wait; in private, the person there."""
    if case.chat.kind == "private":
        return _first(case.chat.title)
    waits = case.state.waiting.messages if case.state.waiting else ()
    known = {one.user_id: one.name for one in await tools.contacts(tx, case.partner.id)}
    return next((_first(known[wrote.author]) for wrote in reversed(waits) if wrote.author in known), None)


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else name


async def _left(tx: Tx, ctx: Context, case: Case) -> list[Left]:
    """What each live link of the chat may still bring; one whose terms are unclear is left out."""
    found = []
    for link in await links.of_chat(tx, case.chat):
        try:
            version = await links.in_force(tx, case.partner, link.flow, ctx.now)
        except DeskError:
            continue
        used = await links.used(tx, link.flow, version, ctx.now, link.chat)
        least = min(max(0, cap.value - gone) for cap, gone in zip(version.body.terms.caps, used, strict=True))
        offer = ctx.rules.offer(link.flow.offer)
        name = offer.name if offer else link.flow.offer
        found.append(Left(flow=f"{name} {link.flow.geo} {link.flow.source}", count=least))
    return found


@router.callback_query(Pressed("reply"), In("forum"), Ours())
async def on_decided(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Send or Cancel, once: what stood there goes to the partner as an answer of whoever pressed."""
    case = await conversations.case(tx, number(args, 0), ctx.rules, ctx.now)
    name, shown = letters.slot(number(args, 0), number(args, 1)), query.message
    if case is None or not isinstance(shown, Message) or args[2:] not in (["send"], ["drop"]):
        raise DeskError("button-stale")
    place = Source(chat=shown.chat.id, message=shown.message_id)
    if await outbox.slot(tx, name) != place or not shown.text:
        raise DeskError("button-stale")
    staff = places.allowed(ctx, "answer", case)
    if answers.holds_link(shown.model_dump(mode="json", include={"text", "entities"}), ctx.rules):
        raise DeskError("link-in-topic")
    await outbox.drop_slot(tx, name)
    await outbox.set_slot(tx, f"{name}:over", place)
    sent = args[2] == "send"
    if sent:
        content = Content(source=place, kind="text", text=shown.text)
        await answers.give(tx, case, content, staff, ctx.rules, ctx.now, ctx.now)
    await outbox.add(tx, [letters.decided(case.conversation, f"{name}:over", shown.text, sent=sent)], ctx.now)
    return Toast(key="reply-sent" if sent else "reply-kept")
