"""Sources of leads: who made them, how they are understood, what opens their door (PRODUCT 6)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk.people import Staff, may
from desk.sources import Door, Platform, Settings, Source, digest
from storage import people
from storage.database import Row, Tx, instant, ms


async def add(tx: Tx, name: str, platform: Platform, by: int | None, now: datetime) -> Source | None:
    """A new source; None where there is one of that name, closed ones among them."""
    row = await tx.one("sources.add", name=name, platform=platform, made_by=by, made_at=ms(now))
    return _source(row) if row else None


async def ours(tx: Tx, platform: Platform, now: datetime) -> Source:
    """The one source of our own making of that sort, made when it is first needed."""
    return await by_name(tx, platform) or await add(tx, platform, platform, None, now) or await _again(tx, platform)


async def _again(tx: Tx, platform: Platform) -> Source:
    found = await by_name(tx, platform)
    assert found is not None
    return found


async def all_open(tx: Tx) -> list[Source]:
    """Those that are not closed, by name."""
    return [_source(row) for row in await tx.all("sources.all_open")]


async def by_name(tx: Tx, name: str) -> Source | None:
    """The source of that name, also if it is closed."""
    row = await tx.one("sources.by_name", name=name)
    return _source(row) if row else None


async def by_id(tx: Tx, number: int) -> Source | None:
    """The source of that number, also if it is closed."""
    row = await tx.one("sources.by_id", id=number)
    return _source(row) if row else None


async def held(tx: Tx, numbers: Sequence[int]) -> dict[int, Source]:
    """Those sources, in whose leads nobody else changes anything until the end of the transaction."""
    return {row["id"]: _source(row) for number in sorted(numbers) for row in await tx.all("sources.hold", id=number)}


async def change(tx: Tx, source: Source, settings: Settings) -> None:
    """Keep what a manager has said about it; what is wrong after that is told again."""
    await tx.run("sources.change", id=source.id, settings=settings.model_dump_json(exclude_defaults=True))
    await tx.run("sources.forget_told", source=source.id)


async def close(tx: Tx, source: Source, now: datetime) -> None:
    """No call of it is taken any more; what it brought stays."""
    await tx.run("sources.close", id=source.id, now=ms(now))


async def count_leads(tx: Tx, source: Source) -> int:
    """How many leads it has brought that are some link's."""
    row = await tx.one("sources.leads", source=source.id)
    return row["count"] if row else 0


async def heard(tx: Tx, source: int, at: datetime) -> None:
    """What it sent until then has been counted."""
    await tx.run("sources.heard", id=source, at=ms(at))


async def doors(tx: Tx, now: datetime) -> dict[str, Door]:
    """Through which trackers call, by the names of the sources."""
    found: dict[str, Door] = {}
    for row in await tx.all("sources.doors", now=ms(now)):
        known = found.get(row["name"])
        hashes = (*(known.hashes if known else ()), row["hash"])
        settings = Settings.model_validate_json(row["settings"])
        found[row["name"]] = Door(source=row["id"], hashes=hashes, addresses=settings.addresses)
    return found


async def add_ticket(tx: Tx, source: Source, ticket: str, by: Staff, until: datetime) -> None:
    """Whoever has the ticket gets a new secret, once, until that instant; tickets given before are void."""
    await tx.run("sources.void_tickets", source=source.id)
    await tx.run("sources.add_ticket", hash=digest(ticket), source=source.id, staff=by.id, until=ms(until))


async def ticket(tx: Tx, text: str, now: datetime) -> tuple[Source, int] | None:
    """The source of a ticket that is good now, and the member of the staff who asked for it."""
    row = await tx.one("sources.ticket", hash=digest(text), now=ms(now))
    source = await by_id(tx, row["source"]) if row else None
    return (source, row["staff"]) if row and source and source.closed_at is None else None


async def redeem(tx: Tx, text: str, secret: str, now: datetime, overlap: timedelta) -> Source | None:
    """Use a ticket up: the secret is valid from now on, those before it only for the overlap. None: no such ticket."""
    found = await ticket(tx, text, now)
    if found is None or await tx.one("sources.use_ticket", hash=digest(text)) is None:
        return None
    source, _ = found
    await tx.run("sources.end_secrets", source=source.id, until=ms(now + overlap))
    await tx.run("sources.add_secret", source=source.id, hash=digest(secret), now=ms(now))
    return source


async def audible(tx: Tx, source: Source) -> None:
    """It is silent no more."""
    await tx.run("sources.silent", id=source.id, at=None)


async def silent(tx: Tx, source: Source, now: datetime) -> None:
    """Its silence has been told."""
    await tx.run("sources.silent", id=source.id, at=ms(now))


async def first_time(tx: Tx, source: Source, what: str, now: datetime) -> bool:
    """Whether that has not been told of the source yet; it has from now on."""
    return await tx.one("sources.told", source=source.id, what=what, now=ms(now)) is not None


async def responsible(tx: Tx, source: Source) -> list[Staff]:
    """Who is told about it: whoever made it, or the heads where that person makes none any more."""
    staff = await people.staff(tx)
    makers = [one for one in staff if one.id == source.made_by and may(one, "source")]
    return makers or [one for one in staff if one.role == "head"]


def _source(row: Row) -> Source:
    made = instant(row["made_at"])
    assert made is not None
    return Source(
        id=row["id"],
        name=row["name"],
        platform=row["platform"],
        settings=Settings.model_validate_json(row["settings"]),
        made_by=row["made_by"],
        made_at=made,
        closed_at=instant(row["closed_at"]),
        heard_at=instant(row["heard_at"]),
        silent_at=instant(row["silent_at"]),
    )
