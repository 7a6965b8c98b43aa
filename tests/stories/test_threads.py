"""What users of other desks complain of, and the story here that shows it cannot happen (the numbered threads of the field's survey).

A row: the complaint in a few words, and either the tests that play it or the reason why it does not apply.
"""

import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]

THREADS: dict[int, tuple[str, tuple[str, ...] | str]] = {
    1: ("the relay stops without a word", ("test_ready_names_what_keeps_the_desk_from_its_work",)),
    2: ("after a restart answers go nowhere", ("test_killed_between_any_two_commits",)),
    3: ("the first message is lost", ("test_a_question_meets_a_person_at_once_and_the_wizard_waits",)),
    4: (
        "the second message in a row is lost",
        ("test_a_hundred_messages_of_one_stranger_delay_nobody_and_none_is_lost",),
    ),
    5: ("the answer never arrives", ("test_an_answer_in_the_topic_stops_the_clock",)),
    6: ("nobody can see whether it arrived", ("test_what_did_not_arrive_is_said_and_can_be_sent_again",)),
    7: ("invisible until one reloads", "there is no page to reload: Telegram is the page"),
    8: ("no idempotency key", ("test_cut_after_processing_is_sent_twice_and_what_follows_comes_after",)),
    9: ("an update delivered twice", ("test_what_comes_twice_is_kept_once",)),
    10: ("two workers take one update", ("test_two_workers_take_every_update_once_and_in_order",)),
    11: ("old topics of a huge forum are out of reach", ("test_a_deleted_topic_comes_back_with_its_card",)),
    12: ("thread not found far below that size", ("test_a_deleted_topic_is_made_again",)),
    13: ("a deleted topic loses the message at hand", ("test_a_deleted_topic_comes_back_with_its_card",)),
    14: ("a deleted topic loses messages", ("test_a_deleted_topic_is_made_again",)),
    15: ("a wrong thread id is ignored in silence", ("test_answers_go_to_the_topic_in_which_the_partner_wrote",)),
    16: ("topics cannot be listed; General is special", ("test_what_is_no_conversation_is_passed_over",)),
    17: ("no shared budget per chat", ("test_six_forums_bear_ninety_messages_a_minute",)),
    18: ("icons and names use up the limit", ("test_six_forums_bear_ninety_messages_a_minute",)),
    19: ("retry_after of hours", ("test_a_shorter_block_does_not_shorten_a_longer_one",)),
    20: ("one queue for all; a 429 drops the message", ("test_one_chat_never_slows_another",)),
    21: ("a user who blocks the bot breaks it", ("test_a_partner_who_has_blocked_the_bot",)),
    22: ("a staff group that becomes a supergroup", ("test_a_forum_under_a_new_id_keeps_its_topics",)),
    23: ("no word of the migration but in the error", ("test_a_refusal_follows_a_group_that_migrated_meanwhile",)),
    24: ("groups are ignored", ("test_a_partners_group",)),
    25: (
        "anonymous administrators",
        (
            "test_who_writes_as_the_group_or_as_a_channel_is_a_person_of_the_partner",
            "test_what_must_not_leave_a_topic_is_said_there",
        ),
    ),
    26: ("an edit overwrites what was said", "the copy is edited and marked as such; the inbox keeps both as received"),
    27: ("an album becomes several tickets", ("test_a_question_in_pieces_is_one_card_that_grows",)),
    28: ("parts of an album come seconds apart", ("test_what_is_written_is_shown_faithfully",)),
    29: ("races of media, edits and replies", ("test_what_is_written_is_shown_faithfully",)),
    30: ("staff do not see edits", ("test_what_is_written_is_shown_faithfully",)),
    31: ("one endless conversation", ("test_the_card_and_the_past_of_a_partner_with_two_chats",)),
    32: ("a message that is only a photo opens nothing", ("test_what_is_written_is_shown_faithfully",)),
    33: ("staff cannot begin", "a bot may not write first (Telegram); in a group staff write whenever they like"),
    34: ("staff groups and turns", ("test_night_up_to_the_head",)),
    35: ("two answer at once", ("test_of_two_at_once_the_second_may_be_taken_back",)),
    36: ("taken and forgotten", ("test_take_holds_for_ten_minutes_and_then_the_same_level_is_called",)),
    37: ("called while off shift", ("test_night_up_to_the_head",)),
    38: (
        "the button stays alive for everybody else",
        ("test_two_presses_equal_one", "test_a_wait_that_is_taken_or_settled_shows"),
    ),
    39: ("business hours", ("test_night_up_to_the_head",)),
    40: ("call the manager for who waits", ("test_night_up_to_the_head",)),
    41: ("calls in steps, with a word to who waits", ("test_night_up_to_the_head",)),
    42: ("a note reaches the customer", ("test_notes_stay_notes", "test_partners_read_answers_only_and_each_its_own")),
    43: ("canned replies with fields", ("test_a_canned_reply_is_shown_filled_in_and_sent_by_a_button",)),
    44: ("where a forward comes from", ("test_what_is_written_is_shown_faithfully",)),
    45: ("the answered question opens anew", ("test_everything_goes_both_ways_as_what_it_is",)),
}


@cache
def names() -> frozenset[str]:
    """Every test there is."""
    words = "\n".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    return frozenset(re.findall(r"^ *(?:async )?def (\w+)\(", words, re.MULTILINE))


def test_the_list_is_whole() -> None:
    assert sorted(THREADS) == list(range(1, 46))


def test_every_complaint_has_its_story() -> None:
    known = names()
    missing = {
        number: [name for name in told if name not in known]
        for number, (_, told) in THREADS.items()
        if not isinstance(told, str)
    }
    assert not {number: absent for number, absent in missing.items() if absent}
    assert all(len(told) > 20 for _, told in THREADS.values() if isinstance(told, str))
