"""How loud a call is: lists, and a budget an hour (PRODUCT 4)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import pinging
from desk.pinging import Manner, Ping
from desk.rules import Pings

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
RULE = Pings()


def ago(seconds):
    return NOW - timedelta(seconds=seconds)


def heard(seconds, of=None, *, same=False):
    return Ping(at=ago(seconds), list=None if of is None else ago(of), same=same)


ALOUD, SILENT = Manner(list=None, aloud=True), Manner(list=None, aloud=False)


@pytest.mark.parametrize(
    "before,role,expected",
    [
        ([], "sub", ALOUD),
        ([heard(30)], "sub", ALOUD),
        ([heard(29)], "sub", Manner(list=ago(29), aloud=True)),
        ([heard(29), heard(20, 29)], "sub", Manner(list=ago(29), aloud=False)),
        ([heard(31), heard(20, 31)], "sub", ALOUD),
        ([heard(5, same=True)], "sub", ALOUD),
        ([heard(9), heard(5, same=True)], "sub", Manner(list=ago(9), aloud=True)),
        ([heard(60 * n) for n in range(12, 0, -1)], "sub", SILENT),
        ([heard(60 * n) for n in range(12, 0, -1)], "senior", ALOUD),
        ([heard(60 * n) for n in range(11, 0, -1)], "sub", ALOUD),
        ([heard(3600), *[heard(60 * n) for n in range(11, 0, -1)]], "sub", ALOUD),
    ],
)
def test_how_one_is_called(before, role, expected):
    assert pinging.manner(before, role, RULE, NOW) == expected


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 200), st.booleans()), max_size=60))
def test_nobody_hears_more_than_agreed_and_no_two_sounds_but_a_list(gaps):
    """Whatever comes: at most twelve an hour; within half a minute of a call at most one sound more, that of the list."""
    log, at = [], NOW
    for gap, same in gaps:
        at += timedelta(seconds=gap)
        how = pinging.manner([replace_same(ping, same) for ping in log if ping.at > at - pinging.HOUR], "sub", RULE, at)
        if how.aloud:
            log.append(Ping(at=at, list=how.list))
        assert sum(ping.at > at - pinging.HOUR for ping in log) <= RULE.hourly
    openers = [ping.list for ping in log if ping.list is not None]
    assert len(openers) == len(set(openers))


def replace_same(ping, same):
    return Ping(at=ping.at, list=ping.list, same=same and ping.list is None)
