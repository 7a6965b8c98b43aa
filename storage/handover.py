"""What one shift leaves to the next (PRODUCT 5)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk.handover import Sheet
from desk.people import Staff
from desk.rosters import Changes
from desk.rules import Rules
from storage import conversations, promises, tools
from storage.database import Tx

SHOWN = 15  # conversations told of, the longest waiting first; promises, the first due first
AHEAD = timedelta(hours=12)  # promises due within a usual shift


async def sheet(tx: Tx, rules: Rules, staff: Sequence[Staff], changes: Changes, now: datetime) -> Sheet:
    """All that is open at this instant."""
    waiting = await tools.waiting(tx)
    cases = [await conversations.case(tx, one.conversation, rules, now, staff, changes) for one in waiting[:SHOWN]]
    due, promised = await promises.due(tx, now + AHEAD, SHOWN)
    return Sheet(
        cases=tuple(case for case in cases if case is not None),
        more=max(0, len(waiting) - SHOWN),
        promises=tuple(due),
        promised=promised,
        unreachable=tuple(person for person in staff if person.reach != "ok"),
    )
