"""A partner's chat as a value."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Chat:
    """A private chat with the bot, or a group; `tg_id` is Telegram's, `partner` None while nobody has bound it."""

    id: int
    tg_id: int
    kind: Literal["private", "group"]
    title: str
    partner: int | None
    locale: str
    status: Literal["in", "left"] = "in"
