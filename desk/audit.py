"""What the auditor looks for: a state that is not what the events say, a wait in which nothing will happen (PRODUCT 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from desk.conversation import Conversation, Event, fold

LATE = timedelta(minutes=2)  # a step that is due for longer is not going to be taken

#: differs: the state is not the fold of the events · unreadable: they cannot be read · adrift: it waits without a next
#: action · late: its next action should have been taken long ago
Kind = Literal["differs", "unreadable", "adrift", "late"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What is wrong with a conversation."""

    conversation: int
    kind: Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A conversation as it is stored; `state` and `log` are None where they cannot be read."""

    conversation: int
    state: Conversation | None
    count: int  # events it is said to have
    waiting_since: datetime | None
    next_at: datetime | None
    log: Sequence[Event] | None


def examine(stored: Stored, now: datetime) -> Finding | None:
    """The worst that is wrong with it, or None."""
    kind = _kind(stored, now)
    return Finding(conversation=stored.conversation, kind=kind) if kind else None


def _kind(stored: Stored, now: datetime) -> Kind | None:
    if stored.log is None:
        return "unreadable"
    state = fold(stored.log)
    if (stored.state, stored.count, stored.waiting_since) != (state, len(stored.log), state.waiting_since):
        return "differs"
    if stored.next_at is None:
        return "adrift" if state.waiting is not None else None
    return "late" if stored.next_at < now - LATE else None
