"""Two partners become one, and partners as a list (PRODUCT 1, 10)."""

from collections.abc import Sequence
from datetime import datetime

from desk import publishing
from desk.errors import DeskError
from desk.letters import partners as letters
from desk.letters.partners import Counts, Listed
from desk.partners import PAGE
from desk.people import Partner, Staff
from desk.rules import Rules
from storage import binding, links, outbox
from storage.database import Row, Tx, instant, ms


async def counts(tx: Tx, partner: Partner) -> Counts:
    """What belongs to a partner."""
    row = await tx.one("merging.counts", id=partner.id)
    names = ("chats", "contacts", "flows", "links")
    return Counts(**{name: row[name] if row else 0 for name in names})


async def joined(tx: Tx, kept: Partner, gone: Partner) -> int:
    """How many flows both have."""
    return len(await tx.all("merging.joined", kept=kept.id, gone=gone.id))


async def merge(tx: Tx, kept: Partner, gone: Partner, by: Staff, rules: Rules, now: datetime) -> int | None:
    """Everything of `gone` becomes `kept`'s, whose name, tier and manager stay; a conversation of it, if there is one.

    Equal flows are joined, with their links. Every topic of both is told once, the chats that came are shown the terms.
    Raises DeskError `button-stale` when one of the two is no partner any more.
    """
    pair = {"kept": kept.id, "gone": gone.id}
    if len(await tx.all("merging.lock", **pair)) != 2:
        raise DeskError("button-stale")
    rows = await tx.all("merging.conversations", **pair)
    await _flows(tx, kept, gone, now)
    await tx.run("merging.move_contacts", **pair)
    await tx.run("merging.move_chats", **pair)
    await tx.run("merging.move_brought", **pair)
    await tx.run("merging.move_approvals", **pair)
    await tx.run("merging.drop_approvals", gone=gone.id)
    for row in await tx.all("merging.agreed", gone=gone.id):
        ours, theirs = [await links.versions(tx, one.id, row["offer"]) for one in (kept, gone)]
        await links.keep(tx, publishing.joined(ours, theirs, now))
    await tx.run("merging.move_terms", **pair)
    await tx.run("merging.drop_tiers", gone=gone.id)
    await tx.run("merging.drop_drafts", gone=gone.id)
    await tx.run("merging.join_announcements", **pair)
    await tx.run("merging.drop_announcements", **pair)
    await tx.run("merging.drop_term_changes", **pair)
    await tx.run("merging.move_term_changes", **pair)
    await tx.run("merging.stir_summaries", kept=kept.id)
    await tx.run("merging.close_deals", **pair, now=ms(now))
    await tx.run("merging.move_deals", **pair)
    await tx.run("merging.move_disputes", **pair)
    await tx.run("merging.close_caps", gone=gone.id, now=ms(now))
    await tx.run("merging.move_caps", **pair)
    await tx.run("merging.forget_vip", gone=gone.id)
    await tx.run("merging.drop_partner", gone=gone.id)
    told = letters.merged_in_topics([row["conversation"] for row in rows], kept, gone, by.name)
    await outbox.add(tx, told, now)
    for row in rows:
        if row["partner"] == gone.id:
            await binding.arrived(tx, row["conversation"], rules, now)
    return next((row["conversation"] for row in rows), None)


async def _flows(tx: Tx, kept: Partner, gone: Partner, now: datetime) -> None:
    """A flow is partner x offer x GEO x source: what both have becomes one, the others change hands."""
    for row in await tx.all("merging.joined", kept=kept.id, gone=gone.id):
        await tx.run("merging.join_links", kept=row["kept"], gone=row["gone"])
        await tx.run("merging.join_exposures", kept=row["kept"], gone=row["gone"])
        await tx.run("merging.join_leads", kept=row["kept"], gone=row["gone"])
        await tx.run("merging.join_caps", kept=row["kept"], gone=row["gone"], now=ms(now))
        await tx.run("merging.drop_recount", gone=row["gone"])
        await tx.run("merging.recount", kept=row["kept"])
        await tx.run("merging.drop_flow", gone=row["gone"])
    await tx.run("merging.move_flows", kept=kept.id, gone=gone.id)


async def page(tx: Tx, manager: int | None, number: int) -> tuple[Sequence[Listed], int, int]:
    """A page of partners by name, of that manager or of all; its number, the first for one there is none of; and how many
    partners there are."""
    rows = await tx.all("merging.page", manager=manager, first=number * PAGE, limit=PAGE)
    if not rows and number:
        return await page(tx, manager, 0)
    return [_listed(row) for row in rows], number, rows[0]["total"] if rows else 0


def _listed(row: Row) -> Listed:
    made = instant(row["created_at"])
    assert made is not None
    known = Partner(id=row["id"], name=row["name"], tier=row["tier"], manager=row["manager"], created_at=made)
    return Listed(
        partner=known,
        manager=row["manager_name"],
        chats=row["chats"],
        waiting=row["waiting"],
        conversation=row["conversation"],
    )
