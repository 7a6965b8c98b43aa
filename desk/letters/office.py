"""What heads read about the desk itself, and the answer to /why (PRODUCT 3, 4, 11)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from desk import ladder
from desk.conversation import Called
from desk.letters import cards, letter, topics
from desk.letters.digest import short
from desk.letters.letter import At, Lane, Letter, Lines, T
from desk.pulse import Rehearsal
from desk.simulation import Simulation
from desk.topics import Lag
from desk.waiting import Case

CALLS = 12  # of a simulation that are shown
NAMED = 5  # of each call
NAME = 30  # UTF-16 units of a name
PROBLEMS = 3500  # UTF-16 units of a broken desk.yaml's problems that are shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """How the desk is doing: updates not worked off, letters not sent (with the age of the oldest), open waits,
    and how far each forum is behind.
    """

    updates: int
    letters: int
    oldest: timedelta
    waits: int
    forums: tuple[Lag, ...]
    rehearsal: Rehearsal | None = None  # the last test question


def wanting(missing: Iterable[T]) -> Lines:
    """What a forum lacks, a line each."""
    return Lines(items=tuple(missing))


def forum_ready(forum: int) -> Letter:
    """In the forum: from now on topics are made here."""
    return Letter(to=letter.telegram(forum), lane=Lane.NOTICE, key="setup-done")


def status(staff: int, figures: Figures) -> Letter:
    """To a head: how the desk is doing."""
    return Letter(
        to=letter.staff(staff),
        lane=Lane.NOTICE,
        key="status",
        params={
            "updates": figures.updates,
            "letters": figures.letters,
            "oldest": figures.oldest,
            "waits": figures.waits,
            "forums": len(figures.forums),
            "lags": topics.lags(figures.forums),
            "rehearsal": Lines(items=tuple(_rehearsal(figures.rehearsal))),
        },
    )


def _rehearsal(last: Rehearsal | None) -> Iterator[T]:
    """A line, if the desk asks itself at all."""
    if last is None:
        return
    at = At(at=last.began, form="dt")
    if last.decided is None or last.shown is None:
        yield T(key="status-rehearsal-open", params={"at": at})
        return
    decided, shown = (_seconds(one - last.began) for one in (last.decided, last.shown))
    yield T(key="status-rehearsal", params={"at": at, "decided": decided, "shown": shown})


def _seconds(span: timedelta) -> Decimal:
    return Decimal(str(round(span.total_seconds(), 1)))


def rules_read(staff: int, offers: int, versions: int) -> Letter:
    """To whoever asked: desk.yaml is in force, with so many offers, and so many terms versions made just now."""
    return Letter(
        to=letter.staff(staff), lane=Lane.NOTICE, key="rules-read", params={"offers": offers, "versions": versions}
    )


def rules_broken(heads: Iterable[int], problems: str) -> list[Letter]:
    """To the heads: desk.yaml cannot be read; the old rules stay in force (PRODUCT 12)."""
    shown = short(problems, PROBLEMS)
    return [
        Letter(to=letter.staff(head), lane=Lane.NOTICE, key="rules-broken", params={"problems": shown})
        for head in heads
    ]


def why(case: Case, now: datetime) -> Letter:
    """In the topic: one sentence that says what happens next here, to whom and when (PRODUCT 4)."""
    return Letter(to=letter.topic(case.conversation), lane=Lane.RELAY, key="why", params={"next": next_step(case, now)})


def next_step(case: Case, now: datetime) -> T:
    """The sentence itself."""
    waiting = case.state.waiting
    if waiting is None:
        return _promised(case, now) if case.state.promises else T(key="why-nothing")
    expected = ladder.explain(case.state, case.policies[waiting.policy], case.leases, case.duty, now)
    if expected is None or expected.called is None:
        return T(key="why-open", params={"since": At(at=waiting.since)})
    params = {
        "since": At(at=waiting.since),
        "at": At(at=expected.at),
        "who": T(key=f"why-who-{expected.called.who.replace('_', '-')}"),
        "names": _names(case, expected.called.staff),
    }
    people = {one.id: one.name for one in case.staff.values()}
    said = T(key="why-next", params=params)
    if waiting.lease is not None and waiting.lease.until > now:
        said = T(key="why-taken", params={**params, "name": people.get(waiting.lease.staff, "—")})
    if waiting.snooze is not None:
        said = T(key="why-snoozed", params={**params, **cards.put_off(waiting.snooze, people)})
    if waiting.handover is not None:
        return T(key="why-handed", params={"next": said, **cards.handed(waiting.handover, people)})
    return said


def _promised(case: Case, now: datetime) -> T:
    """What is promised next, and who is called if nobody keeps it."""
    promise = min(case.state.promises, key=lambda one: one.due)
    giver = case.staff.get(promise.staff)
    expected = ladder.explain(case.state, case.policies[promise.policy], case.leases, case.duty, now)
    called = expected.called if expected else None
    params = {
        "due": At(at=promise.due, form="dt"),
        "what": cards.promised(promise.text),
        "name": giver.name if giver else "—",
        "who": T(key=f"why-who-{called.who.replace('_', '-') if called else 'head'}"),
        "names": _names(case, called.staff if called else ()),
    }
    return T(key="why-promised", params=params)


def _names(case: Case, staff: Sequence[int]) -> str:
    return ", ".join(case.staff[one].name for one in staff if one in case.staff) or "—"


def simulated(staff: int, simulation: Simulation) -> Letter:
    """To whoever asked: whom the ladder would call for that question, when and why."""
    calls = [_call(simulation, call) for call in simulation.calls[:CALLS]]
    params = {
        "who": simulation.partner or T(key="simulate-anybody"),
        "policy": T(key=f"simulate-policy-{simulation.policy}"),
        "at": At(at=simulation.at, form="dt"),
        "lines": Lines(items=tuple(calls)),
    }
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="simulate", params=params)


def _call(simulation: Simulation, call: Called) -> T:
    names = [short(simulation.staff[one].name, NAME) for one in call.staff[:NAMED] if one in simulation.staff]
    more = len(call.staff) - len(names)
    line = T(
        key=f"simulate-{call.reason}" if call.reason in ("repeat", "join") else "simulate-call",
        params={
            "at": At(at=call.at),
            "who": T(key=f"why-who-{call.who.replace('_', '-')}"),
            "names": ", ".join(names) + (f" +{more}" if more else "") or "—",
        },
    )
    if not call.skipped:
        return line
    skips = T(key="simulate-skipped", params={"skips": Lines(items=cards.skips(call.skipped))})
    return T(key="simulate-lines", params={"lines": Lines(items=(skips, line))})
