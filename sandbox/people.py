"""What a person does: write, send, press, edit, react, join, block, add the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from sandbox import entities, samples
from sandbox.emoji import STANDARD
from sandbox.errors import Refusal, refuse_person
from sandbox.files import KINDS, describe
from sandbox.model import CUSTOM, GENERAL, ICON_COLORS, Chat, Json, Member, Message, Topic, reactions_json

if TYPE_CHECKING:
    from sandbox.world import World

PATIENCE = 5.0
LIMIT = 4096
CAPTION_LIMIT = 1024
CAPTIONED = ("photo", "live_photo", "document", "video", "animation", "audio", "voice", "paid_media")
ANSWER = frozenset({"correct_option_ids", "explanation"})
REACTIONS = 3  # as many as an account with Premium may leave on one message
#: What a member must be allowed for a kind; any other needs can_send_messages.
PERMISSION = {
    "animation": "can_send_other_messages",
    "photo": "can_send_photos",
    "live_photo": "can_send_photos",
    "document": "can_send_documents",
    "video": "can_send_videos",
    "audio": "can_send_audios",
    "voice": "can_send_voice_notes",
    "video_note": "can_send_video_notes",
    "poll": "can_send_polls",
    "sticker": "can_send_other_messages",
    "dice": "can_send_other_messages",
    "game": "can_send_other_messages",
}


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What a person is shown after a press."""

    text: str | None = None
    show_alert: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an album: a sample of that kind, or the bytes given."""

    kind: str
    data: bytes | None = None
    name: str = ""
    mime: str = ""


@dataclass(slots=True, eq=False)
class Pressed:
    """A press; `answer` is filled when the bot answers it."""

    id: str
    at: datetime
    person: int
    message: Message
    answer: CallbackAnswer | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class Person:
    """Somebody with an account. Every act raises Refusal when Telegram's apps would not allow it."""

    def __init__(
        self,
        world: World,
        id: int,
        first_name: str,
        last_name: str | None,
        username: str | None,
        language: str | None,
        zone: str,
        label: str,
        bot: bool,
    ) -> None:
        self.world = world
        self.id = id
        self.first_name = first_name
        self.last_name = last_name
        self.username = username
        self.language_code = language
        self.zone = zone
        self.label = label
        self.is_bot = bot
        self.started = False
        self.blocked = False
        self.deactivated = False
        self.hides_forwards = False

    def names(self) -> Json:
        """The names as they stand in a Chat or a User."""
        all_names = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {key: value for key, value in all_names.items() if value is not None}

    def user(self) -> Json:
        """The User object of the Bot API."""
        language = {"language_code": self.language_code} if self.language_code else {}
        return {"id": self.id, "is_bot": self.is_bot, **self.names(), **language}

    # --- messages ---

    def start(self, payload: str | None = None) -> Message:
        """Press Start (or Restart after blocking)."""
        if self.blocked:
            self.unblock_bot()
        self.started = True
        return self.write(f"/start {payload}" if payload else "/start")

    def write(
        self,
        text: str,
        *,
        chat: Chat | int | None = None,
        html: bool = False,
        topic: Topic | int | None = None,
        reply_to: Message | int | None = None,
        quote: str | None = None,
        anonymous: bool = False,
        as_channel: str | None = None,
        origin: str | None = None,
        protected: bool = False,
    ) -> Message:
        """Write a text; `anonymous` as the group itself, `as_channel` as a channel of that title.

        An answer may be to a message of another chat. `origin`: forwarded from one of samples.ORIGINS; `protected`: not to
        be copied or forwarded.
        """
        author = self._author(chat, anonymous, as_channel)
        extra = self._extra(origin, protected)
        return self._post(self._words(text, html), chat, topic, reply_to, quote=quote, author=author, extra=extra)

    def send(
        self,
        kind: str,
        *,
        chat: Chat | int | None = None,
        topic: Topic | int | None = None,
        caption: str | None = None,
        reply_to: Message | int | None = None,
        data: bytes | None = None,
        name: str = "",
        mime: str = "",
        html: bool = False,
        quote: str | None = None,
        origin: str | None = None,
        protected: bool = False,
        anonymous: bool = False,
        spoiler: bool = False,
        above: bool = False,
    ) -> Message:
        """Send something of a kind (one of samples.EVERY): a sample, or the bytes given.

        `origin`, `protected` and `anonymous` as in `write`; `spoiler` hides a picture, `above` puts the caption over it.
        """
        content = {**self._content(kind, data, name, mime), **self._caption(kind, caption, html)}
        looks = {"has_media_spoiler": spoiler, "show_caption_above_media": above and "caption" in content}
        if kind == "quiz" and chat is not None and not self._place(chat).private:
            content = {"poll": {key: content["poll"][key] for key in content["poll"] if key not in ANSWER}}
        extra = {
            **self._extra(origin or samples.FORWARDED.get(kind), protected),
            **{k: v for k, v in looks.items() if v},
        }
        author = self._author(chat, anonymous, None)
        return self._post(content, chat, topic, reply_to, quote=quote, author=author, extra=extra)

    def album(
        self,
        parts: Sequence[str | Part],
        *,
        caption: str | Sequence[str | None] | None = None,
        chat: Chat | int | None = None,
        topic: Topic | int | None = None,
        reply_to: Message | int | None = None,
        gap: float | Sequence[float] = 0.0,
        html: bool = False,
        origin: str | None = None,
        protected: bool = False,
    ) -> list[Message]:
        """Send an album of samples of these kinds, or of files; `caption` of the first part, or one for each.

        The bot is told of each next part `gap` seconds of the clock later; or of each part so many seconds from now.
        """
        files = [Part(part) if isinstance(part, str) else part for part in parts]
        kinds = [part.kind for part in files]
        if not 2 <= len(kinds) <= 10 or not any(set(kinds) <= together for together in samples.ALBUMS):
            raise refuse_person("album")
        late = [gap * number for number in range(len(kinds))] if isinstance(gap, int | float) else list(gap)
        captions = [caption] if isinstance(caption, str) else list(caption or ())
        captions += [None] * (len(kinds) - len(captions))
        extra = {"media_group_id": f"{self.id}{self.world.number('album'):08d}", **self._extra(origin, protected)}
        contents = [
            {**self._content(part.kind, part.data, part.name, part.mime), **self._caption(part.kind, words, html)}
            for part, words in zip(files, captions, strict=True)
        ]
        return [
            self._post(content, chat, topic, reply_to, extra=extra, late=seconds)
            for content, seconds in zip(contents, late, strict=True)
        ]

    def forward(
        self,
        message: Message | int,
        *,
        chat: Chat | int | None = None,
        topic: Topic | int | None = None,
        from_chat: Chat | int | None = None,
    ) -> Message:
        """Forward a message from any chat this person sees."""
        original = self._message(message, from_chat)
        if original.protected or original.service:
            raise refuse_person("protected")
        return self._post(
            original.forwarded(), chat, topic, None, extra={"forward_origin": self.world.origin(original)}
        )

    def edit(self, message: Message | int, text: str, *, chat: Chat | int | None = None, html: bool = False) -> Message:
        """Change the text of an own message, or its caption; an empty text takes the caption away."""
        mine = self._own(message, chat)
        if "text" in mine.raw:
            wanted: Json = {"entities": None, **self._words(text, html)}
        elif (kind := next((kind for kind in CAPTIONED if kind in mine.raw), None)) is not None:
            wanted = {"caption": None, "caption_entities": None, **self._caption(kind, text, html)}
        else:
            raise refuse_person("not_editable")
        self.world.edited(mine, {**wanted, "edit_date": self.world.now()})
        return mine

    def edit_media(
        self,
        message: Message | int,
        kind: str,
        *,
        caption: str | None = None,
        chat: Chat | int | None = None,
        html: bool = False,
        data: bytes | None = None,
        name: str = "",
        mime: str = "",
    ) -> Message:
        """Put another file in place of that of an own message, with its caption; an album keeps its kinds."""
        mine = self._own(message, chat)
        editable = [one for one in CAPTIONED if one in mine.raw and one not in {"voice", "paid_media"}]
        together = next((group for group in samples.ALBUMS if set(editable) & group), frozenset[str]())
        if not editable or kind not in CAPTIONED or ("media_group_id" in mine.raw and kind not in together):
            raise refuse_person("not_editable")
        old = dict.fromkeys((*CAPTIONED, "caption", "caption_entities", "has_media_spoiler"))
        new = {**self._content(kind, data, name, mime), **self._caption(kind, caption, html)}
        self.world.edited(mine, {**old, **new, "edit_date": self.world.now()})
        return mine

    def move(
        self, message: Message | int, latitude: float, longitude: float, *, chat: Chat | int | None = None
    ) -> None:
        """Be elsewhere: an own live location changes."""
        mine = self._own(message, chat)
        if "live_period" not in mine.raw.get("location", {}):
            raise refuse_person("not_editable")
        place = {**mine.raw["location"], "latitude": latitude, "longitude": longitude}
        self.world.edited(mine, {"location": place, "edit_date": self.world.now()})

    def delete(self, message: Message | int, *, chat: Chat | int | None = None) -> None:
        """Delete an own message, or any in a private chat, or any with the right to."""
        found = self._message(message, chat)
        mine = found.sender == self.id or found.chat.private
        if not mine and not found.chat.member(self.id).may("can_delete_messages"):
            raise refuse_person("not_yours")
        self.world.delete(found)

    def react(
        self,
        message: Message | int,
        emoji: str | Sequence[str] | None,
        *,
        chat: Chat | int | None = None,
        anonymous: bool = False,
    ) -> None:
        """Set this person's reaction, or take it back with None; `custom:<id>` is a custom emoji, a list is several.

        `anonymous`: as the group itself, as its administrators may.
        """
        found = self._message(message, chat).top()
        new = [emoji] if isinstance(emoji, str) else list(emoji or ())
        if found.service or len(new) > REACTIONS or not all(_allowed(found.chat, one) for one in new):
            raise refuse_person("reaction")
        if anonymous:
            self._need(found.chat, "can_manage_chat")
        who = found.chat.id if anonymous else self.id
        old = found.reactions.get(who, [])
        if new == old:
            return
        found.reactions[who] = new
        self._tell_reaction(found, old, new, {"actor_chat": found.chat.json()} if anonymous else {"user": self.user()})
        self.world.changed()

    def _tell_reaction(self, message: Message, old: list[str], new: list[str], author: Json) -> None:
        chat = message.chat
        if not self.world.bot_reaches(chat) or not (chat.private or chat.member(self.world.bot_id).admin):
            return
        change = {"chat": chat.json(), "message_id": message.id, **author, "date": self.world.now()}
        both = {"old_reaction": reactions_json(old), "new_reaction": reactions_json(new)}
        self.world.emit("message_reaction", {**change, **both})

    # --- buttons ---

    async def press(
        self,
        message: Message | int,
        text: str | None = None,
        *,
        data: str | None = None,
        chat: Chat | int | None = None,
        forged: bool = False,
    ) -> CallbackAnswer | None:
        """Press a button and wait (at most 5 real seconds) for the bot's answer; None when there is none."""
        pressed = self.press_nowait(message, text, data=data, chat=chat, forged=forged)
        try:
            await asyncio.wait_for(pressed.answered.wait(), PATIENCE)
        except TimeoutError:
            return None
        return pressed.answer

    def press_nowait(
        self,
        message: Message | int,
        text: str | None = None,
        *,
        data: str | None = None,
        chat: Chat | int | None = None,
        forged: bool = False,
    ) -> Pressed:
        """Press a button by its text or data; `forged` sends data that no button of the message has."""
        found = self._message(message, chat)
        if forged:
            return self.world.ask(self, found, data or "")
        button = self._button(found, text, data)
        if "callback_data" in button:
            return self.world.ask(self, found, button["callback_data"])
        pressed = Pressed("", self.world.clock.now(), self.id, found, CallbackAnswer(url=button.get("url")))
        pressed.answered.set()
        return pressed

    def _button(self, message: Message, text: str | None, data: str | None) -> Json:
        for button in (button for row in message.keyboard for button in row):
            if (data is None and button["text"] == text) or (data is not None and button.get("callback_data") == data):
                return button
        raise refuse_person("no_button")

    # --- the bot ---

    def block_bot(self) -> None:
        """Block the bot; it is told once."""
        if self.started and not self.blocked:
            self.blocked = True
            self.world.bot_blocked(self, True)

    def unblock_bot(self) -> None:
        """Unblock the bot."""
        if self.blocked:
            self.blocked = False
            self.world.bot_blocked(self, False)

    def deactivate(self) -> None:
        """Delete the account: the bot gets 403, this person acts no more."""
        self.deactivated = True
        self.world.changed()

    def add_bot(self, chat: Chat | int, *, admin: bool = False, rights: dict[str, bool] | None = None) -> None:
        """Bring the bot into a group, as an administrator with all or some rights if wished."""
        place = self._inside(chat)
        bot = self.world.bot
        if place.member(self.world.bot_id).here:
            raise refuse_person("bot_present")
        if admin or rights:
            self._need(place, "can_promote_members")
        self.world.place(place, self.user(), self.world.bot_id, Member("member"))
        self.world.post(place, {"from": self.user()}, {"new_chat_members": [bot]})
        if admin or rights:
            self.promote_bot(place, rights or True)

    def promote_bot(self, chat: Chat | int, rights: dict[str, bool] | bool) -> None:
        """Give the bot exactly these administrator's rights; False or none of them makes it a plain member."""
        place = self._inside(chat)
        self._need(place, "can_promote_members")
        if not place.member(self.world.bot_id).here:
            raise refuse_person("bot_absent")
        none = rights is False or rights == {}
        member = Member("member") if none else Member("administrator", self.world.rights(rights))
        self.world.place(place, self.user(), self.world.bot_id, member)

    def remove_bot(self, chat: Chat | int) -> None:
        """Throw the bot out."""
        place = self._inside(chat)
        self._need(place, "can_restrict_members")
        if not place.member(self.world.bot_id).here:
            raise refuse_person("bot_absent")
        self.world.place(place, self.user(), self.world.bot_id, Member("kicked"))
        self.world.post(place, {"from": self.user()}, {"left_chat_member": self.world.bot})

    # --- groups ---

    def group(self, title: str) -> Chat:
        """Make a new group."""
        return self.world.group(title, owner=self)

    def join(self, chat: Chat | int) -> None:
        """Come into a group."""
        place = self.world.chat(chat)
        if place.member(self.id).here:
            raise refuse_person("member_already")
        if place.member(self.id).status == "kicked":
            raise refuse_person("banned")
        self.world.place(place, self.user(), self.id, Member("member"))
        self.world.post(place, {"from": self.user()}, {"new_chat_members": [self.user()]})

    def leave(self, chat: Chat | int) -> None:
        """Go out of a group."""
        place = self._inside(chat)
        self.world.place(place, self.user(), self.id, Member("left"))
        self.world.post(place, {"from": self.user()}, {"left_chat_member": self.user()})

    def add(self, chat: Chat | int, other: Person) -> None:
        """Bring somebody into a group; whom an administrator threw out, only an administrator brings back."""
        place, member = self._inside(chat), self._inside(chat).member(other.id)
        if member.here:
            raise refuse_person("member_already")
        if member.status == "kicked":
            self._need(place, "can_restrict_members")
        elif not place.permissions["can_invite_users"]:
            self._need(place, "can_invite_users")
        self.world.place(place, self.user(), other.id, Member("member"))
        self.world.post(place, {"from": self.user()}, {"new_chat_members": [other.user()]})

    def remove(self, chat: Chat | int, other: Person) -> None:
        """Throw somebody out."""
        place = self._over(chat, other, "can_restrict_members")
        self.world.place(place, self.user(), other.id, Member("kicked"))
        self.world.post(place, {"from": self.user()}, {"left_chat_member": other.user()})

    def promote(self, chat: Chat | int, other: Person, rights: dict[str, bool] | bool) -> None:
        """Give somebody exactly these administrator's rights; False or none of them makes a plain member."""
        place = self._over(chat, other, "can_promote_members")
        none = rights is False or rights == {}
        member = Member("member") if none else Member("administrator", self.world.rights(rights))
        self.world.place(place, self.user(), other.id, member)

    def _over(self, chat: Chat | int, other: Person, right: str) -> Chat:
        place = self._inside(chat)
        self._need(place, right)
        if not place.member(other.id).here:
            raise refuse_person("stranger")
        if place.member(other.id).status == "creator":
            raise refuse_person("not_admin")
        return place

    def rename(self, chat: Chat | int, title: str) -> None:
        """Give the group another title."""
        place = self._inside(chat)
        self._need(place, "can_change_info")
        place.title = title
        self.world.post(place, {"from": self.user()}, {"new_chat_title": title})

    def pin(self, message: Message | int, *, chat: Chat | int | None = None) -> None:
        """Pin a message."""
        found = self._message(message, chat)
        if not found.chat.private:
            self._need(found.chat, "can_pin_messages")
        self.world.pin(found, {"from": self.user()})

    def create_topic(self, chat: Chat | int, name: str) -> Topic:
        """Open a new topic."""
        place = self._inside(chat)
        if not place.is_forum:
            raise refuse_person("not_forum")
        if not place.permissions["can_manage_topics"]:
            self._need(place, "can_manage_topics")
        return self.world.create_topic(place, {"from": self.user()}, name, ICON_COLORS[0], None)

    def close_topic(self, chat: Chat | int, topic: Topic | int) -> None:
        """Close a topic."""
        place, found = self._managed(chat, topic)
        self.world.close_topic(place, {"from": self.user()}, found, True)

    def reopen_topic(self, chat: Chat | int, topic: Topic | int) -> None:
        """Open a closed topic again."""
        place, found = self._managed(chat, topic)
        self.world.close_topic(place, {"from": self.user()}, found, False)

    def delete_topic(self, chat: Chat | int, topic: Topic | int) -> None:
        """Delete a topic with all its messages."""
        place, found = self._managed(chat, topic)
        self.world.delete_topic(place, found)

    # --- what is seen ---

    def sees(self, chat: Chat | int | None = None, *, topic: Topic | int | None = None) -> list[Message]:
        """The messages of a chat as this person sees them, undeleted, oldest first; `topic` 0 is General."""
        place = self._place(chat)
        thread = topic.id if isinstance(topic, Topic) else topic
        seen = [m for m in place.shown() if m.receiver in (None, self.id)]
        return [m for m in seen if thread is None or m.topic == thread]

    def last(self, chat: Chat | int | None = None, *, topic: Topic | int | None = None) -> Message:
        """The newest message of that chat."""
        seen = self.sees(chat, topic=topic)
        if not seen:
            raise refuse_person("message_missing")
        return seen[-1]

    # --- helpers ---

    def _place(self, chat: Chat | int | None) -> Chat:
        place = self.world.chat(self.id if chat is None else chat)
        if place.migrated_to is not None:
            place = self.world.chat(place.migrated_to)
        if place.private and place.id != self.id:
            raise refuse_person("chat_missing")
        return place

    def _inside(self, chat: Chat | int | None) -> Chat:
        place = self._place(chat)
        if self.deactivated:
            raise refuse_person("deactivated")
        if place.private:
            return place
        if not place.member(self.id).here:
            raise refuse_person("not_member")
        return place

    def _need(self, chat: Chat, right: str) -> None:
        if not chat.member(self.id).may(right):
            raise refuse_person("not_admin")

    def _message(self, message: Message | int, chat: Chat | int | None) -> Message:
        if isinstance(message, int):
            place = self._inside(chat)
            found = place.message(message) or place.ephemeral.get(message)
        else:
            found = message
            self._inside(found.chat)
        if found is None or found.deleted or found.receiver not in (None, self.id):
            raise refuse_person("message_missing")
        return found

    def _own(self, message: Message | int, chat: Chat | int | None) -> Message:
        mine = self._message(message, chat)
        if mine.sender != self.id or mine.service or "forward_origin" in mine.raw:
            raise refuse_person("not_yours")
        return mine

    def _managed(self, chat: Chat | int, topic: Topic | int) -> tuple[Chat, Topic]:
        place = self._inside(chat)
        found = place.topic(topic if isinstance(topic, int) else topic.id)
        if found is None:
            raise refuse_person("topic_missing")
        if found.author != self.id:
            self._need(place, "can_manage_topics")
        return place, found

    def _text(self, text: str, html: bool) -> tuple[str, list[Json]]:
        try:
            words, found = entities.parse_html(text) if html else entities.tidy(entities.clean(text), [])
        except entities.ParseError as problem:
            raise Refusal(400, str(problem)) from None
        return words, [self._mentioning(e) for e in entities.detect(words, found) if self._known(e)]

    def _known(self, entity: Json) -> bool:
        return entity["type"] != "text_mention" or entity["user"]["id"] in self.world.people

    def _mentioning(self, entity: Json) -> Json:
        if entity["type"] != "text_mention":
            return entity
        return {**entity, "user": self.world.user(entity["user"]["id"])}

    def _words(self, text: str, html: bool) -> Json:
        words, found = self._text(text, html)
        if not words or entities.length(words) > LIMIT:
            raise refuse_person("text")
        return {"text": words, **({"entities": found} if found else {})}

    def _caption(self, kind: str, caption: str | None, html: bool) -> Json:
        if not caption:
            return {}
        words, found = self._text(caption, html)
        if kind not in CAPTIONED or entities.length(words) > CAPTION_LIMIT:
            raise refuse_person("caption")
        return {"caption": words, **({"caption_entities": found} if found else {})}

    def _content(self, kind: str, data: bytes | None, name: str, mime: str) -> Json:
        if kind in KINDS and data is not None:
            return describe(self.world.files.add(kind, data, name, mime))
        content = samples.content(kind, self.user(), self.world.files, self.world.now())
        if content is None:
            raise refuse_person("kind")
        return content

    def _extra(self, origin: str | None, protected: bool) -> Json:
        made = None if origin is None else samples.origin(origin, self.world.now())
        if origin is not None and made is None:
            raise refuse_person("value", name="origin")
        protection = {"has_protected_content": True} if protected else {}
        return {**({"forward_origin": made} if made else {}), **protection}

    def _author(self, chat: Chat | int | None, anonymous: bool, as_channel: str | None) -> Json:
        from sandbox.world import CHANNEL_BOT, GROUP_ANONYMOUS  # the world knows people, so this comes late

        if anonymous:
            place = self._inside(chat)
            self._need(place, "can_manage_chat")
            return {"from": GROUP_ANONYMOUS, "sender_chat": place.json()}
        if as_channel is not None:
            channel = {"id": -1_002_000_000_000 - self.id, "type": "channel", "title": as_channel}
            return {"from": CHANNEL_BOT, "sender_chat": channel}
        return {"from": self.user()}

    def _post(
        self,
        content: Json,
        chat: Chat | int | None,
        topic: Topic | int | None,
        reply_to: Message | int | None,
        *,
        quote: str | None = None,
        author: Json | None = None,
        extra: Json | None = None,
        late: float = 0.0,
    ) -> Message:
        place = self._inside(chat)
        answered = None if reply_to is None else self._message(reply_to, place)
        here = answered if answered is not None and answered.chat is place else None
        thread = self._thread(place, topic, here)
        self._may_write(place, thread, content)
        more = {**(extra or {}), **(_quoted(answered, quote) if answered is not None and quote else {})}
        if answered is not None and (here is None or here.topic != thread):
            here, more["external_reply"] = None, self.world.external(answered)
        writer = author or {"from": self.user()}
        return self.world.post(place, writer, content, topic=thread, reply=here, extra=more, late=late)

    def _thread(self, chat: Chat, topic: Topic | int | None, answered: Message | None) -> int:
        thread = topic.id if isinstance(topic, Topic) else topic
        if thread is None:
            return answered.topic if answered is not None else GENERAL
        if thread != GENERAL and chat.topic(thread) is None:
            raise refuse_person("topic_missing")
        return thread

    def _may_write(self, chat: Chat, thread: int, content: Json) -> None:
        if chat.private:
            if self.blocked:
                raise refuse_person("you_blocked")
            if not self.started:
                raise refuse_person("not_started")
            return
        member = chat.member(self.id)
        allowed = member.rights if member.status == "restricted" else chat.permissions
        needed = next((right for kind, right in PERMISSION.items() if kind in content), "can_send_messages")
        if not member.admin and not allowed.get(needed, False):
            raise refuse_person("muted")
        topic = chat.topic(thread)
        closed = topic.closed if topic is not None else chat.general_closed
        if closed and not member.may("can_manage_topics"):
            raise refuse_person("topic_closed")


def _allowed(chat: Chat, reaction: str) -> bool:
    if chat.reactions is not None:
        return reaction in chat.reactions
    return reaction in STANDARD or (reaction.startswith(CUSTOM) and reaction.removeprefix(CUSTOM).isdigit())


def _quoted(message: Message, quote: str) -> Json:
    position = message.text.find(quote)
    if position < 0:
        raise refuse_person("value", name="quote")
    offset = entities.length(message.text[:position])
    kept = entities.quoted(message.found, offset, entities.length(quote))
    marked = {"entities": kept} if kept else {}
    return {"quote": {"text": quote, **marked, "position": offset, "is_manual": True}}
