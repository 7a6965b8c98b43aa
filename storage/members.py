"""Who of the partners' people is in a chat, as far as is known: for evidence, and for the terms a new face is shown (PRODUCT 6)."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Tx, instant, ms


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """Somebody in a chat; `told` is the letter that showed the terms as to a new face, `read_at` when that was confirmed."""

    user_id: int
    name: str
    told: str | None
    read_at: datetime | None


async def came(tx: Tx, chat: int, user_id: int, name: str, now: datetime) -> bool:
    """Somebody is in that chat (our number); True for one who has never been there before."""
    row = await tx.one("members.came", chat=chat, user_id=user_id, name=name, at=ms(now))
    return row is not None and row["told"] is None


async def went(tx: Tx, chat: int, user_id: int, now: datetime) -> None:
    """Somebody is not there any more."""
    await tx.run("members.went", chat=chat, user_id=user_id, at=ms(now))


async def here(tx: Tx, chat: int) -> list[Member]:
    """Who is in that chat, in the order in which they came."""
    rows = await tx.all("members.here", chat=chat)
    return [
        Member(user_id=row["user_id"], name=row["name"], told=row["told"], read_at=instant(row["read_at"]))
        for row in rows
    ]
