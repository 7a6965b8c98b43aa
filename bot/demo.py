"""What the sandbox begins with: the desk's own people, and one partner with a manager (PRODUCT 11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desk.people import Contact, Reach, Role
from storage import people
from storage.database import Database


@dataclass(frozen=True, kw_only=True, slots=True)
class Colleague:
    """One of us in the demo."""

    user_id: int
    name: str
    username: str
    role: Role
    zone: str
    locale: str = "ru"


async def seed(
    db: Database,
    staff: Iterable[Colleague],
    now: datetime,
    *,
    partner: str,
    contact: tuple[int, str, str],
    reach: Reach = "ok",
) -> None:
    """Take the colleagues in, and make the partner, whose manager is the first manager among them, and its contact."""
    async with db.transaction() as tx:
        managers = []
        for one in staff:
            number = await people.add_staff(
                tx, one.user_id, one.name, one.username, one.role, now, locale=one.locale, zone=one.zone, reach=reach
            )
            managers += [number] if one.role == "manager" else []
        if await people.contact(tx, contact[0]) is None:
            made = await people.add_partner(tx, partner, managers[0] if managers else None, now, tier="verified")
            user_id, name, username = contact
            person = Contact(user_id=user_id, partner=made.id, name=name, username=username, locale="ru")
            await people.add_contact(tx, person)
