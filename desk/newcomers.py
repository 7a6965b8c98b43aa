"""The first minutes of a stranger: four short questions, and when somebody meets the person (PRODUCT 2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from desk import duty, people, rosters
from desk.conversation import PartnerWrote
from desk.duty import Duty
from desk.people import Staff
from desk.rosters import NONE, Changes
from desk.rules import LevelName, Newcomers, Rules

#: The questions in their order; `done` after the last.
STEPS = ("experience", "sources", "geos", "volume")
DONE = "done"

PAYLOAD = 64  # characters Telegram lets a deep link carry
REFERRAL = "p_"  # begins the payload of a partner's own link


@dataclass(frozen=True, kw_only=True, slots=True)
class Newcomer:
    """A stranger who pressed Start. `payload` is the campaign of the link; `brought_by` the partner whose link it was
    (both as of the first link that said something). `due_at` is when the desk turns to the person; `met_at` when it did.
    """

    user_id: int
    name: str
    username: str | None
    locale: str
    payload: str
    started_at: datetime
    step: str = STEPS[0]
    answers: Mapping[str, str] = field(default_factory=dict)
    due_at: datetime | None = None
    met_at: datetime | None = None
    brought_by: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """What a deep link says: the campaign, or the token of a partner's link; both empty for a bare Start."""

    campaign: str = ""
    token: str = ""


def origin(words: Sequence[str]) -> Origin:
    """What stands behind `/start`. Whatever it is, it is harmless: signs that show nothing or turn a line round go."""
    payload = "".join(sign for sign in " ".join(words) if sign.isprintable())[:PAYLOAD]
    token = payload.removeprefix(REFERRAL)
    return Origin(token=token) if token != payload else Origin(campaign=payload)


def choices(step: str, rules: Newcomers) -> tuple[str, ...]:
    """What can be tapped at that step. Raises KeyError for an unknown step."""
    return {"experience": rules.experience, "sources": rules.sources, "geos": rules.geos, "volume": rules.volumes}[step]


def answer(newcomer: Newcomer, step: str, choice: int | None, rules: Newcomers, now: datetime) -> Newcomer | None:
    """The newcomer after tapping a choice (None: skip); None when the tap is stale or forged and changes nothing.

    Every real answer shows interest: the desk turns to the person 2 minutes after the last one, or at the end of the
    questions at once, unless it has met the person already (PRODUCT 2).
    """
    if step != newcomer.step or step == DONE:
        return None
    options = choices(step, rules)
    if choice is not None and not 0 <= choice < len(options):
        return None
    answers = newcomer.answers if choice is None else {**newcomer.answers, step: options[choice]}
    index = STEPS.index(step) + 1
    later = replace(newcomer, step=STEPS[index] if index < len(STEPS) else DONE, answers=answers)
    if newcomer.met_at is not None:
        return later
    return replace(later, due_at=_due(later, choice is not None, rules, now))


def back(newcomer: Newcomer, step: str) -> Newcomer | None:
    """The newcomer at the question before that one, whose answer stands until another is tapped; None when stale."""
    if step != newcomer.step or step not in STEPS[1:]:
        return None
    return replace(newcomer, step=STEPS[STEPS.index(step) - 1])


def _due(newcomer: Newcomer, answered: bool, rules: Newcomers, now: datetime) -> datetime | None:
    if newcomer.step == DONE:
        return now if newcomer.answers else None
    return now + rules.wizard_wait if answered else newcomer.due_at


def met(newcomer: Newcomer, now: datetime) -> Newcomer:
    """The desk has turned to the person; the questions may still be answered."""
    return replace(newcomer, met_at=now, due_at=None)


def speaking(newcomer: Newcomer, locale: str) -> Newcomer:
    """The newcomer in another language."""
    return replace(newcomer, locale=locale)


def can_manage(staff: Iterable[Staff]) -> tuple[int, ...]:
    """Who is given partners by itself: managers (staff ids), but not those whose account is deleted."""
    return tuple(person.id for person in staff if person.role == "manager" and person.reach != "gone")


def pick_manager(load: Mapping[int, int], managers: tuple[int, ...], limit: int) -> int | None:
    """The least loaded manager (staff id) below the limit, the first of equals; None: the heads' queue (PRODUCT 2)."""
    free = [(load.get(manager, 0), manager) for manager in managers if load.get(manager, 0) < limit]
    return min(free)[1] if free else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """Somebody who could look after a partner, and how many active ones the person has."""

    staff: Staff
    load: int


def candidates(staff: Iterable[Staff], load: Mapping[int, int]) -> tuple[Candidate, ...]:
    """Whom a head can give a partner to: managers, the least loaded first, then the heads."""
    able = [Candidate(staff=person, load=load.get(person.id, 0)) for person in staff if owns(person)]
    return tuple(sorted(able, key=lambda one: (one.staff.role == "head", one.load, one.staff.id)))


def owns(person: Staff) -> bool:
    """Whether a head may give the person partners."""
    return people.manages(person.role) and person.reach != "gone"


def interest(newcomer: Newcomer, policy: str, now: datetime) -> PartnerWrote:
    """What starts the wait of somebody who answered questions but asked none: dated when it fell due (PRODUCT 2)."""
    return PartnerWrote(
        at=newcomer.due_at or now,
        message=0,
        author=newcomer.user_id,
        substantive=True,
        preview=" · ".join(newcomer.answers[step] for step in STEPS if step in newcomer.answers),
        policy=policy,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Presence:
    """Who answers a stranger. how: `shift` on shift now · `called` nobody is, these are called at once · `later`
    nobody can be called, these begin `next_at` · `nobody`. `next_at`: the next shift, None while one is running."""

    how: Literal["shift", "called", "later", "nobody"]
    names: tuple[str, ...] = ()
    next_at: datetime | None = None


def presence(rules: Rules, staff: Sequence[Staff], now: datetime, changes: Changes = NONE) -> Presence:
    """Who would answer at this instant: the shift, else whom the ladder calls instead of it (PRODUCT 2, 4)."""
    roster = duty.roster(rules, staff, now, changes)
    here = _reachable(roster, staff, "on_shift")
    if here:
        return Presence(how="shift", names=here)
    coming = _coming(rules, staff, now, changes)
    called = _reachable(roster, staff, "senior") or _reachable(roster, staff, "head")
    if called:
        return Presence(how="called", names=called, next_at=coming.next_at if coming else None)
    return coming or Presence(how="nobody")


def _reachable(roster: Duty, staff: Sequence[Staff], level: LevelName) -> tuple[str, ...]:
    chosen = set(roster.people[level]) - roster.unreachable.keys()
    return tuple(person.name for person in staff if person.id in chosen)


def _coming(rules: Rules, staff: Sequence[Staff], now: datetime, changes: Changes) -> Presence | None:
    shifts = rosters.roster(rules.shifts, staff, changes)
    for one in rosters.segments(shifts, now, now + timedelta(days=7)):
        names = tuple(p.name for p in staff if p.id in one.people and p.reach == "ok")
        if names and one.start > now:
            return Presence(how="later", names=names, next_at=one.start)
    return None
