"""Rotations: who is on shift, at every instant of every day, in every zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import shifts as rota
from desk.rules import Shifts

ZONES = [
    "Europe/London",
    "America/Chicago",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Beirut",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Asia/Almaty",
    "Europe/Moscow",
]
CREWS = (("@a1", "@a2"), ("@b",), ("@c",), ("4004",))


def shifts(zone="Europe/Moscow", start="2026-01-01", pattern=("day", "night", "off", "off"), crews=CREWS, **templates):
    hours = templates or {"day": "09:00-21:00", "night": "21:00-09:00"}
    return Shifts(zone=zone, templates=hours, rotations=({"start": start, "pattern": pattern, "crews": crews},))


def msk(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Moscow")).astimezone(UTC)


# 2026-01-01: crew 0 day, 1 night, 2 and 3 off; the next date each is a step further
TABLE = [
    ("2026-01-01T08:59", []),  # before the start nobody
    ("2026-01-01T09:00", [("day", 0)]),
    ("2026-01-01T20:59", [("day", 0)]),
    ("2026-01-01T21:00", [("night", 1)]),
    ("2026-01-02T08:59", [("night", 1)]),  # a night belongs to the date on which it starts
    ("2026-01-02T09:00", [("day", 3)]),
    ("2026-01-02T21:00", [("night", 0)]),
    ("2026-01-03T09:00", [("day", 2)]),
    ("2026-01-05T09:00", [("day", 0)]),
]


@pytest.mark.parametrize("at, expected", TABLE)
def test_crews_walk_through_the_pattern(at, expected):
    assert [(s.name, s.crew) for s in rota.on_shift(shifts(), msk(at))] == expected


def test_a_shift_says_when_it_ends_and_who_works_it():
    (night,) = rota.on_shift(shifts(), msk("2026-01-02T03:00"))
    assert (night.day, night.start, night.end) == (date(2026, 1, 1), msk("2026-01-01T21:00"), msk("2026-01-02T09:00"))
    assert night.handles == ("@b",)


def test_the_next_change():
    assert rota.next_change(shifts(), msk("2025-06-01T00:00")) == msk("2026-01-01T09:00")
    assert rota.next_change(shifts(), msk("2026-01-01T09:00")) == msk("2026-01-01T21:00")
    assert rota.next_change(shifts(), msk("2026-01-01T20:59:59")) == msk("2026-01-01T21:00")
    assert rota.next_change(shifts(pattern=("off",)), msk("2026-01-01T09:00")) is None
    assert rota.next_change(Shifts(zone="UTC", templates={}), msk("2026-01-01T09:00")) is None
    rare = shifts(pattern=("day", *["off"] * 30), crews=(("@a",),))
    assert rota.next_change(rare, msk("2026-01-01T21:00")) == msk("2026-02-01T09:00")


@pytest.mark.parametrize("zone", ZONES)
def test_two_shifts_of_twelve_hours_cover_every_instant_of_every_day(zone):
    for year in (2011, 2026):
        rotation = shifts(zone, start=f"{year - 1}-12-25")
        at, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 5, tzinfo=UTC)
        while at < end:  # between two changes nothing changes
            assert rota.on_shift(rotation, at), f"a gap at {at}"
            at = rota.next_change(rotation, at)


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    minute=st.sampled_from([0, 30]),
    year=st.sampled_from([2011, 2024, 2026]),
    second=st.integers(0, 365 * 86400),
)
def test_whatever_the_hour_of_change(zone, hour, minute, year, second):
    a, b = f"{hour:02}:{minute:02}", f"{(hour + 12) % 24:02}:{minute:02}"
    rotation = shifts(zone, start=f"{year - 1}-12-25", day=f"{a}-{b}", night=f"{b}-{a}")
    at = datetime(year, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    change = rota.next_change(rotation, at)
    assert rota.on_shift(rotation, at)
    assert change is not None
    assert at < change <= at + timedelta(hours=25)
    assert rota.on_shift(rotation, change - timedelta(seconds=1)) == rota.on_shift(rotation, at)
    assert rota.on_shift(rotation, change) != rota.on_shift(rotation, at)
