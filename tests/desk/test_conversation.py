"""What each event does to the waiting clock: PRODUCT 4, row by row."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import ANY

import pytest

from desk import conversation
from desk.conversation import (
    AnswerDelivered,
    AnswerFailed,
    Called,
    Conversation,
    HandoverDeclined,
    HandoverOffered,
    Released,
    Settled,
    Skip,
    Snoozed,
    StaffAnswered,
    Taken,
    Woken,
)

START = datetime(2026, 6, 13, 20, 40, tzinfo=UTC)


def t(seconds):
    return START + timedelta(seconds=seconds)


def wrote(at, message=None, *, substantive=True, preview="", policy="default"):
    number = at + 1000 if message is None else message
    return conversation.PartnerWrote(
        at=t(at), message=number, author=7, substantive=substantive, preview=preview, policy=policy
    )


def thanks(at):
    return wrote(at, substantive=False)


def answered(at, answer="a", *, staff=1, question=False, delivered=False, queued=None):
    since = None if queued is None else t(queued)
    return StaffAnswered(at=t(at), staff=staff, answer=answer, question=question, delivered=delivered, queued=since)


def delivered(at, answer="a"):
    return AnswerDelivered(at=t(at), answer=answer)


def failed(at, answer="a", reason="blocked"):
    return AnswerFailed(at=t(at), answer=answer, reason=reason)


def settled(at, how="no_answer_needed", staff=1):
    return Settled(at=t(at), staff=staff, how=how)


def called(at, level=0, who="manager", staff=(1,), attempt=0, reason="start", ideal=None, skipped=()):
    return Called(
        at=t(at), level=level, who=who, staff=staff, attempt=attempt, skipped=skipped, ideal=t(at), reason=reason
    )


def taken(at, until, staff=1):
    return Taken(at=t(at), staff=staff, until=t(until))


def released(at, staff=1, *, expired=True):
    return Released(at=t(at), staff=staff, expired=expired)


# what happened -> waiting since, episode, unanswered
CLOCK = [
    ("nothing", [], None, 0, 0),
    ("a message starts it, at its own date", [wrote(5)], 5, 1, 1),
    ("more messages do not move it", [wrote(5), wrote(50), wrote(90)], 5, 1, 3),
    ("a courtesy when nothing waits", [thanks(5)], None, 0, 0),
    ("a courtesy while waiting is only counted", [wrote(5), thanks(9)], 5, 1, 2),
    ("a courtesy opened later, with its true date", [thanks(5), wrote(5)], 5, 1, 1),
    ("an answer stops it", [wrote(5), answered(60)], None, 1, 0),
    ("an answer in the group itself", [wrote(5), answered(60, delivered=True)], None, 1, 0),
    ("delivery confirms it", [wrote(5), answered(60), delivered(61), failed(62)], None, 1, 0),
    ("failure restores the old start", [wrote(5), answered(60), failed(62)], 5, 1, 1),
    ("failure twice", [wrote(5), answered(60), failed(62), failed(63)], 5, 1, 1),
    ("unknown deliveries and failures", [wrote(5), delivered(7, "x"), failed(8, "y")], 5, 1, 1),
    ("four seconds before the answer: covered", [wrote(5), wrote(56), answered(60)], None, 1, 0),
    ("three seconds before it: crossed", [wrote(5), wrote(57), answered(60)], 57, 2, 1),
    ("a second after it, handled before it", [wrote(5), wrote(61), answered(60)], 61, 2, 1),
    ("only a crossing message", [wrote(58), answered(60)], 58, 1, 1),
    ("only one, three seconds before", [wrote(57), answered(60)], 57, 1, 1),
    ("a crossing courtesy", [wrote(5), thanks(58), answered(60)], None, 1, 0),
    ("a new question after an answer", [wrote(5), answered(60), delivered(61), wrote(70)], 70, 2, 1),
    ("restored beside a new question: the older start", [wrote(5), answered(60), wrote(70), failed(75)], 5, 1, 2),
    ("restored beside a crossed one", [wrote(5), wrote(58), answered(60), failed(75)], 5, 1, 2),
    ("the next number is a new one", [wrote(5), answered(60), wrote(70), failed(75), settled(80), wrote(90)], 90, 3, 1),
    ("a second answer stands for the failed", [wrote(5), answered(60), answered(65, "b"), failed(70)], None, 1, 0),
    (
        "both fail",
        [wrote(5), answered(60), answered(65, "b"), failed(70), failed(71, "b")],
        5,
        1,
        1,
    ),
    (
        "the follow-up fails, the answer does not",
        [wrote(5), answered(60), answered(65, "b"), failed(70, "b"), delivered(71)],
        None,
        1,
        0,
    ),
    (
        "a later answer was delivered before",
        [wrote(5), answered(60), answered(65, "b"), delivered(66, "b"), failed(70)],
        None,
        1,
        0,
    ),
    (
        "two episodes on their way, both fail",
        [wrote(5), answered(60), wrote(70), answered(80, "b"), failed(90, "b"), failed(91)],
        5,
        1,
        2,
    ),
    (
        "two episodes on their way, the newer fails",
        [wrote(5), answered(60), wrote(70), answered(80, "b"), delivered(85), failed(90, "b")],
        70,
        2,
        1,
    ),
    (
        "two minutes are no outcome: a slow delivery answers after all",
        [wrote(5), answered(60), failed(180, reason="undelivered"), delivered(200)],
        None,
        1,
        0,
    ),
    (
        "but not what was written since",
        [wrote(5), answered(60), failed(180, reason="undelivered"), wrote(190), delivered(200)],
        190,
        2,
        1,
    ),
    ("a final failure stays one", [wrote(5), answered(60), failed(70), delivered(200)], 5, 1, 1),
    (
        "final after two minutes",
        [wrote(5), answered(60), failed(180, reason="undelivered"), failed(190), delivered(200)],
        5,
        1,
        1,
    ),
    ("taking and releasing do not move it", [wrote(5), taken(8, 600), released(600)], 5, 1, 1),
    ("settling stops it", [wrote(5), settled(60)], None, 1, 0),
    ("settled: a failure has nothing to restore", [wrote(5), answered(60), settled(61), failed(62)], None, 1, 0),
    ("written after the press", [wrote(5), wrote(61), settled(60)], 61, 2, 1),
    ("solved by the partner", [wrote(5), settled(60, "solved", None)], None, 1, 0),
    ("settling nothing", [settled(60)], None, 0, 0),
    ("a message twice", [wrote(5), wrote(5)], 5, 1, 1),
    ("a message twice, answered between", [wrote(5), answered(60), delivered(61), wrote(5)], None, 1, 0),
    ("an answer twice", [wrote(5), answered(60), failed(62), answered(60)], 5, 1, 1),
    ("an older message that comes late", [wrote(50), wrote(5)], 5, 1, 2),
    ("one that nobody could see when answering", [wrote(50), answered(60), delivered(61), wrote(40)], 40, 2, 1),
    ("an answer older than everything that waits", [wrote(50), answered(20)], 50, 1, 1),
]


@pytest.mark.parametrize("name,events,since,episode,count", CLOCK, ids=[row[0] for row in CLOCK])
def test_the_clock(name, events, since, episode, count):
    state = conversation.fold(events)
    assert state.waiting_since == (None if since is None else t(since))
    assert (state.episode, state.unanswered) == (episode, count)


@pytest.mark.parametrize("name,events,since,episode,count", CLOCK, ids=[row[0] for row in CLOCK])
def test_everything_survives_json_and_repetition(name, events, since, episode, count):
    state = conversation.fold(events)
    assert conversation.fold(conversation.load(*conversation.dump(event)) for event in events) == state
    assert Conversation.from_json(state.to_json()) == state
    half = conversation.fold(events[:1])
    assert conversation.fold(events[1:], Conversation.from_json(half.to_json())) == state
    doubled = [event for event in events for _ in range(2)]
    assert conversation.fold(doubled) == state


def test_json_of_a_call():
    event = called(0, skipped=(Skip(level=0, who="manager", why="closed"),), level=1, who="on_shift", staff=(2, 3))
    kind, data = conversation.dump(event)
    assert (kind, data["at"], data["skipped"]) == (
        "called",
        1781383200000,
        [{"level": 0, "who": "manager", "why": "closed"}],
    )
    assert conversation.load(kind, data) == event
    with pytest.raises(KeyError):
        conversation.load("sung", {})
    with pytest.raises(ValueError, match="level"):
        conversation.load("called", {"at": 0})


def test_the_first_words_and_the_ladder_are_those_of_the_first_question():
    events = [wrote(5, preview="постбеки " * 50, policy="new"), wrote(9, preview="ау", policy="vip")]
    state = conversation.fold(events)
    assert state.preview == ("постбеки " * 50)[:200]
    assert (state.policy, state.started_by) == ("new", 1005)
    crossed = conversation.fold([*events, wrote(59, preview="и ещё", policy="vip"), answered(60)])
    assert (crossed.preview, crossed.policy, crossed.started_by) == ("и ещё", "vip", 1059)
    restored = conversation.apply(crossed, failed(70))
    assert (restored.preview, restored.policy, restored.started_by) == (state.preview, "new", 1005)


def test_the_first_question_says_more_than_the_questionnaire_that_began_the_wait() -> None:
    events = [wrote(2, 0, preview="1-3 · FB"), wrote(3, preview="ок", substantive=False), wrote(4, preview="ставка?")]
    state = conversation.fold([*events, wrote(5, preview="и холд?")])
    assert (state.preview, state.started_by) == ("ставка?", 0)


def test_a_flood_is_counted_but_not_kept():
    state = conversation.fold(wrote(n) for n in range(200))
    assert (state.unanswered, state.waiting_since) == (200, t(0))
    assert state.waiting is not None
    assert len(state.waiting.messages) == conversation.KEPT
    rest = conversation.apply(state, answered(100))  # an answer that comes late to us: never start too late
    assert rest.waiting_since == t(97)


def test_our_question_stands_until_the_partner_writes():
    asked = conversation.fold([wrote(5), answered(60, question=True)])
    assert asked.last_question
    assert conversation.apply(asked, thanks(50)).last_question  # written before we asked
    assert not conversation.apply(asked, thanks(70)).last_question
    assert not conversation.apply(asked, answered(70, "b")).last_question
    assert conversation.fold([answered(60, question=True)]).last_answer == conversation.LastAnswer(staff=1, at=t(60))


def test_leases():
    waiting = conversation.fold([wrote(0), called(0)])
    assert conversation.fold([taken(5, 600)]).lease is None  # nothing to take
    held = conversation.apply(waiting, taken(5, 605))
    assert held.lease == conversation.Lease(staff=1, until=t(605))
    assert conversation.apply(held, taken(5, 605)) == held
    assert conversation.apply(held, taken(300, 900)).lease == conversation.Lease(staff=1, until=t(900), extensions=1)
    assert conversation.apply(held, taken(300, 900, staff=2)).lease == conversation.Lease(staff=2, until=t(900))
    assert conversation.apply(held, released(10, staff=2)) == held
    assert conversation.apply(held, released(605)).lease is None
    assert conversation.fold([answered(60), failed(61)], held).lease == held.lease  # the author still has it


def snoozed(at, until, staff=1):
    return Snoozed(at=t(at), staff=staff, until=t(until), reason="ждём трекер")


def test_a_snooze_is_measured_and_what_is_left_of_it_is_given_back():
    waiting = conversation.fold([wrote(0), called(0), taken(5, 605)])
    assert conversation.fold([snoozed(5, 600)]) == Conversation()  # nothing waits
    assert conversation.apply(waiting, snoozed(10, 600, staff=2)) == waiting  # somebody else has it
    rests = conversation.apply(waiting, snoozed(10, 610)).waiting
    assert (rests.lease, rests.since, rests.snoozes, rests.snoozed_ms) == (None, t(0), 1, 600_000)
    asleep = replace(waiting, waiting=rests)
    assert conversation.apply(asleep, snoozed(20, 900)) == asleep  # one at a time
    woken = conversation.apply(asleep, Woken(at=t(110), staff=3)).waiting
    assert (woken.snooze, woken.reopen, woken.snoozes, woken.snoozed_ms) == (None, "woken", 1, 100_000)
    over = conversation.apply(asleep, Woken(at=t(640), staff=None)).waiting
    assert (over.snooze, over.reopen, over.snoozed_ms) == (None, "snooze_over", 600_000)
    held = conversation.apply(asleep, taken(110, 710, staff=2)).waiting
    assert (held.lease.staff, held.snooze, held.reopen, held.snoozed_ms) == (2, None, None, 100_000)
    assert conversation.apply(asleep, answered(60, delivered=True)).waiting is None
    assert conversation.fold([answered(60), failed(61)], asleep) == replace(asleep, heard=("a",), last_answer=ANY)


def test_a_hand_over_leaves_everything_armed_until_somebody_takes_it():
    waiting = conversation.fold([wrote(0), called(0), taken(5, 605)])
    offered = conversation.apply(waiting, HandoverOffered(at=t(10), staff=1, to=(2, 3), until=t(310)))
    assert offered.lease == waiting.lease
    assert conversation.apply(offered, taken(20, 620, staff=3)).waiting.handover is None
    assert conversation.apply(offered, taken(20, 620, staff=3)).lease == conversation.Lease(staff=3, until=t(620))
    assert conversation.apply(offered, HandoverDeclined(at=t(20), staff=4)) == offered  # nobody asked that person
    fewer = conversation.apply(offered, HandoverDeclined(at=t(20), staff=2))
    assert (fewer.waiting.handover.to, fewer.lease) == ((3,), waiting.lease)
    for last in (HandoverDeclined(at=t(30), staff=3), HandoverDeclined(at=t(310), staff=None)):
        back = conversation.apply(fewer, last).waiting
        assert (back.handover, back.lease, back.reopen) == (None, None, "declined")
    free = conversation.fold([wrote(0), called(0), HandoverOffered(at=t(10), staff=1, to=(2,), until=t(310))])
    back = conversation.apply(free, HandoverDeclined(at=t(20), staff=2))
    assert (
        replace(back.waiting, called=(1,)) == conversation.fold([wrote(0), called(0)]).waiting
    )  # the ladder has gone on all the while


def edited(at, message, preview, *, matters):
    return conversation.PartnerEdited(
        at=t(at), message=message, author=7, matters=matters, preview=preview, policy="default"
    )


def test_an_edit_changes_the_preview_or_begins_anew():
    waiting = conversation.fold([wrote(5, preview="капа 50"), wrote(9, preview="ау")])
    for matters in (True, False):
        changed = conversation.apply(waiting, edited(60, 1005, "капа 60", matters=matters))
        assert (changed.waiting_since, changed.preview, changed.unanswered) == (t(5), "капа 60", 2)
        assert conversation.apply(waiting, edited(60, 1009, "эй", matters=matters)).preview == "капа 50"
    answered_ = conversation.fold([answered(20), delivered(21)], waiting)
    assert conversation.apply(answered_, edited(60, 1005, "капа 50.", matters=False)) == answered_
    anew = conversation.apply(answered_, edited(60, 1005, "капа 60", matters=True))
    assert (anew.waiting_since, anew.episode, anew.preview) == (t(60), 2, "капа 60")


def opened(at, since, message=1):
    return conversation.Opened(at=t(at), staff=4, message=message, since=t(since), preview="ладно", policy="vip@1")


def test_what_seemed_to_need_no_answer_waits_since_its_own_date():
    answered_ = conversation.fold([wrote(0), answered(20), delivered(21)])
    late = conversation.apply(answered_, opened(900, 60))
    assert (late.waiting_since, late.preview, late.policy, late.episode) == (t(60), "ладно", "vip@1", 2)
    assert conversation.apply(late, opened(901, 60)) == late  # twice is once
    assert conversation.apply(answered_, opened(900, 10)) == answered_  # that was answered
    waiting = conversation.apply(answered_, wrote(500))
    older = conversation.apply(waiting, opened(900, 60))
    assert (older.waiting_since, older.episode, older.unanswered, older.policy) == (t(60), 2, 2, "default")
    closed = conversation.apply(waiting, Settled(at=t(600), staff=4, how="no_answer_needed"))
    assert conversation.apply(closed, opened(900, 500)).waiting_since == t(500)


def test_what_passes_without_an_answer_is_known():
    answered_ = conversation.fold([wrote(0), answered(20), delivered(21)])
    assert conversation.unneeded(answered_, thanks(60)) == conversation.Unneeded(message=1060, at=t(60), preview="")
    assert conversation.unneeded(answered_, thanks(5)) is None  # it came late, and was answered
    waiting = conversation.apply(answered_, wrote(500, preview="а ставка?"))
    assert conversation.unneeded(waiting, thanks(600)) is None
    closed = conversation.Unneeded(message=1500, at=t(500), preview="а ставка?", staff=4)
    assert conversation.unneeded(waiting, settled(600, staff=4)) == closed
    for other in (settled(600, "closed"), settled(600, "solved", None), wrote(600)):
        assert conversation.unneeded(waiting, other) is None


def test_the_clock_is_stopped_by_answers_alone():
    """What the bot says by itself, notes, broadcasts and reactions are no events at all; of those there are, these stop it."""
    waiting = conversation.fold([wrote(5), called(6), taken(7, 600)])
    stops = {"staff_answered": answered(60), "settled": settled(60)}
    others = [
        thanks(60), wrote(60), edited(60, 1005, "", matters=True), delivered(60), failed(60), taken(60, 900), released(60),
        snoozed(60, 600), Woken(at=t(60), staff=1), HandoverOffered(at=t(60), staff=1, to=(2,), until=t(360)),
        HandoverDeclined(at=t(60), staff=2), called(60, 1, "on_shift", reason="escalate"),
        opened(60, 50), conversation.PromiseReminded(at=t(60), number=1), conversation.PromiseOver(at=t(60), number=1, how="kept"),
        conversation.PromiseMoved(at=t(60), staff=1, number=1, due=t(900), remind=t(600)),
        conversation.Promised(at=t(60), staff=1, number=1, answer="a", due=t(900), remind=t(600), text="", preview="", policy="default"),
    ]  # fmt: skip
    assert {conversation.dump(event)[0] for event in others} | stops.keys() == set(conversation._KINDS)
    assert all(conversation.apply(waiting, event).waiting_since == t(5) for event in others)
    assert all(conversation.apply(waiting, event).waiting is None for event in stops.values())


def test_a_call_never_goes_back():
    state = conversation.fold([wrote(0), called(0), called(300, 1, "on_shift", (2,), reason="escalate")])
    assert conversation.apply(state, called(310)) == state
    assert conversation.apply(state, called(310, 1, "on_shift", (2,), reason="escalate")) == state
    assert conversation.apply(Conversation(), called(0)) == Conversation()
    joined = conversation.apply(state, called(320, 1, "on_shift", (3,), reason="join"))
    assert joined.cursor == replace(state.cursor, staff=(2, 3))


def test_the_partner_is_told_once_per_episode():
    state = conversation.fold([wrote(0), called(0), called(300, 1, "on_shift", (2,), reason="escalate")])
    assert not state.told_partner
    senior = conversation.apply(state, called(600, 2, "senior", (3,), reason="escalate"))
    assert senior.told_partner
    assert conversation.fold([answered(700), failed(710)], senior).told_partner
    assert not conversation.fold([answered(700), wrote(720)], senior).told_partner


def merged(*newer):
    """The cursor of an episode restored beside another that had begun meanwhile and went as far as `newer`."""
    old = [wrote(0), called(0), called(300, 1, "on_shift", (2,), reason="escalate")]
    state = conversation.fold([*old, answered(310), wrote(320), *newer, failed(430)])
    assert (state.episode, state.waiting_since) == (1, t(0))
    return state.cursor


def test_restored_beside_a_new_episode_the_ladder_forgets_no_call():
    assert (
        merged()
        == merged(called(320))
        == conversation.Cursor(
            level=1, who="on_shift", ideal=t(300), notified=t(300), last=t(300), attempt=0, staff=(2,)
        )
    )
    same = merged(called(320, 1, "on_shift", (3,)), called(400, 1, "on_shift", (3,), 1, "repeat"))
    assert same == conversation.Cursor(
        level=1, who="on_shift", ideal=t(300), notified=t(320), last=t(400), attempt=1, staff=(2, 3)
    )
    deeper = merged(called(320, 2, "senior", (4,)))
    assert (deeper.level, deeper.notified, deeper.staff) == (2, t(320), (4,))


def rows(events):
    """The table a storage layer would keep from `episodes`."""
    state, table = Conversation(), {}
    for event in events:
        after = conversation.apply(state, event)
        for row in conversation.episodes(state, after, event):
            table[row.number] = row
        state = after
    return [
        (n, row.started_at - START, row.ended_at and row.ended_at - START, row.staff, row.how, row.level)
        for n, row in sorted(table.items())
    ]


def s(seconds):
    return timedelta(seconds=seconds)


EPISODES = [
    ([wrote(5)], [(1, s(5), None, None, None, -1)]),
    ([wrote(5), called(6)], [(1, s(5), None, None, None, 0)]),
    ([wrote(5), called(6), answered(60)], [(1, s(5), s(60), 1, "answered", 0)]),
    ([wrote(5), answered(60, delivered=True)], [(1, s(5), s(60), 1, "answered", -1)]),
    ([wrote(5), answered(60), failed(70)], [(1, s(5), None, None, None, -1)]),
    ([wrote(5), settled(60, "closed", 2)], [(1, s(5), s(60), 2, "closed", -1)]),
    ([wrote(5), settled(60, "solved", None)], [(1, s(5), s(60), None, "solved", -1)]),
    ([wrote(5), wrote(58), answered(60)], [(1, s(5), s(60), 1, "answered", -1), (2, s(58), None, None, None, -1)]),
    (
        [wrote(5), answered(60), wrote(70), failed(75)],
        [(1, s(5), None, None, None, -1), (2, s(70), s(75), None, "merged", -1)],
    ),
    (
        [wrote(5), answered(60), answered(65, "b", staff=2), failed(70)],
        [(1, s(5), s(65), 2, "answered", -1)],
    ),
    (
        [wrote(5), answered(60), failed(180, reason="undelivered"), delivered(200)],
        [(1, s(5), s(60), 1, "answered", -1)],
    ),
]


@pytest.mark.parametrize("events,expected", EPISODES)
def test_episodes_as_rows(events, expected):
    assert rows(events) == expected


def test_the_closed_episode():
    before = conversation.fold([wrote(5), called(6)])
    for event, how in (
        (answered(60), "answered"),
        (settled(60), "no_answer_needed"),
        (settled(60, "closed"), "closed"),
    ):
        closed = conversation.closed_episode(before, conversation.apply(before, event), event)
        assert closed == conversation.Episode(
            number=1, started_at=t(5), policy="default", level=0, ended_at=t(60), staff=1, how=how
        )
    for event in (wrote(9), taken(9, 600), delivered(9)):
        assert conversation.closed_episode(before, conversation.apply(before, event), event) is None
