"""Transactions: all or nothing, one writer at a time, and whoever waits for a writer waits in the thread (ADR 7)."""

import asyncio
import sqlite3
import threading
from datetime import UTC, datetime
from typing import Any

import pytest

from storage import chats
from storage.database import Database, Unavailable

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def adds(db: Database, forum: int) -> None:
    async with db.transaction() as tx:
        await chats.add_forum(tx, forum, NOW)


async def forums(db: Database) -> list[int]:
    async with db.reading() as tx:
        return list(await chats.forums(tx))


async def fails(db: Database) -> None:
    async with db.transaction() as tx:
        await chats.add_forum(tx, -1, NOW)
        raise KeyError


async def test_what_fails_leaves_nothing(db: Database) -> None:
    with pytest.raises(KeyError):
        await fails(db)
    await adds(db, -2)
    assert await forums(db) == [-2]


async def test_nobody_reads_what_is_not_committed(db: Database) -> None:
    async with db.transaction(durable=True) as tx:
        await chats.add_forum(tx, -1, NOW)
        assert await forums(db) == []
    assert await forums(db) == [-1]


@on_sqlite
async def test_another_process_that_writes_is_waited_for(db: Any, database_url: str) -> None:
    other = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(adds(db, -1))
    for _ in range(5):
        await asyncio.sleep(0)  # the loop goes on meanwhile
    assert not writing.done()
    other.execute("ROLLBACK")
    await writing
    db.BUSY = 0.01
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable):
        await adds(db, -2)
    other.close()
    assert await forums(db) == [-1]


@on_sqlite
async def test_whoever_is_cancelled_in_a_long_query_leaves_nothing(db: Any) -> None:
    held = threading.Event()
    db._thread.submit(held.wait)

    async def reads() -> None:
        async with db.transaction() as tx:
            await chats.add_forum(tx, -1, NOW)
            await tx.scan("chats.forums")

    reading = asyncio.create_task(reads())
    for _ in range(5):
        await asyncio.sleep(0)
    reading.cancel()
    await asyncio.sleep(0)
    held.set()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await adds(db, -2)
    assert await forums(db) == [-2]
