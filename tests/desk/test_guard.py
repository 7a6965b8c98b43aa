import sys
import unicodedata
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import gate, guard, links
from desk.guard import Seen
from desk.rules import Offer
from tests.desk.samples import RULES

OFFER = RULES.offers[0].model_copy(
    update={
        "id": "x",
        "url": "https://go.x.example/c?pid={partner}&flow={flow}&sub1={link}",
        "domains": ("go.x.example",),
    }
)
PATHS = OFFER.model_copy(
    update={"id": "y", "url": "https://y.example/{partner}/{flow}/{link}", "domains": ("y.example",)}
)
tokens = st.binary(min_size=16, max_size=16).map(links.token)
WAYS = (
    "{}",
    "({}).",
    "сюда:{}, спасибо",
    "<{}>",
    "«{}»",
    "https://t.me/share/url?url={}",
)


def address(offer: Offer, token: str, flow: int = 12, partner: int = 7) -> str:
    return offer.url.format(partner=partner, flow=flow, link=token)


@given(tokens, st.sampled_from([OFFER, PATHS]), st.sampled_from(WAYS), st.booleans(), st.integers(0, 2))
def test_a_link_is_known_however_it_is_written(token: str, offer: Offer, way: str, upper: bool, layers: int) -> None:
    url = address(offer, token)
    for _ in range(layers):
        url = quote(url, safe="")
    text = way.format(url.upper() if upper else url)
    found = guard.seen([text], [OFFER, PATHS])
    assert {one.offers for one in found} == {(offer.id,)}
    assert any(token.lower() in one.tokens and (one.flow, one.partner) == (12, 7) for one in found)


def test_each_link_is_found_once_with_what_it_names() -> None:
    first, second = address(OFFER, "Ab3dEfGh9k"), address(PATHS, "Zz3dEfGh9k", flow=4)
    text = f"{first} и {second}, а ещё раз {first} и y.example"
    bare = Seen(url="y.example", offers=("y",), tokens=())
    found = guard.seen([text, first], [OFFER, PATHS])
    assert [(one.offers, one.tokens, one.flow) for one in found if one != bare] == [
        (("x",), ("ab3defgh9k",), 12),
        (("y",), ("zz3defgh9k",), 4),
    ]
    assert guard.seen(["https://example.com и a@go.x.example"], [OFFER]) == []


@pytest.mark.parametrize("number", ["٣", "-1", "1e3", "9" * 19, ""])
def test_a_forged_number_names_nothing(number: str) -> None:
    [found] = guard.seen([f"https://go.x.example/c?flow={number}&pid={number}"], [OFFER])
    assert (found.flow, found.partner) == (None, None)


@pytest.mark.parametrize(
    "text,found",
    [
        ("bit.ly/aB3", ["https://bit.ly/aB3"]),
        ("см. HTTPS://www.Bit.ly/aB3?x=1), и clck.ru/y.", ["https://bit.ly/aB3?x=1", "https://clck.ru/y"]),
        ("orbit.ly/a, bit.ly, bit.ly/, notclck.ru/x", []),
    ],
)
def test_short_addresses_keep_their_capitals(text: str, found: list[str]) -> None:
    assert guard.short([text], ["bit.ly", "clck.ru"]) == found


def test_nothing_is_short_without_shorteners() -> None:
    assert guard.short(["bit.ly/aB3"], []) == []


WORDS = st.sampled_from(["Лейте", "сюда", "🦊", "10%", "(", "https://example.com/a", "спасибо!"])
LINKS = st.sampled_from([address(OFFER, "Ab3dEfGh9k"), "(GO.X.example/c),", "go[.]x[.]example", "go.x\u200b.example"])


@given(st.lists(st.tuples(st.booleans(), WORDS, LINKS, st.sampled_from([" ", "\n"])), min_size=1, max_size=8))
def test_a_message_without_its_links_keeps_everything_else(parts: list[tuple[bool, str, str, str]]) -> None:
    text, entities, kept = "", list[dict[str, Any]](), list[str]()
    for is_link, word, url, space in parts:
        shown = url if is_link else word
        entities.append({"type": "bold", "offset": units(text), "length": units(shown)})
        if not is_link:
            kept.append(word)
        text += shown + space
    found = guard.without(text, entities, frozenset({"go.x.example"}))
    assert found is not None
    left, marks = found
    assert left.split() == kept
    assert [covered(left, one) for one in marks] == kept
    assert gate.find([left], frozenset({"go.x.example"})) == []


def test_a_link_behind_words_goes_and_the_words_stay() -> None:
    hidden = [{"type": "text_link", "offset": 0, "length": 3, "url": "https://go.x.example/c"}]
    assert guard.without("вот ссылка", hidden, frozenset({"go.x.example"})) == ("вот ссылка", [])
    assert guard.without("go.x%2e\nexample", [], frozenset({"x.example"})) is not None
    assert guard.without("см. go.x.example", [], frozenset({"go.x.example"})) == ("см.", [])


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def covered(text: str, entity: dict[str, Any]) -> str:
    raw = text.encode("utf-16-le")
    return raw[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


def test_every_sign_that_nobody_sees_is_looked_through() -> None:
    unseen = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"]
    assert [sign for sign in unseen if not gate.UNSEEN.fullmatch(sign)] == []
