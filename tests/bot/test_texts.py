"""Letters into words: escaped, in the reader's zone and language, nobody's line turned round."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.texts import Texts, UnknownText
from desk.letters.letter import At, Lines, Person, T, TopicLink
from sandbox import entities

AT = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
FSI, PDI = "\u2068", "\u2069"
FTL = """
says = { $it }
both = { $one } / { $other }
span-days = { $n } d
span-hours = { $n } h
span-minutes = { $n } min
leads = { $n ->
    [one] { $n } лид
    [few] { $n } лида
   *[other] { $n } лидов
}
"""
ENGLISH = FTL.replace("лидов", "leads").replace("лида", "few?").replace("лид", "lead")


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    (tmp_path / "ru.ftl").write_text(FTL, "utf-8")
    (tmp_path / "en.ftl").write_text(ENGLISH, "utf-8")
    return Texts(tmp_path)


@pytest.mark.parametrize(
    ("value", "html", "plain"),
    [
        ('<b>&"', "&lt;b&gt;&amp;&quot;", '<b>&"'),
        ("שלום", f"{FSI}שלום{PDI}", "שלום"),
        ("Ali علي", f"{FSI}Ali علي{PDI}", "Ali علي"),
        ("🦊", "🦊", "🦊"),
        (5, "5", "5"),
        (Decimal("28.50"), "28.5", "28.5"),
        (Decimal(2_000_000), "2000000", "2000000"),
        (At(at=AT), f'<tg-time unix="{int(AT.timestamp())}" format="t">01:40</tg-time>', "01:40"),
        (
            At(at=AT, form="dt"),
            f'<tg-time unix="{int(AT.timestamp())}" format="dt">22.11.2026 01:40</tg-time>',
            "22.11.2026 01:40",
        ),
        (At(at=AT, form="d"), f'<tg-time unix="{int(AT.timestamp())}" format="d">22.11.2026</tg-time>', "22.11.2026"),
        (Person(name="<i>", user_id=7), '<a href="tg://user?id=7">&lt;i&gt;</a>', "<i>"),
        (TopicLink(conversation=1, text="A&B"), '<a href="https://t.me/c/5/6?a=1&amp;b">A&amp;B</a>', "A&B"),
        (TopicLink(conversation=2, text="A&B"), "A&amp;B", "A&B"),
        (T(key="says", params={"it": "<"}), "&lt;", "<"),
        (
            Lines(items=(T(key="says", params={"it": "<"}), T(key="leads", params={"n": 2}))),
            "&lt;\n2 лида",
            "<\n2 лида",
        ),
    ],
)
def test_each_kind_of_parameter(texts: Texts, value: object, html: str, plain: str) -> None:
    topics = {1: "https://t.me/c/5/6?a=1&b"}
    assert texts.render("says", {"it": value}, "ru", "Asia/Almaty", topics) == html
    assert texts.plain("says", {"it": value}, "ru", "Asia/Almaty") == plain
    entities.parse_html(html)


@pytest.mark.parametrize(
    ("zone", "clock"),
    [("UTC", "20:40"), ("Europe/Moscow", "23:40"), ("Asia/Kolkata", "02:10"), ("America/New_York", "15:40")],
)
def test_everybody_reads_the_own_time(texts: Texts, zone: str, clock: str) -> None:
    assert texts.plain("says", {"it": At(at=AT)}, "en", zone) == clock
    assert f">{clock}<" in texts.render("says", {"it": At(at=AT)}, "en", zone)


@pytest.mark.parametrize(
    ("n", "russian", "english"),
    [(0, "0 лидов", "0 leads"), (1, "1 лид", "1 lead"), (2, "2 лида", "2 leads"), (5, "5 лидов", "5 leads"),
     (11, "11 лидов", "11 leads"), (21, "21 лид", "21 leads"), (22, "22 лида", "22 leads"), (111, "111 лидов", "111 leads")],
)  # fmt: skip
def test_plurals(texts: Texts, n: int, russian: str, english: str) -> None:
    assert texts.plain("leads", {"n": n}, "ru") == russian
    assert texts.plain("leads", {"n": n}, "en") == english
    assert texts.plain("leads", {"n": n}, "xx") == english  # a language there is none of


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(0), "0 min"),
        (timedelta(seconds=-5), "0 min"),
        (timedelta(seconds=29), "0 min"),
        (timedelta(seconds=90), "2 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(minutes=60), "1 h"),
        (timedelta(hours=2, minutes=5), "2 h 5 min"),
        (timedelta(days=1, minutes=3), "1 d 3 min"),
        (timedelta(days=3, hours=4, minutes=5), "3 d 4 h"),
    ],
)
def test_spans(texts: Texts, span: timedelta, words: str) -> None:
    assert texts.plain("says", {"it": span}, "en") == words


def test_right_to_left_stays_in_its_place(texts: Texts) -> None:
    line = texts.render("both", {"one": "אבג", "other": "25 %"}, "en")
    assert line == f"{FSI}אבג{PDI} / 25 %"


def test_a_text_as_long_as_a_message(texts: Texts) -> None:
    assert len(texts.render("says", {"it": "&" * 4096}, "en")) == 5 * 4096


@pytest.mark.parametrize(("key", "params"), [("nothing", {}), ("says", {}), ("says", {"it": AT})])
def test_what_cannot_be_said_is_a_bug(texts: Texts, key: str, params: dict[str, object]) -> None:
    with pytest.raises(UnknownText):
        texts.render(key, params, "en")
