"""One person's message shown in the other chat: as what it is, with who speaks where that must be said (PRODUCT 3)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from desk.content import Content
from desk.letters import letter
from desk.letters.letter import Lane, Letter, Source, T, To, button

HELD = timedelta(seconds=1)  # how long the parts of an album are waited for
DELIVERED, FAILED = "👌", "🤔"


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """Where a person's message is shown, under which key, and how.

    `head` names who speaks, None where that needs no word; `named`: the reader was told that name last, so that what
    cannot carry it needs no line for it; `origins`: whom it is forwarded from and what it answers may be told.
    """

    to: To
    conversation: int
    lane: Lane
    key: str
    head: str | None = None
    named: bool = False
    origins: bool = False
    not_before: datetime | None = None
    author: int | None = None  # of us


def to_topic(source: Source, conversation: int, *, head: str | None = None, named: bool = False) -> Way:
    """A partner's message to the staff topic; `head` names who speaks in a group."""
    return Way(
        to=letter.topic(conversation),
        conversation=conversation,
        lane=Lane.RELAY,
        key=f"mirror:{source.chat}:{source.message}",
        head=head,
        named=named,
        origins=True,
    )


def to_partner(chat: int, conversation: int, key: str, *, head: str | None, author: int, named: bool = False) -> Way:
    """A staff message to the partner's chat; `key` is the answer's (`cards.answer_key`), `head` the signature."""
    to = letter.chat(chat)
    return Way(to=to, conversation=conversation, lane=Lane.ANSWER, key=key, head=head, named=named, author=author)


def shown(content: Content, way: Way) -> list[Letter]:
    """The letters that show it there, in order: a name line where it cannot carry the name itself, and the message."""
    origin = content.origin if way.origins else None
    fits = content.holds(way.head, origin)
    copy = _letter("copy", content, way, headed=fits)
    if fits or not (way.head or origin) or (way.named and origin is None):
        return [copy]
    return [_name_line(way, origin), copy]


def _name_line(way: Way, origin: str | None) -> Letter:
    forwarded = T(key="forwarded", params={"origin": origin or ""})
    key = "speaker"
    params: dict[str, Any] = {"name": way.head or ""}
    if origin and way.head:
        key, params = "speaker-forwarded", {"name": way.head, "forwarded": forwarded}
    elif origin:
        key, params = "forwarded-line", {"forwarded": forwarded}
    return Letter(
        to=way.to,
        lane=way.lane,
        key=key,
        params=params,
        once=f"name:{way.key}",
        cause=way.key,
        not_before=way.not_before,
    )


def _letter(kind: letter.Kind, content: Content, way: Way, *, headed: bool) -> Letter:
    return Letter(
        to=way.to,
        lane=way.lane,
        kind=kind,
        params={**_params(content, way, headed=headed), **part(content)},
        once=way.key,
        cause=way.key,
        reply_to=content.answers,
        not_before=way.not_before,
    )


def _params(content: Content, way: Way, *, headed: bool) -> dict[str, Any]:
    params: dict[str, Any] = {"conversation": way.conversation, "from_chat": content.source.chat}
    if way.author is not None:
        params["author"] = way.author
    if headed and way.head:
        params["head"] = way.head
    if headed and way.origins and content.origin:
        params["origin"] = content.origin
    if content.quote:
        params["quote"] = content.quote
    if way.origins and content.answered:
        params["answered"] = content.answered
    return params


def part(content: Content) -> dict[str, Any]:
    """What one message holds, as letters carry it."""
    return {
        "message": content.source.message,
        "what": content.kind,
        "text": content.text,
        "entities": list(content.entities),
        **{name: value for name in ("file", "file_key", "said", "cleaned") if (value := getattr(content, name))},
    }


# --- albums -----------------------------------------------------------------------------------------------------------


def album_cause(to: To, source: Source, album: str) -> str:
    """The cause of the letters that carry an album there: more parts are added to one that has not left."""
    return f"album:{to.kind}:{to.id}:{source.chat}:{album}"


def album(content: Content, way: Way, now: datetime, first: Source | None = None) -> Letter:
    """The first part of an album, held for the others; `first`: of an album that is shown already, which it follows."""
    assert content.album is not None
    return Letter(
        to=way.to,
        lane=way.lane,
        kind="album",
        params={**_params(content, way, headed=True), "parts": [part(content)]},
        once=way.key,
        cause=album_cause(way.to, content.source, content.album),
        reply_to=first or content.answers,
        not_before=max(now + HELD, way.not_before or now),
    )


# --- what happens to it later -----------------------------------------------------------------------------------------


def edited(content: Content, way: Way) -> Letter:
    """Its copy is made to say what it says now, or an "edited:" follows where Telegram does not let it (PRODUCT 3)."""
    return replace(_letter("edit", content, way, headed=True), once=None, cause=None)


def reaction(source: Source, to: To, conversation: int, emoji: str | None) -> Letter:
    """The reaction under the counterpart of that message; None: none any more. A newer one takes its place."""
    return Letter(
        to=to,
        lane=Lane.COSMETIC,
        kind="react",
        params={
            "conversation": conversation,
            "from_chat": source.chat,
            "message": source.message,
            "emoji": emoji or "",
        },
        slot=f"react:{source.chat}:{source.message}",
    )


def home(source: Source, conversation: int) -> To:
    """Where one of us wrote an answer: the topic, or the private chat with the bot, under a card."""
    return letter.user(source.chat) if source.chat > 0 else letter.topic(conversation)


def deleted(source: Source, to: To, conversation: int) -> Letter:
    """The counterpart of that message is taken away."""
    return Letter(
        to=to,
        lane=Lane.ANSWER,
        kind="delete",
        params={"conversation": conversation, "from_chat": source.chat, "message": source.message},
        once=f"delete:{source.chat}:{source.message}",
    )


# --- what staff are told of it ----------------------------------------------------------------------------------------


def _told(conversation: int, key: str, source: Source, *, once: str | None = None, **params: Any) -> Letter:
    return Letter(to=letter.topic(conversation), lane=Lane.CARD, key=key, params=params, reply_to=source, once=once)


def held(conversation: int, source: Source, colleague: str, key: str, seconds: int) -> Letter:
    """Somebody has just answered: this one goes in some seconds, unless it is taken back (PRODUCT 3)."""
    said = _told(conversation, "answer-held", source, name=colleague, seconds=seconds, once=f"held:{key}")
    return replace(said, buttons=((button("button-dont-send", f"unsend:{source.chat}:{source.message}"),),))


def withdrawn(conversation: int, source: Source) -> Letter:
    """It was not sent."""
    return _told(conversation, "answer-withdrawn", source, once=f"withdrawn:{source.chat}:{source.message}")


def deleted_there(conversation: int, source: Source) -> Letter:
    """The partner's copy is gone."""
    return _told(conversation, "answer-deleted", source, once=f"deleted:{source.chat}:{source.message}")


def not_deleted(conversation: int, source: Source) -> Letter:
    """Telegram does not let it be taken away any more."""
    return _told(conversation, "answer-not-deleted", source)


def edit_stays(conversation: int, source: Source) -> Letter:
    """A delivered message was made a note: the partner's copy stays as it was (PRODUCT 3)."""
    return _told(conversation, "edit-into-note", source)


def note_stays(conversation: int, source: Source) -> Letter:
    """A note was edited: it stays a note."""
    return _told(conversation, "edit-of-note", source)


def edit_with_link(conversation: int, source: Source) -> Letter:
    """The edit holds a tracking link: the partner's copy stays as it was (PRODUCT 6)."""
    return _told(conversation, "edit-with-link", source)


def card_note(user_id: int, source: Source, album: str | None) -> Letter:
    """A note, or a command there is none of, in answer to a card: it stays in that private chat."""
    once = f"card-note:{source.chat}:{album or source.message}"
    return Letter(to=letter.user(user_id), lane=Lane.CARD, key="card-note", reply_to=source, once=once)


def card_edit_stays(user_id: int, source: Source) -> Letter:
    """An answer given from a card was made a note: the partner's copy stays as it was."""
    return Letter(to=letter.user(user_id), lane=Lane.CARD, key="card-edit-stays", reply_to=source)


def pinned(conversation: int, source: Source, name: str) -> Letter:
    """A partner's person has pinned a message in the group."""
    return Letter(
        to=letter.topic(conversation), lane=Lane.RELAY, key="partner-pinned", params={"name": name}, reply_to=source
    )
