"""A flood of newcomers is shown to staff a few at once, then one after another: none is lost, others are not delayed
(PRODUCT 12).

A staff forum takes 20 messages a minute, whoever they are for. What a stranger writes waits for its turn before it is queued
there; first words on a card, and answers to the stranger, never do.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """So many at once, then one in every `every`."""

    burst: int
    every: timedelta


#: The messages of one newcomer: after the first few they leave more than half of a forum to others.
MESSAGES = Rate(burst=6, every=timedelta(seconds=8))
#: Newcomers met in one forum; each is a topic, a card, its pinning and a message.
MEETINGS = Rate(burst=3, every=timedelta(seconds=15))


def turn(free_at: datetime | None, now: datetime, rate: Rate) -> tuple[datetime, datetime]:
    """When what comes now has its turn, and the `free_at` to remember: when all so far would have gone, one by one."""
    start = max(free_at or now, now)
    return max(now, start - (rate.burst - 1) * rate.every), start + rate.every


def until(at: datetime, rate: Rate) -> datetime:
    """The `free_at` with which the next turn comes at that instant."""
    return at + (rate.burst - 1) * rate.every


def shared(rate: Rate, forums: int) -> Rate:
    """The rate of several forums together."""
    return Rate(burst=rate.burst * max(1, forums), every=rate.every / max(1, forums))
