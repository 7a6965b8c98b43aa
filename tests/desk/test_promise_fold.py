"""What a promise does to a conversation: kept, broken, moved, withdrawn, and never lost (PRODUCT 4, 7)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import conversation, ladder
from desk.conversation import (
    AnswerDelivered,
    AnswerFailed,
    Conversation,
    Event,
    PartnerWrote,
    Promised,
    PromiseMoved,
    PromiseOver,
    PromiseReminded,
    Settled,
    StaffAnswered,
    fold,
)
from desk.duty import Duty
from desk.rules import Leases, Level, Policy

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
POLICY = Policy(min_notice=timedelta(), levels=(Level(who="head", ack_within=timedelta(minutes=15)),))
DUTY = Duty(people={"manager": (), "head": (4,)})


def t(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def wrote(at: float) -> PartnerWrote:
    return PartnerWrote(at=t(at), message=int(at) + 100, author=7, substantive=True, preview="?", policy="p")


def answered(at: float, answer: str = "a", *, holding: bool = False, delivered: bool = False) -> StaffAnswered:
    return StaffAnswered(at=t(at), staff=1, answer=answer, question=False, delivered=delivered, holding=holding)


def promised(at: float, due: float, text: str = "", *, number: int = 1, answer: str = "h") -> Promised:
    remind = t(max(due - 10, (at + due) / 2))
    return Promised(
        at=t(at), staff=1, number=number, answer=answer, due=t(due), remind=remind, text=text, preview="?", policy="p"
    )


HOLDS: tuple[Event, ...] = (wrote(0), answered(1, "h", holding=True), promised(1, 31))
REPORT: tuple[Event, ...] = (answered(1, "h", holding=True), promised(1, 61, "the report"))


def later(minutes: float, number: int = 1) -> PromiseMoved:
    return PromiseMoved(at=t(50), staff=1, number=number, due=t(minutes), remind=t(minutes - 10))


def over(at: float, how: conversation.Over, number: int = 1) -> PromiseOver:
    return PromiseOver(at=t(at), number=number, how=how, staff=1)


# what happened -> since when somebody waits (minutes), when what is promised is due
CLOCKS: list[tuple[str, tuple[Event, ...], float | None, list[float]]] = [
    ("one moment stops the clock and begins another", HOLDS, None, [31]),
    ("an answer keeps it", (*HOLDS, answered(9)), None, []),
    ("delivered at once, too", (*HOLDS, answered(9, delivered=True)), None, []),
    ("an answer that fails does not", (*HOLDS, answered(9), AnswerFailed(at=t(10), answer="a", reason="blocked")), None, [31]),
    (
        "the next one stands for it",
        (*HOLDS, answered(9), answered(9.5, "b"), AnswerFailed(at=t(10), answer="a", reason="blocked")),
        None,
        [],
    ),
    (
        "one moment does not",
        (*HOLDS, answered(9), answered(9.5, "b", holding=True), AnswerFailed(at=t(10), answer="a", reason="blocked")),
        None,
        [31],
    ),
    (
        "slow, not failed",
        (*HOLDS, answered(9), AnswerFailed(at=t(11), answer="a", reason="undelivered"), AnswerDelivered(at=t(12), answer="a")),
        None,
        [],
    ),
    ("what was promised in a letter that failed was not", (*HOLDS, AnswerFailed(at=t(2), answer="h", reason="blocked")), 0, []),
    ("late, it may still arrive", (*HOLDS, AnswerFailed(at=t(3), answer="h", reason="undelivered")), 0, [31]),
    ("one moment again does not put it off", (*HOLDS, wrote(5), answered(6, "i", holding=True), promised(6, 36, number=2, answer="i")), None, [31]),
    (
        "if the first fails, the second has promised it",
        (*HOLDS, answered(6, "i", holding=True), promised(6, 36, number=2, answer="i"), AnswerFailed(at=t(7), answer="h", reason="blocked")),
        None,
        [31],
    ),
    ("a new question meanwhile waits", (*HOLDS, wrote(5)), 5, [31]),
    ("an answer from before it came late", (*HOLDS, answered(0.5)), None, [31]),
    ("broken: a wait from when it was due", (*HOLDS, over(33, "broken")), 31, []),
    ("broken while somebody waits: that wait", (*HOLDS, wrote(5), over(33, "broken")), 5, []),
    ("and answered", (*HOLDS, over(33, "broken"), answered(40)), None, []),
    ("what is no answer needs none", (*HOLDS, Settled(at=t(5), staff=1, how="closed")), None, [31]),
    ("something else is kept by no talk before the reminder", (*REPORT, answered(30)), None, [61]),
    ("and by an answer after it", (*REPORT, answered(52)), None, []),
    ("done", (*REPORT, over(30, "kept")), None, []),
    ("withdrawn", (*REPORT, over(30, "withdrawn")), None, []),
    ("later", (*REPORT, later(91)), None, [91]),
    ("later, and talk before the new reminder", (*REPORT, later(91), answered(60)), None, [91]),
    ("never earlier", (*REPORT, later(51)), None, [61]),
    ("of one that is over", (*REPORT, over(30, "kept"), later(91), over(62, "broken")), None, []),
    ("two of them", (*REPORT, promised(2, 122, "the rest", number=2, answer="i"), over(30, "kept")), None, [122]),
]  # fmt: skip


@pytest.mark.parametrize(("events", "since", "dues"), [row[1:] for row in CLOCKS], ids=[row[0] for row in CLOCKS])
def test_the_promise_clock(events: tuple[Event, ...], since: float | None, dues: list[float]) -> None:
    state = fold(events)
    assert state.waiting_since == (None if since is None else t(since))
    assert [promise.due for promise in state.promises] == [t(due) for due in dues]
    twice = fold([event for event in events for _ in (1, 2)])
    assert twice == state  # what comes twice changes nothing
    assert Conversation.from_text(state.to_text()) == state
    assert [conversation.load(*conversation.dump(event)) for event in events] == list(events)


def test_a_broken_promise_says_whose_it_was() -> None:
    state = fold((*REPORT, over(61, "broken")))
    assert state.waiting is not None and state.waiting.promise is not None
    assert (state.waiting.promise.staff, state.waiting.promise.text) == (1, "the report")
    assert (state.waiting.preview, state.waiting.count, state.waiting.policy) == ("the report", 1, "p")


def _act(state: Conversation, now: datetime) -> tuple[Conversation, list[Event], datetime | None]:
    done: list[Event] = []
    while isinstance(action := ladder.next_action(state, POLICY, Leases(), DUTY, now), ladder.Act):
        state, done = fold(action.events, state), done + list(action.events)
    return state, done, action.until if isinstance(action, ladder.Wait) else None


def test_whoever_promised_is_reminded_then_the_ladder_takes_over() -> None:
    state = fold((*HOLDS, AnswerDelivered(at=t(1), answer="h")))
    state, done, until = _act(state, t(2))
    assert (done, until) == ([], t(21))
    state, done, until = _act(state, t(21))
    assert (done, until) == ([PromiseReminded(at=t(21), number=1)], t(31))
    explained = ladder.explain(state, POLICY, Leases(), DUTY, t(25))
    assert explained is not None and explained.called is not None
    assert (explained.at, explained.why.code, explained.called.staff) == (t(31), "promise", (4,))
    state, done, _ = _act(state, t(31))
    assert [type(event).__name__ for event in done] == ["PromiseOver", "Called"]


def test_after_an_outage_nobody_is_reminded_of_what_is_due_already() -> None:
    state = fold((*HOLDS, AnswerDelivered(at=t(1), answer="h")))
    state, done, _ = _act(state, t(90))
    assert [type(event).__name__ for event in done[:2]] == ["PromiseOver", "Called"]
    assert state.waiting_since == t(31)


ROWS: list[tuple[tuple[Event, ...], list[tuple[str | None, float | None]]]] = [
    (HOLDS, [(None, None)]),
    ((*HOLDS, answered(9)), [("kept", 9)]),
    ((*HOLDS, answered(9), AnswerFailed(at=t(10), answer="a", reason="blocked")), [(None, None)]),
    ((*HOLDS, over(31, "broken")), [("broken", 31)]),
    ((*HOLDS, AnswerFailed(at=t(2), answer="h", reason="blocked")), [("withdrawn", 2)]),
    ((*REPORT, later(91), over(80, "withdrawn")), [("withdrawn", 80)]),
    (
        (*HOLDS, answered(9), AnswerFailed(at=t(11), answer="a", reason="undelivered"), AnswerDelivered(at=t(12), answer="a")),
        [("kept", 9)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("events", "expected"), ROWS)
def test_promises_as_rows(events: tuple[Event, ...], expected: list[tuple[str | None, float | None]]) -> None:
    state, rows = Conversation(), {}
    for event in events:
        after = conversation.apply(state, event)
        rows |= {row.promise.number: row for row in conversation.promises(state, after, event)}
        state = after
    found = [(row.over, row.at) for row in rows.values()]
    assert found == [(how, None if at is None else t(at)) for how, at in expected]


@st.composite
def _traces(draw: st.DrawFn) -> list[Event]:
    """Questions, answers, promises of both kinds, deliveries and failures, in order."""
    events: list[Event] = []
    for minute in range(draw(st.integers(1, 12))):
        at, answer = minute * 7, f"a{minute}"
        events += draw(
            st.sampled_from(
                [
                    (wrote(at),),
                    (answered(at, answer),),
                    (answered(at, answer, holding=True), promised(at, at + 30, number=minute + 1, answer=answer)),
                    (answered(at, answer, holding=True), promised(at, at + 50, "x", number=minute + 1, answer=answer)),
                    *((AnswerFailed(at=t(at), answer=f"a{back}", reason="blocked"),) for back in range(minute)),
                    *((AnswerDelivered(at=t(at), answer=f"a{back}"),) for back in range(minute)),
                ]
            )
        )
    fates = dict[str, Event]()  # of each answer there is one
    for event in events:
        if isinstance(event, AnswerFailed | AnswerDelivered):
            fates.setdefault(event.answer, event)
    return [e for e in events if not isinstance(e, AnswerFailed | AnswerDelivered) or fates[e.answer] is e]


@settings(max_examples=100)
@given(_traces())
def test_no_promise_is_lost(events: list[Event]) -> None:
    """Each one made is open, or an answer that has not failed keeps it, or its own letter has failed."""
    state = fold(events)
    gone = {event.answer for event in events if isinstance(event, AnswerFailed)}
    answers = [e for e in events if isinstance(e, StaffAnswered) and not e.holding and e.answer not in gone]
    holding = False
    for made in [event for event in events if isinstance(event, Promised)]:
        kept_from = made.remind if made.text else made.at
        kept = made.answer in gone or any(answer.at >= kept_from for answer in answers)
        if made.text:
            assert (conversation.promise_of(state, made.number) is None) == kept
        else:
            holding = holding or not kept
    assert not holding or any(not promise.text for promise in state.promises)
