"""What a change of terms is for the partner: every line that differs, better or worse, and whether all of it eases (PRODUCT 6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from desk.rules import Cap, OverCap, Payout
from desk.terms import Body

#: other: neither, or not to be told
Verdict = Literal["better", "worse", "other"]
Field = Literal[
    "payout",
    "caps",
    "over_cap",
    "baseline",
    "hold_days",
    "kpi",
    "sources",
    "forbidden",
    "reconciliation",
    "payout_days",
]
FIELDS: tuple[Field, ...] = (
    "payout",
    "caps",
    "over_cap",
    "baseline",
    "hold_days",
    "kpi",
    "sources",
    "forbidden",
    "reconciliation",
    "payout_days",
)
#: A window of each of the longer periods is made of whole windows of the shorter one: so many an hour are more than so many a day.
LONGER = {
    "hour": {"hour", "day", "week", "month", "total"},
    "day": {"day", "week", "month", "total"},
    "week": {"week", "total"},
    "month": {"month", "total"},
    "total": {"total"},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One condition that is not the same any more."""

    field: Field
    verdict: Verdict


def compare(old: Body, new: Body) -> tuple[Line, ...]:
    """Every condition that differs, in the order of the card; nothing for equal bodies."""
    return tuple(Line(field=field, verdict=_verdict(field, old, new)) for field in FIELDS if _differs(field, old, new))


def loosens(old: Body, new: Body) -> bool:
    """Whether nothing gets worse for the partner, so that it may hold at once; anything mixed or not to be told does not."""
    return all(line.verdict == "better" for line in compare(old, new))


def _differs(field: Field, old: Body, new: Body) -> bool:
    return bool(_value(field, old) != _value(field, new))


def _value(field: Field, body: Body) -> object:
    return getattr(body if field in ("sources", "forbidden") else body.terms, field)


def _verdict(field: Field, old: Body, new: Body) -> Verdict:
    """Better where the new one suits as well in every respect and not the other way round."""
    suits = SUITS[field]
    match suits(old, new), suits(new, old):
        case True, False:
            return "better"
        case False, True:
            return "worse"
    return "other"


# --- whether a partner loses nothing by the new one ---------------------------------------------------------------------


def _payout(old: Payout, new: Payout) -> bool:
    if (old.goal, old.currency) != (new.goal, new.currency) or _family(old) != _family(new):
        return False
    return (new.amount or 0) >= (old.amount or 0) and (new.percent or 0) >= (old.percent or 0)


def _family(pay: Payout) -> str:
    """cpa, hybrid and revshare can be told apart by what they pay; cpl is judged by another goal."""
    return "cpl" if pay.model == "cpl" else "cpa"


def _caps(old: Sequence[Cap], new: Sequence[Cap]) -> bool:
    return all(any(_wider(before, after) for before in old) for after in new)


def _wider(old: Cap, new: Cap) -> bool:
    """Whether whatever keeps within the old cap keeps within the new one."""
    return (
        new.metric == old.metric
        and new.value >= old.value
        and old.period in LONGER[new.period]
        and new.scope in (old.scope, "flow")
        and (old.shared == new.shared or not new.shared)
        and set(new.statuses) <= set(old.statuses)
        and new.purpose in (old.purpose, "regular")
        and (old.zone == new.zone or old.period == "total")
    )


def _over(old: OverCap, new: OverCap) -> bool:
    if new.policy == "paid":
        return True
    if old.policy == "paid" or not _graced(old, new):
        return False
    if old.policy == new.policy == "other_payout":
        assert old.payout is not None
        assert new.payout is not None
        return _payout(old.payout, new.payout)
    return old.policy in (new.policy, "unpaid")


def _graced(old: OverCap, new: OverCap) -> bool:
    if not old.grace or not old.grace_max:
        return True
    return new.grace >= old.grace and new.grace_max >= old.grace_max


def _baseline(old: Body, new: Body) -> bool:
    was, now = old.terms.baseline, new.terms.baseline
    if now is None or was is None:
        return now is None
    return old.terms.payout.currency == new.terms.payout.currency and now <= was


def _no_longer(read: Callable[[Body], Decimal | int]) -> Callable[[Body, Body], bool]:
    return lambda old, new: read(new) <= read(old)


#: Whether the partner loses nothing by the new condition, for each of them.
SUITS: dict[Field, Callable[[Body, Body], bool]] = {
    "payout": lambda old, new: _payout(old.terms.payout, new.terms.payout),
    "caps": lambda old, new: _caps(old.terms.caps, new.terms.caps),
    "over_cap": lambda old, new: _over(old.terms.over_cap, new.terms.over_cap),
    "baseline": _baseline,
    "hold_days": _no_longer(lambda body: body.terms.hold_days),
    "kpi": lambda old, new: set(new.terms.kpi) <= set(old.terms.kpi),
    "sources": lambda old, new: set(new.sources) >= set(old.sources),
    "forbidden": lambda old, new: set(new.forbidden) <= set(old.forbidden),
    "reconciliation": lambda old, new: old == new,
    "payout_days": _no_longer(lambda body: body.terms.payout_days),
}
