"""Letters from the moment they are caused to the receipt (DESIGN 2, Out): the desk's receipt book."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk.letters import packing
from desk.letters.letter import Lane, Letter, Source, To
from storage.database import Row, Tx, instant, ms


@dataclass(frozen=True, kw_only=True, slots=True)
class Queued:
    """A stored letter: its number, the letter itself, how often it was tried, how often its outcome was unknown."""

    id: int
    letter: Letter
    not_before: datetime
    created_at: datetime
    tries: int = 0
    unknowns: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """The receipt of one letter: where it stands, and the exact text."""

    id: int
    at: datetime
    chat: int
    message: int | None
    text: str


async def add(tx: Tx, letters: Iterable[Letter], now: datetime) -> None:
    """Queue letters in order. One whose `once` is known is dropped; one with a queued `slot` takes its place.

    A renewal is dropped where nothing stands, or is leaving, that could be renewed.
    """
    for letter in letters:
        values = _values(letter, now)
        if letter.slot and letter.kind in RENEWED and await _replaced(tx, letter, values):
            continue
        if letter.slot and letter.renew_only and await tx.one("outbox.renewable", slot=letter.slot) is None:
            continue
        await tx.run("outbox.add", **values)


RENEWED = ("text", "react")  # a newer one takes the place of one still queued
REWORDED = ("key", "params", "buttons", "cause", "expires_at", "slot", "kind")


async def _replaced(tx: Tx, letter: Letter, values: dict[str, Any]) -> bool:
    """Whether a queued letter of the same name has been made to say this one."""
    words = {name: values[name] for name in REWORDED}
    if letter.renew_only:
        return await tx.one("outbox.reword", **words) is not None
    return await tx.one("outbox.replace", **words, options=values["options"]) is not None


def _values(letter: Letter, now: datetime) -> dict[str, Any]:
    options = {"renew_only": letter.renew_only, "silent": letter.silent, "reply_slot": letter.reply_slot}
    return {
        "to_kind": letter.to.kind,
        "to_id": letter.to.id,
        "lane": int(letter.lane),
        "kind": letter.kind,
        "key": letter.key,
        "params": packing.dump_params(letter.params),
        "buttons": packing.dump_rows(letter.buttons),
        "options": json.dumps({name: value for name, value in options.items() if value}),
        "once": letter.once,
        "slot": letter.slot,
        "cause": letter.cause,
        "reply_chat": letter.reply_to.chat if letter.reply_to else None,
        "reply_message": letter.reply_to.message if letter.reply_to else None,
        "not_before": ms(letter.not_before or now),
        "expires_at": ms(letter.expires_at),
        "on_unknown": letter.on_unknown,
        "created_at": ms(now),
    }


def _queued(row: Row) -> Queued:
    reply = Source(chat=row["reply_chat"], message=row["reply_message"]) if row["reply_chat"] is not None else None
    letter = Letter(
        to=To(kind=row["to_kind"], id=row["to_id"]),
        lane=Lane(row["lane"]),
        kind=row["kind"],
        key=row["key"],
        params=packing.load_params(row["params"]),
        buttons=packing.load_rows(row["buttons"]),
        once=row["once"],
        slot=row["slot"],
        cause=row["cause"],
        reply_to=reply,
        expires_at=instant(row["expires_at"]),
        **json.loads(row["options"]),
    )
    at = instant(row["not_before"])
    made = instant(row["created_at"])
    assert at is not None
    assert made is not None
    return Queued(
        id=row["id"], letter=letter, not_before=at, created_at=made, tries=row["tries"], unknowns=row["unknowns"]
    )


async def add_part(tx: Tx, cause: str, part: Mapping[str, Any], until: datetime) -> bool:
    """Add a part to an album that has not left, held until then; False when there is none."""
    row = await tx.one("outbox.album", cause=cause)
    if row is None:
        return False
    params = packing.load_params(row["params"])
    params["parts"] = [*params["parts"], dict(part)]
    await tx.run("outbox.hold", id=row["id"], params=packing.dump_params(params), not_before=ms(until))
    return True


async def album_shown(tx: Tx, cause: str) -> Letter | None:
    """The first letter of an album that has left, or is leaving."""
    row = await tx.one("outbox.album_first", cause=cause)
    return _queued(row).letter if row else None


async def by_once(tx: Tx, once: str) -> tuple[Letter, str] | None:
    """The letter of that key and its state: queued, sending, sent, dead or revoked."""
    row = await tx.one("outbox.by_once", once=once)
    return (_queued(row).letter, row["state"]) if row else None


async def told(tx: Tx, at: Source) -> str | None:
    """The cause of the card, or of the nudge under one, that stands there."""
    row = await tx.one("outbox.told", chat=at.chat, message=at.message)
    return row["cause"] if row else None


async def withdraw(tx: Tx, once: str) -> bool:
    """Take back one letter that has not left yet; False when it has."""
    return await tx.one("outbox.withdraw", once=once) is not None


async def revoke(tx: Tx, cause: str) -> None:
    """Take back everything of that cause that has not left yet."""
    await tx.run("outbox.revoke", cause=cause)


async def open_ids(tx: Tx, limit: int = 5000) -> list[int]:
    """The numbers of all queued letters, the most urgent lane first."""
    return [row["id"] for row in await tx.all("outbox.open", limit=limit)]


async def load(tx: Tx, ids: Sequence[int]) -> list[Queued]:
    """Those letters, by number."""
    return [_queued(row) for row in await tx.all("outbox.load", ids=json.dumps(list(ids)))]


async def claim(tx: Tx, queued: Queued, epoch: int) -> Queued | None:
    """Mark it in flight under this lease and give it as it is now; None when it was revoked meanwhile."""
    if await tx.one("outbox.claim", id=queued.id, epoch=epoch) is None:
        return None
    if queued.letter.slot is None and queued.letter.kind != "album":  # only these are renewed while they wait
        return queued
    row = await tx.one("outbox.by_id", id=queued.id)
    return _queued(row) if row else None


async def sent(tx: Tx, receipt: Sent) -> None:
    """It got through."""
    await tx.run(
        "outbox.sent",
        id=receipt.id,
        sent_at=ms(receipt.at),
        chat=receipt.chat,
        message=receipt.message,
        text=receipt.text,
    )


async def later(tx: Tx, letter_id: int, at: datetime, error: str, *, unknown: bool = False) -> None:
    """Not now; again from `at` on. unknown: it may have got through all the same."""
    await tx.run("outbox.later", id=letter_id, not_before=ms(at), error=error, unknowns=int(unknown))


async def dead(tx: Tx, letter_id: int, error: str) -> None:
    """It will never get through."""
    await tx.run("outbox.dead", id=letter_id, state="dead", error=error)


async def drop(tx: Tx, letter_id: int, why: str) -> None:
    """It is not wanted any more."""
    await tx.run("outbox.dead", id=letter_id, state="revoked", error=why)


async def lately(tx: Tx, since: datetime) -> list[tuple[Letter, int | None, datetime | None]]:
    """What has left since then, with chat and instant, and what was in flight, without."""
    rows = await tx.all("outbox.lately", since=ms(since))
    letters = {queued.id: queued.letter for queued in await load(tx, [row["id"] for row in rows])}
    return [(letters[row["id"]], row["chat"], instant(row["sent_at"])) for row in rows]


async def adrift(tx: Tx, epoch: int) -> list[tuple[int, str]]:
    """(number, on_unknown) of letters in flight when an earlier holder of the lease died."""
    return [(row["id"], row["on_unknown"]) for row in await tx.all("outbox.adrift", epoch=epoch)]


async def slot(tx: Tx, name: str) -> Source | None:
    """The live message of that name."""
    row = await tx.one("outbox.slot", slot=name)
    return Source(chat=row["chat"], message=row["message"]) if row else None


async def set_slot(tx: Tx, name: str, at: Source) -> None:
    """That message is now the live one of that name."""
    await tx.run("outbox.set_slot", slot=name, chat=at.chat, message=at.message)


async def drop_slot(tx: Tx, name: str) -> None:
    """The live message is gone; the next letter of that name is sent anew."""
    await tx.run("outbox.drop_slot", slot=name)


async def forget(tx: Tx, before: datetime) -> None:
    """Drop settled letters made before that instant; the receipts of shown terms are kept for ever."""
    await tx.run("outbox.forget", before=ms(before))
