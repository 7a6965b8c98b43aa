"""Calls of every platform as they arrive, whatever is wrong with them, and that order and repetition change nothing."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import leads, platforms, postbacks
from desk.leads import RANK, Said
from desk.postbacks import Broken, Report
from desk.sources import Platform, Settings, Source, Status

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
TOKEN = "Kz7QmV2xTa"
CLICK = "66f0c1d2e3a4b5c6d7e8f901"
AT = datetime(2026, 11, 21, 20, 30, 5, tzinfo=UTC)


def source(platform: Platform = "generic", **settings: Any) -> Source:
    return Source(id=1, name=platform, platform=platform, settings=Settings(**settings), made_by=None, made_at=NOW)


def read(query: str, platform: Platform = "generic", **settings: Any) -> Report:
    params = postbacks.parameters(parse_qsl(query, keep_blank_values=True))
    return postbacks.read(params, source(platform, **settings), {TOKEN}, NOW)


def troubles(report: Report) -> list[str]:
    return [f"{one.what}:{one.word}" if one.word else one.what for one in report.troubles]


#: What arrives at the address we give for each platform, or as its own documentation shows; and what it says: number, goal,
#: status, amount, instant.
RECORDED: list[tuple[Platform, str, tuple[str, str, Status, str | None, datetime | None]]] = [
    (
        "affise",
        f"click={CLICK}&flow={TOKEN}&conv=5f9c&offer=660&goal=1&st=2&sum=28&cur=USD&geo=KZ&ts=1795293005",
        ("5f9c", "1", "pending", "28 USD", AT),
    ),
    ("affise", f"sub2={TOKEN}&transactionid=5f9c&goal=reg&status=1", ("5f9c", "reg", "approved", None, None)),
    ("affise", f"flow={TOKEN}&conv=5f9c&st=3", ("5f9c", "lead", "rejected", None, None)),
    ("affise", f"flow={TOKEN}&conv=5f9c&st=5&ts=2026-11-21+20:30:05", ("5f9c", "lead", "hold", None, AT)),
    ("affise", f"flow={TOKEN}&conv=5f9c&st=4", ("5f9c", "lead", "hold", None, None)),
    (
        "everflow",
        f"click={TOKEN}&flow=&conv=bd1a47&goal=FTD&offer=12&sum=28.50&cur=USD&st=approved",
        ("bd1a47", "ftd", "approved", "28.50 USD", None),
    ),
    ("everflow", f"sub1={TOKEN}&transaction_id=bd1a47", ("bd1a47", "lead", "approved", None, None)),
    (
        "scaleo",
        f"click={CLICK}&flow={TOKEN}&conv=918273&goal=ftd&sum=28&cur=USD&st=approved",
        ("918273", "ftd", "approved", "28 USD", None),
    ),
    (
        "scaleo",
        f"click_id={CLICK}&sub_id1={TOKEN}&transaction_id=918273&goal_alias=ftd&conv_status=pending",
        ("918273", "ftd", "pending", None, None),
    ),
    ("scaleo", f"flow={TOKEN}&conv=918273&conv_status=hold", ("918273", "lead", "hold", None, None)),
    (
        "keitaro",
        f"click=2k3v1c9&flow={TOKEN}&conv=777&st=sale&sum=28.00&cur=USD",
        ("777", "lead", "approved", "28.00 USD", None),
    ),
    ("keitaro", f"subid=2k3v1c9&sub_id_1={TOKEN}&tid=777&status=lead", ("777", "lead", "pending", None, None)),
    ("keitaro", f"subid=2k3v1c9&sub_id_1={TOKEN}&status=rejected", ("2k3v1c9", "lead", "rejected", None, None)),
    ("keitaro", f"subid=2k3v1c9&sub_id_1={TOKEN}&tid=778&status=rebill", ("778", "lead", "approved", None, None)),
    (
        "voluum",
        f"click={TOKEN}&conv=T-120&sum=10.00&cur=USD&st=approved",
        ("T-120", "lead", "approved", "10.00 USD", None),
    ),
    (
        "voluum",
        f"cid={CLICK}&sub1={TOKEN}&txid=120&payout=10.00&cur=EUR",
        ("120", "lead", "approved", "10.00 EUR", None),
    ),
    (
        "tune",
        f"click={CLICK}&flow={TOKEN}&conv=102ab&sum=28&cur=USD&offer=1001",
        ("102ab", "lead", "approved", "28 USD", None),
    ),
    ("tune", f"aff_sub2={TOKEN}&transaction_id=102ab&status=pending", ("102ab", "lead", "pending", None, None)),
    (
        "trackier",
        f"click={CLICK}&flow={TOKEN}&conv=63aa&sum=5&cur=USD&st=approved",
        ("63aa", "lead", "approved", "5 USD", None),
    ),
    ("trackier", f"p1={CLICK}&p2={TOKEN}&txn_id=63aa&status=cancelled", ("63aa", "lead", "rejected", None, None)),
    ("binom", f"click=b7f1&flow={TOKEN}&st=hold", ("b7f1", "lead", "hold", None, None)),
    (
        "binom",
        f"cnv_id=b7f1&externalid={TOKEN}&cnv_status=trash&payout=3&cur=USD",
        ("b7f1", "lead", "trash", "3 USD", None),
    ),
    (
        "redtrack",
        f"click={CLICK}&goal=Purchase&sum=9.99&cur=USD&sub1={TOKEN}",
        (CLICK, "purchase", "approved", "9.99 USD", None),
    ),
    (
        "igaming",
        f"click={CLICK}&goal=ftd&sum=50&cur=EUR&promo=aff={TOKEN}|b=2",
        (CLICK, "ftd", "approved", "50 EUR", None),
    ),
    ("igaming", f"transaction_id={CLICK}&promo=link={TOKEN}", (CLICK, "ftd", "approved", None, None)),
    (
        "generic",
        f"link={TOKEN}&click=c1&conv=n1&goal=reg&st=approved&sum=1,50&cur=eur&ts=1795293005000",
        ("n1", "reg", "approved", "1.50 EUR", AT),
    ),
    ("generic", f"LINK={TOKEN}&Order_ID=n1", ("n1", "lead", "pending", None, None)),
]


@pytest.mark.parametrize(
    ("platform", "query", "expected"), RECORDED, ids=lambda one: one if isinstance(one, str) else ""
)
def test_each_platform_as_it_calls(platform: Platform, query: str, expected: tuple[Any, ...]) -> None:
    report = read(query, platform)
    said = report.said
    money = None if said.amount is None else f"{said.amount} {said.currency}"
    assert (report.external, report.goal, report.status, money, said.at) == expected
    assert report.token == TOKEN
    assert not [one for one in troubles(report) if one != "weak"]


@pytest.mark.parametrize("platform", platforms.CONNECTED)
def test_an_address_with_nothing_filled_in_counts_nothing(platform: Platform) -> None:
    """What a tracker sends that knows none of its own macros: the address as it was pasted."""
    address = platforms.address("https://desk.example", "name", "SECRET", platform)
    assert address.startswith("https://desk.example/pb/name/SECRET?")
    with pytest.raises(Broken):
        read(
            address.partition("?")[2].replace("=LINK", "={link}").replace("=CLICK", "={c}").replace("=CONVERSION", "="),
            platform,
        )


@pytest.mark.parametrize("macro", ["{sub1}", "{{sub1}}", "[sub1]", "%sub1%", "${sub1}", "<sub1>", "#sub1#"])
def test_a_macro_that_was_not_replaced_is_missing_and_named(macro: str) -> None:
    report = read(f"conv=1&link={TOKEN}&sum={macro.replace('%', '%25').replace('#', '%23')}&cur=USD")
    assert troubles(report) == ["macro:sum"]
    assert report.said.amount is None


@pytest.mark.parametrize("nothing", ["", "null", "NULL", "None", "undefined", "REPLACE", "OPTIONAL", "-", "%20"])
def test_words_for_nothing_are_nothing(nothing: str) -> None:
    report = read(f"conv=1&link={TOKEN}&goal={nothing}&sum={nothing}&st={nothing}")
    assert (report.goal, report.said.amount, report.status, report.troubles) == ("lead", None, "pending", ())


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", "empty"),
        ("foo=bar", "key"),
        (f"link={TOKEN}", "key"),
        (f"click={TOKEN}", "key"),
        ("goal=reg&st=approved", "key"),
        ("click={subid}&conv={tid}", "key"),
        (f"conv={'9' * 256}", "long"),
    ],
)
def test_what_speaks_of_no_lead_is_broken(query: str, why: str) -> None:
    with pytest.raises(Broken) as broken:
        read(query)
    assert broken.value.what == why


@pytest.mark.parametrize(
    ("part", "trouble"),
    [
        ("st=7", "status:7"),
        ("st=Ждём", "status:ждём"),
        ("sum=28", "currency"),
        ("sum=28&cur=dollars", "currency:DOLLARS"),
        ("sum=about+5&cur=USD", "amount:about 5"),
        ("sum=NaN&cur=USD", "amount:NaN"),
        ("sum=1e9&cur=USD", "amount:1e9"),
        ("ts=yesterday", "time:yesterday"),
        ("ts=0", "time:0"),
        ("ts=1999-01-01", "time:1999-01-01"),
        ("ts=2027-01-01", "time:2027-01-01"),
        ("ts=99999999999999", "time:99999999999999"),
        ("click_time=soon", "time:soon"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_lead_is_counted(part: str, trouble: str) -> None:
    report = read(f"conv=1&link={TOKEN}&{part}")
    assert troubles(report) == [trouble]
    assert (report.external, report.said.amount, report.said.at) == ("1", None, None)


def test_a_link_of_nobody_is_named() -> None:
    assert troubles(read("conv=1&link=ZZZZZZZZZZ")) == ["link"]
    assert troubles(read("click=1&link=ZZZZZZZZZZ")) == ["weak", "link"]


@pytest.mark.parametrize(
    ("text", "zone", "at"),
    [
        ("1795293005", "UTC", AT),
        ("1795293005.0", "UTC", AT),
        ("1795293005000", "UTC", AT),
        ("20261121203005", "UTC", AT),
        ("2026-11-21T20:30:05Z", "Europe/Moscow", AT),
        ("2026-11-21 23:30:05", "Europe/Moscow", AT),
        ("2026/11/21 23:30:05", "Europe/Moscow", AT),
        ("21.11.2026 23:30:05", "Europe/Moscow", AT),
        ("2026-11-21T23:30:05+03:00", "UTC", AT),
        ("2026-11-21T23:30:05 03:00", "UTC", AT),  # a plus sign that was not escaped
        ("2026-11-21", "UTC", datetime(2026, 11, 21, tzinfo=UTC)),
    ],
)
def test_times_as_they_are_written(text: str, zone: str, at: datetime) -> None:
    params = [("conv", "1"), ("ts", text)]
    assert postbacks.read(params, source(zone=zone), (), NOW).said.at == at


def test_what_a_manager_said_comes_before_what_is_known() -> None:
    report = read(
        f"conv=1&link={TOKEN}&st=7&goal=2&sum=5", statuses={"7": "approved"}, goals={"2": "ftd"}, currency="EUR"
    )
    assert (report.status, report.goal, report.said.currency, report.troubles) == ("approved", "ftd", "EUR", ())
    assert read(f"conv=1&link={TOKEN}", goal="reg", statuses={"": "hold"}).goal == "reg"
    assert read(f"conv=1&link={TOKEN}", "everflow", statuses={"": "hold"}).status == "hold"


def test_several_leads_of_one_click_where_that_is_wanted() -> None:
    keys = [read(f"click=c1&goal=redep&ts=179529300{n}", multiple=("redep",)).external for n in (1, 2, 2)]
    assert keys == ["c1@1795293001000", "c1@1795293002000", "c1@1795293002000"]
    assert read("click=c1&goal=reg&ts=1795293001", multiple=("redep",)).external == "c1"
    assert read("click=c1&goal=redep", multiple=("redep",)).external == "c1"


@pytest.mark.parametrize("body", ["", "{", "[]", "5", '"x"', "null", "[" * 100_000, "NaN"])
def test_a_body_that_is_no_json_is_broken(body: str) -> None:
    if not body:
        assert postbacks.parameters([], body, "application/json") == []
        return
    with pytest.raises(Broken, match="body"):
        postbacks.parameters([], body, "application/json; charset=utf-8")


def test_json_says_the_same_as_an_address() -> None:
    body = json.dumps(
        {"Conversion": {"id": 12345678901234567890, "payout": 28.10}, "link": TOKEN, "cur": "USD", "x": [1]}
    )
    params = postbacks.parameters([("goal", "reg")], body, "application/json")
    report = postbacks.read([*params, ("sum", "28.10")], source(), {TOKEN}, NOW)
    assert (report.external, report.goal, report.said.amount) == ("12345678901234567890", "reg", Decimal("28.10"))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["conv", "click", "link", "ts", "sum", "cur", "st", "goal", "x"]), st.text(max_size=300)
        )
    )
)
def test_nothing_that_arrives_is_a_bug(params: list[tuple[str, str]]) -> None:
    """Invariant 22: what is malformed is named, or refused as broken."""
    try:
        report = postbacks.read(postbacks.parameters(params), source(), {TOKEN}, NOW)
    except Broken:
        return
    assert 1 <= len(report.external) <= postbacks.EXTERNAL
    assert report.said.at is None or report.said.at.tzinfo is UTC
    assert (report.said.amount is None) == (report.said.currency is None)  # invariant 23
    assert "\0" not in report.external + report.said.word + report.goal


# --- a lead is a function of the set of what was said ---------------------------------------------------------------

STATUSES = [*RANK, "nobody knows"]
SAID = st.builds(
    Said,
    word=st.sampled_from(STATUSES),
    at=st.none() | st.integers(0, 5).map(lambda n: AT + timedelta(minutes=n)),
    clicked_at=st.none() | st.integers(0, 5).map(lambda n: AT - timedelta(minutes=n)),
    amount=st.none() | st.sampled_from([Decimal(28), Decimal("28.00"), Decimal("5.5")]),
    currency=st.sampled_from(["EUR", "USD"]),
    link=st.none() | st.integers(1, 3),
    heard_at=st.integers(0, 60).map(lambda n: NOW + timedelta(seconds=n)),
)


def meaning(word: str) -> Status:
    return word if word in RANK else "unmapped"  # type: ignore[return-value]


@given(said=st.lists(SAID, min_size=1, max_size=8), data=st.data())
def test_order_and_repetition_change_no_lead(said: Sequence[Said], data: st.DataObject) -> None:
    """Invariant 10."""
    again = data.draw(st.permutations([*said, *data.draw(st.lists(st.sampled_from(said)))]))
    assert leads.fold(again, meaning) == leads.fold(said, meaning)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("pending", "pending"),
        ("pending approved", "approved"),
        ("approved pending", "approved"),  # without times the order of arrival says nothing
        ("approved rejected", "rejected"),
        ("rejected approved", "rejected"),
        ("paid approved", "paid"),
        ("hold pending", "hold"),
        ("what? pending", "pending"),
        ("what?", "unmapped"),
        ("2approved 1pending", "approved"),
        ("1approved 2pending", "pending"),  # by the sender's clock it was taken back
        ("1rejected 2approved", "approved"),
        ("1approved 1rejected", "rejected"),
        ("2pending rejected", "rejected"),
        ("1approved 2what?", "unmapped"),
    ],
)
def test_what_status_stands(words: str, status: Status) -> None:
    said = [
        Said(
            word=word.lstrip("12"),
            at=AT + timedelta(minutes=int(word[0])) if word[0].isdigit() else None,
            heard_at=NOW,
        )
        for word in words.split()
    ]
    assert leads.fold(said, meaning).status == status


def test_what_is_known_of_a_lead() -> None:
    first = Said(word="pending", at=AT, clicked_at=AT - timedelta(hours=1), link=7, heard_at=NOW)
    then = Said(
        word="approved", at=AT + timedelta(hours=1), amount=Decimal(28), currency="USD", heard_at=NOW + timedelta(1)
    )
    lead = leads.fold([then, first], meaning)
    assert (lead.status, lead.at, lead.status_at, lead.link) == ("approved", AT, then.at, 7)
    assert (lead.amount, lead.currency, lead.clicked_at, lead.heard_at) == (28, "USD", first.clicked_at, NOW)
    silent = Said(word="pending", heard_at=NOW)
    assert leads.fold([silent], meaning).at == NOW
