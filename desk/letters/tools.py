"""What a command says of itself, and what staff are shown by the tools of a topic and of their private chat (PRODUCT 3, 10)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Literal

from desk import commands
from desk.attention import Attention
from desk.commands import Command, Place
from desk.history import Past, Room
from desk.letters import letter, office
from desk.letters.digest import short
from desk.letters.letter import At, Lane, Letter, Lines, Param, Person, Source, T, TopicLink, button
from desk.people import Role, Staff
from desk.taking import Handled
from desk.waiting import Case, at_work

# What fits into one message of 4096 UTF-16 units, even with the longest names (tests/desk/test_letters.py).
WORD = 32  # units of what somebody typed
NAME = 30  # of a person's name
TITLE = 40  # of a partner's or a chat's
PREVIEW = 200  # of what was written
PEOPLE = 20  # of us
ROOMS = 10  # chats of a partner
PAST = 10  # waits


def what(command: Command) -> T:
    """Its one line, as in the menu."""
    return T(key=command.description)


def form(command: Command) -> T:
    """How it is written, with an example."""
    return T(key=command.form)


def where(command: Command) -> T:
    """The places where it works."""
    places = [T(key=f"place-{place}") for place in command.places]
    said = places[0]
    for place in places[1:]:
        joined = "place-or" if place is places[-1] else "place-comma"
        said = T(key=joined, params={"first": said, "then": place})
    return said


def listing(role: Role | None, *places: Place) -> Lines:
    """What somebody of that role (None: of a partner) may use at these places, a line each."""
    shown = {command.name: command for place in places for command in commands.offered(role, place)}
    lines = [T(key="help-line", params={"name": name, "what": what(command)}) for name, command in shown.items()]
    return Lines(items=tuple(lines))


def elsewhere(staff: int, command: Command) -> Letter:
    """In private, to one of us who wrote a command of ours in a partner's group."""
    params = {"name": command.name, "where": where(command)}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="command-elsewhere", params=params)


# --- in a topic -------------------------------------------------------------------------------------------------------


def _said(conversation: int, source: Source, key: str, **params: Param) -> Letter:
    """A line under the command that asked for it."""
    return Letter(to=letter.topic(conversation), lane=Lane.RELAY, key=key, params=params, reply_to=source)


def word(words: Sequence[str]) -> str:
    """What somebody typed, as far as it is shown back."""
    return short(" ".join(words), WORD)


def handles(staff: Iterable[Handled]) -> str:
    """By what names one can be handed something."""
    return ", ".join(f"@{one.username}" if one.username else str(one.user_id) for one in islice(staff, PEOPLE))


def taken(conversation: int, source: Source, name: str, until: datetime) -> Letter:
    """In the topic: who has it, and until when."""
    return _said(conversation, source, "tool-taken", name=name, until=At(at=until))


def released(case: Case, source: Source, holder: int, by: Staff) -> Letter:
    """In the topic: nobody has it any more; the same level is called again."""
    had = case.staff.get(holder)
    name = short(had.name, NAME) if had else "—"
    if holder == by.id:
        return _said(case.conversation, source, "tool-released", name=name)
    return _said(case.conversation, source, "tool-released-by", name=name, by=short(by.name, NAME))


def closed(conversation: int, source: Source, name: str) -> Letter:
    """In the topic: the clock was stopped without an answer."""
    return _said(conversation, source, "tool-closed", name=name)


def snoozed(conversation: int, source: Source, name: str, until: datetime) -> Letter:
    """In the topic: nobody is called until then."""
    return _said(conversation, source, "tool-snoozed", name=short(name, NAME), until=At(at=until))


def woken(conversation: int, source: Source, name: str) -> Letter:
    """In the topic: the snooze is over."""
    return _said(conversation, source, "tool-woken", name=short(name, NAME))


def assigned(case: Case, source: Source, asked: Sequence[Staff], by: str, until: datetime) -> Letter:
    """In the topic: who is asked to take it over, until when, and whether any of them is at work."""
    people = Lines(
        items=tuple(
            T(key="person", params={"person": Person(name=short(one.name, NAME), user_id=one.user_id)})
            for one in asked[:PEOPLE]
        )
    )
    key = "tool-assigned" if any(at_work(case, one) for one in asked) else "tool-assigned-off"
    return _said(case.conversation, source, key, people=people, by=short(by, NAME), until=At(at=until))


def attention(conversation: int, source: Source, chosen: Attention) -> Letter:
    """In the topic: which messages of this chat start a wait."""
    return _said(conversation, source, f"attention-{chosen}")


def card(case: Case, source: Source, rooms: Sequence[Room], now: datetime) -> Letter:
    """In the topic: who this is, who waits, what happens next; the buttons while somebody waits."""
    manager = case.staff.get(case.partner.manager or 0)
    said = _said(
        case.conversation,
        source,
        "tool-card",
        partner=short(case.partner.name, TITLE),
        tier=T(key=f"tier-{case.partner.tier}"),
        chat=chat(case.chat.kind, case.chat.title),
        manager=short(manager.name, NAME) if manager else T(key="tool-no-manager"),
        preview=short(case.state.preview, PREVIEW) or T(key="preview-empty"),
        next=office.next_step(case, now),
        others=_others(case.conversation, rooms),
    )
    if case.state.waiting is None:
        return replace(said, key="tool-card-quiet")
    at = f"{case.conversation}:{case.state.waiting.episode}"
    return replace(said, buttons=((button("button-take", f"take:{at}"), button("button-no-answer", f"noans:{at}")),))


def chat(kind: Literal["private", "group"], title: str) -> T:
    """A chat of a partner, in words."""
    return T(key=f"chat-{kind}", params={"title": short(title, TITLE)} if kind == "group" else {})


def _others(conversation: int, rooms: Sequence[Room]) -> T:
    others = [one for one in rooms if one.conversation not in (None, conversation)]
    if not others:
        return T(key="tool-others-none")
    return T(key="tool-others", params={"lines": listed([room(one) for one in others], ROOMS)})


def room(one: Room) -> T:
    """A chat of a partner, with its topic, and since when somebody waits there."""
    name = short(one.title, TITLE)
    link = name if one.conversation is None else TopicLink(conversation=one.conversation, text=name)
    if one.waits_since is None:
        return T(key="tool-chat", params={"chat": link})
    return T(key="tool-chat-waits", params={"chat": link, "since": At(at=one.waits_since, form="dt")})


def listed(lines: Sequence[T], limit: int) -> Lines:
    """The first of them, and how many more there are."""
    shown = list(lines[:limit])
    if len(lines) > limit:
        shown.append(T(key="tool-more", params={"count": len(lines) - limit}))
    return Lines(items=tuple(shown))


def history(conversation: int, source: Source, past: Sequence[Past], rooms: Sequence[Room]) -> Letter:
    """In the topic: the last waits (when, how long, who ended them, how far they climbed), and the partner's other chats."""
    lines = [_past(one) for one in past] or [T(key="past-none")]
    return _said(conversation, source, "tool-history", lines=listed(lines, PAST), others=_others(conversation, rooms))


def _past(one: Past) -> T:
    params: dict[str, Param] = {"at": At(at=one.started_at, form="dt"), "level": one.level + 1}
    if one.ended_at is None:
        return T(key="past-running", params=params)
    how = T(key=f"past-{(one.how or 'closed').replace('_', '-')}", params={"name": short(one.staff or "—", NAME)})
    return T(key="past", params={**params, "took": one.ended_at - one.started_at, "how": how})
