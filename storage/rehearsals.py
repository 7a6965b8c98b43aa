"""The rehearsal: a question of nobody's goes the whole way once a day, and leaves nothing but how long it took (PRODUCT 4)."""

import json
from datetime import datetime, timedelta

from desk.content import Content
from desk.conversation import Called, PartnerWrote
from desk.letters import engine, relay
from desk.letters.letter import Letter
from desk.pulse import Rehearsal
from desk.rules import Rules
from storage import chats, conversations, inbox, marks, meeting, mirrors, outbox, people
from storage.database import Tx, ms

NOBODY = -1  # who asks: no person's id
QUESTION = "Postbacks stopped: 40 leads are missing. Is anybody there?"
NAME = "Rehearsal"
SLOT = engine.REHEARSAL


async def last(tx: Tx) -> Rehearsal | None:
    """The last one, or None: there was none yet."""
    began = await marks.at(tx, "rehearsal")
    if began is None:
        return None
    decided, shown = await marks.at(tx, "rehearsal_decided"), await marks.at(tx, "rehearsal_shown")
    return Rehearsal(
        began=began,
        decided=decided if decided and decided >= began else None,
        shown=shown if shown and shown >= began else None,
        told=await marks.reached(tx, "rehearsal") > 0,
    )


async def begin(tx: Tx, now: datetime) -> None:
    """Ask: an update as from Telegram, but for its number, of which Telegram has none."""
    asker = {"id": NOBODY, "type": "private", "first_name": NAME}
    message = {
        "message_id": 1,
        "date": int(now.timestamp()),
        "chat": asker,
        "from": {"id": NOBODY, "is_bot": False, "first_name": NAME},
        "text": QUESTION,
    }
    number = -(ms(now) or 0)
    await inbox.add(tx, [(number, NOBODY, json.dumps({"update_id": number, "message": message}))], now)
    await marks.put(tx, "rehearsal", now)


async def play(tx: Tx, content: Content, at: datetime, rules: Rules, now: datetime) -> None:
    """Do all that a stranger's question does, undo it, and say in the forum whom it would have called."""
    began = await marks.at(tx, "rehearsal")
    called = await _asked(tx, content, at, rules, now)
    await marks.put(tx, "rehearsal_decided", now)
    for forum in (await chats.forums(tx))[:1]:
        names = {person.id: person.name for person in await people.staff(tx)}
        await outbox.add(tx, [engine.rehearsal(forum, called, names, began or now)], now)


async def _asked(tx: Tx, content: Content, at: datetime, rules: Rules, now: datetime) -> Called:
    """Whom the question calls. Raises LookupError if nobody: a bug, retried and reported as any other."""
    async with tx.undone():
        chat = await meeting.private_chat(tx, NOBODY, NAME, None, "en", rules, now)
        case = await conversations.case(tx, await conversations.of_chat(tx, chat), rules, now)
        assert case is not None
        await mirrors.show(tx, content, relay.to_topic(content.source, case.conversation, head=None), now)
        wrote = PartnerWrote(
            at=at,
            message=content.source.message,
            author=NOBODY,
            substantive=True,
            preview=content.first_words,
            policy=conversations.policy_for(case, rules, now),
        )
        step = await conversations.record(tx, case, (wrote,), now)
    for event in step.events:
        if isinstance(event, Called):
            return event
    raise LookupError("a question that calls nobody")


async def shown(tx: Tx, said: Letter, at: datetime) -> None:
    """It stands in the forum: it went the whole way, and is taken away again; heads who were told that it did not hear of it."""
    found = await last(tx)
    if found is None or said.once != engine.rehearsal_key(found.began):
        return
    await marks.put(tx, "rehearsal_shown", at)
    await outbox.add(tx, [engine.rehearsal_over(said.to.id, found.began)], at)
    if found.told:
        await outbox.add(tx, engine.rehearsal_through(await _heads(tx), found.began, at), at)


async def late(tx: Tx, found: Rehearsal, within: timedelta, now: datetime) -> None:
    """Tell the heads that it has not come through in time, and how far it came."""
    await marks.put(tx, "rehearsal", found.began, reached=1)
    await outbox.add(tx, engine.rehearsal_late(await _heads(tx), found.began, found.decided is not None, within), now)


async def _heads(tx: Tx) -> list[int]:
    return [person.id for person in await people.staff(tx) if person.role == "head"]
