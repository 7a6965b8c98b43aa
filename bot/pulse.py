"""The desk's own pulse: it says when it was away, and takes no step by a clock that has gone back (PRODUCT 3, 4)."""

from collections.abc import Callable
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.intake import Intake
from desk import duty, pulse
from desk.letters import engine
from desk.pulse import Jump, Span
from desk.rules import Rules
from storage import conversations, marks, outbox, people, roster, status
from storage.database import Database, Tx

log = structlog.get_logger()
TOPICS = 100  # that are told of an outage, the longest waits first: a forum takes about 20 messages a minute


class Pulse:
    """`wake` before the desk drains, `own_up` after it, `beats` before a tick, `beaten` after it."""

    def __init__(self, db: Database, clock: Clock, intake: Intake, rules: Callable[[], Rules]) -> None:
        self._db, self._clock, self._intake, self._rules = db, clock, intake, rules
        self._last = pulse.begin(None, clock.now(), clock.steady())

    async def wake(self) -> Span | None:
        """What is known of the time before; gives the outage that ends now, if there was one."""
        now = self._clock.now()
        async with self._db.reading() as tx:
            beat, heard = await marks.at(tx, "beat"), await marks.at(tx, "heard")
        self._last = pulse.begin(beat, now, self._clock.steady())
        self._intake.silent_since = heard
        return pulse.outage(beat, now)

    async def own_up(self, outage: Span) -> None:
        """Tell heads, and where somebody waits those on duty and the topics, that the service was down."""
        log.warning("desk", action="was_down", since=outage.since.isoformat(), until=outage.until.isoformat())
        now = self._clock.now()
        async with self._db.transaction() as tx:
            waits = await status.waits(tx)
            waited = await conversations.waited(tx, outage.until, TOPICS)
            staff = await people.staff(tx)
            told = [person.id for person in staff if person.role == "head"]
            if waits:
                on_shift = duty.roster(self._rules(), staff, now, await roster.changes(tx, now)).people["on_shift"]
                told = list(dict.fromkeys([*on_shift, *told]))
            reached = {person.id for person in staff if person.reach == "ok"}
            letters = engine.was_down((one for one in told if one in reached), outage, waits)
            await outbox.add(tx, [*letters, *(engine.was_down_here(one, outage) for one in waited)], now)

    @property
    def resting(self) -> bool:
        """Whether nothing is decided, because the clock is in doubt."""
        return self._last.jumped is not None

    async def beats(self) -> bool:
        """Whether what is due may be done now; a clock that moved is told to the heads. Raises Unavailable."""
        now = self._clock.now()
        self._last, jump = pulse.beat(self._last, now, self._clock.steady(), self._intake.heard_at)
        if jump is not None:
            log.error("desk", action="clock_jumped", seconds=jump.by.total_seconds())
            await self._tell(jump, now)
        return not self.resting

    async def _tell(self, jump: Jump, now: datetime) -> None:
        async with self._db.transaction() as tx:
            await outbox.add(tx, engine.clock_moved(await _heads(tx), jump), now)

    async def beaten(self) -> None:
        """Keep that a tick finished, and when Telegram was heard; tell what it cannot give us any more."""
        now, heard, silence = self._clock.now(), self._intake.heard_at, self._intake.silence
        lost = pulse.missing(silence.since, silence.until) if silence else None
        async with self._db.transaction() as tx:
            await marks.put(tx, "beat", now)
            if heard is not None:
                await marks.put(tx, "heard", heard)
            if lost is not None:
                await outbox.add(tx, engine.missing(await _heads(tx), lost), now)
        self._intake.silence = None


async def _heads(tx: Tx) -> list[int]:
    return [person.id for person in await people.staff(tx) if person.role == "head"]
