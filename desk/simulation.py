"""`/simulate`: who would be called for a question that nobody answers (PRODUCT 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast, get_args

from desk import duty, ladder, promises, waiting
from desk.conversation import Called
from desk.duty import Duty
from desk.errors import DeskError
from desk.people import Partner, Staff
from desk.rosters import Changes
from desk.rules import Policy, Rules

HORIZON = timedelta(hours=1)
PolicyName = Literal["default", "new", "vip"]
POLICIES = get_args(PolicyName)


@dataclass(frozen=True, kw_only=True, slots=True)
class Simulation:
    """The calls for a question asked at `at` under that policy, by that partner or (None) by one without a manager."""

    partner: str | None
    policy: PolicyName
    at: datetime
    calls: tuple[Called, ...]
    staff: Mapping[int, Staff]


def read(words: Sequence[str], now: datetime, zone: str) -> tuple[list[str], datetime]:
    """Whose question and when: `Alpha`, `Alpha 23:40`, `Alpha Media sat 23:40`, `vip 2026-11-25 12:00`; no time means now.

    Times are read as those of promises are (desk/promises.py), in `zone`.
    """
    for at in range(len(words)):
        try:
            asked = promises.read(words[at:], now, zone)
        except DeskError:
            continue
        if not asked.text:
            return list(words[:at]), asked.due
    return list(words), now


def simulate(rules: Rules, staff: Sequence[Staff], changes: Changes, about: Partner | str, at: datetime) -> Simulation:
    """What the ladder would do, by the roster as it is planned now. about: a partner, or the name of a policy."""
    partner = about if isinstance(about, Partner) else None
    name = cast("PolicyName", waiting.policy_name(partner, rules, at) if partner else about)
    policy: Policy = getattr(rules.ladder, name)

    def duty_at(now: datetime) -> Duty:
        return duty.for_manager(duty.roster(rules, staff, now, changes), partner.manager if partner else None)

    calls = ladder.simulate(policy, rules.ladder.leases, duty_at, at, HORIZON)
    known = {person.id: person for person in staff}
    return Simulation(partner=partner.name if partner else None, policy=name, at=at, calls=tuple(calls), staff=known)
