"""Caps are recounted from the leads, over chats and flows, per chat where that was agreed, on both databases."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from desk.chats import Chat
from desk.links import Link
from desk.people import Partner
from desk.rules import Cap, OverCap, Payout, Rules, Terms
from storage import caps, links, merging, people
from storage.database import SQLITE, Database, SqliteDatabase, Tx, statements
from tests import leads
from tests.storage.test_links import chat, offer, partner, rules, token

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=60)


def limited(*limits: Cap, policy: Any = "unpaid", grace_max: int = 0) -> Rules:
    agreed = Terms(
        caps=limits,
        payout=Payout(model="cpl", amount=4, goal="lead"),
        over_cap=OverCap(policy=policy, grace_max=grace_max),
        hold_days=14,
    )
    made = offer().model_copy(update={"terms": {"new": agreed}})
    return rules(made)


async def linked(tx: Tx, owner: Partner, where: Chat, number: int, geo: str = "KZ") -> Link:
    flow = await links.flow(tx, where, "casino-x", geo, "FB")
    version = await links.in_force(tx, owner, flow, NOW)
    link, _ = await links.issue(tx, where, flow, version, token(number), 1, NOW)
    return link


class Tracker:
    """Leads as a source tells of them."""

    def __init__(self, tx: Tx) -> None:
        self.tx, self.last = tx, 0

    async def leads(self, link: Link, count: int, at: datetime = NOW, **more: Any) -> None:
        for _ in range(count):
            self.last += 1
            await leads.put(self.tx, link, f"{self.last:04}", at, **more)


async def used(tx: Tx, owner: Partner, link: Link, chat: int | None = None) -> tuple[int, ...]:
    version = await links.in_force(tx, owner, link.flow, NOW)
    return await links.used(tx, link.flow, version, NOW, chat)


async def test_one_counter_over_the_chats_of_a_partner(db: Database) -> None:
    """Invariant 15: a link in a new chat does not begin anew."""
    async with db.transaction() as tx:
        agreed = limited(
            Cap(value=5), Cap(value=2, period="day"), Cap(value=9, scope="deal"), Cap(value=3, shared=False)
        )
        await links.sync_terms(tx, agreed, LONG_AGO)
        owner, other = await partner(tx), await partner(tx, "Beta")
        a, b, theirs = await chat(tx, -1, owner), await chat(tx, -2, owner), await chat(tx, -3, other)
        first = await linked(tx, owner, a, 1)
        tracker = Tracker(tx)
        await tracker.leads(first, 2)
        await tracker.leads(first, 1, NOW - timedelta(days=1), status="paid")
        await tracker.leads(first, 1, status="rejected")
        await tracker.leads(first, 1, goal="ftd")
        assert await used(tx, owner, first, a.id) == (3, 2, 3, 3)

        second = await linked(tx, owner, b, 2)
        assert await used(tx, owner, second, b.id) == (3, 2, 3, 0)
        third = await linked(tx, owner, b, 3, "UZ")
        await tracker.leads(third, 1)
        assert await used(tx, owner, third, b.id) == (1, 1, 4, 1)
        assert await used(tx, owner, first) == (3, 2, 4, 3)
        unmade = links.unmade(owner, "casino-x", "KZ", "UAC")
        version = await links.in_force(tx, owner, unmade, NOW)
        assert await links.used(tx, unmade, version, NOW, b.id) == (0, 0, 4, 0)
        foreign = await linked(tx, other, theirs, 4)
        assert await used(tx, other, foreign, theirs.id) == (0, 0, 0, 0)

        version = await links.in_force(tx, owner, first.flow, NOW)
        day = await caps.full(tx, first.flow, version, NOW)
        assert day is not None
        assert day.period == "day"
        assert await caps.full(tx, first.flow, version, NOW + timedelta(days=1), b.id) is None
        state = (await caps.states(tx, first.flow, version, NOW, a.id))[0]
        assert (state.left, state.in_hour) == (2, 2)


async def test_what_moved_on_takes_places_of_the_next_window(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, limited(Cap(value=4, period="day"), policy="next_period"), LONG_AGO)
        owner = await partner(tx)
        link = await linked(tx, owner, await chat(tx, -1, owner), 1)
        tracker = Tracker(tx)
        await tracker.leads(link, 7, NOW - timedelta(days=1))
        assert await used(tx, owner, link) == (3,)
        await tracker.leads(link, 2)
        assert await used(tx, owner, link) == (5,)
        verdicts = await caps.judged(tx, owner.id, "casino-x")
        assert sorted(one.verdict for one in verdicts.values()) == ["in_cap"] * 5 + ["over"] * 4


async def test_partners_that_become_one_have_one_counter(db: Database) -> None:
    async with db.transaction() as tx:
        agreed = limited(Cap(value=5))
        await links.sync_terms(tx, agreed, LONG_AGO)
        kept, gone = await partner(tx), await partner(tx, "Beta")
        here, there = await chat(tx, -1, kept), await chat(tx, -2, gone)
        mine, theirs = await linked(tx, kept, here, 1), await linked(tx, gone, there, 2)
        tracker = Tracker(tx)
        await tracker.leads(mine, 2)
        await tracker.leads(theirs, 2)
        await people.add_staff(tx, 7, "Oleg", None, "head", NOW, locale="ru", zone="Europe/Moscow", reach="ok")
        [one] = await people.staff(tx)
        await merging.merge(tx, kept, gone, one, agreed, NOW)
        assert await used(tx, kept, mine) == (4,)


async def test_a_cap_is_counted_from_an_index_alone(db: Database) -> None:
    """Of a million leads only those of the flow and the window are looked at."""
    if not isinstance(db, SqliteDatabase):
        return
    async with db.reading() as tx:
        for query in ("caps.count_flow", "caps.count_deal"):
            sql = statements(SQLITE)[query].sql
            names = dict.fromkeys(re.findall(r"(?<!:):(\w+)", sql))
            plan = [row[3] for row in tx._connection.execute(f"EXPLAIN QUERY PLAN {sql}", names)]
            assert plan[0] == "SEARCH l USING COVERING INDEX leads_flow (flow=? AND goal=? AND at>? AND at<?)"
