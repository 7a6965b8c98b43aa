"""A busy hour in the sandbox with its limits on: so many messages a minute over so many forums, and who waited how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.letters.letter import Lane
from desk.people import Contact
from sandbox import Person
from storage import chats, people
from storage.database import ms
from tests.stories import harness
from tests.stories.harness import MONDAY_NOON, Story

PARTNERS = 36
FIRST = 20_000  # the first partner's Telegram id
ANSWERS = 10  # seconds between two answers of staff
IN_A_ROW = 3  # messages of one partner


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What came of one stretch: refusals (429), messages written and mirrored, still queued at its end, calls made, and
    how long the letters of each lane waited, the shortest first.
    """

    refused: int
    written: int
    mirrored: int
    queued: int
    calls: int
    waits: dict[Lane, list[timedelta]]

    def longest(self, lane: Lane) -> timedelta:
        """The longest wait in that lane."""
        return max(self.waits.get(lane, []), default=timedelta())

    def middle(self, lane: Lane) -> timedelta:
        """What half of that lane waited at most."""
        found = self.waits.get(lane) or [timedelta()]
        return found[len(found) // 2]


async def rush(database_url: str, stretches: Sequence[tuple[int, int]], forums: int) -> list[Figures]:
    """Play stretches of (messages a minute, minutes) one after another and count; everybody has a topic before."""
    story = await harness.begin(database_url, MONDAY_NOON)
    story.sandbox.limits.on, story.sandbox.validate = True, False
    await _forums(story, forums)
    partners = await _partners(story)
    found = [await _stretch(story, partners, *stretch) for stretch in stretches]
    await story.desk.close()
    await story.sandbox.stop()
    return found


async def _forums(story: Story, count: int) -> None:
    for number in range(1, count):
        forum = story.world.forum(f"staff {number + 1}", owner=story.people.oleg)
        story.people.oleg.add_bot(forum, admin=True)
        async with story.desk.db.transaction() as tx:
            await chats.add_forum(tx, forum.id, story.clock.now())
    await story.settle()


async def _partners(story: Story) -> list[Person]:
    """Partners of Maria's, a sixth of them in every forum, who have been answered."""
    known = [story.world.person(f"P{n}", language="en", id=FIRST + n) for n in range(PARTNERS)]
    async with story.desk.db.transaction() as tx:
        manager = await people.staff_by_user(tx, story.people.maria.id)
        assert manager is not None
        for one in known:
            partner = await people.add_partner(tx, one.first_name, manager.id, story.clock.now(), "verified")
            contact = Contact(user_id=one.id, partner=partner.id, name=one.first_name, username=None, locale="en")
            await people.add_contact(tx, contact)
    for one in known:
        one.started = True
        one.write("hello?")
    for _ in range(20):
        await story.passes(seconds=15)
    return known


async def _stretch(story: Story, partners: list[Person], a_minute: int, minutes: int) -> Figures:
    began, calls, written = story.clock.now(), len(story.sandbox.calls), 0
    for second in range(minutes * 60):
        while written * 60 < a_minute * (second + 1):
            partners[written // IN_A_ROW % PARTNERS].write(f"{written}: what about the cap?")
            written += 1
        if second % ANSWERS == 0:
            _answer(story, partners[second // ANSWERS % PARTNERS].first_name)
        if second % 5 == 0:
            await story.desk.tick()
        await story.settle(0)
        story.clock.advance(1)
    return await _count(story, began, calls, written)


def _answer(story: Story, partner: str) -> None:
    """One of us answers in the partner's topic, wherever that is."""
    for forum in story.world.chats.values():
        for topic in forum.topics.values():
            if topic.name.endswith(f" {partner}"):
                story.people.oleg.write("One moment, I will look.", chat=forum, topic=topic)


async def _count(story: Story, began: datetime, calls: int, written: int) -> Figures:
    now, made = story.clock.now(), list(story.sandbox.calls)[calls:]
    async with story.desk.db.reading() as tx:
        rows = tx._connection.execute(
            "SELECT lane, kind, state, sent_at, created_at FROM outbox "
            "WHERE created_at >= ? AND state IN ('sent', 'queued', 'sending')",
            (ms(began),),
        ).fetchall()
    waits: dict[Lane, list[timedelta]] = {}
    for row in rows:
        ended = row["sent_at"] or ms(now)
        waits.setdefault(Lane(row["lane"]), []).append(timedelta(milliseconds=ended - row["created_at"]))
    mirrors = [row["state"] for row in rows if row["lane"] == Lane.RELAY and row["kind"] == "copy"]
    return Figures(
        refused=sum(call.status == 429 for call in made),
        written=written,
        mirrored=mirrors.count("sent"),
        queued=mirrors.count("queued"),
        calls=len(made),
        waits={lane: sorted(found) for lane, found in waits.items()},
    )
