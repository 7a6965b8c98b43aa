"""A stranger meets somebody: partner, chat, manager, the card in the topic, and the first wait (PRODUCT 2)."""

from dataclasses import replace
from datetime import datetime

from desk import newcomers
from desk.chats import Chat
from desk.letters import newcomers as letters
from desk.newcomers import Newcomer
from desk.people import Contact, Partner
from desk.rules import Rules
from storage import chats, conversations, flood, outbox, people, topics
from storage.database import Tx, ms


async def private_chat(
    tx: Tx, user_id: int, name: str, username: str | None, locale: str, rules: Rules, now: datetime
) -> Chat:
    """The bound private chat of whoever writes: known, of a known contact, or of a stranger met this moment."""
    chat = await chats.by_tg(tx, user_id)
    if chat is not None and chat.partner is not None:
        return chat
    stranger = Newcomer(user_id=user_id, name=name, username=username, locale=locale, payload="", started_at=now)
    await people.add_newcomer(tx, stranger)
    return await meet(tx, await people.newcomer(tx, user_id) or stranger, rules, now)


async def meet(tx: Tx, newcomer: Newcomer, rules: Rules, now: datetime) -> Chat:
    """The person's private chat, with a partner, a conversation and a card in its topic; made once, then found."""
    await _claim(tx, newcomer.user_id, now)
    chat = await chats.by_tg(tx, newcomer.user_id)
    return chat if chat is not None and chat.partner is not None else await _make(tx, newcomer, rules, now)


async def begin(tx: Tx, newcomer: Newcomer, rules: Rules, now: datetime) -> bool:
    """The questions were answered and nothing was asked: the person waits all the same, since that was due.

    False, and nothing is done, for somebody who has been met meanwhile.
    """
    if newcomer.met_at is not None or not await _claim(tx, newcomer.user_id, now):
        return False
    chat = await meet(tx, newcomer, rules, now)
    case = await conversations.case(tx, await conversations.of_chat(tx, chat), rules, now)
    assert case is not None
    wrote = newcomers.interest(newcomer, conversations.policy_for(case, rules, now), now)
    await conversations.record(tx, case, (wrote,), now)
    return True


async def forget(tx: Tx, user_id: int, now: datetime) -> None:
    """The person is one of us now, and no newcomer whom somebody must meet."""
    await _claim(tx, user_id, now)


async def _claim(tx: Tx, user_id: int, now: datetime) -> bool:
    """True for the first; where rows can be locked, the next one waits here until the first is done."""
    return await tx.one("meeting.claim", user_id=user_id, now=ms(now)) is not None


async def _make(tx: Tx, newcomer: Newcomer, rules: Rules, now: datetime) -> Chat:
    partner = await _partner(tx, newcomer, rules, now)
    chat = await chats.add(tx, newcomer.user_id, "private", newcomer.name, partner.id, newcomer.locale)
    if chat.partner is None:
        await chats.bind(tx, chat.id, partner.id)
    stranger = now < partner.created_at + rules.newcomers.days
    begins = await flood.meeting(tx, newcomer.user_id, now) if stranger else now
    card = await topics.card(tx, await conversations.of_chat(tx, chat), rules, now)
    await outbox.add(tx, [replace(letter, not_before=begins) for letter in card], now)
    if partner.manager is None:
        staff = await people.staff(tx)
        heads = [person.id for person in staff if person.role == "head"]
        able = newcomers.candidates(staff, await people.load_of_managers(tx, now - rules.newcomers.active_within))
        conversation = await conversations.of_chat(tx, chat)
        await outbox.add(tx, letters.unassigned(heads, conversation, partner, able), now)
    return await chats.by_id(tx, chat.id) or chat


async def _partner(tx: Tx, newcomer: Newcomer, rules: Rules, now: datetime) -> Partner:
    """The partner somebody known from a group belongs to, or a new one with the least loaded manager."""
    known = await people.contact(tx, newcomer.user_id)
    partner = await people.partner(tx, known.partner) if known else None
    if partner is not None:
        return partner
    load = await people.load_of_managers(tx, now - rules.newcomers.active_within)
    managers = newcomers.can_manage(await people.staff(tx))
    manager = newcomers.pick_manager(load, managers, rules.newcomers.partner_limit)
    partner = await people.add_partner(tx, newcomer.name, manager, now)
    contact = Contact(
        user_id=newcomer.user_id,
        partner=partner.id,
        name=newcomer.name,
        username=newcomer.username,
        locale=newcomer.locale,
    )
    await people.add_contact(tx, contact)
    return partner
