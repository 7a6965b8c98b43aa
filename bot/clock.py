"""The one place that reads the system's clock: everybody else is given this one (DESIGN 3.2)."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Now, and sleeping until later. `advance` moves it forward, for everybody who was given it, and wakes sleepers."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._moved = asyncio.Event()
        self.on_advance: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """This instant, aware, UTC, in whole milliseconds as every instant is kept."""
        at = self._read() + self._ahead
        return at.replace(microsecond=at.microsecond // 1000 * 1000)

    def _read(self) -> datetime:
        return datetime.now(UTC)

    def steady(self) -> timedelta:
        """Time that only ever runs on, whatever becomes of the machine's clock; it stands while the machine sleeps."""
        return timedelta(seconds=time.monotonic()) + self._ahead

    def advance(self, seconds: float) -> None:
        """Move forward by that many seconds. Raises ValueError for a move back."""
        if seconds < 0:
            raise ValueError("a clock goes forward")
        self._ahead += timedelta(seconds=seconds)
        self._wake()

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()
        for call in self.on_advance:
            call()

    async def sleep(self, seconds: float) -> None:
        """Come back when this clock is that much later, whether time passed or was moved."""
        until = self.now() + timedelta(seconds=seconds)
        while (left := (until - self.now()).total_seconds()) > 0:
            await self._pause(left)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._moved.wait()
        except TimeoutError:
            return
