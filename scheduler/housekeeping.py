"""What is kept only for a while is dropped (PRODUCT 11)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desk.rules import Rules
from storage import inbox, mirrors, outbox, pings, publishing, unneeded
from storage.database import Database

QUIET = (5, 0)  # the minute of the day, in the programme's zone, in which old rows are dropped: it reads whole tables
PINGS = timedelta(days=2)  # how long calls are remembered, lists renewed, and screens open
UNNEEDED = timedelta(days=40)  # how long what seemed to need no answer is kept: longer than a digest looks back


async def sweep(db: Database, rules: Rules, now: datetime) -> bool:
    """Forget what is past retention, once a day; gives whether it was time."""
    local = now.astimezone(ZoneInfo(rules.zone))
    if (local.hour, local.minute) != QUIET:
        return False
    async with db.transaction() as tx:
        await inbox.forget(tx, now - rules.retention["inbox"])
        await outbox.forget(tx, now - rules.retention["outbox"])
        await mirrors.forget_edits(tx, now - rules.retention["outbox"])
        await pings.forget(tx, now - PINGS)
        await publishing.forget(tx, now - PINGS)
        await unneeded.forget(tx, now - UNNEEDED)
    return True
