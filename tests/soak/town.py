"""Who lives in the soak: partners, groups, staff, forums; and a record of every message, with who may read it."""

import random
import re
from dataclasses import dataclass, field
from datetime import datetime

from desk.letters.letter import Source
from desk.people import Contact
from sandbox import Chat, Message, Person
from sandbox.model import Topic
from storage import chats, people
from tests.stories.harness import Story

#: What is written begins with its mark: P by a partner, O ours to that partner, S for staff alone; then its conversation.
MARK = re.compile(r"\b([POS])(\d{3})-(\d+)\b")
#: Partners, their people and their groups are called by number, so that a name in a wrong place can be seen.
NAME = re.compile(r"\b(Who|Room)(\d{3})\b")
KNOWN = 0.75  # of the partners have been partners for long; the others are newcomers
FIRST_STAFF = 6100


@dataclass(slots=True, eq=False)
class Line:
    """A conversation: its partner's number, its chat now, who writes there, and what was written."""

    number: int
    partner: int
    chat: Chat
    writers: tuple[Person, ...]
    group: bool = False
    chats: set[int] = field(default_factory=set)
    asked: list["Written"] = field(default_factory=list)
    answered: list["Written"] = field(default_factory=list)
    notes: list[tuple[Message, Person]] = field(default_factory=list)

    @property
    def there(self) -> dict[str, Chat]:
        """Where its people write, as `Person` takes it."""
        return {"chat": self.chat} if self.group else {}


@dataclass(slots=True, eq=False)
class Written:
    """One message that must be shown elsewhere: in the topic, before the partner, or both (an answer to a card)."""

    number: int
    line: Line
    author: Person
    message: Message
    at: datetime
    to: tuple[str, ...]  # topic, partner
    kind: str = "text"
    late: bool = False  # a part of an album of which the bot is told later
    part: int = 0  # of an album
    taken_back: bool = False
    edits: list[int] = field(default_factory=list)

    @property
    def source(self) -> Source:
        return Source(chat=self.message.chat.id, message=self.message.id)


class Town:
    """Everybody there is, and everything they wrote."""

    def __init__(self, story: Story, dice: random.Random) -> None:
        self.story, self.world, self.dice = story, story.world, dice
        self.people = story.people
        self.staff: list[Person] = list(self.people.desk)
        self.forums: list[Chat] = [self.people.staff]
        self.lines: list[Line] = []
        self.written: list[Written] = []
        self.stranger = self.world.person("Чужой", language="ru")
        self.texts: dict[int, str] = {}  # what was written under each mark
        self._marks = 0
        self._topics: dict[int, list[tuple[Chat, Topic]]] = {}
        self._counted = 0

    async def settle_in(self, partners: int, groups: int, staff: int, forums: int) -> None:
        """Staff and partners as the desk knows them; newcomers press Start, groups take the bot in, later."""
        now = self.story.clock.now()
        for number in range(1, forums):
            forum = self.world.forum(f"staff {number + 1}", owner=self.people.oleg)
            self.people.oleg.add_bot(forum, admin=True)
            self.forums.append(forum)
        async with self.story.desk.db.transaction() as tx:
            for forum in self.forums[1:]:
                await chats.add_forum(tx, forum.id, now)
            for number in range(staff - len(self.staff)):
                person = self.world.person(f"Staff{number}", username=f"staff{number}", id=FIRST_STAFF + number)
                where = {"locale": "ru", "zone": "Europe/Moscow", "reach": "ok"}
                role = "manager" if number % 5 == 0 else "sub"
                await people.add_staff(tx, person.id, person.first_name, person.username, role, now, **where)
                self.staff.append(person)
                person.started = True
            managers = [one.id for one in await people.staff(tx) if one.role == "manager"]
            for number in range(partners):
                await self._partner(tx, number, managers[number % len(managers)], known=number < partners * KNOWN)
        for forum in self.forums:
            for one in (*self.staff, self.stranger):
                if not forum.member(one.id).here:
                    one.join(forum)
        self.world.set_privacy(False)
        known = [line for line in self.lines if line.number < partners * KNOWN]
        for number in range(groups):
            self._group(partners + number, known[number % len(known)])

    async def _partner(self, tx, number: int, manager: int, *, known: bool) -> None:
        name = f"Who{number:03}"
        language = self.dice.choice(("ru", "en"))
        person = self.world.person(name, username=f"who{number:03}", language=language, id=20_000 + number)
        if known:
            person.started = True
            made = await people.add_partner(tx, name, manager, self.story.clock.now(), tier="verified")
            who = Contact(user_id=person.id, partner=made.id, name=name, username=person.username, locale=language)
            await people.add_contact(tx, who)
        self.lines.append(Line(number, number, self.world.chat(person.id), (person,), chats={person.id}))

    def _group(self, number: int, line: Line) -> None:
        """A group of a partner, basic or super, with the bot as an administrator or a plain member."""
        owner, basic = line.writers[0], number % 4 == 0
        group = self.world.group(f"Room{number:03} Who{line.partner:03}", owner=owner, supergroup=not basic)
        mate = self.world.person(f"Who{line.partner:03} mate", language="en")
        mate.join(group)
        for one in self.dice.sample(self.staff, 2):
            one.join(group)
        owner.add_bot(group, admin=number % 3 != 0)
        made = Line(number, line.partner, group, (owner, mate), group=True, chats={group.id})
        self.lines.append(made)

    def moved(self, line: Line) -> None:
        """The line's basic group becomes a supergroup."""
        line.chat = self.world.migrate(line.chat)
        line.chats.add(line.chat.id)

    # --- what was written -------------------------------------------------------------------------------------------------

    def mark(self, kind: str, line: Line) -> str:
        """A new mark."""
        self._marks += 1
        return f"{kind}{line.number:03}-{self._marks}"

    def note_down(self, line: Line, author: Person, message: Message, **more) -> None:
        """Keep a message that must be shown, unless the bot is not told of it."""
        if not self.world.bot_sees(message):
            return
        found = MARK.search(message.text)
        number = int(found[3]) if found else 0
        ours = any(one is author for one in self.staff)
        direct = message.chat is line.chat
        to = ("topic",) if direct else ("partner",) if message.chat in self.forums else ("topic", "partner")
        self.texts[number] = message.text
        one = Written(number, line, author, message, self.story.clock.now(), to, **more)
        self.written.append(one)
        (line.answered if ours else line.asked).append(one)

    def reaches(self, one: Written) -> bool:
        """Whether the bot is told of changes of a message, and may write to its partner."""
        return self.world.bot_sees(one.message) and self.world.bot_reaches(one.line.chat)

    # --- topics -----------------------------------------------------------------------------------------------------------

    def topic(self, line: Line) -> tuple[Chat, Topic] | None:
        """The topic in which staff read that line, if there is one now."""
        count = sum(len(forum.topics) for forum in self.forums)
        if count != self._counted:
            self._counted = count
            self._topics = {}
            for forum in self.forums:
                for topic in forum.topics.values():
                    number = line_of(topic.name, self.lines)
                    if number is not None and not topic.deleted:
                        self._topics.setdefault(number, []).append((forum, topic))
        found = [(self._last(*one), one) for one in self._topics.get(line.number, []) if not one[1].deleted]
        found = [one for one in found if one[0] > 0]  # made twice, and nothing stands in one
        return max(found, key=lambda one: one[0])[1] if found else None

    def _last(self, forum: Chat, topic: Topic) -> int:
        """When the bot last wrote in a topic."""
        bot, messages = self.world.bot_id, forum.messages.values()
        here = [m for m in messages if m.topic == topic.id and m.sender == bot and not (m.service or m.deleted)]
        return int(here[-1].raw["date"]) if here else 0


def line_of(name: str, lines: list[Line]) -> int | None:
    """The conversation that a topic is named after."""
    found = {kind: int(number) for kind, number in NAME.findall(name)}
    number = found.get("Room", found.get("Who"))
    return number if number is not None and number < len(lines) else None
