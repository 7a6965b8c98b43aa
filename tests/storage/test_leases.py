"""One holder at a time, and an epoch that fences what an earlier one has begun (DESIGN 2, One sender)."""

import asyncio
from datetime import UTC, datetime, timedelta

from storage import leases
from storage.database import Database

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
LENGTH = timedelta(seconds=20)


async def take(db: Database, holder: str, after: float = 0, dead: str | None = None) -> int | None:
    now = NOW + timedelta(seconds=after)
    async with db.transaction() as tx:
        return await leases.take(tx, holder, now, now + LENGTH, dead)


async def test_the_lease_goes_to_one_and_to_the_next_when_it_ends(db: Database) -> None:
    assert await take(db, "a") == 1
    assert await take(db, "b", 19.999) is None
    assert await take(db, "a", 15) == 1  # renewed: the same epoch
    assert await take(db, "b", 34.999) is None
    assert await take(db, "b", 35) == 2
    assert await take(db, "a", 36) is None
    async with db.reading() as tx:
        assert await leases.holder(tx) == ("b", 2, NOW + timedelta(seconds=55))
        assert await leases.held(tx, 2)
        assert not await leases.held(tx, 1)


async def test_whoever_comes_back_late_goes_on_unless_somebody_took_over(db: Database) -> None:
    assert await take(db, "a") == 1
    assert await take(db, "a", 6 * 86400) == 1  # the clock was moved, or the machine slept
    assert await take(db, "b", 7 * 86400) == 2
    assert await take(db, "a", 8 * 86400) == 3


async def test_a_dead_holder_is_not_waited_for(db: Database) -> None:
    assert await take(db, "a") == 1
    assert await take(db, "b", 1, dead="c") is None
    assert await take(db, "b", 1, dead="a") == 2


async def test_what_is_let_go_is_free_at_once(db: Database) -> None:
    assert await take(db, "a") == 1
    async with db.transaction() as tx:
        await leases.release(tx, "b")  # not theirs
    assert await take(db, "b", 1) is None
    async with db.transaction() as tx:
        await leases.release(tx, "a")
    assert await take(db, "b", 1) == 2


async def test_of_many_at_a_time_one_gets_it(db: Database) -> None:
    epochs = await asyncio.gather(*(take(db, name) for name in "abcdef"))
    assert sorted(epochs, key=str) == [1, *[None] * 5]
