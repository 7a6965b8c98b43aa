"""The conditions of a version in words, one after another: for a page, and for what changes from one to the next (PRODUCT 6)."""

from desk import money
from desk.letters import links
from desk.letters.letter import Lines, Param, T
from desk.rules import Cap, Terms
from desk.terms import Body


def rows(body: Body) -> tuple[tuple[str, Param], ...]:
    """Every condition, by the name of its field, in the order of the card."""
    terms = body.terms
    return (
        ("payout", links.payout(terms.payout)),
        ("caps", Lines(items=tuple(cap(one) for one in terms.caps) or (T(key="link-no-cap"),))),
        ("over_cap", links.over(terms.over_cap)),
        ("baseline", _baseline(terms)),
        ("hold_days", T(key="condition-days", params={"days": terms.hold_days})),
        ("kpi", links.listed_or_none(terms.kpi)),
        ("sources", links.listed_or_none(body.sources)),
        ("forbidden", links.listed_or_none(body.forbidden)),
        ("reconciliation", terms.reconciliation or T(key="link-unset")),
        ("payout_days", T(key="condition-working-days", params={"days": terms.payout_days})),
    )


def _baseline(terms: Terms) -> T:
    if terms.baseline is None:
        return T(key="link-none")
    return T(key="condition-baseline-is", params={"amount": money.show(terms.baseline, terms.payout.currency)})


def cap(one: Cap) -> T:
    """A cap by itself, however much of it is used."""
    params: dict[str, Param] = {
        "purpose": one.purpose,
        "amount": T(key="goal-count", params={"goal": one.metric, "count": one.value}),
        "period": T(key=f"cap-{one.period}", params={"zone": one.zone}),
        "scope": T(key=f"cap-per-{one.scope}"),
        "shared": T(key="cap-shared" if one.shared else "cap-per-chat"),
        "statuses": links.joined([T(key="lead-status", params={"status": status}) for status in one.statuses]),
    }
    return T(key="condition-cap", params=params)
