"""After a test: its figures and what is to be decided; and what a VIP partner has brought (PRODUCT 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk import verdicts
from desk.caps import Parts, State
from desk.letters import caps, letter
from desk.letters.digest import short
from desk.letters.letter import At, Lane, Letter, Lines, Param, Rows, T, TopicLink, button
from desk.links import Flow
from desk.rules import Growth, Terms
from desk.verdicts import Goal

TITLE = 40  # units of a partner's name
GOALS = 8  # shown at most
GOAL = 24  # units of a goal's name


@dataclass(frozen=True, kw_only=True, slots=True)
class Test:
    """A test that is over: its cap, what came, by which terms; `due`: until when it is to be decided."""

    id: int
    partner: str
    offer: str
    flow: Flow | None
    version: int
    state: State
    terms: Terms
    parts: Parts
    goals: tuple[Goal, ...]
    due: datetime


def slot(verdict: int) -> str:
    """The card in the topic."""
    return f"verdict:{verdict}"


def card(conversation: int, test: Test) -> Letter:
    """In the topic: the figures against KPI, and *Raise*, *Lift*, *Stop*."""
    lines = Lines(items=(*_lines(test), T(key="verdict-due", params={"due": At(at=test.due, form="dt")})))
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.NOTICE,
        key="verdict-card",
        params={"lines": lines},
        buttons=_buttons(test),
        once=f"verdict:{test.id}",
        slot=slot(test.id),
    )


def _lines(test: Test) -> tuple[T, ...]:
    metric = test.state.cap.metric
    head: dict[str, Param] = {
        "partner": short(test.partner, TITLE),
        "what": caps.named(test.offer, test.flow),
        "amount": caps.amount(test.state),
        "version": test.version,
    }
    goals = [goal for goal in test.goals if goal.good or goal.bad][:GOALS]
    kpi = "; ".join(test.terms.kpi) if test.terms.kpi else T(key="link-none")
    return (
        T(key="verdict-head", params=head),
        *(_goal(goal) for goal in goals),
        *(_rate(rate) for rate in verdicts.rates(goals)),
        T(key="verdict-rejected", params={"percent": verdicts.rejected(test.goals, metric)}),
        *caps.split(metric, test.parts),
        T(key="verdict-kpi", params={"kpi": kpi}),
    )


def _goal(goal: Goal) -> T:
    return T(key="verdict-goal", params={"goal": _named(goal.name), "good": goal.good, "bad": goal.bad})


def _rate(rate: verdicts.Rate) -> T:
    params = {"goal": _named(rate.goal), "next": _named(rate.next), "percent": rate.percent}
    return T(key="verdict-rate", params=params)


def _named(goal: str) -> T:
    return T(key="verdict-goal-name", params={"goal": short(goal, GOAL)})


def _buttons(test: Test) -> Rows:
    values = [test.state.cap.value * times for times in verdicts.RAISES]
    raises = [button("verdict-raise", f"verdict:{test.id}:raise:{value}", value=value) for value in values]
    return (
        tuple(raises),
        (button("verdict-lift", f"verdict:{test.id}:lift"), button("verdict-stop", f"verdict:{test.id}:stop")),
    )


def asked(staff: Iterable[int], conversation: int, test: Test, *, overdue: bool) -> list[Letter]:
    """To the manager, with a sound: a test waits for the verdict; or has waited too long."""
    link = TopicLink(conversation=conversation, text=short(test.partner, TITLE))
    params = {"partner": link, "what": caps.named(test.offer, test.flow), "due": At(at=test.due, form="dt")}
    key = "verdict-overdue" if overdue else "verdict-asked"
    return [
        Letter(to=letter.staff(one), lane=Lane.CARD, key=key, params=params, once=f"{key}:{test.id}:{one}")
        for one in staff
    ]


def decided(conversation: int, test: Test, what: verdicts.What, who: str) -> Letter:
    """In the topic: the card says what was decided, and has no buttons any more."""
    done = T(key=f"verdict-done-{what}", params={"who": short(who, TITLE)})
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.NOTICE,
        key="verdict-card",
        params={"lines": Lines(items=(*_lines(test), done))},
        slot=slot(test.id),
        renew_only=True,
    )


def stopped(chat: int, offer: str, flow: Flow | None, verdict: int) -> Letter:
    """To a chat of the partner: the test is over and its links are stopped; what came before stays counted."""
    return Letter(
        to=letter.chat(chat),
        lane=Lane.TERMS,
        key="verdict-stopped",
        params={"what": caps.named(offer, flow)},
        once=f"verdict:{verdict}:stopped:{chat}",
    )


def vip(
    staff: Sequence[int], conversation: int | None, partner: str, ends: datetime, volume: int, asked: Growth
) -> list[Letter]:
    """To the manager: when the VIP tier ends, and what the partner has brought against what is asked for."""
    name = short(partner, TITLE)
    params: dict[str, Param] = {
        "partner": name if conversation is None else TopicLink(conversation=conversation, text=name),
        "ends": At(at=ends, form="dt"),
        "volume": volume,
        "goal": T(key="goal-count", params={"goal": asked.goal, "count": asked.leads}),
        "within": asked.within,
        "enough": "yes" if volume >= asked.leads else "no",
    }
    return [Letter(to=letter.staff(one), lane=Lane.NOTICE, key="verdict-vip", params=params) for one in staff]
