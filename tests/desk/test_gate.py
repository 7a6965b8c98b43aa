import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import gate

DOMAINS = frozenset({"go.casino-x.example", "казино.example", "t.bet.example"})
LINK = "https://go.casino-x.example/c?pid=7&flow=3&sub1=Ab3dEfGh9k"

CAUGHT = {
    "plain": f"вот ссылка {LINK} лейте",
    "no scheme": "go.casino-x.example/c?pid=7",
    "bare domain": "зайдите на go.casino-x.example",
    "upper case": "HTTPS://GO.CASINO-X.EXAMPLE/C",
    "subdomain": "http://eu.go.casino-x.example/",
    "full stop": "see go.casino-x.example.",
    "next sentence glued": "go.casino-x.example.Теперь льём",
    "brackets and quotes": "(«go.casino-x.example»)",
    "markdown": "_go.casino-x.example_ **x**",
    "port": "go.casino-x.example:443/c",
    "user in the address": "https://me@go.casino-x.example/c",
    "query of another site": "https://l.example/?u=https%3A%2F%2Fgo%2Ecasino-x%2Eexample%2Fc",
    "encoded twice": "https://l.example/?u=https%253A%252F%252Fgo%252Ecasino-x.example",
    "a percentage before it": "50%go.casino-x.example",
    "HTML entity": "go&#46;casino-x.example",
    "HTML attribute": f'<a href="{LINK.replace("&", "&amp;")}">here</a>',
    "zero width space": "go.\u200bcasino-x.example",
    "soft hyphen": "go.casi\u00adno-x.example",
    "ideographic dots": "go。casino-x｡example",
    "full width": "ｇｏ．ｃａｓｉｎｏ－ｘ．example",
    "defanged": "go[.]casino-x[.]example",
    "Cyrillic domain": "https://КАЗИНО.example/x",
    "punycode": f"https://{'казино'.encode('idna').decode()}.example/",
    "glued to a word": "ссылкаgo.casino-x.exampleлей",
    "over two lines": "https://\ngo.casino-x.example",
}
LET_THROUGH = {
    "nothing": "",
    "words": "Casino X, casino-x, go casino, 50 % example",
    "another domain that ends alike": "https://nogo.casino-x.example https://a-t.bet.example/",
    "another label": "https://go.casino-x.examples/",
    "parent domain": "https://casino-x.example/",
    "mail": "пишите на help@t.bet.example, ответим",
}


@pytest.mark.parametrize("text", CAUGHT.values(), ids=CAUGHT.keys())
def test_a_tracking_url_is_caught(text: str) -> None:
    assert gate.passes("relay", text, [], [], DOMAINS)
    assert gate.passes("relay", "", [{"type": "text_link", "offset": 0, "length": 4, "url": text}], [], DOMAINS)
    assert gate.passes("relay", "ok", [], ["https://ok.example", text], DOMAINS)
    assert gate.scan_message({"message_id": 1, "photo": [{"file_id": "x"}], "caption": text}, DOMAINS)


@pytest.mark.parametrize("text", LET_THROUGH.values(), ids=LET_THROUGH.keys())
def test_other_texts_pass(text: str) -> None:
    assert gate.passes("relay", text, [], [], DOMAINS) is None


def test_only_the_card_with_its_terms_may_carry_a_url() -> None:
    assert gate.passes(gate.CARD, LINK, [], [], DOMAINS) is None
    assert gate.passes("link-card", LINK, [], [], DOMAINS) == LINK.lower()


def test_a_text_about_mail_and_a_url_is_caught() -> None:
    assert gate.passes("relay", "help@t.bet.example or t.bet.example/c", [], [], DOMAINS) == "t.bet.example/c"


def test_the_domain_is_named() -> None:
    found = gate.find([f"a {LINK}, b {CAUGHT['punycode']} t.bet.example"], DOMAINS)
    assert [one.domain for one in found] == ["go.casino-x.example", "казино.example", "t.bet.example"]
    assert found[0].url == LINK.lower()


def test_a_message_is_looked_through_but_not_what_it_answers() -> None:
    answer = {"text": "да", "reply_to_message": {"text": LINK}, "quote": {"text": LINK}, "chat": {"title": LINK}}
    assert gate.scan_message(answer, DOMAINS) is None
    for part in (
        {"poll": {"question": "?", "options": [{"text": "a"}, {"text": LINK}]}},
        {"caption_entities": [{"type": "text_link", "url": LINK}]},
        {"reply_markup": {"inline_keyboard": [[{"text": "x", "url": LINK}]]}},
        {"document": {"file_name": LINK}},
        {"link_preview_options": {"url": LINK}},
        {"rich_message": {"blocks": [{"type": "table", "cells": [[{"text": {"type": "code", "text": LINK}}]]}]}},
        {
            "rich_message": {
                "blocks": [{"type": "paragraph", "text": [LINK[:15], {"type": "bold", "text": [LINK[15:]]}]}]
            }
        },
        {"rich_message": {"blocks": [{"type": "paragraph", "text": {"type": "url", "text": "x", "url": LINK}}]}},
    ):
        assert gate.scan_message(answer | part, DOMAINS) == LINK.lower()


def test_without_offers_nothing_is_known() -> None:
    assert gate.find([LINK], frozenset()) == []


@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_no_surroundings_hide_a_url(before: str, after: str) -> None:
    assert gate.find([f"{before} {LINK} {after}"], DOMAINS)


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert gate.find([text], DOMAINS) == [] or any(d.rsplit(".", 1)[0][-3:] in gate._seen(text) for d in DOMAINS)


@given(st.data())
def test_case_and_percent_encoding_do_not_hide_it(data: st.DataObject) -> None:
    url = "".join(
        data.draw(st.sampled_from([c, c.upper(), f"%{ord(c):02x}", f"%25{ord(c):02X}"]))
        if c.isalpha() or c in "./"
        else c
        for c in "go.casino-x.example/c"
    )
    assert gate.find([url], DOMAINS)
