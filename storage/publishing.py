"""New terms from the confirm screen to the versions and whoever is told of them (PRODUCT 6)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk import changes, publishing, terms
from desk import evidence as parts
from desk.errors import DeskError
from desk.letters import terms as letters
from desk.letters.letter import At, Letter, Source
from desk.letters.terms import Standing
from desk.links import Flow
from desk.people import Partner, Staff
from desk.publishing import Plan, Wish
from desk.rules import Rules, Tier
from desk.terms import Book, Scope, Version
from desk.waiting import Case
from storage import announcing, evidence, links, people, tiers, witness
from storage.database import Tx, instant, ms


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A change that stands on a confirm screen: of terms (`wish`, compared with version `base`), or of the tier."""

    id: int
    conversation: int
    partner: int
    wish: Wish | None
    tier: Tier | None
    until: datetime | None
    was: Tier | None
    base: int
    done: bool


async def ask(
    tx: Tx, case: Case, staff: Staff, wish: Wish, rules: Rules, now: datetime, asked: Source | None = None
) -> Letter:
    """The confirm screen for the wish, in the topic: nothing has changed yet. Raises DeskError for what cannot be published."""
    book = await links.book(tx, case.partner, wish.scope.offer)
    tier = book.tier_at(now)
    at = publishing.begins(book.versions, tier, wish, now, rules.terms.notice)
    before = publishing.base(book.versions, wish.scope, tier, max(at, now))
    number = await links.next_number(tx, wish.scope.offer)
    plan = publishing.publish(book.versions, wish, at, number, now, staff.id)
    what = {
        "offer": wish.scope.offer,
        "geo": wish.scope.geo,
        "source": wish.scope.source,
        "body": wish.body.json(),
        "at": ms(wish.at),
        "until": ms(wish.until),
        "base": before.id,
    }
    draft = await _keep(tx, case.conversation, case.partner, what, staff, now)
    shown = letters.Screen(
        id=draft,
        conversation=case.conversation,
        offer=announcing.named(rules, wish.scope.offer),
        scope=wish.scope,
        before=before,
        after=plan.made[0],
        at=None if at <= now else at,
        chats=len(await _chats(tx, case.partner, book, plan, at)),
        kept=_narrower(book.versions, wish.scope, at),
    )
    return letters.screen(shown, asked=asked)


async def raise_cap(
    tx: Tx, case: Case, staff: Staff, flow: Flow, place: int, value: int | None, rules: Rules, now: datetime
) -> Letter:
    """The confirm screen that raises the cap at that place of the terms in force for the flow, or (None) lifts it.

    Terms that are the partner's own are changed where they are; those of a tier become the flow's own. Raises DeskError.
    """
    book = await links.book(tx, case.partner, flow.offer)
    version = book.in_force(flow, now)
    caps = list(version.terms.caps)
    if not 0 <= place < len(caps):
        raise DeskError("terms-outdated")
    caps[place : place + 1] = [] if value is None else [caps[place].model_copy(update={"value": value})]
    own = Scope(offer=flow.offer, partner=case.partner.id, geo=flow.geo, source=flow.source)
    body = replace(version.body, terms=version.terms.model_copy(update={"caps": tuple(caps)}))
    scope = own if version.scope.partner is None else replace(version.scope, partner=case.partner.id)
    return await ask(tx, case, staff, Wish(scope=scope, body=body, until=version.until), rules, now)


def _narrower(versions: Sequence[Version], scope: Scope, at: datetime) -> tuple[int, ...]:
    """The numbers of versions that go on binding a part of the scope."""
    inside = [one for one in versions if one.holds(at) and one.scope.level > scope.level and one.offer == scope.offer]
    return tuple(
        one.number for one in inside if scope.geo in (None, one.scope.geo) and scope.source in (None, one.scope.source)
    )


async def _chats(tx: Tx, partner: Partner, book: Book, plan: Plan, at: datetime) -> set[int]:
    """The chats with a live link that the plan's version would bind."""
    moved = {version.id: version for version in plan.moved}
    versions = (*(moved.get(version.id, version) for version in book.versions), *plan.made)
    planned = replace(book, versions=versions)
    live = await announcing.live(tx, partner.id, plan.made[0].offer)
    return {link.chat for link in live if planned.clear(link.flow, at) == plan.made[0]}


async def _keep(
    tx: Tx, conversation: int, partner: Partner, what: Mapping[str, object], staff: Staff, now: datetime
) -> int:
    text = json.dumps(what, ensure_ascii=False)
    row = await tx.one(
        "publishing.add_draft",
        conversation=conversation,
        partner=partner.id,
        what=text,
        made_by=staff.id,
        made_at=ms(now),
    )
    assert row is not None
    number: int = row["id"]
    return number


async def draft(tx: Tx, number: int) -> Draft | None:
    """The draft of that number."""
    row = await tx.one("publishing.draft", id=number)
    if row is None:
        return None
    what = json.loads(row["what"])
    wish = None
    if "offer" in what:
        scope = Scope(offer=what["offer"], partner=row["partner"], geo=what["geo"], source=what["source"])
        body = terms.read(what["body"])
        wish = Wish(scope=scope, body=body, at=instant(what["at"]), until=instant(what["until"]))
    return Draft(
        id=row["id"],
        conversation=row["conversation"],
        partner=row["partner"],
        wish=wish,
        tier=what.get("tier"),
        until=instant(what["until"]),
        was=what.get("was"),
        base=what["base"],
        done=row["done_at"] is not None,
    )


async def drop(tx: Tx, asked: Draft, now: datetime) -> bool:
    """Cancel was pressed; False when it has been settled already."""
    return await tx.one("publishing.finish", id=asked.id, now=ms(now)) is not None


async def publish(tx: Tx, asked: Draft, partner: Partner, staff: Staff, rules: Rules, now: datetime) -> Version:
    """Publish was pressed: the version is made, and every chat concerned is told.

    Raises DeskError `terms-outdated` where what it was compared with binds no more, and whatever else came in the way.
    """
    wish = asked.wish
    if wish is None or not await drop(tx, asked, now):
        raise DeskError("terms-outdated")
    book = await links.book(tx, partner, wish.scope.offer)
    tier = book.tier_at(now)
    at = publishing.begins(book.versions, tier, wish, now, rules.terms.notice)
    if publishing.base(book.versions, wish.scope, tier, max(at, now)).id != asked.base:
        raise DeskError("terms-outdated")
    number = await links.next_number(tx, wish.scope.offer)
    (made,) = await links.keep(tx, publishing.publish(book.versions, wish, at, number, now, staff.id))
    await witness.bound(tx, partner.id, made, now, announced=True)
    await announcing.look_over(tx, partner, made.offer, rules, now, now, asked.conversation)
    return made


async def withdraw(tx: Tx, partner: Partner, version: Version, staff: Staff, rules: Rules, now: datetime) -> None:
    """A version that has not come into force never does; whoever was told of it is told that. Raises DeskError."""
    if version.scope.partner != partner.id:
        raise DeskError("button-stale")
    if version.valid_from == version.valid_to:
        raise DeskError("terms-outdated")
    await links.keep(tx, publishing.withdraw(await links.versions_of(tx, version.scope), version, now))
    facts = {"version": parts.version(version), "by": parts.person(staff.user_id, staff.name, ours=True)}
    await evidence.record(tx, partner.id, version.offer, "withdrawn", facts, now)
    await announcing.look_over(tx, partner, version.offer, rules, now, now)


# --- tiers ----------------------------------------------------------------------------------------------------------------


BELOW: dict[Tier, Tier] = {"vip": "verified", "verified": "new", "new": "new"}


async def ask_tier(
    tx: Tx, case: Case, staff: Staff, to: Tier, until: datetime | None, rules: Rules, now: datetime, asked: Source
) -> Letter:
    """The confirm screen for another tier: what it changes for every live flow. Raises DeskError for what cannot be."""
    step = await _step(tx, case.partner, to, until, rules, now)
    what = {"tier": to, "until": ms(until), "was": case.partner.tier, "base": 0}
    draft = await _keep(tx, case.conversation, case.partner, what, staff, now)
    shown = letters.TierScreen(
        id=draft,
        conversation=case.conversation,
        partner=case.partner,
        to=to,
        then=BELOW[to],
        at=None if step.at <= now else step.at,
        until=until,
        changes=tuple((announcing.named(rules, before.offer), before, after) for before, after in step.changes),
        chats=step.chats,
    )
    return letters.tier_screen(shown, asked=asked)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Step:
    """From when a tier can hold, which versions give way to which, and in how many chats that is told."""

    at: datetime
    changes: tuple[tuple[Version, Version], ...]
    chats: int


async def _step(tx: Tx, partner: Partner, to: Tier, until: datetime | None, rules: Rules, now: datetime) -> _Step:
    if (to, until) == (partner.tier, partner.tier_until):
        raise DeskError("tier-same")
    if to == "new" and until is not None:
        raise DeskError("tier-endless")
    found: dict[tuple[int, int], tuple[Version, Version]] = {}
    told: set[int] = set()
    for offer in dict.fromkeys(flow.offer for flow in await links.flows_of(tx, partner.id)):
        book = await links.book(tx, partner, offer)
        then = replace(book, tier=to, steps=())
        for link in await announcing.live(tx, partner.id, offer):
            before, after = book.clear(link.flow, now), then.clear(link.flow, now)
            if before and after and before.id != after.id:
                found[before.id, after.id] = before, after
                told.add(link.chat)
    eases = all(changes.loosens(before.body, after.body) for before, after in found.values())
    at = now if eases else publishing.earliest(now, rules.terms.notice)
    if until is not None and until < at + rules.terms.notice:
        raise DeskError("terms-too-short", at=At(at=at + rules.terms.notice, form="dt"))
    return _Step(at=at, changes=tuple(found.values()), chats=len(told))


async def change_tier(tx: Tx, asked: Draft, partner: Partner, staff: Staff, rules: Rules, now: datetime) -> datetime:
    """Confirm was pressed: the tier is another from now on, or after the notice; gives when. Raises DeskError."""
    if asked.tier is None or not await drop(tx, asked, now) or partner.tier != asked.was:
        raise DeskError("terms-outdated")
    step = await _step(tx, partner, asked.tier, asked.until, rules, now)
    await tiers.change(tx, partner, asked.tier, step.at, BELOW[asked.tier], asked.until, staff.id, now)
    changed = await people.partner(tx, partner.id)
    assert changed is not None
    ahead = step.at - now + publishing.ARRIVAL
    for offer in dict.fromkeys(flow.offer for flow in await links.flows_of(tx, partner.id)):
        await announcing.look_over(tx, changed, offer, rules, now, now, asked.conversation, ahead)
    return step.at


# --- what there is -------------------------------------------------------------------------------------------------------


async def standing(tx: Tx, partner: Partner, offers: Sequence[str], rules: Rules, now: datetime) -> list[Standing]:
    """What binds each live flow of the partner; of offers without one, what would bind the deal."""
    said = []
    flows = await links.flows_of(tx, partner.id)
    for offer in dict.fromkeys([*(flow.offer for flow in flows), *offers]):
        book = await links.book(tx, partner, offer)
        places: list[Flow | Scope] = [flow for flow in flows if flow.offer == offer]
        places = places or [Scope(offer=offer, partner=partner.id)]
        said += [await _standing(tx, book, place, announcing.named(rules, offer), now) for place in places]
    return said


async def _standing(tx: Tx, book: Book, place: Flow | Scope, offer: str, now: datetime) -> Standing:
    version = book.clear(place, now)
    maker = await people.staff_by_id(tx, version.made_by) if version and version.made_by is not None else None
    coming = next((change for change in book.changes(place, now) if change.at > now and change.after), None)
    return Standing(
        offer=offer,
        geo=place.geo,
        source=place.source,
        version=version,
        by=maker.name if maker else None,
        next=coming.after if coming else None,
        next_at=coming.at if coming else None,
    )


async def offered(tx: Tx, rules: Rules, now: datetime) -> list[letters.Offered]:
    """Every offer with what is in force of it for each tier, and what waits."""
    stored = await links.tier_versions(tx)
    return [
        letters.Offered(
            offer=offer,
            tiers=tuple(
                (version, publishing.pending(stored, version.scope, now))
                for version in stored
                if version.offer == offer.id and version.holds(now)
            ),
        )
        for offer in rules.offers
    ]


async def adopt(tx: Tx, rules: Rules, now: datetime) -> list[Version]:
    """Put desk.yaml's terms in force by the same rule as any, and tell every chat concerned; gives the versions made now."""
    made = await links.sync_terms(tx, rules, now)
    for row in await tx.all("publishing.concerned"):
        partner = await people.partner(tx, row["partner"])
        assert partner is not None
        await announcing.look_over(tx, partner, row["offer"], rules, now, now)
    return made


async def forget(tx: Tx, before: datetime) -> None:
    """Drop confirm screens of long ago."""
    await tx.run("publishing.forget", before=ms(before))
