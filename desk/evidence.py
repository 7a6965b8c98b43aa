"""What happened to a deal, as a chain: every entry holds the hash of the one before, so that none can be changed or left out
unseen (PRODUCT 6)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from desk.chats import Chat
from desk.links import Flow
from desk.terms import Version

#: What is written down, and by which names. Every body is read again when the evidence is shown, to both sides: nothing stands
#: there that is for us alone, or of another partner. The parts are made by the functions below, so that they are the same
#: everywhere: `by` person (None: desk.yaml, or nobody) · `chat` chat · `flow` flow (None: several, or unknown) · `link` a
#: number · `version` version · `message` message. Instants are written by `stamp`, amounts as text.
Kind = Literal[
    "terms",  # a version came to be: version, from, to, body (as `Body.json` says it, read), by, announced (bool)
    "withdrawn",  # a version that had not come into force was taken back: version, by
    "issued",  # a link came to be: link, token, flow, chat, version, by
    "shown",  # a version arrived in a chat: version, chat, flows (a list), link (None: the terms alone), message, people (names)
    "untold",  # a version could not be shown in a chat: version, chat, why
    "accepted",  # somebody pressed Accept, or Read: version, chat, flow, link, by, how (`accepted` or `read`)
    "declined",  # somebody pressed Decline and stop: version, chat, flow, link, by
    "pasted",  # a tracking link appeared in a chat by hand: chat, links (numbers), flows, message, by
    "stopped",  # a link was stopped: link, flow, chat, why, by
    "lead",  # a lead was heard of, or changed: source (name), goal, external, status, was (status before, or None), link, flow, lead_at, clicked_at
    "warned",  # told in a chat about a cap: chat, version, flow, cap (its place), level (50, 80, 100 or over), used, value, from, to (the window), message
    "confirmed",  # somebody pressed Stopped: chat, version, flow, cap, from, by
    "verdict",  # what was decided after a test: version, flow, what, by
    "dispute",  # a dispute was opened or settled: number, what (`opened`, `favour`, `partly`, `declined`), text, by
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


# --- the parts of bodies ----------------------------------------------------------------------------------------------


def person(user_id: int, name: str, *, ours: bool = False) -> dict[str, Any]:
    """Who did it, by the name of that day; ours: one of the staff."""
    return {"user": user_id, "name": name, "ours": ours}


def chat(place: Chat) -> dict[str, Any]:
    """Where, by the title of that day."""
    return {"chat": place.id, "title": place.title, "telegram": place.tg_id}


def flow(one: Flow) -> dict[str, Any]:
    """Which flow."""
    return {"flow": one.id, "geo": one.geo, "source": one.source}


def version(one: Version) -> dict[str, Any]:
    """Which version: whom it binds, its number there, and the hash of its body."""
    scope = one.scope
    narrowed = {"tier": scope.tier, "geo": scope.geo, "source": scope.source}
    return {"number": one.number, "hash": one.hash, **{name: value for name, value in narrowed.items() if value}}


def message(telegram: int, number: int) -> dict[str, Any]:
    """Which message; `link` opens it, for those who are in the chat, and is None where Telegram has no such links."""
    return {"message": number, "link": link_to(telegram, number)}


def link_to(telegram: int, number: int) -> str | None:
    """The address of a message in a supergroup."""
    inside = str(telegram).removeprefix("-100")
    return f"https://t.me/c/{inside}/{number}" if inside != str(telegram) else None
