"""Taking a wait, giving it back, handing it to somebody, closing it: what is refused, and the event otherwise (PRODUCT 3, 4)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from desk.conversation import Released, Settled, Taken, Waiting
from desk.errors import DeskError
from desk.letters.letter import At
from desk.people import RANK, Staff
from desk.waiting import Case


def take(case: Case, staff: Staff, now: datetime) -> Taken:
    """The person owns the wait for some minutes. Raises DeskError when nobody waits or somebody has it."""
    waiting = _waiting(case)
    if waiting.lease is not None and waiting.lease.until > now:
        until = At(at=waiting.lease.until)
        if waiting.lease.staff == staff.id:
            raise DeskError("take-yours", until=until)
        raise DeskError("take-taken", name=_name(case, waiting.lease.staff), until=until)
    return Taken(at=now, staff=staff.id, until=now + span(case, staff))


def assign(case: Case, staff: Staff, now: datetime) -> Taken:
    """The wait is that person's from now on, whoever had it. Raises DeskError when nobody waits, or it is theirs already."""
    waiting = _waiting(case)
    lease = waiting.lease
    if lease is not None and lease.staff == staff.id and lease.until > now:
        raise DeskError("assign-theirs", name=staff.name, until=At(at=lease.until))
    return Taken(at=now, staff=staff.id, until=now + span(case, staff))


def release(case: Case, staff: Staff, now: datetime) -> Released:
    """The wait is nobody's again: by whoever has it, or by a senior. Raises DeskError otherwise."""
    lease = _waiting(case).lease
    if lease is None or lease.until <= now:
        raise DeskError("release-nobody")
    if lease.staff != staff.id and RANK[staff.role] < RANK["senior"]:
        raise DeskError("release-theirs", name=_name(case, lease.staff))
    return Released(at=now, staff=lease.staff, expired=False)


def close(case: Case, staff: Staff, at: datetime) -> Settled:
    """Everything written up to then needs no answer. Raises DeskError when nobody waits."""
    _waiting(case)
    return Settled(at=at, staff=staff.id, how="closed")


def span(case: Case, staff: Staff) -> timedelta:
    """How long Take holds for that person."""
    return case.leases.manager if case.partner.manager == staff.id else case.leases.take


class Handled(Protocol):
    """Somebody with a Telegram id, perhaps a @username, and a name."""

    @property
    def user_id(self) -> int: ...
    @property
    def username(self) -> str | None: ...
    @property
    def name(self) -> str: ...


Somebody = TypeVar("Somebody", bound=Handled)


def named(people: Iterable[Somebody], words: str) -> list[Somebody]:
    """Those who are meant: by @username, by Telegram id, or by name, in whatever case."""
    wanted = words.casefold().removeprefix("@")
    known = list(people) if wanted else []
    exact = [one for one in known if wanted in {(one.username or "").casefold(), str(one.user_id)}]
    return exact or [one for one in known if one.name.casefold() == wanted]


def _waiting(case: Case) -> Waiting:
    if case.state.waiting is None:
        raise DeskError("nobody-waits")
    return case.state.waiting


def _name(case: Case, staff: int) -> str:
    return case.staff[staff].name if staff in case.staff else "—"
