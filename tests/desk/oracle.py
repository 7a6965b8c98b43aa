"""Since when a partner waits, found naively: every message against every answer, with no memory of how it came about."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

CROSSING = timedelta(seconds=3)
Fate = Literal["pending", "delivered", "failed", "undelivered"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """What the partner wrote."""

    at: datetime
    number: int
    substantive: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """An answer, the messages that were there to be answered, and what became of it; undelivered: not within 2 minutes."""

    at: datetime
    seen: frozenset[int]
    fate: Fate

    def covers(self, message: Message) -> bool:
        """Whether the message needs no other answer."""
        known = message.number in self.seen and message.at < self.at - CROSSING
        return known and self.fate in ("pending", "delivered")

    def arrived(self, messages: Iterable[Message]) -> "Answer":
        """It has arrived; after the 2 minutes it answers what has been written meanwhile too, as far as dated before."""
        if self.fate == "undelivered":
            return replace(self, seen=frozenset(m.number for m in messages), fate="delivered")
        return replace(self, fate="delivered") if self.fate == "pending" else self

    def failed(self, reason: str) -> "Answer":
        """It has failed, or (reason "undelivered") is taken for failed."""
        if self.fate == "pending":
            return replace(self, fate="undelivered" if reason == "undelivered" else "failed")
        return replace(self, fate="failed") if self.fate == "undelivered" and reason != "undelivered" else self


def since(messages: Iterable[Message], answers: Iterable[Answer], settled: Iterable[int] = ()) -> datetime | None:
    """The date of the first message with a question in it that nothing covers."""
    known, done = tuple(answers), frozenset(settled)
    waits = (m for m in messages if m.substantive and m.number not in done)
    return min((m.at for m in waits if not any(answer.covers(m) for answer in known)), default=None)
