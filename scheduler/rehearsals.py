"""Once a day a question of nobody's goes the whole way, if desk.yaml says when (PRODUCT 4)."""

from datetime import datetime, timedelta

import structlog

from desk import calendars
from desk.rules import Rules
from storage import rehearsals
from storage.database import Database, Tx

log = structlog.get_logger()


async def sweep(db: Database, rules: Rules, now: datetime) -> bool:
    """Ask when it is time, after an outage late but once; tell the heads of one that takes too long. Gives whether it asked."""
    rule = rules.rehearsal
    if rule.at is None:
        return False
    due = calendars.instant(calendars.local_date(now, rules.zone), rule.at, rules.zone)
    async with db.transaction() as tx:
        await _overdue(tx, rule.within, now)
        found = await rehearsals.last(tx)
        if now < due or (found is not None and found.began >= due):
            return False
        await rehearsals.begin(tx, now)
    return True


async def _overdue(tx: Tx, within: timedelta, now: datetime) -> None:
    found = await rehearsals.last(tx)
    if found is not None and found.shown is None and not found.told and now >= found.began + within:
        log.error("rehearsal", action="late", began=found.began.isoformat(), decided=found.decided is not None)
        await rehearsals.late(tx, found, within, now)
