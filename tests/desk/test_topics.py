"""A topic's name and icon, and the forum a new topic goes to (PRODUCT 3)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import topics
from desk.conversation import Conversation, LastAnswer, PartnerWrote, Released, Settled, StaffAnswered, Taken, fold
from desk.topics import Face, Lag, Load

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
UNTIL = NOW + timedelta(minutes=10)
FAMILY = "👨‍👩‍👧‍👦"

ASKED = PartnerWrote(at=NOW, message=1, author=5, substantive=True, preview="?", policy="v")
THANKS = PartnerWrote(at=LATER, message=2, author=5, substantive=False, preview="спасибо", policy="v")
TAKEN = Taken(at=LATER, staff=7, until=UNTIL)
ANSWERED = StaffAnswered(at=LATER, staff=7, answer="answer:1:1", question=False, delivered=True)


@pytest.mark.parametrize(
    ("events", "ended", "face"),
    [
        ((), None, Face(state="quiet")),
        ((THANKS,), None, Face(state="quiet")),
        ((ANSWERED,), None, Face(state="quiet")),  # we wrote first, and nobody has asked anything
        ((ASKED,), None, Face(state="waiting", at=NOW)),
        ((ASKED, TAKEN), None, Face(state="taken", at=NOW, who=7, until=UNTIL)),
        ((ASKED, TAKEN, Released(at=UNTIL, staff=7, expired=True)), None, Face(state="waiting", at=NOW)),
        ((ASKED, ANSWERED), "answered", Face(state="answered", who=7)),
        ((ASKED, ANSWERED, THANKS), "answered", Face(state="answered", who=7)),
        ((ASKED, Settled(at=LATER, staff=7, how="closed")), "closed", Face(state="closed")),
        ((ASKED, Settled(at=LATER, staff=7, how="no_answer_needed")), "no_answer_needed", Face(state="closed")),
        ((ASKED, Settled(at=LATER, staff=None, how="solved")), "solved", Face(state="closed")),
    ],
)
def test_how_a_conversation_stands(events, ended, face) -> None:
    assert topics.face(fold(events), ended) == face


MORE = PartnerWrote(at=LATER, message=3, author=5, substantive=True, preview="??", policy="v")
OTHER = StaffAnswered(at=UNTIL, staff=8, answer="answer:1:2", question=False, delivered=True)


@pytest.mark.parametrize(
    ("events", "event", "changed"),
    [
        ((), ASKED, True),
        ((), THANKS, False),
        ((ASKED,), MORE, False),
        ((ASKED,), TAKEN, True),
        ((ASKED, TAKEN), Taken(at=UNTIL - timedelta(minutes=1), staff=7, until=UNTIL + timedelta(minutes=9)), True),
        ((ASKED,), ANSWERED, True),
        ((ASKED, ANSWERED), replace(ANSWERED, at=UNTIL, answer="answer:1:3"), False),
        ((ASKED, ANSWERED), OTHER, True),
        ((ASKED,), Settled(at=LATER, staff=7, how="closed"), True),
    ],
)
def test_only_what_is_shown_makes_a_topic_stale(events, event, changed) -> None:
    assert topics.changed(fold(events), fold((*events, event))) == changed


def test_an_episode_found_to_be_part_of_an_older_one_was_answered_with_it() -> None:
    state = Conversation(episode=2, numbered=2, last_answer=LastAnswer(staff=7, at=NOW))
    assert topics.face(state, "merged").state == "answered"


@pytest.mark.parametrize(
    ("state", "partner", "title", "group", "name"),
    [
        ("quiet", "Alpha Media", "Борис", False, "Alpha Media"),
        ("waiting", "Alpha Media", "Борис", False, "🔴 Alpha Media"),
        ("taken", "Alpha", "Alpha ↔ us", True, "🟡 Alpha · Alpha ↔ us"),
        ("answered", " a \n b ", "", True, "🟢 a b"),
        ("closed", "", "Chat", True, "⚪ — · Chat"),
        ("quiet", "", "", False, "—"),
        ("waiting", "", "Борис", False, "🔴 Борис"),
        ("quiet", "x" * 200, "", False, "x" * 127 + "…"),
        ("quiet", "x" * 100, "t" * 60, True, "x" * 100 + " · " + "t" * 24 + "…"),
        ("quiet", "x" * 200, "Buyers", True, "x" * 118 + "… · Buyers"),
        ("waiting", "x" * 200, "t" * 200, True, "🔴 " + "x" * 109 + "… · " + "t" * 11 + "…"),
        ("quiet", "🦊" * 100, "", False, "🦊" * 63 + "…"),
        ("quiet", "x" * 120 + FAMILY, "", False, "x" * 120 + "…"),
        ("quiet", "x" * 125 + "🇰🇿", "", False, "x" * 125 + "…"),
        ("quiet", "x" * 125 + "👍🏽", "", False, "x" * 125 + "…"),
        ("quiet", "x" * 126 + "e\u0301!", "", False, "x" * 126 + "…"),
    ],
)
def test_the_name_of_a_topic(state, partner, title, group, name) -> None:
    assert topics.name(state, partner, title, titled=group) == name


@given(st.sampled_from(list(topics.MARKS)), st.text(max_size=300), st.text(max_size=300), st.booleans())
def test_a_name_always_fits_and_says_who(state, partner, title, group) -> None:
    name = topics.name(state, partner, title, titled=group)
    assert 1 <= len(name.encode("utf-16-le", "surrogatepass")) // 2 <= topics.NAME_LIMIT
    assert name.startswith(topics.MARKS[state])
    who = " ".join(partner.split())
    assert who[:50].strip() in name or not who.isascii()
    if not any(partner.startswith(mark) for mark in topics.MARKS.values() if mark) and who:
        assert topics.bare(name) == topics.bare(topics.name("quiet", partner, title, titled=group)) or len(name) > 100


@pytest.mark.parametrize(
    ("state", "offered", "icon"),
    [
        ("waiting", {"❗️": "1", "💬": "2"}, "1"),
        ("waiting", {"❓": "3", "‼️": "2"}, "2"),
        ("taken", {"❗️": "1"}, ""),
        ("answered", {"💬": "2"}, "2"),
        ("answered", {"✅": "4", "💬": "2"}, "4"),
        ("closed", {}, ""),
        ("quiet", {"❗️": "1", "✅": "4"}, ""),
    ],
)
def test_the_icon_is_one_of_those_there_are(state, offered, icon) -> None:
    assert topics.icon(state, offered) == icon


@pytest.mark.parametrize(
    ("loads", "mine", "forum"),
    [
        ((), None, None),
        ((), 1, None),
        (((1, 5, 5), (2, 9, 9)), None, 1),
        (((1, 9, 1), (2, 3, 80)), None, 2),  # what counts is how busy it is
        (((1, 3, 8), (2, 3, 7)), None, 2),
        (((1, 0, 0), (2, 0, 0)), None, 1),  # in the order in which they were set up
        (((1, 90, 90), (2, 0, 0)), 1, 1),  # a partner's chats together
        (((1, 90, 90), (2, 0, 0)), 3, 2),  # that forum is gone
    ],
)
def test_where_a_new_topic_is_made(loads, mine, forum) -> None:
    assert topics.forum([Load(forum=f, busy=b, topics=t) for f, b, t in loads], mine) == forum


@pytest.mark.parametrize(
    ("minute", "queued", "seconds", "pressure"),
    [
        (0, 0, 0, "calm"),
        (14, 3, 59, "calm"),
        (15, 0, 0, "busy"),
        (20, 5, 59, "busy"),
        (20, 5, 60, "behind"),
        (0, 1, 600, "behind"),  # nothing goes there at all
    ],
)
def test_a_forum_says_early_that_it_is_full(minute, queued, seconds, pressure) -> None:
    lag = Lag(forum=-1, minute=minute, queued=queued, oldest=timedelta(seconds=seconds))
    assert topics.pressure(lag) == pressure
