"""What the staff's tools read and keep: attention, bans, the past of a conversation, names to find (PRODUCT 3, 10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.attention import Attention
from desk.conversation import Conversation, PartnerWrote
from desk.history import Past, Room
from desk.letters.letter import Source
from desk.mine import Open
from desk.people import Contact
from desk.search import Name
from storage import conversations, people
from storage.database import Row, Tx, instant, ms


def _at(value: int) -> datetime:
    at = instant(value)
    assert at is not None
    return at


# --- attention --------------------------------------------------------------------------------------------------------


async def attention(tx: Tx, chat: int) -> Attention:
    """Which messages of that chat (our number) start a wait."""
    row = await tx.one("tools.attention", chat=chat)
    found: Attention = row["attention"] if row else "all"
    return found


async def set_attention(tx: Tx, chat: int, attention: Attention) -> None:
    """From now on these messages of that chat start a wait."""
    await tx.run("tools.set_attention", chat=chat, attention=attention)


# --- bans -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Ban:
    """Somebody whose words are kept and not answered: since when, and how many messages came since."""

    user_id: int
    name: str
    at: datetime
    unheard: int


async def ban(tx: Tx, user_id: int, name: str, staff: int, now: datetime) -> bool:
    """Shut somebody out; False when that person is already."""
    return await tx.one("tools.ban", user_id=user_id, name=name, staff=staff, at=ms(now)) is not None


async def unban(tx: Tx, user_id: int) -> Ban | None:
    """Let somebody in again; the ban that ends, or None when there was none."""
    row = await tx.one("tools.unban", user_id=user_id)
    return _ban(row) if row else None


async def unheard(tx: Tx, user_id: int) -> Ban | None:
    """Count one more message of somebody shut out; None when the person is not."""
    row = await tx.one("tools.unheard", user_id=user_id)
    return _ban(row) if row else None


def _ban(row: Row) -> Ban:
    return Ban(user_id=row["user_id"], name=row["name"], at=_at(row["at"]), unheard=row["unheard"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known of somebody who is not one of us, before anything the person does is looked at."""

    locale: str | None
    banned: bool


async def known(tx: Tx, user_id: int) -> Known:
    """The language somebody chose or came with, and whether the person is shut out."""
    row = await tx.one("tools.known", user_id=user_id)
    assert row is not None
    return Known(locale=row["contact"] or row["newcomer"], banned=bool(row["banned"]))


# --- the past -----------------------------------------------------------------------------------------------------------


async def history(tx: Tx, conversation: int, limit: int) -> list[Past]:
    """The last waits of a conversation, the latest first."""
    rows = await tx.all("tools.history", conversation=conversation, limit=limit)
    return [
        Past(
            started_at=_at(row["started_at"]),
            ended_at=instant(row["ended_at"]),
            staff=row["name"],
            how=row["how"],
            level=row["level"],
        )
        for row in rows
    ]


async def author(tx: Tx, conversation: int, shown: Source) -> int | None:
    """Who wrote what is shown there, by Telegram id; None where nobody knows any more."""
    row = await tx.one("tools.mirrored", conversation=conversation, forum=shown.chat, message=shown.message)
    if row is None:
        return None
    wrote = [event for event in await conversations.events(tx, conversation) if isinstance(event, PartnerWrote)]
    return next((event.author for event in reversed(wrote) if event.message == row["src_message"]), None)


# --- partners ---------------------------------------------------------------------------------------------------------


async def set_manager(tx: Tx, partner: int, manager: int) -> None:
    """The partner is that manager's from now on."""
    await tx.run("tools.set_manager", partner=partner, manager=manager)


async def rooms(tx: Tx, partner: int) -> list[Room]:
    """The chats of a partner."""
    return [
        Room(
            chat=row["chat"],
            title=row["title"],
            kind=row["kind"],
            conversation=row["conversation"],
            waits_since=instant(row["waiting_since"]),
        )
        for row in await tx.all("tools.rooms", partner=partner)
    ]


async def contacts(tx: Tx, partner: int) -> list[Contact]:
    """The people of a partner."""
    rows = await tx.all("tools.contacts", partner=partner)
    return [people.contact_of(row) for row in rows]


async def names(tx: Tx) -> Sequence[Name]:
    """Everything that has a name and belongs to a partner: partners, people, chats."""
    return [
        Name(
            kind=row["kind"],
            partner=row["partner"],
            name=row["name"],
            username=row["username"],
            number=row["number"],
            conversation=row["conversation"],
        )
        for row in await tx.all("tools.names")
    ]


async def waiting(tx: Tx, limit: int = 500) -> list[Open]:
    """Where somebody waits, the longest first."""
    found = []
    for row in await tx.all("tools.waiting", limit=limit):
        wait = Conversation.from_text(row["state"]).waiting
        if wait is not None:
            where = {name: row[name] for name in ("conversation", "partner", "manager", "title", "kind")}
            found.append(Open(**where, since=wait.since, lease=wait.lease, called=wait.called, snooze=wait.snooze))
    return found
