"""A story at its usual hours, on both databases."""

from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Executor
from typing import Any

import pytest

from storage import database
from storage.database import Database
from tests.stories import harness
from tests.stories.harness import MONDAY_NOON, SATURDAY_NIGHT, Story


@pytest.fixture(autouse=True)
def _one_opening(connecting: Callable[[str], Awaitable[Database]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk of a story goes on with the connections of the last, and sends no commit through a thread."""

    async def at_once(_: Executor, call: Callable[[], Any]) -> Any:
        return call()

    monkeypatch.setattr(database, "connect", connecting)
    monkeypatch.setattr(database, "_in", at_once)


@pytest.fixture(autouse=True)
def pictures(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was to be drawn, in order; how it looks is seen in tests/bot/test_pictures.py, which takes a second each."""
    asked: list[dict[str, Any]] = []

    async def draw(picture: dict[str, Any]) -> bytes:
        asked.append(picture)
        return b"\x89PNG"

    monkeypatch.setattr("bot.pictures.draw", draw)
    return asked


@pytest.fixture
async def night(database_url: str) -> AsyncIterator[Story]:
    """Saturday, 23:40."""
    story = await harness.begin(database_url, SATURDAY_NIGHT)
    yield story
    await harness.end(story)


@pytest.fixture
async def noon(database_url: str) -> AsyncIterator[Story]:
    """Monday, 12:00."""
    story = await harness.begin(database_url, MONDAY_NOON)
    yield story
    await harness.end(story)
