"""What one of us looks for in private: anybody by name, a partner's page, what is one's own to do (PRODUCT 10)."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import mine, search
from desk.errors import DeskError
from desk.letters import finding as letters
from desk.letters import tools as words_of
from desk.letters.letter import Letter
from desk.people import Partner, Staff
from desk.promises import FAR
from handlers import places
from handlers.context import Context, In, Ours, Pressed, Says, Slash, number
from storage import chats, links, outbox, people, promises, tools
from storage.database import Tx

router = Router(name="finding")
router.message.filter(Slash(), In("private"), Ours())


@router.message(Says("find"))
async def on_find(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/find words`: partners, their people and groups, by name, @username or number."""
    staff = places.allowed(ctx, "look")
    if not words:
        raise DeskError("form-find")
    found = search.find(await tools.names(tx), words)
    if not found:
        raise DeskError("find-none", word=words_of.word(words))
    await outbox.add(tx, [letters.found(staff.id, found, words_of.word(words))], ctx.now)


@router.message(Says("partner"))
async def on_partner(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/partner name`: the partner's page; of several, which?"""
    staff = places.allowed(ctx, "look")
    if not words:
        raise DeskError("form-partner")
    names = await tools.names(tx)
    found = list(dict.fromkeys(name.partner for name in search.find(names, words)))
    if not found:
        near = search.nearest(names, words)
        if near:
            raise DeskError("partner-near", word=words_of.word(words), near=words_of.word([", ".join(near)]))
        raise DeskError("find-none", word=words_of.word(words))
    exact = search.exactly(names, words)
    number_of = exact if exact is not None else found[0] if len(found) == 1 else None
    if number_of is None:
        known = [await people.partner(tx, one) for one in found[: letters.CHOICES]]
        said = letters.which(staff.id, [one for one in known if one], len(found))
    else:
        said = await _page(tx, ctx, staff, number_of)
    await outbox.add(tx, [said], ctx.now)


@router.callback_query(Pressed("partner"), In("private"), Ours())
async def on_chosen(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> None:
    """One of several partners."""
    staff = places.allowed(ctx, "look")
    await outbox.add(tx, [await _page(tx, ctx, staff, number(args, 0))], ctx.now)


async def _page(tx: Tx, ctx: Context, staff: Staff, partner_id: int) -> Letter:
    partner = await people.partner(tx, partner_id)
    if partner is None:
        raise DeskError("button-stale")
    manager = await people.staff_by_id(tx, partner.manager) if partner.manager else None
    live = await _live(tx, ctx, partner)
    contacts, rooms = await tools.contacts(tx, partner.id), await tools.rooms(tx, partner.id)
    return letters.page(staff.id, partner, manager, contacts, rooms, live)


async def _live(tx: Tx, ctx: Context, partner: Partner) -> list[letters.Live]:
    """The live links of all chats of a partner, in words; addresses are on the cards."""
    found = []
    for chat in await chats.of_partner(tx, partner.id):
        for link in await links.of_chat(tx, chat):
            offer = ctx.rules.offer(link.flow.offer)
            name = offer.name if offer else link.flow.offer
            found.append(letters.Live(chat=chat.title, offer=name, geo=link.flow.geo, source=link.flow.source))
    return found


@router.message(Says("mine"))
async def on_mine(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/mine`: what I have taken, what waits for me, what I have promised."""
    staff = places.allowed(ctx, "look")
    if words:
        raise DeskError("tool-alone", name="mine", word=words_of.word(words))
    promised, _ = await promises.due(tx, ctx.now + FAR, letters.PLATE, staff=staff.id)
    plate = mine.mine(staff, await tools.waiting(tx), promised, ctx.now)
    await outbox.add(tx, [letters.mine(staff.id, plate, ctx.now)], ctx.now)
