"""Staff and their invites, partners and their contacts, newcomers who are neither yet."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desk.newcomers import Newcomer
from desk.people import Contact, ContactRole, Partner, Reach, Role, Staff
from storage.database import Row, Tx, instant, ms


def _staff(row: Row) -> Staff:
    names = ("id", "user_id", "name", "username", "role", "locale", "zone", "reach")
    return Staff(**{name: row[name] for name in names})


async def staff(tx: Tx) -> list[Staff]:
    """All of us, by our own number."""
    return [_staff(row) for row in await tx.all("people.staff")]


async def staff_locked(tx: Tx) -> list[Staff]:
    """All of us; until the transaction ends nobody else comes, goes or changes role."""
    return [_staff(row) for row in await tx.all("people.staff_locked")]


async def staff_by_user(tx: Tx, user_id: int) -> Staff | None:
    """Who of us has that Telegram id."""
    row = await tx.one("people.staff_by_user", user_id=user_id)
    return _staff(row) if row else None


async def staff_by_id(tx: Tx, staff_id: int) -> Staff | None:
    """Who of us has that number."""
    row = await tx.one("people.staff_by_id", id=staff_id)
    return _staff(row) if row else None


async def add_staff(
    tx: Tx,
    user_id: int,
    name: str | None,
    username: str | None,
    role: Role,
    now: datetime,
    *,
    locale: str,
    zone: str,
    reach: Reach,
) -> int:
    """Take somebody in, or change the role of one who is; gives the number. name None: not known yet."""
    row = await tx.one(
        "people.add_staff",
        user_id=user_id,
        name=name,
        username=username,
        role=role,
        locale=locale,
        zone=zone,
        reach=reach,
        joined_at=ms(now),
    )
    assert row is not None
    number: int = row["id"]
    return number


async def set_role(tx: Tx, staff_id: int, role: Role) -> None:
    """Another role, from now on; the time of the digest is worked out anew."""
    await tx.run("people.set_role", id=staff_id, role=role)


async def leave(tx: Tx, staff_id: int, now: datetime) -> None:
    """The person is not one of us any more; the name stays, for what was done."""
    await tx.run("people.leave", id=staff_id, now=ms(now))


async def set_reach(tx: Tx, user_id: int, reach: Reach) -> None:
    """Whether the bot may write to that person; nothing for people who are not staff."""
    await tx.run("people.set_reach", user_id=user_id, reach=reach)


async def rename_staff(tx: Tx, staff_id: int, name: str, username: str | None) -> None:
    """Follow a change of name at Telegram's."""
    await tx.run("people.rename_staff", id=staff_id, name=name, username=username)


async def set_locale(tx: Tx, user_id: int, locale: str) -> None:
    """The language of a person, staff or contact."""
    await tx.run("people.set_locale", user_id=user_id, locale=locale)
    await tx.run("people.set_contact_locale", user_id=user_id, locale=locale)


async def digests_due(tx: Tx, now: datetime) -> list[tuple[Staff, datetime]]:
    """Whose digest is due, and since when."""
    rows = await tx.all("people.digest_due", now=ms(now))
    return [(_staff(row), at) for row in rows if (at := instant(row["digest_at"])) is not None]


async def digests_unset(tx: Tx) -> list[Staff]:
    """Managers and heads whose next digest has no time yet."""
    return [_staff(row) for row in await tx.all("people.digest_unset")]


async def set_digest_at(tx: Tx, staff_id: int, at: datetime | None) -> None:
    """When the next digest of that person is due."""
    await tx.run("people.set_digest_at", id=staff_id, digest_at=ms(at))


async def add_invite(tx: Tx, token: str, role: Role, made_by: int, expires_at: datetime) -> None:
    """Keep a one-time invite."""
    await tx.run("people.add_invite", token=token, role=role, made_by=made_by, expires_at=ms(expires_at))


async def use_invite(tx: Tx, token: str, user_id: int, now: datetime) -> Role | None:
    """Spend an invite; the role it gives, or None when it is unknown, spent or too old."""
    row = await tx.one("people.use_invite", token=token, user_id=user_id, now=ms(now))
    return row["role"] if row else None


async def is_invite(tx: Tx, token: str) -> bool:
    """Whether that token was ever an invite of ours."""
    return await tx.one("people.invite", token=token) is not None


async def void_invites(tx: Tx, made_by: int, now: datetime) -> None:
    """The invites somebody has made and nobody has used are worth nothing any more."""
    await tx.run("people.void_invites", made_by=made_by, now=ms(now))


async def referral(tx: Tx, user_id: int, token: str, now: datetime) -> str:
    """The token of that contact's own link; `token` if there is none yet."""
    row = await tx.one("people.referral", user_id=user_id, token=token, now=ms(now))
    assert row is not None
    kept: str = row["token"]
    return kept


async def referred_by(tx: Tx, token: str) -> int | None:
    """The partner whose contact has that link; None for a token nobody has."""
    row = await tx.one("people.referred_by", token=token)
    return row["partner"] if row else None


async def alone(tx: Tx, limit: int = 1) -> list[Partner]:
    """Partners whom nobody looks after, the oldest first."""
    return [_partner(row) for row in await tx.all("people.alone", limit=limit)]


async def count_alone(tx: Tx) -> int:
    """How many partners nobody looks after."""
    row = await tx.one("people.count_alone")
    return row["count"] if row else 0


async def give(tx: Tx, partner_id: int, manager: int) -> bool:
    """Let somebody look after a partner; False when somebody does already."""
    return await tx.one("people.give", id=partner_id, manager=manager) is not None


async def count_partners(tx: Tx, manager: int) -> int:
    """How many partners somebody looks after."""
    row = await tx.one("people.count_partners", manager=manager)
    return row["count"] if row else 0


async def let_go(tx: Tx, manager: int) -> list[int]:
    """The partners of that person have nobody any more; gives their numbers."""
    return [row["id"] for row in await tx.all("people.let_go", manager=manager)]


def _partner(row: Row) -> Partner:
    made = instant(row["created_at"])
    assert made is not None
    return Partner(
        id=row["id"],
        name=row["name"],
        tier=row["tier"],
        manager=row["manager"],
        created_at=made,
        tier_until=instant(row["tier_until"]),
    )


async def add_partner(tx: Tx, name: str, manager: int | None, now: datetime, tier: str = "new") -> Partner:
    """A new partner."""
    row = await tx.one("people.add_partner", name=name, tier=tier, manager=manager, created_at=ms(now))
    assert row is not None
    found = await partner(tx, row["id"])
    assert found is not None
    return found


async def partner(tx: Tx, partner_id: int) -> Partner | None:
    """The partner of that number."""
    row = await tx.one("people.partner", id=partner_id)
    return _partner(row) if row else None


async def partners(tx: Tx, limit: int = 10_000) -> list[Partner]:
    """All partners by name, at most `limit`."""
    return [_partner(row) for row in await tx.all("people.partners", limit=limit)]


async def load_of_managers(tx: Tx, since: datetime) -> Mapping[int, int]:
    """How many partners of each manager had an episode since then."""
    return {row["manager"]: row["partners"] for row in await tx.all("people.load_of_managers", since=ms(since))}


async def add_contact(tx: Tx, contact: Contact) -> bool:
    """A person of a partner; one who is known already stays where he is, and False is given."""
    row = await tx.one(
        "people.add_contact",
        user_id=contact.user_id,
        partner=contact.partner,
        name=contact.name,
        username=contact.username,
        locale=contact.locale,
    )
    return row is not None


async def contact(tx: Tx, user_id: int) -> Contact | None:
    """The person of a partner with that Telegram id."""
    row = await tx.one("people.contact", user_id=user_id)
    return contact_of(row) if row else None


async def set_acceptor(tx: Tx, user_id: int, acceptor: bool) -> None:
    """Whether that contact is named to accept terms for the partner."""
    await tx.run("people.set_acceptor", user_id=user_id, acceptor=int(acceptor))


async def set_contact_role(tx: Tx, user_id: int, role: ContactRole | None) -> None:
    """What that contact does for the partner; None: not known."""
    await tx.run("people.set_contact_role", user_id=user_id, role=role)


def contact_of(row: Row) -> Contact:
    """The contact of a row that `people.contact` or `tools.contacts` gives."""
    names = ("user_id", "partner", "name", "username", "locale", "role")
    said = {name: row[name] for name in names}
    return Contact(**said, acceptor=bool(row["acceptor"]), accepts=bool(row["accepts"]))


def _newcomer(row: Row) -> Newcomer:
    started = instant(row["started_at"])
    assert started is not None
    return Newcomer(
        user_id=row["user_id"],
        name=row["name"],
        username=row["username"],
        locale=row["locale"],
        payload=row["payload"],
        step=row["step"],
        answers=json.loads(row["answers"]),
        started_at=started,
        due_at=instant(row["due_at"]),
        met_at=instant(row["met_at"]),
        brought_by=row["brought_by"],
    )


async def add_newcomer(tx: Tx, newcomer: Newcomer) -> bool:
    """Remember a stranger's first /start; False when he has been here before."""
    row = await tx.one(
        "people.add_newcomer",
        user_id=newcomer.user_id,
        name=newcomer.name,
        username=newcomer.username,
        locale=newcomer.locale,
        payload=newcomer.payload,
        step=newcomer.step,
        answers=json.dumps(dict(newcomer.answers), ensure_ascii=False),
        started_at=ms(newcomer.started_at),
        brought_by=newcomer.brought_by,
    )
    return row is not None


async def set_origin(tx: Tx, newcomer: Newcomer) -> None:
    """Keep what brought a stranger, unless something is known already."""
    await tx.run(
        "people.set_origin",
        user_id=newcomer.user_id,
        payload=newcomer.payload,
        brought_by=newcomer.brought_by,
    )


async def newcomer(tx: Tx, user_id: int) -> Newcomer | None:
    """What is known of a stranger."""
    row = await tx.one("people.newcomer", user_id=user_id)
    return _newcomer(row) if row else None


async def save_newcomer(tx: Tx, newcomer: Newcomer) -> None:
    """Keep where the wizard stands."""
    await tx.run(
        "people.save_newcomer",
        user_id=newcomer.user_id,
        locale=newcomer.locale,
        step=newcomer.step,
        answers=json.dumps(dict(newcomer.answers), ensure_ascii=False),
        due_at=ms(newcomer.due_at),
        met_at=ms(newcomer.met_at),
    )


async def newcomers_due(tx: Tx, now: datetime, limit: int = 100) -> list[Newcomer]:
    """Strangers who showed interest and whose quiet minutes are over (PRODUCT 2)."""
    return [_newcomer(row) for row in await tx.all("people.newcomers_due", now=ms(now), limit=limit)]


async def audit(tx: Tx, user_id: int, action: str, data: Mapping[str, Any], now: datetime) -> None:
    """Keep that somebody did something with terms, roles, policy or exports (PRODUCT 12)."""
    await tx.run(
        "people.audit", at=ms(now), user_id=user_id, action=action, data=json.dumps(dict(data), ensure_ascii=False)
    )
