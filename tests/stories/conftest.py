"""A story at its usual hours, on both databases."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from storage.database import PostgresDatabase
from tests.stories import harness
from tests.stories.harness import MONDAY_NOON, SATURDAY_NIGHT, Story


@pytest.fixture(scope="package", autouse=True)
async def _one_pool() -> AsyncIterator[None]:
    """Every desk of a story shares the connections to PostgreSQL: to make them anew is a third of a short story."""
    pools: dict[str, PostgresDatabase] = {}
    really, closes = PostgresDatabase.connect, PostgresDatabase.close

    async def connect(url: str) -> PostgresDatabase:
        if url not in pools:
            pools[url] = await really(url)
        return PostgresDatabase(pools[url]._pool)

    async def close(_: PostgresDatabase) -> None:
        """The next test goes on with them."""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PostgresDatabase, "connect", connect)
        patch.setattr(PostgresDatabase, "close", close)
        yield
    for opened in pools.values():
        await closes(opened)


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
