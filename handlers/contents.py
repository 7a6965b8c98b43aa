"""A Telegram message as the desk's own value."""

from aiogram.enums import ContentType
from aiogram.types import Message

from desk.content import Content
from desk.letters.letter import Source

#: Kinds with which Telegram itself tells of something; nobody wrote them.
WRITTEN = frozenset(
    {
        "text",
        "photo",
        "video",
        "animation",
        "audio",
        "voice",
        "video_note",
        "document",
        "sticker",
        "location",
        "venue",
        "contact",
        "poll",
        "dice",
        "story",
        "giveaway",
        "paid_media",
        "checklist",
        "rich_message",
        "game",
        "invoice",
    }
)


def written(message: Message) -> bool:
    """Whether a person wrote it, as against what Telegram says on its own."""
    return kind(message) in WRITTEN


def kind(message: Message) -> str:
    """Telegram's word for what the message is: text, photo, voice…"""
    return ContentType(message.content_type).value


def of(message: Message) -> Content:
    """What the message holds. An answer to nobody in particular in a topic answers nothing (its root is no message)."""
    entities = message.entities or message.caption_entities or []
    return Content(
        source=Source(chat=message.chat.id, message=message.message_id),
        kind=kind(message),
        text=message.text or message.caption or "",
        entities=[entity.model_dump(mode="json", exclude_none=True) for entity in entities],
        answers=_answered(message),
    )


def _answered(message: Message) -> Source | None:
    reply = message.reply_to_message
    if reply is None or (message.is_topic_message and reply.message_id == message.message_thread_id):
        return None
    return Source(chat=message.chat.id, message=reply.message_id)
