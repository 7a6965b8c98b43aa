"""Where a tool of ours is used: the conversation whose topic it is, and whether the person may (PRODUCT 10)."""

from dataclasses import dataclass

from aiogram.types import Message

from desk.errors import DeskError
from desk.letters import staff as words
from desk.letters.letter import Source
from desk.people import ACTIONS, RANK, Staff, may
from desk.waiting import Case
from handlers.context import Context
from storage import conversations
from storage.database import Tx


@dataclass(frozen=True, kw_only=True, slots=True)
class Here:
    """One of us, in the topic of that conversation; `source` is the message that asked."""

    staff: Staff
    case: Case
    source: Source


async def topic(tx: Tx, ctx: Context, message: Message, action: str) -> Here:
    """Raises DeskError where the topic is nobody's, and for whom the action is not."""
    conversation = None
    if message.is_topic_message and message.message_thread_id is not None:
        conversation = await conversations.of_topic(tx, message.chat.id, message.message_thread_id)
    case = None if conversation is None else await conversations.case(tx, conversation, ctx.rules, ctx.now)
    if case is None:
        raise DeskError("tool-no-partner")
    staff = allowed(ctx, action, case)
    return Here(staff=staff, case=case, source=Source(chat=message.chat.id, message=message.message_id))


def allowed(ctx: Context, action: str, case: Case | None = None) -> Staff:
    """Who acts. Raises DeskError for whom it is not, with the role that may."""
    staff = ctx.staff
    if staff is not None and may(staff, action, case.partner if case else None):
        return staff
    least, _ = ACTIONS[action]
    if staff is None or RANK[staff.role] < RANK[least]:
        raise DeskError("tool-role", role=words.role(least))
    raise DeskError("tool-own")
