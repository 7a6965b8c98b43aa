"""Terms on their way to a chat: the letter, and the exposure that says they were shown there (PRODUCT 6)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from desk.chats import Chat
from desk.errors import DeskError
from desk.letters import letter
from desk.letters import links as letters
from desk.letters.letter import Letter, Source, T
from desk.links import Flow, Link
from desk.people import Partner
from desk.rules import Offer, Rules
from desk.terms import Version
from storage import chats, conversations, counting, links, outbox, people
from storage.database import Tx


async def card(tx: Tx, chat: Chat, link: Link, offer: Offer, version: Version, now: datetime) -> Letter:
    """A new card of the link for its chat, with the link itself if this version has been accepted there."""
    return letters.link_card(await _card(tx, chat, link, offer, version, now, await links.expose(tx, link, version)))


async def renewed(tx: Tx, chat: Chat, link: Link, offer: Offer, version: Version, now: datetime, name: str) -> Letter:
    """The card of that name as it reads now, in the same message."""
    return letters.link_card(await _card(tx, chat, link, offer, version, now, name), edit=True)


async def outdated(tx: Tx, said: Letter, rules: Rules, now: datetime) -> bool:
    """Whether a card that is about to leave holds other terms than those in force by now: the card with these goes instead, or
    none where they are not clear. False for other letters."""
    if said.key not in letters.CARDS or said.slot is None:
        return False
    _, link_id, terms_id, _ = said.slot.split(":")
    chat = await chats.by_id(tx, said.to.id)
    link = await links.link(tx, chat, int(link_id)) if chat else None
    offer = rules.offer(link.flow.offer) if link else None
    if chat is None or link is None or offer is None:
        return False
    try:
        version = await links.in_force(tx, await _partner(tx, chat), link.flow, now)
    except DeskError:
        return True
    if version.id == int(terms_id):
        return False
    await outbox.add(tx, [await card(tx, chat, link, offer, version, now)], now)
    return True


async def _card(
    tx: Tx, chat: Chat, link: Link, offer: Offer, version: Version, now: datetime, name: str
) -> letters.Card:
    partner = await _partner(tx, chat)
    return letters.Card(
        name=name,
        partner=partner.name,
        chat=chat.title,
        link=link,
        offer=offer,
        version=version,
        used=await links.used(tx, link.flow, version, now, link.chat),
        as_of=await _fresh(tx, [link.flow], now),
        manager=await _manager(tx, partner),
        accepted=await links.accepted(tx, link, version),
    )


async def first_terms(tx: Tx, chat: Chat, rules: Rules, now: datetime) -> list[Letter]:
    """What a chat is told when it is bound, moved, merged, or the bot is back in it (PRODUCT 1): the tier's general terms,
    then those of every live flow."""
    partner = await _partner(tx, chat)
    general = letters.general_terms(letter.chat(chat.id), rules.general[partner.tier])
    return [general, *await live_terms(tx, chat, rules, now)]


async def live_terms(tx: Tx, chat: Chat, rules: Rules, now: datetime) -> list[Letter]:
    """The terms in force of each live flow of the chat's partner, a letter for each version, without links.

    Where not exactly one version is in force, the topic is told and the chat gets nothing of that flow.
    """
    said: list[Letter] = []
    partner = await _partner(tx, chat)
    shared: dict[int, tuple[Version, list[Flow]]] = {}
    for flow in await links.live_flows(tx, chat):
        try:
            version = await links.in_force(tx, partner, flow, now)
        except DeskError:
            topic = await conversations.of_chat(tx, chat)
            said.append(letters.broken(topic, _named(rules, flow.offer), flow.geo, flow.source))
            continue
        shared.setdefault(version.id, (version, []))[1].append(flow)
    for version, flows in _parts(shared.values()):
        said.append(await _live(tx, chat, partner, rules, version, flows, now))
    return said


async def reminders(
    tx: Tx,
    chat: Chat,
    partner: Partner,
    flows: Sequence[Flow],
    why: T,
    rules: Rules,
    now: datetime,
    *,
    reply_to: Source | None = None,
    not_before: datetime | None = None,
) -> list[Letter]:
    """The terms in force of these flows once more, with *Read*, in one message where they fit; word to staff of those that
    are not clear."""
    said: list[Letter] = []
    shared: dict[int, tuple[Version, list[Flow]]] = {}
    for flow in flows:
        try:
            version = await links.in_force(tx, partner, flow, now)
        except DeskError:
            topic = await conversations.of_chat(tx, chat)
            said.append(letters.broken(topic, _named(rules, flow.offer), flow.geo, flow.source))
            continue
        shared.setdefault(version.id, (version, []))[1].append(flow)
    told = _parts(shared.values())
    for part in (told[at : at + letters.SECTIONS] for at in range(0, len(told), letters.SECTIONS)):
        reminder = letters.Reminder(
            chat=chat.id,
            why=why,
            once=await links.expose_all(tx, chat, part),
            as_of=await _fresh(tx, [flow for _, flows in part for flow in flows], now),
            manager=await _manager(tx, partner),
            reply_to=reply_to,
            not_before=not_before,
        )
        sections = [await _section(tx, chat, version, flows, rules, now) for version, flows in part]
        said.append(letters.reminder(reminder, sections))
    return said


def _parts(told: Iterable[tuple[Version, list[Flow]]]) -> list[tuple[Version, list[Flow]]]:
    """Not more flows of a version at once than fit into a message."""
    size = letters.FLOWS
    return [(version, flows[at : at + size]) for version, flows in told for at in range(0, len(flows), size)]


async def _section(
    tx: Tx, chat: Chat, version: Version, flows: Sequence[Flow], rules: Rules, now: datetime
) -> letters.Section:
    used = tuple([await links.used(tx, flow, version, now, chat.id) for flow in flows])
    return letters.Section(offer=_named(rules, version.offer), flows=tuple(flows), version=version, used=used)


async def _fresh(tx: Tx, flows: Sequence[Flow], now: datetime) -> letters.Fresh:
    """Until when the leads of all these flows are known."""
    known = [await counting.as_of(tx, flow) for flow in flows]
    return letters.Fresh(at=min([at for at, _ in known if at], default=now), lag=max(lag for _, lag in known))


def _named(rules: Rules, offer: str) -> str:
    known = rules.offer(offer)
    return known.name if known else offer


async def _live(
    tx: Tx, chat: Chat, partner: Partner, rules: Rules, version: Version, flows: list[Flow], now: datetime
) -> Letter:
    return letters.terms_in_force(
        letter.chat(chat.id),
        await _section(tx, chat, version, flows, rules, now),
        await _fresh(tx, flows, now),
        await _manager(tx, partner),
        await links.expose_flows(tx, chat, flows, version),
    )


async def _partner(tx: Tx, chat: Chat) -> Partner:
    partner = await people.partner(tx, chat.partner) if chat.partner is not None else None
    if partner is None:
        raise DeskError("link-unbound")
    return partner


async def _manager(tx: Tx, partner: Partner) -> str | None:
    staff = await people.staff_by_id(tx, partner.manager) if partner.manager is not None else None
    return staff.name if staff else None
