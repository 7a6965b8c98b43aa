"""A lead is what has been said about it: a function of the set of that, in whatever order and however often it came (PRODUCT 6)."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from desk import evidence
from desk.sources import Status

#: Which of two says more, where no time tells which came later.
RANK: dict[Status, int] = {
    "unmapped": 0,
    "pending": 1,
    "hold": 2,
    "approved": 3,
    "paid": 4,
    "rejected": 5,
    "trash": 6,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One thing said about a lead: the sender's word for its status, and what came with it.

    `at` and `clicked_at` are the sender's, `heard_at` is ours; `link` is the number of the link it named.
    """

    word: str
    at: datetime | None = None
    clicked_at: datetime | None = None
    amount: Decimal | None = None
    currency: str | None = None
    link: int | None = None
    heard_at: datetime

    @property
    def print(self) -> str:
        """The same for the same thing said again, whenever it is heard."""
        facts = {
            "word": self.word,
            "at": self.at and evidence.stamp(self.at),
            "clicked": self.clicked_at and evidence.stamp(self.clicked_at),
            "amount": self.amount and format(self.amount.normalize(), "f"),
            "currency": self.currency,
            "link": self.link,
        }
        return hashlib.sha256(evidence.canonical(facts).encode()).hexdigest()[:32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Lead:
    """What is known of a lead: `at` of the action, `status_at` of its status (None: the sender named no time)."""

    status: Status
    link: int | None
    amount: Decimal | None
    currency: str | None
    clicked_at: datetime | None
    at: datetime
    status_at: datetime | None
    heard_at: datetime


def fold(said: Sequence[Said], meaning: Callable[[str], Status]) -> Lead:
    """The lead of which all that was said, at least one thing.

    The latest word of those with a time stands, at one time the higher rank; against a word without a time the higher
    rank stands. The action was at the earliest time named, the click too; the first of several links counts.
    """

    def key(one: Said) -> tuple[int, str, Decimal]:
        return RANK[meaning(one.word)], one.currency or "", one.amount or Decimal(0)

    timed = [(one.at, key(one), one) for one in said if one.at is not None]
    timeless = [(key(one), one) for one in said if one.at is None]
    latest = [max(timed, key=lambda one: one[:2])[2]] if timed else []
    highest = [max(timeless, key=lambda one: one[0])[1]] if timeless else []
    stands = max(latest + highest, key=lambda one: RANK[meaning(one.word)])
    priced = [
        one for one in (stands, *latest, *highest, *sorted(said, key=key, reverse=True)) if one.amount is not None
    ]
    heard = min(one.heard_at for one in said)
    return Lead(
        status=meaning(stands.word),
        link=min((one.link for one in said if one.link is not None), default=None),
        amount=priced[0].amount if priced else None,
        currency=priced[0].currency if priced else None,
        clicked_at=min((one.clicked_at for one in said if one.clicked_at is not None), default=None),
        at=min((one.at for one in said if one.at is not None), default=heard),
        status_at=stands.at,
        heard_at=heard,
    )
