"""Every row of the event table (PRODUCT 4), and the tests that show it: one that is gone, or renamed, is missed here."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

#: What happens, what it does to the clock, and the tests that show it.
ROWS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "first substantive message of an answered conversation",
        "starts, at the message's own date",
        ("test_the_clock", "test_night_up_to_the_head"),
    ),
    (
        "more messages, album parts, forwards",
        "start unchanged; the card's count and preview grow",
        ("test_the_clock", "test_a_question_in_pieces_is_one_card_that_grows"),
    ),
    (
        "a courtesy when nothing is waiting",
        "no episode; it may be opened later, with its true date",
        ("test_the_clock", "test_thanks_need_no_answer", "test_most_courtesies_of_the_corpus_are_recognised"),
    ),
    ("a courtesy while waiting", "nothing but the count", ("test_the_clock",)),
    (
        "unsure: a question mark, digits, a link, a file, a voice message, “thanks, but …”, a bare greeting",
        "starts (fail open)",
        (
            "test_whatever_is_unsure_needs_one",
            "test_everything_else_is_substantive",
            "test_no_question_of_the_corpus_is_taken_for_courtesy",
        ),
    ),
    (
        "“yes” or “ok” right after a question of ours",
        "substantive: starts",
        ("test_our_question_stands_until_the_partner_writes", "test_stickers_are_courtesies_except_as_answers"),
    ),
    (
        "a staff answer by any route",
        "stops; the author is credited; every live card says who answered",
        (
            "test_an_answer_in_the_topic_stops_the_clock",
            "test_an_answer_to_a_card_or_its_nudge_reaches_the_partner",
            "test_a_partners_group",
            "test_episodes_as_rows",
        ),
    ),
    (
        "the answer fails, or is undelivered for two minutes",
        "the old start is restored, and the author told",
        (
            "test_the_clock",
            "test_an_answer_on_its_way_fails_after_two_minutes",
            "test_what_did_not_arrive_is_said_and_can_be_sent_again",
        ),
    ),
    ("a partner message dated up to 3 s before that answer", "stays unanswered (they crossed)", ("test_the_clock",)),
    (
        "a holding reply",
        "stops the answer clock, starts a promise clock",
        ("test_the_promise_clock", "test_whoever_promised_is_reminded_then_the_ladder_takes_over"),
    ),
    (
        "in a group: a reply to, or a mention of, another person of the partner",
        "mirrored, starts nothing; `/attention called` wants us to be called",
        (
            "test_in_a_group_only_an_answer_to_another_partner_starts_nothing",
            "test_in_a_group_whoever_is_meant_is_named_or_answered",
            "test_a_chat_may_want_an_answer_only_when_we_are_called",
        ),
    ),
    (
        "an automatic answer of the bot, a note, a staff reaction",
        "never stops it",
        ("test_notes_stay_inside", "test_the_clock_is_stopped_by_answers_alone"),
    ),
    ("the partner's Solved", "stops", ("test_the_clock", "test_episodes_as_rows")),
    (
        "an edit by the partner",
        "while waiting: preview only; after an answer: a new episode only if something changed in substance",
        ("test_an_edit_changes_the_preview_or_begins_anew", "test_what_an_edit_changes"),
    ),
    (
        "take, extend, snooze, hand over",
        "never move the start",
        (
            "test_the_clock",
            "test_leases",
            "test_a_snooze_is_measured_and_what_is_left_of_it_is_given_back",
            "test_a_hand_over_leaves_everything_armed_until_somebody_takes_it",
            "test_a_snooze_has_a_reason_and_an_end_and_the_ladder_goes_on_where_it_stopped",
        ),
    ),
    (
        "No answer needed by staff, `/close`",
        "stops, counted apart",
        ("test_the_clock", "test_the_closed_episode", "test_a_wait_is_taken_given_back_handed_over_and_closed"),
    ),
    (
        "the partner moved to another manager, the policy edited, the shift changed",
        "start unchanged",
        (
            "test_a_chat_moves_with_its_wait_and_leaves_its_links_behind",
            "test_a_new_manager_is_called_only_while_the_office_is_open",
            "test_a_policy_with_fewer_levels_than_the_cursor",
            "test_a_new_shift_is_told_at_once",
            "test_the_ladder_is_pinned_by_tier_and_age",
        ),
    ),
)


def known() -> set[str]:
    """The names of all tests."""
    trees = [ast.parse(path.read_text("utf-8")) for path in TESTS.rglob("test_*.py")]
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, functions)}


@pytest.fixture(scope="module")
def names() -> set[str]:
    return known()


@pytest.mark.parametrize("event,effect,shown_by", ROWS, ids=[row[0] for row in ROWS])
def test_every_row_names_its_tests(event: str, effect: str, shown_by: tuple[str, ...], names: set[str]) -> None:
    assert effect
    assert shown_by
    assert [name for name in shown_by if name not in names] == [], event
