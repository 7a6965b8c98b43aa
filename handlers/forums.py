"""What happens to a staff forum and its topics: the bot removed, a topic closed or opened by hand (PRODUCT 3)."""

from aiogram import Router
from aiogram.types import ChatMemberUpdated, Message

from desk.letters import topics as letters
from handlers.context import Context, Has, In
from storage import outbox, people, topics
from storage.database import Tx

router = Router(name="forums")


@router.my_chat_member(In("forum"))
async def on_member(event: ChatMemberUpdated, tx: Tx, ctx: Context) -> None:
    """Removed from a forum: its conversations move on to the others, if there are any; the heads are told."""
    gone = event.new_chat_member.status in ("left", "kicked")
    if gone and await topics.drop_forum(tx, event.chat.id):
        heads = [person.id for person in await people.staff(tx) if person.role == "head"]
        await outbox.add(tx, letters.lost(heads, event.chat.title or "—", ctx.now), ctx.now)


@router.message(In("forum"), Has("forum_topic_closed"))
async def on_closed(message: Message, tx: Tx) -> None:
    """A topic was closed by hand: the next question opens it."""
    await topics.shut(tx, message.chat.id, message.message_thread_id or 0, yes=True)


@router.message(In("forum"), Has("forum_topic_reopened"))
async def on_opened(message: Message, tx: Tx) -> None:
    """It is open again."""
    await topics.shut(tx, message.chat.id, message.message_thread_id or 0, yes=False)
