"""Pictures are drawn by a process of their own, and uploaded."""

import struct
import sys
from datetime import timedelta

import pytest

from bot import pictures, wording
from bot.telegram import File, Telegram
from bot.texts import Texts
from bot.wording import Place
from desk import rosters
from desk.letters import shifts as letters
from desk.people import Staff
from sandbox import Sandbox
from storage.addresses import Address
from tests.desk.samples import NASTY, NOW, RULES
from tests.stories.harness import TOKEN, HandClock

STAFF = [
    Staff(id=1, user_id=601, name=NASTY, username="sasha_sub", role="sub", zone="Asia/Almaty"),
    Staff(id=2, user_id=605, name="$Vera$ 🦊", username="vera_senior", role="senior"),
]


def request(locale: str) -> wording.Request:
    """Two weeks in which some nights are nobody's."""
    roster = rosters.roster(RULES.shifts, STAFF)
    said = letters.picture(STAFF[0], rosters.segments(roster, NOW, NOW + timedelta(days=14)), roster)
    return wording.request(said, Place(address=Address(chat=601), locale=locale, zone="Asia/Almaty"), Texts())


async def test_two_weeks_of_shifts_are_drawn_and_uploaded() -> None:
    asked = request("en")
    assert asked.picture is not None
    assert asked.picture["data"]["gaps"]
    png = await pictures.draw(asked.picture)
    width, height = struct.unpack(">II", png[16:24])
    assert png.startswith(b"\x89PNG")
    assert 1000 < width < 2000
    assert 200 < height < 800

    sandbox = Sandbox(HandClock(NOW), token=TOKEN)
    reader = sandbox.world.person("Саша", id=601)
    reader.start()
    await sandbox.start()
    telegram = Telegram(sandbox.url, TOKEN)
    try:
        shown = await telegram.call(
            asked.method, asked.params, files={"photo": File(name="photo.png", type="image/png", data=png)}
        )
        assert shown["photo"]
        assert shown["caption"] == "Shifts from 22.11 to 06.12. To swap: /swap"
        assert png in [file.data for file in sandbox.world.files._by_id.values()]
    finally:
        await telegram.close()
        await sandbox.stop()


async def test_what_cannot_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    with pytest.raises(pictures.NotDrawn):
        await pictures.draw(request("ru").picture or {})
