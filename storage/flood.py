"""The turns of newcomers: when what they write is shown to staff (PRODUCT 12)."""

from datetime import datetime

from desk import flood
from desk.chats import Chat
from desk.people import Partner
from desk.rules import Rules
from storage import chats
from storage.database import Tx, instant, ms


async def message(tx: Tx, chat: Chat, partner: Partner, rules: Rules, now: datetime) -> datetime:
    """When a message written now in that chat is shown in its topic: at once, unless a newcomer floods it."""
    if chat.kind != "private" or partner.tier != "new" or now >= partner.created_at + rules.newcomers.days:
        return now
    row = await tx.one("flood.of_newcomer", user_id=chat.tg_id)
    at, free_at = flood.turn(instant(row["turn_at"]) if row else None, now, flood.MESSAGES)
    await tx.run("flood.set_newcomer", user_id=chat.tg_id, turn_at=ms(free_at))
    return at


async def meeting(tx: Tx, user_id: int, now: datetime) -> datetime:
    """When the topic of a newcomer met now is begun, and with it all the person writes: at once, unless very many come."""
    row = await tx.one("flood.locked", name="meetings")
    rate = flood.shared(flood.MEETINGS, len(await chats.forums(tx)))
    at, free_at = flood.turn(instant(row["free_at"]) if row else None, now, rate)
    await tx.run("flood.set", name="meetings", free_at=ms(free_at))
    if at > now:
        await tx.run("flood.set_newcomer", user_id=user_id, turn_at=ms(flood.until(at, flood.MESSAGES)))
    return at
