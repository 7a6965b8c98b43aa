"""Topics that show what is not so any more get their name, icon and card, one change in a while (PRODUCT 3)."""

from datetime import datetime

import structlog

from desk.rules import Rules
from storage import topics
from storage.database import Database, Unavailable

log = structlog.get_logger()


async def sweep(db: Database, rules: Rules, now: datetime) -> int:
    """Look at every topic that is due; gives how many. One that meets a bug is logged, and due again when it changes."""
    async with db.reading() as tx:
        due = await topics.due(tx, now)
    for conversation in due:
        try:
            async with db.transaction() as tx:
                await topics.renew(tx, conversation, rules, now)
        except Unavailable:
            raise
        except Exception as error:  # what one topic shows must not keep the others from it
            log.error("topics", action="not_renewed", conversation=conversation, exc_info=error)
    return len(due)
