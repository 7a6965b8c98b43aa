"""What the pinned card says, and what a head reads of the forums (PRODUCT 3)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.texts import Texts
from desk.chats import Chat
from desk.letters import topics as letters
from desk.letters.letter import Lane, Letter, Lines
from desk.letters.topics import Live, Profile
from desk.links import Flow
from desk.newcomers import Newcomer
from desk.people import Partner
from desk.rules import Cap, General
from desk.topics import Face, Lag

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEXTS = Texts()
AZIZ = Newcomer(
    user_id=5,
    name="Азиз <b>",
    username="aziz",
    locale="ru",
    payload="blog",
    started_at=NOW,
    answers={"experience": "<1", "sources": "FB"},
)
FLOW = Flow(id=1, partner=1, offer="casino-x", geo="KZ", source="FB")
CAP = Cap(value=30, purpose="test", metric="ftd", period="day", scope="flow", shared=True, statuses=("approved",))
PRIVATE = Profile(
    conversation=7,
    partner=Partner(id=1, name="Азиз", tier="new", manager=None, created_at=NOW),
    chat=Chat(id=2, tg_id=5, kind="private", title="Азиз <b>", partner=1, locale="ru", status="in"),
    manager=None,
    plan=General(),
    newcomer=AZIZ,
    brought_by="Beta & Sons",
    others=((8, "Acme & Co"),),
    links=(),
    face=Face(state="quiet"),
    who=None,
)
GROUP = replace(PRIVATE, chat=replace(PRIVATE.chat, kind="group", title="Закуп <1>"), newcomer=None, manager="Мария")


def said(one: Letter, locale: str) -> str:
    return TEXTS.render(one.key, one.params, locale)


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_card_of_a_private_chat(locale: str) -> None:
    text = said(letters.card(PRIVATE), locale)
    for part in ("Азиз &lt;b&gt;", "@aziz", "&lt;1", "FB", "blog", "50", "14", "Acme &amp; Co", "Beta &amp; Sons"):
        assert part in text
    assert "🔴" not in text
    assert (letters.pin(7).kind, letters.pin(7).slot) == ("pin", letters.card(PRIVATE).slot)


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize(
    ("face", "part"),
    [
        (Face(state="waiting", at=NOW), "🔴"),
        (Face(state="taken", at=NOW, who=1, until=NOW), "🟡"),
        (Face(state="answered", who=1), "🟢"),
        (Face(state="closed"), "⚪"),
    ],
)
def test_the_card_of_a_group_says_how_it_stands(locale: str, face: Face, part: str) -> None:
    text = said(letters.renewed(replace(GROUP, face=face, who="Женя"), first=False), locale)
    assert all(one in text for one in (part, "Закуп &lt;1&gt;", "Мария"))
    assert ("Женя" in text) == (face.who is not None)
    assert "@aziz" not in text


@pytest.mark.parametrize(
    ("caps", "words"),
    [
        (((CAP, 12),), "12 из 30 FTD в сутки"),
        (((CAP, 1), (CAP.model_copy(update={"period": "total"}), 2)), "1 из 30 FTD в сутки, 2 из 30 FTD всего"),
        ((), "без капы"),
        (None, "условия неясны"),
    ],
)
def test_a_live_link_is_named_with_its_caps(caps: tuple[tuple[Cap, int], ...] | None, words: str) -> None:
    live = Live(flow=FLOW, offer="Casino <X>", caps=caps)
    text = said(letters.renewed(replace(GROUP, links=(live,) * 20), first=False), "ru")
    assert f"Casino &lt;X&gt; · KZ · FB: {words}" in text
    assert "ссылки: 20" in text
    assert text.count("Casino") == letters.LINKS


def test_the_first_card_goes_with_the_messages_and_a_renewal_when_there_is_room() -> None:
    assert letters.renewed(GROUP, first=True).lane == Lane.RELAY
    assert letters.renewed(GROUP, first=False).lane == Lane.COSMETIC


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_a_forum_that_falls_behind_is_marked(locale: str) -> None:
    lags = [
        Lag(forum=-1001234, minute=minute, queued=3, oldest=oldest)
        for minute, oldest in ((1, timedelta()), (16, timedelta()), (20, timedelta(minutes=5)))
    ]
    calm, busy, behind = TEXTS.render("status", _figures(letters.lags(lags)), locale).splitlines()[-3:]
    assert "https://t.me/c/1234/1" in calm
    assert ("/setup" in calm, "⚠️" in busy, "🔴" in behind) == (False, True, True)
    assert "/setup" in busy
    assert "5" in behind


def _figures(lags: object) -> dict[str, object]:
    counts = {"updates": 0, "letters": 0, "oldest": timedelta(), "waits": 0, "forums": 3}
    return {**counts, "lags": lags, "rehearsal": Lines(items=())}
