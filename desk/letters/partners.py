"""Partners as a list, picked out of one, and two made one (PRODUCT 1, 10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk.letters import letter
from desk.letters.letter import Button, Lane, Letter, Lines, Rows, T, To, TopicLink, button
from desk.partners import PAGE
from desk.people import Partner

NAME = 60  # characters of a name on a button; Telegram cuts later, and in the middle of a word


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """Where one of us chooses: in private, in a topic, or in the forum; `name` tells the live messages apart."""

    to: To
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A line of `/partners`: how many chats there are and how many wait; `conversation` is one that has a topic."""

    partner: Partner
    manager: str | None
    chats: int
    waiting: int
    conversation: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """What belongs to a partner; links are the live ones."""

    chats: int
    contacts: int
    flows: int
    links: int


def choices(partners: Sequence[Partner], data: str, turn: str, page: int = 0) -> Rows:
    """One page of partners as buttons; `data` and `turn` lack the partner's number and the page's."""
    page = min(max(page, 0), max(0, (len(partners) - 1) // PAGE))
    shown = partners[page * PAGE : (page + 1) * PAGE]
    rows = [(button("button-partner", f"{data}:{partner.id}", name=partner.name[:NAME]),) for partner in shown]
    return (*rows, *turns(turn, page, len(partners)))


def turns(turn: str, page: int, total: int) -> Rows:
    """The buttons that turn the page, where there is one."""
    back = [button("button-back", f"{turn}:{page - 1}")] if page else []
    more = [button("button-more", f"{turn}:{page + 1}")] if (page + 1) * PAGE < total else []
    return ((*back, *more),) if back or more else ()


def listed(staff: int, partners: Sequence[Listed], page: int, total: int) -> Letter:
    """`/partners`: one page; the buttons open topics."""
    shown = partners[:PAGE]
    opening = [
        button("button-partner", topic=one.conversation, name=one.partner.name[:NAME])
        for one in shown
        if one.conversation is not None
    ]
    return Letter(
        to=letter.staff(staff),
        lane=Lane.ANSWER,
        key="partners-list" if shown else "partners-none",
        params={"count": total, "lines": Lines(items=tuple(_line(one) for one in shown))} if shown else {},
        buttons=(*_pairs(opening), *turns("partners", page, total)),
        slot=f"partners:{staff}",
    )


def _pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def _line(one: Listed) -> T:
    params = {
        "partner": one.partner.name[:NAME],
        "tier": T(key=f"tier-{one.partner.tier}"),
        "manager": one.manager[:30] if one.manager else T(key="partners-no-manager"),
        "chats": one.chats,
        "waiting": one.waiting,
    }
    return T(key="partners-line", params=params)


def merge_keep(staff: int, partners: Sequence[Partner], page: int = 0) -> Letter:
    """`/merge`, first question: which partner stays?"""
    return _merge(staff, "merge-keep", {}, (*choices(partners, "merge:g", "merge:k", page), (_no(),)))


def merge_gone(staff: int, kept: Partner, partners: Sequence[Partner], page: int = 0) -> Letter:
    """Second question: which partner becomes part of it? `partners`: the others, the likely ones first."""
    rows = choices(partners, f"merge:ok:{kept.id}", f"merge:t:{kept.id}", page)
    return _merge(staff, "merge-gone", {"partner": kept.name}, (*rows, (_no(),)))


def merge_confirm(
    staff: int, kept: Partner, gone: Partner, manager: str | None, counts: tuple[Counts, Counts], joined: int
) -> Letter:
    """What is about to happen. manager: of the partner that stays. counts: of both. joined: flows that both have."""
    params = {
        "kept": _named(kept, counts[0]),
        "gone": _named(gone, counts[1]),
        "partner": kept.name,
        "other": gone.name,
        "tier": T(key=f"tier-{kept.tier}"),
        "manager": manager or T(key="partners-no-manager"),
        "joined": joined,
    }
    go = button("merge-go", f"merge:go:{kept.id}:{gone.id}")
    swap = button("merge-swap", f"merge:ok:{gone.id}:{kept.id}")
    return _merge(staff, "merge-confirm", params, ((go,), (swap,), (_no(),)))


def _named(partner: Partner, counts: Counts) -> T:
    params = {
        "partner": partner.name,
        "chats": counts.chats,
        "contacts": counts.contacts,
        "flows": counts.flows,
        "links": counts.links,
    }
    return T(key="merge-counts", params=params)


def merged(staff: int, kept: Partner, gone: Partner, conversation: int | None) -> Letter:
    """To whoever merged them: done. conversation: one of the partner that stays."""
    shown = kept.name if conversation is None else TopicLink(conversation=conversation, text=kept.name)
    return _merge(staff, "merge-done", {"partner": shown, "other": gone.name}, ())


def merge_dropped(staff: int) -> Letter:
    """Cancelled."""
    return _merge(staff, "kept-as-it-was", {}, ())


def _merge(staff: int, key: str, params: dict[str, object], buttons: Rows) -> Letter:
    slot = f"merge:{staff}"
    return Letter(to=letter.staff(staff), lane=Lane.ANSWER, key=key, params=params, buttons=buttons, slot=slot)


def _no() -> Button:
    return button("button-cancel", "merge:no")


def merged_in_topics(conversations: Iterable[int], kept: Partner, gone: Partner, by: str) -> list[Letter]:
    """In every topic of both: they are one partner now."""
    params = {"partner": kept.name, "other": gone.name, "by": by}
    return [
        Letter(to=letter.topic(number), lane=Lane.RELAY, key="merged-topic", params=params) for number in conversations
    ]
