"""Whoever has links is told when other terms will bind them, and may accept or decline; who was told is kept (PRODUCT 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk import changes, publishing
from desk import evidence as parts
from desk.chats import Chat
from desk.errors import DeskError
from desk.letters import letter
from desk.letters import terms as letters
from desk.letters.letter import Letter, To
from desk.letters.terms import Announced, Progress, State
from desk.links import Flow, Kind, Link
from desk.people import Partner
from desk.rules import Rules
from desk.terms import INSTANT, Book, Change, Version
from storage import chats, conversations, evidence, links, outbox, people, witness
from storage.database import Row, Tx, instant, ms

BATCH = 100  # rows looked at in one beat


@dataclass(frozen=True, kw_only=True, slots=True)
class Announcement:
    """That a chat is to be told of a change; `at` is when it comes into force."""

    id: int
    change: int
    chat: int
    partner: int
    offer: str
    before: int
    after: int
    at: datetime
    conversation: int | None
    told: bool
    untold: bool
    answered: bool


def _announcement(row: Row) -> Announcement:
    names = ("id", "change", "chat", "partner", "offer", "before", "after", "conversation")
    return Announcement(
        at=_at(row["at"]),
        told=row["told_at"] is not None,
        untold=row["untold"] is not None,
        answered=row["answer"] is not None,
        **{name: row[name] for name in names},
    )


def _at(value: int) -> datetime:
    at = instant(value)
    assert at is not None
    return at


async def announcement(tx: Tx, number: int) -> Announcement | None:
    """The announcement of that number."""
    row = await tx.one("announcing.announcement", id=number)
    return _announcement(row) if row else None


async def live(tx: Tx, partner: int, offer: str) -> list[Link]:
    """The live links of a partner for an offer, in all its chats."""
    return [links.read(row) for row in await tx.all("announcing.links", partner=partner, offer=offer)]


# --- to be told ----------------------------------------------------------------------------------------------------------


async def look_over(
    tx: Tx,
    partner: Partner,
    offer: str,
    rules: Rules,
    now: datetime,
    since: datetime,
    conversation: int | None = None,
    ahead: timedelta | None = None,
) -> list[int]:
    """Tell each chat of that partner what other terms bind, or will bind, its links; once, whoever looks.

    Told are versions made to come, at once, and what an end brings, of terms or of a tier, as soon as the notice would run
    (or `ahead` of it).
    Changes before `since` are known. A change that was told and will not come is taken back. Gives the numbers of the changes
    that were told now.
    """
    book, found = await links.book(tx, partner, offer), dict[tuple[int, int, datetime], list[Link]]()
    for link in await live(tx, partner.id, offer):
        start = max(since, link.issued_at + INSTANT)
        for change in book.changes(link.flow, start):
            if (
                change.before
                and change.after
                and _soon(change, now + (ahead or rules.terms.notice + publishing.ARRIVAL))
            ):
                found.setdefault((change.before.id, change.after.id, change.at), []).append(link)
    told = []
    for (before, after, at), concerned in found.items():
        number = await _change(tx, partner, offer, before, after, at, conversation, now)
        if await _announce(tx, number, concerned, await links.version(tx, after), rules, now):
            told.append(number)
    coming = {(after, at) for _, after, at in found}
    gone = [
        row["id"]
        for row in await tx.all("announcing.open", partner=partner.id, offer=offer, now=ms(now))
        if (row["after"], _at(row["at"])) not in coming
    ]
    for number in gone:
        await _withdrawn(tx, number, rules, now)
    for number in [*told, *gone]:
        await _progress(tx, number, rules, now)
    return told


def _soon(change: Change, horizon: datetime) -> bool:
    assert change.after is not None
    made_for_it = change.after.valid_from == change.at
    return made_for_it or change.at <= horizon


async def _change(
    tx: Tx, partner: Partner, offer: str, before: int, after: int, at: datetime, conversation: int | None, now: datetime
) -> int:
    key = {"partner": partner.id, "before": before, "after": after, "at": ms(at)}
    row = await tx.one("announcing.add_change", **key, offer=offer, conversation=conversation, made_at=ms(now))
    row = row or await tx.one("announcing.change_of", **key)
    assert row is not None
    number: int = row["id"]
    return number


async def _announce(
    tx: Tx, change: int, concerned: Sequence[Link], version: Version, rules: Rules, now: datetime
) -> bool:
    """Tell those chats that have not been told; whether there was one."""
    new = False
    for chat in dict.fromkeys(link.chat for link in concerned):
        row = await tx.one("announcing.add_announcement", change=change, chat=chat)
        if row is not None:
            new = True
            said = await _shown(tx, row["id"], rules, now)
            await links.expose_links(
                tx, [one for one in concerned if one.chat == chat], version, f"announce:{row['id']}"
            )
            await outbox.add(tx, [letters.announced(said, first=True)], now)
    if new:
        await witness.bound(tx, concerned[0].flow.partner, version, now, announced=True)
    return new


async def _shown(
    tx: Tx, number: int, rules: Rules, now: datetime, state: State = "open", by: str = "", flows: Sequence[Flow] = ()
) -> Announced:
    """What the chat is shown of a change by now."""
    known = await announcement(tx, number)
    assert known is not None
    return Announced(
        id=number,
        chat=known.chat,
        offer=named(rules, known.offer),
        flows=tuple(flows or [link.flow for link in await concerned(tx, known, now)]),
        before=await links.version(tx, known.before),
        after=await links.version(tx, known.after),
        at=known.at,
        state=state,
        by=by,
    )


def named(rules: Rules, offer: str) -> str:
    """The offer's name, as long as desk.yaml has one."""
    known = rules.offer(offer)
    return known.name if known else offer


async def concerned(tx: Tx, known: Announcement, now: datetime) -> list[Link]:
    """The live links of its chat that the new version binds, or will."""
    partner = await people.partner(tx, known.partner)
    if partner is None:
        return []
    book = await links.book(tx, partner, known.offer)
    return [
        link
        for link in await live(tx, known.partner, known.offer)
        if link.chat == known.chat and _binds(book, link.flow, known, now)
    ]


def _binds(book: Book, flow: Flow, known: Announcement, now: datetime) -> bool:
    version = book.clear(flow, max(now, known.at))
    return version is not None and version.id == known.after


# --- what became of it -------------------------------------------------------------------------------------------------


async def told(tx: Tx, number: int, message: int, rules: Rules, at: datetime) -> None:
    """It has arrived."""
    row = await tx.one("announcing.told", id=number, message=message, at=ms(at))
    if row is None:
        return
    change = await tx.one("announcing.change", id=row["change"])
    assert change is not None
    if at < _at(change["at"]) < at + rules.terms.notice and not await _eases(tx, change):
        await _later(tx, await links.version(tx, change["after"]), rules, at)
    await _progress(tx, row["change"], rules, at)


async def arrived(tx: Tx, known: Announcement, message: int, rules: Rules, at: datetime) -> None:
    """Somebody presses a button of it: it has arrived, whatever the sender knows."""
    await links.shown(tx, f"announce:{known.id}", message, at)
    await told(tx, known.id, message, rules, at)


async def untold(tx: Tx, number: int, why: str, rules: Rules, now: datetime) -> None:
    """It cannot arrive: the chat's links that it concerns are stopped, and do not delay the others (PRODUCT 6)."""
    row = await tx.one("announcing.untold", id=number, why=why)
    known = await announcement(tx, number)
    if row is None or known is None:
        return
    chat, version = await chats.by_id(tx, known.chat), await links.version(tx, known.after)
    assert chat is not None
    facts = {"version": parts.version(version), "chat": parts.chat(chat), "why": why}
    await evidence.record(tx, known.partner, known.offer, "untold", facts, now)
    stopped = await stop(tx, chat, await concerned(tx, known, now), "untold", None, now)
    if chat.partner == known.partner:
        topic, once = await conversations.of_chat(tx, chat), f"untold:{number}"
        told_staff = letters.untold(topic, named(rules, known.offer), version.number, len(stopped), once)
        await outbox.add(tx, [told_staff], now)
    await _progress(tx, known.change, rules, now)


async def stop(
    tx: Tx, chat: Chat, concerned: Iterable[Link], why: str, by: dict[str, object] | None, now: datetime
) -> list[Link]:
    """Stop those links of that chat; what they brought stays. Gives those that were live."""
    stopped = [link for link in concerned if await tx.one("announcing.stop", id=link.id, now=ms(now)) is not None]
    for link in stopped:
        facts = {"link": link.id, "flow": parts.flow(link.flow), "chat": parts.chat(chat), "why": why, "by": by}
        await evidence.record(tx, link.flow.partner, link.flow.offer, "stopped", facts, now)
    return stopped


async def accept(
    tx: Tx, known: Announcement, user_id: int, name: str, kind: Kind, rules: Rules, now: datetime
) -> int | None:
    """Somebody has pressed Accept: kept for each link of the chat that the version binds; how many, None for none any more."""
    version, bound = await links.version(tx, known.after), await concerned(tx, known, now)
    if not bound:
        return None
    new = [await links.accept(tx, link, version, user_id, name, kind, now) for link in bound]
    said = await _shown(tx, known.id, rules, now, "accepted" if kind == "accepted" else "open", name)
    if any(new):
        topic = await _topic(tx, known)
        await outbox.add(tx, [letters.answered(topic, kind, said, len(bound))], now)
    if kind == "accepted":
        await tx.run("announcing.answer", id=known.id, answer="accepted")
        await outbox.add(tx, [letters.announced(said)], now)
        await _progress(tx, known.change, rules, now)
    return len(bound)


async def ask(tx: Tx, known: Announcement, state: State, rules: Rules, now: datetime) -> None:
    """Decline and stop was pressed, or taken back: the buttons of the message change."""
    await outbox.add(tx, [letters.announced(await _shown(tx, known.id, rules, now, state))], now)


async def decline(tx: Tx, known: Announcement, user_id: int, name: str, rules: Rules, now: datetime) -> int | None:
    """Somebody has declined: the links of this chat that the version binds are stopped, not the past; how many, None for none."""
    chat, bound = await chats.by_id(tx, known.chat), await concerned(tx, known, now)
    assert chat is not None
    if not bound:
        return None
    version, by = await links.version(tx, known.after), parts.person(user_id, name)
    for link in bound:
        facts = {"version": parts.version(version), "chat": parts.chat(chat), "flow": parts.flow(link.flow)}
        await evidence.record(tx, known.partner, known.offer, "declined", {**facts, "link": link.id, "by": by}, now)
    said = await _shown(tx, known.id, rules, now, "declined", name, [link.flow for link in bound])
    await stop(tx, chat, bound, "declined", by, now)
    await tx.run("announcing.answer", id=known.id, answer="declined")
    topic = await _topic(tx, known)
    await outbox.add(tx, [letters.announced(said), letters.answered(topic, "declined", said, len(bound))], now)
    await _progress(tx, known.change, rules, now)
    return len(bound)


async def _topic(tx: Tx, known: Announcement) -> int:
    chat = await chats.by_id(tx, known.chat)
    assert chat is not None
    return await conversations.of_chat(tx, chat)


async def _withdrawn(tx: Tx, change: int, rules: Rules, now: datetime) -> None:
    """The change does not come: chats that were told of it and still have links of the offer are told that."""
    row = await tx.one("announcing.change", id=change)
    assert row is not None
    await tx.run("announcing.begun", id=change)
    alive = {link.chat for link in await live(tx, row["partner"], row["offer"])}
    before, after = await links.version(tx, row["before"]), await links.version(tx, row["after"])
    if after.valid_from == after.valid_to and after.scope.partner is None:  # withdrawn by desk.yaml
        facts = {"version": parts.version(after), "by": None}
        await evidence.record(tx, row["partner"], row["offer"], "withdrawn", facts, now)
    for told_of in await tx.all("announcing.announcements", change=change):
        if told_of["chat"] in alive and told_of["untold"] is None:
            await _take_back(tx, told_of, before, after, rules, now)


async def _take_back(tx: Tx, told_of: Row, before: Version, after: Version, rules: Rules, now: datetime) -> None:
    if await outbox.withdraw(tx, f"announce:{told_of['id']}"):
        return
    said = await _shown(tx, told_of["id"], rules, now, "withdrawn")
    back = letters.taken_back(said.chat, said.offer, before, after, f"back:{told_of['id']}")
    await outbox.add(tx, [letters.announced(said), back], now)


# --- staff ---------------------------------------------------------------------------------------------------------------


async def _progress(tx: Tx, change: int, rules: Rules, now: datetime) -> None:
    """The line that says how far it has been told."""
    row = await tx.one("announcing.change", id=change)
    partner = await people.partner(tx, row["partner"]) if row else None
    if row is None or partner is None:
        return
    rows = await tx.all("announcing.announcements", change=change)
    before, after = await links.version(tx, row["before"]), await links.version(tx, row["after"])
    answers = [one["answer"] for one in rows]
    place = await _home(tx, rows[0]["chat"]) if rows else None
    said = [
        Progress(
            change=change,
            to=to,
            partner=partner.name,
            conversation=row["conversation"] or place,
            offer=named(rules, row["offer"]),
            scope=after.scope,
            before=before,
            after=after,
            at=_at(row["at"]),
            chats=len(rows),
            told=sum(one["told_at"] is not None for one in rows),
            accepted=answers.count("accepted"),
            declined=answers.count("declined"),
            untold=tuple(one["title"] for one in rows if one["untold"] is not None),
            withdrawn=bool(row["begun"]) and _at(row["at"]) > now,
        )
        for to in await _managers(tx, partner, row["conversation"])
    ]
    await outbox.add(tx, [letters.progress(one) for one in said], now)


async def _home(tx: Tx, chat: int) -> int | None:
    known = await chats.by_id(tx, chat)
    return await conversations.of_chat(tx, known) if known else None


async def _managers(tx: Tx, partner: Partner, conversation: int | None) -> list[To]:
    """Where it was published; else the manager, else the heads."""
    if conversation is not None:
        return [letter.topic(conversation)]
    return [letter.staff(one) for one in await responsible(tx, partner)]


async def responsible(tx: Tx, partner: Partner) -> list[int]:
    """The manager of the partner, else the heads."""
    if partner.manager is not None:
        return [partner.manager]
    return [person.id for person in await people.staff(tx) if person.role == "head"]


async def stir(tx: Tx, since: datetime, now: datetime) -> None:
    """What begins or ends between those instants concerns chats that are looked over then."""
    span = {"since": ms(since), "now": ms(now)}
    if since < now and await tx.one("announcing.boundaries", **span) is not None:
        await tx.run("announcing.stir", **span)
        await tx.run("announcing.stir_topics")


# --- when it comes into force -------------------------------------------------------------------------------------------


async def begin(tx: Tx, rules: Rules, now: datetime) -> int:
    """Changes have come into force: where a chat has not accepted what must be, the manager is called, once."""
    rows = await tx.all("announcing.due", now=ms(now), limit=BATCH)
    for row in rows:
        await tx.run("announcing.begun", id=row["id"])
        for told_of in await tx.all("announcing.announcements", change=row["id"]):
            known = await announcement(tx, told_of["id"])
            assert known is not None
            if not known.untold and rules_require(rules, known.offer):
                await outbox.add(tx, await _calls(tx, known, rules, now), now)
    return len(rows)


def rules_require(rules: Rules, offer: str) -> bool:
    """Whether terms of that offer must be accepted; of one that desk.yaml does not name any more, they must not."""
    known = rules.offer(offer)
    return known is not None and known.accept == "required"


async def _calls(tx: Tx, known: Announcement, rules: Rules, now: datetime) -> list[Letter]:
    partner, chat = await people.partner(tx, known.partner), await chats.by_id(tx, known.chat)
    version = await links.version(tx, known.after)
    open_links = [link for link in await concerned(tx, known, now) if not await links.accepted(tx, link, version)]
    if partner is None or chat is None or not open_links:
        return []
    topic, offer = await conversations.of_chat(tx, chat), named(rules, known.offer)
    return [
        letters.unaccepted(one, partner, topic, chat.title, offer, version.number, f"unaccepted:{known.id}:{one}")
        for one in await responsible(tx, partner)
    ]


async def owed(tx: Tx, chat: Chat, rules: Rules, now: datetime) -> tuple[str, Version] | None:
    """The offer's name and the version in force that this chat must accept before it gets new links (PRODUCT 6)."""
    for row in await tx.all("announcing.owed", chat=chat.id, now=ms(now)):
        link = await links.link(tx, chat, row["id"])
        partner = await people.partner(tx, link.flow.partner) if link else None
        if link is None or partner is None or not rules_require(rules, link.flow.offer):
            continue
        version = (await links.book(tx, partner, link.flow.offer)).clear(link.flow, now)
        if version is not None and version.id == row["after"]:
            return named(rules, link.flow.offer), version
    return None


async def check_owed(tx: Tx, chat: Chat, rules: Rules, now: datetime) -> None:
    """Raises DeskError `terms-owed` where changed terms are in force and were not accepted in the chat: no new links before."""
    known = await owed(tx, chat, rules, now)
    if known is not None:
        offer, version = known
        raise DeskError("terms-owed", offer=offer, version=version.number)


async def postpone(tx: Tx, rules: Rules, now: datetime) -> int:
    """What has not arrived although the notice should run comes into force later, so that nobody loses a part of it; what
    will never arrive is known to be untold."""
    rows = await tx.all("announcing.late", now=ms(now), soon=ms(now + rules.terms.notice), limit=BATCH)
    late, gone = set[int](), 0
    for row in rows:
        letter_ = await outbox.by_once(tx, f"announce:{row['id']}")
        if letter_ is None or letter_[1] in ("dead", "revoked"):
            await untold(tx, row["id"], "gone", rules, now)
            gone += 1
        elif not await _eases(tx, row):
            late.add(row["after"])
    for number in sorted(late):
        await _later(tx, await links.version(tx, number), rules, now)
    return gone + len(late)


async def _eases(tx: Tx, change: Row) -> bool:
    """Whether nothing gets worse for the partner, so that it needs no notice."""
    before, after = await links.version(tx, change["before"]), await links.version(tx, change["after"])
    return changes.loosens(before.body, after.body)


async def _later(tx: Tx, version: Version, rules: Rules, now: datetime) -> None:
    if not version.waits(now):
        return  # an end that was agreed long ago stays where it is
    at = publishing.earliest(now, rules.terms.notice)
    await links.keep(tx, publishing.postpone(await links.versions_of(tx, version.scope), version, at))
    later = await links.version(tx, version.id)
    for row in await tx.all("announcing.deals", after=version.id):
        await witness.bound(tx, row["partner"], later, now, announced=True, again=True)
    await tx.run("announcing.move_changes", after=version.id, was=ms(version.valid_from), at=ms(at))
    for change in await tx.all("announcing.of_version", after=version.id):
        await _say_again(tx, change["id"], rules, now)


async def _say_again(tx: Tx, change: int, rules: Rules, now: datetime) -> None:
    known = await tx.one("announcing.change", id=change)
    assert known is not None
    for row in await tx.all("announcing.announcements", change=change):
        if row["untold"] is None and row["partner"] == known["partner"]:  # a chat may be another partner's by now
            await outbox.add(tx, [letters.announced(await _shown(tx, row["id"], rules, now))], now)
    await _progress(tx, change, rules, now)
