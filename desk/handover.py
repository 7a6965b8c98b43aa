"""What is open when one shift hands over to the next (PRODUCT 5)."""

from dataclasses import dataclass
from datetime import datetime

from desk.people import Staff
from desk.promises import Due
from desk.waiting import Case


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """Conversations in which somebody waits, the longest first (and how many more there are); what is promised for the
    hours ahead, the first due first (and how many in all); whom the bot cannot reach.
    """

    cases: tuple[Case, ...] = ()
    more: int = 0
    promises: tuple[Due, ...] = ()
    promised: int = 0
    unreachable: tuple[Staff, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sorted:
    """The same by what is to be done: nobody has it, somebody took it, it was put off."""

    waits: tuple[Case, ...]
    taken: tuple[Case, ...]
    snoozed: tuple[Case, ...]


def by_need(sheet: Sheet, now: datetime) -> Sorted:
    """What of the sheet waits, is taken (and not answered), or is snoozed at this instant."""
    found: dict[str, list[Case]] = {"waits": [], "taken": [], "snoozed": []}
    for case in sheet.cases:
        wait = case.state.waiting
        if wait is not None:
            held = "taken" if wait.lease and wait.lease.until > now else "snoozed" if wait.snooze else "waits"
            found[held].append(case)
    return Sorted(**{name: tuple(cases) for name, cases in found.items()})
