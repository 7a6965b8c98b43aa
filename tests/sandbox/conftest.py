"""A running sandbox on a hand-moved clock, and a real aiogram bot pointed at it."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator
from functools import cache

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from sandbox import Chat, Person, Sandbox, World
from tests.sandbox.hand import TOKEN, HandClock, Raw


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


class QuickSession(AiohttpSession):
    """Without aiogram's quarter of a second for TLS to say goodbye."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


@pytest.fixture(autouse=True, scope="package")
def _one_tls() -> Iterator[None]:
    """A session reads all certificates of the machine, to speak to ourselves without any."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    session = QuickSession(api=TelegramAPIServer.from_base(sandbox.url))
    async with Bot(TOKEN, session=session) as client:
        yield client


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.url) as session:
        yield session


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
