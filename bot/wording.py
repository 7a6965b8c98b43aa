"""A letter as a request to the Bot API: method, parameters, and what the last gate has to see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.texts import Texts
from desk.letters.letter import Letter, Lines, Param, Rows, Source, T, TopicLink
from storage.addresses import Address

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024  # UTF-16 units (Bot API)


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One call of the Bot API; `text` is the exact words, for the receipt and the gate; `urls` those of buttons."""

    method: str
    params: dict[str, Any]
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Everything that was looked up for a letter when its turn came."""

    address: Address
    locale: str
    zone: str
    live: Source | None = None  # the live message of its slot
    reply: int | None = None  # the message it answers, in the chat it goes to
    topics: Mapping[int, str] = field(default_factory=dict)


def utf16(text: str) -> int:
    """The length Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def conversations_named(letter: Letter) -> list[int]:
    """The conversations whose topics the letter links to."""
    found = [b.topic for row in letter.buttons for b in row if b.topic is not None]
    return found + list(_named(letter.params.values()))


def _named(values: Any) -> Iterator[int]:
    for value in values:
        match value:
            case TopicLink():
                yield value.conversation
            case T():
                yield from _named(value.params.values())
            case Lines():
                yield from _named(value.items)


def request(letter: Letter, place: Place, texts: Texts) -> Request:
    """How the letter is said there. Raises UnknownText for a letter without words."""
    match letter.kind:
        case "text":
            return _text(letter, place, texts)
        case "say":
            return _say(letter, place)
        case "copy":
            return _copy(letter, place)
        case _:
            assert letter.kind == "pin"
            assert place.live is not None
            return Request(
                method="pinChatMessage",
                params={"chat_id": place.live.chat, "message_id": place.live.message, "disable_notification": True},
            )


def _common(letter: Letter, place: Place) -> dict[str, Any]:
    params: dict[str, Any] = {"chat_id": place.address.chat}
    if place.address.thread is not None:
        params["message_thread_id"] = place.address.thread
    if place.reply is not None:
        params["reply_parameters"] = {"message_id": place.reply, "allow_sending_without_reply": True}
    if letter.silent:
        params["disable_notification"] = True
    return params


def _text(letter: Letter, place: Place, texts: Texts) -> Request:
    words = texts.render(letter.key, letter.params, place.locale, place.zone, place.topics)
    keyboard, urls = _keyboard(letter.buttons, place, texts)
    said: dict[str, Any] = {"text": words, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    if place.live is not None:
        edit = {"chat_id": place.live.chat, "message_id": place.live.message, **said, "reply_markup": keyboard}
        return Request(method="editMessageText", params=edit, text=words, urls=urls)
    markup = {"reply_markup": keyboard} if letter.buttons else {}
    return Request(method="sendMessage", params={**_common(letter, place), **said, **markup}, text=words, urls=urls)


def _keyboard(rows: Rows, place: Place, texts: Texts) -> tuple[dict[str, Any], list[str]]:
    keyboard, urls = [], []
    for row in rows:
        shown = []
        for button in row:
            url = button.url if button.topic is None else place.topics.get(button.topic)
            if url is None and button.data is None:
                continue  # the topic is not there yet
            words = texts.plain(button.text.key, button.text.params, place.locale, place.zone)
            shown.append({"text": words, **({"url": url} if url else {"callback_data": button.data})})
            urls += [url] if url else []
        keyboard += [shown] if shown else []
    return {"inline_keyboard": keyboard}, urls


def _say(letter: Letter, place: Place) -> Request:
    text, entities = with_head(letter.params.get("head"), letter.params["text"], letter.params["entities"])
    params = {
        **_common(letter, place),
        "text": text,
        "entities": entities,
        "link_preview_options": {"is_disabled": True},
    }
    return Request(method="sendMessage", params=params, text=text, entities=entities)


def with_head(head: Param, text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """`Name:` in bold above a text, its entities moved along; the text alone where there is no head."""
    if not head:
        return text, entities
    title = f"{head}:"
    shift = utf16(title) + 1
    moved = [{**entity, "offset": entity["offset"] + shift} for entity in entities]
    return f"{title}\n{text}", [{"type": "bold", "offset": 0, "length": utf16(title)}, *moved]


def _copy(letter: Letter, place: Place) -> Request:
    params = {
        **_common(letter, place),
        "from_chat_id": letter.params["from_chat"],
        "message_id": letter.params["message"],
    }
    text, entities = letter.params["text"], letter.params["entities"]
    if letter.params.get("head"):
        text, entities = with_head(letter.params["head"], text, entities)
        params |= {"caption": text.removesuffix("\n"), "caption_entities": entities}
    return Request(method="copyMessage", params=params, text=text, entities=entities)


def rebuilt(letter: Letter, place: Place, texts: Texts) -> Request:
    """A copy whose source is gone, from the stored update: its words, marked, or what it was (PRODUCT 3)."""
    mark = texts.plain("copy-rebuilt", {"what": T(key=f"kind-{letter.params['what']}")}, place.locale)
    text, entities = with_head(letter.params.get("head"), letter.params["text"], letter.params["entities"])
    title = f"[{mark}]"
    shift = utf16(title) + 1
    moved = [{**entity, "offset": entity["offset"] + shift} for entity in entities]
    words = f"{title}\n{text}".rstrip("\n")
    if utf16(words) > TEXT_LIMIT:  # the words themselves come first
        words, moved = letter.params["text"], letter.params["entities"]
    return Request(
        method="sendMessage",
        params={**_common(letter, place), "text": words, "entities": moved},
        text=words,
        entities=moved,
    )
