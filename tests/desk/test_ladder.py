"""The ladder as timelines: the night story, holes in the roster, closing offices, leases, outages."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import conversation, duty, ladder, policies
from desk.conversation import AnswerFailed, Called, Conversation, PartnerWrote, Skip, StaffAnswered, Taken
from desk.duty import Duty
from desk.people import Staff
from desk.rules import DAYS, Calendar, Leases, Level, Policy, Rotation, Rules, Shifts

MOSCOW = ZoneInfo("Europe/Moscow")
LEASES = Leases()
MANAGER, ANN, BOB, SENIOR, OTHER, HEAD = 1, 2, 3, 4, 5, 6


def msk(text):
    return datetime.fromisoformat(f"2026-06-{text}").replace(tzinfo=MOSCOW).astimezone(UTC)


def person(number, role, username=None, reach="ok"):
    return Staff(id=number, user_id=9000 + number, name=f"n{number}", username=username, role=role, reach=reach)


STAFF = (
    person(MANAGER, "manager"),
    person(ANN, "sub", "Ann"),
    person(BOB, "sub", "bob"),
    person(SENIOR, "senior"),
    person(OTHER, "senior"),
    person(HEAD, "head"),
)


def rules(crews=(("@ann",), ("@bob", "9004"), (), ())):
    """Saturday 2026-06-13: crew 0 by day, crew 1 by night."""
    return Rules(
        programme="Test",
        calendars={"office": Calendar(zone="Europe/Moscow", week=dict.fromkeys(("mon", "fri"), ("09:00-18:00",)))},
        shifts=Shifts(
            zone="Europe/Moscow",
            templates={"day": (time(9), time(21)), "night": (time(21), time(9))},
            rotations=(Rotation(start=date(2026, 6, 13), pattern=("day", "night", "off", "off"), crews=crews),),
        ),
        ladder=policies.LADDER,
    )


def timeline(staff=STAFF, crews=None, policy=policies.DEFAULT, at="13T23:40", minutes=61, manager=MANAGER):
    """Calls as (minute:second local, who, staff ids, attempt, reason, what was skipped)."""
    book = rules(crews) if crews else rules()
    calls = ladder.simulate(
        policy, LEASES, lambda now: duty.duty(book, staff, manager, now), msk(at), timedelta(minutes=minutes)
    )
    return [shown(call) for call in calls]


def shown(call):
    skipped = " ".join(f"{skip.who}:{skip.why}" for skip in call.skipped)
    return (call.at.astimezone(MOSCOW).strftime("%H:%M:%S"), call.who, call.staff, call.attempt, call.reason, skipped)


def test_the_night_story():
    assert timeline() == [
        ("23:40:00", "on_shift", (BOB, SENIOR), 0, "start", "manager:closed"),
        ("23:43:00", "on_shift", (BOB, SENIOR), 1, "repeat", ""),
        ("23:45:00", "senior", (SENIOR,), 0, "escalate", ""),
        ("23:55:00", "head", (HEAD,), 0, "escalate", ""),
        ("00:10:00", "last_resort", (HEAD,), 0, "escalate", ""),
        ("00:25:00", "last_resort", (HEAD,), 1, "repeat", ""),
        ("00:40:00", "last_resort", (HEAD,), 2, "repeat", ""),
    ]


def test_in_office_hours():
    assert timeline(at="15T12:00", minutes=20) == [
        ("12:00:00", "manager", (MANAGER,), 0, "start", ""),
        ("12:05:00", "senior", (SENIOR, OTHER), 0, "escalate", "on_shift:empty"),
        ("12:15:00", "head", (HEAD,), 0, "escalate", ""),
    ]


def test_nobody_on_shift_costs_no_time():
    assert timeline(crews=((), (), (), ()), minutes=11) == [
        ("23:40:00", "senior", (SENIOR, OTHER), 0, "start", "manager:closed on_shift:empty"),
        ("23:50:00", "head", (HEAD,), 0, "escalate", ""),
    ]


def test_an_unreachable_senior_is_skipped_and_named():
    staff = [replace(p, reach="blocked") if p.role == "senior" else p for p in STAFF]
    assert timeline(staff, minutes=6) == [
        ("23:40:00", "on_shift", (BOB,), 0, "start", "manager:closed"),
        ("23:43:00", "on_shift", (BOB,), 1, "repeat", ""),
        ("23:45:00", "head", (HEAD,), 0, "escalate", "senior:unreachable"),
    ]


def test_when_nobody_at_all_can_be_reached():
    everybody = [replace(p, reach="never_started") for p in STAFF]
    skipped = "manager:closed on_shift:unreachable senior:unreachable head:unreachable"
    assert timeline(everybody, minutes=15) == [
        ("23:40:00", "last_resort", (HEAD,), 0, "start", skipped),
        ("23:55:00", "last_resort", (HEAD,), 1, "repeat", ""),
    ]
    nobody = timeline((), minutes=15)
    assert [call[1:3] for call in nobody] == [("last_resort", ()), ("last_resort", ())]
    assert nobody[0][5] == "manager:empty on_shift:empty senior:empty head:empty"


def test_the_office_closes_in_the_middle_of_a_wait():
    crews = (("@ann",), (), (), ("@bob",))  # Monday 15: crew 2 by day... nobody until 21:00
    shift = timeline(at="15T17:57", minutes=14, crews=(("@ann",), (), ("@ann",), ("@bob",)))
    assert [call[:2] for call in shift] == [
        ("17:57:00", "manager"),
        ("18:00:00", "on_shift"),  # closing time, two minutes before the manager's five are over
        ("18:03:00", "on_shift"),
        ("18:05:00", "senior"),
    ]
    late = timeline(at="15T17:59:30", minutes=2, crews=crews)
    assert late == [
        ("17:59:30", "manager", (MANAGER,), 0, "start", ""),
        ("18:01:30", "senior", (SENIOR, OTHER), 0, "escalate", "on_shift:empty"),  # min_notice
    ]
    assert timeline(at="15T18:00", minutes=0)[0][5] == "manager:closed on_shift:empty"


def test_a_new_shift_is_told_at_once():
    assert timeline(at="13T20:58", minutes=6, crews=(("@ann",), ("@bob", "9004"), (), ())) == [
        ("20:58:00", "on_shift", (ANN,), 0, "start", "manager:closed"),
        ("21:00:00", "on_shift", (BOB, SENIOR), 0, "join", ""),
        ("21:01:00", "on_shift", (BOB, SENIOR), 1, "repeat", ""),
        ("21:03:00", "senior", (SENIOR,), 0, "escalate", ""),
    ]


def test_a_shift_that_ends_with_nobody_after_it_costs_no_time():
    assert timeline(at="13T20:58", minutes=3, crews=(("@ann",), (), (), ())) == [
        ("20:58:00", "on_shift", (ANN,), 0, "start", "manager:closed"),
        ("21:00:00", "senior", (SENIOR, OTHER), 0, "escalate", "on_shift:empty"),
    ]


@pytest.mark.parametrize(
    "policy,expected",
    [
        (policies.NEW, "0 on_shift, 1 on_shift, 2 senior, 7 head, 17 last_resort, 27 last_resort"),
        (policies.VIP, "0 on_shift, 2 on_shift, 3 senior, 8 head, 18 last_resort, 28 last_resort"),
    ],
)
def test_the_other_ladders(policy, expected):
    start, roster = msk("13T12:00"), Duty(people={"on_shift": (2,), "senior": (4,), "head": (6,)})
    calls = ladder.simulate(policy, LEASES, lambda _: roster, start, timedelta(minutes=30))
    assert ", ".join(f"{(call.at - start).seconds // 60} {call.who}" for call in calls) == expected


# --- one conversation, step by step -----------------------------------------------------------------------------------

START = msk("13T23:40")
NIGHT = Duty(people={"manager": (1,), "on_shift": (2, 3), "senior": (4,), "head": (6,)}, manager=1)


def t(minutes):
    return START + timedelta(minutes=minutes)


class Desk:
    """A conversation and a clock: what the storage and the sweep do, in a few lines."""

    def __init__(self, policy=policies.DEFAULT, roster=NIGHT):
        self.policy, self.roster, self.state, self.calls = policy, roster, Conversation(), []
        self.now, self.action = START, ladder.Idle()

    def do(self, *events):
        for event in events:
            self.state = conversation.apply(self.state, event)
        return self.ask()

    def ask(self):
        for _ in range(len(self.policy.levels) + 4):
            self.action = ladder.next_action(self.state, self.policy, LEASES, self.roster, self.now)
            if not isinstance(self.action, ladder.Act):
                return self.action
            self.calls += [event for event in self.action.events if isinstance(event, Called)]
            self.state = conversation.fold(self.action.events, self.state)
        raise AssertionError("the loop does not end")

    def until(self, minutes):
        while isinstance(self.action, ladder.Wait) and self.action.until <= t(minutes):
            self.now = self.action.until
            self.ask()
        return self.at(minutes)

    def at(self, minutes):
        self.now = t(minutes)
        return self.ask()

    def told(self):
        found = [((c.at - START) / timedelta(minutes=1), c.who, c.attempt, c.reason) for c in self.calls]
        self.calls.clear()
        return found


def wrote(minutes=0.0, message=1):
    return PartnerWrote(at=t(minutes), message=message, author=7, substantive=True, preview="", policy="default")


def answer(minutes, key="a", queued=None):
    since = None if queued is None else t(queued)
    return StaffAnswered(at=t(minutes), staff=2, answer=key, question=False, delivered=False, queued=since)


def test_nothing_waits():
    assert Desk().ask() == ladder.Idle()


def test_waiting_says_for_what():
    desk = Desk()
    why = ladder.Why(code="repeat", level=1, who="on_shift", at=t(3))
    assert desk.do(wrote()) == ladder.Wait(until=t(3), why=why)
    why = ladder.Why(code="level", level=2, who="senior", at=t(5))
    assert desk.at(3) == ladder.Wait(until=t(5), why=why)
    desk.roster = replace(NIGHT, next_change=t(4))
    assert desk.ask() == ladder.Wait(until=t(4), why=ladder.Why(code="roster", level=1, who="on_shift", at=t(4)))


def test_a_lease_runs_out_and_the_same_level_is_called_again():
    desk = Desk()
    desk.do(wrote())
    desk.until(1)
    assert desk.do(Taken(at=t(1), staff=2, until=t(11))) == ladder.Wait(
        until=t(11), why=ladder.Why(code="lease", at=t(11), staff=2)
    )
    desk.until(10.9)
    assert desk.told() == [(0, "on_shift", 0, "start")]
    desk.roster = replace(NIGHT, people={**NIGHT.people, "on_shift": (3, 8)})
    desk.until(16)
    assert desk.state.cursor.staff == (4,)
    assert desk.told() == [
        (11, "on_shift", 1, "lease_expired"),
        (14, "on_shift", 2, "repeat"),
        (16, "senior", 0, "escalate"),
    ]


def test_a_lease_that_runs_out_with_nobody_left_on_the_level():
    desk = Desk()
    desk.do(wrote(), Taken(at=t(0), staff=2, until=t(10)))  # taken before anybody was called
    desk.roster = replace(NIGHT, people={**NIGHT.people, "on_shift": ()})
    desk.until(20)
    assert desk.told() == [(10, "senior", 0, "lease_expired"), (20, "head", 0, "escalate")]


def test_a_lease_that_runs_out_before_anybody_was_called_begins_the_ladder():
    desk = Desk(roster=replace(NIGHT, manager_open=True, manager_closes_at=t(60)))
    desk.do(wrote(), Taken(at=t(0), staff=2, until=t(10)))
    desk.until(10)
    assert desk.told() == [(10, "manager", 0, "lease_expired")]


def test_a_new_manager_is_called_only_while_the_office_is_open():
    open_now = replace(NIGHT, manager_open=True, manager_closes_at=t(1))
    desk = Desk(roster=open_now)
    desk.do(wrote())
    desk.roster = replace(open_now, manager=9, people={**NIGHT.people, "manager": (9,)})
    desk.at(0.5)
    assert desk.told() == [(0, "manager", 0, "start"), (0.5, "manager", 0, "join")]
    desk.roster = replace(NIGHT, manager=8, people={**NIGHT.people, "manager": (8,)})
    desk.until(1.5)
    assert desk.told() == []
    desk.until(2)
    assert desk.told() == [(2, "on_shift", 0, "escalate")]


def test_releasing_calls_the_level_again():
    desk = Desk()
    desk.do(wrote())
    desk.until(4)
    desk.do(Taken(at=t(4), staff=2, until=t(14)))
    desk.at(6)
    desk.do(conversation.Released(at=t(6), staff=2, expired=False))
    assert [(c.reason, c.at) for c in desk.calls[-1:]] == [("released", t(6))]


def test_a_snooze_stops_the_ladder_and_it_goes_on_from_the_same_level():
    desk = Desk()
    desk.do(wrote())
    desk.until(4)
    until = conversation.Snoozed(at=t(4), staff=2, until=t(14), reason="ждём трекер")
    assert desk.do(until) == ladder.Wait(until=t(14), why=ladder.Why(code="snooze", at=t(14), staff=2))
    desk.told()
    said = ladder.explain(desk.state, desk.policy, LEASES, NIGHT, t(5))
    assert (said.at, said.why.code, said.called.who) == (t(14), "snooze", "on_shift")
    desk.until(19)
    assert desk.told() == [
        (14, "on_shift", 2, "snooze_over"),
        (17, "on_shift", 3, "repeat"),
        (19, "senior", 0, "escalate"),
    ]
    desk.do(conversation.Snoozed(at=t(19), staff=4, until=t(49), reason="ждём"))
    desk.at(20)
    desk.do(conversation.Woken(at=t(20), staff=6))
    assert desk.told() == [(20, "senior", 1, "woken")]


def offered(at, *to, staff=2):
    return conversation.HandoverOffered(at=t(at), staff=staff, to=to, until=t(at + 5))


def test_a_hand_over_leaves_the_ladder_armed():
    desk = Desk()
    desk.do(wrote())
    desk.until(4)
    desk.do(offered(4, 9))
    desk.until(15)  # nobody accepts, and nothing has waited for it
    assert desk.told()[-2:] == [(5, "senior", 0, "escalate"), (15, "head", 0, "escalate")]


def test_a_hand_over_ends_before_the_lease_and_with_nobody_of_those_asked_left():
    desk = Desk()
    desk.do(wrote())
    why = ladder.Why(code="handover", at=t(9), staff=2)
    assert desk.do(Taken(at=t(4), staff=2, until=t(14)), offered(4, 3, 8)) == ladder.Wait(until=t(9), why=why)
    desk.roster = replace(NIGHT, unreachable={3: "blocked"})  # the other may still accept
    assert desk.ask().until == t(9)
    same = Desk()
    assert same.do(wrote(), Taken(at=t(0), staff=2, until=t(5)), offered(0, 3)).why.code == "lease"


@pytest.mark.parametrize("how,at", [("declined", 6), ("untaken", 9), ("unreachable", 6)])
def test_a_hand_over_that_comes_to_nothing_goes_back_to_the_level(how, at):
    desk = Desk()
    desk.do(wrote())
    desk.until(4)
    desk.do(Taken(at=t(4), staff=2, until=t(14)), offered(4, 3))
    desk.told()
    desk.until(6)
    if how == "declined":
        desk.do(conversation.HandoverDeclined(at=t(6), staff=3))
    if how == "unreachable":
        desk.roster = replace(NIGHT, unreachable={3: "blocked"})
        desk.ask()
    desk.until(9)
    assert desk.told()[0] == (at, "on_shift", 2, "declined")


def test_an_answer_on_its_way_fails_after_two_minutes():
    desk = Desk()
    desk.do(wrote())
    desk.at(1)
    assert desk.do(answer(1)) == ladder.Wait(until=t(3), why=ladder.Why(code="delivery", at=t(3), staff=2))
    assert ladder.explain(desk.state, desk.policy, LEASES, NIGHT, t(1)).called.at == t(3)
    desk.until(3)
    assert desk.state.waiting_since == t(0)
    desk.until(5)
    assert desk.told() == [(0, "on_shift", 0, "start"), (3, "on_shift", 1, "repeat"), (5, "senior", 0, "escalate")]


def test_two_answers_fail_and_the_first_author_is_named():
    desk = Desk()
    desk.do(wrote(), answer(1), replace(answer(1.5, "b"), staff=3))
    act = ladder.next_action(desk.state, desk.policy, LEASES, NIGHT, t(9))
    assert [event.answer for event in act.events] == ["a", "b"]
    assert act.why == ladder.Why(code="undelivered", staff=2)


def test_the_earliest_of_all_that_is_awaited():
    desk = Desk()
    desk.do(wrote())
    report = conversation.Promised(
        at=t(1), staff=3, number=1, answer="h", due=t(61), remind=t(51), text="report", preview="?", policy="default"
    )
    assert desk.do(report).until == t(3)  # the ladder
    remind = ladder.Why(code="promise", at=t(51), staff=3)
    assert desk.do(Taken(at=t(2), staff=2, until=t(55))) == ladder.Wait(until=t(51), why=remind)


def test_after_an_outage_the_two_minutes_run_from_when_we_saw_it():
    desk = Desk()
    desk.do(wrote())
    desk.now = t(60)
    assert desk.do(answer(1, queued=60)).until == t(62)
    assert desk.do(conversation.AnswerDelivered(at=t(61), answer="a")) == ladder.Idle()


def test_an_answer_that_fails_restores_the_ladder_where_it_was():
    desk = Desk()
    desk.do(wrote())
    desk.until(6)
    desk.do(answer(6))
    desk.at(7)
    desk.do(AnswerFailed(at=t(7), answer="a", reason="blocked"))
    desk.until(30)
    assert desk.told()[2:] == [
        (5, "senior", 0, "escalate"),
        (15, "head", 0, "escalate"),
        (30, "last_resort", 0, "escalate"),
    ]
    assert desk.state.episode == 1


def test_after_an_outage_no_two_levels_are_called_at_once():
    desk = Desk()
    desk.do(wrote())
    desk.at(60)
    desk.until(90)
    assert [call[:2] for call in desk.told()] == [
        (0, "on_shift"),
        (60, "senior"),  # one repeat was missed: it would be later than the next level
        (62, "head"),
        (64, "last_resort"),
        (79, "last_resort"),
    ]


def test_missed_repeats_are_not_made_up_for():
    policy = Policy(
        min_notice=timedelta(0),
        levels=(Level(who="head", ack_within=timedelta(minutes=60), repeat_every=timedelta(minutes=5), repeat_max=4),),
    )
    desk = Desk(policy)
    desk.do(wrote())
    desk.at(12)
    desk.until(59)
    assert [call[0] for call in desk.told()] == [0, 12, 15, 20]


def test_no_least_notice_still_ends():
    none = replace_notice(policies.DEFAULT, 0)
    desk = Desk(none)
    desk.do(wrote(-600))
    assert [call[1] for call in desk.told()] == ["on_shift", "senior", "head", "last_resort"]


def replace_notice(policy, seconds):
    return Policy(min_notice=timedelta(seconds=seconds), levels=policy.levels)


def test_a_level_in_business_time():
    office = Calendar(zone="Europe/Moscow", week={"mon": ("09:00-18:00",)})
    policy = Policy(
        min_notice=timedelta(minutes=1),
        levels=(
            Level(who="on_shift", ack_within=timedelta(minutes=30), clock="business"),
            Level(who="head", ack_within=timedelta(minutes=5)),
        ),
    )
    desk = Desk(policy, replace(NIGHT, office=office))
    assert desk.do(wrote()).until == msk("15T09:30")  # Saturday night; Monday
    assert Desk(policy, NIGHT).do(wrote()).until == t(30)  # no office known: always


@pytest.mark.parametrize(("most", "told"), [(0, [0, 2, 4, 6, 8]), (1, [0, 2]), (2, [0, 2, 4])])
def test_a_level_is_called_again_so_many_times_and_with_zero_until_the_next(most, told):
    often = {"ack_within": timedelta(minutes=9), "repeat_every": timedelta(minutes=2), "repeat_max": most}
    levels = (Level(who="on_shift", **often), Level(who="head", ack_within=timedelta(minutes=9)))
    desk = Desk(Policy(min_notice=timedelta(minutes=1), levels=levels))
    desk.do(wrote())
    desk.until(8)
    assert [at for at, *_ in desk.told()] == told


@pytest.mark.parametrize("past", [0, 1, 90])
def test_a_change_of_the_roster_that_has_come_is_not_waited_for(past):
    assert Desk(roster=replace(NIGHT, next_change=t(-past))).do(wrote()).until == t(3)


def called_at_work():
    """The manager was called two minutes before the office closed on Monday."""
    at = msk("15T17:58")
    asked = PartnerWrote(at=at, message=1, author=7, substantive=True, preview="", policy="default")
    called = Called(at=at, level=0, who="manager", staff=(1,), attempt=0, skipped=(), ideal=at, reason="start")
    return conversation.fold([asked, called])


@pytest.mark.parametrize("again", [False, True])
def test_however_late_it_is_decided_the_office_closed_when_it_closed(again):
    office = Calendar(zone="Europe/Moscow", week=dict.fromkeys(("mon", "tue"), ("09:00-18:00",)))
    now = msk("16T09:30") if again else msk("15T18:30")
    closes = msk("16T18:00") if again else None
    roster = replace(NIGHT, office=office, manager_open=again, manager_closes_at=closes)
    action = ladder.next_action(called_at_work(), policies.DEFAULT, LEASES, roster, now)
    assert (action.events[0].who, action.events[0].ideal) == ("on_shift", msk("15T18:00"))


def test_an_office_that_never_closes():
    for office in (None, Calendar(zone="Europe/Moscow", week=dict.fromkeys(DAYS, ("00:00-24:00",)))):
        roster = replace(NIGHT, office=office, manager_open=True)
        action = ladder.next_action(called_at_work(), policies.DEFAULT, LEASES, roster, msk("15T17:59"))
        assert action.until == msk("15T18:03")


def test_a_policy_with_fewer_levels_than_the_cursor():
    desk = Desk()
    desk.do(wrote())
    desk.until(20)
    desk.policy = Policy(min_notice=timedelta(minutes=1), levels=policies.DEFAULT.levels[:1])
    assert isinstance(desk.ask(), ladder.Wait)


def test_equality_acts_and_a_moment_before_does_not():
    desk = Desk()
    desk.do(wrote())
    desk.until(3)
    desk.now = t(5) - timedelta(milliseconds=1)
    desk.ask()
    assert desk.state.cursor.who == "on_shift"
    desk.at(5)
    assert desk.state.cursor.who == "senior"


def test_explaining():
    desk = Desk()
    assert ladder.explain(desk.state, desk.policy, LEASES, NIGHT, t(0)) is None
    desk.do(wrote())
    desk.until(3)
    said = ladder.explain(desk.state, desk.policy, LEASES, NIGHT, t(4))
    assert (said.at, said.why.code, said.called.who, said.called.staff) == (t(5), "level", "senior", (4,))
    desk.do(Taken(at=t(4), staff=2, until=t(14)))
    said = ladder.explain(desk.state, desk.policy, LEASES, NIGHT, t(4))
    assert (said.at, said.why.code, said.called.who, said.called.reason) == (
        t(14),
        "lease",
        "on_shift",
        "lease_expired",
    )


# --- who is on duty ---------------------------------------------------------------------------------------------------


def test_duty_names_people_by_level():
    night = duty.duty(rules(), STAFF, MANAGER, msk("13T23:40"))
    assert night.people == {"manager": (1,), "on_shift": (BOB, SENIOR), "senior": (SENIOR,), "head": (HEAD,)}
    assert (night.manager, night.manager_open, night.manager_closes_at) == (1, False, None)
    assert night.next_change == msk("14T09:00")
    day = duty.duty(rules(), STAFF, None, msk("15T12:00"))
    assert day.people == {"manager": (), "on_shift": (), "senior": (SENIOR, OTHER), "head": (HEAD,)}
    assert (day.manager, day.manager_open, day.manager_closes_at) == (None, True, msk("15T18:00"))
    assert duty.duty(rules(), STAFF, 77, msk("15T12:00")).people["manager"] == ()


def test_duty_says_who_cannot_be_reached():
    staff = (person(1, "manager", reach="blocked"), person(2, "sub", "ANN", reach="never_started"), person(6, "head"))
    assert duty.duty(rules(), staff, 1, msk("13T12:00")).unreachable == {1: "blocked", 2: "never_started"}
    assert duty.duty(rules(), staff, 1, msk("13T12:00")).people["on_shift"] == (2,)


def test_handles_that_put_nobody_on_shift():
    book = rules(crews=(("@ANN", "@nobody"), ("9003", "9999"), ("9006", "@nobody"), ()))
    assert duty.unknown_handles(book.shifts, STAFF) == ["@nobody", "9999", "9006"]  # a head works no shifts


# --- ticks ------------------------------------------------------------------------------------------------------------


def by_ticks(policy, roster_at, at, horizon, period):
    state = conversation.fold([PartnerWrote(at=at, message=0, author=0, substantive=True, preview="", policy="")])
    calls, now = [], at
    while now <= at + horizon:
        action = ladder.next_action(state, policy, LEASES, roster_at(now), now)
        if isinstance(action, ladder.Act):
            calls += [event for event in action.events if isinstance(event, Called)]
            state = conversation.fold(action.events, state)
        else:
            now += period
    return calls


@settings(max_examples=12)
@given(
    period=st.integers(7, 60),
    start=st.integers(0, 47 * 60),
    policy=st.sampled_from([policies.DEFAULT, policies.NEW, policies.VIP]),
)
def test_the_tick_does_not_matter(period, start, policy):
    at, book = (
        msk("14T10:00") + timedelta(minutes=start),
        rules(crews=(("@ann",), ("@bob",), ("9004",), ("9005", "@ann"))),
    )
    horizon = timedelta(minutes=70)

    def roster_at(now):
        return duty.duty(book, STAFF, MANAGER, now)

    exact = ladder.simulate(policy, LEASES, roster_at, at, horizon)
    coarse = by_ticks(policy, roster_at, at, horizon, timedelta(seconds=period))
    for one, other in zip(exact, coarse, strict=False):
        assert (one.who, one.staff, one.reason) == (other.who, other.staff, other.reason)
        assert timedelta() <= other.at - one.at <= timedelta(seconds=3 * period)
        if one.who != "last_resort":
            assert one.ideal == other.ideal  # lateness never adds up
    assert len(exact) - len(coarse) in (0, 1)


def test_skips_are_part_of_the_call():
    call = ladder.simulate(policies.DEFAULT, LEASES, lambda _: NIGHT, START, timedelta())[0]
    assert call.skipped == (Skip(level=0, who="manager", why="closed"),)
