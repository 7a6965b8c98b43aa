"""A link comes to be, or is shown again, with its card and its evidence (PRODUCT 6)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk import links as rules
from desk.chats import Chat
from desk.errors import DeskError
from desk.letters.letter import Letter
from desk.letters.links import amount
from desk.links import Flow, Link
from desk.people import Partner
from desk.rules import Cap, Offer
from desk.terms import Version
from storage import links, showings, witness
from storage.database import Tx


class Full(DeskError):
    """No new link, as that cap has no place left."""

    def __init__(self, offer: str, flow: Flow, cap: Cap) -> None:
        super().__init__("link-full", offer=offer, geo=flow.geo, source=flow.source, cap=amount(cap))
        self.cap = cap


@dataclass(frozen=True, kw_only=True, slots=True)
class Issued:
    """The link of a chat, its card, the version on it, and whether the link is a new one."""

    link: Link
    version: Version
    card: Letter
    new: bool


async def give(
    tx: Tx, chat: Chat, partner: Partner, offer: Offer, geo: str, source: str, by: Mapping[str, Any], now: datetime
) -> Issued:
    """This chat's own link of that flow, with the card to be sent; `by` is a person as evidence has one.

    Raises DeskError `terms-none` or `terms-ambiguous` where not exactly one version is in force, Full where a cap has no
    place left: then there is no new link, and those that live go on.
    """
    version = await links.in_force(tx, partner, links.unmade(partner, offer.id, geo, source), now)
    flow = await links.flow(tx, chat, offer.id, geo, source)
    if await links.of_flow(tx, flow, chat) is None:
        await _room(tx, chat.id, offer, flow, version, now)
    token = rules.token(secrets.token_bytes(16))
    link, new = await links.issue(tx, chat, flow, version, token, int(by["user"]), now)
    if new:
        await witness.issued(tx, chat, link, version, by, now)
    return Issued(link=link, version=version, card=await showings.card(tx, chat, link, offer, version, now), new=new)


async def live(tx: Tx, chat: Chat, flow: Flow) -> Link | None:
    """The chat's live link of a flow that may not be there."""
    return next((link for link in await links.of_chat(tx, chat) if _same(link.flow, flow)), None)


def _same(one: Flow, other: Flow) -> bool:
    return (one.offer, one.geo, one.source) == (other.offer, other.geo, other.source)


async def _room(tx: Tx, chat: int, offer: Offer, flow: Flow, version: Version, now: datetime) -> None:
    """Raises Full when a cap that applies has no place left."""
    used = await links.used(tx, flow, version, now, chat)
    full = next((cap for cap, count in zip(version.terms.caps, used, strict=True) if count >= cap.value), None)
    if full is not None:
        raise Full(offer.name, flow, full)
