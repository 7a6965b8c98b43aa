"""`/contact`: the people of a partner, what they do, and who of them accepts terms (PRODUCT 6, 10)."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk.errors import DeskError
from desk.letters import contacts as letters
from desk.letters.contacts import ROLES
from desk.letters.letter import Toast
from desk.people import Contact
from handlers import places
from handlers.context import Context, In, Ours, Pressed, Says, number
from handlers.places import Here
from storage import outbox, people, tools
from storage.database import Tx

router = Router(name="contacts")


@router.message(In("forum"), Says("contact"), Ours())
async def on_contact(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/contact`: who there is. `/contact Пётр`, `/contact @petr`: one of them."""
    here = await places.topic(tx, ctx, message, "contact")
    known = await tools.contacts(tx, here.case.partner.id)
    if not known:
        raise DeskError("contacts-none")
    said = letters.listed(here.case.conversation, known)
    if words:
        said = letters.one(here.case.conversation, _meant(known, " ".join(words)))
    await outbox.drop_slot(tx, letters.slot(here.case.conversation))
    await outbox.add(tx, [said], ctx.now)


def _meant(known: list[Contact], word: str) -> Contact:
    """The person of that name or handle. Raises DeskError for none, and for several."""
    wanted = word.casefold().removeprefix("@")
    exact = [one for one in known if wanted in ((one.username or "").casefold(), one.name.casefold())]
    found = exact or [one for one in known if wanted in one.name.casefold()]
    if len(found) != 1:
        raise DeskError("contact-unknown" if not found else "contact-several", word=word[:60])
    return found[0]


@router.callback_query(In("forum"), Pressed("contact"), Ours())
async def on_pressed(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """A page, a person, or a change about one."""
    if not isinstance(query.message, Message):
        raise DeskError("button-stale")
    here = await places.topic(tx, ctx, query.message, "contact")
    known = await tools.contacts(tx, here.case.partner.id)
    if args[:1] == ["p"] and len(args) == 2:
        await outbox.add(tx, [letters.listed(here.case.conversation, known, number(args, 1))], ctx.now)
        return None
    person = next((one for one in known if one.user_id == number(args, 0)), None)
    if person is None:
        raise DeskError("button-stale")
    return await _change(tx, ctx, here, person, args[1:])


async def _change(tx: Tx, ctx: Context, here: Here, person: Contact, what: list[str]) -> Toast | None:
    match what:
        case []:
            toast = None
        case ["0" | "1" as yes]:
            await people.set_acceptor(tx, person.user_id, yes == "1")
            toast = Toast(key="contact-changed")
        case [role] if role in ROLES:
            await people.set_contact_role(tx, person.user_id, next(one for one in ROLES if one == role))
            toast = Toast(key="contact-changed")
        case _:
            raise DeskError("button-stale")
    if toast is not None:
        about = {"partner": here.case.partner.id, "contact": person.user_id, "to": what[0]}
        await people.audit(tx, ctx.user_id, "contact", about, ctx.now)
    fresh = await people.contact(tx, person.user_id) or person
    await outbox.add(tx, [letters.one(here.case.conversation, fresh)], ctx.now)
    return toast
