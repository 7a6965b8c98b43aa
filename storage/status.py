"""How the desk is doing, in a few figures."""

from datetime import datetime, timedelta

from desk.letters.office import Figures
from storage import inbox, topics
from storage.database import Tx, instant


async def figures(tx: Tx, now: datetime) -> Figures:
    """What is not worked off, not sent, not answered."""
    letters, waits = await tx.one("status.letters"), await tx.one("status.waits")
    assert letters is not None
    assert waits is not None
    oldest = instant(letters["oldest"])
    updates, _ = await inbox.waiting(tx)
    return Figures(
        updates=updates,
        letters=letters["count"],
        oldest=now - oldest if oldest else timedelta(),
        waits=waits["count"],
        forums=tuple(await topics.lags(tx, now)),
    )
