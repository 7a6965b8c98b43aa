"""The tools of a topic: take, give back, put off, close, hand to somebody, the card, the past, attention (PRODUCT 3, 10)."""

from typing import get_args

from aiogram import Router
from aiogram.types import Message

from desk import taking
from desk.attention import Attention
from desk.errors import DeskError
from desk.letters import tools as letters
from desk.people import Staff
from handlers import places
from handlers.context import Context, In, Ours, Says, Slash
from storage import conversations, outbox, people, tools
from storage.database import Tx

router = Router(name="tools")
router.message.filter(Slash(), In("forum"), Ours())

PAST = 10  # waits shown
SHIFT = ("shift", "смена", "смене")  # in place of a name


@router.message(Says("take"))
async def on_take(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/take`: the wait is mine for some minutes."""
    _alone(words, "take")
    await _take(tx, ctx, await places.topic(tx, ctx, message, "take"))


async def _take(tx: Tx, ctx: Context, place: places.Here) -> None:
    taken = taking.take(place.case, place.staff, ctx.now)
    await conversations.record(tx, place.case, (taken,), ctx.now)
    said = letters.taken(place.case.conversation, place.source, place.staff.name, taken.until)
    await outbox.add(tx, [said], ctx.now)


@router.message(Says("release"))
async def on_release(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/release`: whoever was called last is called again."""
    _alone(words, "release")
    place = await places.topic(tx, ctx, message, "release")
    released = taking.release(place.case, place.staff, ctx.now)
    await conversations.record(tx, place.case, (released,), ctx.now)
    said = letters.released(place.case, place.source, released.staff, place.staff)
    await outbox.add(tx, [said], ctx.now)


@router.message(Says("close"))
async def on_close(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/close`: what was written up to here needs no answer; the clock stops, counted apart."""
    _alone(words, "close")
    place = await places.topic(tx, ctx, message, "settle")
    settled = taking.close(place.case, place.staff, message.date)
    await conversations.record(tx, place.case, (settled,), ctx.now)
    await outbox.add(tx, [letters.closed(place.case.conversation, place.source, place.staff.name)], ctx.now)


@router.message(Says("snooze"))
async def on_snooze(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/snooze 20 why`: nobody is called for so many minutes; `/snooze off`: now again."""
    place = await places.topic(tx, ctx, message, "snooze")
    if [word.lower() for word in words] == ["off"]:
        await conversations.record(tx, place.case, (taking.wake(place.case, place.staff, ctx.now),), ctx.now)
        await outbox.add(tx, [letters.woken(place.case.conversation, place.source, place.staff.name)], ctx.now)
        return
    snoozed = taking.snooze(place.case, place.staff, _minutes(words), " ".join(words[1:]), ctx.now)
    await conversations.record(tx, place.case, (snoozed,), ctx.now)
    said = letters.snoozed(place.case.conversation, place.source, place.staff.name, snoozed.until)
    await outbox.add(tx, [said], ctx.now)


def _minutes(words: list[str]) -> int:
    """The number in `20`, `20m`, `20м`."""
    number = words[0].rstrip("mм.") if words else ""
    if not (number.isascii() and number.isdigit() and len(number) < 5):
        raise DeskError("form-snooze")
    return int(number)


@router.message(Says("assign"))
async def on_assign(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/assign @who`, `/assign shift`: those are asked to take it; until one does, everything goes on as it was."""
    place = await places.topic(tx, ctx, message, "assign")
    if " ".join(words).lower() in SHIFT:
        to = taking.on_shift(place.case, place.staff)
    else:
        to = [_person(list(place.case.staff.values()), words)]
    if to == [place.staff]:
        await _take(tx, ctx, place)
        return
    offered = taking.hand_over(place.case, place.staff, to, ctx.now)
    await conversations.record(tx, place.case, (offered,), ctx.now)
    asked = [place.case.staff[one] for one in offered.to]
    said = letters.assigned(place.case, place.source, asked, place.staff.name, offered.until)
    await outbox.add(tx, [said], ctx.now)


def _person(staff: list[Staff], words: list[str]) -> Staff:
    """The one of us who was named: @username, number, or name."""
    if not words:
        raise DeskError("form-assign")
    found = taking.named(staff, " ".join(words))
    if len(found) != 1:
        known = letters.handles(found or staff)
        raise DeskError("assign-which" if found else "assign-unknown", word=letters.word(words), known=known)
    return found[0]


@router.message(Says("attention"))
async def on_attention(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/attention all|called`: which messages of this chat start a wait."""
    place = await places.topic(tx, ctx, message, "attention")
    chosen: Attention | None = next((one for one in get_args(Attention) if words == [one]), None)
    if words and chosen is None:
        raise DeskError("attention-wrong", word=letters.word(words))
    if chosen is not None:
        await tools.set_attention(tx, place.case.chat.id, chosen)
        await people.audit(tx, ctx.user_id, "attention", {"chat": place.case.chat.id, "attention": chosen}, ctx.now)
    now = await tools.attention(tx, place.case.chat.id)
    await outbox.add(tx, [letters.attention(place.case.conversation, place.source, now)], ctx.now)


@router.message(Says("card"))
async def on_card(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/card`: who this is, who waits, what happens next, and the buttons."""
    _alone(words, "card")
    place = await places.topic(tx, ctx, message, "look")
    rooms = await tools.rooms(tx, place.case.partner.id)
    await outbox.add(tx, [letters.card(place.case, place.source, rooms, ctx.now)], ctx.now)


@router.message(Says("history"))
async def on_history(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/history`: the last waits here, and the partner's other chats."""
    _alone(words, "history")
    place = await places.topic(tx, ctx, message, "look")
    past = await tools.history(tx, place.case.conversation, PAST)
    rooms = await tools.rooms(tx, place.case.partner.id)
    await outbox.add(tx, [letters.history(place.case.conversation, place.source, past, rooms)], ctx.now)


def _alone(words: list[str], name: str) -> None:
    """Raises DeskError when something stands behind a command that takes nothing."""
    if words:
        raise DeskError("tool-alone", name=name, word=letters.word(words))
