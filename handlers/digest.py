"""`/digest`: now, for a date, or for a week; managers of their own partners, heads of all (PRODUCT 8, 10)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import calendars, digest, taking, waiting
from desk.conversation import covered
from desk.errors import DeskError
from desk.letters import cards
from desk.letters import digest as letters
from desk.letters.letter import At, Letter, Toast
from desk.people import Staff, may
from handlers.context import Context, In, Ours, Pressed, Says, Slash, number
from storage import conversations, digests, outbox, unneeded
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
    facts = await digests.facts(tx, staff, days, staff.zone, ctx.now, ctx.rules.shifts)
    return digest.compose(digest.named(facts, ctx.rules.offers), staff, ctx.now, staff.zone)


@router.callback_query(Pressed("open"), Ours())
async def on_open(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """What seemed to need no answer does: it waits since its own date, and is the presser's (PRODUCT 4, 8)."""
    case = await conversations.case(tx, number(args, 0), ctx.rules, ctx.now)
    if case is None or ctx.staff is None or not may(ctx.staff, "digest", case.partner):
        raise DeskError("not-yours")
    passed = await unneeded.take(tx, case.conversation, number(args, 1))
    if passed is None or covered(case.state, passed.at):
        return Toast(key="open-answered")
    opened = taking.opened(case, ctx.staff, passed, conversations.policy_for(case, ctx.rules, ctx.now), ctx.now)
    step = await conversations.record(tx, case, opened, ctx.now)
    if case.state.waiting is not None:
        return Toast(key="open-waits")
    await outbox.add(tx, [cards.card(waiting.subject(replace(case, state=step.state)), ctx.staff.id)], ctx.now)
    lease = step.state.lease
    assert lease is not None
    return Toast(key="open-done", params={"since": At(at=passed.at, form="dt"), "until": At(at=lease.until)})


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
