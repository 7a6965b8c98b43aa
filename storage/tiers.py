"""The tiers a partner has had, has and will have: each from an instant on, none of them ever changed (PRODUCT 1, 6)."""

from datetime import datetime

from desk.people import Partner
from desk.rules import Tier
from desk.terms import Step
from storage.database import Row, Tx, instant, ms

BATCH = 100


def _step(row: Row) -> Step:
    at = instant(row["at"])
    assert at is not None
    return Step(tier=row["tier"], at=at)


async def steps(tx: Tx, partner: int) -> list[Step]:
    """All of them, in order."""
    return [_step(row) for row in await tx.all("tiers.steps", partner=partner)]


async def change(
    tx: Tx, partner: Partner, to: Tier, at: datetime, then: Tier, until: datetime | None, by: int, now: datetime
) -> None:
    """From `at` on that tier, from `until` on the tier `then`; what was planned before is not any more."""
    await tx.run("tiers.add", partner=partner.id, tier=partner.tier, at=0, made_by=None)
    await tx.run("tiers.drop_planned", partner=partner.id, now=ms(now))
    await tx.run("tiers.put", partner=partner.id, tier=to, at=ms(at), made_by=by)
    if until is not None:
        await tx.run("tiers.put", partner=partner.id, tier=then, at=ms(until), made_by=by)
    await apply(tx, partner.id, now)


async def apply(tx: Tx, partner: int, now: datetime) -> None:
    """The partner has the tier of now, until the next one."""
    await tx.run("tiers.apply", partner=partner, now=ms(now))


async def due(tx: Tx, now: datetime) -> list[int]:
    """Partners whose tier is another one by now than their row says."""
    return [row["partner"] for row in await tx.all("tiers.due", now=ms(now), limit=BATCH)]
