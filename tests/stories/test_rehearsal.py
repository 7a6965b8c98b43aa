"""Once a day a question of nobody's goes the whole way, and nobody sees it but in how long it took (PRODUCT 4)."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from desk.rules import Rehearsal
from storage import people, rehearsals
from tests.stories.harness import Story

SIX = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # 06:00 in Moscow


def ask_at_six(story: Story) -> None:
    story.desk.adopt(story.desk.rules.model_copy(update={"rehearsal": Rehearsal(at=time(6))}))


async def kept(story: Story) -> dict[str, int]:
    """How many rows there are of everything a partner could leave behind."""
    async with story.desk.db.reading() as tx:
        staff = await people.staff_by_user(tx, story.people.oleg.id)
        assert staff is not None
        return {
            "partners": len(await people.partners(tx)),
            "newcomers": len(await people.newcomers_due(tx, story.clock.now() + timedelta(days=9))),
            "load": sum((await people.load_of_managers(tx, SIX - timedelta(days=99))).values()),
            "alone": await people.count_alone(tx),
            "known": (await people.newcomer(tx, rehearsals.NOBODY)) is not None,
        }


async def test_it_goes_the_whole_way_and_leaves_nothing(night: Story) -> None:
    p = night.people
    await night.passes(hours=9)
    night.overlook()
    before = await kept(night)
    ask_at_six(night)  # at 08:40: late, as after an outage, and once
    await night.passes(seconds=5)
    said, gone = [call for call in night._new() if call.chat_id == p.staff.id]
    assert (said.method, said.thread, said.params["disable_notification"]) == ("sendMessage", 0, True)
    assert "Пробный вопрос" in said.text
    assert "Саша, Женя" in said.text
    assert gone.method == "deleteMessage"
    night.overlook()
    assert await kept(night) == before
    await night.passes(minutes=5)
    night.overlook("Смены", "Ваша смена", "🔴")
    night.quiet()
    await night.writes(p.oleg, "/status")
    night.sees(p.oleg, "Ждут ответа: 0", "Пробный вопрос 22.11.2026 08:40: вызов решён за 0 с", "в форуме через 0 с")
    await night.until(SIX + timedelta(days=1))
    assert len([call for call in night._new() if "Пробный вопрос" in call.text]) == 1
    night.overlook()


async def test_who_is_late_is_told_of_once_and_when_it_came(night: Story) -> None:
    p = night.people
    await night.until(SIX)
    night.overlook()
    ask_at_six(night)
    night.sandbox.faults.set(storm_429=True)
    await night.passes(seconds=1)
    await night.passes(seconds=28)
    night.quiet()
    await night.passes(seconds=3)
    night.sandbox.faults.set(storm_429=False)
    await night.passes(seconds=30)
    night.sees(p.oleg, "Пробный вопрос, заданный в 06:00", "за 30 с не появился в форуме")
    night.sees(p.oleg, "всё-таки дошёл до форума")
    night.overlook("Пробный вопрос: бот")
    assert night._new()[-1].method == "deleteMessage"
    night.overlook()


async def test_a_bug_on_the_way_is_told(night: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    p = night.people
    await night.until(SIX)
    night.overlook()
    ask_at_six(night)

    async def broken(*_: Any) -> None:
        raise ValueError("no mirror")

    monkeypatch.setattr(rehearsals.mirrors, "show", broken)
    await night.passes(seconds=1)
    await night.passes(seconds=31)
    night.sees(p.oleg, "Пробный вопрос, заданный в 06:00, за 30 с не обработан")
    night.overlook()
