"""What the desk's live messages read, as far as it remembers: an edit that would change nothing is not made."""

import json

from bot.wording import Request

KEPT = 10_000  # messages; what is forgotten costs a call that Telegram refuses


class Standing:
    """What was said last in each live message; only a saving of calls."""

    def __init__(self) -> None:
        self._reads: dict[tuple[int, int], int] = {}

    def reads(self, request: Request) -> bool:
        """Whether the message that is to be edited is known to read so already."""
        return self._reads.get(_edited(request), 0) == _words(request)

    def keep(self, request: Request, message: int) -> None:
        """That message reads so now."""
        place = (request.params["chat_id"], message)
        self._reads.pop(place, None)
        self._reads[place] = _words(request)
        if len(self._reads) > KEPT:
            del self._reads[next(iter(self._reads))]

    def forget(self, request: Request) -> None:
        """Nobody knows what comes of this call."""
        self._reads.pop(_edited(request), None)


def _edited(request: Request) -> tuple[int, int]:
    return request.params["chat_id"], request.params.get("message_id", 0)


def _words(request: Request) -> int:
    buttons = request.params.get("reply_markup", {}).get("inline_keyboard", [])
    return hash((request.text, json.dumps(buttons))) or 1
