"""Opening hours over DST, holidays and nights; business time to the second."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import calendars
from desk.rules import DAYS, Calendar

WORKDAYS = DAYS[:5]


def at(text, zone="UTC", fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def calendar(zone="Europe/Kyiv", days=WORKDAYS, hours=("09:00-18:00",), **more):
    return Calendar(zone=zone, week=dict.fromkeys(days, hours), **more)


# zone, date, hours -> UTC start, UTC end (escalation research 3)
WALL = [
    ("Europe/London", "2026-03-28", "20:00-08:00", "2026-03-28T20:00", "2026-03-29T07:00"),
    ("Europe/London", "2026-10-24", "20:00-08:00", "2026-10-24T19:00", "2026-10-25T08:00"),
    ("Europe/London", "2026-03-29", "01:30-13:30", "2026-03-29T01:00", "2026-03-29T12:30"),
    ("Europe/London", "2026-10-25", "01:30-13:30", "2026-10-25T00:30", "2026-10-25T13:30"),  # first pass
    ("Europe/London", "2026-10-24", "20:00-01:30", "2026-10-24T19:00", "2026-10-25T01:30"),  # last pass
    ("America/Chicago", "2026-03-07", "20:00-08:00", "2026-03-08T02:00", "2026-03-08T13:00"),
    ("America/Chicago", "2026-10-31", "20:00-08:00", "2026-11-01T01:00", "2026-11-01T14:00"),
    ("Australia/Lord_Howe", "2026-04-04", "20:00-08:00", "2026-04-04T09:00", "2026-04-04T21:30"),
    ("Australia/Lord_Howe", "2026-10-03", "20:00-08:00", "2026-10-03T09:30", "2026-10-03T21:00"),
    ("Africa/Cairo", "2026-04-24", "00:00-12:00", "2026-04-23T22:00", "2026-04-24T09:00"),
    ("Asia/Beirut", "2026-03-29", "00:00-12:00", "2026-03-28T22:00", "2026-03-29T09:00"),
    ("Africa/Casablanca", "2026-02-14", "20:00-08:00", "2026-02-14T19:00", "2026-02-15T08:00"),
    ("Africa/Casablanca", "2026-03-21", "20:00-08:00", "2026-03-21T20:00", "2026-03-22T07:00"),
    ("Pacific/Apia", "2011-12-29", "20:00-08:00", "2011-12-30T06:00", "2011-12-30T10:00"),
    ("Pacific/Apia", "2011-12-30", "08:00-20:00", "2011-12-30T10:00", "2011-12-30T10:00"),  # a day that never was
    ("Pacific/Apia", "2011-12-30", "20:00-08:00", "2011-12-30T10:00", "2011-12-30T18:00"),
    ("Asia/Almaty", "2024-02-29", "20:00-08:00", "2024-02-29T14:00", "2024-03-01T03:00"),
    ("Europe/Moscow", "2026-03-28", "20:00-08:00", "2026-03-28T17:00", "2026-03-29T05:00"),
    ("Asia/Kathmandu", "2026-10-24", "20:00-08:00", "2026-10-24T14:15", "2026-10-25T02:15"),
    ("Europe/Moscow", "2026-06-01", "09:00-09:00", "2026-06-01T06:00", "2026-06-02T06:00"),  # equal: 24 hours
    ("Europe/Moscow", "2026-06-01", "18:00-00:00", "2026-06-01T15:00", "2026-06-01T21:00"),  # midnight
]


@pytest.mark.parametrize("zone, day, hours, start, end", WALL)
def test_wall_time_becomes_utc(zone, day, hours, start, end):
    interval = Calendar(zone=zone, week={"mon": (hours,)}).week["mon"][0]
    assert calendars.interval(date.fromisoformat(day), interval, zone) == (at(start), at(end))


K = "Europe/Kyiv"
LUNCH = ("09:00-13:00", "14:00-18:00")
NIGHTS = {"days": DAYS, "hours": ("20:00-08:00",)}
JULY = tuple(date(2026, 7, day) for day in range(1, 31))
SHORT = Calendar(zone=K, week={"fri": ("09:00-18:00",), "mon": ("09:00-13:00",)})

# calendar, from, seconds -> instant
BUSINESS = [
    (calendar(), at("2026-06-12T17:55:16", K), 600, at("2026-06-15T09:05:16", K)),
    (calendar(), at("2026-06-12T17:50", K), 600, at("2026-06-12T18:00", K)),  # the closing instant itself
    (calendar(hours=LUNCH), at("2026-06-12T17:00", K), 5 * 3600, at("2026-06-15T13:00", K)),
    (SHORT, at("2026-06-12T18:00", K), 5 * 3600, at("2026-06-19T10:00", K)),
    (calendar(**NIGHTS), at("2026-06-12T07:50", K), 1800, at("2026-06-12T20:20", K)),
    (calendar("Europe/London", **NIGHTS), at("2026-03-29T00:30"), 3 * 3600, at("2026-03-29T03:30")),  # 04:30 BST
    (calendar("Europe/London", **NIGHTS), at("2026-10-24T23:30"), 3 * 3600, at("2026-10-25T02:30")),  # 02:30 GMT
    (calendar(closed=(date(2026, 6, 15),)), at("2026-06-12T17:50", K), 1800, at("2026-06-16T09:20", K)),
    (calendar(closed=JULY), at("2026-06-30T17:50", K), 1800, at("2026-07-31T09:20", K)),
    (calendar(), at("2026-06-13T12:00", K), 0, at("2026-06-15T09:00", K)),  # nothing: the next open instant
    (calendar(), at("2026-06-12T18:00", K), 0, at("2026-06-15T09:00", K)),
    (calendar(), at("2026-06-12T12:00", K), 0, at("2026-06-12T12:00", K)),
    (calendar(days=()), at("2026-06-12T12:00", K), 1, None),
]


@pytest.mark.parametrize("office, start, seconds, expected", BUSINESS)
def test_business_time(office, start, seconds, expected):
    span = timedelta(seconds=seconds)
    reached = calendars.business_add(office, start, span)
    assert reached == expected
    if reached is not None:
        assert calendars.business_between(office, start, reached) == span


def test_business_time_does_not_run_backwards():
    with pytest.raises(ValueError, match="negative"):
        calendars.business_add(calendar(), at("2026-06-12T12:00"), timedelta(seconds=-1))
    assert calendars.business_between(calendar(), at("2026-06-12T12:00"), at("2026-06-11T12:00")) == timedelta()


def test_spans_are_clipped_and_merged():
    office = calendar(days=DAYS, hours=("09:00-13:00", "12:00-18:00", "18:00-20:00", "20:30-00:00"))
    found = calendars.spans(office, at("2026-06-12T10:00", K), at("2026-06-12T23:00", K))
    wall = [
        (a.astimezone(ZoneInfo(K)).strftime("%H:%M"), b.astimezone(ZoneInfo(K)).strftime("%H:%M")) for a, b in found
    ]
    assert wall == [("10:00", "20:00"), ("20:30", "23:00")]


def test_dated_exceptions_replace_the_day_they_begin_on():
    office = calendar(
        hours=("20:00-08:00",),
        closed=(date(2026, 6, 10), date(2026, 6, 11)),
        special={date(2026, 6, 11): ("10:00-11:00",)},
    )
    found = calendars.spans(office, at("2026-06-09T12:00", K), at("2026-06-12T12:00", K))
    assert found == [
        (at("2026-06-09T20:00", K), at("2026-06-10T08:00", K)),  # the night that began before the holiday ends
        (at("2026-06-11T10:00", K), at("2026-06-11T11:00", K)),  # special hours stand before `closed`
    ]
    assert (
        calendars.spans(calendar(special={date(2026, 6, 9): ()}), at("2026-06-09T00:00"), at("2026-06-09T20:00")) == []
    )


def test_opening_and_closing():
    office, friday = calendar(hours=LUNCH), at("2026-06-12T12:00", K)
    assert calendars.is_open(office, friday)
    assert calendars.closes_at(office, friday) == at("2026-06-12T13:00", K)
    assert not calendars.is_open(office, at("2026-06-12T13:00", K))
    assert calendars.is_open(office, at("2026-06-12T14:00", K))
    assert calendars.closes_at(office, at("2026-06-12T13:00", K)) is None
    assert calendars.opens_at(office, friday) == friday
    assert calendars.opens_at(office, at("2026-06-12T18:00", K)) == at("2026-06-15T09:00", K)
    assert calendars.opens_at(calendar(days=()), friday) is None
    always = calendar(days=DAYS, hours=("00:00-00:00",))
    assert calendars.is_open(always, friday)
    assert calendars.closes_at(always, friday) is None
    assert calendars.closes_at(calendar(days=("fri", "sat"), hours=("00:00-00:00",)), friday) == at(
        "2026-06-14T00:00", K
    )


ZONES = ["Europe/London", "America/Chicago", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Beirut", "Europe/Moscow"]
TIMES = st.integers(0, 95).map(lambda n: f"{n // 4:02}:{n % 4 * 15:02}")
HOURS = st.builds(lambda a, b: f"{a}-{b}", TIMES, TIMES)
STARTS = st.integers(0, 254 * 86400).map(lambda n: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=n))


@settings(max_examples=25, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    week=st.dictionaries(st.sampled_from(DAYS), st.lists(HOURS, max_size=3).map(tuple)),
    start=STARTS,
    width=st.integers(1, 5000),
)
def test_open_time_equals_a_count_of_seconds(zone, week, start, width):
    office = Calendar(zone=zone, week=week)
    intervals = [
        calendars.interval(day, hours, zone)
        for day in (start.date() + timedelta(days=n) for n in range(-3, 3))
        for hours in office.week.get(DAYS[day.weekday()], ())
    ]
    seconds = [start + timedelta(seconds=n) for n in range(width)]
    is_open = [any(a <= second < b for a, b in intervals) for second in seconds]
    end = start + timedelta(seconds=width)
    assert calendars.business_between(office, start, end) == timedelta(seconds=sum(is_open))
    assert [calendars.is_open(office, second) for second in seconds[:: max(1, width // 10)]] == is_open[
        :: max(1, width // 10)
    ]


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    week=st.dictionaries(st.sampled_from(DAYS), st.lists(HOURS, min_size=1, max_size=3).map(tuple), min_size=1),
    start=STARTS,
    first=st.integers(1, 200_000),
    second=st.integers(1, 200_000),
)
def test_business_time_adds_up(zone, week, start, first, second):
    office, one, two = Calendar(zone=zone, week=week), timedelta(seconds=first), timedelta(seconds=second)
    middle = calendars.business_add(office, start, one)
    both = calendars.business_add(office, start, one + two)
    assert middle and both and start < middle < both
    assert calendars.business_add(office, middle, two) == both
    assert calendars.business_between(office, start, both) == one + two
