"""Calls of trackers are counted, in batches; and a tracker that has gone silent is noticed (PRODUCT 6)."""

from datetime import datetime, timedelta

import structlog

from desk import sources as rules_of_sources
from desk.letters import desk_notices
from desk.letters import sources as letters
from desk.rules import Rules
from storage import outbox, people, postbacks, sources
from storage.database import Database, Tx, Unavailable

log = structlog.get_logger()

SOON = timedelta(minutes=30)  # nobody is called silent before
BATCHES = 10  # of one beat: who waits is not to wait for a flood of calls


async def sweep(db: Database, rules: Rules, now: datetime) -> int:
    """Count what is in the journal, and say who has gone silent; gives how many calls were counted."""
    counted = 0
    for _ in range(BATCHES):
        batch = await _batch(db, rules, now)
        counted += batch
        if batch < postbacks.BATCH:
            async with db.transaction() as tx:
                await silence(tx, now)
            break
    return counted


async def _batch(db: Database, rules: Rules, now: datetime) -> int:
    """The next calls, all together; where that meets a bug, one by one, so that it keeps back only its own call."""
    try:
        async with db.transaction() as tx:
            return await postbacks.count(tx, rules, now, postbacks.BATCH)
    except Unavailable:
        raise
    except Exception as error:
        log.error("counting", action="batch_failed", exc_info=error)
    async with db.reading() as tx:
        waiting = await postbacks.waiting(tx, postbacks.BATCH)
    for number in waiting:
        await _one(db, number, rules, now)
    return len(waiting)


async def _one(db: Database, number: int, rules: Rules, now: datetime) -> None:
    try:
        async with db.transaction() as tx:
            await postbacks.count_one(tx, number, rules, now)
    except Unavailable:
        raise
    except Exception as error:  # set aside and reported; it stays in the journal
        log.error("counting", action="postback_parked", postback=number, exc_info=error)
        async with db.transaction() as tx:
            await postbacks.park(tx, number, repr(error))
            heads = [person.id for person in await people.staff(tx) if person.role == "head"]
            await outbox.add(tx, desk_notices.postback_parked(heads, number, repr(error)[:300]), now)


async def silence(tx: Tx, now: datetime) -> None:
    """Whoever connected a source that says nothing for longer than it should is told, once."""
    for source in await sources.all_open(tx):
        if source.heard_at is None or source.silent_at is not None or now - source.heard_at < SOON:
            continue
        patience = rules_of_sources.patience(source, await postbacks.latest(tx, source))
        if patience is not None and now - source.heard_at >= patience:
            await sources.silent(tx, source, now)
            told = [letters.silent(to.id, source.name, source.heard_at) for to in await sources.responsible(tx, source)]
            await outbox.add(tx, told, now)
