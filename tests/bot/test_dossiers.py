"""The page of evidence: everything that can happen to a deal, in both languages, with the same figures, and nothing unescaped."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest

from bot import dossier_page
from bot.texts import Texts
from desk import dossier, evidence, terms
from desk.chats import Chat
from desk.dossier import Asked, Known
from desk.evidence import Entry
from desk.links import Flow
from desk.rules import Cap, OverCap, Payout
from desk.terms import Body, Book, Scope, Version
from tests.desk.samples import NASTY, RULES

BEGAN = datetime(2026, 11, 1, 7, tzinfo=UTC)
GROUP = Chat(id=1, tg_id=-1001111111, kind="group", title=NASTY, partner=1, locale="ru")
FLOW = Flow(id=1, partner=1, offer="casino-x", geo="KZ", source="FB")
IVAN, MARIA = evidence.person(1, NASTY), evidence.person(3, "Maria", ours=True)


def version(number: int, scope: Scope, since: datetime, **changed: Any) -> Version:
    agreed = terms.body(RULES.offers[0], "new")
    pay = Payout(model="cpa", amount=Decimal(28), goal="lead")
    over = OverCap(policy="unpaid", grace=timedelta(hours=1), grace_max=5)
    body = Body(
        terms=agreed.terms.model_copy(update={"payout": pay, "over_cap": over, **changed}),
        sources=agreed.sources,
        forbidden=(NASTY,),
    )
    return Version(id=number, scope=scope, number=number, body=body, hash=terms.sha256(body), valid_from=since)


FIRST = version(1, Scope(offer="casino-x", tier="new"), BEGAN)
SECOND = version(
    2, Scope(offer="casino-x", partner=1, geo="KZ"), BEGAN + timedelta(days=3), caps=(Cap(value=99, period="day"),)
)


def deal() -> tuple[Asked, Known]:
    """One of each kind of entry, and 60 leads."""
    entries: list[Entry] = []

    def add(kind: evidence.Kind, **facts: Any) -> None:
        at = BEGAN + timedelta(minutes=len(entries))
        entries.append(evidence.entry(entries[-1].hash if entries else "", len(entries) + 1, at, kind, facts))

    chat, flow, first = evidence.chat(GROUP), evidence.flow(FLOW), evidence.version(FIRST)
    message = evidence.message(GROUP.tg_id, 12)
    where = {"version": first, "chat": chat, "flow": flow, "link": 1}
    for one, by in ((FIRST, None), (SECOND, MARIA)):
        body = json.loads(one.body.json())
        since = {"from": evidence.stamp(one.valid_from), "to": None}
        add("terms", version=evidence.version(one), body=body, by=by, announced=False, **since)
    add("issued", **where, token="Ab3dEfGh9k", by=IVAN)
    add("shown", version=first, chat=chat, flows=[flow], link=1, message=message, people=[NASTY])
    add("untold", version=first, chat=chat, why="left")
    for how in ("accepted", "read"):
        add("accepted", **where, by=IVAN, how=how)
    add("declined", **where, by=IVAN)
    add("pasted", chat=chat, links=[1], flows=[flow], message=message, by=MARIA)
    add("stopped", link=1, flow=flow, chat=chat, why="declined", by=None)
    for number in range(60):
        at = evidence.stamp(BEGAN + timedelta(minutes=30 + number))
        lead = {"source": "affise", "goal": "lead", "external": f"<{number}>", "status": "hold", "was": None}
        add("lead", **lead, link=1, flow=flow, lead_at=at, clicked_at=at if number % 2 else None)
    told = {"chat": chat, "version": first, "flow": flow, "cap": 0, "from": at}
    for level in (50, 80, 100, "over", "reopened"):
        add("warned", **told, level=level, used=50, value=50, to=None, message=message)
    add("confirmed", **told, by=IVAN)
    add("verdict", version=first, flow=flow, what="raise", by=MARIA)
    add("withdrawn", version=evidence.version(SECOND), by=MARIA)
    for what in ("opened", "favour"):
        add("dispute", number=1, what=what, text=NASTY, by=IVAN)
    asked = Asked.of(1, "casino-x", date(2026, 11, 1), date(2026, 11, 30), "Europe/Moscow", {7: len(entries)})
    book = Book(versions=(FIRST, SECOND), tier="new")
    bodies = [(one, one.body.json()) for one in book.versions]
    return asked, Known(chains={7: entries}, versions=bodies, book=book, sources={"affise": 1})


class Reader(HTMLParser):
    """The words that a reader of one language sees; tags that are left open, or were never opened."""

    ALONE = ("meta", "input", "br")

    def __init__(self, locale: str) -> None:
        super().__init__()
        self.locale, self.words, self.open, self.hidden = locale, list[str](), list[str](), 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.ALONE:
            return
        self.open.append(tag)
        other = tag == "span" and dict(attrs).get("lang") not in (None, self.locale)
        self.hidden += bool(self.hidden or other or tag == "style")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.hidden = max(0, self.hidden - 1)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


@pytest.fixture(scope="module")
def page() -> str:
    text = dossier.write(*deal())
    return dossier_page.page(Texts(), json.loads(text), dossier.sha256(text), NASTY, "Casino X")


def read(page: str, locale: str) -> str:
    reader = Reader(locale)
    reader.feed(page)
    assert reader.open == []
    return "\n".join(reader.words)


def test_both_languages_hold_the_same_figures(page: str) -> None:
    """Invariant 5, of the page: the same numbers, dates and currencies."""
    figures = [re.findall(r"\d[\d.:]*", read(page, locale)) for locale in ("ru", "en")]
    assert sorted(figures[0]) == sorted(figures[1])
    assert len(figures[0]) > 500


def test_each_language_is_alone(page: str) -> None:
    english = read(page, "en").replace(NASTY, "").replace("Русский", "")
    ours = [
        word
        for offer in RULES.offers
        for agreed in offer.terms.values()
        for word in (*agreed.kpi, agreed.reconciliation)
    ]
    for word in (*ours, "Доказательства: "):
        english = english.replace(word, "")
    assert re.findall("[А-Яа-яЁё]+", english) == []
    assert "STOP: cap full" in english
    assert "a place is free again" in english
    assert "СТОП: капа заполнена" in read(page, "ru")


def test_what_happened_is_there_and_escaped(page: str) -> None:
    words = read(page, "en")
    for part in (
        NASTY,
        "<57>",
        "https://t.me/c/1111111/12",
        "v2 · KZ",
        "withdrawn before it came into force",
    ):
        assert part in words or part in page
    assert "<b>&" not in page
    assert "Ab3dEfGh9k" not in page


def test_the_last_hash_of_the_chain_is_on_paper_too(page: str) -> None:
    (chain,) = json.loads(dossier.write(*deal()))["chains"]
    folded = re.compile("<details>.*</details>", re.DOTALL)
    assert folded.search(page)
    assert chain["head"] in folded.sub("", page)


def test_a_cap_over_every_flow_says_so(page: str) -> None:
    document = json.loads(dossier.write(*deal()))
    document["split"] = [{**document["split"][0], "flow": None}]
    assert "all" not in read(page, "en").split("\n")
    assert "all" in read(dossier_page.page(Texts(), document, "", NASTY, "Casino X"), "en").split("\n")


def test_leads_are_split_by_the_rule(page: str) -> None:
    """Invariant 12: in cap, grace and over are all that was counted."""
    document = json.loads(dossier.write(*deal()))
    [row] = document["split"]
    assert (row["in_cap"], row["grace"], row["over"]) == (50, 5, 5)
    assert row["amount"] == {"amount": "1540", "currency": "USD"}
    assert [lead["counted"] for lead in document["leads"]].count("in_cap") == 50


def test_flows_of_merged_partners_are_counted_together() -> None:
    """Invariant 15: one flow of each of two partners is one flow of the one that stays."""
    asked, known = deal()
    [entries] = known.chains.values()
    other: list[Entry] = []
    for one in [one for one in entries if one.kind == "lead"][:10]:
        facts = json.loads(one.body)
        facts |= {"external": f"other {facts['external']}", "flow": {**facts["flow"], "flow": 9}}
        previous = other[-1].hash if other else ""
        other.append(evidence.entry(previous, len(other) + 1, one.at, "lead", facts))
    both = replace(known, chains={7: entries, 8: other})
    text = dossier.write(replace(asked, entries={7: len(entries), 8: len(other)}), both)
    [row] = json.loads(text)["split"]
    assert (row["in_cap"], row["grace"], row["over"]) == (50, 5, 15)
    assert dossier.verify(text).wrong is None
