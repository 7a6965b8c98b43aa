"""Where a letter goes, worked out when it is sent: migrations and re-made topics need no special care (DESIGN 2)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desk.letters.letter import To
from storage.database import Tx


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """A Telegram chat (None: no forum yet), its topic (None: none, or not made yet), the reader's language and zone."""

    chat: int | None
    thread: int | None = None
    locale: str | None = None
    zone: str | None = None
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
            return Address(chat=row["chat"], thread=row["thread"]) if row else Address(chat=None)


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """What a new topic is called after, and the forum it belongs in: the partner's, else the least full."""

    forum: int | None
    partner: str
    title: str
    group: bool


async def new_topic(tx: Tx, conversation: int) -> Topic | None:
    """Where and as what the topic of a conversation is to be made; None for an unknown conversation."""
    row = await tx.one("conversations.address", id=conversation)
    if row is None:
        return None
    mine = await tx.one("conversations.forum_of_partner", id=conversation)
    loads = await tx.all("conversations.forum_loads")
    known = [load["tg_id"] for load in loads]
    forum = mine["forum"] if mine and mine["forum"] in known else next(iter(known), None)
    return Topic(forum=forum, partner=row["partner_name"] or "", title=row["title"], group=row["kind"] == "group")


async def set_topic(tx: Tx, conversation: int, forum: int, topic: int | None) -> None:
    """The topic of a conversation; None when it is gone."""
    await tx.run("conversations.set_topic", id=conversation, forum=forum, topic=topic)
