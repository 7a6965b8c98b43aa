"""The cards staff get when somebody waits, what becomes of them, and the one honest line to the partner (PRODUCT 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.conversation import Called, Reason, Skip, Who
from desk.letters import letter
from desk.letters.letter import At, Lane, Letter, Lines, Person, Rows, Source, T, TopicLink, button
from desk.people import Staff

NAMED = 5  # people named to a partner at most
MENTIONED = 20  # heads mentioned at most


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What every card of a wait tells. `holder` is (staff id, name) of who has taken it, `until` when that ends."""

    conversation: int
    episode: int
    partner: str
    tier: str
    chat: str
    group: bool
    preview: str
    count: int
    since: datetime
    level: int
    levels: int
    who: Who
    people: int
    skipped: tuple[Skip, ...]
    holder: tuple[int, str] | None
    until: datetime | None


def cause(conversation: int, episode: int) -> str:
    """What revokes the cards of a wait that have not left yet."""
    return f"wait:{conversation}:{episode}"


def conversation_of(cause: str) -> int | None:
    """The conversation whose wait that cause names."""
    kind, _, rest = cause.partition(":")
    number = rest.partition(":")[0]
    return int(number) if kind == "wait" and number.isdigit() else None


def slot(conversation: int, episode: int, staff: int) -> str:
    """The live card of one person about one wait."""
    return f"card:{conversation}:{episode}:{staff}"


def card(subject: Subject, staff: int, *, silent: bool = False, renew_only: bool = False) -> Letter:
    """The card of one person: new, or edited in place; with whoever has taken it."""
    return Letter(
        to=letter.staff(staff),
        lane=Lane.CARD,
        key="card",
        params=_told(subject, staff),
        buttons=_buttons(subject, staff),
        slot=slot(subject.conversation, subject.episode, staff),
        renew_only=renew_only,
        cause=cause(subject.conversation, subject.episode),
        silent=silent,
    )


def _told(subject: Subject, staff: int) -> dict[str, object]:
    return {
        "partner": subject.partner,
        "tier": T(key=f"tier-{subject.tier}"),
        "chat": T(key="chat-group" if subject.group else "chat-private", params={"title": subject.chat}),
        "preview": subject.preview or T(key="preview-empty"),
        "count": subject.count,
        "since": At(at=subject.since),
        "state": _state(subject, staff),
    }


def _state(subject: Subject, staff: int) -> T | Lines:
    if subject.holder and subject.until:
        holder, name = subject.holder
        key = "card-taken-by-you" if holder == staff else "card-taken"
        return T(key=key, params={"name": name, "until": At(at=subject.until)})
    level = T(
        key=f"card-level-{subject.who.replace('_', '-')}",
        params={"level": min(subject.level + 1, subject.levels), "levels": subject.levels, "people": subject.people},
    )
    return Lines(items=(*skips(subject.skipped), level))


def skips(skipped: Iterable[Skip]) -> tuple[T, ...]:
    """Why levels were passed over, in words."""
    return tuple(T(key=f"skip-{skip.who.replace('_', '-')}-{skip.why}") for skip in skipped)


def _buttons(subject: Subject, staff: int) -> Rows:
    at = f"{subject.conversation}:{subject.episode}"
    topic = button("button-open-topic", topic=subject.conversation)
    none = button("button-no-answer", f"noans:{at}")
    if subject.holder is None:
        return ((button("button-take", f"take:{at}"), topic), (none,))
    return ((topic,), (none,)) if subject.holder[0] == staff else ((topic,),)


def nudge(subject: Subject, staff: int, waits: timedelta, reason: Reason, level: int, attempt: int) -> Letter:
    """The short reply under the card when the same level is called again."""
    return Letter(
        to=letter.staff(staff),
        lane=Lane.CARD,
        key="nudge-lease" if reason in ("lease_expired", "released") else "nudge",
        params={"partner": subject.partner, "waits": waits},
        once=f"nudge:{subject.conversation}:{subject.episode}:{level}:{attempt}:{staff}",
        reply_slot=slot(subject.conversation, subject.episode, staff),
        cause=cause(subject.conversation, subject.episode),
    )


def closed(subject: Subject, staff: int, how: str, name: str | None) -> Letter:
    """The card when the wait is over: who answered, or who said that no answer is needed. No buttons but the topic."""
    return Letter(
        to=letter.staff(staff),
        lane=Lane.CARD,
        key="card",
        params={
            **_told(subject, staff),
            "state": T(key=f"card-{how.replace('_', '-')}", params={"name": name or ""}),
        },
        buttons=((button("button-open-topic", topic=subject.conversation),),),
        slot=slot(subject.conversation, subject.episode, staff),
        renew_only=True,
    )


def mention(subject: Subject, heads: Sequence[tuple[str, int]], waits: timedelta, attempt: int) -> Letter:
    """The last resort: the heads by name in the topic itself, which needs nobody's private chat (PRODUCT 4)."""
    people = tuple(
        T(key="person", params={"person": Person(name=name, user_id=user_id)}) for name, user_id in heads[:MENTIONED]
    )
    return Letter(
        to=letter.topic(subject.conversation),
        lane=Lane.CARD,
        key="last-resort" if people else "last-resort-nobody",
        params={"partner": subject.partner, "waits": waits, "people": Lines(items=people)},
        once=f"mention:{subject.conversation}:{subject.episode}:{attempt}",
        cause=cause(subject.conversation, subject.episode),
    )


def vacancies(subject: Subject, event: Called, staff: Iterable[Staff]) -> list[Letter]:
    """The alarm to the heads that a level was empty or out of reach; once an hour for the same level (PRODUCT 4)."""
    gaps = [s for s in event.skipped if s.why in ("empty", "unreachable") and s.who != "manager"]
    return [
        Letter(
            to=letter.staff(head.id),
            lane=Lane.NOTICE,
            key="alarm-level",
            params={
                "what": T(key=f"skip-{gap.who.replace('_', '-')}-{gap.why}"),
                "partner": TopicLink(conversation=subject.conversation, text=subject.partner),
            },
            once=f"vacant:{gap.who}:{gap.why}:{event.at:%Y%m%d%H}:{head.id}",
        )
        for gap in gaps
        for head in staff
        if head.role == "head"
    ]


def honest(subject: Subject, chat: int, names: Sequence[str]) -> Letter:
    """The one line to a partner who has waited long: who has been called; at most once per episode (PRODUCT 4)."""
    key = "honest-head" if subject.who in ("head", "last_resort") else "honest-senior"
    return Letter(
        to=letter.chat(chat),
        lane=Lane.NOTICE,
        key=key,
        params={"names": ", ".join(names[:NAMED])} if names else {"names": T(key="honest-nobody")},
        once=f"honest:{subject.conversation}:{subject.episode}",
        cause=cause(subject.conversation, subject.episode),
    )


def undelivered(conversation: int, answer: str, why: str, author: Person) -> Letter:
    """To the author of an answer that did not reach the partner, under the answer itself (PRODUCT 3, 4)."""
    again = (button("button-send-again", f"again:{answer.removeprefix('answer:')}"),)
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.CARD,
        key="answer-failed",
        params={"why": T(key=f"failed-{why}"), "author": author},
        buttons=() if why in ("undelivered", "link") else (again,),
        once=f"undelivered:{answer}:{why}",
        reply_to=_source(answer),
    )


def answer_key(chat: int, message: int, again: int = 0) -> str:
    """The key of the letter that carries a staff message to the partner: the message's own place; `again` counts tries."""
    return f"answer:{chat}:{message}:{again}" if again else f"answer:{chat}:{message}"


def _source(answer: str) -> Source | None:
    kind, *place = answer.split(":")
    return Source(chat=int(place[0]), message=int(place[1])) if kind == "answer" and len(place) > 1 else None
