"""How new terms are written down, and what is wrong with it (PRODUCT 6, 10)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import termforms, terms
from desk.errors import DeskError
from desk.rules import Cap, Payout
from desk.terms import Body
from tests.desk.samples import RULES

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOSCOW = "Europe/Moscow"
CASINO = RULES.offers[0]
BODY = terms.body(CASINO, "new")
VERIFIED = terms.body(CASINO, "verified")


def asked(text: str, usual: tuple[str, ...] = ()) -> termforms.Asked:
    return termforms.asked(text.split(), RULES.offers, usual, NOW, MOSCOW)


def cap(text: str, body: Body = BODY) -> tuple[Cap, ...]:
    return termforms.cap(asked(text), body).terms.caps


def rate(text: str, body: Body = BODY) -> Payout:
    return termforms.rate(asked(text), body).terms.payout


def edit(text: str, body: Body = BODY) -> Body:
    words, conditions = termforms.split(text)
    return termforms.edit(asked(" ".join(words)), conditions, body)


def refusal(call: Any, *args: Any) -> str:
    with pytest.raises(DeskError) as refused:
        call(*args)
    return refused.value.key


@pytest.mark.parametrize(
    "text, geo, source",
    [
        ("casino-x", None, None),
        ("100 casino-x kz", "KZ", None),
        ("CASINO-X fb 100", None, "FB"),
        ("Casino X UZ UAC", "UZ", "UAC"),
    ],
)
def test_what_it_is_for_may_be_written_in_any_order(text: str, geo: str | None, source: str | None) -> None:
    found = asked(text)
    assert (found.offer.id, found.geo, found.source) == ("casino-x", geo, source)


def test_the_offer_goes_without_saying_where_there_is_one() -> None:
    assert asked("100 day", ("casino-x", "casino-x")).offer.id == "casino-x"
    assert refusal(asked, "100 day", ("casino-x", "bet-arena")) == "terms-which-offer"
    assert refusal(asked, "100 day") == "terms-which-offer"


@pytest.mark.parametrize(
    "text, key",
    [
        ("100 casino-x bet-arena", "terms-two-offers"),
        ("100 casino-x RU", "terms-unknown-geo"),
        ("100 casino-x until soon", "terms-wrong-date"),
        ("100 casino-x until 2026-02-30", "terms-wrong-date"),
        ("100 casino-x from 01.12.2026 25:00", "terms-wrong-date"),
        ("100 casino-x from 2026-12-02 until 2026-12-01", "terms-wrong-order"),
        ("100 casino-x until", "terms-wrong-date"),
    ],
)
def test_what_it_is_for_is_refused_by_name(text: str, key: str) -> None:
    assert refusal(asked, text) == key


def test_days_are_the_readers_own_and_an_end_is_the_end_of_the_day() -> None:
    found = asked("100 casino-x from 2026-12-01 until 31.12")
    assert found.at == datetime(2026, 11, 30, 21, tzinfo=UTC)
    assert found.until == datetime(2026, 12, 31, 21, tzinfo=UTC)
    assert asked("100 casino-x until 2026-12-01 12:30").until == datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    assert asked("100 casino-x until 01.02").until == datetime(2027, 2, 1, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("100 casino-x", {"value": 100, "purpose": "test", "period": "total"}),
        ("100 day casino-x", {"value": 100, "purpose": "regular", "period": "day"}),
        ("100 сутки тест casino-x", {"value": 100, "purpose": "test", "period": "day"}),
        (
            "30 ftd week casino-x Europe/Berlin",
            {"value": 30, "metric": "ftd", "period": "week", "zone": "Europe/Berlin"},
        ),
        ("70 per-deal per-chat casino-x", {"value": 70, "scope": "deal", "shared": False}),
    ],
)
def test_a_cap(text: str, expected: dict[str, Any]) -> None:
    (one,) = cap(text)
    assert {name: getattr(one, name) for name in expected} == expected


def test_of_several_caps_the_one_that_is_meant_changes() -> None:
    bet = terms.body(RULES.offers[1], "new")
    said = asked("15 day bet-arena")
    assert [(one.value, one.period) for one in termforms.cap(said, bet).terms.caps] == [(20, "total"), (15, "day")]
    assert refusal(termforms.cap, asked("15 bet-arena"), bet) == "cap-which"
    assert len(termforms.cap(asked("15 hour bet-arena"), bet).terms.caps) == 3
    assert [one.period for one in termforms.cap(asked("none day bet-arena"), bet).terms.caps] == ["total"]
    assert termforms.cap(asked("снять bet-arena"), bet).terms.caps == ()
    assert refusal(termforms.cap, asked("none week bet-arena"), bet) == "cap-none"


@pytest.mark.parametrize(
    "text, key",
    [
        ("casino-x", "cap-value"),
        ("0 casino-x", "cap-number"),
        ("-5 casino-x", "cap-number"),
        ("1.5 casino-x", "cap-number"),
        ("99999999 casino-x", "cap-number"),
        ("100 fortnight casino-x", "terms-unknown-word"),
        ("100 Europe/Nowhere casino-x", "terms-unknown-zone"),
    ],
)
def test_a_wrong_cap(text: str, key: str) -> None:
    assert refusal(cap, text) == key


def test_a_goal_the_offer_does_not_have() -> None:
    assert refusal(termforms.cap, asked("10 lead bet-arena"), BODY) == "terms-unknown-goal"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("25 casino-x", Payout(model="cpa", amount=Decimal(25))),
        ("$25.50 casino-x", Payout(model="cpa", amount=Decimal("25.50"))),
        ("25,5 EUR casino-x", Payout(model="cpa", amount=Decimal("25.5"), currency="EUR")),
        ("25% casino-x", Payout(model="revshare", percent=Decimal(25))),
        ("28+20% casino-x", Payout(model="hybrid", amount=Decimal(28), percent=Decimal(20))),
        ("cpl 4 lead casino-x", Payout(model="cpl", amount=Decimal(4), goal="lead")),
        ("15000 UZS casino-x", Payout(model="cpa", amount=Decimal(15000), currency="UZS")),
    ],
)
def test_a_rate(text: str, expected: Payout) -> None:
    assert rate(text) == expected


@pytest.mark.parametrize(
    "text, key",
    [
        ("casino-x", "rate-amount"),
        ("0 casino-x", "rate-amount"),
        ("-5 casino-x", "rate-amount"),
        ("25.555 casino-x", "rate-amount"),
        ("120% casino-x", "rate-amount"),
        ("1e5 casino-x", "rate-amount"),
        ("25 XXQ casino-x", "terms-unknown-currency"),
        ("25 много casino-x", "terms-unknown-word"),
    ],
)
def test_a_wrong_rate(text: str, key: str) -> None:
    assert refusal(rate, text) == key


def test_a_share_of_revenue_needs_its_percent_sign() -> None:
    shared = termforms.rate(asked("25% casino-x"), BODY)
    assert refusal(rate, "30 casino-x", shared) == "rate-percent"


def test_conditions_are_written_one_a_line() -> None:
    body = edit(
        "casino-x KZ hold 7\nbaseline none\nKPI: рег→деп ≥ 12 %; редеп ≥ 20 %\nsources fb\nнельзя спам; мотив\nover 25% grace 30m 3"
    )
    found = body.terms
    assert (found.hold_days, found.baseline, found.kpi) == (7, None, ("рег→деп ≥ 12 %", "редеп ≥ 20 %"))
    assert (body.sources, body.forbidden) == (("FB",), ("спам", "мотив"))
    assert found.over_cap.payout == Payout(model="revshare", percent=Decimal(25))
    assert (found.over_cap.grace, found.over_cap.grace_max) == (timedelta(minutes=30), 3)


@pytest.mark.parametrize(
    "text, key",
    [
        ("casino-x\nholt 7", "terms-unknown-field"),
        ("casino-x\nhold", "terms-empty-field"),
        ("casino-x\nhold soon", "terms-wrong-days"),
        ("casino-x\nbaseline -3", "rate-amount"),
        ("casino-x\nsources TikTok", "terms-unknown-source"),
        ("casino-x\nover later", "terms-unknown-policy"),
        ("casino-x\nover next_period", "terms-next-period"),
        ("casino-x\ngrace many", "terms-wrong-grace"),
        ("casino-x\nreconciliation " + "x" * 300, "terms-too-long"),
        ("casino-x soon\nhold 7", "terms-unknown-word"),
    ],
)
def test_a_wrong_condition(text: str, key: str) -> None:
    assert refusal(edit, text) == key


@given(st.sampled_from([(offer, tier) for offer in RULES.offers for tier in offer.terms]))
def test_the_form_filled_in_says_what_holds(which: tuple[Any, Any]) -> None:
    offer, tier = which
    body = terms.body(offer, tier)
    text = termforms.example(termforms.Asked(offer=offer), body).removeprefix("/terms ")
    words, conditions = termforms.split(text)
    assert termforms.edit(asked(" ".join(words)), conditions, body) == body


def test_a_tier() -> None:
    assert termforms.tier(["vip"], NOW, MOSCOW) == ("vip", None)
    assert termforms.tier(["Проверенный"], NOW, MOSCOW) == ("verified", None)
    until = termforms.tier("vip until 2027-01-31".split(), NOW, MOSCOW)[1]
    assert until == datetime(2027, 1, 31, 21, tzinfo=UTC)
    assert refusal(termforms.tier, ["gold"], NOW, MOSCOW) == "tier-which"
    assert refusal(termforms.tier, "vip until 2026-01-31".split(), NOW, MOSCOW) == "tier-past"


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Zs", "Cc"]), min_size=1, max_size=8), max_size=5)
)
def test_nonsense_is_a_refusal_and_never_a_bug(words: list[str]) -> None:
    for call in (termforms.cap, termforms.rate):
        try:
            call(termforms.asked(["casino-x", *words], RULES.offers, (), NOW, MOSCOW), BODY)
        except DeskError:
            continue
