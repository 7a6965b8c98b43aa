"""Disputes from the question to the end; what becomes of one is in the chain of its deal (PRODUCT 7)."""

from datetime import datetime

from desk import calendars, disputes
from desk import evidence as parts
from desk.chats import Chat
from desk.disputes import Dispute, Settled
from desk.dossier import Asked
from desk.letters import disputes as letters
from desk.letters import dossier as files
from desk.letters import letter
from desk.letters.dossier import Days
from desk.people import Partner
from desk.rules import Rules
from storage import chats, conversations, dossiers, evidence, outbox, people
from storage.database import Row, Tx, instant, ms


def _dispute(row: Row) -> Dispute:
    names = ("id", "partner", "offer", "chat", "name", "owner", "state")
    known = {name: row[name] for name in names}
    return Dispute(due=instant(row["due_at"]), words=row["words"] or "", reason=row["reason"] or "", **known)


async def by_id(tx: Tx, number: int) -> Dispute | None:
    """The dispute of that number."""
    row = await tx.one("disputes.by_id", id=number)
    return _dispute(row) if row else None


async def open_of(tx: Tx, partner: int) -> list[Dispute]:
    """What is open, the first due first."""
    return [_dispute(row) for row in await tx.all("disputes.open", partner=partner)]


async def ask(tx: Tx, chat: Chat, offer: str, user_id: int, name: str, rules: Rules, now: datetime) -> None:
    """Somebody of the partner pressed *Dispute*: the one question; pressed again, it is asked below what was written since."""
    number = await _asked(tx, chat, offer, user_id, name, now)
    await outbox.drop_slot(tx, letters.slot(number))
    await outbox.add(tx, [letters.ask(chat.id, number, rules.offer_name(offer))], now)


async def _asked(tx: Tx, chat: Chat, offer: str, user_id: int, name: str, now: datetime) -> int:
    key = {"chat": chat.id, "user_id": user_id, "offer": offer}
    row = await tx.one("disputes.asked", **key)
    row = row or await tx.one("disputes.ask", partner=chat.partner, name=name, now=ms(now), **key)
    assert row is not None
    return int(row["id"])


async def answered(
    tx: Tx, chat: Chat, question: int, user_id: int, name: str, words: str, rules: Rules, now: datetime
) -> None:
    """Somebody answered a message of ours: if it was the question of a dispute, that is open from now on."""
    row = await tx.one("disputes.question", chat=chat.id, message=question)
    if row is not None and words:
        await _begin(tx, chat, row["id"], words, parts.person(user_id, name), rules, now)


async def begin(
    tx: Tx, chat: Chat, offer: str, words: str, user_id: int, name: str, rules: Rules, now: datetime
) -> None:
    """One of us opens a dispute for the partner."""
    number = await _asked(tx, chat, offer, user_id, name, now)
    await _begin(tx, chat, number, words, parts.person(user_id, name, ours=True), rules, now)


async def _begin(
    tx: Tx, chat: Chat, number: int, words: str, by: dict[str, object], rules: Rules, now: datetime
) -> None:
    partner = await people.partner(tx, chat.partner or 0)
    assert partner is not None
    due = disputes.due(rules.calendars[rules.manager_calendar], now)
    kept = {"words": words[: disputes.LONG], "owner": partner.manager, "due_at": ms(due), "now": ms(now)}
    row = await tx.one("disputes.begin", id=number, **kept)
    assert row is not None
    dispute, topic = _dispute(row), await conversations.of_chat(tx, chat)
    facts = {"number": dispute.id, "what": "opened", "text": dispute.words, "by": by}
    await evidence.record(tx, dispute.partner, dispute.offer, "dispute", facts, now)
    offer, owner = rules.offer_name(dispute.offer), await _owner(tx, dispute)
    said = [
        letters.opened(dispute, offer, due),
        letters.told(topic, dispute, offer, owner, due),
        await _files(tx, topic, dispute, partner, rules, now),
    ]
    await outbox.add(tx, said, now)
    await _call(tx, dispute, partner, rules, now, late=False)
    await tx.run("disputes.stale", partner=partner.id)


async def _files(tx: Tx, topic: int, dispute: Dispute, partner: Partner, rules: Rules, now: datetime) -> letter.Letter:
    """The evidence of the deal from its beginning, with what is disputed."""
    today = calendars.local_date(now, rules.zone)
    began = calendars.local_date(await dossiers.began(tx, partner.id, dispute.offer) or now, rules.zone)
    days = Days(first=began, last=today)
    lengths = await dossiers.lengths(tx, partner.id, dispute.offer)
    asked = Asked.of(partner.id, dispute.offer, days.first, days.last, rules.zone, lengths)
    once = f"dispute:{dispute.id}:files"
    return files.files(letter.topic(topic), asked, partner.name, rules.offer_name(dispute.offer), days, once)


async def settle(
    tx: Tx, dispute: Dispute, how: Settled, reason: str, user_id: int, name: str, rules: Rules, now: datetime
) -> bool:
    """It is settled: the partner is told, and the chain says so; False when it is already."""
    row = await tx.one("disputes.settle", id=dispute.id, state=how, reason=reason[: disputes.LONG], now=ms(now))
    if row is None:
        return False
    ended, chat = _dispute(row), await chats.by_id(tx, dispute.chat)
    assert chat is not None
    facts = {"number": ended.id, "what": how, "text": ended.reason, "by": parts.person(user_id, name, ours=True)}
    await evidence.record(tx, ended.partner, ended.offer, "dispute", facts, now)
    offer, topic = rules.offer_name(ended.offer), await conversations.of_chat(tx, chat)
    told = [letters.settled(ended, how, offer)] if chat.partner == ended.partner else []
    await outbox.add(tx, [*told, letters.over(topic, ended, offer, name)], now)
    await tx.run("disputes.stale", partner=ended.partner)
    return True


async def call_due(tx: Tx, rules: Rules, now: datetime) -> int:
    """Whoever is to settle what is overdue is told, once; gives how many there were."""
    late = [_dispute(row) for row in await tx.all("disputes.due", now=ms(now))]
    for dispute in late:
        partner = await people.partner(tx, dispute.partner)
        assert partner is not None
        await _call(tx, dispute, partner, rules, now, late=True)
    return len(late)


async def _call(tx: Tx, dispute: Dispute, partner: Partner, rules: Rules, now: datetime, *, late: bool) -> None:
    """The owner, or the heads where there is none; the heads too when it is late."""
    chat, staff = await chats.by_id(tx, dispute.chat), await people.staff(tx)
    assert chat is not None
    owners = [one.id for one in staff if one.id == partner.manager]
    heads = [one.id for one in staff if one.role == "head"]
    topic, offer = await conversations.of_chat(tx, chat), rules.offer_name(dispute.offer)
    called = list(dict.fromkeys([*owners, *heads])) if late or not owners else owners
    await outbox.add(tx, [letters.called(one, topic, dispute, partner.name, offer, late=late) for one in called], now)


async def _owner(tx: Tx, dispute: Dispute) -> str | None:
    staff = await people.staff_by_id(tx, dispute.owner) if dispute.owner is not None else None
    return staff.name if staff else None
