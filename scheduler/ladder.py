"""The ladder's sweep: every conversation whose time has come is asked what follows (PRODUCT 4, DESIGN 5)."""

from datetime import datetime

from desk.rules import Rules
from storage import conversations, people
from storage.database import Database

BATCH = 100  # conversations decided in one transaction


async def sweep(db: Database, rules: Rules, now: datetime) -> int:
    """Decide all that is due now; gives how many conversations that were. Done twice, it does nothing the second time."""
    done = 0
    while True:
        async with db.transaction() as tx:
            due = await conversations.due(tx, now, BATCH)
            staff = await people.staff(tx) if due else []
            for number in due:
                case = await conversations.case(tx, number, rules, now, staff)
                if case is not None:
                    await conversations.record(tx, case, (), now)
        done += len(due)
        if len(due) < BATCH:
            return done
