"""HTML, entities and UTF-16, as Telegram counts and complains."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import entities
from sandbox.entities import ParseError, detect, parse_html, unparse


def kinds(html: str) -> list[tuple[str, str]]:
    text, found = parse_html(html)
    return [(e["type"], entities.cut(text, e["offset"], e["length"])) for e in found]


@pytest.mark.parametrize(
    "html, expected",
    [
        ("<b>a</b>", [("bold", "a")]),
        ("<strong>a</strong><em>b</em>", [("bold", "a"), ("italic", "b")]),
        ("<u>a</u><ins>b</ins>", [("underline", "ab")]),
        ("<s>a</s> <strike>b</strike> <del>c</del>", [("strikethrough", x) for x in "abc"]),
        ("<tg-spoiler>a</tg-spoiler>", [("spoiler", "a")]),
        ('<span class="tg-spoiler">a</span>', [("spoiler", "a")]),
        ("<code>a<b>c</b></code>", [("code", "ac")]),
        ("<pre>a</pre>", [("pre", "a")]),
        ('<a href="example.com">x</a>', [("text_link", "x")]),
        ('<a href="nonsense">x</a>', []),
        ('<a href="tg://user?id=5">x</a>', [("text_mention", "x")]),
        ("<blockquote>a <blockquote>b</blockquote></blockquote>", [("blockquote", "a b")]),
        ("<blockquote expandable>a</blockquote>", [("expandable_blockquote", "a")]),
        ('<tg-emoji emoji-id="53">👍</tg-emoji>', [("custom_emoji", "👍")]),
        ('<tg-time unix="1700000000" format="wDT">then</tg-time>', [("date_time", "then")]),
        ("<b> a </b> ", [("bold", "a")]),
        ("👨‍👩‍👧 <b>семья</b>", [("bold", "семья")]),
        ("<B>a</B>", [("bold", "a")]),
    ],
)
def test_tags(html: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(html) == expected


def test_details_of_entities() -> None:
    assert parse_html('<pre><code class="language-python">x</code></pre>')[1] == [
        {"type": "pre", "language": "python", "offset": 0, "length": 1}
    ]
    time = parse_html('<tg-time unix="1700000000" format="r">x</tg-time>')[1][0]
    assert (time["unix_time"], time["date_time_format"]) == (1_700_000_000, "r")
    assert parse_html('<a href="HTTPS://Example.COM">x</a>')[1][0]["url"] == "https://example.com/"
    assert parse_html('<a href="https://e.com/?a=1&amp;b=2">x</a>')[1][0]["url"] == "https://e.com/?a=1&b=2"


@pytest.mark.parametrize(
    "html, text",
    [("&lt;b&gt; &amp; &quot;", '<b> & "'), ("&#1103;&#x44f;", "яя"), ("&copy; &", "&copy; &"), ("a\r\nb", "a \nb")],
)
def test_references(html: str, text: str) -> None:
    assert parse_html(html)[0] == text


@pytest.mark.parametrize(
    "html, words",
    [
        ("ab я <x>", 'Unsupported start tag "x" at byte offset 6'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b x", 'Unclosed start tag "b" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a<br/>b", 'Unsupported start tag "br" at byte offset 1'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="x">y</tg-time>', "Invalid Unix time specified"),
        ('<tg-time unix="5" format="zz">y</tg-time>', "Invalid date-time format specified"),
    ],
)
def test_complaints(html: str, words: str) -> None:
    with pytest.raises(ParseError) as problem:
        parse_html(html)
    assert str(problem.value) == words


def test_lengths_are_utf16() -> None:
    assert entities.length("aя😀") == 4
    assert entities.cut("😀bc", 2, 1) == "b"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("see https://example.com/a?b=c.", [("url", "https://example.com/a?b=c")]),
        ("see example.com, ok", [("url", "example.com")]),
        ("/start@some_bot now /x", [("bot_command", "/start@some_bot"), ("bot_command", "/x")]),
        ("a/b and/or", []),
        ("@nina and mail me@example.com", [("mention", "@nina"), ("email", "me@example.com")]),
        ("#тег $USD $usd #1", [("hashtag", "#тег"), ("cashtag", "$USD")]),
        ("file.txt version 1.2.3", []),
        ("😀 /go", [("bot_command", "/go")]),
    ],
)
def test_what_stands_in_the_open_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(e["type"], entities.cut(text, e["offset"], e["length"])) for e in detect(text, [])] == expected


def test_nothing_is_found_inside_code_or_links() -> None:
    text, found = parse_html('<code>/a</code> <a href="https://e.com">@nina</a> <b>/b</b>')
    assert [e["type"] for e in detect(text, found)] == ["code", "text_link", "bold", "bot_command"]


TAGS = [
    ("<b>", "</b>"),
    ("<i>", "</i>"),
    ("<u>", "</u>"),
    ("<s>", "</s>"),
    ("<tg-spoiler>", "</tg-spoiler>"),
    ("<code>", "</code>"),
    ("<pre>", "</pre>"),
    ('<pre><code class="language-c++">', "</code></pre>"),
    ("<blockquote>", "</blockquote>"),
    ("<blockquote expandable>", "</blockquote>"),
    ('<a href="https://example.com/?a=1&amp;b=2">', "</a>"),
    ('<a href="tg://user?id=7">', "</a>"),
    ('<tg-time unix="1700000000" format="wt">', "</tg-time>"),
    ('<tg-emoji emoji-id="123">', "</tg-emoji>"),
]
words = st.text(st.sampled_from("aя😀 \n&<>\"'-"), max_size=4).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
html_trees = st.recursive(
    words,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(TAGS), inner).map(lambda pair: pair[0][0] + pair[1] + pair[0][1]),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(html_trees)
def test_parse_of_unparse_is_the_same(html: str) -> None:
    text, found = parse_html(html)
    assert parse_html(unparse(text, found)) == (text, found)


@settings(max_examples=150, deadline=None)
@given(html_trees)
def test_entities_lie_inside_the_text_in_order(html: str) -> None:
    text, found = parse_html(html)
    assert text == text.strip()
    assert all(e["length"] > 0 and e["offset"] + e["length"] <= entities.length(text) for e in found)
    assert [e["offset"] for e in found] == sorted(e["offset"] for e in found)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("<>/=\"' abi&;"), max_size=20))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    with contextlib.suppress(ParseError):
        parse_html(source)
