"""Disputes that are overdue: whoever is to settle them is told (PRODUCT 7)."""

from datetime import datetime

from desk.rules import Rules
from storage import disputes
from storage.database import Tx


async def sweep(tx: Tx, rules: Rules, now: datetime) -> int:
    """Tell of each of them once; gives how many."""
    return await disputes.call_due(tx, rules, now)
