"""Leads: what was said about each is kept, and what follows from it; and how fresh that is (PRODUCT 6)."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Literal

from desk import evidence as written
from desk import leads, platforms
from desk.leads import Lead, Said
from desk.links import Flow
from desk.postbacks import Report
from desk.sources import OURS, Settings, Source, Status
from storage import evidence
from storage.database import Row, Tx, instant, ms

NONE = timedelta()
Outcome = Literal["new", "changed", "repeat"]
Key = tuple[str, str]  # of a lead of a source: goal, number


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What was said about a lead, by which call (its number in the journal), or by whom of us."""

    report: Report
    postback: int | None = None
    made_by: int | None = None


@dataclass(kw_only=True, slots=True)
class _Known:
    """A lead as it is while what was heard is taken in; `before` is what is stored."""

    id: int
    before: Lead | None
    lead: Lead | None
    said: dict[str, Said]
    steps: list[tuple[Lead | None, Lead]] = field(default_factory=list)


async def as_of(tx: Tx, flow: Flow) -> tuple[datetime | None, timedelta]:
    """Until when the leads of that flow are known, and by how much what is known may lag.

    The sources that have brought leads of the flow, or while none has, every tracker that is open: the one that was heard
    longest ago, and the longest lag. People and files speak for a flow only where no tracker does. None: nothing was ever heard.
    """
    rows = await tx.all("counting.feeding", flow=flow.id) or await tx.all("counting.open_sources")
    rows = [row for row in rows if row["platform"] not in OURS] or rows
    heard = [row["heard_at"] for row in rows if row["heard_at"] is not None]
    return instant(min(heard)) if heard else None, max(map(_lag, rows), default=NONE)


def _lag(row: Row) -> timedelta:
    return NONE if row["platform"] in OURS else Settings.model_validate_json(row["settings"]).lag


async def ours(tx: Tx, tokens: Iterable[str]) -> dict[str, int]:
    """Which of these are tokens of links, and of which."""
    rows = await tx.all("counting.links_of_tokens", tokens=json.dumps(list(dict.fromkeys(tokens))))
    return {row["token"]: row["id"] for row in rows}


async def take(
    tx: Tx, source: Source, heard: Sequence[Heard], tokens: Mapping[str, int], now: datetime
) -> list[tuple[Outcome, int]]:
    """Keep what was said about leads of that source, which is held; what became of each, and the number of its lead.

    `tokens` are the links' (see `ours`). What follows for caps and for evidence is written in the same transaction.
    """
    known = await _known(tx, source, [_key(one) for one in heard], now)
    outcomes = _told(source, known, heard, tokens)
    fresh = [_row(known[_key(one)].id, _said(one.report, tokens), one) for one in heard]
    await tx.many("counting.add_change", fresh)
    await _keep(tx, source, known, now)
    return [(outcome, known[_key(one)].id) for outcome, one in zip(outcomes, heard, strict=True)]


async def foresee(
    tx: Tx, source: Source, heard: Sequence[Heard], tokens: Mapping[str, int]
) -> list[tuple[Outcome, Flow | None]]:
    """What `take` would make of it, without doing it; and the flow that each lead would be of."""
    keys = [_key(one) for one in heard]
    known = await _read_all(tx, await _stored(tx, source, list(dict.fromkeys(keys))))
    known |= {key: _Known(id=0, before=None, lead=None, said={}) for key in keys if key not in known}
    outcomes = _told(source, known, heard, tokens)
    links = {key: one.lead.link for key, one in known.items() if one.lead}
    flows = await _flows(tx, list(links.values()))
    return [(outcome, flows.get(links[key] or 0)) for outcome, key in zip(outcomes, keys, strict=True)]


def _told(
    source: Source, known: Mapping[Key, _Known], heard: Sequence[Heard], tokens: Mapping[str, int]
) -> list[Outcome]:
    """Each lead after each thing that was said."""
    meaning = partial(platforms.meaning, platform=source.platform, settings=source.settings)
    outcomes: list[Outcome] = []
    for one in heard:
        lead, said = known[_key(one)], _said(one.report, tokens)
        before, lead.said[said.print] = lead.lead, _earlier(lead.said.get(said.print), said)
        lead.lead = leads.fold(list(lead.said.values()), meaning)
        if before != lead.lead:
            lead.steps.append((before, lead.lead))
        outcomes.append("new" if before is None else "changed" if before != lead.lead else "repeat")
    return outcomes


async def reread(tx: Tx, source: Source, word: str, now: datetime) -> int:
    """The word means something else now for that source, which is held: how many leads that changes."""
    rows = await tx.all("counting.keys_of_word", source=source.id, word=word)
    known = await _known(tx, source, [(row["goal"], row["external"]) for row in rows], now)
    for one in known.values():
        meaning = partial(platforms.meaning, platform=source.platform, settings=source.settings)
        before, one.lead = one.lead, leads.fold(list(one.said.values()), meaning)
        if before != one.lead:
            one.steps.append((before, one.lead))
    await _keep(tx, source, known, now)
    return sum(bool(one.steps) for one in known.values())


def _key(one: Heard) -> Key:
    return one.report.goal, one.report.external


def _said(report: Report, tokens: Mapping[str, int]) -> Said:
    said = report.said
    link = tokens.get(report.token) if report.token else None
    names = ("word", "at", "clicked_at", "amount", "currency", "heard_at")
    return Said(link=link, **{name: getattr(said, name) for name in names})


def _earlier(known: Said | None, said: Said) -> Said:
    return said if known is None or said.heard_at < known.heard_at else known


def _row(lead: int, said: Said, one: Heard) -> dict[str, Any]:
    return {
        "lead": lead,
        "print": said.print,
        "word": said.word,
        "at": ms(said.at),
        "clicked_at": ms(said.clicked_at),
        "amount": None if said.amount is None else format(said.amount, "f"),
        "currency": said.currency,
        "link": said.link,
        "heard_at": ms(said.heard_at),
        "postback": one.postback,
        "made_by": one.made_by,
    }


async def _known(tx: Tx, source: Source, keys: Sequence[Key], now: datetime) -> dict[Key, _Known]:
    """The same of those keys; a lead that is new has a row and no words yet."""
    wanted = list(dict.fromkeys(keys))
    stored = await _stored(tx, source, wanted)
    new = [key for key in wanted if key not in stored]
    if new:
        row = {"source": source.id, "now": ms(now)}
        await tx.many("counting.add_lead", [{**row, "goal": goal, "external": number} for goal, number in new])
        stored |= await _stored(tx, source, new)
    return await _read_all(tx, stored)


async def _read_all(tx: Tx, stored: Mapping[Key, Row]) -> dict[Key, _Known]:
    """Those leads with all that was said about them."""
    known = {key: _Known(id=row["id"], before=None, lead=None, said={}) for key, row in stored.items()}
    by_id = {one.id: one for one in known.values()}
    for change in await tx.all("counting.changes", ids=json.dumps(list(by_id))):
        said = _read(change)
        by_id[change["lead"]].said[said.print] = said
    for key, one in known.items():
        one.before = one.lead = _lead(stored[key]) if one.said else None
    return known


async def _stored(tx: Tx, source: Source, keys: Sequence[Key]) -> dict[Key, Row]:
    rows = await tx.all("counting.leads_of_keys", source=source.id, keys=json.dumps(keys))
    return {(row["goal"], row["external"]): row for row in rows}


async def _keep(tx: Tx, source: Source, known: Mapping[Key, _Known], now: datetime) -> None:
    changed = {key: one for key, one in known.items() if one.before != one.lead and one.lead is not None}
    flows = await _flows(tx, [lead.link for one in known.values() for step in one.steps for lead in step if lead])
    rows = [
        _lead_row(one.id, one.lead, flows.get(one.lead.link or 0)) for one in changed.values() if one.lead is not None
    ]
    await tx.many("counting.set_lead", rows)
    touched = {flows[lead.link] for one in changed.values() for lead in (one.before, one.lead) if lead and lead.link}
    await tx.many("counting.recount", [{"flow": number} for number in sorted({flow.id for flow in touched})])
    await _write(tx, source, known, flows, now)


async def _flows(tx: Tx, links: Collection[int | None]) -> dict[int, Flow]:
    rows = await tx.all("counting.flows_of_links", ids=json.dumps(sorted({link for link in links if link})))
    names = ("id", "partner", "offer", "geo", "source")
    return {row["link"]: Flow(**{name: row[name] for name in names}) for row in rows}


async def _write(tx: Tx, source: Source, known: Mapping[Key, _Known], flows: Mapping[int, Flow], now: datetime) -> None:
    """Every step of every lead into the evidence of its deal; of leads that are nobody's there is none. Where a lead turns out
    to be of another deal, the one it was taken for is told that it counts nowhere there."""
    deals: dict[tuple[int, str], list[tuple[written.Kind, dict[str, Any]]]] = {}
    for key, one in known.items():
        for before, lead in one.steps:
            flow, was = flows.get(lead.link or 0), flows.get(before.link or 0) if before else None
            if flow is not None:
                facts = _facts(source, key, before, lead, flow)
                deals.setdefault(_deal(flow), []).append(("lead", facts))
            if before is not None and was is not None and (flow is None or _deal(was) != _deal(flow)):
                facts = _facts(source, key, before, replace(before, status="unmapped"), was)
                deals.setdefault(_deal(was), []).append(("lead", facts))
    for (owner, offer), happened in sorted(deals.items()):
        await evidence.record_many(tx, owner, offer, happened, now)


def _deal(flow: Flow) -> tuple[int, str]:
    return flow.partner, flow.offer


def _facts(source: Source, key: Key, before: Lead | None, lead: Lead, flow: Flow) -> dict[str, Any]:
    return {
        "source": source.name,
        "goal": key[0],
        "external": key[1],
        "status": lead.status,
        "was": before.status if before else None,
        "link": lead.link,
        "flow": written.flow(flow),
        "lead_at": written.stamp(lead.at),
        "clicked_at": written.stamp(lead.clicked_at) if lead.clicked_at else None,
    }


def _lead_row(number: int, lead: Lead, flow: Flow | None) -> dict[str, Any]:
    return {
        "id": number,
        "link": lead.link,
        "flow": flow.id if flow else None,
        "status": lead.status,
        "amount": None if lead.amount is None else format(lead.amount, "f"),
        "currency": lead.currency,
        "clicked_at": ms(lead.clicked_at),
        "at": ms(lead.at),
        "status_at": ms(lead.status_at),
        "heard_at": ms(lead.heard_at),
    }


def _amount(row: Row) -> Decimal | None:
    return None if row["amount"] is None else Decimal(row["amount"])


def _at(value: int) -> datetime:
    at = instant(value)
    assert at is not None
    return at


def _read(row: Row) -> Said:
    return Said(
        word=row["word"],
        at=instant(row["at"]),
        clicked_at=instant(row["clicked_at"]),
        amount=_amount(row),
        currency=row["currency"],
        link=row["link"],
        heard_at=_at(row["heard_at"]),
    )


def _lead(row: Row) -> Lead:
    status: Status = row["status"]
    return Lead(
        status=status,
        link=row["link"],
        amount=_amount(row),
        currency=row["currency"],
        clicked_at=instant(row["clicked_at"]),
        at=_at(row["at"]),
        status_at=instant(row["status_at"]),
        heard_at=_at(row["heard_at"]),
    )
