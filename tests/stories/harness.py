"""The whole bot against the sandbox, on a clock we move: whatever it says and nobody expected fails the story."""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot import deskfile
from bot.app import Desk
from bot.clock import Clock
from bot.demo import seed
from bot.pace import Limits
from bot.settings import Settings
from bot.telegram import File, Telegram, Unknown
from desk import evidence as rules_of_evidence
from desk import gate, terms, topics
from desk import waiting as rules_of_waiting
from desk.conversation import fold
from sandbox import Chat, Message, Person, Sandbox
from sandbox import demo as stage
from sandbox.methods.params import Params, Upload
from sandbox.people import Pressed
from storage import audits, conversations, evidence
from storage.database import Tx

TOKEN = "1:sandbox-" + "0" * 26
ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "desk.example.yaml"
RULES = cache(lambda: deskfile.read(EXAMPLE))  # the same for every story, and slow to read
#: Calls that put something before somebody's eyes, or take it away.
VISIBLE = ("send", "copy", "forward", "edit", "delete")
UNSEEN = ("sendChatAction", "deleteWebhook", "deleteMyCommands", "editForumTopic")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Saturday, 21 November 2026, 23:40 in Moscow: PRODUCT 0
SATURDAY_NIGHT = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
#: Monday, 23 November 2026, noon in Moscow: the office is open
MONDAY_NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


UNSEEN_ACCEPTANCES = """
SELECT a.link, a.chat, a.terms FROM acceptances a WHERE a.kind = 'accepted' AND NOT EXISTS (
  SELECT 1 FROM exposures e WHERE e.chat = a.chat AND e.terms = a.terms AND e.shown_at <= a.at)
"""


async def _rows(tx: Any, sql: str) -> list[Any]:
    """What stands in the tables, for a look that the desk itself never takes."""
    connection = tx._connection
    return list(await connection.fetch(sql) if hasattr(connection, "fetch") else connection.execute(sql))


class HandClock(Clock):
    """Time stands until it is moved."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self._at = at

    def _read(self) -> datetime:
        return self._at

    def steady(self) -> timedelta:
        return self._ahead

    def slip(self, seconds: float) -> None:
        """The machine's clock is moved, forward or back, while no time passes."""
        self._at += timedelta(seconds=seconds)

    async def _pause(self, seconds: float) -> None:
        await self._moved.wait()


class Wire(Telegram):
    """To a sandbox in the same process, without sockets: what leaves and comes is JSON all the same."""

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__("http://sandbox", TOKEN)
        self._sandbox = sandbox

    async def _post(
        self, method: str, params: dict[str, Any], timeout: float, files: Mapping[str, File] | None = None
    ) -> tuple[int, bytes]:
        await asyncio.sleep(0)  # others go on meanwhile
        uploads = {name: Upload(file.name, file.type, file.data) for name, file in (files or {}).items()}
        answer = await self._sandbox.answer(TOKEN, method, Params(json.loads(json.dumps(params)), uploads))
        if answer is None:
            raise Unknown("ServerDisconnectedError")
        return answer[0], json.dumps(answer[1]).encode()

    async def _get(self, path: str, timeout: float) -> tuple[int, bytes]:
        file = self._sandbox.world.files.at(path)
        return (200, file.data) if file else (404, b"")


class Story:
    """A desk, its people, and what they have been shown and not yet looked at."""

    def __init__(self, desk: Desk, sandbox: Sandbox, people: stage.Demo, clock: HandClock) -> None:
        self.desk, self.sandbox, self.people, self.clock = desk, sandbox, people, clock
        self.world = sandbox.world
        self._shown: list[Any] = []  # and not looked at, of the calls read so far
        self._read = 0
        self._looked_at: set[int] = set()
        self._domains = gate.domains(desk.rules.offers)

    # --- time -------------------------------------------------------------------------------------------------------

    async def settle(self, patience: float = 6) -> None:
        """Let the desk work until it has nothing to do now; waits of up to `patience` seconds of pacing pass."""
        until = self.clock.now() + timedelta(seconds=patience)
        next_at, moved = None, True
        while True:
            came = await self.desk.intake.poll(0)
            worked = await self.desk.worker.step()
            await self.desk.worker.settle()
            if came or worked or moved:
                next_at, moved = await self.desk.sender.idle(), False
            if came or worked or self.sandbox.pending():
                continue
            if next_at is None or next_at > until:
                return
            self.clock.advance(max(0.0, (next_at - self.clock.now()).total_seconds()))
            moved = True

    async def passes(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Time passes, the desk beats once, and does what is due."""
        self.clock.advance(hours * 3600 + minutes * 60 + seconds)
        await self.desk.tick()
        await self.settle()

    async def until(self, at: datetime) -> None:
        """Time passes up to that instant."""
        await self.passes(seconds=max(0.0, (at - self.clock.now()).total_seconds()))

    async def restart(self) -> None:
        """The desk is stopped without a farewell, and begun anew on the same database."""
        old = self.desk
        await old.telegram.close()
        await old.db.close()
        self.desk = await self.another()
        await self.desk.greet()
        assert await self.desk.lease.take()
        self.desk.sender.epoch = self.desk.lease.epoch
        await self.desk.sender.recover()
        await self.desk.resume()

    async def another(self) -> Desk:
        """One more desk on the same database and the same Telegram."""
        old = self.desk
        return await Desk.open(old.settings, old.rules, self.clock, limits=Limits(), telegram=Wire(self.sandbox))

    # --- what was shown -----------------------------------------------------------------------------------------------

    def _new(self, *, renewals: bool = False) -> list[Any]:
        since = islice(self.sandbox.calls, self._read, None)
        self._shown += [one for call in since if _visible(call) for one in self._singly(call)]
        self._read = len(self.sandbox.calls)
        self._shown = [call for call in self._shown if call.seq not in self._looked_at]
        return [call for call in self._shown if self._renews(call) == renewals]

    def _singly(self, call: Any) -> list[Any]:
        """The call; a run of copies as those copies, each with a number of its own."""
        one_by_one = self.sandbox.journal.singly(call)
        if len(one_by_one) == 1:
            return one_by_one
        return [replace(one, seq=-(1000 * call.seq + at)) for at, one in enumerate(one_by_one)]

    def _renews(self, call: Any) -> bool:
        """Whether the call only brings a pinned card up to date, of a topic or of a chat: every story would see it otherwise."""
        if call.text.startswith("📌"):
            return True
        forum = self.world.chats.get(call.chat_id or 0)
        if forum is None or not forum.is_forum or not call.message_ids or call.message_ids[-1] not in forum.pinned:
            return False
        return call.method == "editMessageText" or bool(call.params.get("disable_notification"))

    def sees(self, where: Person | Chat | str, *fragments: str, edited: bool = False, card: bool = False) -> Message:
        """The next thing shown in that private chat, group, or topic (by its name): it must hold all the fragments.

        card: the next renewal of the topic's pinned card instead, at which no story has to look.
        """
        chat, thread = self._place(where)
        for call in self._new(renewals=card):
            if call.chat_id == chat.id and (thread is None or call.thread == thread):
                self._looked_at.add(call.seq)
                message = self.world.message(chat, call.message_ids[-1])
                words = call.text or message.text
                for fragment in fragments:
                    assert fragment in words, f"{fragment!r} is not in what {where} was shown:\n{words}"
                assert card or call.method.startswith("edit") == edited, f"{call.method}: {words}"
                return message
        raise AssertionError(f"nothing new in {where}, expected {fragments}\n{self.unread()}")

    def _place(self, where: Person | Chat | str) -> tuple[Chat, int | None]:
        if isinstance(where, str):
            forum = self.people.staff
            known = {topics.bare(topic.name): topic.id for topic in forum.topics.values() if not topic.deleted}
            assert topics.bare(where) in known, f"there is no topic {where!r} among {list(known)}"
            return forum, known[topics.bare(where)]
        if isinstance(where, Person):
            return self.world.chat(where.id), None
        return where, None

    def unread(self) -> str:
        """Everything shown that nobody has looked at, a line each."""
        return "\n".join(
            f"  {call.method} to {call.chat_id}/{call.thread}: {call.text[:300]!r}" for call in self._new()
        )

    def overlook(self, *words: str) -> None:
        """What was shown until now (with any of these words, if there are some) is looked at in other stories."""
        found = [call for call in self._new() if not words or any(word in call.text for word in words)]
        self._looked_at |= {call.seq for call in found}

    def quiet(self) -> None:
        """Nothing was shown but what the story has looked at."""
        assert not self._new(), f"nobody expected:\n{self.unread()}"

    def idle(self) -> list[Any]:
        """Edits of a message into what it read already."""
        return [call for call in self.sandbox.calls if "message is not modified" in call.description]

    def unsure(self) -> bool:
        """Whether the desk cannot know of every letter what became of it: it was begun anew, or a call was cut."""
        return self.desk.sender.epoch > 1 or any(call.cut for call in self.sandbox.calls)

    # --- what people do -----------------------------------------------------------------------------------------------

    async def press(self, person: Person, message: Message, text: str | None = None, **how: Any) -> Pressed:
        """Press a button, let the desk work, give what the person was answered."""
        pressed = person.press_nowait(message, text, **how)
        await self.settle()
        assert pressed.answered.is_set(), f"nobody answered the press of {text or how}"
        return pressed

    async def writes(self, person: Person, text: str, **how: Any) -> Message:
        """Write, and let the desk work."""
        message = person.write(text, **how)
        await self.settle()
        return message

    def topic(self, name: str) -> int:
        """The thread id of a topic."""
        _, thread = self._place(name)
        assert thread is not None
        return thread

    async def answers(self, person: Person, topic: str, text: str, **how: Any) -> Message:
        """One of us writes in a topic."""
        return await self.writes(person, text, chat=self.people.staff, topic=self.topic(topic), **how)

    # --- what must always hold ------------------------------------------------------------------------------------------

    async def audit(self) -> None:
        """The stored state of every conversation is the fold of its events; nothing waits without a next action."""
        async with self.desk.db.reading() as tx:
            assert await audits.late(tx, EPOCH, 9) == []
            for number in await conversations.all_ids(tx):
                case = await conversations.case(tx, number, self.desk.rules, self.clock.now())
                state = fold(await conversations.events(tx, number))
                if case is None:  # of a chat that belongs to nobody any more
                    assert state.waiting is None
                    continue
                assert isinstance(case, rules_of_waiting.Case)
                assert state == case.state
            await self._agreed(tx)
        self._linked()

    async def _agreed(self, tx: Tx) -> None:
        """What was agreed has been shown before, as a message, and stands as it was written down."""
        for row in await _rows(tx, UNSEEN_ACCEPTANCES):
            raise AssertionError(f"accepted before it was shown: {dict(row)}")
        for row in await _rows(tx, "SELECT letter FROM exposures WHERE (shown_at IS NULL) <> (message IS NULL)"):
            raise AssertionError(f"shown, and nobody knows where: {row['letter']}")
        for row in await _rows(tx, "SELECT body, hash FROM terms"):
            assert terms.sha256(terms.read(row["body"])) == row["hash"]
        for row in await _rows(tx, "SELECT DISTINCT partner, offer FROM deals"):
            for chain in await evidence.chains(tx, row["partner"], row["offer"]):
                assert rules_of_evidence.broken(chain) is None

    def _linked(self) -> None:
        """A tracking link stands before partners only beside its terms, or where a person has written it."""
        ours = {one.id for one in self.people.desk}
        for chat in self.world.chats.values():
            for message in chat.messages.values() if not chat.is_forum and chat.id not in ours else ():
                if message.sender == self.world.bot_id and gate.scan_message(message.raw, self._domains):
                    assert re.search(r"(Ссылка и условия|Link and terms) · v\d", message.text), message.text


def _visible(call: Any) -> bool:
    done = call.status == 200 or call.cut == "after"
    return done and call.method.startswith(VISIBLE) and call.method not in UNSEEN


@cache
def _settings(head: int, forum: int, database_url: str, desk_file: Path) -> Settings:
    return Settings(
        bot_token=SecretStr(TOKEN),
        bot_api_url="http://127.0.0.1:9",  # not asked: see Wire
        head_ids=(head,),
        staff_chat_id=(forum,),
        database_url=database_url,
        desk_file=desk_file,
    )


async def begin(
    database_url: str,
    at: datetime,
    *,
    limits: Limits | None = None,
    desk_file: Path | None = None,
    clock: HandClock | None = None,
) -> Story:
    """A desk with the people of the demo; staff and the buyer started the bot long ago, nobody has said a word since."""
    clock = clock or HandClock(at)
    # What the sandbox emits is held against aiogram's types where the story runs on SQLite; on PostgreSQL it is the same.
    sandbox = Sandbox(clock, token=TOKEN, validate=database_url.startswith("sqlite"))
    people = stage.build(sandbox.world, staff_started=False)
    for one in (*people.desk, people.boris):
        one.start()
    sandbox.world.queue.confirm(sandbox.world.queue.next_id)
    settings = _settings(people.oleg.id, people.staff.id, database_url, desk_file or EXAMPLE)
    rules = RULES() if desk_file is None else deskfile.read(desk_file)
    desk = await Desk.open(settings, rules, clock, limits=limits or Limits(), telegram=Wire(sandbox))
    staff = {one.id: (one.first_name, one.username or "", settings.timezone) for one in (people.oleg, *people.desk)}
    contact = (people.boris.id, people.boris.first_name, people.boris.username or "")
    await seed(desk.db, staff, at - timedelta(days=90), partner="Alpha Media", contact=contact)
    await desk.greet()
    assert await desk.lease.take()
    desk.sender.epoch = desk.lease.epoch
    story = Story(desk, sandbox, people, clock)
    await story.settle()
    await story.desk.tick()
    await story.settle()
    story.quiet()
    return story


async def end(story: Story) -> None:
    """Look for what nobody expected, then close everything."""
    try:
        story.quiet()
        assert story.unsure() or not story.idle(), f"edits that change nothing: {story.idle()}"
        await story.audit()
    finally:
        await story.desk.close()
        await story.sandbox.stop()
