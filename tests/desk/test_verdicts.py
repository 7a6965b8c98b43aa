"""Figures of a test, and when a VIP tier's end is told of (PRODUCT 6)."""

from datetime import UTC, datetime, timedelta

import pytest

from desk import verdicts
from desk.verdicts import Goal, Rate

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_goals_come_in_their_order_and_against_each_other():
    counted = [
        ("ftd", "approved", 4),
        ("lead", "pending", 30),
        ("lead", "paid", 10),
        ("lead", "trash", 3),
        ("rd", "hold", 1),
    ]
    found = verdicts.goals([*counted, ("lead", "unmapped", 9)], ("lead", "reg", "ftd"))
    assert found == [
        Goal(name="lead", good=40, bad=3),
        Goal(name="reg"),
        Goal(name="ftd", good=4),
        Goal(name="rd", good=1),
    ]
    assert verdicts.rates(found) == [Rate(goal="lead", next="ftd", percent=10), Rate(goal="ftd", next="rd", percent=25)]
    assert verdicts.rejected(found, "lead") == 7
    assert verdicts.rejected(found, "own") == 0


@pytest.mark.parametrize("days, due", [(15, None), (14, 14), (4, 14), (3, 3), (0.1, 3), (0, None), (-1, None)])
def test_the_end_of_a_tier_is_told_of_twice(days, due):
    assert verdicts.ahead(NOW + timedelta(days=days), NOW) == due
