"""The daily digest as a value: which local dates it covers, when it leaves, and exact figures (PRODUCT 8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from desk import calendars
from desk.people import Staff
from desk.promises import Due
from desk.rules import DAYS, Calendar, DigestRule, Offer

FAR = 400  # days looked ahead for a working day
LONGEST = 31  # days one digest covers at most, after a longer silence the last ones
MIDNIGHT = time()

Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed(Generic[Item]):
    """The first rows of a list, and how many there are in all."""

    rows: tuple[Item, ...] = ()
    total: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Where a line leads: a partner's chat, and its conversation if there is one yet."""

    conversation: int | None
    partner: str
    chat: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Wait:
    """Somebody waits for an answer; `level` is the deepest rung called so far, -1 for none."""

    spot: Spot
    since: datetime
    level: int = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class Passed:
    """What seemed to need no answer, and who of us (None: the desk) took it so."""

    spot: Spot
    message: int
    at: datetime
    preview: str
    staff: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """Episodes alike: `count` of them lasted exactly `took` (None: still open) and ended the same way.

    `own`: ended by the partner's own manager.
    """

    took: timedelta | None
    how: str | None
    level: int
    own: bool = False
    count: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """A new partner; `manager` is a staff id, None while the heads have to assign one."""

    spot: Spot
    manager: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Issued:
    """Links of one flow in one chat; `terms` is the number of the version they carry."""

    spot: Spot
    offer: str
    geo: str
    source: str
    terms: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Capped:
    """A cap near its limit, full, or over it: `used` of `value`; without GEO and source it is one of the whole offer."""

    spot: Spot
    offer: str
    geo: str | None
    source: str | None
    used: int
    value: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What a digest is made of. `episodes` holds every covered local date, in order, quiet ones empty."""

    episodes: Mapping[date, tuple[Tally, ...]]
    waits: Listed[Wait] = Listed()
    promises: Listed[Due] = Listed()  # open, due by the end of the digest's date
    broken: int = 0  # promises, on the covered dates
    passed: Listed[Passed] = Listed()
    gaps: tuple[calendars.Span, ...] = ()  # within a week, with nobody on shift
    caps: Listed[Capped] = Listed()  # the fullest first
    unaccepted: Listed[Issued] = Listed()
    partners: Listed[Joined] = Listed()
    links: Listed[Issued] = Listed()
    bare_starts: int = 0
    campaigns: tuple[tuple[str, int], ...] = ()  # of links, and how many newcomers each brought
    names: Mapping[int, str] = field(default_factory=dict)  # of staff, by staff id


def named(facts: Facts, offers: Iterable[Offer]) -> Facts:
    """The same with offers by their names instead of their ids; what desk.yaml has no more keeps its id."""
    names = {offer.id: offer.name for offer in offers}

    def told(listed: Listed[Issued]) -> Listed[Issued]:
        rows = tuple(replace(row, offer=names.get(row.offer, row.offer)) for row in listed.rows)
        return replace(listed, rows=rows)

    capped = tuple(replace(row, offer=names.get(row.offer, row.offer)) for row in facts.caps.rows)
    caps = replace(facts.caps, rows=capped)
    return replace(facts, caps=caps, unaccepted=told(facts.unaccepted), links=told(facts.links))


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """The episodes that began on one local date. `count` = `answered` + `settled` + `unanswered`.

    median, p90 and worst are nearest-rank over the answered ones, None if there are none; `own` of the answered were
    answered by the partner's manager; levels: (rung from 0, episodes whose deepest call it was).
    """

    date: date
    count: int
    answered: int
    settled: int
    unanswered: int
    own: int
    median: timedelta | None
    p90: timedelta | None
    worst: timedelta | None
    levels: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """One person's digest of one local date."""

    staff: int
    date: date
    now: datetime
    zone: str
    all_partners: bool
    days: tuple[Day, ...]
    waits: Listed[Wait]
    promises: Listed[Due]
    broken: int
    passed: Listed[Passed]
    gaps: tuple[calendars.Span, ...]
    caps: Listed[Capped]
    unaccepted: Listed[Issued]
    partners: Listed[Joined]
    links: Listed[Issued]
    bare_starts: int
    campaigns: tuple[tuple[str, int], ...]
    names: Mapping[int, str]

    @property
    def quiet(self) -> bool:
        """Whether nobody waits, nothing is to be done and nothing happened."""
        lists = (self.waits, self.promises, self.passed, self.caps, self.unaccepted, self.partners, self.links)
        happened = any(day.count for day in self.days) or self.bare_starts or self.broken or self.gaps
        return not happened and not any(x.total for x in lists)


def compose(facts: Facts, staff: Staff, now: datetime, zone: str) -> Digest:
    """The digest of `staff` for the local date of `now`, from what happened and what is open."""
    return Digest(
        staff=staff.id,
        date=calendars.local_date(now, zone),
        now=now,
        zone=zone,
        all_partners=staff.role == "head",
        days=tuple(figures(day, tallies) for day, tallies in facts.episodes.items()),
        waits=facts.waits,
        promises=facts.promises,
        broken=facts.broken,
        passed=facts.passed,
        gaps=facts.gaps,
        caps=facts.caps,
        unaccepted=facts.unaccepted,
        partners=facts.partners,
        links=facts.links,
        bare_starts=facts.bare_starts,
        campaigns=facts.campaigns,
        names=facts.names,
    )


def figures(day: date, tallies: Sequence[Tally]) -> Day:
    """The figures of one date."""
    answered = [tally for tally in tallies if tally.how == "answered" and tally.took is not None]
    times = sorted((tally.took, tally.count) for tally in answered if tally.took is not None)
    return Day(
        date=day,
        count=_count(tallies),
        answered=_count(answered),
        settled=_count(tally for tally in tallies if tally.took is not None and tally.how != "answered"),
        unanswered=_count(tally for tally in tallies if tally.took is None),
        own=_count(tally for tally in answered if tally.own),
        median=percentile(times, 50),
        p90=percentile(times, 90),
        worst=times[-1][0] if times else None,
        levels=_levels(tallies),
    )


def _count(tallies: Iterable[Tally]) -> int:
    return sum(tally.count for tally in tallies)


def _levels(tallies: Sequence[Tally]) -> tuple[tuple[int, int], ...]:
    reached: dict[int, int] = {}
    for tally in tallies:
        if tally.level >= 0:
            reached[tally.level] = reached.get(tally.level, 0) + tally.count
    return tuple(sorted(reached.items()))


def percentile(times: Sequence[tuple[timedelta, int]], percent: int) -> timedelta | None:
    """The nearest-rank percentile of (value, how many) in ascending order; None of nothing.

    Nearest rank: the smallest value that at least `percent` in a hundred do not exceed. It is always a value that
    happened, so the median of two is the smaller one.
    """
    rank = -(-percent * sum(count for _, count in times) // 100)
    for value, count in times:
        rank -= count
        if rank <= 0:
            return value
    return None


def working(calendar: Calendar, day: date) -> bool:
    """Whether office hours begin on that date; in which zone they are kept does not matter."""
    hours = calendar.special.get(day)
    if hours is None:
        hours = () if day in calendar.closed else calendar.week.get(DAYS[day.weekday()], ())  # type: ignore[call-overload]
    return bool(hours)


def span(day: date, zone: str) -> calendars.Span:
    """The UTC span of a local date; spans of neighbours touch, and one of a date that never was is empty."""
    return calendars.instant(day, MIDNIGHT, zone), calendars.instant(day + calendars.DAY, MIDNIGHT, zone)


def at(rule: DigestRule, day: date, zone: str) -> datetime:
    """When the digest of that local date leaves. A missing time is the first instant after the gap, one shown twice
    its first pass."""
    return calendars.instant(day, rule.at, zone)


def next_at(rule: DigestRule, calendar: Calendar, zone: str, after: datetime) -> datetime | None:
    """The next time a digest leaves, strictly after `after`: on a working day of the calendar, in the person's zone.

    None if the calendar has no working day within 400 days.
    """
    today = calendars.local_date(after, zone)
    for day in (today + offset * calendars.DAY for offset in range(FAR)):
        if working(calendar, day) and _exists(day, zone) and at(rule, day, zone) > after:
            return at(rule, day, zone)
    return None


def previous_at(rule: DigestRule, calendar: Calendar, zone: str, before: datetime) -> datetime | None:
    """The last time a digest was to leave on a local date before that of `before`; None within 400 days without any."""
    today = calendars.local_date(before, zone)
    for day in (today - offset * calendars.DAY for offset in range(1, FAR)):
        if working(calendar, day) and _exists(day, zone):
            return at(rule, day, zone)
    return None


def days(last_at: datetime | None, now: datetime, zone: str) -> tuple[date, ...]:
    """The local dates a digest made at `now` covers, in order: whole ones, from that of the last digest to yesterday.

    Without a last one, yesterday; after a silence of more than 31 days, the last 31.
    """
    today = calendars.local_date(now, zone)
    first = calendars.local_date(last_at, zone) if last_at is not None else today - calendars.DAY
    return between(max(first, today - LONGEST * calendars.DAY), today, zone)


def between(first: date, end: date, zone: str) -> tuple[date, ...]:
    """The local dates from `first` up to `end`, without it and without dates that zone skipped."""
    dates = (first + offset * calendars.DAY for offset in range((end - first).days))
    return tuple(day for day in dates if _exists(day, zone))


def _exists(day: date, zone: str) -> bool:
    start, end = span(day, zone)
    return start < end
