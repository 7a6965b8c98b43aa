"""The hand-paste guard: a tracking link in a partner's chat, from anyone, gets the terms in force under it (PRODUCT 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk.chats import Chat
from desk.errors import DeskError
from desk.guard import Seen
from desk.letters import guard as letters
from desk.letters.letter import Source
from desk.letters.links import pasted as why
from desk.links import Flow
from desk.people import Partner
from desk.rules import Rules
from storage import conversations, links, outbox, people, showings, witness
from storage.database import Tx, ms


@dataclass(frozen=True, kw_only=True, slots=True)
class Paste:
    """A message with tracking links: where it stands, and whose it is (a person as evidence has one); `unopened` are short
    addresses that could not be followed."""

    source: Source
    by: Mapping[str, Any]
    seen: Sequence[Seen]
    unopened: Sequence[str] = ()

    @property
    def person(self) -> str:
        """The author's name."""
        return str(self.by["name"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """What an address turned out to be: `what` names it, `flows` are the partner's own, `links` numbers of links; `owner` is
    another partner whose link it is, by number."""

    what: str
    offer: str
    flows: tuple[Flow, ...] = ()
    links: tuple[int, ...] = ()
    owner: int | None = None

    @property
    def named(self) -> bool:
        """Whether it names its flows, as against an offer alone."""
        return not self.what.startswith("offer:")


async def meant(tx: Tx, chat: Chat, seen: Seen) -> Meant:
    """Which link of ours that is: by its token, by the flow or the partner it names, else by its domain."""
    found = [link for token in seen.tokens for link in await links.by_token(tx, token)]
    offer = found[0].flow.offer if found else seen.offers[0]
    flows = [link.flow for link in found]
    named = await links.flow_by_id(tx, seen.flow) if seen.flow is not None and not found else None
    if named is not None and named.offer in seen.offers:
        flows = [named]
    what = f"link:{found[0].id}" if found else f"flow:{flows[0].id}" if flows else f"offer:{offer}"
    foreign = next((flow.partner for flow in flows if flow.partner != chat.partner), None)
    if foreign is None and not flows and seen.partner not in (None, chat.partner):
        other = await people.partner(tx, seen.partner or 0)
        foreign = other.id if other else None
    if foreign is not None:
        return Meant(what=what, offer=offer, owner=foreign)
    own = tuple(dict.fromkeys(flows)) or await _live(tx, chat, seen)
    return Meant(what=what, offer=offer, flows=own, links=tuple(link.id for link in found))


async def _live(tx: Tx, chat: Chat, seen: Seen) -> tuple[Flow, ...]:
    return tuple(flow for flow in await links.live_flows(tx, chat) if flow.offer in seen.offers)


async def pasted(tx: Tx, chat: Chat, paste: Paste, rules: Rules, now: datetime) -> None:
    """Answer a message with tracking links in a bound chat, once: the terms under it, or word to staff alone."""
    partner = await people.partner(tx, chat.partner) if chat.partner is not None else None
    if partner is None:
        return
    fresh = {one.what: one for one in [await meant(tx, chat, seen) for seen in paste.seen]}
    fresh = {what: one for what, one in fresh.items() if await _note(tx, chat, paste, what, now)}
    topic = await conversations.of_chat(tx, chat)
    due = [one for one in fresh.values() if not await _lately(tx, chat, partner, one, rules, now)]
    for one in due:
        await tx.run("guard.answer", chat=chat.id, message=paste.source.message, what=one.what)
        if one.owner is not None:
            await alarm(tx, chat, partner, topic, one.owner, paste.person, now)
        elif not one.flows:
            name = rules.offer(one.offer)
            await outbox.add(tx, [letters.nothing(topic, paste.person, name.name if name else one.offer)], now)
    await _remind(tx, chat, partner, paste, [one for one in due if one.flows], rules, now)
    await _tell(tx, topic, paste, list(fresh.values()), due, rules, now)
    await witness.pasted(
        tx, chat, paste.source.message, [(m.flows, m.links) for m in fresh.values() if m.flows], paste.by, now
    )
    for address in paste.unopened:
        if await _note(tx, chat, paste, f"short:{address}"[:200], now):
            await outbox.add(tx, [letters.unopened(topic, paste.person, address)], now)


async def _note(tx: Tx, chat: Chat, paste: Paste, what: str, now: datetime) -> bool:
    """False when that was noted of this message before, as by an update that is worked off again, or an edit."""
    row = await tx.one("guard.note", chat=chat.id, message=paste.source.message, what=what, at=ms(now))
    return row is not None


async def _lately(tx: Tx, chat: Chat, partner: Partner, one: Meant, rules: Rules, now: datetime) -> bool:
    """Whether the same was answered in that chat a short while ago, with the terms that bind it now."""
    since = ms(now - rules.guard.again)
    if await tx.one("guard.answered", chat=chat.id, what=one.what, since=since) is None:
        return False
    return all([await _known(tx, chat, partner, flow, now) for flow in one.flows])


async def _known(tx: Tx, chat: Chat, partner: Partner, flow: Flow, now: datetime) -> bool:
    """Whether the version that binds the flow was shown there, or is on its way; of one that is not clear staff know."""
    try:
        version = await links.in_force(tx, partner, flow, now)
    except DeskError:
        return True
    return await links.exposed(tx, chat, version)


async def _remind(
    tx: Tx, chat: Chat, partner: Partner, paste: Paste, found: Sequence[Meant], rules: Rules, now: datetime
) -> None:
    flows = list(dict.fromkeys(flow for one in found for flow in one.flows))
    if flows:
        said = await showings.reminders(tx, chat, partner, flows, why(len(found)), rules, now, reply_to=paste.source)
        await outbox.add(tx, said, now)


async def _tell(
    tx: Tx, topic: int, paste: Paste, found: Sequence[Meant], due: Sequence[Meant], rules: Rules, now: datetime
) -> None:
    for one in found:
        offer = rules.offer(one.offer)
        name = offer.name if offer else one.offer
        said = [letters.noticed(topic, paste.person, name, flow, repeated=one not in due) for flow in one.flows[:1]]
        await outbox.add(tx, said, now)


async def alarm(tx: Tx, chat: Chat, partner: Partner, topic: int, owner: int, person: str, now: datetime) -> None:
    """To staff alone, heads and the managers of both: a link of another partner in a chat of this one."""
    other = await people.partner(tx, owner)
    heads = [staff.id for staff in await people.staff(tx) if staff.role == "head"]
    managers = [one.manager for one in (partner, other) if one and one.manager is not None]
    staff = dict.fromkeys([*managers, *heads])
    name = other.name if other else "—"
    await outbox.add(tx, letters.foreign(topic, staff, person, chat.title, partner.name, name), now)
