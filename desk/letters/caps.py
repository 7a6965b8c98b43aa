"""What is told of a cap: how full it is, STOP, what is over it, a place that is free again; and the verdict (PRODUCT 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from desk import caps, money
from desk.caps import STOP, Parts, Settled, State, Telling
from desk.letters import disputes, letter, links
from desk.letters.digest import short
from desk.letters.letter import At, Lane, Letter, Lines, Param, Rows, Source, T, To, TopicLink, button
from desk.links import Flow
from desk.rules import Terms

TITLE = 40  # units of a chat's or partner's name
DRIVERS = 8  # chats named
BAR = 10  # parts of a bar
SHOWN = 12  # caps in a list
POURED = 4  # caps that somebody may have meant


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A cap as one chat is told of it.

    `window` and `chat` are our numbers; `flow` is None for a cap over the whole deal; `step` is what is told now (see
    desk/caps.py). `stop_at`: when its last place was taken; `drivers`: chats by name, and how many leads each has brought;
    `known`: whether leads have ever been heard of, so that `state.as_of` is theirs and not ours; `lag`: how late they may be.
    """

    window: int
    chat: int
    offer_id: str
    offer: str
    flow: Flow | None
    version: int
    step: int
    state: State
    terms: Terms
    parts: Parts
    stop_at: datetime | None = None
    drivers: tuple[tuple[str, int], ...] = ()
    known: bool = True
    lag: timedelta = timedelta()


def slot(window: int, chat: int) -> str:
    """The message with which that chat was told STOP."""
    return f"cap:{window}:{chat}"


def once(notice: Notice, step: str) -> str:
    """Each is told once; the receipt finds the window and the chat by it."""
    return f"cap:{notice.window}:{notice.chat}:{step}"


def warned(notice: Notice) -> Letter:
    """So much of it is used: 50 % without a sound, then 80 %."""
    head = _head(notice, "caps-warned")
    said = _said(notice, str(notice.step), head, *_pace(notice.state), *_drivers(notice), *_as_of(notice))
    return replace(said, silent=notice.step < caps.SHARES[1])


def stop(notice: Notice, *, again: bool = False) -> Letter:
    """The last place is taken: STOP, the rule for what comes now, and the button that says one has stopped.

    again: a place had become free meanwhile, and is taken.
    """
    step = "again" if again else str(STOP)
    said = _said(notice, step, *_stop_lines(notice, "caps-again" if again else "caps-stop"))
    name = slot(notice.window, notice.chat) + (":again" if again else "")
    return replace(said, buttons=_stopped(notice), slot=name)


def repeated(notice: Notice, *, again: bool) -> Letter:
    """Nobody has pressed: STOP once more; again: the one that followed a place being free."""
    step, first = _repeat(again=again), slot(notice.window, notice.chat)
    said = _said(notice, step, *_stop_lines(notice, "caps-repeat"))
    return replace(said, buttons=_stopped(notice), slot=f"{first}:{step}", reply_slot=first)


def _repeat(*, again: bool) -> str:
    return "repeat-again" if again else "repeat"


def over(notice: Notice) -> Letter:
    """More has come than was agreed: how much of it is in grace, and what becomes of the rest."""
    lines = _head(notice, "caps-over"), *_split(notice), *_drivers(notice), *_as_of(notice)
    dispute = disputes.start(notice.offer_id, notice.offer)
    return replace(_said(notice, str(notice.step), *lines), buttons=((dispute,),))


def reopened(notice: Notice) -> Letter:
    """A lead has left the cap: there is room again."""
    return _said(notice, "reopened", _head(notice, "caps-reopened"), *_pace(notice.state), *_as_of(notice))


def confirmed(notice: Notice, who: str, at: datetime) -> list[Letter]:
    """Somebody has stopped: the messages with the button say so, and have none any more."""
    done = T(key="caps-confirmed", params={"who": short(who, TITLE), "at": At(at=at, form="dt")})
    said = _said(notice, "", *_stop_lines(notice, "caps-stop"), done)
    first = slot(notice.window, notice.chat)
    names = (first, *(f"{first}:{step}" for step in ("again", "repeat", "repeat-again")))
    return [replace(said, once=None, renew_only=True, slot=name) for name in names]


def told_here(conversation: int, notice: Notice, telling: Telling) -> Letter:
    """In the topic: what the partner was told."""
    return _topic(conversation, f"caps-topic-{'stop' if telling == 'again' else telling}", _figures(notice))


def confirmed_here(conversation: int, notice: Notice, who: str) -> Letter:
    """In the topic: somebody of the partner says the traffic has stopped."""
    return _topic(conversation, "caps-topic-confirmed", {**_figures(notice), "who": short(who, TITLE)})


def reset_here(conversation: int, offer: str, flow: Flow | None, state: State) -> Letter:
    """In the topic: a new window has begun, and the cap is open again."""
    return _topic(conversation, "caps-topic-reset", {"what": named(offer, flow), "amount": amount(state)})


def _topic(conversation: int, key: str, params: dict[str, Param]) -> Letter:
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key=key, params=params, silent=True)


def unshown(conversation: int, why: str, once: str) -> Letter:
    """In the topic: what was to be said of the cap did not reach the chat; `why` is a word of bot/verdicts.py."""
    params = {"why": T(key=f"failed-{why}")}
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key="caps-topic-unshown", params=params, once=once)


def unstopped(
    staff: Iterable[int], conversation: int, chat: str, partner: str, notice: Notice, *, again: bool
) -> list[Letter]:
    """To the manager, with a sound: that chat was told STOP twice, and nobody there has said that it stopped."""
    where = {"partner": short(partner, TITLE), "chat": TopicLink(conversation=conversation, text=short(chat, TITLE))}
    params = {**_figures(notice), **where, "split": Lines(items=_split(notice))}
    name = f"call:{once(notice, _repeat(again=again))}"
    return [
        Letter(to=letter.staff(one), lane=Lane.CARD, key="caps-unstopped", params=params, once=f"{name}:{one}")
        for one in staff
    ]


# --- what all of them are made of -----------------------------------------------------------------------------------------


def _said(notice: Notice, step: str, *lines: T) -> Letter:
    params = {"lines": Lines(items=lines), "used": notice.state.used, "version": notice.version, "step": notice.step}
    return Letter(
        to=letter.chat(notice.chat), lane=Lane.TERMS, key="caps-notice", params=params, once=once(notice, step)
    )


def _figures(notice: Notice) -> dict[str, Param]:
    state = notice.state
    return {
        "what": named(notice.offer, notice.flow),
        "version": notice.version,
        "step": notice.step,
        "percent": state.percent,
        "used": state.used,
        "value": state.cap.value,
        "over": max(0, state.used - state.cap.value),
        "left": state.left,
        "amount": amount(state),
    }


def named(offer: str, flow: Flow | None) -> T:
    """Of what the cap is: a flow, or the whole of an offer."""
    if flow is None:
        return T(key="caps-deal", params={"offer": offer})
    return T(key="caps-flow", params={"offer": offer, "geo": flow.geo, "source": flow.source})


def amount(state: State) -> T:
    """How many, of what, in which window, and whether it is a test."""
    cap = state.cap
    count = T(key="goal-count", params={"goal": cap.metric, "count": cap.value})
    period = T(key=f"cap-{cap.period}", params={"zone": cap.zone})
    return T(key="caps-amount", params={"purpose": cap.purpose, "count": count, "period": period})


def _head(notice: Notice, key: str) -> T:
    return T(key=key, params=_figures(notice))


def _stop_lines(notice: Notice, key: str) -> tuple[T, ...]:
    at = At(at=notice.stop_at or notice.state.as_of, form="dt")
    head = T(key=key, params={**_figures(notice), "at": at})
    more = _split(notice) if caps.whole(notice.parts).counted > notice.state.cap.value else ()
    rule = T(key="caps-rule", params={"rule": links.over(notice.terms.over_cap)})
    return head, rule, *more, T(key="caps-please"), *_as_of(notice)


def _stopped(notice: Notice) -> Rows:
    return ((button("caps-stopped", f"capstop:{notice.window}"),),)


def _pace(state: State) -> tuple[T, ...]:
    if state.pace is None:
        return ()
    if state.full_by is None:
        return (T(key="caps-pace", params={"pace": state.pace}),)
    return (T(key="caps-pace-full", params={"pace": state.pace, "at": At(at=state.full_by, form="dt")}),)


def _drivers(notice: Notice) -> tuple[T, ...]:
    """Who drives how much, where there are several."""
    if len(notice.drivers) < 2:
        return ()
    lines = [
        T(key="caps-driver", params={"chat": short(name, TITLE), "count": count})
        for name, count in notice.drivers[:DRIVERS]
    ]
    return (T(key="caps-drivers", params={"lines": Lines(items=tuple(lines))}),)


def _as_of(notice: Notice) -> tuple[T, ...]:
    return (_until(notice.state, notice.lag, known=notice.known),)


def _until(state: State, lag: timedelta, *, known: bool) -> T:
    if not known:
        return T(key="caps-unknown")
    return T(key="caps-as-of-lag" if lag else "caps-as-of", params={"at": At(at=state.as_of, form="dt"), "lag": lag})


def _split(notice: Notice) -> tuple[T, ...]:
    return split(notice.state.cap.metric, notice.parts)


def split(metric: str, found: Parts) -> tuple[T, ...]:
    """In cap, in grace, over; by which rule the rest is settled; what those that count are worth where that is a sum."""
    together = caps.whole(found)
    settled = [caps.settle(terms, metric, part) for terms, part in found]
    params = {"in_cap": together.in_cap, "grace": together.grace, "over": together.over}
    rules = [T(key="caps-over-rule", params={"over": one.over, "rule": _rule(one)}) for one in settled if one.over]
    return (T(key="caps-split", params=params), *rules, *_worth(settled))


def _worth(settled: Sequence[Settled]) -> list[T]:
    """The sum of each currency; nothing where a part is no sum."""
    sums: dict[str, Decimal] = {}
    for one in settled:
        if one.amount is None:
            return []
        sums[one.currency] = sums.get(one.currency, Decimal(0)) + one.amount
    return [T(key="caps-money", params={"amount": money.show(amount, currency)}) for currency, amount in sums.items()]


def _rule(settled: Settled) -> T:
    params: dict[str, Param] = {"payout": links.payout(settled.over_payout)} if settled.over_payout else {}
    return T(key=f"over-{settled.policy.replace('_', '-')}", params=params)


# --- /caps --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A line of `/caps`: a cap that binds live links, as it is now."""

    offer_id: str
    offer: str
    flow: Flow | None
    version: int
    state: State
    known: bool = True
    lag: timedelta = timedelta()


def listed(to: To, lines: Sequence[Listed]) -> Letter:
    """`/caps`: how full each is, until when that is known, when it will be full."""
    items = [_line(line) for line in lines[:SHOWN]]
    if len(lines) > SHOWN:
        items.append(T(key="caps-more", params={"count": len(lines) - SHOWN}))
    offers = {line.offer_id: line.offer for line in lines[:SHOWN] if to.kind == "chat"}
    rows: Rows = tuple((disputes.start(number, name),) for number, name in offers.items())
    return Letter(to=to, lane=Lane.ANSWER, key="caps-list", params={"lines": Lines(items=tuple(items))}, buttons=rows)


def _line(line: Listed) -> T:
    state = line.state
    full = T(key="caps-full") if state.full else T(key="caps-quiet")
    params: dict[str, Param] = {
        "what": named(line.offer, line.flow),
        "version": line.version,
        "amount": amount(state),
        "bar": bar(state.used, state.cap.value),
        "used": state.used,
        "value": state.cap.value,
        "left": state.left,
        "more": next(iter(_pace(state)), full) if not state.full else full,
        "as_of": _until(state, line.lag, known=line.known),
    }
    return T(key="caps-line", params=params)


def bar(used: int, value: int) -> str:
    """`▰▰▰▱▱▱▱▱▱▱`: full only when it is."""
    filled = min(BAR, used * BAR // value)
    return "▰" * filled + "▱" * (BAR - filled)


# --- words that sound like a bigger cap -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """A cap that somebody may have meant, and what it would be; `place` among the caps of the flow's terms."""

    offer: str
    flow: Flow
    named: Flow | None
    place: int
    state: State
    value: int


def pour(conversation: int, source: Source, offered: Sequence[Offered]) -> Letter:
    """In the topic: was that a raise? Nothing changes before new terms are published."""
    lines = [T(key="pour-cap", params=_pourable(one)) for one in offered[:POURED]]
    rows = [
        (
            button(
                "pour-raise", f"pour:{one.flow.id}:{one.place}:{one.value}", value=one.value, offer=short(one.offer, 20)
            ),
        )
        for one in offered[:POURED]
    ]
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.NOTICE,
        key="pour-asked",
        params={"lines": Lines(items=tuple(lines))},
        buttons=(*rows, (button("pour-no", f"pour:no:{source.message}"),)),
        reply_to=source,
        once=f"pour:{source.chat}:{source.message}",
        slot=f"pour:{conversation}:{source.message}",
    )


def no_raise(conversation: int, message: int, who: str) -> Letter:
    """In the topic: it was no raise, and there are no buttons any more."""
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.NOTICE,
        key="pour-none-here",
        params={"who": short(who, TITLE)},
        slot=f"pour:{conversation}:{message}",
        renew_only=True,
    )


def _pourable(one: Offered) -> dict[str, Param]:
    state = one.state
    figures: dict[str, Param] = {"used": state.used, "value": state.cap.value, "left": state.left}
    return {"what": named(one.offer, one.named), "amount": amount(state), **figures}
