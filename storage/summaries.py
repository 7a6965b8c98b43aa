"""The summary pinned in a partner's chat: the terms in force of its live links, kept current by edits (PRODUCT 6)."""

import hashlib
from datetime import datetime

from desk.chats import Chat
from desk.letters import packing
from desk.letters import terms as letters
from desk.letters.terms import Standing
from desk.rules import Rules
from storage import announcing, chats, links, outbox, people
from storage.database import Tx

BATCH = 50  # chats in one beat


async def renew(tx: Tx, rules: Rules, now: datetime, since: datetime) -> int:
    """Look over what may be out of date: announce what nobody has announced, and say anew what is pinned; gives how many."""
    rows = await tx.all("summaries.stale", limit=BATCH)
    for row in rows:
        chat = await chats.by_id(tx, row["chat"])
        assert chat is not None
        shown = await _renew(tx, chat, row["shown"], rules, now, since)
        await tx.run("summaries.fresh", chat=chat.id, shown=shown)
    return len(rows)


async def _renew(tx: Tx, chat: Chat, shown: str, rules: Rules, now: datetime, since: datetime) -> str:
    """What it shows from now on, as a digest; empty: nothing was ever shown."""
    if chat.partner is None or chat.status != "in":
        return shown
    partner = await people.partner(tx, chat.partner)
    live = await links.of_chat(tx, chat)
    if partner is None or not (live or shown):
        return shown
    for offer in dict.fromkeys(link.flow.offer for link in live):
        await announcing.look_over(tx, partner, offer, rules, now, since)
    lines = []
    for link in live:
        version = (await links.book(tx, partner, link.flow.offer)).clear(link.flow, now)
        name = announcing.named(rules, link.flow.offer)
        lines.append(Standing(offer=name, geo=link.flow.geo, source=link.flow.source, version=version, by=None))
    said = letters.summary(chat.id, lines)
    digest = hashlib.sha256(packing.dump_params(said.params).encode()).hexdigest()
    if digest != shown:
        await outbox.add(tx, [said, *([] if shown else [letters.pinned(chat.id)])], now)
    return digest
