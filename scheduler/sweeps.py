"""All sweeps in their order: first who waits, then caps, then newcomers, then shifts, then digests, then what topics show, then tidying up."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

import structlog

from desk.rules import Rules
from scheduler import (
    caps,
    counting,
    digests,
    disputes,
    housekeeping,
    ladder,
    newcomers,
    rehearsals,
    shifts,
    terms,
    topics,
)
from scheduler.watch import NOBODY, Watch
from storage.database import Database, Tx, Unavailable

log = structlog.get_logger()


Sweep = Callable[[Database, Rules, datetime], Awaitable[object]]


async def all_due(db: Database, rules: Rules, now: datetime, watch: Watch = NOBODY) -> None:
    """Do whatever is due at `now`; doing it again does nothing. A sweep that meets a bug is logged, the others go on."""
    for name, sweep in _sweeps(watch).items():
        try:
            with watch.sweep(name):
                await sweep(db, rules, now)
        except Unavailable:
            raise
        except Exception as error:  # tried again with the next beat
            log.error("sweeps", action="sweep_failed", sweep=name, exc_info=error)


def _sweeps(watch: Watch) -> dict[str, Sweep]:
    """In their order, by the names they are measured under."""
    return {
        "ladder": partial(ladder.sweep, watch=watch),
        "counting": counting.sweep,
        "caps": caps.sweep,
        "newcomers": _in_one(newcomers.sweep),
        "shifts": _in_one(shifts.sweep),
        "disputes": _in_one(disputes.sweep),
        "terms": _in_one(terms.sweep),
        "digests": _in_one(digests.sweep),
        "topics": topics.sweep,
        "rehearsals": rehearsals.sweep,
        "housekeeping": housekeeping.sweep,
    }


def _in_one(sweep: Callable[[Tx, Rules, datetime], Awaitable[int]]) -> Sweep:
    """The sweep in one transaction."""

    async def whole(db: Database, rules: Rules, now: datetime) -> int:
        async with db.transaction() as tx:
            return await sweep(tx, rules, now)

    return whole
