"""The journal of calls: kept as they came, then read and counted (PRODUCT 6)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk import postbacks
from desk.letters import sources as letters
from desk.postbacks import Broken, Fault, Report, Trouble
from desk.rules import Rules
from desk.sources import Source
from storage import counting, outbox, sources
from storage.counting import Heard
from storage.database import Row, Tx, instant, ms

BATCH = 500
FAULTS = 100  # calls that were not counted
PACE = 100  # calls by which a source's pace is judged


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A call as it came: `params` and `body` without the secret; `refused` says why it is only noted."""

    source: int
    received_at: datetime
    params: Sequence[tuple[str, str]] = ()
    body: str = ""
    kind: str = ""  # the body's content type
    refused: Fault | None = None


async def keep(tx: Tx, calls: Sequence[Call]) -> None:
    """Write them down."""
    await tx.many("postbacks.add", [_row(call) for call in calls])


def _row(call: Call) -> dict[str, object]:
    raw = {"params": list(call.params), "body": call.body, "kind": call.kind}
    text = json.dumps({name: value for name, value in raw.items() if value}, ensure_ascii=False)
    return {
        "source": call.source,
        "received_at": ms(call.received_at),
        "raw": text.encode("utf-8", "replace").decode().replace("\\u0000", "\\ufffd"),
        "outcome": "refused" if call.refused else None,
        "why": call.refused,
    }


async def count(tx: Tx, rules: Rules, now: datetime, limit: int = BATCH) -> int:
    """Count what has not been counted; gives how many calls that were."""
    return await _counted(tx, await tx.all("postbacks.open", limit=limit), rules, now)


async def count_one(tx: Tx, number: int, rules: Rules, now: datetime) -> int:
    """Count that call of the journal, if it has not been counted."""
    return await _counted(tx, await tx.all("postbacks.open_one", id=number), rules, now)


async def waiting(tx: Tx, limit: int) -> list[int]:
    """The numbers of calls that have not been counted, in order."""
    return [row["id"] for row in await tx.all("postbacks.waiting", limit=limit)]


async def park(tx: Tx, number: int, error: str) -> None:
    """Set a call aside that meets a bug of ours: it is not looked at again."""
    await tx.run("postbacks.settle", id=number, outcome="parked", why=error, lead=None)


async def _counted(tx: Tx, rows: Sequence[Row], rules: Rules, now: datetime) -> int:
    known = await sources.held(tx, list({row["source"] for row in rows}))
    for number, source in known.items():
        await _count(tx, source, [row for row in rows if row["source"] == number], rules, now)
    return len(rows)


async def latest(tx: Tx, source: Source) -> list[datetime]:
    """When the latest calls of that source came, the latest first."""
    return [_at(row) for row in await tx.all("postbacks.latest", source=source.id, limit=PACE)]


async def tally(tx: Tx, source: Source, since: datetime) -> tuple[int, list[Fault]]:
    """How many calls of that source came since then, and why the latest of those that were not counted were not."""
    row = await tx.one("postbacks.tally", source=source.id, since=ms(since))
    faults = await tx.all("postbacks.faults", source=source.id, since=ms(since), limit=FAULTS)
    return row["calls"] if row else 0, [row["why"] for row in faults]


async def _count(tx: Tx, source: Source, rows: Sequence[Row], rules: Rules, now: datetime) -> None:
    params = {row["id"]: _params(row) for row in rows}
    tokens = await counting.ours(tx, [one for found in params.values() if found for one in postbacks.tokens(found)])
    heard: list[Heard] = []
    settled: list[dict[str, object]] = []
    troubles: list[Trouble] = []
    for row in rows:
        try:
            report = read(params[row["id"]], source, tokens, _at(row))
        except Broken as broken:
            settled.append({"id": row["id"], "outcome": "broken", "why": broken.what, "lead": None})
            troubles.append(broken.trouble)
            continue
        heard.append(Heard(report=report, postback=row["id"]))
        troubles += [*report.troubles, *strange(report, rules)]
    outcomes = await counting.take(tx, source, heard, tokens, now)
    for one, (outcome, lead) in zip(heard, outcomes, strict=True):
        why = ", ".join(f"{t.what} {t.word}".strip() for t in one.report.troubles) or None
        settled.append({"id": one.postback, "outcome": outcome, "why": why, "lead": lead})
    await tx.many("postbacks.settle", settled)
    await sources.heard(tx, source.id, max(map(_at, rows)))
    await _tell(tx, source, troubles, now)


def _params(row: Row) -> list[tuple[str, str]] | None:
    raw = json.loads(row["raw"])
    try:
        query = [(name, value) for name, value in raw.get("params", ())]
        return postbacks.parameters(query, raw.get("body", ""), raw.get("kind", ""))
    except Broken:
        return None


def read(params: list[tuple[str, str]] | None, source: Source, tokens: dict[str, int], at: datetime) -> Report:
    """What a call says; None: its body could not be read. Raises Broken."""
    if params is None:
        raise Broken("body")
    return postbacks.read(params, source, tokens, at)


def strange(report: Report, rules: Rules) -> list[Trouble]:
    """A goal that no offer has."""
    goals = {goal for offer in rules.offers for goal in offer.goals}
    return [] if report.goal in goals else [Trouble(what="goal", word=report.goal[: postbacks.SHOWN])]


async def _tell(tx: Tx, source: Source, troubles: Sequence[Trouble], now: datetime) -> None:
    """What is wrong with a source is told once; and that it is heard again after silence."""
    new = [one for one in dict.fromkeys(troubles) if one.what not in letters.QUIET]
    told = [one for one in new if await sources.first_time(tx, source, f"{one.what}:{one.word}", now)]
    to = await sources.responsible(tx, source) if told or source.silent_at else []
    said = [letters.trouble(one.id, source.name, told) for one in to if told]
    if source.silent_at is not None:
        await sources.audible(tx, source)
        said += [letters.audible(one.id, source.name) for one in to]
    await outbox.add(tx, said, now)


def _at(row: Row) -> datetime:
    at = instant(row["received_at"])
    assert at is not None
    return at
