"""How full caps are, counted anew from the leads each time, and what their chats were told (PRODUCT 6)."""

from bisect import bisect_right
from datetime import datetime

from desk import caps
from desk.caps import BEGINNING, HOUR, Judged, Lead, State, TermsOf
from desk.links import Flow
from desk.rules import Cap, Terms
from desk.terms import Version
from storage import links, people
from storage.database import Row, Tx, instant, ms

NEVER = 2**62  # the end of a window without one


def _at(value: int) -> datetime:
    at = instant(value)
    assert at is not None
    return at


async def states(
    tx: Tx, flow: Flow, version: Version, now: datetime, chat: int | None = None, as_of: datetime | None = None
) -> tuple[State, ...]:
    """Each cap of the version as it is now for that flow, in their order.

    chat: whose places are meant (our number) where a cap is not shared over the chats; None: of all of them together.
    as_of: until when leads are known, for the pace; None: now. A flow that is not made yet (0) has used nothing of its own.
    """
    return tuple([await state(tx, flow, cap, version, now, chat, as_of) for cap in version.terms.caps])


async def full(tx: Tx, flow: Flow, version: Version, now: datetime, chat: int | None = None) -> Cap | None:
    """A cap of the version in which no place is left: then there is no new link (PRODUCT 6); None: all have some."""
    return next((one.cap for one in await states(tx, flow, version, now, chat) if one.full), None)


async def state(
    tx: Tx,
    flow: Flow,
    cap: Cap,
    version: Version,
    now: datetime,
    chat: int | None = None,
    as_of: datetime | None = None,
) -> State:
    """One cap of the version in the window of that instant; the rest as above."""
    as_of = as_of or now
    start, end = caps.window(cap, now)
    what = {
        **_span(start, end),
        "goal": cap.metric,
        "statuses": f",{','.join(caps.statuses(cap))},",
        "chat": None if cap.shared else chat,
        "hour_ago": ms(as_of - HOUR),
        "as_of": ms(as_of),
    }
    if cap.scope == "flow":
        row = await tx.one("caps.count_flow", flow=flow.id, **what)
    else:
        row = await tx.one("caps.count_deal", partner=flow.partner, offer=flow.offer, **what)
    assert row is not None
    used = row["used"]
    if version.terms.over_cap.policy == "next_period":
        used += await _moved_here(tx, flow, cap, start, chat)
    return State(cap=cap, used=used, start=start, end=end, in_hour=row["in_hour"], as_of=as_of)


async def _moved_here(tx: Tx, flow: Flow, cap: Cap, start: datetime, chat: int | None) -> int:
    """Places of the window taken by leads over an earlier one."""
    earlier = await leads(tx, flow.partner, flow.offer, goal=cap.metric, until=start)
    agreed = await terms_of(tx, flow.partner, flow.offer)
    moved = [lead for lead, judged in caps.by_cap(cap, earlier, agreed) if judged.moved_to == start]
    return sum(_together(cap, lead, flow, chat) for lead in moved)


def _together(cap: Cap, lead: Lead, flow: Flow, chat: int | None) -> bool:
    return (cap.scope == "deal" or lead.flow == flow.id) and (cap.shared or chat in (None, lead.chat))


def _span(start: datetime | None, end: datetime | None) -> dict[str, int]:
    return {"start": ms(start) or 0, "until": NEVER if end is None else ms(end) or 0}


async def leads(
    tx: Tx,
    partner: int,
    offer: str,
    *,
    goal: str | None = None,
    start: datetime | None = None,
    until: datetime | None = None,
) -> list[Lead]:
    """The leads of a deal in their order; of one goal, and within [start, until), if these are given."""
    rows = await tx.scan("caps.leads", partner=partner, offer=offer, goal=goal, **_span(start, until))
    return [_lead(row) for row in rows]


def _lead(row: Row) -> Lead:
    names = ("source", "goal", "external", "flow", "chat", "status")
    clicked = instant(row["clicked_at"])
    return Lead(**{name: row[name] for name in names}, at=_at(row["at"]), clicked_at=clicked)


async def flows(tx: Tx, partner: int, offer: str) -> list[Flow]:
    """The flows of a deal."""
    names = ("id", "partner", "offer", "geo", "source")
    rows = await tx.all("caps.flows", partner=partner, offer=offer)
    return [Flow(**{name: row[name] for name in names}) for row in rows]


async def terms_of(tx: Tx, partner: int, offer: str) -> TermsOf:
    """By which terms a lead of that deal is judged: those in force for its flow at its click.

    There was no link before there were terms: a click that a source dates before them is judged by the first.
    """
    owner = await people.partner(tx, partner)
    assert owner is not None
    book = await links.book(tx, owner, offer)
    known = {flow.id: book.changes(flow, BEGINNING) for flow in await flows(tx, partner, offer)}

    def agreed(lead: Lead) -> Terms | None:
        changes = known[lead.flow]
        place = bisect_right(changes, lead.agreed_at, key=lambda change: change.at)
        version = changes[max(0, place - 1)].after if changes else None
        return version.terms if version else None

    return agreed


async def judged(tx: Tx, partner: int, offer: str) -> dict[Lead, Judged]:
    """What each counted lead of a deal is, by the terms of its click."""
    return caps.judge(await leads(tx, partner, offer), await terms_of(tx, partner, offer))
