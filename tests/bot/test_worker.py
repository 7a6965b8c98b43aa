"""Stored updates to their handlers: in order, once, and a bug costs one update only (DESIGN 2, Work)."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Message

from bot.app import _NoNetwork
from bot.clock import Clock
from bot.middlewares import Transaction
from bot.texts import Texts
from bot.worker import PAUSES, Worker
from desk.errors import DeskError
from desk.letters.letter import Toast
from storage import inbox, outbox, people
from storage.database import Database, Tx

START = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
HEAD = 604


class Hand(Clock):
    def now(self) -> datetime:
        return START + self._ahead


class Wire:
    """Nothing but presses are answered here."""

    def __init__(self) -> None:
        self.answers = list[dict[str, Any]]()

    async def call(self, method: str, params: dict[str, Any]) -> Any:
        assert method == "answerCallbackQuery"
        self.answers.append(params)


class House:
    """A worker whose handlers note what they were given: `bug`, `refuse` and `rude` fail after having changed something."""

    def __init__(self, db: Database) -> None:
        self.db, self.clock, self.wire, self.seen = db, Hand(), Wire(), list[str]()
        self.bot = Bot("0:desk", session=_NoNetwork())
        self.worker, self.second = self._worker(), self._worker()
        self.number = 0

    def _worker(self) -> Worker:
        dispatcher = Dispatcher(ctx=SimpleNamespace(place="private"))
        for name in ("message", "callback_query"):
            dispatcher.observers[name].middleware(Transaction(self.db))
        dispatcher.message.register(self._on_message)
        dispatcher.callback_query.register(self._on_press)
        wire: Any = self.wire
        return Worker(dispatcher, self.bot, self.db, self.clock, wire, Texts(), "en", "UTC", lambda: None)

    async def _on_message(self, message: Message, tx: Tx) -> None:
        text = message.text or ""
        self.seen.append(text)
        await people.add_partner(tx, text, None, START)
        if text == "bug":
            raise ZeroDivisionError("by nought")
        if text == "refuse":
            raise DeskError("unknown-command")
        if text == "rude":
            await message.answer("hello")

    async def _on_press(self, query: CallbackQuery, tx: Tx) -> Toast:
        await people.add_partner(tx, str(query.data), None, START)
        if query.data == "refuse":
            raise DeskError("not-yours")
        return Toast(key="settled")

    async def receive(self, *updates: tuple[int, dict[str, Any]]) -> None:
        rows = []
        for chat, body in updates:
            self.number += 1
            rows.append((self.number, chat, json.dumps({"update_id": self.number, **body})))
        async with self.db.transaction() as tx:
            await inbox.add(tx, rows, self.clock.now())

    async def work(self) -> None:
        while await self.worker.step():
            pass
        await self.worker.settle()

    async def partners(self) -> list[str]:
        async with self.db.reading() as tx:
            return [partner.name for partner in await people.partners(tx)]

    async def letters(self) -> list[Any]:
        async with self.db.reading() as tx:
            return [queued.letter for queued in await outbox.load(tx, await outbox.open_ids(tx))]


@pytest.fixture
async def house(db: Database) -> House:
    async with db.transaction() as tx:
        await people.add_staff(tx, HEAD, "Олег", None, "head", START, locale="ru", zone="UTC", reach="ok")
    return House(db)


def wrote(chat: int, text: str) -> tuple[int, dict[str, Any]]:
    person, place = {"id": chat, "is_bot": False, "first_name": "A"}, {"id": chat, "type": "private"}
    return chat, {"message": {"message_id": 1, "date": 1, "chat": place, "from": person, "text": text}}


def pressed(chat: int, data: str) -> tuple[int, dict[str, Any]]:
    person = {"id": chat, "is_bot": False, "first_name": "A"}
    return chat, {"callback_query": {"id": "q", "from": person, "chat_instance": "1", "data": data}}


async def test_a_bug_is_retried_four_times_then_parked_and_reported_while_others_go_on(house: House) -> None:
    await house.receive(wrote(1, "bug"), wrote(1, "later"), wrote(2, "other"))
    await house.work()
    assert sorted(house.seen) == ["bug", "other"]
    for tries, pause in enumerate(PAUSES, start=1):
        assert pause == 4 ** (tries - 1)
        assert await house.worker.next_at() == house.clock.now() + timedelta(seconds=pause)
        house.clock.advance(pause - 0.001)
        await house.receive(wrote(2, f"other {tries}"))
        await house.work()
        assert house.seen.count("bug") == tries
        assert house.seen.count(f"other {tries}") == 1
        house.clock.advance(0.001)
        await house.work()
        assert house.seen.count("bug") == tries + 1
    assert house.seen[-1] == "later"
    assert await house.partners() == ["later", "other", *(f"other {n}" for n in (1, 2, 3, 4))]
    (report,) = await house.letters()
    assert (report.key, report.to.kind) == ("update-parked", "staff")
    assert "by nought" in report.params["error"]
    assert await house.worker.next_at() is None


async def test_what_nobody_can_read_is_parked_at_once_and_the_rest_goes_on(house: House) -> None:
    await house.receive((1, {"message": {"date": "a word"}}), wrote(1, "next"), (1, {"of_2030": {"chat": {"id": 1}}}))
    await house.receive((1, {"message": None}))
    await house.work()
    assert house.seen == ["next"]
    assert [(one.key, one.params["seq"]) for one in await house.letters()] == [
        ("update-parked", 1),
        ("update-parked", 3),
        ("update-parked", 4),
    ]
    async with house.db.reading() as tx:
        assert await inbox.waiting(tx) == (0, None)


async def test_a_refusal_changes_nothing_and_is_said_once(house: House) -> None:
    await house.receive(wrote(1, "refuse"))
    await house.work()
    assert await house.partners() == []
    (said,) = await house.letters()
    assert (said.key, said.to.id, said.reply_to.message) == ("unknown-command", 1, 1)
    await house.work()
    assert house.seen == ["refuse"]


async def test_a_handler_that_speaks_to_telegram_is_a_bug(house: House) -> None:
    await house.receive(wrote(1, "rude"))
    await house.work()
    assert await house.partners() == []
    house.clock.advance(1)
    for pause in PAUSES:
        await house.work()
        house.clock.advance(pause)
    await house.work()
    assert "post a letter instead" in (await house.letters())[0].params["error"]


@pytest.mark.parametrize(("data", "shown", "alert"), [("go", "Noted", False), ("refuse", "role", True)])
async def test_a_press_is_answered_after_the_commit(house: House, data: str, shown: str, alert: bool) -> None:
    await house.receive(pressed(1, data))
    await house.work()
    (answer,) = house.wire.answers
    assert shown in answer["text"]
    assert answer["show_alert"] is alert
    assert await house.partners() == ([] if data == "refuse" else ["go"])


async def test_two_workers_take_every_update_once_and_in_order(house: House) -> None:
    await house.receive(*(wrote(chat, f"{chat}-{number}") for number in range(5) for chat in (1, 2, 3)))
    while any(await asyncio.gather(house.worker.step(), house.second.step())):
        pass
    assert sorted(await house.partners()) == sorted(house.seen)
    for chat in "123":
        assert [text for text in house.seen if text[0] == chat] == [f"{chat}-{number}" for number in range(5)]


async def test_an_update_nobody_handles_is_done(house: House) -> None:
    await house.receive((1, {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0}}))
    await house.work()
    async with house.db.reading() as tx:
        assert await inbox.waiting(tx) == (0, None)
