"""What the bot still needs in a group, and partners found by their names (PRODUCT 1)."""

from datetime import UTC, datetime

import pytest

from desk import chats, partners
from desk.errors import DeskError
from desk.people import Partner

RIGHTS = {"can_pin_messages": True, "can_delete_messages": True}


@pytest.mark.parametrize(
    "member,reads_all,expected",
    [
        ({"status": "administrator", **RIGHTS}, False, ()),
        ({"status": "administrator", **RIGHTS, "can_pin_messages": False}, True, ("pinning",)),
        ({"status": "administrator"}, False, ("pinning", "deleting")),
        ({"status": "member"}, False, ("reading",)),
        ({"status": "member"}, True, ("reactions",)),
        ({"status": "restricted"}, False, ("reading",)),
        ({"status": "left"}, False, ()),
        ({}, False, ()),  # Telegram did not answer: nothing is claimed
    ],
)
def test_what_the_bot_needs(member: dict[str, object], reads_all: bool, expected: tuple[str, ...]) -> None:
    assert chats.needs(member, reads_all) == expected


def known(*names: str) -> list[Partner]:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    return [Partner(id=n, name=name, tier="new", manager=None, created_at=at) for n, name in enumerate(names)]


@pytest.mark.parametrize(
    "words,expected",
    [
        ([], ["Alpha Media", "МЕДИА Плюс", "alpha"]),
        (["ALPHA"], ["Alpha Media", "alpha"]),
        (["media", "alp"], ["Alpha Media"]),
        (["медиа"], ["МЕДИА Плюс"]),
        (["x"], []),
    ],
)
def test_partners_by_words_of_their_names(words: list[str], expected: list[str]) -> None:
    everybody = known("Alpha Media", "МЕДИА Плюс", "alpha")
    assert [one.name for one in partners.named(everybody, words)] == expected


def test_names_alike_come_first_and_the_others_keep_their_order() -> None:
    found = partners.likely(known("Beta", "Gamma ALPHA", "Alphabet", "alpha llc"), "Alpha Media")
    assert [one.name for one in found] == ["Gamma ALPHA", "alpha llc", "Beta", "Alphabet"]


def test_words_that_fit_nobody_or_too_many_are_refused() -> None:
    many = known(*[f"P{n}" for n in range(partners.PAGE + 1)])
    for words, key in ((["zeta"], "partners-unknown"), (["p"], "partners-too-many")):
        with pytest.raises(DeskError) as refused:
            partners.fitting(many, words)
        assert refused.value.key == key
    assert partners.fitting(many, []) == many  # those one turns the pages of
