"""A cap and its chats: half, nearly, STOP, Stopped, said again, over, a place that is free, a new day (PRODUCT 6)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.links import Link
from sandbox import Chat, Message, Person
from storage import chats, evidence, links
from tests import leads
from tests.stories import harness
from tests.stories.harness import MONDAY_NOON, Story
from tests.stories.test_links import join, skip, to_card

MINUTE = timedelta(minutes=1)


class Traffic:
    """Two chats of one partner with a link each, and what comes by them."""

    def __init__(self, story: Story, group: Link, private: Link, topics: tuple[str, str]) -> None:
        self.story, self.group, self.private = story, group, private
        self.topics = topics
        self.count = 0

    async def comes(self, link: Link, count: int, goal: str = "ftd", **more: Any) -> None:
        """So many leads, one after another, up to now; then the desk looks."""
        now = self.story.clock.now()
        async with self.story.desk.db.transaction() as tx:
            for number in range(count):
                self.count += 1
                at = now - MINUTE * (count - number)
                await leads.put(tx, link, f"{self.count:04}", at, goal=goal, **more)
        await self.story.passes(seconds=5)

    async def becomes(self, external: str, status: str) -> None:
        """A lead gets another status."""
        async with self.story.desk.db.transaction() as tx:
            now = self.story.clock.now()
            await leads.put(tx, self.group, external, now, goal="ftd", status=status)
        await self.story.passes(seconds=5)

    def both(self, *fragments: str) -> tuple[Message, Message]:
        """Both chats are shown that, and a line is in each topic."""
        p = self.story.people
        return self.story.sees(p.alpha, *fragments), self.story.sees(p.boris, *fragments)

    def noted(self, *fragments: str) -> None:
        """A line in each of the two topics."""
        for topic in self.topics:
            self.story.sees(topic, *fragments)


async def link_of(story: Story, place: Chat | Person) -> Link:
    async with story.desk.db.reading() as tx:
        chat = await chats.by_tg(tx, place.id)
        assert chat is not None
        return (await links.of_chat(tx, chat))[0]


async def driven(story: Story) -> Traffic:
    """Boris has a link of Casino X in the group and in private."""
    p = story.people
    topic = await join(story, p.boris, p.alpha)
    for where in (p.alpha, p.boris):
        card = await to_card(story, p.boris, where)
        await story.press(p.boris, card, "✅ Принимаю v1")
    await story.passes(seconds=30)
    skip(story)
    private = next(one.name for one in p.staff.topics.values() if one.name != topic and "Alpha" in one.name)
    return Traffic(story, await link_of(story, p.alpha), await link_of(story, p.boris), (topic, private))


@pytest.fixture
async def trial(database_url: str, tmp_path: Path) -> AsyncIterator[Traffic]:
    """The same under a test cap of 10 leads of a flow, unpaid over it, with a day of hold."""
    text = harness.EXAMPLE.read_text("utf-8")
    begin, end = text.index("      verified:\n        caps: [{value: 30"), text.index("  - id: bet-arena")
    text = (text[:begin] + text[end:]).replace("value: 50\n", "value: 10\n").replace("hold_days: 14", "hold_days: 1")
    path = tmp_path / "desk.yaml"
    path.write_text(text, "utf-8")
    story = await harness.begin(database_url, MONDAY_NOON, desk_file=path)
    yield await driven(story)
    await harness.end(story)


@pytest.fixture
async def traffic(database_url: str) -> AsyncIterator[Traffic]:
    """Boris has a link of Casino X in the group and in private: 30 FTD a day over the deal, RevShare over it."""
    story = await harness.begin(database_url, MONDAY_NOON)
    yield await driven(story)
    await harness.end(story)


async def test_a_cap_from_half_to_over_and_a_new_day(traffic: Traffic) -> None:
    story, p = traffic.story, traffic.story.people
    await traffic.comes(traffic.group, 9)
    await traffic.comes(traffic.private, 6)
    half, _ = traffic.both("Капа 50 %: 15 из 30", "осталось 15", "Casino X, все потоки", "По чатам:", ": 9", ": 6")
    silent = next(call for call in story.sandbox.calls if half.id in call.message_ids and call.chat_id == p.alpha.id)
    assert silent.params["disable_notification"]
    traffic.noted("Капа 50 %")

    await story.passes(minutes=30)
    await traffic.comes(traffic.group, 10)
    traffic.both("Капа 83 %: 25 из 30", "Темп за последний час: 25", "закончится около")
    traffic.noted("Капа 83 %")
    await story.writes(p.boris, "/caps")
    story.sees(p.boris, "▰▰▰▰▰▰▰▰▱▱ 25 из 30", "осталось 5")

    await traffic.comes(traffic.private, 5)
    there, here = traffic.both("СТОП. Капа заполнена: 30 из 30", "оплачивается как RevShare 25", "не более 10")
    traffic.noted("Капа заполнена: 30 из 30", "отправлен СТОП")
    pressed = await story.press(p.maria, there, "✅ Трафик остановлен")
    assert "подтверждает партнёр" in pressed.answer.text
    pressed = await story.press(p.boris, there, "✅ Трафик остановлен")
    assert "отметили" in pressed.answer.text
    done = story.sees(p.alpha, "СТОП", "✅ Трафик остановлен: Борис", edited=True)
    assert not done.keyboard
    story.sees(traffic.topics[0], "Борис", "трафик остановлен")
    story.quiet()

    await story.passes(minutes=16)
    story.sees(p.boris, "СТОП, повторяем")
    story.sees(p.maria, "Трафик не остановлен", "Alpha Media", "30 из 30")
    await story.passes(minutes=60)
    story.quiet()

    await traffic.comes(traffic.group, 2, clicked_at=MONDAY_NOON)
    traffic.both("Перелив: 32 из 30", "(+2)", "В капе 30 · долёт 0 · сверх 2", "RevShare 25")
    traffic.noted("Перелив: 32 из 30")
    await story.press(p.boris, here, "✅ Трафик остановлен")
    story.sees(p.boris, "✅ Трафик остановлен: Борис", edited=True)
    story.sees(p.boris, "✅ Трафик остановлен: Борис", edited=True)
    story.sees(traffic.topics[1], "трафик остановлен")

    for external in ("0001", "0002", "0003"):
        await traffic.becomes(external, "rejected")
    traffic.both("снова есть место: 29 из 30")
    traffic.noted("снова есть место")
    await traffic.becomes("0003", "approved")
    traffic.both("снова занято: 30 из 30")
    traffic.noted("Капа заполнена: 30 из 30")
    await traffic.becomes("0003", "rejected")
    await traffic.becomes("0003", "approved")
    story.quiet()

    await story.until(MONDAY_NOON + timedelta(hours=12, seconds=5))
    traffic.noted("Начался новый период")
    story.overlook("смена")
    story.quiet()


async def test_one_batch_over_the_cap_is_one_stop_that_says_so(traffic: Traffic) -> None:
    story, p = traffic.story, traffic.story.people
    await traffic.comes(traffic.group, 33)
    first, _ = traffic.both("СТОП. Капа заполнена: 33 из 30", "В капе 30 · долёт 3 · сверх 0")
    traffic.noted("Капа заполнена: 33 из 30", "отправлен СТОП")
    story.quiet()
    pressed = await story.press(p.boris, first, data="capstop:99", forged=True)
    assert "устарела" in pressed.answer.text
    story.clock.advance(30)
    await story.restart()
    await story.passes(minutes=15, seconds=10)
    traffic.both("СТОП, повторяем. Капа заполнена: 33 из 30")
    story.sees(p.maria, "Трафик не остановлен")
    story.sees(p.maria, "Трафик не остановлен")


async def filled(trial: Traffic) -> None:
    """The test is full, and everybody has stopped."""
    story, p = trial.story, trial.story.people
    await trial.comes(trial.group, 10, "lead")
    await trial.comes(trial.group, 2, "ftd")
    await trial.comes(trial.private, 1, "lead", status="rejected")
    stops = [story.sees(where, "СТОП. Капа заполнена: 10 из 10", "не оплачивается") for where in (p.alpha, p.boris)]
    for stop in stops:
        await story.press(p.boris, stop, "✅ Трафик остановлен")
    story.overlook()
    await story.passes(hours=23)
    story.sees(p.maria, "Дайджест", "Капы у предела: 1", "Casino X · KZ · FB: 10 из 10")
    story.overlook("смена", "Дайджест")
    story.quiet()


async def test_the_verdict_after_a_test(trial: Traffic) -> None:
    story, p = trial.story, trial.story.people
    await filled(trial)
    await story.passes(hours=1, minutes=2)
    card = story.sees(
        trial.topics[0], "Тест завершён", "лиды: 10, отклонено 1", "лиды → FTD: 20 %", "рег→деп", "отклонённых: 10 %"
    )
    story.sees(p.maria, "Тест завершён", "Alpha Media", "Casino X · KZ · FB")
    pressed = await story.press(p.sasha, card, "⬆️ Капа 20")
    assert "не позволяет" in pressed.answer.text
    await story.press(p.maria, card, "⬆️ Капа 20")
    screen = story.sees(trial.topics[0], "10", "20")
    publish = screen.keyboard[0][0]["callback_data"]
    await story.press(p.maria, screen, data=publish)
    await story.passes(minutes=1)
    story.overlook()
    shown = story.world.message(p.staff, card.id)
    assert "Решение: новая капа (Мария)" in shown.text
    assert not shown.keyboard
    await story.writes(p.boris, "/caps")
    story.sees(p.boris, "10 из 20", "20 лидов всего")
    async with story.desk.db.reading() as tx:
        kinds = [one.kind for chain in await evidence.chains(tx, trial.group.flow.partner, "casino-x") for one in chain]
    assert kinds.count("verdict") == 1
    assert kinds.count("confirmed") == 2
    assert kinds.count("warned") == 4  # STOP, and then half of the bigger cap


async def test_a_verdict_that_is_late_and_stops_the_links(trial: Traffic) -> None:
    story, p = trial.story, trial.story.people
    await filled(trial)
    await story.passes(hours=1, minutes=2)
    card = story.sees(trial.topics[0], "Тест завершён")
    story.sees(p.maria, "Тест завершён")
    await story.passes(hours=49)
    story.overlook("смена", "Дайджест")
    story.sees(p.maria, "Решения по тесту всё ещё нет")
    await story.press(p.maria, card, "🛑 Остановить")
    story.sees(trial.topics[0], "Решение: ссылки остановлены (Мария)", edited=True)
    for where in (p.alpha, p.boris):
        story.sees(where, "Тест завершён, ссылки остановлены", "Casino X · KZ · FB")
    await story.writes(p.boris, "/caps")
    story.sees(p.boris, "действующих ссылок сейчас нет")
    pressed = await story.press(p.maria, card, data="verdict:1:stop", forged=True)
    assert "устарела" in pressed.answer.text
    await story.passes(hours=1)
    story.overlook()


async def test_words_that_sound_like_a_bigger_cap(trial: Traffic) -> None:
    story, p = trial.story, trial.story.people
    await story.answers(p.sasha, trial.topics[0], "Всё ок, лейте дальше!")
    story.sees(p.alpha, "лейте дальше")
    asked = story.sees(trial.topics[0], "Это новая капа?", "Casino X · KZ · FB", "0 из 10")
    pressed = await story.press(p.sasha, asked, "⬆️ Casino X: капа 20")
    assert "не позволяет" in pressed.answer.text
    await story.press(p.maria, asked, "⬆️ Casino X: капа 20")
    story.sees(trial.topics[0], "10", "20")
    await story.press(p.sasha, asked, "Нет, это не новая капа")
    story.sees(trial.topics[0], "это не новая капа", edited=True)
    await story.writes(p.maria, "можно ещё 15", chat=p.alpha)
    story.sees(trial.topics[0], "можно ещё 15")
    story.sees(trial.topics[0], "Это новая капа?")
    await story.answers(p.sasha, trial.topics[0], "не лейте дальше")
    story.overlook("лейте", "через 5 секунд")
    await story.writes(p.boris, "/caps")
    story.sees(p.boris, "0 из 10")


async def test_a_day_in_which_clocks_go_back_is_an_hour_longer(database_url: str, tmp_path: Path) -> None:
    """Chicago, the first of November: from midnight to midnight it is 25 hours."""
    text = harness.EXAMPLE.read_text("utf-8").replace(
        "{value: 30, metric: ftd, period: day, scope: deal}",
        "{value: 2, metric: ftd, period: day, scope: deal, zone: America/Chicago}",
    )
    path = tmp_path / "desk.yaml"
    path.write_text(text, "utf-8")
    midnight = datetime(2026, 11, 1, 5, 0, tzinfo=UTC)
    story = await harness.begin(database_url, midnight - timedelta(hours=1), desk_file=path)
    p = story.people
    card = await to_card(story, p.boris, p.boris)
    await story.press(p.boris, card, "✅ Принимаю v1")
    skip(story)
    link = await link_of(story, p.boris)
    traffic = Traffic(story, link, link, ("Alpha Media", "Alpha Media"))
    for begins in (midnight, midnight + timedelta(hours=25)):
        await traffic.comes(link, 2)
        stop = story.sees(p.boris, "СТОП. Капа заполнена: 2 из 2", "America/Chicago")
        await story.press(p.boris, stop, "✅ Трафик остановлен")
        story.overlook()
        await story.until(begins - timedelta(minutes=1))
        story.overlook("смена", "Дайджест")
        story.quiet()
        await story.until(begins + timedelta(minutes=3))
        story.sees("Alpha Media", "Начался новый период")
        story.overlook("смена", "Дайджест")
    await harness.end(story)


async def test_what_did_not_reach_a_chat_is_said_in_its_topic(traffic: Traffic) -> None:
    """Invariant 28, where Telegram has not told us either that we were removed."""
    story, p = traffic.story, traffic.story.people
    story.world.queue.allowed = frozenset({"callback_query"})
    p.boris.remove_bot(p.alpha)
    story.world.queue.allowed = None
    await traffic.comes(traffic.private, 15)
    story.sees(p.boris, "Капа 50 %")
    traffic.noted("Капа 50 %")
    story.sees(traffic.topics[0], "о капе не дошло до чата", "бота больше нет")
    story.quiet()


async def test_a_chat_that_cannot_be_told_is_its_managers_to_call(traffic: Traffic) -> None:
    story, p = traffic.story, traffic.story.people
    p.boris.block_bot()
    await story.settle()
    story.overlook()
    await traffic.comes(traffic.private, 30)
    there = story.sees(p.alpha, "СТОП. Капа заполнена: 30 из 30")
    await story.press(p.boris, there, "✅ Трафик остановлен")
    story.overlook()
    await story.passes(minutes=16)
    story.sees(p.maria, "Трафик не остановлен", "Борис Байер")
    story.quiet()
