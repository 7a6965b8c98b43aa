"""What is on one person's plate: what was taken, and what waits for nobody else (PRODUCT 10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desk.conversation import Lease, Snooze
from desk.people import Staff
from desk.promises import Due


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """A conversation in which somebody waits: whose partner (`manager` is a staff id), who has it, who was called."""

    conversation: int
    partner: str
    manager: int | None
    title: str
    kind: Literal["private", "group"]
    since: datetime
    lease: Lease | None
    called: tuple[int, ...]
    snooze: Snooze | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Mine:
    """What a person has taken, what waits for that person and was taken by nobody, the oldest first; and has promised."""

    taken: tuple[Open, ...]
    waits: tuple[Open, ...]
    promised: tuple[Due, ...] = ()  # the first due first


def mine(staff: Staff, waiting: Iterable[Open], promised: Iterable[Due], now: datetime) -> Mine:
    """What of all that waits is that person's."""
    ordered = sorted(waiting, key=lambda one: (one.since, one.conversation))
    return Mine(
        taken=tuple(one for one in ordered if _holder(one, now) == staff.id),
        waits=tuple(
            one for one in ordered if _holder(one, now) is None and (staff.id in one.called or one.manager == staff.id)
        ),
        promised=tuple(promised),
    )


def _holder(one: Open, now: datetime) -> int | None:
    return one.lease.staff if one.lease is not None and one.lease.until > now else None
