"""What a staff topic shows of its conversation, kept up to date, and which forum takes the next one (PRODUCT 3)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk import topics
from desk.chats import Chat
from desk.conversation import Conversation
from desk.errors import DeskError
from desk.letters import packing
from desk.letters import topics as letters
from desk.letters.letter import Lane, Letter
from desk.letters.topics import Given, Live, Profile
from desk.links import Link
from desk.people import Partner, Staff
from desk.rules import Rules
from desk.topics import Face, Lag, Load
from storage import chats, disputes, links, members, outbox, people
from storage.database import Row, Tx, instant, ms

AGAIN = timedelta(seconds=20)  # the least time between two changes of what one topic shows
BUSY = timedelta(hours=1)  # what a forum was sent since then says how busy it is
FIRST = 3  # letters with which a topic begins: the card, its pin, and the message at hand
BATCH = 20  # topics looked at in one sweep: more than the forums could be told of meanwhile


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """A topic's name, and the state that its icon shows."""

    name: str
    state: topics.State

    @property
    def text(self) -> str:
        """As it is kept."""
        return f"{self.state} {self.name}"


def _face(row: Row) -> Face:
    return topics.face(Conversation.from_text(row["state"]), row["ended"])


async def look(tx: Tx, conversation: int) -> Look | None:
    """How the topic of a conversation is to look now; None for an unknown one."""
    row = await tx.one("topics.about", id=conversation)
    if row is None:
        return None
    partner = await people.partner(tx, row["partner"]) if row["partner"] is not None else None
    return _look(row, partner)


def _look(row: Row, partner: Partner | None) -> Look:
    state, called = _face(row).state, partner.name if partner else ""
    titled = row["kind"] == "group" or (row["private_chats"] > 1 and row["title"] != called)
    name = topics.name(state, called, row["title"], titled=titled)
    return Look(name=name, state=state)


async def card(tx: Tx, conversation: int, rules: Rules, now: datetime) -> list[Letter]:
    """The card of a new conversation and its pinning, before anything else in its topic; nothing for an unbound chat."""
    row = await tx.one("topics.about", id=conversation)
    found = None if row is None else await _profile(tx, row, rules, now)
    return [] if found is None else [letters.card(found), letters.pin(conversation)]


async def _profile(tx: Tx, row: Row, rules: Rules, now: datetime) -> Profile | None:
    partner = await people.partner(tx, row["partner"]) if row["partner"] is not None else None
    if partner is None:
        return None
    names = ("tg_id", "kind", "title", "partner", "locale", "status")
    chat = Chat(id=row["chat"], **{name: row[name] for name in names})
    newcomer = await people.newcomer(tx, chat.tg_id) if chat.kind == "private" else None
    brought = await people.partner(tx, newcomer.brought_by) if newcomer and newcomer.brought_by is not None else None
    others = await tx.all("topics.others", partner=partner.id, chat=chat.id)
    face = _face(row)
    manager, who = await _staff(tx, partner.manager), await _staff(tx, face.who)
    return Profile(
        conversation=row["id"],
        partner=partner,
        chat=chat,
        manager=manager.name if manager else None,
        plan=rules.general.get(partner.tier) or rules.general["new"],
        newcomer=newcomer,
        brought_by=brought.name if brought else None,
        others=tuple((other["conversation"], other["title"]) for other in others),
        links=tuple([await _live(tx, partner, link, rules, now) for link in await links.of_chat(tx, chat)]),
        face=face,
        who=who.name if who else None,
        disputes=tuple(await disputes.open_of(tx, partner.id)),
        promises=await _promises(tx, Conversation.from_text(row["state"])),
        unread=tuple(one.name for one in await members.unread(tx, chat.id)),
    )


async def _promises(tx: Tx, state: Conversation) -> tuple[Given, ...]:
    """What is promised there and open, the first due first."""
    found = []
    for promise in sorted(state.promises, key=lambda one: one.due):
        staff = await _staff(tx, promise.staff)
        found.append(Given(name=staff.name if staff else "—", due=promise.due, text=promise.text))
    return tuple(found)


async def _staff(tx: Tx, staff_id: int | None) -> Staff | None:
    return None if staff_id is None else await people.staff_by_id(tx, staff_id)


async def _live(tx: Tx, partner: Partner, link: Link, rules: Rules, now: datetime) -> Live:
    offer = rules.offer(link.flow.offer)
    name = offer.name if offer else link.flow.offer
    try:
        version = await links.in_force(tx, partner, link.flow, now)
    except DeskError:
        return Live(flow=link.flow, offer=name, caps=None)
    used = await links.used(tx, link.flow, version, now, link.chat)
    accepted = offer is None or offer.accept == "shown" or await links.accepted(tx, link, version)
    caps = tuple(zip(version.terms.caps, used, strict=True))
    return Live(flow=link.flow, offer=name, caps=caps, accepted=accepted)


async def due(tx: Tx, now: datetime) -> list[int]:
    """Conversations whose topic may show what is not so any more, and was not changed just now."""
    rows = await tx.all("topics.due", before=ms(now - AGAIN), limit=BATCH)
    return [row["id"] for row in rows]


async def renew(tx: Tx, conversation: int, rules: Rules, now: datetime) -> None:
    """Queue what the topic of that conversation lacks: another name and icon, the card as it reads now, its pin.

    Only the last state counts: what is queued and not sent yet is taken back.
    """
    if await tx.one("topics.claim", id=conversation, now=ms(now)) is None:
        return
    row = await tx.one("topics.about", id=conversation)
    assert row is not None
    await outbox.revoke(tx, letters.cause(conversation))
    found = await _profile(tx, row, rules, now)
    wanted = _look(row, found.partner if found else None)
    said = [] if wanted.text == row["look"] else [letters.look(conversation, wanted.name, wanted.state)]
    if found is None:  # bound to nobody: the card stays as it was, and the name says that
        await outbox.add(tx, said, now)
        return
    shown = letters.renewed(found, first=not row["card"])
    said += [shown] if _digest(shown) != row["card"] else []
    said += [letters.pin(conversation)] if row["pinned"] != row["topic"] else []
    if not row["card"]:  # the cards of the partner's other chats name this one from now on
        await tx.run("topics.others_stale", id=conversation)
    await outbox.add(tx, said, now)


def _digest(shown: Letter) -> str:
    return hashlib.sha256(packing.dump_params(shown.params).encode()).hexdigest()[:16]


async def applied(tx: Tx, shown: Letter) -> None:
    """That letter has arrived: what it shows stands there now. Nothing for letters that show nothing of a topic's own."""
    conversation = shown.to.id
    if shown.kind == "look":
        wanted = Look(name=shown.params["name"], state=shown.params["state"])
        await tx.run("topics.looks", id=conversation, look=wanted.text)
    elif shown.slot == letters.slot(conversation) and shown.kind == "pin":
        await tx.run("topics.pinned", id=conversation)
    elif shown.slot == letters.slot(conversation):
        await tx.run("topics.carded", id=conversation, card=_digest(shown))


async def stale(tx: Tx, conversation: int) -> None:
    """Nobody knows what the topic shows: it is looked at again."""
    await tx.run("conversations.stale", id=conversation)


async def shut(tx: Tx, forum: int, topic: int, *, yes: bool) -> None:
    """Somebody has closed that topic, or it is open again."""
    await tx.run("topics.shut", forum=forum, topic=topic, shut=int(yes))


async def forum_for(tx: Tx, conversation: int, now: datetime, planned: Mapping[int, int] | None = None) -> int | None:
    """The forum in which the topic of that conversation is to be made; None: there is none.

    planned: how many topics are about to be made in each, besides those there are.
    """
    rows = await tx.all("topics.loads", since=ms(now - BUSY), lane=int(Lane.RELAY))
    mine = await tx.one("topics.forum_of_partner", id=conversation)
    coming = {row["forum"]: (planned or {}).get(row["forum"], 0) for row in rows}
    loads = [
        Load(forum=forum, busy=row["busy"] + FIRST * coming[forum], topics=row["topics"] + coming[forum])
        for row in rows
        for forum in [row["forum"]]
    ]
    return topics.forum(loads, mine["forum"] if mine else None)


async def drop_forum(tx: Tx, forum: int) -> bool:
    """The bot is not in that forum any more: its conversations get topics elsewhere when they next need one.

    The only forum stays, and everything waits for it: False.
    """
    known = await chats.forums(tx)
    if forum not in known or len(known) == 1:
        return False
    await chats.drop_forum(tx, forum)
    await tx.run("topics.leave_forum", forum=forum)
    await tx.run("chats.migrate_slots", old=forum)
    return True


async def lags(tx: Tx, now: datetime) -> Sequence[Lag]:
    """How far each forum is behind, in the order in which they were set up."""
    rows = await tx.all("topics.lags", since=ms(now - timedelta(minutes=1)), lane=int(Lane.RELAY))
    return [
        Lag(
            forum=row["forum"],
            minute=row["minute"],
            queued=row["queued"],
            oldest=now - oldest if (oldest := instant(row["oldest"])) else timedelta(),
        )
        for row in rows
    ]
