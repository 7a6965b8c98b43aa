"""Strangers who answered questions and then fell silent meet somebody all the same (PRODUCT 2)."""

from datetime import datetime

from desk.rules import Rules
from storage import meeting, people
from storage.database import Tx


async def sweep(tx: Tx, rules: Rules, now: datetime) -> int:
    """Begin the first wait of everybody whose quiet minutes are over; gives how many."""
    return sum([await meeting.begin(tx, newcomer, rules, now) for newcomer in await people.newcomers_due(tx, now)])
