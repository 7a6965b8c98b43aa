"""Terms versions, flows, links, and who was shown and accepted what; reached through the partner's chat (DESIGN 3.6)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from desk import evidence, publishing, terms
from desk.chats import Chat
from desk.errors import DeskError
from desk.links import Flow, Kind, Link
from desk.people import Partner
from desk.publishing import Plan
from desk.rules import Rules, Tier
from desk.terms import Book, Scope, Version
from storage import caps, chats, tiers, witness
from storage.database import Row, Tx, instant, ms


@dataclass(frozen=True, kw_only=True, slots=True)
class Exposure:
    """That a version was, or will be, shown: the letter's `once`, and when and as which message it arrived."""

    letter: str
    shown_at: datetime | None
    message: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptance:
    """That a person pressed Accept on a version; `read` when the press could not bind the partner."""

    link: int
    terms: int
    user_id: int
    name: str
    kind: Kind
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Unaccepted:
    """A link whose terms in force, version `number`, nobody has accepted since that instant."""

    link: int
    chat: int
    partner: int
    offer: str
    geo: str
    source: str
    number: int
    since: datetime


def _at(value: int) -> datetime:
    at = instant(value)
    assert at is not None
    return at


def _version(row: Row) -> Version:
    return Version(
        id=row["id"],
        scope=Scope(
            offer=row["offer"],
            tier=row["tier"] or None,
            partner=row["partner"],
            geo=row["geo"],
            source=row["source"],
        ),
        number=row["number"],
        body=terms.read(row["body"]),
        hash=row["hash"],
        valid_from=_at(row["valid_from"]),
        valid_to=instant(row["valid_to"]),
        until=instant(row["until"]),
        made_by=row["made_by"],
        made_at=instant(row["made_at"]),
    )


def _flow(row: Row, number: str = "id") -> Flow:
    return Flow(id=row[number], partner=row["partner"], offer=row["offer"], geo=row["geo"], source=row["source"])


def read(row: Row) -> Link:
    """A row of a link with its flow."""
    return Link(
        id=row["id"],
        flow=_flow(row, "flow"),
        chat=row["chat"],
        token=row["token"],
        terms=row["terms"],
        issued_at=_at(row["issued_at"]),
        issued_by=row["issued_by"],
    )


async def sync_terms(tx: Tx, rules: Rules, now: datetime) -> list[Version]:
    """Put desk.yaml's terms in force, what tightens after notice; gives the versions made now. At start and at every reload."""
    return await keep(tx, publishing.sync(await tier_versions(tx), rules, now))


async def tier_versions(tx: Tx) -> list[Version]:
    """Every version of the tiers, those that are over too."""
    return [_version(row) for row in await tx.all("links.tier_terms")]


async def keep(tx: Tx, plan: Plan) -> list[Version]:
    """Store what becomes of the versions; gives those that are new, with their numbers in the table.

    Raises DeskError `terms-outdated` where somebody else has published meanwhile.
    """
    for version in plan.moved:
        await tx.run(
            "links.move_terms", id=version.id, valid_from=ms(version.valid_from), valid_to=ms(version.valid_to)
        )
    made = []
    for version in plan.made:
        number = await add_version(tx, version)
        if number is None:
            raise DeskError("terms-outdated")
        made.append(replace(version, id=number))
    return made


async def next_number(tx: Tx, offer: str) -> int:
    """The number of the next version that is agreed with a partner: none of that offer has it."""
    row = await tx.one("links.last_number", offer=offer)
    return 1 + (row["number"] or 0 if row else 0)


async def add_version(tx: Tx, version: Version) -> int | None:
    """Store a version; gives its number in the table, None where the same offer, tier and number is there already."""
    scope = version.scope
    row = await tx.one(
        "links.add_terms",
        offer=scope.offer,
        tier=scope.tier or "",
        partner=scope.partner,
        geo=scope.geo,
        source=scope.source,
        number=version.number,
        body=version.body.json(),
        hash=version.hash,
        valid_from=ms(version.valid_from),
        valid_to=ms(version.valid_to),
        until=ms(version.until),
        made_by=version.made_by,
        made_at=ms(version.made_at),
    )
    return row["id"] if row else None


async def versions(tx: Tx, partner: int, offer: str) -> list[Version]:
    """Every version of that offer that has bound, binds or will bind that partner: the tiers' and its own, in order."""
    return [_version(row) for row in await tx.all("links.versions", offer=offer, partner=partner)]


async def versions_of(tx: Tx, scope: Scope) -> list[Version]:
    """Every version of that very scope, in order."""
    rows = await tx.all("links.versions", offer=scope.offer, partner=scope.partner)
    return [version for version in map(_version, rows) if version.scope == scope]


async def book(tx: Tx, partner: Partner, offer: str) -> Book:
    """All that has bound, binds and will bind that partner's flows of that offer."""
    steps = tuple(await tiers.steps(tx, partner.id))
    return Book(versions=tuple(await versions(tx, partner.id, offer)), tier=partner.tier, steps=steps)


async def in_force(tx: Tx, partner: Partner, flow: Flow, now: datetime) -> Version:
    """The one version that binds that flow of that partner then. Raises DeskError `terms-none` or `terms-ambiguous`."""
    rows = await tx.all("links.holding_terms", offer=flow.offer, partner=partner.id, now=ms(now))
    return terms.in_force([_version(row) for row in rows], flow, await tier(tx, partner, now), now)


async def tier(tx: Tx, partner: Partner, at: datetime) -> Tier:
    """The tier that partner had, has or will have then."""
    row = await tx.one("tiers.at", partner=partner.id, at=ms(at))
    return row["tier"] if row else partner.tier


def unmade(partner: Partner, offer: str, geo: str, source: str) -> Flow:
    """A flow that may not be there yet: for the terms that would bind it."""
    return Flow(id=0, partner=partner.id, offer=offer, geo=geo, source=source)


async def flow(tx: Tx, chat: Chat, offer: str, geo: str, source: str) -> Flow:
    """The partner's flow of that offer, GEO and source, made at its first link."""
    key = {"partner": chat.partner, "offer": offer, "geo": geo, "source": source}
    await tx.run("links.add_flow", **key)
    row = await tx.one("links.flow", **key)
    assert row is not None
    return _flow(row)


async def flow_by_id(tx: Tx, number: int) -> Flow | None:
    """The flow of that number, whosever it is."""
    row = await tx.one("links.flow_by_id", id=number)
    return _flow(row) if row else None


async def by_token(tx: Tx, token: str) -> list[Link]:
    """The links, stopped ones too, with that token, given in small letters; whosever they are."""
    return [read(row) for row in await tx.all("links.by_token", token=token)]


async def live_flows(tx: Tx, chat: Chat) -> list[Flow]:
    """The flows of the chat's partner of which some chat has a link."""
    return await flows_of(tx, chat.partner) if chat.partner is not None else []


async def flows_of(tx: Tx, partner: int) -> list[Flow]:
    """The flows of a partner of which some chat has a link."""
    return [_flow(row) for row in await tx.all("links.live_flows", partner=partner)]


async def last_choices(tx: Tx, chat: Chat, limit: int = 10) -> list[Flow]:
    """The flows for which the partner took links lately, the latest first."""
    return [_flow(row) for row in await tx.all("links.last_choices", partner=chat.partner, limit=limit)]


async def of_flow(tx: Tx, flow: Flow, chat: Chat) -> Link | None:
    """The chat's live link of that flow."""
    row = await tx.one("links.of_flow", flow=flow.id, chat=chat.id)
    return read(row) if row else None


async def issue(
    tx: Tx, chat: Chat, flow: Flow, version: Version, token: str, by: int, now: datetime
) -> tuple[Link, bool]:
    """This chat's own link of the flow, and whether it is new; there is never a second live one (PRODUCT 6)."""
    known = await of_flow(tx, flow, chat)
    if known is not None:
        return known, False
    await tx.run(
        "links.add_link",
        flow=flow.id,
        chat=chat.id,
        token=token,
        terms=version.id,
        issued_at=ms(now),
        issued_by=by,
    )
    made = await of_flow(tx, flow, chat)
    assert made is not None
    await witness.bound(tx, flow.partner, version, now)
    return made, made.token == token


async def link(tx: Tx, chat: Chat, link_id: int) -> Link | None:
    """The live link of that number, if it is this chat's and of its partner."""
    row = await tx.one("links.by_id", id=link_id, chat=chat.id, partner=chat.partner)
    return read(row) if row else None


async def of_chat(tx: Tx, chat: Chat) -> list[Link]:
    """Every live link of this chat, of the partner it belongs to now."""
    return [read(row) for row in await tx.all("links.of_chat", chat=chat.id, partner=chat.partner)]


async def used(tx: Tx, flow: Flow, version: Version, now: datetime, chat: int | None = None) -> tuple[int, ...]:
    """How much of each cap of the version is used now, in their order; `chat`: of which, where a cap is not shared."""
    return tuple(state.used for state in await caps.states(tx, flow, version, now, chat))


async def expose(tx: Tx, link: Link, version: Version) -> str:
    """Note that this version is about to be shown with the link; gives the card's name, `link:terms:n`.

    The letter's `once` is `card:` and that name; `shown` completes the exposure when it has arrived.
    """
    row = await tx.one("links.count_exposures", chat=link.chat, terms=version.id, link=link.id)
    name = f"{link.id}:{version.id}:{row['count'] + 1 if row else 1}"
    await tx.run(
        "links.add_exposure",
        flow=link.flow.id,
        link=link.id,
        terms=version.id,
        chat=link.chat,
        letter=f"card:{name}",
    )
    return name


async def expose_flows(tx: Tx, chat: Chat, flows: Sequence[Flow], version: Version) -> str:
    """Note that this version is about to be shown in the chat for these flows, without links; gives the letter's once."""
    return await expose_all(tx, chat, [(version, flows)])


async def expose_all(tx: Tx, chat: Chat, told: Sequence[tuple[Version, Sequence[Flow]]]) -> str:
    """The same for several versions, each with its flows, in one letter."""
    first = told[0][0]
    row = await tx.one("links.count_exposures", chat=chat.id, terms=first.id, link=0)
    letter = f"card:chat:{chat.id}:{first.id}:{row['count'] + 1 if row else 1}"
    where = {"link": None, "chat": chat.id, "letter": letter}
    exposures = [{"flow": flow.id, "terms": version.id, **where} for version, flows in told for flow in flows]
    await tx.many("links.add_exposure", exposures)
    return letter


async def exposed(tx: Tx, chat: Chat, version: Version) -> bool:
    """Whether this version was shown in the chat, or is about to be."""
    return await tx.one("links.exposed_there", chat=chat.id, terms=version.id) is not None


async def expose_links(tx: Tx, links: Sequence[Link], version: Version, letter: str) -> None:
    """Note that this version is about to be shown for these links of one chat, without them, by the letter of that once."""
    exposures = [
        {"flow": link.flow.id, "link": link.id, "terms": version.id, "chat": link.chat, "letter": letter}
        for link in links
    ]
    await tx.many("links.add_exposure", exposures)


async def version(tx: Tx, number: int) -> Version:
    """The version of that number in the table."""
    row = await tx.one("links.version", id=number)
    assert row is not None
    return _version(row)


async def told(tx: Tx, chat: Chat, letter_once: str) -> list[tuple[Version, list[Flow]]]:
    """What that letter shows this chat of its partner's flows, by version."""
    rows = [row for row in await tx.all("links.just_shown", letter=letter_once) if row["chat"] == chat.id]
    own = [row for row in rows if row["partner"] == chat.partner]
    shared = groupby(own, lambda row: row["terms"])
    return [(await version(tx, number), [_flow(row, "flow") for row in same]) for number, same in shared]


async def shown(tx: Tx, letter_once: str, message: int, at: datetime) -> None:
    """The letter with that `once` has arrived; completes its exposures once, and is nothing for other letters."""
    if not await tx.all("links.shown", letter=letter_once, message=message, at=ms(at)):
        return
    rows = await tx.all("links.just_shown", letter=letter_once)
    for (number, _), same in groupby(rows, lambda row: (row["terms"], row["partner"])):
        found = list(same)
        flows = [_flow(row, "flow") for row in found]
        await witness.shown(tx, found[0]["chat"], flows, await version(tx, number), found[0]["link"], message, at)


async def exposures(tx: Tx, link: Link, version: Version) -> list[Exposure]:
    """Where and when this version was shown with the link, the first first."""
    rows = await tx.all("links.exposed", link=link.id, terms=version.id)
    return [Exposure(letter=r["letter"], shown_at=instant(r["shown_at"]), message=r["message"]) for r in rows]


async def accept(tx: Tx, link: Link, version: Version, user_id: int, name: str, kind: Kind, now: datetime) -> bool:
    """Keep that a person pressed Accept on this version; False when he has done so before. Two presses equal one."""
    row = await tx.one(
        "links.accept",
        link=link.id,
        terms=version.id,
        chat=link.chat,
        user_id=user_id,
        name=name,
        kind=kind,
        at=ms(now),
    )
    if row is None:
        return False
    chat = await chats.by_id(tx, link.chat)
    assert chat is not None
    await witness.accepted(tx, chat, link, version, evidence.person(user_id, name), kind, now)
    return True


async def acceptances(tx: Tx, link: Link) -> list[Acceptance]:
    """Who pressed Accept on which version of the link's terms, in order."""
    names = ("link", "terms", "user_id", "name", "kind")
    rows = await tx.all("links.acceptances", link=link.id)
    return [Acceptance(**{name: row[name] for name in names}, at=_at(row["at"])) for row in rows]


async def accepted(tx: Tx, link: Link, version: Version) -> bool:
    """Whether somebody in the link's chat has accepted this very version."""
    return any(one.kind == "accepted" and one.terms == version.id for one in await acceptances(tx, link))


async def unaccepted(tx: Tx, now: datetime, manager: int | None = None) -> list[Unaccepted]:
    """Links whose terms in force nobody has accepted, the longest first; of one manager's partners, or of all."""
    holding = [_version(row) for row in await tx.all("links.all_holding_terms", now=ms(now))]
    accepted = {(row["link"], row["terms"]) for row in await tx.all("links.accepted_live")}
    found = []
    for row in await tx.all("links.live", manager=manager):
        link = read(row)
        try:
            version = terms.in_force(holding, link.flow, row["tier"], now)
        except DeskError:
            continue  # what is not clear cannot be accepted; staff are told where it shows
        if (link.id, version.id) not in accepted:
            found.append(_unaccepted(link, version))
    return sorted(found, key=lambda one: (one.since, one.link))


def _unaccepted(link: Link, version: Version) -> Unaccepted:
    flow = link.flow
    return Unaccepted(
        link=link.id,
        chat=link.chat,
        partner=flow.partner,
        offer=flow.offer,
        geo=flow.geo,
        source=flow.source,
        number=version.number,
        since=max(link.issued_at, version.valid_from),
    )


async def chat_of_topic(tx: Tx, forum: int, topic: int) -> Chat | None:
    """The partner chat that is mirrored into that staff topic."""
    row = await tx.one("links.chat_of_topic", forum=forum, topic=topic)
    names = ("id", "tg_id", "kind", "title", "partner", "locale", "status")
    return Chat(**{name: row[name] for name in names}) if row else None
