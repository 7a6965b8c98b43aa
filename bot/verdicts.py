"""What Telegram's answer means for a letter (DESIGN 2, Out). Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.telegram import ApiError

Fate = Literal[
    "later",
    "flood",
    "no_forum",
    "moved",
    "topic_gone",
    "topic_closed",
    "source_gone",
    "unreachable",
    "same",
    "no_message",
    "no_quote",
    "wrong",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What becomes of a letter that was refused; `at` for later and flood, `chat` the new id for moved."""

    fate: Fate
    error: str
    at: datetime | None = None
    chat: int | None = None


WORDS: tuple[tuple[str, Fate], ...] = (
    ("message is not modified", "same"),
    ("topic_not_modified", "same"),
    ("message thread not found", "topic_gone"),
    ("topic_deleted", "topic_gone"),
    ("topic_id_invalid", "topic_gone"),
    ("message to copy not found", "source_gone"),
    ("message can't be copied", "source_gone"),
    ("message to edit not found", "no_message"),
    ("message can't be edited", "no_message"),
    ("there is no text in the message to edit", "no_message"),
    ("there is no caption in the message to edit", "no_message"),
    ("there is no media in the message to edit", "no_message"),
    ("message to pin not found", "no_message"),
    ("message to react not found", "no_message"),
    ("reaction_invalid", "no_message"),
    ("message to delete not found", "same"),
    ("quote_text_invalid", "no_quote"),
    ("message_id_invalid", "no_message"),
    ("topic_closed", "topic_closed"),
    ("chat not found", "unreachable"),
    ("user is deactivated", "unreachable"),
    ("not enough rights to send", "unreachable"),
    ("have no rights to send", "unreachable"),
    ("peer_id_invalid", "unreachable"),
    ("group chat was deactivated", "unreachable"),
)


def judge(error: ApiError, tries: int, now: datetime) -> Verdict:
    """The verdict on a refusal; `tries` counts this one."""
    words = error.description.lower()
    if "migrate_to_chat_id" in error.parameters:
        return Verdict(fate="moved", error=error.description, chat=int(error.parameters["migrate_to_chat_id"]))
    if error.code == 429:
        wait = timedelta(seconds=float(error.parameters.get("retry_after", 1)))
        return Verdict(fate="flood", error=error.description, at=now + wait)
    if error.code >= 500 or error.code == 401:  # a token that is taken back stops the desk, and costs no letter
        return Verdict(fate="later", error=error.description, at=now + pause(tries))
    if error.code == 403:
        return Verdict(fate="unreachable", error=error.description)
    return Verdict(fate=next((fate for text, fate in WORDS if text in words), "wrong"), error=error.description)


def pause(tries: int) -> timedelta:
    """How long to leave a letter after that many tries: 1, 2, 4 … 60 seconds."""
    return timedelta(seconds=min(60, 2 ** max(0, tries - 1)))


def why(error: str) -> str:
    """The refusal in one of the words the desk has texts for (`failed-…`)."""
    words = error.lower()
    if "blocked" in words:
        return "blocked"
    if "deactivated" in words:
        return "deactivated"
    if "kicked" in words or "not a member" in words or "chat not found" in words:
        return "gone"
    return "other"
