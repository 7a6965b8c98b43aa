"""What needs an answer and what does not: closed lists, and everything else does."""

import pytest

from desk import courtesy
from tests.desk import courtesy as corpus

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


# What the rules forgive, and what looks like it.
@pytest.mark.parametrize(
    "text, starts",
    [
        ("спасибоооо", False),  # letters held too long
        ("god", True),
        ("спаисбо", False),  # one slip in a long word of thanks
        ("спаспбо", False),
        ("спсибо", False),
        ("сппасибо", False),
        ("спаси", True),
        ("cgfcb,j", False),  # the other keyboard
        ("ерфтлы!", False),
        ("тз", True),
        ("спасибо и хорошего дня", False),  # joined
        ("спасибо и", True),
        ("and thanks", True),
        ("ok and and thanks", True),
        ("thanks for the quick reply", False),  # reasons
        ("thanks for the ban", True),
        ("спасибо всем", False),
        ("ок всем", True),
        ("работает", True),
        ("ок, работает", False),
        ("спасибо:)", False),
        (")))", False),
        ("xD", False),
        ("спасибо большое вам за быстрый ответ и хорошего дня", True),  # nine words: a letter
    ],
)
def test_slips_and_structure(text, starts):
    assert courtesy.is_substantive(text, kind="text", answers_question=False) is starts


def test_no_question_of_the_corpus_is_taken_for_courtesy():
    questions = list(corpus.read("questions"))
    assert len(corpus.by_words("questions")) >= 2000
    assert corpus.mistaken(questions) == []
    assert corpus.mistaken(list(corpus.read("held_questions"))) == []


def test_most_courtesies_of_the_corpus_are_recognised():
    courtesies, held = list(corpus.read("courtesies")), list(corpus.read("held_courtesies"))
    assert len(courtesies) >= 1000
    assert len(corpus.unrecognised(courtesies)) <= 0.06 * len(courtesies)
    assert len(corpus.unrecognised(held)) <= 0.25 * len(held)


@pytest.mark.parametrize("hits, of, bound", [(0, 1000, 0.00299), (0, 59, 0.0495), (5, 10, 0.7776), (1, 20, 0.2161)])
def test_bounds_are_those_of_the_tables(hits, of, bound):
    assert corpus.at_most(hits, of) == pytest.approx(bound, abs=1e-4)


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
        ("Подтвердите, пожалуйста, новый кап.", True),
        ("Please confirm the wallet.", True),
        ("Мы подтвердили, вам подтвердит бухгалтерия", False),
        ("", False),
        (None, False),
    ],
)
def test_our_questions(text, expected):
    assert courtesy.asks(text) is expected


@pytest.mark.parametrize(
    "old,new,expected",
    [
        ("капа 50", "капа 60", True),
        ("где выплата", "где выплата?", True),
        ("смотрите", "смотрите https://example.com", True),
        ("когда выплата?", "когда апрув?", True),
        ("спсибо, жду", "спасибо, жду", False),
        ("капа 50", "Капа: 50.", False),
    ],
)
def test_what_an_edit_changes(old, new, expected):
    assert courtesy.matters(old, new) is expected
