"""What is said about a promise: to the partner, in the topic, and to whoever gave it (PRODUCT 7)."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.conversation import Over, Promise
from desk.letters import cards, letter
from desk.letters.digest import short
from desk.letters.letter import At, Lane, Letter, Lines, Param, Rows, Source, T, To, button
from desk.people import Staff
from desk.promises import SOON

KEY = "promise-letter"  # of an answer that only holds
NAME = 30  # units of a person's name
TITLE = 40  # of a partner's


def by(due: datetime, now: datetime) -> At:
    """When it is due: the time of day, with its date where that is not soon."""
    return At(at=due, form="t" if due - now < SOON else "dt")


def told(
    chat: int,
    conversation: int,
    source: Source,
    author: Staff,
    head: str | None,
    text: str,
    due: datetime,
    now: datetime,
) -> Letter:
    """To the partner: what is promised, by when. `head` is the signature."""
    said = T(key="promise-told" if text else "promise-told-answer", params={"text": text, "due": by(due, now)})
    answer = _answer(chat, conversation, source, author, head, said)
    return replace(answer, params={**answer.params, "due": At(at=due), "promise": text})


def held(chat: int, conversation: int, card: Source, author: Staff, head: str | None, words: str) -> Letter:
    """To the partner: "one moment", sent from under a card."""
    return _answer(chat, conversation, card, author, head, T(key="promise-what", params={"text": words}))


def _answer(chat: int, conversation: int, source: Source, author: Staff, head: str | None, said: T) -> Letter:
    """An answer of one of us in our words, on behalf of that message; its fate is an answer's."""
    speaker = (T(key="speaker", params={"name": head}),) if head else ()
    shown: dict[str, Param] = {"from_chat": source.chat, "message": source.message, "what": "text"}
    key = cards.answer_key(source.chat, source.message)
    return Letter(
        to=letter.chat(chat),
        lane=Lane.ANSWER,
        key=KEY,
        params={"conversation": conversation, "author": author.id, **shown, "lines": Lines(items=(*speaker, said))},
        once=key,
        cause=key,
    )


def held_here(conversation: int, name: str, words: str) -> Letter:
    """In the topic: "one moment" was sent to the partner."""
    params = {"name": short(name, NAME), "text": words}
    return Letter(to=letter.topic(conversation), lane=Lane.RELAY, key="promise-held", params=params)


def slot(conversation: int, number: int) -> str:
    """The line in the topic that tells of a promise."""
    return f"promise:{conversation}:{number}"


def _reminder(conversation: int, promise: Promise) -> str:
    """The live reminder; it is a new one when the promise was moved, for an edit makes no sound."""
    return f"remind:{conversation}:{promise.number}:{promise.moves}"


def noted(conversation: int, source: Source, promise: Promise, name: str, now: datetime) -> Letter:
    """In the topic, under the command: what the partner was told."""
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.RELAY,
        key="promise-noted",
        params=_params(promise, name, now),
        buttons=_buttons(conversation, promise),
        slot=slot(conversation, promise.number),
        reply_to=source,
    )


def _params(promise: Promise, name: str, now: datetime) -> dict[str, Param]:
    return {"what": cards.promised(promise.text), "due": by(promise.due, now), "name": short(name, NAME)}


def _buttons(conversation: int, promise: Promise) -> Rows:
    at = f"{conversation}:{promise.number}"
    done = button("button-promise-done", f"promise:{at}:kept")
    return ((done, button("button-promise-drop", f"promise:{at}:withdrawn")),)


def reminder(
    conversation: int,
    partner: str,
    promise: Promise,
    name: str,
    reader: Staff | None,
    later: timedelta | None,
    now: datetime,
) -> Letter:
    """To whoever promised (`name`), or stands in, before it is due; in the topic, if that `reader` is gone or out of reach.

    later: what one more delay would give; None: there is none any more.
    """
    at = f"{conversation}:{promise.number}"
    done = button("button-promise-done", f"promise:{at}:kept")
    delay = (button("button-promise-later", f"promise:{at}:later:{promise.moves}", span=later),) if later else ()
    return Letter(
        to=letter.staff(reader.id) if reader and reader.reach == "ok" else letter.topic(conversation),
        lane=Lane.CARD,
        key="promise-remind",
        params={**_params(promise, name, now), "partner": short(partner, TITLE)},
        buttons=((done, *delay), (button("button-open-topic", topic=conversation),)),
        slot=_reminder(conversation, promise),
        cause=slot(conversation, promise.number),
    )


def moved(conversation: int, chat: int, before: Promise, promise: Promise, name: str, now: datetime) -> list[Letter]:
    """It is due later: the partner is told, the line in the topic says it, the old reminder has no buttons any more."""
    honest = Letter(
        to=letter.chat(chat),
        lane=Lane.ANSWER,
        key="promise-moved" if promise.text else "promise-moved-answer",
        params={"text": promise.text, "due": by(promise.due, now)},
        once=f"moved:{conversation}:{promise.number}:{promise.moves}",
        cause=slot(conversation, promise.number),
    )
    old, params = _reminder(conversation, before), _params(promise, name, now)
    reminded = _renewed(letter.staff(promise.staff), old, "promise-later", params)
    return [honest, again(conversation, promise, name, now), reminded]


def again(conversation: int, promise: Promise, name: str, now: datetime) -> Letter:
    """The line in the topic, of a promise that is open as it reads now."""
    where, params = slot(conversation, promise.number), _params(promise, name, now)
    note = _renewed(letter.topic(conversation), where, "promise-noted", params)
    return replace(note, buttons=_buttons(conversation, promise))


def over(conversation: int, promise: Promise, how: Over, name: str, now: datetime) -> list[Letter]:
    """What became of it, in the topic's line and in the reminder; neither has buttons any more."""
    params = _params(promise, name, now)
    return [
        _renewed(letter.topic(conversation), slot(conversation, promise.number), f"promise-{how}", params),
        _renewed(letter.staff(promise.staff), _reminder(conversation, promise), f"promise-{how}", params),
    ]


def _renewed(to: To, name: str, key: str, params: dict[str, Param]) -> Letter:
    """The live message of that name as it reads now; nothing where there is none."""
    return Letter(to=to, lane=Lane.CARD, key=key, params=params, slot=name, renew_only=True, silent=True)


def withdrawn(conversation: int, chat: int, promise: Promise, now: datetime) -> Letter:
    """To the partner: what was promised is not to be waited for."""
    return Letter(
        to=letter.chat(chat),
        lane=Lane.ANSWER,
        key="promise-taken-back",
        params={"text": promise.text, "due": by(promise.due, now)},
        once=f"withdrawn:promise:{conversation}:{promise.number}",
    )
