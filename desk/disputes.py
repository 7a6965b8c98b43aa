"""Disputes about what was counted: opened from a count or a card, settled in the partner's favour unless the terms say
otherwise (PRODUCT 7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from desk import calendars
from desk.rules import Calendar

WORKING_DAYS = 3  # within which one is settled
FAR = timedelta(days=60)  # looked ahead for them
LONG = 1000  # letters of what is disputed, and of a reason

#: favour: in the partner's favour
Settled = Literal["favour", "partly", "declined"]
State = Literal["asked", "open"] | Settled


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispute:
    """What somebody of a partner does not agree with; `owner` (a staff id) is to settle it until it is due.

    While it is `asked` nobody has said yet what is wrong: `words`, `owner` and `due` are empty.
    """

    id: int
    partner: int
    offer: str
    chat: int
    name: str
    words: str
    owner: int | None
    due: datetime | None
    state: State
    reason: str


def due(calendar: Calendar, at: datetime) -> datetime:
    """The end of the third working day after that one; of a calendar that never opens, a week."""
    ends: dict[object, datetime] = {}
    for start, end in calendars.spans(calendar, at, at + FAR):
        ends[calendars.local_date(start, calendar.zone)] = end
    ends.pop(calendars.local_date(at, calendar.zone), None)
    return next(iter(list(ends.values())[WORKING_DAYS - 1 : WORKING_DAYS]), at + timedelta(days=7))
