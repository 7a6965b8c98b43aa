"""Leads, and how fresh what is known of them is (PRODUCT 6)."""

from datetime import datetime, timedelta

from desk.links import Flow
from desk.sources import OURS, Settings
from storage.database import Row, Tx, instant

NONE = timedelta()


async def as_of(tx: Tx, flow: Flow) -> tuple[datetime | None, timedelta]:
    """Until when the leads of that flow are known, and by how much what is known may lag.

    The sources that have brought leads of the flow, or while none has, every tracker that is open: the one that was heard
    longest ago, and the longest lag. People and files speak for a flow only where no tracker does. None: nothing was ever heard.
    """
    rows = await tx.all("counting.feeding", flow=flow.id) or await tx.all("counting.open_sources")
    rows = [row for row in rows if row["platform"] not in OURS] or rows
    heard = [row["heard_at"] for row in rows if row["heard_at"] is not None]
    return instant(min(heard)) if heard else None, max(map(_lag, rows), default=NONE)


def _lag(row: Row) -> timedelta:
    return NONE if row["platform"] in OURS else Settings.model_validate_json(row["settings"]).lag
