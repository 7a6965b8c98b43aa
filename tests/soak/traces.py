"""`python -m tests.soak.traces`: random histories of one conversation over the pure core and a model of the outbox.

Each has outages, holes in the roster, people who block the bot, pauses that Telegram asks for, connections cut in the middle, and
crashes before a commit. Every ping is counted: none to anybody who was not on duty, no two levels closer than `min_notice`,
none lost, none repeated but after an outcome that nobody could know.
"""

import argparse
import heapq
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from desk import conversation, policies, taking, waiting
from desk.chats import Chat
from desk.conversation import (
    AnswerDelivered,
    AnswerFailed,
    Called,
    Conversation,
    Event,
    PartnerWrote,
    StaffAnswered,
)
from desk.duty import Duty
from desk.errors import DeskError
from desk.letters.letter import Lane, Letter
from desk.people import Partner, Reach, Staff
from desk.rules import Leases, LevelName, Policy
from desk.waiting import Case

START = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
ACTS, QUIET = 120 * 60, 80 * 60  # seconds: something may happen; then nothing does, and the ladder ends
LEASES = Leases()
LADDERS: dict[str, Policy] = {
    "default": policies.DEFAULT,
    "new": policies.NEW,
    "vip": policies.VIP,
    "none": policies.DEFAULT.model_copy(update={"min_notice": timedelta(0)}),
    "wide": policies.VIP.model_copy(update={"min_notice": timedelta(minutes=4)}),  # more than a level waits
}
ROSTER: dict[LevelName, tuple[int, ...]] = {"manager": (1,), "on_shift": (2, 3), "senior": (4, 5), "head": (6,)}
HEAD = 6
STAFF = {n: Staff(id=n, user_id=100 + n, name=f"n{n}", username=None, role="sub", reach="ok") for n in range(1, 7)}
STAFF[HEAD] = replace(STAFF[HEAD], role="head")
CHAT = Chat(id=1, tg_id=1, kind="private", title="", partner=1, locale="en")
PARTNER = Partner(id=1, name="", tier="verified", manager=1, created_at=START)

#: (episode, level, attempt, staff): one call of one person
Call = tuple[int, int, int, int]


@dataclass(kw_only=True, slots=True)
class Queued:
    """A letter in the model of the outbox, and the calls it is the sound of."""

    letter: Letter
    rings: set[Call]
    not_before: float = 0
    unknowns: int = 0


@dataclass(kw_only=True, slots=True)
class Fate:
    """What became of one call."""

    rang: int = 0
    unknowns: int = 0
    ended: str = ""  # why it need not ring any more


class Crash(Exception):
    """The desk dies here; what was not committed is gone."""


@dataclass
class Trace:
    """One history: what is kept on disk, what the world does, and what is counted."""

    seed: int
    tally: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.now = 0.0
        self.agenda: list[tuple[float, int, Callable[[], None]]] = []
        self.order = count()
        # on disk
        self.state, self.log, self.next_at = Conversation().to_text(), list[Event](), None
        self.outbox, self.once, self.live = list[Queued](), set[str](), set[str]()
        self.reach: dict[int, Reach] = {}
        # the world
        self.up, self.inbox = True, list[Callable[[], None]]()
        self.blocked, self.people, self.holes = set[int](), dict(ROSTER), list[float]()
        self.pause: dict[int, float] = {}
        self.policy, self.messages, self.answers = "default", count(1), count(1)
        self.closes = 0.0
        self.fates: dict[Call, Fate] = {}
        self.episode_of: dict[str, int] = {}

    # --- the desk: what the storage, the sweep and the sender do --------------------------------------------------------

    def at(self, seconds: float | None = None) -> datetime:
        """That second of the trace, or now."""
        return conversation.instant(START + timedelta(seconds=self.now if seconds is None else seconds))

    def duty(self) -> Duty:
        """Who is on duty now; a change that was planned is known beforehand."""
        ahead = [hole for hole in (*self.holes, self.closes) if hole > self.now]
        is_open = self.now < self.closes
        return Duty(
            manager=1,
            manager_open=is_open,
            manager_closes_at=self.at(self.closes) if is_open else None,
            people=dict(self.people),
            unreachable=dict(self.reach),
            next_change=self.at(min(ahead)) if ahead else None,
        )

    def case(self) -> Case:
        """All that the desk knows now."""
        return Case(
            conversation=1,
            chat=CHAT,
            partner=PARTNER,
            state=Conversation.from_text(self.state),
            events=len(self.log),
            policies=LADDERS,
            leases=LEASES,
            duty=self.duty(),
            staff={number: replace(one, reach=self.reach.get(number, "ok")) for number, one in STAFF.items()},
        )

    def record(self, *events: Event) -> None:
        """One transaction: events, state, letters, and when to look again."""
        case = self.case()
        before = case.state
        step = waiting.decide(case, events, self.at())
        if self.happens(0.004):
            raise Crash
        first = self.called(before, step.events)
        for cause in step.revoked:
            self.revoke(cause)
        for letter in step.letters:
            self.add(letter, first)
        self.state, self.next_at = step.state.to_text(), step.next_at
        self.log += step.events
        if step.next_at is not None and step.next_at <= self.at():
            self.violations.append(f"{self.now}: nothing is left to do, and yet it is due at {step.next_at}")

    def called(self, state: Conversation, events: tuple[Event, ...]) -> dict[int, Call]:
        """Look at every call; gives those that are the first of a person in the episode."""
        first: dict[int, Call] = {}
        roster = self.duty()
        for event in events:
            before, state = state.waiting, conversation.apply(state, event)
            if not isinstance(event, Called):
                continue
            assert before is not None
            self.tally["calls"] += 1
            self.tally["levels passed over"] += len(event.skipped)
            self.check_call(before, event, roster)
            for staff in event.staff:
                call = (before.episode, event.level, event.attempt, staff)
                if call in self.fates:
                    self.violations.append(f"{self.now}: called twice: {call}")
                self.fates[call] = Fate()
                if staff not in before.called:
                    first[staff] = call
        return first

    def check_call(self, before: conversation.Waiting, event: Called, roster: Duty) -> None:
        """Only people on duty, and no level too soon after another."""
        if event.who != "last_resort" and not set(event.staff) <= set(roster.people[event.who]) - set(
            roster.unreachable
        ):
            self.violations.append(f"{self.now}: {event.who} called {event.staff}, on duty {roster}")
        cursor = before.cursor
        if event.reason != "escalate" or cursor is None or any(skip.level == cursor.level for skip in event.skipped):
            return
        if self.at() < cursor.notified + LADDERS[before.policy].min_notice:
            self.violations.append(f"{self.now}: level {event.level} too soon after {cursor}")

    def check_ping(self, call: Call) -> None:
        """Nobody hears a wait that is over, taken or put off, or has gone home."""
        episode, level, _, staff = call
        w, roster = Conversation.from_text(self.state).waiting, self.duty()
        if w is None or w.episode != episode:
            self.violations.append(f"{self.now}: rang, and nobody waits: {call}")
            return
        held = w.lease is not None and self.at() < w.lease.until
        theirs = (held and w.lease.staff == staff) or (w.handover is not None and staff in w.handover.to)
        if (held or w.snooze is not None) and not theirs:  # who took it, or is asked to, is shown the card all the same
            self.violations.append(f"{self.now}: rang, taken or put off: {call}")
        assert w.cursor is not None
        level, every = max(level, w.cursor.level), LADDERS[w.policy].levels
        levels, on_duty = every[: level + 1], set(roster.people["head"] if level == len(every) else ())
        on_duty = on_duty.union(
            *(roster.people[one.who] for one in levels if one.who != "manager" or roster.manager_open)
        )
        if staff not in on_duty:
            self.violations.append(f"{self.now}: rang, and is not on duty: {call}")

    def add(self, letter: Letter, first: dict[int, Call]) -> None:
        """Into the outbox, as storage/outbox.py does it; of interest is only what goes to one of us as a card."""
        if letter.lane != Lane.CARD or letter.to.kind != "staff" or (letter.once and letter.once in self.once):
            return
        rings = set[Call]()
        if letter.once:
            self.once.add(letter.once)
            _, _, episode, level, attempt, staff = letter.once.split(":")
            rings = {(int(episode), int(level), int(attempt), int(staff))}
            for queued in self.outbox:
                queued.rings -= rings  # a card and the nudge under it are one ping
        elif letter.slot and not letter.renew_only and not letter.silent and letter.to.id in first:
            rings = {first[letter.to.id]}
        queued = next((q for q in self.outbox if letter.slot and q.letter.slot == letter.slot), None)
        if queued is None:
            self.outbox.append(Queued(letter=letter, rings=rings, not_before=self.now))
            return
        queued.rings |= rings
        queued.letter = replace(
            letter,
            renew_only=letter.renew_only and queued.letter.renew_only,
            silent=queued.letter.silent if letter.renew_only else letter.silent,
        )

    def revoke(self, cause: str) -> None:
        """What has not left stays here."""
        for queued in [q for q in self.outbox if q.letter.cause == cause]:
            self.drop(queued, "answered")

    def drop(self, queued: Queued, why: str) -> None:
        """It never leaves."""
        self.outbox.remove(queued)
        for call in queued.rings:
            self.fates[call].ended = why

    def send(self) -> None:
        """Everything that may go now, each person's letters in order."""
        behind = set[int]()
        for queued in list(self.outbox):
            staff = queued.letter.to.id
            if staff in behind:
                continue
            if self.free(queued) <= self.now:
                self.send_one(queued)
            if queued in self.outbox:
                behind.add(staff)
                self.later(self.free(queued), self.awake)

    def free(self, queued: Queued) -> float:
        """When it may go."""
        return max(queued.not_before, self.pause.get(queued.letter.to.id, 0))

    def send_one(self, queued: Queued) -> None:
        letter, staff = queued.letter, queued.letter.to.id
        if letter.renew_only and letter.slot not in self.live:
            self.drop(queued, "nothing to renew")
        elif queued.rings and letter.slot not in self.live and not waiting.rings(self.case(), letter, self.at()):
            self.drop(queued, "taken, put off, or gone home")
        elif staff in self.blocked:
            self.drop(queued, "unreachable")
            self.reach[staff] = "blocked"
            self.next_at = self.at() if Conversation.from_text(self.state).waiting else self.next_at
        elif self.happens(0.03):
            self.tally["pauses"] += 1
            self.pause[staff] = self.now + self.dice.choice((3, 30, 90))
        elif self.happens(0.03):
            self.unknown(queued)
        else:
            if queued.rings and letter.reply_slot not in {None, *self.live}:
                self.violations.append(f"{self.now}: a nudge without its card: {letter.once}")
            self.arrives(queued)
            self.outbox.remove(queued)

    def unknown(self, queued: Queued) -> None:
        """The connection is cut, or the desk dies: whether it got through, nobody knows; it is sent again."""
        self.tally["unknown outcomes"] += 1
        queued.unknowns += 1
        for call in queued.rings:
            self.fates[call].unknowns += 1
        if self.dice.random() < 0.5:
            self.arrives(queued, told=False)
        queued.not_before = self.now + 2
        if self.dice.random() < 0.3:
            raise Crash

    def arrives(self, queued: Queued, *, told: bool = True) -> None:
        """It is shown; an edit of what stands there makes no sound. told: we hear of it, and know where it stands."""
        slot = queued.letter.slot
        if slot in self.live:
            return
        if slot is not None and told:
            self.live.add(slot)
        for call in queued.rings:
            self.fates[call].rang += 1
            self.tally["pings"] += 1
            self.check_ping(call)

    # --- time -----------------------------------------------------------------------------------------------------------

    def later(self, at: float, what: Callable[[], None]) -> None:
        """Something happens then."""
        heapq.heappush(self.agenda, (at, next(self.order), what))

    def happens(self, chance: float) -> bool:
        """Whether a fault strikes: only while things may happen at all."""
        return self.now < ACTS and self.dice.random() < chance

    def play(self) -> "Trace":
        """The whole history; then everything is counted."""
        self.throw()
        while self.agenda:
            self.now, _, what = heapq.heappop(self.agenda)
            try:
                what()
                if self.up:
                    self.send()
            except Crash:
                self.tally["crashes"] += 1
                self.down(self.dice.choice((1, 20, 60)))
        self.count()
        return self

    def awake(self) -> None:
        """The sender may go on."""

    def tick(self) -> None:
        """The sweep looks."""
        if self.up and self.next_at is not None and self.next_at <= self.at():
            self.record()

    def down(self, seconds: float) -> None:
        """Nobody looks, nothing is sent; what people do is kept by Telegram."""
        if self.up:
            self.up = False
            self.tally["outages"] += 1
            self.later(min(self.now + seconds, max(ACTS, self.now)), self.again)

    def again(self) -> None:
        """The desk is started: first what people did meanwhile, then the sweep."""
        self.up = True
        while self.inbox:
            self.inbox[0]()
            self.inbox.pop(0)
        self.tick()

    def update(self, what: Callable[[], None]) -> None:
        """Something a person did reaches the desk: now, or when it runs again; some come twice."""
        copies = 2 if self.dice.random() < 0.1 else 1
        self.inbox += [what] * copies
        while self.up and self.inbox:
            self.inbox[0]()
            self.inbox.pop(0)

    # --- what people do -------------------------------------------------------------------------------------------------

    def throw(self) -> None:
        """Plan the history."""
        dice = self.dice
        self.policy = dice.choice(list(LADDERS))
        self.closes = dice.choice((-1, -1, 100, 700, ACTS * 9))
        period = dice.choice((1, 5, 7, 15, 40))
        for n in range(int((ACTS + QUIET) // period)):
            self.later(n * period, self.tick)
        self.later(0, self.writes)
        people = (self.takes, self.takes, self.extends, self.releases, self.snoozes, self.wakes, self.hands_over)
        acts = (self.writes, self.writes, self.answers_, self.settles, *people)
        span = dice.choice((900, ACTS))  # all at once, or now and then
        for _ in range(dice.randrange(12)):
            self.later(dice.uniform(0, span), dice.choice(acts))
        for _ in range(dice.randrange(3)):
            self.later(dice.uniform(0, ACTS), lambda: self.down(dice.choice((10, 200, 1000, 4000))))
        for _ in range(dice.randrange(7)):
            self.hole(dice.choice(list(ROSTER)))
        for _ in range(dice.randrange(4)):
            self.absence(dice.randrange(1, 7))
        self.later(ACTS, lambda: None)

    def hole(self, who: LevelName) -> None:
        """Others are on duty for a while, or nobody: by a plan, or by somebody's edit, of which the ladder is told."""
        start, planned = self.dice.uniform(0, ACTS), self.dice.random() < 0.5
        others = tuple(self.dice.sample(range(1, 7), self.dice.choice((0, 0, 1, 2))))
        for at, people in ((start, others), (start + self.dice.choice((60, 600, 3000)), ROSTER[who])):
            if planned:
                self.holes.append(at)
            self.later(at, lambda people=people: self.roster(who, people, planned))

    def roster(self, who: LevelName, people: tuple[int, ...], planned: bool) -> None:
        """The roster is another one."""
        self.people[who] = people
        if not planned and Conversation.from_text(self.state).waiting:
            self.next_at = self.at()

    def absence(self, staff: int) -> None:
        """Somebody blocks the bot, and presses Start later."""
        start = self.dice.uniform(0, ACTS)
        self.later(start, lambda: self.blocked.add(staff))
        self.later(start + self.dice.choice((100, 900, 9000)), lambda: self.back(staff))

    def back(self, staff: int) -> None:
        """Start is pressed."""
        self.blocked.discard(staff)

        def start() -> None:
            if self.reach.pop(staff, None) and Conversation.from_text(self.state).waiting:
                self.next_at = self.at()

        self.update(start)

    def writes(self) -> None:
        """The partner writes; the message may have been on its way for some time."""
        at, number = self.now - self.dice.choice((0, 0, 0, 2, 40)), next(self.messages)
        substantive = number == 1 or self.dice.random() < 0.8
        event = PartnerWrote(
            at=self.at(at), message=number, author=7, substantive=substantive, preview="", policy=self.policy
        )
        self.update(lambda: self.record(event))

    def answers_(self) -> None:
        """One of us answers; the answer arrives, at once or late, or fails, or nothing is heard of it."""
        at, key = self.at(), f"a{next(self.answers)}"
        fate = self.dice.choice(("there", "soon", "soon", "late", "fails", "never"))

        def answered() -> None:
            self.record(
                StaffAnswered(at=at, staff=2, answer=key, question=False, delivered=fate == "there", queued=self.at())
            )
            if fate in ("soon", "late"):
                delivered = AnswerDelivered(at=self.at(), answer=key)
                self.later(
                    self.now + (1 if fate == "soon" else 150), lambda: self.update(lambda: self.record(delivered))
                )
            elif fate == "fails":
                failed = AnswerFailed(at=self.at(), answer=key, reason="blocked")
                self.later(self.now + 1, lambda: self.update(lambda: self.record(failed)))

        self.update(answered)

    def presses(self, what: Callable[[Case, Staff], Event]) -> None:
        """Somebody presses a button; it is refused, or something comes of it."""
        staff = self.dice.randrange(1, 7)

        def pressed() -> None:
            case = self.case()
            try:
                event = what(case, case.staff[staff])
            except DeskError as refusal:
                self.tally[f"refused: {refusal.key}"] += 1
            else:
                self.tally[type(event).__name__] += 1
                self.record(event)

        self.update(pressed)

    def takes(self) -> None:
        """Take, or Extend where it is theirs."""
        self.presses(lambda case, staff: taking.take(case, staff, self.at()))

    def extends(self) -> None:
        """Whoever has it wants more time."""
        self.presses(lambda case, _: taking.extend(case, holder(case), extensions(case), self.at()))

    def releases(self) -> None:
        """Whoever has it gives it back."""
        self.presses(lambda case, _: taking.release(case, holder(case), self.at()))

    def snoozes(self) -> None:
        """It is put off."""
        minutes = self.dice.choice((10, 20, 30))
        self.presses(lambda case, staff: taking.snooze(case, staff, minutes, "later", self.at()))

    def wakes(self) -> None:
        """It is not put off any longer."""
        self.presses(lambda case, staff: taking.wake(case, staff, self.at()))

    def hands_over(self) -> None:
        """It is handed to two others, who accept, decline, or do neither."""
        to = self.dice.sample(list(STAFF.values()), 2)
        self.presses(lambda case, staff: taking.hand_over(case, staff, to, self.at()))
        for answer in (taking.accept, taking.decline):
            later = self.now + self.dice.choice((5, 100, 400))
            self.later(later, lambda answer=answer: self.presses(lambda case, staff: answer(case, staff, self.at())))

    def settles(self) -> None:
        """No answer is needed."""
        self.presses(lambda case, staff: taking.close(case, staff, self.at()))

    # --- what must hold -------------------------------------------------------------------------------------------------

    def count(self) -> None:
        """Nothing lost, nothing doubled, nobody left waiting."""
        state = Conversation.from_text(self.state)
        if conversation.fold(conversation.load(*conversation.dump(event)) for event in self.log) != state:
            self.violations.append("the log is not the state")
        if self.outbox:
            self.violations.append(f"left in the outbox: {self.outbox}")
        if state.waiting is not None and (state.cursor is None or state.cursor.who != "last_resort"):
            self.violations.append(f"nobody came, and yet the ladder stands at {state.cursor}")
        for call, fate in self.fates.items():
            if fate.rang > 1 + fate.unknowns:
                self.violations.append(f"doubled: {call} {fate}")
            if fate.rang == 0 and not fate.ended and fate.unknowns == 0:
                self.violations.append(f"lost: {call}")
            self.tally["repeated after an unknown outcome"] += max(0, fate.rang - 1)
            self.tally["not sent: " + fate.ended] += bool(fate.ended and not fate.rang)


def holder(case: Case) -> Staff:
    """Whoever has it; the head, if nobody has."""
    return case.staff[case.state.lease.staff if case.state.lease else HEAD]


def extensions(case: Case) -> int:
    """How often it was extended."""
    return case.state.lease.extensions if case.state.lease else 0


def play(seeds: range) -> tuple[Counter[str], list[str]]:
    """The counts of those traces together, and what was violated, with the seed."""
    tally, violations = Counter[str](), list[str]()
    for seed in seeds:
        trace = Trace(seed).play()
        tally += trace.tally
        tally["traces"] += 1
        violations += [f"seed {seed}: {one}" for one in trace.violations]
    return tally, violations


def main() -> int:
    """The exit status: 1 when anything was violated."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.traces")
    parser.add_argument("--traces", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0, help="of the first trace")
    options = parser.parse_args()
    parts = [range(n, n + 500) for n in range(options.seed, options.seed + options.traces, 500)]
    tally, violations = Counter[str](), list[str]()
    with ProcessPoolExecutor() as pool:
        for counted, violated in pool.map(play, parts):
            tally += counted
            violations += violated
    print("\n".join(told(tally)))
    print("\n".join(violations[:20]) or "nothing lost, doubled, too soon, or off duty")
    return bool(violations)


def told(tally: Counter[str]) -> Iterator[str]:
    """The counts, a line each."""
    for name in sorted(tally, key=lambda name: (name != "traces", name)):
        yield f"{tally[name]:>9,}  {name}"


if __name__ == "__main__":
    sys.exit(main())
