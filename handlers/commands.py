"""Before any command is carried out: `/command ?`, a command at the wrong place, one there is none of (PRODUCT 10)."""

import re
from typing import Any

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import Message

from desk import commands
from desk.commands import Command, Place
from desk.errors import DeskError
from desk.letters import desk_notices, letter
from desk.letters import tools as letters
from handlers.context import Context, Slash
from storage import outbox
from storage.database import Tx

router = Router(name="commands")
router.message.filter(Slash())

FORM = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(\s*\?\s*|\s.*)?", re.DOTALL)


class Wrong(BaseFilter):
    """Passes commands that end here; gives `wrong`, and the `name` that was written."""

    async def __call__(self, event: Message, ctx: Context) -> bool | dict[str, Any]:
        written = FORM.fullmatch(event.text or "")
        if written is None or ctx.banned or (ctx.place == "forum" and ctx.staff is None):
            return False
        name, bot, rest = written.groups()
        if bot and bot.lower() != ctx.bot.username.lower():
            return False
        role = ctx.staff.role if ctx.staff else None
        wrong = commands.judge(name.lower(), (rest or "").strip() == "?", role, _place(event, ctx))
        return {"wrong": wrong, "name": name} if wrong else False


@router.message(Wrong())
async def on_wrong(message: Message, tx: Tx, ctx: Context, wrong: commands.Wrong, name: str) -> None:
    """The form; where it works; or that there is none of that name, and the nearest there is."""
    command = wrong.command
    if command is None or wrong.why == "unknown":
        raise _unknown(ctx, name, command, _place(message, ctx))
    if wrong.why == "form":
        what, form, where = letters.what(command), letters.form(command), letters.where(command)
        asked = DeskError("command-form", name=command.name, what=what, form=form, where=where)
        if ctx.place != "group" or ctx.staff is None:
            raise asked
        said = desk_notices.refusal(letter.staff(ctx.staff.id), asked.key, asked.params)
        await outbox.add(tx, [said], ctx.now)
        return
    if ctx.place == "group" and ctx.staff is not None:  # what staff can do is nothing to show in a partner's group
        await outbox.add(tx, [letters.elsewhere(ctx.staff.id, command)], ctx.now)
        return
    raise DeskError("command-elsewhere", name=command.name, where=letters.where(command))


def _unknown(ctx: Context, name: str, near: Command | None, place: Place) -> DeskError:
    if ctx.staff is None:
        return DeskError("unknown-command") if near is None else DeskError("unknown-command-near", near=near.name)
    if place == "topic":
        return DeskError("topic-unknown-command") if near is None else DeskError("topic-unknown-near", near=near.name)
    return (
        DeskError("command-unknown", name=name)
        if near is None
        else DeskError("command-near", name=name, near=near.name)
    )


def _place(message: Message, ctx: Context) -> Place:
    if ctx.place == "forum":
        return "topic" if message.is_topic_message else "forum"
    return "private" if ctx.place == "private" else "group"
