"""Evidence of a deal and a period as one document, the same bytes for whoever asks, and how it is verified (PRODUCT 6)."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal

from desk import calendars, caps, evidence
from desk.caps import Judged, Lead, Split
from desk.evidence import Entry
from desk.links import Flow
from desk.rules import Cap, Terms
from desk.terms import Book, Version

Which = Literal["month", "before", "week", "whole"]
FORMAT = "partnerdesk-evidence-1"
#: What goes on binding after the day on which it happened: it is told in full, however long ago it was.
LASTING = ("terms", "withdrawn", "issued", "shown", "untold", "accepted", "declined", "stopped", "verdict", "dispute")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Which evidence: of a partner's deal, in [start, end). `entries`: how many of each chain there were when it was asked
    for, so that what is made later, or for the other side, is the same.

    `zone` is that of the programme, in which the page tells the time.
    """

    partner: int
    offer: str
    start: datetime
    end: datetime
    zone: str
    entries: Mapping[int, int]

    @classmethod
    def of(cls, partner: int, offer: str, first: date, last: date, zone: str, entries: Mapping[int, int]) -> "Asked":
        """Of those days, both included."""
        start = calendars.instant(first, time(), zone)
        end = calendars.instant(last + timedelta(days=1), time(), zone)
        return cls(partner=partner, offer=offer, start=start, end=end, zone=zone, entries=entries)

    def json(self) -> dict[str, Any]:
        """As a letter carries it."""
        at = {"start": evidence.stamp(self.start), "end": evidence.stamp(self.end)}
        rest = {"partner": self.partner, "offer": self.offer, "zone": self.zone}
        return {**rest, **at, "entries": [list(pair) for pair in sorted(self.entries.items())]}

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "Asked":
        """What `json` gave."""
        at = {name: datetime.fromisoformat(raw[name]) for name in ("start", "end")}
        return cls(partner=raw["partner"], offer=raw["offer"], zone=raw["zone"], entries=dict(raw["entries"]), **at)


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What a look at a document found: `entries` in all its chains, `told` of them in full; `wrong` is None for a whole one,
    else `format`, `entry` (number `entry` of chain `chain` is the first that is broken), `terms` or `seal`."""

    entries: int = 0
    told: int = 0
    heads: tuple[str, ...] = ()
    wrong: str | None = None
    chain: int = 0
    entry: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What a document is made of: the deal's chains by number, its versions with their bodies word for word, which of them held
    when, and the numbers of sources, which order what happened at one instant."""

    chains: Mapping[int, Sequence[Entry]]
    versions: Sequence[tuple[Version, str]]
    book: Book
    sources: Mapping[str, int]


def write(asked: Asked, known: Known) -> str:
    """The document: of the chains what was written before the end, of the versions those that the chains speak of.

    Raises ValueError where entries are gone that there were when it was asked for: a chain cannot tell that its end is missing.
    """
    if any(len(known.chains.get(deal, ())) < entries for deal, entries in asked.entries.items()):
        raise ValueError("the end of a chain is missing")
    chains = {deal: until(asked, deal, entries) for deal, entries in sorted(known.chains.items())}
    leads = Leads(asked, known, chains.values())
    told = [_chain(asked, deal, entries) for deal, entries in chains.items() if entries]
    document = {
        "format": FORMAT,
        "partner": asked.partner,
        "offer": asked.offer,
        "from": evidence.stamp(asked.start),
        "to": evidence.stamp(asked.end),
        "zone": asked.zone,
        "versions": _versions(told, known.versions),
        "leads": leads.told(),
        "split": leads.split(),
        "chains": told,
    }
    return _text({**document, "seal": _seal(document)})


def choices(today: date, began: date) -> list[tuple[Which, date, date]]:
    """Periods to choose from, both days included: only those in which something can have been written."""
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    offered: list[tuple[Which, date, date]] = [
        ("month", month, today),
        ("before", before, month - timedelta(days=1)),
        ("week", today - timedelta(days=6), today),
        ("whole", began, today),
    ]
    return [(what, first, last) for what, first, last in offered if last >= began]


def sha256(text: str) -> str:
    """The hash of a document, as its file has it."""
    return hashlib.sha256(text.encode()).hexdigest()


def until(asked: Asked, deal: int, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Those entries of a chain that were written by then, and before the end of the period."""
    known = entries[: asked.entries.get(deal, 0)]
    last = max((place for place, one in enumerate(known, start=1) if one.at < asked.end), default=0)
    return known[:last]


def _chain(asked: Asked, deal: int, entries: Sequence[Entry]) -> dict[str, Any]:
    first = next((place for place, one in enumerate(entries) if one.at >= asked.start), len(entries))
    shown = [
        _told(one) if place >= first or one.kind in LASTING else {"number": one.number, "hash": one.hash}
        for place, one in enumerate(entries)
    ]
    return {"deal": deal, "entries": shown, "head": entries[-1].hash}


def _told(one: Entry) -> dict[str, Any]:
    facts = json.loads(one.body)
    return {"number": one.number, "at": evidence.stamp(one.at), "kind": one.kind, "facts": facts, "hash": one.hash}


def _versions(chains: Iterable[Mapping[str, Any]], versions: Iterable[tuple[Version, str]]) -> list[dict[str, Any]]:
    """The versions that the chains speak of, each with the body that its hash is of."""
    known = {(named["number"], named["hash"]) for chain in chains for named in _named(chain["entries"])}
    return [
        {**evidence.version(one), "from": evidence.stamp(one.valid_from), "body": json.loads(body)}
        for one, body in sorted(versions, key=lambda known: (known[0].valid_from, known[0].id))
        if (one.number, one.hash) in known
    ]


def _named(entries: Iterable[Mapping[str, Any]]) -> list[Any]:
    found = [one["facts"].get("version") for one in entries if "facts" in one]
    return [version for version in found if version]


def _seal(document: Mapping[str, Any]) -> str:
    """Over everything else: what stands beside the chains is not changed unseen either."""
    return hashlib.sha256(evidence.canonical(document).encode()).hexdigest()


def _text(document: Mapping[str, Any]) -> str:
    """Always the same way: names in their order, an entry or a lead to a line."""
    return _lines(document) + "\n"


def _lines(value: Any) -> str:
    match value:
        case {"format": _} | {"entries": _}:
            return "{" + ",\n".join(f'"{name}":{_lines(value[name])}' for name in sorted(value)) + "}"
        case [{}, *_]:
            return "[\n" + ",\n".join(map(_lines, value)) + "\n]"
        case {}:
            return evidence.canonical(value)
    return json.dumps(value, ensure_ascii=False)


# --- what was counted -------------------------------------------------------------------------------------------------


class Leads:
    """Every lead as it was last heard of by the end of the period, and what it counts as by the terms of its click."""

    def __init__(self, asked: Asked, known: Known, chains: Iterable[Sequence[Entry]]) -> None:
        self.asked, self.known = asked, known
        entries = [
            (one.kind, json.loads(one.body)) for chain in chains for one in chain if one.kind in ("lead", "issued")
        ]
        self.chats = {facts["link"]: facts["chat"]["chat"] for kind, facts in entries if kind == "issued"}
        heard = {
            (facts["source"], facts["goal"], facts["external"]): facts for kind, facts in entries if kind == "lead"
        }
        # Of partners that were merged, what was one flow of each is one flow now.
        self.numbers = {_place(facts["flow"]): facts["flow"]["flow"] for facts in heard.values()}
        self.flows = {facts["flow"]["flow"]: facts["flow"] for facts in heard.values()}
        pairs = sorted(((self._lead(facts), facts) for facts in heard.values()), key=lambda pair: pair[0].order)
        self.leads = dict(pairs)
        self.versions = {lead: self._version(lead) for lead in self.leads}
        self.judged = caps.judge(self.leads, self._terms)

    def _lead(self, facts: Mapping[str, Any]) -> Lead:
        clicked = facts["clicked_at"]
        return Lead(
            source=self.known.sources.get(facts["source"], 0),
            goal=facts["goal"],
            external=facts["external"],
            flow=self.numbers[_place(facts["flow"])],
            chat=self.chats.get(facts["link"], 0),
            status=facts["status"],
            at=datetime.fromisoformat(facts["lead_at"]),
            clicked_at=datetime.fromisoformat(clicked) if clicked else None,
        )

    def _version(self, lead: Lead) -> Version | None:
        flow = self.flows[lead.flow]
        place = Flow(
            id=lead.flow, partner=self.asked.partner, offer=self.asked.offer, geo=flow["geo"], source=flow["source"]
        )
        return self.known.book.clear(place, lead.agreed_at)

    def _terms(self, lead: Lead) -> Terms | None:
        version = self.versions[lead]
        return version.terms if version else None

    def told(self) -> list[dict[str, Any]]:
        """Each lead, in the order in which they happened."""
        return [self._told(lead, facts) for lead, facts in self.leads.items()]

    def _told(self, lead: Lead, facts: Mapping[str, Any]) -> dict[str, Any]:
        version, judged = self.versions[lead], self.judged.get(lead)
        names = ("source", "goal", "external", "status", "link", "clicked_at")
        return {
            **{name: facts[name] for name in names},
            "at": facts["lead_at"],
            "flow": lead.flow,
            "version": version.number if version else None,
            "counted": judged.verdict if judged else None,
        }

    def split(self) -> list[dict[str, Any]]:
        """Each cap in each of its windows that has to do with the period: how many are in it, in grace, over it; apart for each
        pay and rule by which these are settled."""
        used = dict.fromkeys(cap for lead in self.leads for cap in _caps(self._terms(lead)))
        return [row for cap in used for row in self._of_cap(cap)]

    def _of_cap(self, cap: Cap) -> list[dict[str, Any]]:
        windows: dict[tuple[Any, ...], list[Judged]] = {}
        for lead, judged in caps.by_cap(cap, self.leads, self._terms):
            windows.setdefault((caps.window(cap, lead.at), caps.counter(cap, lead)), []).append(judged)
        return [
            self._row(cap, window, flow, chat, agreed, split)
            for (window, (flow, chat)), counted in windows.items()
            if window[0] < self.asked.end and (window[1] is None or window[1] > self.asked.start)
            for agreed, split in caps.parts(counted)
        ]

    def _row(self, cap: Cap, window: caps.Span, flow: int, chat: int, agreed: Terms, split: Split) -> dict[str, Any]:
        settled = caps.settle(agreed, cap.metric, split)
        start, end = window
        return {
            "cap": cap.model_dump(mode="json"),
            "flow": self.flows[flow] if flow else None,
            "chat": chat or None,
            "from": None if end is None else evidence.stamp(start),
            "to": evidence.stamp(end) if end else None,
            **{name: getattr(split, name) for name in ("in_cap", "grace", "over")},
            "payout": agreed.payout.model_dump(mode="json"),
            "rule": agreed.over_cap.model_dump(mode="json"),
            "amount": _money(settled.amount, settled.currency),
            "over_amount": _money(settled.over_amount, settled.over_currency),
        }


def _place(flow: Mapping[str, Any]) -> tuple[str, str]:
    return flow["geo"], flow["source"]


def _caps(agreed: Terms | None) -> Sequence[Cap]:
    return agreed.caps if agreed else ()


def _money(amount: Decimal | None, currency: str) -> dict[str, str] | None:
    return None if amount is None else {"amount": format(amount.normalize(), "f"), "currency": currency}


# --- verifying --------------------------------------------------------------------------------------------------------


def verify(text: str) -> Verdict:
    """Look whether every entry follows from the one before, the conditions from their hashes, and nothing else was changed."""
    try:
        return _verified(json.loads(text), text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Verdict(wrong="format")


def _verified(document: dict[str, Any], text: str) -> Verdict:
    if document["format"] != FORMAT:
        return Verdict(wrong="format")
    chains = document["chains"]
    every = [one for chain in chains for one in chain["entries"]]
    found: dict[str, Any] = {
        "entries": len(every),
        "told": sum("facts" in one for one in every),
        "heads": tuple(chain["head"] for chain in chains),
    }
    for place, chain in enumerate(chains, start=1):
        broken = _broken(chain)
        if broken is not None:
            return Verdict(**found, wrong="entry", chain=place, entry=broken)
    if any(
        hashlib.sha256(evidence.canonical(one["body"]).encode()).hexdigest() != one["hash"]
        for one in document["versions"]
    ):
        return Verdict(**found, wrong="terms")
    rest = {name: value for name, value in document.items() if name != "seal"}
    if document["seal"] != _seal(rest) or text != _text(document):
        return Verdict(**found, wrong="seal")
    return Verdict(**found)


def _broken(chain: Mapping[str, Any]) -> int | None:
    """The number of the first entry that does not follow, or is missing."""
    previous, expected = "", 1
    for one in chain["entries"]:
        if one["number"] != expected or ("facts" in one and one["hash"] != _link(previous, one)):
            return expected
        previous, expected = one["hash"], expected + 1
    return None if previous == chain["head"] else expected


def _link(previous: str, one: Mapping[str, Any]) -> str:
    at, body = datetime.fromisoformat(one["at"]), evidence.canonical(one["facts"])
    return evidence.link(previous, one["number"], at, one["kind"], body)
