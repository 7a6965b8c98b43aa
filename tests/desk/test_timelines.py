"""Known failures of other desks as timelines: on the left what happens, on the right whom the ladder calls then.

The numbers are those of the starred threads of the escalation survey; tests/desk/test_invariants.py says where the others are played.
Whatever happens, the desk is stopped and started again after every line.
"""

from datetime import timedelta
from itertools import groupby

import pytest

from desk import conversation, ladder, policies
from desk.conversation import (
    AnswerDelivered,
    AnswerFailed,
    Called,
    Conversation,
    HandoverOffered,
    PartnerWrote,
    Settled,
    Snoozed,
    StaffAnswered,
    Taken,
)
from desk.duty import Duty
from tests.desk.test_ladder import LEASES, START

PEOPLE = {"manager": (1,), "on_shift": (2, 3), "senior": (4,), "head": (6,)}

TIMELINES = {
    "1 · grafana/oncall 1206: a pause for the night is never ended, restarts or not": """
        opens until 2
        0     partner writes        start manager 1
        2                           escalate on_shift 2 3
        5                           repeat on_shift 2 3
        7                           escalate senior 4
        17                          escalate head 6
        32                          escalate last_resort 6
        47                          repeat last_resort 6
    """,
    "4 · librenms 3526: taken, given back, and nobody is told again": """
        0     partner writes        start on_shift 2 3, closed manager
        1     2 takes
        11                          lease_expired on_shift 2 3
        14                          repeat on_shift 2 3
        16                          escalate senior 4
    """,
    "5 · goalert 4548: a step with nobody on call waits its whole delay": """
        on_shift nobody
        0     partner writes        start senior 4, closed manager, empty on_shift
        4     senior nobody         escalate head 6, empty senior
        19                          escalate last_resort 6
    """,
    "6 · grafana/oncall 1503: one who cannot be reached keeps the next one from being called": """
        0     partner writes        start on_shift 2 3, closed manager
        0.1   2 unreachable
        3                           repeat on_shift 3
        4     2 reachable
        5                           escalate senior 4
    """,
    "8 · apscheduler 146: what is late is left out": """
        0     partner writes        start on_shift 2 3, closed manager
        1     down
        61    up                    escalate senior 4
        63                          escalate head 6
        65                          escalate last_resort 6
        80                          repeat last_resort 6
    """,
    "10 · grafana/oncall 4760: pages go on although somebody has taken it": """
        0     partner writes        start on_shift 2 3, closed manager
        2.9   3 takes
        4     partner writes
        9     answer by 3
        9.1   answer arrives
        300   end
    """,
    "11 · zammad 3140: answered, and yet it escalates": """
        0     partner writes        start on_shift 2 3, closed manager
        3                           repeat on_shift 2 3
        4.9   answer by 4
        5     answer arrives
        300   end
    """,
    "11 · but an answer that fails has answered nothing": """
        0     partner writes        start on_shift 2 3, closed manager
        3                           repeat on_shift 2 3
        4.9   answer by 4
        6     answer fails          escalate senior 4
        15                          escalate head 6
    """,
    "12 · oneuptime 1690: closed, and yet it escalates": """
        0     partner writes        start on_shift 2 3, closed manager
        2     closed
        300   end
    """,
    "13 · grafana/oncall 3111: what was done with long ago escalates months later": """
        0     partner writes        start on_shift 2 3, closed manager
        1     2 takes
        2     answer by 2
        2.1   answer arrives
        90000 partner writes        start on_shift 2 3, closed manager
        90003                       repeat on_shift 2 3
    """,
    "14 · goalert 912: two on call, and everything is entered twice": """
        0     partner writes        start on_shift 2 3, closed manager
        1     partner writes
        2     on_shift 2 3 5        join on_shift 5
        3                           repeat on_shift 2 3 5
        4     partner writes
        5                           escalate senior 4
    """,
    "16 · zammad 4348: the same reminder again and again, at midnight too": """
        opens until 540
        530   partner writes        start manager 1
        535                         escalate on_shift 2 3
        538                         repeat on_shift 2 3
        539   manager 7
        540                         escalate senior 4
        550                         escalate head 6
    """,
    "28 · grafana/oncall 1326: a level without any way to reach it, so the directors are called": """
        0     partner writes        start on_shift 2 3, closed manager
        1     4 unreachable
        3                           repeat on_shift 2 3
        5                           escalate head 6, unreachable senior
        6     4 reachable
    """,
    "a snooze goes on from where the ladder stood, not from its first step": """
        0     partner writes        start on_shift 2 3, closed manager
        3                           repeat on_shift 2 3
        5                           escalate senior 4
        6     4 snoozes for 10
        16                          snooze_over senior 4
        26                          escalate head 6
    """,
    "a hand-over leaves nobody unheard: until it is accepted the ladder goes on": """
        0     partner writes        start on_shift 2 3, closed manager
        1     2 hands over to 4
        3                           repeat on_shift 2 3
        4     4 takes
        14                          lease_expired on_shift 2 3
    """,
}


class Play:
    """One timeline: the events at their minutes, the ladder whenever it is due, the desk restarted all the time."""

    def __init__(self):
        self.now, self.up, self.state, self.numbers = START, True, Conversation(), iter(range(1, 99))
        self.people, self.unreachable, self.closes = dict(PEOPLE), {}, None
        self.action, self.told = ladder.Idle(), []

    def minute(self):
        return (self.now - START) / timedelta(minutes=1)

    def duty(self):
        is_open = self.closes is not None and self.now < self.closes
        return Duty(
            manager=1,
            manager_open=is_open,
            manager_closes_at=self.closes if is_open else None,
            people=self.people,
            unreachable=self.unreachable,
            next_change=self.closes if is_open else None,
        )

    def ask(self):
        while self.up:
            self.state = Conversation.from_text(self.state.to_text())
            self.action = ladder.next_action(self.state, policies.DEFAULT, LEASES, self.duty(), self.now)
            if not isinstance(self.action, ladder.Act):
                return
            for event in self.action.events:
                self.told += [(self.minute(), shown(event))] if isinstance(event, Called) else []
                self.state = conversation.apply(self.state, event)

    def until(self, minute):
        end = START + timedelta(minutes=minute)
        while self.up and isinstance(self.action, ladder.Wait) and self.action.until <= end:
            self.now = self.action.until
            self.ask()
        self.now = end

    def happens(self, words):
        match words.split():
            case ["partner", "writes"]:
                number = next(self.numbers)
                self.do(PartnerWrote, message=number, author=7, substantive=True, preview="", policy="default")
            case [staff, "takes"]:
                self.do(Taken, staff=int(staff), until=self.now + LEASES.take)
            case [staff, "snoozes", "for", minutes]:
                self.do(Snoozed, staff=int(staff), until=self.now + timedelta(minutes=int(minutes)), reason="later")
            case [staff, "hands", "over", "to", *to]:
                until = self.now + LEASES.handover
                self.do(HandoverOffered, staff=int(staff), to=tuple(map(int, to)), until=until)
            case ["answer", "by", staff]:
                self.do(StaffAnswered, staff=int(staff), answer="a", question=False, delivered=False)
            case ["answer", "arrives"]:
                self.do(AnswerDelivered, answer="a")
            case ["answer", "fails"]:
                self.do(AnswerFailed, answer="a", reason="blocked")
            case ["closed"]:
                self.do(Settled, staff=2, how="closed")
            case other:
                self.turns(other)
        self.ask()

    def turns(self, words):
        match words:
            case ["opens", "until", minute]:
                self.closes = START + timedelta(minutes=int(minute))
            case ["down" | "up" as way]:
                self.up = way == "up"
            case [staff, "unreachable"]:
                self.unreachable = {**self.unreachable, int(staff): "blocked"}
            case [staff, "reachable"]:
                self.unreachable = {one: why for one, why in self.unreachable.items() if one != int(staff)}
            case ["manager" | "on_shift" | "senior" | "head" as who, *people]:
                self.people = {**self.people, who: tuple(int(one) for one in people if one != "nobody")}
            case other:
                assert other in ([], ["end"]), other

    def do(self, kind, **how):
        self.state = conversation.apply(self.state, kind(at=self.now, **how))


def shown(call):
    people = " ".join(map(str, call.staff))
    return ", ".join([f"{call.reason} {call.who} {people}", *(f"{skip.why} {skip.who}" for skip in call.skipped)])


def played(script):
    """The timeline as it comes out: what happens as it was written, the calls as they were made."""
    play, found = Play(), []
    lines = [line.strip() for line in script.strip().splitlines()]
    for line in (line for line in lines if not line[0].isdigit()):
        play.happens(line)
        found.append((line,))
    rows = [(float(line[:6]), line[6:28].strip()) for line in lines if line[0].isdigit()]
    for minute, words in rows:
        play.until(minute)
        play.happens(words)
    calls = [(minute, "; ".join(call for _, call in these)) for minute, these in groupby(play.told, lambda one: one[0])]
    happened = {minute: words for minute, words in rows if words}
    times = sorted({*happened, *dict(calls)})
    return [*found, *((minute, happened.get(minute, ""), dict(calls).get(minute, "")) for minute in times)]


def written(script):
    """The timeline as it is written."""
    lines = [line.strip() for line in script.strip().splitlines()]
    return [(float(x[:6]), x[6:28].strip(), x[28:].strip()) if x[0].isdigit() else (x,) for x in lines]


@pytest.mark.parametrize("script", TIMELINES.values(), ids=TIMELINES)
def test_what_went_wrong_elsewhere(script):
    assert played(script) == written(script)
