"""The night of PRODUCT 0 on the page, with everything in its way: a stopped desk, an empty shift, a senior out of reach."""

import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Output, serving
from tests.web.test_page import BORIS, OLEG, SASHA, VERA, ZHENYA, people


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Output]:
    """One whose desk can be stopped."""
    with serving(tmp_path_factory.mktemp("sandbox"), "-m", "tests.web.stoppable") as output:
        yield output


def test_every_card_says_why_it_came(opened, sandbox) -> None:
    page = opened(people(BORIS, SASHA, ZHENYA, VERA, OLEG))
    boris, sasha, zhenya, vera, oleg = (page[at] for at in range(5))
    boris.begin()
    page.passes("sat")
    expect(page.by("clock")).to_contain_text("суббота")
    boris.write("postbacks stopped")
    card = ("Alpha Media · проверенный · личный чат", "postbacks stopped", "Ждёт с")
    for sub in (sasha, zhenya):
        sub.last(*card, "Менеджер сейчас не работает", "Вызвана смена, всего 2", "уровень 2 из 4")

    for name in ("Саша", "Женя"):  # both are taken off, and nobody comes instead
        oleg.write("/duty")
        oleg.press(f"Заменить: {name}")
        oleg.press("Никем, просто снять со смены")
        page.passes("1m")
        oleg.last("На смене никого нет" if name == "Женя" else "Сейчас, ночь")
    vera.menu("Заблокировать бота", of="person-menu")

    sandbox.process.send_signal(signal.SIGUSR1)

    sandbox.find("(stopped)")
    page.passes("5m")
    sandbox.process.send_signal(signal.SIGUSR2)
    oleg.last("Сервис не работал с", "(5 мин)", "Ждут ответа: 1")
    boris.sees("Позвали старшего смены")
    page.passes("1m")
    oleg.last(*card, "На смене никого нет", "Старшему смены нельзя написать", "Вызван руководитель", "уровень 4 из 4")
    expect(boris.by("ib").filter(has_text="Вопрос решён").last).to_be_visible()
    oleg.press("Взять")
    oleg.told("Вопрос ваш до")
    oleg.last(*card, "Вы взяли")
    sasha.last(*card, "Взято: Олег")
    oleg.to_topic("Alpha Media")
    oleg.sees("Сервис не работал с", "Сейчас вызовы продолжаются")
    oleg.write("Починили")
    boris.sees("Олег:", "Починили")
    sasha.last(card[0], "Есть ответ: Олег")
