"""What is kept only for a while is dropped, and what should never be is looked for (PRODUCT 4, 11)."""

from datetime import datetime

import structlog

from desk.rules import Rules
from storage import conversations, inbox, outbox
from storage.database import Database

log = structlog.get_logger()


async def sweep(db: Database, rules: Rules, now: datetime) -> int:
    """Wake every conversation that waits without a next action (a bug, logged), and forget what is past retention.

    Gives how many were woken.
    """
    async with db.reading() as tx:
        adrift = await conversations.adrift(tx)
    if adrift or now.minute == 0:
        async with db.transaction() as tx:
            for conversation in adrift:
                log.error("auditor", action="adrift", conversation=conversation)
                await conversations.revive(tx, conversation, now)
            await inbox.forget(tx, now - rules.retention["inbox"])
            await outbox.forget(tx, now - rules.retention["outbox"])
    return len(adrift)
