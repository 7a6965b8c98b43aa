"""The ladder: what the desk does next about a wait, whom it calls and when (PRODUCT 4)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from desk import calendars, conversation
from desk.conversation import Called, Conversation, Cursor, Event, Gap, Reason, Skip, Waiting, Who
from desk.duty import Duty
from desk.rules import Leases, Level, LevelName, Policy

LAST_RESORT_EVERY = timedelta(minutes=15)  # when the last level has no repeat of its own

WaitCode = Literal["delivery", "lease", "snooze", "handover", "level", "repeat", "roster", "promise"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Why:
    """The reason of a decision, for texts.

    Waiting: "delivery" (an answer is on its way until `at`), "lease" (`staff` has it until `at`), "snooze" (`staff` put
    it off until `at`), "handover" (`staff` hands it over, to be accepted until `at`), "level" (the level `who` is called
    at `at`), "repeat" (the same level again), "roster" (the shift or the office changes), "promise"
    (what `staff` promised is due, or to be reminded of, at `at`). Acting: the reason of the call, or "undelivered",
    "lease_over", "handover_over", "promise_due".
    """

    code: WaitCode | Reason | Literal["undelivered", "lease_over", "handover_over", "promise_due"]
    level: int | None = None
    who: Who | None = None
    at: datetime | None = None
    staff: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Idle:
    """Nothing can happen without a new event."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wait:
    """Ask again at `until` (always later than now), or after any event."""

    until: datetime
    why: Why


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """Apply these events, in order, and ask again."""

    events: tuple[Event, ...]
    why: Why


Action = Idle | Wait | Act


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """What happens next if nobody does anything and the roster stays: for /why."""

    at: datetime
    why: Why  # what is being waited for now
    called: Called | None  # who is called then; None: nobody waits, or only a delivery is awaited


def next_action(state: Conversation, policy: Policy, leases: Leases, duty: Duty, now: datetime) -> Action:
    """What to do now about a conversation under the policy pinned to its episode. Pure and total; now == due acts.

    The caller applies the events of an Act and asks again until Idle or Wait: at most levels + 5 times at one `now`,
    and once for each promise.
    `leases` is not needed yet: a lease carries its own end.
    """
    now = conversation.instant(now)
    late = tuple(p for p in state.provisional if p.queued + conversation.UNDELIVERED <= now)
    if late:
        failed = tuple(conversation.AnswerFailed(at=now, answer=p.answer, reason="undelivered") for p in late)
        return Act(events=failed, why=Why(code="undelivered", staff=late[0].staff))
    waits = [_delivery(p) for p in state.provisional]
    for promise in state.promises:
        action = _promise(promise, now)
        if isinstance(action, Act):
            return action
        waits.append(action)
    if state.waiting is not None:
        action = _waiting(state.waiting, policy, duty, now)
        if isinstance(action, Act):
            return action
        waits.append(action)
    return min(waits, key=lambda wait: wait.until) if waits else Idle()


def explain(state: Conversation, policy: Policy, leases: Leases, duty: Duty, now: datetime) -> Expected | None:
    """The next call if nothing new happens and the roster stays as it is; None if nothing is awaited (PRODUCT 4)."""
    now = conversation.instant(now)
    first: Wait | None = None
    for _ in range(2 * len(policy.levels) + len(state.provisional) + 4 * len(state.promises) + 8):
        action = next_action(state, policy, leases, _later(duty, now), now)
        if isinstance(action, Idle):
            break
        if isinstance(action, Wait):
            first, now = first or action, action.until
            continue
        called = next((event for event in action.events if isinstance(event, Called)), None)
        if called is not None:
            return Expected(at=now, why=first.why if first else action.why, called=called)
        first = first or Wait(until=now, why=action.why)
        state = conversation.fold(action.events, state)
    return Expected(at=first.until, why=first.why, called=None) if first else None


def simulate(
    policy: Policy, leases: Leases, duty_at: Callable[[datetime], Duty], at: datetime, horizon: timedelta
) -> list[Called]:
    """The calls, up to `horizon` after it, for a question asked at `at` that nobody answers or takes (PRODUCT 4)."""
    at = conversation.instant(at)
    wrote = conversation.PartnerWrote(at=at, message=0, author=0, substantive=True, preview="", policy="")
    state, now, calls = conversation.fold((wrote,)), at, list[Called]()
    while now <= at + horizon:
        action = next_action(state, policy, leases, duty_at(now), now)
        if isinstance(action, Idle):
            break
        if isinstance(action, Wait):
            now = action.until
            continue
        calls += [event for event in action.events if isinstance(event, Called)]
        state = conversation.fold(action.events, state)
    return calls


# --- one decision -----------------------------------------------------------------------------------------------------


def _delivery(p: conversation.Provisional) -> Wait:
    until = p.queued + conversation.UNDELIVERED
    return Wait(until=until, why=Why(code="delivery", at=until, staff=p.staff))


def _promise(p: conversation.Promise, now: datetime) -> Wait | Act:
    """A reminder to whoever gave it, then, when it is due and nobody has kept it, a wait."""
    if now >= p.due:
        broken = conversation.PromiseOver(at=now, number=p.number, how="broken")
        return Act(events=(broken,), why=Why(code="promise_due", staff=p.staff))
    if p.remind is None or now < p.remind:
        until = p.remind or p.due
        return Wait(until=until, why=Why(code="promise", at=until, staff=p.staff))
    return Act(
        events=(conversation.PromiseReminded(at=now, number=p.number),),
        why=Why(code="promise", at=p.due, staff=p.staff),
    )


def _waiting(w: Waiting, policy: Policy, duty: Duty, now: datetime) -> Wait | Act:
    handover = w.handover
    if handover is None:
        return _armed(w, policy, duty, now)
    if now >= handover.until or all(staff in duty.unreachable for staff in handover.to):
        over = conversation.HandoverDeclined(at=now, staff=None)
        return Act(events=(over,), why=Why(code="handover_over", staff=handover.staff))
    action = _armed(w, policy, duty, now)
    if isinstance(action, Act) or action.until <= handover.until:
        return action
    return Wait(until=handover.until, why=Why(code="handover", at=handover.until, staff=handover.staff))


def _armed(w: Waiting, policy: Policy, duty: Duty, now: datetime) -> Wait | Act:
    if w.lease is not None:
        if now < w.lease.until:
            why = Why(code="lease", at=w.lease.until, staff=w.lease.staff)
            return Wait(until=w.lease.until, why=why)
        over = conversation.Released(at=now, staff=w.lease.staff, expired=True)
        return Act(events=(over,), why=Why(code="lease_over", staff=w.lease.staff))
    if w.snooze is not None:
        if now < w.snooze.until:
            return Wait(until=w.snooze.until, why=Why(code="snooze", at=w.snooze.until, staff=w.snooze.staff))
        return Act(events=(conversation.Woken(at=now, staff=None),), why=Why(code="snooze_over", staff=w.snooze.staff))
    if w.reopen is not None:  # anchored anew: the next level is due ack_within from now
        level = w.cursor.level if w.cursor else 0
        return _call(level, (), w.cursor, policy, duty, ideal=now, now=now, reason=w.reopen)
    if w.cursor is None:
        return _call(0, (), None, policy, duty, ideal=w.since, now=now, reason="start")
    return _called(w.cursor, policy, duty, now)


def _called(cursor: Cursor, policy: Policy, duty: Duty, now: datetime) -> Wait | Act:
    """A level has been called and nobody has taken it: the next level, the same again, new people, or wait."""
    level = _level(policy, cursor.level)
    vacant = _vacant(level.who, duty) if level else None
    waits: list[Wait] = []
    if level is not None:
        planned = _planned(cursor, level, duty, now)
        due = now if vacant else max(planned, cursor.notified + policy.min_notice)
        if now >= due:
            skips = (Skip(level=cursor.level, who=level.who, why=vacant),) if vacant else ()
            ideal = min(planned, max(now, cursor.ideal)) if vacant else planned
            return _call(cursor.level + 1, skips, cursor, policy, duty, ideal=ideal, now=now, reason="escalate")
        waits.append(_wait("level", due, *_next(cursor.level + 1, policy, duty)))
    repeat = _repeat_at(cursor, policy)
    if repeat is not None and now >= repeat:
        return _again(cursor, _reachable(cursor.who, duty), "repeat", now)
    joining = tuple(staff for staff in _joining(cursor, duty) if staff not in cursor.staff)
    if joining:
        return _again(cursor, joining, "join", now)
    if repeat is not None:
        waits.append(_wait("repeat", repeat, cursor.level, cursor.who))
    if duty.next_change is not None and duty.next_change > now:
        waits.append(_wait("roster", duty.next_change, cursor.level, cursor.who))
    return min(waits, key=lambda wait: wait.until)


def _wait(code: WaitCode, until: datetime, level: int, who: Who) -> Wait:
    return Wait(until=until, why=Why(code=code, level=level, who=who, at=until))


def _call(
    first: int,
    skips: tuple[Skip, ...],
    cursor: Cursor | None,
    policy: Policy,
    duty: Duty,
    *,
    ideal: datetime,
    now: datetime,
    reason: Reason,
) -> Act:
    """Call the first level from there on that has somebody, or the last resort; those passed over cost nothing."""
    number, who = _next(first, policy, duty)
    passed = tuple(
        Skip(level=k, who=level.who, why=_gap(level.who, duty) or "empty")
        for k, level in enumerate(policy.levels)
        if first <= k < number
    )
    again = cursor is not None and cursor.level == number
    called = Called(
        at=now,
        level=number,
        who=who,
        staff=_reachable(who, duty),
        attempt=cursor.attempt + 1 if cursor is not None and again else 0,
        skipped=(*skips, *passed),
        ideal=ideal,
        reason=reason,
    )
    return Act(events=(called,), why=Why(code=reason, level=number, who=who, at=now))


def _again(cursor: Cursor, staff: tuple[int, ...], reason: Literal["repeat", "join"], now: datetime) -> Act:
    called = Called(
        at=now,
        level=cursor.level,
        who=cursor.who,
        staff=staff,
        attempt=cursor.attempt + (reason == "repeat"),
        skipped=(),
        ideal=cursor.ideal,
        reason=reason,
    )
    return Act(events=(called,), why=Why(code=reason, level=cursor.level, who=cursor.who, at=now))


# --- levels -----------------------------------------------------------------------------------------------------------


def _level(policy: Policy, number: int) -> Level | None:
    """The level of that number; None is the last resort."""
    return policy.levels[number] if number < len(policy.levels) else None


def _next(first: int, policy: Policy, duty: Duty) -> tuple[int, Who]:
    for number in range(first, len(policy.levels)):
        if _gap(policy.levels[number].who, duty) is None:
            return number, policy.levels[number].who
    return len(policy.levels), "last_resort"


def _reachable(who: Who, duty: Duty) -> tuple[int, ...]:
    """Whom to call; the last resort names every head, reachable or not: the caller adds a mention in the forum."""
    if who == "last_resort":
        return duty.people.get("head", ())
    return tuple(staff for staff in duty.people.get(who, ()) if staff not in duty.unreachable)


def _vacant(who: LevelName, duty: Duty) -> Gap | None:
    """Why nobody of a level can be called, its hours apart; None if somebody can."""
    if not duty.people.get(who):
        return "empty"
    return None if _reachable(who, duty) else "unreachable"


def _gap(who: LevelName, duty: Duty) -> Gap | None:
    """Why a level is passed over when its turn comes; None if it is not."""
    vacant = _vacant(who, duty)
    if who == "manager" and not duty.manager_open and vacant != "empty":
        return "closed"
    return vacant


def _joining(cursor: Cursor, duty: Duty) -> tuple[int, ...]:
    if cursor.who == "manager" and not duty.manager_open:
        return ()
    return _reachable(cursor.who, duty)


def _planned(cursor: Cursor, level: Level, duty: Duty, now: datetime) -> datetime:
    """When the next level should be called, were nothing ever late: the ideal of the next level."""
    planned: datetime | None = None
    if level.clock == "business" and duty.office is not None:
        planned = calendars.business_add(duty.office, cursor.ideal, level.ack_within)
    if planned is None:
        planned = cursor.ideal + level.ack_within
    if level.who == "manager":
        closing = _closing(cursor, duty, now)
        return planned if closing is None else min(planned, closing)
    return planned


def _closing(cursor: Cursor, duty: Duty, now: datetime) -> datetime | None:
    """When the office in which the manager was called closes: a wait is never carried overnight in that level."""
    if duty.office is not None and (closing := calendars.closes_at(duty.office, cursor.notified)) is not None:
        return closing
    return duty.manager_closes_at if duty.manager_open else now


def _repeat_at(cursor: Cursor, policy: Policy) -> datetime | None:
    """The next call of the same level: on the grid notified + n * every, the first after the last call."""
    level = _level(policy, cursor.level)
    every = (level or policy.levels[-1]).repeat_every or (None if level else LAST_RESORT_EVERY)
    if not every:
        return None
    n = (cursor.last - cursor.notified) // every + 1
    if level is not None and 0 < level.repeat_max < n:
        return None
    return cursor.notified + n * every


def _later(duty: Duty, now: datetime) -> Duty:
    """The same roster at a later instant: only the office may have closed."""
    closed = duty.manager_closes_at is not None and duty.manager_closes_at <= now
    duty = replace(duty, next_change=None)
    return replace(duty, manager_open=False, manager_closes_at=None) if closed else duty
