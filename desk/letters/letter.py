"""What a letter is: to whom, which text, in which lane, and what may become of it while it waits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any, Literal

#: text: our own words · copy: a person's message shown elsewhere · album: several of them together · edit: its copy made
#: to say what it says now · react: the reaction under it · delete: its copy taken away · pin: the live message pinned ·
#: look: the topic's name and icon · picture: drawn from the data in its parameters when it is sent · document: files made
#: when they are sent of what its parameters name
#: file: a text file, `rows` of the parameters, named `name`
Kind = Literal["text", "copy", "album", "edit", "react", "delete", "pin", "look", "picture", "document", "file"]
OnUnknown = Literal["resend", "drop"]


class Lane(IntEnum):
    """Who goes first when there is not room for all (DESIGN 2)."""

    TERMS = 0
    ANSWER = 1
    CARD = 2
    RELAY = 3
    NOTICE = 4
    DIGEST = 5
    BROADCAST = 6
    COSMETIC = 7


SAME_TWICE = ("react", "look", "edit", "delete", "pin")  # said once or twice, it is the same
DROPPED_WHEN_UNKNOWN = (Lane.BROADCAST, Lane.COSMETIC)


@dataclass(frozen=True, kw_only=True, slots=True)
class To:
    """An address that survives migrations and re-made topics: resolved when the letter is sent.

    chat: `chats.id` of a partner chat · topic: the staff topic of `conversations.id` · staff: `staff.id`, in private ·
    user: a Telegram user id, in private · telegram: a Telegram chat id as it is (a group nobody has bound yet).
    """

    kind: Literal["chat", "topic", "staff", "user", "telegram"]
    id: int


def chat(chat_id: int) -> To:
    """A partner's chat, by our own id."""
    return To(kind="chat", id=chat_id)


def topic(conversation_id: int) -> To:
    """The staff topic of a conversation."""
    return To(kind="topic", id=conversation_id)


def staff(staff_id: int) -> To:
    """One of us, in the private chat with the bot."""
    return To(kind="staff", id=staff_id)


def user(user_id: int) -> To:
    """A person in the private chat with the bot, by Telegram id."""
    return To(kind="user", id=user_id)


def telegram(chat_id: int) -> To:
    """A Telegram chat that is no partner's chat yet."""
    return To(kind="telegram", id=chat_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class T:
    """A text inside a text: another key with its own parameters, in the same language."""

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class At:
    """An instant, shown to every reader in the own zone. form: `t` time, `d` date, `dt` both."""

    at: datetime
    form: Literal["t", "d", "dt"] = "t"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """Several texts, one under another."""

    items: tuple[T, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A person by name, as a link that opens the profile and notifies (a mention)."""

    name: str
    user_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicLink:
    """A text that opens the topic of a conversation, or stays plain while there is none."""

    conversation: int
    text: str


#: str (escaped), int, Decimal, timedelta (in words), or one of the forms above
Param = Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """Callback button (`data`, at most 64 bytes), url button, or the button that opens a conversation's topic."""

    text: T
    data: str | None = None
    url: str | None = None
    topic: int | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A message of Telegram's: what is copied, or what is answered."""

    chat: int
    message: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """Something to be said. `once` makes it unique for ever; `slot` makes it renew the live message of that name
    (edited if it is there, else sent; a queued one is replaced); `cause` lets it be revoked unsent."""

    to: To
    lane: Lane
    key: str = ""
    params: Mapping[str, Param] = field(default_factory=dict)
    kind: Kind = "text"
    buttons: Rows = ()
    once: str | None = None
    slot: str | None = None
    renew_only: bool = False  # with slot: edits the live message if it is there, is dropped if not
    cause: str | None = None
    reply_to: Source | None = None  # resolved through the copies, in whichever chat the letter goes to
    reply_slot: str | None = None  # answers the live message of that name
    not_before: datetime | None = None
    expires_at: datetime | None = None
    silent: bool = False

    @property
    def on_unknown(self) -> OnUnknown:
        """What to do when nobody can know whether it got through (DESIGN 2)."""
        return "drop" if self.lane in DROPPED_WHEN_UNKNOWN and self.kind not in SAME_TWICE else "resend"

    @property
    def sequence(self) -> str:
        """Letters of one sequence are sent in order, one after another is settled."""
        return f"{self.to.kind}:{self.to.id}:{int(self.lane)}"


def button(
    key: str, data: str | None = None, *, url: str | None = None, topic: int | None = None, **params: Param
) -> Button:
    """A button whose text is `key`."""
    return Button(text=T(key=key, params=params), data=data, url=url, topic=topic)


@dataclass(frozen=True, kw_only=True, slots=True)
class Toast:
    """The short answer to a button press; shown as an alert when it needs reading."""

    key: str
    params: Mapping[str, Param] = field(default_factory=dict)
    alert: bool = False
