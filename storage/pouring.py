"""Words of ours that sound like a bigger cap: they go, and whoever wrote them is asked for a new version (PRODUCT 6)."""

from datetime import datetime

from desk import pouring
from desk.errors import DeskError
from desk.letters import caps as letters
from desk.letters.caps import Offered
from desk.letters.letter import Source
from desk.rules import Rules
from desk.waiting import Case
from storage import outbox, stops
from storage.database import Tx
from storage.stops import Meter

DOUBLE = 2  # what is proposed where no figure was named


async def ask(tx: Tx, case: Case, source: Source, text: str, rules: Rules, now: datetime) -> None:
    """The question in the topic, if the words sound like it and a cap binds links of that chat; nothing else changes."""
    found = pouring.heard(text)
    if found is None:
        return
    offered = []
    for meter in await stops.all_meters(tx, case.partner, now):
        if case.chat.id in meter.chats:
            value = found.value(meter.cap.value) or (None if found.limit else meter.cap.value * DOUBLE)
            if value is not None:
                offered.append(await _offered(tx, meter, value, rules, now))
    if offered:
        await outbox.add(tx, [letters.pour(case.conversation, source, offered)], now)


async def _offered(tx: Tx, meter: Meter, value: int, rules: Rules, now: datetime) -> Offered:
    offer = rules.offer(meter.flow.offer)
    return Offered(
        offer=offer.name if offer else meter.flow.offer,
        flow=meter.flow,
        named=meter.named,
        place=meter.version.terms.caps.index(meter.cap),
        state=await stops.state(tx, meter, now),
        value=value,
    )


async def meter(tx: Tx, case: Case, flow: int, place: int, now: datetime) -> Meter:
    """The cap that a button of the question means. Raises DeskError `button-stale` where it is no longer in force."""
    for one in await stops.all_meters(tx, case.partner, now):
        caps = one.version.terms.caps
        if one.flow.id == flow and place < len(caps) and caps[place] == one.cap:
            return one
    raise DeskError("button-stale")
