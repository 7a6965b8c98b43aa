"""What must never be otherwise (the 31 invariants of the escalation survey), what every event does, and the tests that hold each.

A row: in a few words what it is, and either the tests (functions, or rules of the state machine) or why it does not apply.
"""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desk import conversation, ladder, policies, rosters
from desk.conversation import Called, PartnerWrote
from desk.duty import Duty
from desk.rosters import Changes, Override
from tests.desk.test_ladder import LEASES
from tests.desk.test_rosters import NEW_YEAR, ROTATION, STAFF, changed, hours, person
from tests.stories.test_threads import names

SMALL, MACHINE, TRACES = "test_every_history_of_four_events", "Waits", "test_random_histories_lose_and_double_nothing"
OPENED = "test_what_seemed_to_need_no_answer_is_opened_by_one_tap"

INVARIANTS: dict[int, tuple[str, tuple[str, ...] | str]] = {
    1: ("no ping for what does not wait when it is sent", ("test_cards_of_an_answered_wait_are_taken_back", TRACES)),
    2: ("one ping per person, level and call", (TRACES, MACHINE, SMALL, "test_once_is_once_for_ever")),
    3: ("at most one lease", ("test_leases", "test_a_lease_is_extended_twice", "test_two_presses_equal_one")),
    4: ("who waits has a next action in time", ("nothing_waits_without_a_next_action", SMALL)),
    5: ("none is planned only if nothing can happen", ("nothing_waits_without_a_next_action", SMALL)),
    6: ("the start never moves later within an episode", (MACHINE, "test_the_clock")),
    7: ("the start is that of a naive count", ("the_clock_is_the_oracle", SMALL)),
    8: ("courtesy, notes and the bot start nothing", (MACHINE, "test_the_clock", "test_notes_stay_notes")),
    9: ("the level never falls within an episode", (MACHINE, SMALL, "test_a_call_never_goes_back")),
    10: ("every lower level was called or passed over", (MACHINE, SMALL)),
    11: ("the last resort is reached, whoever is missing", (MACHINE, SMALL, TRACES)),
    12: ("no two levels closer than min_notice", (MACHINE, SMALL, TRACES)),
    13: ("the tick does not matter", ("test_the_tick_does_not_matter",)),
    14: ("a crash repeats at most what was in flight", (TRACES, "test_killed_between_any_two_commits")),
    15: (
        "after an outage the ladder stands as if there had been none",
        ("test_an_outage_changes_nothing_but_the_notice",),
    ),
    16: (
        "who is called is on duty and in reach, when it is decided and when it is sent",
        (MACHINE, SMALL, TRACES, "test_a_call_that_comes_too_late_does_not_ring"),
    ),
    17: (
        "what comes twice or in another order is the same",
        (MACHINE, SMALL, "test_the_order_of_updates_does_not_matter"),
    ),
    18: ("a stale button changes nothing and is answered", ("test_a_forged_or_stale_button_changes_nothing",)),
    19: ("two presses equal one", ("test_two_presses_equal_one",)),
    20: (
        "a lease that ends calls again at once",
        (MACHINE, "test_a_lease_runs_out_and_the_same_level_is_called_again"),
    ),
    21: (
        "a snooze is capped, and the wait is measured through it",
        (
            "test_a_snooze_is_measured_and_what_is_left_of_it_is_given_back",
            "test_a_snooze_has_a_reason_and_an_end_and_the_ladder_goes_on_where_it_stopped",
        ),
    ),
    22: (
        "a hand-over leaves nobody without somebody",
        (MACHINE, SMALL, "test_a_hand_over_leaves_everything_armed_until_it_is_accepted"),
    ),
    23: ("the due instant acts, the end of a lease is its end", ("test_equality_acts_and_a_moment_before_does_not",)),
    24: (
        "business time adds up, to the second",
        ("test_open_time_is_what_the_clock_on_the_wall_says", "test_business_time_adds_up", "test_business_time"),
    ),
    25: (
        "two shifts of twelve hours leave no gap",
        ("test_two_shifts_of_twelve_hours_cover_every_instant_of_every_day",),
    ),
    26: ("changes by hand take back and keep their length", ("test_changes_by_hand_add_up",)),
    27: ("a gap is where nobody is on shift", ("test_gaps_are_where_nobody_is",)),
    28: (
        "nobody below a senior hears more than agreed",
        ("test_nobody_hears_more_than_agreed_and_no_two_sounds_but_a_list",),
    ),
    29: ("the log is the state", ("teardown", TRACES, "test_what_is_stored_is_the_fold_of_what_happened")),
    30: (
        "one digest per person and date; every wait in one",
        ("test_exactly_one_a_working_date", "test_successive_digests_cover_each_date_once"),
    ),
    31: ("what /why says comes next", (SMALL, "test_explaining")),
}

#: The starred threads that are no timelines of tests/desk/test_timelines.py.
THREADS: dict[int, tuple[str, tuple[str, ...]]] = {
    2: (
        "handed from the bot to people, the clock is lost",
        ("test_a_question_meets_a_person_at_once_and_the_wizard_waits",),
    ),
    3: ("a reply of some kind starts no clock", ("test_everything_else_is_substantive",)),
    15: ("a stale press escalates", ("test_a_forged_or_stale_button_changes_nothing",)),
    20: ("shifts are off by an hour when the clocks change", ("test_whatever_the_hour_of_change",)),
    21: ("nobody said what happens when the clocks change", ("test_wall_time_becomes_utc",)),
    22: ("an override erases gaps, or adds instead of replacing", ("test_changes_by_hand_add_up", "test_who_works")),
    24: (
        "the warning is silent exactly when nobody is there",
        ("test_gaps_are_where_nobody_is", "test_a_gap_is_warned_about_and_is_an_alarm_when_it_begins"),
    ),
    30: ("a private note counts as an answer", ("test_notes_stay_notes",)),
}


#: The event table of PRODUCT 4, row by row.
EVENTS: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("the first substantive message starts it", ("test_the_clock", "test_night_up_to_the_head")),
    2: ("more messages, album parts, forwards", ("test_the_clock", "test_a_question_in_pieces_is_one_card_that_grows")),
    3: ("thanks when nothing waits", ("test_the_clock", "test_thanks_need_no_answer", OPENED)),
    4: ("the same while waiting", ("test_the_clock", "partner_writes")),
    5: ("unsure", ("test_whatever_is_unsure_needs_one", "test_everything_else_is_substantive")),
    6: ("yes after a question of ours", ("test_our_question_stands_until_the_partner_writes", "test_our_questions")),
    7: (
        "a staff answer by any route",
        (
            "test_an_answer_in_the_topic_stops_the_clock",
            "test_an_answer_to_a_card_or_its_nudge_reaches_the_partner",
            "test_a_partners_group",
        ),
    ),
    8: ("dated up to 3 s before the answer", ("test_the_clock", SMALL)),
    9: ("a holding reply", ("test_one_moment_and_then_nothing", "test_one_moment_and_then_an_answer")),
    10: (
        "in a group, to another person of the partner",
        (
            "test_in_a_group_only_an_answer_to_another_partner_starts_nothing",
            "test_a_chat_may_want_an_answer_only_when_we_are_called",
        ),
    ),
    11: ("the bot, a note, the Solved button", ("test_notes_stay_notes", "test_the_clock")),
    12: (
        "an edit by the partner",
        ("test_an_edit_shows_while_somebody_waits_and_asks_again_only_if_it_matters", "partner_edits"),
    ),
    13: (
        "take, extend, snooze, hand over",
        (
            "test_take_holds_for_ten_minutes_and_then_the_same_level_is_called",
            "test_a_lease_is_extended_twice",
            "test_a_snooze_has_a_reason_and_an_end_and_the_ladder_goes_on_where_it_stopped",
            "test_a_hand_over_leaves_everything_armed_until_it_is_accepted",
        ),
    ),
    14: (
        "no answer needed, closed",
        (
            "test_a_wait_is_taken_given_back_handed_over_and_closed",
            "test_a_wait_that_is_taken_or_settled_shows",
            OPENED,
        ),
    ),
    15: (
        "another manager, another policy, another shift",
        ("policy_is_edited", "roster_changes", "the_clock_is_the_oracle"),
    ),
}


def test_every_invariant_has_its_test():
    known = names() | {"Waits"}
    assert sorted(INVARIANTS) == list(range(1, 32))
    for number, (what, told) in (*INVARIANTS.items(), *THREADS.items(), *EVENTS.items()):
        missing = [name for name in told if name not in known] if isinstance(told, tuple) else len(told) < 20
        assert not missing, (number, what, missing)


# --- properties ---------------------------------------------------------------------------------------------------------

START = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
NIGHT = Duty(people={"manager": (1,), "on_shift": (2, 3), "senior": (4,), "head": (6,)}, manager=1)
LADDERS = st.sampled_from([policies.DEFAULT, policies.NEW, policies.VIP])


def wrote(seconds, message, substantive=True):
    at = START + timedelta(seconds=seconds)
    return PartnerWrote(
        at=at, message=message, author=7, substantive=substantive, preview=f"{message}", policy="default"
    )


@given(
    batch=st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=6),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_updates_does_not_matter(batch, order):
    """One question that waits already, then messages in the order of writing, or in any, some of them twice."""
    first = conversation.fold([wrote(0, 1)])
    events = [wrote(seconds, number, substantive) for number, (seconds, substantive) in enumerate(batch, start=2)]
    shuffled = [*events, order.choice(events)]
    order.shuffle(shuffled)
    one, other = conversation.fold(events, first), conversation.fold(shuffled, first)
    assert other.waiting == one.waiting


@given(policy=LADDERS, away=st.integers(0, 60 * 60), back=st.integers(0, 90 * 60))
def test_an_outage_changes_nothing_but_the_notice(policy, away, back):
    """Once the levels that are overdue were called, each with its notice, the ladder stands where it would have stood."""
    down, up = START + timedelta(seconds=away), START + timedelta(seconds=away + back)
    end = up + len(policy.levels) * policy.min_notice
    always = ladder.simulate(policy, LEASES, lambda _: NIGHT, START, end - START)
    late = calls(policy, end, down, up)
    assert (late[-1].level, late[-1].ideal) == (always[-1].level, always[-1].ideal)


def calls(policy, end, down, up):
    """The calls of a wait that begins at START, when nobody looks within [down, up)."""
    state, now, found = conversation.fold([wrote(0, 1)]), START, []
    while now <= end:
        now = up if down <= now < up else now
        action = ladder.next_action(state, policy, LEASES, NIGHT, now)
        if isinstance(action, ladder.Wait):
            now = action.until
            continue
        found += [event for event in action.events if isinstance(event, Called)]
        state = conversation.fold(action.events, state)
    return found


@given(start=hours, length=st.integers(1, 40), out=person, into=person, second=st.integers(0, 14 * 86400))
@settings(max_examples=60)
def test_changes_by_hand_add_up(start, length, out, into, second):
    """Put on and taken off is as before; replaced are as many; with the last one gone there is a gap, of which is warned."""
    begins = NEW_YEAR + timedelta(days=1, hours=start)  # the rotation has begun
    span = {"id": 0, "start": begins, "end": begins + timedelta(hours=length)}
    at = NEW_YEAR + timedelta(seconds=second)
    before = rosters.on_shift(roster(), at)
    if into not in before:
        assert rosters.on_shift(roster(Override(**span, into=into), Override(**span, out=into)), at) == before
        assert len(rosters.on_shift(roster(Override(**span, out=out, into=into)), at)) == len(before)
    nobody = roster(*(Override(**span, out=one.id) for one in STAFF))
    assert (rosters.on_shift(nobody, at) == ()) == (span["start"] <= at < span["end"] or before == ())
    assert span["start"] in [one.gap[0] for one in rosters.ahead(nobody, begins - timedelta(minutes=1))]


def roster(*overrides):
    return rosters.roster(ROTATION, STAFF, Changes(overrides=overrides))


@given(changes=changed, second=st.integers(0, 14 * 86400))
@settings(max_examples=60)
def test_gaps_are_where_nobody_is(changes, second):
    known = rosters.roster(ROTATION, STAFF, changes)
    at = NEW_YEAR + timedelta(seconds=second)
    gaps = rosters.gaps(rosters.segments(known, NEW_YEAR, NEW_YEAR + timedelta(days=15)))
    assert any(start <= at < end for start, end in gaps) == (not rosters.on_shift(known, at))
