"""A sandbox with partners, a group and staff who write numbered messages, and that remembers who was told what when."""

import random
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bot.clock import Clock
from bot.demo import seed
from desk.people import Contact
from sandbox import Chat, Message, Person, Sandbox
from sandbox import demo as stage
from sandbox.journal import Journal
from storage import people
from storage.database import Database

TOKEN = "1:sandbox-" + "0" * 26
WORDS = ("where are my leads?", "деньги пришли?", "new creatives tomorrow", "и ещё одно", "cap is full", "<b>&</b>")

#: Which start of the desk the request at hand comes from; 0 for nobody's.
generation: ContextVar[int] = ContextVar("generation", default=0)


class Book(Journal):
    """A journal that also notes which start of the desk each call came from."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.generations: dict[int, int] = {}

    def add(self, *args: Any, **more: Any) -> None:
        super().add(*args, **more)
        self.generations[self._seq] = generation.get()


class Server(Sandbox):
    """A sandbox whose address carries the number of the start, as a user name."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, token=TOKEN)
        self.journal: Book = Book(self.world)

    def address(self, number: int) -> str:
        """What that start of the desk is given as BOT_API_URL."""
        return self.url.replace("://", f"://{number}:x@")

    async def _call(self, request: web.Request) -> web.Response:
        said = request.headers.get("Authorization")
        generation.set(int(aiohttp.BasicAuth.decode(said).login) if said else 0)
        return await super()._call(request)


@dataclass(slots=True)
class Line:
    """A conversation: its chat, who writes there, and everything that was written, by direction, in order."""

    name: str
    chat: int
    writers: tuple[Person, ...]
    group: Chat | None = None
    asked: list[Message] = field(default_factory=list)
    answered: list[Message] = field(default_factory=list)


class Town:
    """Everybody there is; `ask` and `answer` make somebody write the next numbered message."""

    def __init__(self, sandbox: Server, dice: random.Random, partners: int) -> None:
        self.sandbox, self.dice = sandbox, dice
        self.people = stage.build(sandbox.world, staff_started=True)
        self.staff = (self.people.sasha, self.people.zhenya, self.people.vera, self.people.maria)
        self.forum = self.people.staff
        buyers = [
            sandbox.world.person(f"Buyer{number}", username=f"buyer{number}", language="en")
            for number in range(partners)
        ]
        self.contacts = (self.people.boris, *buyers)
        self.lines = [self._line(f"L{number}", person) for number, person in enumerate(self.contacts)]
        self.lines.append(self._group("G"))
        self._threads: dict[str, int] = {}
        self._read = 0

    def _line(self, name: str, person: Person) -> Line:
        person.start()
        return Line(name, person.id, (person,))

    def _group(self, name: str) -> Line:
        self.sandbox.world.set_privacy(False)
        boris, group = self.people.boris, self.people.alpha
        mate = self.sandbox.world.person("Mate", username="mate", language="en")
        mate.join(group)
        boris.add_bot(group)
        return Line(name, group.id, (boris, mate), group)

    async def settle_in(self, db: Database, clock: Clock) -> None:
        """Staff, partners and contacts as the desk knows them."""
        staff = {one.id: (one.first_name, one.username or "", one.zone) for one in self.people.desk}
        first, *others = self.contacts
        long_ago = clock.now() - timedelta(days=90)
        await seed(db, staff, long_ago, partner="Alpha", contact=(first.id, first.first_name, first.username or ""))
        async with db.transaction() as tx:
            for one in others:
                made = await people.add_partner(tx, f"Partner {one.first_name}", None, long_ago, tier="verified")
                who = Contact(user_id=one.id, partner=made.id, name=one.first_name, username=None, locale="en")
                await people.add_contact(tx, who)

    # --- what they write ----------------------------------------------------------------------------------------------

    def ask(self, line: Line) -> None:
        """Somebody of the partner writes."""
        line.asked.append(self._write(self.dice.choice(line.writers), line, f"{line.name}-in-{len(line.asked)}"))

    def answer(self, line: Line) -> bool:
        """One of us answers in the line's topic, once there is something in it."""
        thread = self.thread(line)
        if thread is not None:
            words = f"{line.name}-out-{len(line.answered)}"
            line.answered.append(self._write(self.dice.choice(self.staff), line, words, thread))
        return thread is not None

    def _write(self, person: Person, line: Line, words: str, thread: int | None = None) -> Message:
        chat = line.chat if thread is None else self.forum.id
        where: dict[str, Any] = {"chat": chat} if thread is None else {"chat": chat, "topic": thread}
        before = line.asked if thread is None else line.answered
        if before and self.dice.random() < 0.2:
            where["reply_to"] = self.dice.choice(before)
        words = f"{words} {self.dice.choice(WORDS)}"
        if self.dice.random() < 0.1:
            return person.send("photo", caption=words, **where)
        return person.write(words, **where)

    def thread(self, line: Line) -> int | None:
        """The topic in which staff have read that line."""
        calls = self.sandbox.journal.calls
        while self._read < len(calls):
            call = calls[self._read]
            self._read += 1
            if call.chat_id == self.forum.id and call.thread and (name := self._mirrored(call.text)):
                self._threads[name] = call.thread
        return self._threads.get(line.name)

    def _mirrored(self, text: str) -> str | None:
        name, _, rest = text.rpartition("\n")[2].partition("-in-")
        return name if rest else None

    def written(self) -> Iterator[tuple[Line, str, list[Message]]]:
        """(line, direction, messages) of everything that was written."""
        for line in self.lines:
            yield line, "in", line.asked
            yield line, "out", line.answered


def desk_file(folder: Path, example: Path) -> Path:
    """The example's rules with a ladder in seconds, so that it climbs while the desk is being killed."""
    text = example.read_text("utf-8")
    for old, new in (
        ("ack_within: 5m, clock", "ack_within: 4s, clock"),
        ("ack_within: 5m, repeat_every: 3m", "ack_within: 6s, repeat_every: 3s"),
        ("ack_within: 10m}", "ack_within: 5s}"),
        ("ack_within: 15m, repeat_every: 15m", "ack_within: 10s, repeat_every: 10s"),
        ("min_notice: 2m", "min_notice: 1s"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    path = folder / "desk.yaml"
    path.write_text(text, "utf-8")
    return path
