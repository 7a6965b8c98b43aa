"""What happened to a deal, as a chain: every entry holds the hash of the one before, so that none can be changed or left out
unseen (PRODUCT 6)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

#: What is written down. The body of each names instants as ISO 8601 in UTC, amounts as text, people and chats by number and
#: by the name they had then.
Kind = Literal[
    "terms",  # a version came to be: its scope, number, body, hash, interval, who made it
    "withdrawn",  # a version that had not come into force was taken back
    "issued",  # a link came to be: chat, token, version, by whom
    "shown",  # a version arrived in a chat: message, its link, who is in the chat as far as is known
    "untold",  # a version could not be shown in a chat
    "accepted",  # somebody pressed Accept, or Read: `how`
    "declined",  # somebody pressed Decline and stop
    "pasted",  # a tracking link appeared in a chat by hand
    "stopped",  # a link was stopped: why
    "lead",  # a lead was heard of, or its status changed
    "warned",  # a share of a cap was used, STOP, over it: told in a chat
    "confirmed",  # somebody pressed Stopped
    "verdict",  # what was decided after a test
    "dispute",  # a dispute was opened or settled
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One link of the chain; `number` counts from 1 within a deal."""

    number: int
    at: datetime
    kind: Kind
    body: str  # canonical JSON
    hash: str


def canonical(value: Mapping[str, Any]) -> str:
    """JSON that is the same for the same facts: sorted keys, no spaces, nothing escaped that needs not be."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def entry(previous: str, number: int, at: datetime, kind: Kind, facts: Mapping[str, Any]) -> Entry:
    """The next entry after the one whose hash is `previous` (empty: the first)."""
    body = canonical(facts)
    return Entry(number=number, at=at, kind=kind, body=body, hash=link(previous, number, at, kind, body))


def link(previous: str, number: int, at: datetime, kind: str, body: str) -> str:
    """The hash of an entry: SHA-256 over what came before and all it says."""
    text = "\n".join((previous, str(number), stamp(at), kind, body))
    return hashlib.sha256(text.encode()).hexdigest()


def broken(entries: Iterable[Entry]) -> int | None:
    """The number of the first entry that does not follow from those before it, or None for a whole chain from its start."""
    previous, expected = "", 1
    for one in entries:
        if one.number != expected or one.hash != link(previous, one.number, one.at, one.kind, one.body):
            return expected
        previous, expected = one.hash, expected + 1
    return None


def stamp(at: datetime) -> str:
    """An instant as evidence writes it: `2026-11-21T20:40:00.000+00:00`."""
    return at.isoformat(timespec="milliseconds")
