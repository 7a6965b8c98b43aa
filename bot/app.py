"""The composition root: every part made once, given what it needs, and run together (DESIGN 2)."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from aiogram import Bot as AiogramBot
from aiogram import Dispatcher
from aiogram.client.session.base import BaseSession
from aiohttp import web

from bot import deskfile
from bot.clock import Clock
from bot.facts import Facts
from bot.guarding import Guarding
from bot.intake import Intake, WrongToken
from bot.lease import Lease, Lost
from bot.menus import Menus
from bot.metronome import Metronome
from bot.middlewares import Asks, Transaction, Who
from bot.offering import Offering
from bot.pace import Limits
from bot.problem import BadFile
from bot.pulse import Pulse
from bot.receipts import Receipts
from bot.sender import Sender
from bot.settings import Settings
from bot.shorteners import Shorteners
from bot.telegram import ApiError, NotSent, Telegram, Unknown
from bot.texts import Texts
from bot.worker import Worker
from desk import gate
from desk.letters.letter import T
from desk.rules import Rules
from handlers import routers
from handlers.context import Bot, House
from scheduler import audit, sweeps
from storage import binding, chats, database, people, publishing, status
from storage.database import Database, Tx, Unavailable
from storage.status import Load
from web import health
from web.metrics import Metrics
from web.postbacks import Receiver

log = structlog.get_logger()
AUDITED_EVERY = 60.5  # seconds
OVERDUE = timedelta(seconds=60)  # no finished tick, no answer of Telegram for so long: not ready


class _NoNetwork(BaseSession):
    """Handlers never speak to Telegram themselves: what they have to say is a letter (DESIGN 2)."""

    async def make_request(self, bot: Any, method: Any, timeout: int | None = None) -> Any:
        raise RuntimeError(f"a handler called {type(method).__name__}; post a letter instead")

    def stream_content(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("a handler asked for a file; read it in Facts")

    async def close(self) -> None:
        return


class Desk:
    """The whole program over one database and one Bot API. `open` makes it, `run` works until cancelled."""

    def __init__(
        self, settings: Settings, rules: Rules, clock: Clock, db: Database, telegram: Telegram, limits: Limits
    ) -> None:
        self.settings, self.rules, self.clock, self.db, self.telegram = settings, rules, clock, db, telegram
        self.bot = Bot(id=0, username="")
        self.texts = Texts()
        self._domains = gate.domains(rules.offers)
        self.receipts = Receipts(lambda: self.rules)
        self._limits = limits
        self.sender = self._new_sender()
        self.shorteners = Shorteners(clock)
        self._aiogram = AiogramBot("0:desk", session=_NoNetwork())
        self.dispatcher = self._dispatcher()
        self.worker = Worker(
            self.dispatcher,
            self._aiogram,
            db,
            clock,
            telegram,
            self.texts,
            settings.default_locale,
            settings.timezone,
            self._wake_sender,
        )
        self.intake = Intake(telegram, db, clock, self.worker.wake)
        self.menus = Menus(telegram, db, self.texts, settings.default_locale)
        self.pulse = Pulse(db, clock, self.intake, lambda: self.rules)
        self.lease = Lease(db, clock)
        self.metrics = Metrics(clock.now, clock.steady, self._load)
        self.base = settings.postback_url or f"http://{settings.http_host}:{settings.http_port}"
        self.receiver = Receiver(db, clock.now, self._say, settings.default_locale, lambda: self.base)
        self._ticked_at = clock.now()
        self._ticking = asyncio.Lock()

    @classmethod
    async def open(
        cls,
        settings: Settings,
        rules: Rules,
        clock: Clock,
        *,
        limits: Limits | None = None,
        telegram: Telegram | None = None,
    ) -> "Desk":
        """A desk on a migrated database, by another wire than HTTP if one is given. Raises storage.database.Unavailable."""
        db = await database.connect(settings.database_url)
        token = settings.bot_token.get_secret_value() if settings.bot_token else ""
        telegram = telegram or Telegram(settings.bot_api_url, token)
        return cls(settings, rules, clock, db, telegram, limits or Limits())

    def _say(self, text: T, locale: str) -> str:
        """A text for whoever reads it outside Telegram."""
        return self.texts.plain(text.key, text.params, locale, self.settings.timezone)

    def _wake_sender(self) -> None:
        self.sender.wake()  # whichever it is: a new one is made with every lease

    def _new_sender(self) -> Sender:
        return Sender(
            self.telegram,
            self.db,
            self.clock,
            self.texts,
            self.receipts,
            limits=self._limits,
            locale=self.settings.default_locale,
            zone=self.settings.timezone,
            rules=lambda: self.rules,
            domains=lambda: self._domains,
        )

    def _dispatcher(self) -> Dispatcher:
        dispatcher = Offering(disable_fsm=True)
        house = House(read=self._read, adopt=self.adopt, base=lambda: self.base)
        where = (self.settings.default_locale, self.settings.timezone)
        dispatcher.update.outer_middleware(
            Who(self.db, self.clock, lambda: self.rules, lambda: self.bot, house, *where)
        )
        asks, transaction = Asks(Facts(self.telegram, self.clock)), Transaction(self.db)
        for name in ("message", "edited_message"):
            dispatcher.observers[name].middleware(Guarding(self.db, self.shorteners))
        for name in (
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
            "chat_member",
            "message_reaction",
        ):
            dispatcher.observers[name].middleware(asks)
            dispatcher.observers[name].middleware(transaction)
        for router in routers():
            router._parent_router = None  # noqa: SLF001 - of a desk that was open in this process before
            dispatcher.include_router(router)
        return dispatcher

    def _read(self) -> Rules | str:
        try:
            return deskfile.read(Path(self.settings.desk_file))
        except BadFile as error:
            return str(error)

    def adopt(self, rules: Rules) -> None:
        """Put rules in force."""
        self.rules, self._domains = rules, gate.domains(rules.offers)
        log.info("desk", action="rules_adopted", offers=len(rules.offers))

    async def greet(self) -> None:
        """Ask Telegram who we are, and make known what the settings say. Raises ApiError, NotSent, Unknown."""
        me = await self.telegram.call("getMe")
        self.bot = Bot(id=me["id"], username=me["username"], reads_all=bool(me.get("can_read_all_group_messages")))
        async with self.db.transaction() as tx:
            now = self.clock.now()
            await self._take_in_heads(tx, now)
            for forum in self.settings.staff_chat_id:
                await chats.add_forum(tx, forum, now)
            await publishing.adopt(tx, self.rules, now)

    async def _take_in_heads(self, tx: Tx, now: datetime) -> None:
        """Those whom the settings name; one who was a partner's contact is that no more."""
        where = {"locale": self.settings.default_locale, "zone": self.settings.timezone}
        for user_id in self.settings.head_ids:
            if await people.staff_by_user(tx, user_id) is not None:
                continue
            await people.add_staff(tx, user_id, None, None, "head", now, **where, reach="never_started")
            head = await people.staff_by_user(tx, user_id)
            assert head is not None
            await binding.retire(tx, head, self.rules, now)

    async def _greeted(self) -> None:
        """`greet`, waiting for a Telegram or a database that is away. Raises WrongToken."""
        while True:
            try:
                return await self.greet()
            except ApiError as error:
                if error.code in (401, 404):
                    raise WrongToken(error.description) from None
                log.warning("desk", action="telegram_refused", error=error.description)
            except (NotSent, Unknown) as error:
                log.warning("desk", action="telegram_away", url=self.settings.bot_api_url, error=str(error))
            except Unavailable as error:
                log.error("desk", action="database_away", error=str(error))
            await asyncio.sleep(2)

    async def tick(self) -> None:
        """Everything that is due now; one at a time, also when the clock was moved meanwhile."""
        async with self._ticking:
            try:
                if await self.pulse.beats():
                    await sweeps.all_due(self.db, self.rules, self.clock.now(), self.metrics)
                    await self.pulse.beaten()
            except Unavailable as error:
                log.error("desk", action="sweep_failed", error=str(error))
                return
            self._ticked_at = self.clock.now()
        self.sender.wake()
        self.worker.wake()

    async def audit(self) -> None:
        """A look of the auditor; none by a clock that is in doubt."""
        async with self._ticking:
            try:
                if not self.pulse.resting:
                    await audit.sweep(self.db, self.clock.now())
            except Unavailable as error:
                log.error("desk", action="audit_failed", error=str(error))
        self.sender.wake()

    async def resume(self) -> None:
        """Work off what came while the desk was down, and say that it was, before anything is called overdue (PRODUCT 3)."""
        outage = await self.pulse.wake()
        await self._drain()
        if outage is not None:
            await self.pulse.own_up(outage)

    async def _drain(self) -> None:
        try:
            while await self.intake.poll(0):
                pass
        except (ApiError, NotSent, Unknown) as error:
            log.warning("desk", action="telegram_away", error=str(error))
        while await self.worker.step():
            pass

    async def run(self) -> None:
        """Serve until cancelled: wait for the lease, work, and stand by again when it is lost. Raises WrongToken."""
        runner = health.runner(health.app(self.checks, self.metrics, self.receiver.routes()))
        await runner.setup()
        await web.TCPSite(runner, self.settings.http_host, self.settings.http_port).start()
        if self.settings.postback_url is None:
            self.base = f"http://{self.settings.http_host}:{runner.addresses[0][1]}"
        moved: set[asyncio.Task[None]] = set()

        def at_once() -> None:
            moved.add(asyncio.ensure_future(self.tick()))

        self.clock.on_advance.append(at_once)
        try:
            await self._greeted()
            while True:
                await self.lease.wait()
                await self._hold()
        finally:
            self.clock.on_advance.remove(at_once)
            await runner.cleanup()

    async def _hold(self) -> None:
        """Work while the lease is ours."""
        self.sender = self._new_sender()
        self.sender.epoch = self.lease.epoch
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.lease.keep())
                await self._resumed()
                log.info("desk", action="open", bot=self.bot.username)
                for work in (self._beat, self.intake.run, self.worker.run, self.sender.run, self.menus.run):
                    tasks.create_task(work())
        except* Lost:
            log.warning("desk", action="lease_lost", note="another process works now; standing by")
        except* WrongToken as group:
            raise group.exceptions[0] from None

    async def _resumed(self) -> None:
        """`resume`, waiting for a database that is away."""
        while True:
            try:
                return await self.resume()
            except Unavailable as error:
                log.error("desk", action="database_away", error=str(error))
            await asyncio.sleep(1)

    async def _beat(self) -> None:
        """Tick for ever."""
        metronome = Metronome({self.settings.tick_seconds: self.tick, AUDITED_EVERY: self.audit})
        metronome.start()
        try:
            await asyncio.Event().wait()
        finally:
            metronome.stop()

    async def _load(self) -> Load:
        async with self.db.reading() as tx:
            return await status.load(tx, self.clock.now())

    async def checks(self) -> Mapping[str, str]:
        """What keeps the desk from its work, by part."""
        wrong: dict[str, str] = {}
        now = self.clock.now()
        if now - self._ticked_at > max(OVERDUE, 3 * timedelta(seconds=self.settings.tick_seconds)):
            wrong["tick"] = f"none finished since {self._ticked_at.isoformat()}"
        if _long_ago(self.intake.heard_at, now):
            wrong["telegram"] = "no answer for a minute"
        try:
            async with self.db.reading() as tx:
                await chats.forums(tx)
        except Unavailable as error:
            wrong["database"] = str(error)
        return wrong

    async def close(self) -> None:
        """Let everything go."""
        await self.lease.release()
        await self.telegram.close()
        await self.db.close()


def _long_ago(at: datetime | None, now: datetime) -> bool:
    return at is None or now - at > OVERDUE
