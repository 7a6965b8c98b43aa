"""Any history at all: the clock against a naive oracle, and what the ladder promises at every step."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desk import calendars, conversation, ladder, policies
from desk.conversation import (
    AnswerDelivered,
    AnswerFailed,
    Called,
    Conversation,
    HandoverDeclined,
    HandoverOffered,
    PartnerEdited,
    PartnerWrote,
    Promised,
    PromiseOver,
    Released,
    Settled,
    Snoozed,
    StaffAnswered,
    Taken,
    Woken,
)
from desk.duty import Duty
from desk.rules import Calendar, Leases
from tests.desk import oracle
from tests.desk.oracle import Answer, Message

START = datetime(2026, 6, 12, 17, 40, tzinfo=UTC)  # twenty minutes before the office closes
OFFICE = Calendar(zone="UTC", week={"fri": ("09:00-18:00",), "sat": ("00:00-02:00",)})
LEASES = Leases()
SOON = st.integers(0, 400).map(lambda n: timedelta(seconds=n))
PEOPLE = {"manager": (1,), "on_shift": (2, 3), "senior": (4, 5), "head": (6,)}


OTHERS = {"default": "edited", "edited": "default"}  # the version in force after the next edit of the policy


class Waits(RuleBasedStateMachine):
    """A partner, the staff, deliveries, an unreliable clock and a roster that changes under the ladder's feet."""

    policy = policies.DEFAULT

    def __init__(self):
        super().__init__()
        self.now, self.number = START, 0
        self.state, self.log = Conversation(), []
        self.messages: list[Message] = []
        self.answers: dict[str, Answer] = {}
        self.settled: list[int] = []
        self.version, self.versions = "default", {"default": self.policy, "edited": policies.VIP}
        self.action: ladder.Action = ladder.Idle()
        self.people, self.unreachable = dict(PEOPLE), {}
        self.cards: set[tuple[int, int, int, int]] = set()
        self.begun: dict[int, tuple[datetime, str]] = {}  # by episode: its start and its ladder

    # --- what the storage and the sweep do

    def duty(self):
        return Duty(
            manager=1,
            manager_open=calendars.is_open(OFFICE, self.now),
            manager_closes_at=calendars.closes_at(OFFICE, self.now),
            people=dict(self.people),
            unreachable=dict(self.unreachable),
            next_change=calendars.closes_at(OFFICE, self.now) or calendars.opens_at(OFFICE, self.now),
            office=OFFICE,
        )

    def do(self, event):
        before = self.state
        self.state = conversation.apply(self.state, event)
        assert conversation.apply(self.state, event) == self.state, "twice is not once"
        if isinstance(event, PromiseOver) and before.waiting is None and self.state.waiting:
            self.number += 1  # broken: as if the partner had asked when it was due
            self.messages.append(Message(at=conversation.promise_of(before, event.number).due, number=self.number))
        self.log.append(event)
        if isinstance(event, AnswerFailed):
            self.failed(event)
        if isinstance(event, Called):
            self.called(before, event)
        for row in conversation.episodes(before, self.state, event):
            if row.ended_at is None:
                assert row.number == self.state.episode
                first, policy = self.begun.setdefault(row.number, (row.started_at, row.policy))
                assert row.started_at <= first, "a start moved later"
                assert row.policy == policy, "the ladder of a running wait changed"
            else:
                assert row.how

    def ladder(self):
        return self.versions[self.state.policy or self.version]

    def ask(self):
        for _ in range(len(self.policy.levels) + 6):
            self.action = ladder.next_action(self.state, self.ladder(), LEASES, self.duty(), self.now)
            if not isinstance(self.action, ladder.Act):
                return
            for event in self.action.events:
                self.do(event)
        raise AssertionError("the loop does not end")

    def called(self, before, e):
        w, roster = before.waiting, self.duty()
        assert w is not None
        assert w.lease is None
        assert w.snooze is None
        for staff in e.staff:
            card = (w.episode, e.level, e.attempt, staff)
            assert card not in self.cards, f"called twice: {card}"
            self.cards.add(card)
        assert e.staff or e.who == "last_resort"
        assert e.who == "last_resort" or not set(e.staff) & set(roster.unreachable)
        reached = w.cursor.level if w.cursor else -1
        assert e.level >= reached, "a level went down"
        assert {skip.level for skip in e.skipped} >= set(range(reached + 1, e.level)), "a level was forgotten"
        if e.reason == "escalate":
            vacant = reached in {skip.level for skip in e.skipped}
            assert vacant or self.now >= w.cursor.notified + self.versions[w.policy].min_notice
        assert conversation.dump(e)[1]["ideal"] <= conversation.to_ms(self.now)

    def failed(self, e):
        self.answers[e.answer] = self.answers[e.answer].failed(e.reason)

    def since(self):
        return oracle.since(self.messages, self.answers.values(), self.settled)

    # --- what happens

    @rule(ago=st.sampled_from([0, 0, 0, 1, 2, 3, 4, 60, 600]), substantive=st.sampled_from([True, True, False]))
    def partner_writes(self, ago, substantive):
        self.number += 1
        at = self.now - timedelta(seconds=ago)
        if substantive or self.state.waiting:
            self.messages.append(Message(at=at, number=self.number, substantive=substantive))
        event = PartnerWrote(
            at=at, message=self.number, author=7, substantive=substantive, preview=f"{self.number}", policy=self.version
        )
        self.do(event)
        self.ask()

    @precondition(lambda self: self.number)
    @rule(data=st.data(), matters=st.booleans())
    def partner_edits(self, data, matters):
        """While somebody waits only the words change; later the edit is a question of its own, if it matters."""
        edited = data.draw(st.integers(1, self.number))
        self.now += timedelta(seconds=1)  # nobody edits in the second of writing
        if matters and self.since() is None:
            self.number += 1
            self.messages.append(Message(at=self.now, number=self.number))
        event = PartnerEdited(
            at=self.now, message=edited, author=7, matters=matters, preview="edited", policy=self.version
        )
        self.do(event)
        self.ask()

    @rule(ago=st.sampled_from([0, 0, 1, 3, 100]), staff=st.integers(1, 6), there=st.sampled_from([False, False, True]))
    def staff_answer(self, ago, staff, there):
        key, at = f"a{len(self.answers)}", self.now - timedelta(seconds=ago)
        self.do(StaffAnswered(at=at, staff=staff, answer=key, question=False, delivered=there, queued=self.now))
        depends = key in {p.answer for p in self.state.provisional}
        seen = frozenset(message.number for message in self.messages)
        self.answers[key] = Answer(at=at, seen=seen, fate="pending" if depends else "delivered")
        self.ask()

    @rule(
        staff=st.integers(1, 6), minutes=st.integers(1, 40), there=st.booleans(), text=st.sampled_from(["", "report"])
    )
    def staff_put_off(self, staff, minutes, there, text):
        """One moment, please; or: the report by six."""
        key, number = f"a{len(self.answers)}", self.state.promised + 1
        self.do(StaffAnswered(at=self.now, staff=staff, answer=key, question=False, delivered=there, holding=True))
        due, remind = self.now + timedelta(minutes=minutes), self.now + timedelta(minutes=minutes / 2)
        self.do(
            Promised(
                at=self.now,
                staff=staff,
                number=number,
                answer=key,
                due=due,
                remind=remind,
                text=text,
                preview="",
                policy=self.version,
            )
        )
        depends = key in {p.answer for p in self.state.provisional}
        seen = frozenset(message.number for message in self.messages)
        self.answers[key] = Answer(at=self.now, seen=seen, fate="pending" if depends else "delivered")
        self.ask()

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def delivery(self, data):
        key = data.draw(st.sampled_from(sorted(self.answers)))
        self.answers[key] = self.answers[key].arrived(self.messages)
        self.do(AnswerDelivered(at=self.now, answer=key))
        self.ask()

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def failure(self, data):
        key = data.draw(st.sampled_from(sorted(self.answers)))
        self.do(AnswerFailed(at=self.now, answer=key, reason="blocked"))
        self.ask()

    @rule(staff=st.integers(1, 6), minutes=st.integers(1, 15))
    def take(self, staff, minutes):
        self.do(Taken(at=self.now, staff=staff, until=self.now + timedelta(minutes=minutes)))
        self.ask()

    @rule(staff=st.integers(1, 6))
    def release(self, staff):
        self.do(Released(at=self.now, staff=staff, expired=False))
        self.ask()

    @rule(staff=st.integers(1, 6), minutes=st.integers(1, 30))
    def snooze(self, staff, minutes):
        self.do(Snoozed(at=self.now, staff=staff, until=self.now + timedelta(minutes=minutes), reason="later"))
        self.ask()

    @rule(staff=st.integers(1, 6))
    def wake(self, staff):
        self.do(Woken(at=self.now, staff=staff))
        self.ask()

    @rule(staff=st.integers(1, 6), to=st.sets(st.integers(1, 6), min_size=1, max_size=3))
    def hand_over(self, staff, to):
        until = self.now + timedelta(minutes=5)
        self.do(HandoverOffered(at=self.now, staff=staff, to=tuple(sorted(to)), until=until))
        self.ask()

    @rule(staff=st.integers(1, 6))
    def decline(self, staff):
        self.do(HandoverDeclined(at=self.now, staff=staff))
        self.ask()

    @rule(how=st.sampled_from(["no_answer_needed", "closed", "solved"]))
    def settle(self, how):
        self.settled += [m.number for m in self.messages]
        self.do(Settled(at=self.now, staff=None if how == "solved" else 1, how=how))
        self.ask()

    @precondition(lambda self: self.log)
    @rule(data=st.data())
    def an_update_comes_again(self, data):
        again = [e for e in self.log if isinstance(e, PartnerWrote | StaffAnswered)]
        if again:
            self.repeated(data.draw(st.sampled_from(again)))

    def repeated(self, event):
        if isinstance(event, StaffAnswered) or any(
            m.at == event.at and m.number == event.message for m in self.messages
        ):
            assert conversation.apply(self.state, event) == self.state

    @rule(who=st.sampled_from(["on_shift", "senior", "head", "manager"]), people=st.sets(st.integers(1, 9), max_size=3))
    def roster_changes(self, who, people):
        self.people[who] = tuple(sorted(people))
        self.ask()

    @rule()
    def policy_is_edited(self):
        self.version = OTHERS[self.version]
        self.ask()

    @rule(staff=st.integers(1, 9))
    def reach_changes(self, staff):
        if self.unreachable.pop(staff, None) is None:
            self.unreachable[staff] = "blocked"
        self.ask()

    @rule(span=SOON, late=st.integers(0, 20))
    def time_passes(self, span, late):
        """The sweep looks when it is due, a few seconds late."""
        end = self.now + span
        while isinstance(self.action, ladder.Wait) and self.action.until <= end:
            self.now = min(end, self.action.until + timedelta(seconds=late))
            self.ask()
        self.now = max(self.now, end)
        self.ask()

    @rule(span=SOON)
    def outage(self, span):
        """Nobody looks; then the desk starts again from what it has stored."""
        self.now += span * 10
        self.state = Conversation.from_text(self.state.to_text())
        self.ask()

    # --- what holds

    @invariant()
    def the_clock_is_the_oracle(self):
        assert self.state.waiting_since == self.since()

    @invariant()
    def nothing_waits_without_a_next_action(self):
        if not (self.state.waiting or self.state.provisional or self.state.promises):
            assert self.action == ladder.Idle()
            return
        assert isinstance(self.action, ladder.Wait)
        assert self.action.until > self.now
        lease, snooze = self.state.lease, self.state.waiting and self.state.waiting.snooze
        assert not (lease and snooze)
        if snooze:
            assert self.now < snooze.until
        elif self.state.waiting and lease is None:
            assert self.action.until <= self.now + timedelta(minutes=15)
            cursor, roster = self.state.cursor, self.duty()
            if cursor.who != "last_resort" and (cursor.who != "manager" or roster.manager_open):
                here = [p for p in roster.people[cursor.who] if p not in roster.unreachable]
                assert set(here) <= set(cursor.staff), "somebody on the level was not called"
        if lease is not None:
            assert self.now < lease.until

    @invariant()
    def what_is_explained_comes_next(self):
        if isinstance(self.action, ladder.Wait):
            said = ladder.explain(self.state, self.ladder(), LEASES, self.duty(), self.now)
            assert said is not None
            assert said.at > self.now

    def teardown(self):
        """The log is the state; and whoever is left alone climbs to the end of the ladder."""
        assert conversation.fold(conversation.load(*conversation.dump(event)) for event in self.log) == self.state
        assert Conversation.from_json(self.state.to_json()) == self.state
        if self.state.waiting is not None:
            end = self.now + timedelta(minutes=30 + 5 + 35 + 4 * 2 + 1)  # a snooze, then an offer, then every level
            while isinstance(self.action, ladder.Wait) and self.action.until <= end:
                self.now = self.action.until
                self.ask()
            assert self.state.cursor.who == "last_resort"


class NewWaits(Waits):
    """The same with the ladder for newcomers."""

    policy = policies.NEW


class NoNotice(Waits):
    """The same with no least time between two levels."""

    policy = policies.DEFAULT.model_copy(update={"min_notice": timedelta(0)})


TestWaits = Waits.TestCase
TestWaits.settings = settings(max_examples=60, stateful_step_count=40)
TestNewWaits = NewWaits.TestCase
TestNewWaits.settings = settings(max_examples=20, stateful_step_count=40)
TestNoNotice = NoNotice.TestCase
TestNoNotice.settings = settings(max_examples=20, stateful_step_count=40)


def test_a_year_of_a_busy_conversation_in_json_stays_small():
    state = Conversation()
    for n in range(300):
        at = START + timedelta(hours=n)
        state = conversation.apply(
            state, PartnerWrote(at=at, message=n, author=7, substantive=True, preview="x" * 300, policy="default")
        )
        answer = StaffAnswered(
            at=at + timedelta(minutes=1), staff=1, answer=f"a{n}", question=False, delivered=True, queued=None
        )
        state = conversation.apply(state, answer)
    assert len(str(state.to_json())) < 4000
    assert replace(state, seen=(), heard=()) == Conversation(
        episode=300, numbered=300, last_answer=conversation.LastAnswer(staff=1, at=answer.at)
    )
