"""Who could be called at one instant, for one partner: the live roster as a value (PRODUCT 4, 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desk import calendars, rosters
from desk import shifts as rota
from desk.people import Reach, Staff
from desk.rosters import NONE, Changes, Roster
from desk.rules import Calendar, LevelName, Rules, Shifts


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """Who could be called now. People are staff ids; those who cannot be reached are listed, and named in `unreachable`.

    `office` is the manager's calendar: the closing time and business time of levels are counted in it. `manager` is who
    does the manager's work now: somebody else during an absence.
    """

    manager: int | None = None
    manager_open: bool = False
    manager_closes_at: datetime | None = None  # None: closed now, or open for a month and more
    people: Mapping[LevelName, tuple[int, ...]] = field(default_factory=dict)
    unreachable: Mapping[int, Reach] = field(default_factory=dict)
    next_change: datetime | None = None  # of the roster or the office; None: none in sight
    office: Calendar | None = None
    away: Mapping[int, int | None] = field(default_factory=dict)  # who is absent, and who stands in


def duty(rules: Rules, staff: Sequence[Staff], manager: int | None, now: datetime, changes: Changes = NONE) -> Duty:
    """Who could be called now for a partner with that manager (a staff id, or None).

    manager: the partner's manager, or the deputy. on_shift: whose shift it is. senior: seniors on shift, or else all who
    are not absent. head: all heads. A manager who is not among the staff is nobody.
    """
    return for_manager(roster(rules, staff, now, changes), manager)


def roster(rules: Rules, staff: Sequence[Staff], now: datetime, changes: Changes = NONE) -> Duty:
    """The part of a duty that is the same for every partner: make it once for a sweep over many conversations."""
    office = rules.calendars[rules.manager_calendar]
    away = {p.id: who for p in staff if (who := rosters.stand_in(changes, p.id, now)) != p.id}
    shifts = rosters.roster(rules.shifts, staff, changes)
    return Duty(
        manager_open=calendars.is_open(office, now),
        manager_closes_at=calendars.closes_at(office, now),
        people=_people(shifts, staff, away, now),
        unreachable={person.id: person.reach for person in staff if person.reach != "ok"},
        next_change=_next_change(shifts, office, now),
        office=office,
        away=away,
    )


def for_manager(roster: Duty, manager: int | None) -> Duty:
    """That roster for a partner with that manager (a staff id, or None); a deputy does the work of one who is absent."""
    working = roster.away.get(manager, manager) if manager is not None else None
    known = working if working in roster.people["manager"] else None
    people: dict[LevelName, tuple[int, ...]] = {**roster.people, "manager": () if known is None else (known,)}
    return Duty(
        manager=known,
        manager_open=roster.manager_open,
        manager_closes_at=roster.manager_closes_at,
        people=people,
        unreachable=roster.unreachable,
        next_change=roster.next_change,
        office=roster.office,
        away=roster.away,
    )


def unknown_handles(shifts: Shifts, staff: Sequence[Staff]) -> list[str]:
    """The handles of the rotations that put nobody on shift: not the @username or id of a sub or a senior."""
    known = rosters.roster(shifts, staff).handles
    handles = [handle for rotation in shifts.rotations for crew in rotation.crews for handle in crew]
    return [handle for handle in dict.fromkeys(handles) if rota.key(handle) not in known]


def _people(
    shifts: Roster, staff: Sequence[Staff], away: Mapping[int, int | None], now: datetime
) -> dict[LevelName, tuple[int, ...]]:
    """Per level; "manager" holds everybody here, since each partner has its own."""
    working = rosters.on_shift(shifts, now)
    seniors = [p.id for p in staff if p.role == "senior"]
    return {
        "manager": tuple(p.id for p in staff),
        "on_shift": tuple(p.id for p in staff if p.id in working),
        "senior": tuple([p for p in seniors if p in working] or [p for p in seniors if p not in away]),
        "head": tuple(p.id for p in staff if p.role == "head"),
    }


def _next_change(shifts: Roster, office: Calendar, now: datetime) -> datetime | None:
    closes = calendars.closes_at(office, now)
    opens = None if calendars.is_open(office, now) else calendars.opens_at(office, now)
    return min((at for at in (rosters.next_change(shifts, now), closes, opens) if at is not None), default=None)
