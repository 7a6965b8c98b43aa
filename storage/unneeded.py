"""What seemed to need no answer, until somebody has looked at it: for the digest (PRODUCT 4, 8)."""

from collections.abc import Sequence
from datetime import datetime

from desk.conversation import StaffAnswered, Unneeded
from desk.waiting import Step
from storage.database import Row, Tx, instant, ms


async def put(tx: Tx, conversation: int, step: Step, now: datetime) -> None:
    """Keep what passed without an answer; what was answered since needs no look."""
    await tx.many("unneeded.put", [_values(conversation, one, now) for one in step.unneeded])
    answered = [event.at for event in step.events if isinstance(event, StaffAnswered)]
    if answered:
        await tx.run("unneeded.answered", conversation=conversation, before=ms(max(answered)))


async def add(tx: Tx, conversation: int, one: Unneeded, now: datetime) -> None:
    """Keep one thing more: a reaction."""
    await tx.run("unneeded.put", **_values(conversation, one, now))


def _values(conversation: int, one: Unneeded, now: datetime) -> dict[str, object]:
    return {
        "conversation": conversation,
        "message": one.message,
        "at": ms(one.at),
        "preview": one.preview,
        "staff": one.staff,
        "noted_at": ms(now),
    }


async def take(tx: Tx, conversation: int, message: int) -> Unneeded | None:
    """What somebody has looked at, once."""
    row = await tx.one("unneeded.take", conversation=conversation, message=message)
    return read(row) if row else None


async def drop(tx: Tx, conversation: int, message: int) -> None:
    """There is nothing to look at any more."""
    await tx.run("unneeded.drop", conversation=conversation, message=message)


def read(row: Row) -> Unneeded:
    """One of them from its row."""
    at = instant(row["at"])
    assert at is not None
    return Unneeded(message=row["message"], at=at, preview=row["preview"], staff=row["staff"])


async def listed(tx: Tx, **window: int | None) -> Sequence[Row]:
    """Rows noted in [start, until) of whoever waits for nothing now: of that manager's partners, or (None) all; words first."""
    return await tx.scan("unneeded.listed", **window)


async def forget(tx: Tx, before: datetime) -> None:
    """Drop what was noted before that instant."""
    await tx.run("unneeded.forget", before=ms(before))
