"""A story at its usual hours, on both databases."""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from copy import copy
from pathlib import Path
from typing import Any

import pytest

from storage import database
from storage.database import Database
from tests.stories import harness
from tests.stories.harness import MONDAY_NOON, SATURDAY_NIGHT, Story


@pytest.fixture(scope="session")
async def opened() -> AsyncIterator[dict[str, Database]]:
    """Connections by address, that every story goes on with."""
    known: dict[str, Database] = {}
    yield known
    for one in known.values():
        await one.close()


@pytest.fixture(autouse=True)
def _one_opening(opened: dict[str, Database], monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk of a story goes on with the connections of the last: to make them anew is a third of a short story.

    On SQLite a commit does not wait for the disk, which is not what is told. Other tests open their own.
    """
    really, file = database.connect, database._sqlite

    async def connect(url: str) -> Database:
        if url not in opened:
            opened[url] = await really(url)
        shared = copy(opened[url])
        vars(shared)["close"] = close
        return shared

    async def close() -> None:
        """The next test goes on with it."""

    monkeypatch.setattr(database, "_sqlite", lambda path, **settings: file(path, **settings | {"sync": "OFF"}))
    monkeypatch.setattr(database, "connect", connect)


@pytest.fixture(scope="package")
def emptied(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Empties the one SQLite file of all stories, gives its address."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("stories") / "desk.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%yoyo%'")
        script = "".join(f"DELETE FROM {name};" for (name,) in tables)

        def empty() -> str:
            connection.executescript(f"BEGIN IMMEDIATE; {script} COMMIT")
            return f"sqlite:///{path}"

        yield empty


@pytest.fixture
def sqlite_url(emptied: Callable[[], str]) -> str:
    """To copy a file and to open it takes longer than to empty it."""
    return emptied()


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
