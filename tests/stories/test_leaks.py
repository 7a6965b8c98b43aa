"""Nothing leaks from a topic: whatever staff and strangers do there, partners read answers only, and each its own (PRODUCT 3).

Every word written carries a mark: S- must reach no partner, A- only Alpha Media, N- only Нина.
"""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sandbox import Chat, Message, Person
from tests.stories import harness
from tests.stories.harness import MONDAY_NOON, Story

LINK = "https://go.casino-x.example/c?pid=7&flow=7&sub1=S-link"
COMMANDS = ("/clsoe", "/nоte", "/ note", "/snooze", "/s", "/bind", "/merge", "/ban@another_bot", "/")


class Theatre:
    """Two partners and their topics; one act at a time, drawn by the numbers given."""

    def __init__(self, story: Story) -> None:
        self.story, self.people = story, story.people
        self.stranger = story.world.person("Чужой", language="ru")
        self.stranger.join(self.people.staff)
        self.notes: list[tuple[Message, Person]] = []
        self.answers: dict[str, list[tuple[Message, Person]]] = {"A": [], "N": []}
        self.number = 0

    def mark(self, kind: str) -> str:
        self.number += 1
        return f"{kind}-{self.number}"

    def there(self, mark: str) -> dict[str, Any]:
        return {"chat": self.people.staff, "topic": self.story.topic("Alpha Media" if mark == "A" else "Нина")}

    async def act(self, which: int, dice: random.Random) -> None:
        mark, staff = dice.choice("AN"), dice.choice([self.people.sasha, self.people.maria, self.people.oleg])
        ACTS[which](self, staff, self.there(mark), mark, dice)
        await self.story.settle()
        self.story.clock.advance(dice.choice((0, 1, 10, 70)))

    # --- acts ---------------------------------------------------------------------------------------------------------

    def answer(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        reply = dice.choice([None, *(message for message, _ in self.answers[mark])])
        wrote = staff.write(self.mark(mark), reply_to=reply, **there)
        self.answers[mark].append((wrote, staff))

    def note(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        text = dice.choice(("// {}", "//{}", " //{}", "/note {}", "/note@partnerdesk_bot {}")).format(self.mark("S"))
        wrote = staff.send("photo", caption=text, **there) if dice.random() < 0.3 else staff.write(text, **there)
        self.notes.append((wrote, staff))

    def to_note(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        here = [(n, s) for n, s in self.notes if n.topic == there["topic"]]
        if here:
            wrote = staff.write(self.mark("S"), reply_to=dice.choice(here)[0], **there)
            self.notes.append((wrote, staff))

    def edited_note(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        if self.notes:
            wrote, author = dice.choice(self.notes)
            author.edit(wrote, self.mark("S"), chat=self.people.staff)

    def edited_answer(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        if self.answers[mark]:
            wrote, author = dice.choice(self.answers[mark])
            words = dice.choice((self.mark(mark), f"// {self.mark('S')}", f"/close {self.mark('S')}", LINK))
            author.edit(wrote, words, chat=self.people.staff)

    def album(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        secret, size = dice.random() < 0.5, dice.randint(2, 4)
        captions = [self.mark("S" if secret else mark) for _ in range(size)]
        if secret:
            captions[dice.randrange(size)] = f"// {self.mark('S')}"
        parts = staff.album(["photo"] * size, caption=captions, **there)
        (self.notes if secret else self.answers[mark]).append((parts[0], staff))

    def mistyped(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        staff.write(f"{dice.choice(COMMANDS)} {self.mark('S')}", **there)

    def outsider(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        self.stranger.write(self.mark("S"), **there)

    def anonymous(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        self.people.oleg.write(self.mark("S"), anonymous=True, **there)

    def forwarded(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        origin = dice.choice(("user", "hidden_user", "chat", "channel"))
        staff.write(self.mark(mark), origin=origin, **there)

    def link(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        staff.write(f"{self.mark('S')} {LINK}", **there)

    def general(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        staff.write(self.mark("S"), chat=self.people.staff)

    def pasted(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        """What one partner was told is answered to by a note, forwarded, taken back."""
        if self.answers[mark]:
            wrote, _ = dice.choice(self.answers[mark])
            staff.write(dice.choice(("/del", f"// {self.mark('S')}")), reply_to=wrote, **there)

    def partner(self, staff: Person, there: dict[str, Any], mark: str, dice: random.Random) -> None:
        (self.people.boris if mark == "A" else self.people.nina).write(self.mark(mark))


ACTS: tuple[Callable[..., None], ...] = (
    Theatre.answer,
    Theatre.note,
    Theatre.to_note,
    Theatre.edited_note,
    Theatre.edited_answer,
    Theatre.album,
    Theatre.mistyped,
    Theatre.outsider,
    Theatre.anonymous,
    Theatre.forwarded,
    Theatre.link,
    Theatre.general,
    Theatre.pasted,
    Theatre.partner,
)
FOREIGN = ("Karim", "Somebody Hidden", "Arbitrage talks", "Offers daily", "Чужой", "S-")


async def play(database: Path, acts: list[int], seed: int) -> None:
    story = await harness.begin(f"sqlite:///{database}", MONDAY_NOON)
    try:
        people = story.people
        people.nina.start()
        people.nina.write("N-0 здравствуйте")
        people.boris.write("A-0 здравствуйте")
        await story.settle()
        theatre, dice = Theatre(story), random.Random(seed)
        for which in acts:
            await theatre.act(which, dice)
        story.clock.advance(15)
        await story.settle()
        read(story, people.boris, "N-", "Нина")
        read(story, people.nina, "A-", "Alpha")
        answered = [message for mark in "AN" for message, _ in theatre.answers[mark]]
        assert len(answered) == len({(message.chat.id, message.id) for message in answered})
    finally:
        story.overlook()
        await harness.end(story)


def read(story: Story, person: Person, *foreign: str) -> None:
    """Everything that partner has before the eyes."""
    chat: Chat = story.world.chat(person.id)
    for message in chat.messages.values():
        words = str(message.raw)
        if message.sender != person.id:
            assert not [mark for mark in (*FOREIGN, *foreign) if mark in words], words


def drawn(seed: int) -> list[int]:
    """A row of acts that once let something out."""
    dice = random.Random(seed)
    return [dice.randrange(len(ACTS)) for _ in range(20)]


@settings(max_examples=3)
@example(acts=drawn(18), seed=18)  # an answer to a part of an album that another part made a note
@example(acts=drawn(31), seed=31)  # /note@bot under a picture
@given(acts=st.lists(st.integers(0, len(ACTS) - 1), min_size=15, max_size=30), seed=st.integers(0, 2**16))
def test_partners_read_answers_only_and_each_its_own(sqlite_template: Path, acts: list[int], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "desk.db"
        shutil.copy(sqlite_template, database)
        asyncio.run(play(database, acts, seed))
