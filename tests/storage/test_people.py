"""Staff, invites that are spent once, partners and their contacts."""

import asyncio
import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk.newcomers import Newcomer
from desk.people import Contact
from storage import people
from storage.database import Database, Tx

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
BORIS = Contact(user_id=2**40, partner=1, name="Борис <b>", username=None, locale="ru")


async def hire(tx: Tx, user_id: int = 7, role: str = "sub") -> int:
    return await people.add_staff(tx, user_id, "Саша", "s", role, NOW, locale="ru", zone="UTC", reach="never_started")  # type: ignore[arg-type]


async def test_hired_twice_is_one_person_with_the_later_role(db: Database) -> None:
    async with db.transaction() as tx:
        first = await hire(tx)
        await people.set_reach(tx, 7, "ok")
        assert await hire(tx, role="senior") == first
        (person,) = await people.staff(tx)
        assert (person.role, person.reach) == ("senior", "ok")
        assert await people.staff_by_user(tx, 7) == person == await people.staff_by_id(tx, first)
        assert await people.staff_by_user(tx, 8) is None
        await people.set_reach(tx, 8, "blocked")  # nobody of ours: nothing happens
        await people.rename_staff(tx, first, "Александра", None)
        assert (await people.staff(tx))[0].name == "Александра"


@pytest.mark.parametrize(
    ("token", "after", "role"),
    [
        ("t", timedelta(hours=47), "sub"),
        ("t", timedelta(hours=48), None),
        ("other", timedelta(0), None),
        ("", timedelta(0), None),
    ],
)
async def test_an_invite_is_good_for_its_time(db: Database, token: str, after: timedelta, role: str | None) -> None:
    async with db.transaction() as tx:
        await people.add_invite(tx, "t", "sub", 1, NOW + timedelta(hours=48))
        assert await people.use_invite(tx, token, 9, NOW + after) == role
        assert await people.is_invite(tx, token) is (token == "t")


async def test_of_many_at_a_time_one_spends_an_invite(db: Database) -> None:
    async with db.transaction() as tx:
        await people.add_invite(tx, "t", "sub", 1, NOW + timedelta(hours=48))

    async def use(user_id: int) -> str | None:
        async with db.transaction() as tx:
            return await people.use_invite(tx, "t", user_id, NOW)

    assert sorted(await asyncio.gather(*map(use, range(1, 6))), key=str) == [None, None, None, None, "sub"]


async def test_an_invite_comes_back_when_its_use_fails(db: Database) -> None:
    async with db.transaction() as tx:
        await people.add_invite(tx, "t", "sub", 1, NOW + timedelta(hours=48))
    with contextlib.suppress(ZeroDivisionError):
        async with db.transaction() as tx:
            await people.use_invite(tx, "t", 9, NOW)
            raise ZeroDivisionError
    async with db.transaction() as tx:
        assert await people.use_invite(tx, "t", 8, NOW) == "sub"


async def test_a_contact_stays_with_the_first_partner(db: Database) -> None:
    async with db.transaction() as tx:
        first, second = [await people.add_partner(tx, name, None, NOW) for name in ("A", "B")]
        await people.add_contact(tx, replace(BORIS, partner=first.id))
        await people.add_contact(tx, replace(BORIS, partner=second.id, name="new"))
        assert await people.contact(tx, BORIS.user_id) == replace(BORIS, partner=first.id)
        assert await people.contact(tx, 1) is None
        await people.set_locale(tx, BORIS.user_id, "en")
        assert (await people.contact(tx, BORIS.user_id)).locale == "en"  # type: ignore[union-attr]


async def test_partners_by_name(db: Database) -> None:
    async with db.transaction() as tx:
        made = [await people.add_partner(tx, name, None, NOW, tier="vip") for name in ("B", "A", "A")]
        assert [partner.id for partner in await people.partners(tx)] == [made[1].id, made[2].id, made[0].id]
        assert len(await people.partners(tx, limit=2)) == 2
        assert await people.partner(tx, made[0].id) == made[0]
        assert await people.partner(tx, 99) is None
        assert made[0].created_at == NOW


async def test_a_newcomer_is_remembered_once(db: Database) -> None:
    one = Newcomer(user_id=5, name="N", username=None, locale="en", payload="blog", started_at=NOW)
    async with db.transaction() as tx:
        assert await people.add_newcomer(tx, one)
        assert not await people.add_newcomer(tx, replace(one, payload="other"))
        assert await people.newcomer(tx, 5) == one
        later = replace(one, step="geos", answers={"experience": "1-3 🦊"}, due_at=NOW, locale="ru")
        await people.save_newcomer(tx, later)
        assert await people.newcomers_due(tx, NOW) == [later]
        assert await people.newcomers_due(tx, NOW - timedelta(milliseconds=1)) == []


async def test_whoever_leaves_is_nobody_here_and_comes_back_as_the_same_person(db: Database) -> None:
    async with db.transaction() as tx:
        number = await hire(tx)
        await people.add_invite(tx, "made", "sub", number, NOW + timedelta(hours=48))
        await people.void_invites(tx, number, NOW)
        assert await people.use_invite(tx, "made", 9, NOW) is None
        await people.set_digest_at(tx, number, NOW)
        await people.leave(tx, number, NOW)
        assert (await people.staff(tx), await people.staff_by_user(tx, 7)) == ([], None)
        assert (await people.staff_by_id(tx, number), await people.digests_due(tx, NOW)) == (None, [])
        back = await people.add_staff(tx, 7, None, None, "head", NOW, locale="ru", zone="UTC", reach="never_started")
        assert back == number
        assert [(one.name, one.username, one.role) for one in await people.staff(tx)] == [("Саша", "s", "head")]


async def test_of_two_heads_at_a_time_one_gives_the_partner(db: Database) -> None:
    async with db.transaction() as tx:
        partner = await people.add_partner(tx, "Alpha", None, NOW)
        assert [one.id for one in await people.alone(tx)] == [partner.id]

    async def give(manager: int) -> bool:
        async with db.transaction() as tx:
            return await people.give(tx, partner.id, manager)

    assert sorted(await asyncio.gather(give(1), give(2))) == [False, True]
    async with db.transaction() as tx:
        assert await people.count_alone(tx) == 0
        kept = await people.partner(tx, partner.id)
        assert kept is not None
        assert await people.count_partners(tx, kept.manager or 0) == 1
        assert await people.let_go(tx, kept.manager or 0) == [partner.id]


async def test_a_contact_has_one_link_and_it_follows_the_contact(db: Database) -> None:
    async with db.transaction() as tx:
        partner = await people.add_partner(tx, "Alpha", None, NOW)
        await people.add_contact(tx, replace(BORIS, partner=partner.id))
        assert await people.referral(tx, BORIS.user_id, "first", NOW) == "first"
        assert await people.referral(tx, BORIS.user_id, "second", NOW) == "first"
        assert await people.referral(tx, 5, "stranger", NOW) == "stranger"
        asked = [await people.referred_by(tx, token) for token in ("first", "second", "stranger", "")]
        assert asked == [partner.id, None, None, None]
