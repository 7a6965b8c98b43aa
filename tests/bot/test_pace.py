"""Limits are kept, not hit: never more than fits any window, and never later than needed (PRODUCT 12)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pace import UNLIMITED, Limit, Limits, Pace

START = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
CHATS = (5, 6, -7)
SMALL = Limits(
    overall=(Limit(count=4, per=timedelta(seconds=1)),),
    private=(Limit(count=2, per=timedelta(seconds=3)), Limit(count=3, per=timedelta(seconds=10))),
    group=(Limit(count=3, per=timedelta(seconds=8)),),
    slack=timedelta(),
)
EXACT = Limits(slack=timedelta())
#: A message for a chat after so many tenths of a second; sometimes a block for so many seconds comes first.
wishes = st.lists(
    st.tuples(st.sampled_from(CHATS), st.integers(0, 30), st.none() | st.integers(1, 20)), min_size=1, max_size=40
)
limits = st.sampled_from([SMALL, EXACT])


def of(limits: Limits, chat: int) -> tuple[Limit, ...]:
    return limits.group if chat < 0 else limits.private


def fits(limits: Limits, sent: list[tuple[int, datetime]], chat: int, at: datetime) -> bool:
    """One more at that instant, counted over everything ever sent."""
    mine = [when for where, when in sent if where == chat]
    everywhere = [when for _, when in sent]
    windows = [(mine, limit) for limit in of(limits, chat)] + [(everywhere, limit) for limit in limits.overall]
    return all(sum(at - limit.per < when <= at for when in times) < limit.count for times, limit in windows)


def soonest(limits: Limits, sent: list[tuple[int, datetime]], chat: int, earliest: datetime) -> datetime:
    """The first instant from then on at which it fits: it can only be that one, or when something leaves a window."""
    leaves = [when + limit.per for _, when in sent for limit in (*of(limits, chat), *limits.overall)]
    return min(at for at in [earliest, *leaves] if at >= earliest and fits(limits, sent, chat, at))


@given(wishes, limits)
def test_as_soon_as_every_window_allows(wanted: list[tuple[int, int, int | None]], limits: Limits) -> None:
    pace, now, sent = Pace(limits=limits), START, list[tuple[int, datetime]]()
    blocked: dict[int, datetime] = {}
    for chat, tenths, block in wanted:
        now += timedelta(seconds=tenths / 10)
        pace.forget(now)
        if block is not None:
            blocked[chat] = max(blocked.get(chat, now), now + timedelta(seconds=block))
            pace.block(chat, now + timedelta(seconds=block), now)
        at = pace.free_at(chat, now)
        assert at == soonest(limits, sent, chat, max(now, blocked.get(chat, now)))
        now = at
        pace.sent(chat, now)
        sent.append((chat, now))


def test_one_chat_never_slows_another() -> None:
    pace = Pace(limits=EXACT)
    for _ in range(20):
        pace.sent(-7, START)
    pace.block(5, START + timedelta(hours=1), START)
    later = START + timedelta(seconds=1)
    assert pace.free_at(-7, later) == START + timedelta(minutes=1)
    assert pace.free_at(5, later) == START + timedelta(hours=1)
    assert pace.free_at(-8, later) == pace.free_at(6, later) == later


def test_a_shorter_block_does_not_shorten_a_longer_one() -> None:
    pace = Pace(limits=EXACT)
    pace.block(5, START + timedelta(seconds=40), START)
    pace.block(5, START + timedelta(seconds=5), START)
    assert pace.free_at(5, START) == START + timedelta(seconds=40)


def test_several_chats_refused_at_once_are_the_whole_bot() -> None:
    pace = Pace(limits=EXACT)
    for chat, seconds in ((5, 3), (6, 2)):
        pace.block(chat, START + timedelta(seconds=seconds), START)
    assert pace.free_at(8, START) == START
    pace.block(-7, START + timedelta(seconds=4), START + timedelta(seconds=1))
    assert pace.free_at(8, START) == START + timedelta(seconds=2)
    assert pace.free_at(5, START) == START + timedelta(seconds=3)


@pytest.mark.parametrize("chat", [5, -5])
def test_several_at_once_count_as_several(chat: int) -> None:
    pace = Pace(limits=SMALL)
    pace.sent(chat, START, count=3)
    assert pace.free_at(chat, START) > START


def test_forgetting_forgets_nothing_that_counts() -> None:
    pace = Pace(limits=EXACT)
    for _ in range(20):
        pace.sent(-7, START)
    pace.forget(START + timedelta(seconds=59))
    assert pace.free_at(-7, START + timedelta(seconds=59)) == START + timedelta(seconds=60)
    pace.forget(START + timedelta(minutes=3))
    assert not pace._chats


def test_without_limits_everything_may_go_at_once() -> None:
    pace = Pace(limits=UNLIMITED)
    for _ in range(100):
        pace.sent(5, START)
        pace.forget(START)
        assert pace.free_at(5, START) == START
