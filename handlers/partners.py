"""Partners as a list, and two of them made one: `/partners`, `/merge` (PRODUCT 1, 10)."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import partners as found
from desk.errors import DeskError
from desk.letters import partners as letters
from desk.letters.letter import Letter, Toast
from desk.people import Partner, Staff, may
from handlers.context import Context, In, Ours, Pressed, Says, Slash, number
from storage import merging, outbox, people
from storage.database import Tx

router = Router(name="partners")
router.message.filter(Slash())


@router.message(In("private"), Says("partners"), Ours())
async def on_partners(message: Message, tx: Tx, ctx: Context) -> None:
    """`/partners`: a manager's own, a head's all."""
    staff = _allowed(ctx, "partners")
    said = await _page(tx, staff, 0)
    await outbox.drop_slot(tx, said.slot or "")
    await outbox.add(tx, [said], ctx.now)


@router.callback_query(Pressed("partners"), In("private"), Ours())
async def on_page(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> None:
    """Another page."""
    await outbox.add(tx, [await _page(tx, _allowed(ctx, "partners"), max(0, number(args, 0)))], ctx.now)


async def _page(tx: Tx, staff: Staff, page: int) -> Letter:
    listed, page, total = await merging.page(tx, None if staff.role == "head" else staff.id, page)
    return letters.listed(staff.id, listed, page, total)


def _allowed(ctx: Context, action: str) -> Staff:
    if ctx.staff is None or not may(ctx.staff, action):
        raise DeskError("not-yours")
    return ctx.staff


@router.message(In("private"), Says("merge"), Ours())
async def on_merge(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/merge`, `/merge alpha`: which partner stays?"""
    staff = _allowed(ctx, "merge")
    said = letters.merge_keep(staff.id, found.fitting(await _own(tx, staff), words))
    await outbox.drop_slot(tx, said.slot or "")
    await outbox.add(tx, [said], ctx.now)


async def _own(tx: Tx, staff: Staff) -> list[Partner]:
    """The partners that person may merge: there must be two."""
    own = [partner for partner in await people.partners(tx) if may(staff, "merge", partner)]
    if len(own) < 2:
        raise DeskError("merge-alone")
    return own


@router.callback_query(Pressed("merge"), In("private"), Ours())
async def on_merging(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """The partner that stays, the one that goes, confirmed, or not."""
    staff = _allowed(ctx, "merge")
    match args:
        case ["k", _]:
            said = letters.merge_keep(staff.id, await _own(tx, staff), max(0, number(args, 1)))
        case ["g", _]:
            said = await _gone(tx, staff, await _mine(tx, staff, args, 1), 0)
        case ["t", _, _]:
            said = await _gone(tx, staff, await _mine(tx, staff, args, 1), max(0, number(args, 2)))
        case ["ok", _, _]:
            said = await _confirm(tx, staff, args)
        case ["go", _, _]:
            return await _merged(tx, ctx, staff, args)
        case ["no"]:
            said = letters.merge_dropped(staff.id)
        case _:
            raise DeskError("button-stale")
    await outbox.add(tx, [said], ctx.now)
    return None


async def _mine(tx: Tx, staff: Staff, args: list[str], index: int) -> Partner:
    partner = await people.partner(tx, number(args, index))
    if partner is None:
        raise DeskError("button-stale")
    if not may(staff, "merge", partner):
        raise DeskError("not-yours")
    return partner


async def _both(tx: Tx, staff: Staff, args: list[str]) -> tuple[Partner, Partner]:
    kept, gone = await _mine(tx, staff, args, 1), await _mine(tx, staff, args, 2)
    if kept == gone:
        raise DeskError("button-stale")
    return kept, gone


async def _gone(tx: Tx, staff: Staff, kept: Partner, page: int) -> Letter:
    others = [partner for partner in await _own(tx, staff) if partner != kept]
    return letters.merge_gone(staff.id, kept, found.likely(others, kept.name), page)


async def _confirm(tx: Tx, staff: Staff, args: list[str]) -> Letter:
    kept, gone = await _both(tx, staff, args)
    manager = await people.staff_by_id(tx, kept.manager) if kept.manager is not None else None
    counts = await merging.counts(tx, kept), await merging.counts(tx, gone)
    joined = await merging.joined(tx, kept, gone)
    return letters.merge_confirm(staff.id, kept, gone, manager.name if manager else None, counts, joined)


async def _merged(tx: Tx, ctx: Context, staff: Staff, args: list[str]) -> Toast:
    kept, gone = await _both(tx, staff, args)
    conversation = await merging.merge(tx, kept, gone, staff, ctx.rules, ctx.now)
    data = {"kept": kept.id, "gone": gone.id, "name": gone.name, "tier": gone.tier, "manager": gone.manager}
    await people.audit(tx, ctx.user_id, "merge", data, ctx.now)
    await outbox.add(tx, [letters.merged(staff.id, kept, gone, conversation)], ctx.now)
    return Toast(key="bound")
