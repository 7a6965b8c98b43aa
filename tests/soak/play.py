"""A week of the whole desk in one process, on a clock that jumps from one thing to the next, under faults."""

import asyncio
import heapq
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.app import Desk
from bot.telegram import ApiError, NotSent, Unknown
from sandbox.errors import Refusal
from tests.soak.acts import Acts
from tests.soak.town import Line, Town
from tests.stories import harness
from tests.stories.harness import MONDAY_NOON, HandClock, Story

BUSY, QUIET = timedelta(seconds=5), timedelta(minutes=5)  # between two beats of the desk
RUSHES = 3  # a day; half of all messages come in them
RUSH = timedelta(minutes=3)
#: How much is written in each hour of the day, in Moscow.
DAY = (2, 1, 1, 1, 1, 1, 2, 4, 6, 9, 12, 12, 10, 10, 11, 12, 12, 11, 9, 8, 7, 6, 5, 3)
CALM = {"latency": 0.05, "error_500": 0.0, "cut_before": 0.0, "cut_after": 0.0, "outage": False, "storm_429": False}


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is to be played; `faults` is how often a call is cut before, cut after, or answered with 500."""

    seed: int
    database_url: str
    partners: int = 200
    groups: int = 60
    staff: int = 20
    forums: int = 4
    days: float = 7
    messages: int = 1500  # of partners; staff write about as many
    faults: float = 0.01
    events: int = 5  # of each kind of misfortune


@dataclass(slots=True)
class Played:
    """What there was, for counting."""

    town: Town
    acts: Acts
    restarts: list[tuple[int, int]] = field(default_factory=list)  # calls in flight when the desk was stopped: from, to
    storms: list[tuple[datetime, datetime]] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)


class JumpingClock(HandClock):
    """Whoever sleeps on it makes it jump to the end of the sleep, once all others have had their turn."""

    async def sleep(self, seconds: float) -> None:
        until = self.now() + timedelta(seconds=seconds)
        for _ in range(4):
            await asyncio.sleep(0)
        self.advance(max(0.0, (until - self.now()).total_seconds()))


class Play:
    """One week."""

    def __init__(self, plan: Plan, story: Story) -> None:
        self.plan, self.story, self.clock = plan, story, story.clock
        self.dice = random.Random(plan.seed)
        self.town = Town(story, self.dice)
        self.acts = Acts(self.town, self.dice)
        self.played = Played(self.town, self.acts)
        self.faults = story.sandbox.faults
        self._plan: list[tuple[datetime, int, Callable[[], object]]] = []
        self._beat_at = self.clock.now()

    async def whole(self) -> Played:
        """Everything, until nothing is left to do."""
        plan = self.plan
        await self.town.settle_in(plan.partners, plan.groups, plan.staff, plan.forums)
        await self._passes(timedelta(minutes=20))
        self._weather()
        self._schedule()
        while self._plan:
            at, _, act = heapq.heappop(self._plan)
            await self._until(at)
            outcome = act()
            if isinstance(outcome, Awaitable):
                await outcome
        await self._end()
        return self.played

    # --- time -------------------------------------------------------------------------------------------------------------

    async def _until(self, at: datetime) -> None:
        """The desk works, and time passes, from one thing that is due to the next."""
        while (next_at := await self._work()) is not None or self.clock.now() < at:
            stops = [at, *([next_at] if next_at is not None else []), self._beat_at + self._pause(next_at)]
            step = (min(stops) - self.clock.now()).total_seconds()
            if self.clock.now() >= at:
                return
            self.clock.advance(max(0.0, step))
            if self.clock.now() >= self._beat_at + self._pause(next_at):
                self._beat_at = self.clock.now()
                await self.story.desk.tick()

    def _pause(self, next_at: datetime | None) -> timedelta:
        return BUSY if next_at is not None else QUIET

    async def _passes(self, time: timedelta) -> None:
        await self._until(self.clock.now() + time)

    async def _work(self) -> datetime | None:
        """Everything the desk can do now; gives when more may be done."""
        desk = self.story.desk
        while True:
            came = await self._polled(desk)
            worked = await desk.worker.step()
            await desk.worker.settle()
            next_at = await desk.sender.idle()
            if not came and not worked:
                retry = await desk.worker.next_at()
                late = min((at for at, _, _ in self.story.world.queue.later), default=None)
                return min((one for one in (next_at, retry, late) if one is not None), default=None)

    async def _polled(self, desk: Desk) -> int:
        try:
            return await desk.intake.poll(0)
        except (ApiError, NotSent, Unknown):
            return 0

    # --- what happens when --------------------------------------------------------------------------------------------------

    def _schedule(self) -> None:
        """What happens by itself; answers are planned when there is a question."""
        begin, days = self.clock.now(), self.plan.days
        rushes = [self._hour(begin, days) for _ in range(max(1, round(RUSHES * days)))]
        for number in range(self.plan.messages):
            rush = self.dice.choice(rushes) + self.dice.random() * RUSH
            self._at(rush if number % 2 else self._hour(begin, days), self._somebody)
        mishaps = (
            self._restarted,
            self._storm,
            self._outage,
            self._closed,
            self._deleted,
            self._blocked,
            self._removed,
        )
        for mishap in (*mishaps, self._migrated, self._weather):
            for _ in range(self.plan.events):
                self._at(self.dice.choice(rushes) + self.dice.random() * RUSH, mishap)
        for line in self.town.lines:
            if not line.writers[0].started:
                self._at(self._hour(begin, min(1, days)), line.writers[0].start)

    def _at(self, at: datetime, act: Callable[[], object]) -> None:
        heapq.heappush(self._plan, (at, len(self._plan) + self.dice.randrange(1 << 40), act))

    def _hour(self, begin: datetime, days: float) -> datetime:
        """An instant of the week, more likely by day than at night."""
        while True:
            at = begin + timedelta(days=self.dice.random() * days)
            if self.dice.random() * max(DAY) < DAY[(at.hour + 3) % 24]:
                return at

    def _somebody(self) -> None:
        """A partner does something, and is answered: most in minutes, some after the ladder has climbed."""
        line = self.dice.choice(self.town.lines)
        self.acts.partner(line)
        minutes = self.dice.choices((self.dice.uniform(0.2, 6), self.dice.uniform(6, 60)), (9, 1))[0]
        self._at(self.clock.now() + timedelta(minutes=minutes), lambda: self._answered(line))

    def _answered(self, line: Line) -> None:
        self.acts.staff(line)
        self.acts.staff(line, Acts.answer)

    # --- misfortunes ----------------------------------------------------------------------------------------------------------

    def _weather(self) -> None:
        """Latency always; cuts and 500s at a few per cent."""
        chance = self.plan.faults
        latency = self.dice.choice((0.02, 0.1, 0.3))
        self.faults.set(latency=latency, error_500=chance, cut_before=chance, cut_after=chance)

    async def _outage(self) -> None:
        await self._trouble("outage", timedelta(seconds=self.dice.uniform(10, 60)))

    async def _storm(self) -> None:
        began = self.clock.now()
        await self._trouble("storm_429", timedelta(seconds=self.dice.uniform(5, 30)))
        self.played.storms.append((began, self.clock.now()))

    async def _trouble(self, name: str, time: timedelta) -> None:
        self.faults.set(**{name: True})
        self._crowd()
        await self._passes(time)
        self.faults.set(**{name: False})
        self.played.happened[name] += 1

    def _crowd(self) -> None:
        for _ in range(10):
            self._somebody()

    async def _restarted(self) -> None:
        """The desk is stopped with letters in flight, and begun anew."""
        self._crowd()
        old, journal = self.story.desk, self.story.sandbox.journal
        await self._polled(old)
        await old.worker.step()
        first = journal._seq
        await old.sender.step()
        for _ in range(self.dice.randint(1, 30)):
            await asyncio.sleep(0)
        tasks = [*old.sender._tasks, *old.worker._answers]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await old.telegram.close()
        await old.db.close()
        for _ in range(50):  # what had left is carried out all the same
            await asyncio.sleep(0)
        self.played.restarts.append((first, journal._seq))
        self._crowd()  # while it is down
        self.clock.advance(self.dice.uniform(5, 120))
        await self._begun(old)
        self.played.happened["restart"] += 1

    async def _begun(self, old: Desk) -> None:
        desk = self.story.desk = await self.story.another()
        while True:
            try:
                await desk.greet()
                break
            except (ApiError, NotSent, Unknown):
                self.clock.advance(2)
        while not await desk.lease.take():  # begun anew twice within the time of a lease: it waits, as a process would
            self.clock.advance(1)
        desk.sender.epoch = desk.lease.epoch
        await desk.sender.recover()
        await desk.resume()

    def _closed(self) -> None:
        self._to_a_topic("closed", self.town.people.oleg.close_topic)

    def _deleted(self) -> None:
        self._to_a_topic("deleted", self.town.people.oleg.delete_topic)

    def _to_a_topic(self, name: str, act: Callable[..., None]) -> None:
        lines = [line for line in self.town.lines if self.town.topic(line) is not None]
        if lines:
            line = self.dice.choice(lines)
            found = self.town.topic(line)
            assert found is not None
            act(*found)
            self.acts.partner(line)
            self.played.happened[f"topic {name}"] += 1

    async def _blocked(self) -> None:
        """A partner blocks the bot, is answered, and lets it in again after a while."""
        line = self.dice.choice([line for line in self.town.lines if not line.group])
        person = line.writers[0]
        person.block_bot()
        for _ in range(3):
            self.acts.staff(line)
        await self._passes(timedelta(minutes=2))
        person.unblock_bot()
        self.acts.partner(line)
        self.played.happened["block"] += 1

    async def _removed(self) -> None:
        """The bot is thrown out of a group, and brought back."""
        line = self._group()
        if line is None:
            return
        owner = line.writers[0]
        owner.remove_bot(line.chat)
        for _ in range(3):
            self.acts.partner(line)
            self.acts.staff(line)
        await self._passes(timedelta(minutes=10))
        owner.add_bot(line.chat, admin=True)
        self.acts.partner(line)
        self.played.happened["bot removed"] += 1

    def _group(self, kind: str | None = None) -> Line | None:
        lines = [line for line in self.town.lines if line.group and kind in (None, line.chat.type)]
        return self.dice.choice(lines) if lines else None

    async def _migrated(self) -> None:
        line = self._group("group")
        if line is not None:
            self.acts.partner(line)
            await self._passes(timedelta(seconds=30))
            self.town.moved(line)
            self.acts.partner(line)
            self.acts.staff(line)
            self.played.happened["migration"] += 1

    # --- the end --------------------------------------------------------------------------------------------------------------

    async def _end(self) -> None:
        """Nothing goes wrong any more; everybody is answered, and everything is worked off."""
        self.faults.set(**CALM)
        await self._passes(timedelta(minutes=15))
        for line in self.town.lines:
            try:
                self.acts.answer(line, self.town.people.oleg)
            except Refusal:
                self.acts.refused["answer"] = self.acts.refused.get("answer", 0) + 1
        await self._passes(timedelta(hours=2))


async def play(plan: Plan) -> tuple[Story, Play]:
    """The week of a plan, on an empty, migrated database; the story is still open."""
    clock = JumpingClock(MONDAY_NOON)
    story = await harness.begin(plan.database_url, MONDAY_NOON, clock=clock)
    story.sandbox.limits.on, story.sandbox.validate = True, False
    story.world._check = None
    week = Play(plan, story)
    await week.whole()
    return story, week
