"""What becomes of links and their terms, written down as evidence of the deal (PRODUCT 6)."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from desk import evidence as parts
from desk.chats import Chat
from desk.letters.letter import Person
from desk.links import Flow, Kind, Link
from desk.terms import Version
from storage import chats, evidence, members, people
from storage.database import Tx


async def bound(
    tx: Tx, partner: int, version: Version, now: datetime, *, announced: bool = False, again: bool = False
) -> None:
    """A version binds the deal, or will: written down once, or again where its time is another; announced: the partner's
    chats are told of it."""
    if not again and await evidence.knows(tx, partner, version):
        return
    maker = await people.staff_by_id(tx, version.made_by) if version.made_by is not None else None
    facts = {
        "version": parts.version(version),
        "from": parts.stamp(version.valid_from),
        "to": parts.stamp(version.valid_to) if version.valid_to else None,
        "body": json.loads(version.body.json()),
        "by": parts.person(maker.user_id, maker.name, ours=True) if maker else None,
        "announced": announced,
    }
    await evidence.record(tx, partner, version.offer, "terms", facts, now)


async def issued(tx: Tx, chat: Chat, link: Link, version: Version, by: Mapping[str, object], now: datetime) -> None:
    """A link came to be."""
    facts = {
        "link": link.id,
        "token": link.token,
        "flow": parts.flow(link.flow),
        "chat": parts.chat(chat),
        "version": parts.version(version),
        "by": by,
    }
    await evidence.record(tx, link.flow.partner, link.flow.offer, "issued", facts, now)


async def shown(
    tx: Tx, chat: int, flows: Sequence[Flow], version: Version, link: int | None, message: int, at: datetime
) -> None:
    """A version has arrived in a chat, for these flows of one partner and offer."""
    place = await chats.by_id(tx, chat)
    assert place is not None
    facts = {
        "version": parts.version(version),
        "chat": parts.chat(place),
        "flows": [parts.flow(flow) for flow in flows],
        "link": link,
        "message": parts.message(place.tg_id, message),
        "people": await _people(tx, place),
    }
    await evidence.record(tx, flows[0].partner, flows[0].offer, "shown", facts, at)


async def _people(tx: Tx, chat: Chat) -> list[str]:
    """Who was there to see it, by name."""
    if chat.kind == "private":
        return [chat.title]
    return [member.name for member in await members.here(tx, chat.id)]


async def pasted(
    tx: Tx,
    chat: Chat,
    message: int,
    found: Sequence[tuple[Sequence[Flow], Sequence[int]]],
    by: Mapping[str, object],
    now: datetime,
) -> None:
    """Tracking links of these flows appeared in a chat by hand; an entry for each deal."""
    deals = dict.fromkeys((flow.partner, flow.offer) for flows, _ in found for flow in flows)
    for partner, offer in deals:
        mine = [(flows, links) for flows, links in found if any(flow.offer == offer for flow in flows)]
        facts = {
            "chat": parts.chat(chat),
            "links": [link for _, links in mine for link in links],
            "flows": [parts.flow(flow) for flows, _ in mine for flow in flows if flow.offer == offer],
            "message": parts.message(chat.tg_id, message),
            "by": by,
        }
        await evidence.record(tx, partner, offer, "pasted", facts, now)


async def read(tx: Tx, chat: Chat, flows: Sequence[Flow], version: Version, by: Person, now: datetime) -> None:
    """Somebody confirmed having read the terms that were shown without a link."""
    facts = {
        "version": parts.version(version),
        "chat": parts.chat(chat),
        "flow": parts.flow(flows[0]) if len(flows) == 1 else None,
        "link": None,
        "by": parts.person(by.user_id, by.name),
        "how": "read",
    }
    await evidence.record(tx, flows[0].partner, flows[0].offer, "accepted", facts, now)


async def accepted(
    tx: Tx, chat: Chat, link: Link, version: Version, by: Mapping[str, object], how: Kind, now: datetime
) -> None:
    """Somebody pressed Accept under a link's card."""
    facts = {
        "version": parts.version(version),
        "chat": parts.chat(chat),
        "flow": parts.flow(link.flow),
        "link": link.id,
        "by": by,
        "how": how,
    }
    await evidence.record(tx, link.flow.partner, link.flow.offer, "accepted", facts, now)
