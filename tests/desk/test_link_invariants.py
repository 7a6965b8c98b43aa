"""What must never be otherwise about terms, links, caps and counting (the 28 invariants of the affiliate survey), and the tests
that hold each.

A row: in a few words what it is, and the tests by their files (what begins with _ looks through every story at its end). Of some
a part is not for this desk: `APART` says which, and why.
"""

import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]

#: Names that stand in many rows.
RECKONED = "test_whatever_the_order_caps_and_evidence_say_the_same_and_each_lead_is_paid_by_its_click"
LATE = "test_a_chat_whose_link_comes_late_is_told_what_the_others_know_and_stop_comes_to_all"
INCIDENT = "test_the_incident_cannot_happen_again"

INVARIANTS: dict[int, tuple[str, dict[str, tuple[str, ...]]]] = {
    1: (
        "nothing leaves with a tracking URL but with the terms in force at that instant",
        {
            "stories/harness.py": ("_linked",),
            "bot/test_guards.py": (
                "test_no_tracking_link_leaves_but_on_its_card",
                "test_what_may_leave_leaves",
            ),
            "desk/test_gate.py": (
                "test_a_tracking_url_is_caught",
                "test_no_surroundings_hide_a_url",
                "test_case_and_percent_encoding_do_not_hide_it",
                "test_only_the_card_with_its_terms_may_carry_a_url",
                "test_a_message_is_looked_through_but_not_what_it_answers",
            ),
            "desk/test_link_letters.py": (
                "test_a_card_says_everything_it_must",
                "test_the_link_stays_hidden_until_accepted",
                "test_a_card_without_a_count_for_each_cap_is_not_made",
            ),
            "stories/test_terms.py": ("test_a_card_that_waits_while_terms_change_leaves_with_those_in_force",),
            "stories/test_guard.py": (
                "test_a_message_of_ours_with_a_link_stays_and_its_author_chooses",
                "test_what_is_sent_without_its_link_is_never_the_copy",
            ),
            "stories/test_answers.py": ("test_a_link_edited_into_an_answer_goes_nowhere",),
        },
    ),
    2: (
        "one function turns a link into text",
        {
            "desk/test_links.py": (
                "test_an_address_does_not_become_text_by_accident",
                "test_an_address_does_not_show_where_things_are_printed",
                "test_one_place_reveals_addresses",
            ),
            "bot/test_guards.py": ("test_no_tracking_link_leaves_but_on_its_card",),
        },
    ),
    3: (
        "no version in force, or more than one: no link",
        {
            "storage/test_links.py": ("test_of_two_versions_at_one_level_none_is_issued_under",),
            "handlers/test_links.py": ("test_without_one_version_in_force_there_is_no_link_and_staff_are_told",),
            "desk/test_terms.py": (
                "test_none_or_two_in_force_is_a_refusal",
                "test_the_nearest_scope_wins_and_two_at_one_level_are_a_refusal",
            ),
        },
    ),
    4: (
        "where a tracking URL appears, from anyone, the terms in force stand under it at once, or staff are told",
        {
            "stories/test_guard.py": (
                "test_the_incident_a_link_pasted_in_a_new_chat_has_its_terms_under_it",
                "test_after_a_change_the_same_link_has_the_new_terms_under_it_at_once",
                "test_every_way_to_write_a_link_is_seen",
                "test_an_address_without_a_link_of_ours_gets_the_live_flows_or_staff_are_told",
                "test_a_short_address_is_followed_but_never_to_the_tracking_domain",
                "test_terms_that_did_not_reach_the_chat_are_said_in_its_topic",
            ),
            "stories/test_incident.py": (INCIDENT,),
            "desk/test_guard.py": ("test_a_link_is_known_however_it_is_written",),
        },
    ),
    5: (
        "a version never changes, its hash is that of its body; both languages hold the same figures",
        {
            "desk/test_publishing.py": ("bodies_never_change",),
            "desk/test_terms.py": (
                "test_a_body_survives_the_database_and_keeps_its_hash",
                "test_the_hash_tells_bodies_apart",
            ),
            "storage/test_queries.py": ("test_what_was_agreed_and_what_happened_cannot_be_rewritten",),
            "storage/test_links.py": ("test_terms_are_kept_as_versions",),
            "stories/harness.py": ("_agreed",),
            "desk/test_link_letters.py": (
                "test_russian_and_english_carry_the_same_numbers",
                "test_a_change_is_announced_with_the_same_numbers_in_both_languages",
                "test_every_number_of_the_terms_is_on_the_card",
            ),
            "bot/test_dossiers.py": ("test_both_languages_hold_the_same_figures",),
        },
    ),
    6: (
        "who accepts has been shown that very version, and may accept; the next one is not accepted with it",
        {
            "stories/harness.py": ("_agreed",),
            "storage/test_announcing.py": ("test_what_has_been_overtaken_is_not_accepted_any_more",),
            "storage/test_links.py": (
                "test_two_presses_equal_one_and_bind_to_the_version",
                "test_read_binds_nobody_but_may_become_an_acceptance",
            ),
            "handlers/test_links.py": (
                "test_the_press_completes_the_exposure",
                "test_a_card_that_was_never_made_is_not_accepted",
                "test_after_a_change_the_new_card_comes_once_and_the_old_accepts_nothing",
                "test_where_the_manager_has_named_somebody_others_have_read",
                "test_who_writes_or_presses_becomes_a_contact_and_a_foreign_one_only_reads",
            ),
            "desk/test_links.py": ("test_who_may_accept",),
        },
    ),
    7: (
        "at every instant exactly one version binds a flow",
        {
            "desk/test_publishing.py": (
                "exactly_one_binds_each_flow_at_every_instant",
                "intervals_of_a_scope_never_overlap",
                "test_of_two_partners_who_become_one_the_agreements_never_bind_one_flow_together",
            ),
            "desk/test_terms.py": ("test_at_every_instant_exactly_one_version_is_in_force",),
            "storage/test_announcing.py": ("test_of_two_agreements_those_of_the_partner_that_stays_hold",),
        },
    ),
    8: (
        "what tightens begins a whole notice after the last chat was told; earlier clicks are judged by the earlier version",
        {
            "storage/test_announcing.py": (
                "test_nobody_loses_a_part_of_the_notice_whoever_looks_first",
                "test_what_arrives_late_comes_into_force_later",
                "test_what_eases_from_a_day_to_come_needs_no_notice",
            ),
            "desk/test_publishing.py": (
                "publishes",
                "the_past_stays_as_it_was",
            ),
            "desk/test_caps.py": (
                "test_terms_of_the_click_judge_and_used_places_stay_used",
                "test_each_lead_is_worth_what_was_agreed_at_its_click",
            ),
            "storage/test_reckoning.py": (RECKONED,),
        },
    ),
    9: (
        "announced is what has arrived in every chat with a live link, or was reported; shown is what has a message",
        {
            "storage/test_links.py": ("test_an_exposure_is_complete_when_the_letter_has_arrived",),
            "storage/test_announcing.py": ("test_each_chat_is_told_once_whoever_looks",),
            "stories/test_terms.py": (
                "test_what_eases_holds_at_once_and_is_announced_in_every_chat",
                "test_a_chat_that_cannot_be_told_has_its_links_stopped_and_delays_nobody",
            ),
            "stories/harness.py": ("_agreed",),
        },
    ),
    10: (
        "any order and any repetition of calls give the same leads, counters and sums",
        {
            "storage/test_reckoning.py": (
                RECKONED,
                "test_a_lead_for_which_two_partners_links_are_named_is_counted_once",
            ),
            "storage/test_counting.py": ("test_any_order_and_any_repetition_give_the_same_leads",),
            "desk/test_postbacks.py": ("test_order_and_repetition_change_no_lead",),
            "desk/test_caps.py": ("test_the_split_is_whole_bounded_and_free_of_the_order_of_arrival",),
        },
    ),
    11: (
        "what is counted is what the journal gives when it is read as a whole",
        {
            "storage/test_counting.py": ("test_any_order_and_any_repetition_give_the_same_leads",),
            "storage/test_reckoning.py": (
                RECKONED,
                "test_a_lead_for_which_two_partners_links_are_named_is_counted_once",
            ),
            "storage/test_stops.py": ("test_every_chat_with_a_link_is_told_once_and_stop_first",),
        },
    ),
    12: (
        "counted = in cap + grace + over; no more is payable than was agreed",
        {
            "desk/test_caps.py": (
                "test_the_split_is_whole_bounded_and_free_of_the_order_of_arrival",
                "test_a_cap_alone_fills_its_places_first_come_first_in",
                "test_grace_is_for_clicks_before_the_stop_soon_after_it_and_not_for_many",
                "test_a_split_is_settled_by_the_rule_agreed_beforehand",
            ),
            "storage/test_reckoning.py": (RECKONED,),
            "stories/test_incident.py": (INCIDENT,),
        },
    ),
    13: (
        "of two at once for the last place one is in",
        {
            "storage/test_reckoning.py": ("test_of_two_that_come_at_once_for_the_last_place_one_is_in",),
            "desk/test_caps.py": ("test_of_two_at_once_for_the_last_place_one_is_in",),
        },
    ),
    14: (
        "windows tile time, over changes of clocks, ends of months and leap days; used places stay used under a new version",
        {
            "desk/test_caps.py": (
                "test_windows_tile_time",
                "test_windows_are_those_of_wall_time",
                "test_a_total_has_one_window",
                "test_terms_of_the_click_judge_and_used_places_stay_used",
            ),
            "stories/test_caps.py": ("test_a_day_in_which_clocks_go_back_is_an_hour_longer",),
        },
    ),
    15: (
        "one counter over all chats and flows; a link in a new chat does not begin anew",
        {
            "storage/test_caps.py": (
                "test_one_counter_over_the_chats_of_a_partner",
                "test_partners_that_become_one_have_one_counter",
            ),
            "storage/test_stops.py": (LATE,),
            "stories/test_incident.py": (INCIDENT,),
            "bot/test_dossiers.py": ("test_flows_of_merged_partners_are_counted_together",),
        },
    ),
    16: (
        "each step is told once in each chat, of several crossed at once the highest alone",
        {
            "desk/test_caps.py": (
                "test_each_step_is_told_once_the_highest_of_several_alone",
                "test_steps",
            ),
            "storage/test_stops.py": (
                "test_every_chat_with_a_link_is_told_once_and_stop_first",
                LATE,
            ),
            "stories/test_caps.py": ("test_one_batch_over_the_cap_is_one_stop_that_says_so",),
        },
    ),
    17: (
        "every chat with a live link is told, those too that got it later",
        {
            "storage/test_stops.py": (
                "test_every_chat_with_a_link_is_told_once_and_stop_first",
                LATE,
            ),
            "stories/test_caps.py": (
                "test_a_cap_from_half_to_over_and_a_new_day",
                "test_a_chat_that_cannot_be_told_is_its_managers_to_call",
            ),
            "stories/test_incident.py": (INCIDENT,),
        },
    ),
    18: (
        "STOP comes before, or with, the first line about what is over",
        {
            "desk/test_caps.py": ("test_stop_comes_before_the_first_line_about_what_is_over",),
            "storage/test_stops.py": ("test_every_chat_with_a_link_is_told_once_and_stop_first",),
            "stories/test_incident.py": (INCIDENT,),
            "handlers/test_links.py": ("test_a_full_cap_gives_no_new_link_and_what_lives_goes_on",),
        },
    ),
    19: (
        "a lead gives its place back only when its status does not count any more; that is told once",
        {
            "desk/test_caps.py": (
                "test_a_lead_gives_its_place_back_only_when_its_status_leaves_the_counted_ones",
                "test_what_is_past_the_cap_is_over_and_rejected_leads_take_no_place",
                "test_stop_comes_before_the_first_line_about_what_is_over",
            ),
            "stories/test_caps.py": ("test_a_cap_from_half_to_over_and_a_new_day",),
        },
    ),
    20: (
        "a chat is told of its own partner alone, one that is bound to nobody of none",
        {
            "storage/test_isolation.py": ("test_a_chat_that_changes_hands_is_told_of_its_partner_alone",),
            "storage/test_announcing.py": ("test_a_chat_of_another_partner_is_told_no_more_of_a_change",),
            "storage/test_stops.py": ("test_a_chat_that_is_anothers_by_now_is_not_named",),
            "storage/test_links.py": ("test_a_chat_reaches_its_own_links_only",),
            "stories/test_groups.py": (
                "test_two_partners_with_two_groups_each_are_never_mixed",
                "test_a_chat_moves_with_its_wait_and_leaves_its_links_behind",
                "test_a_person_of_another_partner_is_shown_by_name_and_shown_nothing",
                "test_a_chat_that_is_unbound_shows_and_sees_nothing_until_it_is_bound_again",
            ),
            "stories/test_guard.py": (
                "test_a_link_of_another_partner_is_an_alarm_for_staff_alone",
                "test_an_unbound_chat_is_told_nothing",
            ),
            "stories/test_conversation.py": ("test_a_group_nobody_has_bound_leaks_nothing",),
            "stories/test_leaks.py": ("test_partners_read_answers_only_and_each_its_own",),
        },
    ),
    21: (
        "a group that becomes a supergroup is the same chat",
        {
            "storage/test_links.py": (
                "test_a_group_that_becomes_a_supergroup_keeps_its_links_people_and_what_was_shown",
            ),
            "storage/test_chats.py": ("test_a_migrated_group_is_the_same_chat",),
            "storage/test_merging.py": ("test_a_group_heard_of_before_its_migration_is_the_old_one",),
            "stories/test_groups.py": ("test_a_refusal_follows_a_group_that_migrated_meanwhile",),
        },
    ),
    22: (
        "who has no secret, or is malformed, changes nothing but the journal; no secret in logs or chats",
        {
            "web/test_postbacks.py": (
                "test_who_has_no_secret_changes_nothing",
                "test_only_from_where_it_may_call",
                "test_no_log_holds_a_secret",
                "test_an_address_is_shown_once",
            ),
            "storage/test_counting.py": ("test_what_is_not_understood_is_told_once_and_counted_nowhere",),
            "desk/test_postbacks.py": ("test_nothing_that_arrives_is_a_bug",),
            "bot/test_guards.py": ("test_no_secret_gets_into_a_log",),
        },
    ),
    23: (
        "money is exact and has a currency; no sum mixes two",
        {
            "desk/test_caps.py": (
                "test_each_lead_is_worth_what_was_agreed_at_its_click",
                "test_what_is_over_is_paid_in_its_own_currency",
            ),
            "storage/test_reckoning.py": (RECKONED,),
            "desk/test_link_letters.py": (
                "test_money_is_exact",
                "test_money_reads",
            ),
            "desk/test_postbacks.py": ("test_nothing_that_arrives_is_a_bug",),
        },
    ),
    24: (
        "the chain verifies; whatever is changed or gone breaks it",
        {
            "storage/test_evidence.py": (
                "test_what_is_changed_in_the_table_is_named",
                "test_there_is_no_document_of_a_chain_with_entries_gone",
                "test_no_entry_can_be_changed_or_left_out",
                "test_entries_make_one_whole_chain_however_many_write",
            ),
            "desk/test_evidence.py": ("test_whatever_is_changed_breaks_evidence",),
            "storage/test_queries.py": ("test_what_was_agreed_and_what_happened_cannot_be_rewritten",),
            "stories/harness.py": ("_agreed",),
        },
    ),
    25: (
        "what is asked for is due by the calendar, has an owner, and is called once when overdue",
        {
            "desk/test_disputes.py": (
                "test_three_working_days_lie_between",
                "test_a_dispute_is_due_on_the_third_working_day",
            ),
            "stories/test_disputes.py": (
                "test_a_dispute_from_the_question_to_the_end",
                "test_a_dispute_that_nobody_settles_is_called_once",
            ),
            "stories/test_caps.py": ("test_a_verdict_that_is_late_and_stops_the_links",),
        },
    ),
    26: ("each wave of a survey at most once per partner, in order, never at night or in a dispute", {}),
    27: (
        "totals are the sum of their rows; made again, the past is byte for byte the same",
        {
            "desk/test_digest.py": (
                "test_figures_add_up",
                "test_successive_digests_cover_each_date_once",
            ),
            "storage/test_reckoning.py": (RECKONED,),
            "desk/test_evidence.py": ("test_evidence_is_the_same_whatever_is_written_later",),
            "stories/test_evidence.py": (
                "test_both_sides_get_the_same_whole_evidence",
                "test_evidence_that_could_not_leave_is_the_same_when_it_does",
            ),
        },
    ),
    28: (
        "removed, refused or slowed down, nothing that must be said is lost: it waits, or somebody is told",
        {
            "stories/test_caps.py": (
                "test_what_did_not_reach_a_chat_is_said_in_its_topic",
                "test_a_chat_that_cannot_be_told_is_its_managers_to_call",
            ),
            "stories/test_guard.py": ("test_terms_that_did_not_reach_the_chat_are_said_in_its_topic",),
            "stories/test_terms.py": ("test_a_chat_that_cannot_be_told_has_its_links_stopped_and_delays_nobody",),
            "stories/test_groups.py": ("test_removed_and_back_the_same_conversation_goes_on_and_the_terms_come_first",),
            "bot/test_verdicts.py": (
                "test_a_refusal_means",
                "test_when_and_where_to_try_again",
            ),
            "stories/test_durability.py": ("test_killed_between_any_two_commits",),
        },
    ),
}

#: What of them is not for this desk, or not yet, and why.
APART: dict[int, tuple[str, str]] = {
    1: ("inline results", "the bot has no inline mode: a card for chats without the bot is beyond (PRODUCT 13)"),
    18: (
        "a link that is not active after STOP",
        "links are a tracker's own: a redirect with a hard stop is beyond (PRODUCT 13)",
    ),
    25: (
        "requests",
        "of PRODUCT 7 there are promises and disputes; requests with their forms and pauses are not built",
    ),
    26: ("all of it", "feedback by waves and NPS (PRODUCT 7) is not built, so there is nothing that could break it"),
    27: (
        "a hash of each digest",
        "a digest is composed once per person and date (PRODUCT 8); what has a hash is the evidence",
    ),
}


@cache
def functions(path: str) -> frozenset[str]:
    """Every function of that file under tests/."""
    return frozenset(re.findall(r"^ *(?:async )?def (\w+)\(", (TESTS / path).read_text("utf-8"), re.MULTILINE))


def test_every_invariant_has_its_tests() -> None:
    assert sorted(INVARIANTS) == list(range(1, 29))
    missing = [
        (number, path, name)
        for number, (_, held) in INVARIANTS.items()
        for path, names in held.items()
        for name in names
        if name not in functions(path)
    ]
    assert missing == []


def test_what_has_none_says_why() -> None:
    assert {number for number, (_, held) in INVARIANTS.items() if not held} <= APART.keys()
    assert all("PRODUCT" in why for _, why in APART.values())
