"""Canned replies as staff see them: the list, the preview, and what became of it (PRODUCT 9)."""

from collections.abc import Mapping

from desk.letters import letter
from desk.letters.digest import short
from desk.letters.letter import Lane, Letter, Source, T, button
from desk.letters.tools import listed
from desk.rules import Reply

LISTED = 40  # replies in the list
FIRST = 60  # units of each that are shown there


def every(conversation: int, source: Source, replies: Mapping[str, Reply], locale: str) -> Letter:
    """The names there are, with their first words in the chat's language."""
    lines = [_line(name, reply.ru if locale == "ru" else reply.en) for name, reply in sorted(replies.items())]
    params = {"lines": listed(lines, LISTED)} if lines else {}
    key = "replies-list" if lines else "replies-none"
    return Letter(to=letter.topic(conversation), lane=Lane.RELAY, key=key, params=params, reply_to=source)


def _line(name: str, text: str) -> T:
    return T(key="replies-line", params={"name": name, "text": short(" ".join(text.split()), FIRST)})


def slot(conversation: int, message: int) -> str:
    """The preview that was asked for with that message of the topic."""
    return f"reply:{conversation}:{message}"


def preview(conversation: int, source: Source, text: str) -> Letter:
    """Exactly what the partner would read, with Send and Cancel under it."""
    at = f"{conversation}:{source.message}"
    buttons = ((button("button-reply-send", f"reply:{at}:send"), button("button-reply-drop", f"reply:{at}:drop")),)
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.RELAY,
        key="reply-preview",
        params={"text": text},
        buttons=buttons,
        slot=slot(conversation, source.message),
        reply_to=source,
    )


def decided(conversation: int, name: str, text: str, *, sent: bool) -> Letter:
    """The preview without its buttons; one that was not sent says so."""
    key = "reply-preview" if sent else "reply-dropped"
    to = letter.topic(conversation)
    return Letter(to=to, lane=Lane.RELAY, key=key, params={"text": text}, slot=name, renew_only=True)
