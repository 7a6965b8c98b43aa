"""Texts and captions of a call: parsed, measured, and refused in Telegram's words."""

from __future__ import annotations

from typing import Any

from sandbox import entities
from sandbox.errors import refuse
from sandbox.methods.params import Params
from sandbox.model import Json
from sandbox.world import World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
KNOWN = entities.SPLITTABLE | entities.CODES | entities.QUOTES | entities.LINKS
FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}


def formatted(world: World, source: str, mode: str | None, given: list[Any]) -> tuple[str, list[Json]]:
    """Text and entities from text with a parse mode or with entities given."""
    if mode:
        if mode.lower() != "html":
            raise refuse("parse_mode")
        try:
            text, found = entities.parse_html(source)
        except entities.ParseError as problem:
            raise refuse("parse", reason=problem) from None
    else:
        cleaned = entities.clean(source) if not given else entities.clean_keep(source)
        text, found = entities.tidy(cleaned, [_entity(item) for item in given if item.get("type") not in FOUND])
    return text, world.rich_text(entities.detect(text, found))


def _entity(item: Json) -> Json:
    if item.get("type") not in KNOWN:
        raise refuse("entities", reason=f'Unsupported type "{item.get("type")}" specified')
    if not isinstance(item.get("offset"), int) or not isinstance(item.get("length"), int):
        raise refuse("entities", reason='Field "offset" must be of type Number')
    if item["type"] != "text_link":
        return dict(item)
    return {**item, "url": entities.checked_url(item.get("url", "")) or item.get("url", "")}


def text(world: World, p: Params, too_long: str = "text_long") -> Json:
    """The `text` of a call as message content. Raises empty, too long, can't parse entities."""
    words, found = formatted(world, p.text("text"), p.text("parse_mode") or None, p.items("entities"))
    if not words:
        raise refuse("text_empty")
    if entities.length(words) > TEXT_LIMIT:
        raise refuse(too_long)
    preview = p.object("link_preview_options")
    extra = {"link_preview_options": preview} if preview else {}
    return {"text": words, **({"entities": found} if found else {}), **extra}


def caption(world: World, source: Json) -> Json:
    """The caption in a call's values (or one part of an album), as message content."""
    p = Params(source)
    words, found = formatted(world, p.text("caption"), p.text("parse_mode") or None, p.items("caption_entities"))
    if entities.length(words) > CAPTION_LIMIT:
        raise refuse("caption_long")
    if not words:
        return {}
    above = {"show_caption_above_media": True} if p.flag("show_caption_above_media") else {}
    return {"caption": words, **({"caption_entities": found} if found else {}), **above}
