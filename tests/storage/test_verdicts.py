"""The end of a VIP tier is told of 14 and 3 days before, with what the partner has brought, on both databases."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from desk.letters.letter import Letter
from desk.rules import Cap
from storage import links, outbox, people, tiers, verdicts
from storage.database import Database, Tx
from tests.storage.test_caps import LONG_AGO, NOW, Tracker, limited, linked
from tests.storage.test_links import chat, partner
from tests.stories import harness

DAY = timedelta(days=1)


async def test_the_manager_sees_the_volume_twice(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[Letter] = []

    async def heard(tx: Tx, letters: Iterable[Letter], now: datetime) -> None:
        said.extend(letters)

    monkeypatch.setattr(outbox, "add", heard)
    rules = harness.RULES()
    async with db.transaction() as tx:
        head = await people.add_staff(tx, 7, "Oleg", None, "head", NOW, locale="ru", zone="Europe/Moscow", reach="ok")
        await links.sync_terms(tx, limited(Cap(value=5)), LONG_AGO)
        owner = await partner(tx)
        link = await linked(tx, owner, await chat(tx, -1, owner), 1)
        await Tracker(tx).leads(link, 3, NOW - DAY, goal="ftd")
        await Tracker(tx).leads(link, 3, NOW - DAY, goal="reg")
        await tiers.change(tx, owner, "vip", NOW, "verified", NOW + 20 * DAY, head, NOW)
        counts = []
        for days in (0, 5, 6, 7, 16, 17, 18, 19.9, 21):
            await verdicts.vips(tx, rules, NOW + days * DAY)
            counts.append(len(said))
    assert counts == [0, 0, 1, 1, 1, 2, 2, 2, 2]
    assert {letter.to.id for letter in said} == {head}
    assert [letter.params["volume"] for letter in said] == [3, 3]
    assert {letter.params["enough"] for letter in said} == {"no"}
