"""A stranger meets somebody: partner, contact, chat and conversation are made, and a manager is found (PRODUCT 2)."""

from datetime import datetime

from desk import newcomers
from desk.chats import Chat
from desk.conversation import PartnerWrote
from desk.newcomers import Newcomer
from desk.people import Contact
from desk.rules import Rules
from storage import chats, conversations, people
from storage.database import Tx


async def private_chat(
    tx: Tx, user_id: int, name: str, username: str | None, locale: str, rules: Rules, now: datetime
) -> Chat:
    """The bound private chat of whoever writes: known, of a known contact, or of a stranger met this moment."""
    chat = await chats.by_tg(tx, user_id)
    if chat is not None and chat.partner is not None:
        return chat
    contact = await people.contact(tx, user_id)
    if contact is not None:
        return await chats.add(tx, user_id, "private", name, contact.partner, contact.locale)
    stranger = Newcomer(user_id=user_id, name=name, username=username, locale=locale, payload="", started_at=now)
    await people.add_newcomer(tx, stranger)
    return await meet(tx, await people.newcomer(tx, user_id) or stranger, rules, now)


async def meet(tx: Tx, newcomer: Newcomer, rules: Rules, now: datetime) -> Chat:
    """Make the stranger a partner with a manager, and give the private chat. Once met, nothing is made again."""
    chat = await chats.by_tg(tx, newcomer.user_id)
    if chat is not None and chat.partner is not None:
        return chat
    manager = newcomers.pick_manager(
        await people.load_of_managers(tx, now - rules.newcomers.active_within),
        tuple(person.id for person in await people.staff(tx) if person.role == "manager"),
        rules.newcomers.partner_limit,
    )
    partner = await people.add_partner(tx, newcomer.name, manager, now)
    contact = Contact(
        user_id=newcomer.user_id,
        partner=partner.id,
        name=newcomer.name,
        username=newcomer.username,
        locale=newcomer.locale,
    )
    await people.add_contact(tx, contact)
    await people.save_newcomer(tx, newcomers.met(newcomer, now))
    return await chats.add(tx, newcomer.user_id, "private", newcomer.name, partner.id, newcomer.locale)


async def begin(tx: Tx, newcomer: Newcomer, rules: Rules, now: datetime) -> bool:
    """The questions were answered and nothing was asked: the person waits for a human all the same, since it was due."""
    chat = await meet(tx, newcomer, rules, now)
    case = await conversations.case(tx, await conversations.of_chat(tx, chat), rules, now)
    assert case is not None
    wrote = PartnerWrote(
        at=newcomer.due_at or now,
        message=0,
        author=newcomer.user_id,
        substantive=True,
        preview="",
        policy=conversations.policy_for(case, rules, now),
    )
    await conversations.record(tx, case, (wrote,), now)
    return True
