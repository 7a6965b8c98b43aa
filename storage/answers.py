"""Staff answers on their way to a partner: given, taken back, sent once more (PRODUCT 3, 4)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from desk import courtesy, gate, holding, promises
from desk.content import Content
from desk.conversation import AnswerFailed, Conversation, StaffAnswered, promise_of
from desk.letters import cards, letter, relay
from desk.letters import promises as letters
from desk.letters.letter import Letter, Source
from desk.people import Staff
from desk.promises import Asked
from desk.rules import Rules
from desk.waiting import Case
from storage import conversations, mirrors, outbox, people, pouring
from storage.database import Tx

TWO_AT_ONCE = timedelta(seconds=60)  # an answer so soon after a colleague's …
HELD = timedelta(seconds=5)  # … is held for so long, and may be taken back


def holds_link(message: Mapping[str, Any], rules: Rules) -> bool:
    """Whether a message (Bot API JSON) holds a tracking link, which must not go without its terms (PRODUCT 6)."""
    return gate.scan_message(message, gate.domains(rules.offers)) is not None


def way(case: Case, source: Source, staff: Staff, rules: Rules) -> relay.Way:
    """How a staff message is shown to the partner."""
    head = staff.name if rules.signature == "name" else None
    key = cards.answer_key(source.chat, source.message)
    named = head is not None and case.spoke_chat == head
    return relay.to_partner(case.chat.id, case.conversation, key, head=head, named=named, author=staff.id)


async def give(tx: Tx, case: Case, content: Content, staff: Staff, rules: Rules, at: datetime, now: datetime) -> None:
    """Send a staff message to the partner, and stop the clock as far as delivery bears it out."""
    to = way(case, content.source, staff, rules)
    colleague = _just_answered(case, staff, at)
    if colleague is not None:
        to = replace(to, not_before=now + HELD)
        seconds = round(HELD.total_seconds())
        await outbox.add(tx, [relay.held(case.conversation, content.source, colleague.name, to.key, seconds)], now)
    await mirrors.show(tx, content, to, now)
    await mirrors.spoke(tx, case, topic=None, chat=to.head)
    question = courtesy.asks(content.text)
    answered = StaffAnswered(
        at=at,
        staff=staff.id,
        answer=to.key,
        question=question,
        delivered=False,
        queued=now,
        holding=content.kind == "text" and holding.is_holding(content.text),
    )
    await said(tx, case, answered, rules, now)
    await pouring.ask(tx, case, content.source, content.text, rules, now)


async def said(
    tx: Tx, case: Case, answered: StaffAnswered, rules: Rules, now: datetime, asked: Asked | None = None
) -> Conversation:
    """Keep an answer, and what it promises if it only holds: what was asked for, or an answer in a while."""
    policy = conversations.policy_for(case, rules, now)
    events = promises.with_promise(case.state, answered, rules.promises, policy, asked)
    return (await conversations.record(tx, case, events, now)).state


async def edited(tx: Tx, case: Case, content: Content, staff: Staff, rules: Rules, at: datetime, now: datetime) -> None:
    """A "one moment" was made an answer: what it promised is kept (PRODUCT 4)."""
    key = cards.answer_key(content.source.chat, content.source.message)
    held = any(key in promise.answers and not promise.text for promise in case.state.promises)
    if not held or holding.is_holding(content.text):
        return
    question = courtesy.asks(content.text)
    answered = StaffAnswered(at=at, staff=staff.id, answer=f"{key}:edited", question=question, delivered=True)
    await said(tx, case, answered, rules, now)


async def promise(
    tx: Tx, case: Case, source: Source, staff: Staff, asked: Asked, rules: Rules, at: datetime, now: datetime
) -> None:
    """Promise the partner something: the clock stops as by "one moment", and another begins (PRODUCT 7)."""
    head = staff.name if rules.signature == "name" else None
    told = letters.told(case.chat.id, case.conversation, source, staff, head, asked.text, asked.due, now)
    await outbox.add(tx, [told], now)
    state = await said(tx, case, _holding(told, staff, at, now), rules, now, asked)
    await mirrors.spoke(tx, case, topic=None, chat=head)
    made = promise_of(state, state.promised)
    if made is not None:
        await outbox.add(tx, [letters.noted(case.conversation, source, made, staff.name, now)], now)


async def hold(tx: Tx, case: Case, card: Source, staff: Staff, rules: Rules, now: datetime) -> bool:
    """Send the partner "one moment" from under a card; False when it was sent from there already."""
    if await outbox.by_once(tx, cards.answer_key(card.chat, card.message)) is not None:
        return False
    head = staff.name if rules.signature == "name" else None
    words = rules.promises.holding.ru if case.chat.locale == "ru" else rules.promises.holding.en
    told = letters.held(case.chat.id, case.conversation, card, staff, head, words)
    await outbox.add(tx, [told, letters.held_here(case.conversation, staff.name, words)], now)
    await said(tx, case, _holding(told, staff, now, now), rules, now)
    await mirrors.spoke(tx, case, topic=None, chat=head)
    return True


def _holding(told: Letter, staff: Staff, at: datetime, now: datetime) -> StaffAnswered:
    key = str(told.once)
    return StaffAnswered(at=at, staff=staff.id, answer=key, question=False, delivered=False, queued=now, holding=True)


def _just_answered(case: Case, staff: Staff, at: datetime) -> Staff | None:
    """The colleague who answered a moment ago."""
    last = case.state.last_answer
    if last is None or last.staff == staff.id or not timedelta(0) <= at - last.at < TWO_AT_ONCE:
        return None
    return case.staff.get(last.staff)


async def withdraw(tx: Tx, case: Case, content_key: str, now: datetime) -> bool:
    """Take back an answer that has not left; False when it has. The wait it stopped runs again from its old start."""
    if not await outbox.withdraw(tx, content_key):
        return False
    await outbox.revoke(tx, content_key)  # and the name line before it
    await conversations.record(tx, case, (AnswerFailed(at=now, answer=content_key, reason="withdrawn"),), now)
    return True


async def keep_note(tx: Tx, case: Case, source: Source, album: str | None, now: datetime) -> None:
    """That message stays here, and with it the whole of its album: parts on their way are held, parts there taken away."""
    await mirrors.add_note(tx, source.chat, source.message, album)
    to = letter.chat(case.chat.id)
    shown = album and await outbox.album_shown(tx, relay.album_cause(to, source, album))
    if not album or not shown:
        return
    parts = [Source(chat=source.chat, message=part["message"]) for part in shown.params["parts"]]
    for part in parts:
        await mirrors.add_note(tx, part.chat, part.message, album)
    if not await withdraw(tx, case, str(shown.once), now):
        await outbox.add(tx, [relay.deleted(part, to, case.conversation) for part in parts], now)


async def again(tx: Tx, case: Case, key: str, rules: Rules, now: datetime) -> bool:
    """Send an answer that failed once more; False when it is not failed, was sent again already, or promises what is past."""
    found = await outbox.by_once(tx, key)
    if found is None or found[1] != "dead":
        return False
    failed = found[0]
    asked = Asked(due=failed.params["due"].at, text=failed.params["promise"]) if "due" in failed.params else None
    if asked is not None and asked.due <= now:
        return False
    _, chat, message, *tries = key.split(":")
    anew = cards.answer_key(int(chat), int(message), int(tries[0]) + 1 if tries else 1)
    if await outbox.by_once(tx, anew) is not None:
        return False
    await outbox.add(tx, [replace(failed, once=anew, cause=anew, not_before=None, expires_at=None)], now)
    source = Source(chat=int(chat), message=int(message))
    await outbox.add(tx, [relay.reaction(source, relay.home(source, case.conversation), case.conversation, None)], now)
    author = await people.staff_by_id(tx, failed.params.get("author", 0))
    if author is not None:
        text = failed.params.get("text", "")
        answered = StaffAnswered(
            at=now,
            staff=author.id,
            answer=anew,
            question=courtesy.asks(text),
            delivered=False,
            queued=now,
            holding=failed.key == letters.KEY or holding.is_holding(text),
        )
        await said(tx, case, answered, rules, now, asked)
    return True
