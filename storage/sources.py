"""Sources of leads: who made them, how they are understood, what opens their door (PRODUCT 6)."""

from collections.abc import Sequence
from datetime import datetime

from desk.sources import Platform, Settings, Source
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
    """Keep what a manager has said about it."""
    await tx.run("sources.change", id=source.id, settings=settings.model_dump_json(exclude_defaults=True))


async def close(tx: Tx, source: Source, now: datetime) -> None:
    """No call of it is taken any more; what it brought stays."""
    await tx.run("sources.close", id=source.id, now=ms(now))


async def heard(tx: Tx, source: int, at: datetime) -> None:
    """What it sent until then has been counted."""
    await tx.run("sources.heard", id=source, at=ms(at))


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
