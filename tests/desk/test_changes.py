from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import changes
from desk.changes import FIELDS
from desk.rules import Cap, OverCap, Payout, Terms
from desk.terms import Body
from tests.desk.test_terms import bodies, conditions


def body(**terms: Any) -> Body:
    held = {"sources": ("FB", "UAC"), "forbidden": ("спам",)} | {
        name: terms.pop(name) for name in ("sources", "forbidden") if name in terms
    }
    return Body(terms=conditions().model_copy(update=terms), **held)


names = st.lists(st.sampled_from(["FB", "UAC", "SEO"]), max_size=3, unique=True).map(tuple)
whole = st.builds(Body, terms=bodies, sources=names, forbidden=names)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Body, Body]:
    """Two bodies that differ in some conditions only: two drawn apart differ in nearly all."""
    one, other = draw(whole), draw(whole)
    kept = draw(st.sets(st.sampled_from(FIELDS)))
    terms = {field: getattr(one.terms, field) for field in kept - {"sources", "forbidden"}}
    lists: dict[str, Any] = {field: getattr(one, field) for field in kept & {"sources", "forbidden"}}
    return one, replace(other, terms=other.terms.model_copy(update=terms), **lists)


OPPOSITE = {"better": "worse", "worse": "better", "other": "other"}


@given(pairs())
def test_every_difference_is_a_line_and_the_way_back_is_its_opposite(pair: tuple[Body, Body]) -> None:
    old, new = pair
    there, back = changes.compare(old, new), changes.compare(new, old)
    assert [(line.field, OPPOSITE[line.verdict]) for line in there] == [(line.field, line.verdict) for line in back]
    assert (there == ()) == (old == new)
    assert not (changes.loosens(old, new) and changes.loosens(new, old)) or old == new


@given(whole, whole, whole)
def test_what_eases_twice_eases(one: Body, two: Body, three: Body) -> None:
    if changes.loosens(one, two) and changes.loosens(two, three):
        assert changes.loosens(one, three)


def caps(*caps: Cap) -> Body:
    return body(caps=caps)


def over(policy: str, **more: Any) -> Body:
    return body(over_cap=OverCap(policy=policy, **more))  # type: ignore[arg-type]


def pays(model: str = "cpa", **more: Any) -> Body:
    return body(payout=Payout(model=model, **more))  # type: ignore[arg-type]


RS = Payout(model="revshare", percent=Decimal(25))


@pytest.mark.parametrize(
    "old, new, verdict",
    [
        (caps(Cap(value=50)), caps(Cap(value=100)), "better"),
        (caps(Cap(value=50, purpose="test")), caps(Cap(value=50)), "better"),
        (caps(Cap(value=50, purpose="test")), caps(Cap(value=100, period="day")), "better"),
        (caps(Cap(value=50)), caps(), "better"),
        (caps(Cap(value=50, period="week")), caps(Cap(value=50, period="month")), "other"),
        (caps(Cap(value=50, period="day")), caps(Cap(value=60, period="day", zone="UTC")), "other"),
        (caps(Cap(value=50)), caps(Cap(value=50), Cap(value=10, period="day")), "worse"),
        (caps(Cap(value=50)), caps(Cap(value=50, metric="ftd")), "other"),
        (caps(Cap(value=50, scope="deal")), caps(Cap(value=50)), "better"),
        (caps(Cap(value=50)), caps(Cap(value=50, shared=False)), "better"),
        (caps(Cap(value=50)), caps(Cap(value=50, statuses=("approved",))), "better"),
        (pays(amount=Decimal(28)), pays(amount=Decimal(25)), "worse"),
        (pays(amount=Decimal(28)), pays(amount=Decimal(30), currency="EUR"), "other"),
        (pays(amount=Decimal(28)), pays("hybrid", amount=Decimal(28), percent=Decimal(20)), "better"),
        (pays(amount=Decimal(28)), pays("revshare", percent=Decimal(25)), "other"),
        (pays(amount=Decimal(28)), pays(amount=Decimal(30), goal="lead"), "other"),
        (over("unpaid"), over("pending_review"), "better"),
        (over("paid"), over("other_payout", payout=RS), "worse"),
        (over("next_period"), over("pending_review"), "other"),
        (over("unpaid", grace_max=5), over("pending_review"), "other"),
        (over("unpaid", grace_max=5), over("unpaid", grace_max=9), "better"),
        (body(baseline=Decimal(10)), body(baseline=None), "better"),
        (body(baseline=Decimal(10)), body(baseline=Decimal(20)), "worse"),
        (body(hold_days=14), body(hold_days=7), "better"),
        (body(payout_days=3), body(payout_days=5), "worse"),
        (body(kpi=("a", "b")), body(kpi=("a",)), "better"),
        (body(kpi=("a",)), body(kpi=("b",)), "other"),
        (body(reconciliation="до 5 числа"), body(reconciliation="до 10 числа"), "other"),
        (body(), body(sources=("FB", "UAC", "SEO")), "better"),
        (body(), body(forbidden=("спам", "мотив")), "worse"),
    ],
)
def test_what_a_change_is_for_the_partner(old: Body, new: Body, verdict: str) -> None:
    (line,) = changes.compare(old, new)
    assert line.verdict == verdict
    assert changes.loosens(old, new) == (verdict == "better")


def test_a_mixed_change_does_not_ease() -> None:
    assert not changes.loosens(body(hold_days=14), body(hold_days=7, payout_days=9))
    assert changes.loosens(body(), body())
    assert isinstance(body().terms, Terms)
    assert body().terms.over_cap.grace == timedelta(minutes=60)
