"""Absences, changes and swaps over the rotations: who works when, and that nobody is lost on the way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desk import duty, rosters
from desk.errors import DeskError
from desk.people import Staff
from desk.rosters import Absence, Changes, Override, Swap
from tests.desk.samples import RULES
from tests.desk.test_shifts import ZONES, msk, shifts

ANN, BOB, CARL, DORA, SENIOR, MANAGER = range(1, 7)
ROLES = {ANN: "sub", BOB: "sub", CARL: "sub", DORA: "sub", SENIOR: "senior", MANAGER: "manager"}
STAFF = [Staff(id=n, user_id=100 + n, name=f"P{n}", username=f"p{n}", role=ROLES[n], reach="ok") for n in ROLES]
ROTATION = shifts(crews=(("@p1",), ("@p2",), ("@p3",), ("104",)))
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def at(text, **changes):
    made = Changes(**{name: tuple(rows) for name, rows in changes.items()})
    return rosters.on_shift(rosters.roster(ROTATION, STAFF, made), msk(text))


def override(start, end, **who):
    return Override(id=1, start=msk(start), end=msk(end), **who)


def absence(staff, start, end, deputy=None):
    return Absence(id=1, staff=staff, start=msk(start), end=msk(end), deputy=deputy)


# 2026-01-01: Ann works the day, Bob the night
DAY = "2026-01-01T09:00", "2026-01-01T21:00"
TABLE = [
    ([], [], (ANN,)),
    ([override(*DAY, into=BOB)], [], (ANN, BOB)),
    ([override(*DAY, out=ANN)], [], ()),
    ([override(*DAY, out=ANN, into=CARL)], [], (CARL,)),
    ([override(*DAY, out=DORA, into=CARL)], [], (ANN,)),  # who has no shift cannot be replaced
    ([override(*DAY, into=ANN)], [], (ANN,)),
    ([override(*DAY, into=77)], [], (ANN,)),  # not one of us any more
    ([override(*DAY, out=ANN, into=CARL), override(*DAY, out=CARL, into=DORA)], [], (DORA,)),
    ([], [absence(ANN, *DAY)], ()),
    ([], [absence(ANN, *DAY, BOB)], (BOB,)),
    ([], [absence(ANN, *DAY, BOB), absence(BOB, *DAY, CARL)], (CARL,)),
    ([], [absence(ANN, *DAY, BOB), absence(BOB, *DAY, ANN)], ()),  # round in a circle
    ([override(*DAY, out=ANN, into=CARL)], [absence(ANN, *DAY, BOB)], (CARL,)),  # agreed before the absence
    ([override(*DAY, out=ANN, into=CARL)], [absence(CARL, *DAY, BOB)], (BOB,)),
    ([override(*DAY, into=MANAGER)], [], (ANN, MANAGER)),
]


@pytest.mark.parametrize("overrides, absences, expected", TABLE)
def test_who_works(overrides, absences, expected):
    assert at("2026-01-01T12:00", overrides=overrides, absences=absences) == expected
    assert at("2026-01-01T21:00", overrides=overrides, absences=absences) == (BOB,)
    assert at("2026-01-01T08:59", overrides=overrides, absences=absences) == ()


def test_a_change_is_a_change_of_the_roster():
    made = Changes(overrides=(override("2026-01-01T12:00", "2026-01-01T15:00", out=ANN),))
    roster = rosters.roster(ROTATION, STAFF, made)
    assert rosters.next_change(roster, msk("2026-01-01T09:00")) == msk("2026-01-01T12:00")
    assert rosters.next_change(roster, msk("2026-01-01T12:00")) == msk("2026-01-01T15:00")
    assert rosters.next_change(roster, msk("2026-01-01T15:00")) == msk("2026-01-01T21:00")
    found = rosters.segments(roster, msk("2026-01-01T09:00"), msk("2026-01-02T00:00"))
    assert [(s.name, s.people) for s in found] == [("day", (ANN,)), ("day", ()), ("day", (ANN,)), ("night", (BOB,))]
    assert rosters.gaps(found) == [(msk("2026-01-01T12:00"), msk("2026-01-01T15:00"))]
    assert rosters.turns(found, BOB) == [(msk("2026-01-01T21:00"), msk("2026-01-02T00:00"))]


def test_handles_of_nobody_are_named():
    roster = rosters.roster(ROTATION, STAFF[1:])
    (first,) = rosters.segments(roster, msk(DAY[0]), msk(DAY[1]))
    assert (first.people, first.unknown) == ((), ("@p1",))


def test_a_managers_absence_puts_the_deputy_on_the_managers_level():
    away = Changes(absences=(absence(MANAGER, *DAY, SENIOR),))
    found = duty.duty(RULES, STAFF, MANAGER, msk("2026-01-01T12:00"), away)
    assert (found.manager, found.people["manager"]) == (SENIOR, (SENIOR,))
    alone = duty.duty(RULES, STAFF, MANAGER, msk("2026-01-01T12:00"), Changes(absences=(absence(MANAGER, *DAY),)))
    assert (alone.manager, alone.people["manager"]) == (None, ())
    assert duty.duty(RULES, STAFF, MANAGER, msk("2026-01-01T21:00"), away).manager == MANAGER
    assert found.next_change <= msk("2026-01-01T21:00")


# --- swaps ------------------------------------------------------------------------------------------------------------

NIGHT = msk("2026-01-01T21:00"), msk("2026-01-02T09:00")
BACK = msk("2026-01-03T21:00"), msk("2026-01-04T09:00")  # Dora's night


def refused(swap, now="2026-01-01T12:00", **changes):
    with pytest.raises(DeskError) as error:
        rosters.swapped(rosters.roster(ROTATION, STAFF, Changes(**changes)), swap, msk(now))
    return error.value.key


def test_what_a_swap_changes():
    asked = Swap(asker=BOB, other=DORA, shift=NIGHT, back=BACK)
    made = rosters.swapped(rosters.roster(ROTATION, STAFF), asked, msk("2026-01-01T12:00"))
    assert [(one.out, one.into, (one.start, one.end)) for one in made] == [(BOB, DORA, NIGHT), (DORA, BOB, BACK)]
    assert at("2026-01-02T03:00", overrides=made) == (DORA,)
    assert at("2026-01-04T03:00", overrides=made) == (BOB,)
    assert rosters.swapped(rosters.roster(ROTATION, STAFF), replace(asked, back=None), msk(DAY[0])) == made[:1]


def test_swaps_that_cannot_be():
    assert refused(Swap(asker=BOB, other=DORA, shift=NIGHT), now="2026-01-01T21:00") == "swap-begun"
    assert refused(Swap(asker=BOB, other=DORA, shift=BACK)) == "swap-changed"
    assert refused(Swap(asker=BOB, other=ANN, shift=(NIGHT[0], NIGHT[1] + timedelta(hours=1)))) == "swap-changed"
    assert refused(Swap(asker=BOB, other=77, shift=NIGHT)) == "swap-busy"
    away = absence(DORA, "2026-01-02T08:00", "2026-01-03T00:00")
    assert refused(Swap(asker=BOB, other=DORA, shift=NIGHT), absences=(away,)) == "swap-busy"
    busy = override("2026-01-02T08:00", "2026-01-02T10:00", into=DORA)
    assert refused(Swap(asker=BOB, other=DORA, shift=NIGHT), overrides=(busy,)) == "swap-busy"


hours = st.integers(0, 24 * 12)
person = st.sampled_from([ANN, BOB, CARL, DORA, SENIOR])


@st.composite
def spans(draw):
    start = NEW_YEAR + timedelta(hours=draw(hours))
    return {"start": start, "end": start + timedelta(hours=draw(st.integers(1, 40)))}


changed = st.builds(
    lambda overrides, absences: Changes(overrides=tuple(overrides), absences=tuple(absences)),
    st.lists(
        st.builds(lambda s, out, into: Override(id=0, **s, out=out, into=into), spans(), st.none() | person, person),
        max_size=4,
    ),
    st.lists(
        st.builds(
            lambda s, who, deputy: Absence(id=0, **s, staff=who, deputy=deputy), spans(), person, st.none() | person
        ),
        max_size=3,
    ),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    zone=st.sampled_from(ZONES), changes=changed, asker=person, other=person, nth=st.integers(0, 5), back=st.booleans()
)
def test_a_swap_never_leaves_an_instant_with_fewer_people(zone, changes, asker, other, nth, back):
    rotation = shifts(zone, start="2025-12-25", crews=(("@p1", "@p5"), ("@p2",), ("@p3",), ("104",)))
    before = rosters.roster(rotation, STAFF, changes)
    coming = rosters.segments(before, NEW_YEAR, NEW_YEAR + timedelta(days=14))
    mine, theirs = rosters.turns(coming, asker), rosters.turns(coming, other)
    assume(mine)
    swap = Swap(asker=asker, other=other, shift=mine[nth % len(mine)], back=theirs[0] if back and theirs else None)
    try:
        made = rosters.swapped(before, swap, NEW_YEAR)
    except DeskError:
        assume(False)
    after = replace(before, changes=replace(changes, overrides=(*changes.overrides, *made)))
    for one in rosters.segments(after, NEW_YEAR, NEW_YEAR + timedelta(days=14)):
        assert len(one.people) >= len(rosters.on_shift(before, one.start))
    assert other in rosters.on_shift(after, swap.shift[0])
    assert asker not in rosters.on_shift(after, swap.shift[0])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(changes=changed, second=st.integers(0, 14 * 86400))
def test_between_two_changes_nothing_changes(changes, second):
    roster = rosters.roster(ROTATION, STAFF, changes)
    now = NEW_YEAR + timedelta(seconds=second)
    until = rosters.next_change(roster, now)
    assert until > now
    assert rosters.on_shift(roster, until - timedelta(seconds=1)) == rosters.on_shift(roster, now)


# --- coverage ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hours, stage",
    [(169, None), (168, 168), (80, 168), (72, 72), (25, 72), (24, 24), (2, 24), (1, 1), (0.5, 1), (0, None)],
)
def test_a_gap_is_told_at_the_last_stage_it_has_reached(hours, stage):
    roster = rosters.roster(
        ROTATION, STAFF, Changes(overrides=(override("2026-01-09T09:00", "2026-01-09T21:00", out=ANN),))
    )
    found = rosters.ahead(roster, msk("2026-01-09T09:00") - timedelta(hours=hours))
    assert [one.stage for one in found] == ([] if stage is None else [timedelta(hours=stage)])
    assert all(one.gap == (msk("2026-01-09T09:00"), msk("2026-01-09T21:00")) for one in found)


def test_without_rotations_nothing_is_missing():
    assert (
        rosters.ahead(rosters.roster(shifts(pattern=("off",)).model_copy(update={"rotations": ()}), STAFF), NEW_YEAR)
        == []
    )
