"""People's messages shown in the other chat: which shows which, reactions, notes, whose name was shown last (PRODUCT 3)."""

from dataclasses import dataclass
from datetime import datetime

from desk.content import Content
from desk.letters import relay
from desk.letters.letter import Source
from desk.letters.relay import Way
from desk.waiting import Case
from storage import outbox
from storage.database import Tx, ms


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """How a message was shown elsewhere: its kind, its file, and whether it stands under a line of words."""

    what: str
    file_key: str | None
    headed: bool


async def show(tx: Tx, content: Content, way: Way, now: datetime) -> None:
    """Have a message shown there; the parts of an album are waited for, and what comes late follows as an answer."""
    if content.album is None:
        await outbox.add(tx, relay.shown(content, way), now)
        return
    cause = relay.album_cause(way.to, content.source, content.album)
    if await outbox.add_part(tx, cause, relay.part(content), now + relay.HELD):
        return
    shown = await outbox.album_shown(tx, cause)
    first = shown and Source(chat=content.source.chat, message=shown.params["parts"][0]["message"])
    await outbox.add(tx, [relay.album(content, way, now, first or None)], now)


async def add_copy(tx: Tx, conversation: int, source: Source, copy: Source, shown: Copy) -> None:
    """Remember that one message mirrors another, and how."""
    await tx.run(
        "mirrors.add_copy",
        conversation=conversation,
        src_chat=source.chat,
        src_message=source.message,
        dst_chat=copy.chat,
        dst_message=copy.message,
        what=shown.what,
        file_key=shown.file_key,
        headed=int(shown.headed),
    )


async def reshaped(tx: Tx, copy: Source, shown: Copy) -> None:
    """A copy was edited to hold something else."""
    await tx.run("mirrors.reshaped", chat=copy.chat, message=copy.message, what=shown.what, file_key=shown.file_key)


async def counterpart(tx: Tx, source: Source, there: int) -> int | None:
    """The message id that `source` has in the Telegram chat `there`, if it was mirrored, either way."""
    if source.chat == there:
        return source.message
    row = await tx.one("mirrors.copy_in", chat=source.chat, message=source.message, there=there)
    return row["message"] if row else None


async def copy_in(tx: Tx, source: Source, there: int) -> tuple[Source, Copy | None] | None:
    """Where `source` stands in the chat `there`, and how it was shown there; None for the original of a copy."""
    if source.chat == there:
        return source, None
    row = await tx.one("mirrors.copy_in", chat=source.chat, message=source.message, there=there)
    if row is None:
        return None
    shown = (
        None if row["what"] is None else Copy(what=row["what"], file_key=row["file_key"], headed=bool(row["headed"]))
    )
    return Source(chat=there, message=row["message"]), shown


async def forget_copy(tx: Tx, source: Source) -> None:
    """What showed that message elsewhere was taken away."""
    await tx.run("mirrors.forget_copy", chat=source.chat, message=source.message)


async def mirrored(tx: Tx, source: Source) -> tuple[int, bool] | None:
    """The conversation a message was mirrored in, and whether it is the copy; None for one that was not."""
    row = await tx.one("mirrors.mirrored", chat=source.chat, message=source.message)
    return (row["conversation"], bool(row["copy"])) if row else None


# --- notes and names ----------------------------------------------------------------------------------------------------


async def add_note(tx: Tx, chat: int, message: int, album: str | None = None) -> None:
    """That message is a note, and with it its album: what answers it is a note too."""
    await tx.run("mirrors.add_note", chat=chat, message=message, album=album)


async def is_note(tx: Tx, chat: int, message: int) -> bool:
    """Whether that message is a note."""
    return await tx.one("mirrors.note", chat=chat, message=message) is not None


async def is_note_album(tx: Tx, chat: int, album: str) -> bool:
    """Whether a part of that album is a note."""
    return await tx.one("mirrors.note_album", chat=chat, album=album) is not None


async def spoke(tx: Tx, known: Case, *, topic: str | None, chat: str | None) -> None:
    """Whose name was shown last in the topic and in the chat; None where somebody has spoken since under no name."""
    if topic != known.spoke_topic:
        await tx.run("mirrors.spoke_topic", id=known.conversation, name=topic)
    if chat != known.spoke_chat:
        await tx.run("mirrors.spoke_chat", id=known.conversation, name=chat)


# --- reactions --------------------------------------------------------------------------------------------------------


async def react(tx: Tx, message: Source, user_id: int, emoji: str | None, at: datetime) -> str | None:
    """Keep one person's reaction, or that there is none any more; gives the latest one that stands there."""
    where = {"chat": message.chat, "message": message.message}
    if emoji is None:
        await tx.run("mirrors.unreact", **where, user_id=user_id)
    else:
        await tx.run("mirrors.react", **where, user_id=user_id, emoji=emoji, at=ms(at))
    return await reaction(tx, message)


async def reaction(tx: Tx, message: Source) -> str | None:
    """The latest reaction that stands under a message."""
    row = await tx.one("mirrors.reaction", chat=message.chat, message=message.message)
    return row["emoji"] if row else None


async def reworded(tx: Tx, source: Source, text: str, now: datetime) -> str | None:
    """That message says this now; gives what it said before, None if it had never been changed."""
    where = {"chat": source.chat, "message": source.message}
    row = await tx.one("mirrors.said", **where)
    await tx.run("mirrors.says", **where, text=text, at=ms(now))
    return row["text"] if row else None


async def forget_edits(tx: Tx, before: datetime) -> None:
    """Drop what was said before that instant."""
    await tx.run("mirrors.forget_edits", before=ms(before))
