"""Who works when: the rotations of desk.yaml, with absences and what was changed by hand laid over them (PRODUCT 5)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk import calendars
from desk import shifts as rota
from desk.calendars import Span
from desk.errors import DeskError
from desk.people import Staff
from desk.rules import Shifts
from desk.shifts import Shift


@dataclass(frozen=True, kw_only=True, slots=True)
class Override:
    """A change by hand within [start, end). People are staff ids.

    `into` alone works there as well (add); `out` alone does not work there (remove); both: `into` works what `out` would
    have (replace), and nothing where `out` has no shift.
    """

    id: int
    start: datetime
    end: datetime
    out: int | None = None
    into: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """Somebody is away within [start, end); `deputy` (a staff id) stands in, on shift and as a manager."""

    id: int
    staff: int
    start: datetime
    end: datetime
    deputy: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """All that is laid over the rotations."""

    overrides: tuple[Override, ...] = ()
    absences: tuple[Absence, ...] = ()


NONE = Changes()


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    """Rotations, people and changes together: made by `roster`."""

    shifts: Shifts
    staff: Mapping[int, Staff]
    changes: Changes
    handles: Mapping[str, int]  # of those who work shifts


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A time in which the same people work the same shifts. `name` is that of the first; `unknown`: handles of nobody's."""

    start: datetime
    end: datetime
    name: str
    people: tuple[int, ...]
    ends: tuple[datetime, ...]  # of their shifts
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Swap:
    """One asks another to work a shift of one's own; `back`: the other's shift to be worked in return."""

    asker: int
    other: int
    shift: Span
    back: Span | None = None


def roster(shifts: Shifts, staff: Iterable[Staff], changes: Changes = NONE) -> Roster:
    """Everything that says who works when. Subs and seniors work shifts; by hand, anybody of the staff can be put on."""
    people = {person.id: person for person in staff}
    workers = [person for person in people.values() if person.role in ("sub", "senior")]
    handles = {name: person.id for person in workers for name in names(person)}
    return Roster(shifts=shifts, staff=people, changes=changes, handles=handles)


def names(person: Staff) -> tuple[str, ...]:
    """The handles by which desk.yaml may name that person, in the form in which they are compared."""
    by_id = rota.key(person.user_id)
    return (by_id, rota.key(person.username)) if person.username else (by_id,)


def stand_in(changes: Changes, person: int, at: datetime) -> int | None:
    """Who does that person's work at that instant: the person, a deputy (or the deputy's deputy), or nobody (PRODUCT 1, 5)."""
    now: int | None = person
    asked = set[int]()
    while now is not None and now not in asked:
        away = next((a for a in changes.absences if a.staff == now and a.start <= at < a.end), None)
        if away is None:
            return now
        asked.add(now)
        now = away.deputy
    return None


def acts_for(absences: Iterable[Absence], person: int, at: datetime) -> tuple[int, ...]:
    """Whose work that person does at that instant beside the own."""
    changes = Changes(absences=tuple(absences))
    return tuple(a.staff for a in changes.absences if a.staff != person and stand_in(changes, a.staff, at) == person)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """A place on shift until `end`: whose it was, and who works it (None: nobody). A change made for either means it."""

    whose: int
    who: int | None
    end: datetime


def on_shift(roster: Roster, at: datetime) -> tuple[int, ...]:
    """Whose shift it is at that instant, in the order of rotations, crews and changes (staff ids)."""
    return tuple(_people(roster, rota.on_shift(roster.shifts, at), at))


def _people(roster: Roster, running: Iterable[Shift], at: datetime) -> dict[int, datetime]:
    """Who works, and until when that shift lasts."""
    places = [
        _Place(whose=one, who=stand_in(roster.changes, one, at), end=shift.end)
        for shift in running
        for handle in shift.handles
        if (one := roster.handles.get(rota.key(handle))) is not None
    ]
    for change in roster.changes.overrides:
        if change.start <= at < change.end:
            places = _changed(roster, places, change, at)
    people = dict[int, datetime]()
    for place in places:
        if place.who is not None and place.who in roster.staff:
            people[place.who] = max(place.end, people.get(place.who, place.end))
    return people


def _changed(roster: Roster, places: list[_Place], change: Override, at: datetime) -> list[_Place]:
    left = [place for place in places if change.out is not None and change.out in (place.whose, place.who)]
    kept = [place for place in places if place not in left]
    if change.into is None or (change.out is not None and not left):
        return kept
    end = min([change.end, *(place.end for place in left)])
    return [*kept, _Place(whose=change.into, who=stand_in(roster.changes, change.into, at), end=end)]


def next_change(roster: Roster, at: datetime) -> datetime | None:
    """The first instant after that one at which somebody else may be on shift, or away; None: none in sight."""
    dated: list[Override | Absence] = [*roster.changes.overrides, *roster.changes.absences]
    edges = [edge for one in dated for edge in (one.start, one.end)]
    change = rota.next_change(roster.shifts, at)
    return min((edge for edge in (change, *edges) if edge is not None and edge > at), default=None)


def segments(roster: Roster, start: datetime, end: datetime) -> list[Segment]:
    """[start, end) cut where somebody else comes on shift: in order, without holes, gaps included."""
    found = list[Segment]()
    for one in _pieces(roster, start, end):
        if found and replace(one, start=found[-1].start, end=found[-1].end) == found[-1]:
            found[-1] = replace(one, start=found[-1].start)
        else:
            found.append(one)
    return found


def _pieces(roster: Roster, start: datetime, end: datetime) -> Iterator[Segment]:
    while start < end:
        running = rota.on_shift(roster.shifts, start)
        until = min(next_change(roster, start) or end, end)
        handles = [handle for shift in running for handle in shift.handles]
        people = _people(roster, running, start)
        yield Segment(
            start=start,
            end=until,
            name=running[0].name if running else "",
            people=tuple(people),
            ends=tuple(people.values()),
            unknown=tuple(one for one in dict.fromkeys(handles) if rota.key(one) not in roster.handles),
        )
        start = until


def gaps(segments: Sequence[Segment]) -> list[Span]:
    """The times in which nobody is on shift."""
    return _joined((one.start, one.end) for one in segments if not one.people)


def turns(segments: Sequence[Segment], person: int) -> list[Span]:
    """The shifts of that person, each where it begins and ends; those that touch stay apart."""
    found = list[Span]()
    shift_ends: datetime | None = None
    for one in segments:
        if person not in one.people:
            continue
        if found and found[-1][1] == one.start and shift_ends is not None and shift_ends > one.start:
            found[-1] = (found[-1][0], one.end)
        else:
            found.append((one.start, one.end))
        shift_ends = one.ends[one.people.index(person)]
    return found


def until(roster: Roster, person: int, now: datetime) -> datetime:
    """When the shift ends that the person works at that instant; now where there is none."""
    return _people(roster, rota.on_shift(roster.shifts, now), now).get(person, now)


def _joined(spans: Iterable[Span]) -> list[Span]:
    found = list[Span]()
    for start, end in spans:
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def free(roster: Roster, person: int, span: Span) -> bool:
    """Whether somebody is there and on no shift in all of that time."""
    start, end = span
    away = any(a.staff == person and a.start < end and a.end > start for a in roster.changes.absences)
    return not away and not turns(segments(roster, start, end), person)


def swapped(roster: Roster, swap: Swap, now: datetime) -> tuple[Override, ...]:
    """What an accepted swap changes; never is there an instant with fewer people than before.

    Raises DeskError where it cannot be any more: a shift has begun, is another's by now, or somebody is not free then.
    """
    ways = [(swap.asker, swap.other, swap.shift)]
    ways += [(swap.other, swap.asker, swap.back)] if swap.back else []
    for out, into, (start, end) in ways:
        if start <= now:
            raise DeskError("swap-begun")
        if turns(segments(roster, start, end), out) != [(start, end)]:
            raise DeskError("swap-changed")
        if into not in roster.staff or not free(roster, into, (start, end)):
            raise DeskError("swap-busy", name=roster.staff[into].name if into in roster.staff else "")
    return tuple(Override(id=0, start=start, end=end, out=out, into=into) for out, into, (start, end) in ways)


# --- coverage ---------------------------------------------------------------------------------------------------------

#: How long before a gap it is warned about (PRODUCT 5).
STAGES = (timedelta(hours=1), timedelta(days=1), timedelta(days=3), timedelta(days=7))


@dataclass(frozen=True, kw_only=True, slots=True)
class Warned:
    """A gap ahead and the stage at which it is told."""

    gap: Span
    stage: timedelta


def ahead(roster: Roster, now: datetime) -> list[Warned]:
    """The gaps that begin within seven days, each with the last of the stages that it has reached.

    None where there is no rotation at all: nobody has planned anything.
    """
    if not roster.shifts.rotations:
        return []
    coming = segments(roster, now, now + STAGES[-1] + calendars.DAY)
    return [
        Warned(gap=gap, stage=next(stage for stage in STAGES if gap[0] - now <= stage))
        for gap in gaps(coming)
        if now < gap[0] <= now + STAGES[-1]
    ]


def seniors(roster: Roster, here: Sequence[int], *, but: int) -> list[int]:
    """Who leads that shift: its seniors, else all of them, else the heads; without the one in question."""
    known = [person for person in roster.staff.values() if person.role == "senior" and person.id != but]
    working = [person.id for person in known if person.id in here]
    heads = [person.id for person in roster.staff.values() if person.role == "head" and person.id != but]
    return working or [person.id for person in known] or heads


def planners(roster: Roster) -> list[int]:
    """Who may change the roster and hears of its gaps: seniors and heads."""
    return [person.id for person in roster.staff.values() if person.role in ("senior", "head")]
