"""What every handler is given, and the filters that lead an update to its handler."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message, TelegramObject

from desk.people import Staff
from desk.rules import Rules

Place = Literal["private", "group", "forum", "none"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bot:
    """Our own name at Telegram's."""

    id: int
    username: str
    reads_all: bool = False  # privacy mode is off


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """What a handler may do with the running program: read desk.yaml anew, and put rules in force; where trackers reach it."""

    read: Callable[[], Rules | str]  # the rules, or what is wrong with them
    adopt: Callable[[Rules], None]
    base: Callable[[], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """Who acts, where, when, under which rules. `facts` holds what was read from Telegram before the transaction.

    `now` is the desk's clock; a message's own date is in the message. `staff` is None for everybody who is not one of us, for
    anonymous administrators and for channels. `place` is `forum` only in a staff forum.
    """

    now: datetime
    rules: Rules
    bot: Bot
    place: Place
    user_id: int
    staff: Staff | None
    locale: str  # of the person who acts
    default_locale: str
    zone: str
    house: House
    banned: bool = False  # what the person writes is kept, and starts nothing
    facts: Mapping[str, Any] = field(default_factory=dict)


class In(BaseFilter):
    """Passes updates from those places."""

    def __init__(self, *places: Place) -> None:
        self.places = places

    async def __call__(self, event: TelegramObject, ctx: Context) -> bool:
        return ctx.place in self.places


class Ours(BaseFilter):
    """Passes what staff do; Ours(False) what everybody else does."""

    def __init__(self, wanted: bool = True) -> None:
        self.wanted = wanted

    async def __call__(self, event: TelegramObject, ctx: Context) -> bool:
        return (ctx.staff is not None) == self.wanted


class Pressed(BaseFilter):
    """Passes presses of buttons whose data is `name` or starts with `name:`; gives the rest as `args`."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def __call__(self, event: CallbackQuery) -> bool | dict[str, Any]:
        name, _, rest = (event.data or "").partition(":")
        return {"args": rest.split(":") if rest else []} if name == self.name else False


class Says(BaseFilter):
    """Passes `/name`, `/name@our_bot` and their arguments (given as `words`); not the command of another bot."""

    def __init__(self, *names: str) -> None:
        self.names = names

    async def __call__(self, event: Message, ctx: Context) -> bool | dict[str, Any]:
        first, *rest = (event.text or "").split() or [""]
        if not first.startswith("/"):
            return False
        name, _, bot = first[1:].partition("@")
        if name.lower() not in self.names or (bot and bot.lower() != ctx.bot.username.lower()):
            return False
        return {"words": rest}


class Has(BaseFilter):
    """Passes messages that hold that field. (A magic filter is no coroutine: aiogram sends each to a thread.)"""

    def __init__(self, name: str) -> None:
        self.name = name

    async def __call__(self, event: Message) -> bool:
        return bool(getattr(event, self.name))


class Slash(BaseFilter):
    """Passes whatever begins like a command; on a router of commands it spares every other message their filters."""

    async def __call__(self, event: Message) -> bool:
        return (event.text or "").startswith("/")


def number(args: list[str], index: int) -> int:
    """The number at that place of a button's data; -1 for anything forged, which no row has."""
    text = args[index] if 0 <= index < len(args) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1
