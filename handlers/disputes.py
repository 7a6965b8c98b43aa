"""*Dispute* under a count or a card, `/dispute` in a topic, and what settles one (PRODUCT 7)."""

from typing import get_args

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import disputes
from desk.disputes import Dispute, Settled
from desk.errors import DeskError
from desk.letters import disputes as letters
from desk.letters import tools as words_of
from desk.letters.letter import Toast
from handlers import places
from handlers.context import Context, In, Ours, Pressed, Says, number
from handlers.places import Here
from storage import chats, dossiers, outbox, people
from storage import disputes as shelf
from storage.database import Tx

router = Router(name="disputes")


@router.callback_query(In("private", "group"), Pressed("dispute"), Ours(False))
async def on_start(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Somebody of the partner does not agree: one question, which is answered by a reply."""
    chat = await chats.by_tg(tx, query.message.chat.id) if query.message else None
    contact = await people.contact(tx, ctx.user_id)
    if chat is None or chat.partner is None or contact is None or contact.partner != chat.partner:
        raise DeskError("link-foreign")
    if args != [offer := args[0] if args else ""] or offer not in await dossiers.offers(tx, chat.partner):
        raise DeskError("dispute-stale")
    await shelf.ask(tx, chat, offer, contact.user_id, query.from_user.full_name, ctx.rules, ctx.now)
    return Toast(key="dispute-asked")


@router.message(In("forum"), Says("dispute"), Ours())
async def on_dispute(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/dispute casino-x what is wrong`: opened for the partner. `/dispute 3 declined why`: settled."""
    here = await places.topic(tx, ctx, message, "dispute")
    if len(words) < 2:
        raise DeskError("form-dispute")
    text = (message.text or "").split(maxsplit=2)[2]
    if words[0].isascii() and words[0].isdigit():
        await _settle(tx, ctx, here, words, text)
        return
    offers = await dossiers.offers(tx, here.case.partner.id)
    if words[0].casefold() not in offers:
        raise DeskError("dispute-no-offer", word=words_of.word(words[:1]), known=", ".join(offers) or "–")
    staff = here.staff
    offer = words[0].casefold()
    await shelf.begin(tx, here.case.chat, offer, text, staff.user_id, staff.name, ctx.rules, ctx.now)
    await people.audit(tx, ctx.user_id, "dispute", {"partner": here.case.partner.id, "offer": offer}, ctx.now)


@router.callback_query(In("forum"), Pressed("settle"), Ours())
async def on_settle(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """In the partner's favour, at once; partly or declined, after the reason."""
    if not isinstance(query.message, Message) or args[1:] not in ([way] for way in get_args(Settled)):
        raise DeskError("button-stale")
    here = await places.topic(tx, ctx, query.message, "settle-dispute")
    dispute, how = await _open(tx, here, number(args, 0)), args[1]
    if how == "favour":
        await _end(tx, ctx, here, dispute, "favour", "")
        return Toast(key="dispute-done")
    way: Settled = "partly" if how == "partly" else "declined"
    await outbox.add(tx, [letters.reason_wanted(here.case.conversation, dispute, way)], ctx.now)
    return Toast(key="dispute-why")


async def _settle(tx: Tx, ctx: Context, here: Here, words: list[str], text: str) -> None:
    places.allowed(ctx, "settle-dispute", here.case)
    dispute = await _open(tx, here, number(words, 0))
    way: Settled | None = next((way for way in get_args(Settled) if words[1].casefold() == way), None)
    reason = text.partition(" ")[2].strip()
    if way is None or (way != "favour" and not reason):
        raise DeskError("form-dispute")
    await _end(tx, ctx, here, dispute, way, reason)


async def _open(tx: Tx, here: Here, wanted: int) -> Dispute:
    """The open dispute of that number, if it is this partner's."""
    dispute = await shelf.by_id(tx, wanted)
    if dispute is None or dispute.partner != here.case.partner.id or dispute.state == "asked":
        raise DeskError("dispute-none")
    if dispute.state != "open":
        raise DeskError("dispute-over-already")
    return dispute


async def _end(tx: Tx, ctx: Context, here: Here, dispute: Dispute, how: Settled, reason: str) -> None:
    staff = here.staff
    if len(reason) > disputes.LONG:
        raise DeskError("dispute-long", most=disputes.LONG)
    await shelf.settle(tx, dispute, how, reason, staff.user_id, staff.name, ctx.rules, ctx.now)
    await people.audit(
        tx, ctx.user_id, "dispute-settled", {"dispute": dispute.id, "how": how, "reason": reason}, ctx.now
    )
