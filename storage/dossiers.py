"""What evidence of a deal is made of (PRODUCT 6)."""

from datetime import datetime

from desk.dossier import Known
from desk.errors import DeskError
from storage import evidence, links, people
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


async def known(tx: Tx, partner: int, offer: str) -> Known:
    """Everything that a document of that deal is made of. Raises DeskError for a partner that there is no more."""
    owner = await people.partner(tx, partner)
    if owner is None:
        raise DeskError("button-stale")
    book = await links.book(tx, owner, offer)
    texts = {row["id"]: row["body"] for row in await tx.all("evidence.bodies", partner=partner, offer=offer)}
    return Known(
        chains=await evidence.numbered(tx, partner, offer),
        versions=[(version, texts[version.id]) for version in book.versions],
        book=book,
        sources={row["name"]: row["id"] for row in await tx.all("evidence.sources")},
    )
