"""A partner's chat as a value, and what the bot still needs in a group (PRODUCT 1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Need = Literal["reading", "reactions", "pinning", "deleting"]


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


def needs(member: Mapping[str, Any], reads_all: bool) -> tuple[Need, ...]:
    """What the bot cannot do in a group; empty when it can do everything, or when its place there is not known.

    member: its ChatMember as Telegram gives it. reads_all: privacy mode is off.
    """
    status = member.get("status")
    if status == "administrator":
        rights: tuple[tuple[Need, str], ...] = (("pinning", "can_pin_messages"), ("deleting", "can_delete_messages"))
        return tuple(need for need, right in rights if not member.get(right))
    if status in ("member", "restricted"):
        return ("reactions",) if reads_all else ("reading",)
    return ()
