"""Links of offers that staff give out: what staff are asked, and what the partner is told (PRODUCT 6)."""

from dataclasses import dataclass
from typing import Literal, get_args

from desk.letters import letter
from desk.letters.letter import Lane, Letter, Param, Rows, T, button

Reason = Literal["source", "volume", "later", "other"]
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What somebody of a partner asks for: its number, the conversation, who asks, the offer by name, GEO and source."""

    id: int
    conversation: int
    person: str
    offer: str
    geo: str
    source: str


def wanted(one: Wanted, *, reasons: bool = False) -> Letter:
    """To staff: give the link, or refuse; reasons: why it is refused is asked."""
    return _shown(one, "link-topic-wanted", _reasons(one.id) if reasons else _choice(one.id))


def _choice(number: int) -> Rows:
    return ((button("approve-give", f"approve:{number}:give"), button("approve-refuse", f"approve:{number}:no")),)


def _reasons(number: int) -> Rows:
    chosen = [(button(f"approve-why-{reason}", f"approve:{number}:no:{reason}"),) for reason in REASONS]
    return (*chosen, (button("link-back", f"approve:{number}:back"),))


def given(one: Wanted, staff: str) -> Letter:
    """To staff, in place of the question: the link was given."""
    return _shown(one, "link-topic-given", (), staff=staff)


def refused(one: Wanted, staff: str, reason: Reason, chat: int) -> list[Letter]:
    """To staff, in place of the question, and to the partner: there is no link, and why."""
    why = T(key=f"approve-said-{reason}")
    params = {"offer": one.offer, "geo": one.geo, "source": one.source, "why": why}
    return [
        _shown(one, "link-topic-refused", (), staff=staff, why=T(key=f"approve-why-{reason}")),
        Letter(to=letter.chat(chat), lane=Lane.ANSWER, key="link-refused", params=params),
    ]


def _shown(one: Wanted, key: str, buttons: Rows, **more: Param) -> Letter:
    params = {"person": one.person, "offer": one.offer, "geo": one.geo, "source": one.source, **more}
    to, slot = letter.topic(one.conversation), f"approve:{one.id}"
    return Letter(to=to, lane=Lane.NOTICE, key=key, params=params, buttons=buttons, slot=slot)
