"""Tests whose cap is full: what they have shown is put before the manager, who decides; and VIP tiers that end (PRODUCT 6)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk import evidence as parts
from desk import verdicts as rules_of_verdicts
from desk.errors import DeskError
from desk.letters import verdicts as letters
from desk.letters.verdicts import Test
from desk.people import Partner, Staff
from desk.rules import Rules
from desk.verdicts import AHEAD, Goal, What
from storage import announcing, chats, conversations, evidence, links, outbox, people, stops, tools
from storage.database import Row, Tx, instant, ms
from storage.stops import Meter, Window

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """One that is to be given, or was; `conversation` is the topic in which it was asked for."""

    id: int
    window: int
    conversation: int | None
    asked: bool
    due: datetime | None
    decided: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """A test as it stands: whose it is, its window, how it is counted."""

    verdict: Verdict
    owner: Partner
    window: Window
    meter: Meter


def _verdict(row: Row) -> Verdict:
    return Verdict(
        id=row["id"],
        window=row["cap_window"],
        conversation=row["conversation"],
        asked=row["asked_at"] is not None,
        due=instant(row["due_at"]),
        decided=row["decided_at"] is not None,
    )


async def due(tx: Tx, now: datetime) -> list[Verdict]:
    """Those to be asked for now, and those that are overdue."""
    return [_verdict(row) for row in await tx.all("verdicts.due", now=ms(now))]


async def step(tx: Tx, verdict: Verdict, rules: Rules, now: datetime) -> None:
    """Ask for it, or call whoever owes it. A test whose cap has room again waits until it is full, one that binds no link a day."""
    trial = await _trial(tx, verdict, now)
    await tx.run("verdicts.later", id=verdict.id, at=None if trial else ms(now + DAY))
    if trial is None or not (await stops.state(tx, trial.meter, trial.window.start)).full:
        return
    conversation = verdict.conversation or await _topic(tx, trial.meter)
    if not verdict.asked:
        verdict = replace(verdict, due=now + rules.caps.verdict_within)
        row = {"id": verdict.id, "now": ms(now), "due_at": ms(verdict.due), "conversation": conversation}
        await tx.run("verdicts.asked", **row)
    test = await _test(tx, replace(trial, verdict=verdict), rules)
    called = await stops.responsible(tx, trial.owner)
    shown = [] if trial.verdict.asked else [letters.card(conversation, test)]
    said = letters.asked(called, conversation, test, overdue=trial.verdict.asked)
    await outbox.add(tx, [*shown, *said], now)


async def _trial(tx: Tx, verdict: Verdict, now: datetime) -> Trial | None:
    window = await stops.window(tx, verdict.window)
    owner = await people.partner(tx, window.partner)
    assert owner is not None
    meter = next((one for one in await stops.meters(tx, owner, window.offer, now) if one.key == window.key), None)
    return None if meter is None else Trial(verdict=verdict, owner=owner, window=window, meter=meter)


async def _topic(tx: Tx, meter: Meter) -> int:
    chat = await chats.by_id(tx, meter.chats[0])
    assert chat is not None
    return await conversations.of_chat(tx, chat)


async def _test(tx: Tx, trial: Trial, rules: Rules) -> Test:
    """As its own window stands, though another may have begun."""
    meter, offer = trial.meter, rules.offer(trial.window.offer)
    state = await stops.state(tx, meter, trial.window.start)
    assert trial.verdict.due is not None
    return Test(
        id=trial.verdict.id,
        partner=trial.owner.name,
        offer=offer.name if offer else trial.window.offer,
        flow=meter.named,
        version=meter.version.number,
        state=state,
        terms=meter.version.terms,
        parts=await stops.parts_of(tx, meter, await stops.counted(tx, meter, state)),
        goals=tuple(await _goals(tx, meter, offer.goals if offer else ())),
        due=trial.verdict.due,
    )


async def _goals(tx: Tx, meter: Meter, known: Sequence[str]) -> list[Goal]:
    flow, chat, _ = meter.key
    whose = {"partner": meter.flow.partner, "offer": meter.flow.offer, "flow": flow, "chat": chat}
    rows = await tx.all("verdicts.figures", **whose)
    return rules_of_verdicts.goals(((row["goal"], row["status"], row["count"]) for row in rows), known)


# --- what is decided --------------------------------------------------------------------------------------------------------


async def open_one(tx: Tx, number: int, now: datetime) -> Trial:
    """The test whose verdict is asked for. Raises DeskError `button-stale` for any other."""
    row = await tx.one("verdicts.by_id", id=number)
    verdict = _verdict(row) if row else None
    trial = await _trial(tx, verdict, now) if verdict and verdict.asked and not verdict.decided else None
    if trial is None:
        raise DeskError("button-stale")
    return trial


def place(trial: Trial) -> int:
    """Which of the caps in force it is."""
    return trial.meter.version.terms.caps.index(trial.meter.cap)


async def stop(tx: Tx, trial: Trial, staff: Staff, rules: Rules, now: datetime) -> None:
    """Stop was pressed: the links that the cap binds are stopped, in every chat, and these are told."""
    test = await _test(tx, trial, rules)
    by = parts.person(staff.user_id, staff.name, ours=True)
    await _decide(tx, trial, "stop", staff.name, staff.id, test, by, now)
    for number in trial.meter.chats:
        chat = await chats.by_id(tx, number)
        assert chat is not None
        bound = [link for link in await links.of_chat(tx, chat) if trial.window.flow in (None, link.flow.id)]
        bound = [link for link in bound if link.flow.offer == trial.window.offer]
        await announcing.stop(tx, chat, bound, "verdict", by, now)
        await outbox.add(tx, [letters.stopped(number, test.offer, test.flow, test.id)], now)


async def changed(tx: Tx, window: Window, rules: Rules, now: datetime) -> None:
    """The cap of that window binds no link any more: where that is because of new terms after a test, they are the verdict."""
    row = await tx.one("verdicts.by_window", window=window.id)
    if row is None:
        return
    owner = await people.partner(tx, window.partner)
    assert owner is not None
    live = await stops.meters(tx, owner, window.offer, now)
    others = [one for one in live if window.flow in (None, one.flow.id) and window.chat in (None, one.chat)]
    verdict = _verdict(row)
    if not others:
        return
    if not verdict.asked or verdict.conversation is None:  # decided before anybody asked
        await tx.run("verdicts.later", id=verdict.id, at=None)
        return
    version = others[0].version
    maker = await people.staff_by_id(tx, version.made_by) if version.made_by is not None else None
    what: What = "raise" if any(one.cap.metric == window.cap.metric for one in others) else "lift"
    old = await links.version(tx, window.terms)
    meter = replace(others[0], cap=window.cap, chat=window.chat, version=old)
    trial = Trial(verdict=verdict, owner=owner, window=window, meter=meter)
    test = await _test(tx, trial, rules)
    by = parts.person(maker.user_id, maker.name, ours=True) if maker else None
    name = maker.name if maker else "desk.yaml"
    await _decide(tx, trial, what, name, maker.id if maker else None, test, by, now)


async def _decide(
    tx: Tx,
    trial: Trial,
    what: What,
    who: str,
    staff: int | None,
    test: Test,
    by: dict[str, object] | None,
    now: datetime,
) -> None:
    if await tx.one("verdicts.decide", id=trial.verdict.id, what=what, staff=staff, now=ms(now)) is None:
        raise DeskError("button-stale")
    assert trial.verdict.conversation is not None
    await outbox.add(tx, [letters.decided(trial.verdict.conversation, test, what, who)], now)
    facts = {
        "version": parts.version(trial.meter.version),
        "flow": parts.flow(trial.meter.named) if trial.meter.named else None,
        "what": what,
        "by": by,
    }
    await evidence.record(tx, trial.window.partner, trial.window.offer, "verdict", facts, now)


# --- VIP tiers that end -----------------------------------------------------------------------------------------------------


async def vips(tx: Tx, rules: Rules, now: datetime) -> None:
    """Managers of partners whose VIP tier ends soon see the volume, twice."""
    rows = await tx.all("verdicts.vips", now=ms(now), until=ms(now + timedelta(days=max(AHEAD))))
    for row in rows:
        owner = await people.partner(tx, row["id"])
        assert owner is not None
        await _vip(tx, owner, rules, now)


async def _vip(tx: Tx, owner: Partner, rules: Rules, now: datetime) -> None:
    assert owner.tier_until is not None
    days = rules_of_verdicts.ahead(owner.tier_until, now)
    key = {"partner": owner.id, "ends_at": ms(owner.tier_until), "days": days}
    if days is None or await tx.one("verdicts.tell_vip", **key) is None:
        return
    growth = rules.caps.vip
    since = ms(now - growth.within)
    row = await tx.one("verdicts.volume", partner=owner.id, goal=growth.goal, since=since)
    volume = row["count"] if row else 0
    rooms = [room.conversation for room in await tools.rooms(tx, owner.id) if room.conversation is not None]
    topic = rooms[0] if rooms else None
    called = await stops.responsible(tx, owner)
    await outbox.add(tx, letters.vip(called, topic, owner.name, owner.tier_until, volume, growth), now)
