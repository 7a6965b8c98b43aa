"""Whose a chat is: asked, bound, moved, let go; and what that does to its links, its wait and its terms (PRODUCT 1)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from desk import promises, waiting
from desk.chats import Chat
from desk.conversation import Settled
from desk.errors import DeskError
from desk.letters import groups as letters
from desk.letters import letter
from desk.letters.letter import Letter
from desk.letters.partners import Seat
from desk.people import Partner, Staff
from desk.rules import Rules
from desk.waiting import Case
from storage import chats, conversations, outbox, people, showings
from storage.database import Tx, ms


async def ask(tx: Tx, chat: Chat, staff: Staff | None, now: datetime, known: Sequence[Partner] | None = None) -> None:
    """Ask that person, or every head, whose chat it is: in private, in the forum where nobody can be written to there.

    known: the partners to choose from; all of them if not given.
    """
    asked = [staff] if staff else await _heads(tx)
    seats = {seat.name: seat for seat in [await private_or_forum(tx, person) for person in asked]}
    choices = await people.partners(tx) if known is None else known
    for seat in seats.values():
        await say_anew(tx, letters.whose(seat, chat, choices), now)


async def _heads(tx: Tx) -> list[Staff]:
    return [person for person in await people.staff(tx) if person.role == "head"]


async def private_or_forum(tx: Tx, person: Staff) -> Seat:
    """Where that person chooses: in private; where the bot may not write there, in the first forum, if there is one."""
    forums = await chats.forums(tx)
    return in_private(person) if person.reach == "ok" or not forums else in_forum(forums[0])


def in_private(person: Staff) -> Seat:
    """The private chat of one of us."""
    return Seat(to=letter.staff(person.id), name=str(person.id))


def in_topic(conversation: int) -> Seat:
    """The topic of that conversation."""
    return Seat(to=letter.topic(conversation), name="topic")


def in_forum(forum: int) -> Seat:
    """General of that forum."""
    return Seat(to=letter.telegram(forum), name="forum")


async def say_anew(tx: Tx, said: Letter, now: datetime) -> None:
    """Ask where it is seen: below everything written since, not in a message of long ago."""
    await outbox.drop_slot(tx, said.slot or "")
    await outbox.add(tx, [said], now)


async def ask_elsewhere(tx: Tx, dead: Letter, now: datetime) -> None:
    """A question whose chat it is could not be asked in private: it is asked in the forum. Nothing for other letters."""
    name, _, rest = (dead.slot or "").partition(":")
    forums = await chats.forums(tx)
    chat = await chats.by_id(tx, int(rest.partition(":")[0])) if name == "whose" and dead.to.kind == "staff" else None
    if chat is not None and chat.partner is None and forums:
        await say_anew(tx, letters.whose(in_forum(forums[0]), chat, await people.partners(tx)), now)


async def bind(tx: Tx, chat: Chat, partner: int, by: str, rules: Rules, now: datetime) -> int:
    """Bind the chat, make its conversation, tell the topic, and show the chat the terms first; the conversation.

    Raises DeskError `button-stale` for a chat that somebody has bound meanwhile.
    """
    if await tx.one("binding.take", id=chat.id, partner=partner) is None:
        raise DeskError("button-stale")
    bound = replace(chat, partner=partner)
    conversation = await conversations.of_chat(tx, bound)
    first = await showings.first_terms(tx, bound, rules, now)
    await outbox.add(tx, [letters.bound_in_topic(bound, conversation, by), *first], now)
    return conversation


async def answered(tx: Tx, chat: Chat, seat: Seat, partner: Partner, conversation: int, now: datetime) -> None:
    """The question whose chat it is has its answer, wherever else it was asked too."""
    rows = await tx.all("binding.asked", start=f"whose:{chat.id}:", end=f"whose:{chat.id};")
    names = {row["slot"].rpartition(":")[2] for row in rows} - {seat.name}
    forums = await chats.forums(tx)
    others = [one for name in sorted(names) for one in _seat(name, forums, conversation)]
    said = [letters.bound(one, chat, partner, conversation, renew=True) for one in others]
    await outbox.add(tx, [letters.bound(seat, chat, partner, conversation), *said], now)


def _seat(name: str, forums: Sequence[int], conversation: int) -> list[Seat]:
    if name == "topic":
        return [in_topic(conversation)]
    if name == "forum":
        return [in_forum(forum) for forum in forums[:1]]
    return [Seat(to=letter.staff(int(name)), name=name)]


async def live_links(tx: Tx, chat: Chat) -> int:
    """How many live links were issued in that chat."""
    row = await tx.one("binding.live_links", chat=chat.id)
    return row["count"] if row else 0


async def only_here(tx: Tx, case: Case) -> list[int]:
    """The people of the partner who are known from this chat alone: they go where it goes. User ids."""
    chat = case.chat
    rows = await tx.all("binding.only_here", partner=chat.partner, conversation=case.conversation, chat=chat.id)
    known = {row["user_id"] for row in rows}
    return sorted(known | {chat.tg_id} if chat.kind == "private" else known)


async def unbind(tx: Tx, case: Case, staff: Staff, now: datetime) -> None:
    """The chat belongs to nobody, nor do those known from it alone: nobody waits there, its links are stopped, and it is
    told that, without a name.

    Raises DeskError `button-stale` for a chat that has changed hands meanwhile.
    """
    for user_id in await only_here(tx, case):
        await tx.run("binding.drop_contact", user_id=user_id)
    stopped = await _let_go(tx, case, staff.id, now)
    told = letters.unbound_in_topic(case.conversation, case.chat.title, staff.name, stopped)
    await outbox.add(tx, [told, letters.unbound_now(case.chat)], now)


async def _let_go(tx: Tx, case: Case, staff: int | None, now: datetime) -> int:
    """Close the wait, take back what was not sent yet, stop the links; gives how many those were."""
    wait = case.state.waiting
    written = [message.at for message in wait.messages] if wait else []
    settled = Settled(at=max([now, *written]), staff=staff, how="closed")  # whatever Telegram's clock says
    void = promises.void(case.state, staff, now)
    await conversations.record(tx, case, (settled, *void), now)
    return await _change(tx, case.chat, None, now)


async def _change(tx: Tx, chat: Chat, partner: int | None, now: datetime) -> int:
    if await tx.one("binding.change", id=chat.id, before=chat.partner, partner=partner) is None:
        raise DeskError("button-stale")
    await tx.run("binding.revoke_unsent", chat=chat.id)
    return len(await tx.all("binding.stop_links", chat=chat.id, now=ms(now)))


async def move(tx: Tx, case: Case, to: Partner, staff: Staff, rules: Rules, now: datetime) -> None:
    """The chat goes to another partner, with its conversation, topic, wait, and the people known from it alone; flows stay
    where they are, so its links are stopped.

    Raises DeskError `button-stale` for a chat that has changed hands meanwhile.
    """
    along = await only_here(tx, case)
    stopped = await _change(tx, case.chat, to.id, now)
    for user_id in along:
        await tx.run("binding.move_contact", user_id=user_id, partner=to.id)
    told = letters.moved_in_topic(case.conversation, case.chat, case.partner, to, staff.name, stopped)
    await outbox.add(tx, [told, *([letters.links_stopped(case.chat)] if stopped else [])], now)
    await arrived(tx, case.conversation, rules, now)


async def arrived(tx: Tx, conversation: int, rules: Rules, now: datetime) -> None:
    """The chat has another partner: its wait goes on from the same start, and it is shown the terms first."""
    case = await conversations.case(tx, conversation, rules, now)
    assert case is not None
    step = await conversations.record(tx, case, (), now)
    renewed = waiting.renewed(replace(case, state=step.state))
    first = await showings.first_terms(tx, case.chat, rules, now) if case.chat.status == "in" else []
    await outbox.add(tx, [*renewed, *first], now)


async def retire(tx: Tx, staff: Staff, rules: Rules, now: datetime) -> None:
    """A contact has become one of us: the private chat is no partner's any more, and nobody waits there."""
    await tx.run("binding.drop_contact", user_id=staff.user_id)
    chat = await chats.by_tg(tx, staff.user_id)
    if chat is None or chat.partner is None:
        return
    case = await conversations.case(tx, await conversations.of_chat(tx, chat), rules, now)
    assert case is not None
    await _let_go(tx, case, staff.id, now)
    await outbox.add(tx, [letters.one_of_us(case.conversation, staff.name)], now)
