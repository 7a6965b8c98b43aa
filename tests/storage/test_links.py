from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk import links as rules_of_links
from desk.chats import Chat
from desk.errors import DeskError
from desk.people import Partner
from desk.rules import Cap, Offer, OverCap, Payout, Rules, Terms
from desk.terms import Scope, Version
from storage import addresses, chats, conversations, issuing, links, members, people
from storage.database import Database, Tx

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)


def offer(value: int = 50, vip: int | None = None, name: str = "casino-x") -> Offer:
    def conditions(cap: int) -> Terms:
        return Terms(
            caps=(Cap(value=cap, purpose="test"), Cap(value=10, period="day")),
            payout=Payout(model="cpa", amount=28),
            over_cap=OverCap(policy="unpaid"),
            hold_days=14,
        )

    return Offer(
        id=name,
        name="Casino X",
        geos=("KZ", "UZ"),
        sources=("FB",),
        url="https://go.casino-x.example/c?sub1={link}",
        domains=("go.casino-x.example",),
        terms={"new": conditions(value)} | ({"vip": conditions(vip)} if vip else {}),
    )


def rules(*offers: Offer) -> Rules:
    return Rules.model_construct(offers=offers)


def token(number: int) -> str:
    return rules_of_links.token(number.to_bytes(16, "big"))


async def partner(tx: Tx, name: str = "Alpha", tier: str = "new") -> Partner:
    return await people.add_partner(tx, name, None, NOW, tier)


async def chat(tx: Tx, tg_id: int, owner: Partner) -> Chat:
    return await chats.add(tx, tg_id, "group", f"chat {tg_id}", owner.id, "ru")


async def in_force(tx: Tx, owner: Partner, offer: str, at: datetime) -> Version:
    return await links.in_force(tx, owner, links.unmade(owner, offer, "KZ", "FB"), at)


async def test_terms_are_kept_as_versions(db: Database) -> None:
    async with db.transaction() as tx:
        assert len(await links.sync_terms(tx, rules(offer(50)), NOW)) == 1
        assert await links.sync_terms(tx, rules(offer(50)), NOW + timedelta(hours=1)) == []
        alpha = await partner(tx)
        first = await in_force(tx, alpha, "casino-x", NOW)
        later = NOW + timedelta(days=1)
        await links.sync_terms(tx, rules(offer(100)), later)
        second = await in_force(tx, alpha, "casino-x", later)
        before = await in_force(tx, alpha, "casino-x", later - timedelta(milliseconds=1))
    assert (first.number, first.terms.caps[0].value, second.number, second.terms.caps[0].value) == (1, 50, 2, 100)
    assert before == replace(first, valid_to=later)


async def test_a_tier_has_its_own_terms_or_those_of_new(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules(offer(50, vip=200)), NOW)
        values = {}
        for tier in ("new", "verified", "vip"):
            version = await in_force(tx, await partner(tx, tier, tier), "casino-x", NOW)
            values[tier] = version.terms.caps[0].value
        with pytest.raises(DeskError, match="terms-none"):
            await in_force(tx, await partner(tx), "other", NOW)
    assert values == {"new": 50, "verified": 50, "vip": 200}


async def test_of_two_versions_at_one_level_none_is_issued_under(db: Database) -> None:
    """Invariant 3: it fails closed, whatever has made them; a flow of its own is clear again."""
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules(offer()), NOW)
        alpha = await partner(tx)
        here = await chat(tx, -1, alpha)
        first = await in_force(tx, alpha, "casino-x", NOW)
        for number, narrowed in enumerate(({"geo": "KZ"}, {"source": "FB"}), start=2):
            scope = Scope(offer="casino-x", partner=alpha.id, **narrowed)
            assert await links.add_version(tx, replace(first, scope=scope, number=number))
        by = {"user": 1, "name": "Ivan", "ours": False}
        with pytest.raises(DeskError, match="terms-ambiguous"):
            await issuing.give(tx, here, alpha, offer(), "KZ", "FB", by, NOW)
        assert await links.of_chat(tx, here) == []
        assert (await issuing.give(tx, here, alpha, offer(), "UZ", "FB", by, NOW)).version.number == 3
        scope = Scope(offer="casino-x", partner=alpha.id, geo="KZ", source="FB")
        assert await links.add_version(tx, replace(first, scope=scope, number=4))
        assert (await issuing.give(tx, here, alpha, offer(), "KZ", "FB", by, NOW)).version.number == 4


async def test_two_starts_at_once_make_one_version(db: Database) -> None:
    async with db.transaction() as tx:
        made = await links.sync_terms(tx, rules(offer()), NOW)
        assert await links.add_version(tx, replace(made[0], valid_from=NOW - timedelta(days=1))) is None
        assert (await in_force(tx, await partner(tx), "casino-x", NOW)).valid_from == NOW


async def test_each_chat_has_its_own_link_of_the_flow(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules(offer()), NOW)
        alpha = await partner(tx)
        one, two = await chat(tx, -1, alpha), await chat(tx, -2, alpha)
        version = await in_force(tx, alpha, "casino-x", NOW)
        flow = await links.flow(tx, one, "casino-x", "KZ", "FB")
        assert await links.flow(tx, two, "casino-x", "KZ", "FB") == flow
        first, new = await links.issue(tx, one, flow, version, token(1), 100, NOW)
        second, new_too = await links.issue(tx, two, flow, version, token(2), 200, NOW)
        again, newer = await links.issue(tx, one, flow, version, token(3), 300, NOW + timedelta(days=1))
        assert (new, new_too, newer) == (True, True, False)
        assert again == first
        assert first.token != second.token
        assert first.flow == second.flow == flow
        assert await links.of_chat(tx, one) == [first]
        assert await links.live_flows(tx, two) == [flow]
        assert await links.used(tx, flow, version, NOW) == (0, 0)


async def test_a_chat_reaches_its_own_links_only(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules(offer()), NOW)
        alpha, beta = await partner(tx, "Alpha"), await partner(tx, "Beta")
        here, there, foreign = await chat(tx, -1, alpha), await chat(tx, -2, alpha), await chat(tx, -3, beta)
        version = await in_force(tx, alpha, "casino-x", NOW)
        flow = await links.flow(tx, here, "casino-x", "KZ", "FB")
        link, _ = await links.issue(tx, here, flow, version, token(1), 100, NOW)
        assert await links.link(tx, here, link.id) == link
        for chat_, number in ((there, link.id), (foreign, link.id), (here, link.id + 1), (here, -1)):
            assert await links.link(tx, chat_, number) is None
        assert await links.live_flows(tx, foreign) == []
        moved = replace(here, partner=beta.id)  # bound to another partner later
        assert await links.of_chat(tx, moved) == []
        assert await links.link(tx, moved, link.id) is None


async def test_the_last_choices_come_first(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules(offer()), NOW)
        alpha = await partner(tx)
        here, there = await chat(tx, -1, alpha), await chat(tx, -2, alpha)
        version = await in_force(tx, alpha, "casino-x", NOW)
        for number, (where, geo) in enumerate([(here, "KZ"), (here, "UZ"), (there, "KZ")]):
            flow = await links.flow(tx, where, "casino-x", geo, "FB")
            await links.issue(tx, where, flow, version, token(number), 100, NOW)
        assert [flow.geo for flow in await links.last_choices(tx, here)] == ["KZ", "UZ"]


async def test_an_exposure_is_complete_when_the_letter_has_arrived(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules(offer()), NOW)
        alpha = await partner(tx)
        here = await chat(tx, -1, alpha)
        version = await in_force(tx, alpha, "casino-x", NOW)
        flow = await links.flow(tx, here, "casino-x", "KZ", "FB")
        link, _ = await links.issue(tx, here, flow, version, token(1), 100, NOW)
        first, second = await links.expose(tx, link, version), await links.expose(tx, link, version)
        assert (first, second) == (f"{link.id}:{version.id}:1", f"{link.id}:{version.id}:2")
        await links.shown(tx, f"card:{first}", 41, NOW)
        await links.shown(tx, f"card:{first}", 42, NOW + timedelta(hours=1))
        await links.shown(tx, "greeting:7", 43, NOW)
        done, open_ = await links.exposures(tx, link, version)
        assert (done.shown_at, done.message) == (NOW, 41)
        assert (open_.shown_at, open_.message) == (None, None)


async def test_terms_are_shown_in_a_new_chat_without_a_link(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules(offer()), NOW)
        alpha = await partner(tx)
        here = await chat(tx, -1, alpha)
        version = await in_force(tx, alpha, "casino-x", NOW)
        flows = [await links.flow(tx, here, "casino-x", geo, "FB") for geo in ("KZ", "UZ")]
        first, second = [await links.expose_flows(tx, here, flows, version) for _ in range(2)]
        assert (first, second) == (f"card:chat:{here.id}:{version.id}:1", f"card:chat:{here.id}:{version.id}:2")
        await links.shown(tx, first, 41, NOW)


async def test_two_presses_equal_one_and_bind_to_the_version(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules(offer(50)), NOW)
        alpha = await partner(tx)
        here = await chat(tx, -1, alpha)
        version = await in_force(tx, alpha, "casino-x", NOW)
        flow = await links.flow(tx, here, "casino-x", "KZ", "FB")
        link, _ = await links.issue(tx, here, flow, version, token(1), 100, NOW)
        assert not await links.accepted(tx, link, version)
        assert await links.accept(tx, link, version, 100, "Ivan", "accepted", NOW)
        assert not await links.accept(tx, link, version, 100, "Ivan", "accepted", NOW + timedelta(hours=1))
        assert not await links.accept(tx, link, version, 100, "Ivan", "read", NOW)
        assert [(a.user_id, a.kind, a.at) for a in await links.acceptances(tx, link)] == [(100, "accepted", NOW)]
        assert await links.accepted(tx, link, version)
        await links.sync_terms(tx, rules(offer(100)), NOW + timedelta(days=1))
        newer = await in_force(tx, alpha, "casino-x", NOW + timedelta(days=1))
        assert not await links.accepted(tx, link, newer)


async def test_read_binds_nobody_but_may_become_an_acceptance(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules(offer()), NOW)
        alpha = await partner(tx)
        here = await chat(tx, -1, alpha)
        version = await in_force(tx, alpha, "casino-x", NOW)
        flow = await links.flow(tx, here, "casino-x", "KZ", "FB")
        link, _ = await links.issue(tx, here, flow, version, token(1), 100, NOW)
        assert await links.accept(tx, link, version, 5, "Petr", "read", NOW)
        assert not await links.accepted(tx, link, version)
        assert not await links.accept(tx, link, version, 5, "Petr", "read", NOW)
        assert await links.accept(tx, link, version, 5, "Petr", "accepted", NOW + timedelta(hours=1))
        assert [(a.kind, a.at) for a in await links.acceptances(tx, link)] == [("accepted", NOW + timedelta(hours=1))]


async def test_links_nobody_accepted_are_known(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules(offer(50), offer(20, vip=5, name="bet")), NOW)
        boss = await people.add_staff(tx, 9, "Olga", None, "manager", NOW, locale="ru", zone="UTC", reach="ok")
        mine = await people.add_partner(tx, "Mine", boss, NOW)
        vip = await people.add_partner(tx, "Vip", None, NOW, "vip")
        made = {}
        for number, (owner, name) in enumerate([(mine, "casino-x"), (mine, "bet"), (vip, "bet"), (vip, "casino-x")]):
            where = await chat(tx, -10 - number, owner)
            version = await in_force(tx, owner, name, NOW)
            flow = await links.flow(tx, where, name, "KZ", "FB")
            made[owner.name, name], _ = await links.issue(tx, where, flow, version, token(number), 1, NOW)
            if name == "bet":
                kind = "accepted" if owner is vip else "read"
                await links.accept(tx, made[owner.name, name], version, 5, "Petr", kind, NOW)
        numbers = {(one.link, one.number, one.since) for one in await links.unaccepted(tx, NOW)}
        assert numbers == {(made[key].id, 1, NOW) for key in made if key != ("Vip", "bet")}
        assert {one.partner for one in await links.unaccepted(tx, NOW, boss)} == {mine.id}
        later = NOW + timedelta(days=1)
        await links.sync_terms(tx, rules(offer(50), offer(20, vip=6, name="bet")), later)
        renewed = [one for one in await links.unaccepted(tx, later) if one.link == made["Vip", "bet"].id]
        assert [(one.number, one.since) for one in renewed] == [(2, later)]


async def test_a_topic_leads_to_its_chat(db: Database) -> None:
    async with db.transaction() as tx:
        here = await chat(tx, -1, await partner(tx))
        conversation = await conversations.of_chat(tx, here)
        assert await links.chat_of_topic(tx, -100500, 77) is None
        await addresses.set_topic(tx, conversation, -100500, 77)
        assert await links.chat_of_topic(tx, -100500, 77) == here
        assert await links.chat_of_topic(tx, -100500, 78) is None


async def test_a_group_that_becomes_a_supergroup_keeps_its_links_people_and_what_was_shown(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules(offer()), NOW)
        alpha = await partner(tx)
        here = await chat(tx, -1, alpha)
        version = await in_force(tx, alpha, "casino-x", NOW)
        link, _ = await links.issue(
            tx, here, await links.flow(tx, here, "casino-x", "KZ", "FB"), version, token(1), 1, NOW
        )
        name = await links.expose(tx, link, version)
        await links.shown(tx, f"card:{name}", 41, NOW)
        await members.came(tx, here.id, 100, "Ivan", NOW)
        await chats.migrate(tx, -1, -1001)
        moved = await chats.by_tg(tx, -1001)
        assert moved is not None
        assert moved.id == here.id
        assert await links.of_chat(tx, moved) == [link]
        assert [shown.message for shown in await links.exposures(tx, link, version)] == [41]
        assert [one.name for one in await members.here(tx, moved.id)] == ["Ivan"]
        assert not await members.came(tx, moved.id, 100, "Ivan", NOW)
