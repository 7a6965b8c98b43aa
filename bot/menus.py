"""The menus Telegram shows: the commands of each role, kind of chat and language, told again only when they change (PRODUCT 10)."""

import asyncio
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import structlog

from bot.telegram import ApiError, NotSent, Telegram, Unknown
from bot.texts import RUSSIAN, Texts
from desk import commands
from desk.commands import Command
from desk.people import Staff
from storage import chats, menus, people
from storage.database import Database, Unavailable
from storage.menus import Chosen

log = structlog.get_logger()

BATCH = 10  # menus told in one go
PAUSE, NEXT = 15.0, 1.0  # seconds until the next look: when all is told, and when more is to be told


@dataclass(frozen=True, kw_only=True, slots=True)
class Menu:
    """What one scope of Telegram's shows in one language ("": in every other)."""

    scope: Mapping[str, str | int]
    language: str
    commands: tuple[tuple[str, str], ...]  # name, and its one line

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other."""
        return json.dumps(dict(self.scope), sort_keys=True), self.language

    @property
    def hash(self) -> str:
        """Another one when anything in it has changed."""
        return hashlib.sha256(json.dumps(self.commands).encode()).hexdigest()[:16]


def wanted(
    staff: Sequence[Staff], forums: Iterable[int], chosen: Iterable[Chosen], texts: Texts, locale: str
) -> list[Menu]:
    """Every menu there should be: of partners in private and in groups, of each of us in private, of the staff forums.

    `chosen`: chats whose people chose a language; elsewhere Telegram's own tells it. A menu of one person in a forum is
    there for those whose role allows more than a sub's.
    """
    made = _Maker(texts)
    found = [*made.partners("all_private_chats", "private"), *made.partners("all_group_chats", "group")]
    own = {person.user_id for person in staff}
    found += [made.chosen(chat) for chat in chosen if chat.tg_id not in own]
    for person in staff:
        if person.reach == "ok":
            shown = commands.offered(person.role, "private")
            found.append(made.menu({"type": "chat", "chat_id": person.user_id}, shown, person.locale))
    for forum in forums:
        found.append(made.menu({"type": "chat", "chat_id": forum}, commands.offered("sub", "topic"), locale))
        found += [made.member(forum, person) for person in staff if person.role != "sub"]
    return found


class _Maker:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def partners(self, scope: str, place: commands.Place) -> Iterator[Menu]:
        shown = commands.offered(None, place)
        yield self.menu({"type": scope}, shown, "en")
        for language in RUSSIAN:
            yield self.menu({"type": scope}, shown, "ru", language)

    def chosen(self, chat: Chosen) -> Menu:
        return self.menu({"type": "chat", "chat_id": chat.tg_id}, commands.offered(None, chat.kind), chat.locale)

    def member(self, forum: int, person: Staff) -> Menu:
        shown = [*commands.offered(person.role, "topic"), *commands.offered(person.role, "forum")]
        scope: dict[str, str | int] = {"type": "chat_member", "chat_id": forum, "user_id": person.user_id}
        return self.menu(scope, shown, person.locale)

    def menu(self, scope: Mapping[str, str | int], shown: Iterable[Command], locale: str, language: str = "") -> Menu:
        lines = {one.name: self._texts.plain(one.description, {}, locale) for one in shown}
        return Menu(scope=scope, language=language, commands=tuple(lines.items()))


class Menus:
    """Keeps Telegram's menus as they should be. `run` does so for ever, `sync` once."""

    def __init__(self, telegram: Telegram, db: Database, texts: Texts, locale: str) -> None:
        self._telegram, self._db, self._texts, self._locale = telegram, db, texts, locale

    async def run(self) -> None:
        """Look again and again: roles, languages and forums change."""
        while True:
            try:
                more = await self.sync()
            except Unavailable as error:
                log.warning("menus", action="database_away", error=str(error))
                more = False
            await asyncio.sleep(NEXT if more else PAUSE)

    async def sync(self) -> bool:
        """Tell Telegram what has changed, some menus at a time; whether there is more to tell."""
        async with self._db.reading() as tx:
            told = await menus.told(tx)
            staff, forums, chosen = await people.staff(tx), await chats.forums(tx), await menus.chosen(tx)
        all_wanted = wanted(staff, forums, chosen, self._texts, self._locale)
        changed = [menu for menu in all_wanted if told.get(menu.key) != menu.hash]
        gone = sorted(told.keys() - {menu.key for menu in all_wanted})
        for menu in changed[:BATCH]:
            items = [{"command": name, "description": line} for name, line in menu.commands]
            if not await self._call("setMyCommands", menu.key, {"commands": items}):
                return False
            async with self._db.transaction() as tx:
                await menus.tell(tx, *menu.key, menu.hash)
        for key in gone[:BATCH]:
            if not await self._call("deleteMyCommands", key, {}):
                return False
            async with self._db.transaction() as tx:
                await menus.forget(tx, *key)
        return len(changed) > BATCH or len(gone) > BATCH

    async def _call(self, method: str, key: tuple[str, str], params: Mapping[str, object]) -> bool:
        """Whether that is done with: a chat Telegram does not let us have a menu in is, until the menu changes."""
        scope, language = key
        try:
            await self._telegram.call(method, {"scope": json.loads(scope), "language_code": language, **params})
        except (NotSent, Unknown) as error:
            log.info("menus", action="not_told", scope=scope, error=str(error))
            return False
        except ApiError as error:
            log.info("menus", action="refused", scope=scope, error=error.description)
            return error.code in (400, 403)
        return True
