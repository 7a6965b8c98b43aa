"""Links of offers that staff give out: asked for once, given once for every chat of the partner, or refused (PRODUCT 6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desk.chats import Chat
from desk.people import Staff
from storage.database import Row, Tx, instant, ms

State = Literal["asked", "given", "refused"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    """A flow of an offer that staff give out: in which chat and by whom (Telegram id, name) it was asked for, and how it stands."""

    id: int
    partner: int
    offer: str
    geo: str
    source: str
    chat: int
    user_id: int
    name: str
    state: State
    asked_at: datetime


def _approval(row: Row) -> Approval:
    names = ("id", "partner", "offer", "geo", "source", "chat", "user_id", "name", "state")
    at = instant(row["asked_at"])
    assert at is not None
    return Approval(**{name: row[name] for name in names}, asked_at=at)


async def find(tx: Tx, partner: int, offer: str, geo: str, source: str) -> Approval | None:
    """How it stands with that flow of the partner; None: nobody has asked."""
    row = await tx.one("approvals.find", partner=partner, offer=offer, geo=geo, source=source)
    return _approval(row) if row else None


async def by_id(tx: Tx, number: int) -> Approval | None:
    """That one."""
    row = await tx.one("approvals.by_id", id=number)
    return _approval(row) if row else None


async def ask(
    tx: Tx, chat: Chat, offer: str, geo: str, source: str, user_id: int, name: str, now: datetime
) -> int | None:
    """Somebody asks in that chat; the number, or None where it was asked already."""
    who = {"chat": chat.id, "user_id": user_id, "name": name, "at": ms(now)}
    row = await tx.one("approvals.ask", partner=chat.partner, offer=offer, geo=geo, source=source, **who)
    return row["id"] if row else None


async def decide(tx: Tx, number: int, state: State, staff: Staff, now: datetime, reason: str | None = None) -> bool:
    """Give or refuse what was asked for; False when somebody has decided already."""
    row = await tx.one("approvals.decide", id=number, state=state, staff=staff.id, reason=reason, at=ms(now))
    return row is not None


async def give(tx: Tx, chat: Chat, offer: str, geo: str, source: str, staff: Staff, now: datetime) -> None:
    """One of us gives it without having been asked: the partner's other chats take their links by themselves."""
    who = {"chat": chat.id, "user_id": staff.user_id, "name": staff.name, "staff": staff.id, "at": ms(now)}
    await tx.run("approvals.give", partner=chat.partner, offer=offer, geo=geo, source=source, **who)
