"""Digests from the tables: once per person and date, late at once, own partners only, within the budget."""

import json
from datetime import UTC, date, datetime, timedelta

from bot import deskfile
from desk import digest, terms
from desk.newcomers import Newcomer
from desk.rules import Cap, OverCap, Payout, Terms
from desk.terms import Scope, Version
from scheduler import digests as sweeps
from storage import chats, conversations, digests, links, outbox, people
from storage.database import SqliteDatabase, instant, ms

RULES = deskfile.read("desk.example.yaml")
FRIDAY = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)  # 09:30 in Moscow
MONDAY = FRIDAY + timedelta(days=3)
SECOND = timedelta(seconds=1)


async def hire(tx, user_id, role, reach="ok", zone="Europe/Moscow"):
    number = await people.add_staff(tx, user_id, f"S{user_id}", None, role, FRIDAY, locale="ru", zone=zone, reach=reach)
    return await people.staff_by_id(tx, number)


async def partner(tx, name, manager, at=FRIDAY - timedelta(days=30)):
    made = await people.add_partner(tx, name, manager, at)
    chat = await chats.add(tx, 1000 + made.id, "private", name, made.id, "ru")
    return made, chat, await conversations.of_chat(tx, chat)


async def letters(tx):
    return [queued.letter for queued in await outbox.load(tx, await outbox.open_ids(tx))]


def episode(conversation, number, at, took=None, how="answered", level=-1, staff=None):
    ended = None if took is None else ms(at + timedelta(seconds=took))
    how = None if took is None else how
    values = {"started_at": ms(at), "ended_at": ended, "staff": staff, "how": how, "level": level}
    return {"conversation": conversation, "number": number, **values}


async def test_once_a_working_day(db):
    async with db.transaction() as tx:
        head = await hire(tx, 1, "head")
        sub = await hire(tx, 2, "sub")
        assert await sweeps.sweep(tx, RULES, FRIDAY - SECOND) == 0
    for at, made in [
        (FRIDAY - SECOND, 0),
        (FRIDAY, 1),
        (FRIDAY, 0),
        (FRIDAY + SECOND, 0),
        (MONDAY - SECOND, 0),
        (MONDAY, 1),
    ]:
        async with db.transaction() as tx:
            assert await sweeps.sweep(tx, RULES, at) == made
    async with db.reading() as tx:
        assert [letter.once for letter in await letters(tx)] == [
            f"digest:{head.id}:2026-11-20",
            f"digest:{head.id}:2026-11-23",
        ]
        assert sub.id not in {person.id for person, _ in await people.digests_due(tx, MONDAY + timedelta(days=9))}


async def test_late_once_and_never_at_night(db):
    async with db.transaction() as tx:
        await hire(tx, 1, "head")
        assert await sweeps.sweep(tx, RULES, FRIDAY) == 0  # its first is on Monday
    night = MONDAY + timedelta(days=2, hours=-7)  # Wednesday, 02:30
    for at, made in [(night, 0), (night + timedelta(hours=7) - SECOND, 0), (night + timedelta(hours=7), 1)]:
        async with db.transaction() as tx:
            assert await sweeps.sweep(tx, RULES, at) == made
    late = night + timedelta(days=1, hours=15)  # Thursday, 17:30
    for at, made in [(late, 1), (late, 0), (MONDAY + timedelta(days=4), 1)]:
        async with db.transaction() as tx:
            assert await sweeps.sweep(tx, RULES, at) == made
    async with db.reading() as tx:
        assert [letter.once[-10:] for letter in await letters(tx)] == ["2026-11-25", "2026-11-26", "2026-11-27"]


async def test_who_cannot_be_reached_gets_everything_later(db):
    async with db.transaction() as tx:
        head = await hire(tx, 1, "head", reach="never_started")
        await people.set_digest_at(tx, head.id, FRIDAY)
        assert await sweeps.sweep(tx, RULES, FRIDAY) == 0
        await people.set_reach(tx, 1, "ok")
        assert await sweeps.sweep(tx, RULES, FRIDAY + timedelta(hours=1)) == 0
        assert await sweeps.sweep(tx, RULES, MONDAY) == 1


async def test_each_in_the_own_zone(db):
    async with db.transaction() as tx:
        for number, zone in enumerate(("Asia/Almaty", "Europe/Moscow", "America/Chicago"), 1):
            await hire(tx, number, "manager", zone=zone)
        await sweeps.sweep(tx, RULES, FRIDAY - timedelta(hours=12))
        assert await sweeps.sweep(tx, RULES, FRIDAY - timedelta(hours=2)) == 1
        assert await sweeps.sweep(tx, RULES, FRIDAY) == 1
        assert await sweeps.sweep(tx, RULES, FRIDAY + timedelta(hours=9)) == 1


async def test_a_claim_holds_for_ever(db):
    async with db.transaction() as tx:
        assert await digests.claim(tx, 1, date(2026, 11, 20), FRIDAY)
        assert not await digests.claim(tx, 1, date(2026, 11, 20), MONDAY)
        assert await digests.claim(tx, 2, date(2026, 11, 20), FRIDAY)
        assert await digests.last(tx, 1) == FRIDAY
        assert await digests.last(tx, 3) is None


async def test_own_partners_only(db):
    async with db.transaction() as tx:
        anna, boris, head = await hire(tx, 1, "manager"), await hire(tx, 2, "manager"), await hire(tx, 3, "head")
        _, _, hers = await partner(tx, "Acme", anna.id)
        _, _, his = await partner(tx, "Beta", boris.id, FRIDAY + timedelta(days=1))
        saturday, sunday = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=2)
        await tx.many(
            "conversations.put_episode",
            [
                episode(hers, 1, saturday, 60, staff=anna.id),
                episode(hers, 2, saturday, 120, level=1, staff=boris.id),
                episode(hers, 3, sunday, 30, how="merged"),
                episode(hers, 4, MONDAY - timedelta(minutes=38), level=2),
                episode(his, 1, sunday, 10, how="solved"),
            ],
        )
        waiting_since = ms(MONDAY - timedelta(minutes=38))
        await tx.run("conversations.save", id=hers, state="{}", events=0, waiting_since=waiting_since, next_action_at=1)
        await people.add_newcomer(
            tx, Newcomer(user_id=9, name="N", username=None, locale="ru", payload="", started_at=sunday)
        )
        for user_id, payload in ((10, "blog_1"), (11, "ads"), (12, "blog_1")):
            came = Newcomer(user_id=user_id, name="N", username=None, locale="ru", payload=payload, started_at=sunday)
            await people.add_newcomer(tx, came)
            await tx.run("meeting.claim", user_id=user_id, now=ms(sunday))
    days = digest.days(FRIDAY, MONDAY, "Europe/Moscow")
    async with db.reading() as tx:
        for who, figures, partners, waits in [
            (anna, (0, 2, 0), 0, 1),
            (boris, (0, 0, 1), 1, 0),
            (head, (0, 2, 1), 1, 1),
        ]:
            facts = await digests.facts(tx, who, days, who.zone, MONDAY)
            made = digest.compose(facts, who, MONDAY, who.zone)
            assert tuple(day.count for day in made.days) == figures
            assert (made.partners.total, made.waits.total, made.bare_starts) == (partners, waits, 1)
        facts = await digests.facts(tx, anna, days, anna.zone, MONDAY)
        assert facts.campaigns == (("blog_1", 2), ("ads", 1))
        wait = facts.waits.rows[0]
        assert (wait.spot.conversation, wait.spot.partner, wait.level) == (hers, "Acme", 2)
        saturday_figures = digest.figures(days[1], facts.episodes[days[1]])
        assert (saturday_figures.answered, saturday_figures.own, saturday_figures.levels) == (2, 1, ((1, 1),))
        assert saturday_figures.median == timedelta(seconds=60)
        assert await digests.usual_answer(tx, FRIDAY, MONDAY) == timedelta(seconds=60)
        assert await digests.usual_answer(tx, MONDAY, MONDAY) is None


async def test_links_and_their_terms(db):
    async with db.transaction() as tx:
        anna, boris = await hire(tx, 1, "manager"), await hire(tx, 2, "manager")
        acme, chat, conversation = await partner(tx, "Acme", anna.id)
        kept = Terms(
            caps=(Cap(value=50),),
            payout=Payout(model="revshare", percent=25),
            over_cap=OverCap(policy="paid"),
            hold_days=1,
        )
        body = terms.Body(terms=kept, sources=(), forbidden=())
        scope = Scope(offer="casino-x", tier="new")
        await links.add_version(tx, Version(scope=scope, number=3, body=body, hash="h", valid_from=instant(0)))
        await tx.run("links.add_flow", partner=acme.id, offer="casino-x", geo="KZ", source="FB")
        for number, at in enumerate((FRIDAY - timedelta(days=9), FRIDAY + timedelta(days=1)), 1):
            there = chat if number == 1 else await chats.add(tx, 5000, "group", "Acme buyers", acme.id, "ru")
            values = {"flow": 1, "chat": there.id, "token": f"t{number}", "terms": 1, "issued_by": anna.id}
            await tx.run("links.add_link", issued_at=ms(at), **values)
    days = digest.days(FRIDAY, MONDAY, "Europe/Moscow")
    async with db.reading() as tx:
        facts = await digests.facts(tx, anna, days, anna.zone, MONDAY)
        assert (facts.links.total, facts.unaccepted.total) == (1, 2)
        assert facts.links.rows[0].spot.chat == "Acme buyers"
        assert facts.links.rows[0].spot.conversation is None
        assert [row.spot.conversation for row in facts.unaccepted.rows] == [None, conversation]
        assert facts.unaccepted.rows[0].terms == 3
        others = await digests.facts(tx, boris, days, boris.zone, MONDAY)
        assert (others.links.total, others.unaccepted.total) == (0, 0)


async def test_a_busy_day_comes_back_as_few_rows_through_the_index(db):
    async with db.transaction() as tx:
        head = await hire(tx, 1, "head")
        _, _, conversation = await partner(tx, "Acme", head.id)
        rows = [
            episode(conversation, n, FRIDAY + timedelta(milliseconds=n * 3500), n % 900, level=n % 4 - 1)
            for n in range(1, 4_001)
        ]
        await tx.many("conversations.put_episode", rows)
        facts = await digests.facts(tx, head, (date(2026, 11, 20),), head.zone, MONDAY)
        tallies = facts.episodes[date(2026, 11, 20)]
        assert len(tallies) <= 3600
        assert digest.figures(date(2026, 11, 20), tallies).count == 4_000
        if isinstance(db, SqliteDatabase):
            plan = tx._connection.execute(
                "EXPLAIN QUERY PLAN " + tx._statements["digests.episodes"].sql,
                {"start": 0, "until": 1, "manager": None},
            )
            assert "episodes_started" in json.dumps([list(row) for row in plan])
