"""What evidence of a deal is made of (PRODUCT 6)."""

from datetime import datetime

from desk.terms import Version
from storage import links
from storage.database import Tx, instant


async def offers(tx: Tx, partner: int) -> list[str]:
    """The offers of which something is written about that partner."""
    return [row["offer"] for row in await tx.all("evidence.offers", partner=partner)]


async def began(tx: Tx, partner: int, offer: str) -> datetime | None:
    """When the first entry about that deal was written."""
    row = await tx.one("evidence.began", partner=partner, offer=offer)
    return instant(row["at"]) if row else None


async def lengths(tx: Tx, partner: int, offer: str) -> dict[int, int]:
    """How many entries each chain of that deal has now, by the chain's number."""
    return {row["id"]: row["entries"] for row in await tx.all("evidence.lengths", partner=partner, offer=offer)}


async def conditions(tx: Tx, partner: int, offer: str) -> list[tuple[Version, str]]:
    """Every version that has bound, binds or will bind that deal, with its body word for word as its hash is of."""
    known = await links.versions(tx, partner, offer)
    texts = {row["id"]: row["body"] for row in await tx.all("evidence.bodies", partner=partner, offer=offer)}
    return [(version, texts[version.id]) for version in known]
