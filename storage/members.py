"""Who of the partners' people is in a chat, as far as is known: for evidence, and for the terms a new face is shown (PRODUCT 6)."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Tx, instant, ms


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
    return [_member(row) for row in await tx.all("members.here", chat=chat)]


async def tell(tx: Tx, chat: int, user_id: int, letter: str) -> None:
    """Somebody new there is shown the terms by the letter of that `once`."""
    await tx.run("members.tell", chat=chat, user_id=user_id, letter=letter)


async def told(tx: Tx, letter: str) -> list[Member]:
    """Whom that letter shows the terms."""
    return [_member(row) for row in await tx.all("members.told", letter=letter)]


async def last_told(tx: Tx, chat: int) -> str | None:
    """The letter that showed the terms to whoever came last of those who were shown them."""
    row = await tx.one("members.last_told", chat=chat)
    return row["told"] if row else None


async def read(tx: Tx, chat: int, user_id: int, shown: datetime, now: datetime) -> bool:
    """Somebody confirmed what was shown there at that instant; False when the person has done so since."""
    row = await tx.one("members.read", chat=chat, user_id=user_id, shown=ms(shown), now=ms(now))
    return row is not None


async def unread(tx: Tx, chat: int) -> list[Member]:
    """New faces that have not confirmed what they were shown."""
    return [_member(row) for row in await tx.all("members.unread", chat=chat)]


def _member(row: Row) -> Member:
    return Member(user_id=row["user_id"], name=row["name"], told=row["told"], read_at=instant(row["read_at"]))
