"""The journal: every Bot API call, with what came of it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sandbox.methods.params import Params
from sandbox.world import World

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `status` is the HTTP code answered (or that would have been), `cut` None, "before" or "after" processing;
    `message_ids` the messages made or touched in `chat_id`, `thread` their topic, `text` the first one's text or caption,
    `source_chat` and `source_ids` what was copied or forwarded, `album` their new media_group_id."""

    seq: int
    at: datetime
    method: str
    params: Json
    status: int
    description: str = ""
    chat_id: int | None = None
    message_ids: tuple[int, ...] = ()
    cut: str | None = None
    thread: int = 0
    text: str = ""
    album: str | None = None
    source_chat: int | None = None
    source_ids: tuple[int, ...] = ()

    def json(self) -> Json:
        """For the page."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "at"} | {
            "at": int(self.at.timestamp() * 1000)
        }


class Journal:
    """Calls in the order they were processed; `cap` keeps only the newest so many."""

    def __init__(self, world: World, cap: int | None = None) -> None:
        self.world = world
        self.calls: deque[Call] = deque(maxlen=cap)
        self._seq = 0

    def add(
        self, method: str, p: Params, status: int, result: Any = None, *, description: str = "", cut: str | None = None
    ) -> None:
        """Write one down."""
        self._seq += 1
        chat_id, made = _number(p.values.get("chat_id")), _made(result)
        source_chat = _number(p.values.get("from_chat_id"))
        self.calls.append(
            Call(
                self._seq,
                self.world.clock.now(),
                method,
                p.values,
                status,
                description,
                chat_id,
                made,
                cut,
                *self._first(chat_id, made),
                source_chat,
                _sources(p) if source_chat is not None else (),
            )
        )

    def singly(self, call: Call) -> list[Call]:
        """A call that copied several messages as one for each of them, as a reader sees them; an album stays together."""
        if call.method != "copyMessages" or call.album is not None or len(call.message_ids) != len(call.source_ids):
            return [call]
        pairs = zip(call.message_ids, call.source_ids, strict=True)
        return [
            replace(call, message_ids=(one,), source_ids=(source,), text=self._first(call.chat_id, (one,))[1])
            for one, source in pairs
        ]

    def _first(self, chat_id: int | None, made: tuple[int, ...]) -> tuple[int, str, str | None]:
        chat = self.world.chats.get(chat_id or 0)
        message = chat.messages.get(made[0]) if chat is not None and made else None
        return (0, "", None) if message is None else (message.topic, message.text, message.raw.get("media_group_id"))


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def _made(result: Any) -> tuple[int, ...]:
    items = result if isinstance(result, list) else [result]
    return tuple(item["message_id"] for item in items if isinstance(item, dict) and "message_id" in item)


def _sources(p: Params) -> tuple[int, ...]:
    try:
        many = p.items("message_ids") if "message_ids" in p else [p.integer("message_id")]
        return tuple(int(item) for item in many)
    except (ValueError, TypeError):
        return ()
