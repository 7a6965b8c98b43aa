"""Opening hours: when an office is open, and time counted in open seconds only (PRODUCT 4; escalation research 3)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from desk.rules import DAYS, Calendar, Interval

Span = tuple[datetime, datetime]

DAY = timedelta(days=1)
FAR = 400  # days looked ahead for an opening
NEAR = 32  # days looked ahead for a closing
BACK = 2  # days looked back: a span begins at most a day before, and zones move by up to a day


@lru_cache(maxsize=16384)
def instant(day: date, at: time, zone: str, *, last: bool = False) -> datetime:
    """The UTC instant of a local wall time.

    Shown twice (clocks go back): the first pass, or the last if `last`. Never shown (clocks go forward): the first
    instant after the gap. Raises zoneinfo.ZoneInfoNotFoundError for an unknown zone.
    """
    wall = datetime.combine(day, at, ZoneInfo(zone))
    first, second = wall.replace(fold=0).astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    if first > second:
        return _after_gap(second, first, ZoneInfo(zone))
    return second if last else first


def _after_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The transition between two instants with different offsets, by halving, to the second."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // timedelta(seconds=2) * timedelta(seconds=1)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def interval(day: date, hours: Interval, zone: str) -> Span:
    """The UTC span of an interval that begins on that local date; empty (start = end) if the date never was.

    An end not after the start lies on the next date, so '21:00-09:00' is a night and equal times are a whole day.
    """
    opens, closes = hours
    start = instant(day, opens, zone)
    end = instant(day if closes > opens else day + DAY, closes, zone, last=True)
    return start, max(start, end)


def local_date(at: datetime, zone: str) -> date:
    """The date that a wall calendar in the zone shows at that instant."""
    return at.astimezone(ZoneInfo(zone)).date()


def spans(calendar: Calendar, start: datetime, end: datetime) -> list[Span]:
    """The open UTC spans within [start, end): in order, clipped, merged where they touch or overlap."""
    found: list[Span] = []
    for opens, closes in _pieces(calendar, start, (end - start).days + 1):
        if opens >= end:
            break
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], min(closes, end))
        else:
            found.append((opens, min(closes, end)))
    return found


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether the calendar is open at that instant; the closing instant itself is closed."""
    return next((opens <= at for opens, _ in _pieces(calendar, at, 0)), False)


def closes_at(calendar: Calendar, at: datetime) -> datetime | None:
    """The end of the open span that contains `at`; None if it is closed then, or stays open for a month."""
    end: datetime | None = None
    for opens, closes in _pieces(calendar, at, NEAR):
        if opens > (end or at):
            return end
        end = closes
    return None if end is None or end - at >= (NEAR - 1) * DAY else end


def opens_at(calendar: Calendar, at: datetime) -> datetime | None:
    """The next open instant, `at` itself if open then; None if there is none within 400 days."""
    return next((opens for opens, _ in _pieces(calendar, at, FAR)), None)


def business_add(calendar: Calendar, at: datetime, span: timedelta) -> datetime | None:
    """The instant at which that much open time has passed since `at`; None if 400 days pass without an opening.

    No time at all gives the next open instant; landing exactly on a closing time stays there. Raises ValueError for a
    negative span.
    """
    if span < timedelta():
        raise ValueError(f"{span} is negative")
    while True:
        reached = at
        for opens, closes in _pieces(calendar, at, FAR):
            if span <= closes - opens:
                return opens + span
            span -= closes - opens
            reached = closes
        if reached == at:
            return None
        at = reached


def business_between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """The open time within [start, end); zero if end is not after start."""
    return sum((closes - opens for opens, closes in spans(calendar, start, end)), timedelta())


def _pieces(calendar: Calendar, at: datetime, days: int) -> Iterator[Span]:
    """Open spans from `at` on, in order and without overlap, of the dates up to that many days later.

    Neighbours may touch. What begins on the last date is given whole; the date after it is looked at too, since the
    local date may be ahead of a day counted in UTC.
    """
    day = local_date(at, calendar.zone) - BACK * DAY
    for _ in range(BACK + days + 2):
        for opens, closes in _day(calendar, day):
            if closes > at:
                yield max(opens, at), closes
                at = closes
        day += DAY


def _day(calendar: Calendar, day: date) -> list[Span]:
    """The spans that begin on a date. Special hours stand before `closed`, and both before the week."""
    hours = calendar.special.get(day)
    if hours is None:
        hours = () if day in calendar.closed else calendar.week.get(DAYS[day.weekday()], ())  # type: ignore[call-overload]
    found = [interval(day, one, calendar.zone) for one in hours]
    return sorted(span for span in found if span[0] < span[1])
