import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import dossier, evidence
from desk.dossier import Asked, Known
from desk.evidence import Entry
from desk.terms import Book


@pytest.mark.parametrize(
    ("telegram", "link"),
    [(-1001234567890, "https://t.me/c/1234567890/7"), (-4567, None), (502, None)],
)
def test_a_message_can_be_opened_where_telegram_has_links_to_it(telegram: int, link: str | None) -> None:
    assert evidence.message(telegram, 7) == {"message": 7, "link": link}


# --- the document -----------------------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)
KINDS = st.sampled_from(["lead", "accepted", "warned", "dispute"])


def chain(kinds: list[str]) -> list[Entry]:
    """An entry a day."""
    entries: list[Entry] = []
    for number, kind in enumerate(kinds, start=1):
        flow = {"flow": 5, "geo": "KZ", "source": "FB"}
        lead = {
            "source": "Альфа",
            "goal": "lead",
            "external": str(number % 3),
            "status": "hold",
            "link": 9,
            "flow": flow,
        }
        facts = {**lead, "lead_at": evidence.stamp(NOW), "clicked_at": None}
        previous = entries[-1].hash if entries else ""
        entries.append(evidence.entry(previous, number, NOW + number * DAY, kind, facts))  # type: ignore[arg-type]
    return entries


def deal(kinds: list[str]) -> Known:
    return Known(chains={7: chain(kinds)}, versions=[], book=Book(versions=(), tier="new"), sources={"Альфа": 1})


def asked(entries: int, first: int = 2, last: int = 6) -> Asked:
    period = {"start": NOW + first * DAY, "end": NOW + last * DAY}
    return Asked(partner=1, offer="casino-x", zone="Europe/Moscow", entries={7: entries}, **period)


@given(st.lists(KINDS, min_size=1, max_size=9), st.lists(KINDS, max_size=4))
def test_evidence_is_the_same_whatever_is_written_later(kinds: list[str], later: list[str]) -> None:
    """Invariant 27: made again, it is byte for byte the same; what came after the asking, or the period, is not in it."""
    known = asked(len(kinds))
    text = dossier.write(known, deal(kinds))
    assert dossier.write(Asked.read(known.json()), deal(kinds + later)) == text
    assert dossier.verify(text).wrong is None
    told = [one for entries in json.loads(text)["chains"] for one in entries["entries"]]
    assert [one["number"] for one in told] == list(range(1, min(len(kinds), 5) + 1))
    assert all("facts" in one for one in told if one["number"] >= 2 or kinds[one["number"] - 1] in dossier.LASTING)


@given(st.lists(KINDS, min_size=2, max_size=9), st.data())
def test_whatever_is_changed_breaks_evidence(kinds: list[str], data: st.DataObject) -> None:
    """Invariant 24: an entry changed or taken out is named, and so is anything else that was changed."""
    text = dossier.write(asked(len(kinds)), deal(kinds))
    document = json.loads(text)
    entries = document["chains"][0]["entries"]
    place = data.draw(st.sampled_from([at for at, one in enumerate(entries) if "facts" in one]))
    whole = entries[place]
    entries[place] = {**whole, "facts": {**whole["facts"], "goal": "ftd"}}
    found = dossier.verify(json.dumps(document))
    assert (found.wrong, found.chain, found.entry) == ("entry", 1, place + 1)
    entries.pop(place)
    assert dossier.verify(json.dumps(document)).wrong == "entry"
    letter = data.draw(st.integers(0, len(text) - 1))
    assert dossier.verify(text[:letter] + "~" + text[letter + 1 :]).wrong is not None
    assert dossier.verify(text[:letter]).wrong is not None


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[" * 5000, '{"format": "partnerdesk-evidence-1"}'])
def test_what_is_no_evidence(text: str) -> None:
    assert dossier.verify(text).wrong == "format"


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_periods_to_choose_from(today: date, age: int) -> None:
    began = today - timedelta(days=age)
    choices = dossier.choices(today, began)
    assert {"month", "week", "whole"} <= {what for what, _, _ in choices}
    assert all(first <= last <= today and last >= began for _, first, last in choices)
