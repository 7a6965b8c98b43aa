"""The card that holds a link together with its terms, the terms alone, and what leads to them (PRODUCT 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from desk import gate, links, money
from desk.letters import letter
from desk.letters.letter import At, Button, Lane, Letter, Lines, Param, Person, Rows, Source, T, To, button
from desk.links import Flow, Link
from desk.rules import Cap, General, Offer, OverCap, Payout, Terms
from desk.terms import Version

PAGE = 20  # choices shown at once
SECTIONS = 2  # versions whose terms fit into one message
NAMED = 10  # people named at once
FLOWS = 5  # flows named of each
CARDS = (gate.CARD, "link-card")  # the same card, with its link and before it may be seen
Deed = Literal["issued", "accepted", "read", "informed", "question"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fresh:
    """Until when leads are known, and how late they may be told."""

    at: datetime
    lag: timedelta = timedelta(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """Everything a card must say; without any of it there is no card (PRODUCT 6).

    `partner`, `chat` and `manager` are names; `used` is how much of each cap is used `as_of` that instant, in their order;
    `accepted` says whether somebody in the chat has accepted this version; `name` is `link:terms:n`, one for each message.
    """

    name: str
    partner: str
    chat: str
    link: Link
    offer: Offer
    version: Version
    used: tuple[int, ...]
    as_of: Fresh
    manager: str | None
    accepted: bool

    @property
    def revealed(self) -> bool:
        """Whether the link may be seen."""
        return self.accepted or self.offer.accept == "shown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Picker:
    """The message in which one person chooses; `chat` names the partner's chat when it stands in a staff topic."""

    to: To
    slot: str
    chat: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A line of `/links`: the link, its offer's name, the version in force (None: unclear) and whether it is accepted."""

    link: Link
    offer: str
    number: int | None
    accepted: bool


def link_card(card: Card, *, edit: bool = False) -> Letter:
    """The card with its terms, and the link as soon as it may be seen; the only letter that shows a tracking link.

    `edit`: the message of that name is renewed in place, which is how Accept reveals the link.
    """
    params = {
        **_conditions(card.version, card.manager),
        "caps": _caps(card.version.terms, card.used, card.as_of),
        "partner": card.partner,
        "chat": card.chat,
        "flow": card.link.flow.id,
        "offer": card.offer.name,
        "geo": card.link.flow.geo,
        "source": card.link.flow.source,
    }
    if card.revealed:
        params["url"] = links.url(card.offer, card.link).reveal()
    return Letter(
        to=letter.chat(card.link.chat),
        lane=Lane.TERMS,
        key=CARDS[0] if card.revealed else CARDS[1],
        params=params,
        buttons=_card_buttons(card),
        once=None if edit else f"card:{card.name}",
        slot=f"link:{card.name}",
    )


def _card_buttons(card: Card) -> Rows:
    accept = button("link-accept", f"accept:{card.name}", version=card.version.number)
    question = button("link-question", f"ask:{card.link.id}")
    return ((question,),) if card.accepted else ((accept, question),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """The flows of one offer (by its name) that one version binds, one at least, and how much each has used of each cap."""

    offer: str
    flows: tuple[Flow, ...]
    version: Version
    used: tuple[tuple[int, ...], ...]


def terms_in_force(to: To, section: Section, as_of: Fresh, manager: str | None, once: str) -> Letter:
    """The terms that bind these flows of the partner (at most FLOWS), without links: for a newly bound chat, and for /terms."""
    params = _bound(section, as_of, manager)
    return Letter(to=to, lane=Lane.TERMS, key="terms-in-force", params=params, once=once)


def _bound(section: Section, as_of: Fresh, manager: str | None) -> dict[str, Param]:
    """The conditions of a section; what is used stands with the caps of one flow, or with each of several."""
    terms = section.version.terms
    several = len(section.flows) > 1 and bool(terms.caps)
    counted = list(zip(section.flows, section.used, strict=True))[:FLOWS]
    lines = [_flow_used(flow, terms, used, as_of) if several else _flow_line(flow) for flow, used in counted]
    caps = Lines(items=tuple(map(_counted, terms.caps))) if several else _caps(terms, section.used[0], as_of)
    return {
        **_conditions(section.version, manager),
        "caps": caps,
        "offer": section.offer,
        "flows": Lines(items=tuple(lines)),
    }


def _flow_line(flow: Flow) -> T:
    return T(key="terms-flow", params={"geo": flow.geo, "source": flow.source})


def _flow_used(flow: Flow, terms: Terms, used: tuple[int, ...], as_of: Fresh) -> T:
    counts = [
        T(key="cap-used", params={"used": count, "value": cap.value, "left": max(0, cap.value - count)})
        for cap, count in zip(terms.caps, used, strict=True)
    ]
    params = {"geo": flow.geo, "source": flow.source, "used": joined(counts), "asof": _as_of(as_of)}
    return T(key="terms-flow-used", params=params)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminder:
    """Terms in force, once more: to which chat, why, and under which `once`. `manager` is a name."""

    chat: int
    why: T
    once: str
    as_of: Fresh
    manager: str | None
    reply_to: Source | None = None
    not_before: datetime | None = None


def reminder(told: Reminder, sections: Sequence[Section]) -> Letter:
    """The terms in force for these flows, without links, with *Read*; at most SECTIONS of them in one message.

    One that has not left yet is renewed by another of the same `once`.
    """
    texts = tuple(_section(told, section) for section in sections[:SECTIONS])
    return Letter(
        to=letter.chat(told.chat),
        lane=Lane.TERMS,
        key="terms-reminder",
        params={"why": told.why, "sections": Lines(items=texts)},
        buttons=((button("terms-read", f"read:{told.once.removeprefix('card:')}"),),),
        once=told.once,
        slot=told.once,
        reply_to=told.reply_to,
        not_before=told.not_before,
    )


def _section(told: Reminder, section: Section) -> T:
    return T(key="terms-section", params=_bound(section, told.as_of, told.manager))


def welcome(persons: Sequence[Person]) -> T:
    """Why terms are shown: these people are new in the chat."""
    names = joined([T(key="terms-person", params={"person": person}) for person in persons[:NAMED]])
    return T(key="terms-why-face", params={"names": names, "count": len(persons), "more": max(0, len(persons) - NAMED)})


def pasted(count: int) -> T:
    """Why terms are shown: so many tracking links were written by hand."""
    return T(key="terms-why-pasted", params={"count": count})


def general_terms(to: To, general: General) -> Letter:
    """The tier's general terms: the first thing a bound chat is told (PRODUCT 1)."""
    params = {
        "cap": general.test_cap,
        "over": T(key=f"over-{general.over_cap.replace('_', '-')}"),
        "hold": general.hold_days,
        "payout_days": general.payout_days,
    }
    return Letter(to=to, lane=Lane.TERMS, key="terms-general", params=params)


def _conditions(version: Version, manager: str | None) -> dict[str, Param]:
    terms = version.terms
    until = T(key="terms-open") if version.valid_to is None else _until(version.valid_to)
    return {
        "version": version.number,
        "since": At(at=version.valid_from, form="dt"),
        "until": until,
        "payout": payout(terms.payout),
        "baseline": baseline(terms),
        "over": over(terms.over_cap),
        "kpi": listed_or_none(terms.kpi),
        "hold": terms.hold_days,
        "reconciliation": terms.reconciliation or T(key="link-unset"),
        "payout_days": terms.payout_days,
        "forbidden": listed_or_none(version.body.forbidden),
        "manager": manager or T(key="link-no-manager"),
    }


def _until(at: datetime) -> T:
    return T(key="terms-until", params={"at": At(at=at, form="dt")})


def _caps(terms: Terms, used: tuple[int, ...], as_of: Fresh) -> Lines:
    caps = tuple(_cap(cap, count, as_of) for cap, count in zip(terms.caps, used, strict=True))
    return Lines(items=caps or (T(key="link-no-cap"),))


def payout(pay: Payout) -> T:
    """`CPA 28 $ for FTD`, `RevShare 25 %`, both for a hybrid."""
    params: dict[str, Param] = {"goal": T(key="goal-one", params={"goal": pay.goal})}
    if pay.amount is not None:
        params["amount"] = money.show(pay.amount, pay.currency)
    if pay.percent is not None:
        params["percent"] = money.percent(pay.percent)
    return T(key=f"payout-{pay.model}", params=params)


def baseline(terms: Terms) -> T:
    """The least deposit that counts, or that there is none."""
    if terms.baseline is None:
        return T(key="link-no-baseline")
    return T(key="link-baseline", params={"amount": money.show(terms.baseline, terms.payout.currency)})


def _cap(cap: Cap, used: int, as_of: Fresh) -> T:
    counts: dict[str, Param] = {"used": used, "value": cap.value, "left": max(0, cap.value - used)}
    return T(key="link-cap", params={**counts, "rule": _rule(cap), "asof": _as_of(as_of), "statuses": _statuses(cap)})


def _rule(cap: Cap) -> T:
    """What a cap is, without what is used of it."""
    params: dict[str, Param] = {
        "purpose": cap.purpose,
        "amount": T(key="goal-count", params={"goal": cap.metric, "count": cap.value}),
        "period": _period(cap),
        "scope": T(key=f"cap-per-{cap.scope}"),
        "shared": T(key="cap-shared" if cap.shared else "cap-per-chat"),
    }
    return T(key="cap-rule", params=params)


def _counted(cap: Cap) -> T:
    return T(key="cap-rule-counted", params={"rule": _rule(cap), "statuses": _statuses(cap)})


def _statuses(cap: Cap) -> T:
    return joined([T(key="lead-status", params={"status": status}) for status in cap.statuses])


def _as_of(fresh: Fresh) -> T:
    at = At(at=fresh.at, form="dt")
    if not fresh.lag:
        return T(key="as-of", params={"at": at})
    return T(key="as-of-late", params={"at": at, "lag": fresh.lag})


def amount(cap: Cap) -> T:
    """What a cap is, in short: `50 leads in total`."""
    params = {"goal": cap.metric, "count": cap.value}
    return T(key="cap-amount", params={"amount": T(key="goal-count", params=params), "period": _period(cap)})


def _period(cap: Cap) -> T:
    return T(key=f"cap-{cap.period}", params={"zone": cap.zone})


def over(over: OverCap) -> T:
    """What becomes of leads past the cap, grace included."""
    rule = T(key=f"over-{over.policy.replace('_', '-')}", params={"payout": payout(over.payout)} if over.payout else {})
    if over.policy == "paid":
        return rule
    if not over.grace_max or not over.grace:
        return T(key="over-without-grace", params={"rule": rule})
    return T(key="over-with-grace", params={"rule": rule, "span": _exact(over.grace), "count": over.grace_max})


def _exact(span: timedelta) -> T:
    """A length in the largest unit that says it exactly: terms are not rounded."""
    seconds = round(span.total_seconds())
    unit, size = next(
        (unit, size) for unit, size in (("hours", 3600), ("minutes", 60), ("seconds", 1)) if seconds % size == 0
    )
    return T(key=f"grace-{unit}", params={"n": seconds // size})


def listed_or_none(items: Sequence[str]) -> Param:
    """Words of desk.yaml in one line."""
    return "; ".join(items) if items else T(key="link-none")


def joined(items: Sequence[T]) -> T:
    """The texts in one line, with commas."""
    line = items[-1] if items else T(key="link-none")
    for item in reversed(items[:-1]):
        line = T(key="link-and", params={"first": item, "rest": line})
    return line


def pick_offer(picker: Picker, offers: Sequence[Offer], page: int = 0) -> Letter:
    """Which offer; `offers` in the order in which they are shown."""
    choices = [_choice(offer.name, f"link:o:{offer.id}") for offer in offers]
    return _pick(picker, "link-pick-offer", {}, _rows(choices, 2, page, "link:p"))


def pick_geo(picker: Picker, offer: Offer, geos: Sequence[str], page: int = 0) -> Letter:
    """Which country of that offer."""
    choices = [_choice(f"{_flag(geo)} {geo}", f"link:g:{offer.id}:{geo}") for geo in geos]
    rows = _rows(choices, 4, page, f"link:o:{offer.id}")
    return _pick(picker, "link-pick-geo", {"offer": offer.name}, (*rows, _back("link:p:0")))


def pick_source(picker: Picker, offer: Offer, geo: str, sources: Sequence[str], page: int = 0) -> Letter:
    """Which source of traffic."""
    choices = [_choice(source, f"link:s:{offer.id}:{geo}:{links.mark(source)}") for source in sources]
    rows = _rows(choices, 3, page, f"link:g:{offer.id}:{geo}")
    params = {"offer": offer.name, "geo": geo}
    return _pick(picker, "link-pick-source", params, (*rows, _back(f"link:o:{offer.id}:0")))


def picked(picker: Picker, offer: str, flow: Flow) -> Letter:
    """All is chosen: the card is on its way."""
    return _pick(picker, "link-picked", _named(offer, flow), ())


def asked(picker: Picker, offer: str, geo: str, source: str, since: datetime | None = None) -> Letter:
    """All is chosen, and a manager has to agree; since: it was asked for then already."""
    params: dict[str, Param] = {"offer": offer, "geo": geo, "source": source}
    if since is None:
        return _pick(picker, "link-asked", params, ())
    return _pick(picker, "link-asked-already", {**params, "at": At(at=since, form="dt")}, ())


def _pick(picker: Picker, key: str, params: dict[str, Param], buttons: Rows) -> Letter:
    where = T(key="link-for-chat", params={"chat": picker.chat}) if picker.chat else T(key="link-here")
    shown = {**params, "where": where}
    return Letter(to=picker.to, lane=Lane.ANSWER, key=key, params=shown, buttons=buttons, slot=picker.slot)


def _choice(name: str, data: str) -> Button:
    return button("link-choice", data, name=name)


def _back(data: str) -> tuple[Button, ...]:
    return (button("link-back", data),)


def _rows(choices: Sequence[Button], width: int, page: int, turn: str) -> Rows:
    """One page of the choices; `turn` and a page number is the data that turns it."""
    page = min(max(page, 0), (len(choices) - 1) // PAGE)
    shown = choices[page * PAGE : (page + 1) * PAGE]
    rows = [tuple(shown[start : start + width]) for start in range(0, len(shown), width)]
    last = (len(choices) - 1) // PAGE
    turns = [button("link-earlier", f"{turn}:{page - 1}")] if page > 0 else []
    turns += [button("link-later", f"{turn}:{page + 1}")] if page < last else []
    return (*rows, tuple(turns)) if turns else tuple(rows)


def _flag(geo: str) -> str:
    return "".join(chr(0x1F1E6 + ord(c) - ord("A")) for c in geo)


def listed(picker: Picker, lines: Sequence[Listed], page: int = 0) -> Letter:
    """`/links`: the links of the chat, without addresses; a button shows the card of each."""
    page = min(max(page, 0), (len(lines) - 1) // PAGE)
    first = page * PAGE
    shown = list(enumerate(lines, start=1))[first : first + PAGE]
    choices = [_choice(str(place), f"link:c:{line.link.id}") for place, line in enumerate(lines, start=1)]
    params = {"count": len(lines), "lines": Lines(items=tuple(_line(place, line) for place, line in shown))}
    return _pick(picker, "links-list", params, _rows(choices, 5, page, "link:l"))


def _line(place: int, line: Listed) -> T:
    params: dict[str, Param] = {"place": place, **_named(line.offer, line.link.flow)}
    if line.number is None:
        return T(key="links-unclear", params=params)
    params["version"] = line.number
    if line.accepted:
        return T(key="links-accepted", params={**params, "token": line.link.token})
    return T(key="links-open", params=params)


def _named(offer: str, flow: Flow) -> dict[str, Param]:
    return {"offer": offer, "geo": flow.geo, "source": flow.source}


def refused(picker: Picker, key: str) -> Letter:
    """No link, as not exactly one version is in force (`terms-none`, `terms-ambiguous`): said where it was asked for."""
    return Letter(to=picker.to, lane=Lane.ANSWER, key=key, slot=picker.slot)


def full(picker: Picker, conversation: int, person: str, offer: str, geo: str, source: str, cap: Cap) -> list[Letter]:
    """No new link, as a cap has no place left: said where it was asked for, and to staff."""
    params = {"offer": offer, "geo": geo, "source": source, "cap": amount(cap)}
    told = {**params, "person": person}
    return [
        Letter(to=picker.to, lane=Lane.ANSWER, key="link-full", params=params, slot=picker.slot),
        Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key="link-topic-full", params=told),
    ]


def broken(conversation: int, offer: str, geo: str, source: str) -> Letter:
    """To staff: there was no link, as not exactly one version is in force."""
    params = {"offer": offer, "geo": geo, "source": source}
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key="link-topic-broken", params=params)


def unshown(conversation: int, why: str, once: str) -> Letter:
    """To staff: terms did not reach the chat; `why` is a word of bot/verdicts.py."""
    params = {"why": T(key=f"failed-{why}")}
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key="link-topic-unshown", params=params, once=once)


def told(
    conversation: int,
    what: Deed,
    person: str,
    offer: str,
    flow: Flow,
    version: int,
) -> Letter:
    """To staff: what somebody did with a link; never the link itself."""
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.NOTICE,
        key=f"link-topic-{what}",
        params={"person": person, **_named(offer, flow), "version": version},
        silent=what != "question",
    )
