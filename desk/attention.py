"""Which messages of a group start a wait (PRODUCT 4): all but those among the partner's people, or only those that call us."""

from typing import Literal

Attention = Literal["all", "called"]


def starts(attention: Attention, *, called: bool, among_themselves: bool) -> bool:
    """Whether a message may start a wait.

    called: it answers the bot or one of us, or mentions us. among_themselves: it answers or mentions another person of the
    partner. Whoever calls us as well is heard.
    """
    return called or (attention == "all" and not among_themselves)
