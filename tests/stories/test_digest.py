"""Half past nine: one message a morning, late but once, and only of one's own partners (PRODUCT 0.3, 8)."""

from datetime import UTC, datetime, timedelta

from sandbox import Message
from tests.stories.harness import Story

MORNING = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # Monday, 09:30 in Moscow


async def _over(story: Story) -> None:
    """Look at everything shown so far."""
    story._looked_at |= {call.seq for call in story._new()}


async def test_a_weekend_in_one_message(night: Story) -> None:
    p = night.people
    await night.writes(p.boris, "postbacks stopped")
    night.clock.advance(120)
    await night.answers(p.zhenya, "Alpha Media", "Завтра")
    await night.passes(hours=20)
    await night.writes(p.boris, "а выплата?")
    await _over(night)
    await night.until(MORNING - timedelta(seconds=1))
    await _over(night)
    await night.until(MORNING)
    for reader in (p.maria, p.oleg):
        shown = night.sees(reader, "Дайджест · пн, 23 ноября", "Ждут ответа: 1", "Alpha Media").text
        assert "пт, 20 ноября: обращений не было\nсб, 21 ноября: 1 обращение, отвечено 1\n" in shown
        assert "половина за 2 мин, 90 % за 2 мин, самый долгий 2 мин" in shown
        assert "вс, 22 ноября: 1 обращение, отвечено 0, ещё ждут 1\nДошло до уровней: 3-й — 1" in shown
    await _over(night)
    for _ in range(3):
        await night.desk.tick()
        await night.settle()
    night.quiet()
    await night.restart()
    await night.desk.tick()
    await night.settle()
    night.quiet()


async def test_a_quiet_night_still_brings_one_line(night: Story) -> None:
    p = night.people
    await night.until(MORNING + timedelta(hours=3))  # the desk was down at half past nine
    for reader in (p.maria, p.oleg):
        night.sees(reader, "Дайджест · пн, 23 ноября", "Всё спокойно")
    await night.passes(seconds=5)
    await _over(night)  # one shift has handed over to another meanwhile
    await night.restart()
    await night.passes(minutes=1)
    night.quiet()


async def test_on_demand(noon: Story) -> None:
    p = noon.people
    await noon.writes(p.maria, "/digest")
    noon.sees(p.maria, "Дайджест на", "Никто не ждёт ответа.")
    await noon.writes(p.oleg, "/digest 21.11.2026")
    noon.sees(p.oleg, "сб, 21 ноября", "Ничего не произошло")
    await noon.writes(p.oleg, "/digest week")
    noon.sees(p.oleg, "пн, 16 ноября – вс, 22 ноября")
    await noon.writes(p.oleg, "/digest ?")
    noon.sees(p.oleg, "/digest 2026-11-21")
    await noon.writes(p.oleg, "/digest завтра")
    noon.sees(p.oleg, "«завтра»", "/digest 2026-11-23")
    await noon.writes(p.oleg, "/digest 2026-12-01")
    noon.sees(p.oleg, "ещё не наступило")
    await noon.writes(p.sasha, "/digest")
    noon.sees(p.sasha, "для аккаунт-менеджеров")
    await noon.writes(p.boris, "/digest")
    noon.sees(p.boris, "Такой команды нет")


async def test_what_seemed_to_need_no_answer_is_opened_by_one_tap(night: Story) -> None:
    p = night.people
    await night.writes(p.boris, "postbacks stopped")
    night.clock.advance(120)
    await night.answers(p.zhenya, "Alpha Media", "Починили")
    night.clock.advance(60)
    p.boris.react(night.sees(p.boris, "Починили"), "🔥")
    await night.writes(p.boris, "спасибо")
    night.clock.advance(3600)
    await night.writes(p.boris, "ладно, а ставка?")
    card = [call for call in night._new() if call.chat_id == p.sasha.id][-1]
    await night.press(
        p.sasha, night.world.message(night.world.chat(p.sasha.id), card.message_ids[-1]), "Ответ не нужен"
    )
    await _over(night)
    await night.until(MORNING)
    shown = {
        one: night.sees(one, "Дайджест", "Ответ не нужен?", "Не посчитали вопросами: 3") for one in (p.maria, p.oleg)
    }
    text = shown[p.maria].text
    first, second, third = "«ладно, а ставка?», 22.11.2026 00:43 (закрыто: Саша)", "«спасибо», 21.11.2026 23:43", "«🔥»"
    assert text.index(first) < text.index(second) < text.index(third)
    await _over(night)

    pressed = await night.press(p.maria, shown[p.maria], data=f"open:1:{_message(shown[p.maria])}")
    assert "ждёт с 22.11.2026 00:43 и взят вами до 09:45" in pressed.answer.text
    night.sees(p.maria, "ладно, а ставка?", "Вы взяли")
    night.quiet()
    pressed = await night.press(p.oleg, shown[p.oleg], data=f"open:1:{_message(shown[p.oleg])}")
    assert "уже ответили, или" in pressed.answer.text
    earlier = f"open:1:{_message(shown[p.oleg], 1)}"
    pressed = await night.press(p.oleg, shown[p.oleg], data=earlier)
    assert "Здесь уже ждут" in pressed.answer.text
    night.sees(p.maria, "спасибо", "Ждёт с 23:43", edited=True)
    await night.answers(p.maria, "Alpha Media", "Ставка 30")
    pressed = await night.press(p.oleg, shown[p.oleg], data=f"open:1:{_message(shown[p.oleg], 2)}")
    assert "уже ответили, или" in pressed.answer.text
    await _over(night)
    await night.writes(p.oleg, "/digest")
    assert "Ответ не нужен?" not in night.sees(p.oleg, "Дайджест").text


def _message(digest: Message, row: int = 0) -> str:
    return str(digest.keyboard[row][0]["callback_data"]).rpartition(":")[2]
