"""Single conditions of terms as text, and what becomes of them in a change: old → new, better or worse (PRODUCT 6)."""

from collections.abc import Sequence
from datetime import timedelta

from desk import changes, money
from desk.changes import Field, Line
from desk.letters.letter import Lines, Param, T
from desk.letters.links import payout
from desk.rules import Cap, OverCap
from desk.terms import Body, Scope

UNITS = (("hours", 3600), ("minutes", 60), ("seconds", 1))
LONG = 180  # characters of a free text in a line of a change


def lines(old: Body, new: Body) -> Lines:
    """Every condition that differs, old → new; one line that says so where none does."""
    found = tuple(_line(line, old, new) for line in changes.compare(old, new))
    return Lines(items=found or (T(key="change-nothing"),))


def _line(line: Line, old: Body, new: Body) -> T:
    params = {"old": value(line.field, old), "new": value(line.field, new), "verdict": line.verdict}
    return T(key="change-line", params={"what": T(key=f"condition-{line.field}"), **params})


def value(field: Field, body: Body) -> Param:
    """The condition as the body has it."""
    terms = body.terms
    match field:
        case "payout":
            return payout(terms.payout)
        case "caps":
            return caps(terms.caps)
        case "over_cap":
            return over(terms.over_cap)
        case "baseline":
            none = T(key="link-none")
            return none if terms.baseline is None else money.show(terms.baseline, terms.payout.currency)
        case "hold_days":
            return T(key="link-hold", params={"hold": terms.hold_days})
        case "payout_days":
            return T(key="link-payout-days", params={"payout_days": terms.payout_days})
        case "reconciliation":
            return _short([terms.reconciliation] if terms.reconciliation else [])
        case "kpi":
            return _short(terms.kpi)
        case "sources" | "forbidden":
            return _short(getattr(body, field))


def _short(items: Sequence[str]) -> Param:
    text = "; ".join(items)
    if not text:
        return T(key="link-none")
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"


def caps(caps: Sequence[Cap]) -> T:
    """All caps in one line, without what is used of them."""
    line = T(key="change-no-cap") if not caps else cap(caps[-1])
    for one in reversed(caps[:-1]):
        line = T(key="change-and", params={"first": cap(one), "rest": line})
    return line


def cap(one: Cap) -> T:
    """`test, 50 leads in total`; what is as usual goes without saying."""
    params: dict[str, Param] = {
        "purpose": one.purpose,
        "amount": T(key="goal-count", params={"goal": one.metric, "count": one.value}),
        "period": T(key=f"cap-{one.period}", params={"zone": one.zone}),
        "scope": one.scope,
        "shared": "yes" if one.shared else "no",
    }
    return T(key="change-cap", params=params)


def over(rule: OverCap) -> T:
    """What becomes of leads over the cap, with the grace."""
    said = T(key=f"over-{rule.policy.replace('_', '-')}", params={"payout": payout(rule.payout)} if rule.payout else {})
    if rule.policy == "paid" or not rule.grace or not rule.grace_max:
        return said
    return T(key="change-over", params={"rule": said, "span": _span(rule.grace), "count": rule.grace_max})


def _span(span: timedelta) -> T:
    """A length in the largest unit that says it exactly."""
    seconds = round(span.total_seconds())
    unit, size = next((unit, size) for unit, size in UNITS if seconds % size == 0)
    return T(key=f"grace-{unit}", params={"n": seconds // size})


def scope(offer: str, of: Scope) -> T:
    """What it binds: the whole deal, a GEO, a source, or one flow; or everybody of a tier."""
    if of.tier is not None:
        return T(key="scope-tier", params={"offer": offer, "tier": T(key=f"tier-{of.tier}")})
    params: dict[str, Param] = {"offer": offer, "geo": of.geo or "", "source": of.source or ""}
    named = f"{'geo' if of.geo else ''}{'-' if of.geo and of.source else ''}{'source' if of.source else ''}"
    return T(key=f"scope-{named or 'deal'}", params=params)
