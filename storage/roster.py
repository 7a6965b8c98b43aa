"""Changes by hand, absences and swaps, as they are laid over the rotations (PRODUCT 5)."""

from collections.abc import Iterable
from datetime import datetime

from desk.rosters import Absence, Changes, Override
from storage.database import Row, Tx, instant, ms


async def changes(tx: Tx, now: datetime) -> Changes:
    """Everything that holds now or later."""
    return Changes(
        overrides=tuple(_override(row) for row in await tx.all("roster.overrides", now=ms(now))),
        absences=tuple(_absence(row) for row in await tx.all("roster.absences", now=ms(now))),
    )


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
    return Absence(id=row["id"], staff=absence.staff, start=absence.start, end=absence.end, deputy=absence.deputy)


async def end_absence(tx: Tx, number: int, staff: int, now: datetime) -> Absence | None:
    """The person is back, or does not go; the absence, or None if it was over already or is somebody else's."""
    row = await tx.one("roster.end_absence", id=number, staff=staff, now=ms(now))
    return _absence(row) if row else None
