"""*Raise*, *Lift* and *Stop*, under the figures of a test; and a raise that somebody has only written (PRODUCT 6)."""

from aiogram import Router
from aiogram.types import CallbackQuery

from desk.errors import DeskError
from desk.letters import caps as letters
from desk.letters.letter import Toast
from desk.people import may
from desk.waiting import Case
from handlers.context import Context, In, Ours, Pressed, number
from storage import conversations, outbox, pouring, publishing, verdicts
from storage.database import Tx

router = Router(name="verdicts")


@router.callback_query(Pressed("verdict"), In("forum"), Ours())
async def on_verdict(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Raise and Lift lead to the confirm screen of new terms; Stop stops at once."""
    trial = await verdicts.open_one(tx, number(args, 0), ctx.now)
    staff = ctx.staff
    if staff is None or not may(staff, "verdict", trial.owner):
        raise DeskError("not-yours")
    if args[1:] == ["stop"]:
        await verdicts.stop(tx, trial, staff, ctx.rules, ctx.now)
        return Toast(key="verdict-thanks")
    value = number(args, 2) if args[1:2] == ["raise"] else None
    case = await conversations.case(tx, trial.verdict.conversation or 0, ctx.rules, ctx.now)
    if case is None or value == -1 or args[1:2] not in (["raise"], ["lift"]):
        raise DeskError("button-stale")
    flow, place = trial.meter.flow, verdicts.place(trial)
    screen = await publishing.raise_cap(tx, case, staff, flow, place, value, ctx.rules, ctx.now)
    await outbox.add(tx, [screen], ctx.now)
    return Toast(key="verdict-screen")


@router.callback_query(Pressed("pour"), In("forum"), Ours())
async def on_pour(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Under words of ours that sound like a bigger cap: the confirm screen of new terms, or that they were none."""
    case = await _case(tx, ctx, query)
    if ctx.staff is None:
        raise DeskError("button-stale")
    if args[:1] == ["no"]:
        await outbox.add(tx, [letters.no_raise(case.conversation, number(args, 1), ctx.staff.name)], ctx.now)
        return Toast(key="pour-none")
    if not may(ctx.staff, "verdict", case.partner):
        raise DeskError("not-yours")
    meter = await pouring.meter(tx, case, number(args, 0), number(args, 1), ctx.now)
    value = number(args, 2)
    if value < 1:
        raise DeskError("button-stale")
    place = number(args, 1)
    screen = await publishing.raise_cap(tx, case, ctx.staff, meter.flow, place, value, ctx.rules, ctx.now)
    await outbox.add(tx, [screen], ctx.now)
    return Toast(key="verdict-screen")


async def _case(tx: Tx, ctx: Context, query: CallbackQuery) -> Case:
    """Whose topic it is."""
    message = query.message
    thread = getattr(message, "message_thread_id", None)
    conversation = await conversations.of_topic(tx, message.chat.id, thread) if message and thread else None
    case = None if conversation is None else await conversations.case(tx, conversation, ctx.rules, ctx.now)
    if case is None:
        raise DeskError("button-stale")
    return case
