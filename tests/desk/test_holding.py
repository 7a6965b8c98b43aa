"""Which answers only say that one is coming (PRODUCT 4, table)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import holding

HOLDING = """
минуту, проверяю|Минутку!|сейчас уточню|Секунду|один момент|Ща гляну|сейчас проверим|Добрый день! Сейчас уточню|
проверяю, вернусь с ответом|Принято, передал в техотдел|Разбираемся 🙏|Подождите, пожалуйста, пару минут|уже смотрим|
Понял вас, уточняю у команды|Сейчас узнаю и отпишусь|Здравствуйте, минуту|в работе|уточню у коллег и вернусь|Всё ещё проверяем|
Спасибо за обращение, проверяем ваш вопрос|
one moment, checking|Hold on|Let me check|just a sec|Hi! Looking into it now|checking, please wait|On it 👌|
I'll check and get back to you|We're looking into it|sorry for the wait, still checking|Will let you know|One minute please|
Got it, let me ask the tech team
"""
ANSWERS = """
|ок|да|спасибо|Здравствуйте|Добрый день!|👌|хорошо, спасибо|принято|...|
проверил, всё работает|Проверили: постбеки идут|минута эфира стоит дороже|сейчас 28 $|уточню после 18:00|проверяю?|
Сейчас выплат нет|через 10 минут отвечу|ответим до завтра|смотрим, но похоже на вашу сторону|уточните ГЕО|проверьте, пожалуйста|
подождите выплату до пятницы|напишу Марии|Сейчас уточню, а пока скиньте скрин|минуту, проверяю https://example.org|
отправил|готово|не подскажу|нет, это не в работе у нас|ждите|вопрос|
checked, all fine|please check|one moment of truth|checking the box fixed it|let me check? |wait for the payout|yes|ok|
I'll check tomorrow|looking good|still on hold|We will pay 28 USD|let me know|see you soon|hello|2 min
"""


def _each(table: str) -> list[str]:
    return [line.strip("\n") for line in table.strip("\n").replace("|\n", "|").split("|")]


@pytest.mark.parametrize("text", _each(HOLDING))
def test_one_moment_is_no_answer(text: str) -> None:
    assert holding.is_holding(text)
    assert not holding.is_holding(f"{text} Выплата завтра")
    assert not holding.is_holding(f"{text} 5")


@pytest.mark.parametrize("text", _each(ANSWERS))
def test_whatever_says_more_is_an_answer(text: str) -> None:
    assert not holding.is_holding(text)


@given(st.lists(st.sampled_from(_each(HOLDING)), min_size=1, max_size=3), st.text(max_size=20))
def test_a_word_of_no_list_makes_it_an_answer(phrases: list[str], word: str) -> None:
    told = " ".join(phrases)
    assert not holding.is_holding(f"{told} цена{word}")


@pytest.mark.parametrize("text", [None, "", "   "])
def test_nothing_is_nothing(text: str | None) -> None:
    assert not holding.is_holding(text)
