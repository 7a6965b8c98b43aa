"""Terms that change: the screen that asks before publishing, what each chat is told, and who has heard of it (PRODUCT 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desk.letters import differences, letter, links
from desk.letters.digest import short
from desk.letters.letter import At, Button, Lane, Letter, Lines, Param, Rows, Source, T, To, TopicLink, button
from desk.links import Flow
from desk.people import Partner
from desk.rules import Offer, Tier
from desk.terms import Scope, Version

FLOWS = 12  # named in one message
CHATS = 5  # named that could not be told
NAME = 40  # characters of a name or a title
OFFERS = 5  # on a page
TIERS = 3
STANDING = 8  # flows with all their terms
GEOS = 12  # named of an offer
CHANGES = 3  # of offers, on the screen of a tier
State = Literal["open", "asking", "accepted", "declined", "withdrawn"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Screen:
    """A change before it is published: draft `id`, what it is compared with, from when (None: at once) and until when, to how
    many chats it will be announced, and the numbers of narrower versions that stay as they are."""

    id: int
    conversation: int
    offer: str
    scope: Scope
    before: Version
    after: Version
    at: datetime | None
    chats: int
    kept: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Announced:
    """What a chat is told of a change, from version `before` to `after` at `at`, and what became of it there.

    `flows` are those of its links that are concerned, `by` is who answered.
    """

    id: int
    chat: int
    offer: str
    flows: tuple[Flow, ...]
    before: Version
    after: Version
    at: datetime
    state: State = "open"
    by: str = ""

    @property
    def slot(self) -> str:
        """The name of its message."""
        return f"change:{self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a change has been told: of `chats` chats `told`, `accepted` and `declined`; `untold` are those that cannot be."""

    change: int
    to: To
    partner: str
    conversation: int | None
    offer: str
    scope: Scope
    before: Version
    after: Version
    at: datetime
    chats: int
    told: int
    accepted: int
    declined: int
    untold: tuple[str, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What binds a flow, or whoever has none narrower: the version (None: not clear), by whom it was made, and what follows."""

    offer: str
    geo: str | None
    source: str | None
    version: Version | None
    by: str | None
    next: Version | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """A line of `/offers`: the offer, and of each tier the version in force with the one that waits, if one does."""

    offer: Offer
    tiers: tuple[tuple[Version, Version | None], ...]


# --- before it is published ----------------------------------------------------------------------------------------------


def screen(of: Screen, *, asked: Source | None = None) -> Letter:
    """In the topic: old → new, from when, and to how many chats it goes."""
    yes = button("publish-yes", f"publish:{of.id}:yes", version=of.after.number)
    params: dict[str, Param] = {
        "scope": differences.scope(of.offer, of.scope),
        **_versions(of.before, of.after),
        "lines": differences.lines(of.before.body, of.after.body),
        "when": T(key="publish-at", params={"at": At(at=of.at, form="dt")}) if of.at else T(key="publish-now"),
        "until": _until(of.after),
        "chats": of.chats,
        "kept": _kept(of.kept),
    }
    return Letter(
        to=letter.topic(of.conversation),
        lane=Lane.ANSWER,
        key="publish-screen",
        params=params,
        buttons=((yes, button("publish-no", f"publish:{of.id}:no")),),
        slot=f"publish:{of.id}",
        reply_to=asked,
    )


def _versions(before: Version, after: Version) -> dict[str, Param]:
    """Both by number; two tiers may count alike, and are told apart by name."""
    if before.number != after.number or before.tier is None or after.tier is None:
        return {"before": f"v{before.number}", "after": f"v{after.number}"}
    return {"before": _of_tier(before), "after": _of_tier(after)}


def _of_tier(version: Version) -> T:
    return T(key="version-tier", params={"version": version.number, "tier": T(key=f"tier-{version.tier}")})


def _until(version: Version) -> T:
    if version.until is None:
        return T(key="publish-open")
    return T(key="publish-until", params={"at": At(at=version.until, form="dt")})


def _kept(numbers: Sequence[int]) -> T:
    if not numbers:
        return T(key="publish-all")
    return T(key="publish-kept", params={"versions": ", ".join(f"v{number}" for number in numbers)})


def dropped(conversation: int, draft: int) -> Letter:
    """The screen, when it was cancelled: nothing has changed."""
    return Letter(
        to=letter.topic(conversation), lane=Lane.ANSWER, key="publish-dropped", slot=f"publish:{draft}", renew_only=True
    )


def published(conversation: int, draft: int, by: str, version: int, at: datetime | None) -> Letter:
    """The screen, when it was published."""
    when = T(key="publish-at", params={"at": At(at=at, form="dt")}) if at else T(key="publish-now")
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.ANSWER,
        key="publish-done",
        params={"by": short(by, NAME), "version": version, "when": when},
        slot=f"publish:{draft}",
        renew_only=True,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class TierScreen:
    """Another tier before it is confirmed: from when (None: at once), until when, then which; and for each offer, by name, of
    which there are links, the versions that give way and take over."""

    id: int
    conversation: int
    partner: Partner
    to: Tier
    then: Tier
    at: datetime | None
    until: datetime | None
    changes: tuple[tuple[str, Version, Version], ...]
    chats: int


def tier_screen(of: TierScreen, *, asked: Source | None = None) -> Letter:
    """In the topic: what another tier changes, offer by offer."""
    params: dict[str, Param] = {
        "partner": short(of.partner.name, NAME),
        "was": T(key=f"tier-{of.partner.tier}"),
        "to": T(key=f"tier-{of.to}"),
        "when": T(key="publish-at", params={"at": At(at=of.at, form="dt")}) if of.at else T(key="publish-now"),
        "until": _tier_until(of),
        "changes": Lines(
            items=tuple(_offer_change(*one) for one in of.changes[:CHANGES]) or (T(key="tier-no-change"),)
        ),
        "chats": of.chats,
    }
    buttons = ((button("tier-yes", f"tier:{of.id}:yes"), button("publish-no", f"tier:{of.id}:no")),)
    return Letter(
        to=letter.topic(of.conversation),
        lane=Lane.ANSWER,
        key="tier-screen",
        params=params,
        buttons=buttons,
        slot=f"publish:{of.id}",
        reply_to=asked,
    )


def _tier_until(of: TierScreen) -> T:
    if of.until is None:
        return T(key="publish-open")
    return T(key="tier-until", params={"at": At(at=of.until, form="dt"), "then": T(key=f"tier-{of.then}")})


def _offer_change(offer: str, before: Version, after: Version) -> T:
    lines = differences.lines(before.body, after.body)
    return T(key="tier-change", params={"offer": offer, **_versions(before, after), "lines": lines})


def tier_changed(conversation: int, draft: int, by: str, to: Tier, at: datetime | None) -> Letter:
    """The screen, when it was confirmed."""
    when = T(key="publish-at", params={"at": At(at=at, form="dt")}) if at else T(key="publish-now")
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.ANSWER,
        key="tier-done",
        params={"by": short(by, NAME), "to": T(key=f"tier-{to}"), "when": when},
        slot=f"publish:{draft}",
        renew_only=True,
    )


def tier_is(conversation: int, partner: Partner, asked: Source) -> Letter:
    """`/tier`: which it is, and until when."""
    until = partner.tier_until
    params: dict[str, Param] = {
        "partner": short(partner.name, NAME),
        "tier": T(key=f"tier-{partner.tier}"),
        "until": T(key="tier-ends", params={"at": At(at=until, form="dt")}) if until else T(key="publish-open"),
    }
    return Letter(to=letter.topic(conversation), lane=Lane.ANSWER, key="tier-is", params=params, reply_to=asked)


def tier_ended(conversation: int, partner: Partner) -> Letter:
    """In the topic: the tier has come to its end, and this is the one that follows."""
    params = {"partner": short(partner.name, NAME), "tier": T(key=f"tier-{partner.tier}")}
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key="tier-ended", params=params)


# --- told in chats -------------------------------------------------------------------------------------------------------


def announced(of: Announced, *, first: bool = False) -> Letter:
    """In a chat: the terms change, old → new line by line, from when on; and what was answered there.

    first: it is said now; else the message says what it says by now.
    """
    began = of.after.valid_from >= of.at and of.after.made_at is not None and of.at <= of.after.made_at
    params: dict[str, Param] = {
        "offer": of.offer,
        **_versions(of.before, of.after),
        "when": T(key="change-now" if began else "change-at", params={"at": At(at=of.at, form="dt")}),
        "flows": _flows(of.flows),
        "lines": differences.lines(of.before.body, of.after.body),
        "until": _until(of.after),
        "at": At(at=of.at, form="dt"),
        "state": T(key=f"change-{of.state}", params={"by": short(of.by, NAME), "version": of.after.number}),
    }
    return Letter(
        to=letter.chat(of.chat),
        lane=Lane.TERMS,
        key="terms-change",
        params=params,
        buttons=_answers(of),
        once=f"announce:{of.id}" if first else None,
        slot=of.slot,
        renew_only=not first,
    )


def _flows(flows: Sequence[Flow]) -> Lines:
    shown = [T(key="terms-flow", params={"geo": flow.geo, "source": flow.source}) for flow in flows[:FLOWS]]
    more = [T(key="change-more", params={"count": len(flows) - FLOWS})] if len(flows) > FLOWS else []
    return Lines(items=(*shown, *more))


def _answers(of: Announced) -> Rows:
    no = button("change-stop", f"change:{of.id}:ask")
    match of.state:
        case "open":
            return ((button("change-accept", f"change:{of.id}:yes", version=of.after.number),), (no,))
        case "asking":
            sure = button("change-stop-sure", f"change:{of.id}:stop", count=len(of.flows))
            return ((sure,), (button("change-back", f"change:{of.id}:back"),))
    return ()


def taken_back(chat: int, offer: str, before: Version, after: Version, once: str) -> Letter:
    """In a chat that was told of a change: it does not come."""
    params = {"offer": offer, **_versions(before, after)}
    return Letter(to=letter.chat(chat), lane=Lane.TERMS, key="change-taken-back", params=params, once=once)


# --- told to staff -------------------------------------------------------------------------------------------------------


def progress(of: Progress) -> Letter:
    """To whoever published, in the topic; else to the manager: announced to n of m chats. One silent line, kept current."""
    untold = "; ".join(short(title, NAME) for title in of.untold[:CHATS])
    partner: Param = short(of.partner, NAME)
    if of.to.kind != "topic" and of.conversation is not None:
        partner = TopicLink(conversation=of.conversation, text=short(of.partner, NAME))
    params: dict[str, Param] = {
        "partner": partner,
        "scope": differences.scope(of.offer, of.scope),
        **_versions(of.before, of.after),
        "at": At(at=of.at, form="dt"),
        "chats": of.chats,
        "told": of.told,
        "accepted": of.accepted,
        "declined": of.declined,
        "untold": T(key="progress-untold", params={"titles": untold}) if untold else T(key="progress-all"),
        "withdrawn": T(key="progress-withdrawn") if of.withdrawn else T(key="progress-holds"),
    }
    return Letter(
        to=of.to,
        lane=Lane.NOTICE,
        key="terms-progress",
        params=params,
        slot=f"progress:{of.change}:{of.to.id}",
        silent=True,
    )


def answered(conversation: int, deed: Literal["accepted", "declined", "read"], of: Announced, links: int) -> Letter:
    """In the topic: what somebody answered; a refusal rings."""
    params = {"by": short(of.by, NAME), "offer": of.offer, "version": of.after.number, "links": links}
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.NOTICE,
        key=f"terms-topic-{deed}",
        params=params,
        silent=deed != "declined",
    )


def untold(conversation: int, offer: str, version: int, links: int, once: str) -> Letter:
    """In the topic: the chat cannot be told of the change, so its links are stopped."""
    params = {"offer": offer, "version": version, "links": links}
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key="terms-untold", params=params, once=once)


def unaccepted(
    staff: int, partner: Partner, conversation: int, chat: str, offer: str, version: int, once: str
) -> Letter:
    """To the manager: the version is in force, and nobody in that chat has accepted it."""
    params = {
        "partner": TopicLink(conversation=conversation, text=short(partner.name, NAME)),
        "chat": short(chat, NAME),
        "offer": offer,
        "version": version,
    }
    return Letter(
        to=letter.staff(staff),
        lane=Lane.CARD,
        key="terms-unaccepted",
        params=params,
        buttons=((button("button-open-topic", topic=conversation),),),
        once=once,
    )


# --- what there is ---------------------------------------------------------------------------------------------------------


def standing(conversation: int, asked: Source, lines: Sequence[Standing], forms: Sequence[Offer], may: bool) -> Letter:
    """`/terms` in a topic: what binds each flow, by whom it was made, and what is announced; buttons for those who may."""
    waiting = {
        line.next.id: line.next for line in lines if line.next and line.next.scope.partner is not None and line.next_at
    }
    rows: list[tuple[Button, ...]] = []
    if may:
        rows += [
            (button("terms-form", f"terms:form:{offer.id}", offer=short(offer.name, NAME)),) for offer in forms[:OFFERS]
        ]
        rows += [
            (button("terms-withdraw", f"terms:withdraw:{version.id}", version=version.number),)
            for version in waiting.values()
        ]
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.ANSWER,
        key="terms-standing" if lines else "terms-standing-none",
        params={"lines": Lines(items=tuple(_standing(line) for line in lines[:STANDING]))} if lines else {},
        buttons=tuple(rows),
        reply_to=asked,
    )


def _standing(line: Standing) -> T:
    where = differences.scope(line.offer, Scope(offer="", partner=0, geo=line.geo, source=line.source))
    version = line.version
    if version is None:
        return T(key="standing-unclear", params={"where": where})
    terms = version.terms
    params: dict[str, Param] = {
        "where": where,
        "version": version.number,
        "kind": "tier" if version.tier else "own",
        "tier": T(key=f"tier-{version.tier}") if version.tier else "",
        "by": short(line.by, NAME) if line.by else T(key="standing-desk"),
        "since": At(at=version.valid_from, form="dt"),
        "payout": links.payout(terms.payout),
        "caps": differences.caps(terms.caps),
        "over": differences.over(terms.over_cap),
        "hold": T(key="link-hold", params={"hold": terms.hold_days}),
        "next": _next(line),
    }
    return T(key="standing-line", params=params)


def _next(line: Standing) -> T:
    if line.next is None or line.next_at is None:
        return T(key="standing-stays")
    return T(key="standing-next", params={"version": line.next.number, "at": At(at=line.next_at, form="dt")})


def offers(staff: int, shown: Sequence[Offered], page: int, *, may_reload: bool) -> Letter:
    """`/offers`: which there are, open or closed, with the terms of each tier; a head can have desk.yaml read anew."""
    page = min(max(page, 0), max(0, (len(shown) - 1) // OFFERS))
    here = shown[page * OFFERS : (page + 1) * OFFERS]
    turns = [button("button-back", f"offers:{page - 1}")] if page else []
    turns += [button("button-more", f"offers:{page + 1}")] if (page + 1) * OFFERS < len(shown) else []
    rows = [tuple(turns)] if turns else []
    rows += [(button("offers-reload", "reload"),)] if may_reload else []
    return Letter(
        to=letter.staff(staff),
        lane=Lane.ANSWER,
        key="offers-list" if shown else "offers-none",
        params={"lines": Lines(items=tuple(_offered(one) for one in here))} if shown else {},
        buttons=tuple(rows),
        slot=f"offers:{staff}",
    )


def _offered(one: Offered) -> T:
    offer = one.offer
    params: dict[str, Param] = {
        "name": short(offer.name, NAME),
        "id": offer.id,
        "open": "yes" if offer.open else "no",
        "approval": offer.approval,
        "accept": offer.accept,
        "geos": ", ".join(offer.geos[:GEOS]),
        "sources": short(", ".join(offer.sources), NAME * 2),
        "tiers": Lines(items=tuple(_tier_line(version, coming) for version, coming in one.tiers[:TIERS])),
    }
    return T(key="offers-line", params=params)


def _tier_line(version: Version, coming: Version | None) -> T:
    terms = version.terms
    params: dict[str, Param] = {
        "tier": T(key=f"tier-{version.tier}"),
        "version": version.number,
        "payout": links.payout(terms.payout),
        "caps": differences.caps(terms.caps),
        "hold": T(key="link-hold", params={"hold": terms.hold_days}),
        "next": T(key="standing-stays"),
    }
    if coming is not None:
        at = At(at=coming.valid_from, form="dt")
        params["next"] = T(key="standing-next", params={"version": coming.number, "at": at})
    return T(key="offers-tier", params=params)


def form(conversation: int, offer: str, text: str) -> Letter:
    """How `/terms` is written, filled in with what holds now."""
    params = {"offer": short(offer, NAME), "form": text}
    return Letter(to=letter.topic(conversation), lane=Lane.ANSWER, key="terms-fill", params=params)


def withdrawn(conversation: int, by: str, version: int) -> Letter:
    """In the topic: a version that had been announced does not come."""
    params = {"by": short(by, NAME), "version": version}
    return Letter(to=letter.topic(conversation), lane=Lane.NOTICE, key="terms-withdrawn", params=params)


# --- the summary ----------------------------------------------------------------------------------------------------------


def summary(chat: int, lines: Sequence[Standing]) -> Letter:
    """In a chat, pinned: the terms in force of its live links, without addresses; renewed in place."""
    shown = [_summed(line) for line in lines[:FLOWS]]
    more = [T(key="change-more", params={"count": len(lines) - FLOWS})] if len(lines) > FLOWS else []
    return Letter(
        to=letter.chat(chat),
        lane=Lane.COSMETIC,
        key="terms-summary",
        params={"lines": Lines(items=(*shown, *more) or (T(key="summary-none"),))},
        slot=f"summary:{chat}",
        silent=True,
    )


def _summed(line: Standing) -> T:
    params: dict[str, Param] = {"offer": line.offer, "geo": line.geo or "", "source": line.source or ""}
    where = T(key="scope-geo-source", params=params)
    if line.version is None:
        return T(key="summary-unclear", params={"where": where})
    terms = line.version.terms
    said = {"payout": links.payout(terms.payout), "caps": differences.caps(terms.caps)}
    return T(key="summary-line", params={"where": where, "version": line.version.number, **said})


def pinned(chat: int) -> Letter:
    """The summary pinned, where the bot may pin; nothing waits for it."""
    return Letter(to=letter.chat(chat), lane=Lane.COSMETIC, kind="pin", slot=f"summary:{chat}")
