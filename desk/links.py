"""Tracking links: tokens, addresses that do not become text by accident, and who may accept their terms (PRODUCT 6)."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NoReturn, TypeVar

from desk.chats import Chat
from desk.errors import DeskError
from desk.people import Contact
from desk.rules import Offer

#: Letters and digits that survive any messenger, without those that are taken for each other.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
TOKEN = 10  # characters, 58 bits
Kind = Literal["accepted", "read"]
Named = TypeVar("Named")


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow:
    """Partner x offer x GEO x source, made at its first link (PRODUCT, Glossary)."""

    id: int
    partner: int
    offer: str
    geo: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A flow's link of one chat; `terms` is the version under which it was issued, by the Telegram user `issued_by`."""

    id: int
    flow: Flow
    chat: int
    token: str
    terms: int
    issued_at: datetime
    issued_by: int


class TrackingUrl:
    """A partner's address. It is no text: `str`, `format` and `+` raise, so that it cannot slip into a message.

    `reveal` is called in one place, the card that holds the terms (desk/letters/links.py).
    """

    __slots__ = ("_address",)

    def __init__(self, address: str) -> None:
        self._address = address

    def reveal(self) -> str:
        """The address as text, for the card."""
        return self._address

    def __str__(self) -> NoReturn:
        raise TypeError("a tracking link is shown by its card only, with its terms")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("a tracking link is shown by its card only, with its terms")

    def __repr__(self) -> str:
        return "TrackingUrl(...)"


def token(random: bytes) -> str:
    """A token of TOKEN characters, good in any address. Takes 16 random bytes; ValueError for fewer."""
    if len(random) < 16:
        raise ValueError("a token needs 16 random bytes")
    number, letters = int.from_bytes(random, "big"), ""
    for _ in range(TOKEN):
        number, digit = divmod(number, len(ALPHABET))
        letters += ALPHABET[digit]
    return letters


def url(offer: Offer, link: Link) -> TrackingUrl:
    """The link's address by the offer's template; {sub1} to {sub9} stay, for the partner to fill."""
    address = offer.url
    for macro, value in (("partner", link.flow.partner), ("flow", link.flow.id), ("link", link.token)):
        address = address.replace(f"{{{macro}}}", str(value))
    return TrackingUrl(address)


def standing(contact: Contact | None, chat: Chat) -> Kind:
    """What a press on Accept counts for: every contact of the chat's partner accepts, unless its manager has named who does;
    others have read (PRODUCT 6).

    PRODUCT 1 makes everybody a contact who writes to the bot, is not staff and belongs to no other partner. So a stranger who
    writes or presses in a bound chat is made a contact of its partner first (`joins`). Staff never accept for a partner.
    """
    return "read" if contact is None or foreign(contact, chat) or not contact.accepts else "accepted"


def foreign(contact: Contact | None, chat: Chat) -> bool:
    """Whether somebody is of another partner, and only sits in the same group."""
    return contact is not None and contact.partner != chat.partner


def joins(contact: Contact | None, chat: Chat) -> bool:
    """Whether somebody who writes or presses there, and is not staff, becomes a contact of the chat's partner."""
    return contact is None and chat.partner is not None


def offered(offer: Offer | None, geo: str | None = None, source: str | None = None) -> Offer:
    """The offer, if a new link of it can be had for that GEO and source.

    Raises DeskError `link-stale` for what desk.yaml does not have (any more), `link-closed` for a closed offer.
    """
    if (
        offer is None
        or (geo is not None and geo not in offer.geos)
        or (source is not None and source not in offer.sources)
    ):
        raise DeskError("link-stale")
    if not offer.open:
        raise DeskError("link-closed", offer=offer.name)
    return offer


def mark(source: str) -> str:
    """A short name for a source in a button's data: it means the same when desk.yaml is put in another order."""
    return hashlib.sha256(source.encode()).hexdigest()[:6]


def marked(offer: Offer, text: str) -> str:
    """The source of the offer with that mark. Raises DeskError `link-stale` for none."""
    source = next((source for source in offer.sources if mark(source) == text), None)
    if source is None:
        raise DeskError("link-stale")
    return source


def last_first(choices: Iterable[Named], recent: Sequence[Named]) -> list[Named]:
    """The choices, those taken lately first (the latest at the head), the others in their own order."""
    listed = list(choices)
    latest = [choice for choice in dict.fromkeys(recent) if choice in listed]
    return [*latest, *(choice for choice in listed if choice not in latest)]
