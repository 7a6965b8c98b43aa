"""The state: people, chats, members, topics, messages, and the updates they cause for the bot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox import entities
from sandbox.clock import Clock
from sandbox.errors import refuse, refuse_person
from sandbox.files import Files
from sandbox.model import EXTERNAL, GENERAL, RIGHTS, Chat, Json, Member, Message, Topic, member_json
from sandbox.people import Person, Pressed
from sandbox.queue import Queue

GROUP_ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
PLACEHOLDERS = frozenset({1087968824, 136817688})
ANSWER_WITHIN = 15.0


class World:
    """Everything that exists. `silent_general` makes a send to a deleted topic land in General, as Telegram may;
    without `owner_premium` the bot's messages lose their custom emoji, as those of a bot whose owner pays nothing do."""

    def __init__(
        self,
        clock: Clock,
        *,
        bot_id: int = 1,
        username: str = "partnerdesk_bot",
        name: str = "partnerdesk",
        zone: str = "Europe/Moscow",
        check: Callable[[Json], None] | None = None,
    ) -> None:
        self.clock = clock
        self.zone = zone
        self.bot_id = bot_id
        self.bot = {"id": bot_id, "is_bot": True, "first_name": name, "username": username}
        self.profile: dict[str, dict[str, str]] = {"name": {"": name}, "description": {}, "short_description": {}}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.menu_buttons: dict[int, Json] = {}
        self.webhook: Json = {"url": ""}
        self.privacy = True
        self.silent_general = False
        self.owner_premium = True
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.queue = Queue(clock)
        self.files = Files()
        self.pressed: dict[str, Pressed] = {}
        self.known: set[int] = set()
        self.rev = 0
        self.watchers: list[Callable[[], None]] = []
        self._check = check
        self._ids = {
            "person": 100,
            "group": 1000,
            "supergroup": 1_001_000_000_000,
            "private": 0,
            "album": 0,
            "query": 0,
        }

    # --- making things ---

    def person(
        self,
        first_name: str,
        *,
        username: str | None = None,
        language: str | None = None,
        zone: str = "UTC",
        label: str = "",
        id: int | None = None,
        last_name: str | None = None,
        bot: bool = False,
    ) -> Person:
        """A new person; nobody has pressed Start yet."""
        person = Person(self, id or self.number("person"), first_name, last_name, username, language, zone, label, bot)
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id, "private", person=person)
        self.changed()
        return person

    def group(self, title: str, *, owner: Person, supergroup: bool = False, id: int | None = None) -> Chat:
        """A new group owned by that person; the bot is not in it."""
        kind = "supergroup" if supergroup else "group"
        chat = Chat(id or -self.number(kind), kind, title)
        chat.members[owner.id] = Member("creator")
        self.chats[chat.id] = chat
        created = {"supergroup_chat_created": True} if supergroup else {"group_chat_created": True}
        self.post(chat, {"from": owner.user()}, created)
        return chat

    def forum(self, title: str, *, owner: Person, id: int | None = None) -> Chat:
        """A new supergroup with topics."""
        chat = self.group(title, owner=owner, supergroup=True, id=id)
        chat.is_forum = True
        return chat

    def migrate(self, chat: Chat | int) -> Chat:
        """Upgrade a basic group: a new supergroup with the same members, and an old id that refuses."""
        old = self.chat(chat)
        if old.type != "group" or old.migrated_to is not None:
            raise refuse_person("not_group")
        new = Chat(-self.number("supergroup"), "supergroup", old.title, members=dict(old.members))
        new.bot_reads_all, new.seen, new.protected = old.bot_reads_all, old.seen, old.protected
        self.chats[new.id] = new
        owner = next((id for id, member in old.members.items() if member.status == "creator"), 0)
        author = {"from": self.user(owner)}
        self.post(old, author, {"migrate_to_chat_id": new.id})
        self.post(new, {"from": GROUP_ANONYMOUS, "sender_chat": new.json()}, {"migrate_from_chat_id": old.id})
        old.migrated_to = new.id
        self.changed()
        return new

    def set_privacy(self, on: bool) -> None:
        """Privacy mode of the bot; counts for a group only after the bot is added there again."""
        self.privacy = on
        self.changed()

    # --- finding things ---

    def chat(self, chat: Chat | int) -> Chat:
        """The chat, by itself or its id."""
        found = self.chats.get(chat if isinstance(chat, int) else chat.id)
        if found is None:
            raise refuse_person("chat_missing")
        return found

    def message(self, chat: Chat | int, message: Message | int) -> Message:
        """A message that is there."""
        if isinstance(message, Message):
            chat, message = message.chat, message.id
        found = self.chat(chat).message(message)
        if found is None:
            raise refuse_person("message_missing")
        return found

    def user(self, user_id: int) -> Json:
        """The User object of a person or the bot."""
        if user_id == self.bot_id:
            return self.bot
        person = self.people.get(user_id)
        if person is None:
            raise refuse("user_missing")
        return person.user()

    def now(self) -> int:
        """Unix time of the clock."""
        return int(self.clock.now().timestamp())

    def number(self, what: str) -> int:
        """The next number of a series."""
        self._ids[what] += 1
        return self._ids[what]

    def changed(self) -> None:
        """Something a person could see has changed."""
        self.rev += 1
        for watcher in self.watchers:
            watcher()

    # --- messages ---

    def post(
        self,
        chat: Chat,
        author: Json,
        content: Json,
        *,
        topic: int = GENERAL,
        reply: Message | None = None,
        extra: Json | None = None,
        late: float = 0.0,
    ) -> Message:
        """Put a message into a chat and tell the bot if it may see it. `late` seconds hold the telling back."""
        raw: Json = {"message_id": self._message_id(chat), **author, "chat": chat.json(), "date": self.now()}
        raw.update(self._thread(chat, topic, reply))
        raw.update(content)
        if extra:
            raw.update(extra)
        message = Message(chat, raw, topic)
        if chat.protected and not message.service:
            raw["has_protected_content"] = True
        chat.messages[message.id] = message
        self._tell(message, late)
        self.changed()
        return message

    def _message_id(self, chat: Chat) -> int:
        if chat.type != "supergroup":
            return self.number("private")
        chat.last_id += 1
        return chat.last_id

    def _thread(self, chat: Chat, topic: int, reply: Message | None) -> Json:
        fields: Json = {}
        if topic:
            fields = {"message_thread_id": topic, "is_topic_message": True}
            reply = reply or chat.message(topic)
        elif reply is not None and chat.type == "supergroup" and not chat.is_forum:
            fields = {"message_thread_id": reply.raw.get("message_thread_id", reply.id)}
        if reply is not None:
            fields["reply_to_message"] = reply.brief()
        return fields

    def _tell(self, message: Message, late: float) -> None:
        if self.bot_sees(message):
            self.emit("message", dict(message.raw), late)

    def bot_sees(self, message: Message) -> bool:
        """Whether the bot is told of this message: its place, privacy mode, and no messages of bots."""
        chat, raw = message.chat, message.raw
        if not self.bot_reaches(chat) or message.receiver is not None:
            return False
        if message.service:
            return True
        if raw["from"]["is_bot"] and "sender_chat" not in raw:
            return False
        if chat.private or chat.bot_reads_all or chat.member(self.bot_id).admin:
            return True
        return self._meant_for_bot(raw)

    def bot_reaches(self, chat: Chat) -> bool:
        if chat.person is not None:
            return chat.person.started and not chat.person.blocked
        return chat.member(self.bot_id).here

    def _meant_for_bot(self, raw: Json) -> bool:
        if raw.get("reply_to_message", {}).get("from", {}).get("id") == self.bot_id:
            return True
        text = str(raw.get("text", raw.get("caption", "")))
        me = f"@{self.bot['username']}".lower()
        found: list[Json] = raw.get("entities") or raw.get("caption_entities") or []
        for entity in found:
            part = entities.cut(text, entity["offset"], entity["length"]).lower()
            if entity["type"] == "bot_command" and ("@" not in part or part.endswith(me)):
                return True
            if entity["type"] == "mention" and part == me:
                return True
        return False

    def emit(self, kind: str, payload: Json, late: float = 0.0) -> None:
        """Queue an update if the bot asked for its kind; what it shows the bot, the bot has seen."""
        self._note(payload)
        if not self.queue.wanted(kind):
            return
        if self._check is not None:
            self._check({"update_id": 1, kind: payload})
        if late > 0:
            self.queue.put_later(late, kind, payload)
        else:
            self.queue.put(kind, payload)

    def _note(self, payload: Json) -> None:
        if "from" in payload:
            self.known.add(payload["from"]["id"])
        self.known.update(user["id"] for user in payload.get("new_chat_members", ()))
        for entity in (*payload.get("entities", ()), *payload.get("caption_entities", ())):
            if entity["type"] == "text_mention":
                self.known.add(entity["user"]["id"])

    def edited(self, message: Message, changes: Json) -> None:
        """Replace parts of a message (None removes one) and tell the bot when a person did it."""
        for key, value in changes.items():
            if value is None:
                message.raw.pop(key, None)
            else:
                message.raw[key] = value
        if message.sender != self.bot_id and self.bot_sees(message):
            self.emit("edited_message", dict(message.raw))
        self.changed()

    def delete(self, message: Message) -> None:
        """Nobody is told."""
        message.deleted = True
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
        self.changed()

    def pin(self, message: Message, author: Json) -> None:
        """Pin, with the service message about it."""
        if message.id in message.chat.pinned:
            return
        message.chat.pinned.append(message.id)
        self.post(message.chat, author, {"pinned_message": message.brief()}, topic=message.topic, reply=message)

    def rich_text(self, found: list[Json]) -> list[Json]:
        """Entities with full users in mentions; a mention of somebody the bot never met is dropped."""
        full = []
        for entity in found:
            if entity["type"] != "text_mention":
                full += [entity] if self.owner_premium or entity["type"] != "custom_emoji" else []
            elif entity["user"]["id"] in self.known and entity["user"]["id"] in self.people:
                full.append({**entity, "user": self.user(entity["user"]["id"])})
        return full

    # --- what one message says of another ---

    def origin(self, message: Message) -> Json:
        """A MessageOrigin: where a forwarded message came from; of who hides behind a name, the name."""
        if "forward_origin" in message.raw:
            known: Json = message.raw["forward_origin"]
            return known
        base: Json = {"date": message.raw["date"]}
        sender: Any = message.raw.get("sender_chat")
        if sender is None:
            return {**base, **self._sender(message)}
        if sender["type"] == "channel":
            return {"type": "channel", **base, "chat": sender, "message_id": message.id}
        return {"type": "chat", **base, "sender_chat": sender}

    def _sender(self, message: Message) -> Json:
        person = self.people.get(message.sender)
        if person is None or not person.hides_forwards:
            return {"type": "user", "sender_user": message.raw["from"]}
        name = " ".join(filter(None, (person.first_name, person.last_name)))
        return {"type": "hidden_user", "sender_user_name": name}

    def external(self, message: Message) -> Json:
        """An ExternalReplyInfo: a message of another chat or topic, as an answer to it shows it."""
        chat = message.chat
        where = {"chat": chat.json(), "message_id": message.id} if chat.type == "supergroup" else {}
        held = {key: message.raw[key] for key in EXTERNAL if key in message.raw}
        return {"origin": self.origin(message), **where, **held}

    # --- topics ---

    def create_topic(self, chat: Chat, author: Json, name: str, color: int, emoji: str | None) -> Topic:
        """A new topic, with its first message."""
        icon = {"icon_custom_emoji_id": emoji} if emoji else {}
        topic = Topic(chat.last_id + 1, name, color, emoji, author=author["from"]["id"])
        chat.topics[topic.id] = topic
        created = {"forum_topic_created": {"name": name, "icon_color": color, **icon}}
        extra = {"message_thread_id": topic.id, "is_topic_message": True}
        self.post(chat, author, created, extra=extra).topic = topic.id
        return topic

    def close_topic(self, chat: Chat, author: Json, topic: Topic, closed: bool) -> None:
        """Close or reopen, with the service message."""
        topic.closed = closed
        self.post(chat, author, {"forum_topic_closed" if closed else "forum_topic_reopened": {}}, topic=topic.id)

    def delete_topic(self, chat: Chat, topic: Topic) -> None:
        """The topic and all in it; nobody is told."""
        topic.deleted = True
        for message in chat.messages.values():
            if message.topic == topic.id:
                message.deleted = True
        chat.pinned = [id for id in chat.pinned if chat.message(id) is not None]
        self.changed()

    # --- members ---

    def place(self, chat: Chat, actor: Json, user_id: int, member: Member) -> None:
        """Give somebody a place in a chat, and tell the bot as Telegram would."""
        old = chat.member(user_id)
        chat.members[user_id] = member
        if user_id == self.bot_id:
            self._bot_placed(chat, old, member)
        if user_id == self.bot_id or chat.member(self.bot_id).admin:
            kind = "my_chat_member" if user_id == self.bot_id else "chat_member"
            self.emit(kind, self._member_change(chat, actor, user_id, old, member))
        self.changed()

    def _bot_placed(self, chat: Chat, old: Member, new: Member) -> None:
        if new.here and not old.here:
            chat.bot_reads_all = not self.privacy
            chat.seen = True
            self.known.update(chat.members)

    def _member_change(self, chat: Chat, actor: Json, user_id: int, old: Member, new: Member) -> Json:
        big, user = chat.type == "supergroup", self.user(user_id)
        return {
            "chat": chat.json(),
            "from": actor,
            "date": self.now(),
            "old_chat_member": member_json(user, old, supergroup=big),
            "new_chat_member": member_json(user, new, supergroup=big),
        }

    def bot_blocked(self, person: Person, blocked: bool) -> None:
        """The update about a person blocking or unblocking the bot."""
        chat = self.chats[person.id]
        gone, here = Member("kicked"), Member("member")
        old, new = (here, gone) if blocked else (gone, here)
        self.emit("my_chat_member", self._member_change(chat, person.user(), self.bot_id, old, new))
        self.changed()

    def rights(self, given: dict[str, bool] | bool) -> dict[str, bool]:
        """All of an administrator's rights, from those named."""
        if isinstance(given, bool):
            return dict.fromkeys(RIGHTS, given)
        return {name: name == "can_manage_chat" or given.get(name, False) for name in RIGHTS}

    # --- presses ---

    def ask(self, person: Person, message: Message, data: str) -> Pressed:
        """A callback query from that person about that message."""
        query_id = f"{self.bot_id:x}{self.number('query'):010d}"
        pressed = Pressed(query_id, self.clock.now(), person.id, message)
        self.pressed[query_id] = pressed
        self.known.add(person.id)
        payload = {
            "id": query_id,
            "from": person.user(),
            "message": dict(message.raw),
            "chat_instance": str(message.chat.id * 7919),
            "data": data,
        }
        self.emit("callback_query", payload)
        return pressed

    def answerable(self, query_id: str) -> Pressed:
        """The press that may still be answered: once, and within 15 s."""
        pressed = self.pressed.get(query_id)
        if pressed is None or pressed.answer is not None:
            raise refuse("query_old")
        if (self.clock.now() - pressed.at).total_seconds() > ANSWER_WITHIN:
            raise refuse("query_old")
        return pressed
