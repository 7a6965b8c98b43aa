"""The buttons of a waiting card: Take, and No answer needed (PRODUCT 4)."""

from aiogram import Router
from aiogram.types import CallbackQuery

from desk import taking
from desk.conversation import Settled
from desk.errors import DeskError
from desk.letters.letter import At, Toast
from desk.people import Staff, may
from desk.waiting import Case
from handlers.context import Context, Ours, Pressed, number
from storage import conversations
from storage.database import Tx

router = Router(name="cards")


@router.callback_query(Pressed("take"), Ours())
async def on_take(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Whoever presses first owns the wait for some minutes; pressing again changes nothing."""
    staff, case = await _pressed(tx, ctx, args, "take")
    taken = taking.take(case, staff, ctx.now)
    await conversations.record(tx, case, (taken,), ctx.now)
    return Toast(key="take-done", params={"until": At(at=taken.until)})


@router.callback_query(Pressed("noans"), Ours())
async def on_no_answer(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Stops the clock, counted apart from answers."""
    staff, case = await _pressed(tx, ctx, args, "settle")
    settled = Settled(at=ctx.now, staff=staff.id, how="no_answer_needed")
    await conversations.record(tx, case, (settled,), ctx.now)
    return Toast(key="settled")


async def _pressed(tx: Tx, ctx: Context, args: list[str], action: str) -> tuple[Staff, Case]:
    """Who pressed, on which wait; refused when that wait is over, was never, or is nobody's business of the person's."""
    case = await conversations.case(tx, number(args, 0), ctx.rules, ctx.now)
    waiting = case.state.waiting if case else None
    if case is None or waiting is None or waiting.episode != number(args, 1):
        raise DeskError("card-stale")
    if ctx.staff is None or not may(ctx.staff, action, case.partner):
        raise DeskError("not-yours")
    return ctx.staff, case


@router.callback_query()
async def on_unknown(query: CallbackQuery) -> Toast:
    """A button nobody made, or one of another day."""
    return Toast(key="button-stale")
