"""Whom a message in a partner's group is meant for, as far as its answer and its mentions tell (PRODUCT 4)."""

from aiogram.types import Message, User

from desk import attention
from desk.waiting import Case
from handlers.context import Context
from storage import tools
from storage.database import Tx


async def starts(tx: Tx, ctx: Context, message: Message, case: Case) -> bool:
    """Whether it may start a wait: in private always."""
    if message.chat.type == "private":
        return True
    ids, names = _meant(message, ctx.bot.id)
    ours = {person.user_id for person in case.staff.values()} | {ctx.bot.id}
    handles = {(person.username or "").casefold() for person in case.staff.values()} | {ctx.bot.username.casefold()}
    called = bool(ids & ours or names & handles)
    among = bool(ids - ours) or await _theirs(tx, names - handles, case)
    chosen = await tools.attention(tx, case.chat.id)
    return attention.starts(chosen, called=called, among_themselves=among)


async def _theirs(tx: Tx, names: set[str], case: Case) -> bool:
    """Whether one of these @usernames is a person of the partner."""
    if not names:
        return False
    return any((one.username or "").casefold() in names for one in await tools.contacts(tx, case.partner.id))


def _meant(message: Message, bot: int) -> tuple[set[int], set[str]]:
    """Telegram ids and @usernames of whom it answers or mentions; not the author, not other bots."""
    text, names, people = message.text or message.caption or "", set(), [_answered(message)]
    for entity in message.entities or message.caption_entities or ():
        if entity.type == "mention":
            names.add(entity.extract_from(text).removeprefix("@").casefold())
        elif entity.type == "text_mention":
            people.append(entity.user)
    author = message.from_user.id if message.from_user else 0
    return {one.id for one in people if one and one.id != author and (one.id == bot or not one.is_bot)}, names


def _answered(message: Message) -> User | None:
    """Whose message it answers; a message in a topic that answers nobody has the topic's first message there."""
    reply = message.reply_to_message
    if reply is None or reply.sender_chat is not None:
        return None
    root = message.is_topic_message and reply.message_id == message.message_thread_id
    return None if root else reply.from_user
