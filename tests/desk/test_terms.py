from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import publishing, terms
from desk.errors import DeskError
from desk.links import Flow
from desk.publishing import Plan
from desk.rules import Cap, Offer, OverCap, Payout, Rules, Terms
from desk.terms import Scope, Version

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)


def conditions(value: int = 50, amount: str = "28", hold: int = 14) -> Terms:
    return Terms(
        caps=(Cap(value=value, purpose="test"),),
        payout=Payout(model="cpa", amount=Decimal(amount)),
        over_cap=OverCap(policy="unpaid", grace=timedelta(minutes=60), grace_max=5),
        hold_days=hold,
        kpi=("рег→деп ≥ 12 %",),
    )


def offer(name: str = "casino-x", sources: tuple[str, ...] = ("FB", "UAC"), **tiers: Terms) -> Offer:
    return Offer(
        id=name,
        name="Casino X",
        geos=("KZ", "UZ"),
        sources=sources,
        url="https://go.casino-x.example/c?sub1={link}",
        domains=("go.casino-x.example",),
        terms=tiers or {"new": conditions()},
    )


def rules(*offers: Offer) -> Rules:
    return Rules.model_construct(offers=offers)


FLOW = Flow(id=1, partner=7, offer="casino-x", geo="KZ", source="FB")


class Shelf:
    """What the database keeps, in memory."""

    def __init__(self) -> None:
        self.versions: list[Version] = []

    def sync(self, wanted: Rules, now: datetime) -> Plan:
        return self.keep(publishing.sync(self.versions, wanted, now))

    def keep(self, plan: Plan) -> Plan:
        moved = {version.id: version for version in plan.moved}
        self.versions = [moved.get(v.id, v) for v in self.versions]
        self.versions += [replace(v, id=len(self.versions) + 1 + i) for i, v in enumerate(plan.made)]
        return plan


def test_the_first_reading_makes_version_one_of_each_tier() -> None:
    shelf = Shelf()
    shelf.sync(rules(offer(new=conditions(), vip=conditions(200))), NOW)
    assert [(v.tier, v.number, v.valid_from, v.valid_to) for v in shelf.versions] == [
        ("new", 1, NOW, None),
        ("vip", 1, NOW, None),
    ]


def test_reading_the_same_again_changes_nothing() -> None:
    shelf = Shelf()
    shelf.sync(rules(offer(new=conditions(amount="28"))), NOW)
    assert shelf.sync(rules(offer(new=conditions(amount="28.00"))), NOW + timedelta(days=1)) == Plan()


def test_a_change_makes_a_new_number_and_the_intervals_tile() -> None:
    shelf = Shelf()
    shelf.sync(rules(offer()), NOW)
    first = shelf.versions[0]
    later = NOW + timedelta(days=3)
    shelf.sync(rules(offer(new=conditions(100))), later)
    old, new = shelf.versions
    assert (old.body, old.hash, old.number) == (first.body, first.hash, first.number)
    assert (old.valid_to, new.valid_from, new.number, new.terms.caps[0].value) == (later, later, 2, 100)


def test_going_back_is_a_new_version_too() -> None:
    shelf = Shelf()
    for day, value in enumerate((50, 100, 50)):
        shelf.sync(rules(offer(new=conditions(value))), NOW + timedelta(days=day))
    assert [v.number for v in shelf.versions] == [1, 2, 3]
    assert shelf.versions[0].hash == shelf.versions[2].hash != shelf.versions[1].hash


def test_another_list_of_sources_is_another_version() -> None:
    shelf = Shelf()
    shelf.sync(rules(offer()), NOW)
    assert shelf.sync(rules(offer(sources=("FB",))), NOW).made[0].number == 2


def test_a_tier_that_goes_falls_back_to_new_and_may_return() -> None:
    shelf = Shelf()
    both, one = rules(offer(new=conditions(), vip=conditions(200))), rules(offer())
    shelf.sync(both, NOW)
    assert terms.in_force(shelf.versions, FLOW, "vip", NOW).terms.caps[0].value == 200
    later = NOW + timedelta(days=1)
    assert shelf.sync(one, later).made == ()
    assert terms.in_force(shelf.versions, FLOW, "vip", later + timedelta(hours=24)).tier == "vip"
    again = later + timedelta(days=2)
    assert terms.in_force(shelf.versions, FLOW, "vip", again).tier == "new"
    assert shelf.sync(one, later) == Plan()
    shelf.sync(both, again)
    assert terms.in_force(shelf.versions, FLOW, "vip", again).number == 2


def test_an_offer_that_goes_keeps_its_terms() -> None:
    shelf = Shelf()
    shelf.sync(rules(offer()), NOW)
    assert shelf.sync(rules(), NOW + timedelta(days=1)) == Plan()
    assert terms.in_force(shelf.versions, FLOW, "new", NOW + timedelta(days=2)).number == 1


def test_none_or_two_in_force_is_a_refusal() -> None:
    shelf = Shelf()
    with pytest.raises(DeskError, match="terms-none"):
        terms.in_force([], FLOW, "vip", NOW)
    shelf.sync(rules(offer()), NOW)
    with pytest.raises(DeskError, match="terms-none"):
        terms.in_force(shelf.versions, FLOW, "vip", NOW - timedelta(milliseconds=1))
    twin = replace(shelf.versions[0], id=9, number=9)
    with pytest.raises(DeskError, match="terms-ambiguous"):
        terms.in_force([*shelf.versions, twin], FLOW, "new", NOW)


def test_the_nearest_scope_wins_and_two_at_one_level_are_a_refusal() -> None:
    def agreed(number: int, geo: str | None = None, source: str | None = None, partner: int = 7) -> Version:
        scope = Scope(offer="casino-x", partner=partner, geo=geo, source=source)
        one = terms.body(offer(), "new")
        return Version(id=number, scope=scope, number=number, body=one, hash=terms.sha256(one), valid_from=NOW)

    shelf = Shelf()
    shelf.sync(rules(offer()), NOW)
    nearer = [agreed(2), agreed(3, geo="KZ"), agreed(4, geo="KZ", source="FB")]
    others = [agreed(8, geo="UZ"), agreed(9, source="UAC"), agreed(10, partner=8)]
    for count in range(4):
        held = [*others, *shelf.versions, *nearer[:count]]
        assert terms.in_force(held, FLOW, "new", NOW).number == count + 1
    with pytest.raises(DeskError, match="terms-ambiguous"):
        terms.in_force([*shelf.versions, nearer[1], agreed(5, source="FB")], FLOW, "new", NOW)


caps = st.builds(
    Cap,
    value=st.integers(1, 10**6),
    purpose=st.sampled_from(["test", "regular"]),
    metric=st.sampled_from(["lead", "reg", "ftd"]),
    period=st.sampled_from(["hour", "day", "week", "month", "total"]),
    scope=st.sampled_from(["flow", "deal"]),
    shared=st.booleans(),
    statuses=st.lists(st.sampled_from(["pending", "hold", "approved"]), min_size=1, unique=True).map(tuple),
)
amounts = st.decimals(Decimal("0.01"), Decimal(10000), places=2)
payouts = st.builds(
    Payout,
    model=st.just("hybrid"),
    amount=amounts,
    percent=st.decimals(1, 100, places=1),
    currency=st.sampled_from(["USD", "EUR", "KZT", "UZS"]),
)
bodies = st.builds(
    Terms,
    caps=st.lists(caps, min_size=1, max_size=3).map(tuple),
    payout=payouts,
    over_cap=st.builds(
        OverCap,
        policy=st.sampled_from(["unpaid", "pending_review", "next_period", "paid"]),
        grace=st.integers(0, 600).map(lambda m: timedelta(minutes=m)),
        grace_max=st.integers(0, 20),
    ),
    hold_days=st.integers(0, 60),
    baseline=st.none() | amounts,
    kpi=st.lists(st.text(max_size=10), max_size=2).map(tuple),
    reconciliation=st.text(max_size=10),
    payout_days=st.integers(0, 30),
)


@given(bodies)
def test_a_body_survives_the_database_and_keeps_its_hash(body: Terms) -> None:
    one = terms.body(offer(new=body), "new")
    assert terms.read(one.json()) == one
    assert terms.sha256(terms.read(one.json())) == terms.sha256(one)


@given(bodies, bodies)
def test_the_hash_tells_bodies_apart(one: Terms, two: Terms) -> None:
    first, second = terms.body(offer(new=one), "new"), terms.body(offer(new=two), "new")
    assert (terms.sha256(first) == terms.sha256(second)) == (first == second)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.lists(st.sampled_from([50, 60, 70]), min_size=1, max_size=2)), max_size=12)
)
def test_at_every_instant_exactly_one_version_is_in_force(changes: list[tuple[int, list[int]]]) -> None:
    shelf, now, begun = Shelf(), NOW, False
    seen: list[datetime] = []
    for hours, values in changes:
        now += timedelta(hours=hours)
        tiers = dict(zip(("new", "vip"), map(conditions, values), strict=False))
        shelf.sync(rules(offer(**tiers)), now)
        begun = True
        seen.append(now)
        noticed = now + timedelta(hours=25)
        assert terms.in_force(shelf.versions, FLOW, "new", noticed).terms == tiers["new"]
        assert terms.in_force(shelf.versions, FLOW, "vip", noticed).terms == tiers.get("vip", tiers["new"])
    for at in seen:
        for tier in ("new", "verified", "vip"):
            assert terms.in_force(shelf.versions, FLOW, tier, at)
    assert begun or not shelf.versions
