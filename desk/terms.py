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
from desk.links import Flow
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
class Scope:
    """Whom a version binds: every partner of a tier, or one partner's deal, the whole of it, or of a GEO or a source of it.

    `tier` or `partner` is set, never both; `geo` and `source` narrow a partner's deal: both of them name one flow.
    """

    offer: str
    tier: Tier | None = None
    partner: int | None = None
    geo: str | None = None
    source: str | None = None

    @property
    def level(self) -> int:
        """How near it is to a flow: 3 the flow itself, 2 a deal with GEO or source, 1 a deal, 0 a tier (PRODUCT 6)."""
        if self.partner is None:
            return 0
        return 1 + (self.geo is not None) + (self.source is not None)

    def holds(self, flow: Flow, tier: Tier) -> bool:
        """Whether it covers that flow of a partner of that tier."""
        if self.offer != flow.offer:
            return False
        if self.partner is None:
            return self.tier == tier
        return self.partner == flow.partner and self.geo in (None, flow.geo) and self.source in (None, flow.source)


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """Version `number` of the terms of a scope, in force from `valid_from` until `valid_to` (None: open).

    `id` is 0 until it is stored; `made_by` is a member of the staff, None for desk.yaml. A version that was withdrawn before
    it came into force ends where it begins, so that it never holds.
    """

    id: int = 0
    scope: Scope
    number: int
    body: Body
    hash: str
    valid_from: datetime
    valid_to: datetime | None = None
    made_by: int | None = None
    made_at: datetime | None = None

    @property
    def offer(self) -> str:
        """The offer of its scope."""
        return self.scope.offer

    @property
    def tier(self) -> Tier | None:
        """The tier of its scope; None for terms agreed with one partner."""
        return self.scope.tier

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

    `current` are the newest versions of each offer and tier; others are left alone. A stored body is never edited: a difference makes a new
    number. A tier that desk.yaml no longer names ends, and its partners get the terms of tier `new`. An offer that it no
    longer names keeps its terms, as its links may live on.
    """
    newest: dict[tuple[str, Tier], Version] = {}
    for version in current:
        if version.tier is None:
            continue
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


def in_force(versions: Iterable[Version], flow: Flow, tier: Tier, now: datetime) -> Version:
    """The one version that binds that flow of a partner of that tier now: flow > deal with GEO or source > deal > tier.

    A tier without terms of its own has those of tier `new`. Raises DeskError `terms-none` or `terms-ambiguous` when there
    is not exactly one at the nearest level: then no link is issued (PRODUCT 6).
    """
    holding = [version for version in versions if version.holds(now)]
    fitting = [version for version in holding if version.scope.holds(flow, tier)]
    fitting = fitting or [version for version in holding if version.scope.holds(flow, BASE)]
    if not fitting:
        raise DeskError("terms-none")
    nearest = max(version.scope.level for version in fitting)
    fitting = [version for version in fitting if version.scope.level == nearest]
    if len(fitting) > 1:
        raise DeskError("terms-ambiguous")
    return fitting[0]


def _same(version: Version, wanted: Body) -> bool:
    """Compared as values: a field that a newer program adds with a default makes no new version."""
    return version.body == wanted and version.valid_to is None


def _next(last: Version | None, offer: str, tier: Tier, new: Body, now: datetime) -> Version:
    number = last.number + 1 if last else 1
    scope = Scope(offer=offer, tier=tier)
    return Version(scope=scope, number=number, body=new, hash=sha256(new), valid_from=now, made_at=now)


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
