"""Who is found by what, and what is somebody's own to do (PRODUCT 10)."""

from datetime import UTC, datetime, timedelta

import pytest

from desk import attention, search, taking
from desk.conversation import Lease
from desk.mine import Open, mine
from desk.people import Staff
from desk.search import Name

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def name(kind: str, partner: int, text: str, username: str | None = None, number: int = 0) -> Name:
    return Name(kind=kind, partner=partner, name=text, username=username, number=number, conversation=None)  # type: ignore[arg-type]


NAMES = [
    name("partner", 1, "Alpha Media", number=1),
    name("partner", 2, "Медиа Альфа", number=2),
    name("partner", 3, "Best of Alpha", number=3),
    name("contact", 1, "Борис Ёлкин", "boris_buy", 502),
    name("chat", 1, "Alpha ↔ Программа", number=-100501),
]


@pytest.mark.parametrize(
    "words,found",
    [
        ("alpha media", ["Alpha Media"]),
        ("ALPHA", ["Alpha Media", "Alpha ↔ Программа", "Best of Alpha"]),
        ("альфа", ["Медиа Альфа"]),
        ("альфа медиа", ["Медиа Альфа"]),
        ("елкин", ["Борис Ёлкин"]),
        ("@boris_buy", ["Борис Ёлкин"]),
        ("502", ["Борис Ёлкин"]),
        ("-100501", ["Alpha ↔ Программа"]),
        ("gamma", []),
    ],
)
def test_what_is_found_and_in_what_order(words: str, found: list[str]) -> None:
    assert [one.name for one in search.find(NAMES, words.split())] == found


def test_the_partner_that_is_meant_and_those_written_nearly_so() -> None:
    assert search.exactly(NAMES, ["alpha", "MEDIA"]) == 1
    assert search.exactly(NAMES, ["2"]) == 2
    assert search.exactly(NAMES, ["alpha"]) is None
    assert search.exactly([*NAMES, name("partner", 4, "alpha media", number=4)], ["alpha", "media"]) is None
    assert search.nearest(NAMES, ["alfa", "media"]) == ["Alpha Media"]


def somebody(number: int, text: str, username: str | None = None) -> Staff:
    return Staff(id=number, user_id=600 + number, name=text, username=username, role="sub")


@pytest.mark.parametrize(
    "words,found",
    [("@Sasha_Sub", [1]), ("sasha_sub", [1]), ("602", [2]), ("саша", [1, 3]), ("Женя", [2]), ("", []), ("@", [])],
)
def test_who_of_us_is_meant(words: str, found: list[int]) -> None:
    team = [somebody(1, "Саша", "sasha_sub"), somebody(2, "Женя"), somebody(3, "Саша")]
    assert [one.id for one in taking.named(team, words)] == found


def waiting(number: int, minutes: int, *, holder: int | None = None, called: tuple[int, ...] = ()) -> Open:
    lease = None if holder is None else Lease(staff=abs(holder), until=NOW + timedelta(minutes=1 if holder > 0 else -1))
    return Open(
        conversation=number,
        partner="A",
        manager=9,
        title="A",
        kind="private",
        since=NOW - timedelta(minutes=minutes),
        lease=lease,
        called=called,
    )


def test_mine_is_what_i_took_and_what_nobody_else_took_of_what_i_was_called_for() -> None:
    everything = [
        waiting(1, 5, called=(1,)),
        waiting(2, 9, called=(1, 2)),
        waiting(3, 7, holder=1),
        waiting(4, 8, holder=2, called=(1,)),
        waiting(5, 3, holder=-2, called=(1,)),  # its minutes are over
        waiting(6, 4, called=(2,)),
    ]
    plate = mine(somebody(1, "Саша"), everything, (), NOW)
    assert [one.conversation for one in plate.taken] == [3]
    assert [one.conversation for one in plate.waits] == [2, 1, 5]
    assert [one.conversation for one in mine(somebody(9, "Мария"), everything, (), NOW).waits] == [2, 1, 6, 5]


@pytest.mark.parametrize(
    "chosen,called,among,starts",
    [
        ("all", False, False, True),
        ("all", True, False, True),
        ("all", False, True, False),
        ("all", True, True, True),
        ("called", False, False, False),
        ("called", True, False, True),
        ("called", False, True, False),
        ("called", True, True, True),
    ],
)
def test_what_starts_a_wait(chosen: attention.Attention, called: bool, among: bool, starts: bool) -> None:
    assert attention.starts(chosen, called=called, among_themselves=among) is starts
