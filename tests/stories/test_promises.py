"""What is promised is kept, or somebody is called (PRODUCT 4, 7)."""

from tests.stories.harness import Story
from tests.stories.test_conversation import TOPIC, in_group


async def _asks(story: Story, text: str = "где выплата?") -> None:
    """The buyer asks, and the manager is called."""
    p = story.people
    await story.writes(p.boris, text)
    story.sees(TOPIC, "Менеджер: Мария")
    story.sees(TOPIC, text)
    story.sees(p.maria, text)
    story.clock.advance(60)


async def test_one_moment_and_then_nothing(noon: Story) -> None:
    p = noon.people
    await _asks(noon)
    await noon.press(p.maria, p.maria.last(), "Взять")
    card = noon.sees(p.maria, "Вы взяли", edited=True)
    pressed = await noon.press(p.maria, card, "Минуту, проверяю")
    assert "Ответьте до 12:31" in pressed.answer.text
    noon.sees(p.boris, "Мария:", "Минуту, проверяем.")
    noon.sees(TOPIC, "Мария", "партнёру: Минуту, проверяем.")
    noon.sees(p.maria, "Обещан ответ: Мария", edited=True)
    await noon.answers(p.maria, TOPIC, "сейчас уточню")  # the clock of the first runs on
    noon.sees(p.boris, "сейчас уточню")
    await noon.passes(minutes=19, seconds=30)
    noon.quiet()

    await noon.passes(seconds=30)
    noon.sees(p.maria, "Скоро срок, 12:31: ответ", "Alpha Media", "Мария")
    await noon.passes(minutes=10)
    noon.sees(p.maria, "Не выполнено до 12:31: ответ", edited=True)
    noon.sees(p.maria, "Мария: до 23.11.2026 12:31 обещано — ответ", "Вызван менеджер")
    await noon.passes(minutes=5)
    noon.sees(p.sasha, "где выплата?", "обещано — ответ", "Вызвана смена")

    await noon.answers(p.sasha, TOPIC, "Выплата завтра")
    noon.sees(p.boris, "Саша:", "Выплата завтра")
    for one in (p.maria, p.sasha):
        noon.sees(one, "Есть ответ: Саша", edited=True)
    await noon.passes(hours=2)
    noon.quiet()


async def test_one_moment_and_then_an_answer(noon: Story) -> None:
    p = noon.people
    await _asks(noon)
    await noon.answers(p.sasha, TOPIC, "Минуту, проверяю")
    noon.sees(p.boris, "Саша:", "Минуту, проверяю")
    noon.sees(p.maria, "Обещан ответ: Саша", edited=True)
    noon.clock.advance(300)
    await noon.answers(p.sasha, TOPIC, "Выплата завтра")
    noon.sees(p.boris, "Выплата завтра")
    await noon.passes(hours=2)
    noon.quiet()


async def test_one_moment_edited_into_an_answer_is_one(noon: Story) -> None:
    p = noon.people
    await _asks(noon)
    said = await noon.answers(p.sasha, TOPIC, "Минуту, проверяю")
    noon.sees(p.boris, "Саша:", "Минуту, проверяю")
    noon.sees(p.maria, "Обещан ответ: Саша", edited=True)
    for text in ("Минутку, проверяю", "Выплата завтра"):
        noon.clock.advance(120)
        p.sasha.edit(said, text)
        await noon.settle()
        noon.sees(p.boris, "Саша:", text, edited=True)
        await noon.writes(p.sasha, "/mine")
        left = noon.sees(p.sasha).text
    assert "за вами ничего нет" in left
    await noon.passes(hours=2)
    noon.quiet()


async def test_one_moment_that_never_arrived_promised_nothing(noon: Story) -> None:
    p = noon.people
    await _asks(noon)
    p.boris.block_bot()
    await noon.settle()
    noon.sees(TOPIC, "заблокировал")
    await noon.answers(p.sasha, TOPIC, "Минуту, проверяю")
    noon.sees(p.maria, "Обещан ответ: Саша", edited=True)
    noon.sees(TOPIC, "партнёр этого не получил")
    noon.sees(p.maria, "Ждёт с", edited=True)
    await noon.passes(minutes=4, seconds=55)
    noon.sees(p.sasha, "где выплата?", "Вызвана смена")


async def test_a_promise_put_off_and_kept(noon: Story) -> None:
    p = noon.people
    await _asks(noon, "когда будет отчёт?")
    for wrong, why in (("", "Когда?"), ("отчёт", "Когда?"), ("11:00 отчёт", "уже прошло"), ("99d", "слишком далеко")):
        await noon.answers(p.sasha, TOPIC, f"/promise {wrong}")
        noon.sees(TOPIC, why)
    await noon.answers(p.sasha, TOPIC, "/promise 18:00 отчёт <по FB>")
    noon.sees(p.boris, "Саша:", "До 18:00 обещаем: отчёт <по FB>")
    noon.sees(p.maria, "Обещан ответ: Саша", edited=True)
    noted = noon.sees(TOPIC, "До 18:00 обещано: отчёт <по FB> (Саша)")

    await noon.passes(hours=1)
    noon.sees(TOPIC, "До 23.11.2026 18:00 обещано: отчёт <по FB> (Саша)", card=True)
    await noon.answers(p.vera, TOPIC, "/why")
    noon.sees(TOPIC, "Здесь никто не ждёт", "вызов получит менеджер: Мария")
    await noon.writes(p.sasha, "/mine")
    noon.sees(p.sasha, "Обещано вами", "до 23.11.2026 18:00: отчёт <по FB>")
    await noon.writes(p.maria, "/digest")
    noon.sees(p.maria, "Обещано на сегодня: 1", "до 18:00: отчёт <по FB> (Саша)")
    await noon.answers(p.sasha, TOPIC, "Статистика идёт")  # about something else: the report is still to come
    noon.sees(p.boris, "Статистика идёт")
    await noon.passes(hours=4, minutes=50)
    reminded = noon.sees(p.sasha, "Скоро срок, 18:00: отчёт <по FB>")
    pressed = await noon.press(p.sasha, reminded, "Перенести на 30 мин")
    assert "Перенесено на 18:30" in pressed.answer.text
    noon.sees(p.boris, "Нужно ещё немного времени: отчёт <по FB> — до 18:30")
    noon.sees(TOPIC, "До 18:30 обещано: отчёт <по FB>", edited=True)
    noon.sees(p.sasha, "Перенесено на 18:30", edited=True)
    pressed = await noon.press(p.sasha, reminded, data=f"promise:{1}:{1}:later:0", forged=True)
    assert "устарела" in pressed.answer.text

    await noon.restart()
    await noon.passes(minutes=30)
    reminded = noon.sees(p.sasha, "Скоро срок, 18:30")
    await noon.press(p.sasha, reminded, "Выполнено")
    noon.sees(p.sasha, "Выполнено: отчёт <по FB>", edited=True)
    noon.sees(TOPIC, "Выполнено: отчёт <по FB>", edited=True)
    pressed = await noon.press(p.maria, noted, data="promise:1:1:withdrawn", forged=True)
    assert "уже закрыто" in pressed.answer.text
    await noon.passes(hours=2)
    noon.quiet()


async def test_who_is_away_is_not_reminded_and_a_new_shift_knows_what_was_promised(noon: Story) -> None:
    p, topic = noon.people, await in_group(noon)
    await noon.answers(p.maria, topic, "/promise 21:05 сверка")
    noon.sees(p.alpha, "Мария:", "До 21:05 обещаем: сверка")
    noon.sees(topic, "До 21:05 обещано: сверка (Мария)")
    await noon.writes(p.maria, "/absence 23.11 @vera_senior")
    noon.overlook()
    await noon.passes(hours=8, minutes=55)
    reminded = noon.sees(p.vera, "Скоро срок, 21:05: сверка", "обещание: Мария")
    await noon.press(p.vera, reminded, "Перенести на 30 мин")
    noon.overlook()
    await noon.passes(minutes=5)
    noon.sees(
        p.zhenya, "Ваша смена началась", "Обещано партнёрам на ближайшие 12 часов: 1", "сверка, до 23.11.2026 21:35"
    )
    noon.sees(p.sasha, "Ваша смена закончилась", "сверка")
    noon.overlook()


async def test_a_promise_broken_while_the_desk_was_down(noon: Story) -> None:
    p = noon.people
    await _asks(noon, "когда будет отчёт?")
    await noon.answers(p.sasha, TOPIC, "/promise 2h отчёт")
    noon.sees(p.boris, "До 14:01 обещаем: отчёт")
    noon.overlook()
    noon.clock.advance(3 * 3600)
    await noon.restart()
    await noon.passes(seconds=1)
    noon.sees(TOPIC, "Не выполнено до 14:01: отчёт (Саша)", edited=True)
    noon.sees(p.maria, "Саша: до 23.11.2026 14:01 обещано — отчёт")
    noon.sees(p.oleg, "Сервис не работал")
    noon.quiet()  # nobody is reminded of what is over
    await noon.passes(minutes=2)
    noon.sees(p.sasha, "отчёт", "Вызвана смена")
    await noon.writes(p.maria, "/digest")
    noon.sees(p.maria, "Невыполненных обещаний: 1")
