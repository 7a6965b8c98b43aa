from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import calendars, disputes
from desk.rules import Calendar
from tests.desk.samples import RULES

OFFICE = RULES.calendars["office"]


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        ("2026-11-23T09:00", "2026-11-26T16:00"),  # Monday noon in Moscow: Thursday, when the office closes
        ("2026-11-20T09:00", "2026-11-25T16:00"),  # Friday: Wednesday
        ("2026-11-21T20:40", "2026-11-25T16:00"),  # Saturday night: Wednesday
    ],
)
def test_a_dispute_is_due_on_the_third_working_day(opened: str, due: str) -> None:
    at = datetime.fromisoformat(opened).replace(tzinfo=UTC)
    assert disputes.due(OFFICE, at) == datetime.fromisoformat(due).replace(tzinfo=UTC)


@given(st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))
def test_three_working_days_lie_between(at: datetime) -> None:
    """Invariant 25, of disputes: working days of the calendar only."""
    due = disputes.due(OFFICE, at)
    spans = calendars.spans(OFFICE, at, due)
    days = {calendars.local_date(start, OFFICE.zone) for start, _ in spans} - {calendars.local_date(at, OFFICE.zone)}
    assert len(days) == disputes.WORKING_DAYS
    assert spans[-1][1] == due


def test_a_calendar_that_never_opens_gives_a_week() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert disputes.due(Calendar(zone="Europe/Moscow", week={}), now) == now + timedelta(days=7)
