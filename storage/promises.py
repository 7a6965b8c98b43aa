"""Promises as rows: which are open and when they are due, for everybody who looks ahead (PRODUCT 5, 7, 8)."""

from collections.abc import Iterable
from datetime import datetime

from desk.conversation import PromiseRow, to_ms
from desk.promises import Due
from storage.database import Tx, instant, ms


async def put(tx: Tx, conversation: int, rows: Iterable[PromiseRow]) -> None:
    """Keep what became of these promises."""
    await tx.many("promises.put", [_values(conversation, row) for row in rows])


def _values(conversation: int, row: PromiseRow) -> dict[str, object]:
    promise = row.promise
    return {
        "conversation": conversation,
        "number": promise.number,
        "staff": promise.staff,
        "what": promise.text,
        "made_at": to_ms(promise.made),
        "due_at": to_ms(promise.due),
        "state": row.over or "open",
        "over_at": ms(row.at),
        "over_by": row.staff,
    }


async def due(
    tx: Tx, until: datetime, limit: int, *, staff: int | None = None, manager: int | None = None
) -> tuple[list[Due], int]:
    """Open promises due by then, the first due first, and how many there are.

    staff: of that one of us; manager: to that manager's partners; neither: all.
    """
    rows = await tx.scan("promises.due", until=ms(until), staff=staff, manager=manager, limit=limit)
    found = []
    for row in rows:
        at = instant(row["due_at"])
        assert at is not None
        names = ("conversation", "number", "staff", "partner", "chat", "kind")
        found.append(Due(due=at, text=row["what"], **{name: row[name] for name in names}))
    return found, rows[0]["total"] if rows else 0


async def broken(tx: Tx, start: datetime, until: datetime, *, manager: int | None = None) -> int:
    """How many promises came due in [start, until) and were not kept: to that manager's partners, or (None) all."""
    row = await tx.one("promises.broken", start=ms(start), until=ms(until), manager=manager)
    return row["count"] if row else 0
