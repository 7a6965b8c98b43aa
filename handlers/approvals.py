"""*Give the link* and *Refuse*, where staff give the links of an offer out (PRODUCT 6)."""

from aiogram import Router
from aiogram.types import CallbackQuery

from desk import evidence, links
from desk.errors import DeskError
from desk.letters import approvals as letters
from desk.letters.approvals import REASONS, Reason, Wanted
from desk.letters.letter import Toast
from desk.people import Partner, Staff, may
from handlers.context import Context, In, Ours, Pressed, number
from storage import announcing, approvals, chats, conversations, issuing, outbox, people
from storage.approvals import Approval
from storage.database import Tx

router = Router(name="approvals")


@router.callback_query(Pressed("approve"), In("forum"), Ours())
async def on_decided(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """Given, refused with a reason, or the reasons shown; what somebody has decided stays."""
    approval = await approvals.by_id(tx, number(args, 0))
    partner = await people.partner(tx, approval.partner) if approval else None
    if approval is None or partner is None or approval.state != "asked":
        raise DeskError("button-stale")
    if ctx.staff is None or not may(ctx.staff, "link", partner):
        raise DeskError("not-yours")
    match args[1:]:
        case ["give"]:
            return await _give(tx, ctx, approval, partner, ctx.staff)
        case ["no", reason] if reason in REASONS:
            return await _refuse(tx, ctx, approval, ctx.staff, next(one for one in REASONS if one == reason))
        case ["no"] | ["back"]:
            wanted = await _wanted(tx, ctx, approval)
            await outbox.add(tx, [letters.wanted(wanted, reasons=args[1] == "no")], ctx.now)
            return None
    raise DeskError("button-stale")


async def _give(tx: Tx, ctx: Context, approval: Approval, partner: Partner, staff: Staff) -> Toast:
    offer = links.offered(ctx.rules.offer(approval.offer), approval.geo, approval.source)
    chat = await chats.by_id(tx, approval.chat)
    if chat is None or chat.partner != partner.id:
        raise DeskError("button-stale")
    await announcing.check_owed(tx, chat, ctx.rules, ctx.now)
    by = evidence.person(staff.user_id, staff.name, ours=True)
    issued = await issuing.give(tx, chat, partner, offer, approval.geo, approval.source, by, ctx.now)
    await approvals.decide(tx, approval.id, "given", staff, ctx.now)
    await _audit(tx, ctx, approval, "link_given")
    await outbox.add(tx, [issued.card, letters.given(await _wanted(tx, ctx, approval), staff.name)], ctx.now)
    return Toast(key="approve-given")


async def _refuse(tx: Tx, ctx: Context, approval: Approval, staff: Staff, reason: Reason) -> Toast:
    await approvals.decide(tx, approval.id, "refused", staff, ctx.now, reason)
    await _audit(tx, ctx, approval, "link_refused")
    wanted = await _wanted(tx, ctx, approval)
    await outbox.add(tx, letters.refused(wanted, staff.name, reason, approval.chat), ctx.now)
    return Toast(key="approve-refused")


async def _audit(tx: Tx, ctx: Context, approval: Approval, what: str) -> None:
    about = {"partner": approval.partner, "offer": approval.offer, "geo": approval.geo, "source": approval.source}
    await people.audit(tx, ctx.user_id, what, about, ctx.now)


async def _wanted(tx: Tx, ctx: Context, approval: Approval) -> Wanted:
    chat = await chats.by_id(tx, approval.chat)
    assert chat is not None
    offer = ctx.rules.offer(approval.offer)
    return Wanted(
        id=approval.id,
        conversation=await conversations.of_chat(tx, chat),
        person=approval.name,
        offer=offer.name if offer else approval.offer,
        geo=approval.geo,
        source=approval.source,
    )
