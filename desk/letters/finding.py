"""What one of us is shown in private: who was found, a partner's page, what is one's own to do (PRODUCT 10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.history import Room
from desk.letters import cards, letter
from desk.letters.digest import short
from desk.letters.letter import At, Lane, Letter, Lines, Param, T, TopicLink, button
from desk.letters.tools import chat, listed, room
from desk.mine import Mine, Open
from desk.people import Contact, Partner, Staff
from desk.promises import Due
from desk.search import Name

# What fits into one message of 4096 UTF-16 units, even with the longest names (tests/desk/test_letters.py).
NAME = 30  # units of a name
FOUND = 20  # lines of what was found
CHOICES = 8  # partners to choose from
PEOPLE = 10  # contacts on a page
ROOMS = 10  # chats there
LINKS = 10  # links there
PLATE = 10  # lines of each list of what is one's own


@dataclass(frozen=True, kw_only=True, slots=True)
class Live:
    """A live link in words: of which chat, of which flow."""

    chat: str
    offer: str
    geo: str
    source: str


def found(staff: int, names: Sequence[Name], words: str) -> Letter:
    """Who and what was found, each with the topic that shows it."""
    params = {"word": words, "count": len(names), "lines": listed([_name(name) for name in names], FOUND)}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="find-found", params=params)


def _name(name: Name) -> T:
    text = short(name.name, NAME)
    link = text if name.conversation is None else TopicLink(conversation=name.conversation, text=text)
    handle = f"@{name.username}" if name.username else str(name.number)
    return T(key=f"find-{name.kind}", params={"name": link, "handle": handle})


def which(staff: int, partners: Sequence[Partner], count: int) -> Letter:
    """Which of several partners is meant?"""
    rows = tuple((button("button-partner", f"partner:{one.id}", name=short(one.name, NAME)),) for one in partners)
    params = {"count": count, "shown": len(partners)}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="partner-which", params=params, buttons=rows)


def page(
    staff: int,
    partner: Partner,
    manager: Staff | None,
    contacts: Sequence[Contact],
    rooms: Sequence[Room],
    links: Sequence[Live],
) -> Letter:
    """A partner: tier, manager, people, chats with who waits, live links."""
    params: dict[str, Param] = {
        "name": short(partner.name, NAME),
        "tier": T(key=f"tier-{partner.tier}"),
        "since": At(at=partner.created_at, form="d"),
        "manager": short(manager.name, NAME) if manager else T(key="tool-no-manager"),
        "people": _or_none([_person(one) for one in contacts], PEOPLE),
        "chats": _or_none([room(one) for one in rooms], ROOMS),
        "links": _or_none([_link(one) for one in links], LINKS),
    }
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="partner-page", params=params)


def _or_none(lines: Sequence[T], limit: int) -> Lines:
    return listed(lines or [T(key="partner-nothing")], limit)


def _person(one: Contact) -> T:
    handle = f"@{one.username}" if one.username else str(one.user_id)
    return T(key="partner-person", params={"name": short(one.name, NAME), "handle": handle})


def _link(one: Live) -> T:
    words = {"chat": one.chat, "offer": one.offer, "geo": one.geo, "source": one.source}
    return T(key="partner-link", params={name: short(value, NAME) for name, value in words.items()})


def mine(staff: int, plate: Mine, now: datetime) -> Letter:
    """What the person has taken and what waits for them, the oldest first."""
    if not plate.taken and not plate.waits and not plate.promised:
        return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="mine-nothing")
    params = {
        "taken": _or_none([_open(one, now) for one in plate.taken], PLATE),
        "waits": _or_none([_open(one, now) for one in plate.waits], PLATE),
        "promised": _or_none([_due(one) for one in plate.promised], PLATE),
    }
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="mine", params=params)


def _due(one: Due) -> T:
    who = TopicLink(conversation=one.conversation, text=short(one.partner, NAME))
    what = cards.promised(short(one.text, NAME))
    params = {"partner": who, "chat": chat(one.kind, one.chat), "due": At(at=one.due, form="dt"), "what": what}
    return T(key="mine-promised", params=params)


def _open(one: Open, now: datetime) -> T:
    who = TopicLink(conversation=one.conversation, text=short(one.partner, NAME))
    params: dict[str, Param] = {"partner": who, "chat": chat(one.kind, one.title), "waits": now - one.since}
    if one.snooze is not None and one.snooze.until > now:
        return T(key="mine-snoozed", params={**params, "until": At(at=one.snooze.until)})
    if one.lease is None:
        return T(key="mine-waits", params=params)
    return T(key="mine-taken", params={**params, "until": At(at=one.lease.until)})
