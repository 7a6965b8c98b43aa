"""Terms as numbered versions that never change: what was agreed stays as it was agreed (PRODUCT 6)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

from desk import durations
from desk.errors import DeskError
from desk.rules import Offer, Terms, Tier

#: The tier whose terms hold for every tier that has none of its own.
BASE: Tier = "new"
INSTANT = timedelta(milliseconds=1)  # instants are kept in milliseconds


class Place(Protocol):
    """What terms can bind: a flow; or a scope, whose GEO and source may be open."""

    @property
    def offer(self) -> str: ...
    @property
    def partner(self) -> int | None: ...
    @property
    def geo(self) -> str | None: ...
    @property
    def source(self) -> str | None: ...


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

    def holds(self, flow: Place, tier: Tier) -> bool:
        """Whether it covers that flow of a partner of that tier."""
        if self.offer != flow.offer:
            return False
        if self.partner is None:
            return self.tier == tier
        return self.partner == flow.partner and self.geo in (None, flow.geo) and self.source in (None, flow.source)


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """Version `number` of the terms of a scope, in force from `valid_from` until `valid_to` (None: open).

    `id` is 0 until it is stored; `made_by` is a member of the staff, None for desk.yaml. `until` is the end that was agreed;
    `valid_to` comes before it where a newer version takes over. A version that was withdrawn before it came into force ends
    where it begins, so that it never holds.
    """

    id: int = 0
    scope: Scope
    number: int
    body: Body
    hash: str
    valid_from: datetime
    valid_to: datetime | None = None
    until: datetime | None = None
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

    def waits(self, at: datetime) -> bool:
        """Whether it is yet to come into force."""
        return at < self.valid_from and self.valid_from != self.valid_to


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """The tier a partner has from an instant on."""

    tier: Tier
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """From `at` on another version binds; None where not exactly one does."""

    at: datetime
    before: Version | None
    after: Version | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """All that has bound, binds and will bind one partner's flows of one offer: versions, and the tiers in order.

    `tier` is what it has had before the first step.
    """

    versions: tuple[Version, ...]
    tier: Tier
    steps: tuple[Step, ...] = ()

    def tier_at(self, at: datetime) -> Tier:
        """The tier at that instant."""
        return next((step.tier for step in reversed(self.steps) if step.at <= at), self.tier)

    def in_force(self, flow: Place, at: datetime) -> Version:
        """The one version that binds that flow then. Raises DeskError `terms-none` or `terms-ambiguous`."""
        return in_force(self.versions, flow, self.tier_at(at), at)

    def clear(self, flow: Place, at: datetime) -> Version | None:
        """The same, None where it is not clear."""
        try:
            return self.in_force(flow, at)
        except DeskError:
            return None

    def changes(self, flow: Place, start: datetime, end: datetime | None = None) -> list[Change]:
        """When, from `start` to `end` (both included; None: for ever), another version begins to bind that flow."""
        ends = [version.valid_to for version in self.versions if version.valid_to is not None]
        known = {*(version.valid_from for version in self.versions), *ends, *(step.at for step in self.steps)}
        times = sorted(at for at in known if start <= at and (end is None or at <= end))
        found, before = [], self.clear(flow, start - INSTANT)
        for at in times:
            after = self.clear(flow, at)
            if after != before:
                found.append(Change(at=at, before=before, after=after))
            before = after
        return found


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


def in_force(versions: Iterable[Version], flow: Place, tier: Tier, now: datetime) -> Version:
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
