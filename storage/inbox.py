"""Updates as Telegram gave them, from receipt to done (DESIGN 2, In and Work)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Tx, instant, ms


@dataclass(frozen=True, kw_only=True, slots=True)
class Update:
    """One stored update: our sequence number, its chat (0 where it has none), the JSON as received, tries so far."""

    seq: int
    chat: int
    raw: str
    tries: int


async def add(tx: Tx, updates: Sequence[tuple[int, int, str]], now: datetime) -> None:
    """Store a batch of (update_id, chat, raw JSON); what is there already is left alone."""
    await tx.many(
        "inbox.add",
        [{"update_id": uid, "chat": chat, "raw": raw, "received_at": ms(now)} for uid, chat, raw in updates],
    )


async def last_update_id(tx: Tx) -> int | None:
    """The highest update id ever stored."""
    row = await tx.one("inbox.last")
    return row["update_id"] if row else None


async def open_updates(tx: Tx, now: datetime, limit: int = 50) -> list[Update]:
    """Unfinished updates by age; none of a chat in which something older waits for its retry."""
    rows = await tx.all("inbox.open", now=ms(now), limit=limit)
    return [Update(seq=row["seq"], chat=row["chat"], raw=row["raw"], tries=row["tries"]) for row in rows]


async def finish(tx: Tx, update: Update) -> bool:
    """Mark it done in this transaction; False when somebody else has it, or something older of its chat is open."""
    return await tx.one("inbox.finish", seq=update.seq, chat=update.chat) is not None


async def retry(tx: Tx, update: Update, at: datetime, error: str) -> None:
    """Leave it for later."""
    await tx.run("inbox.retry", seq=update.seq, not_before=ms(at), error=error)


async def park(tx: Tx, update: Update, error: str) -> None:
    """Put it aside for good, so that the chat goes on."""
    await tx.run("inbox.park", seq=update.seq, error=error)


async def waiting(tx: Tx) -> tuple[int, datetime | None]:
    """How many updates are unfinished, and since when the oldest waits."""
    row = await tx.one("inbox.waiting")
    return (row["count"], instant(row["oldest"])) if row else (0, None)


async def next_at(tx: Tx, now: datetime) -> datetime | None:
    """When the next retry is due, if one waits."""
    row = await tx.one("inbox.next_at", now=ms(now))
    return instant(row["at"]) if row else None


async def forget(tx: Tx, before: datetime) -> None:
    """Drop finished updates received before that instant (retention)."""
    await tx.run("inbox.forget", before=ms(before))
