"""`/link` from offer to card, Accept that reveals the link, `/links` and `/terms` (PRODUCT 6, 10)."""

from dataclasses import dataclass

from aiogram import Router
from aiogram.types import CallbackQuery, Message, User

from desk import evidence, links
from desk.chats import Chat
from desk.errors import DeskError
from desk.letters import letter
from desk.letters import links as letters
from desk.letters.approvals import Wanted
from desk.letters.approvals import wanted as wanted_letter
from desk.letters.letter import Letter, Toast
from desk.letters.links import Picker
from desk.links import Link
from desk.people import Contact, Partner, may
from desk.rules import Offer
from desk.terms import Version
from handlers.context import Context, In, Pressed, Says, Slash, number
from storage import (
    announcing,
    approvals,
    chats,
    conversations,
    issuing,
    meeting,
    members,
    outbox,
    people,
    showings,
    tools,
)
from storage import links as shelf
from storage.database import Tx

router = Router(name="links")
router.message.filter(Slash())

PLACES = In("private", "group", "forum")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Where:
    """The partner's chat that is meant, and who acts: a contact, or one of us (`contact` None) there or in the topic."""

    chat: Chat
    partner: Partner
    person: User
    contact: Contact | None
    picker: Picker


@router.message(Says("link"), PLACES)
async def on_link(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/link`: which offer? (`/link ?`: the form)."""
    if words:
        raise DeskError("form-link")
    where = await _asking(tx, ctx, message)
    await announcing.check_owed(tx, where.chat, ctx.rules, ctx.now)
    await outbox.drop_slot(tx, where.picker.slot)
    await _say(tx, ctx, await _offers(tx, ctx, where, 0))


@router.callback_query(Pressed("link"), PLACES)
async def on_pick(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> None:
    """A button of the picker, or of `/links`: the next question, another page, or the card."""
    where = await _pressing(tx, ctx, query)
    last = max(0, number(args, len(args) - 1))
    match args:
        case ["p", _]:
            await _say(tx, ctx, await _offers(tx, ctx, where, last))
        case ["o", offer] | ["o", offer, _]:
            await _say(tx, ctx, await _geos(tx, ctx, where, offer, last if len(args) > 2 else 0))
        case ["g", offer, geo] | ["g", offer, geo, _]:
            await _say(tx, ctx, await _sources(tx, ctx, where, offer, geo, last if len(args) > 3 else 0))
        case ["s", offer, geo, mark]:
            await _chosen(tx, ctx, where, links.offered(ctx.rules.offer(offer), geo), geo, mark)
        case ["c", _]:
            await _show(tx, ctx, where, last)
        case ["l", _]:
            await _say(tx, ctx, await _listed(tx, ctx, where, last))
        case _:
            raise DeskError("link-stale")


@router.callback_query(Pressed("accept"), PLACES)
async def on_accept(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Accept on a card: kept once, and the link appears in that message; on an older version, the new card comes."""
    where = await _at(tx, ctx, query.message, query.from_user)
    if where.contact is None:
        raise DeskError("link-accept-staff")
    link, offer = await _known(tx, ctx, where, number(args, 0))
    version = await shelf.in_force(tx, where.partner, link.flow, ctx.now)
    if number(args, 1) != version.id:
        return await _newer(tx, ctx, where, link, offer, version)
    name = ":".join(args)
    if f"card:{name}" not in {shown.letter for shown in await shelf.exposures(tx, link, version)}:
        raise DeskError("link-stale")
    if isinstance(query.message, Message):  # the press proves that it has arrived, whatever the sender knows
        await shelf.shown(tx, f"card:{name}", query.message.message_id, query.message.date)
    await _alive(tx, link, offer)
    return await _accepted(tx, ctx, where, link, offer, version, name)


@router.callback_query(Pressed("ask"), PLACES)
async def on_question(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Question on a card: the person is asked to write it, the topic is told."""
    where = await _at(tx, ctx, query.message, query.from_user)
    link, offer = await _known(tx, ctx, where, number(args, 0))
    version = await shelf.in_force(tx, where.partner, link.flow, ctx.now)
    if where.contact is not None:
        await _tell(tx, ctx, where, "question", link, offer, version)
    return Toast(key="link-ask", alert=True)


@router.message(Says("links"), PLACES)
async def on_links(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/links`: what this chat has, without addresses."""
    if words:
        raise DeskError("form-links")
    where = await _asking(tx, ctx, message)
    await outbox.drop_slot(tx, where.picker.slot)
    await _say(tx, ctx, await _listed(tx, ctx, where, 0))


@router.message(Says("terms"), In("private", "group"))
async def on_terms(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/terms`: what is in force for the partner's live flows; without any, the general terms."""
    if words:
        raise DeskError("form-terms")
    where = await _asking(tx, ctx, message)
    live = await showings.live_terms(tx, where.chat, ctx.rules, ctx.now)
    general = letters.general_terms(letter.chat(where.chat.id), ctx.rules.general[where.partner.tier])
    await _say(tx, ctx, *(live or [general]))


# --- where, and who ---------------------------------------------------------------------------------------------------


async def _asking(tx: Tx, ctx: Context, message: Message) -> _Where:
    """Refuses those who write as a chat, and people of another partner: the same answer wherever they ask."""
    if message.from_user is None or message.sender_chat is not None or message.from_user.is_bot:
        raise DeskError("link-anonymous")
    return _own(await _at(tx, ctx, message, message.from_user))


async def _pressing(tx: Tx, ctx: Context, query: CallbackQuery) -> _Where:
    return _own(await _at(tx, ctx, query.message, query.from_user))


def _own(where: _Where) -> _Where:
    if links.foreign(where.contact, where.chat):
        raise DeskError("link-foreign")
    return where


async def _at(tx: Tx, ctx: Context, message: Message | object, person: User) -> _Where:
    """The partner's chat behind the message, or what one must do first (DeskError)."""
    chat = await _chat(tx, ctx, message, person)
    partner = await people.partner(tx, chat.partner) if chat.partner is not None else None
    if partner is None:
        raise DeskError("link-unbound" if chat.kind == "group" else "link-stranger")
    if ctx.staff is not None and not may(ctx.staff, "link", partner):
        raise DeskError("not-yours")
    contact = await _contact(tx, ctx, chat, person) if ctx.staff is None else None
    return _Where(
        chat=chat, partner=partner, person=person, contact=contact, picker=await _picker(tx, ctx, chat, person)
    )


async def _chat(tx: Tx, ctx: Context, message: Message | object, person: User) -> Chat:
    tg_id: int = message.chat.id if message else 0  # type: ignore[attr-defined]
    if ctx.place == "forum":
        found = await shelf.chat_of_topic(tx, tg_id, getattr(message, "message_thread_id", None) or 0)
        if found is None or ctx.staff is None:
            raise DeskError("link-topic-only")
        return found
    if ctx.place == "private" and ctx.staff is not None:
        raise DeskError("link-topic-only")
    chat = await chats.by_tg(tx, tg_id)
    if ctx.place == "private" and (chat is None or chat.partner is None) and await people.contact(tx, person.id):
        name, username = person.full_name, person.username  # known from a group, in private for the first time
        return await meeting.private_chat(tx, person.id, name, username, ctx.locale, ctx.rules, ctx.now)
    if chat is None:
        raise DeskError("link-unbound" if ctx.place == "group" else "link-stranger")
    return chat


async def _contact(tx: Tx, ctx: Context, chat: Chat, person: User) -> Contact | None:
    if chat.kind == "group":
        await members.came(tx, chat.id, person.id, person.full_name, ctx.now)
    known = await people.contact(tx, person.id)
    if not links.joins(known, chat) or chat.partner is None:
        return known
    new = Contact(
        user_id=person.id, partner=chat.partner, name=person.full_name, username=person.username, locale=ctx.locale
    )
    await people.add_contact(tx, new)
    return await people.contact(tx, person.id)


async def _picker(tx: Tx, ctx: Context, chat: Chat, person: User) -> Picker:
    if ctx.place == "forum":
        to = letter.topic(await conversations.of_chat(tx, chat))
        return Picker(to=to, slot=f"pick:topic:{to.id}:{person.id}", chat=chat.title)
    return Picker(to=letter.chat(chat.id), slot=f"pick:{chat.id}:{person.id}")


# --- offer, GEO, source -----------------------------------------------------------------------------------------------


async def _offers(tx: Tx, ctx: Context, where: _Where, page: int) -> Letter:
    offers = {offer.id: offer for offer in ctx.rules.offers if offer.open}
    if not offers:
        raise DeskError("link-no-offers")
    recent = [flow.offer for flow in await shelf.last_choices(tx, where.chat)]
    return letters.pick_offer(where.picker, [offers[name] for name in links.last_first(offers, recent)], page)


async def _geos(tx: Tx, ctx: Context, where: _Where, offer_id: str, page: int) -> Letter:
    offer = links.offered(ctx.rules.offer(offer_id))
    recent = [flow.geo for flow in await shelf.last_choices(tx, where.chat) if flow.offer == offer.id]
    return letters.pick_geo(where.picker, offer, links.last_first(offer.geos, recent), page)


async def _sources(tx: Tx, ctx: Context, where: _Where, offer_id: str, geo: str, page: int) -> Letter:
    offer = links.offered(ctx.rules.offer(offer_id), geo)
    recent = [flow.source for flow in await shelf.last_choices(tx, where.chat) if flow.offer == offer.id]
    return letters.pick_source(where.picker, offer, geo, links.last_first(offer.sources, recent), page)


async def _chosen(tx: Tx, ctx: Context, where: _Where, offer: Offer, geo: str, mark: str) -> None:
    """The card; or word to staff, where a manager has to agree or the terms are not clear."""
    source = links.marked(offer, mark)
    await announcing.check_owed(tx, where.chat, ctx.rules, ctx.now)
    topic = await conversations.of_chat(tx, where.chat)
    if offer.approval == "staff" and not await _approved(tx, ctx, where, offer, geo, source):
        return
    by = evidence.person(where.person.id, where.person.full_name, ours=where.contact is None)
    try:
        issued = await issuing.give(tx, where.chat, where.partner, offer, geo, source, by, ctx.now)
    except issuing.Full as full:
        person = where.person.full_name
        await _say(tx, ctx, *letters.full(where.picker, topic, person, offer.name, geo, source, full.cap))
        return
    except DeskError as refusal:
        told = letters.broken(topic, offer.name, geo, source)
        await _say(tx, ctx, letters.refused(where.picker, refusal.key), told)
        return
    await _say(tx, ctx, issued.card, letters.picked(where.picker, offer.name, issued.link.flow))
    if issued.new:
        await _tell(tx, ctx, where, "issued", issued.link, offer, issued.version)


async def _approved(tx: Tx, ctx: Context, where: _Where, offer: Offer, geo: str, source: str) -> bool:
    """Whether staff give that flow out, or have; else they are asked, once."""
    if ctx.staff is not None:
        await approvals.give(tx, where.chat, offer.id, geo, source, ctx.staff, ctx.now)
        return True
    known = await approvals.find(tx, where.partner.id, offer.id, geo, source)
    if known is not None and known.state == "given":
        return True
    name = where.person.full_name
    asked = await approvals.ask(tx, where.chat, offer.id, geo, source, where.person.id, name, ctx.now)
    since = known.asked_at if known is not None and asked is None else None
    await _say(tx, ctx, letters.asked(where.picker, offer.name, geo, source, since))
    if asked is not None:
        topic = await conversations.of_chat(tx, where.chat)
        wanted = Wanted(id=asked, conversation=topic, person=name, offer=offer.name, geo=geo, source=source)
        await outbox.drop_slot(tx, f"approve:{asked}")
        await _say(tx, ctx, wanted_letter(wanted))
    return False


# --- the links there are ----------------------------------------------------------------------------------------------


async def _listed(tx: Tx, ctx: Context, where: _Where, page: int) -> Letter:
    known = await shelf.of_chat(tx, where.chat)
    if not known:
        raise DeskError("links-none")
    return letters.listed(where.picker, [await _line(tx, ctx, where, link) for link in known], page)


async def _line(tx: Tx, ctx: Context, where: _Where, link: Link) -> letters.Listed:
    offer = ctx.rules.offer(link.flow.offer)
    name = offer.name if offer else link.flow.offer
    try:
        version = await shelf.in_force(tx, where.partner, link.flow, ctx.now)
    except DeskError:
        return letters.Listed(link=link, offer=name, number=None, accepted=False)
    accepted = await shelf.accepted(tx, link, version)
    return letters.Listed(link=link, offer=name, number=version.number, accepted=accepted)


async def _show(tx: Tx, ctx: Context, where: _Where, link_id: int) -> None:
    """The card again, below everything written since."""
    link, offer = await _known(tx, ctx, where, link_id)
    version = await shelf.in_force(tx, where.partner, link.flow, ctx.now)
    await _say(tx, ctx, await showings.card(tx, where.chat, link, offer, version, ctx.now))


async def _known(tx: Tx, ctx: Context, where: _Where, link_id: int) -> tuple[Link, Offer]:
    """The link of this chat with its offer; anything else in a button is stale or forged."""
    link = await shelf.link(tx, where.chat, link_id)
    offer = ctx.rules.offer(link.flow.offer) if link else None
    if link is None or offer is None:
        raise DeskError("link-stale")
    return link, offer


# --- Accept -----------------------------------------------------------------------------------------------------------


async def _alive(tx: Tx, link: Link, offer: Offer) -> None:
    """A closed offer gives no new links: one that nobody has seen yet stays hidden; others live on (PRODUCT 6)."""
    seen = any(one.kind == "accepted" for one in await shelf.acceptances(tx, link))
    if not seen and offer.accept == "required":
        links.offered(offer)


async def _accepted(
    tx: Tx, ctx: Context, where: _Where, link: Link, offer: Offer, version: Version, name: str
) -> Toast:
    kind = links.standing(where.contact, where.chat)
    new = await shelf.accept(tx, link, version, where.person.id, where.person.full_name, kind, ctx.now)
    foreign = links.foreign(where.contact, where.chat)
    if new:
        deed: letters.Deed = "accepted" if kind == "accepted" else "read" if foreign else "informed"
        await _tell(tx, ctx, where, deed, link, offer, version)
    if foreign:
        return Toast(key="link-read", alert=True)
    if kind == "read":
        return Toast(key="link-informed", params={"names": await _acceptors(tx, where)}, alert=True)
    await _say(tx, ctx, await showings.renewed(tx, where.chat, link, offer, version, ctx.now, name))
    return Toast(key="link-accepted", params={"version": version.number})


async def _acceptors(tx: Tx, where: _Where) -> str:
    """Who accepts for the partner, by name."""
    return ", ".join(one.name for one in await tools.contacts(tx, where.partner.id) if one.acceptor)[:100]


async def _newer(tx: Tx, ctx: Context, where: _Where, link: Link, offer: Offer, version: Version) -> Toast:
    """The terms have changed since that card: nothing is accepted, and the new card comes, once."""
    if not await shelf.exposures(tx, link, version):
        await _say(tx, ctx, await showings.card(tx, where.chat, link, offer, version, ctx.now))
    return Toast(key="link-terms-changed", params={"version": version.number}, alert=True)


async def _tell(
    tx: Tx, ctx: Context, where: _Where, what: letters.Deed, link: Link, offer: Offer, version: Version
) -> None:
    topic = await conversations.of_chat(tx, where.chat)
    await _say(tx, ctx, letters.told(topic, what, where.person.full_name, offer.name, link.flow, version.number))


async def _say(tx: Tx, ctx: Context, *said: Letter) -> None:
    await outbox.add(tx, said, ctx.now)
