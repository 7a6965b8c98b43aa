"""Opening hours over DST, holidays and nights; business time to the second."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
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
    ("America/Chicago", "2026-03-08", "02:30-09:00", "2026-03-08T08:00", "2026-03-08T14:00"),  # opens in the gap
    ("America/Chicago", "2026-03-08", "02:01-02:59", "2026-03-08T08:00", "2026-03-08T08:00"),
    ("America/Chicago", "2026-03-08", "02:17-09:00", "2026-03-08T08:00", "2026-03-08T14:00"),
    ("America/Chicago", "2026-03-07", "20:00-02:43", "2026-03-08T02:00", "2026-03-08T08:00"),
    ("America/Chicago", "2026-11-01", "01:15-01:45", "2026-11-01T06:15", "2026-11-01T07:45"),  # both passes
    ("Australia/Lord_Howe", "2026-04-05", "01:45-02:15", "2026-04-04T14:45", "2026-04-04T15:45"),  # half an hour twice
    ("Australia/Lord_Howe", "2026-10-04", "02:15-03:00", "2026-10-03T15:30", "2026-10-03T16:00"),
    ("Africa/Cairo", "2026-04-23", "20:00-00:00", "2026-04-23T18:00", "2026-04-23T22:00"),  # no midnight
    ("Africa/Cairo", "2026-04-24", "00:00-00:30", "2026-04-23T22:00", "2026-04-23T22:00"),  # all of it in the gap
    ("Africa/Cairo", "2026-10-29", "20:00-00:00", "2026-10-29T17:00", "2026-10-29T22:00"),  # 23:00 twice before it
    ("Africa/Cairo", "2026-10-29", "18:00-23:30", "2026-10-29T15:00", "2026-10-29T21:30"),
    ("Africa/Cairo", "2026-10-29", "23:30-00:30", "2026-10-29T20:30", "2026-10-29T22:30"),
    ("Asia/Beirut", "2026-03-28", "21:00-00:30", "2026-03-28T19:00", "2026-03-28T22:00"),
    ("Asia/Beirut", "2026-10-24", "20:00-08:00", "2026-10-24T17:00", "2026-10-25T06:00"),
    ("Asia/Beirut", "2026-10-24", "23:15-23:45", "2026-10-24T20:15", "2026-10-24T21:45"),
    ("Africa/Casablanca", "2026-02-15", "02:30-09:00", "2026-02-15T01:30", "2026-02-15T09:00"),  # Ramadan begins
    ("Africa/Casablanca", "2026-02-18", "09:00-18:00", "2026-02-18T09:00", "2026-02-18T18:00"),
    ("Africa/Casablanca", "2026-03-22", "02:30-09:00", "2026-03-22T02:00", "2026-03-22T08:00"),  # and is over
    ("Africa/Casablanca", "2026-03-23", "09:00-18:00", "2026-03-23T08:00", "2026-03-23T17:00"),
    ("Pacific/Apia", "2011-12-29", "00:00-00:00", "2011-12-29T10:00", "2011-12-30T10:00"),
    ("Pacific/Apia", "2011-12-31", "00:00-08:00", "2011-12-30T10:00", "2011-12-30T18:00"),
    ("Pacific/Apia", "2012-03-31", "20:00-08:00", "2012-03-31T06:00", "2012-03-31T19:00"),
    ("Asia/Almaty", "2024-02-29", "23:15-23:45", "2024-02-29T17:15", "2024-02-29T18:45"),
    ("Asia/Almaty", "2024-03-01", "09:00-18:00", "2024-03-01T04:00", "2024-03-01T13:00"),
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
    (calendar(), at("2026-06-12T09:00", K), 9 * 3600 * 5 * 60, at("2027-08-05T18:00", K)),  # sixty weeks
    (calendar(days=(), special={date(2026, 6, 15): ("10:00-11:00",)}), at("2026-06-12T12:00", K), 3601, None),
]


# zone, daily hours, from, open time there is -> where the next second of it lies
CHANGES = [
    ("Europe/London", "09:00-18:00", "2026-03-28T17:30", "0:30", "2026-03-29T08:00"),
    ("Europe/London", "09:00-18:00", "2026-10-24T16:30", "0:30", "2026-10-25T09:00"),
    ("America/Chicago", "20:00-08:00", "2026-03-08T02:00", "11:00", "2026-03-09T01:00"),
    ("America/Chicago", "20:00-08:00", "2026-11-01T01:00", "13:00", "2026-11-02T02:00"),
    ("Australia/Lord_Howe", "20:00-08:00", "2026-04-04T09:00", "12:30", "2026-04-05T09:30"),
    ("Australia/Lord_Howe", "20:00-08:00", "2026-10-03T09:30", "11:30", "2026-10-04T09:00"),
    ("Africa/Cairo", "22:00-02:00", "2026-04-23T20:00", "3:00", "2026-04-24T19:00"),
    ("Africa/Cairo", "22:00-02:00", "2026-10-29T19:00", "5:00", "2026-10-30T20:00"),
    ("Asia/Beirut", "22:00-02:00", "2026-03-28T20:00", "3:00", "2026-03-29T19:00"),
    ("Asia/Beirut", "22:00-02:00", "2026-10-24T19:00", "5:00", "2026-10-25T20:00"),
    ("Africa/Casablanca", "00:00-06:00", "2026-02-14T23:00", "7:00", "2026-02-16T00:00"),
    ("Africa/Casablanca", "00:00-06:00", "2026-03-22T00:00", "5:00", "2026-03-22T23:00"),
    ("Pacific/Apia", "09:00-17:00", "2011-12-30T02:30", "0:30", "2011-12-30T19:00"),
    ("Asia/Almaty", "22:00-02:00", "2024-02-29T16:00", "5:00", "2024-03-01T17:00"),
]


@pytest.mark.parametrize("zone, hours, start, there_is, goes_on", CHANGES)
def test_business_time_over_a_change_of_clocks(zone, hours, start, there_is, goes_on):
    office = calendar(zone, DAYS, (hours,))
    open_time = timedelta(hours=int(there_is.split(":")[0]), minutes=int(there_is.split(":")[1]))
    closing = calendars.business_add(office, at(start), open_time)
    assert closing == calendars.closes_at(office, at(start)) == at(start) + open_time
    second = timedelta(seconds=1)
    assert calendars.business_add(office, at(start), open_time + second) == at(goes_on) + second
    assert calendars.business_between(office, at(start), at(goes_on) + second) == open_time + second


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
    office = calendar(days=DAYS, hours=("09:00-10:30", "11:00-13:00", "12:00-18:00", "18:00-20:00", "20:30-00:00"))
    found = calendars.spans(office, at("2026-06-12T10:00", K), at("2026-06-12T23:00", K))
    wall = [
        (a.astimezone(ZoneInfo(K)).strftime("%H:%M"), b.astimezone(ZoneInfo(K)).strftime("%H:%M")) for a, b in found
    ]
    assert wall == [("10:00", "10:30"), ("11:00", "20:00"), ("20:30", "23:00")]


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


def test_a_calendar_that_closes_for_ever():
    june = {date(2026, 6, day): ("00:00-00:00",) for day in range(1, 31)}
    office = calendar("UTC", days=(), special=june)
    assert calendars.closes_at(office, at("2026-06-20T12:00")) == at("2026-07-01T00:00")
    assert calendars.closes_at(office, at("2026-06-01T00:00")) == at("2026-07-01T00:00")
    assert calendars.closes_at(office, at("2026-07-01T00:00")) is None
    longer = calendar("UTC", days=(), special=june | {date(2026, 5, 31): ("00:00-00:00",)})
    assert calendars.closes_at(longer, at("2026-05-31T00:00:01")) == at("2026-07-01T00:00")
    assert calendars.closes_at(longer, at("2026-05-31T00:00:00")) is None  # open for a month


def test_what_never_was_is_no_opening():
    midnight = calendar("Africa/Cairo", DAYS, ("00:00-00:30",))  # of 24 April there is no such half hour
    assert calendars.opens_at(midnight, at("2026-04-23T12:00")) == at("2026-04-24T21:00")
    assert calendars.spans(midnight, at("2026-04-23T12:00"), at("2026-04-24T12:00")) == []
    assert calendars.spans(calendar(), at("2026-06-12T08:00", K), at("2026-06-12T09:00", K)) == []
    apia = calendar("Pacific/Apia", DAYS, ("09:00-17:00",))  # 23 hours, the 29th to the 31st
    assert calendars.business_between(apia, at("2011-12-30T09:00"), at("2011-12-31T08:00")) == timedelta(hours=8)


# Two days before and two after each change of clocks, in UTC.
WINDOWS = [
    ("Europe/London", "2026-03-27"),
    ("Europe/London", "2026-10-23"),
    ("America/Chicago", "2026-03-06"),
    ("America/Chicago", "2026-10-30"),
    ("Australia/Lord_Howe", "2026-04-02"),
    ("Australia/Lord_Howe", "2026-10-01"),
    ("Africa/Cairo", "2026-04-21"),
    ("Africa/Cairo", "2026-10-27"),
    ("Asia/Beirut", "2026-03-26"),
    ("Asia/Beirut", "2026-10-22"),
    ("Africa/Casablanca", "2026-02-13"),
    ("Africa/Casablanca", "2026-03-20"),
    ("Pacific/Apia", "2011-12-28"),
    ("Pacific/Apia", "2012-03-29"),
    ("Asia/Almaty", "2024-02-27"),
]
ZONES = sorted({zone for zone, _ in WINDOWS})
MINUTE = timedelta(minutes=1)
TIMES = st.integers(0, 95).map(lambda n: f"{n // 4:02}:{n % 4 * 15:02}")
HOURS = st.lists(st.builds(lambda a, b: f"{a}-{b}", TIMES, TIMES), max_size=3).map(tuple)
STARTS = st.integers(0, 254 * 86400).map(lambda n: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=n))


@cache
def walls(zone, first):
    """What a clock on the wall shows at each minute of the window, and of two days around it."""
    start = at(first) - timedelta(days=2)
    return [(start + n * MINUTE).astimezone(ZoneInfo(zone)).replace(tzinfo=None) for n in range(8 * 1440)]


def open_minutes(office, first):
    """The open minutes of a window, by looking at the clock on the wall alone.

    An interval is open from the first minute at which the wall shows its beginning or later, until after the last
    minute at which the wall shows less than its end.
    """
    shown, found = walls(office.zone, first), set()
    for day in sorted({wall.date() + timedelta(days=n) for wall in shown[::1440] for n in (-1, 0, 1)}):
        hours = office.special.get(day, () if day in office.closed else office.week.get(DAYS[day.weekday()], ()))
        for opens, closes in hours:
            begin = datetime.combine(day, opens)
            end = datetime.combine(day + timedelta(days=closes <= opens), closes)
            if shown[0] < begin and end < shown[-1]:
                after = next(n for n, wall in enumerate(shown) if wall >= begin)
                before = next(len(shown) - 1 - n for n, wall in enumerate(reversed(shown)) if wall < end)
                found.update(range(after, before + 1))
    start = at(first) - timedelta(days=2)
    return sorted(start + n * MINUTE for n in found)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    window=st.sampled_from(WINDOWS),
    week=st.dictionaries(st.sampled_from(DAYS), HOURS),
    dated=st.dictionaries(st.integers(-1, 4), st.none() | HOURS, max_size=2),
    start=st.integers(0, 3 * 86400),
    width=st.integers(0, 86400),
)
def test_open_time_is_what_the_clock_on_the_wall_says(window, week, dated, start, width):
    zone, first = window
    dates = {date.fromisoformat(first) + timedelta(days=n): hours for n, hours in dated.items()}
    office = Calendar(
        zone=zone,
        week=week,
        closed=tuple(day for day, hours in dates.items() if hours is None),
        special={day: hours for day, hours in dates.items() if hours is not None},
    )
    begin, minutes = at(first) + timedelta(seconds=start), open_minutes(office, first)
    end = begin + timedelta(seconds=width)
    counted = sum((max(timedelta(), min(end, one + MINUTE) - max(begin, one)) for one in minutes), timedelta())
    assert calendars.business_between(office, begin, end) == counted
    is_open = begin.replace(second=0) in minutes
    assert calendars.is_open(office, begin) is is_open
    opening = next((max(begin, one) for one in minutes if one + MINUTE > begin), None)
    if opening is not None:
        assert calendars.opens_at(office, begin) == opening
    closing = next(
        (one for one in (end.replace(second=0) + n * MINUTE for n in range(1440)) if one not in minutes), None
    )
    if end.replace(second=0) in minutes and closing is not None and closing < at(first) + timedelta(days=4):
        assert calendars.closes_at(office, end) == closing
    if counted:
        reached = calendars.business_add(office, begin, counted)
        assert reached <= end
        assert calendars.business_between(office, begin, reached - timedelta(seconds=1)) == counted - timedelta(
            seconds=1
        )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    zone=st.sampled_from(ZONES),
    week=st.dictionaries(st.sampled_from(DAYS), HOURS.filter(len), min_size=1),
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
