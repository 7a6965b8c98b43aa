"""A change among us: another role, or leaving; in force at once, with all that follows from it (PRODUCT 1, 10)."""

from collections.abc import Sequence
from datetime import datetime

from desk import people as rules_of_people
from desk.conversation import Released
from desk.letters import staff as letters
from desk.people import RANK, Role, Staff
from desk.rules import Rules
from storage import conversations, outbox, people
from storage.database import Row, Tx


async def change(tx: Tx, person: Staff, role: Role | None, by: Staff, rules: Rules, now: datetime) -> None:
    """Give the person that role, or (None) let go. Raises DeskError when that cannot be: same role, last head.

    Partners of somebody who cannot have any are nobody's; unused invites of somebody with a lower role are void;
    whoever leaves loses waits, cards, and everything that was still to be sent.
    """
    staff = await people.staff_locked(tx)
    rules_of_people.check_change(person, role, staff)
    alone = len(await people.let_go(tx, person.id)) if not rules_of_people.manages(role) else 0
    await people.audit(tx, by.user_id, "role", {"staff": person.id, "from": person.role, "to": role}, now)
    if role is None or RANK[role] < RANK[person.role]:
        await people.void_invites(tx, person.id, now)
    if role is None:
        await _leave(tx, person, rules, now)
    else:
        await people.set_role(tx, person.id, role)
        await outbox.add(tx, [letters.your_role(person, role)], now)
    if person.role == "head":
        await _withdraw(tx, person, await tx.all("team.screens", staff=str(person.id)), now)
    await conversations.wake_waiting(tx, now)
    heads = [one.id for one in staff if one.role == "head" and one.id != person.id]
    await outbox.add(tx, letters.changed(heads, by, person, role, alone), now)


async def _leave(tx: Tx, person: Staff, rules: Rules, now: datetime) -> None:
    await people.leave(tx, person.id, now)
    for row in await tx.all("team.taken", lease=f'%"lease":{{"staff":{person.id},%'):
        case = await conversations.case(tx, row["id"], rules, now)
        if case is not None:
            await conversations.record(tx, case, (Released(at=now, staff=person.id, expired=False),), now)
    await tx.run("team.revoke", staff=person.id)
    await _withdraw(tx, person, await tx.all("team.cards", staff=str(person.id)), now)
    await outbox.add(tx, [letters.farewell(person)], now)


async def _withdraw(tx: Tx, person: Staff, slots: Sequence[Row], now: datetime) -> None:
    """What the person may not see any more goes from the phone."""
    await outbox.add(tx, [letters.withdrawn(person, row["slot"]) for row in slots], now)
