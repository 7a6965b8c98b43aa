"""How the desk is doing, in a few figures."""

from datetime import datetime, timedelta

from desk.letters.office import Figures
from storage import inbox, topics
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
    )


async def waits(tx: Tx) -> int:
    """How many conversations wait for an answer."""
    row = await tx.one("status.waits")
    assert row is not None
    count: int = row["count"]
    return count
