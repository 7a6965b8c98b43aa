"""How the desk is doing, in a few figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.letters.letter import Lane
from desk.letters.office import Figures
from desk.pulse import Rehearsal
from storage import inbox, marks, rehearsals, topics
from storage.database import Tx, instant


async def figures(tx: Tx, now: datetime) -> Figures:
    """What is not worked off, not sent, not answered."""
    letters = await tx.one("status.letters")
    assert letters is not None
    oldest = instant(letters["oldest"])
    updates, _ = await inbox.waiting(tx)
    return Figures(
        updates=updates,
        letters=letters["count"],
        oldest=now - oldest if oldest else timedelta(),
        waits=await waits(tx),
        forums=tuple(await topics.lags(tx, now)),
        rehearsal=await rehearsals.last(tx),
    )


async def waits(tx: Tx) -> int:
    """How many conversations wait for an answer."""
    row = await tx.one("status.waits")
    assert row is not None
    count: int = row["count"]
    return count


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """How much is behind: for `/metrics`. Lanes are (name, letters not sent, when the oldest was made)."""

    beat: datetime | None
    heard: datetime | None
    audited: datetime | None
    waits: int
    longest: datetime | None  # when the longest wait began
    updates: int
    oldest_update: datetime | None
    lanes: tuple[tuple[str, int, datetime | None], ...]
    lag: timedelta
    forums: int
    rehearsal: Rehearsal | None  # the last one
    rehearsed: datetime | None  # when one went through last


async def load(tx: Tx, now: datetime) -> Load:
    """All of it, as of now."""
    longest = await tx.one("status.longest")
    updates, oldest_update = await inbox.waiting(tx)
    queued = {row["lane"]: row for row in await tx.all("status.lanes")}
    lags = await topics.lags(tx, now)
    return Load(
        beat=await marks.at(tx, "beat"),
        heard=await marks.at(tx, "heard"),
        audited=await marks.at(tx, "audited"),
        waits=await waits(tx),
        longest=instant(longest["since"]) if longest else None,
        updates=updates,
        oldest_update=oldest_update,
        lanes=tuple(
            (lane.name.lower(), queued[lane]["count"], instant(queued[lane]["oldest"]))
            if lane in queued
            else (lane.name.lower(), 0, None)
            for lane in Lane
        ),
        lag=max((lag.oldest for lag in lags), default=timedelta()),
        forums=len(lags),
        rehearsal=await rehearsals.last(tx),
        rehearsed=await marks.at(tx, "rehearsal_shown"),
    )
