"""What leads are worth, told twice: by the caps, from the leads that are kept, and by the evidence, from its chain (PRODUCT 6)."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import parse_qsl

import pytest

from desk import dossier, publishing
from desk.dossier import Asked
from desk.people import Partner
from desk.publishing import Wish
from desk.rules import Cap, Payout
from desk.sources import Settings, Source
from desk.terms import Scope
from storage import caps, counting, dossiers, links, postbacks, sources
from storage.database import Database, Tx
from storage.postbacks import Call
from tests.storage.test_caps import LONG_AGO, NOW, limited, linked
from tests.storage.test_links import chat, partner

VALUE, GRACE = 4, 1
RULES = limited(Cap(value=VALUE), grace_max=GRACE)
CHANGED = NOW - timedelta(hours=1)  # from then on leads are paid in another currency
STATUSES = {"approved": "1", "pending": "2", "rejected": "3", "odd": "7"}


async def deal(tx: Tx, name: str, number: int) -> tuple[Partner, list[str]]:
    """A partner with a link of one flow in each of two chats, whose pay changes in between; the links' tokens."""
    owner = await partner(tx, name)
    places = [await chat(tx, -number - step, owner) for step in (1, 2)]
    tokens = [(await linked(tx, owner, place, number + at)).token for at, place in enumerate(places)]
    scope = Scope(offer="casino-x", partner=owner.id)
    body = (
        RULES.offers[0]
        .terms["new"]
        .model_copy(update={"payout": Payout(model="cpl", amount=3, currency="EUR", goal="lead")})
    )
    held = publishing.base(await links.versions(tx, owner.id, "casino-x"), scope, "new", NOW)
    wish = Wish(scope=scope, body=type(held.body)(terms=body, sources=held.body.sources, forbidden=held.body.forbidden))
    await links.keep(tx, publishing.publish([], wish, CHANGED, await links.next_number(tx, "casino-x"), LONG_AGO))
    return owner, tokens


def said() -> list[dict[str, Any]]:
    """Six leads, some of which change, some of whose clicks are heard of later; one that two links were named for."""
    told: list[dict[str, Any]] = []
    for number in range(6):
        at = CHANGED + timedelta(minutes=10 * (number - 3))
        call = {"link": number % 2, "conv": f"c{number}", "goal": "lead", "ts": at, "st": "pending"}
        told.append(call)
        told += [{**call, "ts": at + timedelta(minutes=1), "st": "approved"}] if number % 3 == 0 else []
        told += [{**call, "clicked": at - timedelta(minutes=25)}] if number > 3 else []
    return [
        *told,
        {**told[0], "conv": "c8", "st": "odd"},
        {**told[0], "conv": "c9", "st": "rejected"},
        {**told[0], "link": 1},
    ]


async def hears(tx: Tx, source: Source, tokens: Sequence[str], told: Sequence[dict[str, Any]]) -> None:
    for one in told:
        times = {name: f"{one[name].timestamp():.0f}" for name in ("ts", "clicked") if name in one}
        words = {**one, **times, "st": STATUSES[one["st"]], "flow": tokens[one["link"]]}
        query = "&".join(f"{name}={value}" for name, value in words.items() if name != "link")
        await postbacks.keep(tx, [Call(source=source.id, received_at=NOW, params=parse_qsl(query))])
        while await postbacks.count(tx, RULES, NOW):
            pass


async def document(tx: Tx, owner: Partner) -> dict[str, Any]:
    lengths = await dossiers.lengths(tx, owner.id, "casino-x")
    asked = Asked.of(owner.id, "casino-x", date(2026, 1, 1), date(2026, 12, 31), "Europe/Moscow", lengths)
    text = dossier.write(asked, await dossiers.known(tx, owner.id, "casino-x"))
    assert dossier.verify(text).wrong is None
    found: dict[str, Any] = json.loads(text)
    return found


async def reckoned(tx: Tx, owner: Partner) -> tuple[list[Any], list[str]]:
    """The rows of the split and what each lead counts as, as both sides tell it."""
    found, judged = await document(tx, owner), await caps.judged(tx, owner.id, "casino-x")
    counted = {one["external"]: one["counted"] for one in found["leads"] if one["counted"]}
    assert counted == {lead.external: known.verdict for lead, known in judged.items()}
    agreed = await caps.terms_of(tx, owner.id, "casino-x")
    paid = Counter[str]()
    for lead, known in judged.items():
        terms = agreed(lead)
        assert terms is not None
        assert (terms.payout.currency == "EUR") == (lead.agreed_at >= CHANGED)
        paid[terms.payout.currency] += int(terms.payout.amount or 0) if known.verdict != "over" else 0
    assert {row["amount"]["currency"]: int(row["amount"]["amount"]) for row in found["split"]} == paid
    assert sum(row["in_cap"] + row["grace"] for row in found["split"]) <= VALUE + GRACE
    assert sum(row[part] for row in found["split"] for part in ("in_cap", "grace", "over")) == len(judged)
    (flow,) = await links.flows_of(tx, owner.id)
    assert await links.used(tx, flow, await links.in_force(tx, owner, flow, NOW), NOW) == (len(judged),)
    return [{**row, "flow": None} for row in found["split"]], [verdict for _, verdict in sorted(counted.items())]


async def test_whatever_the_order_caps_and_evidence_say_the_same_and_each_lead_is_paid_by_its_click(
    db: Database,
) -> None:
    """Invariants 8, 10, 11, 12 and 23; and once more when a word of the source's means something else."""
    dice, owners = Random(7), list[Partner]()
    async with db.transaction() as tx:
        await links.sync_terms(tx, RULES, LONG_AGO)
        source = await sources.add(tx, "affise", "affise", None, NOW)
        assert source is not None
        for number in range(3):
            owner, tokens = await deal(tx, f"Partner {number}", 10 * (number + 1))
            owners.append(owner)
            told = [{**one, "conv": f"{number}{one['conv']}"} for one in said()]
            if number:
                told = [*told, *dice.sample(told, 5)]
                dice.shuffle(told)
            await hears(tx, source, tokens, told)
        first, *others = [await reckoned(tx, owner) for owner in owners]
        assert others == [first, first]
        assert {row["amount"]["currency"] for row in first[0]} == {"USD", "EUR"}
        held = (await sources.held(tx, [source.id]))[source.id]
        await sources.change(tx, held, Settings(statuses={STATUSES["odd"]: "approved"}))
        held = (await sources.held(tx, [source.id]))[source.id]
        assert await counting.reread(tx, held, STATUSES["odd"], NOW) == len(owners)
        second, *others = [await reckoned(tx, owner) for owner in owners]
        assert others == [second, second]
        assert len(second[1]) == len(first[1]) + 1


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_a_lead_for_which_two_partners_links_are_named_is_counted_once(
    db: Database, order: tuple[int, int]
) -> None:
    """Invariants 10 and 11: the first of the links has it, in the evidence of both too."""
    async with db.transaction() as tx:
        await links.sync_terms(tx, RULES, LONG_AGO)
        source = await sources.add(tx, "affise", "affise", None, NOW)
        assert source is not None
        owners, tokens = zip(
            *[await deal(tx, name, number) for name, number in (("Alpha", 10), ("Beta", 20))], strict=True
        )
        lead = {"link": 0, "conv": "c1", "goal": "lead", "ts": NOW, "st": "pending"}
        for which in order:
            await hears(tx, source, tokens[which], [lead])
        assert [len((await reckoned(tx, owner))[1]) for owner in owners] == [1, 0]


async def test_of_two_that_come_at_once_for_the_last_place_one_is_in(db: Database) -> None:
    """Invariant 13, by two processes that count at a time."""
    async with db.transaction() as tx:
        await links.sync_terms(tx, RULES, LONG_AGO)
        owner = await partner(tx)
        token = (await linked(tx, owner, await chat(tx, -1, owner), 1)).token
        pair = [await sources.add(tx, name, "affise", None, NOW) for name in ("one", "two")]
        first = [{"link": 0, "conv": f"c{n}", "goal": "lead", "ts": NOW, "st": "pending"} for n in range(VALUE - 1)]
        assert pair[0] is not None
        await hears(tx, pair[0], [token], first)

    async def comes(source: Source | None, at: datetime) -> None:
        assert source is not None
        async with db.transaction() as tx:
            await hears(tx, source, [token], [{"link": 0, "conv": "last", "goal": "lead", "ts": at, "st": "pending"}])

    late = NOW + timedelta(minutes=1)
    await asyncio.gather(*(comes(source, late) for source in pair))
    async with db.reading() as tx:
        judged = await caps.judged(tx, owner.id, "casino-x")
        flow = (await links.flows_of(tx, owner.id))[0]
        version = await links.in_force(tx, owner, flow, NOW)
        assert await links.used(tx, flow, version, late) == (VALUE + 1,)
    assert sorted(one.verdict for lead, one in judged.items() if lead.external == "last") == ["grace", "in_cap"]
