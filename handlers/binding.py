"""Whose a chat is: `/bind`, `/unbind`, `/move`, and the buttons that answer them (PRODUCT 1, 10)."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import chats as rules
from desk import partners as found
from desk.chats import Chat
from desk.errors import DeskError
from desk.letters import desk_notices, letter
from desk.letters import groups as letters
from desk.letters.letter import Letter, Source, Toast
from desk.letters.partners import Seat
from desk.people import Partner, Staff, may
from desk.waiting import Case
from handlers.context import Context, In, Ours, Pressed, Says, Slash, number
from storage import binding, chats, conversations, outbox, owners, people
from storage import links as shelf
from storage.database import Tx

router = Router(name="binding")
router.message.filter(Slash())


# --- commands ---------------------------------------------------------------------------------------------------------


@router.message(In("group"), Says("bind"), Ours(), flags={"facts": "chat"})
async def on_bind(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/bind` in a group: asked where partners' names may be read whose it is; said what the bot lacks there."""
    chat = await chats.add(tx, message.chat.id, "group", message.chat.title or "—", None, ctx.default_locale)
    needs = rules.needs(ctx.facts.get("me", {}), ctx.bot.reads_all)
    if needs:
        await binding.say_anew(tx, letters.missing(chat, needs), ctx.now)
    try:
        await binding.ask(tx, chat, ctx.staff, ctx.now, await _choices(tx, ctx, chat, words))
    except DeskError as refusal:
        await _refuse(tx, ctx, message, refusal)


@router.message(In("forum"), Says("bind"), Ours())
async def on_bind_topic(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/bind` in the topic of a chat that belongs to nobody any more: chosen in the topic."""
    chat, conversation = await _of_topic(tx, message)
    choices = await _choices(tx, ctx, chat, words)
    await binding.say_anew(tx, letters.whose(binding.in_topic(conversation), chat, choices), ctx.now)


@router.message(In("group", "forum"), Says("unbind"), Ours())
async def on_unbind(message: Message, tx: Tx, ctx: Context) -> None:
    """`/unbind`: what would happen, and whether it shall."""
    try:
        case, staff = await _meant(tx, ctx, message, "unbind")
        _of_a_group(case)
    except DeskError as refusal:
        await _refuse(tx, ctx, message, refusal)
        return
    seat, links = _seat(ctx, staff, case), await binding.live_links(tx, case.chat)
    await binding.say_anew(tx, letters.unbind(seat, case.chat, case.partner, links), ctx.now)


@router.message(In("group", "forum"), Says("move"), Ours())
async def on_move(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/move`: to which partner?"""
    try:
        case, staff = await _meant(tx, ctx, message, "move")
        others = await _others(tx, case, words)
    except DeskError as refusal:
        await _refuse(tx, ctx, message, refusal)
        return
    await binding.say_anew(tx, letters.move(_seat(ctx, staff, case), case.chat, case.partner, others), ctx.now)


def _of_a_group(case: Case) -> None:
    if case.chat.kind == "private":
        raise DeskError("unbind-private")


async def _refuse(tx: Tx, ctx: Context, message: Message, refusal: DeskError) -> None:
    """A refusal is read where staff are by themselves: what they may do is nothing to show in a partner's group."""
    if ctx.place != "group" or ctx.staff is None:
        raise refusal
    asked = Source(chat=message.chat.id, message=message.message_id)
    said = desk_notices.refusal(letter.staff(ctx.staff.id), refusal.key, refusal.params, reply_to=asked)
    await outbox.add(tx, [said], ctx.now)


async def _choices(tx: Tx, ctx: Context, chat: Chat, words: Sequence[str]) -> list[Partner]:
    """The partners a chat nobody has can be bound to."""
    if ctx.staff is None or not may(ctx.staff, "bind"):
        raise DeskError("not-yours")
    if chat.partner is not None:
        raise DeskError("group-bound-already")
    if chat.kind == "private":
        raise DeskError("bind-private")
    return found.fitting(await people.partners(tx), words)


async def _others(tx: Tx, case: Case, words: Sequence[str] = ()) -> list[Partner]:
    others = [partner for partner in await people.partners(tx) if partner.id != case.partner.id]
    if not others:
        raise DeskError("move-nowhere")
    return found.fitting(others, words)


async def _of_topic(tx: Tx, message: Message) -> tuple[Chat, int]:
    """The chat behind the topic, and its conversation."""
    chat = await shelf.chat_of_topic(tx, message.chat.id, message.message_thread_id or 0)
    if chat is None:
        raise DeskError("group-elsewhere")
    return chat, await conversations.of_chat(tx, chat)


async def _meant(tx: Tx, ctx: Context, message: Message, action: str) -> tuple[Case, Staff]:
    """The chat in which it was written, or whose topic that is; refused to those who may not do that with its partner."""
    if ctx.place == "forum":
        chat, _ = await _of_topic(tx, message)
    else:
        known = await chats.by_tg(tx, message.chat.id)
        if known is None:
            raise DeskError("group-nobodys")
        chat = known
    return await _allowed(tx, ctx, chat, action)


async def _allowed(tx: Tx, ctx: Context, chat: Chat, action: str) -> tuple[Case, Staff]:
    case = None
    if chat.partner is not None:
        case = await conversations.case(tx, await conversations.of_chat(tx, chat), ctx.rules, ctx.now)
    if case is None:
        raise DeskError("group-nobodys")
    if ctx.staff is None or not may(ctx.staff, action, case.partner):
        raise DeskError("not-yours")
    return case, ctx.staff


def _seat(ctx: Context, staff: Staff, case: Case) -> Seat:
    """Asked in the topic: answered there. Asked in the group: in private, or in the topic where that cannot be."""
    if ctx.place == "forum" or staff.reach != "ok":
        return binding.in_topic(case.conversation)
    return binding.in_private(staff)


# --- buttons ----------------------------------------------------------------------------------------------------------


@router.callback_query(Pressed("whose"), Ours())
async def on_page(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> None:
    """Another page of partners."""
    staff, chat = await _unbound(tx, ctx, args)
    seat, known = await _asked(tx, ctx, query, staff), await people.partners(tx)
    await outbox.add(tx, [letters.whose(seat, chat, known, max(0, number(args, 1)))], ctx.now)


@router.callback_query(Pressed("bind"), Ours())
async def on_chosen(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """The partner was chosen, or is a new one, called after the group."""
    staff, chat = await _unbound(tx, ctx, args)
    partner = await _chosen(tx, ctx, staff, chat, args)
    conversation = await binding.bind(tx, chat, partner.id, staff.name, ctx.rules, ctx.now)
    await people.audit(tx, ctx.user_id, "bind", {"chat": chat.id, "partner": partner.id}, ctx.now)
    await binding.answered(tx, chat, await _asked(tx, ctx, query, staff), partner, conversation, ctx.now)
    return Toast(key="bound")


async def _unbound(tx: Tx, ctx: Context, args: list[str]) -> tuple[Staff, Chat]:
    chat = await chats.by_id(tx, number(args, 0))
    if chat is None or chat.partner is not None or chat.kind == "private":
        raise DeskError("button-stale")
    if ctx.staff is None or not may(ctx.staff, "bind"):
        raise DeskError("not-yours")
    return ctx.staff, chat


async def _chosen(tx: Tx, ctx: Context, staff: Staff, chat: Chat, args: list[str]) -> Partner:
    if args[1:] == ["new"]:
        return await _new(tx, ctx, staff, chat.title)
    return await _partner(tx, args, 1)


async def _new(tx: Tx, ctx: Context, staff: Staff, name: str) -> Partner:
    """A partner of the manager who made it; made by anybody else, the heads say whose it is."""
    partner = await people.add_partner(tx, name, staff.id if staff.role == "manager" else None, ctx.now)
    if partner.manager is None:
        await owners.ask(tx, partner, ctx.rules, ctx.now)
    return partner


async def _partner(tx: Tx, args: list[str], index: int) -> Partner:
    partner = await people.partner(tx, number(args, index))
    if partner is None:
        raise DeskError("button-stale")
    return partner


async def _asked(tx: Tx, ctx: Context, query: CallbackQuery, staff: Staff) -> Seat:
    """Where the pressed button stands."""
    message = query.message
    if ctx.place != "forum" or not isinstance(message, Message):
        return binding.in_private(staff)
    conversation = await conversations.of_topic(tx, message.chat.id, message.message_thread_id or 0)
    return binding.in_topic(conversation) if conversation is not None else binding.in_forum(message.chat.id)


@router.callback_query(Pressed("unbind"), Ours())
async def on_unbound(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """`/unbind` confirmed, or not."""
    case, staff = await _pressed(tx, ctx, args, "unbind")
    seat = await _asked(tx, ctx, query, staff)
    if args[1:] == ["no"]:
        await outbox.add(tx, [letters.unchanged(seat, "unbind", case.chat)], ctx.now)
        return None
    if number(args, 1) != case.partner.id or case.chat.kind == "private":
        raise DeskError("button-stale")
    await binding.unbind(tx, case, staff, ctx.now)
    await people.audit(tx, ctx.user_id, "unbind", {"chat": case.chat.id, "partner": case.partner.id}, ctx.now)
    await outbox.add(tx, [letters.unbind_done(seat, case.chat, case.partner)], ctx.now)
    return Toast(key="bound")


@router.callback_query(Pressed("move"), Ours())
async def on_moving(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """`/move`: another page, the partner chosen, confirmed, or not."""
    case, staff = await _pressed(tx, ctx, args, "move")
    seat = await _asked(tx, ctx, query, staff)
    match args[1:]:
        case ["p", _]:
            page = max(0, number(args, 2))
            said: Letter = letters.move(seat, case.chat, case.partner, await _others(tx, case), page)
        case ["t", _]:
            to, links = await _to(tx, case, args, 2), await binding.live_links(tx, case.chat)
            people_too, waits = len(await binding.only_here(tx, case)), case.state.waiting is not None
            said = letters.move_confirm(seat, case.chat, case.partner, to, people=people_too, links=links, waits=waits)
        case ["no"]:
            said = letters.unchanged(seat, "move", case.chat)
        case ["go", _, _]:
            return await _moved(tx, ctx, case, staff, seat, args)
        case _:
            raise DeskError("button-stale")
    await outbox.add(tx, [said], ctx.now)
    return None


async def _moved(tx: Tx, ctx: Context, case: Case, staff: Staff, seat: Seat, args: list[str]) -> Toast:
    to = await _to(tx, case, args, 3)
    if number(args, 2) != case.partner.id:
        raise DeskError("button-stale")
    await binding.move(tx, case, to, staff, ctx.rules, ctx.now)
    data = {"chat": case.chat.id, "partner": case.partner.id, "to": to.id}
    await people.audit(tx, ctx.user_id, "move", data, ctx.now)
    await outbox.add(tx, [letters.moved(seat, case.chat, to, case.conversation)], ctx.now)
    return Toast(key="bound")


async def _to(tx: Tx, case: Case, args: list[str], index: int) -> Partner:
    to = await _partner(tx, args, index)
    if to.id == case.partner.id:
        raise DeskError("button-stale")
    return to


async def _pressed(tx: Tx, ctx: Context, args: list[str], action: str) -> tuple[Case, Staff]:
    chat = await chats.by_id(tx, number(args, 0))
    if chat is None or chat.partner is None:
        raise DeskError("button-stale")
    return await _allowed(tx, ctx, chat, action)
