"""A hand-moved clock, bare calls, and a look at the waiting updates."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from sandbox import Sandbox

TOKEN = "42:TEST"


class HandClock:
    """Time that moves only when told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
        self._sleepers: list[tuple[datetime, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.time + timedelta(seconds=seconds), waiter))
        await waiter

    def advance(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)
        for at, waiter in self._sleepers:
            if at <= self.time and not waiter.done():
                waiter.set_result(None)


class Raw:
    """Calls with bare JSON, for what aiogram would not send."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.http = http

    async def __call__(self, method: str, /, **params: Any) -> dict[str, Any]:
        async with self.http.post(f"/bot{TOKEN}/{method}", json=params) as response:
            answer: dict[str, Any] = await response.json()
            assert answer["ok"] or answer["error_code"] == response.status
            return answer

    async def refusal(self, method: str, /, **params: Any) -> str:
        """The description of a refusal."""
        answer = await self(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])


def seen(sandbox: Sandbox, kind: str) -> list[dict[str, Any]]:
    """The waiting updates of one kind."""
    return [update[kind] for update in sandbox.pending() if kind in update]
