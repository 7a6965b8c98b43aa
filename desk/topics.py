"""What a staff topic shows of its conversation in its name and icon, and the forum a new one is made in (PRODUCT 3)."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from desk.conversation import Conversation, How

State = Literal["quiet", "waiting", "taken", "answered", "closed"]
NAME_LIMIT = 128  # UTF-16 units of a topic's name
TITLE_LEAST = 12  # units of the chat's title for whose sake a name is not cut

#: What stands before the name; a conversation in which nothing has happened has none.
MARKS: Mapping[State, str] = {"quiet": "", "waiting": "🔴", "taken": "🟡", "answered": "🟢", "closed": "⚪"}
#: The icons that say it, the best first: which of them there are is Telegram's to tell.
ICONS: Mapping[State, tuple[str, ...]] = {
    "quiet": (),
    "waiting": ("❗", "‼", "❓"),
    "taken": ("👀", "✍", "⚡"),
    "answered": ("✅", "💬"),
    "closed": ("🏁", "📁"),
}

PER_MINUTE = 20  # messages a forum takes from a bot, whatever its number of topics
EARLY = 15  # from so many in the last minute on, it is said
LATE = timedelta(minutes=1)  # how long a mirror may wait before its forum is behind


@dataclass(frozen=True, kw_only=True, slots=True)
class Face:
    """How a conversation stands: since when somebody waits, who (a staff id) took, put off or answered it, and until when."""

    state: State
    at: datetime | None = None
    who: int | None = None
    until: datetime | None = None


def face(conversation: Conversation, ended: How | None) -> Face:
    """How it stands; `ended` says how its last episode ended, None while it runs or where there was none."""
    waiting, last = conversation.waiting, conversation.last_answer
    if waiting is not None and waiting.lease is not None:
        return Face(state="taken", at=waiting.since, who=waiting.lease.staff, until=waiting.lease.until)
    if waiting is not None and waiting.snooze is not None:
        return Face(state="waiting", at=waiting.since, who=waiting.snooze.staff, until=waiting.snooze.until)
    if waiting is not None:
        return Face(state="waiting", at=waiting.since)
    if ended in ("no_answer_needed", "closed", "solved"):
        return Face(state="closed")
    if last is None or not conversation.episode:
        return Face(state="quiet")
    return Face(state="answered", who=last.staff)


def changed(before: Conversation, after: Conversation) -> bool:
    """Whether what a topic shows of its conversation may be another now."""
    return _shown(before) != _shown(after)


def _shown(conversation: Conversation) -> tuple[object, ...]:
    waiting, last = conversation.waiting, conversation.last_answer
    standing = None if waiting is None else (waiting.since, waiting.lease, waiting.snooze)
    promises = tuple((promise.number, promise.due) for promise in conversation.promises)
    return conversation.episode, standing, None if last is None else last.staff, promises


def name(state: State, partner: str, title: str, *, titled: bool) -> str:
    """The topic's name, 1 to 128 units: the state, the partner, and the chat's title as far as there is room.

    Cut between graphemes; the partner's name wins over the title. `titled`: the partner's name alone does not tell the chat,
    which is a group, or one of several people's.
    """
    mark = f"{MARKS[state]} " if MARKS[state] else ""
    partner, title = " ".join(partner.split()), " ".join(title.split())
    room = NAME_LIMIT - _units(mark)
    if not titled or not title:
        return mark + (cut(partner or title, room) or "—")
    kept = cut(partner, room - _units(" · ") - min(_units(title), TITLE_LEAST)) if partner else "—"
    return f"{mark}{kept} · {cut(title, room - _units(kept) - _units(' · '))}"


def bare(shown: str) -> str:
    """A topic's name without the mark of its state."""
    return next((shown.removeprefix(f"{mark} ") for mark in MARKS.values() if mark and shown.startswith(mark)), shown)


def icon(state: State, offered: Mapping[str, str]) -> str:
    """The id of the icon for that state, of those offered (emoji → id); empty: none, where there is none that fits."""
    known = {emoji.rstrip("\ufe0f"): number for emoji, number in offered.items()}
    return next((known[emoji] for emoji in ICONS[state] if emoji in known), "")


def cut(text: str, units: int) -> str:
    """As much of the text as fits into so many UTF-16 units, no grapheme torn, `…` where something is missing."""
    if _units(text) <= units:
        return text
    kept, left = "", units - 1
    for grapheme in _graphemes(text):
        left -= _units(grapheme)
        if left < 0:
            break
        kept += grapheme
    return f"{kept.rstrip()}…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _graphemes(text: str) -> list[str]:
    """What a reader takes for one sign: marks, joined emoji, skin tones and flags stay together."""
    found: list[str] = []
    for char in text:
        if found and (_goes_on(char) or found[-1].endswith("\u200d") or _second_half(found[-1], char)):
            found[-1] += char
        else:
            found.append(char)
    return found


def _goes_on(char: str) -> bool:
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc")
        or char == "\u200d"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _second_half(before: str, char: str) -> bool:
    return len(before) == 1 and _regional(before) and _regional(char)


def _regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """A staff forum: messages it was sent in the last hour, and its topics."""

    forum: int
    busy: int
    topics: int


def forum(loads: Sequence[Load], mine: int | None) -> int | None:
    """Where a new topic is made: where the partner's other chats are, else the least busy, then the least full.

    `loads` in the order in which the forums were set up; `mine` the partner's forum, if any. None: there is no forum.
    """
    if any(load.forum == mine for load in loads):
        return mine
    return min(loads, key=lambda load: (load.busy, load.topics)).forum if loads else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Lag:
    """How far a forum is behind: messages in the last minute, mirrors queued, and the age of the oldest of them."""

    forum: int
    minute: int
    queued: int
    oldest: timedelta


Pressure = Literal["calm", "busy", "behind"]


def pressure(lag: Lag) -> Pressure:
    """Whether somebody should set up another forum: before it is behind, it is busy."""
    if lag.queued and lag.oldest >= LATE:
        return "behind"
    return "busy" if lag.minute >= EARLY else "calm"
