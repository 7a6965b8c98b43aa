"""Whoever shows interest meets somebody, exactly once, and the wait has its true date (PRODUCT 2)."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot import deskfile
from desk.newcomers import Newcomer
from desk.people import Contact
from scheduler import newcomers as sweeps
from storage import chats, conversations, flood, meeting, outbox, people

RULES = deskfile.read("desk.example.yaml")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DUE = NOW - timedelta(hours=3)  # the desk was down meanwhile


async def hire(tx, user_id, role):
    return await people.add_staff(tx, user_id, f"S{user_id}", None, role, NOW, locale="ru", zone="UTC", reach="ok")


async def interested(tx, user_id=5, **answers):
    one = Newcomer(user_id=user_id, name=f"N{user_id}", username=None, locale="en", payload="x", started_at=DUE)
    await people.add_newcomer(tx, one)
    known = Newcomer(
        user_id=user_id,
        name=f"N{user_id}",
        username=None,
        locale="en",
        payload="x",
        started_at=DUE,
        step="sources",
        answers=answers or {"experience": "1-3"},
        due_at=DUE,
    )
    await people.save_newcomer(tx, known)
    return known


async def said(tx):
    return [queued.letter for queued in await outbox.load(tx, await outbox.open_ids(tx))]


async def test_the_wait_begins_when_it_was_due(db):
    async with db.transaction() as tx:
        manager = await hire(tx, 1, "manager")
        await interested(tx)
        assert await sweeps.sweep(tx, RULES, NOW) == 1
        assert await sweeps.sweep(tx, RULES, NOW) == 0
        chat = await chats.by_tg(tx, 5)
        case = await conversations.case(tx, await conversations.of_chat(tx, chat), RULES, NOW)
        assert (case.state.waiting_since, case.state.preview) == (DUE, "1-3")
        assert case.state.policy.startswith("new@")
        assert (case.partner.manager, case.partner.tier, case.chat.locale) == (manager, "new", "en")
        assert (await people.newcomer(tx, 5)).met_at == NOW
        assert (await people.contact(tx, 5)).partner == case.partner.id
        slot = f"profile:{case.conversation}"
        assert [letter.kind for letter in await said(tx) if letter.slot == slot] == ["text", "pin"]


async def test_a_question_before_the_sweep_leaves_nothing_to_the_sweep(db):
    async with db.transaction() as tx:
        await hire(tx, 1, "manager")
        await interested(tx)
        chat = await meeting.private_chat(tx, 5, "N5", None, "en", RULES, NOW)
        assert await meeting.private_chat(tx, 5, "N5", None, "en", RULES, NOW) == chat
        assert await sweeps.sweep(tx, RULES, NOW) == 0
        assert len(await people.partners(tx)) == 1


async def test_no_manager_has_room(db):
    async with db.transaction() as tx:
        head = await hire(tx, 1, "head")
        await interested(tx)
        assert await sweeps.sweep(tx, RULES, NOW) == 1
        told = [letter for letter in await said(tx) if letter.key == "partner-unassigned"]
        assert [letter.to.id for letter in told] == [head]
        assert (await people.partners(tx))[0].manager is None


async def test_somebody_known_from_a_group_stays_with_the_partner(db):
    async with db.transaction() as tx:
        acme = await people.add_partner(tx, "Acme", None, NOW)
        group = await chats.add(tx, -100, "group", "Acme buyers", acme.id, "ru")
        await conversations.of_chat(tx, group)
        await people.add_contact(tx, Contact(user_id=5, partner=acme.id, name="N5", username=None, locale="ru"))
        chat = await meeting.private_chat(tx, 5, "N5", None, "ru", RULES, NOW)
        assert chat.partner == acme.id
        card = next(letter for letter in await said(tx) if letter.key == "profile")
        assert "Acme buyers" in str(card.params)


async def test_one_of_us_is_nobody_to_meet(db):
    async with db.transaction() as tx:
        await interested(tx)
        await meeting.forget(tx, 5, NOW)
        assert await sweeps.sweep(tx, RULES, NOW) == 0


async def test_two_at_once_make_one_partner(db):
    async with db.transaction() as tx:
        await hire(tx, 1, "manager")
        await interested(tx)

    async def by_sweep():
        async with db.transaction() as tx:
            await sweeps.sweep(tx, RULES, NOW)
            await asyncio.sleep(0.05)

    async def by_question():
        async with db.transaction() as tx:
            await meeting.private_chat(tx, 5, "N5", None, "en", RULES, NOW)
            await asyncio.sleep(0.05)

    await asyncio.gather(by_sweep(), by_question(), by_sweep())
    async with db.reading() as tx:
        assert len(await people.partners(tx)) == 1
        assert (await chats.by_tg(tx, 5)).partner is not None


async def test_strangers_who_come_all_at_once_are_met_one_after_another(db):
    async with db.transaction() as tx:
        await hire(tx, 1, "manager")
        turns = []
        for user_id in range(100, 106):
            chat = await meeting.private_chat(tx, user_id, f"N{user_id}", None, "en", RULES, NOW)
            partner = await people.partner(tx, chat.partner)
            turns.append([(await flood.message(tx, chat, partner, RULES, NOW) - NOW).seconds for _ in range(2)])
        assert turns == [[0, 0], [0, 0], [0, 0], [15, 23], [30, 38], [45, 53]]
        cards = [one for one in await outbox.load(tx, await outbox.open_ids(tx)) if one.letter.slot]
        assert sorted({(one.not_before - NOW).seconds for one in cards}) == [0, 15, 30, 45]
        later = NOW + RULES.newcomers.days
        assert [await flood.message(tx, chat, partner, RULES, later) for _ in range(9)] == [later] * 9
