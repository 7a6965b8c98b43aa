"""`/staff`: all of us, and what a head changes among us: roles, and who leaves (PRODUCT 1, 10)."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk.errors import DeskError
from desk.letters import staff as letters
from desk.letters.letter import Letter, Toast
from desk.people import Role, Staff, may
from handlers.context import Context, In, Ours, Pressed, Says, number
from storage import outbox, people, team
from storage.database import Tx

router = Router(name="team")


@router.message(Says("staff"), In("private"), Ours())
async def on_staff(message: Message, tx: Tx, ctx: Context) -> None:
    """`/staff`: all of us, for heads; a tap on a name opens what can be changed."""
    head = _head(ctx, "staff-list-refused")
    await outbox.drop_slot(tx, letters.screen_slot(head.id))
    await outbox.add(tx, [await _list(tx, head, 0)], ctx.now)


@router.callback_query(Pressed("crew"), In("private"), Ours())
async def on_tap(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """Another page, a person, the question whether to change something, and the change."""
    head = _head(ctx, "heads-only")
    match args:
        case ["list", _]:
            await outbox.add(tx, [await _list(tx, head, max(0, number(args, 1)))], ctx.now)
        case ["see", _]:
            await outbox.add(tx, [letters.one(head.id, await _person(tx, args))], ctx.now)
        case ["to", _, word]:
            person = await _person(tx, args)
            partners = await people.count_partners(tx, person.id)
            await outbox.add(tx, [letters.sure(head.id, person, _role(word), partners)], ctx.now)
        case ["do", _, word]:
            person = await _person(tx, args)
            await team.change(tx, person, _role(word), head, ctx.rules, ctx.now)
            if person.id != head.id:  # who is no head any more sees no list
                await outbox.add(tx, [await _list(tx, head, 0)], ctx.now)
            return Toast(key="staff-done")
        case _:
            raise DeskError("button-stale")
    return None


def _head(ctx: Context, refusal: str) -> Staff:
    if ctx.staff is None or not may(ctx.staff, "staff"):
        raise DeskError(refusal)
    return ctx.staff


async def _list(tx: Tx, head: Staff, page: int) -> Letter:
    return letters.everybody(head.id, await people.staff(tx), page, await people.count_alone(tx))


async def _person(tx: Tx, args: list[str]) -> Staff:
    person = await people.staff_by_id(tx, number(args, 1))
    if person is None:
        raise DeskError("staff-gone")
    return person


def _role(word: str) -> Role | None:
    """The role in a button's data; None: to leave."""
    if word == "none":
        return None
    role = next((one for one in letters.ROLES if one == word), None)
    if role is None:
        raise DeskError("button-stale")
    return role
