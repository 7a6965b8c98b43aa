"""The past of a conversation and the chats of a partner, as values (PRODUCT 3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """One wait: from, to (None: it runs), who ended it and how, the deepest level called (-1: none)."""

    started_at: datetime
    ended_at: datetime | None
    staff: str | None
    how: Literal["answered", "no_answer_needed", "closed", "solved"] | None
    level: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """A chat of a partner with its conversation, None while there is none, and since when somebody waits there."""

    chat: int
    title: str
    kind: Literal["private", "group"]
    conversation: int | None
    waits_since: datetime | None
