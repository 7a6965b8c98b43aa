"""Who looks after a partner: said to the partner who asks, and to everybody concerned when it changes (PRODUCT 10)."""

from collections.abc import Sequence
from datetime import datetime

from desk import calendars
from desk.chats import Chat
from desk.letters import letter
from desk.letters.digest import short
from desk.letters.letter import At, Lane, Letter, TopicLink
from desk.people import Partner, Staff
from desk.rules import Rules

NAME = 30  # units of a name
TITLE = 60  # of a partner's


def who(asked_in: int, chat: Chat | None, manager: Staff | None, rules: Rules, now: datetime) -> Letter:
    """To a partner: the manager, and until or from when there."""
    said = Letter(to=letter.chat(chat.id) if chat else letter.user(asked_in), lane=Lane.NOTICE, key="manager-none")
    if manager is None:
        return said
    office = rules.calendars[rules.manager_calendar]
    closes, opens = calendars.closes_at(office, now), calendars.opens_at(office, now)
    name = short(manager.name, NAME)
    if closes is not None:
        return _with(said, "manager-in", name, closes)
    if calendars.is_open(office, now):
        return _with(said, "manager-always", name, None)
    return _with(said, "manager-away" if opens is None else "manager-later", name, opens)


def _with(said: Letter, key: str, name: str, at: datetime | None) -> Letter:
    params = {"name": name} if at is None else {"name": name, "at": At(at=at, form="dt")}
    return Letter(to=said.to, lane=said.lane, key=key, params=params)


def given(
    topics: Sequence[int], here: int, partner: Partner, manager: Staff, before: Staff | None, by: Staff
) -> list[Letter]:
    """In every topic of the partner, to the new manager, and to the one before."""
    names = {"name": short(manager.name, NAME), "by": short(by.name, NAME)}
    said = [
        Letter(to=letter.topic(topic), lane=Lane.RELAY, key="manager-given", params=names)
        for topic in dict.fromkeys((here, *topics))
    ]
    link = TopicLink(conversation=here, text=short(partner.name, TITLE))
    for person, key in ((manager, "manager-yours"), (before, "manager-not-yours")):
        if person is not None and person.id != by.id:
            params = {"partner": link, **names}
            said.append(Letter(to=letter.staff(person.id), lane=Lane.NOTICE, key=key, params=params))
    return said
