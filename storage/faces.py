"""New faces in a partner's group: the terms in force, once, with *Read*, and who has not confirmed them yet (PRODUCT 6)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from desk import links as rules
from desk.chats import Chat
from desk.letters import guard as letters
from desk.letters.letter import Letter, Person
from desk.letters.links import welcome
from desk.rules import Rules
from storage import conversations, links, members, outbox, people, showings, topics, witness
from storage.database import Tx

TOGETHER = timedelta(seconds=3)  # whoever comes so soon after another is shown the terms in the same message


async def came(tx: Tx, chat: Chat, persons: Sequence[Person], desk: Rules, now: datetime) -> None:
    """People are in a partner's group who were not there before: shown the terms of its live flows, if there are any.

    Staff and people of other partners are left out; bots must be.
    """
    partner = await people.partner(tx, chat.partner) if chat.partner is not None else None
    fresh = [one for one in persons if await _new(tx, chat, one, now)]
    flows = await links.live_flows(tx, chat) if partner and fresh else []
    if partner is None or not flows:
        return
    topic = await conversations.of_chat(tx, chat)
    waiting = await _unsent(tx, chat)
    if waiting is not None:
        known = [Person(name=one.name, user_id=one.user_id) for one in await members.told(tx, str(waiting.once))]
        said = [replace(waiting, params={**waiting.params, "why": welcome([*known, *fresh])})]
    else:
        said = await showings.reminders(tx, chat, partner, flows, welcome(fresh), desk, now, not_before=now + TOGETHER)
    shown = [letter for letter in said if letter.once]
    for one in fresh if shown else ():
        await members.tell(tx, chat.id, one.user_id, str(shown[-1].once))
    await outbox.add(tx, said, now)
    if shown:
        await outbox.add(tx, [letters.face(topic, fresh)], now)
        await topics.stale(tx, topic)


async def _new(tx: Tx, chat: Chat, one: Person, now: datetime) -> bool:
    foreign = rules.foreign(await people.contact(tx, one.user_id), chat)
    if foreign or await people.staff_by_user(tx, one.user_id) is not None:
        return False
    return await members.came(tx, chat.id, one.user_id, one.name, now)


async def _unsent(tx: Tx, chat: Chat) -> Letter | None:
    """The letter to others who have just come, while it waits for more."""
    once = await members.last_told(tx, chat.id)
    found = await outbox.by_once(tx, once) if once else None
    return found[0] if found and found[1] == "queued" else None


async def read(tx: Tx, chat: Chat, letter: str, person: Person, message: int, at: datetime, now: datetime) -> bool:
    """Somebody pressed *Read* under that letter; False for a letter that showed nothing of this partner's in this chat.

    It counts once for all that was shown before.
    """
    shown = await links.told(tx, chat, letter)
    if not shown:
        return False
    await links.shown(tx, letter, message, at)  # the press proves that it has arrived, whatever the sender knows
    await members.came(tx, chat.id, person.user_id, person.name, now)
    if await members.read(tx, chat.id, person.user_id, at, now):
        topic = await conversations.of_chat(tx, chat)
        for version, flows in shown:
            await witness.read(tx, chat, flows, version, person, now)
        await outbox.add(tx, [letters.read(topic, person)], now)
        await topics.stale(tx, topic)
    return True
