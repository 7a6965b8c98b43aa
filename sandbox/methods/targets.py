"""Where a call goes: the chat, the topic, the message answered, and what stands in the way."""

from __future__ import annotations

from sandbox import entities
from sandbox.errors import refuse
from sandbox.methods import texts
from sandbox.methods.params import Params
from sandbox.model import GENERAL, Chat, Json, Member, Message
from sandbox.world import World


def chat(world: World, p: Params, name: str = "chat_id") -> Chat:
    """A chat the bot knows of and belongs to. Raises chat not found, upgraded, kicked, not a member."""
    if name not in p:
        raise refuse("chat_id_empty")
    raw = p.text(name)
    found = world.chats.get(int(raw)) if raw.lstrip("-").isdigit() else None
    if found is None or not _met(world, found):
        raise refuse("chat_not_found")
    if found.migrated_to is not None:
        raise refuse("upgraded", {"migrate_to_chat_id": found.migrated_to})
    if not found.private:
        _inside(world, found)
    return found


def _met(world: World, found: Chat) -> bool:
    if found.person is not None:
        return found.person.started or found.id in world.known
    return found.seen


def _inside(world: World, found: Chat) -> None:
    member = found.member(world.bot_id)
    if member.status == "kicked":
        raise refuse("kicked", kind=found.type)
    if not member.here:
        raise refuse("not_member", kind=found.type)


def me(world: World, found: Chat) -> Member:
    """The bot's own place."""
    return found.member(world.bot_id)


def permitted(world: World, found: Chat, content: Json) -> None:
    """Raise not enough rights when the bot may not send such content here."""
    member = me(world, found)
    if found.private or member.admin:
        return
    what = next((WORDS[kind] for kind in WORDS if kind in content), "text messages")
    allowed = member.rights if member.status == "restricted" else found.permissions
    if not allowed.get(PERMISSION[what], False):
        raise refuse("send_rights", what=what)


def reachable(world: World, p: Params) -> Chat:
    """A chat where the bot is heard. Raises the 403s of private chats."""
    found = chat(world, p)
    open_private(found)
    return found


def writable(world: World, p: Params) -> Chat:
    """A chat the bot may write words to now. Raises the 403s of private chats and missing rights of groups."""
    found = reachable(world, p)
    permitted(world, found, {})
    return found


def open_private(found: Chat) -> None:
    """Raise the 403 that stands between the bot and this person, if any."""
    person = found.person
    if person is None:
        return
    if person.deactivated:
        raise refuse("deactivated")
    if person.is_bot:
        raise refuse("cannot_message_bots")
    if person.blocked:
        raise refuse("blocked")
    if not person.started:
        raise refuse("cannot_initiate")


#: What it is that may not be sent, by the field of the message that holds it; anything else is "text messages".
WORDS = {
    "animation": "GIFs",
    "photo": "photos",
    "document": "documents",
    "video": "videos",
    "audio": "music",
    "voice": "voice notes",
    "video_note": "video notes",
    "sticker": "stickers",
    "poll": "polls",
}
PERMISSION = {
    "text messages": "can_send_messages",
    "photos": "can_send_photos",
    "documents": "can_send_documents",
    "videos": "can_send_videos",
    "GIFs": "can_send_other_messages",
    "music": "can_send_audios",
    "voice notes": "can_send_voice_notes",
    "video notes": "can_send_video_notes",
    "stickers": "can_send_other_messages",
    "polls": "can_send_polls",
}


def thread(world: World, p: Params, found: Chat, answered: Message | None = None) -> int:
    """The topic to write to, 0 for General. Raises message thread not found, TOPIC_CLOSED."""
    wanted = p.integer("message_thread_id")
    if not wanted:
        wanted = answered.topic if answered is not None else GENERAL
        if wanted == GENERAL:
            _open(world, found, found.general_closed)
            return GENERAL
    if not found.is_forum:
        return _plain_thread(found, wanted)
    topic = found.topic(wanted)
    if topic is None:
        if world.silent_general and wanted in found.topics:
            return GENERAL
        raise refuse("thread_missing")
    _open(world, found, topic.closed)
    return topic.id


def _plain_thread(found: Chat, wanted: int) -> int:
    if found.type != "supergroup" or found.message(wanted) is None:
        raise refuse("thread_missing")
    return GENERAL


def _open(world: World, found: Chat, closed: bool) -> None:
    if closed and not me(world, found).may("can_manage_topics"):
        raise refuse("topic_closed")


def reply(p: Params, world: World, found: Chat) -> tuple[Message | None, Json]:
    """The message answered, and fields about a quote or an answer across chats."""
    wanted = p.object("reply_parameters") or _old_style(p)
    if wanted is None:
        return None, {}
    place = found
    if wanted.get("chat_id") not in (None, found.id, str(found.id)):
        place = world.chats.get(int(wanted["chat_id"]), found)
    answered = place.message(int(wanted.get("message_id") or 0))
    if answered is None:
        if wanted.get("allow_sending_without_reply") and place is found:
            return None, {}
        raise refuse("reply_missing")
    extra = _quote(world, answered, wanted)
    elsewhere = place is not found or _other_topic(p, answered)
    return (None, {**extra, "external_reply": world.external(answered)}) if elsewhere else (answered, extra)


def _old_style(p: Params) -> Json | None:
    if "reply_to_message_id" not in p:
        return None
    alone = p.flag("allow_sending_without_reply")
    return {"message_id": p.integer("reply_to_message_id"), "allow_sending_without_reply": alone}


def _other_topic(p: Params, answered: Message) -> bool:
    wanted = p.integer("message_thread_id")
    return bool(wanted) and answered.chat.is_forum and answered.topic != wanted


def _quote(world: World, answered: Message, wanted: Json) -> Json:
    """The quote as it stands in the message answered, its bold and the like included. Raises QUOTE_TEXT_INVALID."""
    if not wanted.get("quote"):
        return {}
    mode, marked = wanted.get("quote_parse_mode"), wanted.get("quote_entities") or []
    quote, found = texts.formatted(world, str(wanted["quote"]), mode, marked)
    size = entities.length(quote)
    kept = entities.quoted(found, 0, size)
    at = answered.text.find(quote)
    while at >= 0 and quote:
        offset = entities.length(answered.text[:at])
        if entities.quoted(answered.found, offset, size) == kept and size <= texts.CAPTION_LIMIT:
            return {
                "quote": {"text": quote, **({"entities": kept} if kept else {}), "position": offset, "is_manual": True}
            }
        at = answered.text.find(quote, at + 1)
    raise refuse("quote")
