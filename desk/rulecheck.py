"""What is wrong with rules that are each well-formed: the checks across the keys of desk.yaml (PRODUCT 4, 5, 6)."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from difflib import get_close_matches

from desk.rules import Calendar, Ladder, Level, Offer, Policy, Rotation, Shifts, Terms

OFF = "off"
HANDLE = re.compile(r"@[A-Za-z]\w{3,31}|[1-9]\d*", re.ASCII)
DAY = 24 * 60
HORIZON = 400  # days looked at for gaps, when the patterns together take longer to come round

Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something wrong at `path` (keys and indexes from the top of desk.yaml); a warning does not stop the desk."""

    path: Path
    message: str
    warning: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """Local wall time in which no crew is on shift: from a minute of a day on, for so many minutes."""

    day: date
    start: int
    minutes: int

    def __str__(self) -> str:
        begin, end = self.start, (self.start + self.minutes) % DAY
        return f"{self.day:%a %Y-%m-%d} {begin // 60:02}:{begin % 60:02}-{end // 60:02}:{end % 60:02}"


def review(
    *,
    calendars: Mapping[str, Calendar] | None = None,
    manager_calendar: str = "office",
    shifts: Shifts | None = None,
    ladder: Ladder | None = None,
    offers: Mapping[int, Offer] | None = None,
) -> list[Finding]:
    """All findings in the sections that could be read; one that could not is None and judged by nobody.

    `offers` are keyed by their place in the file, so that the broken ones among them may be left out.
    """
    found = list(_offers(offers or {}))
    if shifts is not None:
        found += _shifts(shifts)
    if ladder is not None:
        office = calendars.get(manager_calendar) if calendars is not None else None
        found += _ladder(
            ladder, office=office is None or is_ever_open(office), staffed=shifts is None or staffed(shifts)
        )
    return found


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint for a word that is not known: the likeliest one meant, else all there are."""
    names = sorted(known)
    close = get_close_matches(word, names, n=1)
    if close:
        return f"did you mean {close[0]}?"
    return f"there are {', '.join(names)}" if names else "there are none"


def is_ever_open(calendar: Calendar) -> bool:
    """Whether the calendar has any opening hours at all."""
    return any(calendar.week.values()) or any(calendar.special.values())


def staffed(shifts: Shifts) -> bool:
    """Whether any person is ever on any shift."""
    return any(_works(rotation, shifts) and any(rotation.crews) for rotation in shifts.rotations)


def gaps(shifts: Shifts) -> list[Gap]:
    """The uncovered hours of one full turn of the rotations, once all of them have begun; [] without rotations.

    In local wall time: where the clocks change, a shift stretches or shrinks with them (PRODUCT 5).
    """
    rotations = [rotation for rotation in shifts.rotations if rotation.crews]
    if not rotations:
        return []
    first = max(rotation.start for rotation in rotations) + timedelta(days=1)
    turn = min(math.lcm(*(len(rotation.pattern) for rotation in rotations)), HORIZON)
    covered = sorted(_covered(shifts, rotations, first, turn))
    free: list[Gap] = []
    reached = 0
    for begin, end in [*covered, (turn * DAY, turn * DAY)]:
        if begin > reached:
            day, start = divmod(reached, DAY)
            free.append(Gap(day=first + timedelta(days=day), start=start, minutes=begin - reached))
        reached = max(reached, end)
    return free


def _covered(shifts: Shifts, rotations: list[Rotation], first: date, turn: int) -> Iterator[tuple[int, int]]:
    for day in range(-1, turn):  # the day before reaches over midnight
        for rotation in rotations:
            for name in _on(rotation, first + timedelta(days=day)):
                if name in shifts.templates:
                    begin, length = _minutes(shifts.templates[name])
                    start, end = max(day * DAY + begin, 0), min(day * DAY + begin + length, turn * DAY)
                    if end > start:
                        yield start, end


def _on(rotation: Rotation, day: date) -> Iterator[str]:
    step = (day - rotation.start).days
    for ahead, crew in enumerate(rotation.crews):
        if crew:
            yield rotation.pattern[(step + ahead) % len(rotation.pattern)]


def _minutes(interval: tuple[time, time]) -> tuple[int, int]:
    begin, end = (at.hour * 60 + at.minute for at in interval)
    return begin, (end - begin) % DAY or DAY


def _works(rotation: Rotation, shifts: Shifts) -> bool:
    return any(name in shifts.templates for name in rotation.pattern)


def _offers(offers: Mapping[int, Offer]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for place, offer in offers.items():
        if offer.id in seen:
            yield Finding(
                path=("offers", place, "id"), message=f"{offer.id!r} is already the id of offers[{seen[offer.id]}]"
            )
        seen.setdefault(offer.id, place)
        if "new" not in offer.terms:
            yield Finding(
                path=("offers", place, "terms"), message="there are no terms for tier new; every partner begins there"
            )
        for tier, agreed in offer.terms.items():
            if endless(agreed):
                message = "next_period needs a next window, and a cap with period total has none; choose another policy or period"
                yield Finding(path=("offers", place, "terms", tier, "over_cap", "policy"), message=message)


def endless(terms: Terms) -> bool:
    """Whether what is over is to move to a next window that one of the caps does not have (PRODUCT 6)."""
    return terms.over_cap.policy == "next_period" and any(cap.period == "total" for cap in terms.caps)


def _shifts(shifts: Shifts) -> Iterator[Finding]:
    for place, rotation in enumerate(shifts.rotations):
        yield from _rotation(rotation, shifts, ("shifts", "rotations", place))
    free = gaps(shifts)
    if free:
        more = f" and {len(free) - 1} more times" if len(free) > 1 else ""
        message = f"nobody is on shift on {free[0]}{more} in each turn of the rotations"
        yield Finding(path=("shifts", "rotations"), message=message, warning=True)


def _rotation(rotation: Rotation, shifts: Shifts, path: Path) -> Iterator[Finding]:
    for step, name in enumerate(rotation.pattern):
        if name != OFF and name not in shifts.templates:
            hint = nearest(name, [*shifts.templates, OFF])
            yield Finding(path=(*path, "pattern", step), message=f"there is no shift template {name!r}; {hint}")
    for number, crew in enumerate(rotation.crews):
        for seat, handle in enumerate(crew):
            if not HANDLE.fullmatch(handle):
                message = f"{handle!r} names nobody; write @username or the person's numeric Telegram id"
                yield Finding(path=(*path, "crews", number, seat), message=message)


def _ladder(ladder: Ladder, *, office: bool, staffed: bool) -> Iterator[Finding]:
    for name in ("default", "new", "vip"):
        policy: Policy = getattr(ladder, name)
        path: Path = ("ladder", name, "levels")
        empty = [_unfillable(level, office=office, staffed=staffed) for level in policy.levels]
        for place, (level, reason) in enumerate(zip(policy.levels, empty, strict=True)):
            if reason:
                yield Finding(path=(*path, place, "who"), message=f"nobody can fill this level: {reason}")
            if level.who in {other.who for other in policy.levels[:place]}:
                yield Finding(path=(*path, place, "who"), message=f"{level.who} already has a level in this policy")
        if all(empty):
            yield Finding(path=path, message="nobody could ever be called; add a level for senior or head")


def _unfillable(level: Level, *, office: bool, staffed: bool) -> str | None:
    if level.who == "on_shift" and not staffed:
        return "no rotation puts anybody on a shift; fill shifts.rotations"
    if level.who == "manager" and not office:
        return "the managers' calendar has no opening hours"
    return None
