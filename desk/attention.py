"""Which messages of a group start a wait: all of them, or only those that call the bot or one of us (PRODUCT 4)."""

from typing import Literal

Attention = Literal["all", "called"]


def starts(attention: Attention, *, called: bool) -> bool:
    """Whether a message may start a wait. called: it answers the bot or one of us, or mentions us."""
    return attention == "all" or called
