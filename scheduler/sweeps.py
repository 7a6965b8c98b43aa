"""All sweeps in their order: first who waits, then newcomers, then digests, then tidying up."""

from datetime import datetime

from desk.rules import Rules
from scheduler import digests, housekeeping, ladder, newcomers
from storage.database import Database


async def all_due(db: Database, rules: Rules, now: datetime) -> None:
    """Do whatever is due at `now`, each sweep in transactions of its own; doing it again does nothing."""
    await ladder.sweep(db, rules, now)
    async with db.transaction() as tx:
        await newcomers.sweep(tx, rules, now)
    async with db.transaction() as tx:
        await digests.sweep(tx, rules, now)
    await housekeeping.sweep(db, rules, now)
