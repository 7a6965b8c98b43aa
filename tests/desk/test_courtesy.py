"""What needs an answer and what does not: closed lists, and everything else does."""

import pytest

from desk import courtesy

COURTESIES = """спасибо|Спасибо большое!|СПС|ок|Ок.|ok|OK!!|Okay, thanks|thank you very much|Thx 🙏|👍|👍🏽|❤️|🙏🙏|понял, спасибо
Всё понятно|хорошо)|Благодарю за помощь|got it, thanks guys|rahmat|katta rahmat|xo'p|xo‘p|рахмат|teşekkürler
Teşekkür ederim|sağ ol|tamam|TAMAM 👌|ok
спасибо"""

SUBSTANTIVE = """спасибо?|спасибо, но не работает|thanks, but the link is dead|ok 5|+|да|yes|нет|не понял|не ок|привет|Здравствуйте|hi
Hello!|ок, жду|https://example.com|thanks https://example.com|t.me/x|спасибо @vasya|😡|🆘|❓|⚠️|👎|1️⃣|ok :(|вам
постбеки встали|можно увеличить капу|спасибо и до связи, как там выплата|пожалуйста|thanks for nothing
ok ok ok ok ok ok ok ok ok"""


@pytest.mark.parametrize("text", COURTESIES.replace("|", "\n").split("\n"))
def test_thanks_need_no_answer(text):
    assert not courtesy.is_substantive(text, kind="text", answers_question=False)
    assert courtesy.is_substantive(text, kind="text", answers_question=True)


@pytest.mark.parametrize("text", [*SUBSTANTIVE.replace("|", "\n").split("\n"), "", " ", None])
def test_whatever_is_unsure_needs_one(text):
    assert courtesy.is_substantive(text, kind="text", answers_question=False)


@pytest.mark.parametrize("kind, expected", [("sticker", False), ("reaction", False)])
def test_stickers_are_courtesies_except_as_answers(kind, expected):
    assert courtesy.is_substantive(None, kind=kind, answers_question=False) is expected
    assert courtesy.is_substantive(None, kind=kind, answers_question=True)


@pytest.mark.parametrize(
    "kind", ["photo", "voice", "document", "video", "video_note", "location", "poll", "unheard_of"]
)
def test_everything_else_is_substantive(kind):
    assert courtesy.is_substantive(None, kind=kind, answers_question=False)
    assert courtesy.is_substantive("спасибо", kind=kind, answers_question=False)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Какой гео?", True),
        ("Какой гео? Спасибо!", True),
        ("Готово? 🙂", True),
        ("Правда?!", True),
        ("(да?)", True),
        ("Как вы думаете? Мы сделаем так.", False),
        ("Смотрите https://x.example/?a=1", False),
        ("Готово", False),
        ("", False),
        (None, False),
    ],
)
def test_our_questions(text, expected):
    assert courtesy.asks(text) is expected
