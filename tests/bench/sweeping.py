"""Time passing over many conversations: an idle tick, a thousand due at once, the digest of a full day (rows 4 to 6)."""

import asyncio
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from scheduler import digests, ladder, sweeps
from scheduler.watch import Nobody
from storage import database
from storage.database import Database
from tests.bench import filled
from tests.bench.filled import NOON
from tests.bench.table import Row

DUE = 1000


def tick(urls: tuple[str, str], many: int, repeats: int) -> list[Row]:
    """A tick in which nothing is due, with few conversations and with many; as many of each wait."""
    book, took = filled.rules(), {}
    for url, count in zip(urls, (10_000, many), strict=True):
        filler = filled.Filler(url)
        filled.staff(filler)
        filled.partners(filler, count)
        filled.waiting(filler, 1, 10_000, NOON + timedelta(hours=1), book)
        filler.close()
        took[count] = asyncio.run(_ticks(url, 5 * repeats))
    note = f"of 10,000 conversations {sorted(took[10_000])[len(took[10_000]) // 2]:.2f} ms"
    return [
        Row(
            what=f"tick, all sweeps, nothing due, {many:,} conversations, 10,000 waiting",
            values=took[many],
            unit="ms",
            target=5,
            note=note,
        )
    ]


async def _ticks(url: str, count: int) -> list[float]:
    book, db, took = filled.rules(), await database.connect(url), []
    try:
        await sweeps.all_due(db, book, NOON)  # the digests' times are set
        for i in range(count):
            began = time.perf_counter()
            await sweeps.all_due(db, book, NOON + timedelta(seconds=5 * i))
            took.append((time.perf_counter() - began) * 1000)
    finally:
        await db.close()
    return took


class Late(Nobody):
    """How long after it was due each decision was kept: the tick's own hour, and what the sweep took until then."""

    def __init__(self) -> None:
        self.tick, self.began = NOON, 0.0
        self.seconds: list[float] = []

    def decided(self, due: Iterable[datetime]) -> None:
        now = self.tick + timedelta(seconds=time.perf_counter() - self.began)
        self.seconds += [(now - at).total_seconds() for at in due]


def lateness(url: str, many: int, every: int) -> list[Row]:
    """Decisions that fall due evenly over two minutes, among so many conversations, swept on a tick of so many seconds."""
    filler, book = filled.Filler(url), filled.rules()
    filled.staff(filler)
    filled.partners(filler, many)
    for second in range(120):
        at = NOON + timedelta(seconds=second + 0.5)
        filled.waiting(filler, 1 + second * 83, (second + 1) * 83, at, book)
    filler.close()
    late = sorted(asyncio.run(_late(url, every)))
    median, p99 = (late[round(part * (len(late) - 1))] for part in (0.5, 0.99))
    what = f"lateness of decisions on a tick of {every} s, p99, {many:,} conversations, 10,000 waiting"
    note = f"median {median:.2f}, worst {late[-1]:.2f} s, of {len(late):,}"
    return [Row(what=what, values=[p99], unit="s", target=every, note=note)]


async def _late(url: str, every: int) -> list[float]:
    """Time is simulated but for what the sweeps take: a tick begins when the last one has ended, and not before its turn."""
    book, db, late = filled.rules(), await database.connect(url), Late()
    try:
        while late.tick < NOON + timedelta(seconds=125):
            late.began = time.perf_counter()
            await sweeps.all_due(db, book, late.tick, late)
            late.tick += timedelta(seconds=max(every, time.perf_counter() - late.began))
    finally:
        await db.close()
    return late.seconds


def due(url: str, repeats: int) -> list[Row]:
    """A thousand conversations whose time has come at once: decided, their cards queued."""
    filler, book = filled.Filler(url), filled.rules()
    filled.staff(filler)
    filled.partners(filler, DUE * repeats)
    for i in range(repeats):
        filled.waiting(filler, 1 + i * DUE, (i + 1) * DUE, NOON + timedelta(seconds=i), book)
    filler.close()
    return [
        Row(
            what="1,000 conversations due at once → decided and queued",
            values=asyncio.run(_due(url, repeats)),
            unit="s",
            target=1,
        )
    ]


async def _due(url: str, repeats: int) -> list[float]:
    book, db, took = filled.rules(), await database.connect(url), []
    try:
        for i in range(repeats):
            began = time.perf_counter()
            assert await ladder.sweep(db, book, NOON + timedelta(seconds=i)) == DUE
            took.append(time.perf_counter() - began)
    finally:
        await db.close()
    return took


def digest(url: str, events: int) -> list[Row]:
    """The digests of a manager and of a head over one day with so many events."""
    filler = filled.Filler(url)
    filled.staff(filler)
    filled.partners(filler, events)
    filled.episodes(filler, NOON.replace(hour=0, minute=0) + timedelta(days=1), events)
    filler.close()
    took = asyncio.run(_digest(url))
    return [
        Row(
            what=f"digest of a day with {events:,} events (without picture), each of two",
            values=[took / 2],
            unit="s",
            target=1,
        )
    ]


async def _digest(url: str) -> float:
    book, db = filled.rules(), await database.connect(url)
    try:
        await _sweep(db, book, NOON)
        assert await _sweep(db, book, NOON + timedelta(days=1)) == 2
        began = time.perf_counter()
        assert await _sweep(db, book, NOON + timedelta(days=2)) == 2
        return time.perf_counter() - began
    finally:
        await db.close()


async def _sweep(db: Database, book: filled.Rules, now: filled.datetime) -> int:
    async with db.transaction() as tx:
        return await digests.sweep(tx, book, now)
