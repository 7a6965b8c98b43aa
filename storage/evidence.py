"""Entries about a deal, in the transaction of what they are about (PRODUCT 6)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from desk import evidence
from desk.evidence import Entry, Kind
from desk.terms import Version
from storage.database import Row, Tx, instant, ms


async def record(tx: Tx, partner: int, offer: str, kind: Kind, facts: Mapping[str, Any], now: datetime) -> None:
    """Write down what happened to the deal of that partner and that offer."""
    await record_many(tx, partner, offer, [(kind, facts)], now)


async def record_many(
    tx: Tx, partner: int, offer: str, happened: Sequence[tuple[Kind, Mapping[str, Any]]], now: datetime
) -> None:
    """The same for many things at once, in their order; the deal's row is held until the end of the transaction."""
    if not happened:
        return
    deal = await tx.one("evidence.deal", partner=partner, offer=offer)
    assert deal is not None
    head, number, rows = deal["head"], deal["entries"], []
    for kind, facts in happened:
        number += 1
        entry = evidence.entry(head, number, now, kind, facts)
        rows.append(_row(deal["id"], entry))
        head = entry.hash
    await tx.many("evidence.add", rows)
    await tx.run("evidence.ahead", id=deal["id"], entries=number, head=head)


async def knows(tx: Tx, partner: int, version: Version) -> bool:
    """Whether the deal's chain says already what that version is."""
    like = f'%"version":{evidence.canonical(evidence.version(version))}%'
    return await tx.one("evidence.knows_terms", partner=partner, offer=version.offer, like=like) is not None


def _row(deal: int, entry: Entry) -> dict[str, Any]:
    names = ("number", "kind", "body", "hash")
    return {"deal": deal, "at": ms(entry.at), **{name: getattr(entry, name) for name in names}}


async def chains(tx: Tx, partner: int, offer: str) -> list[list[Entry]]:
    """All that is written about that deal: its own chain, and those of partners that were merged into this one."""
    return list((await numbered(tx, partner, offer)).values())


async def numbered(tx: Tx, partner: int, offer: str) -> dict[int, list[Entry]]:
    """The same by the number of each chain."""
    found: dict[int, list[Entry]] = {}
    for row in await tx.scan("evidence.entries", partner=partner, offer=offer):
        found.setdefault(row["deal"], []).append(_entry(row))
    return found


def _entry(row: Row) -> Entry:
    at = instant(row["at"])
    assert at is not None
    return Entry(at=at, **{name: row[name] for name in ("number", "kind", "body", "hash")})
