"""The HTML of rich messages to blocks."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from sandbox import entities
from sandbox.entities import ParseError

Json = dict[str, Any]
Rich = str | list[Any] | Json

INLINE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "del": "strikethrough",
    "strike": "strikethrough",
    "code": "code",
    "mark": "marked",
    "sub": "subscript",
    "sup": "superscript",
    "tg-spoiler": "spoiler",
}
HEADINGS = {f"h{size}": size for size in range(1, 7)}
CONTAINERS = {"blockquote", "details", "ul", "ol", "li", "table", "tr", "td", "th", "caption", "summary", "cite"}
TEXTS = {"p", "footer", "aside", "pre", *HEADINGS}
BUTTONS = {"tg-button-row", "tg-button"}
OTHER_INLINE = {"a", "tg-time", "tg-emoji", "span"}
VOID = {"hr", "br", "input"}
GROUPS = {"thead", "tbody"}
SPACE = re.compile("[ \t\r\n\f]+")  # what HTML makes one space of; those that do not break stay
KNOWN = {*INLINE, *CONTAINERS, *TEXTS, *BUTTONS, *OTHER_INLINE, *VOID, *GROUPS}


class _Node:
    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[_Node | str] = []

    def elements(self, *tags: str) -> list[_Node]:
        return [child for child in self.children if isinstance(child, _Node) and child.tag in tags]


class _Tree(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = source.split("\n")
        self.open = [_Node("", {})]

    def byte(self) -> int:
        line, column = self.getpos()
        before = "\n".join([*self.lines[: line - 1], self.lines[line - 1][:column]])
        return len(before.encode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in KNOWN:
            raise ParseError(f'Unsupported start tag "{tag}" at byte offset {self.byte()}')
        node = _Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if len(self.open) == 1:
            raise ParseError(f"Unexpected end tag at byte offset {self.byte()}")
        expected = self.open.pop().tag
        if expected != tag:
            raise ParseError(
                f'Unmatched end tag at byte offset {self.byte()}, expected "</{expected}>", found "</{tag}>"'
            )

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(source: str) -> list[Json]:
    """The blocks of a rich message's HTML. Raises ParseError."""
    tree = _Tree(source)
    tree.feed(source)
    tree.close()
    if len(tree.open) > 1:
        raise ParseError(f'Can\'t find end tag corresponding to start tag "{tree.open[-1].tag}"')
    return _blocks(tree.open[0])


def _blocks(parent: _Node) -> list[Json]:
    """Block children as they are; runs of text between them as paragraphs."""
    blocks: list[Json] = []
    run: list[_Node | str] = []
    for child in [*parent.children, None]:
        if child is not None and (isinstance(child, str) or _is_inline(child)):
            run.append(child)
            continue
        if _length(text := _trimmed(run)):
            blocks.append({"type": "paragraph", "text": text})
        run = []
        if isinstance(child, _Node):
            blocks.append(_block(child))
    return blocks


def _is_inline(node: _Node) -> bool:
    return node.tag in INLINE or node.tag in OTHER_INLINE or node.tag in {"br", "tg-button"}


def _block(node: _Node) -> Json:
    if node.tag in HEADINGS:
        return {"type": "heading", "size": HEADINGS[node.tag], "text": _inside(node)}
    match node.tag:
        case "hr":
            return {"type": "divider"}
        case "ul" | "ol":
            return {"type": "list", "items": [_item(item, i, node) for i, item in enumerate(node.elements("li"), 1)]}
        case "table":
            return _table(node)
        case "tg-button-row":
            align = {"align": node.attributes["align"]} if "align" in node.attributes else {}
            return {"type": "buttons", "buttons": [_button(one) for one in node.elements("tg-button")], **align}
        case "p" | "footer" | "aside" | "pre":
            return _text_block(node)
    return _nesting(node)


def _text_block(node: _Node) -> Json:
    kind = {"p": "paragraph", "footer": "footer", "aside": "pullquote", "pre": "pre"}[node.tag]
    code = node.elements("code")
    language = code[0].attributes.get("class", "").partition("language-")[2] if code and kind == "pre" else ""
    if kind == "pre":
        text: Rich = _flat(node)
        return {"type": kind, "text": text, **({"language": language} if language else {})}
    credit = node.elements("cite")
    node.children = [child for child in node.children if child not in credit]
    return {"type": kind, "text": _inside(node), **({"credit": _inside(credit[0])} if credit else {})}


def _flat(node: _Node) -> str:
    return "".join(child if isinstance(child, str) else _flat(child) for child in node.children)


def _nesting(node: _Node) -> Json:
    if node.tag == "details":
        summary = node.elements("summary")
        node.children = [child for child in node.children if child not in summary]
        opened = {"is_open": True} if "open" in node.attributes else {}
        return {"type": "details", "summary": _inside(summary[0]) if summary else "", "blocks": _blocks(node), **opened}
    if node.tag == "blockquote":
        if "collapsed" in node.attributes or "expandable" in node.attributes:
            return {"type": "expandable_blockquote", "text": _inside(node)}
        return {"type": "blockquote", "blocks": _blocks(node)}
    raise ParseError(f'Tag "{node.tag}" is out of place')


def _item(item: _Node, number: int, parent: _Node) -> Json:
    boxes = item.elements("input")
    item.children = [child for child in item.children if child not in boxes]
    content: Json = {"label": "•" if parent.tag == "ul" else f"{number}.", "blocks": _blocks(item)}
    if boxes:
        content["has_checkbox"] = True
        content.update({"is_checked": True} if "checked" in boxes[0].attributes else {})
    return {**content, "value": number, "type": "1"} if parent.tag == "ol" else content


def _table(node: _Node) -> Json:
    inner = [row for group in node.elements("thead", "tbody") for row in group.elements("tr")]
    rows = [*node.elements("tr"), *inner]
    look = {f"is_{name}": True for name in ("bordered", "striped", "compact") if name in node.attributes}
    titles = node.elements("caption")
    caption = {"caption": _inside(titles[0])} if titles else {}
    return {
        "type": "table",
        "cells": [[_cell(cell) for cell in row.elements("td", "th")] for row in rows],
        **look,
        **caption,
    }


def _cell(cell: _Node) -> Json:
    place = {"align": cell.attributes.get("align", "left"), "valign": cell.attributes.get("valign", "top")}
    spans: Json = {name: int(cell.attributes[name]) for name in ("colspan", "rowspan") if name in cell.attributes}
    header = {"is_header": True} if cell.tag == "th" else {}
    return {**place, "text": _inside(cell), **spans, **header}


def _button(node: _Node) -> Json:
    given, kind = node.attributes, node.attributes.get("type", "")
    style = {"style": given["style"]} if "style" in given else {}
    actions: Json = {"callback_data": given.get("data", ""), "url": given.get("url", ""), "disabled": {}}
    actions["copy_text"] = {"text": given.get("text", "")}
    if kind not in actions:
        raise ParseError(f'Unsupported type "{kind}" of the tag "tg-button"')
    return {"text": _inside(node), kind: actions[kind], **style}


# --- text ---


def _inside(node: _Node) -> Rich:
    return _trimmed(node.children)


def _trimmed(children: list[_Node | str]) -> Rich:
    parts: list[Any] = [part for child in children if (part := _inline(child)) != ""]
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip(" \n")
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip(" \n")
    parts = [part for part in parts if part != ""]
    return "" if not parts else parts[0] if len(parts) == 1 else parts


def _inline(child: _Node | str) -> Rich:
    if isinstance(child, str):
        return SPACE.sub(" ", child)
    inside = _inside(child)
    if child.tag in INLINE:
        return {"type": INLINE[child.tag], "text": inside}
    match child.tag:
        case "br":
            return "\n"
        case "a":
            url = entities.checked_url(child.attributes.get("href", ""))
            return {"type": "url", "text": inside, "url": url} if url else inside
        case "tg-time":
            return _time(child, inside)
        case "tg-button":
            return {"type": "button", "button": _button(child)}
    return inside


def _time(child: _Node, inside: Rich) -> Rich:
    unix = child.attributes.get("unix", "")
    if not unix.isdigit():
        raise ParseError("Invalid Unix time specified")
    form = child.attributes.get("format", "")
    return {"type": "date_time", "text": inside, "unix_time": int(unix), "date_time_format": form}


def _length(value: Any) -> int:
    if isinstance(value, str):
        return entities.length(value)
    if isinstance(value, list):
        return sum(_length(item) for item in value)
    if not isinstance(value, dict):
        return 0
    own = 1 if value.get("type") in {"divider", "photo", "video", "map"} else 0
    return own + sum(_length(value[name]) for name in _TEXTS if name in value)


_TEXTS = ("text", "blocks", "items", "cells", "buttons", "button", "summary", "caption", "credit", "expression")


def words(value: Any) -> str:
    """What all of it reads: a block, an item, a row of a table a line; cells are kept apart by a bar."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(map(words, value))
    if not isinstance(value, dict):
        return ""
    lines = [words(one) for name in ("blocks", "items") for one in value.get(name, [])]
    rows = [" | ".join(map(words, row)) for row in value.get("cells", [])]
    own = [words(value[name]) for name in ("summary", "caption", "text", "credit") if name in value]
    return "\n".join([*own, *lines, *rows])


def length(blocks: list[Json]) -> int:
    """Characters in all the blocks, in UTF-16 units."""
    return _length(blocks)
