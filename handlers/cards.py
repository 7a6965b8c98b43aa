"""The buttons of a waiting card: Take and Extend, Snooze, Hand over, No answer needed (PRODUCT 4)."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from desk import taking, waiting
from desk.conversation import Settled
from desk.errors import DeskError
from desk.letters import cards
from desk.letters.letter import At, Toast
from desk.people import Staff, may
from desk.waiting import Case
from handlers.context import Context, Ours, Pressed, number
from storage import conversations, outbox
from storage.database import Tx

router = Router(name="cards")

PEOPLE = 8  # offered to hand a wait over to; the others by /assign


@router.callback_query(Pressed("take"), Ours())
async def on_take(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Whoever presses first owns the wait for some minutes; pressing again changes nothing."""
    staff, case = await _pressed(tx, ctx, args, "take")
    taken = taking.take(case, staff, ctx.now)
    step = await conversations.record(tx, case, (taken,), ctx.now)
    if args[2:] == ["list"]:  # where there is no card yet
        await outbox.add(tx, [cards.card(waiting.subject(replace(case, state=step.state)), staff.id)], ctx.now)
    return Toast(key="take-done", params={"until": At(at=taken.until)})


@router.callback_query(Pressed("noans"), Ours())
async def on_no_answer(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Stops the clock, counted apart from answers."""
    staff, case = await _pressed(tx, ctx, args, "settle")
    settled = Settled(at=ctx.now, staff=staff.id, how="no_answer_needed")
    await conversations.record(tx, case, (settled,), ctx.now)
    return Toast(key="settled")


@router.callback_query(Pressed("extend"), Ours())
async def on_extend(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Whoever has it needs as long again; the number in the button makes two presses equal one."""
    staff, case = await _pressed(tx, ctx, args, "take")
    taken = taking.extend(case, staff, number(args, 2), ctx.now)
    await conversations.record(tx, case, (taken,), ctx.now)
    return Toast(key="take-done", params={"until": At(at=taken.until)})


@router.callback_query(Pressed("snooze"), Ours())
async def on_snooze(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Nobody is called for some minutes: first the card asks why, then it is done."""
    staff, case = await _pressed(tx, ctx, args, "snooze")
    minutes, reason = number(args, 2), args[3] if len(args) > 3 else ""
    if reason not in cards.REASONS:
        taking.check_snooze(case, staff, minutes, ctx.now)
        await outbox.add(tx, [cards.ask_why(waiting.subject(case), staff.id, minutes)], ctx.now)
        return Toast(key="snooze-why")
    snoozed = taking.snooze(case, staff, minutes, reason, ctx.now)
    await conversations.record(tx, case, (snoozed,), ctx.now)
    return Toast(key="snooze-done", params={"until": At(at=snoozed.until)})


@router.callback_query(Pressed("wake"), Ours())
async def on_wake(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """The snooze ends: those called last are called again."""
    staff, case = await _pressed(tx, ctx, args, "snooze")
    await conversations.record(tx, case, (taking.wake(case, staff, ctx.now),), ctx.now)
    return Toast(key="wake-done")


@router.callback_query(Pressed("hand"), Ours())
async def on_hand_over(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """To somebody else, or to the shift: first the card asks to whom, then those are asked."""
    staff, case = await _pressed(tx, ctx, args, "assign")
    shift, colleagues = taking.on_shift(case, staff), taking.colleagues(case, staff)
    if len(args) < 3:
        named = [cards.Colleague(id=one.id, name=one.name, works=waiting.at_work(case, one)) for one in colleagues]
        await outbox.add(tx, [cards.ask_whom(waiting.subject(case), staff.id, named[:PEOPLE], len(shift))], ctx.now)
        return Toast(key="hand-over-whom")
    to = shift if args[2] == "shift" else [one for one in colleagues if one.id == number(args, 2)]
    offered = taking.hand_over(case, staff, to, ctx.now)
    await conversations.record(tx, case, (offered,), ctx.now)
    return Toast(key="hand-over-done", params={"until": At(at=offered.until)})


@router.callback_query(Pressed("agree"), Ours())
async def on_accept(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """What is handed over is taken: from here on it is the presser's."""
    staff, case = await _pressed(tx, ctx, args, "take")
    taken = taking.accept(case, staff, ctx.now)
    await conversations.record(tx, case, (taken,), ctx.now)
    return Toast(key="take-done", params={"until": At(at=taken.until)})


@router.callback_query(Pressed("decline"), Ours())
async def on_decline(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Not for me: when nobody is left to accept, the ladder goes on."""
    staff, case = await _pressed(tx, ctx, args, "take")
    await conversations.record(tx, case, (taking.decline(case, staff, ctx.now),), ctx.now)
    return Toast(key="hand-over-declined")


@router.callback_query(Pressed("card"), Ours())
async def on_back(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """The card as it was before it asked something."""
    staff, case = await _pressed(tx, ctx, args, "take")
    await outbox.add(tx, [cards.card(waiting.subject(case), staff.id, renew_only=True)], ctx.now)
    return Toast(key="card-back")


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
