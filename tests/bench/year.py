"""A simulated year under the pure rules: no database, no Telegram, no clock (DESIGN 6, row 7)."""

import heapq
import random
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from desk import duty as roster
from desk import waiting
from desk.chats import Chat
from desk.conversation import AnswerDelivered, Conversation, Event, PartnerWrote, StaffAnswered, instant
from desk.duty import Duty
from desk.people import Partner, Staff
from desk.rules import Rules
from desk.waiting import Case
from tests.bench import filled
from tests.bench.table import Row

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
DELAYS = (1, 2, 4, 8, 15, 30, 60)  # minutes until somebody answers
WHOLE = 100_000
TICK = 5  # seconds
TICK_EVERY = timedelta(seconds=TICK)


def measure(whole: bool) -> list[Row]:
    """All conversations, or two samples, and the year worked out from them: rosters cost the same, however many."""
    target = "a simulated year of 100,000 conversations, a question each, pure rules"
    if whole:
        seconds, late = _simulated(WHOLE)
        return [Row(what=target, values=[seconds / 60], unit="min", target=2, note=_histogram(late))]
    few, more = 1000, 4000
    first, _ = _simulated(few)
    second, late = _simulated(more)
    each = (second - first) / (more - few)
    value = (first + each * (WHOLE - few)) / 60
    return [
        Row(
            what=target,
            values=[value],
            unit="min",
            target=2,
            note=f"worked out from {few:,} and {more:,}; {_histogram(late)}",
        )
    ]


def _histogram(late: Counter[int]) -> str:
    """How many of the ladder's steps were taken so many whole seconds after they were due."""
    total = late.total()
    parts = (f"{second}-{second + 1} s {100 * late[second] / total:.0f} %" for second in sorted(late))
    return f"{total:,} steps on a tick of {TICK} s, late by {', '.join(parts)}"


def _simulated(count: int) -> tuple[float, Counter[int]]:
    began = time.perf_counter()
    year = _Year(filled.rules(), count)
    while year.step():
        pass
    return time.perf_counter() - began, year.late


class _Year:
    """What happens, and what the ladder does about it, in the order of time."""

    def __init__(self, rules: Rules, count: int) -> None:
        self._rules, self._dice = rules, random.Random(7)
        self._staff = [
            Staff(id=number, user_id=user, name=name, username=username, role=role, reach="ok")  # type: ignore[arg-type]
            for number, user, name, username, role in filled.STAFF
        ]
        self._known = {person.id: person for person in self._staff}
        self._duty: Duty | None = None
        self._states: dict[int, tuple[Conversation, int]] = {}
        self._due: dict[int, tuple[datetime, datetime]] = {}  # when a step is due, and the tick that takes it
        self.late: Counter[int] = Counter()
        self._agenda: list[tuple[datetime, int]] = []  # when, in which conversation
        self._scripts = {one: self._script(one) for one in range(count)}
        self._next: dict[int, Event | None] = {one: next(script) for one, script in self._scripts.items()}
        for one, event in self._next.items():
            assert event is not None
            heapq.heappush(self._agenda, (event.at, one))

    def _script(self, one: int) -> Iterator[Event]:
        asked = instant(BEGIN + YEAR * self._dice.random())
        yield PartnerWrote(at=asked, message=one, author=one, substantive=True, preview="When?", policy="default")
        answered = asked + timedelta(minutes=self._dice.choice(DELAYS))
        yield StaffAnswered(at=answered, staff=1, answer=f"answer:{one}", question=False, delivered=False)
        yield AnswerDelivered(at=answered + timedelta(seconds=1), answer=f"answer:{one}")

    def _on_duty(self, now: datetime) -> Duty:
        if self._duty is None or (self._duty.next_change is not None and now >= self._duty.next_change):
            self._duty = roster.roster(self._rules, self._staff, now)
        return roster.for_manager(self._duty, 3)

    def step(self) -> bool:
        """The next thing that happens, or is due; False when the year is over."""
        if not self._agenda:
            return False
        now, one = heapq.heappop(self._agenda)
        event = self._next[one]
        happened = [event] if event is not None and event.at <= now else []
        due, tick = self._due.get(one, (now, None))
        if tick == now:
            self.late[int((now - due).total_seconds())] += 1
        if happened or tick == now:
            self._decide(one, happened, now)
        return True

    def _decide(self, one: int, happened: list[Event], now: datetime) -> None:
        step = waiting.decide(self._case(one, now), happened, now)
        self._states[one] = (step.state, self._states.get(one, (None, 0))[1] + len(step.events))
        self._due.pop(one, None)
        if step.next_at is not None:
            self._due[one] = step.next_at, BEGIN + -((BEGIN - step.next_at) // TICK_EVERY) * TICK_EVERY
        if happened:
            self._next[one] = next(self._scripts[one], None)
        for at in (
            self._due[one][1] if one in self._due else None,
            event.at if happened and (event := self._next[one]) else None,
        ):
            if at is not None:
                heapq.heappush(self._agenda, (at, one))

    def _case(self, one: int, now: datetime) -> Case:
        state, events = self._states.get(one, (Conversation(), 0))
        partner = Partner(id=one, name="P", tier="verified", manager=3, created_at=BEGIN - timedelta(days=90))
        chat = Chat(id=one, tg_id=one, kind="private", title="P", partner=one, locale="en")
        return Case(
            conversation=one,
            chat=chat,
            partner=partner,
            state=state,
            events=events,
            policies={"default": self._rules.ladder.default},
            leases=self._rules.ladder.leases,
            duty=self._on_duty(now),
            staff=self._known,
            promises=self._rules.promises,
            pings=self._rules.ladder.pings,
        )
