"""The auditor's view of conversations: as they are stored, against what their events say (PRODUCT 4, DESIGN 3.5)."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from desk.audit import LATE, Finding, Stored, examine
from desk.conversation import Conversation, Event, fold, load
from storage import conversations, marks
from storage.database import Row, Tx, instant, ms


async def top(tx: Tx) -> int:
    """The highest number of a conversation."""
    row = await tx.one("audits.top")
    return (row["id"] or 0) if row else 0


async def after(tx: Tx, number: int, limit: int) -> list[Stored]:
    """The next conversations behind that number."""
    rows = await tx.all("audits.after", after=number, limit=limit)
    if not rows:
        return []
    logs: dict[int, list[Row]] = {}
    for event in await tx.scan("audits.events", first=rows[0]["id"], last=rows[-1]["id"]):
        logs.setdefault(event["conversation"], []).append(event)
    return [_stored(row, logs.get(row["id"], [])) for row in rows]


async def late(tx: Tx, before: datetime, limit: int) -> list[int]:
    """Conversations that wait without a next action, or in which one was due before that instant."""
    return [row["id"] for row in await tx.all("audits.late", before=ms(before), limit=limit)]


async def at_once(tx: Tx, now: datetime, limit: int) -> tuple[int, list[Finding]]:
    """Look at whoever waits and at the conversations whose turn is next; how many those were, and what was wrong."""
    numbers = {*await late(tx, now - LATE, limit), *await conversations.waited(tx, now, limit)}
    seen = await after(tx, await marks.reached(tx, "audit"), limit)
    suspects = sorted(numbers | {one.conversation for one in seen if examine(one, now)})
    findings = [await mend(tx, number, now) for number in suspects]
    return len(numbers | {one.conversation for one in seen}), [one for one in findings if one is not None]


async def mend(tx: Tx, number: int, now: datetime) -> Finding | None:
    """Look at one conversation once more, alone, and put right what the events say; gives what was wrong, if anything."""
    row = await tx.one("audits.one", id=number)
    if row is None:
        return None
    stored = _stored(row, await tx.all("audits.events", first=number, last=number))
    finding = examine(stored, now)
    if finding is not None and stored.log is not None:
        state = fold(stored.log)
        await tx.run(
            "audits.mend",
            id=number,
            state=state.to_text(),
            events=len(stored.log),
            waiting_since=ms(state.waiting_since),
            now=ms(now),
        )
    return finding


def _stored(row: Row, events: Sequence[Row]) -> Stored:
    return Stored(
        conversation=row["id"],
        state=_state(row["state"]),
        count=row["events"],
        waiting_since=instant(row["waiting_since"]),
        next_at=instant(row["next_action_at"]),
        log=_log(events),
    )


def _state(text: str) -> Conversation | None:
    try:
        return Conversation.from_text(text)
    except ValueError:
        return None


def _log(events: Sequence[Mapping[str, str]]) -> list[Event] | None:
    try:
        return [load(event["kind"], json.loads(event["data"])) for event in events]
    except (KeyError, ValueError):
        return None
