"""What stands in a staff topic about its conversation: the pinned card (PRODUCT 3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.chats import Chat
from desk.disputes import Dispute
from desk.letters import cards, letter
from desk.letters.letter import At, Lane, Letter, Lines, Param, Person, T, TopicLink
from desk.links import Flow
from desk.newcomers import STEPS, Newcomer
from desk.people import Partner
from desk.rules import Cap, General
from desk.topics import Face, Lag, State, cut, pressure

OTHERS = 6  # other chats named on a card
LINKS = 8  # live links named on a card
CAPS = 2  # caps named of each
PROMISES = 3  # open promises named on a card
NAMES = 4  # people named on a card …
NAME = 40  # … in so many units
FORUMS = 15  # staff forums in /status


@dataclass(frozen=True, kw_only=True, slots=True)
class Live:
    """A live link: its flow, its offer's name, each cap in force with what is used of it; None: the terms are unclear.

    `accepted`: those terms were accepted in its chat, or need not be.
    """

    flow: Flow
    offer: str
    caps: tuple[tuple[Cap, int], ...] | None
    accepted: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """An open promise: by whom it was given, for when, and what; empty: an answer."""

    name: str
    due: datetime
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """All that the card says. `manager` and `who` are names; `others` (conversation, title) of the partner's other chats;
    `newcomer` the person of a private chat, as far as we were told; `brought_by` the partner whose link that was.
    """

    conversation: int
    partner: Partner
    chat: Chat
    manager: str | None
    plan: General
    newcomer: Newcomer | None
    brought_by: str | None
    others: tuple[tuple[int, str], ...]
    links: tuple[Live, ...]
    face: Face
    who: str | None
    promises: tuple[Given, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    unread: tuple[str, ...] = ()  # new faces that have not confirmed the terms


def card(profile: Profile) -> Letter:
    """The card of a new conversation, before anything else in its topic; `pin` follows."""
    return Letter(
        to=letter.topic(profile.conversation),
        lane=Lane.RELAY,
        key="profile",
        params={"lines": Lines(items=_lines(profile))},
        slot=slot(profile.conversation),
    )


def renewed(profile: Profile, *, first: bool) -> Letter:
    """The card as it reads now: in the same message, when there is room; `first`: in a topic that has none yet."""
    return Letter(
        to=letter.topic(profile.conversation),
        lane=Lane.RELAY if first else Lane.COSMETIC,
        key="profile",
        params={"lines": Lines(items=_lines(profile))},
        slot=slot(profile.conversation),
        cause=cause(profile.conversation),
        silent=True,
    )


def pin(conversation: int) -> Letter:
    """The card pinned. Where that fails it is tried again with the next change: nothing waits for it."""
    return Letter(
        to=letter.topic(conversation), lane=Lane.RELAY, kind="pin", slot=slot(conversation), cause=cause(conversation)
    )


def look(conversation: int, name: str, state: State) -> Letter:
    """Another name and icon for the topic, when there is room."""
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.COSMETIC,
        kind="look",
        params={"name": name, "state": state},
        cause=cause(conversation),
    )


def slot(conversation: int) -> str:
    """The name of the card's message."""
    return f"profile:{conversation}"


def cause(conversation: int) -> str:
    """By which a queued name, icon or card is taken back for a newer one."""
    return f"topic:{conversation}"


def _lines(profile: Profile) -> tuple[T, ...]:
    partner, manager = profile.partner, profile.manager
    lines = [
        _who(profile),
        *_standing(profile),
        *[_promise(promise) for promise in profile.promises[:PROMISES]],
        *[_disputes(profile.disputes) for _ in profile.disputes[:1]],
        *_answers(profile),
        T(key="profile-manager", params={"name": manager}) if manager else T(key="profile-no-manager"),
        T(key="profile-plan", params={"tier": partner.tier, **_plan(profile.plan)}),
        *_links(profile.links),
        *_unread(profile.unread),
        *_others(profile.others),
    ]
    return tuple(lines)


def _who(profile: Profile) -> T:
    """The first line: a group by its title; a person who is a partner is named once."""
    newcomer, partner = profile.newcomer, profile.partner.name
    if profile.chat.kind == "group":
        return T(key="profile-group", params={"partner": partner, "title": profile.chat.title})
    if newcomer is None:
        return T(key="profile-chat", params={"partner": partner, "title": profile.chat.title})
    handle = f"@{newcomer.username}" if newcomer.username else "—"
    person = Person(name=newcomer.name, user_id=newcomer.user_id)
    params: dict[str, Param] = {"person": person, "handle": handle, "locale": newcomer.locale}
    if partner == newcomer.name:
        return T(key="profile-person", params=params)
    return T(key="profile-name", params={**params, "partner": partner})


def _standing(profile: Profile) -> list[T]:
    """Who waits since when, who has taken it, who answered; nothing where nothing has happened yet."""
    face = profile.face
    times = {name: At(at=at, form="dt") for name, at in (("since", face.at), ("until", face.until)) if at}
    params: dict[str, Param] = {**times, "name": profile.who or "—"}
    shown = "snoozed" if face.state == "waiting" and face.until else face.state
    return [] if shown == "quiet" else [T(key=f"profile-{shown}", params=params)]


def _disputes(disputes: Sequence[Dispute]) -> T:
    """How many are open, and the first that is due."""
    first = disputes[0]
    due = At(at=first.due, form="dt") if first.due else "–"
    return T(key="profile-disputes", params={"count": len(disputes), "number": first.id, "due": due})


def _promise(promise: Given) -> T:
    due = At(at=promise.due, form="dt")
    return T(key="profile-promise", params={"due": due, "what": cards.promised(promise.text), "name": promise.name})


def _answers(profile: Profile) -> list[T]:
    newcomer = profile.newcomer
    if newcomer is None:
        return []
    given = [
        T(key=f"profile-{step}", params={"answer": newcomer.answers[step]})
        for step in STEPS
        if step in newcomer.answers
    ]
    lines = given or [T(key="profile-no-answers")]
    lines += [T(key="profile-payload", params={"payload": newcomer.payload})] if newcomer.payload else []
    lines += [T(key="profile-brought", params={"partner": profile.brought_by})] if profile.brought_by else []
    return lines


def _plan(plan: General) -> Mapping[str, Param]:
    return {"cap": plan.test_cap, "over": plan.over_cap, "hold": plan.hold_days, "payout": plan.payout_days}


def _links(links: Sequence[Live]) -> list[T]:
    if not links:
        return []
    shown = Lines(items=tuple(_link(link) for link in links[:LINKS]))
    return [T(key="profile-links", params={"count": len(links), "links": shown})]


def _unread(names: Sequence[str]) -> list[T]:
    if not names:
        return []
    params = {"names": ", ".join(cut(name, NAME) for name in names[:NAMES]), "more": max(0, len(names) - NAMES)}
    return [T(key="profile-unread", params=params)]


def _link(link: Live) -> T:
    params: dict[str, Param] = {"offer": link.offer, "geo": link.flow.geo, "source": link.flow.source}
    if link.caps is None:
        return T(key="profile-link-unclear", params=params)
    params["accepted"] = "yes" if link.accepted else "no"
    if not link.caps:
        return T(key="profile-link", params=params)
    caps = [_cap(cap, used) for cap, used in link.caps[:CAPS]]
    line = caps[-1]
    for cap in reversed(caps[:-1]):
        line = T(key="link-and", params={"first": cap, "rest": line})
    return T(key="profile-link-cap", params={**params, "caps": line})


def _cap(cap: Cap, used: int) -> T:
    amount = T(key="goal-count", params={"goal": cap.metric, "count": cap.value})
    return T(key="profile-cap", params={"used": used, "amount": amount, "period": cap.period})


def _others(others: Sequence[tuple[int, str]]) -> list[T]:
    if not others:
        return []
    links = [
        T(key="profile-other", params={"chat": TopicLink(conversation=number, text=title)})
        for number, title in others[:OTHERS]
    ]
    return [T(key="profile-others", params={"count": len(others), "chats": Lines(items=tuple(links))})]


def lost(heads: Iterable[int], forum: str, now: datetime) -> list[Letter]:
    """To the heads: the bot is not in that forum any more; its conversations get topics in the others."""
    return [
        Letter(
            to=letter.staff(head),
            lane=Lane.NOTICE,
            key="forum-lost",
            params={"forum": forum},
            once=f"forum-lost:{forum}:{now:%Y%m%d%H}:{head}",
        )
        for head in heads
    ]


def lags(forums: Sequence[Lag]) -> Lines:
    """For /status: how far each forum is behind, a line each, with a warning before it is too late."""
    return Lines(items=tuple(_lag(number, lag) for number, lag in enumerate(forums[:FORUMS], start=1)))


def _lag(number: int, lag: Lag) -> T:
    url = f"https://t.me/c/{str(lag.forum).removeprefix('-100')}/1"
    params: dict[str, Param] = {"number": number, "url": url, "minute": lag.minute, "queued": lag.queued}
    return T(key=f"status-forum-{pressure(lag)}", params={**params, "oldest": lag.oldest})
