"""Edits, reactions and pins."""

from __future__ import annotations

from sandbox.emoji import STANDARD
from sandbox.errors import refuse
from sandbox.methods import targets, texts
from sandbox.methods.callbacks import keyboard
from sandbox.methods.messages import CAPTIONED
from sandbox.methods.params import Params
from sandbox.methods.registry import method, one
from sandbox.model import CUSTOM, Chat, Json, Message
from sandbox.world import World

TEXT_KEYS = ("text", "entities", "rich_message", "link_preview_options")
CAPTION_KEYS = ("caption", "caption_entities", "show_caption_above_media")
MEDIA_KEYS = (
    *TEXT_KEYS,
    "photo",
    "live_photo",
    "document",
    "video",
    "animation",
    "audio",
    *CAPTION_KEYS,
    "has_media_spoiler",
)


def own(world: World, p: Params) -> Message:
    """The bot's own message that the call wants to edit."""
    chat = targets.chat(world, p)
    targets.open_private(chat)
    message = chat.message(p.integer("message_id"))
    if message is None:
        raise refuse("edit_missing")
    if message.sender != world.bot_id or message.service or "forward_origin" in message.raw:
        raise refuse("edit_forbidden")
    return message


def change(world: World, message: Message, keys: tuple[str, ...], content: Json, markup: Json) -> Json:
    """Replace these keys and the keyboard. Raises message is not modified."""
    wanted = {key: content.get(key) for key in keys} | {"reply_markup": markup.get("reply_markup")}
    if all(message.raw.get(key) == value for key, value in wanted.items()):
        raise refuse("not_modified")
    world.edited(message, {**wanted, "edit_date": world.now()})
    return message.raw


@method("editMessageText", cost=one)
def edit_message_text(world: World, p: Params) -> Json:
    """Another text, or another rich message."""
    message = own(world, p)
    if "text" not in message.raw and "rich_message" not in message.raw:
        raise refuse("edit_no_text")
    if "rich_message" in p:
        from sandbox.methods.rich import rich_content  # rich messages are sent through this module's neighbours

        return change(world, message, TEXT_KEYS, rich_content(world, p), keyboard(p))
    return change(world, message, TEXT_KEYS, texts.text(world, p, "text_long_edit"), keyboard(p))


@method("editMessageCaption", cost=one)
def edit_message_caption(world: World, p: Params) -> Json:
    """Another caption."""
    message = own(world, p)
    if not any(kind in message.raw for kind in ("paid_media", *CAPTIONED)):
        raise refuse("edit_no_caption")
    return change(world, message, CAPTION_KEYS, texts.caption(world, p.values), keyboard(p))


@method("editMessageReplyMarkup", cost=one)
def edit_message_reply_markup(world: World, p: Params) -> Json:
    """Another keyboard, or none."""
    return change(world, own(world, p), (), {}, keyboard(p))


# --- reactions ---


def _wanted(p: Params, message: Message) -> list[str]:
    wanted = p.items("reaction")
    if len(wanted) > 1:
        raise refuse("react_many")
    chosen = [_reaction(item) for item in wanted]
    there = {one for many in message.reactions.values() for one in many if one.startswith(CUSTOM)}
    allowed = STANDARD if message.chat.reactions is None else message.chat.reactions
    if not set(chosen) <= allowed | there:
        raise refuse("react_invalid")
    return chosen


def _reaction(item: Json) -> str:
    if item.get("type") == "custom_emoji":
        return f"{CUSTOM}{item.get('custom_emoji_id')}"
    return str(item.get("emoji", "")).replace("\ufe0f", "")


@method("setMessageReaction")
def set_message_reaction(world: World, p: Params) -> bool:
    """One standard emoji, or one the chat allows, or a custom one that is there already, or none; an album has it on top."""
    chat = targets.chat(world, p)
    message = chat.message(p.integer("message_id"))
    if message is None:
        raise refuse("react_missing")
    if message.service:
        raise refuse("react_invalid")
    message = message.top()
    message.reactions[world.bot_id] = _wanted(p, message)
    world.changed()
    return True


# --- pins ---


def _may_pin(world: World, chat: Chat) -> None:
    if not chat.private and not targets.me(world, chat).may("can_pin_messages"):
        raise refuse("pin_rights")


@method("pinChatMessage", cost=one)
def pin_chat_message(world: World, p: Params) -> bool:
    """Pin, with a service message."""
    chat = targets.chat(world, p)
    _may_pin(world, chat)
    message = chat.message(p.integer("message_id"))
    if message is None or message.service:
        raise refuse("pin_missing")
    world.pin(message, {"from": world.bot})
    return True


@method("unpinChatMessage")
def unpin_chat_message(world: World, p: Params) -> bool:
    """Unpin one, the newest when none is named."""
    chat = targets.chat(world, p)
    _may_pin(world, chat)
    wanted = p.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        raise refuse("unpin_missing")
    chat.pinned.remove(wanted)
    world.changed()
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(world: World, p: Params) -> bool:
    """Unpin everything."""
    chat = targets.chat(world, p)
    _may_pin(world, chat)
    unpin_where(world, chat, None)
    return True


def unpin_where(world: World, chat: Chat, topic: int | None) -> None:
    """Unpin all of a chat, or all of one topic."""
    chat.pinned = [id for id in chat.pinned if topic is not None and chat.messages[id].topic != topic]
    world.changed()
