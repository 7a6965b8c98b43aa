"""The auditor: every conversation once a day, a few at a time; what waits without a next action, each time (PRODUCT 4)."""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from desk import audit
from desk.audit import Finding
from desk.letters import engine
from storage import audits, marks, outbox, people
from storage.database import Database

log = structlog.get_logger()

DAY = timedelta(days=1)
LEAST, MOST = 200, 2000  # conversations looked at in one go


async def sweep(db: Database, now: datetime) -> list[Finding]:
    """Look at the next conversations, and at whatever is late; what is wrong is logged, put right, told to the heads."""
    async with db.reading() as tx:
        since, reached = await marks.at(tx, "audit"), await marks.reached(tx, "audit")
        seen = await audits.after(tx, reached, _size(await audits.top(tx), now - since if since else DAY))
        suspects = {one.conversation for one in seen if audit.examine(one, now)}
        suspects |= set(await audits.late(tx, now - audit.LATE, MOST))
    found = await _mended(db, sorted(suspects), now)
    async with db.transaction() as tx:
        await marks.put(tx, "audit", now, seen[-1].conversation if seen else 0)
        if not seen:  # all have been looked at; the next go begins with the first
            await marks.put(tx, "audited", now)
        if found:
            heads = [person.id for person in await people.staff(tx) if person.role == "head"]
            await outbox.add(tx, engine.audit_found(heads, found, now), now)
    return found


def _size(top: int, since: timedelta) -> int:
    """How many to look at, so that a day is enough for all."""
    return min(MOST, max(LEAST, math.ceil(top * (since / DAY))))


async def _mended(db: Database, suspects: Iterable[int], now: datetime) -> list[Finding]:
    """Each looked at once more, for it may have changed between two readings."""
    found = []
    for number in suspects:
        async with db.transaction() as tx:
            finding = await audits.mend(tx, number, now)
        if finding is not None:
            log.error("auditor", action=finding.kind, conversation=number, mended=finding.kind != "unreadable")
            found.append(finding)
    return found
