"""The receipt book: once, one live message of a name, revoked unsent, claimed once, and mirrors both ways."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desk.letters import letter
from desk.letters.letter import At, Lane, Letter, Source, button
from storage import outbox
from storage.database import Database, Tx
from storage.outbox import Queued, Sent

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
PLAIN = Letter(to=letter.chat(1), lane=Lane.NOTICE, key="bound")


async def queued(tx: Tx) -> list[Queued]:
    return await outbox.load(tx, await outbox.open_ids(tx))


async def keys(tx: Tx) -> list[str]:
    return [one.letter.key for one in await queued(tx)]


async def test_a_letter_comes_back_as_it_was_written(db: Database) -> None:
    full = Letter(
        to=letter.topic(7),
        lane=Lane.CARD,
        key="card",
        params={"name": "<b>אא🦊", "at": At(at=NOW)},
        buttons=((button("button-take", "take:1:1"), button("button-open-topic", topic=7)),),
        once="o",
        slot="s",
        cause="c",
        reply_to=Source(chat=-100, message=5),
        reply_slot="r",
        expires_at=NOW + timedelta(hours=1),
        renew_only=True,
        silent=True,
    )
    async with db.transaction() as tx:
        await outbox.set_slot(tx, "s", Source(chat=1, message=9))
        await outbox.add(tx, [full, replace(full, once=None, slot=None, not_before=NOW + timedelta(minutes=1))], NOW)
        first, second = await queued(tx)
    assert first.letter == full
    assert (first.not_before, first.created_at, first.tries) == (NOW, NOW, 0)
    assert second.not_before == NOW + timedelta(minutes=1)


async def test_once_is_once_for_ever(db: Database) -> None:
    async with db.transaction() as tx:
        once = replace(PLAIN, once="x")
        await outbox.add(tx, [once, once], NOW)
        (only,) = await queued(tx)
        await outbox.claim(tx, only, 1)
        await outbox.sent(tx, Sent(id=only.id, at=NOW, chat=1, message=2, text="t"))
        await outbox.add(tx, [once, replace(once, once="y"), PLAIN, PLAIN], NOW)
        assert len(await queued(tx)) == 3


async def test_two_at_a_time_add_one(db: Database) -> None:
    async def add() -> None:
        async with db.transaction() as tx:
            await outbox.add(tx, [replace(PLAIN, once="x")], NOW)

    await asyncio.gather(*(add() for _ in range(4)))
    async with db.reading() as tx:
        assert len(await queued(tx)) == 1


#: What is queued, what comes then, and what is left: (key, renew_only, silent) of each.
REPLACED: tuple[tuple[dict[str, object], dict[str, object], list[tuple[str, bool, bool]]], ...] = (
    ({}, {}, [("new", False, False)]),
    ({"silent": True}, {}, [("new", False, False)]),
    ({}, {"renew_only": True}, [("new", False, False)]),  # a first card stays one that is sent
    ({"silent": True}, {"renew_only": True}, [("new", False, True)]),
    ({"renew_only": True}, {}, [("new", False, False)]),
    ({"renew_only": True}, {"renew_only": True}, [("new", True, False)]),
    ({"slot": "other"}, {}, [("bound", False, False), ("new", False, False)]),
    ({"kind": "pin"}, {}, [("bound", False, False), ("new", False, False)]),
)


async def test_a_newer_letter_takes_the_place_of_the_queued_one(db: Database) -> None:
    for first, then, left in REPLACED:
        async with db.transaction() as tx:
            await outbox.set_slot(tx, "s", Source(chat=1, message=9))
            slotted = replace(PLAIN, slot="s", cause="c")
            await outbox.add(tx, [replace(slotted, **first), replace(slotted, key="new", **then)], NOW)
            found = [(one.letter.key, one.letter.renew_only, one.letter.silent) for one in await queued(tx)]
            assert found == left
            await outbox.revoke(tx, "c")


async def test_a_renewal_needs_something_that_stands_or_is_leaving(db: Database) -> None:
    card = replace(PLAIN, slot="s")
    renewal = replace(card, key="new", renew_only=True)
    async with db.transaction() as tx:
        await outbox.add(tx, [renewal], NOW)
        assert await keys(tx) == []
        await outbox.add(tx, [card], NOW)
        await outbox.claim(tx, (await queued(tx))[0], 1)
        await outbox.add(tx, [renewal, replace(renewal, slot="other")], NOW)
        assert await keys(tx) == ["new"]


async def test_what_is_in_flight_is_not_rewritten(db: Database) -> None:
    async with db.transaction() as tx:
        await outbox.add(tx, [replace(PLAIN, slot="s")], NOW)
        await outbox.claim(tx, (await queued(tx))[0], 1)
        await outbox.add(tx, [replace(PLAIN, slot="s", key="new")], NOW)
        assert await keys(tx) == ["new"]


async def test_a_claim_gives_the_letter_as_it_is_by_then(db: Database) -> None:
    async with db.transaction() as tx:
        await outbox.add(tx, [replace(PLAIN, slot="s"), replace(PLAIN, cause="c"), PLAIN], NOW)
        slotted, caused, plain = await queued(tx)
        await outbox.add(tx, [replace(PLAIN, slot="s", key="new")], NOW)
        await outbox.revoke(tx, "c")
        claimed = await outbox.claim(tx, slotted, 1)
        assert claimed is not None
        assert claimed.letter.key == "new"
        assert await outbox.claim(tx, caused, 1) is None
        assert await outbox.claim(tx, plain, 1) == plain


async def test_two_senders_never_hold_one_letter(db: Database) -> None:
    async with db.transaction() as tx:
        await outbox.add(tx, [PLAIN], NOW)
        (one,) = await queued(tx)

    async def claim(epoch: int) -> bool:
        async with db.transaction() as tx:
            return await outbox.claim(tx, one, epoch) is not None

    assert sum(await asyncio.gather(claim(1), claim(2))) == 1


async def test_revoking_touches_only_what_has_not_left(db: Database) -> None:
    async with db.transaction() as tx:
        await outbox.add(tx, [replace(PLAIN, cause="c"), replace(PLAIN, cause="c"), replace(PLAIN, cause="d")], NOW)
        first, *_ = await queued(tx)
        await outbox.claim(tx, first, 1)
        await outbox.revoke(tx, "c")
        assert [one.letter.cause for one in await queued(tx)] == ["d"]
        await outbox.later(tx, first.id, NOW, "busy")  # it was in flight: it stays a letter
        assert (await outbox.open_ids(tx))[0] == first.id


async def test_adrift_is_what_an_earlier_holder_had_in_flight(db: Database) -> None:
    async with db.transaction() as tx:
        await outbox.add(tx, [PLAIN, replace(PLAIN, lane=Lane.COSMETIC), PLAIN], NOW)
        first, second, third = await queued(tx)
        for one, epoch in ((first, 1), (third, 1), (second, 2)):
            await outbox.claim(tx, one, epoch)
        found = dict(await outbox.adrift(tx, 2))
        assert found == {first.id: "resend", third.id: "resend"}
        assert dict(await outbox.adrift(tx, 3)) == {**found, second.id: "drop"}
        await outbox.later(tx, first.id, NOW, "unknown", unknown=True)
        (again,) = await queued(tx)
        assert (again.tries, again.unknowns) == (1, 1)


async def test_the_most_urgent_lane_comes_first_then_the_oldest(db: Database) -> None:
    async with db.transaction() as tx:
        for lane in (Lane.DIGEST, Lane.RELAY, Lane.TERMS, Lane.RELAY, Lane.ANSWER):
            await outbox.add(tx, [replace(PLAIN, lane=lane)], NOW)
        ids = await outbox.open_ids(tx)
    assert ids == [3, 5, 2, 4, 1]


async def test_slots_are_set_moved_and_dropped(db: Database) -> None:
    async with db.transaction() as tx:
        assert await outbox.slot(tx, "s") is None
        for message in (1, 2):
            await outbox.set_slot(tx, "s", Source(chat=5, message=message))
        assert await outbox.slot(tx, "s") == Source(chat=5, message=2)
        await outbox.drop_slot(tx, "s")
        assert await outbox.slot(tx, "s") is None


async def test_settled_letters_are_forgotten_and_open_ones_are_not(db: Database) -> None:
    async with db.transaction() as tx:
        await outbox.add(tx, [PLAIN, replace(PLAIN, key="open")], NOW)
        first, *_ = await queued(tx)
        await outbox.dead(tx, first.id, "no")
        await outbox.forget(tx, NOW)
        assert await tx.one("outbox.by_id", id=first.id) is not None
        await outbox.forget(tx, NOW + timedelta(seconds=1))
        assert await tx.one("outbox.by_id", id=first.id) is None
        assert await keys(tx) == ["open"]
