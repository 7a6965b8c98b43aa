"""What should never be is found, put right from the events, and told to the heads (PRODUCT 4, DESIGN 3.5)."""

from datetime import timedelta
from typing import Any

import pytest

from scheduler import audit, ladder
from storage import audits, conversations
from tests.stories.harness import Story

TOPIC = "Alpha Media"


async def wait(story: Story) -> int:
    """Boris asks at night; gives the conversation."""
    await story.writes(story.people.boris, "postbacks stopped")
    story.overlook()
    async with story.desk.db.reading() as tx:
        (number,) = await conversations.waited(tx, story.clock.now() + timedelta(days=1), 9)
    return number


async def stored(story: Story, number: int, **changed: Any) -> None:
    """The row as it is, but for that."""
    async with story.desk.db.transaction() as tx:
        row = await tx.one("audits.one", id=number)
        assert row is not None
        await tx.run("conversations.save", **{**row, **changed})


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"state": "{}", "waiting_since": None, "next_action_at": None}, "состояние не совпадало"),
        ({"state": "no state", "events": 17}, "состояние не совпадало"),
        ({"next_action_at": None}, "никого не должны были вызвать"),
        ({"next_action_at": 0}, "не состоялся вовремя"),
    ],
)
async def test_whoever_got_lost_is_found_and_called(night: Story, changed: dict[str, Any], found: str) -> None:
    p = night.people
    number = await wait(night)
    await stored(night, number, **changed)
    await night.desk.audit()
    await night.settle()
    night.sees(p.oleg, "нашла ошибки в диалогах: 1", found)
    await night.desk.audit()
    await night.passes(minutes=5)
    night.sees(p.vera, "Вызван старший смены")
    night.overlook()


async def test_audit_at_once(night: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    p = night.people
    await wait(night)
    await night.writes(p.oleg, "/audit")
    night.sees(p.oleg, "Проверено диалогов: 1", "Всё в порядке", "ещё не проверены")
    with monkeypatch.context() as patch:
        patch.setattr(audits, "load", lambda kind, _: {}[kind])  # an event of a kind that nobody knows
        await night.writes(p.oleg, "/audit")
        night.sees(p.oleg, "нашла ошибки", "не читаются")
    for _ in range(2):
        await night.desk.audit()
    await night.writes(p.oleg, "/audit")
    night.sees(p.oleg, "Все диалоги до единого проверены 21.11.2026 23:40")


async def test_a_bug_in_one_conversation_is_told_once(night: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    p = night.people
    await wait(night)

    async def broken(*_: Any) -> None:
        raise ValueError("of a kind nobody thought of")

    with monkeypatch.context() as patch:
        patch.setattr(ladder, "_decide", broken)
        await night.passes(minutes=3)
        await night.passes(minutes=1)
        night.sees(p.oleg, "никого не удаётся вызвать", "of a kind nobody thought of")
        night.quiet()
    await night.passes(minutes=1)
    night.sees(p.vera, "Вызван старший смены")
    night.overlook()


def test_a_day_is_enough_for_all() -> None:
    for top in (0, 1, 10_000, 1_000_000):
        minute = timedelta(seconds=61)
        assert audit._size(top, minute) * (timedelta(days=1) / minute) >= top
        assert audit.LEAST <= audit._size(top, timedelta(days=9)) <= audit.MOST
