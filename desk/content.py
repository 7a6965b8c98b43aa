"""What a message holds, as far as the desk looks into it: its place, its kind, its words, what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from desk.letters.letter import Source

#: Kinds that can carry a caption, and so the name of who speaks (Bot API).
CAPTIONED = frozenset({"photo", "video", "animation", "audio", "voice", "document"})
TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024  # UTF-16 units


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """A message of a person. `kind` is Telegram's word; `entities` those of the text or caption, as Bot API JSON."""

    source: Source
    kind: str
    text: str = ""
    entities: Sequence[dict[str, Any]] = field(default_factory=tuple)
    answers: Source | None = None  # the message it replies to

    @property
    def first_words(self) -> str:
        """What a card shows of it: its words on one line, or nothing."""
        return " ".join(self.text.split())

    def holds(self, head: str) -> bool:
        """Whether `head:` fits above its words within Telegram's length, and its kind can carry words."""
        if self.kind != "text" and self.kind not in CAPTIONED:
            return False
        limit = TEXT_LIMIT if self.kind == "text" else CAPTION_LIMIT
        return _units(f"{head}:\n{self.text}") <= limit


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
