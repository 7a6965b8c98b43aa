"""One shift hands over to the next; gaps, absences and swaps (PRODUCT 5)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from desk import rosters
from desk.rosters import Override
from sandbox import Message, Person
from storage import people, roster
from tests.stories.harness import Story

NINE = datetime(
    2026, 11, 22, 6, 0, tzinfo=UTC
)  # Sunday, 9:00 in Moscow: the night of Sasha and Zhenya ends, Vera comes
MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # after Zhenya's night, Sasha comes


async def ids(story: Story, *persons: Person) -> list[int]:
    """Our own numbers."""
    async with story.desk.db.reading() as tx:
        known = [await people.staff_by_user(tx, person.id) for person in persons]
    return [person.id for person in known if person is not None]


async def changed(story: Story, start: datetime, end: datetime, **who: int) -> None:
    """The roster is changed by hand."""
    async with story.desk.db.transaction() as tx:
        await roster.override(tx, [Override(id=0, start=start, end=end, **who)], 1, story.clock.now())


def hears(story: Story, person: Person, *fragments: str) -> Message:
    """What that person was shown of it, once; cards of waits are looked at elsewhere."""
    found = [c for c in story._new() if c.chat_id == person.id and all(one in c.text for one in fragments)]
    assert len(found) == 1, f"{len(found)} times {fragments}\n{story.unread()}"
    return story.world.message(story.world.chat(person.id), found[0].message_ids[-1])


def told(story: Story, words: str) -> set[int | None]:
    """Who was shown something with these words; all that is new has been looked at then."""
    found = {call.chat_id for call in story._new() if words in call.text}
    story.overlook()
    return found


async def test_one_shift_hands_over_to_the_next(night: Story) -> None:
    p = night.people
    await night.writes(p.boris, "где выплата?")
    night.overlook()
    card = next(one for one in reversed(p.sasha.sees()) if one.keyboard)
    await night.press(p.sasha, card, "Взять")
    await night.answers(p.sasha, "Alpha Media", "/promise завтра 12:00 отчёт")
    await night.writes(p.boris, "и ещё: где баннеры?")
    p.zhenya.block_bot()
    await night.until(NINE - timedelta(minutes=1))
    night.overlook()

    await night.until(NINE)
    there = ("Alpha Media", "Ждёт с", "Обещано", "отчёт", "12:00", "Бот не может написать", "Женя")
    shown = hears(night, p.vera, "Ваша смена началась", "Сдаёт: Саша, Женя", *there)
    hears(night, p.sasha, "Ваша смена закончилась", "Принимает: Вера", *there)
    night.overlook()  # the wait itself goes on
    await night.passes(minutes=1)
    await night.restart()
    await night.passes(minutes=8)
    assert told(night, "смена") == set()

    await night.passes(minutes=1)  # nobody has said "I am here"
    hears(night, p.sasha, "Вера", "смена началась", "нет уже 10 минут")
    said = await night.press(p.vera, shown, "Я на месте")
    assert "вы на смене" in said.answer.text
    again = await night.press(p.vera, shown, "Я на месте")
    assert "не нужно" in again.answer.text
    night.overlook()
    await night.passes(minutes=5)
    assert told(night, "смена") == set()


async def test_a_gap_is_warned_about_and_is_an_alarm_when_it_begins(night: Story) -> None:
    p = night.people
    (vera,) = await ids(night, p.vera)
    gap = NINE + timedelta(days=5)  # the Friday that Vera works alone
    await changed(night, gap, gap + timedelta(hours=12), out=vera)
    for ahead in (timedelta(days=3), timedelta(days=1), timedelta(hours=1)):
        await night.until(gap - ahead - timedelta(minutes=2))
        night.overlook()
        for again in (False, True):  # once each, whatever restarts
            await night.passes(minutes=2)
            assert told(night, "никого нет") == (set() if again else {p.vera.id, p.oleg.id})
            await night.restart()
    await night.until(gap)
    assert told(night, "На смене никого нет") == {p.vera.id, p.oleg.id}
    await night.passes(minutes=5)
    await changed(night, night.clock.now(), gap + timedelta(hours=12), into=vera)
    await night.passes()
    hears(night, p.vera, "Ваша смена началась", "До вас на смене никого не было")
    assert told(night, "никого нет") == set()


async def test_a_swap(night: Story) -> None:
    p = night.people
    vera, zhenya = await ids(night, p.vera, p.zhenya)
    await night.writes(p.vera, "/swap")
    shown = night.sees(p.vera, "Какую смену")
    await night.press(p.vera, shown, "вс 22.11, 09:00–21:00")
    shown = night.sees(p.vera, "Кого попросить", edited=True)
    assert [row[0]["text"] for row in shown.keyboard] == ["Саша", "Женя", "Назад"]
    await night.press(p.vera, shown, "Назад")
    await night.press(p.vera, night.sees(p.vera, edited=True), "ср 25.11, 09:00–21:00")
    await night.press(p.vera, night.sees(p.vera, edited=True), "Женя")
    shown = night.sees(p.vera, "взамен", edited=True)
    for _ in range(2):
        await night.press(p.vera, shown, "пт 27.11, 21:00–09:00")
    kept = night.sees(p.vera, "Женя пока не отвечает", "ср 25.11, 09:00–21:00", "Взамен: пт 27.11, 21:00–09:00")
    asked = night.sees(p.zhenya, "Вера просит вас выйти ср 25.11, 09:00–21:00", "Взамен: пт 27.11")
    night.quiet()

    await night.press(p.zhenya, asked, "Согласиться")
    night.sees(p.vera, "Женя выйдет вместо вас", edited=True)
    night.sees(p.zhenya, "выходите вы, а не Вера", edited=True)
    night.sees(p.oleg, "Обмен сменами", "Вера → Женя")
    for who, message, data in (
        (p.zhenya, asked, "swap:no:1"),
        (p.zhenya, asked, "swap:yes:1"),
        (p.vera, kept, "swap:drop:1"),
    ):
        again = await night.press(who, message, data=data, forged=True)
        assert "устарела" in again.answer.text
    night.quiet()
    async with night.desk.db.reading() as tx:
        live = await roster.live(tx, night.desk.rules.shifts, night.clock.now())
    for day, hour, who in ((25, 9, zhenya), (27, 20, zhenya), (27, 22, vera)):
        assert rosters.on_shift(live, datetime(2026, 11, day, hour - 3, tzinfo=UTC)) == (
            (who,) if hour != 20 else (vera,)
        )


async def test_a_swap_that_nobody_takes(night: Story) -> None:
    p = night.people
    await night.writes(p.vera, "/swap")
    for button in ("вс 22.11, 09:00–21:00", "Саша", "Ничего взамен"):
        await night.press(p.vera, p.vera.last(), button)
    night.overlook()
    await night.until(NINE)
    hears(night, p.vera, "обмен не состоялся")
    hears(night, p.vera, "Ваша смена началась")
    hears(night, p.sasha, "Обмен не состоялся", "выходит Вера")
    night.overlook()


async def test_a_manager_is_away_and_the_deputy_is_called(noon: Story) -> None:
    p = noon.people
    await noon.writes(p.maria, "/absence сегодня-24.11 @vera_senior")
    noon.sees(p.maria, "не дата")
    await noon.writes(p.maria, "/absence 23.11-24.11 @vera_senior")
    for person in (p.maria, p.vera, p.oleg):
        noon.sees(person, "Мария", "с 23.11.2026 по 24.11.2026", "Замещает: Вера")
    noon.quiet()
    await noon.writes(p.boris, "где выплата?")
    noon.sees("Alpha Media")
    noon.sees("Alpha Media", "где выплата?")
    card = noon.sees(p.vera, "где выплата?", "Вызван менеджер партнёра · уровень 1 из 4")
    noon.quiet()
    taken = await noon.press(p.vera, card, "Взять")
    assert "до 12:15" in taken.answer.text  # as long as the manager
    await noon.answers(p.vera, "Alpha Media", "/release")
    noon.overlook()
    await noon.answers(p.vera, "Alpha Media", "/manager @oleg_head")  # what the manager may, the deputy may
    noon.sees("Alpha Media", "Олег")
    noon.overlook()
    await noon.answers(p.oleg, "Alpha Media", "/manager @maria_am")
    noon.overlook()
    await noon.writes(p.maria, "/absence")
    shown = noon.sees(p.maria, "замещает: Вера")
    await noon.press(p.maria, shown, "Отменить: 23.11.2026 – 24.11.2026")
    for person in (p.maria, p.vera, p.oleg):
        noon.sees(person, "отменён или закончился раньше")
    await noon.passes()
    hears(noon, p.maria, "где выплата?")
    noon.overlook()


async def test_a_senior_changes_the_shift_that_is_running(night: Story, pictures: list[dict[str, Any]]) -> None:
    p = night.people
    await night.writes(p.sasha, "/duty")
    assert not night.sees(p.sasha, "Сейчас, ночь", "Саша, Женя").keyboard
    await night.writes(p.vera, "/duty")
    shown = night.sees(p.vera, "Сейчас, ночь", "Саша, Женя", "день: Вера")
    await night.press(p.vera, shown, "Заменить: Женя")
    await night.press(p.vera, night.sees(p.vera, "Женя?", edited=True), "Мария")
    for person in (p.zhenya, p.maria, p.oleg):
        night.sees(person, "Женя → Мария")
    night.sees(p.vera, "Саша, Мария", edited=True)
    await night.passes()
    night.sees(p.maria, "Ваша смена началась", "Сдаёт: Женя")
    night.sees(p.zhenya, "Ваша смена закончилась", "Принимает: Мария")
    night.quiet()
    await night.writes(p.vera, "/duty")
    await night.press(p.vera, night.sees(p.vera, "Саша, Мария"), "Поставить на смену ещё одного")
    await night.press(p.vera, night.sees(p.vera, "Кого поставить", edited=True), "Женя")
    await night.passes()
    hears(night, p.zhenya, "Ваша смена началась", "На смене с вами: ", "Саша", "Мария")
    shown = night.sees(p.vera, "Саша, Мария", "Женя", edited=True)
    await night.press(p.vera, shown, "Заменить: Женя")
    await night.press(p.vera, night.sees(p.vera, "Женя?", edited=True), "Никем, просто снять со смены")
    await night.passes()
    hears(night, p.zhenya, "Ваша смена закончилась", "Остаётся: ", "Саша", "Мария")
    night.overlook()
    await night.writes(p.boris, "где выплата?")
    hears(night, p.maria, "где выплата?", "Вызвана смена")
    assert not [call for call in night._new() if call.chat_id == p.zhenya.id]
    night.overlook()
    await night.writes(p.vera, "/rotation")
    night.sees(p.vera, "Графики смен", "на каждой смене кто-то есть")
    await night.writes(p.sasha, "/shifts")
    night.sees(p.sasha, "⭐ сб 21.11, 23:40–09:00: Саша, Мария", "вс 22.11, 09:00–21:00: Вера")
    assert night.sees(p.sasha, "Смены с 21.11 по 05.12").raw["photo"]
    (drawn,) = pictures
    assert [row["name"] for row in drawn["data"]["people"] if row["own"]] == ["Саша"]
    assert drawn["words"]["days"].startswith("пн\nвт")
