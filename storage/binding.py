"""A group comes to belong to a partner: its conversation, and what it is told first (PRODUCT 1)."""

from datetime import datetime

from desk.chats import Chat
from desk.letters import groups as letters
from desk.rules import Rules
from storage import chats, conversations, outbox, showings
from storage.database import Tx


async def bind(tx: Tx, chat: Chat, partner_id: int, by: str, rules: Rules, now: datetime) -> int:
    """Bind the chat, make its conversation, tell the topic, and show the group the terms first; the conversation."""
    await chats.bind(tx, chat.id, partner_id)
    bound = await chats.by_id(tx, chat.id)
    assert bound is not None
    conversation = await conversations.of_chat(tx, bound)
    first = await showings.first_terms(tx, bound, rules, now)
    await outbox.add(tx, [letters.bound_in_topic(bound, conversation, by), *first], now)
    return conversation
