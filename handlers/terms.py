"""Terms that staff change: `/terms`, `/cap`, `/rate` in a topic, the screen that asks first, and what chats answer (PRODUCT 6)."""

from collections.abc import Callable

from aiogram import Router
from aiogram.types import CallbackQuery, Message, User

from desk import links, publishing, termforms
from desk.chats import Chat
from desk.errors import DeskError
from desk.letters import terms as letters
from desk.letters.letter import Letter, Source, Toast
from desk.people import Contact, Partner, Staff, may
from desk.publishing import Wish
from desk.rules import Offer
from desk.termforms import Asked
from desk.terms import Body, Scope, Version
from desk.waiting import Case
from handlers import places
from handlers.context import Context, In, Ours, Pressed, Says, number
from storage import announcing, chats, conversations, outbox, people
from storage import links as shelf
from storage import publishing as press
from storage.announcing import Announcement
from storage.database import Tx
from storage.publishing import Draft

router = Router(name="terms")


# --- commands of a topic ---------------------------------------------------------------------------------------------


@router.message(Says("terms"), In("forum"), Ours())
async def on_terms(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/terms`: what binds each flow. `/terms casino-x KZ` and conditions, one a line: a new version is asked for."""
    if not words:
        place = await places.topic(tx, ctx, message, "terms:look")
        await _show(tx, ctx, place.case, place.source, place.staff)
        return
    place = await places.topic(tx, ctx, message, "terms")
    said, conditions = termforms.split((message.text or "").split(maxsplit=1)[1])
    await _ask(tx, ctx, place, said, lambda asked, body: termforms.edit(asked, conditions, body))


@router.message(Says("cap"), In("forum"), Ours())
async def on_cap(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/cap 100 day casino-x KZ FB`: another cap, for what is named."""
    place = await places.topic(tx, ctx, message, "terms")
    if not words:
        raise DeskError("form-cap")
    await _ask(tx, ctx, place, words, termforms.cap)


@router.message(Says("rate"), In("forum"), Ours())
async def on_rate(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/rate 25 casino-x`: another payout, for what is named."""
    place = await places.topic(tx, ctx, message, "terms")
    if not words:
        raise DeskError("form-rate")
    await _ask(tx, ctx, place, words, termforms.rate)


@router.message(Says("tier"), In("forum"), Ours())
async def on_tier(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/tier`: which it is. `/tier vip until 2027-01-31`: what that changes, and whether it shall."""
    place = await places.topic(tx, ctx, message, "tier")
    case = place.case
    if not words:
        await outbox.add(tx, [letters.tier_is(case.conversation, case.partner, place.source)], ctx.now)
        return
    to, until = termforms.tier(words, ctx.now, place.staff.zone)
    said = await press.ask_tier(tx, case, place.staff, to, until, ctx.rules, ctx.now, place.source)
    await outbox.add(tx, [said], ctx.now)


async def _show(tx: Tx, ctx: Context, case: Case, asked: Source, staff: Staff) -> None:
    lines = await press.standing(tx, case.partner, [], ctx.rules, ctx.now)
    allowed = may(staff, "terms", case.partner)
    said = letters.standing(case.conversation, asked, lines, ctx.rules.offers, allowed)
    await outbox.add(tx, [said], ctx.now)


async def _ask(
    tx: Tx, ctx: Context, place: places.Here, words: list[str], change: Callable[[Asked, Body], Body]
) -> None:
    """The screen for what was written: nothing has changed yet."""
    case, zone = place.case, place.staff.zone
    usual = [flow.offer for flow in await shelf.flows_of(tx, case.partner.id)]
    asked = termforms.asked(words, ctx.rules.offers, usual, ctx.now, zone)
    scope = Scope(offer=asked.offer.id, partner=case.partner.id, geo=asked.geo, source=asked.source)
    book = await shelf.book(tx, case.partner, asked.offer.id)
    before = publishing.base(book.versions, scope, book.tier_at(ctx.now), ctx.now)
    wish = Wish(scope=scope, body=change(asked, before.body), at=asked.at, until=asked.until)
    await outbox.add(tx, [await press.ask(tx, case, place.staff, wish, ctx.rules, ctx.now, place.source)], ctx.now)


@router.message(Says("offers"), In("private"), Ours())
async def on_offers(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/offers`: which there are, with the terms of each tier."""
    if words:
        raise DeskError("form-offers")
    said = await _offers(tx, ctx, 0)
    await outbox.drop_slot(tx, said.slot or "")
    await outbox.add(tx, [said], ctx.now)


@router.callback_query(Pressed("offers"), In("private"), Ours())
async def on_offers_page(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> None:
    """Another page."""
    await outbox.add(tx, [await _offers(tx, ctx, max(0, number(args, 0)))], ctx.now)


async def _offers(tx: Tx, ctx: Context, page: int) -> Letter:
    if ctx.staff is None or not may(ctx.staff, "offers"):
        raise DeskError("not-yours")
    shown = await press.offered(tx, ctx.rules, ctx.now)
    return letters.offers(ctx.staff.id, shown, page, may_reload=may(ctx.staff, "reload"))


# --- buttons of a topic --------------------------------------------------------------------------------------------------


@router.callback_query(Pressed("publish"), In("forum"), Ours())
async def on_publish(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Publish or Cancel on the confirm screen."""
    draft, partner, staff = await _draft(tx, ctx, query, args)
    if draft.wish is None:
        raise DeskError("button-stale")
    return await _publish(tx, ctx, draft, partner, staff) if args[1] == "yes" else await _cancel(tx, ctx, draft)


@router.callback_query(Pressed("tier"), In("forum"), Ours())
async def on_tier_button(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Confirm or Cancel on the screen of another tier."""
    draft, partner, staff = await _draft(tx, ctx, query, args)
    if draft.tier is None:
        raise DeskError("button-stale")
    if args[1] == "no":
        return await _cancel(tx, ctx, draft)
    at = await press.change_tier(tx, draft, partner, staff, ctx.rules, ctx.now)
    data = {"partner": partner.id, "from": partner.tier, "to": draft.tier, "at": at.isoformat()}
    await people.audit(tx, ctx.user_id, "tier", data, ctx.now)
    when = None if at <= ctx.now else at
    said = letters.tier_changed(draft.conversation, draft.id, staff.name, draft.tier, when)
    await outbox.add(tx, [said], ctx.now)
    return Toast(key="tier-changed-toast")


async def _draft(tx: Tx, ctx: Context, query: CallbackQuery, args: list[str]) -> tuple[Draft, Partner, Staff]:
    """The draft on whose screen was pressed, of this topic and not settled, for one who may."""
    draft = await press.draft(tx, number(args, 0))
    partner = await people.partner(tx, draft.partner) if draft else None
    if draft is None or partner is None or args[1:] not in (["yes"], ["no"]):
        raise DeskError("button-stale")
    staff = _manager(ctx, partner)
    await _here(tx, query, draft.conversation)
    if draft.done:
        raise DeskError("button-stale")
    return draft, partner, staff


async def _cancel(tx: Tx, ctx: Context, draft: Draft) -> Toast:
    await press.drop(tx, draft, ctx.now)
    await outbox.add(tx, [letters.dropped(draft.conversation, draft.id)], ctx.now)
    return Toast(key="publish-cancelled")


async def _publish(tx: Tx, ctx: Context, draft: Draft, partner: Partner, staff: Staff) -> Toast:
    made = await press.publish(tx, draft, partner, staff, ctx.rules, ctx.now)
    await people.audit(
        tx, ctx.user_id, "terms", {"partner": partner.id, "version": made.id, "hash": made.hash}, ctx.now
    )
    at = None if made.valid_from <= ctx.now else made.valid_from
    said = letters.published(draft.conversation, draft.id, staff.name, made.number, at)
    await outbox.add(tx, [said], ctx.now)
    return Toast(key="publish-published", params={"version": made.number})


def _manager(ctx: Context, partner: Partner) -> Staff:
    if ctx.staff is None or not may(ctx.staff, "terms", partner):
        raise DeskError("not-yours")
    return ctx.staff


async def _here(tx: Tx, query: CallbackQuery, conversation: int) -> None:
    """The button stands in the topic it was made for: whatever was forged elsewhere does nothing."""
    message = query.message
    thread = getattr(message, "message_thread_id", None) or 0
    if message is None or await conversations.of_topic(tx, message.chat.id, thread) != conversation:
        raise DeskError("button-stale")


@router.callback_query(Pressed("terms"), In("forum"), Ours())
async def on_terms_button(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """Under `/terms`: the form filled in for an offer, or a version withdrawn that has not come into force."""
    case = await _case(tx, ctx, query)
    staff = _manager(ctx, case.partner)
    match args:
        case ["form", offer_id]:
            await _form(tx, ctx, case, ctx.rules.offer(offer_id))
            return None
        case ["withdraw", _]:
            known = [one for one in await _versions(tx, ctx, case) if one.id == number(args, 1)]
            if not known:
                raise DeskError("button-stale")
            await press.withdraw(tx, case.partner, known[0], staff, ctx.rules, ctx.now)
            data = {"partner": case.partner.id, "version": known[0].id}
            await people.audit(tx, ctx.user_id, "terms-withdraw", data, ctx.now)
            await outbox.add(tx, [letters.withdrawn(case.conversation, staff.name, known[0].number)], ctx.now)
            return Toast(key="publish-withdrawn", params={"version": known[0].number})
    raise DeskError("button-stale")


async def _versions(tx: Tx, ctx: Context, case: Case) -> list[Version]:
    offers = {flow.offer for flow in await shelf.flows_of(tx, case.partner.id)} | {one.id for one in ctx.rules.offers}
    return [one for offer in sorted(offers) for one in await shelf.versions(tx, case.partner.id, offer)]


async def _form(tx: Tx, ctx: Context, case: Case, offer: Offer | None) -> None:
    if offer is None:
        raise DeskError("button-stale")
    book = await shelf.book(tx, case.partner, offer.id)
    scope = Scope(offer=offer.id, partner=case.partner.id)
    body = publishing.base(book.versions, scope, book.tier_at(ctx.now), ctx.now).body
    text = termforms.example(Asked(offer=offer), body)
    await outbox.add(tx, [letters.form(case.conversation, offer.name, text)], ctx.now)


async def _case(tx: Tx, ctx: Context, query: CallbackQuery) -> Case:
    message = query.message
    thread = getattr(message, "message_thread_id", None) or 0
    conversation = await conversations.of_topic(tx, message.chat.id, thread) if message else None
    case = await conversations.case(tx, conversation, ctx.rules, ctx.now) if conversation is not None else None
    if case is None:
        raise DeskError("button-stale")
    return case


# --- what a chat answers ----------------------------------------------------------------------------------------------


@router.callback_query(Pressed("change"), In("private", "group"))
async def on_change(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """Accept, or Decline and stop, under the announcement of a change."""
    known, contact = await _announced(tx, ctx, query, number(args, 0))
    name = query.from_user.full_name
    match args[1:]:
        case ["yes"]:
            return await _accept(tx, ctx, known, contact, name)
        case ["ask"] | ["back"]:
            _binding(contact, await _chat(tx, known))
            await announcing.ask(tx, known, "asking" if args[1] == "ask" else "open", ctx.rules, ctx.now)
            return None
        case ["stop"]:
            _binding(contact, await _chat(tx, known))
            stopped = await announcing.decline(tx, known, ctx.user_id, name, ctx.rules, ctx.now)
            if stopped is None:
                raise DeskError("change-void")
            return Toast(key="change-stopped", params={"links": stopped}, alert=True)
    raise DeskError("button-stale")


async def _announced(tx: Tx, ctx: Context, query: CallbackQuery, at: int) -> tuple[Announcement, Contact]:
    """The announcement of this very chat, and the contact who answers it."""
    known = await announcing.announcement(tx, at)
    chat = await chats.by_tg(tx, query.message.chat.id) if query.message else None
    if known is None or chat is None or known.chat != chat.id or chat.partner != known.partner:
        raise DeskError("button-stale")
    if ctx.staff is not None:
        raise DeskError("link-accept-staff")
    if known.answered:
        raise DeskError("change-answered")
    contact = await _contact(tx, ctx, query.from_user, known.partner)
    if isinstance(query.message, Message):  # the press proves that it has arrived, whatever the sender knows
        await announcing.arrived(tx, known, query.message.message_id, ctx.rules, ctx.now)
    return known, contact


async def _contact(tx: Tx, ctx: Context, person: User, partner: int) -> Contact:
    """Who presses; a stranger in a partner's chat becomes its contact (PRODUCT 1)."""
    name, username = person.full_name, person.username
    if await people.contact(tx, person.id) is None:
        new = Contact(user_id=person.id, partner=partner, name=name, username=username, locale=ctx.locale)
        await people.add_contact(tx, new)
    contact = await people.contact(tx, person.id)
    assert contact is not None
    return contact


async def _chat(tx: Tx, known: Announcement) -> Chat:
    chat = await chats.by_id(tx, known.chat)
    assert chat is not None
    return chat


def _binding(contact: Contact, chat: Chat) -> None:
    if links.standing(contact, chat) != "accepted":
        raise DeskError("change-not-yours")


async def _accept(tx: Tx, ctx: Context, known: Announcement, contact: Contact, name: str) -> Toast:
    kind = links.standing(contact, await _chat(tx, known))
    bound = await announcing.accept(tx, known, ctx.user_id, name, kind, ctx.rules, ctx.now)
    if bound is None:
        raise DeskError("change-void")
    version = await shelf.version(tx, known.after)
    if kind == "read":
        return Toast(key="change-read", alert=True)
    return Toast(key="change-accepted-toast", params={"version": version.number})
