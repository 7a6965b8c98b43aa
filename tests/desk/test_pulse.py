"""Away, deaf, or on a clock that moved: when the desk notices, and how long it rests (PRODUCT 3, 4)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import pulse
from desk.pulse import BACK, KEPT, REST, Jump, Pulse, Span

NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TICK = timedelta(seconds=5)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(("away", "told"), [(0, False), (119, False), (120, False), (121, True), (90_000, True)])
def test_an_outage_is_more_than_two_minutes_without_a_beat(away: int, told: bool) -> None:
    assert pulse.outage(NOON, at(away)) == (Span(since=NOON, until=at(away)) if told else None)
    assert pulse.outage(None, at(away)) is None


def test_what_telegram_has_dropped_is_what_is_older_than_a_day() -> None:
    assert pulse.missing(NOON, NOON + KEPT) is None
    later = NOON + KEPT + timedelta(hours=3)
    assert pulse.missing(NOON, later) == Span(since=NOON, until=NOON + timedelta(hours=3))


class Beats:
    """A machine: its clock, and time."""

    def __init__(self) -> None:
        self.now, self.steady, self.heard = NOON, timedelta(), NOON
        self.pulse = pulse.begin(NOON, NOON, self.steady)
        self.jumps: list[timedelta] = []

    def beat(self, slip: float = 0, passed: timedelta = TICK, *, hears: bool = True) -> bool:
        """A beat later, after the clock was moved by so many seconds; whether steps are taken."""
        self.now += passed + timedelta(seconds=slip)
        self.steady += passed
        self.pulse, jump = pulse.beat(self.pulse, self.now, self.steady, self.heard)
        if hears:
            self.heard = self.now
        if jump is not None:
            self.jumps.append(jump.by)
        return self.pulse.jumped is None


def test_a_clock_that_goes_as_time_does_is_nothing() -> None:
    machine = Beats()
    assert all(machine.beat(slip) for slip in (0, 3, -3, 20, -4, 0))
    assert machine.beat(passed=timedelta(hours=8))  # a beat that came late
    assert machine.jumps == []


def test_back_no_step_until_the_clock_is_where_it_was() -> None:
    machine = Beats()
    assert [machine.beat(-62), *(machine.beat() for _ in range(13))] == [False] * 12 + [True] * 2
    assert machine.jumps == [timedelta(seconds=-57)]  # five seconds had passed


def test_back_for_long_the_clock_is_taken_for_right_after_five_minutes() -> None:
    machine = Beats()
    assert not machine.beat(-3600)
    rested = 1
    while not machine.beat():
        rested += 1
    assert rested * TICK == REST
    assert machine.beat()
    assert len(machine.jumps) == 1


def test_back_by_less_than_a_second_is_waited_out_in_silence() -> None:
    machine = Beats()
    assert not machine.beat(-5.5)
    assert machine.beat()
    assert machine.jumps == []


def test_a_glitch_that_is_put_right_leaves_nothing() -> None:
    machine = Beats()
    assert not machine.beat(-3600)
    assert machine.beat(3600)
    assert machine.beat()
    assert len(machine.jumps) == 1


def test_ahead_telegram_is_heard_first() -> None:
    machine = Beats()
    assert [machine.beat(7200, hears=False), machine.beat(), machine.beat()] == [False, False, True]
    assert machine.jumps == [timedelta(seconds=7200)]
    assert not machine.beat(7200, hears=False)
    waits = [machine.beat(hears=False) for _ in range(12)]
    assert waits == [False] * 11 + [True]  # away: not for longer than a minute


def test_a_process_that_begins_behind_the_last_beat_rests_too() -> None:
    begun = pulse.begin(at(600), NOON, timedelta())
    last, jump = pulse.beat(begun, at(5), TICK, None)
    assert (last.jumped, jump) == (Jump(at=at(5), by=timedelta(seconds=-595)),) * 2


@given(slips=st.lists(st.floats(-4000, 4000) | st.just(0.0), min_size=1, max_size=60))
def test_whatever_the_clock_does_no_step_is_taken_behind_the_last_one_but_after_a_rest(slips: list[float]) -> None:
    machine, decided, resting = Beats(), NOON, timedelta()
    for slip in slips:
        if machine.beat(slip):
            assert machine.now >= decided or resting + TICK >= REST
            decided, resting = machine.now, timedelta()
        else:
            resting += TICK
            assert resting <= REST  # nobody waits for the clock for longer
    told = [by for by in machine.jumps if by < timedelta()]
    assert all(-by > BACK for by in told)


def test_the_pulse_is_kept_in_place() -> None:
    begun = pulse.begin(None, NOON, TICK)
    assert begun == Pulse(at=NOON, steady=TICK)
