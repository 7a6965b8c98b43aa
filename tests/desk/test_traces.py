"""Some of the random histories of `make soak`, and what they have found."""

from dataclasses import replace

from desk import conversation, waiting
from desk.conversation import Called, Conversation, PartnerWrote
from tests.soak import traces
from tests.soak.traces import HEAD, START, Trace


def test_random_histories_lose_and_double_nothing():
    tally, violations = traces.play(range(40))
    assert violations == []
    assert tally["crashes"] > 10, "too few faults"
    assert tally["repeated after an unknown outcome"] > 6
    assert tally["levels passed over"] > 15
    assert tally["not sent: unreachable"] > 10
    assert tally["not sent: taken, put off, or gone home"] > 1


def called(*events):
    """The cards and nudges that follow from a call of the head at night, after those events, to the head."""
    trace = Trace(0)
    wrote = PartnerWrote(at=START, message=1, author=7, substantive=True, preview="", policy="default")
    state = conversation.fold((wrote, *events))
    case = waiting.Case(
        conversation=1,
        chat=traces.CHAT,
        partner=replace(traces.PARTNER, manager=HEAD),
        state=state,
        events=0,
        policies=traces.LADDERS,
        leases=traces.LEASES,
        duty=replace(trace.duty(), manager=HEAD),
        staff=traces.STAFF,
    )
    step = waiting.decide(case, [call("head", 3, HEAD)], START)
    return [
        (letter.key, letter.silent) for letter in step.letters if letter.to.id == HEAD and letter.to.kind == "staff"
    ]


def call(who, level, *staff, attempt=0, reason="escalate", skipped=()):
    return Called(
        at=START, level=level, who=who, staff=staff, attempt=attempt, skipped=skipped, ideal=START, reason=reason
    )


def test_a_head_whose_own_partner_waits_at_night_hears_the_call():
    """Seed 42: the silent card that the manager has is edited without a sound, so the call needs a nudge."""
    closed = conversation.Skip(level=0, who="manager", why="closed")
    assert called(call("on_shift", 1, 2, reason="start", skipped=(closed,))) == [("card", False), ("nudge", False)]
    assert called(call("on_shift", 1, 2, reason="start")) == [("card", False)]


def test_who_has_come_back_gets_the_card_with_the_next_nudge():
    """Seed 16: the first card met somebody who had blocked the bot; a nudge alone has no buttons."""
    trace = Trace(0)
    trace.record(PartnerWrote(at=START, message=1, author=7, substantive=True, preview="", policy="default"))
    trace.blocked.add(2)
    trace.send()
    trace.back(2)
    trace.now = 3 * 60
    trace.tick()
    assert Conversation.from_text(trace.state).cursor.attempt == 1
    trace.send()
    assert "card:1:1:2" in trace.live
    assert not trace.violations
