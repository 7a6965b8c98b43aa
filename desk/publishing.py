"""What becomes of the versions when terms change: what eases holds at once, what tightens after notice (PRODUCT 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk import changes, terms
from desk.errors import DeskError
from desk.letters.letter import At
from desk.rules import Rules, Tier
from desk.terms import BASE, Body, Scope, Version

Span = tuple[datetime, datetime | None]  # from, to; None: open

#: In which an announcement arrives, so that the whole notice is left to whoever reads it.
ARRIVAL = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is stored: `moved` versions get another end (withdrawn ones that of their beginning), `made` ones are new."""

    moved: tuple[Version, ...] = ()
    made: tuple[Version, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """Terms somebody wants for a scope: from when (None: as soon as may be), and until when (None: open)."""

    scope: Scope
    body: Body
    at: datetime | None = None
    until: datetime | None = None


def earliest(now: datetime, notice: timedelta) -> datetime:
    """When something tighter can come into force that is announced now: on a whole minute."""
    at = now + notice + ARRIVAL
    return at.replace(second=0, microsecond=0) + timedelta(minutes=bool(at.second or at.microsecond))


def base(versions: Iterable[Version], scope: Scope, tier: Tier, at: datetime) -> Version:
    """What binds that scope then, where nothing narrower does. Raises DeskError `terms-none` or `terms-ambiguous`."""
    return terms.in_force(versions, scope, tier, at)


def pending(versions: Iterable[Version], scope: Scope, now: datetime) -> Version | None:
    """The version of that very scope that is yet to come into force."""
    return next((version for version in versions if version.scope == scope and version.waits(now)), None)


def begins(versions: Sequence[Version], tier: Tier, wish: Wish, now: datetime, notice: timedelta) -> datetime:
    """When it would come into force. Raises DeskError for what cannot be published."""
    _free(versions, wish.scope, now)
    old, soonest = base(versions, wish.scope, tier, now), earliest(now, notice)
    _differs(old, wish)
    if wish.at is not None and wish.at < now:
        raise DeskError("terms-past", at=At(at=wish.at, form="dt"))
    at = wish.at or (now if changes.loosens(old.body, wish.body) else soonest)
    before = base(versions, wish.scope, tier, at)
    if at < soonest and not changes.loosens(before.body, wish.body):
        raise DeskError("terms-too-early", at=At(at=soonest, form="dt"))
    if wish.until is not None and wish.until < max(at, now) + notice:
        raise DeskError("terms-too-short", at=At(at=max(at, now) + notice, form="dt"))
    return at


def _free(versions: Sequence[Version], scope: Scope, now: datetime) -> None:
    """One change of a scope at a time; and never two scopes of which neither is the nearer."""
    waiting = pending(versions, scope, now)
    if waiting is not None:
        raise DeskError("terms-pending", version=waiting.number, at=At(at=waiting.valid_from, form="dt"))
    if (scope.geo is None) != (scope.source is None):
        crossing = [one for one in versions if _crosses(one.scope, scope) and (one.holds(now) or one.waits(now))]
        if crossing:
            raise DeskError("terms-crossing", version=crossing[0].number)


def _crosses(one: Scope, other: Scope) -> bool:
    same = (one.offer, one.partner) == (other.offer, other.partner)
    return same and one.level == other.level and one.geo != other.geo and None in (one.geo, other.geo)


def _differs(old: Version, wish: Wish) -> None:
    """The same once more is no change, but where it gets another end, or becomes the scope's own."""
    if old.body == wish.body and old.until == wish.until and old.scope.level == wish.scope.level:
        raise DeskError("terms-same", version=old.number)


def publish(
    versions: Sequence[Version], wish: Wish, at: datetime, number: int, now: datetime, by: int | None = None
) -> Plan:
    """The wish as version `number` from `at` on; what holds in its scope then ends there."""
    made = Version(
        scope=wish.scope,
        number=number,
        body=wish.body,
        hash=terms.sha256(wish.body),
        valid_from=at,
        valid_to=wish.until,
        until=wish.until,
        made_by=by,
        made_at=now,
    )
    ended = [version for version in versions if version.scope == wish.scope and version.holds(at)]
    return Plan(moved=tuple(replace(version, valid_to=at) for version in ended), made=(made,))


def withdraw(versions: Iterable[Version], version: Version, now: datetime) -> Plan:
    """A version that has not come into force never does; the one it was to follow gets back the end it had.

    Raises DeskError `terms-begun` for one that has.
    """
    if not version.waits(now):
        raise DeskError("terms-begun", version=version.number)
    before = [one for one in versions if one.scope == version.scope and one.valid_to == version.valid_from]
    kept = [replace(one, valid_to=one.until) for one in before if one.valid_from != one.valid_to]
    return Plan(moved=(replace(version, valid_to=version.valid_from), *kept))


def postpone(versions: Iterable[Version], version: Version, at: datetime) -> Plan:
    """A version that has not come into force does so later, at `at`; the one it follows holds till then."""
    before = [one for one in versions if one.scope == version.scope and one.valid_to == version.valid_from]
    kept = [replace(one, valid_to=at) for one in before if one.valid_from != one.valid_to]
    return Plan(moved=(*kept, replace(version, valid_from=at)))


# --- two partners who become one ----------------------------------------------------------------------------------------


def joined(kept: Sequence[Version], gone: Sequence[Version], now: datetime) -> Plan:
    """What becomes of the versions agreed with a partner that is merged into another, of one offer.

    What was agreed with the one that stays holds as it did, and goes on. What was agreed with the other gives way to it, in the
    past too, so that at every instant not more than one binds a flow.
    """
    own = [one for one in kept if one.scope.partner is not None and one.valid_from != one.valid_to]
    others = [one for one in gone if one.scope.partner is not None]
    goes_on = any(one.valid_to is None or one.valid_to > now for one in own)
    return Plan(moved=tuple(_given_way(one, own, now, ends=goes_on) for one in others))


def _given_way(version: Version, own: Iterable[Version], now: datetime, *, ends: bool) -> Version:
    begin, end = version.valid_from, version.valid_to
    if ends and (end is None or end > now):
        end = max(begin, now)
    for other in sorted(own, key=lambda one: one.valid_from):
        if not _share(version.scope, other.scope) or not _meet((begin, end), (other.valid_from, other.valid_to)):
            continue
        if other.valid_to is not None and other.valid_to <= now and (end is None or end > now):
            begin = other.valid_to  # what holds now goes on
        else:
            end = max(begin, other.valid_from)
    return replace(version, valid_from=begin, valid_to=end)


def _share(one: Scope, other: Scope) -> bool:
    """Whether some flow is of both."""
    return all(a == b or None in (a, b) for a, b in ((one.geo, other.geo), (one.source, other.source)))


def _meet(one: Span, other: Span) -> bool:
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])


# --- desk.yaml ----------------------------------------------------------------------------------------------------------


def sync(stored: Iterable[Version], rules: Rules, now: datetime) -> Plan:
    """What must be stored so that desk.yaml holds, by the same rule: what tightens waits for the notice.

    A stored body is never edited: a difference makes a new number. A change that waits and is not wanted any more is
    withdrawn. A tier that desk.yaml no longer names ends, and its partners get the terms of tier `new`. An offer that it no
    longer names keeps its terms, as its links may live on. Versions agreed with partners are left alone.
    """
    tiers = [version for version in stored if version.tier is not None]
    named = [(offer.id, tier) for offer in rules.offers for tier in offer.terms]
    keys = dict.fromkeys([*named, *((version.offer, version.tier) for version in tiers)])
    plans = [_sync(tiers, rules, offer, tier, now) for offer, tier in keys if tier is not None]
    return Plan(
        moved=tuple(version for plan in plans for version in plan.moved),
        made=tuple(version for plan in plans for version in plan.made),
    )


def _sync(tiers: Sequence[Version], rules: Rules, offer_id: str, tier: Tier, now: datetime) -> Plan:
    offer, scope = rules.offer(offer_id), Scope(offer=offer_id, tier=tier)
    if offer is None:
        return Plan()
    own = [version for version in tiers if version.scope == scope]
    wanted = terms.body(offer, tier) if tier in offer.terms else None
    waiting = pending(own, scope, now)
    if waiting is not None and waiting.body == wanted:
        return Plan()
    plan = withdraw(own, waiting, now) if waiting is not None else Plan()
    moved = {version.number: version for version in plan.moved}
    own = [moved.get(version.number, version) for version in own]
    held = next((version for version in own if version.holds(now)), None)
    new = _follow(own, held, wanted, terms.body(offer, BASE), tiers, scope, now, rules)
    moved |= {version.number: version for version in new.moved}
    return Plan(moved=tuple(moved.values()), made=new.made)


def _follow(
    own: Sequence[Version],
    held: Version | None,
    wanted: Body | None,
    fallback: Body,
    tiers: Sequence[Version],
    scope: Scope,
    now: datetime,
    rules: Rules,
) -> Plan:
    """What follows the version of a tier that holds now: nothing, its end, or another."""
    if wanted is None:
        if held is None or held.valid_to is not None:
            return Plan()
        return Plan(moved=(replace(held, valid_to=_when(held.body, fallback, now, rules)),))
    if held is not None and held.body == wanted:
        return Plan() if held.valid_to is None else Plan(moved=(replace(held, valid_to=None),))
    others = [one for one in tiers if one.scope == Scope(offer=scope.offer, tier=BASE) and one.holds(now)]
    before = held.body if held else others[0].body if others else None
    at = now if before is None else _when(before, wanted, now, rules)
    return publish(own, Wish(scope=scope, body=wanted), at, 1 + max((v.number for v in own), default=0), now)


def _when(old: Body, new: Body, now: datetime, rules: Rules) -> datetime:
    return now if changes.loosens(old, new) else earliest(now, rules.terms.notice)
