"""What a test has shown: leads by goal, one goal against the next, how many were rejected (PRODUCT 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

GOOD = ("pending", "hold", "approved", "paid")
BAD = ("rejected", "trash")
AHEAD = (14, 3)  # days before the end of a VIP tier at which its manager sees the volume
RAISES = (2, 5)  # times the cap, as they are offered

What = Literal["raise", "lift", "stop"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """Leads of a goal: good ones, and rejected ones."""

    name: str
    good: int = 0
    bad: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """How many of one goal become the next, in percent, rounded down."""

    goal: str
    next: str
    percent: int


def goals(counted: Iterable[tuple[str, str, int]], known: Sequence[str]) -> list[Goal]:
    """Counts by goal and status as figures by goal, in the order in which goals happen, others behind them."""
    good: dict[str, int] = {}
    bad: dict[str, int] = {}
    for goal, status, count in counted:
        tally = good if status in GOOD else bad if status in BAD else {}
        tally[goal] = tally.get(goal, 0) + count
    names = dict.fromkeys((*known, *sorted({*good, *bad})))
    return [Goal(name=name, good=good.get(name, 0), bad=bad.get(name, 0)) for name in names]


def rates(found: Sequence[Goal]) -> list[Rate]:
    """Each goal against the one before, of those that brought something."""
    steps = [one for one in found if one.good]
    return [
        Rate(goal=one.name, next=after.name, percent=after.good * 100 // one.good) for one, after in pairwise(steps)
    ]


def rejected(found: Sequence[Goal], metric: str) -> int:
    """Which share of the leads that the cap counts was rejected, in percent, rounded up: none is 0."""
    goal = next((one for one in found if one.name == metric), Goal(name=metric))
    every = goal.good + goal.bad
    return -(-goal.bad * 100 // every) if every else 0


def ahead(ends_at: datetime, now: datetime) -> int | None:
    """Which of the notices before the end of a tier is due: the latest of AHEAD; None: not yet, or it is over."""
    left = ends_at - now
    if left <= timedelta():
        return None
    return min((days for days in AHEAD if left <= timedelta(days=days)), default=None)
