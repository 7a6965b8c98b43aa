"""Partner chats and staff forums."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from desk.chats import Chat
from storage.database import Row, Tx, ms


def _chat(row: Row) -> Chat:
    return Chat(**{name: row[name] for name in ("id", "tg_id", "kind", "title", "partner", "locale", "status")})


async def add(
    tx: Tx, tg_id: int, kind: Literal["private", "group"], title: str, partner: int | None, locale: str
) -> Chat:
    """The chat with that Telegram id, made if it is new."""
    await tx.run("chats.add", tg_id=tg_id, kind=kind, title=title, partner=partner, locale=locale)
    found = await by_tg(tx, tg_id)
    assert found is not None
    return found


async def by_tg(tx: Tx, tg_id: int) -> Chat | None:
    """The chat with that Telegram id."""
    row = await tx.one("chats.by_tg", tg_id=tg_id)
    return _chat(row) if row else None


async def by_id(tx: Tx, chat_id: int) -> Chat | None:
    """The chat with our number."""
    row = await tx.one("chats.by_id", id=chat_id)
    return _chat(row) if row else None


async def of_partner(tx: Tx, partner: int) -> list[Chat]:
    """Every chat of a partner."""
    return [_chat(row) for row in await tx.all("chats.of_partner", partner=partner)]


async def bind(tx: Tx, chat_id: int, partner: int) -> None:
    """The chat belongs to that partner from now on."""
    await tx.run("chats.bind", id=chat_id, partner=partner)


async def set_status(tx: Tx, tg_id: int, status: Literal["in", "left"]) -> None:
    """Whether the bot can write there."""
    await tx.run("chats.set_status", tg_id=tg_id, status=status)


async def retitle(tx: Tx, chat_id: int, title: str) -> None:
    """Follow a change of title."""
    await tx.run("chats.retitle", id=chat_id, title=title)


async def set_locale(tx: Tx, tg_id: int, locale: str) -> None:
    """The language the bot uses there, as somebody chose."""
    await tx.run("chats.set_locale", tg_id=tg_id, locale=locale)
    await tx.run("chats.chose_locale", tg_id=tg_id)


async def say_unbound(tx: Tx, chat_id: int) -> bool:
    """True the first time: an unbound group is told once that staff must bind it (PRODUCT 1)."""
    return await tx.one("chats.say_unbound", id=chat_id) is not None


async def heard_in(tx: Tx, tg_id: int, thread: int | None) -> None:
    """The topic of a group in which somebody of the partner spoke last: what is said to the chat goes there."""
    await tx.run("chats.heard_in", tg_id=tg_id, thread=thread)


async def forget_thread(tx: Tx, chat_id: int) -> None:
    """That topic is gone, or closed: what is said to the chat goes to General."""
    await tx.run("chats.forget_thread", id=chat_id)


async def migrate(tx: Tx, old: int, new: int) -> None:
    """A group became a supergroup: the same chat, or the same forum, under a new Telegram id."""
    for stray in await tx.all("chats.strays", old=old, new=new):
        await tx.run("chats.revoke", id=stray["id"])
        await tx.run("chats.drop", id=stray["id"])
    await tx.run("chats.migrate", old=old, new=new)
    await tx.run("chats.migrate_forum", old=old, new=new)
    await tx.run("chats.drop_forum", tg_id=old)  # where the settings have named it again
    await tx.run("chats.migrate_topics", old=old, new=new)
    await tx.run("chats.migrate_letters", old=old, new=new)
    await tx.run("chats.migrate_slots", old=old)


async def forums(tx: Tx) -> Sequence[int]:
    """Telegram ids of the staff forums, the oldest first."""
    return [row["tg_id"] for row in await tx.all("chats.forums")]


async def add_forum(tx: Tx, tg_id: int, now: datetime) -> None:
    """That group is a staff forum."""
    await tx.run("chats.add_forum", tg_id=tg_id, added_at=ms(now))


async def drop_forum(tx: Tx, tg_id: int) -> None:
    """That group is no staff forum any more."""
    await tx.run("chats.drop_forum", tg_id=tg_id)
