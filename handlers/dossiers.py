"""`/evidence`: of which offer and which days, the two files in the topic, and the same ones to the partner (PRODUCT 6, 10)."""

from dataclasses import replace
from datetime import date, datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import calendars, dossier
from desk.dossier import Asked
from desk.errors import DeskError
from desk.letters import dossier as letters
from desk.letters import letter
from desk.letters import tools as words_of
from desk.letters.dossier import Days, Named
from desk.letters.letter import Toast
from handlers import places
from handlers.context import Context, In, Ours, Pressed, Says, number
from handlers.places import Here
from storage import dossiers, outbox, people
from storage.database import Tx

router = Router(name="dossiers")


@router.message(In("forum"), Says("evidence"), Ours())
async def on_evidence(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/evidence`: which offer, which days? `/evidence casino-x 2026-11-01 2026-11-30`: at once."""
    here = await places.topic(tx, ctx, message, "evidence")
    offers = await _offers(tx, here)
    await outbox.drop_slot(tx, _slot(here))
    if words:
        offer, days = _read(ctx, words, offers)
        await _make(tx, ctx, here, offer, days)
    elif len(offers) == 1:
        await _when(tx, ctx, here, offers[0])
    else:
        named = [Named(offer_id=offer, name=ctx.rules.offer_name(offer)) for offer in offers]
        await outbox.add(tx, [letters.which(here.case.conversation, _slot(here), named)], ctx.now)


@router.callback_query(In("forum"), Pressed("evidence"), Ours())
async def on_pressed(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """An offer, days, or *Send to the partner*."""
    if not isinstance(query.message, Message):
        raise DeskError("evidence-stale")
    here = await places.topic(tx, ctx, query.message, "evidence")
    match args:
        case ["o", offer] if offer in await _offers(tx, here):
            await _when(tx, ctx, here, offer)
        case ["d", offer, first, last] if offer in await _offers(tx, here):
            await _make(tx, ctx, here, offer, _pressed_days(ctx, first, last))
        case ["s", _]:
            return await _send(tx, ctx, here, number(args, 1))
        case _:
            raise DeskError("evidence-stale")
    return None


async def _offers(tx: Tx, here: Here) -> list[str]:
    offers = await dossiers.offers(tx, here.case.partner.id)
    if not offers:
        raise DeskError("evidence-none")
    return offers


def _slot(here: Here) -> str:
    return f"evidence:{here.case.conversation}:{here.staff.id}"


async def _when(tx: Tx, ctx: Context, here: Here, offer: str) -> None:
    began = await dossiers.began(tx, here.case.partner.id, offer)
    today = calendars.local_date(ctx.now, ctx.rules.zone)
    choices = dossier.choices(today, calendars.local_date(began or ctx.now, ctx.rules.zone))
    named = [(what, Days(first=first, last=last)) for what, first, last in choices]
    said = letters.when(
        here.case.conversation, _slot(here), Named(offer_id=offer, name=ctx.rules.offer_name(offer)), named
    )
    await outbox.add(tx, [said], ctx.now)


async def _make(tx: Tx, ctx: Context, here: Here, offer: str, days: Days) -> None:
    """The files, as they are from now on for whoever gets them."""
    partner, conversation = here.case.partner, here.case.conversation
    lengths = await dossiers.lengths(tx, partner.id, offer)
    asked = Asked.of(partner.id, offer, days.first, days.last, ctx.rules.zone, lengths)
    named, asked_by = ctx.rules.offer_name(offer), here.source.message
    await outbox.add(
        tx,
        [
            letters.coming(conversation, _slot(here), named, days, asked_by),
            letters.files(
                letter.topic(conversation), asked, partner.name, named, days, letters.name(conversation, asked_by)
            ),
        ],
        ctx.now,
    )
    data = {"partner": partner.id, "offer": offer, "from": days.first.isoformat(), "to": days.last.isoformat()}
    await people.audit(tx, ctx.user_id, "evidence", data, ctx.now)


async def _send(tx: Tx, ctx: Context, here: Here, asked_by: int) -> Toast:
    """The same letter to the partner's chat, once."""
    name = letters.name(here.case.conversation, asked_by)
    known = await outbox.by_once(tx, name)
    if known is None:
        raise DeskError("evidence-stale")
    chat, made = here.case.chat, known[0]
    once = f"{name}:{chat.id}"
    if await outbox.by_once(tx, once) is None:
        asked, days = Asked.read(made.params["asked"]), letters.days_of(made)
        told = letters.told(here.case.conversation, here.staff.name, made.params["offer"], days, asked_by)
        await outbox.add(tx, [replace(made, to=letter.chat(chat.id), once=once), told], ctx.now)
        data = {"partner": asked.partner, "offer": asked.offer, "chat": chat.id}
        await people.audit(tx, ctx.user_id, "evidence-sent", data, ctx.now)
    return Toast(key="evidence-sent-done")


def _read(ctx: Context, words: list[str], offers: list[str]) -> tuple[str, Days]:
    """The offer and the two days that were typed. Raises DeskError that names what is wrong."""
    today = calendars.local_date(ctx.now, ctx.rules.zone)
    month = today.replace(day=1).isoformat()
    offer = next((offer for offer in offers if words[0].casefold() == offer), None)
    if offer is None:
        raise DeskError("evidence-no-offer", word=words_of.word(words[:1]), known=", ".join(offers))
    dates = [day for word in words[1:] if (day := _day(word)) is not None]
    if len(words) != 3 or len(dates) != 2:
        wrong = [word for word in words[1:] if _day(word) is None] or words
        raise DeskError("evidence-wrong", word=words_of.word(wrong), offer=offer, first=month, last=today.isoformat())
    first, last = dates
    if last < first:
        raise DeskError("evidence-order", offer=offer, first=last.isoformat(), last=first.isoformat())
    if first > today:
        raise DeskError("evidence-future", offer=offer, first=month, last=today.isoformat())
    return offer, Days(first=first, last=last)


def _pressed_days(ctx: Context, first: str, last: str) -> Days:
    dates = [_day(text) for text in (first, last)]
    if (
        dates[0] is None
        or dates[1] is None
        or not dates[0] <= dates[1] <= calendars.local_date(ctx.now, ctx.rules.zone)
    ):
        raise DeskError("evidence-stale")
    return Days(first=dates[0], last=dates[1])


def _day(text: str) -> date | None:
    """`2026-11-01`, `01.11.2026`, and as buttons write it."""
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%Y%m%d"):
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar date has no zone
        except ValueError:
            continue
        return day if 2000 <= day.year < 9999 else None
    return None
