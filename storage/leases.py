"""Who polls, sends and ticks: one row, with an epoch that fences every claim (DESIGN 2, One sender)."""

from datetime import datetime

from storage.database import Tx, instant, ms


async def take(tx: Tx, holder: str, now: datetime, until: datetime, dead: str | None = None) -> int | None:
    """Take or renew the lease; its epoch, or None while somebody else holds it. dead: a holder known to be gone."""
    row = await tx.one("leases.take", holder=holder, now=ms(now), expires_at=ms(until), dead=dead)
    return row["epoch"] if row else None


async def holder(tx: Tx) -> tuple[str, int, datetime | None] | None:
    """(holder, epoch, until) of the lease."""
    row = await tx.one("leases.holder")
    return (row["holder"], row["epoch"], instant(row["expires_at"])) if row else None


async def held(tx: Tx, epoch: int) -> bool:
    """Whether nobody has taken the lease since that epoch; nobody does before this transaction ends."""
    return await tx.one("leases.held", epoch=epoch) is not None


async def release(tx: Tx, holder: str) -> None:
    """Let it go, so that the next one need not wait."""
    await tx.run("leases.release", holder=holder)
