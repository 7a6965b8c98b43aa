"""The desk as a process under traffic and faults, killed at random moments; then everything is counted."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot import deskfile
from bot.clock import Clock
from storage import database
from storage.database import Database
from tests.crash import count
from tests.crash.count import Log, Report, Rows
from tests.crash.town import TOKEN, Line, Server, Town, desk_file
from tests.crash.zygote import Zygote

EXAMPLE = Path(__file__).parents[2] / "desk.example.yaml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is to be done: `pace` messages a second over all conversations, `lives` how long a desk lives, in seconds, `faults` how
    often a call is cut before or after it is done, or answered with 500."""

    kills: int
    seed: int
    database_url: str
    partners: int = 6
    pace: float = 20
    lives: tuple[float, float] = (0.2, 3.0)
    burst: int = 40
    faults: float = 0.03
    patience: float = 90


@dataclass(slots=True)
class Result:
    """What came of a plan."""

    report: Report
    moments: Counter[str]
    seconds: float
    who: str
    left: dict[str, int] = field(default_factory=dict)


class Run:
    """One run of a plan."""

    def __init__(self, plan: Plan, zygote: Zygote, folder: Path, db: Database) -> None:
        self.plan, self.zygote, self.db = plan, zygote, db
        self.dice = random.Random(plan.seed)
        self.clock = Clock()
        self.sandbox = Server(self.clock)
        self.town = Town(self.sandbox, self.dice, plan.partners)
        self.file = desk_file(folder, EXAMPLE)
        self.rules = deskfile.read(self.file)
        self.query = Rows(db)
        self.killed: dict[int, datetime] = {}
        self.moments: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.start = 0
        self.pid = 0

    async def whole(self) -> Result:
        """From an empty database to the count."""
        began = self.clock.now()
        await self.sandbox.start()
        await self.town.settle_in(self.db, self.clock)
        try:
            self._begin()
            await self._until(self._idle, "the desk did not begin")
            await self._storm_of_kills()
            await self._calm()
            await self._end()
            log = Log(self.town, self.killed)
            report = count.count(log)
            await count.held_against(log, report, self.query)
            report.violations[:0] = [*self.wrong, *await count.audit(self.db, self.rules, self.clock.now())]
            left = await count.left(self.query)
            report.violations += [f"{what}: {number}" for what, number in left.items() if number]
        finally:
            await self.sandbox.stop()
        seconds = (self.clock.now() - began).total_seconds()
        who = f"{len(self.town.contacts)} partners, {len(self.town.lines)} conversations, {len(self.town.staff)} staff"
        return Result(report, self.moments, seconds, who, left)

    # --- the desk -----------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.start += 1
        self.pid = self.zygote.start(
            {
                "BOT_TOKEN": TOKEN,
                "BOT_API_URL": self.sandbox.address(self.start),
                "DATABASE_URL": self.plan.database_url,
                "DESK_FILE": str(self.file),
                "HEAD_IDS": str(self.town.people.oleg.id),
                "STAFF_CHAT_ID": str(self.town.forum.id),
                "HTTP_PORT": "0",
                "TICK_SECONDS": "0.5",
            }
        )

    def _kill(self, moment: str) -> None:
        self.killed[self.start] = self.clock.now()
        self.zygote.kill(self.pid)
        self.moments[moment] += 1

    async def _storm_of_kills(self) -> None:
        traffic = asyncio.create_task(self._traffic())
        weather = asyncio.create_task(self._weather())
        for number in range(self.plan.kills):
            moment = ("at random", "in a burst", "while it starts")[number % 3]
            await getattr(self, f"_{moment.replace(' ', '_')}")()
            self._kill(moment)
            self._begin()
            if number % 5 == 0:
                self.wrong += await count.audit(self.db, self.rules, self.clock.now())
        traffic.cancel()
        weather.cancel()
        await asyncio.gather(traffic, weather, return_exceptions=True)

    async def _at_random(self) -> None:
        await asyncio.sleep(self.dice.uniform(*self.plan.lives))

    async def _while_it_starts(self) -> None:
        await asyncio.sleep(self.dice.uniform(0, 0.4))

    async def _in_a_burst(self) -> None:
        before = len(self.sandbox.journal.calls)

        async def works() -> bool:
            return len(self.sandbox.journal.calls) > before + 10

        await self._until(works, "the desk did not go on", patience=20)
        for _ in range(self.plan.burst):
            self._somebody()
        await asyncio.sleep(self.dice.uniform(0.05, 0.5))

    # --- what goes on meanwhile ----------------------------------------------------------------------------------------

    async def _traffic(self) -> None:
        while True:
            self._somebody()
            await asyncio.sleep(self.dice.expovariate(self.plan.pace))

    def _somebody(self) -> None:
        line: Line = self.dice.choice(self.town.lines)
        if self.dice.random() < 0.4 and self.town.answer(line):
            return
        self.town.ask(line)

    async def _weather(self) -> None:
        """Latency always; cuts and 500s at a few per cent; now and then an outage, or 429 for everybody."""
        faults = self.sandbox.faults
        chance = self.plan.faults
        faults.set(seed=self.plan.seed, error_500=chance, cut_before=chance, cut_after=chance)
        while True:
            faults.set(latency=self.dice.choice((0.0, 0.02, 0.1)))
            await asyncio.sleep(self.dice.uniform(0.5, 2))
            what = self.dice.choice(("outage", "storm_429", "", "", "", "", "", ""))
            if what:
                faults.set(**{what: True})
                await asyncio.sleep(self.dice.uniform(0.1, 0.5))
                faults.set(**{what: False})

    async def _calm(self) -> None:
        """Nothing goes wrong any more, every conversation is answered once, and all is worked off."""
        self.sandbox.faults.set(
            latency=0.0, error_500=0.0, cut_before=0.0, cut_after=0.0, outage=False, storm_429=False
        )
        await self._until(self._idle, "not everything was worked off")
        for line in self.town.lines:
            self.town.answer(line)
        await self._until(self._idle, "not everything was worked off in the end")

    async def _end(self) -> None:
        """Kill it where nothing is left to do; once more, if it has begun something between the look and the kill."""
        for _ in range(5):
            self._kill("at the end")
            if await self._idle():
                return
            self._begin()
            await self._until(self._idle, "not everything was worked off after the end")
        self._kill("at the end")

    # --- waiting ------------------------------------------------------------------------------------------------------

    async def _idle(self) -> bool:
        if self.sandbox.pending():
            return False
        left = await count.left(self.query)  # asked second: what is confirmed is stored
        return not any(left[what] for what in ("updates open", "letters queued", "letters in flight"))

    async def _until(self, holds: Callable[[], Awaitable[bool]], otherwise: str, patience: float = 0) -> None:
        deadline = asyncio.get_running_loop().time() + (patience or self.plan.patience)
        while not await holds():
            if asyncio.get_running_loop().time() > deadline:
                self.wrong.append(f"{otherwise}: {await count.left(self.query)}")
                return
            await asyncio.sleep(0.05)


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Database]:
    db = await database.connect(url)
    try:
        yield db
    finally:
        await db.close()


async def run(plan: Plan, zygote: Zygote, folder: Path) -> Result:
    """Carry out a plan on a migrated, empty database."""
    async with _opened(plan.database_url) as db:
        return await Run(plan, zygote, folder, db).whole()


def told(plan: Plan, result: Result) -> str:
    """The report in words."""
    report = result.report
    kind = plan.database_url.partition(":")[0]
    moments = ", ".join(f"{number} {moment}" for moment, number in result.moments.items())
    refused = ", ".join(f"{number} with {status}" for status, number in sorted(report.refused.items()))
    lines = [
        f"{kind}, seed {plan.seed}: {sum(result.moments.values())} kills in {result.seconds:.0f} s ({moments}); {result.who}",
        f"  calls {report.calls}, cut before {report.cut_before}, cut after {report.cut_after}; refused {refused or 'none'}",
    ]
    for way, name in (("in", "partner to staff"), ("out", "staff to partner")):
        one = report.directions[way]
        lines.append(
            f"  {name}: written {one.written}, delivered {one.delivered}, lost {one.lost}, out of order {one.disordered}, "
            f"repeated {one.repeated} (cut after {one.cut}, in flight at a kill {one.in_flight}; twice {one.twice}), "
            f"replies in place {one.replies}"
        )
    lines += [
        f"  edits repeated: {report.edits_repeated}",
        f"  cards and notices: {report.others}, without receipt because their outcome was unknown: {report.others_unreceipted}",
        f"  topics made twice because the outcome of the first was unknown: {report.spare_topics}",
        *(f"  WRONG: {what}" for what in report.violations),
        "  all is well" if not report.violations else f"  {len(report.violations)} things are wrong",
    ]
    return "\n".join(lines)
