import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import Texts
from desk import gate, links, money, terms
from desk.letters import letter, packing
from desk.letters import links as letters
from desk.letters import terms as change_letters
from desk.letters.letter import Lane, Letter
from desk.letters.links import Card, Fresh, Listed, Picker, Section
from desk.letters.terms import Announced
from desk.links import Flow, Link
from desk.rules import Cap, General, Offer, OverCap, Payout, Terms
from desk.terms import Scope, Version

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
TEXTS = Texts(Path(__file__).parents[2] / "locales")

POLICIES = ("unpaid", "pending_review", "next_period", "other_payout", "paid")
GOALS = st.sampled_from(["lead", "reg", "ftd", "qftd"])
amounts = st.decimals(Decimal("0.01"), Decimal(2_000_000), places=2)
payouts = st.one_of(
    st.builds(
        Payout,
        model=st.sampled_from(["cpa", "cpl"]),
        amount=amounts,
        currency=st.sampled_from(["USD", "UZS"]),
        goal=GOALS,
    ),
    st.builds(Payout, model=st.just("revshare"), percent=st.decimals(1, 100, places=1)),
    st.builds(Payout, model=st.just("hybrid"), amount=amounts, percent=st.decimals(1, 100, places=1), goal=GOALS),
)
spans = st.integers(0, 3000).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def over_caps(draw: st.DrawFn) -> OverCap:
    policy = draw(st.sampled_from(POLICIES))
    pay = draw(payouts) if policy == "other_payout" else None
    return OverCap(policy=policy, payout=pay, grace=draw(spans), grace_max=draw(st.integers(0, 2000)))


caps = st.builds(
    Cap,
    value=st.integers(1, 10**7),
    purpose=st.sampled_from(["test", "regular"]),
    metric=GOALS,
    period=st.sampled_from(["hour", "day", "week", "month", "total"]),
    scope=st.sampled_from(["flow", "deal"]),
    shared=st.booleans(),
    statuses=st.lists(st.sampled_from(["pending", "hold", "approved", "own"]), min_size=1, unique=True).map(tuple),
)
bodies = st.builds(
    Terms,
    caps=st.lists(caps, min_size=1, max_size=3).map(tuple),
    payout=payouts,
    over_cap=over_caps(),
    hold_days=st.integers(0, 400),
    baseline=st.none() | amounts,
    kpi=st.lists(st.sampled_from(["рег→деп ≥ 12 %", "CR ≥ 5 %", "<b>"]), max_size=2).map(tuple),
    reconciliation=st.sampled_from(["", "до 5 числа"]),
    payout_days=st.integers(0, 30),
)
PLAIN = Terms(
    caps=(Cap(value=50, purpose="test"),),
    payout=Payout(model="cpa", amount=Decimal(28)),
    over_cap=OverCap(policy="unpaid", grace=timedelta(minutes=60), grace_max=5),
    hold_days=14,
    baseline=Decimal(10),
    kpi=("рег→деп ≥ 12 %", "CR click→reg ≥ 5 %"),
    reconciliation="до 5 числа следующего месяца",
)


def card(body: Terms = PLAIN, *, accepted: bool = False, accept: str = "required", used: int = 0) -> Card:
    offer = Offer(
        id="casino-x",
        name="Casino X",
        geos=("KZ", "UZ"),
        sources=("FB", "UAC"),
        forbidden=("brand context", "cashback"),
        url="https://go.casino-x.example/c?pid={partner}&flow={flow}&sub1={link}",
        domains=("go.casino-x.example",),
        accept=accept,
        terms={"new": body},
    )
    fixed = terms.body(offer, "new")
    return Card(
        partner="Альфа",
        chat="Альфа ↔ Программа",
        name="5:1:1",
        link=Link(
            id=5,
            flow=Flow(id=3, partner=7, offer="casino-x", geo="KZ", source="FB"),
            chat=2,
            token="Ab3dEfGh9k",
            terms=1,
            issued_at=NOW,
            issued_by=100,
        ),
        offer=offer,
        version=Version(
            id=1,
            scope=Scope(offer="casino-x", tier="new"),
            number=3,
            body=fixed,
            hash=terms.sha256(fixed),
            valid_from=NOW,
        ),
        used=(used,) * len(body.caps),
        as_of=Fresh(at=NOW, lag=timedelta(minutes=15)),
        manager="Olga",
        accepted=accepted,
    )


def said(one: Letter, locale: str, *, rich: bool = False) -> str:
    assert packing.load_params(packing.dump_params(one.params)) == dict(one.params)
    return TEXTS.render(one.key, one.params, locale, rich=rich)


def numbers(html: str) -> Counter[str]:
    """Numbers, dates among them, and currencies."""
    text = re.sub(r"<[^>]*>", " ", html).replace(money.NARROW, "")
    return Counter(re.findall(r"\d+(?:[.,]\d+)*|\$|UZS", text))


@given(bodies, st.integers(0, 10**7), st.booleans())
def test_russian_and_english_carry_the_same_numbers(body: Terms, used: int, accepted: bool) -> None:
    one = letters.link_card(card(body, accepted=accepted, used=used))
    english = numbers(said(one, "en"))
    assert numbers(said(one, "ru")) == english
    assert numbers(said(one, "ru", rich=True)) == numbers(said(one, "en", rich=True)) == english


@given(bodies, bodies, st.integers(0, 10**6))
def test_a_change_is_announced_with_the_same_numbers_in_both_languages(old: Terms, new: Terms, minutes: int) -> None:
    at = NOW + timedelta(minutes=minutes)
    before, after = card(old).version, replace(card(new).version, number=4, valid_from=at)
    flows = (card().link.flow,)
    known = Announced(id=1, chat=2, offer="Casino X", flows=flows, before=before, after=after, at=at)
    one = change_letters.announced(known, first=True)
    assert numbers(said(one, "ru")) == numbers(said(one, "en"))


@given(bodies)
def test_every_number_of_the_terms_is_on_the_card(body: Terms) -> None:
    shown = numbers(said(letters.link_card(card(body)), "en"))
    wanted = {"3", str(body.hold_days), str(body.payout_days), *(str(cap.value) for cap in body.caps)}
    amounts = [body.payout.amount, body.baseline, body.over_cap.payout and body.over_cap.payout.amount]
    wanted |= {money.number(amount).replace(money.NARROW, "") for amount in amounts if amount}
    assert wanted <= shown.keys()


@pytest.mark.parametrize("locale", TEXTS.locales)
@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("rich", [True, False])
def test_a_card_says_everything_it_must(locale: str, policy: str, rich: bool) -> None:
    pay = Payout(model="revshare", percent=Decimal(25)) if policy == "other_payout" else None
    over = OverCap(policy=policy, payout=pay, grace=timedelta(minutes=60), grace_max=5)
    text = said(letters.link_card(card(PLAIN.model_copy(update={"over_cap": over}))), locale, rich=rich)
    rule = TEXTS.plain(f"over-{policy.replace('_', '-')}", {"payout": "RevShare 25\u00a0%"}, locale)
    for part in ("v3", "Casino X", "KZ", "FB", "28\u00a0$", "10\u00a0$", "50", rule, "рег→деп ≥ 12 %", "14", "до 5 числа",
                 "brand context; cashback", "Olga", "Альфа", "«Альфа ↔ Программа»" if locale == "ru" else "“Альфа ↔ Программа”", "15 "):  # fmt: skip
        assert part in text


@pytest.mark.parametrize("locale", TEXTS.locales)
@pytest.mark.parametrize("rich", [True, False])
def test_the_link_stays_hidden_until_accepted(locale: str, rich: bool) -> None:
    hidden, open_ = letters.link_card(card()), letters.link_card(card(accepted=True), edit=True)
    domains = frozenset({"go.casino-x.example"})
    assert gate.find([said(hidden, locale, rich=rich), packing.dump_params(hidden.params)], domains) == []
    assert "Ab3dEfGh9k" not in said(hidden, locale, rich=rich) + packing.dump_params(hidden.params)
    assert "https://go.casino-x.example/c?pid=7&amp;flow=3&amp;sub1=Ab3dEfGh9k" in said(open_, locale, rich=rich)
    assert (hidden.key, open_.key) == ("link-card", gate.CARD)
    assert hidden.slot == open_.slot
    assert (hidden.once, open_.once) == ("card:5:1:1", None)
    assert hidden.lane is open_.lane is Lane.TERMS
    assert [b.data for b in hidden.buttons[0]] == ["accept:5:1:1", "ask:5"]
    assert [b.data for b in open_.buttons[0]] == ["ask:5"]


def test_where_showing_suffices_the_link_is_there_and_accept_too() -> None:
    one = letters.link_card(card(accept="shown"))
    assert one.key == gate.CARD
    assert "url" in one.params
    assert [b.data for b in one.buttons[0]] == ["accept:5:1:1", "ask:5"]


def test_a_card_without_a_count_for_each_cap_is_not_made() -> None:
    with pytest.raises(ValueError, match="zip"):
        letters.link_card(replace(card(), used=()))


@pytest.mark.parametrize("locale", TEXTS.locales)
def test_what_partners_are_called_is_escaped(locale: str) -> None:
    one = letters.link_card(replace(card(), manager="<b>Olga & Co"))
    assert "&lt;b&gt;Olga &amp; Co" in said(one, locale)


def test_terms_without_links_hold_the_same_conditions() -> None:
    known = card()
    flows = [known.link.flow, replace(known.link.flow, geo="UZ")]
    section = Section(offer="Casino X", flows=tuple(flows), version=known.version, used=((12,), (50,)))
    one = letters.terms_in_force(letter.chat(2), section, Fresh(at=NOW), None, once="card:chat:2:1:1")
    text = said(one, "ru")
    assert numbers(text) == numbers(said(one, "en"))
    assert "go.casino-x" not in text
    for part in (
        "KZ",
        "UZ",
        "28\u00a0$",
        "дежурная смена",
        "50 лидов",
        "12 из 50, осталось 38",
        "50 из 50, осталось 0",
    ):
        assert part in text


@given(st.integers(0, 10**6), st.sampled_from([p for p in POLICIES if p != "other_payout"]))
def test_general_terms_carry_the_same_numbers(cap: int, policy: str) -> None:
    one = letters.general_terms(letter.chat(2), General(test_cap=cap, over_cap=policy, hold_days=0))
    assert numbers(said(one, "ru")) == numbers(said(one, "en"))
    assert str(cap) in numbers(said(one, "ru"))


PICKER = Picker(to=letter.chat(2), slot="pick:2:100")


def many(count: int) -> Offer:
    letters_ = [f"{a}{b}" for a in "ABCDEFGH" for b in "ABCDEFGH"][:count]
    return card().offer.model_copy(
        update={"id": "o" * 24, "geos": tuple(letters_), "sources": tuple(f"источник {n}" for n in range(count))}
    )


@pytest.mark.parametrize("count", [1, 20, 21, 61])
def test_every_choice_can_be_reached_and_every_button_fits(count: int) -> None:
    offer = many(count)
    offers = [offer.model_copy(update={"id": f"{'o' * 20}-{n}"}) for n in range(count)]
    pages = range((count - 1) // letters.PAGE + 1)
    for prefix, width, made in (
        ("link:o:", 3, [letters.pick_offer(PICKER, offers, page) for page in pages]),
        ("link:g:", 4, [letters.pick_geo(PICKER, offer, offer.geos, page) for page in pages]),
        ("link:s:", 5, [letters.pick_source(PICKER, offer, "KZ", offer.sources, page) for page in pages]),
    ):
        buttons = [b for one in made for row in one.buttons for b in row]
        assert all(b.data and len(b.data.encode()) <= 64 for b in buttons)
        data = {b.data for b in buttons if b.data and b.data.startswith(prefix) and b.data.count(":") == width - 1}
        assert len(data) == count
        turns = {b.data for b in buttons if b.text.key in {"link-earlier", "link-later"}}
        assert len(turns) == (0 if len(pages) == 1 else len(pages))
        for one in made:
            assert one.slot == PICKER.slot
            assert all(said(one, locale) for locale in TEXTS.locales)


@pytest.mark.parametrize("page", [-5, 0, 99])
def test_a_page_there_is_none_of_is_the_nearest(page: int) -> None:
    assert letters.pick_offer(PICKER, [many(1)], page).buttons


@pytest.mark.parametrize("locale", TEXTS.locales)
def test_everything_else_is_said_in_every_language(locale: str) -> None:
    flow = card().link.flow
    lines = [
        Listed(link=card().link, offer="Casino X", number=n, accepted=a)
        for n, a in ((3, True), (3, False), (None, False))
    ]
    list_ = letters.listed(PICKER, lines)
    assert said(list_, locale).count("Ab3dEfGh9k") == 1
    assert "go.casino-x" not in said(list_, locale)
    for one in (
        letters.picked(PICKER, "Casino X", flow),
        letters.asked(replace(PICKER, chat="Alpha"), "Casino X", "KZ", "FB"),
        letters.refused(PICKER, "terms-none"),
        letters.refused(PICKER, "terms-ambiguous"),
        letters.broken(1, "Casino X", "KZ", "FB"),
        *(
            letters.told(1, deed, "Ivan", "Casino X", flow, 3)
            for deed in ("issued", "accepted", "read", "informed", "question")
        ),
    ):
        assert said(one, locale)
        assert all(TEXTS.plain(b.text.key, b.text.params, locale) for row in one.buttons for b in row)


TOASTS = (
    "link-accepted link-read link-informed link-terms-changed link-ask link-accept-staff link-stale link-closed link-no-offers "
    "link-unbound link-stranger link-foreign link-topic-only links-none terms-none terms-ambiguous"
).split()


@pytest.mark.parametrize("locale", TEXTS.locales)
@pytest.mark.parametrize("key", TOASTS)
def test_what_a_press_is_answered_fits(key: str, locale: str) -> None:
    text = TEXTS.plain(key, {"version": 12, "offer": "Casino X", "names": "Борис Павлович Иванов, Пётр"}, locale)
    assert len(text) <= 200
    assert "<" not in text


@pytest.mark.parametrize("locale", TEXTS.locales)
@pytest.mark.parametrize("key", ["form-link", "form-links", "form-terms", "link-in-topic", "link-anonymous"])
def test_refusals_have_words(key: str, locale: str) -> None:
    assert TEXTS.render(key, {}, locale)


@pytest.mark.parametrize(
    "amount,currency,text",
    [("28", "USD", "28 $"), ("28.0", "USD", "28 $"), ("32.5", "EUR", "32.50 €"), ("0.125", "USD", "0.125 $"),
     ("1064", "RUB", "1 064 ₽"), ("15000.00", "UZS", "15 000 UZS")],
)  # fmt: skip
def test_money_reads(amount: str, currency: str, text: str) -> None:
    shown = money.show(Decimal(amount), currency).replace(money.NARROW, " ").replace(money.FIXED, " ")
    assert shown == text


@given(amounts)
def test_money_is_exact(amount: Decimal) -> None:
    assert Decimal(money.number(amount).replace(money.NARROW, "")) == amount


def test_marks_are_short() -> None:
    assert {len(links.mark(source)) for source in ("FB", "Дзен")} == {6}
