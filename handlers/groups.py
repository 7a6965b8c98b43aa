"""The bot in a group: added, bound to a partner, removed, become a supergroup (PRODUCT 1)."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from desk.chats import Chat
from desk.errors import DeskError
from desk.letters import groups as letters
from desk.letters.letter import Toast
from desk.people import Partner, Staff, may
from handlers.context import Context, Has, In, Ours, Pressed, Says, number
from storage import binding, chats, conversations, outbox, people
from storage.database import Tx

router = Router(name="groups")

HERE = ("member", "administrator", "restricted")


@router.my_chat_member(F.chat.type != "private", F.new_chat_member.status.in_(HERE), flags={"facts": "chat"})
async def on_added(event: ChatMemberUpdated, tx: Tx, ctx: Context) -> None:
    """Added by a contact: theirs. By one of us: chosen in private. By a stranger: said once that staff must bind it."""
    if ctx.place == "forum":
        return
    chat = await chats.add(tx, event.chat.id, "group", event.chat.title or "—", None, ctx.locale)
    if event.old_chat_member.status in HERE:
        return
    await chats.set_status(tx, event.chat.id, "in")
    if chat.partner is not None:
        await outbox.add(tx, [letters.back(await conversations.of_chat(tx, chat), chat.title)], ctx.now)
        return
    contact = await people.contact(tx, ctx.user_id)
    if contact is not None and ctx.staff is None:
        await binding.bind(tx, chat, contact.partner, contact.name, ctx.rules, ctx.now)
    else:
        await _ask(tx, ctx, chat)
    if ctx.facts.get("me", {}).get("status") == "member" and not ctx.bot.reads_all:
        await outbox.add(tx, [letters.blind(chat)], ctx.now)


async def _ask(tx: Tx, ctx: Context, chat: Chat) -> None:
    """Whose group is it? One of us is asked in private, or, when a stranger brought us, every head."""
    if ctx.staff is None and await chats.say_unbound(tx, chat.id):
        await outbox.add(tx, [letters.unbound(chat)], ctx.now)
    asked = [ctx.staff] if ctx.staff else [person for person in await people.staff(tx) if person.role == "head"]
    partners = await people.partners(tx)
    await outbox.add(tx, [letters.ask_partner(chat, person.id, partners) for person in asked], ctx.now)


@router.my_chat_member(F.chat.type != "private", F.new_chat_member.status.in_(("left", "kicked")))
async def on_removed(event: ChatMemberUpdated, tx: Tx, ctx: Context) -> None:
    """Removed: nothing can be sent there; the topic is told."""
    if ctx.place == "forum":
        return
    chat = await chats.by_tg(tx, event.chat.id)
    await chats.set_status(tx, event.chat.id, "left")
    if chat is not None and chat.partner is not None:
        await outbox.add(tx, [letters.left(await conversations.of_chat(tx, chat), chat.title)], ctx.now)


@router.message(Has("migrate_to_chat_id"))
async def on_migrated(message: Message, tx: Tx) -> None:
    """A group became a supergroup: the same chat, or forum, under a new id."""
    if message.migrate_to_chat_id is not None:
        await chats.migrate(tx, message.chat.id, message.migrate_to_chat_id)


@router.message(Has("migrate_from_chat_id"))
async def on_migrated_here(message: Message, tx: Tx) -> None:
    """The same, told in the new chat."""
    if message.migrate_from_chat_id is not None:
        await chats.migrate(tx, message.migrate_from_chat_id, message.chat.id)


@router.message(In("group"), Has("new_chat_title"))
async def on_renamed(message: Message, tx: Tx) -> None:
    """The group has a new title."""
    chat = await chats.by_tg(tx, message.chat.id)
    if chat is not None and message.new_chat_title:
        await chats.retitle(tx, chat.id, message.new_chat_title)


@router.message(In("group"), Says("bind"))
async def on_bind(message: Message, tx: Tx, ctx: Context) -> None:
    """`/bind` in a group: one of us is asked in private whose it is."""
    if not may(ctx.staff, "bind"):
        return  # what staff can do is nothing to show in a partner's group
    chat = await chats.add(tx, message.chat.id, "group", message.chat.title or "—", None, ctx.default_locale)
    if chat.partner is not None:
        raise DeskError("group-bound-already")
    await _ask(tx, ctx, chat)


@router.callback_query(Pressed("whose"), Ours())
async def on_page(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """Another page of partners."""
    staff, chat = await _unbound(tx, ctx, args)
    await outbox.add(
        tx, [letters.ask_partner(chat, staff.id, await people.partners(tx), max(0, number(args, 1)))], ctx.now
    )
    return None


@router.callback_query(Pressed("bind"), Ours())
async def on_chosen(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """The partner was chosen, or is a new one, called after the group."""
    staff, chat = await _unbound(tx, ctx, args)
    partner = await _chosen(tx, ctx, chat, args)
    conversation = await binding.bind(tx, chat, partner.id, staff.name, ctx.rules, ctx.now)
    await people.audit(tx, ctx.user_id, "bind", {"chat": chat.id, "partner": partner.id}, ctx.now)
    await outbox.add(tx, [letters.bound_to_staff(chat, staff.id, partner, conversation)], ctx.now)
    return Toast(key="bound")


async def _unbound(tx: Tx, ctx: Context, args: list[str]) -> tuple[Staff, Chat]:
    chat = await chats.by_id(tx, number(args, 0))
    if chat is None or chat.partner is not None:
        raise DeskError("button-stale")
    if ctx.staff is None or not may(ctx.staff, "bind"):
        raise DeskError("not-yours")
    return ctx.staff, chat


async def _chosen(tx: Tx, ctx: Context, chat: Chat, args: list[str]) -> Partner:
    if args[1:] == ["new"]:
        return await people.add_partner(tx, chat.title, None, ctx.now)
    partner = await people.partner(tx, number(args, 1))
    if partner is None:
        raise DeskError("button-stale")
    return partner
