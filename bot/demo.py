"""What the sandbox begins with: the desk's own people, and one partner with a manager (PRODUCT 11)."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from desk.people import Contact, Role
from storage import people, sources
from storage.database import Database

#: Roles of the demo's people by their Telegram ids; desk.example.yaml has the same people on its shifts.
ROLES: Mapping[int, Role] = {601: "sub", 602: "sub", 605: "senior", 603: "manager", 604: "head"}


async def seed(
    db: Database,
    staff: Mapping[int, tuple[str, str, str]],
    now: datetime,
    *,
    partner: str,
    contact: tuple[int, str, str],
) -> None:
    """Take in the staff (name, username, zone by Telegram id), and make the partner, its manager and its contact."""
    async with db.transaction() as tx:
        numbers = {}
        for user_id, (name, username, zone) in staff.items():
            role = ROLES[user_id]
            numbers[role] = await people.add_staff(
                tx, user_id, name, username, role, now, locale="ru", zone=zone, reach="ok"
            )
        made = await people.add_partner(tx, partner, numbers["manager"], now, tier="verified")
        user_id, name, username = contact
        person = Contact(user_id=user_id, partner=made.id, name=name, username=username, locale="ru")
        await people.add_contact(tx, person)


async def connect(db: Database, now: datetime) -> str:
    """Connect the sandbox's tracker as the manager would; gives its secret."""
    secret = secrets.token_urlsafe(24)
    async with db.transaction() as tx:
        maria = await people.staff_by_user(tx, 603)
        source = await sources.add(tx, "demo", "affise", maria.id if maria else None, now)
        if maria is not None and source is not None:
            await sources.add_ticket(tx, source, secret, maria, now + timedelta(hours=1))
            await sources.redeem(tx, secret, secret, now, timedelta())
    return secret
