"""The things of the world as plain data: members, topics, messages, chats."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox import rich_html

if TYPE_CHECKING:
    from sandbox.people import Person

Json = dict[str, Any]

GENERAL = 0
ICON_COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_tags",
)
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
GIVEN = {name: name not in {"can_change_info", "can_pin_messages", "can_manage_topics"} for name in PERMISSIONS}
CONTENT = (
    "text",
    "rich_message",
    "photo",
    "live_photo",
    "document",
    "video",
    "animation",
    "audio",
    "voice",
    "video_note",
    "sticker",
    "location",
    "venue",
    "contact",
    "dice",
    "poll",
    "checklist",
    "game",
    "story",
    "paid_media",
    "giveaway",
    "giveaway_winners",
    "invoice",
)
#: What another message's answer to it shows, when that stands in another chat or topic (ExternalReplyInfo).
EXTERNAL = frozenset(CONTENT) - {"text", "rich_message"} | {"link_preview_options", "has_media_spoiler"}
CUSTOM = "custom:"
COPIED = (
    *CONTENT,
    "entities",
    "caption",
    "caption_entities",
    "link_preview_options",
    "has_media_spoiler",
    "show_caption_above_media",
)


@dataclass(slots=True)
class Member:
    """A place in a chat: status creator, administrator, member, restricted, left or kicked."""

    status: str
    rights: dict[str, bool] = field(default_factory=dict)
    until: int = 0
    title: str | None = None

    @property
    def here(self) -> bool:
        return self.status in {"creator", "administrator", "member"} or (
            self.status == "restricted" and self.rights.get("is_member", True)
        )

    @property
    def admin(self) -> bool:
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Whether an administrator's right is held."""
        return self.status == "creator" or (self.status == "administrator" and self.rights.get(right, False))


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is the id of its first, service, message."""

    id: int
    name: str
    icon_color: int = ICON_COLORS[0]
    icon_emoji: str | None = None
    closed: bool = False
    deleted: bool = False
    author: int = 0

    def json(self) -> Json:
        emoji = {"icon_custom_emoji_id": self.icon_emoji} if self.icon_emoji else {}
        return {"message_thread_id": self.id, "name": self.name, "icon_color": self.icon_color, **emoji}


@dataclass(slots=True, eq=False)
class Message:
    """A message: `raw` is Bot API JSON as the bot would see it, `topic` its thread (0 = General or none)."""

    chat: Chat
    raw: Json
    topic: int = GENERAL
    deleted: bool = False
    reactions: dict[int, list[str]] = field(default_factory=dict)
    receiver: int | None = None

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """Text, caption, or what a rich message reads; empty when there is none of them."""
        rich = self.raw.get("rich_message")
        return rich_html.words(rich) if rich else str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def sender(self) -> int:
        """Id of the account shown in `from`."""
        return int(self.raw["from"]["id"])

    @property
    def service(self) -> bool:
        return not any(key in self.raw for key in CONTENT)

    @property
    def protected(self) -> bool:
        return bool(self.raw.get("has_protected_content")) or self.chat.protected

    @property
    def uncopiable(self) -> bool:
        """Whether the Bot API refuses to copy it: service, protected, paid, a giveaway, a quiz without a known answer."""
        quiz = self.raw.get("poll", {})
        blind = quiz.get("type") == "quiz" and "correct_option_ids" not in quiz
        never = any(key in self.raw for key in ("paid_media", "giveaway", "giveaway_winners", "invoice"))
        return self.service or self.protected or never or blind

    @property
    def found(self) -> list[Json]:
        """The entities of its text or caption."""
        found: list[Json] = self.raw.get("entities") or self.raw.get("caption_entities") or []
        return found

    @property
    def keyboard(self) -> list[list[Json]]:
        """Rows of inline buttons, those inside a rich message first."""
        rows: list[list[Json]] = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        rich = self.raw.get("rich_message")
        return [*rich_buttons(rich["blocks"]), *rows] if rich else rows

    @property
    def buttons(self) -> list[str]:
        """Texts of the inline buttons, in reading order."""
        return [str(button["text"]) for row in self.keyboard for button in row]

    def top(self) -> Message:
        """The first part of its album that is still there: the one that bears the reactions; itself outside albums."""
        album = self.raw.get("media_group_id")
        parts = [m for m in self.chat.messages.values() if album and m.raw.get("media_group_id") == album]
        return next((m for m in parts if not m.deleted), self)

    def brief(self) -> Json:
        """The message as it is shown inside another one."""
        return {key: value for key, value in self.raw.items() if key not in {"reply_to_message", "external_reply"}}

    def content(self) -> Json:
        """What a copy takes along: a poll without its votes, a live location as a mere place."""
        content = {key: self.raw[key] for key in COPIED if key in self.raw}
        if "poll" in content:
            options = [{**option, "voter_count": 0} for option in content["poll"]["options"]]
            content["poll"] = {**content["poll"], "options": options, "total_voter_count": 0}
        if "location" in content:
            moving = {"live_period", "heading", "proximity_alert_radius"}
            content["location"] = {k: v for k, v in content["location"].items() if k not in moving}
        return content

    def forwarded(self) -> Json:
        """What a forward takes along: all but the right answer of a quiz."""
        content = self.content()
        if "poll" in content:
            hidden = {"correct_option_ids", "explanation"}
            content["poll"] = {key: value for key, value in self.raw["poll"].items() if key not in hidden}
        return content


@dataclass(slots=True, eq=False)
class Chat:
    """A chat of any type, with everybody and everything in it."""

    id: int
    type: str
    title: str | None = None
    person: Person | None = None
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    ephemeral: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    permissions: dict[str, bool] = field(default_factory=lambda: dict(GIVEN))
    reactions: frozenset[str] | None = None
    last_id: int = 0
    migrated_to: int | None = None
    protected: bool = False
    bot_reads_all: bool = False
    general_closed: bool = False
    general_hidden: bool = False
    description: str | None = None
    invites: int = 0
    seen: bool = False

    @property
    def private(self) -> bool:
        return self.type == "private"

    @property
    def group(self) -> bool:
        """A basic group or a supergroup."""
        return self.type in {"group", "supergroup"}

    def json(self) -> Json:
        """The Chat object of the Bot API."""
        if self.person is not None:
            return {"id": self.id, "type": "private", **self.person.names()}
        forum = {"is_forum": True} if self.is_forum else {}
        return {"id": self.id, "type": self.type, "title": self.title, **forum}

    def member(self, user_id: int) -> Member:
        """The member's place; someone who never was here has left."""
        return self.members.get(user_id) or Member("left")

    def shown(self) -> list[Message]:
        """All undeleted messages, the ephemeral ones among them, oldest first."""
        there = [m for m in (*self.messages.values(), *self.ephemeral.values()) if not m.deleted]
        return sorted(there, key=lambda m: int(m.raw["date"])) if self.ephemeral else there

    def topic(self, topic_id: int) -> Topic | None:
        topic = self.topics.get(topic_id)
        return None if topic is None or topic.deleted else topic

    def message(self, message_id: int) -> Message | None:
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message


def reactions_json(reactions: list[str]) -> list[Json]:
    """ReactionType objects; a custom emoji is kept as `custom:<its id>`."""
    return [
        {"type": "custom_emoji", "custom_emoji_id": one.removeprefix(CUSTOM)}
        if one.startswith(CUSTOM)
        else {"type": "emoji", "emoji": one}
        for one in reactions
    ]


def rich_buttons(value: Any) -> list[list[Json]]:
    """The rows of buttons anywhere in the blocks of a rich message."""
    if isinstance(value, list):
        return [row for item in value for row in rich_buttons(item)]
    if not isinstance(value, dict):
        return []
    if value.get("type") == "buttons":
        return [value["buttons"]]
    if value.get("type") == "button":
        return [[value["button"]]]
    return [row for item in value.values() if isinstance(item, list | dict) for row in rich_buttons(item)]


def member_json(user: Json, member: Member, *, supergroup: bool, editable: bool = False) -> Json:
    """A ChatMember object."""
    base: Json = {"status": member.status, "user": user}
    title = {"custom_title": member.title} if member.title else {}
    match member.status:
        case "creator":
            return {**base, "is_anonymous": member.rights.get("is_anonymous", False), **title}
        case "administrator":
            names = [name for name in RIGHTS if supergroup or name not in {"can_manage_topics", "can_manage_tags"}]
            rights = {name: member.rights.get(name, False) for name in ("is_anonymous", *names)}
            return {**base, "can_be_edited": editable, **rights, **title}
        case "restricted":
            allowed = {name: member.rights.get(name, False) for name in PERMISSIONS}
            return {**base, "is_member": member.rights.get("is_member", True), **allowed, "until_date": member.until}
        case "kicked":
            return {**base, "until_date": member.until}
    return base
