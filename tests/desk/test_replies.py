"""Canned replies: the one that is meant, and what stands in it (PRODUCT 9)."""

import pytest

from desk import replies
from desk.replies import Left
from desk.rules import FIELDS, Reply

REPLIES = {
    "payout": Reply(ru="выплата", en="payout"),
    "капа": Reply(ru="Осталось {cap_left}, {contact}. {manager}", en="{cap_left} left at {partner}"),
}


@pytest.mark.parametrize(
    "name,found,near",
    [("payout", "payout", None), ("КАПА", "капа", None), ("payuot", None, ["payout"]), ("zzz", None, [])],
)
def test_the_reply_that_is_meant(name: str, found: str | None, near: list[str] | None) -> None:
    assert replies.meant(REPLIES, name) == (REPLIES[found] if found else None)
    assert near is None or replies.nearest(REPLIES, name) == near


@pytest.mark.parametrize(
    "left,shown",
    [
        ([], "—"),
        ([Left(flow="Casino X KZ FB", count=0)], "0"),
        ([Left(flow="Casino X KZ FB", count=42)], "42"),
        ([Left(flow="A", count=42), Left(flow="B", count=3)], "A — 42, B — 3"),
    ],
)
def test_what_the_caps_leave(left: list[Left], shown: str) -> None:
    text = replies.fill(REPLIES["капа"], "en", partner="Alpha {manager}", manager=None, contact=None, left=left)
    assert text == f"{shown} left at Alpha {{manager}}"  # what is filled in is no field itself


def test_the_chats_language_and_a_dash_for_what_is_unknown() -> None:
    filled = replies.fill(REPLIES["капа"], "ru", partner="A", manager="Мария", contact=None, left=())
    assert filled == "Осталось —, —. Мария"


def test_every_field_that_may_stand_there_is_filled_in() -> None:
    text = " ".join(f"{{{field}}}" for field in FIELDS)
    filled = replies.fill(Reply(ru=text, en=text), "ru", partner="A", manager="B", contact="C", left=())
    assert filled == "A B — C"
