"""Caps whose leads, links or terms have changed are looked at, and what is due of those that are full (PRODUCT 6)."""

from datetime import datetime

import structlog

from desk.rules import Rules
from storage import marks, stops, verdicts
from storage.database import Database, Unavailable

log = structlog.get_logger()

BATCH = 200  # deals looked at in one sweep


async def sweep(db: Database, rules: Rules, now: datetime) -> int:
    """Look at every deal that is to be looked at; gives how many. One that meets a bug is logged, and tried again."""
    await _begun(db, now)
    async with db.reading() as tx:
        deals = await stops.waiting(tx, now, BATCH)
    for partner, offer in deals:
        try:
            async with db.transaction() as tx:
                for window in await stops.look(tx, partner, offer, rules, now):
                    await verdicts.changed(tx, window, rules, now)
        except Unavailable:
            raise
        except Exception as error:  # one deal must not keep the chats of others from their STOP
            log.error("caps", action="not_looked_at", partner=partner, offer=offer, exc_info=error)
    await _verdicts(db, rules, now)
    return len(deals)


async def _verdicts(db: Database, rules: Rules, now: datetime) -> None:
    """Tests whose hold has passed, verdicts that are overdue, VIP tiers that end soon."""
    async with db.reading() as tx:
        due = await verdicts.due(tx, now)
    for verdict in due:
        async with db.transaction() as tx:
            await verdicts.step(tx, verdict, rules, now)
    async with db.transaction() as tx:
        await verdicts.vips(tx, rules, now)


async def _begun(db: Database, now: datetime) -> None:
    """Versions that have come into force bring other caps, though nothing else happened."""
    async with db.reading() as tx:
        since = await marks.at(tx, "caps")
        flows = await stops.begun(tx, since, now) if since else []
    if flows or since is None:
        async with db.transaction() as tx:
            await stops.recount(tx, flows)
            await marks.put(tx, "caps", now)
