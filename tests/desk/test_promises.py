"""When a promise is due, as people write it (PRODUCT 7)."""

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import promises
from desk.conversation import Conversation, StaffAnswered, fold
from desk.errors import DeskError
from desk.rules import Promises

MOSCOW = "Europe/Moscow"
NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # Monday, 12:00 in Moscow
NIGHT = datetime(2026, 11, 23, 20, 50, tzinfo=UTC)  # Monday, 23:50
ZONES = ("Europe/London", "America/Chicago", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Beirut", "Asia/Almaty")


@pytest.mark.parametrize(
    "words,now,due,text",
    [
        ("18:00 отчёт", NOON, "2026-11-23 18:00", "отчёт"),
        ("в 18:00 отчёт по FB", NOON, "2026-11-23 18:00", "отчёт по FB"),
        ("до 18:00", NOON, "2026-11-23 18:00", ""),
        ("9:05", NIGHT, "2026-11-24 09:05", ""),
        ("00:30 постбеки", NIGHT, "2026-11-24 00:30", "постбеки"),
        ("2h", NOON, "2026-11-23 14:00", ""),
        ("in 90m the report", NOON, "2026-11-23 13:30", "the report"),
        ("1h30m", NOON, "2026-11-23 13:30", ""),
        ("через 2 часа отчёт", NOON, "2026-11-23 14:00", "отчёт"),
        ("30мин", NOON, "2026-11-23 12:30", ""),
        ("3д выплата", NOON, "2026-11-26 12:00", "выплата"),
        ("завтра 12:00 отчёт", NOON, "2026-11-24 12:00", "отчёт"),
        ("Завтра в 12:00", NOON, "2026-11-24 12:00", ""),
        ("tomorrow at 12:00 creatives 5 pcs", NOON, "2026-11-24 12:00", "creatives 5 pcs"),
        ("послезавтра 9:00", NOON, "2026-11-25 09:00", ""),
        ("сегодня 12:01", NOON, "2026-11-23 12:01", ""),
        ("пн 13:00", NOON, "2026-11-23 13:00", ""),
        ("mon 11:00", NOON, "2026-11-30 11:00", ""),
        ("в пятницу к 10:00 сверка", NOON, "2026-11-27 10:00", "сверка"),
        ("25.11 12:00 отчёт", NOON, "2026-11-25 12:00", "отчёт"),
        ("25.11.2026 12:00", NOON, "2026-11-25 12:00", ""),
        ("2026-11-25 12:00", NOON, "2026-11-25 12:00", ""),
        ("10.01 12:00", NOON, "2027-01-10 12:00", ""),
    ],
)
def test_when_and_what(words: str, now: datetime, due: str, text: str) -> None:
    asked = promises.read(words.split(), now, MOSCOW)
    assert asked.due.astimezone(ZoneInfo(MOSCOW)).strftime("%Y-%m-%d %H:%M") == due
    assert asked.text == text


@pytest.mark.parametrize(
    "words,why",
    [
        ("", "promise-when"),
        ("отчёт", "promise-when"),
        ("завтра отчёт", "promise-when"),
        ("завтра", "promise-when"),
        ("25:00", "promise-when"),
        ("18.00", "promise-when"),
        ("31.02 12:00", "promise-when"),
        ("2026-13-01 12:00", "promise-when"),
        ("5 лидов", "promise-when"),
        ("2 попугая", "promise-when"),
        ("2h30x", "promise-when"),
        ("18", "promise-when"),
        ("99999999m", "promise-when"),
        ("11:59", "promise-past"),
        ("12:00", "promise-past"),
        ("сегодня 11:00", "promise-past"),
        ("22.11 12:00", "promise-past"),
        ("2025-11-25 12:00", "promise-past"),
        ("0m", "promise-past"),
        ("0h", "promise-past"),
        ("63d", "promise-far"),
        ("1.03.2027 12:00", "promise-far"),
    ],
)
def test_what_cannot_be_promised(words: str, why: str) -> None:
    with pytest.raises(DeskError) as refused:
        promises.read(words.split(), NOON, MOSCOW)
    assert refused.value.key == why


def _due(words: str, now: datetime, zone: str) -> datetime | None:
    """When it is due; None for what has passed."""
    with suppress(DeskError):
        return promises.read(words.split(), now, zone).due
    with pytest.raises(DeskError, match="promise-past"):
        promises.read(words.split(), now, zone)
    return None


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    st.times(),
    st.sampled_from(["", "today ", "завтра ", "fri "]),
    st.sampled_from(ZONES),
)
def test_never_in_the_past_and_exact_in_every_zone(now: datetime, at: time, day: str, zone: str) -> None:
    clock = f"{at:%H:%M}"
    due = _due(f"{day}{clock}", now, zone)
    if due is None:
        return
    shown = due.astimezone(ZoneInfo(zone))
    assert due >= now + promises.SHORT
    jumped = (due - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).utcoffset() != shown.utcoffset()
    assert shown.strftime("%H:%M") == clock or jumped


@pytest.mark.parametrize(
    "now,due",
    [
        ("2026-10-25 00:10", "2026-10-25 00:30"),  # 01:10 BST: the first 01:30
        ("2026-10-25 00:40", "2026-10-25 01:30"),  # 01:40 BST: the second, after the clocks went back
        ("2026-03-29 00:10", "2026-03-29 01:00"),  # 00:10 GMT: there is no 01:30; the first instant after the gap
    ],
)
def test_where_the_clocks_change(now: str, due: str) -> None:
    at, wanted = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, due))
    assert promises.read(["1:30"], at, "Europe/London").due == wanted


def test_the_reminder() -> None:
    before = timedelta(minutes=10)
    assert promises.remind_at(NOON, NOON + timedelta(hours=6), before) == NOON + timedelta(hours=6) - before
    assert promises.remind_at(NOON, NOON + timedelta(minutes=6), before) == NOON + timedelta(minutes=3)


def test_put_off_as_often_as_the_rules_say() -> None:
    rules = Promises()
    answered = StaffAnswered(at=NOON, staff=1, answer="a", question=False, delivered=False, holding=True)
    state = fold(promises.with_promise(Conversation(), answered, rules, "p"))
    for minutes in (60, 90):
        moved = promises.later(state.promises[0], 1, rules, NOON + timedelta(minutes=1))
        assert moved.due == NOON + timedelta(minutes=minutes)
        state = fold((moved,), state)
    with pytest.raises(DeskError, match="promise-no-later"):
        promises.later(state.promises[0], 1, rules, NOON)


def test_a_time_of_its_own_takes_the_place_of_one_moment() -> None:
    state = Conversation()
    for at, asked in ((0, None), (5, promises.Asked(due=NOON + timedelta(hours=2), text=""))):
        answered = StaffAnswered(
            at=NOON + timedelta(minutes=at), staff=1, answer=f"a{at}", question=False, delivered=False, holding=True
        )
        state = fold(promises.with_promise(state, answered, Promises(), "p", asked), state)
    assert [promise.due for promise in state.promises] == [NOON + timedelta(hours=2)]
