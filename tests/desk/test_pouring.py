"""What sounds like a bigger cap, and what does not (PRODUCT 6)."""

import pytest

from desk.pouring import Raise, heard

RAISES = [
    ("ок, лейте дальше", Raise()),
    ("Лей дальше!", Raise()),
    ("лейте спокойно", Raise()),
    ("капу сняли", Raise()),
    ("можете лить дальше", Raise()),
    ("ok, keep pouring", Raise()),
    ("Keep going guys", Raise()),
    ("no cap for you today", Raise()),
    ("можно ещё 50", Raise(more=50)),
    ("Давайте еще 20 лидов", Raise(more=20)),
    ("do another 30", Raise(more=30)),
    ("капа 100", Raise(limit=100)),
    ("Капа теперь 100 в сутки", Raise(limit=100)),
    ("подняли до 200", Raise(limit=200)),
    ("limit 50", Raise(limit=50)),
    ("ok, raised to 120 per day", Raise(limit=120)),
]
OTHERS = [
    "",
    None,
    "не лейте дальше",
    "пока не лейте дальше",
    "лить дальше?",
    "капа 100?",
    "стоп, капа 50",
    "Don't keep pouring",
    "you can not do another 30",
    "если капа 100, напишите",
    "спасибо, отлично",
    "выплата 100 $ завтра",
    "постбеки чиним",
    "капа закончилась",
    "cap is full",
    "капа 0",
    "капа 999999999",
    "посмотрите, пожалуйста, на отчёт за вчера, там по потоку видно, что капа 50 заполнена полностью",
]


@pytest.mark.parametrize("text, meant", RAISES)
def test_what_sounds_like_a_bigger_cap(text, meant):
    assert heard(text) == meant


@pytest.mark.parametrize("text", OTHERS)
def test_what_does_not(text):
    assert heard(text) is None


def test_the_new_value():
    assert Raise(more=50).value(50) == 100
    assert Raise(limit=100).value(50) == 100
    assert Raise(limit=50).value(50) is None
    assert Raise().value(50) is None
