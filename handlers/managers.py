"""`/manager`: who looks after a partner, and when; in the topic, who does from now on (PRODUCT 10)."""

from aiogram import Router
from aiogram.types import Message

from desk import taking
from desk.errors import DeskError
from desk.letters import managers as letters
from desk.letters import tools as words_of
from desk.people import Staff
from handlers import places
from handlers.context import Context, In, Ours, Says, Slash
from storage import chats, conversations, outbox, people, tools
from storage.database import Tx

router = Router(name="managers")
router.message.filter(Slash())


@router.message(Says("manager"), In("private", "group"), Ours(False))
async def on_asked(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """A partner asks who the manager is, and when to be found."""
    if words:
        raise DeskError("form-manager")
    chat = await chats.by_tg(tx, message.chat.id)
    contact = await people.contact(tx, ctx.user_id)
    number = chat.partner if chat else contact.partner if contact and ctx.place == "private" else None
    if number is None:
        raise DeskError("manager-nobody" if ctx.place == "private" else "manager-unbound")
    partner = await people.partner(tx, number)
    manager = await people.staff_by_id(tx, partner.manager) if partner and partner.manager else None
    await outbox.add(tx, [letters.who(message.chat.id, chat, manager, ctx.rules, ctx.now)], ctx.now)


@router.message(Says("manager"), In("forum"), Ours())
async def on_given(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/manager @who` in a topic: the partner is that manager's from now on; whoever waits, waits since the same time."""
    place = await places.topic(tx, ctx, message, "reassign")
    partner, staff = place.case.partner, place.case.staff
    chosen = _manager(list(staff.values()), words)
    if chosen.id == partner.manager:
        raise DeskError("manager-already", name=words_of.word([chosen.name]))
    await tools.set_manager(tx, partner.id, chosen.id)
    await conversations.wake_waiting(tx, ctx.now)
    data = {"partner": partner.id, "from": partner.manager, "to": chosen.id}
    await people.audit(tx, ctx.user_id, "manager", data, ctx.now)
    topics = [room.conversation for room in await tools.rooms(tx, partner.id) if room.conversation is not None]
    before = staff.get(partner.manager or 0)
    said = letters.given(topics, place.case.conversation, partner, chosen, before, place.staff)
    await outbox.add(tx, said, ctx.now)


def _manager(staff: list[Staff], words: list[str]) -> Staff:
    """The manager or head who was named."""
    if not words:
        raise DeskError("form-manager-staff")
    found = taking.named(staff, " ".join(words))
    managers = [one for one in staff if one.role in ("manager", "head")]
    if len(found) != 1:
        raise DeskError("assign-unknown", word=words_of.word(words), known=words_of.handles(managers))
    if found[0] not in managers:
        raise DeskError("manager-role", name=words_of.word([found[0].name]), known=words_of.handles(managers))
    return found[0]
