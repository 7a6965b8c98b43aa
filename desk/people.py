"""Staff, partners, contacts, and the one place where authority is asked (PRODUCT 1, 10)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from desk.errors import DeskError

Role = Literal["sub", "senior", "manager", "head"]
ContactRole = Literal["owner", "lead", "buyer", "finance"]
Reach = Literal["ok", "never_started", "blocked", "gone"]
RANK: dict[str, int] = {"sub": 1, "senior": 2, "manager": 3, "head": 4}


@dataclass(frozen=True, kw_only=True, slots=True)
class Staff:
    """One of us. `id` is our own, `user_id` Telegram's; `reach` says whether the bot may write to the person."""

    id: int
    user_id: int
    name: str
    username: str | None
    role: Role
    locale: str = "ru"
    zone: str = "Europe/Moscow"
    reach: Reach = "never_started"
    acts_for: tuple[int, ...] = field(default=(), compare=False)  # whose deputy the person is now (PRODUCT 5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Partner:
    """A company or a person that drives traffic; `manager` is a staff id; the tier ends at `tier_until` (None: open)."""

    id: int
    name: str
    tier: Literal["new", "verified", "vip"]
    manager: int | None
    created_at: datetime
    tier_until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """A person of a partner, by Telegram id; `accepts` says whether an Accept of that person binds the partner (PRODUCT 6)."""

    user_id: int
    partner: int
    name: str
    username: str | None
    locale: str
    role: ContactRole | None = None
    acceptor: bool = False  # named by the manager
    accepts: bool = True  # named, or nobody is


#: The least role for each action, and whether managers may do it for their own partners only (PRODUCT 10).
ACTIONS: dict[str, tuple[Role, bool]] = {
    "answer": ("sub", False),
    "take": ("sub", False),
    "settle": ("sub", False),
    "snooze": ("sub", False),
    "note": ("sub", False),
    "promise": ("sub", False),
    "link": ("sub", False),
    "bind": ("sub", False),
    "unbind": ("manager", True),
    "move": ("manager", True),
    "merge": ("manager", True),
    "partners": ("manager", True),
    "why": ("sub", False),
    "release": ("sub", False),
    "assign": ("sub", False),
    "attention": ("sub", False),
    "look": ("sub", False),
    "evidence": ("sub", False),
    "dispute": ("sub", False),
    "settle-dispute": ("manager", True),
    "roster": ("sub", False),
    "plan": ("senior", False),
    "terms": ("manager", True),
    "tier": ("manager", True),
    "contact": ("manager", True),
    "terms:look": ("sub", False),
    "offers": ("sub", False),
    "ban": ("senior", False),
    "reassign": ("manager", True),
    "digest": ("manager", True),
    "verdict": ("manager", True),
    "simulate": ("manager", True),
    "source": ("manager", False),
    "import": ("manager", True),
    "count": ("sub", False),
    "invite:sub": ("manager", False),
    "invite:senior": ("head", False),
    "invite:manager": ("head", False),
    "staff": ("head", False),
    "give": ("head", False),
    "setup": ("head", False),
    "reload": ("head", False),
    "status": ("head", False),
    "audit": ("head", False),
}


def manages(role: Role | None) -> bool:
    """Whether partners can be somebody's; None: not one of us."""
    return role in ("manager", "head")


def check_change(person: Staff, role: Role | None, staff: Sequence[Staff]) -> None:
    """Raises DeskError when the person cannot get that role, or (None) leave: there is always a head (PRODUCT 1)."""
    if role == person.role:
        raise DeskError("staff-same-role", name=person.name)
    heads = [one.id for one in staff if one.role == "head"]
    if heads == [person.id]:
        raise DeskError("staff-last-head", name=person.name)


def may(staff: Staff | None, action: str, partner: Partner | None = None) -> bool:
    """Whether this person may do this, with this partner if one is meant. Unknown actions are refused (KeyError).

    A manager's deputy may with the manager's partners what the manager may.
    """
    least, own = ACTIONS[action]
    if staff is None:
        return False
    if own and partner is not None and partner.manager in staff.acts_for:
        return True
    if RANK[staff.role] < RANK[least]:
        return False
    if own and staff.role == "manager" and partner is not None:
        return partner.manager == staff.id
    return True
