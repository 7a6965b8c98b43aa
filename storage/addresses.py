"""Where a letter goes, worked out when it is sent: migrations and re-made topics need no special care (DESIGN 2)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desk.letters import topics as letters
from desk.letters.letter import To
from storage import outbox
from storage.database import Tx


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """A Telegram chat (None: no forum yet), its topic (None: none, or not made yet), the reader's language and zone."""

    chat: int | None
    thread: int | None = None
    locale: str | None = None
    zone: str | None = None
    shut: bool = False  # somebody has closed the topic, and a question waits in it
    open: bool = True  # False: the bot was removed from the group, or one of us has left


async def resolve(tx: Tx, to: To) -> Address:
    """The address as it is now."""
    match to.kind:
        case "telegram":
            return Address(chat=to.id)
        case "user":
            row = await tx.one("addresses.user", id=to.id)
            return Address(chat=to.id, locale=row["locale"], zone=row["zone"]) if row else Address(chat=to.id)
        case "chat":
            row = await tx.one("addresses.chat", id=to.id)
            return (
                Address(chat=row["chat"], thread=row["thread"], locale=row["locale"], open=row["status"] == "in")
                if row
                else Address(chat=None)
            )
        case "staff":
            row = await tx.one("addresses.staff", id=to.id)
            if row is None:
                return Address(chat=None)
            here = row["left_at"] is None
            return Address(chat=row["chat"], locale=row["locale"], zone=row["zone"], open=here)
        case "topic":
            row = await tx.one("addresses.topic", id=to.id)
            return (
                Address(chat=row["chat"], thread=row["thread"], shut=bool(row["shut"])) if row else Address(chat=None)
            )


async def topic_urls(tx: Tx, conversations: Iterable[int]) -> Mapping[int, str]:
    """The addresses of those conversations' topics, where they have one."""
    ids = sorted(set(conversations))
    if not ids:
        return {}
    rows = await tx.all("addresses.topics", ids=json.dumps(ids))
    return {row["id"]: topic_url(row["forum"], row["topic"]) for row in rows}


def topic_url(forum: int, topic: int) -> str:
    """The link that opens a topic for members of the forum."""
    return f"https://t.me/c/{str(forum).removeprefix('-100')}/{topic}"


async def set_topic(tx: Tx, conversation: int, forum: int, topic: int | None, look: str = "") -> None:
    """The topic of a conversation, and the look it was made with; None when it is gone."""
    await tx.run("conversations.set_topic", id=conversation, forum=forum, topic=topic, look=look)
    await outbox.drop_slot(tx, letters.slot(conversation))  # its card stands in another topic, if anywhere
