"""Saturday, 23:40: whoever waits is seen (PRODUCT 0.2, 4)."""

from datetime import timedelta

from desk.rosters import Override
from storage import conversations, people, roster
from tests.stories.harness import Story

MINUTE = timedelta(minutes=1)
TOPIC = "Alpha Media"

#: What is said about the shifts themselves: tests/stories/test_shifts.py.
SHIFTS = ("Смены, на которых", "Ваша смена", "🔴", "не может вам написать", "Я на месте")


async def test_night_up_to_the_head(night: Story) -> None:
    p = night.people
    await night.writes(p.boris, "postbacks stopped")
    night.sees("Alpha Media", "Alpha Media", "Менеджер: Мария")
    night.sees("Alpha Media", "postbacks stopped")
    for sub in (p.sasha, p.zhenya):
        night.sees(sub, "Alpha Media", "postbacks stopped", "Менеджер сейчас не работает", "уровень 2 из 4")
    night.sees(p.maria, "Alpha Media", "postbacks stopped")
    night.quiet()

    await night.passes(minutes=2, seconds=59)
    night.quiet()
    await night.passes(seconds=1)
    for sub in (p.sasha, p.zhenya):
        night.sees(sub, "ждёт уже 3 мин")

    await night.passes(minutes=2)
    night.sees(p.vera, "Alpha Media", "postbacks stopped", "Вызван старший смены")
    night.sees(p.boris, "Вера")

    await night.passes(minutes=10)
    night.sees(p.oleg, "Alpha Media", "уровень 4 из 4")

    await night.passes(minutes=15)
    night.sees("Alpha Media", "Олег", "ждёт уже 30 мин")
    night.sees(p.oleg, "последняя инстанция", edited=True)
    night.sees(p.oleg, "ждёт уже 30 мин")


async def test_take_holds_for_ten_minutes_and_then_the_same_level_is_called(night: Story) -> None:
    p = night.people
    await night.writes(p.boris, "где выплата?")
    night.sees("Alpha Media", "Менеджер: Мария")
    night.sees("Alpha Media", "где выплата?")
    card = night.sees(p.sasha, "где выплата?")
    night.sees(p.zhenya, "где выплата?")
    night.sees(p.maria, "где выплата?")

    pressed = await night.press(p.sasha, card, "Взять")
    assert "Вопрос ваш до 23:50" in pressed.answer.text
    night.sees(p.sasha, "Вы взяли", edited=True)
    night.sees(p.zhenya, "Взято: Саша", edited=True)
    night.sees(p.maria, "Взято: Саша", edited=True)
    await night.passes(minutes=9)
    night.quiet()

    await night.passes(minutes=1)
    for sub in (p.sasha, p.zhenya):
        night.sees(sub, "Ждёт с", edited=True)
        night.sees(sub, "вопрос взяли, но ответа нет")
    night.sees(p.maria, "Ждёт с", edited=True)


async def test_a_repeat_leaves_the_card_alone_unless_the_reader_has_deleted_it(night: Story) -> None:
    p = night.people
    await night.writes(p.boris, "где выплата?")
    cards = {one: night.sees(one, "где выплата?") for one in (p.sasha, p.zhenya, p.maria)}
    night.overlook()
    p.sasha.delete(cards[p.sasha])
    await night.passes(minutes=3)
    night.sees(p.sasha, "ждёт уже 3 мин")
    again = night.sees(p.sasha, "где выплата?")
    assert again.id != cards[p.sasha].id
    night.sees(p.zhenya, "ждёт уже 3 мин")
    night.quiet()
    assert not [call for call in night.sandbox.calls if call.method == "editMessageText" and call.status == 400]


async def test_an_answer_in_the_topic_stops_the_clock(night: Story) -> None:
    p = night.people
    await night.writes(p.boris, "где выплата?")
    night.sees("Alpha Media", "Менеджер: Мария")
    night.sees("Alpha Media", "где выплата?")
    for one in (p.sasha, p.zhenya, p.maria):
        night.sees(one, "где выплата?")
    night.clock.advance(60)
    await night.answers(p.zhenya, "Alpha Media", "Завтра до обеда")
    night.sees(p.boris, "Женя:", "Завтра до обеда")
    for one in (p.sasha, p.zhenya, p.maria):
        night.sees(one, "Есть ответ: Женя", edited=True)
    await night.passes(hours=1)
    night.quiet()


async def test_a_restart_an_empty_shift_and_a_senior_out_of_reach(night: Story) -> None:
    """The night of PRODUCT 0 with everything in its way: nothing changes but the wording."""
    p = night.people
    at = night.clock.now()
    async with night.desk.db.transaction() as tx:
        ids = {one.name: one.id for one in await people.staff(tx)}
        gone = [Override(id=0, start=at + 4 * MINUTE, end=at + 99 * MINUTE, out=ids[n]) for n in ("Саша", "Женя")]
        await roster.override(tx, gone, by=ids["Олег"], now=at)
    await night.writes(p.boris, "postbacks stopped")
    night.sees(TOPIC, "Менеджер: Мария")
    night.sees(TOPIC, "postbacks stopped")
    for sub in (p.sasha, p.zhenya):
        night.sees(sub, "postbacks stopped", "Менеджер сейчас не работает", "Вызвана смена, всего 2 · уровень 2 из 4")
    night.sees(p.maria, "Менеджер сейчас не работает")
    await night.passes(minutes=3)
    for sub in (p.sasha, p.zhenya):
        night.sees(sub, "ждёт уже 3 мин")
    night.overlook(*SHIFTS)
    night.quiet()

    p.vera.blocked = True  # nobody has told the desk
    night.clock.advance(3 * 60)  # stopped; at 23:44 the shift has ended, with nobody after it
    await night.restart()
    await night.passes(seconds=1)
    night.sees(p.oleg, "Сервис не работал с 23:43 до 23:46")
    night.sees(TOPIC, "Сервис не работал с 23:43 до 23:46", "Сейчас вызовы продолжаются")
    night.overlook(*SHIFTS)
    night.sees(p.oleg, "На смене никого нет", "сразу вызван следующий уровень")
    night.sees(p.boris, "Позвали старшего смены")
    night.overlook(*SHIFTS)
    night.quiet()
    await night.passes(seconds=5)  # the next beat; the senior's card has come back
    card = night.sees(
        p.oleg, "postbacks stopped", "На смене никого нет", "Старшему смены нельзя написать", "уровень 4 из 4"
    )
    night.sees(p.oleg, "Старшему смены нельзя написать", "сразу вызван следующий уровень")
    night.overlook(*SHIFTS)
    night.quiet()

    await night.press(p.oleg, card, "Взять")
    night.sees(p.oleg, "Вы взяли", edited=True)
    for other in (p.sasha, p.zhenya, p.maria):
        night.sees(other, "Взято: Олег", edited=True)
    night.clock.advance(60)  # stopped again, too shortly for anybody to notice
    await night.restart()
    await night.passes(minutes=8)
    night.overlook(*SHIFTS)
    night.quiet()
    await night.writes(p.oleg, "Починили", reply_to=card)
    night.sees(p.boris, "Починили")
    night.sees(TOPIC, "Починили")
    for one in (p.oleg, p.sasha, p.zhenya, p.maria):
        night.sees(one, "Есть ответ: Олег", edited=True)
    await night.passes(hours=1)
    night.overlook(*SHIFTS)
    night.quiet()


async def test_a_call_that_comes_too_late_does_not_ring(night: Story) -> None:
    """Telegram asks for a pause; when it ends, somebody has taken it already, and the others are left in peace."""
    p = night.people
    await night.writes(p.boris, "где выплата?")
    night.clock.advance(60)
    await night.answers(p.sasha, TOPIC, "Завтра")
    night.clock.advance(60)
    night.overlook()
    night.sandbox.faults.set(storm_429=True)
    await night.writes(p.boris, "postbacks stopped")
    await night.answers(p.sasha, TOPIC, "/take")
    night.quiet()
    night.sandbox.faults.set(storm_429=False)
    await night.passes(seconds=10)
    night.sees(TOPIC, "postbacks stopped")
    night.sees(TOPIC, "Саша")
    night.sees(p.sasha, "postbacks stopped", "Вы взяли")
    night.sees(p.maria, "Взято: Саша")  # silent, as ever at night
    night.quiet()
    await night.passes(minutes=10)
    night.sees(p.zhenya, "postbacks stopped", "Вызвана смена")  # the card is new, and needs no nudge under it
    night.sees(p.sasha, "Ждёт с", edited=True)
    night.sees(p.sasha, "вопрос взяли, но ответа нет")
    night.sees(p.maria, "Ждёт с", edited=True)


async def test_the_partner_says_that_it_is_solved(night: Story) -> None:
    p = night.people
    await night.writes(p.boris, "postbacks stopped")
    await night.passes(minutes=5)
    line = night.world.message(night.world.chat(p.boris.id), p.boris.last().id)
    assert "Позвали старшего смены" in line.text
    night.overlook()
    pressed = await night.press(p.boris, line, "Вопрос решён")
    assert "вопрос закрыт" in pressed.answer.text
    assert not night.sees(p.boris, "Рады, что всё решилось", edited=True).keyboard
    for one in (p.sasha, p.zhenya, p.vera, p.maria):
        night.sees(one, "Партнёр отметил, что вопрос решён", edited=True)
    again = await night.press(p.boris, line, data="solved:1:1", forged=True)
    assert "уже закрыт" in again.answer.text
    await night.passes(hours=1)
    night.quiet()
    await night.writes(p.boris, "опять не идут")
    night.overlook()
    foreign = await night.press(p.sasha, p.sasha.last(), data="solved:1:2", forged=True)
    assert "устарела" in foreign.answer.text
    async with night.desk.db.reading() as tx:
        assert len(await conversations.waited(tx, night.clock.now() + MINUTE, 9)) == 1
