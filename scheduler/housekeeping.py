"""What is kept only for a while is dropped, and what should never be is looked for (PRODUCT 4, 11)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from desk.rules import Rules
from storage import conversations, inbox, outbox
from storage.database import Database

log = structlog.get_logger()
QUIET = (5, 0)  # the minute of the day, in the programme's zone, in which old rows are dropped: it reads whole tables


async def sweep(db: Database, rules: Rules, now: datetime) -> int:
    """Wake every conversation that waits without a next action (a bug, logged), and forget what is past retention.

    Gives how many were woken.
    """
    async with db.reading() as tx:
        adrift = await conversations.adrift(tx)
    local = now.astimezone(ZoneInfo(rules.zone))
    if adrift or (local.hour, local.minute) == QUIET:
        async with db.transaction() as tx:
            for conversation in adrift:
                log.error("auditor", action="adrift", conversation=conversation)
                await conversations.revive(tx, conversation, now)
            await inbox.forget(tx, now - rules.retention["inbox"])
            await outbox.forget(tx, now - rules.retention["outbox"])
    return len(adrift)
