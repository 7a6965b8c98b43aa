"""The heads' queue: a partner whom nobody looks after is given to somebody by a tap (PRODUCT 2)."""

from aiogram import Router
from aiogram.types import CallbackQuery

from desk import newcomers
from desk.errors import DeskError
from desk.letters.letter import Toast
from desk.people import Staff, may
from handlers.context import Context, In, Ours, Pressed, number
from storage import owners, people
from storage.database import Tx

router = Router(name="owners")


@router.callback_query(Pressed("give"), In("private"), Ours())
async def on_give(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """The next partner of the queue; or the person this one is given to."""
    if ctx.staff is None or not may(ctx.staff, "give"):
        raise DeskError("heads-only")
    if args == ["next"]:
        return None if await owners.question(tx, ctx.staff, ctx.rules, ctx.now) else Toast(key="alone-nobody")
    partner = await people.partner(tx, number(args, 0))
    manager = await people.staff_by_id(tx, number(args, 1))
    if partner is None or manager is None or not newcomers.owns(manager):
        raise DeskError("button-stale")
    if not await owners.give(tx, partner, manager, ctx.staff, ctx.now):
        raise DeskError("partner-given-already", name=await _owner(tx, partner.manager))
    return Toast(key="partner-given-done", params={"name": manager.name})


async def _owner(tx: Tx, staff: int | None) -> str:
    known: Staff | None = None if staff is None else await people.staff_by_id(tx, staff)
    return known.name if known else "—"
