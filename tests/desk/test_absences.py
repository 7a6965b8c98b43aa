"""How an absence is written, and what is wrong with it."""

from datetime import UTC, date

import pytest

from desk import absences
from desk.errors import DeskError

TODAY = date(2026, 11, 23)  # a Monday


def days(words, zone="Europe/Moscow"):
    start, end, deputy = absences.read(words.split(), TODAY, zone)
    return f"{start.astimezone(UTC):%d.%m.%Y %H:%M}", f"{end.astimezone(UTC):%d.%m.%Y %H:%M}", deputy


@pytest.mark.parametrize(
    "words, start, end, deputy",
    [
        ("24.11", "23.11.2026 21:00", "24.11.2026 21:00", ""),
        ("24.11-30.11 @vera", "23.11.2026 21:00", "30.11.2026 21:00", "@vera"),
        ("24.11–30.11 @vera", "23.11.2026 21:00", "30.11.2026 21:00", "@vera"),
        ("@vera 24.11 30.11", "23.11.2026 21:00", "30.11.2026 21:00", "@vera"),
        ("24.11 — 30.11", "23.11.2026 21:00", "30.11.2026 21:00", ""),
        ("1.12-7.12", "30.11.2026 21:00", "07.12.2026 21:00", ""),
        ("2026-12-01-2026-12-07", "30.11.2026 21:00", "07.12.2026 21:00", ""),
        ("2026-12-01", "30.11.2026 21:00", "01.12.2026 21:00", ""),
        ("01.12.2026-07.12.2026", "30.11.2026 21:00", "07.12.2026 21:00", ""),
        ("28.12-10.1", "27.12.2026 21:00", "10.01.2027 21:00", ""),  # over the New Year
        ("22.11", "21.11.2027 21:00", "22.11.2027 21:00", ""),  # yesterday: the next one of its kind
        ("сегодня", "22.11.2026 21:00", "23.11.2026 21:00", ""),
        ("Завтра @vera", "23.11.2026 21:00", "24.11.2026 21:00", "@vera"),
        ("today tomorrow", "22.11.2026 21:00", "24.11.2026 21:00", ""),
    ],
)
def test_dates(words, start, end, deputy):
    assert days(words) == (start, end, deputy)


def test_days_are_those_of_the_persons_zone_over_a_change_of_the_clocks():
    assert days("27.3.2027-28.3.2027", "Europe/London")[:2] == ("27.03.2027 00:00", "28.03.2027 23:00")


@pytest.mark.parametrize(
    "words, key",
    [
        ("@vera", "form-absence"),
        ("24.11 @vera @sasha", "form-absence"),
        ("24.11 25.11 26.11", "form-absence"),
        ("soon", "absence-date"),
        ("31.2", "absence-date"),
        ("29.02", "absence-date"),  # not this year
        ("24/11", "absence-date"),
        ("22.11.2026", "absence-past"),
        ("30.11.2026-24.11.2026", "absence-past"),
        ("24.11.2026-25.11.2027", "absence-long"),
        ("1.1.2030", "absence-long"),
    ],
)
def test_what_is_wrong(words, key):
    with pytest.raises(DeskError) as error:
        absences.read(words.split(), TODAY, "Europe/Moscow")
    assert error.value.key == key
