"""When each part of the engine last did its work: what a restart must know (PRODUCT 3, 4)."""

from datetime import datetime
from typing import Literal

from storage.database import Tx, instant, ms

#: beat: a tick finished · heard: Telegram answered · audit: the auditor's last look, and the conversation it came to ·
#: audited: it had seen every conversation · rehearsal: one began; 1: heads know that it is late · rehearsal_decided,
#: rehearsal_shown: it came so far · caps: versions that came into force until then have been looked at · terms: what begins
#: and ends was
Name = Literal[
    "beat", "heard", "audit", "audited", "rehearsal", "rehearsal_decided", "rehearsal_shown", "caps", "terms"
]


async def at(tx: Tx, name: Name) -> datetime | None:
    """When that was last, or None: never."""
    row = await tx.one("marks.get", name=name)
    return instant(row["at"]) if row else None


async def reached(tx: Tx, name: Name) -> int:
    """How far it came then; 0 when it has never begun."""
    row = await tx.one("marks.get", name=name)
    return row["reached"] if row else 0


async def put(tx: Tx, name: Name, now: datetime, reached: int = 0) -> None:
    """It was now, and came so far."""
    await tx.run("marks.put", name=name, at=ms(now), reached=reached)
