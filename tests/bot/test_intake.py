"""Updates in: kept first, confirmed after, whatever Telegram may send (PRODUCT 12)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiogram.types import Update

from bot import intake
from bot.clock import Clock
from bot.intake import Intake
from storage import inbox
from storage.database import Database, Unavailable

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
CHAT, USER = {"id": -100, "type": "group"}, {"id": 7, "first_name": "A"}

#: One body of every kind there is, as far as its chat goes.
BODIES: dict[str, tuple[dict[str, Any], int]] = {
    **dict.fromkeys(
        """message edited_message channel_post edited_channel_post business_message edited_business_message
        deleted_business_messages message_reaction message_reaction_count my_chat_member chat_member chat_join_request
        chat_boost removed_chat_boost""".split(),
        ({"chat": CHAT, "from": USER}, -100),
    ),
    "callback_query": ({"id": "1", "from": USER, "message": {"message_id": 1, "chat": CHAT}}, -100),
    **dict.fromkeys(
        "inline_query chosen_inline_result shipping_query pre_checkout_query purchased_paid_media".split(),
        ({"id": "1", "from": USER}, 7),
    ),
    "business_connection": ({"id": "1", "user": USER}, 7),
    "poll_answer": ({"poll_id": "1", "user": USER}, 7),
    "poll": ({"id": "1"}, 0),
}
ODD: list[tuple[dict[str, Any], int]] = [
    ({"of_2030": {"chat": CHAT}}, -100),
    ({"of_2030": {"chat": {"title": "no number"}, "from": USER}}, 7),
    ({"of_2030": {"chat": "here", "from": None}}, 0),
    ({"of_2030": {"message": "text", "user": {"id": "7"}}}, 0),
    ({"of_2030": ["a", "list"]}, 0),
    ({"of_2030": "a word"}, 0),
    ({}, 0),
]


class Still(Clock):
    def now(self) -> datetime:
        return NOW


class Wire:
    """Telegram's queue: what it gives next, and what it was asked."""

    def __init__(self, *answers: Sequence[int]) -> None:
        self.answers, self.asked = list(answers), list[Any]()

    async def call(self, method: str, params: dict[str, Any], *, timeout: float) -> Any:
        assert method == "getUpdates"
        self.asked.append(params.get("offset"))
        return [{"update_id": number, "message": {"chat": CHAT}} for number in self.answers.pop(0)]


@pytest.mark.parametrize("kind", [*BODIES, *sorted(Update.model_fields.keys() - BODIES.keys() - {"update_id"})])
def test_the_chat_of_every_kind(kind: str) -> None:
    body, chat = BODIES.get(kind, ({"chat": CHAT, "from": USER}, -100))
    assert intake.chat_of({"update_id": 1, kind: body}) == chat


def test_everything_listened_to_is_in_the_table() -> None:
    assert set(intake.ALLOWED) <= BODIES.keys()


async def test_what_nobody_has_foreseen_is_kept_too(db: Database) -> None:
    odd = [{"update_id": number, **update, "half": "\ud83d"} for number, (update, _) in enumerate(ODD)]
    await intake.store(db, Still(), odd)
    async with db.reading() as tx:
        assert [kept.chat for kept in await inbox.open_updates(tx, NOW)] == [chat for _, chat in ODD]


async def test_the_offset_follows_what_was_stored_and_is_dropped_after_an_empty_answer(db: Database) -> None:
    wire, told = Wire([5, 6], [7], [], [3], []), list[int]()
    reader = Intake(wire, db, Still(), lambda: told.append(1))  # type: ignore[arg-type]
    assert [await reader.poll(0) for _ in range(5)] == [2, 1, 0, 1, 0]
    assert wire.asked == [None, 7, 8, None, 4]  # after an idle week the numbers begin anew, below the old ones
    assert len(told) == 3
    assert reader.heard_at == NOW


async def test_what_could_not_be_stored_stays_with_telegram(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: Any) -> None:
        raise Unavailable("disk full")

    wire, told = Wire([5], [6], [6, 7], []), list[int]()
    reader = Intake(wire, db, Still(), lambda: told.append(1))  # type: ignore[arg-type]
    await reader.poll(0)
    with monkeypatch.context() as broken:
        broken.setattr(inbox, "add", full)
        with pytest.raises(Unavailable):
            await reader.poll(0)
    await reader.poll(0)
    assert wire.asked == [None, 6, 6]  # asked for again, not confirmed
    assert len(told) == 2
    async with db.reading() as tx:
        assert len(await inbox.open_updates(tx, NOW)) == 3


async def test_what_comes_twice_is_kept_once(db: Database) -> None:
    updates = [{"update_id": 5, "message": {"chat": CHAT}}, {"update_id": 5, "message": {"chat": CHAT}}]
    for _ in range(2):
        await intake.store(db, Still(), updates)
    async with db.reading() as tx:
        assert len(await inbox.open_updates(tx, NOW + timedelta(days=1))) == 1
        assert await inbox.last_update_id(tx) == 5
