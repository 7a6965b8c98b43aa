"""A letter as a request: heads above foreign words, keyboards, edits, copies, and what is left when a source is gone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wording
from bot.texts import Texts
from bot.wording import Place
from desk.content import Content
from desk.letters import letter, relay
from desk.letters.letter import Button, Lane, Letter, Source, T, button
from sandbox import entities
from storage.addresses import Address

TEXTS = Texts()
HERE = Place(address=Address(chat=-100, thread=7), locale="en", zone="UTC")
SOURCE = Source(chat=5, message=6)
words = st.text(st.sampled_from("ab \n&<é🦊👩‍👩‍👧א́я"), max_size=40)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """A text with entities in UTF-16 units that cover whole characters."""
    text = draw(words)
    found = []
    for _ in range(draw(st.integers(0, 3)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        offset, length = entities.length(text[:start]), entities.length(text[start:end])
        found.append({"type": "italic", "offset": offset, "length": length})
    return text, found


def covered(text: str, found: list[dict[str, Any]]) -> list[str]:
    return [entities.cut(text, entity["offset"], entity["length"]) for entity in found]


@given(st.text(st.sampled_from("A<& 🦊אé"), min_size=1, max_size=12), marked())
def test_a_head_moves_every_entity_along(head: str, message: tuple[str, list[dict[str, Any]]]) -> None:
    text, found = message
    said, moved = wording.with_head([(f"{head}:", "bold"), ("forwarded", "italic")], text, found)
    assert said == f"{head}: forwarded\n{text}"
    assert covered(said, moved) == [f"{head}:", "forwarded", *covered(text, found)]
    assert [one["type"] for one in moved[:2]] == ["bold", "italic"]


@given(marked())
def test_without_a_head_nothing_changes(message: tuple[str, list[dict[str, Any]]]) -> None:
    assert wording.with_head([], *message) == message


@given(st.none() | st.just("Ann 🦊"), marked(), st.sampled_from(["text", "photo", "sticker", "video_note"]))
def test_a_rebuilt_copy_keeps_the_words_and_says_what_it_was(
    head: str | None, message: tuple[str, list[dict[str, Any]]], kind: str
) -> None:
    text, found = message
    content = Content(source=SOURCE, kind=kind, text=text, entities=found)
    one = relay.shown(content, relay.to_topic(SOURCE, 1, head=head))[-1]
    (request,) = wording.rebuilt(one, HERE, TEXTS)
    mark = TEXTS.plain("copy-rebuilt", {"what": T(key=f"kind-{kind}")}, "en")
    assert request.method == "sendMessage"
    assert request.text.startswith(f"[{mark}]")
    assert text.strip() in request.text
    kept = [words for words in covered(request.text, request.entities)[-len(found) :] if found]
    assert [k.strip() for k in kept] == [w.strip() for w in covered(text, found)]


def _relayed(kind: str, text: str, head: str | None) -> list[wording.Request]:
    content = Content(source=SOURCE, kind=kind, text=text)
    return [wording.request(one, HERE, TEXTS) for one in relay.shown(content, relay.to_topic(SOURCE, 1, head=head))]


@pytest.mark.parametrize(
    ("kind", "text", "head", "methods"),
    [
        ("text", "hi", None, ["copyMessage"]),
        ("text", "hi", "Ann", ["sendMessage"]),
        ("photo", "", "Ann", ["copyMessage"]),
        ("photo", "look", "Ann", ["copyMessage"]),
        ("sticker", "", "Ann", ["sendMessage", "copyMessage"]),
        ("text", "x" * 4091, "Ann", ["sendMessage"]),
        ("text", "x" * 4092, "Ann", ["sendMessage", "copyMessage"]),
        ("text", "🦊" * 2046, "Ann", ["sendMessage", "copyMessage"]),
        ("photo", "x" * 1019, "Ann", ["copyMessage"]),
        ("photo", "x" * 1020, "Ann", ["sendMessage", "copyMessage"]),
    ],
)
def test_a_name_goes_above_the_words_or_into_a_line_of_its_own(
    kind: str, text: str, head: str | None, methods: list[str]
) -> None:
    requests = _relayed(kind, text, head)
    assert [request.method for request in requests] == methods
    assert all(entities.length(request.params.get("text", "")) <= 4096 for request in requests)
    assert all(entities.length(request.params.get("caption", "")) <= 1024 for request in requests)
    assert (head or "") in requests[0].text


def test_a_caption_is_the_name_alone_where_there_were_no_words() -> None:
    (request,) = _relayed("photo", "", "Ann")
    assert request.params["caption"] == "Ann:"
    assert request.params["from_chat_id"] == 5
    assert request.params["message_thread_id"] == 7


def _letter(**more: Any) -> Letter:
    return Letter(to=letter.chat(1), lane=Lane.NOTICE, key="bound", **more)


def _asked(one: Letter, **place: Any) -> wording.Request:
    return wording.request(one, Place(address=Address(chat=5), locale="en", zone="UTC", **place), TEXTS)


def test_a_keyboard_has_what_can_be_pressed() -> None:
    rows = (
        (button("button-take", "take:1:2"), button("button-open-topic", topic=3)),
        (button("button-open-topic", topic=4),),
        (Button(text=T(key="button-partner", params={"name": "<b>&"}), url="https://example.com/"),),
    )
    request = _asked(_letter(buttons=rows), topics={3: "https://t.me/c/1/3"})
    keyboard = request.params["reply_markup"]["inline_keyboard"]
    assert [[tuple(b)[1] for b in row] for row in keyboard] == [["callback_data", "url"], ["url"]]
    assert keyboard[1][0]["text"] == "<b>&"
    assert request.urls == ["https://t.me/c/1/3", "https://example.com/"]


@pytest.mark.parametrize("live", [None, Source(chat=5, message=9)])
@pytest.mark.parametrize("knows", [True, False])
def test_a_text_that_has_a_rich_form_is_rich_where_that_is_sent(knows: bool, live: Source | None) -> None:
    card = Letter(to=letter.chat(1), lane=Lane.TERMS, key="link-no-cap")
    request = _asked(card, rich=knows, live=live)
    said = request.params["rich_message"]["html"] if knows else request.params["text"]
    assert (request.text, said.startswith("<tr>")) == (said, knows)
    assert request.method == ("editMessageText" if live else "sendRichMessage" if knows else "sendMessage")
    assert {"text", "parse_mode", "link_preview_options"}.isdisjoint(request.params) == knows
    assert _asked(_letter(), rich=knows).method == "sendMessage"


def test_a_live_message_is_edited_and_loses_its_buttons_with_the_letter() -> None:
    request = _asked(_letter(slot="x"), live=Source(chat=5, message=9))
    assert request.method == "editMessageText"
    assert request.params["message_id"] == 9
    assert request.params["reply_markup"] == {"inline_keyboard": []}
    assert "reply_markup" not in _asked(_letter()).params


def test_a_pin_pins_the_live_message_in_silence() -> None:
    request = _asked(Letter(to=letter.topic(1), lane=Lane.RELAY, kind="pin", slot="x"), live=Source(chat=-1, message=2))
    assert request.params == {"chat_id": -1, "message_id": 2, "disable_notification": True}


@pytest.mark.parametrize(
    ("place", "letter_", "wanted"),
    [
        ({"reply": 8}, {}, {"reply_parameters": {"message_id": 8, "allow_sending_without_reply": True}}),
        ({}, {"silent": True}, {"disable_notification": True}),
        ({}, {}, {"chat_id": 5, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}),
    ],
)
def test_what_goes_along(place: dict[str, Any], letter_: dict[str, Any], wanted: dict[str, Any]) -> None:
    params = _asked(_letter(**letter_), **place).params
    assert wanted.items() <= params.items()
