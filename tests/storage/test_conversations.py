"""What happened is kept in order, and what is stored is its fold; notes, and what is due."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from desk.conversation import PartnerWrote, Settled, StaffAnswered, Taken, fold
from desk.waiting import Case
from storage import audits, chats, conversations, outbox, people
from storage.database import Database, Tx
from tests.desk.samples import RULES

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # Monday, noon in Moscow
LATER = NOW + timedelta(seconds=30)
OLD = NOW - timedelta(days=90)


async def made(tx: Tx, tier: str = "verified", since: datetime = OLD) -> int:
    for user_id, name, role in ((601, "sasha_sub", "sub"), (603, "maria", "manager"), (604, "oleg", "head")):
        await people.add_staff(tx, user_id, name, name, role, OLD, locale="ru", zone="UTC", reach="ok")  # type: ignore[arg-type]
    partner = await people.add_partner(tx, "Alpha", 2, since, tier=tier)
    return await conversations.of_chat(tx, await chats.add(tx, 502, "private", "Boris", partner.id, "ru"))


async def case(tx: Tx, number: int, now: datetime = NOW) -> Case:
    found = await conversations.case(tx, number, RULES, now)
    assert found is not None
    return found


def wrote(known: Case, message: int = 1, at: datetime = NOW) -> PartnerWrote:
    policy = conversations.policy_for(known, RULES, at)
    return PartnerWrote(at=at, message=message, author=502, substantive=True, preview="ребята 🦊", policy=policy)


async def test_what_is_stored_is_the_fold_of_what_happened(db: Database) -> None:
    async with db.transaction() as tx:
        number = await made(tx)
        first = await case(tx, number)
        assert first.state.waiting is None
        assert first.events == 0
        await conversations.record(tx, first, (wrote(first),), NOW)
        assert await audits.late(tx, NOW, 9) == []
        for at, event in (
            (NOW, Taken(at=NOW, staff=1, until=NOW + timedelta(minutes=10))),
            (LATER, StaffAnswered(at=LATER, staff=1, answer="answer:1:1", question=False, delivered=True)),
            (LATER, Settled(at=LATER, staff=1, how="closed")),  # nothing waits: changes nothing
        ):
            await conversations.record(tx, await case(tx, number, at), (event,), at)
        known, events = await case(tx, number), await conversations.events(tx, number)
    assert fold(events) == known.state
    assert known.events == len(events)
    assert known.state.waiting is None
    assert [type(event).__name__ for event in events] == ["PartnerWrote", "Called", "Taken", "StaffAnswered"]


async def test_two_at_a_time_lose_nothing(db: Database) -> None:
    async with db.transaction() as tx:
        number = await made(tx)

    async def write(message: int) -> None:
        async with db.transaction() as tx:
            known = await case(tx, number)
            await conversations.record(tx, known, (wrote(known, message),), NOW)

    await asyncio.gather(*(write(message) for message in range(5)))
    async with db.reading() as tx:
        known = await case(tx, number)
        assert fold(await conversations.events(tx, number)) == known.state
    assert known.state.unanswered == 5


@pytest.mark.parametrize(
    ("tier", "age", "name"),
    [("verified", 90, "default"), ("new", 90, "default"), ("new", 2, "new"), ("verified", 2, "new"), ("vip", 2, "vip"),
     ("vip", 90, "vip"), ("new", 3, "default")],
)  # fmt: skip
async def test_the_ladder_is_pinned_by_tier_and_age(db: Database, tier: str, age: int, name: str) -> None:
    async with db.transaction() as tx:
        known = await case(tx, await made(tx, tier, NOW - timedelta(days=age)))
        await conversations.record(tx, known, (wrote(known),), NOW)
        again = await case(tx, known.conversation, NOW + timedelta(days=30))
    assert known.policies.keys() == {conversations.policy_for(known, RULES, NOW)}
    assert str(again.state.policy).startswith(f"{name}@")
    assert again.policies[str(again.state.policy)] == getattr(RULES.ladder, name)


async def test_due_by_age_and_revived(db: Database) -> None:
    async with db.transaction() as tx:
        known = await case(tx, await made(tx))
        step = await conversations.record(tx, known, (wrote(known),), NOW)
        assert step.next_at == NOW + timedelta(minutes=5)
        assert await conversations.due(tx, step.next_at - timedelta(milliseconds=1), 10) == {}
        assert await conversations.due(tx, step.next_at, 10) == {known.conversation: step.next_at}
        await conversations.wake_waiting(tx, NOW)
        assert list(await conversations.due(tx, NOW, 10)) == [known.conversation]


async def test_cards_of_an_answered_wait_are_taken_back(db: Database) -> None:
    async with db.transaction() as tx:
        known = await case(tx, await made(tx))
        await conversations.record(tx, known, (wrote(known),), NOW)
        assert len(await outbox.open_ids(tx)) == 1
        answer = StaffAnswered(at=LATER, staff=1, answer="a", question=False, delivered=True)
        await conversations.record(tx, await case(tx, known.conversation), (answer,), LATER)
        left = [queued.letter for queued in await outbox.load(tx, await outbox.open_ids(tx))]
    assert all(letter.renew_only for letter in left)


async def test_a_chat_without_a_partner_is_no_case(db: Database) -> None:
    async with db.transaction() as tx:
        chat = await chats.add(tx, -5, "group", "Nobody's", None, "ru")
        number = await conversations.of_chat(tx, chat)
        assert await conversations.of_chat(tx, chat) == number
        assert await conversations.case(tx, number, RULES, NOW) is None
        assert await conversations.case(tx, 99, RULES, NOW) is None
