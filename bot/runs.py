"""Runs: plain copies of one author that follow each other may go as one `copyMessages` (PRODUCT 3, Capacity). Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.wording import Place
from desk.letters.letter import Letter
from storage.outbox import Queued

LONGEST = 100  # messages in one call (Bot API)
BEHIND = timedelta(seconds=3)  # how long a message has waited where a run is worth its price (docs/adr/0006)
SAID = ("head", "origin", "answered", "quote")  # lines that a plain copy does not have


def plain(letter: Letter) -> bool:
    """Whether it is a partner's message shown to staff as it is: no name, no origin, no answer, no quote."""
    alone = letter.reply_to is None and letter.reply_slot is None and not any(letter.params.get(key) for key in SAID)
    return letter.kind == "copy" and letter.to.kind == "topic" and not letter.silent and alone


def run(queue: Sequence[Queued], now: datetime) -> list[Queued]:
    """The letters at the head of a sequence that may go in one call, in order; the first alone where there is no run.

    All from one chat, their message ids strictly growing, each of them due, and only where the forum is behind.
    """
    found = list(queue[:1])
    if not plain(found[0].letter) or now - found[0].created_at < BEHIND:
        return found
    for queued in queue[1:LONGEST]:
        letter, last = queued.letter, found[-1].letter
        follows = plain(letter) and letter.params["from_chat"] == last.params["from_chat"]
        if not follows or letter.params["message"] <= last.params["message"] or queued.not_before > now:
            break
        found.append(queued)
    return found


def together(letters: Sequence[Letter], place: Place) -> dict[str, Any]:
    """The parameters of `copyMessages`."""
    return {
        "chat_id": place.address.chat,
        "message_thread_id": place.address.thread,
        "from_chat_id": letters[0].params["from_chat"],
        "message_ids": [letter.params["message"] for letter in letters],
    }
