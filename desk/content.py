"""What a message holds, as far as the desk looks into it: its place, its kind, its words, what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk.letters.letter import Source

#: Kinds that can carry a caption, and so the name of who speaks (Bot API).
CAPTIONED = frozenset({"photo", "video", "animation", "audio", "voice", "document", "live_photo"})
TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024  # UTF-16 units
FORWARDED = 32  # room for the words before an origin, in any language


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """A message of a person. `kind` is Telegram's word; `entities` those of the text or caption, as Bot API JSON.

    `file` is the file_id by which Telegram shows it again, `file_key` tells two files apart; `said` is what it holds in
    words, where it has no text of its own (a poll, a contact); `origin` whom it is forwarded from; `quote` the part of
    the answered message that is quoted, as Bot API JSON; `answered` the first words of what it answers.
    """

    source: Source
    kind: str
    text: str = ""
    entities: Sequence[dict[str, Any]] = field(default_factory=tuple)
    answers: Source | None = None  # the message it replies to
    answered: str = ""
    quote: Mapping[str, Any] | None = None
    origin: str | None = None
    album: str | None = None
    file: str | None = None
    file_key: str | None = None
    said: str = ""
    cleaned: bool = False  # words were taken out of it: it is never copied as it stands

    @property
    def first_words(self) -> str:
        """What a card shows of it: its words on one line, or nothing."""
        return " ".join((self.text or self.said).split())

    def holds(self, head: str | None, origin: str | None = None) -> bool:
        """Whether `head:` and whom it is forwarded from fit above its words, and its kind can carry words."""
        if self.kind != "text" and self.kind not in CAPTIONED:
            return False
        line = (_units(head) + 2 if head else 0) + (_units(origin) + FORWARDED if origin else 0)
        return _units(self.text) + line <= (TEXT_LIMIT if self.kind == "text" else CAPTION_LIMIT)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
