"""Promises: when `/promise 18:00 report` is due, and when whoever made it is reminded (PRODUCT 7)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from desk import calendars
from desk.conversation import Conversation, Event, Promise, Promised, PromiseMoved, PromiseOver, StaffAnswered
from desk.errors import DeskError
from desk.rules import Promises

SOON = timedelta(hours=12)  # a time of day that has passed means tomorrow's within this, and is a slip beyond it
FAR = timedelta(days=62)
SHORT = timedelta(minutes=1)

UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "м", "мин", "минута", "минуту", "минуты", "минут"), "minutes"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "ч", "час", "часа", "часов"), "hours"),
    **dict.fromkeys(("d", "day", "days", "д", "дн", "день", "дня", "дней"), "days"),
}  # fmt: skip
DAYS = {"today": 0, "сегодня": 0, "tomorrow": 1, "завтра": 1, "послезавтра": 2}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("mon monday пн понедельник", "tue tuesday вт вторник", "wed wednesday ср среда среду", "thu thursday чт четверг",
         "fri friday пт пятница пятницу", "sat saturday сб суббота субботу", "sun sunday вс воскресенье")
    )
    for name in names.split()
}  # fmt: skip
BEFORE = {"in", "at", "by", "on", "till", "until", "через", "в", "во", "к", "до"}  # may stand before a time
DAY = timedelta(days=1)

_SPAN = re.compile(r"(?:\d{1,4}[^\W\d_]+)+")
_PART = re.compile(r"(\d+)([^\W\d_]+)")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?\.?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was written after `/promise`: when it is due, and what is promised, in the words that were left over."""

    due: datetime
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """An open promise, for somebody who looks ahead: to whom, in which chat, by whom (a staff id), when, and what."""

    conversation: int
    number: int
    partner: str
    chat: str
    kind: Literal["private", "group"]
    staff: int
    due: datetime
    text: str


def read(words: Sequence[str], now: datetime, zone: str) -> Asked:
    """When and what: `18:00 report`, `2h`, `2 часа`, `завтра 12:00`, `fri 12:00`, `25.11 12:00`, `2026-11-25 12:00`, and words.

    Times of day are wall time in `zone`: of two passes the next one, in a gap the first instant after it. One that has
    passed today means tomorrow's when that is within 12 hours. Raises DeskError for no time, one that has passed, one
    in less than a minute or in more than 62 days.
    """
    words = list(words)
    span = _span(_skip(words))
    due, left = (now + span[0], span[1]) if span else _moment(words, now, zone)
    if due < now + SHORT:
        raise DeskError("promise-past")
    if due > now + FAR:
        raise DeskError("promise-far")
    return Asked(due=due, text=" ".join(left))


def remind_at(made: datetime, due: datetime, before: timedelta) -> datetime:
    """When whoever promised is reminded: so long before, and of a short promise not before half its time has passed."""
    return max(due - before, made + (due - made) / 2)


def _skip(words: list[str]) -> list[str]:
    return words[1:] if words and words[0].casefold() in BEFORE else words


def _span(words: list[str]) -> tuple[timedelta, list[str]] | None:
    """A length of time at the beginning, written together (`1h30m`) or apart (`2 часа`), and what follows it."""
    first = words[0].casefold() if words else ""
    if _SPAN.fullmatch(first):
        parts, left = _PART.findall(first), words[1:]
    elif first.isdecimal() and len(first) < 5 and len(words) > 1:
        parts, left = [(first, words[1].casefold())], words[2:]
    else:
        return None
    if any(unit not in UNITS for _, unit in parts):
        return None
    return sum((timedelta(**{UNITS[unit]: int(count)}) for count, unit in parts), timedelta()), left


def _moment(words: list[str], now: datetime, zone: str) -> tuple[datetime, list[str]]:
    """A day, or none, and a time of day at the beginning; and what follows."""
    today = calendars.local_date(now, zone)
    left = _skip(words)
    days = _days(left[0].casefold(), today) if left else None
    clock, left = _clock(left if days is None else _skip(left[1:]))
    dues = [due for day in days or [today, today + DAY] for due in _passes(day, clock, zone) if due > now]
    if not dues or (days is None and dues[0] > now + SOON and calendars.local_date(dues[0], zone) != today):
        raise DeskError("promise-past")
    return dues[0], left


def _clock(words: list[str]) -> tuple[time, list[str]]:
    found = _CLOCK.fullmatch(words[0]) if words else None
    if found is None:
        raise DeskError("promise-when")
    return time(int(found[1]), int(found[2])), words[1:]


def _passes(day: date, at: time, zone: str) -> tuple[datetime, datetime]:
    """The instants at which the clocks there show it: one, or two where they go back."""
    return calendars.instant(day, at, zone), calendars.instant(day, at, zone, last=True)


def _days(word: str, today: date) -> list[date] | None:
    """The dates that the word may mean, the next one first; None when it names no day. Raises DeskError for 31.02."""
    if word in DAYS:
        return [today + DAYS[word] * DAY]
    if word in WEEKDAYS:
        ahead = (WEEKDAYS[word] - today.weekday()) % 7
        return [today + ahead * DAY, today + (ahead + 7) * DAY]
    iso, dotted = _ISO.fullmatch(word), _DATE.fullmatch(word)
    if iso:
        return [_date(int(iso[1]), int(iso[2]), int(iso[3]))]
    if dotted is None:
        return None
    month, number = int(dotted[2]), int(dotted[1])
    if dotted[3]:
        return [_date(int(dotted[3]), month, number)]
    over = (today.month - month) % 12 < 6 and month > today.month  # last year's month, written in January
    soon = (month - today.month) % 12 < 6 and month < today.month  # next year's, written in December
    return [_date(today.year - over + soon, month, number)]


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DeskError("promise-when") from None


# --- giving, moving and ending one ------------------------------------------------------------------------------------


def with_promise(
    state: Conversation, answered: StaffAnswered, rules: Promises, policy: str, asked: Asked | None = None
) -> tuple[Event, ...]:
    """The events of an answer. One that only holds promises something as well: what was asked for, or an answer in a while.

    A promise of an answer by a time of its own takes the place of one that runs. `policy` is the ladder to pin.
    """
    if not answered.holding:
        return (answered,)
    due = asked.due if asked else answered.at + rules.within
    instead = [promise for promise in state.promises if asked and not asked.text and not promise.text]
    taken_back = [
        PromiseOver(at=answered.at, number=promise.number, how="withdrawn", staff=answered.staff) for promise in instead
    ]
    promised = Promised(
        at=answered.at,
        staff=answered.staff,
        number=state.promised + 1,
        answer=answered.answer,
        due=due,
        remind=remind_at(answered.at, due, rules.remind),
        text=asked.text if asked else "",
        preview=state.preview or next((promise.preview for promise in instead), ""),
        policy=policy,
    )
    return (*taken_back, answered, promised)


def later(promise: Promise, staff: int, rules: Promises, now: datetime) -> PromiseMoved:
    """It is due later, counted from now or from when it was due. Raises DeskError when it was put off often enough."""
    if promise.moves >= rules.moves:
        raise DeskError("promise-no-later")
    due = max(promise.due, now) + rules.later
    remind = remind_at(now, due, rules.remind)
    return PromiseMoved(at=now, staff=staff, number=promise.number, due=due, remind=remind)


def void(state: Conversation, staff: int | None, now: datetime) -> list[Event]:
    """Everything promised in a chat that is the partner's no more is withdrawn."""
    known = {promise.number for answer in state.provisional for promise in answer.kept}
    numbers = sorted(known | {promise.number for promise in state.promises})
    return [PromiseOver(at=now, number=number, how="withdrawn", staff=staff) for number in numbers]
