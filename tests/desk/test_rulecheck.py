"""The checks across keys, as functions of values: coverage above all."""

import math
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import rulecheck
from desk.rules import Rotation, Shifts

MONDAY = date(2026, 1, 5)
TEMPLATES = {
    "day": (time(9), time(21)),
    "night": (time(21), time(9)),
    "whole": (time(0), time(0)),
    "late": (time(20), time(4)),
}


def shifts(*rotations: tuple[str, int]) -> Shifts:
    """Rotations as (pattern in words, number of crews)."""
    return Shifts(
        zone="Europe/Moscow",
        templates=TEMPLATES,
        rotations=tuple(
            Rotation(start=MONDAY, pattern=tuple(words.split()), crews=tuple((f"@crew{n}",) for n in range(crews)))
            for words, crews in rotations
        ),
    )


@pytest.mark.parametrize(
    "rotations,uncovered",
    [
        ([("day night off off", 4)], []),
        ([("day night off off", 3)], ["Tue 2026-01-06 09:00-21:00", "Wed 2026-01-07 21:00-09:00"]),
        ([("whole", 1)], []),
        ([("day", 1), ("night", 1)], []),
        ([("day", 1)], ["Tue 2026-01-06 00:00-09:00", "Tue 2026-01-06 21:00-00:00"]),
        ([("day", 1), ("late", 1)], ["Tue 2026-01-06 04:00-09:00"]),
        ([("day off", 2), ("night night off", 2), ("off off night", 1)], []),
        ([("off", 1)], ["Tue 2026-01-06 00:00-00:00"]),
        ([], []),
    ],
)
def test_gaps_of_one_turn(rotations, uncovered):
    gaps = rulecheck.gaps(shifts(*rotations))
    assert [str(gap) for gap in gaps] == uncovered


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from([*TEMPLATES, "off"]), min_size=1, max_size=5), st.integers(1, 4)),
        min_size=1,
        max_size=3,
    ),
    st.integers(0, 20 * 48),
)
def test_a_gap_is_exactly_where_no_shift_is(rotations, half_hour):
    """The same question answered the slow way, for one moment: is anybody's shift of that day or the day before on?"""
    rules = shifts(*((" ".join(pattern), crews) for pattern, crews in rotations))
    gaps = rulecheck.gaps(rules)
    first = MONDAY + timedelta(days=1)
    minute = half_hour * 30
    on = False
    for pattern, crews in rotations:
        for crew in range(crews):
            for back in (0, 1):
                day = minute // 1440 - back
                name = pattern[(day + 1 + crew) % len(pattern)]  # `first` is a day after the start
                if name != "off":
                    begin, end = (at.hour * 60 for at in TEMPLATES[name])
                    length = (end - begin) % 1440 or 1440
                    on |= begin <= minute - day * 1440 < begin + length
    turn = math.lcm(*(len(pattern) for pattern, _ in rotations))
    inside = minute % (turn * 1440)
    starts = [((gap.day - first).days * 1440 + gap.start, gap.minutes) for gap in gaps]
    assert any(start <= inside < start + length for start, length in starts) is not on


@pytest.mark.parametrize(
    "handle,good",
    [("@anna", True), ("123456789", True), ("anna", False), ("@ann", False), ("@анна_б", False), ("0", False), ("@a b c d", False), ("", False)],
)  # fmt: skip
def test_handles(handle, good):
    assert bool(rulecheck.HANDLE.fullmatch(handle)) is good


def test_the_nearest_word():
    assert rulecheck.nearest("nigth", ["day", "night"]) == "did you mean night?"
    assert rulecheck.nearest("xyz", ["day", "night"]) == "there are day, night"
    assert rulecheck.nearest("xyz", []) == "there are none"
