"""`/ban` and `/unban`, and what somebody shut out gets: one polite line, and nothing starts (PRODUCT 3, 10)."""

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message, TelegramObject

from desk import taking
from desk.errors import DeskError
from desk.letters import bans as letters
from desk.letters import tools as words_of
from desk.letters.letter import Source
from desk.people import Contact
from handlers import contents, places
from handlers.context import Context, In, Ours, Says
from handlers.places import Here
from storage import chats, conversations, outbox, people, tools
from storage.database import Tx

router = Router(name="bans")


class Banned(BaseFilter):
    """Passes what somebody does who was shut out."""

    async def __call__(self, event: TelegramObject, ctx: Context) -> bool:
        if isinstance(event, Message) and not contents.written(event):
            return False  # Telegram's own word, of a new title or a new id
        return ctx.banned


@router.message(Banned())
async def on_unheard(message: Message, tx: Tx, ctx: Context) -> None:
    """Kept as received, and not shown; the first time the person is told, and the topic too."""
    ban = await tools.unheard(tx, ctx.user_id)
    conversation = await _shown_in(tx, ctx, message)
    if ban is None or ban.unheard > 1 or conversation is None:
        return
    told = [letters.told(ctx.user_id, ban.at)] if ctx.place == "private" else []  # a group would read it
    await outbox.add(tx, [*told, letters.unheard(conversation, ban.name, told=bool(told))], ctx.now)


async def _shown_in(tx: Tx, ctx: Context, message: Message) -> int | None:
    """The conversation in whose topic it is told: the chat's, or the first there is of the person's partner."""
    chat = await chats.by_tg(tx, message.chat.id)
    if chat is not None and chat.partner is not None:
        return await conversations.of_chat(tx, chat)
    contact = await people.contact(tx, ctx.user_id)
    rooms = await tools.rooms(tx, contact.partner) if contact else []
    return next((room.conversation for room in rooms if room.conversation is not None), None)


@router.edited_message(Banned())
@router.message_reaction(Banned())
async def on_unheard_sign(event: TelegramObject) -> None:
    """An edit of what was not shown, or a reaction: not shown either."""


@router.callback_query(Banned())
async def on_unheard_press(query: CallbackQuery) -> None:
    """A button of earlier days."""
    raise DeskError("banned-press")


@router.message(In("forum"), Says("ban"), Ours())
async def on_ban(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/ban`: the partner of a private chat; in a group's topic, whose message it answers, or who is named."""
    place = await places.topic(tx, ctx, message, "ban")
    person = await _meant(tx, place, message, words)
    if await people.staff_by_user(tx, person.user_id) is not None:
        raise DeskError("ban-staff", name=words_of.word([person.name]))
    if not await tools.ban(tx, person.user_id, person.name, place.staff.id, ctx.now):
        raise DeskError("ban-already", name=words_of.word([person.name]))
    await people.audit(tx, ctx.user_id, "ban", {"user": person.user_id, "partner": place.case.partner.id}, ctx.now)
    if place.case.chat.kind == "private" and place.case.state.waiting is not None:
        settled = taking.close(place.case, place.staff, ctx.now)
        await conversations.record(tx, place.case, (settled,), ctx.now)
    said = letters.banned(place.case.conversation, place.source, person.name, place.staff.name)
    await outbox.add(tx, [said], ctx.now)


@router.message(In("forum"), Says("unban"), Ours())
async def on_unban(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/unban`: what that person writes is heard again."""
    place = await places.topic(tx, ctx, message, "ban")
    person = await _meant(tx, place, message, words)
    ban = await tools.unban(tx, person.user_id)
    if ban is None:
        raise DeskError("ban-none", name=words_of.word([person.name]))
    await people.audit(tx, ctx.user_id, "unban", {"user": person.user_id, "partner": place.case.partner.id}, ctx.now)
    said = letters.unbanned(place.case.conversation, place.source, person.name, ban.unheard)
    await outbox.add(tx, [said], ctx.now)


async def _meant(tx: Tx, place: Here, message: Message, words: list[str]) -> Contact:
    """The person of the partner who is meant. Raises DeskError when that is not clear."""
    known = await tools.contacts(tx, place.case.partner.id)
    user_id = place.case.chat.tg_id if place.case.chat.kind == "private" and not words else None
    reply = message.reply_to_message
    if not words and user_id is None and reply is not None:
        shown = Source(chat=message.chat.id, message=reply.message_id)
        user_id = await tools.author(tx, place.case.conversation, shown)
    found = [one for one in known if one.user_id == user_id] if not words else taking.named(known, " ".join(words))
    if len(found) != 1:
        raise DeskError("ban-whom", known=words_of.handles(known))
    return found[0]
