"""Changes by hand, absences and swaps, as they are laid over the rotations (PRODUCT 5)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from desk import rosters
from desk.people import Staff
from desk.rosters import Absence, Changes, Override, Roster, Swap, Warned
from desk.rules import Shifts
from storage import people
from storage.database import Row, Tx, instant, ms

Settled = Literal["accepted", "declined", "withdrawn", "untaken"]


@dataclass(frozen=True, kw_only=True, slots=True)
class OnDuty:
    """Who was on shift when time last looked. `here`: said so; `missed`: others were told that the person did not."""

    staff: int
    since: datetime
    relieves: tuple[int, ...] = ()
    here: bool = False
    missed: bool = False


async def live(tx: Tx, shifts: Shifts, now: datetime) -> Roster:
    """Who works when, as of now."""
    return rosters.roster(shifts, await people.staff(tx), await changes(tx, now))


async def changes(tx: Tx, now: datetime) -> Changes:
    """Everything that holds now or later."""
    return Changes(
        overrides=tuple(_override(row) for row in await tx.all("roster.overrides", now=ms(now))),
        absences=await _absences(tx, now),
    )


async def _absences(tx: Tx, now: datetime) -> tuple[Absence, ...]:
    return tuple(_absence(row) for row in await tx.all("roster.absences", now=ms(now)))


async def acting(tx: Tx, staff: Staff, now: datetime) -> Staff:
    """The person, with those whose deputy the person is now."""
    return replace(staff, acts_for=rosters.acts_for(await _absences(tx, now), staff.id, now))


def _span(row: Row) -> tuple[datetime, datetime]:
    start, end = instant(row["start_at"]), instant(row["end_at"])
    assert start is not None
    assert end is not None
    return start, end


def _override(row: Row) -> Override:
    start, end = _span(row)
    return Override(id=row["id"], start=start, end=end, out=row["staff_out"], into=row["staff_in"])


def _absence(row: Row) -> Absence:
    start, end = _span(row)
    return Absence(id=row["id"], staff=row["staff"], start=start, end=end, deputy=row["deputy"])


async def override(tx: Tx, overrides: Iterable[Override], by: int, now: datetime) -> None:
    """Put changes in force. by: the staff id of who decided."""
    for one in overrides:
        await tx.run(
            "roster.add_override",
            start_at=ms(one.start),
            end_at=ms(one.end),
            staff_out=one.out,
            staff_in=one.into,
            made_by=by,
            made_at=ms(now),
        )
    await tx.run("roster.look_again")


async def add_absence(tx: Tx, absence: Absence, by: int, now: datetime) -> Absence:
    """Keep an absence, and give it with its number."""
    row = await tx.one(
        "roster.add_absence",
        staff=absence.staff,
        deputy=absence.deputy,
        start_at=ms(absence.start),
        end_at=ms(absence.end),
        made_by=by,
        made_at=ms(now),
    )
    assert row is not None
    await tx.run("roster.look_again")
    return Absence(id=row["id"], staff=absence.staff, start=absence.start, end=absence.end, deputy=absence.deputy)


async def end_absence(tx: Tx, number: int, staff: int, now: datetime) -> Absence | None:
    """The person is back, or does not go; the absence, or None if it was over already or is somebody else's."""
    row = await tx.one("roster.end_absence", id=number, staff=staff, now=ms(now))
    await tx.run("roster.look_again")
    return _absence(row) if row else None


# --- swaps ------------------------------------------------------------------------------------------------------------


async def ask(tx: Tx, swap: Swap, now: datetime) -> int | None:
    """Keep what one asks another; gives its number, or None where that was asked and is open."""
    back = swap.back or (None, None)
    row = await tx.one(
        "roster.add_swap",
        asker=swap.asker,
        other=swap.other,
        start_at=ms(swap.shift[0]),
        end_at=ms(swap.shift[1]),
        back_start=ms(back[0]),
        back_end=ms(back[1]),
        now=ms(now),
    )
    return row["id"] if row else None


async def asked(tx: Tx, number: int) -> Swap | None:
    """The swap of that number, while it is open."""
    row = await tx.one("roster.swap", id=number)
    return _swap(row) if row else None


async def settle(tx: Tx, number: int, state: Settled, now: datetime) -> bool:
    """The swap is open no more; False where it was not any more: of two presses the first one counts."""
    return await tx.one("roster.settle_swap", id=number, state=state, now=ms(now)) is not None


async def begun(tx: Tx, now: datetime) -> list[tuple[int, Swap]]:
    """Open swaps, with their numbers, whose shift (or the one in return) has begun."""
    return [(row["id"], _swap(row)) for row in await tx.all("roster.swaps_begun", now=ms(now))]


def _swap(row: Row) -> Swap:
    start, end = instant(row["back_start"]), instant(row["back_end"])
    back = (start, end) if start is not None and end is not None else None
    return Swap(asker=row["asker"], other=row["other"], shift=_span(row), back=back)


# --- what time looks at -----------------------------------------------------------------------------------------------


async def round_due(tx: Tx) -> tuple[datetime | None, datetime | None]:
    """When the shifts are looked at next (None: they never were), and since when nobody has been there."""
    row = await tx.one("roster.round")
    return (instant(row["due_at"]), instant(row["empty_at"])) if row else (None, None)


async def set_round(tx: Tx, due: datetime, empty: datetime | None) -> None:
    """When the shifts are looked at next, and since when nobody has been there."""
    await tx.run("roster.set_round", due_at=ms(due), empty_at=ms(empty))


async def on_duty(tx: Tx) -> list[OnDuty]:
    """Who was on shift when time last looked."""
    found = []
    for row in await tx.all("roster.on_duty"):
        since = instant(row["since"])
        assert since is not None
        relieves = tuple(json.loads(row["relieves"]))
        here, missed = row["here_at"] is not None, row["missed_at"] is not None
        found.append(OnDuty(staff=row["staff"], since=since, relieves=relieves, here=here, missed=missed))
    return found


async def come(tx: Tx, staff: int, now: datetime, relieves: Iterable[int], *, here: bool = False) -> None:
    """The person's shift has begun, and those others' has ended."""
    await tx.run(
        "roster.come",
        staff=staff,
        since=ms(now),
        relieves=json.dumps(list(relieves)),
        here_at=ms(now) if here else None,
    )


async def go(tx: Tx, staff: int) -> None:
    """The person's shift has ended."""
    await tx.run("roster.go", staff=staff)


async def here(tx: Tx, staff: int, now: datetime) -> bool:
    """The person says "I am here"; False when that was said before, or no shift of theirs is running."""
    return await tx.one("roster.here", staff=staff, now=ms(now)) is not None


async def missed(tx: Tx, staff: int, now: datetime) -> None:
    """Others have been told that the person did not say so."""
    await tx.run("roster.missed", staff=staff, now=ms(now))


async def untold(tx: Tx, warned: Iterable[Warned], now: datetime) -> list[Warned]:
    """Those of the gaps that have not been told of at their stage; from now on they have."""
    return [
        one
        for one in warned
        if await tx.one("roster.tell_gap", start_at=ms(one.gap[0]), stage=round(one.stage.total_seconds()), now=ms(now))
    ]
