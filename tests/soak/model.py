"""`python -m tests.soak.model`: every history of a very small desk, two levels and two people, up to a depth.

At every step: the clock is the naive one; something is due later, or nothing can happen; calls go to people on duty, upwards, not
too soon, never twice; what /why says comes next; whoever is left alone reaches the last resort.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from desk import conversation, ladder
from desk.conversation import (
    AnswerDelivered,
    AnswerFailed,
    Called,
    Conversation,
    Event,
    HandoverOffered,
    PartnerWrote,
    Snoozed,
    StaffAnswered,
    Taken,
)
from desk.duty import Duty
from desk.rules import Leases, Level, Policy
from tests.desk import oracle
from tests.desk.oracle import Answer, Message

START = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
STEP = timedelta(seconds=2)  # between two events: an answer right after a question crosses it, the next one does not
MINUTE = timedelta(minutes=1)
POLICY = Policy(
    min_notice=MINUTE,
    levels=(
        Level(who="on_shift", ack_within=3 * MINUTE, repeat_every=2 * MINUTE, repeat_max=1),
        Level(who="head", ack_within=3 * MINUTE),
    ),
)
LEASES = Leases()
SUB, HEAD = 1, 2
SHIFTS = ((SUB,), (HEAD,), ())
ALONE = 30 * MINUTE  # a snooze, a hand-over, a lease, every level: the last resort is called by then


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A point of a history: what the desk knows, who is there, and what the oracle has noted."""

    now: datetime = START
    state: Conversation = field(default_factory=Conversation)
    on_shift: tuple[int, ...] = (SUB,)
    reachable: bool = True  # the sub
    messages: tuple[Message, ...] = ()
    answers: tuple[Answer, ...] = ()
    action: ladder.Action = field(default_factory=ladder.Idle)

    @property
    def duty(self) -> Duty:
        """Who could be called."""
        people = {"on_shift": self.on_shift, "head": (HEAD,)}
        return Duty(people=people, unreachable={} if self.reachable else {SUB: "blocked"})  # type: ignore[arg-type]


def done(moment: Moment, event: Event) -> Moment:
    """The moment after an event, which said twice is said once."""
    state = conversation.apply(moment.state, event)
    assert conversation.apply(state, event) == state, "twice is not once"
    answers = moment.answers
    if isinstance(event, AnswerFailed):
        number = int(event.answer)
        answers = (*answers[:number], answers[number].failed(event.reason), *answers[number + 1 :])
    return replace(moment, state=state, answers=answers)


def rest(moment: Moment, calls: list[Called] | None = None) -> Moment:
    """The ladder does all there is to do now; whom it calls is added to `calls`."""
    for _ in range(len(POLICY.levels) + 6):
        action = ladder.next_action(moment.state, POLICY, LEASES, moment.duty, moment.now)
        if not isinstance(action, ladder.Act):
            return checked(replace(moment, action=action))
        for event in action.events:
            if isinstance(event, Called):
                check_call(moment, event)
                if calls is not None:
                    calls.append(event)
            moment = done(moment, event)
    raise AssertionError("the ladder does not rest")


# --- what can happen ----------------------------------------------------------------------------------------------------


def writes(m: Moment) -> Moment:
    """The partner writes."""
    number = len(m.messages) + 1
    event = PartnerWrote(at=m.now, message=number, author=7, substantive=True, preview="", policy="small")
    return done(replace(m, messages=(*m.messages, Message(at=m.now, number=number))), event)


def answers(m: Moment) -> Moment:
    """The sub answers; the answer is on its way."""
    key = str(len(m.answers))
    after = done(m, StaffAnswered(at=m.now, staff=SUB, answer=key, question=False, delivered=False))
    depends = key in {p.answer for p in after.state.provisional}
    seen = frozenset(message.number for message in m.messages)
    answer = Answer(at=m.now, seen=seen, fate="pending" if depends else "delivered")
    return replace(after, answers=(*m.answers, answer))


def arrives(m: Moment) -> Moment:
    """The last answer arrives."""
    if not m.answers:
        return m
    last = m.answers[-1].arrived(m.messages)
    event = AnswerDelivered(at=m.now, answer=str(len(m.answers) - 1))
    return replace(done(m, event), answers=(*m.answers[:-1], last))


def fails(m: Moment) -> Moment:
    """The first answer fails."""
    return done(m, AnswerFailed(at=m.now, answer="0", reason="blocked")) if m.answers else m


def takes(staff: int) -> Callable[[Moment], Moment]:
    """Somebody takes it."""
    return lambda m: done(m, Taken(at=m.now, staff=staff, until=m.now + 5 * MINUTE))


def snoozes(m: Moment) -> Moment:
    """The sub puts it off."""
    return done(m, Snoozed(at=m.now, staff=SUB, until=m.now + 10 * MINUTE, reason="later"))


def hands_over(m: Moment) -> Moment:
    """The sub hands it to the head."""
    return done(m, HandoverOffered(at=m.now, staff=SUB, to=(HEAD,), until=m.now + 5 * MINUTE))


def shift(m: Moment) -> Moment:
    """The sub is on shift, then the head, then nobody."""
    return replace(m, on_shift=SHIFTS[(SHIFTS.index(m.on_shift) + 1) % len(SHIFTS)])


def reach(m: Moment) -> Moment:
    """The sub blocks the bot, or lets it in."""
    return replace(m, reachable=not m.reachable)


def waits(m: Moment) -> Moment:
    """Time passes until something is due."""
    return replace(m, now=max(m.now, m.action.until)) if isinstance(m.action, ladder.Wait) else m


EVENTS = (writes, answers, arrives, fails, takes(SUB), takes(HEAD), snoozes, hands_over, shift, reach, waits)


# --- what must hold -----------------------------------------------------------------------------------------------------


def check_call(m: Moment, call: Called) -> None:
    """People on duty, upwards, not too soon, never twice, and nobody while it is somebody's or put off."""
    w = m.state.waiting
    assert w is not None
    assert w.lease is None
    assert w.snooze is None
    reached = -1 if w.cursor is None else w.cursor.level
    assert call.level >= reached, "a level went down"
    assert {skip.level for skip in call.skipped} >= set(range(reached + 1, call.level)), "a level was forgotten"
    if call.who == "last_resort":
        assert call.staff == (HEAD,)
    else:
        assert call.staff
        assert set(call.staff) <= set(m.duty.people[call.who]) - set(m.duty.unreachable)
    if w.cursor is None:
        return
    if call.reason == "join":
        assert not set(call.staff) & set(w.cursor.staff), "called twice"
    else:
        assert (call.level, call.attempt) > (w.cursor.level, w.cursor.attempt), "called twice"
    if call.reason == "escalate" and reached not in {skip.level for skip in call.skipped}:
        assert m.now >= w.cursor.notified + POLICY.min_notice, "too soon"


def checked(m: Moment) -> Moment:
    """A moment at which the ladder rests: the clock is right, and nothing waits without a next action."""
    assert m.state.waiting_since == oracle.since(m.messages, m.answers), "the clock is wrong"
    if m.state.waiting is None and not m.state.provisional:
        assert m.action == ladder.Idle(), "nothing waits, and something is due"
    else:
        assert isinstance(m.action, ladder.Wait), "somebody waits, and nothing is due"
        assert m.action.until > m.now
    w = m.state.waiting
    if w is not None and w.lease is None and w.snooze is None:
        assert w.cursor is not None, "nobody was called"
        if w.cursor.who != "last_resort":
            here = set(m.duty.people[w.cursor.who]) - set(m.duty.unreachable)
            assert here <= set(w.cursor.staff), "somebody on the level was not called"
    return m


def alone(m: Moment) -> None:
    """Nobody does anything any more: what /why says comes next, and the ladder ends at the last resort."""
    said = ladder.explain(m.state, POLICY, LEASES, m.duty, m.now)
    assert (said is None) == isinstance(m.action, ladder.Idle)
    end, calls = m.now + ALONE, list[Called]()
    while isinstance(m.action, ladder.Wait) and m.action.until <= end:
        m = rest(waits(m), calls)
    assert (said.called if said else None) == (calls[0] if calls else None), "not as said"
    assert m.state.waiting is None or (m.state.cursor and m.state.cursor.who == "last_resort"), "left alone"


def explore(depth: int) -> Counter[str]:
    """Every history of that many events, those that lead to the same moment taken together. Gives the counts."""
    tally = Counter[str]()
    layer: list[tuple[Moment, tuple[str, ...]]] = [(Moment(), ())]
    for _ in range(depth):
        tally["histories"] = (tally["histories"] or 1) * len(EVENTS)
        known = dict[Any, tuple[Moment, tuple[str, ...]]]()
        for moment, path in layer:
            for name, after in happen(moment, path):
                known.setdefault(after, (after, (*path, name)))
        layer = list(known.values())
        tally["moments"] += len(layer)
    for moment, path in layer:
        try:
            alone(moment)
        except AssertionError as error:
            error.add_note(" ".join(path))
            raise
    return tally


def happen(moment: Moment, path: tuple[str, ...]) -> Iterator[tuple[str, Moment]]:
    """Whatever can happen next, by name."""
    for event in EVENTS:
        name = f"{event.__qualname__.partition('.')[0]}"
        try:
            yield name, rest(event(replace(moment, now=moment.now + STEP)))
        except AssertionError as error:
            error.add_note(" ".join((*path, name)))
            raise


def main() -> int:
    """The exit status: 0, or an AssertionError whose note is the history."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.model")
    parser.add_argument("--depth", type=int, default=6)
    options = parser.parse_args()
    for name, number in explore(options.depth).items():
        print(f"{number:>12,}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
