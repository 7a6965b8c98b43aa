"""Forum topics."""

from __future__ import annotations

from sandbox.emoji import ICONS
from sandbox.errors import refuse
from sandbox.methods import targets
from sandbox.methods.edits import unpin_where
from sandbox.methods.params import Params
from sandbox.methods.registry import method, one
from sandbox.model import GENERAL, ICON_COLORS, Chat, Json, Topic
from sandbox.world import World

NAME_LIMIT = 128


def forum(world: World, p: Params) -> Chat:
    """A forum the bot is in."""
    chat = targets.chat(world, p)
    if not chat.is_forum:
        raise refuse("not_forum")
    return chat


def _topic(world: World, p: Params, denied: str, right: str = "can_manage_topics") -> tuple[Chat, Topic]:
    chat = forum(world, p)
    topic = chat.topics.get(p.integer("message_thread_id"))
    if topic is None:
        raise refuse("topic_invalid")
    if topic.deleted:
        raise refuse("topic_deleted")
    if topic.author != world.bot_id and not targets.me(world, chat).may(right):
        raise refuse(denied)
    return chat, topic


def _name(p: Params) -> str:
    name = " ".join(p.text("name").split())
    if not name:
        raise refuse("topic_name")
    if len(name) > NAME_LIMIT:
        raise refuse("topic_name_long")
    return name


def _icon(p: Params) -> str:
    icon = p.text("icon_custom_emoji_id")
    if icon and icon not in ICONS:
        raise refuse("topic_emoji")
    return icon


@method("createForumTopic", cost=one)
def create_forum_topic(world: World, p: Params) -> Json:
    """A new topic; its id is the id of its service message."""
    chat = forum(world, p)
    if not targets.me(world, chat).may("can_manage_topics"):
        raise refuse("topic_create_rights")
    color = p.integer("icon_color", ICON_COLORS[0])
    if color not in ICON_COLORS:
        raise refuse("topic_icon")
    return world.create_topic(chat, {"from": world.bot}, _name(p), color, _icon(p) or None).json()


@method("editForumTopic", cost=one)
def edit_forum_topic(world: World, p: Params) -> bool:
    """Another name or icon; what stays the same is an error."""
    chat, topic = _topic(world, p, "topic_edit_rights")
    changes: Json = {}
    if "name" in p and _name(p) != topic.name:
        changes["name"] = topic.name = _name(p)
    if "icon_custom_emoji_id" in p.values and _icon(p) != (topic.icon_emoji or ""):
        changes["icon_custom_emoji_id"] = _icon(p)
        topic.icon_emoji = changes["icon_custom_emoji_id"] or None
    if not changes:
        raise refuse("topic_same")
    world.post(chat, {"from": world.bot}, {"forum_topic_edited": changes}, topic=topic.id)
    return True


def _shut(world: World, p: Params, closed: bool) -> bool:
    chat, topic = _topic(world, p, "topic_close_rights")
    if topic.closed == closed:
        raise refuse("topic_same")
    world.close_topic(chat, {"from": world.bot}, topic, closed)
    return True


@method("closeForumTopic", cost=one)
def close_forum_topic(world: World, p: Params) -> bool:
    """Close."""
    return _shut(world, p, True)


@method("reopenForumTopic", cost=one)
def reopen_forum_topic(world: World, p: Params) -> bool:
    """Open again."""
    return _shut(world, p, False)


@method("deleteForumTopic")
def delete_forum_topic(world: World, p: Params) -> bool:
    """The topic and all its messages."""
    chat, topic = _topic(world, p, "topic_delete_rights", "can_delete_messages")
    world.delete_topic(chat, topic)
    return True


@method("unpinAllForumTopicMessages")
def unpin_all_forum_topic_messages(world: World, p: Params) -> bool:
    """Unpin all in one topic."""
    chat, topic = _topic(world, p, "pin_rights", "can_pin_messages")
    unpin_where(world, chat, topic.id)
    return True


@method("getForumTopicIconStickers")
def get_forum_topic_icon_stickers(world: World, p: Params) -> list[Json]:
    """The free icons."""
    look = {"type": "custom_emoji", "width": 100, "height": 100, "is_animated": True, "is_video": False}
    return [
        {"file_id": f"icon-{id}", "file_unique_id": f"i{id}", **look, "emoji": emoji, "custom_emoji_id": id}
        for id, emoji in ICONS.items()
    ]


# --- General ---


def _general(world: World, p: Params) -> Chat:
    chat = forum(world, p)
    if not targets.me(world, chat).may("can_manage_topics"):
        raise refuse("topic_edit_rights")
    return chat


@method("editGeneralForumTopic", cost=one)
def edit_general_forum_topic(world: World, p: Params) -> bool:
    """Another name for General."""
    world.post(_general(world, p), {"from": world.bot}, {"forum_topic_edited": {"name": _name(p)}})
    return True


def _shut_general(world: World, p: Params, closed: bool) -> bool:
    chat = _general(world, p)
    if chat.general_closed == closed:
        raise refuse("topic_same")
    chat.general_closed = closed
    world.post(chat, {"from": world.bot}, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})
    return True


@method("closeGeneralForumTopic", cost=one)
def close_general_forum_topic(world: World, p: Params) -> bool:
    """Close General."""
    return _shut_general(world, p, True)


@method("reopenGeneralForumTopic", cost=one)
def reopen_general_forum_topic(world: World, p: Params) -> bool:
    """Open General again."""
    return _shut_general(world, p, False)


def _hide_general(world: World, p: Params, hidden: bool) -> bool:
    chat = _general(world, p)
    if chat.general_hidden == hidden:
        raise refuse("topic_same")
    chat.general_hidden = hidden
    service = "general_forum_topic_hidden" if hidden else "general_forum_topic_unhidden"
    world.post(chat, {"from": world.bot}, {service: {}})
    return True


@method("hideGeneralForumTopic", cost=one)
def hide_general_forum_topic(world: World, p: Params) -> bool:
    """Hide General."""
    return _hide_general(world, p, True)


@method("unhideGeneralForumTopic", cost=one)
def unhide_general_forum_topic(world: World, p: Params) -> bool:
    """Show General again."""
    return _hide_general(world, p, False)


@method("unpinAllGeneralForumTopicMessages")
def unpin_all_general_forum_topic_messages(world: World, p: Params) -> bool:
    """Unpin all in General."""
    chat = forum(world, p)
    if not targets.me(world, chat).may("can_pin_messages"):
        raise refuse("pin_rights")
    unpin_where(world, chat, GENERAL)
    return True
