"""What chats are told of the caps of their links: once each, in the window it is about (PRODUCT 6)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk import caps as rules_of_caps
from desk import evidence as parts
from desk.caps import STOP, Lead, Parts, State, Telling, Told
from desk.chats import Chat
from desk.errors import DeskError
from desk.letters import caps as letters
from desk.letters.caps import Listed, Notice
from desk.letters.letter import Letter
from desk.links import Flow
from desk.people import Partner
from desk.rules import Cap, Rules
from desk.terms import Version
from storage import caps, chats, conversations, counting, evidence, links, outbox, people
from storage.database import Row, Tx, instant, ms

Key = tuple[int | None, int | None, str]  # flow, chat, cap: what is counted together


@dataclass(frozen=True, kw_only=True, slots=True)
class Meter:
    """A cap that binds live links: counted for `flow` (or its whole deal), over all chats or for `chat` alone.

    `chats` have such links, and are told.
    """

    cap: Cap
    flow: Flow
    version: Version
    chat: int | None
    chats: tuple[int, ...]

    @property
    def key(self) -> Key:
        """The same for the same counter."""
        flow = self.flow.id if self.cap.scope == "flow" else None
        return flow, self.chat, self.cap.model_dump_json()

    @property
    def named(self) -> Flow | None:
        """The flow, where it is counted by flow."""
        return self.flow if self.cap.scope == "flow" else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """One that chats have been told of."""

    id: int
    partner: int
    offer: str
    flow: int | None
    chat: int | None
    cap: Cap
    terms: int
    start: datetime
    end: datetime | None

    @property
    def key(self) -> Key:
        """The counter's."""
        return self.flow, self.chat, self.cap.model_dump_json()


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What a chat was told, and what came of it."""

    told: Told
    stop_at: datetime | None = None
    repeated: bool = False
    confirmed: bool = False

    def unheeded(self, repeat: timedelta) -> datetime | None:
        """When STOP is repeated if nobody presses."""
        waits = self.stop_at is not None and not self.repeated and not self.confirmed
        return self.stop_at + repeat if waits and self.stop_at else None


NOTHING = Heard(told=Told())


def _window(row: Row) -> Window:
    start = instant(row["start"])
    assert start is not None
    same = {name: row[name] for name in ("id", "partner", "offer", "flow", "chat", "terms")}
    return Window(**same, cap=Cap.model_validate_json(row["cap"]), start=start, end=instant(row["ends"]))


def _heard(row: Row) -> Heard:
    told = Told(step=row["step"], reopened=row["reopened_at"] is not None, again=row["again_at"] is not None)
    return Heard(
        told=told,
        stop_at=instant(row["stop_at"]),
        repeated=row["repeated_at"] is not None,
        confirmed=row["confirmed_at"] is not None,
    )


async def window(tx: Tx, number: int) -> Window:
    """The window of that number, which there is."""
    row = await tx.one("stops.window", id=number)
    assert row is not None
    return _window(row)


async def state(tx: Tx, meter: Meter, now: datetime) -> State:
    """How full it is now."""
    return await caps.state(tx, meter.flow, meter.cap, meter.version, now, meter.chat)


async def figures(tx: Tx, number: int, now: datetime) -> tuple[Window, Flow | None, State]:
    """The window of that number, its flow (None: a whole deal), and how full it is now."""
    found = await window(tx, number)
    flow = next((one for one in await caps.flows(tx, found.partner, found.offer) if one.id == found.flow), None)
    whose = flow or Flow(id=0, partner=found.partner, offer=found.offer, geo="", source="")
    version = await links.version(tx, found.terms)
    return found, flow, await caps.state(tx, whose, found.cap, version, now, found.chat)


async def waiting(tx: Tx, now: datetime, limit: int) -> Sequence[tuple[int, str]]:
    """Deals (partner, offer) whose caps are to be looked at."""
    return [(row["partner"], row["offer"]) for row in await tx.all("stops.waiting", now=ms(now), limit=limit)]


async def begun(tx: Tx, since: datetime, now: datetime) -> Sequence[int]:
    """Flows for which another version came into force after `since`."""
    return [row["id"] for row in await tx.all("stops.begun", since=ms(since), now=ms(now))]


async def recount(tx: Tx, flows: Iterable[int]) -> None:
    """Their caps are to be looked at."""
    await tx.many("stops.recount", [{"flow": flow} for flow in flows])


# --- a look at a deal -----------------------------------------------------------------------------------------------------


async def look(tx: Tx, partner: int, offer: str, rules: Rules, now: datetime) -> list[Window]:
    """Count the caps of a deal anew and tell its chats what they do not know; done twice, it tells nothing twice.

    Gives the windows whose cap binds no link any more.
    """
    await tx.run("stops.claim", partner=partner, offer=offer)
    await tx.run("stops.stale", partner=partner, offer=offer)
    owner = await people.partner(tx, partner)
    assert owner is not None
    open_windows = [_window(row) for row in await tx.all("stops.windows", partner=partner, offer=offer)]
    current: set[int] = set()
    live = await meters(tx, owner, offer, now)
    for meter in live:
        current |= await _look(tx, owner, meter, open_windows, rules, now)
    over = [window for window in open_windows if window.id not in current]
    return [window for window in over if not await _close(tx, window, live, rules, now)]


async def meters(tx: Tx, owner: Partner, offer: str, now: datetime) -> list[Meter]:
    """The caps that bind live links of a deal, and the chats that have these links."""
    found: dict[Key, Meter] = {}
    for row in await tx.all("stops.live", partner=owner.id, offer=offer):
        flow = Flow(**{name: row[name] for name in ("id", "partner", "offer", "geo", "source")})
        try:
            version = await links.in_force(tx, owner, flow, now)
        except DeskError:
            continue  # no link is issued under such terms, and staff are told where it shows
        for cap in version.terms.caps:
            chat = None if cap.shared else row["chat"]
            meter = Meter(cap=cap, flow=flow, version=version, chat=chat, chats=(row["chat"],))
            known = found.get(meter.key)
            told = dict.fromkeys((*known.chats, row["chat"])) if known else meter.chats
            found[meter.key] = replace(known or meter, chats=tuple(told))
    return list(found.values())


async def all_meters(tx: Tx, owner: Partner, now: datetime) -> list[Meter]:
    """Those of every deal of the partner."""
    offers = [row["offer"] for row in await tx.all("stops.offers", partner=owner.id)]
    return [meter for offer in offers for meter in await meters(tx, owner, offer, now)]


async def _look(
    tx: Tx, owner: Partner, meter: Meter, windows: Sequence[Window], rules: Rules, now: datetime
) -> set[int]:
    """The window that is current, if chats have been told of it."""
    as_of, lag = await counting.as_of(tx, meter.flow)
    state = await caps.state(tx, meter.flow, meter.cap, meter.version, now, meter.chat, as_of)
    known = next((one.id for one in windows if (one.key, one.start) == (meter.key, state.start)), None)
    known = known or await _reopened(tx, meter, state)
    heard = await _told(tx, known) if known else {}
    news = {chat: said for chat in meter.chats if (said := rules_of_caps.tell(_of(heard, chat).told, state))}
    late = [chat for chat in meter.chats if state.full and _due(_of(heard, chat), rules, now)]
    if not (known or news):
        return set()
    number = known or await _open(tx, meter, state)
    if news or late:
        notice = await _notice(tx, meter, state, rules, number, as_of is not None, lag)
        for chat, (telling, told) in news.items():
            await _tell(tx, replace(notice, chat=chat, step=told.step), telling, told, _of(heard, chat), now)
        for chat in late:
            if chat not in news:
                again = heard[chat].told.again
                await _repeat(tx, owner, replace(notice, chat=chat, step=STOP), now, again=again)
        heard = await _told(tx, number)
    await _next(tx, number, meter, state, heard, rules)
    return {number}


def _of(heard: Mapping[int, Heard], chat: int) -> Heard:
    return heard.get(chat, NOTHING)


def _due(heard: Heard, rules: Rules, now: datetime) -> bool:
    due = heard.unheeded(rules.caps.repeat)
    return due is not None and due <= now


async def _told(tx: Tx, window: int) -> dict[int, Heard]:
    return {row["chat"]: _heard(row) for row in await tx.all("stops.told", window=window)}


async def _reopened(tx: Tx, meter: Meter, state: State) -> int | None:
    """The window, if chats were told of it before its last link was stopped."""
    row = await tx.one("stops.reopen", **_names(meter, state))
    return row["id"] if row else None


def _names(meter: Meter, state: State) -> dict[str, object]:
    flow, chat, cap = meter.key
    whose = {"partner": meter.flow.partner, "offer": meter.flow.offer, "flow": flow, "chat": chat}
    return {**whose, "cap": cap, "terms": meter.version.id, "start": ms(state.start)}


async def _open(tx: Tx, meter: Meter, state: State) -> int:
    row = await tx.one("stops.open", **_names(meter, state), ends=ms(state.end))
    assert row is not None
    number: int = row["id"]
    return number


async def _next(tx: Tx, window: int, meter: Meter, state: State, heard: Mapping[int, Heard], rules: Rules) -> None:
    """When it is to be looked at though no lead comes: STOP is repeated, or the window is over."""
    repeats = [heard[chat].unheeded(rules.caps.repeat) for chat in meter.chats if chat in heard and state.full]
    times = [at for at in (*repeats, state.end) if at is not None]
    await tx.run("stops.due", id=window, due_at=ms(min(times, default=None)), terms=meter.version.id)


# --- what is told -----------------------------------------------------------------------------------------------------------


async def _notice(tx: Tx, meter: Meter, state: State, rules: Rules, window: int, known: bool, lag: timedelta) -> Notice:
    """What all chats are told of it; whose it is and the step are put in for each."""
    offer = rules.offer(meter.flow.offer)
    leads = await counted(tx, meter, state)
    brought = Counter(lead.chat for lead in leads)
    places = [await _chat(tx, chat) for chat in brought]
    titles = {
        one.id: one.title for one in places if one.partner == meter.flow.partner
    }  # others are not its own any more
    return Notice(
        window=window,
        chat=0,
        offer_id=meter.flow.offer,
        offer=offer.name if offer else meter.flow.offer,
        flow=meter.named,
        version=meter.version.number,
        step=0,
        state=state,
        terms=meter.version.terms,
        parts=await parts_of(tx, meter, leads) if state.full else (),
        stop_at=_stop(meter.cap, state, leads),
        drivers=tuple((titles[chat], count) for chat, count in brought.most_common() if chat in titles),
        known=known,
        lag=lag,
    )


async def counted(tx: Tx, meter: Meter, state: State) -> list[Lead]:
    """The leads that take places of the window by their own time, in order."""
    flow = meter.flow
    found = await caps.leads(tx, flow.partner, flow.offer, goal=meter.cap.metric, start=state.start, until=state.end)
    return [
        lead
        for lead in found
        if rules_of_caps.counts(meter.cap, lead)
        and (meter.cap.scope == "deal" or lead.flow == flow.id)
        and meter.chat in (None, lead.chat)
    ]


async def parts_of(tx: Tx, meter: Meter, leads: Sequence[Lead]) -> Parts:
    """What these leads are by the terms of their clicks."""
    judged = await caps.judged(tx, meter.flow.partner, meter.flow.offer)
    return rules_of_caps.parts(judged[lead] for lead in leads if lead in judged)


def _stop(cap: Cap, state: State, leads: Sequence[Lead]) -> datetime | None:
    """When the last place was taken: by a lead, or at once by what moved here from an earlier window."""
    if not state.full:
        return None
    moved = state.used - len(leads)
    return leads[cap.value - moved - 1].at if moved < cap.value else state.start


async def _chat(tx: Tx, number: int) -> Chat:
    chat = await chats.by_id(tx, number)
    assert chat is not None
    return chat


async def _tell(tx: Tx, notice: Notice, telling: Telling, told: Told, before: Heard, now: datetime) -> None:
    stopped = telling in ("stop", "again")
    await tx.run(
        "stops.tell",
        window=notice.window,
        chat=notice.chat,
        step=told.step,
        stop_at=ms(now if stopped else before.stop_at),
        reopened_at=ms(now) if told.reopened else None,
        again_at=ms(now) if told.again else None,
    )
    if stopped and notice.state.cap.purpose == "test" and notice.stop_at is not None:
        judged_at = notice.stop_at + timedelta(days=notice.terms.hold_days)
        await tx.run("verdicts.expect", window=notice.window, at=ms(judged_at))
    topic = await conversations.of_chat(tx, await _chat(tx, notice.chat))
    await outbox.add(tx, _letters(notice, telling, topic), now)


def _letters(notice: Notice, telling: Telling, topic: int) -> list[Letter]:
    here = letters.told_here(topic, notice, telling)
    match telling:
        case "warned":
            return [letters.warned(notice), here]
        case "stop" | "again":
            return [letters.stop(notice, again=telling == "again"), here]
        case "over":
            return [letters.over(notice), here]
        case "reopened":
            return [letters.reopened(notice), here]


async def _repeat(tx: Tx, owner: Partner, notice: Notice, now: datetime, *, again: bool) -> None:
    """Nobody there has said that it stopped: once more STOP, and whoever looks after the partner is called."""
    await tx.run("stops.repeated", window=notice.window, chat=notice.chat, now=ms(now))
    chat = await _chat(tx, notice.chat)
    called = await responsible(tx, owner)
    topic = await conversations.of_chat(tx, chat)
    calls = letters.unstopped(called, topic, chat.title, owner.name, notice, again=again)
    await outbox.add(tx, [letters.repeated(notice, again=again), *calls], now)


async def responsible(tx: Tx, owner: Partner) -> list[int]:
    """The partner's manager, or the heads where nobody is or the bot cannot reach the person."""
    staff = await people.staff(tx)
    manager = [one.id for one in staff if one.id == owner.manager and one.reach == "ok"]
    return manager or [one.id for one in staff if one.role == "head"]


async def _close(tx: Tx, window: Window, live: Sequence[Meter], rules: Rules, now: datetime) -> bool:
    """It is over; a new window of a cap that was full is told of in the topic. False: no link is bound by that cap now."""
    await tx.run("stops.close", id=window.id, now=ms(now))
    meter = next((one for one in live if one.key == window.key), None)
    if meter is None:
        return False
    offer = rules.offer(window.offer)
    name = offer.name if offer else window.offer
    state = await caps.state(tx, meter.flow, meter.cap, meter.version, now, meter.chat)
    heard = await _told(tx, window.id)
    for chat in meter.chats:
        if _of(heard, chat).told.step >= STOP:
            topic = await conversations.of_chat(tx, await _chat(tx, chat))
            await outbox.add(tx, [letters.reset_here(topic, name, meter.named, state)], now)
    return True


# --- Stopped ----------------------------------------------------------------------------------------------------------------


async def confirm(
    tx: Tx, chat: Chat, window: int, by: Mapping[str, object], who: str, rules: Rules, now: datetime
) -> bool:
    """Somebody of the partner says in that chat that the traffic has stopped; False: said before, or nothing to say it of.

    Raises DeskError `button-stale` for a window that is none of that chat's.
    """
    row = await tx.one("stops.window", id=window)
    found = _window(row) if row else None
    if found is None or found.partner != chat.partner or chat.id not in await _told(tx, window):
        raise DeskError("button-stale")
    if await tx.one("stops.confirm", window=window, chat=chat.id, who=who, now=ms(now)) is None:
        return False
    version = await links.version(tx, found.terms)
    flow = next(one for one in await caps.flows(tx, found.partner, found.offer) if found.flow in (None, one.id))
    meter = Meter(cap=found.cap, flow=flow, version=version, chat=found.chat, chats=(chat.id,))
    as_of, lag = await counting.as_of(tx, flow)
    state = await caps.state(tx, flow, found.cap, version, found.start, found.chat, as_of)
    notice = replace(await _notice(tx, meter, state, rules, window, as_of is not None, lag), chat=chat.id, step=STOP)
    topic = await conversations.of_chat(tx, chat)
    await outbox.add(tx, [*letters.confirmed(notice, who, now), letters.confirmed_here(topic, notice, who)], now)
    facts = {**_about(chat, found, version, meter.named), "by": by}
    await evidence.record(tx, found.partner, found.offer, "confirmed", facts, now)
    return True


def _about(chat: Chat, window: Window, version: Version, flow: Flow | None) -> dict[str, object]:
    places = [place for place, cap in enumerate(version.terms.caps) if cap == window.cap]
    return {
        "chat": parts.chat(chat),
        "version": parts.version(version),
        "flow": parts.flow(flow) if flow else None,
        "cap": places[0] if places else None,
        "from": parts.stamp(window.start),
    }


async def shown(tx: Tx, said: Letter, message: int, at: datetime) -> None:
    """That notice has arrived in its chat: it is evidence from now on. Nothing for other letters."""
    name, *about = (said.once or "").split(":")
    if name != "cap" or said.to.kind != "chat" or len(about) != 3:
        return
    found, chat = await window(tx, int(about[0])), await _chat(tx, said.to.id)
    version = await links.version(tx, found.terms)
    known = {flow.id: flow for flow in await caps.flows(tx, found.partner, found.offer)}
    facts = {
        **_about(chat, found, version, known.get(found.flow or 0)),
        "level": _level(about[2]),
        "used": said.params["used"],
        "value": found.cap.value,
        "to": parts.stamp(found.end) if found.end else None,
        "message": parts.message(chat.tg_id, message),
    }
    await evidence.record(tx, found.partner, found.offer, "warned", facts, at)


def _level(step: str) -> int | str:
    """50, 80, 100, or `over`; STOP said again is 100; `reopened`: a place is free again."""
    if step == "again" or step.startswith("repeat"):
        return STOP
    if not step.isdigit():
        return step
    return "over" if int(step) > STOP else int(step)


# --- /caps ------------------------------------------------------------------------------------------------------------------


async def listed(tx: Tx, owner: Partner, rules: Rules, now: datetime, chat: int | None = None) -> list[Listed]:
    """Every cap that binds live links of the partner; those that are counted by chat, of that chat alone (None: of all)."""
    live = await all_meters(tx, owner, now)
    return [await _listed(tx, one, rules, now) for one in live if one.chat is None or chat in (None, one.chat)]


async def _listed(tx: Tx, meter: Meter, rules: Rules, now: datetime) -> Listed:
    offer = rules.offer(meter.flow.offer)
    as_of, lag = await counting.as_of(tx, meter.flow)
    state = await caps.state(tx, meter.flow, meter.cap, meter.version, now, meter.chat, as_of)
    return Listed(
        offer_id=meter.flow.offer,
        offer=offer.name if offer else meter.flow.offer,
        flow=meter.named,
        version=meter.version.number,
        state=state,
        known=as_of is not None,
        lag=lag,
    )
