"""What the desk says about itself: refusals, broken things, and what heads must know."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from desk.letters import letter
from desk.letters.letter import Lane, Letter, Param, Source, To


def refusal(to: To, key: str, params: Mapping[str, Param], *, reply_to: Source | None = None) -> Letter:
    """What was wrong with what a person asked, and how to fix it, in the person's language."""
    return Letter(to=to, lane=Lane.NOTICE, key=key, params=params, reply_to=reply_to)


def letter_dead(heads: Iterable[int], number: int, what: str, error: str) -> list[Letter]:
    """To the heads: a letter that Telegram will never take, or the last gate has stopped."""
    return [
        Letter(
            to=letter.staff(head),
            lane=Lane.NOTICE,
            key="letter-dead",
            params={"number": number, "what": what, "error": error},
            once=f"dead:{number}:{head}",
        )
        for head in heads
    ]


def update_parked(heads: Iterable[int], seq: int, error: str) -> list[Letter]:
    """To the heads: an update that could not be worked off after all tries; the rest of its chat goes on."""
    return [
        Letter(
            to=letter.staff(head),
            lane=Lane.NOTICE,
            key="update-parked",
            params={"seq": seq, "error": error},
            once=f"parked:{seq}:{head}",
        )
        for head in heads
    ]


def postback_parked(heads: Iterable[int], number: int, error: str) -> list[Letter]:
    """To the heads: a tracker's call that could not be counted; the others are."""
    return [
        Letter(
            to=letter.staff(head),
            lane=Lane.NOTICE,
            key="postback-parked",
            params={"number": number, "error": error},
            once=f"postback-parked:{number}:{head}",
        )
        for head in heads
    ]


def no_forum(heads: Iterable[int], error: str, now: datetime) -> list[Letter]:
    """To the heads, once an hour: conversations cannot be shown to staff; nothing is lost, it waits for the forum."""
    return [
        Letter(
            to=letter.staff(head),
            lane=Lane.NOTICE,
            key="no-forum",
            params={"error": error},
            once=f"no-forum:{now:%Y%m%d%H}:{head}",
        )
        for head in heads
    ]
