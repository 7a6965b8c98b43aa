"""Promises: `/promise`, what becomes of one, and "one moment" from under a card (PRODUCT 4, 7)."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import promises
from desk.conversation import PREVIEW, Over, PromiseOver, promise_of
from desk.errors import DeskError
from desk.letters.letter import At, Source, Toast
from handlers import contents, places
from handlers.context import Context, In, Ours, Pressed, Says, number
from storage import answers, conversations
from storage.database import Tx

router = Router(name="promises")

ENDS: tuple[Over, ...] = ("kept", "withdrawn")  # what a button makes of one


@router.message(In("forum"), Says("promise"), Ours())
async def on_promise(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/promise 18:00 report`: the partner is told, and so is whoever promised before it is due."""
    place = await places.topic(tx, ctx, message, "promise")
    if answers.holds_link(contents.raw(message), ctx.rules):
        raise DeskError("link-in-topic")
    asked = promises.read(words, ctx.now, place.staff.zone)
    if len(asked.text) > PREVIEW:
        raise DeskError("promise-long", most=PREVIEW)
    await answers.promise(tx, place.case, place.source, place.staff, asked, ctx.rules, message.date, ctx.now)


@router.callback_query(Pressed("promise"), Ours())
async def on_pressed(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Done, Withdraw, or Later: once; what is over is over."""
    case = await conversations.case(tx, number(args, 0), ctx.rules, ctx.now)
    promise = promise_of(case.state, number(args, 1)) if case else None
    if case is None or promise is None:
        raise DeskError("promise-over")
    staff = places.allowed(ctx, "promise", case)
    if args[2:] == ["later", str(promise.moves)]:
        moved = promises.later(promise, staff.id, ctx.rules.promises, ctx.now)
        await conversations.record(tx, case, (moved,), ctx.now)
        return Toast(key="promise-later-done", params={"due": At(at=moved.due)})
    how: Over | None = next((one for one in ENDS if args[2:] == [one]), None)
    if how is None:
        raise DeskError("button-stale")
    over = PromiseOver(at=ctx.now, number=promise.number, how=how, staff=staff.id)
    await conversations.record(tx, case, (over,), ctx.now)
    return Toast(key="promise-kept-done" if how == "kept" else "promise-withdrawn-done")


@router.callback_query(Pressed("hold"), Ours())
async def on_hold(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """*One moment*: the partner reads that we are checking; an answer is promised."""
    case = await conversations.case(tx, number(args, 0), ctx.rules, ctx.now)
    waiting = case.state.waiting if case else None
    if case is None or waiting is None or waiting.episode != number(args, 1) or not isinstance(query.message, Message):
        raise DeskError("card-stale")
    staff = places.allowed(ctx, "answer", case)
    card = Source(chat=query.message.chat.id, message=query.message.message_id)
    if not await answers.hold(tx, case, card, staff, ctx.rules, ctx.now):
        raise DeskError("button-stale")
    return Toast(key="hold-done", params={"until": At(at=ctx.now + ctx.rules.promises.within)})
