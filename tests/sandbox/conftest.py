"""A hand-moved clock, a running sandbox, and a real aiogram bot pointed at it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from sandbox import Chat, Person, Sandbox, World

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


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def sandbox(clock: HandClock) -> AsyncIterator[Sandbox]:
    running = Sandbox(clock, token=TOKEN)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def world(sandbox: Sandbox) -> World:
    return sandbox.world


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    async with Bot(TOKEN, session=session) as client:
        yield client


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.url) as session:
        yield session


class Raw:
    """Calls with bare JSON, for what aiogram would not send."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.http = http

    async def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        async with self.http.post(f"/bot{TOKEN}/{method}", json=params) as response:
            answer: dict[str, Any] = await response.json()
            assert answer["ok"] or answer["error_code"] == response.status
            return answer

    async def refusal(self, method: str, **params: Any) -> str:
        """The description of a refusal."""
        answer = await self(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])


@pytest.fixture
def raw(http: aiohttp.ClientSession) -> Raw:
    return Raw(http)


@pytest.fixture
def nina(world: World) -> Person:
    """A person who has pressed Start."""
    person = world.person("Nina", username="nina", language="en")
    person.start()
    return person


@pytest.fixture
def head(world: World) -> Person:
    return world.person("Oleg", username="oleg")


@pytest.fixture
def forum(world: World, head: Person) -> Chat:
    """A forum with the bot as an administrator."""
    chat = world.forum("Desk", owner=head)
    head.add_bot(chat, admin=True)
    return chat


@pytest.fixture
def group(world: World, nina: Person) -> Chat:
    """A supergroup with the bot as a plain member."""
    chat = world.group("Alpha", owner=nina, supergroup=True)
    nina.add_bot(chat)
    return chat


def seen(sandbox: Sandbox, kind: str) -> list[dict[str, Any]]:
    """The waiting updates of one kind."""
    return [update[kind] for update in sandbox.pending() if kind in update]
