"""Versions over time: at every instant exactly one binds, none ever changes, what tightens waits (affiliate.md 8.2: 3, 5, 7, 8, 14)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desk import changes, publishing, terms
from desk.errors import DeskError
from desk.links import Flow
from desk.publishing import Plan, Wish
from desk.rules import Cap, OverCap, Payout, Rules, Terms
from desk.terms import Body, Book, Scope, Step, Version
from tests.desk.test_terms import offer, rules

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
NOTICE = timedelta(hours=24)
FLOWS = tuple(
    Flow(id=at, partner=7, offer="casino-x", geo=geo, source=source)
    for at, (geo, source) in enumerate((geo, source) for geo in ("KZ", "UZ") for source in ("FB", "UAC"))
)
SCOPES = (
    Scope(offer="casino-x", partner=7),
    Scope(offer="casino-x", partner=7, geo="KZ"),
    Scope(offer="casino-x", partner=7, source="FB"),
    Scope(offer="casino-x", partner=7, geo="KZ", source="FB"),
)


def conditions(value: int, amount: int) -> Terms:
    return Terms(
        caps=(Cap(value=value),),
        payout=Payout(model="cpa", amount=Decimal(amount)),
        over_cap=OverCap(policy="unpaid"),
        hold_days=14,
    )


def body(value: int, amount: int) -> Body:
    return Body(terms=conditions(value, amount), sources=("FB", "UAC"), forbidden=())


values, amounts = st.sampled_from((10, 50, 100)), st.sampled_from((20, 28))
tiers = st.sampled_from(("new", "verified", "vip"))


class Published(RuleBasedStateMachine):
    """A programme that publishes, withdraws, puts off and reads desk.yaml anew, while time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.versions: list[Version] = []
        self.steps: list[Step] = []
        self.rules: Rules = rules()
        self.first: dict[int, Version] = {}
        self.bound: dict[tuple[int, datetime], str] = {}  # what bound a flow then

    # --- the shelf ---

    def keep(self, plan: Plan) -> None:
        moved = {version.id: version for version in plan.moved}
        self.versions = [moved.get(version.id, version) for version in self.versions]
        for version in plan.made:
            stored = replace(version, id=len(self.versions) + 1)
            self.versions.append(stored)
            self.first[stored.id] = stored

    @property
    def book(self) -> Book:
        return Book(versions=tuple(self.versions), tier="new", steps=tuple(self.steps))

    @initialize(value=values, amount=amounts)
    def opens(self, value: int, amount: int) -> None:
        self.rules = rules(offer(new=conditions(value, amount)))
        self.keep(publishing.sync(self.versions, self.rules, self.now))

    # --- what happens ---

    @rule(hours=st.sampled_from((0, 1, 23, 24, 25, 70)), seconds=st.integers(0, 90))
    def time_passes(self, hours: int, seconds: int) -> None:
        self.now += timedelta(hours=hours, seconds=seconds)

    @rule(
        scope=st.sampled_from(SCOPES),
        value=values,
        amount=amounts,
        later=st.sampled_from((0, 2, 30, 50)),
        days=st.sampled_from((0, 1, 4)),
    )
    def publishes(self, scope: Scope, value: int, amount: int, later: int, days: int) -> None:
        at = self.now + timedelta(hours=later) if later else None
        wish = Wish(
            scope=scope, body=body(value, amount), at=at, until=self.now + timedelta(days=days) if days else None
        )
        tier = self.book.tier_at(self.now)
        before = {flow.id: self.book.clear(flow, self.now) for flow in FLOWS}
        try:
            begin = publishing.begins(self.versions, tier, wish, self.now, NOTICE)
        except DeskError:
            return
        self.keep(publishing.publish(self.versions, wish, begin, 1 + len(self.versions), self.now, by=1))
        for flow in FLOWS:
            held, then = before[flow.id], self.book.clear(flow, self.now)
            if held and then and held != then and held.body != then.body:
                assert changes.loosens(held.body, then.body), "what tightens came without notice"

    @rule(which=st.integers(0, 20))
    def withdraws(self, which: int) -> None:
        waiting = [one for one in self.versions if one.waits(self.now) and one.scope.partner is not None]
        if waiting:
            one = waiting[which % len(waiting)]
            self.keep(publishing.withdraw(self.versions, one, self.now))

    @rule(which=st.integers(0, 20))
    def puts_off(self, which: int) -> None:
        waiting = [one for one in self.versions if one.waits(self.now) and one.until is None]
        if waiting:
            one = waiting[which % len(waiting)]
            later = max(one.valid_from, publishing.earliest(self.now, NOTICE))
            self.keep(publishing.postpone(self.versions, one, later))

    @rule(value=values, amount=amounts, vip=st.none() | values)
    def reads_the_file_anew(self, value: int, amount: int, vip: int | None) -> None:
        held = {tier: conditions(value, amount) for tier in ("new",)} | (
            {"vip": conditions(vip, amount)} if vip else {}
        )
        before = {flow.id: self.book.clear(flow, self.now) for flow in FLOWS}
        self.rules = rules(offer(**held))
        self.keep(publishing.sync(self.versions, self.rules, self.now))
        assert publishing.sync(self.versions, self.rules, self.now) == Plan()
        for flow in FLOWS:
            old, then = before[flow.id], self.book.clear(flow, self.now)
            assert old and then
            assert old.body == then.body or changes.loosens(old.body, then.body)

    @rule(tier=tiers)
    def gets_another_tier(self, tier: str) -> None:
        self.steps = [step for step in self.steps if step.at <= self.now]
        at = publishing.earliest(self.now, NOTICE)
        self.steps.append(Step(tier=tier, at=at))  # type: ignore[arg-type]

    # --- what must always hold ---

    @invariant()
    def exactly_one_binds_each_flow_at_every_instant(self) -> None:
        if not self.versions:
            return
        edges = {at for one in self.versions for at in (one.valid_from, one.valid_to) if at is not None}
        for at in sorted({*edges, *(step.at for step in self.steps), self.now}):
            for flow in FLOWS:
                assert self.book.in_force(flow, at)

    @invariant()
    def intervals_of_a_scope_never_overlap(self) -> None:
        for scope in {one.scope for one in self.versions}:
            own = sorted((one for one in self.versions if one.scope == scope), key=lambda one: one.valid_from)
            held = [one for one in own if one.valid_from != one.valid_to]
            for one, following in pairwise(held):
                assert one.valid_to is not None
                assert one.valid_to <= following.valid_from

    @invariant()
    def bodies_never_change(self) -> None:
        for one in self.versions:
            made = self.first[one.id]
            assert (one.body, one.hash, one.number, one.scope) == (made.body, made.hash, made.number, made.scope)
            assert one.hash == terms.sha256(terms.read(one.body.json()))

    @invariant()
    def the_past_stays_as_it_was(self) -> None:
        """A lead is judged by the version of its click, whatever is published afterwards."""
        for (number, at), known in self.bound.items():
            assert self.book.in_force(FLOWS[number], at).hash == known
        if self.versions:
            for flow in FLOWS:
                self.bound[flow.id, self.now - terms.INSTANT] = (
                    self.book.in_force(flow, self.now - terms.INSTANT).hash if self.now > NOW else self.versions[0].hash
                )
            self.bound = {key: value for key, value in self.bound.items() if key[1] >= NOW}

    @invariant()
    def a_book_tells_every_change(self) -> None:
        if not self.versions:
            return
        for flow in FLOWS:
            held = self.book.clear(flow, NOW)
            for change in self.book.changes(flow, NOW + terms.INSTANT):
                assert change.before == held
                held = change.after
            assert held == self.book.clear(flow, NOW + timedelta(days=10_000))


TestPublished = Published.TestCase
TestPublished.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)


HOURS = st.tuples(st.integers(0, 9), st.none() | st.integers(1, 9)).map(lambda pair: (pair[0], pair[1] and sum(pair)))
AGREED = st.dictionaries(st.sampled_from((SCOPES[0], SCOPES[1], SCOPES[3])), HOURS, max_size=3)


def _agreed(spans: dict[Scope, tuple[int, int | None]], number: int) -> list[Version]:
    """Versions of these scopes from an hour on to another."""
    hour = timedelta(hours=1)
    return [
        replace(held(scope, number + at, body(50, 28), NOW + first * hour), valid_to=last and NOW + last * hour)
        for at, (scope, (first, last)) in enumerate(spans.items())
    ]


@given(AGREED, AGREED, st.integers(0, 12))
def test_of_two_partners_who_become_one_the_agreements_never_bind_one_flow_together(
    ours: dict[Scope, tuple[int, int | None]], theirs: dict[Scope, tuple[int, int | None]], merged: int
) -> None:
    """Invariant 7, in the past too; what holds for the one that stays is as it was, and something binds at every instant."""
    kept, gone = _agreed(ours, 10), _agreed(theirs, 20)
    at = NOW + timedelta(hours=merged)
    moved = publishing.joined([TIER, *kept], gone, at).moved
    after = Book(versions=(TIER, *kept, *moved), tier="new")
    before = Book(versions=(TIER, *kept), tier="new")
    for step in range(20):
        then = NOW + timedelta(hours=step)
        for flow in FLOWS:
            own, bound = before.in_force(flow, then), after.in_force(flow, then)
            assert bound == own or (own == TIER and bound in moved)


def held(scope: Scope, number: int, of: Body, start: datetime = NOW) -> Version:
    return Version(id=number, scope=scope, number=number, body=of, hash=terms.sha256(of), valid_from=start)


TIER = held(Scope(offer="casino-x", tier="new"), 1, body(50, 28), NOW - timedelta(days=9))


def begins(wish: Wish, *others: Version) -> datetime:
    return publishing.begins((TIER, *others), "new", wish, NOW, NOTICE)


def test_what_eases_holds_at_once_and_what_tightens_after_the_notice_and_the_time_it_takes_to_arrive() -> None:
    deal = SCOPES[0]
    assert begins(Wish(scope=deal, body=body(100, 28))) == NOW
    assert begins(Wish(scope=deal, body=body(10, 28))) == NOW + NOTICE + publishing.ARRIVAL
    assert begins(Wish(scope=deal, body=body(100, 20))) == NOW + NOTICE + publishing.ARRIVAL
    later = NOW + timedelta(days=3)
    assert begins(Wish(scope=deal, body=body(10, 28), at=later)) == later
    assert publishing.earliest(NOW + timedelta(seconds=1), NOTICE) == NOW + NOTICE + timedelta(minutes=11)


@pytest.mark.parametrize(
    "wish, others, key",
    [
        (Wish(scope=SCOPES[0], body=body(50, 28)), (held(SCOPES[0], 2, body(50, 28)),), "terms-same"),
        (Wish(scope=SCOPES[0], body=body(10, 28), at=NOW + timedelta(hours=1)), (), "terms-too-early"),
        (Wish(scope=SCOPES[0], body=body(100, 28), at=NOW - timedelta(hours=1)), (), "terms-past"),
        (Wish(scope=SCOPES[0], body=body(100, 28), until=NOW + timedelta(hours=1)), (), "terms-too-short"),
        (
            Wish(scope=SCOPES[0], body=body(100, 28)),
            (held(SCOPES[0], 2, body(10, 28), NOW + timedelta(hours=5)),),
            "terms-pending",
        ),
        (Wish(scope=SCOPES[1], body=body(100, 28)), (held(SCOPES[2], 2, body(60, 28)),), "terms-crossing"),
    ],
)
def test_what_cannot_be_published_is_refused(wish: Wish, others: tuple[Version, ...], key: str) -> None:
    with pytest.raises(DeskError, match=key):
        begins(wish, *others)


def test_a_version_in_force_cannot_be_withdrawn_and_one_that_waits_gives_back_the_end() -> None:
    until = NOW + timedelta(days=30)
    first = replace(held(SCOPES[0], 2, body(100, 28)), until=until, valid_to=until)
    wish = Wish(scope=SCOPES[0], body=body(10, 28))
    plan = publishing.publish((TIER, first), wish, begins(wish, first), 3, NOW)
    (ended,), (made,) = plan.moved, plan.made
    assert ended.valid_to == made.valid_from
    taken, restored = publishing.withdraw((TIER, ended, made), made, NOW).moved
    assert (taken.valid_to, restored.valid_to) == (made.valid_from, until)
    with pytest.raises(DeskError, match="terms-begun"):
        publishing.withdraw((TIER, first), first, NOW + timedelta(days=1))
