"""What each refusal of Telegram means for a letter: everything the sandbox can say is in one of two tables."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import verdicts
from bot.telegram import ApiError
from sandbox.errors import TABLE

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)

#: What can meet sendMessage, copyMessage, editMessageText, pinChatMessage or createForumTopic.
LETTERS = {
    "unauthorized": "later",
    "internal": "later",
    "flood": "flood",
    "upgraded": "moved",
    "cannot_initiate": "unreachable",
    "blocked": "unreachable",
    "deactivated": "unreachable",
    "cannot_message_bots": "unreachable",
    "kicked": "unreachable",
    "not_member": "unreachable",
    "chat_not_found": "unreachable",
    "send_rights": "unreachable",
    "topic_closed": "topic_closed",
    "topic_same": "same",
    "thread_missing": "topic_gone",
    "topic_deleted": "topic_gone",
    "topic_invalid": "topic_gone",
    "copy_missing": "source_gone",
    "copy_forbidden": "source_gone",
    "not_modified": "same",
    "edit_missing": "no_message",
    "edit_forbidden": "no_message",
    "pin_missing": "no_message",
    "edit_no_text": "no_message",
    "quote": "no_quote",
    **dict.fromkeys(
        """unknown_method bad_json bad_parameter chat_id_empty group_only text_empty text_long text_long_edit caption_long
        parse parse_mode entities markup_json button_text button_action button_data button_url reply_missing
        pin_rights not_forum topic_name topic_name_long topic_icon topic_create_rights""".split(),
        "wrong",
    ),
}
#: Of methods that carry no letter.
OTHERS = set(
    """two_pollers webhook_active webhook_https query_old answer_long forward_missing forward_forbidden ids_empty ids_many
    ids_order edit_no_caption edit_no_media delete_missing delete_forbidden delete_late react_missing react_invalid
    react_many unpin_missing poll_missing poll_closed file_missing file_wrong file_url file_kind file_empty file_unknown
    file_big album_empty album_many album_kind album_mix media_kind edit_album edit_album_kind edit_no_location live_period
    topic_emoji command_words language poll_options poll_quiz dice action business rich_empty rich_one_of rich_long
    ephemeral_user ephemeral_missing topic_edit_rights topic_delete_rights topic_close_rights user_missing
    restrict_rights promote_rights owner administrator title_rights title_empty description_rights invite_rights
    leave_private command_invalid commands_many scope""".split()
)
PARAMETERS = {"upgraded": {"migrate_to_chat_id": -1005}, "flood": {"retry_after": 7}}


def refused(name: str) -> ApiError:
    code, words = TABLE[name]
    return ApiError(code, words, PARAMETERS.get(name))


def test_every_refusal_is_known() -> None:
    assert LETTERS.keys() | OTHERS == TABLE.keys()
    assert not LETTERS.keys() & OTHERS


@pytest.mark.parametrize(("name", "fate"), LETTERS.items())
def test_a_refusal_means(name: str, fate: str) -> None:
    verdict = verdicts.judge(refused(name), 3, NOW)
    assert verdict.fate == fate
    assert verdict.error == TABLE[name][1]


def test_when_and_where_to_try_again() -> None:
    assert verdicts.judge(refused("flood"), 1, NOW).at == NOW + timedelta(seconds=7)
    assert verdicts.judge(refused("internal"), 3, NOW).at == NOW + timedelta(seconds=4)
    assert verdicts.judge(refused("upgraded"), 1, NOW).chat == -1005


def test_pauses_grow_up_to_a_minute() -> None:
    assert [verdicts.pause(tries).seconds for tries in range(9)] == [1, 1, 2, 4, 8, 16, 32, 60, 60]
    assert verdicts.pause(10_000) == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("name", "word"),
    [("blocked", "blocked"), ("deactivated", "deactivated"), ("kicked", "gone"), ("not_member", "gone"),
     ("chat_not_found", "gone"), ("send_rights", "other"), ("text_long", "other")],
)  # fmt: skip
def test_the_reason_in_a_word(name: str, word: str) -> None:
    assert verdicts.why(TABLE[name][1]) == word
