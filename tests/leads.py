"""Leads put straight where counting puts them, for tests that begin there."""

from datetime import datetime
from typing import Any

from desk.links import Link
from storage.database import Tx, ms

NAMES = ("source", "goal", "external", "link", "flow", "status", "clicked_at", "at", "heard_at")


async def put(
    tx: Tx,
    link: Link,
    external: str,
    at: datetime,
    *,
    status: str = "pending",
    goal: str = "lead",
    clicked_at: datetime | None = None,
) -> None:
    """A lead of that link, or another status of one there is."""
    row = (1, goal, external, link.id, link.flow.id, status, ms(clicked_at), ms(at), ms(at))
    connection: Any = tx._connection  # type: ignore[attr-defined]
    postgres = hasattr(connection, "fetch")
    places = ", ".join(f"${number}" if postgres else "?" for number in range(1, len(NAMES) + 1))
    sql = (
        f"INSERT INTO leads ({', '.join(NAMES)}) VALUES ({places}) "
        "ON CONFLICT (source, goal, external) DO UPDATE SET status = EXCLUDED.status"
    )
    if postgres:
        await connection.execute(sql, *row)
    else:
        connection.execute(sql, row)
