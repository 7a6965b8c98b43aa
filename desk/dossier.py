"""Evidence of a deal and a period as one document, the same bytes for whoever asks, and how it is verified (PRODUCT 6)."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from desk import evidence
from desk.evidence import Entry
from desk.terms import Version

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


def write(asked: Asked, chains: Mapping[int, Sequence[Entry]], versions: Iterable[tuple[Version, str]]) -> str:
    """The document. Of `chains` what was written before the end, of `versions` (with their bodies) those that they speak of."""
    told = [_chain(asked, deal, entries) for deal, entries in sorted(chains.items())]
    told = [chain for chain in told if chain["entries"]]
    document = {
        "format": FORMAT,
        "partner": asked.partner,
        "offer": asked.offer,
        "from": evidence.stamp(asked.start),
        "to": evidence.stamp(asked.end),
        "zone": asked.zone,
        "versions": _versions(told, versions),
        "leads": _leads(asked, chains),
        "split": [],
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
    kept = until(asked, deal, entries)
    first = next((place for place, one in enumerate(kept) if one.at >= asked.start), len(kept))
    shown = [
        _told(one) if place >= first or one.kind in LASTING else {"number": one.number, "hash": one.hash}
        for place, one in enumerate(kept)
    ]
    return {"deal": deal, "entries": shown, "head": kept[-1].hash if kept else ""}


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


def _leads(asked: Asked, chains: Mapping[int, Sequence[Entry]]) -> list[dict[str, Any]]:
    """Every lead as it was last heard of by the end of the period, in the order in which they happened."""
    last: dict[tuple[str, str, str], dict[str, Any]] = {}
    for deal, entries in sorted(chains.items()):
        for one in until(asked, deal, entries):
            if one.kind == "lead":
                facts = json.loads(one.body)
                last[facts["source"], facts["goal"], facts["external"]] = facts
    leads = [
        {
            **{name: facts.get(name) for name in ("source", "goal", "external", "status", "link", "clicked_at")},
            "at": facts["lead_at"],
            "flow": (facts.get("flow") or {}).get("flow"),
            "verdict": None,
        }
        for facts in last.values()
    ]
    return sorted(leads, key=lambda lead: (lead["at"], lead["source"], lead["goal"], lead["external"]))


def _named(entries: Iterable[Mapping[str, Any]]) -> list[Any]:
    found = [one["facts"].get("version") for one in entries if "facts" in one]
    return [version for version in found if version]


def _seal(document: Mapping[str, Any]) -> str:
    """Over everything else: what stands beside the chains is not changed unseen either."""
    return hashlib.sha256(evidence.canonical(document).encode()).hexdigest()


def _text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, sort_keys=True, indent=1, ensure_ascii=False) + "\n"


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
