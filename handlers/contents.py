"""A Telegram message as the desk's own value."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from aiogram.enums import ContentType
from aiogram.types import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUnion,
    MessageOriginUser,
    MessageReactionUpdated,
    ReactionTypeEmoji,
)

from desk.content import Content
from desk.letters.letter import Source

ANSWERED = 100  # characters shown of what is answered
RICH = ("text", "summary", "title", "blocks", "items", "cells", "caption", "expression")  # where its words are

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
        "giveaway_winners",
        "live_photo",
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
    file, file_key = _file(message)
    return Content(
        source=Source(chat=message.chat.id, message=message.message_id),
        kind=kind(message),
        text=message.text or message.caption or "",
        entities=[entity.model_dump(mode="json", exclude_none=True) for entity in entities],
        answers=_answers(message),
        answered=_answered(message),
        quote=_quote(message),
        origin=_origin(message.forward_origin),
        album=message.media_group_id,
        file=file,
        file_key=file_key,
        said=_said(message),
    )


def unanswered(content: Content) -> Content:
    """The same message without what it answers."""
    return replace(content, answers=None, answered="", quote=None)


def raw(message: Message) -> dict[str, Any]:
    """The message as the Bot API's fields. Not as JSON: aiogram cannot write the defaults it puts into some of them."""
    return message.model_dump(exclude_none=True)


def edited_at(message: Message) -> datetime:
    """When an edited message was changed last."""
    return datetime.fromtimestamp(message.edit_date, UTC) if message.edit_date else message.date


def reaction(event: MessageReactionUpdated) -> str | None:
    """The standard emoji that somebody's reaction is now; None for none, and for those a bot cannot set."""
    emoji = [one.emoji for one in event.new_reaction if isinstance(one, ReactionTypeEmoji)]
    return emoji[-1] if emoji else None


def reacted_by(event: MessageReactionUpdated) -> int:
    """Who reacted: a person, or the chat in whose name an anonymous administrator did."""
    return event.user.id if event.user else event.actor_chat.id if event.actor_chat else 0


def _file(message: Message) -> tuple[str | None, str | None]:
    """The file it holds: by which Telegram shows it again, and by which two are told apart."""
    held = getattr(message, kind(message), None)
    if isinstance(held, list):
        held = held[-1] if held else None  # the largest size of a photo
    return getattr(held, "file_id", None), getattr(held, "file_unique_id", None)


def _answers(message: Message) -> Source | None:
    reply = _reply(message)
    return None if reply is None else Source(chat=message.chat.id, message=reply.message_id)


def _reply(message: Message) -> Message | None:
    reply = message.reply_to_message
    if reply is None or (message.is_topic_message and reply.message_id == message.message_thread_id):
        return None
    return reply


def _answered(message: Message) -> str:
    """The first words of what it answers, wherever that stands."""
    reply = _reply(message)
    words = message.quote.text if message.quote else reply.text or reply.caption or "" if reply else ""
    return " ".join(words.split())[:ANSWERED]


def _quote(message: Message) -> dict[str, Any] | None:
    if message.quote is None or _reply(message) is None:
        return None
    return message.quote.model_dump(mode="json", include={"text", "entities"}, exclude_none=True)


def _origin(origin: MessageOriginUnion | None) -> str | None:
    """Whom a message is forwarded from, as Telegram shows it."""
    match origin:
        case MessageOriginUser():
            return origin.sender_user.full_name
        case MessageOriginHiddenUser():
            return origin.sender_user_name
        case MessageOriginChat():
            return origin.sender_chat.title or origin.sender_chat.full_name
        case MessageOriginChannel():
            return origin.chat.title or "—"
    return None


def _said(message: Message) -> str:
    """In words, what a message without text holds: for cards, and where Telegram does not let it be copied."""
    held, words = getattr(message, kind(message), None), SAID.get(kind(message))
    return words(held) if words is not None and held is not None else ""


#: What each kind holds, in words.
SAID: Mapping[str, Callable[[Any], str]] = {
    "poll": lambda poll: "\n".join([poll.question, *(f"— {option.text}" for option in poll.options)]),
    "checklist": lambda checklist: "\n".join([checklist.title, *(f"— {task.text}" for task in checklist.tasks)]),
    "contact": lambda contact: " ".join(filter(None, (contact.first_name, contact.last_name, contact.phone_number))),
    "venue": lambda venue: f"{venue.title}, {venue.address}",
    "location": lambda location: f"{location.latitude:.5f}, {location.longitude:.5f}",
    "dice": lambda dice: f"{dice.emoji} {dice.value}",
    "giveaway": lambda giveaway: giveaway.prize_description or "",
    "giveaway_winners": lambda won: won.prize_description or "",
    "paid_media": lambda paid: f"⭐ {paid.star_count}",
    "invoice": lambda invoice: f"{invoice.title}\n{invoice.description}",
    "game": lambda game: f"{game.title}\n{game.description}",
    "sticker": lambda sticker: sticker.emoji or "",
    "rich_message": lambda rich: "\n".join(filter(str.strip, _texts(rich.model_dump(exclude_none=True)["blocks"]))),
}


def _texts(value: Any) -> list[str]:
    """The words of a rich message, a block a line."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        found = [text for inner in value for text in _texts(inner)]
        return ["".join(found)] if any(isinstance(inner, str) for inner in value) else found
    if isinstance(value, dict):
        return [text for key in RICH if key in value for text in _texts(value[key])]
    return []
