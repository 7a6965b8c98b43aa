"""Terms as numbered versions that never change: what was agreed stays as it was agreed (PRODUCT 6)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from desk import durations
from desk.errors import DeskError
from desk.rules import Offer, Rules, Terms, Tier

#: The tier whose terms hold for every tier that has none of its own.
BASE: Tier = "new"


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """What a version fixes: the tier's terms, and the sources the offer allows and forbids."""

    terms: Terms
    sources: tuple[str, ...]
    forbidden: tuple[str, ...]

    def json(self) -> str:
        """The canonical form, which is stored and hashed: sorted keys, no spaces, exact decimals."""
        body = {"terms": self.terms.model_dump(), "sources": self.sources, "forbidden": self.forbidden}
        return json.dumps(_plain(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """Version `number` of an offer's terms for a tier, in force from `valid_from` until `valid_to` (None: open).

    `id` is 0 until it is stored.
    """

    id: int = 0
    offer: str
    tier: Tier
    number: int
    body: Body
    hash: str
    valid_from: datetime
    valid_to: datetime | None = None

    @property
    def terms(self) -> Terms:
        """The conditions themselves."""
        return self.body.terms

    def holds(self, at: datetime) -> bool:
        """Whether it is in force at that instant."""
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What a new desk.yaml does to the versions: `ended` ones end now, `made` ones begin now."""

    ended: tuple[Version, ...] = field(default=())
    made: tuple[Version, ...] = field(default=())


def body(offer: Offer, tier: Tier) -> Body:
    """The conditions desk.yaml states for that tier. Raises KeyError for a tier it does not name."""
    return Body(terms=offer.terms[tier], sources=offer.sources, forbidden=offer.forbidden)


def read(text: str) -> Body:
    """The body that `Body.json` wrote. Raises pydantic's ValidationError for anything else."""
    raw = json.loads(text)
    return Body(
        terms=Terms.model_validate(raw["terms"]), sources=tuple(raw["sources"]), forbidden=tuple(raw["forbidden"])
    )


def sha256(body: Body) -> str:
    """The hash of a body, the same for the same conditions."""
    return hashlib.sha256(body.json().encode()).hexdigest()


def sync(current: Iterable[Version], rules: Rules, now: datetime) -> Changes:
    """What must be stored so that desk.yaml is in force from now on; nothing when it says what is stored.

    `current` are the newest versions of each offer and tier. A stored body is never edited: a difference makes a new
    number. A tier that desk.yaml no longer names ends, and its partners get the terms of tier `new`. An offer that it no
    longer names keeps its terms, as its links may live on.
    """
    newest: dict[tuple[str, str], Version] = {}
    for version in current:
        known = newest.get((version.offer, version.tier))
        if known is None or known.number < version.number:
            newest[version.offer, version.tier] = version
    wanted = {(offer.id, tier): body(offer, tier) for offer in rules.offers for tier in offer.terms}
    stale = {key for key, version in newest.items() if key in wanted and not _same(version, wanted[key])}
    gone = {key for key in newest if key not in wanted and rules.offer(key[0]) is not None}
    ended = tuple(newest[key] for key in newest if key in stale | gone and newest[key].valid_to is None)
    made = tuple(
        _next(newest.get(key), offer, tier, new, now)
        for key, new in wanted.items()
        if key in stale or key not in newest
        for offer, tier in [key]
    )
    return Changes(ended=ended, made=made)


def in_force(versions: Iterable[Version], tier: Tier, now: datetime) -> Version:
    """The one version of an offer that binds a partner of that tier now: the tier's own, else that of tier `new`.

    Raises DeskError `terms-none` or `terms-ambiguous` when there is not exactly one: then no link is issued.
    """
    holding = [version for version in versions if version.holds(now)]
    fitting = [v for v in holding if v.tier == tier] or [v for v in holding if v.tier == BASE]
    if not fitting:
        raise DeskError("terms-none")
    if len(fitting) > 1:
        raise DeskError("terms-ambiguous")
    return fitting[0]


def _same(version: Version, wanted: Body) -> bool:
    """Compared as values: a field that a newer program adds with a default makes no new version."""
    return version.body == wanted and version.valid_to is None


def _next(last: Version | None, offer: str, tier: Tier, new: Body, now: datetime) -> Version:
    number = last.number + 1 if last else 1
    return Version(offer=offer, tier=tier, number=number, body=new, hash=sha256(new), valid_from=now)


def _plain(value: Any) -> Any:
    match value:
        case Mapping():
            return {name: _plain(inner) for name, inner in value.items()}
        case tuple() | list():
            return [_plain(inner) for inner in value]
        case Decimal():
            return format(value.normalize(), "f")
        case timedelta():
            return durations.show(value)
    return value
