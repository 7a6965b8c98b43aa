"""Calls of trackers are counted, in batches; and a tracker that has gone silent is noticed (PRODUCT 6)."""

from datetime import datetime, timedelta

from desk import sources as rules_of_sources
from desk.letters import sources as letters
from desk.rules import Rules
from storage import outbox, postbacks, sources
from storage.database import Database, Tx

SOON = timedelta(minutes=30)  # nobody is called silent before
BATCHES = 10  # of one beat: who waits is not to wait for a flood of calls


async def sweep(db: Database, rules: Rules, now: datetime) -> int:
    """Count what is in the journal, and say who has gone silent; gives how many calls were counted."""
    counted = 0
    for _ in range(BATCHES):
        async with db.transaction() as tx:
            batch = await postbacks.count(tx, rules, now, postbacks.BATCH)
            counted += batch
            if batch < postbacks.BATCH:
                await silence(tx, now)
                break
    return counted


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
