"""Who looks after a partner: the heads' queue of those whom nobody has, and what follows when one is given (PRODUCT 2)."""

from collections.abc import Sequence
from datetime import datetime

from desk import newcomers
from desk.letters import newcomers as letters
from desk.newcomers import Candidate
from desk.people import Partner, Staff
from desk.rules import Rules
from storage import outbox, people
from storage.database import Tx, ms


async def candidates(tx: Tx, rules: Rules, now: datetime) -> Sequence[Candidate]:
    """Whom a head can give a partner to, with how many active partners each has."""
    load = await people.load_of_managers(tx, now - rules.newcomers.active_within)
    return newcomers.candidates(await people.staff(tx), load)


async def give(tx: Tx, partner: Partner, manager: Staff, by: Staff, now: datetime) -> bool:
    """Let the person look after the partner: the heads, the person and the topics learn it, whoever waits is looked at
    again (the start of the wait stays). False, and nothing is done, when somebody looks after the partner already.
    """
    if not await people.give(tx, partner.id, manager.id):
        return False
    await people.audit(tx, by.user_id, "give", {"partner": partner.id, "manager": manager.id}, now)
    await tx.run("owners.wake", partner=partner.id, now=ms(now))
    rows = await tx.all("owners.chats", partner=partner.id)
    heads = [person.id for person in await people.staff(tx) if person.role == "head"]
    said = letters.given(heads, by, partner, manager, await people.count_alone(tx))
    conversation = rows[0]["conversation"] if rows else None
    await outbox.add(tx, [*said, letters.yours(manager, partner, conversation)], now)
    return True


async def ask(tx: Tx, partner: Partner, rules: Rules, now: datetime) -> None:
    """Ask every head who shall look after that partner."""
    able = await candidates(tx, rules, now)
    heads = [person.id for person in await people.staff(tx) if person.role == "head"]
    await outbox.add(tx, [letters.alone(head, partner, able) for head in heads], now)


async def question(tx: Tx, head: Staff, rules: Rules, now: datetime) -> bool:
    """Ask that head about the partner who has been without a manager longest; False when there is none."""
    waiting = await people.alone(tx)
    for partner in waiting:
        await outbox.drop_slot(tx, letters.alone_slot(partner.id, head.id))  # asked anew, where the person is looking
        await outbox.add(tx, [letters.alone(head.id, partner, await candidates(tx, rules, now))], now)
    return bool(waiting)
