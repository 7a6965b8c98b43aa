"""Taking a wait, putting it off, handing it over, giving it back, closing it: what is refused, and the event otherwise (PRODUCT 3, 4)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from desk.conversation import (
    HandoverDeclined,
    HandoverOffered,
    Opened,
    Released,
    Settled,
    Snoozed,
    Taken,
    Unneeded,
    Waiting,
    Woken,
)
from desk.errors import DeskError
from desk.letters.letter import At
from desk.people import RANK, Staff
from desk.waiting import Case, at_work, longest_snooze, may_wake

REASON = 100  # characters of a reason that are kept


def take(case: Case, staff: Staff, now: datetime) -> Taken:
    """The person owns the wait for some minutes. Raises DeskError when nobody waits, or somebody has it and keeps it."""
    waiting = _waiting(case)
    if waiting.lease is not None and waiting.lease.until > now and not _asked(waiting, staff, now):
        until = At(at=waiting.lease.until)
        if waiting.lease.staff == staff.id:
            raise DeskError("take-yours", until=until)
        raise DeskError("take-taken", name=_name(case, waiting.lease.staff), until=until)
    return Taken(at=now, staff=staff.id, until=now + span(case, staff))


def opened(case: Case, staff: Staff, passed: Unneeded, policy: str, now: datetime) -> tuple[Opened | Taken, ...]:
    """It waits since its own date; it is the person's, unless somebody waits there already."""
    waits = Opened(
        at=now, staff=staff.id, message=passed.message, since=passed.at, preview=passed.preview, policy=policy
    )
    taken = Taken(at=now, staff=staff.id, until=now + span(case, staff))
    return (waits, taken) if case.state.waiting is None else (waits,)


def extend(case: Case, staff: Staff, number: int, now: datetime) -> Taken:
    """As long again, for whoever has it; `number` is how often it had been extended when the button was shown.

    Raises DeskError when it is not theirs (any more), was extended meanwhile, or may not be extended again.
    """
    lease = _waiting(case).lease
    if lease is None or lease.until <= now or lease.staff != staff.id:
        raise DeskError("extend-theirs")
    if lease.extensions != number:
        raise DeskError("take-yours", until=At(at=lease.until))
    if lease.extensions >= case.leases.extensions:
        raise DeskError("extend-spent", until=At(at=lease.until))
    return Taken(at=now, staff=staff.id, until=lease.until + span(case, staff))


def snooze(case: Case, staff: Staff, minutes: int, reason: str, now: datetime) -> Snoozed:
    """Nobody is called for some minutes. Raises DeskError beyond the caps, without a reason, or when it is somebody else's."""
    check_snooze(case, staff, minutes, now)
    if not reason:
        raise DeskError("form-snooze")
    return Snoozed(at=now, staff=staff.id, until=now + timedelta(minutes=minutes), reason=reason[:REASON])


def check_snooze(case: Case, staff: Staff, minutes: int, now: datetime) -> None:
    """Raises DeskError when that person cannot put this wait off for so long (PRODUCT 4: 30 min each, 2 times, 60 min)."""
    waiting = _unheld(case, staff, now)
    if waiting.snooze is not None:
        name = _name(case, waiting.snooze.staff)
        raise DeskError("snooze-already", name=name, until=At(at=waiting.snooze.until))
    longest = longest_snooze(waiting, case.leases) // timedelta(minutes=1)
    if longest < 1:
        raise DeskError("snooze-spent")
    if not 1 <= minutes <= longest:
        raise DeskError("snooze-long", minutes=longest)


def wake(case: Case, staff: Staff, now: datetime) -> Woken:
    """The snooze ends now: by whoever began it, or by a senior. Raises DeskError otherwise."""
    asleep = _waiting(case).snooze
    if asleep is None:
        raise DeskError("wake-nothing")
    if not may_wake(staff, asleep):
        raise DeskError("wake-theirs", name=_name(case, asleep.staff))
    return Woken(at=now, staff=staff.id)


def hand_over(case: Case, staff: Staff, to: Iterable[Staff], now: datetime) -> HandoverOffered:
    """Those people are asked to take the wait over; until one does, everything goes on as it was (PRODUCT 4).

    Raises DeskError when it is somebody else's (a senior may all the same), is put off, or nobody is left to be asked.
    """
    waiting = _waiting(case) if RANK[staff.role] >= RANK["senior"] else _unheld(case, staff, now)
    if waiting.snooze is not None:
        name = _name(case, waiting.snooze.staff)
        raise DeskError("snooze-already", name=name, until=At(at=waiting.snooze.until))
    known = list(to)
    holder = waiting.lease.staff if waiting.lease is not None and waiting.lease.until > now else None
    if [one.id for one in known] == [holder] and waiting.lease is not None:
        raise DeskError("assign-theirs", name=known[0].name, until=At(at=waiting.lease.until))
    asked = tuple(one.id for one in known if one.id not in (staff.id, holder) and one.reach == "ok")
    if not asked:
        raise DeskError("hand-over-nobody")
    return HandoverOffered(at=now, staff=staff.id, to=asked, until=now + case.leases.handover)


def on_shift(case: Case, staff: Staff) -> list[Staff]:
    """The others on shift who can be reached."""
    ids = case.duty.people.get("on_shift", ())
    return [one for one in _others(case, staff) if one.id in ids]


def colleagues(case: Case, staff: Staff) -> list[Staff]:
    """To whom a wait can be handed: those at work first, then the partner's manager, then the higher roles."""

    def order(one: Staff) -> tuple[bool, bool, int, int]:
        return not at_work(case, one), one.id != case.partner.manager, -RANK[one.role], one.id

    return sorted(_others(case, staff), key=order)


def _others(case: Case, staff: Staff) -> list[Staff]:
    lease = case.state.lease
    taken = (staff.id, lease.staff) if lease else (staff.id,)
    return [one for one in case.staff.values() if one.id not in taken and one.reach == "ok"]


def accept(case: Case, staff: Staff, now: datetime) -> Taken:
    """The wait is that person's, who was asked. Raises DeskError when it is not on offer to the person any more."""
    if not _asked(_waiting(case), staff, now):
        raise DeskError("hand-over-over")
    return Taken(at=now, staff=staff.id, until=now + span(case, staff))


def decline(case: Case, staff: Staff, now: datetime) -> HandoverDeclined:
    """The person says no. Raises DeskError when it is not on offer to the person any more."""
    if not _asked(_waiting(case), staff, now):
        raise DeskError("hand-over-over")
    return HandoverDeclined(at=now, staff=staff.id)


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
    """How long Take holds for that person; for a deputy as long as for the manager."""
    managers = (case.partner.manager, case.duty.manager)
    return case.leases.manager if staff.id in managers else case.leases.take


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


def _unheld(case: Case, staff: Staff, now: datetime) -> Waiting:
    """The wait, which nobody else has."""
    waiting = _waiting(case)
    lease = waiting.lease
    if lease and lease.until > now and lease.staff != staff.id:
        raise DeskError("take-taken", name=_name(case, lease.staff), until=At(at=lease.until))
    return waiting


def _asked(waiting: Waiting, staff: Staff, now: datetime) -> bool:
    """Whether the wait is being handed over to that person."""
    handover = waiting.handover
    return handover is not None and staff.id in handover.to and handover.until > now


def _name(case: Case, staff: int) -> str:
    return case.staff[staff].name if staff in case.staff else "—"
