"""Cut, locked, full, killed between any two commits: what was received is done, and counted to the letter (PRODUCT 12)."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot import lease
from sandbox import Message
from scheduler import ladder
from storage import audits, conversations, outbox
from storage.database import Database, Tx, Unavailable
from tests.stories.harness import Story

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def shown(story: Story, words: str, chat: int) -> int:
    """How often a text was shown in a chat."""
    return sum(
        call.text.endswith(words) and call.chat_id == chat and call.status == 200 and bool(call.message_ids)
        for made in story.sandbox.calls
        for call in story._singly(made)
        if call.method in ("copyMessage", "copyMessages", "sendMessage")
    )


async def open_topic(story: Story) -> None:
    """The first message of the partner, and all it brings."""
    await story.writes(story.people.boris, "привет, где выплата?")
    story._looked_at.update(call.seq for call in story._new())


# --- cut connections --------------------------------------------------------------------------------------------------


async def test_cut_before_processing_is_sent_once(noon: Story) -> None:
    p = noon.people
    await open_topic(noon)
    noon.sandbox.faults.set(cut_before=1.0)
    p.boris.write("первое")
    with pytest.raises(Exception, match="Disconnected"):
        await noon.desk.intake.poll(0)
    noon.sandbox.faults.set(cut_before=0.0)
    await noon.desk.intake.poll(0)
    await noon.desk.worker.step()
    noon.sandbox.faults.set(cut_before=1.0)
    await noon.desk.sender.idle()
    noon.sandbox.faults.set(cut_before=0.0)
    await noon.settle()
    assert shown(noon, "первое", p.staff.id) == 1
    noon._looked_at.update(call.seq for call in noon._new())


async def test_cut_after_processing_is_sent_twice_and_what_follows_comes_after(noon: Story) -> None:
    p = noon.people
    await open_topic(noon)
    p.boris.write("первое")
    p.boris.write("второе")
    await noon.desk.intake.poll(0)
    await noon.desk.worker.step()
    noon.sandbox.faults.set(cut_after=1.0)
    await noon.desk.sender.idle()
    noon.sandbox.faults.set(cut_after=0.0)
    await noon.settle()
    assert shown(noon, "первое", p.staff.id) == 2
    assert shown(noon, "второе", p.staff.id) == 1
    topic = [message.text for message in p.oleg.sees(p.staff, topic=noon.topic("Alpha Media"))]
    assert topic[-3:] == ["первое", "первое", "второе"]
    noon._looked_at.update(call.seq for call in noon._new())


async def test_an_answer_cut_after_processing_is_credited_once(noon: Story) -> None:
    p = noon.people
    await open_topic(noon)
    noon.clock.advance(60)
    p.maria.write("завтра", chat=p.staff, topic=noon.topic("Alpha Media"))
    await noon.desk.intake.poll(0)
    await noon.desk.worker.step()
    noon.sandbox.faults.set(cut_after=1.0)
    await noon.desk.sender.idle()
    noon.sandbox.faults.set(cut_after=0.0)
    await noon.settle()
    assert shown(noon, "завтра", p.boris.id) == 2
    noon._looked_at.update(call.seq for call in noon._new())
    await noon.passes(hours=1)
    noon.quiet()


# --- a database that takes nothing ------------------------------------------------------------------------------------


def path(story: Story) -> str:
    return story.desk.settings.database_url.removeprefix("sqlite:///")


def everywhere(story: Story, pragma: str) -> None:
    for connection in (story.desk.db._writer, story.desk.db._durable):
        connection.execute(f"PRAGMA {pragma}")


async def nothing_is_acknowledged(story: Story, messages: list[Message]) -> None:
    """Two tries to receive: both fail, and Telegram keeps everything."""
    for _ in range(2):
        with pytest.raises(Unavailable):
            await story.desk.intake.poll(0)
    assert len(story.sandbox.pending()) == len(messages)


@on_sqlite
async def test_a_locked_database_acknowledges_nothing(noon: Story, monkeypatch: Any) -> None:
    p = noon.people
    await open_topic(noon)
    monkeypatch.setattr(noon.desk.db, "BUSY", 0.01)
    other = sqlite3.connect(path(noon), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    written = [p.boris.write(f"вопрос {number}") for number in range(3)]
    await nothing_is_acknowledged(noon, written)
    await noon.desk.tick()  # logged, not raised
    other.execute("ROLLBACK")
    other.close()
    await noon.settle()
    assert [shown(noon, f"вопрос {number}", p.staff.id) for number in range(3)] == [1, 1, 1]
    noon._looked_at.update(call.seq for call in noon._new())


@on_sqlite
async def test_a_full_disk_acknowledges_nothing(noon: Story) -> None:
    p = noon.people
    await open_topic(noon)
    noon.desk.db._writer.execute("VACUUM")  # no room left within the file
    (pages,) = noon.desk.db._writer.execute("PRAGMA page_count").fetchone()
    everywhere(noon, f"max_page_count={pages}")
    written = [p.boris.write(f"{'много ' * 600}{number}") for number in range(20)]
    await nothing_is_acknowledged(noon, written)
    everywhere(noon, "max_page_count=1000000")
    await noon.settle(patience=120)
    assert all(shown(noon, f" {number}", p.staff.id) == 1 for number in range(20))
    noon._looked_at.update(call.seq for call in noon._new())


async def test_a_database_lost_while_a_topic_is_made_loses_no_letter(noon: Story, monkeypatch: Any) -> None:
    p = noon.people
    p.boris.write("есть кто?")
    await noon.desk.intake.poll(0)
    await noon.desk.worker.step()
    keep = noon.desk.db.transaction
    monkeypatch.setattr(noon.desk.db, "transaction", Fuse(noon.desk.db, 2, after=False, error=Unavailable).transaction)
    with pytest.raises(Unavailable):
        await noon.desk.sender.idle()
    monkeypatch.setattr(noon.desk.db, "transaction", keep)
    await noon.settle()
    assert shown(noon, "есть кто?", p.staff.id) == 1
    noon._looked_at.update(call.seq for call in noon._new())


# --- killed between two commits ---------------------------------------------------------------------------------------


OF_THE_DESK = ("Worker._chat", "Sender._in_turn", "Sender._together")


class Crash(BaseException):
    """The end of the process, as far as one can have it inside a test."""


class Fuse:
    """Ends the desk just before, or just after, the commit of that number from now."""

    def __init__(self, db: Database, commit: int, *, after: bool, error: type[BaseException] = Crash) -> None:
        self._real = db.transaction
        self.left, self._after, self._error = commit, after, error

    @asynccontextmanager
    async def transaction(self, *, durable: bool = False) -> AsyncIterator[Tx]:
        if self.left <= 0:
            raise self._error
        async with self._real(durable=durable) as tx:
            yield tx
            self.left -= 1
            if self.left == 0 and not self._after:
                raise self._error
        if self.left == 0:
            raise self._error


async def killed(story: Story, commit: int, *, after: bool) -> bool:
    """Let the desk work until that commit and begin anew; False when there was no such commit."""
    db: Any = story.desk.db
    fuse = Fuse(db, commit, after=after)
    db.transaction = fuse.transaction
    try:
        await story.settle()
        return False
    except Crash:
        tasks = [task for task in asyncio.all_tasks() if task.get_coro().__qualname__ in OF_THE_DESK]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        lease._ours.clear()
        await story.restart()
        return True
    finally:
        del db.transaction


async def test_killed_between_any_two_commits(noon: Story) -> None:
    """Each round: a question and an answer; while either is handled, the desk is killed, one commit further."""
    p = noon.people
    await open_topic(noon)
    rounds, again = 0, 0
    for after in (False, True):
        commit, more = 1, True
        while more:
            noon.clock.advance(30)
            p.boris.write(f"вопрос {rounds}")
            asking = await killed(noon, commit, after=after)
            await noon.settle()
            noon.clock.advance(30)
            p.maria.write(f"ответ {rounds}", chat=p.staff, topic=noon.topic("Alpha Media"))
            more = await killed(noon, commit, after=after) or asking
            await noon.settle()
            counts = shown(noon, f"вопрос {rounds}", p.staff.id), shown(noon, f"ответ {rounds}", p.boris.id)
            assert set(counts) <= {1, 2}, f"{counts} in round {rounds}"
            again += sum(counts) - 2
            rounds, commit = rounds + 1, commit + 1
    assert rounds > 8 and again >= 2
    noon._looked_at.update(call.seq for call in noon._new())
    await noon.passes(hours=1)
    noon.quiet()


# --- killed after any statement of the sweep ----------------------------------------------------------------------------


class Burning:
    """A transaction in which the desk ends after that many statements."""

    def __init__(self, tx: Tx, fuse: "StatementFuse") -> None:
        self._tx, self._fuse = tx, fuse

    def __getattr__(self, name: str) -> Any:
        really = getattr(self._tx, name)

        async def statement(*args: Any, **params: Any) -> Any:
            result = await really(*args, **params)
            self._fuse.left -= 1
            if self._fuse.left == 0:
                raise Crash
            return result

        return statement


class StatementFuse:
    """Ends the desk after the statement of that number, in whichever transaction or reading it is."""

    def __init__(self, db: Database, statement: int) -> None:
        self._db, self.left = db, statement

    @asynccontextmanager
    async def transaction(self, *, durable: bool = False) -> AsyncIterator[Any]:
        async with self._db.transaction(durable=durable) as tx:
            yield Burning(tx, self)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Any]:
        async with self._db.reading() as tx:
            yield Burning(tx, self)


async def kept(story: Story) -> tuple[Any, ...]:
    """What the database says of every conversation, and which letters wait."""
    async with story.desk.db.reading() as tx:
        letters = [(q.letter.to, q.letter.key, q.letter.once) for q in await outbox.load(tx, await outbox.open_ids(tx))]
        return await audits.after(tx, 0, 99), letters


async def test_killed_after_any_statement_of_the_sweep(night: Story) -> None:
    """Two waits go up to the senior at once; however often the desk ends meanwhile, both are called, each once."""
    p = night.people
    night.world.set_privacy(False)
    p.boris.add_bot(p.alpha)
    await night.settle()
    await night.writes(p.boris, "где выплата?")
    await night.writes(p.boris, "а постбеки?", chat=p.alpha)
    night.clock.advance(300)
    await night.settle()
    night._looked_at.update(call.seq for call in night._new())
    before, statement, done = await kept(night), 0, False
    while not done:
        statement += 1
        fuse: Any = StatementFuse(night.desk.db, statement)
        try:
            done = await ladder.sweep(fuse, night.desk.rules, night.clock.now()) == 2 and fuse.left > 0
        except Crash:
            assert await kept(night) == before
    assert statement > 15
    lease._ours.clear()
    await night.restart()  # decided and kept; nothing has been said yet
    await night.passes(seconds=5)
    called = [call.text for call in night._new() if call.chat_id == p.vera.id]
    chats = sorted(["личный чат", p.alpha.title])  # a card of the one, and a list with the other
    assert sorted(chat for text in called for chat in chats if chat in text) == chats
    for chat in (p.boris.id, p.alpha.id):
        assert sum("Вера" in call.text for call in night._new() if call.chat_id == chat) == 1
    night._looked_at.update(call.seq for call in night._new())
    await night.passes(seconds=5)
    night.quiet()


# --- who is answered in a group -----------------------------------------------------------------------------------------


async def test_in_a_group_only_an_answer_to_another_partner_starts_nothing(noon: Story) -> None:
    p = noon.people
    noon.world.set_privacy(False)
    mate = noon.world.person("Mate", username="mate", language="ru")
    mate.join(p.alpha)
    p.boris.add_bot(p.alpha)
    await noon.settle()
    question = await noon.writes(p.boris, "где выплата?", chat=p.alpha)
    noon.clock.advance(60)
    answer = await noon.writes(p.maria, "завтра придёт", chat=p.alpha)
    noon.clock.advance(60)

    async def waits() -> bool:
        async with noon.desk.db.reading() as tx:
            found = [
                await conversations.case(tx, one, noon.desk.rules, noon.clock.now())
                for one in await conversations.all_ids(tx)
            ]
        return any(case.state.waiting for case in found)

    assert not await waits()
    await noon.writes(mate, "и мне", chat=p.alpha, reply_to=question)
    assert not await waits()
    await noon.writes(mate, "а мне?", chat=p.alpha, reply_to=answer)
    assert await waits()
    noon.clock.advance(60)
    await noon.writes(p.maria, "и вам", chat=p.alpha)
    assert not await waits()
    noon.clock.advance(60)
    await noon.writes(p.boris, "так где же?", chat=p.alpha, reply_to=question)
    assert await waits()
    noon._looked_at.update(call.seq for call in noon._new())
