import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import links
from desk.chats import Chat
from desk.errors import DeskError
from desk.links import Flow, Link, TrackingUrl
from desk.people import Contact
from desk.rules import Cap, Offer, OverCap, Payout, Terms

ROOT = Path(__file__).parents[2]
OFFER = Offer(
    id="casino-x",
    name="Casino X",
    geos=("KZ", "UZ"),
    sources=("FB", "UAC", "Дзен"),
    url="https://go.casino-x.example/c?pid={partner}&flow={flow}&sub1={link}&sub2={sub2}",
    domains=("go.casino-x.example",),
    terms={
        "new": Terms(
            caps=(Cap(value=50),),
            payout=Payout(model="cpa", amount=28),
            over_cap=OverCap(policy="unpaid"),
            hold_days=14,
        )
    },
)
LINK = Link(
    id=5,
    flow=Flow(id=3, partner=7, offer="casino-x", geo="KZ", source="FB"),
    chat=2,
    token="Ab3dEfGh9k",
    terms=1,
    issued_at=datetime(2026, 11, 21, tzinfo=UTC),
    issued_by=100,
)
CHAT = Chat(id=2, tg_id=-100, kind="group", title="Alpha, FB", partner=7, locale="ru")


@given(st.binary(min_size=16, max_size=32))
def test_a_token_is_short_and_good_in_any_address(random: bytes) -> None:
    assert re.fullmatch(r"[2-9A-HJ-NP-Za-km-z]{10}", links.token(random))


def test_tokens_of_different_chance_differ() -> None:
    assert len({links.token(n.to_bytes(16, "big")) for n in range(10_000)}) == 10_000


def test_little_chance_makes_no_token() -> None:
    with pytest.raises(ValueError, match="16 random bytes"):
        links.token(b"short")


def test_the_address_follows_the_template_and_leaves_the_partners_labels() -> None:
    assert links.url(OFFER, LINK).reveal() == ("https://go.casino-x.example/c?pid=7&flow=3&sub1=Ab3dEfGh9k&sub2={sub2}")


@pytest.mark.parametrize(
    "slip",
    [str, "{}".format, lambda url: f"{url}", lambda url: f"{url!s}", "%s".__mod__],
    ids=["str", "format", "f-string", "f-string-s", "percent"],
)
def test_an_address_does_not_become_text_by_accident(slip) -> None:
    with pytest.raises(TypeError, match="card"):
        slip(links.url(OFFER, LINK))


def test_an_address_does_not_show_where_things_are_printed() -> None:
    url = links.url(OFFER, LINK)
    assert repr(url) == repr([url])[1:-1] == "TrackingUrl(...)"
    with pytest.raises(TypeError):
        "" + url  # type: ignore[operator]
    assert isinstance(url, TrackingUrl)


def test_one_place_reveals_addresses() -> None:
    folders = ("desk", "storage", "handlers", "scheduler", "web", "bot")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    calls = [path for path in files for _ in re.findall(r"\.reveal\(|\._address\b(?! = )", path.read_text("utf-8"))]
    assert calls == [ROOT / "desk/links.py", ROOT / "desk/letters/links.py"]


@pytest.mark.parametrize(
    "partner,expected,joins",
    [(7, "accepted", False), (8, "read", False), (None, "read", True)],
    ids=["contact", "of another partner", "stranger"],
)
def test_who_may_accept(partner: int | None, expected: str, joins: bool) -> None:
    person = Contact(user_id=1, partner=partner, name="Ivan", username=None, locale="ru") if partner else None
    assert links.standing(person, CHAT) == expected
    assert links.joins(person, CHAT) is joins


def test_nobody_joins_an_unbound_chat() -> None:
    assert not links.joins(None, replace(CHAT, partner=None))


def test_only_what_desk_yaml_offers_can_be_had() -> None:
    assert links.offered(OFFER, "KZ", "FB") is OFFER
    for offer, geo, source in ((None, None, None), (OFFER, "DE", None), (OFFER, "KZ", "SEO")):
        with pytest.raises(DeskError, match="link-stale"):
            links.offered(offer, geo, source)
    with pytest.raises(DeskError, match="link-closed") as refusal:
        links.offered(OFFER.model_copy(update={"open": False}), "KZ")
    assert refusal.value.params == {"offer": "Casino X"}


def test_a_mark_finds_its_source_in_any_order() -> None:
    turned = OFFER.model_copy(update={"sources": tuple(reversed(OFFER.sources))})
    assert [links.marked(turned, links.mark(source)) for source in OFFER.sources] == list(OFFER.sources)
    with pytest.raises(DeskError, match="link-stale"):
        links.marked(OFFER, "0")


@pytest.mark.parametrize(
    "recent,expected",
    [((), "abc"), (("c",), "cab"), (("b", "c", "b"), "bca"), (("gone", "c"), "cab")],
)
def test_what_was_chosen_lately_comes_first(recent: tuple[str, ...], expected: str) -> None:
    assert "".join(links.last_first("abc", recent)) == expected
