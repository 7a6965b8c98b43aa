"""Who is on shift: crews that walk through a pattern of shifts, in local wall time (PRODUCT 5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from desk import calendars
from desk.rules import Interval, Rotation, Shifts

OFF = "off"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """One crew's shift. It belongs to the local date on which it starts; `end` itself is no longer in it."""

    name: str  # of the template
    day: date
    start: datetime
    end: datetime
    rotation: int  # index in desk.yaml
    crew: int  # index in the rotation
    handles: tuple[str, ...]  # @username or numeric Telegram id, as written in desk.yaml


def key(handle: str | int) -> str:
    """The form in which two handles are compared: no @, no capitals."""
    return str(handle).strip().removeprefix("@").lower()


def on_shift(shifts: Shifts, at: datetime) -> tuple[Shift, ...]:
    """The shifts running at that instant, in the order of rotations and crews."""
    day = calendars.local_date(at, shifts.zone)
    running = [shift for shift in _days(shifts, day, 0) if shift.start <= at < shift.end]
    return tuple(sorted(running, key=lambda shift: (shift.rotation, shift.crew, shift.start)))


def next_change(shifts: Shifts, at: datetime) -> datetime | None:
    """The first start or end of a shift after that instant; None if no rotation has any more."""
    if not shifts.rotations:
        return None
    day = calendars.local_date(at, shifts.zone)
    ahead = max(max(0, (rotation.start - day).days) + len(rotation.pattern) for rotation in shifts.rotations)
    best: datetime | None = None
    for shift in _days(shifts, day, ahead):
        if best is not None and shift.start > best:
            break  # the rest begin later still
        for change in (shift.start, shift.end):
            if change > at and (best is None or change < best):
                best = change
    return best


def _days(shifts: Shifts, day: date, ahead: int) -> Iterator[Shift]:
    """Shifts of the dates from two before `day` to `ahead` + 1 after it; each date's by start."""
    for offset in range(-calendars.BACK, ahead + 2):
        found = _day(shifts, day + offset * calendars.DAY)
        yield from sorted(found, key=lambda shift: shift.start)


def _day(shifts: Shifts, day: date) -> Iterator[Shift]:
    for number, rotation in enumerate(shifts.rotations):
        if day < rotation.start:
            continue
        for crew, handles in enumerate(rotation.crews):
            name = _step(rotation, crew, day)
            hours = shifts.templates.get(name)
            if hours is not None and name != OFF:
                yield from _shift(shifts.zone, day, hours, name, number, crew, handles)


def _step(rotation: Rotation, crew: int, day: date) -> str:
    return rotation.pattern[((day - rotation.start).days + crew) % len(rotation.pattern)]


@lru_cache(maxsize=4096)
def _shift(
    zone: str, day: date, hours: Interval, name: str, rotation: int, crew: int, handles: tuple[str, ...]
) -> tuple[Shift, ...]:
    start, end = calendars.interval(day, hours, zone)
    if start == end:  # the clocks skipped it
        return ()
    return (Shift(name=name, day=day, start=start, end=end, rotation=rotation, crew=crew, handles=handles),)
