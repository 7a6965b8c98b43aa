"""The updates waiting for the bot: kept 24 hours, confirmed by offset, one poller at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sandbox.clock import Clock
from sandbox.errors import refuse

Json = dict[str, Any]

KEPT = timedelta(hours=24)
IDLE = timedelta(days=7)
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LOOK_AGAIN = 0.02


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that the bot has not confirmed."""

    id: int
    at: datetime
    body: Json


class Queue:
    """What getUpdates reads."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.allowed: frozenset[str] | None = None
        self.waiting: deque[Waiting] = deque()
        self.later: list[tuple[datetime, str, Json]] = []
        self.next_id = 100_001
        self.last_at = clock.now()
        self._poller: asyncio.Future[bool] | None = None

    def wanted(self, kind: str) -> bool:
        """Whether the bot asked for this kind of update."""
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST

    def put(self, kind: str, payload: Json) -> None:
        """Add an update; after an idle week the numbering jumps, as Telegram warns."""
        now = self.clock.now()
        if now - self.last_at > IDLE:
            self.next_id += 7_654_321
        self.last_at = now
        self.waiting.append(Waiting(self.next_id, now, {"update_id": self.next_id, kind: payload}))
        self.next_id += 1
        self._wake()

    def put_later(self, seconds: float, kind: str, payload: Json) -> None:
        """Add an update when the clock has moved on: parts of an album may be late."""
        self.later.append((self.clock.now() + timedelta(seconds=seconds), kind, payload))
        self._wake()

    def settle(self) -> None:
        """Bring in what has become due, and drop what is older than 24 hours."""
        now = self.clock.now()
        due = [item for item in self.later if item[0] <= now]
        if due:
            self.later = [item for item in self.later if item[0] > now]
            for _, kind, payload in due:
                self.put(kind, payload)
        while self.waiting and now - self.waiting[0].at > KEPT:
            self.waiting.popleft()

    def confirm(self, offset: int) -> None:
        """Forget all before the offset; a negative one keeps only so many from the end."""
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
        while offset > 0 and self.waiting and self.waiting[0].id < offset:
            self.waiting.popleft()

    def read(self, limit: int) -> list[Json]:
        self.settle()
        return [self.waiting[i].body for i in range(min(limit, len(self.waiting)))]

    async def poll(self, offset: int, limit: int, patience: float) -> list[Json]:
        """Updates from the offset on, waiting for one up to `patience` real seconds. Another poller ends the wait: 409."""
        self.dismiss()
        self.settle()
        self.confirm(offset)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience
        while not (found := self.read(limit)) and (left := deadline - loop.time()) > 0:
            if await self._wait(min(left, LOOK_AGAIN) if self.later else left):
                raise refuse("two_pollers")
        return found

    async def _wait(self, seconds: float) -> bool:
        """True when another poller took over."""
        mine: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._poller = mine
        try:
            return await asyncio.wait_for(mine, seconds)
        except TimeoutError:
            return False
        finally:
            if self._poller is mine:
                self._poller = None

    def _wake(self) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(False)

    def dismiss(self) -> None:
        """End the wait of the poller there is."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(True)
