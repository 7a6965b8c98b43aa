"""What `/simulate` says is what happens (PRODUCT 4)."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import simulate
from desk import simulation
from desk.conversation import Called
from storage import conversations, people, roster
from tests.stories.harness import SATURDAY_NIGHT, Story

MOSCOW = "Europe/Moscow"


@pytest.mark.parametrize(
    ("words", "named", "at"),
    [
        ("Alpha", "Alpha", SATURDAY_NIGHT),
        ("Alpha Media 23:50", "Alpha Media", SATURDAY_NIGHT + timedelta(minutes=10)),
        ("Alpha sat 23:40", "Alpha", SATURDAY_NIGHT + timedelta(days=7)),
        ("vip завтра 12:00", "vip", datetime(2026, 11, 22, 9, 0, tzinfo=UTC)),
        ("24 Media 2026-11-25 12:00", "24 Media", datetime(2026, 11, 25, 9, 0, tzinfo=UTC)),
        ("", "", SATURDAY_NIGHT),
    ],
)
def test_whose_question_and_when(words: str, named: str, at: datetime) -> None:
    assert simulation.read(words.split(), SATURDAY_NIGHT, MOSCOW) == (named.split(), at)


async def test_what_is_simulated_is_what_happens(night: Story) -> None:
    p, desk = night.people, night.desk
    await night.writes(p.maria, "/simulate alpha")
    night.sees(p.maria, "Alpha Media: вопрос 21.11.2026 23:40, обычные правила\nМенеджер сейчас не работает\n"
               "23:40 — смена: Саша, Женя\n23:43 — ещё раз смена: Саша, Женя\n23:45 — старший смены: Вера\n"
               "23:55 — руководитель: Олег")  # fmt: skip
    async with desk.db.reading() as tx:
        partner = await people.partner(tx, 1)
        assert partner is not None
        staff, changes = await people.staff(tx), await roster.changes(tx, night.clock.now())
    expected = simulation.simulate(desk.rules, staff, changes, partner, night.clock.now()).calls
    await night.writes(p.boris, "postbacks stopped")
    while night.clock.now() < SATURDAY_NIGHT + simulation.HORIZON:
        await night.passes(minutes=1)
    async with desk.db.reading() as tx:
        happened = [event for event in await conversations.events(tx, 1) if isinstance(event, Called)]
    assert tuple(happened) == expected
    night.overlook()


async def test_whom_one_may_ask_about(night: Story) -> None:
    p = night.people
    for words, answer in (("", "/simulate"), ("zzz 12:00", "zzz"), ("VIP вс 12:00", "правила для VIP")):
        await night.writes(p.maria, f"/simulate {words}")
        night.sees(p.maria, answer)
    said = await simulate.told(night.desk.settings, ["Alpha", "Media"])
    assert said.startswith("<b>Alpha Media: вопрос")
