"""Terms in time: what begins or ends is announced before, whoever has not accepted it by then is called for, tiers end, and
what is pinned in chats is kept current (PRODUCT 6)."""

from datetime import datetime, timedelta

from desk.letters import terms as letters
from desk.publishing import ARRIVAL
from desk.rules import Rules
from storage import announcing, marks, outbox, people, summaries, tiers, tools
from storage.database import Tx

BACK = timedelta(days=1)  # how far back a change is looked for that nobody has announced


async def sweep(tx: Tx, rules: Rules, now: datetime) -> int:
    """Do what is due; gives how much that was. Doing it again does nothing."""
    done = await _tiers(tx, now) + await announcing.postpone(tx, rules, now)
    await _stir(tx, rules, now)
    done += await summaries.renew(tx, rules, now, now - BACK)
    return done + await announcing.begin(tx, rules, now)


async def _tiers(tx: Tx, now: datetime) -> int:
    """Partners whose tier has come to its end get the one that was to follow; their topics are told."""
    due = await tiers.due(tx, now)
    for number in due:
        before = await people.partner(tx, number)
        await tiers.apply(tx, number, now)
        after = await people.partner(tx, number)
        if before is None or after is None or before.tier == after.tier:
            continue
        rooms = [room.conversation for room in await tools.rooms(tx, number) if room.conversation is not None]
        await outbox.add(tx, [letters.tier_ended(room, after) for room in rooms], now)
    return len(due)


async def _stir(tx: Tx, rules: Rules, now: datetime) -> None:
    """Have looked over what began or ended since the last time, and what will end when its notice must have been given."""
    since = await marks.at(tx, "terms") or now
    ahead = rules.terms.notice + ARRIVAL
    for span in ({"since": since, "now": now}, {"since": since + ahead, "now": now + ahead}):
        await announcing.stir(tx, **span)
    await marks.put(tx, "terms", now)
