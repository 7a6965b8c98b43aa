"""What time does to shifts: one hands over to the next, gaps are warned about, an empty shift is an alarm (PRODUCT 5)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk import rosters
from desk.letters import shifts as letters
from desk.letters.letter import Letter
from desk.rosters import Roster
from desk.rules import Rules
from storage import chats, handover, outbox, roster
from storage.database import Tx

EVERY = timedelta(minutes=1)  # how often the shifts are looked at when nothing is to change
HERE_WITHIN = timedelta(minutes=10)


async def sweep(tx: Tx, rules: Rules, now: datetime) -> int:
    """Look at the shifts when that is due; gives whether it was. Whatever restarts, nothing is said twice.

    What is compared is who is on shift and who was when it was last looked: so every change is a hand-over, whether the clock,
    a swap or a new desk.yaml made it, and after an outage there is one.
    """
    due, empty = await roster.round_due(tx)
    if due is not None and now < due:
        return 0
    shifts = await roster.live(tx, rules.shifts, now)
    await _untaken(tx, shifts, now)
    here = rosters.on_shift(shifts, now)
    if due is None:  # a new desk: nobody hands over, and whoever is on shift is taken to be there
        for person in here:
            await roster.come(tx, person, now, (), here=True)
    else:
        await _hand_over(tx, rules, shifts, here, now)
        await _not_here(tx, shifts, here, now)
    await outbox.add(tx, await _reachable(tx, shifts), now)
    await _gaps(tx, shifts, now)
    empty = await _empty(tx, shifts, here, empty, now)
    change = rosters.next_change(shifts, now)
    await roster.set_round(tx, min(now + EVERY, change or now + EVERY), empty)
    return 1


async def _hand_over(tx: Tx, rules: Rules, shifts: Roster, here: Sequence[int], now: datetime) -> None:
    were = {one.staff for one in await roster.on_duty(tx)}
    came, went = [one for one in here if one not in were], sorted(were.difference(here))
    for person in went:
        await roster.go(tx, person)
    for person in came:
        await roster.come(tx, person, now, went)
    if came or went:
        sheet = await handover.sheet(tx, rules, list(shifts.staff.values()), shifts.changes, now)
        coming = [(shifts.staff[one], rosters.until(shifts, one, now)) for one in came]
        going = [shifts.staff[one] for one in went if one in shifts.staff]
        staying = [shifts.staff[one] for one in here if one in were]
        await outbox.add(tx, letters.handover(coming, going, staying, sheet, now), now)


async def _not_here(tx: Tx, shifts: Roster, here: Sequence[int], now: datetime) -> None:
    """Whoever has not said "I am here" in time: the senior and those who were relieved are told, once."""
    for one in await roster.on_duty(tx):
        if not one.here and not one.missed and now >= one.since + HERE_WITHIN:
            await roster.missed(tx, one.staff, now)
            seniors = rosters.seniors(shifts, here, but=one.staff)
            told = [person for person in dict.fromkeys([*seniors, *one.relieves]) if person in shifts.staff]
            await outbox.add(tx, letters.not_here(told, shifts.staff[one.staff], one.since), now)


async def _reachable(tx: Tx, shifts: Roster) -> list[Letter]:
    """Those to whom the bot may not write are told where they can read it: in the staff forum, once."""
    lost = [person for person in shifts.staff.values() if person.reach in ("never_started", "blocked")]
    forums = await chats.forums(tx) if lost else ()
    return [letters.reach_me(forum, person) for forum in list(forums)[:1] for person in lost]


async def _untaken(tx: Tx, shifts: Roster, now: datetime) -> None:
    """What nobody has accepted when the shift begins is off; whoever asked works it."""
    for number, swap in await roster.begun(tx, now):
        await roster.settle(tx, number, "untaken", now)
        await outbox.add(tx, letters.settled(number, swap, shifts, "untaken"), now)


async def _gaps(tx: Tx, shifts: Roster, now: datetime) -> None:
    fresh = await roster.untold(tx, rosters.ahead(shifts, now), now)
    if fresh:
        await outbox.add(tx, letters.gaps(rosters.planners(shifts), fresh), now)


async def _empty(tx: Tx, shifts: Roster, here: Sequence[int], empty: datetime | None, now: datetime) -> datetime | None:
    """Since when nobody on shift could be called; the alarm when that begins."""
    if not shifts.shifts.rotations or any(shifts.staff[one].reach == "ok" for one in here):
        return None
    if empty is None:
        await outbox.add(tx, letters.empty(rosters.planners(shifts), [shifts.staff[one] for one in here], now), now)
    return empty or now
