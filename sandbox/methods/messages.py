"""Sending texts, copying and forwarding, deleting, and the chat action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from sandbox.errors import Refusal, refuse
from sandbox.methods import targets, texts
from sandbox.methods.callbacks import keyboard
from sandbox.methods.params import Params
from sandbox.methods.registry import method, one
from sandbox.model import Chat, Json, Message
from sandbox.world import World

MANY = 100
ONE_DAY, TWO_DAYS = 24 * 3600, 48 * 3600
UNDELETABLE = ("supergroup_chat_created", "channel_chat_created", "forum_topic_created")
CAPTIONED = ("photo", "live_photo", "document", "video", "animation", "audio", "voice")
_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note"
)
ACTIONS = frozenset(_ACTIONS.split())


def send(world: World, p: Params, content: Json, extra: Json | None = None) -> Message:
    """Put this content where the call says, with its keyboard, its answer and its protection."""
    chat = targets.reachable(world, p)
    targets.permitted(world, chat, content)
    answered, more = targets.reply(p, world, chat)
    thread = targets.thread(world, p, chat, answered)
    protected = {"has_protected_content": True} if p.flag("protect_content") else {}
    everything = {**more, **protected, **keyboard(p), **(extra or {})}
    return world.post(chat, {"from": world.bot}, content, topic=thread, reply=answered, extra=everything)


@method("sendMessage", cost=one)
def send_message(world: World, p: Params) -> Json:
    """A text, to one member only with ephemeral_message_parameters."""
    if "ephemeral_message_parameters" in p:
        from sandbox.methods.rich import send_ephemeral  # rich messages and ephemeral ones share a module

        return send_ephemeral(world, p, texts.text(world, p))
    return send(world, p, texts.text(world, p)).raw


@method("sendChatAction")
def send_chat_action(world: World, p: Params) -> bool:
    """Typing and the like."""
    targets.thread(world, p, targets.writable(world, p))
    if p.text("action") not in ACTIONS:
        raise refuse("action")
    return True


# --- copies and forwards ---


def _source(world: World, p: Params) -> Chat:
    return targets.chat(world, p, "from_chat_id")


def _copyable(chat: Chat, message_id: int) -> Message:
    message = chat.message(message_id)
    if message is None:
        raise refuse("copy_missing")
    if message.uncopiable:
        raise refuse("copy_forbidden")
    return message


def _copied(world: World, message: Message) -> Json:
    content = message.content()
    for key in ("entities", "caption_entities"):
        if found := content.pop(key, None):
            kept = world.rich_text(found)
            content.update({key: kept} if kept else {})
    return content


def _forwardable(chat: Chat, message_id: int) -> Message:
    message = chat.message(message_id)
    if message is None:
        raise refuse("forward_missing")
    if message.service or message.protected:
        raise refuse("forward_forbidden")
    return message


@method("copyMessage", cost=one)
def copy_message(world: World, p: Params) -> Json:
    """One copy, with another caption and a keyboard if given."""
    targets.reachable(world, p)
    content = _copied(world, _copyable(_source(world, p), p.integer("message_id")))
    if "caption" in p.values and any(kind in content for kind in CAPTIONED):
        content = {key: value for key, value in content.items() if key not in {"caption", "caption_entities"}}
        content.update(texts.caption(world, p.values))
    return {"message_id": send(world, p, content).id}


@method("forwardMessage", cost=one)
def forward_message(world: World, p: Params) -> Json:
    """One message with its origin."""
    targets.reachable(world, p)
    original = _forwardable(_source(world, p), p.integer("message_id"))
    return send(world, p, original.forwarded(), extra={"forward_origin": world.origin(original)}).raw


def ids(p: Params) -> list[int]:
    """`message_ids`: 1 to 100, strictly increasing."""
    found = [int(item) for item in p.items("message_ids")]
    if not found:
        raise refuse("ids_empty")
    if len(found) > MANY:
        raise refuse("ids_many")
    if found != sorted(set(found)):
        raise refuse("ids_order")
    return found


def as_many(p: Params) -> int:
    """The cost of a method with `message_ids`."""
    return max(1, len(p.items("message_ids")))


def _possible(source: Chat, message_ids: list[int], *, forward: bool) -> Iterator[Message]:
    for message_id in message_ids:
        with suppress(Refusal):
            yield _forwardable(source, message_id) if forward else _copyable(source, message_id)


def _albums(world: World, originals: list[Message]) -> dict[str, str]:
    """New album ids by the old ones, for albums of which two parts or more go along."""
    parts = Counter(str(m.raw["media_group_id"]) for m in originals if "media_group_id" in m.raw)
    return {album: f"{world.bot_id}{world.number('album'):08d}" for album, count in parts.items() if count > 1}


def _each(world: World, p: Params, *, forward: bool) -> list[Json]:
    targets.reachable(world, p)
    source = _source(world, p)
    originals = list(_possible(source, ids(p), forward=forward))
    albums = _albums(world, originals)
    sent: list[Json] = []
    for original in originals:
        content = original.forwarded() if forward else _copied(world, original)
        if p.flag("remove_caption"):
            content = {key: value for key, value in content.items() if key not in {"caption", "caption_entities"}}
        extra: Json = {"forward_origin": world.origin(original)} if forward else {}
        if album := albums.get(original.raw.get("media_group_id", "")):
            extra["media_group_id"] = album
        sent.append({"message_id": send(world, p, content, extra=extra).id})
    if not sent:
        raise refuse("forward_missing" if forward else "copy_missing")
    return sent


@method("copyMessages", cost=as_many)
def copy_messages(world: World, p: Params) -> list[Json]:
    """Up to 100 copies, albums kept together; what cannot be copied is left out."""
    return _each(world, p, forward=False)


@method("forwardMessages", cost=as_many)
def forward_messages(world: World, p: Params) -> list[Json]:
    """Up to 100 forwards; what cannot be forwarded is left out."""
    return _each(world, p, forward=True)


# --- deletions ---


def _deletable(world: World, chat: Chat, message: Message) -> None:
    age = world.now() - message.raw["date"]
    fresh_dice = chat.private and "dice" in message.raw and age < ONE_DAY
    if fresh_dice or any(key in message.raw for key in UNDELETABLE):
        raise refuse("delete_forbidden")
    if targets.me(world, chat).may("can_delete_messages"):
        return
    if message.sender != world.bot_id and not chat.private:
        raise refuse("delete_forbidden")
    if age > TWO_DAYS:
        raise refuse("delete_late")


@method("deleteMessage")
def delete_message(world: World, p: Params) -> bool:
    """Own messages within 48 hours, others' with the right to."""
    chat = targets.chat(world, p)
    message = chat.message(p.integer("message_id"))
    if message is None:
        raise refuse("delete_missing")
    _deletable(world, chat, message)
    world.delete(message)
    return True


@method("deleteMessages")
def delete_messages(world: World, p: Params) -> bool:
    """Up to 100; what is not there or may not be deleted is left out."""
    chat = targets.chat(world, p)
    for message_id in ids(p):
        message = chat.message(message_id)
        try:
            if message is not None:
                _deletable(world, chat, message)
                world.delete(message)
        except Refusal:
            continue
    return True
