"""The clock the sandbox expects to be given; it reads no other time."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """A source of time: real, hurried or moved by hand."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Return when this clock has moved on by so many seconds."""

    def advance(self, seconds: float) -> None:
        """Move the clock forward."""
