"""Reading when somebody is away, and who stands in: `/absence 24.11-30.11 @vera` (PRODUCT 5)."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from desk import calendars
from desk.errors import DeskError

LONGEST = 366  # days
AHEAD = 2 * 366  # days within which it begins
DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?|(\d{4})-(\d{2})-(\d{2})")
RANGE = re.compile(r"(?<=\d)\s*[–—]\s*(?=\d)|(?<=\.\d\d)-(?=\d)|(?<=\.\d{4})-(?=\d)|(?<=-\d\d)-(?=\d{4})")
WORDS = {"сегодня": 0, "today": 0, "завтра": 1, "tomorrow": 1}


def read(words: Sequence[str], today: date, zone: str) -> tuple[datetime, datetime, str]:
    """The instants of a whole number of days in that zone, [start, end), and the deputy as written ("" for none).

    A date without a year is the next one of its kind. Raises DeskError with what is wrong.
    """
    deputies = [word for word in words if word.startswith("@")]
    dates = RANGE.sub(" ", " ".join(word for word in words if not word.startswith("@"))).split()
    if len(deputies) > 1 or not 1 <= len(dates) <= 2:
        raise DeskError("form-absence")
    first = _date(dates[0], today, today)
    last = first if len(dates) == 1 else _date(dates[1], today, first)
    if first < today or last < first:
        raise DeskError("absence-past")
    if (last - first).days >= LONGEST or (first - today).days > AHEAD:
        raise DeskError("absence-long")
    start = calendars.instant(first, time(0), zone)
    return start, calendars.instant(last + calendars.DAY, time(0), zone), deputies[0] if deputies else ""


def _date(word: str, today: date, least: date) -> date:
    """The date meant; without a year, the first that is not before `least`."""
    if word.lower() in WORDS:
        return today + WORDS[word.lower()] * calendars.DAY
    found = DATE.fullmatch(word)
    if found is None:
        raise DeskError("absence-date", word=word[:32])
    try:
        if found[4]:
            return date(int(found[4]), int(found[5]), int(found[6]))
        day, month = int(found[1]), int(found[2])
        if found[3]:
            return date(int(found[3]), month, day)
        this = date(least.year, month, day)
        return this if this >= least else date(least.year + 1, month, day)
    except ValueError:
        raise DeskError("absence-date", word=word[:32]) from None
