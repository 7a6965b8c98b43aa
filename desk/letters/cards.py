"""The cards staff get when somebody waits, what becomes of them, and the one honest line to the partner (PRODUCT 4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from desk.conversation import Called, Handover, Promise, Reason, Skip, Snooze, Who
from desk.letters import letter
from desk.letters.digest import short
from desk.letters.letter import At, Button, Lane, Letter, Lines, Param, Person, Rows, Source, T, TopicLink, button
from desk.people import Staff

NAMED = 5  # people named to a partner at most
MENTIONED = 20  # heads mentioned at most
LISTED = 10  # waits on a list
TITLE = 40  # UTF-16 units of a name on it
REASONS = ("colleague", "advertiser", "partner", "checking")  # the usual ones for a snooze


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What every card of a wait tells. `holder` is (staff id, name) of who has taken it, `until` when that ends.

    `extension`: the number of the extension that is left to the holder. `snoozes`: the minutes it may still be put off for.
    `wakers`: who may end a snooze. `names`: of everybody concerned, by staff id.
    """

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
    extension: int | None
    snooze: Snooze | None
    snoozes: tuple[int, ...]
    wakers: tuple[int, ...]
    handover: Handover | None
    names: Mapping[int, str]
    promise: Promise | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Colleague:
    """Somebody to whom a wait can be handed over, and whether that person is at work."""

    id: int
    name: str
    works: bool


def cause(conversation: int, episode: int) -> str:
    """What revokes the cards of a wait that have not left yet."""
    return f"wait:{conversation}:{episode}"


def conversation_of(cause: str) -> int | None:
    """The conversation whose wait that cause names."""
    kind, _, rest = cause.partition(":")
    number = rest.partition(":")[0]
    return int(number) if kind == "wait" and number.isdigit() else None


def calls(letter: Letter) -> bool:
    """Whether it is a card, or the nudge under one: the sound of a call."""
    return letter.key == "card" or letter.key.startswith("nudge")


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


def _state(subject: Subject, staff: int) -> Lines:
    return Lines(items=(*_broken(subject), *_standing(subject, staff), *_handed(subject, staff)))


def _standing(subject: Subject, staff: int) -> tuple[T, ...]:
    if subject.holder and subject.until:
        holder, name = subject.holder
        key = "card-taken-by-you" if holder == staff else "card-taken"
        return (T(key=key, params={"name": name, "until": At(at=subject.until)}),)
    if subject.snooze:
        return (T(key="card-snoozed", params=put_off(subject.snooze, subject.names)),)
    level = T(
        key=f"card-level-{subject.who.replace('_', '-')}",
        params={"level": min(subject.level + 1, subject.levels), "levels": subject.levels, "people": subject.people},
    )
    return (*skips(subject.skipped), level)


def put_off(snooze: Snooze, names: Mapping[int, str]) -> dict[str, Param]:
    """Who has put a wait off, until when and why, for the texts that say so."""
    usual = snooze.reason in REASONS
    reason = T(key=f"snooze-{snooze.reason}") if usual else T(key="snooze-other", params={"words": snooze.reason})
    return {"name": names.get(snooze.staff, "—"), "until": At(at=snooze.until), "reason": reason}


def handed(handover: Handover, names: Mapping[int, str]) -> dict[str, Param]:
    """Who hands a wait over, to whom, and until when it is to be accepted, for the texts that say so."""
    to = ", ".join(names.get(one, "—") for one in handover.to[:NAMED])
    return {"name": names.get(handover.staff, "—"), "to": to, "until": At(at=handover.until)}


def _handed(subject: Subject, staff: int) -> tuple[T, ...]:
    if subject.handover is None:
        return ()
    key = "card-handed-to-you" if staff in subject.handover.to else "card-handed"
    return (T(key=key, params=handed(subject.handover, subject.names)),)


def promised(text: str) -> T:
    """What was promised, in words; an answer, where nothing was said."""
    return T(key="promise-what", params={"text": text}) if text else T(key="promise-answer")


def _broken(subject: Subject) -> tuple[T, ...]:
    """What was promised and not kept, which is why somebody waits."""
    promise = subject.promise
    if promise is None:
        return ()
    due, name = At(at=promise.due, form="dt"), subject.names.get(promise.staff, "—")
    return (T(key="card-promise", params={"name": name, "due": due, "what": promised(promise.text)}),)


def skips(skipped: Iterable[Skip]) -> tuple[T, ...]:
    """Why levels were passed over, in words."""
    return tuple(T(key=f"skip-{skip.who.replace('_', '-')}-{skip.why}") for skip in skipped)


def _buttons(subject: Subject, staff: int) -> Rows:
    at = _at(subject)
    topic = button("button-open-topic", topic=subject.conversation)
    if subject.handover and staff in subject.handover.to:
        return ((button("button-accept-it", f"agree:{at}"), button("button-decline", f"decline:{at}")), (topic,))
    if subject.holder and subject.holder[0] != staff:
        return ((topic,),)
    take, none = button("button-take", f"take:{at}"), button("button-no-answer", f"noans:{at}")
    if subject.snooze:
        wake = (button("button-wake", f"wake:{at}"),) if staff in subject.wakers else ()
        return ((take, topic), (*wake, none))
    first = (take,) if subject.holder is None else _extend(subject)
    snoozes = tuple(button("button-snooze", f"snooze:{at}:{one}", minutes=one) for one in subject.snoozes)
    hold = (button("button-hold", f"hold:{at}"),) if subject.holder else ()
    return ((*first, topic), hold, snoozes, (button("button-hand-over", f"hand:{at}"), none))


def _extend(subject: Subject) -> tuple[Button, ...]:
    """The number in the button makes two presses equal one."""
    if subject.extension is None:
        return ()
    return (button("button-extend", f"extend:{_at(subject)}:{subject.extension}"),)


def _at(subject: Subject) -> str:
    return f"{subject.conversation}:{subject.episode}"


def ask_why(subject: Subject, staff: int, minutes: int) -> Letter:
    """The card, asking why the wait is put off (PRODUCT 4: a snooze needs a reason)."""
    at = f"snooze:{_at(subject)}:{minutes}"
    usual = [button(f"button-snooze-{one}", f"{at}:{one}") for one in REASONS]
    return _asking(subject, staff, T(key="card-why", params={"minutes": minutes}), [usual[:2], usual[2:]])


def ask_whom(subject: Subject, staff: int, people: Sequence[Colleague], shift: int) -> Letter:
    """The card, asking to whom the wait is handed over: one of them, or the shift (so many others)."""
    at = f"hand:{_at(subject)}"
    named = [
        button("button-person" if one.works else "button-colleague-off", f"{at}:{one.id}", name=one.name)
        for one in people
    ]
    rows = [[button("button-to-shift", f"{at}:shift", count=shift)]] if shift else []
    return _asking(subject, staff, T(key="card-whom"), [*rows, *(named[n : n + 2] for n in range(0, len(named), 2))])


def _asking(subject: Subject, staff: int, question: T, rows: Sequence[Sequence[Button]]) -> Letter:
    asked = card(subject, staff, renew_only=True)
    back = (button("button-back", f"card:{_at(subject)}"),)
    buttons = (*(tuple(row) for row in rows), back)
    return replace(asked, params={**asked.params, "state": question}, buttons=buttons)


def asked(subject: Subject, staff: int, handover: Handover) -> Letter:
    """Under a card that stood there already: it is handed over to the reader."""
    return _under(subject, staff, "card-asked", {"partner": subject.partner, **handed(handover, subject.names)})


def refused(subject: Subject, staff: int, name: str | None) -> Letter:
    """To whoever wanted to hand a wait over: `name` has declined; None: nobody has accepted in time."""
    params = {"partner": subject.partner, "name": name or ""}
    return _under(subject, staff, "card-untaken" if name is None else "card-declined", params)


def _under(subject: Subject, staff: int, key: str, params: Mapping[str, Param]) -> Letter:
    return Letter(
        to=letter.staff(staff),
        lane=Lane.CARD,
        key=key,
        params=params,
        reply_slot=slot(subject.conversation, subject.episode, staff),
        cause=cause(subject.conversation, subject.episode),
    )


#: Why a level is called once more, where it is not for time alone.
AGAIN = {
    "lease_expired": "nudge-lease",
    "released": "nudge-lease",
    "declined": "nudge-lease",
    "snooze_over": "nudge-snooze",
    "woken": "nudge-snooze",
}


def nudge(subject: Subject, staff: int, waits: timedelta, reason: Reason, level: int, attempt: int) -> Letter:
    """The short reply under the card when the same level is called again."""
    return Letter(
        to=letter.staff(staff),
        lane=Lane.CARD,
        key=AGAIN.get(reason, "nudge"),
        params={"partner": subject.partner, "waits": waits},
        once=f"nudge:{subject.conversation}:{subject.episode}:{level}:{attempt}:{staff}",
        reply_slot=slot(subject.conversation, subject.episode, staff),
        cause=cause(subject.conversation, subject.episode),
    )


Standing = Literal["waits", "taken", "over"]  # what a list says of a wait


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A wait on a list of several."""

    conversation: int
    episode: int
    partner: str
    chat: str
    group: bool
    since: datetime
    state: Standing


def waits(staff: int, name: int, lines: Sequence[Line], *, silent: bool) -> Letter:
    """Several who wait, called for at once: one message, renewed while it is of use. `name`: of the list."""
    shown = [_line(line) for line in lines[:LISTED]]
    if len(lines) > LISTED:
        shown.append(T(key="waits-more", params={"count": len(lines) - LISTED}))
    rows = [
        (
            button("button-take-of", f"take:{one.conversation}:{one.episode}:list", partner=short(one.partner, TITLE)),
            button("button-open-topic", topic=one.conversation),
        )
        for one in lines[:LISTED]
        if one.state == "waits"
    ]
    return Letter(
        to=letter.staff(staff),
        lane=Lane.CARD,
        key="waits",
        params={"lines": Lines(items=tuple(shown))},
        buttons=tuple(rows),
        slot=f"list:{staff}:{name}",
        cause=f"list:{staff}:{name}",
        silent=silent,
    )


def _line(line: Line) -> T:
    chat = {"title": short(line.chat, TITLE)} if line.group else {}
    params = {
        "partner": TopicLink(conversation=line.conversation, text=short(line.partner, TITLE)),
        "chat": T(key="chat-group" if line.group else "chat-private", params=chat),
        "since": At(at=line.since),
    }
    return T(key=f"waits-{line.state}", params=params)


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
        buttons=((button("button-solved", f"solved:{subject.conversation}:{subject.episode}"),),),
        once=f"honest:{subject.conversation}:{subject.episode}",
        slot=_honest(subject.conversation, subject.episode),
        cause=cause(subject.conversation, subject.episode),
    )


def solved(conversation: int, episode: int, chat: int) -> Letter:
    """That line, when the partner has pressed Solved: nobody is called any more."""
    slot = _honest(conversation, episode)
    return Letter(to=letter.chat(chat), lane=Lane.NOTICE, key="honest-solved", slot=slot, renew_only=True)


def _honest(conversation: int, episode: int) -> str:
    return f"honest:{conversation}:{episode}"


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
