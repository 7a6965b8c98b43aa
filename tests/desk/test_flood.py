"""A flood waits its turn: a few at once, the rest one by one, none lost, in order (PRODUCT 12)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import flood
from desk.flood import MEETINGS, MESSAGES, Rate

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
RATE = Rate(burst=3, every=timedelta(seconds=10))


def turns(seconds, rate=RATE, free_at=None):
    """When what comes at those seconds has its turn, in seconds."""
    shown = []
    for second in seconds:
        at, free_at = flood.turn(free_at, NOW + timedelta(seconds=second), rate)
        shown.append((at - NOW).total_seconds())
    return shown


@pytest.mark.parametrize(
    "seconds,shown",
    [
        ([0], [0]),
        ([0, 0, 0], [0, 0, 0]),
        ([0, 0, 0, 0, 0], [0, 0, 0, 10, 20]),
        ([0, 1, 2, 3], [0, 1, 2, 10]),
        ([0, 10, 20, 30, 40, 50], [0, 10, 20, 30, 40, 50]),  # one by one is no flood
        ([0, 0, 0, 0, 60, 60, 60, 60], [0, 0, 0, 10, 60, 60, 60, 70]),  # after a pause a few go at once again
        ([0, 0, 0, 25, 25, 25], [0, 0, 0, 25, 25, 30]),
    ],
)
def test_the_turns(seconds, shown):
    assert turns(seconds) == shown


@given(st.lists(st.integers(0, 30), max_size=60), st.sampled_from((RATE, MESSAGES, MEETINGS)))
def test_in_order_never_early_and_never_faster_than_the_rate(pauses, rate):
    came = [sum(pauses[: n + 1]) for n in range(len(pauses))]
    shown = turns(came, rate)
    assert shown == sorted(shown)
    assert all(at >= second for at, second in zip(shown, came, strict=True))
    span = rate.every.total_seconds()
    for n, at in enumerate(shown):
        within = [other for other in shown[n:] if other < at + span * 4]
        assert len(within) <= rate.burst + 4
    assert all(at - second <= len(came) * span for at, second in zip(shown, came, strict=True))  # none waits for ever


def test_a_turn_can_be_put_off_to_an_instant():
    later = NOW + timedelta(minutes=5)
    assert turns([0, 0], free_at=flood.until(later, RATE)) == [300, 310]


def test_more_forums_take_more():
    assert flood.shared(RATE, 0) == RATE == flood.shared(RATE, 1)
    assert flood.shared(RATE, 2) == Rate(burst=6, every=timedelta(seconds=5))


def test_one_flood_leaves_most_of_a_forum_to_others():
    minute = [at for at in turns([0] * 100, MESSAGES) if at < 60]
    assert len(minute) <= 14
    topics = [at for at in turns([0] * 500, MEETINGS) if 60 <= at < 120]
    assert len(topics) * 4 <= 16  # of 20 a minute
