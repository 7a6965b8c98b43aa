"""Who was called, how loud, and the lists that stand for several calls at once (PRODUCT 4)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from desk import pinging
from desk.conversation import Called, Conversation, to_ms
from desk.letters import cards
from desk.letters.cards import Standing
from desk.letters.letter import Lane, Letter
from desk.pinging import Manner, Ping
from desk.waiting import Case, Step
from storage import outbox
from storage.database import Row, Tx, instant, ms

#: A list, by the staff id of its reader and its name
Named = tuple[int, datetime]


async def temper(tx: Tx, known: Case, step: Step, now: datetime) -> tuple[list[Letter], set[Named]]:
    """The letters of a step as loud as they may be, and the lists that are to be shown anew once the step is kept."""
    after = replace(known, state=step.state)
    called = {one for event in step.events if isinstance(event, Called) for one in event.staff if one in known.staff}
    if called:
        await tx.all("pings.alone")
    manners = {staff: await _call(tx, after, staff, now) for staff in sorted(called)}
    letters: list[Letter] = []
    for letter in step.letters:
        how = manners.get(letter.to.id) if _rings(letter) else None
        letters += [letter] if how is None else await _as_loud(tx, letter, how)
    lists = {(staff, how.list) for staff, how in manners.items() if how.list is not None}
    return letters, lists | await _listing(tx, known, step)


def _rings(letter: Letter) -> bool:
    if letter.to.kind != "staff" or letter.lane != Lane.CARD or letter.renew_only or letter.silent:
        return False
    return letter.key == "card" or letter.key.startswith("nudge")


async def _call(tx: Tx, case: Case, staff: int, now: datetime) -> Manner:
    rows = await tx.all("pings.heard", staff=staff, since=ms(now - pinging.HOUR))
    wait = (case.conversation, case.state.episode)
    heard = [
        Ping(at=_at(row["at"]), list=instant(row["list"]), same=(row["conversation"], row["episode"]) == wait)
        for row in rows
    ]
    how = pinging.manner(heard, case.staff[staff].role, case.pings, now)
    await tx.run(
        "pings.add",
        staff=staff,
        at=ms(now),
        conversation=case.conversation,
        episode=case.state.episode,
        list=ms(how.list),
        aloud=int(how.aloud),
    )
    return how


async def _as_loud(tx: Tx, letter: Letter, how: Manner) -> list[Letter]:
    """Who is called by a list has a card renewed only where it stands; a nudge goes under a card that stands, no other."""
    if how.list is not None:
        return [replace(letter, renew_only=True)] if letter.key == "card" else []
    if letter.reply_slot is not None and await outbox.slot(tx, letter.reply_slot) is None:
        return []  # the card itself comes now, and is heard
    return [replace(letter, silent=not how.aloud)]


async def _listing(tx: Tx, known: Case, step: Step) -> set[Named]:
    """The lists on which the wait stands that this step is about, where it reads differently there from now on."""
    wait = known.state.waiting
    if wait is None or _reads(known.state, wait.episode) == _reads(step.state, wait.episode):
        return set()
    rows = await tx.all("pings.lists", conversation=known.conversation, episode=wait.episode)
    return {(row["staff"], _at(row["list"])) for row in rows}


async def show(tx: Tx, lists: Iterable[Named], now: datetime) -> None:
    """Show these lists as they are now; one on which nobody waits any more is not sent, if it has not been."""
    if lists:
        await tx.all("pings.alone")
    for staff, name in sorted(lists):
        rows = await tx.all("pings.listed", staff=staff, list=ms(name))
        lines = [_line(row) for row in {row["conversation"]: row for row in rows}.values()]  # of each the last wait
        letter = cards.waits(staff, to_ms(name), lines, silent=not any(row["aloud"] for row in rows))
        if all(line.state == "over" for line in lines):
            await outbox.revoke(tx, str(letter.cause))
            letter = replace(letter, renew_only=True)
        await outbox.add(tx, [letter], now)


def _reads(state: Conversation, episode: int) -> Standing:
    """What a list says of that wait."""
    wait = state.waiting
    if wait is None or wait.episode != episode:
        return "over"
    return "taken" if wait.lease is not None else "waits"


def _line(row: Row) -> cards.Line:
    state = Conversation.from_text(row["state"])
    reads = _reads(state, row["episode"])
    return cards.Line(
        conversation=row["conversation"],
        episode=row["episode"],
        partner=row["partner"],
        chat=row["title"],
        group=row["kind"] == "group",
        since=_at(row["first"]) if state.waiting is None or reads == "over" else state.waiting.since,
        state=reads,
    )


def _at(value: int) -> datetime:
    at = instant(value)
    assert at is not None
    return at


async def forget(tx: Tx, before: datetime) -> None:
    """Drop calls older than that."""
    await tx.run("pings.forget", before=ms(before))
