"""HTML to text and entities and back, UTF-16 lengths, and Telegram's parse errors."""

from __future__ import annotations

import html as html_module
import re
from itertools import pairwise
from typing import Any

Entity = dict[str, Any]

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
OTHERS = {"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
SPLITTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
LINKS = frozenset({"text_link", "text_mention", "date_time", "custom_emoji"})
CODES = frozenset({"pre", "code"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
PRIORITY = {"blockquote": 0, "expandable_blockquote": 0, "pre": 1, "text_link": 2, "text_mention": 2, "code": 3}

_SPECIAL = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_HOST = re.compile(r"^(?:[\w-]+\.)+[\w-]{2,}(?::\d+)?$|^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$|^localhost(?::\d+)?$")
_URL = re.compile(r"^(?:(https?)://)?([^/?#\s]+)([/?#]\S*)?$", re.IGNORECASE)


class ParseError(ValueError):
    """What is wrong with the markup, in Telegram's words."""


def length(text: str) -> int:
    """Length in UTF-16 code units, which is how Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, offset: int, size: int) -> str:
    """The part of a text that an entity covers; offset and size in UTF-16 units."""
    if text.isascii():
        return text[offset : offset + size]
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[offset * 2 : (offset + size) * 2].decode("utf-16-le", "surrogatepass")


QUOTABLE = SPLITTABLE | {"custom_emoji", "date_time"}


def quoted(found: list[Entity], offset: int, size: int) -> list[Entity]:
    """The entities a quotation of this part of a text keeps, moved to its start."""
    parts = []
    for entity in found:
        start, end = max(entity["offset"], offset), min(entity["offset"] + entity["length"], offset + size)
        if entity["type"] in QUOTABLE and start < end:
            parts.append({**entity, "offset": start - offset, "length": end - start})
    return parts


def clean(text: str) -> str:
    """Text as Telegram keeps it: no control characters, no carriage returns."""
    return _CONTROL.sub(" ", text.replace("\r", "").replace("\t", " "))


def checked_url(url: str) -> str | None:
    """The link as Telegram stores it (scheme added, host lowered, a slash after a bare host), or None if it is none."""
    if url.lower().startswith(("tg://", "ton://", "tonsite://", "mailto:")):
        return url
    match = _URL.match(url.strip())
    if not match or not _HOST.match(match[2].rpartition("@")[2]):
        return None
    rest = match[3] or "/"
    return f"{(match[1] or 'http').lower()}://{match[2].lower()}{rest if rest[0] == '/' else '/' + rest}"


class _Reader:
    """One pass over the HTML; positions in errors are bytes of UTF-8, as Telegram gives them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.units = 0
        self.open: list[tuple[str, int, dict[str, str]]] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while (match := _SPECIAL.search(self.source, self.at)) is not None:
            self.add(self.source[self.at : match.start()])
            self.at = match.start()
            if match[0] == "&":
                self.reference()
            elif self.source.startswith("/", self.at + 1):
                self.end_tag()
            else:
                self.start_tag()
        self.add(self.source[self.at :])
        if self.open:
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        return "".join(self.parts), self.entities

    def add(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.units += length(text)

    def byte(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))

    def reference(self) -> None:
        match = _REFERENCE.match(self.source, self.at)
        if match is None:
            self.add("&")
            self.at += 1
            return
        self.add(html_module.unescape(f"&{match[1]};"))
        self.at = match.end()

    def start_tag(self) -> None:
        begin = self.at
        match = re.compile(r"[^\s>/]*").match(self.source, begin + 1)
        assert match is not None
        tag, self.at = match[0].lower(), match.end()
        if self.at >= len(self.source):
            raise ParseError(f"Unclosed start tag at byte offset {self.byte(begin)}")
        if tag not in STYLES and tag not in OTHERS:
            raise ParseError(f'Unsupported start tag "{tag}" at byte offset {self.byte(begin)}')
        attributes = self.attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise ParseError(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte(begin)}')
        self.open.append((tag, self.units, attributes))

    def attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self.skip_space()
            if self.at >= len(self.source):
                raise ParseError(f'Unclosed start tag "{tag}" at byte offset {self.byte(begin)}')
            if self.source[self.at] == ">":
                self.at += 1
                return found
            if self.source[self.at] == "/":
                self.at += 1
                continue
            self.attribute(tag, begin, found)

    def attribute(self, tag: str, begin: int, found: dict[str, str]) -> None:
        match = re.compile(r"[^\s=>/\"']*").match(self.source, self.at)
        assert match is not None
        name, self.at = match[0].lower(), match.end()
        if not name:
            raise ParseError(f'Empty attribute name in the tag "{tag}" at byte offset {self.byte(begin)}')
        self.skip_space()
        if not self.source.startswith("=", self.at):
            found[name] = ""
            return
        self.at += 1
        self.skip_space()
        found[name] = self.value(tag, begin)

    def value(self, tag: str, begin: int) -> str:
        quote = self.source[self.at : self.at + 1]
        if quote not in ('"', "'") or not quote:
            match = re.compile(r"[\w.-]+").match(self.source, self.at)
            if match is None:
                raise ParseError(f"Unexpected end of name token at byte offset {self.byte(self.at)}")
            self.at = match.end()
            return match[0]
        end = self.source.find(quote, self.at + 1)
        if end < 0:
            raise ParseError(f"Unclosed start tag at byte offset {self.byte(begin)}")
        raw, self.at = self.source[self.at + 1 : end], end + 1
        return _REFERENCE.sub(lambda match: html_module.unescape(f"&{match[1]};"), raw)

    def skip_space(self) -> None:
        while self.at < len(self.source) and self.source[self.at].isspace():
            self.at += 1

    def end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise ParseError(f"Unexpected end tag at byte offset {self.byte(begin)}")
        end = self.source.find(">", begin)
        if end < 0:
            raise ParseError(f"Unclosed end tag at byte offset {self.byte(begin)}")
        name = self.source[begin + 2 : end].strip().lower()
        tag, start, attributes = self.open.pop()
        if name and name != tag:
            raise ParseError(
                f'Unmatched end tag at byte offset {self.byte(begin)}, expected "</{tag}>", found "</{name}>"'
            )
        self.at = end + 1
        if self.units > start and (entity := self.entity(tag, start, attributes)) is not None:
            self.entities.append({**entity, "offset": start, "length": self.units - start})

    def entity(self, tag: str, start: int, attributes: dict[str, str]) -> Entity | None:
        if tag in STYLES:
            return {"type": STYLES[tag]}
        if tag == "blockquote":
            return {"type": "expandable_blockquote" if "expandable" in attributes else "blockquote"}
        if tag in CODES:
            language = attributes.get("class", "").partition("language-")[2]
            return {"type": tag, "language": language} if language else {"type": tag}
        if tag == "a":
            inside = "".join(self.parts)
            return _link(attributes.get("href") or cut(inside, start, self.units - start))
        return _special(tag, attributes)


def _link(url: str) -> Entity | None:
    mention = re.match(r"^tg://user/?\?id=(\d+)$", url)
    if mention:
        return {"type": "text_mention", "user": {"id": int(mention[1])}}
    checked = checked_url(url)
    return {"type": "text_link", "url": checked} if checked else None


def _special(tag: str, attributes: dict[str, str]) -> Entity:
    if tag == "tg-emoji":
        emoji = attributes.get("emoji-id", "")
        if not emoji.isdigit():
            raise ParseError("Invalid custom emoji identifier specified")
        return {"type": "custom_emoji", "custom_emoji_id": emoji}
    unix = attributes.get("unix", "")
    if not unix.lstrip("-").isdigit():
        raise ParseError("Invalid Unix time specified")
    entity: Entity = {"type": "date_time", "unix_time": int(unix)}
    if attributes.get("format"):
        entity["date_time_format"] = _format(attributes["format"])
    return entity


def _format(wanted: str) -> str:
    if wanted != "r" and (not re.fullmatch(r"w?[dD]?[tT]?", wanted)):
        raise ParseError("Invalid date-time format specified")
    return wanted


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Text and entities of Telegram's HTML, trimmed and put in order. Raises ParseError."""
    text, found = _Reader(source).read()
    return tidy(clean_keep(text), found)


def clean_keep(text: str) -> str:
    """Clean without changing any offset."""
    return _CONTROL.sub(" ", text.replace("\t", " ").replace("\r", " "))


def tidy(text: str, found: list[Entity]) -> tuple[str, list[Entity]]:
    """Trimmed text, and the entities as Telegram keeps them: merged, unnested where it unnests, sorted."""
    trimmed = text.lstrip()
    lead = length(text[: len(text) - len(trimmed)])
    trimmed = trimmed.rstrip()
    return trimmed, _normalised([_moved(entity, lead) for entity in found], length(trimmed))


def _moved(entity: Entity, lead: int) -> Entity:
    start = max(entity["offset"] - lead, 0)
    end = entity["offset"] + entity["length"] - lead
    return {**entity, "offset": start, "length": end - start}


def _order(entity: Entity) -> tuple[int, int, int, str]:
    return entity["offset"], -entity["length"], PRIORITY.get(entity["type"], 9), entity["type"]


def _normalised(found: list[Entity], size: int) -> list[Entity]:
    clipped = [{**e, "length": min(e["length"], size - e["offset"])} for e in found if e["offset"] < size]
    solid = _solid(sorted((e for e in clipped if e["length"] > 0 and e["type"] not in SPLITTABLE), key=_order))
    codes = [_range(e) for e in solid if e["type"] in CODES]
    styles = [(*_range(e), e["type"]) for e in clipped if e["type"] in SPLITTABLE]
    soft = [
        {"type": kind, "offset": start, "length": end - start}
        for kind in sorted(SPLITTABLE)
        for start, end in _minus(_union([(a, b) for a, b, k in styles if k == kind]), codes)
    ]
    return sorted(solid + soft, key=_order)


def _range(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _solid(ordered: list[Entity]) -> list[Entity]:
    """Links, code and quotations without the ones Telegram does not allow inside another."""
    kept: list[Entity] = []
    for entity in ordered:
        around = [e for e in kept if _range(e)[1] > entity["offset"]]
        if entity["type"] == "code" and (parent := _same_pre(around, entity)) is not None:
            if "language" in entity:
                parent["language"] = entity["language"]
        elif not any(_excludes(e, entity) for e in around):
            kept.append({k: v for k, v in entity.items() if entity["type"] != "code" or k != "language"})
    return kept


def _same_pre(around: list[Entity], entity: Entity) -> Entity | None:
    return next((e for e in around if e["type"] == "pre" and _range(e) == _range(entity)), None)


def _excludes(outer: Entity, inner: Entity) -> bool:
    crossing = _range(inner)[1] > _range(outer)[1]
    if crossing or outer["type"] in CODES:
        return True
    if outer["type"] in LINKS:
        return inner["type"] in LINKS or inner["type"] in QUOTES or inner["type"] == "pre"
    return outer["type"] in QUOTES and inner["type"] in QUOTES


def _union(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif end > start:
            merged.append((start, end))
    return merged


def _minus(ranges: list[tuple[int, int]], holes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    for low, high in holes:
        pieces = [(a, min(b, low)) for a, b in ranges] + [(max(a, high), b) for a, b in ranges]
        ranges = sorted({(a, b) for a, b in pieces if a < b})
    return ranges


# --- from text and entities to HTML ---------------------------------------------------------------------------------


def unparse(text: str, found: list[Entity]) -> str:
    """HTML that parses to this text and these (tidy) entities; found by itself entities are left to be found again."""
    marked = [e for e in found if _tags(e) is not None]
    edges = sorted({edge for e in marked for edge in _range(e)})
    pieces = [piece for e in marked for piece in _split(e, edges)]
    raw = text.encode("utf-16-le", "surrogatepass")
    return _render(raw, 0, len(raw) // 2, sorted(pieces, key=_order))


def _split(entity: Entity, edges: list[int]) -> list[Entity]:
    if entity["type"] not in SPLITTABLE:
        return [entity]
    start, end = _range(entity)
    points = [start, *(edge for edge in edges if start < edge < end), end]
    return [{**entity, "offset": a, "length": b - a} for a, b in pairwise(points)]


def _render(raw: bytes, start: int, end: int, pieces: list[Entity]) -> str:
    out, at = [], start
    while pieces:
        first, first_end = pieces[0], _range(pieces[0])[1]
        inside = [e for e in pieces[1:] if e["offset"] < first_end]
        opening, closing = _tags(first) or ("", "")
        out += [_escaped(raw, at, first["offset"]), opening, _render(raw, first["offset"], first_end, inside), closing]
        at, pieces = first_end, pieces[1 + len(inside) :]
    return "".join([*out, _escaped(raw, at, end)])


def _escaped(raw: bytes, start: int, end: int) -> str:
    return html_module.escape(raw[start * 2 : end * 2].decode("utf-16-le", "surrogatepass"), quote=False)


def _tags(entity: Entity) -> tuple[str, str] | None:
    kind = entity["type"]
    plain = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler"}.get(
        kind, kind
    )
    if kind in SPLITTABLE or kind in {"blockquote", "code"}:
        return f"<{plain}>", f"</{plain}>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "pre":
        language = entity.get("language")
        name = html_module.escape(language or "")
        return (f'<pre><code class="language-{name}">', "</code></pre>") if language else ("<pre>", "</pre>")
    return _link_tags(entity)


def _link_tags(entity: Entity) -> tuple[str, str] | None:
    match entity["type"]:
        case "text_link":
            return f'<a href="{html_module.escape(entity["url"])}">', "</a>"
        case "text_mention":
            return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{entity["custom_emoji_id"]}">', "</tg-emoji>"
        case "date_time":
            form = entity.get("date_time_format")
            return f'<tg-time unix="{entity["unix_time"]}"' + (f' format="{form}">' if form else ">"), "</tg-time>"
    return None


# --- entities Telegram finds by itself ------------------------------------------------------------------------------

_FOUND = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"'«»]+[^\s<>\"'«».,:;!?)\]]"
    r"|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|ru|io|me|dev|app|example|info|co|uk|de|kz|ua|tech|xyz|bet|casino)"
    r"(?![\w-]|\.\w)(?:[/?#][^\s<>\"']*[^\s<>\"'.,:;!?)\]])?)"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b)"
    r"|(?P<mention>(?<![\w@/])@[a-zA-Z]\w{2,31}\b)"
    r"|(?P<bot_command>(?<![\w/<>@])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z]\w{2,31})?(?![\w/<>]))"
    r"|(?P<hashtag>(?<![\w#&])#(?=\w*[^\W\d])\w{1,256}\b)"
    r"|(?P<cashtag>(?<![\w$])\$[A-Z]{1,8}\b)",
    re.IGNORECASE,
)
_HINT = re.compile(r"[./@#$]")


def detect(text: str, found: list[Entity]) -> list[Entity]:
    """All entities: those given, and the links, mentions, commands, tags and addresses standing in the open."""
    if not _HINT.search(text):
        return found
    taken = [_range(e) for e in found if e["type"] in CODES or e["type"] in LINKS]
    extra = []
    for match in _FOUND.finditer(text):
        start = length(text[: match.start()])
        size = length(match[0])
        kind = match.lastgroup
        if kind == "cashtag" and not match[0].isupper():
            continue
        if not any(a < start + size and start < b for a, b in taken):
            extra.append({"type": kind, "offset": start, "length": size})
    return sorted(found + extra, key=_order) if extra else found
