"""A letter as a request to the Bot API: method, parameters, and what the last gate has to see."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.telegram import File
from bot.texts import Texts
from desk.content import CAPTION_LIMIT, CAPTIONED, TEXT_LIMIT
from desk.letters.letter import Letter, Lines, Param, Rows, Source, T, TopicLink
from desk.rules import DAYS
from storage.addresses import Address
from storage.mirrors import Copy

#: How a file that Telegram has is shown again, by kind.
SENT_BY_FILE = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "animation": "sendAnimation",
    "audio": "sendAudio",
    "voice": "sendVoice",
    "video_note": "sendVideoNote",
    "document": "sendDocument",
    "sticker": "sendSticker",
}

#: Of a document: the page, and what it is made of.
FILES = ("page", "source")


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One call of the Bot API; `text` is the exact words, for the receipt and the gate; `urls` those of buttons."""

    method: str
    params: dict[str, Any]
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    headed: bool = False  # a person's message, under a line of words
    shown: str = ""  # as what, where that is not what it was: "text" for what was told in words
    picture: Mapping[str, Any] | None = None  # what bot/pictures.py is to draw, and goes along as its photo
    files: Mapping[str, File] = field(default_factory=dict)  # what goes along, by name


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Everything that was looked up for a letter when its turn came."""

    address: Address
    locale: str
    zone: str
    live: Source | None = None  # the message there is already: the live one of its slot, or the counterpart
    copy: Copy | None = None  # how the counterpart was shown
    untold: bool = False  # an edit of an answer that the partner never had, or has no more
    reply: int | None = None  # the message it answers, in the chat it goes to
    topics: Mapping[int, str] = field(default_factory=dict)
    rich: bool = False  # rich messages are sent there
    icon: str = ""  # of the topic, where its icon is changed


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
        case "copy":
            return _copy(letter, place, texts)
        case "album":
            return _album(letter, place, texts)
        case "edit":
            return _edit(letter, place, texts)
        case "react":
            return _react(letter, place)
        case "look":
            return _look(letter, place)
        case "picture":
            return _picture(letter, place, texts)
        case "document" | "file":
            return (_file if letter.kind == "file" else _documents)(letter, place, texts)
        case "delete" | "pin":
            return _done(letter, place)


def _react(letter: Letter, place: Place) -> Request:
    wanted = [{"type": "emoji", "emoji": letter.params["emoji"]}] if letter.params["emoji"] else []
    return Request(method="setMessageReaction", params={**_there(place), "reaction": wanted})


def _done(letter: Letter, place: Place) -> Request:
    if letter.kind == "delete":
        return Request(method="deleteMessage", params=_there(place))
    return Request(method="pinChatMessage", params={**_there(place), "disable_notification": True})


def _look(letter: Letter, place: Place) -> Request:
    named = {"name": letter.params["name"], "icon_custom_emoji_id": place.icon}
    where = {"chat_id": place.address.chat, "message_thread_id": place.address.thread}
    return Request(method="editForumTopic", params={**where, **named}, text=letter.params["name"])


def _there(place: Place) -> dict[str, Any]:
    """The message there is already: the live one, or the counterpart."""
    assert place.live is not None
    return {"chat_id": place.live.chat, "message_id": place.live.message}


def _common(letter: Letter, place: Place) -> dict[str, Any]:
    params: dict[str, Any] = {"chat_id": place.address.chat}
    if place.address.thread is not None:
        params["message_thread_id"] = place.address.thread
    if place.reply is not None:
        quote = letter.params.get("quote")
        quoted = {"quote": quote["text"], "quote_entities": quote.get("entities", [])} if quote else {}
        params["reply_parameters"] = {"message_id": place.reply, "allow_sending_without_reply": True, **quoted}
    if letter.silent:
        params["disable_notification"] = True
    return params


def is_rich(letter: Letter, place: Place, texts: Texts) -> bool:
    """Whether it is said there as a rich message."""
    return place.rich and letter.kind == "text" and texts.has_rich(letter.key)


def _text(letter: Letter, place: Place, texts: Texts) -> Request:
    rich = is_rich(letter, place, texts)
    words = texts.render(letter.key, letter.params, place.locale, place.zone, place.topics, rich=rich)
    keyboard, urls = _keyboard(letter.buttons, place, texts)
    said: dict[str, Any] = {"text": words, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    if rich:
        said = {"rich_message": {"html": words, "skip_entity_detection": True}}
    if place.live is not None:
        edit = {"chat_id": place.live.chat, "message_id": place.live.message, **said, "reply_markup": keyboard}
        return Request(method="editMessageText", params=edit, text=words, urls=urls)
    markup = {"reply_markup": keyboard} if letter.buttons else {}
    method = "sendRichMessage" if rich else "sendMessage"
    return Request(method=method, params={**_common(letter, place), **said, **markup}, text=words, urls=urls)


def _picture(letter: Letter, place: Place, texts: Texts) -> Request:
    """A photo of what the parameters say: `drawing` is its name, `data` what is drawn, `words` the texts in it."""
    params = letter.params
    words = texts.render(letter.key, params, place.locale, place.zone, place.topics)
    inside = {key: texts.plain(key, {}, place.locale, place.zone) for key in params["words"]}
    days = "\n".join(texts.plain("weekday", {"day": day}, place.locale, place.zone) for day in DAYS)
    picture = {"drawing": params["drawing"], "data": params["data"], "words": {**inside, "days": days}}
    said = {"caption": words, "parse_mode": "HTML"}
    return Request(method="sendPhoto", params={**_common(letter, place), **said}, text=words, picture=picture)


def _documents(letter: Letter, place: Place, texts: Texts) -> Request:
    """Files, the words under the last of them; what they are is filled in by whoever makes them."""
    words = texts.render(letter.key, letter.params, place.locale, place.zone, place.topics)
    *others, last = [{"type": "document", "media": f"attach://{name}"} for name in FILES]
    media = [*others, {**last, "caption": words, "parse_mode": "HTML"}]
    return Request(method="sendMediaGroup", params={**_common(letter, place), "media": media}, text=words)


def _file(letter: Letter, place: Place, texts: Texts) -> Request:
    """A text file of the lines in its parameters, the words under it."""
    words = texts.render(letter.key, letter.params, place.locale, place.zone, place.topics)
    lines = texts.plain("file-lines", {"rows": letter.params["rows"]}, place.locale, place.zone)
    file = File(name=letter.params["name"], type="text/plain", data=lines.encode("utf-8-sig"))
    said = {"caption": words, "parse_mode": "HTML"}
    return Request(
        method="sendDocument", params={**_common(letter, place), **said}, text=words, files={"document": file}
    )


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


# --- people's own messages --------------------------------------------------------------------------------------------

Words = tuple[str, list[dict[str, Any]]]  # a text and its entities


def _words(letter: Letter, place: Place, texts: Texts, part: Mapping[str, Param], *, follows: bool = False) -> Words:
    """The words of a message under the lines that must be said of it: who speaks, whom it is forwarded from, what it
    answers where that cannot be shown, and that it follows an edit.
    """
    params, line = letter.params, []
    if params.get("head"):
        line.append((f"{params['head']}:", "bold"))
    if params.get("origin"):
        line.append((texts.plain("forwarded", {"origin": params["origin"]}, place.locale), "italic"))
    if params.get("answered") and place.reply is None:
        line.append((texts.plain("in-answer-to", {"words": params["answered"]}, place.locale), "italic"))
    if follows:
        line.append((texts.plain("edited", {}, place.locale), "italic"))
    return with_head(line, part["text"], part["entities"])


def with_head(line: Sequence[tuple[str, str]], text: str, entities: list[dict[str, Any]]) -> Words:
    """A text below a line of words, each formatted in its way; the entities of the text move along."""
    if not line:
        return text, entities
    styled, title = [], ""
    for words, style in line:
        title += " " if title else ""
        styled.append({"type": style, "offset": utf16(title), "length": utf16(words)})
        title += words
    shift = utf16(title) + 1
    moved = [{**entity, "offset": entity["offset"] + shift} for entity in entities]
    return f"{title}\n{text}", [*styled, *moved]


def _caption(words: Words) -> dict[str, Any]:
    return {"caption": words[0].removesuffix("\n"), "caption_entities": words[1]}


def _copy(letter: Letter, place: Place, texts: Texts) -> Request:
    held = letter.params
    words = text, entities = _words(letter, place, texts, held)
    headed = text != held["text"] or bool(held.get("cleaned"))
    if headed and held["what"] == "text" and utf16(text) <= TEXT_LIMIT:
        said = {"text": text, "entities": entities, "link_preview_options": {"is_disabled": True}}
        params = {**_common(letter, place), **said}
        return Request(method="sendMessage", params=params, text=text, entities=entities, headed=True)
    copied = {**_common(letter, place), "from_chat_id": held["from_chat"], "message_id": held["message"]}
    if headed and held["what"] in CAPTIONED and utf16(text) <= CAPTION_LIMIT:
        params = copied | _caption(words)
        return Request(method="copyMessage", params=params, text=text, entities=entities, headed=True)
    return Request(method="copyMessage", params=copied, text=held["text"], entities=held["entities"])


def _album(letter: Letter, place: Place, texts: Texts) -> Request:
    """Together as they are; or by their files, which Telegram has, where the first carries a line or an answer."""
    parts = letter.params["parts"]
    if len(parts) == 1:
        return _copy(singly(letter)[0], place, texts)
    seen = " ".join(part["text"] for part in parts)
    hidden = [entity for part in parts for entity in part["entities"]]
    first = _words(letter, place, texts, parts[0])
    if (first[0] == parts[0]["text"] and place.reply is None) or utf16(first[0]) > CAPTION_LIMIT:
        copied = {"from_chat_id": letter.params["from_chat"], "message_ids": [part["message"] for part in parts]}
        params = _common(letter, replace(place, reply=None))
        return Request(method="copyMessages", params={**params, **copied}, text=seen, entities=hidden)
    media = [_media(part, first if at == 0 else (part["text"], part["entities"])) for at, part in enumerate(parts)]
    return Request(
        method="sendMediaGroup",
        params={**_common(letter, place), "media": media},
        text=f"{first[0]} {seen}",
        entities=[*first[1], *hidden],
        headed=True,
    )


def _media(part: Mapping[str, Any], words: Words) -> dict[str, Any]:
    return {"type": part["what"], "media": part["file"], **_caption(words)}


def singly(letter: Letter) -> list[Letter]:
    """The parts of an album, each as a letter of its own: the first with the lines, the answer and the quote."""
    common = {name: value for name, value in letter.params.items() if name != "parts"}
    bare = {name: value for name, value in common.items() if name in ("conversation", "from_chat")}
    return [
        replace(
            letter,
            kind="copy",
            params={**(common if at == 0 else bare), **part},
            reply_to=letter.reply_to if at == 0 else None,
        )
        for at, part in enumerate(letter.params["parts"])
    ]


def _edit(letter: Letter, place: Place, texts: Texts) -> Request:
    """The copy edited; where there is none to edit, or it cannot hold it, the new words follow."""
    params, copy = letter.params, place.copy
    if copy is None or place.live is None:
        return follow_up(letter, place, texts)
    words = text, entities = (
        _words(letter, place, texts, params) if copy.headed else (params["text"], params["entities"])
    )
    where = _there(place)
    if params["what"] == "text" == copy.what and utf16(text) <= TEXT_LIMIT:
        said = {"text": text, "entities": entities, "link_preview_options": {"is_disabled": True}}
        return Request(method="editMessageText", params={**where, **said}, text=text, entities=entities)
    if params["what"] not in CAPTIONED or utf16(text) > CAPTION_LIMIT:
        return follow_up(letter, place, texts)
    if params.get("file_key") == copy.file_key:
        return Request(method="editMessageCaption", params={**where, **_caption(words)}, text=text, entities=entities)
    media = _media(params, words)
    return Request(method="editMessageMedia", params={**where, "media": media}, text=text, entities=entities)


def follow_up(letter: Letter, place: Place, texts: Texts) -> Request:
    """The new words as a message of their own, below the copy that could not be edited."""
    words = letter.params["text"] or letter.params.get("said", "")
    text, entities = _words(letter, place, texts, {"text": words, "entities": letter.params["entities"]}, follows=True)
    if utf16(text) > TEXT_LIMIT:
        text, entities = words, letter.params["entities"]
    common = _common(replace(letter, params={}), place)
    if place.live is not None:
        common["reply_parameters"] = {"message_id": place.live.message, "allow_sending_without_reply": True}
    said = {"text": text, "entities": entities, "link_preview_options": {"is_disabled": True}}
    return Request(method="sendMessage", params={**common, **said}, text=text, entities=entities, shown="text")


def rebuilt(letter: Letter, place: Place, texts: Texts) -> list[Request]:
    """A copy whose source cannot be copied, from the stored update, marked: by its file, else in words (PRODUCT 3)."""
    params = letter.params
    mark = texts.plain("copy-rebuilt", {"what": T(key=f"kind-{params['what']}")}, place.locale)
    told, entities = _words(letter, place, texts, {**params, "text": params["text"] or params.get("said", "")})
    words = text, entities = with_head([(f"[{mark}]", "italic")], told, entities)
    if utf16(text) > TEXT_LIMIT:  # the words themselves come first
        words = text, entities = params["text"], params["entities"]
    common = _common(letter, place)
    said = {"text": text.rstrip("\n"), "entities": entities, "link_preview_options": {"is_disabled": True}}
    in_words = Request(
        method="sendMessage", params={**common, **said}, text=text.rstrip("\n"), entities=entities, shown="text"
    )
    if not params.get("file") or params["what"] not in SENT_BY_FILE:
        return [in_words]
    held = {params["what"]: params["file"]}
    if params["what"] in CAPTIONED and utf16(text) <= CAPTION_LIMIT:
        held |= _caption(words)
    method = SENT_BY_FILE[params["what"]]
    return [Request(method=method, params={**common, **held}, text=text, entities=entities, headed=True), in_words]


def cost(letter: Letter) -> int:
    """How many messages of the chat's limits it is counted as."""
    if letter.kind == "album":
        return len(letter.params["parts"])
    if letter.kind == "document":
        return len(FILES)
    return 0 if letter.kind in ("react", "delete") else 1


def shown_parts(letter: Letter) -> list[Mapping[str, Any]]:
    """What a letter shows of people's messages: one, the several of an album, or none."""
    if letter.kind == "album":
        return list(letter.params["parts"])
    ours = letter.kind == "text" and "from_chat" in letter.params  # said in our words, for a message of one of us
    return [letter.params] if ours or letter.kind in ("copy", "edit") else []
