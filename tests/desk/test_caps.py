"""Caps: windows that tile time, places in the order of what happened, grace, what moves on, what is told (PRODUCT 6)."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import caps
from desk.caps import Lead, State
from desk.rules import Cap, OverCap, Payout, Terms
from tests.desk.test_calendars import ZONES

NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PERIODS = ("hour", "day", "week", "month")


def wall(text, zone):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


# zone, period, an instant within (UTC) -> the window's wall start, how long it is
WINDOWS = [
    ("Europe/Moscow", "day", "2026-11-21T20:59:59", "2026-11-21T00:00", DAY),
    ("Europe/Moscow", "day", "2026-11-21T21:00:00", "2026-11-22T00:00", DAY),
    ("Europe/Moscow", "hour", "2026-11-21T20:40:00", "2026-11-21T23:00", HOUR),
    ("Asia/Kathmandu", "hour", "2026-11-21T20:40:00", "2026-11-22T02:00", HOUR),
    ("Europe/Moscow", "week", "2026-11-23T08:00:00", "2026-11-23T00:00", 7 * DAY),
    ("Europe/Moscow", "week", "2026-11-22T08:00:00", "2026-11-16T00:00", 7 * DAY),
    ("Europe/Moscow", "month", "2024-02-29T12:00:00", "2024-02-01T00:00", 29 * DAY),
    ("America/Chicago", "day", "2026-03-08T12:00:00", "2026-03-08T00:00", 23 * HOUR),
    ("America/Chicago", "day", "2026-11-01T12:00:00", "2026-11-01T00:00", 25 * HOUR),
    ("America/Chicago", "hour", "2026-11-01T07:30:00", "2026-11-01T01:00", 2 * HOUR),  # one o'clock, twice
    ("Australia/Lord_Howe", "hour", "2026-04-04T15:20:00", "2026-04-05T01:00", 90 * MINUTE),
    ("Africa/Cairo", "day", "2026-04-24T09:00:00", "2026-04-24T01:00", 23 * HOUR),  # no midnight
    ("Europe/London", "month", "2026-10-05T00:00:00", "2026-10-01T00:00", 31 * DAY + HOUR),
    ("Pacific/Apia", "day", "2011-12-30T10:00:00", "2011-12-31T00:00", DAY),  # the 30th never was
]


@pytest.mark.parametrize("zone, period, at, start, length", WINDOWS)
def test_windows_are_those_of_wall_time(zone, period, at, start, length):
    begin, end = caps.window(Cap(value=1, period=period, zone=zone), datetime.fromisoformat(at).replace(tzinfo=UTC))
    assert (begin, end - begin) == (wall(start, zone), length)


def test_a_total_has_one_window():
    assert caps.window(Cap(value=1), NOON) == (caps.BEGINNING, None)


@given(
    zone=st.sampled_from(ZONES),
    period=st.sampled_from(PERIODS),
    at=st.datetimes(datetime(2011, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_windows_tile_time(zone, period, at):
    """Invariant 14: each instant lies in exactly one window, and the next begins where it ends."""
    cap = Cap(value=1, period=period, zone=zone)
    start, end = caps.window(cap, at)
    assert start <= at < end
    for inside in (start, end - timedelta(microseconds=1), start + (end - start) / 3):
        assert caps.window(cap, inside) == (start, end)
    assert caps.window(cap, end)[0] == end
    assert caps.window(cap, start - timedelta(microseconds=1))[1] == start


# --- who is in ----------------------------------------------------------------------------------------------------------


def terms(*limits, policy="unpaid", grace_max=0, grace=HOUR, **more):
    payout = Payout(model="revshare", percent=25) if policy == "other_payout" else None
    return Terms(
        caps=limits or (Cap(value=3),),
        payout=Payout(model="cpa", amount=28, goal="lead"),
        over_cap=OverCap(policy=policy, payout=payout, grace=grace, grace_max=grace_max),
        hold_days=14,
        **more,
    )


def lead(number, minutes, **more):
    known = {"source": 1, "goal": "lead", "flow": 1, "chat": 1, "status": "pending"}
    return Lead(**{**known, **more}, external=f"{number:03}", at=NOON + MINUTE * minutes)


def told_apart(leads, agreed):
    found = caps.judge(leads, lambda _: agreed)
    return [found[one].verdict if one in found else None for one in leads]


def test_what_is_past_the_cap_is_over_and_rejected_leads_take_no_place():
    leads = [lead(n, n) for n in range(5)]
    assert told_apart(leads, terms()) == ["in_cap"] * 3 + ["over"] * 2
    leads[1] = replace(leads[1], status="rejected")
    assert told_apart(leads, terms()) == ["in_cap", None, "in_cap", "in_cap", "over"]
    leads[1] = replace(leads[1], status="paid")  # what is paid has been approved
    assert told_apart(leads, terms()) == ["in_cap"] * 3 + ["over"] * 2


def test_grace_is_for_clicks_before_the_stop_soon_after_it_and_not_for_many():
    leads = [lead(n, n) for n in range(3)]  # the third fills it, at minute 2
    late = [
        lead(10, 3, clicked_at=NOON),  # clicked before
        lead(11, 4, clicked_at=NOON + 2 * MINUTE),  # at the stop itself
        lead(12, 5),  # nobody knows when: the lead's own time
        lead(13, 6, clicked_at=NOON),  # too many
        lead(14, 63, clicked_at=NOON),  # too late
    ]
    agreed = terms(grace_max=2)
    assert told_apart(leads + late, agreed)[3:] == ["grace", "over", "grace", "over", "over"]
    assert told_apart(leads + late, terms(grace_max=9))[3:] == ["grace", "over", "grace", "grace", "over"]


def test_of_several_caps_the_worst_holds_and_each_counts_all():
    agreed = terms(Cap(value=4), Cap(value=2, period="day"), Cap(value=1, metric="ftd"))
    leads = [lead(n, n) for n in range(3)] + [lead(n, n + 24 * 60) for n in range(3, 6)]
    assert told_apart(leads, agreed) == ["in_cap", "in_cap", "over", "in_cap", "over", "over"]


def test_terms_of_the_click_judge_and_used_places_stay_used():
    before, after = terms(Cap(value=3)), terms(Cap(value=5))
    leads = [lead(n, n) for n in range(5)] + [lead(5, 20, clicked_at=NOON), lead(6, 21), lead(7, 22)]
    found = caps.judge(leads, lambda one: before if one.agreed_at < NOON + 10 * MINUTE else after)
    verdicts = [found[one].verdict for one in leads]
    assert verdicts == ["in_cap"] * 3 + ["over"] * 5  # five places were used when it came
    bigger = terms(Cap(value=7))
    found = caps.judge(leads, lambda one: before if one.agreed_at < NOON + 10 * MINUTE else bigger)
    assert [found[one].verdict for one in leads] == ["in_cap"] * 3 + ["over"] * 3 + ["in_cap", "over"]


def test_a_cap_that_is_not_shared_is_counted_by_chat_and_one_of_a_deal_over_its_flows():
    leads = [lead(n, n, chat=n % 2, flow=n % 3) for n in range(6)]
    assert told_apart(leads, terms(Cap(value=2, scope="deal", shared=False))) == ["in_cap"] * 4 + ["over"] * 2
    assert told_apart(leads, terms(Cap(value=2, scope="deal"))) == ["in_cap"] * 2 + ["over"] * 4
    assert told_apart(leads, terms(Cap(value=1))) == ["in_cap"] * 3 + ["over"] * 3


def test_what_moves_on_takes_places_of_the_next_window_first():
    agreed = terms(Cap(value=2, period="day"), policy="next_period")
    days = [0, 0, 0, 0, 0, 1, 3]
    leads = [lead(n, n + day * 24 * 60) for n, day in enumerate(days)]
    found = caps.judge(leads, lambda _: agreed)
    midnight = wall("2026-11-24T00:00", "Europe/Moscow")
    assert [found[one].verdict for one in leads] == ["in_cap"] * 2 + ["over"] * 4 + ["in_cap"]
    moved = [midnight, midnight, midnight + DAY, midnight + DAY]  # the second day is full of what came before it
    assert [found[one].moved_to for one in leads] == [None, None, *moved, None]


OVERS = st.sampled_from(["unpaid", "pending_review", "other_payout", "paid", "next_period"])
CAPS = st.builds(
    Cap,
    value=st.integers(1, 4),
    period=st.sampled_from(["hour", "day"]),
    scope=st.sampled_from(["flow", "deal"]),
    shared=st.booleans(),
    zone=st.sampled_from(["Europe/Moscow", "America/Chicago"]),
)
AGREED = st.builds(
    lambda limits, policy, most: terms(*limits, policy=policy, grace_max=most),
    st.lists(CAPS, min_size=1, max_size=3),
    OVERS,
    st.integers(0, 2),
)
LEADS = st.lists(
    st.builds(
        lambda minutes, ago, **more: replace(
            lead(0, minutes, **more), clicked_at=None if ago is None else NOON + MINUTE * (minutes - ago)
        ),
        st.integers(0, 40 * 60),
        st.none() | st.integers(0, 90),
        flow=st.integers(1, 2),
        chat=st.integers(1, 2),
        status=st.sampled_from(["pending", "approved", "paid", "rejected"]),
    ),
    max_size=25,
).map(lambda leads: [replace(one, external=f"{n:03}") for n, one in enumerate(leads)])


@given(LEADS, AGREED, AGREED, st.randoms(use_true_random=False))
def test_the_split_is_whole_bounded_and_free_of_the_order_of_arrival(leads, before, after, shuffled: random.Random):
    """Invariants 10 and 12: counted = in cap + grace + over, and no more is payable than was agreed."""

    def agreed(one):
        return before if one.agreed_at < NOON + 20 * HOUR else after

    found = caps.judge(leads, agreed)
    mixed = [*leads, *leads]
    shuffled.shuffle(mixed)
    assert caps.judge(mixed, agreed) == found
    counted = [one for one in leads if any(caps.counts(cap, one) for cap in agreed(one).caps)]
    assert set(found) == set(counted)
    assert caps.split(found.values()).counted == len(counted)
    for rule in (before, after):
        for cap in rule.caps:
            mine = [one for one in counted if agreed(one) is rule]
            windows = Counter(
                (caps.counter(cap, one), caps.window(cap, one.at)[0]) for one in mine if _paid(found[one])
            )
            assert all(paid <= cap.value + rule.over_cap.grace_max for paid in windows.values())
            moved = Counter((caps.counter(cap, one), found[one].moved_to) for one in mine if found[one].cap == cap)
            assert all(many <= cap.value for (_, where), many in moved.items() if where is not None)


def _paid(judged):
    return judged.verdict != "over"


@given(LEADS, AGREED)
def test_a_cap_alone_fills_its_places_first_come_first_in(leads, agreed):
    """Against a count by hand: of a counter's window the first `value` are in, whatever else there is."""
    agreed = agreed.model_copy(update={"over_cap": OverCap(policy="unpaid")})
    for cap in agreed.caps:
        verdicts = dict(caps.by_cap(cap, sorted(set(leads), key=lambda one: one.order), lambda _: agreed))
        seen = Counter()
        for one in sorted(verdicts, key=lambda one: one.order):
            place = (caps.counter(cap, one), caps.window(cap, one.at))
            seen[place] += 1
            assert (verdicts[one].verdict == "in_cap") == (seen[place] <= cap.value)


@given(st.integers(1, 9), st.data())
def test_of_two_at_once_for_the_last_place_one_is_in(value, data):
    """Invariant 13, whichever is heard of first."""
    leads = [lead(n, 0) for n in range(value - 1)] + [lead(100, 5), lead(101, 5)]
    found = caps.judge(data.draw(st.permutations(leads)), lambda _: terms(Cap(value=value)))
    assert (found[leads[-2]].verdict, found[leads[-1]].verdict) == ("in_cap", "over")


@given(LEADS, AGREED, st.data())
def test_a_lead_gives_its_place_back_only_when_its_status_leaves_the_counted_ones(leads, agreed, data):
    """Invariant 19: rejected, it counts no more; of any other counted status, nothing changes."""
    counted = [one for one in leads if one.status != "rejected"]
    if not counted:
        return
    one = data.draw(st.sampled_from(counted))
    status = data.draw(st.sampled_from(["pending", "hold", "approved", "paid", "rejected", "trash", "unmapped"]))
    cap = agreed.caps[0]
    others = [two for two in counted if two != one]
    now = [*others, replace(one, status=status)]
    fewer = status in ("rejected", "trash", "unmapped")
    assert sum(caps.counts(cap, two) for two in now) == len(counted) - fewer


# --- money --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "policy, over_amount", [("unpaid", 0), ("paid", 28 * 7), ("pending_review", None), ("other_payout", None)]
)
def test_a_split_is_settled_by_the_rule_agreed_beforehand(policy, over_amount):
    settled = caps.settle(terms(policy=policy), "lead", caps.Split(in_cap=50, grace=4, over=7))
    assert (settled.paid, settled.amount, settled.over_amount) == (54, Decimal(28 * 54), over_amount)
    assert (settled.over_payout is not None) == (policy == "other_payout")


def test_what_is_over_is_paid_in_its_own_currency():
    agreed = terms(policy="other_payout").model_copy(
        update={
            "over_cap": OverCap(
                policy="other_payout", payout=Payout(model="cpl", amount=5, currency="EUR", goal="lead")
            )
        }
    )
    settled = caps.settle(agreed, "lead", caps.Split(in_cap=2, over=3))
    assert (settled.amount, settled.currency) == (Decimal(56), "USD")
    assert (settled.over_amount, settled.over_currency) == (Decimal(15), "EUR")


@given(LEADS, st.decimals("0.001", "99.999", places=3), st.sampled_from(["USD", "EUR"]))
def test_each_lead_is_worth_what_was_agreed_at_its_click(leads, amount, currency):
    """Invariants 8, 12 and 23: exact, to the last digit, and never a sum of two currencies."""
    before = terms(Cap(value=4))
    after = before.model_copy(update={"payout": Payout(model="cpa", amount=amount, currency=currency, goal="lead")})

    def agreed(one):
        return before if one.agreed_at < NOON + 20 * HOUR else after

    found = caps.judge(leads, agreed)
    parts = caps.parts(found.values())
    assert caps.whole(parts) == caps.split(found.values())
    sums = Counter()
    for one, judged in found.items():
        sums[agreed(one).payout] += agreed(one).payout.amount * (judged.verdict == "in_cap")
    settled = [caps.settle(known, "lead", part) for known, part in parts]
    assert [(one.amount, one.currency) for one in settled] == [
        (sums[p], p.currency) for p in (k.payout for k, _ in parts)
    ]


def test_leads_that_are_not_what_is_paid_are_worth_no_sum():
    settled = caps.settle(terms(policy="paid"), "reg", caps.Split(in_cap=5))
    assert settled.amount is None
    assert caps.settle(terms(), "reg", caps.Split(in_cap=5)).over_amount == 0


# --- what is told -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "used, value, steps",
    [
        (24, 50, []),
        (25, 50, [50]),
        (40, 50, [50, 80]),
        (49, 50, [50, 80]),
        (50, 50, [50, 80, 100]),
        (51, 50, [50, 80, 100, 101]),
        (61, 50, [50, 80, 100, 101, 110, 120]),
        (1, 1, [50, 80, 100]),
        (2, 1, [50, 80, 100, 101, *range(110, 201, 10)]),
        (2, 3, [50]),
    ],
)
def test_steps(used, value, steps):
    assert caps.reached(used, value) == steps


@given(st.integers(1, 60), st.lists(st.integers(0, 150), max_size=30))
def test_each_step_is_told_once_the_highest_of_several_alone(value, counts):
    """Invariant 16: at most once each, and what has been crossed is told or lies below what is."""
    told = 0
    said = []
    for used in counts:
        step = caps.news(told, used, value)
        if step is not None:
            said.append(step)
            told = step
        assert not [one for one in caps.reached(used, value) if one > told]
    assert said == sorted(set(said))


@given(st.integers(1, 20), st.lists(st.integers(0, 60), max_size=40))
def test_stop_comes_before_the_first_line_about_what_is_over(value, counts):
    """Invariants 16 and 18, whatever statuses do: STOP first, once, and once more after a place was free."""
    told, said = caps.Told(), []
    for used in counts:
        for _ in range(2):
            found = caps.tell(told, State(cap=Cap(value=value), used=used, start=NOON, end=None))
            if found is not None:
                telling, told = found
                said.append(telling)
        assert used < value or told.step >= caps.STOP
    assert all(said.count(telling) <= 1 for telling in ("stop", "reopened", "again"))
    heard = [telling for telling in said if telling != "warned"]
    assert not heard or heard[0] == "stop"
    assert "again" not in said or said.index("reopened") < said.index("again")


def test_pace_says_when_it_is_full():
    state = State(cap=Cap(value=50), used=40, start=caps.BEGINNING, end=None, in_hour=9, as_of=NOON)
    assert (state.left, state.percent, state.pace) == (10, 80, 9)
    assert state.full_by == NOON + 66 * MINUTE
    assert replace(state, in_hour=2).full_by is None  # too few to say
    assert replace(state, end=NOON + HOUR).full_by is None  # a new window comes first
    assert replace(state, used=50).full_by is None
    assert replace(state, used=99, cap=Cap(value=100)).percent == 99
