"""`/digest`: now, for a date, or for a week; managers of their own partners, heads of all (PRODUCT 8, 10)."""

from datetime import date, datetime, timedelta

from aiogram import Router
from aiogram.types import Message

from desk import calendars, digest
from desk.errors import DeskError
from desk.letters import digest as letters
from desk.letters.letter import Letter
from desk.people import Staff, may
from handlers.context import Context, In, Ours, Says, Slash
from storage import digests, outbox
from storage.database import Tx

router = Router(name="digest")
router.message.filter(Slash())

WEEK = 7
WORD = 32  # units of what somebody typed that are shown back
FORMS = ("%Y-%m-%d", "%d.%m.%Y")


@router.message(Says("digest"), In("private"), Ours())
async def on_digest(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/digest`, `/digest 2026-11-21`, `/digest week`."""
    staff = ctx.staff
    if staff is None or not may(staff, "digest"):
        raise DeskError("digest-refused")
    await outbox.add(tx, [await _letter(tx, ctx, staff, words)], ctx.now)


async def _letter(tx: Tx, ctx: Context, staff: Staff, words: list[str]) -> Letter:
    today = calendars.local_date(ctx.now, staff.zone)
    match words:
        case []:
            days = digest.between(today - timedelta(days=1), today + timedelta(days=1), staff.zone)
            return letters.now(await _digest(tx, ctx, staff, days))
        case ["week" | "неделя"]:
            return letters.past(
                await _digest(tx, ctx, staff, digest.between(today - timedelta(days=WEEK), today, staff.zone))
            )
        case [text]:
            return letters.past(await _digest(tx, ctx, staff, (_day(text, today),)))
    raise DeskError(
        "digest-wrong", word=letters.short(" ".join(words), WORD), example=(today - timedelta(days=1)).isoformat()
    )


async def _digest(tx: Tx, ctx: Context, staff: Staff, days: tuple[date, ...]) -> digest.Digest:
    facts = await digests.facts(tx, staff, days, staff.zone, ctx.now)
    return digest.compose(digest.named(facts, ctx.rules.offers), staff, ctx.now, staff.zone)


def _day(text: str, today: date) -> date:
    """The date that was asked for: one that has begun, of this century."""
    for form in FORMS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar date has no zone
        except ValueError:
            continue
        if day > today:
            raise DeskError("digest-future", word=letters.short(text, WORD), example=today.isoformat())
        if day.year >= 2000:
            return day
    raise DeskError("digest-wrong", word=letters.short(text, WORD), example=today.isoformat())
