"""The ladder's sweep: every conversation whose time has come is asked what follows (PRODUCT 4, DESIGN 5)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import structlog

from desk.letters import engine
from desk.people import Staff
from desk.rules import Rules
from scheduler.watch import NOBODY, Watch
from storage import conversations, outbox, people, pings, roster
from storage.database import Database, Tx, Unavailable

log = structlog.get_logger()

BATCH = 100  # conversations decided in one transaction
ERROR = 300  # characters of what a bug says that are shown
AGAIN = timedelta(minutes=1)  # when one that met a bug is looked at next


async def sweep(db: Database, rules: Rules, now: datetime, watch: Watch = NOBODY) -> int:
    """Decide all that is due now; gives how many conversations that were. Done twice, it does nothing the second time."""
    done = 0
    while True:
        async with db.reading() as tx:
            due = await conversations.due(tx, now, BATCH)
            staff = await people.staff(tx) if due else []
        try:
            async with db.transaction() as tx:
                await _decide(tx, due, rules, staff, now)
        except Unavailable:
            raise
        except Exception as error:  # one broken conversation must not keep the others waiting
            log.error("ladder", action="batch_failed", exc_info=error)
            await _one_by_one(db, due, rules, staff, now)
        watch.decided(due.values())
        done += len(due)
        if len(due) < BATCH:
            return done


async def _decide(tx: Tx, due: Iterable[int], rules: Rules, staff: Sequence[Staff], now: datetime) -> None:
    changes = await roster.changes(tx, now)
    lists: set[pings.Named] = set()
    # All of them are locked before anybody is called: whoever calls has its conversation, and waits for its turn to call.
    cases = [await conversations.case(tx, number, rules, now, staff, changes) for number in due]
    for case in cases:
        if case is not None:
            await conversations.record(tx, case, (), now, lists)
    await pings.show(tx, lists, now)


async def _one_by_one(db: Database, due: Iterable[int], rules: Rules, staff: Sequence[Staff], now: datetime) -> None:
    for number in due:
        try:
            async with db.transaction() as tx:
                await _decide(tx, [number], rules, staff, now)
        except Unavailable:
            raise
        except Exception as error:  # logged, and looked at again in a minute
            log.error("ladder", action="conversation_failed", conversation=number, exc_info=error)
            async with db.transaction() as tx:
                await conversations.revive(tx, number, now + AGAIN)
                heads = [person.id for person in staff if person.role == "head"]
                await outbox.add(tx, engine.stuck(heads, number, f"{type(error).__name__}: {error}"[:ERROR], now), now)
