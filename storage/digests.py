"""What a digest tells: facts of a person's partners within local dates, and which digests were made (PRODUCT 8)."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from desk import calendars, digest, rosters
from desk.caps import SHARES
from desk.digest import Capped, Facts, Issued, Joined, Listed, Passed, Spot, Tally, Wait
from desk.people import Staff
from desk.rules import Shifts
from storage import links, people, promises, roster, stops, unneeded
from storage.database import Row, Tx, instant, ms

SHOWN = 20  # rows read of each list; the rest are counted
CAMPAIGNS = 5  # named, the most successful first
MEASURED = 1000  # answers that make the usual time

Item = TypeVar("Item")


async def claim(tx: Tx, staff: int, day: date, now: datetime) -> bool:
    """Whether this is the first digest of that person for that local date; from now on it is made."""
    return await tx.one("digests.claim", staff=staff, day=day.isoformat(), made_at=ms(now)) is not None


async def last(tx: Tx, staff: int) -> datetime | None:
    """When the last digest of that person was made."""
    row = await tx.one("digests.last", staff=staff)
    return instant(row["made_at"]) if row else None


async def facts(
    tx: Tx, asker: Staff, days: Sequence[date], zone: str, now: datetime, shifts: Shifts | None = None
) -> Facts:
    """What happened on those local dates (in order) to the asker's own partners, or to all for a head; and what is open.

    A date that is not over ends `now`. Lists hold their first 20 rows and say how many there are.
    """
    scope: dict[str, Any] = {"manager": None if asker.role == "head" else asker.id}
    windows = [_window(day, zone, now) for day in days]
    episodes = [await _episodes(tx, scope | window) for window in windows]
    whole = {"start": windows[0]["start"], "until": windows[-1]["until"]} if windows else {"start": 0, "until": 0}
    window = scope | whole
    starts = await tx.one("digests.bare_starts", **whole)
    today = digest.span(calendars.local_date(now, zone), zone)[1]
    due, total = await promises.due(tx, today, SHOWN, **scope)
    campaigns = await tx.scan("digests.campaigns", **whole, limit=CAMPAIGNS)
    return Facts(
        episodes=dict(zip(days, episodes, strict=True)),
        waits=_listed(await tx.scan("digests.waits", **scope, limit=SHOWN), _wait),
        promises=Listed(rows=tuple(due), total=total),
        broken=await promises.broken(tx, _instant(whole["start"]), _instant(whole["until"]), **scope),
        passed=_listed(await unneeded.listed(tx, **window, limit=SHOWN), _passed),
        gaps=await _gaps(tx, shifts, now) if shifts else (),
        caps=await _caps(tx, now, scope["manager"]),
        unaccepted=await _unaccepted(tx, await links.unaccepted(tx, now, scope["manager"])),
        partners=_listed(await tx.scan("digests.partners", **window, limit=SHOWN), _joined),
        links=_listed(await tx.scan("digests.links", **window, limit=SHOWN), _issued),
        bare_starts=starts["count"] if starts else 0,
        campaigns=tuple((row["campaign"], row["count"]) for row in campaigns),
        names={person.id: person.name for person in await people.staff(tx)},
    )


def _window(day: date, zone: str, now: datetime) -> dict[str, int]:
    start, end = digest.span(day, zone)
    return {"start": _ms(start), "until": _ms(min(end, now))}


async def _episodes(tx: Tx, window: dict[str, Any]) -> tuple[Tally, ...]:
    return tuple(_tally(row) for row in await tx.scan("digests.episodes", **window))


async def _caps(tx: Tx, now: datetime, manager: int | None) -> Listed[Capped]:
    """Caps of which chats were told at 80 % and more, in the windows that are open."""
    rows = await tx.scan("digests.caps", manager=manager, least=SHARES[1], limit=SHOWN)
    return Listed(rows=tuple([await _capped(tx, row, now) for row in rows]), total=rows[0]["total"] if rows else 0)


async def _capped(tx: Tx, row: Row, now: datetime) -> Capped:
    window, flow, state = await stops.figures(tx, row["id"], now)
    names = {"geo": flow.geo if flow else None, "source": flow.source if flow else None}
    return Capped(spot=_spot(row), offer=window.offer, **names, used=state.used, value=state.cap.value)


async def _unaccepted(tx: Tx, found: Sequence[links.Unaccepted]) -> Listed[Issued]:
    """The latest first: what nobody has accepted for months must not hide this morning's."""
    rows = [await _named(tx, one) for one in reversed(found[-SHOWN:])]
    return Listed(rows=tuple(rows), total=len(found))


async def _named(tx: Tx, one: links.Unaccepted) -> Issued:
    row = await tx.one("digests.spot", chat=one.chat)
    assert row is not None
    return Issued(spot=_spot(row), offer=one.offer, geo=one.geo, source=one.source, terms=one.number, at=one.since)


async def usual_answer(tx: Tx, since: datetime, until: datetime) -> timedelta | None:
    """The median time to the first answer of the latest 1,000 questions asked in [since, until); None without any.

    So many keep it exact enough to be told, and quick enough for a greeting.
    """
    rows = await tx.scan("digests.answer_times", start=ms(since), until=ms(until), limit=MEASURED)
    return digest.percentile([(_took(row["took"]), row["count"]) for row in rows], 50)


async def _gaps(tx: Tx, shifts: Shifts, now: datetime) -> tuple[calendars.Span, ...]:
    return tuple(one.gap for one in rosters.ahead(await roster.live(tx, shifts, now), now))


def _passed(row: Row) -> Passed:
    one = unneeded.read(row)
    return Passed(spot=_spot(row), message=one.message, at=one.at, preview=one.preview, staff=one.staff)


def _listed(rows: Sequence[Row], read: Callable[[Row], Item]) -> Listed[Item]:
    return Listed(rows=tuple(read(row) for row in rows), total=rows[0]["total"] if rows else 0)


def _spot(row: Row) -> Spot:
    return Spot(conversation=row["conversation"], partner=row["partner"] or row["chat"], chat=row["chat"])


def _wait(row: Row) -> Wait:
    return Wait(spot=_spot(row), since=_instant(row["since"]), level=-1 if row["level"] is None else row["level"])


def _tally(row: Row) -> Tally:
    took = None if row["took"] is None else _took(row["took"])
    return Tally(took=took, how=row["how"], level=row["level"], own=bool(row["own"]), count=row["count"])


def _took(milliseconds: int) -> timedelta:
    return timedelta(milliseconds=max(0, milliseconds))


def _joined(row: Row) -> Joined:
    return Joined(spot=_spot(row), manager=row["manager"])


def _issued(row: Row) -> Issued:
    names = ("offer", "geo", "source", "terms")
    return Issued(spot=_spot(row), at=_instant(row["at"]), **{name: row[name] for name in names})


def _instant(value: int) -> datetime:
    return datetime.fromtimestamp(value / 1000, UTC)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
