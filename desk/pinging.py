"""How loud a call may be: several at once become one list, and nobody's phone rings more often than agreed (PRODUCT 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.people import RANK, Role
from desk.rules import Pings

HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ping:
    """A call that made a sound; `list` names the list that it opened, by the instant of the call before.

    `same`: it was about the wait for which the person is called again.
    """

    at: datetime
    list: datetime | None
    same: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Manner:
    """How one is called: on the list of that name instead of a card of its own (None: with one), and whether it may be heard."""

    list: datetime | None
    aloud: bool


def manner(heard: Sequence[Ping], role: Role, rule: Pings, now: datetime) -> Manner:
    """How somebody of that role is called now who has heard these calls within the last hour, the oldest first.

    What comes within `batch` of a call for somebody else goes on one list, which is heard once. Below a senior nobody hears more than
    `hourly` calls an hour; those beyond come without a sound, and the ladder goes on all the same.
    """
    spent = RANK[role] < RANK["senior"] and sum(ping.at > now - HOUR for ping in heard) >= rule.hourly
    last = next((ping for ping in reversed(heard) if not ping.same), None)
    start = None if last is None else last.list or last.at
    if last is None or start is None or now - start >= rule.batch:
        return Manner(list=None, aloud=not spent)
    return Manner(list=start, aloud=last.list is None and not spent)
