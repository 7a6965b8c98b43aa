"""Caps: their windows, who is in, in grace or over, when one will be full, and what is told of it (PRODUCT 6).

A cap counts every lead of its goal, of its statuses, in its window and of its flows; leads take places in the order of what
happened, never in that of their arrival. A lead is judged by the terms of its click, by each of their caps, and the worst of
what these say holds.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from desk import calendars
from desk.rules import Cap, OverCap, Payout, Terms

Span = tuple[datetime, datetime | None]
Verdict = Literal["in_cap", "grace", "over"]
Period = Literal["hour", "day", "week", "month", "total"]

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)  # of a window without end
HOUR = timedelta(hours=1)
SHARES = (50, 80, 100)  # percent of a cap of which its chats are told
STOP = 100
OVER = 101  # the first lead over a cap; then every STEP percent
STEP = 10
PACE = 3  # leads within an hour that make a pace
WORSE: Mapping[Verdict, int] = {"in_cap": 0, "grace": 1, "over": 2}


# --- windows ------------------------------------------------------------------------------------------------------------


def window(cap: Cap, at: datetime) -> Span:
    """The window of the cap in which that instant lies: from its first instant to the one after its last (None: no end).

    Windows are those of wall time in the cap's zone: the hour or day in which clocks change is longer or shorter. They tile
    time: each instant lies in exactly one.
    """
    if cap.period == "total":
        return BEGINNING, None
    begin = _floor(cap.period, at.astimezone(ZoneInfo(cap.zone)).replace(tzinfo=None))
    while _instant(cap, begin) > at:
        begin = _floor(cap.period, begin - timedelta(seconds=1))
    while (end := _instant(cap, _next(cap.period, begin))) <= at:
        begin = _next(cap.period, begin)
    return _instant(cap, begin), end


def _instant(cap: Cap, wall: datetime) -> datetime:
    return calendars.instant(wall.date(), wall.time(), cap.zone)


def _floor(period: Period, wall: datetime) -> datetime:
    if period == "hour":
        return wall.replace(minute=0, second=0, microsecond=0)
    day = datetime.combine(wall.date(), time())
    if period == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period == "month" else day


def _next(period: Period, begin: datetime) -> datetime:
    if period == "month":
        return _floor(period, begin + timedelta(days=31))
    return begin + {"hour": HOUR, "day": timedelta(days=1)}.get(period, timedelta(days=7))


# --- leads --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Lead:
    """A lead as caps see it. `at`: when it happened; `chat`: whose link brought it (our number)."""

    source: int
    goal: str
    external: str
    flow: int
    chat: int
    status: str
    at: datetime
    clicked_at: datetime | None = None

    @property
    def order(self) -> tuple[datetime, int, str, str]:
        """Its place among others."""
        return self.at, self.source, self.goal, self.external

    @property
    def agreed_at(self) -> datetime:
        """The instant whose terms judge it: the click, or itself where nobody knows the click."""
        return self.clicked_at or self.at


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What a lead is, by which cap of which terms; `moved_to`: the window (its start) in which one that is over takes a place
    instead."""

    verdict: Verdict
    cap: Cap
    terms: Terms
    moved_to: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """How many leads are in a cap, in grace, over it."""

    in_cap: int = 0
    grace: int = 0
    over: int = 0

    @property
    def counted(self) -> int:
        """All of them."""
        return self.in_cap + self.grace + self.over


TermsOf = Callable[[Lead], Terms | None]
Parts = tuple[tuple[Terms, Split], ...]  # of leads, by the terms that settle them


def statuses(cap: Cap) -> tuple[str, ...]:
    """The statuses of leads that count: one that is paid has been approved."""
    return (*cap.statuses, "paid") if "approved" in cap.statuses and "paid" not in cap.statuses else cap.statuses


def counts(cap: Cap, lead: Lead) -> bool:
    """Whether the lead takes a place of such a cap."""
    return lead.goal == cap.metric and lead.status in statuses(cap)


def judge(leads: Iterable[Lead], terms_of: TermsOf) -> dict[Lead, Judged]:
    """What each counted lead of a deal is; `terms_of` gives the terms of its click (None: it takes its place, unjudged).

    `leads` are all of the deal, so that each window can be filled from its start. A lead that no cap counts is not among what
    is given: rejected, or of a goal that nothing limits.
    """
    terms = {lead: terms_of(lead) for lead in sorted(leads, key=lambda lead: lead.order)}
    different = {id(known): known for known in terms.values() if known is not None}.values()
    caps = dict.fromkeys(cap for known in different for cap in known.caps)
    found: dict[Lead, Judged] = {}
    for cap in sorted(caps, key=lambda cap: cap.model_dump_json()):
        for lead, judged in by_cap(cap, terms, terms.get):
            if lead not in found or WORSE[found[lead].verdict] < WORSE[judged.verdict]:
                found[lead] = judged
    return found


def by_cap(cap: Cap, leads: Iterable[Lead], terms_of: TermsOf) -> Iterator[tuple[Lead, Judged]]:
    """The same by one cap alone, for leads in their order whose terms have it."""
    counters: dict[tuple[int, int], list[Lead]] = {}
    counted_statuses = frozenset(statuses(cap))
    for lead in leads:
        if lead.goal == cap.metric and lead.status in counted_statuses:
            counters.setdefault(counter(cap, lead), []).append(lead)
    for counted in counters.values():
        yield from _fill(cap, counted, terms_of).items()


def counter(cap: Cap, lead: Lead) -> tuple[int, int]:
    """What is counted together: (flow, or 0 for all of the deal; chat, or 0 for all of the partner)."""
    return lead.flow if cap.scope == "flow" else 0, 0 if cap.shared else lead.chat


def _fill(cap: Cap, leads: Sequence[Lead], terms_of: TermsOf) -> dict[Lead, Judged]:
    """One counter, window after window; what is over and moves waits for the next one, and goes first there."""
    found: dict[Lead, Judged] = {}
    waiting: list[Lead] = []
    end: datetime | None = None
    for (start, after), own in _by_window(cap, leads):
        waiting = _pass(cap, waiting, end, start, found)
        waiting = _one_window(cap, start, waiting, own, terms_of, found)
        end = after
    _pass(cap, waiting, end, None, found)
    return found


def _by_window(cap: Cap, leads: Sequence[Lead]) -> Iterator[tuple[Span, list[Lead]]]:
    """The leads window by window; one of many is reckoned once."""
    first = 0
    while first < len(leads):
        start, end = window(cap, leads[first].at)
        after = len(leads) if end is None else bisect_left(leads, end, first, key=lambda lead: lead.at)
        yield (start, end), list(leads[first:after])
        first = after


def _pass(
    cap: Cap, waiting: list[Lead], at: datetime | None, until: datetime | None, found: dict[Lead, Judged]
) -> list[Lead]:
    """Windows without leads of their own, from `at` on: who waits takes their places."""
    while waiting and at is not None and (until is None or at < until):
        start, at = window(cap, at)
        waiting = _moved(cap, start, waiting, found)
    return waiting


def _moved(cap: Cap, start: datetime, waiting: list[Lead], found: dict[Lead, Judged]) -> list[Lead]:
    for lead in waiting[: cap.value]:
        found[lead] = replace(found[lead], moved_to=start)
    return waiting[cap.value :]


def _one_window(
    cap: Cap, start: datetime, waiting: list[Lead], own: list[Lead], terms_of: TermsOf, found: dict[Lead, Judged]
) -> list[Lead]:
    value = cap.value
    first = min(len(waiting), value)
    waiting = _moved(cap, start, waiting, found)
    stop = start if first == value else None
    graced = 0
    for place, lead in enumerate(own, first + 1):
        stop = lead.at if place == value else stop
        terms = terms_of(lead)
        if terms is None or cap not in terms.caps:
            continue
        verdict: Verdict = "in_cap"
        if place > value and stop is not None:
            verdict = "grace" if in_grace(terms.over_cap, lead, stop, graced) else "over"
            graced += verdict == "grace"
            waiting += [lead] if verdict == "over" and terms.over_cap.policy == "next_period" else []
        found[lead] = Judged(verdict=verdict, cap=cap, terms=terms)
    return waiting


def in_grace(over: OverCap, lead: Lead, stop: datetime, taken: int) -> bool:
    """Whether a lead past the cap is taken all the same: soon after the stop, clicked before it, while there are places."""
    clicked_before = lead.clicked_at is None or lead.clicked_at < stop
    return taken < over.grace_max and clicked_before and lead.at - stop <= over.grace


def split(judged: Iterable[Judged]) -> Split:
    """How many there are of each."""
    verdicts = [one.verdict for one in judged]
    return Split(in_cap=verdicts.count("in_cap"), grace=verdicts.count("grace"), over=verdicts.count("over"))


def parts(judged: Iterable[Judged]) -> Parts:
    """The same by what was agreed about pay and about what is over: each lead is settled by the terms of its click."""
    alike: dict[tuple[Payout, OverCap], list[Judged]] = {}
    for one in judged:
        alike.setdefault((one.terms.payout, one.terms.over_cap), []).append(one)
    return tuple((some[0].terms, split(some)) for some in alike.values())


def whole(found: Parts) -> Split:
    """All parts together."""
    splits = [part for _, part in found]
    return Split(
        in_cap=sum(one.in_cap for one in splits),
        grace=sum(one.grace for one in splits),
        over=sum(one.over for one in splits),
    )


# --- money --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """What a split is worth: leads that are paid, `amount` for them (None: the pay is not for these leads, or no fixed one).

    What is over is settled by `policy`: `over_amount` is what it is paid, 0 if nothing; None where it is not a sum that is
    known now: another payout (`over_payout`), a review, a place in the next window.
    """

    paid: int
    amount: Decimal | None
    policy: str
    over: int
    over_amount: Decimal | None
    over_payout: Payout | None
    currency: str
    over_currency: str


def settle(terms: Terms, metric: str, leads: Split) -> Settled:
    """The split by the rule that was agreed beforehand; every lead of the cap's metric."""
    each = terms.payout.amount if terms.payout.goal == metric else None
    over = terms.over_cap
    return Settled(
        paid=leads.in_cap + leads.grace,
        amount=None if each is None else each * (leads.in_cap + leads.grace),
        policy=over.policy,
        over=leads.over,
        over_amount=_over_amount(over, metric, each, leads.over),
        over_payout=over.payout,
        currency=terms.payout.currency,
        over_currency=(over.payout or terms.payout).currency,
    )


def _over_amount(over: OverCap, metric: str, each: Decimal | None, leads: int) -> Decimal | None:
    if over.policy == "unpaid" or not leads:
        return Decimal(0)
    if over.policy == "paid" and each is not None:
        return each * leads
    if over.payout and over.payout.model in ("cpa", "cpl") and over.payout.goal == metric and over.payout.amount:
        return over.payout.amount * leads
    return None


# --- how full -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """A cap in its window: how many places are used of `cap.value`; `in_hour` leads in the hour up to `as_of`."""

    cap: Cap
    used: int
    start: datetime
    end: datetime | None
    in_hour: int = 0
    as_of: datetime = BEGINNING

    @property
    def left(self) -> int:
        """Free places."""
        return max(0, self.cap.value - self.used)

    @property
    def full(self) -> bool:
        """No place is left."""
        return self.used >= self.cap.value

    @property
    def percent(self) -> int:
        """How full, rounded down: 100 is never said before the last place is taken."""
        return self.used * 100 // self.cap.value

    @property
    def pace(self) -> int | None:
        """Leads per hour; None for too few to say."""
        return self.in_hour if self.in_hour >= PACE else None

    @property
    def full_by(self) -> datetime | None:
        """When it will be full at that pace, to the minute; None if not in this window, or already."""
        if self.pace is None or self.full:
            return None
        at = self.as_of + HOUR * self.left / self.pace
        return None if self.end is not None and at >= self.end else at.replace(second=0, microsecond=0)


def reached(used: int, value: int) -> list[int]:
    """The steps that so many leads have crossed: 50, 80, 100, 101 for the first one over, 110, 120 ..."""
    percent = used * 100 // value
    steps = [share for share in SHARES if percent >= share]
    if used > value:
        steps += [OVER, *range(STOP + STEP, percent + 1, STEP)]
    return steps


def news(told: int, used: int, value: int) -> int | None:
    """The highest step crossed that a chat, told up to step `told` (0: nothing), has not been told of; None: none."""
    highest = max(reached(used, value), default=0)
    return highest if highest > told else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a chat knows of a cap in a window: up to which step; that a place was free again; that it was taken then."""

    step: int = 0
    reopened: bool = False
    again: bool = False


Telling = Literal["warned", "stop", "over", "reopened", "again"]


def tell(told: Told, state: State) -> tuple[Telling, Told] | None:
    """What a chat is told now, and what it knows then; None: nothing.

    STOP comes before the first line about what is over, or says that too. Each step is told once; so is a place that is free
    again, and once more STOP when it is taken: a status that goes to and fro makes no noise.
    """
    step = news(told.step, state.used, state.cap.value)
    taken = told.reopened and not told.again and state.full
    if step is not None:
        telling: Telling = "warned" if step < STOP else "stop" if told.step < STOP else "again" if taken else "over"
        return telling, Told(step=step, reopened=told.reopened, again=told.again or taken)
    if taken:
        return "again", Told(step=told.step, reopened=True, again=True)
    if told.step >= STOP and not told.reopened and not state.full:
        return "reopened", Told(step=told.step, reopened=True)
    return None
