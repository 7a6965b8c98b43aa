"""All sweeps in their order: first who waits, then newcomers, then shifts, then digests, then what topics show, then tidying up."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from desk.rules import Rules
from scheduler import digests, housekeeping, ladder, newcomers, shifts, topics
from storage.database import Database, Tx, Unavailable

log = structlog.get_logger()


async def all_due(db: Database, rules: Rules, now: datetime) -> None:
    """Do whatever is due at `now`; doing it again does nothing. A sweep that meets a bug is logged, the others go on."""
    for sweep in (
        ladder.sweep,
        _in_one(newcomers.sweep),
        _in_one(shifts.sweep),
        _in_one(digests.sweep),
        topics.sweep,
        housekeeping.sweep,
    ):
        try:
            await sweep(db, rules, now)
        except Unavailable:
            raise
        except Exception as error:  # tried again with the next beat
            log.error("sweeps", action="sweep_failed", sweep=sweep.__module__, exc_info=error)


def _in_one(
    sweep: Callable[[Tx, Rules, datetime], Awaitable[int]],
) -> Callable[[Database, Rules, datetime], Awaitable[int]]:
    """The sweep in one transaction."""

    async def whole(db: Database, rules: Rules, now: datetime) -> int:
        async with db.transaction() as tx:
            return await sweep(tx, rules, now)

    whole.__module__ = sweep.__module__
    return whole
