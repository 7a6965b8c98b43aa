"""`/pb/{source}/{secret}`: a tracker calls, the call is on disk, and only then is it answered (PRODUCT 6, 12).

Nobody without the secret changes anything. Calls that come together are kept in one commit; they are counted by the sweep.
"""

import asyncio
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import structlog
from aiohttp import web

from desk import platforms
from desk import postbacks as reading
from desk import sources as rules
from desk.letters import sources as letters
from desk.letters.letter import Lines, T
from desk.postbacks import Broken, Fault, Report, Trouble
from desk.sources import Door, Source
from storage import counting, outbox, people, postbacks, sources
from storage.database import Database, Tx, Unavailable
from storage.postbacks import Call
from web import pages

log = structlog.get_logger()
OVERLAP = timedelta(hours=24)  # for which an old secret is valid beside a new one
OK, UNKNOWN, LARGE, AWAY = 200, 404, 413, 503
MASK = "***"

Now = Callable[[], datetime]
#: A text in a language, without markup.
Say = Callable[[T, str], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Knock:
    """A call before anybody knows whether it may come in."""

    name: str
    secret: str
    address: str
    call: Call

    def masked(self, door: Door) -> Call:
        """What is kept of it: nowhere does the secret stand."""
        refused: Fault | None = self.call.refused or (None if rules.welcome(door, self.address) else "address")
        if refused:
            return replace(self.call, source=door.source, params=(), body="", refused=refused)
        params = [(self._hide(name), self._hide(value)) for name, value in self.call.params]
        return replace(self.call, source=door.source, params=params, body=self._hide(self.call.body))

    def _hide(self, text: str) -> str:
        return text.replace(self.secret, MASK)


class Receiver:
    """Takes calls in. `now` is the desk's clock, `say` puts a text into words, `base` is the address the world knows us by."""

    def __init__(self, db: Database, now: Now, say: Say, locale: str, base: Callable[[], str]) -> None:
        self._db, self._now, self._say, self._locale, self._base = db, now, say, locale, base
        self._waiting: list[tuple[Knock, asyncio.Future[int]]] = []
        self._work: asyncio.Task[None] | None = None

    def routes(self) -> list[web.RouteDef]:
        """Everything trackers call, and the page of a ticket."""
        door = "/pb/{name}/{secret}"
        return [
            web.get(door, self._called, allow_head=False),
            web.post(door, self._called),
            web.get(f"{door}/test", self._tried, allow_head=False),
            web.post(f"{door}/test", self._tried),
            web.get("/source/{ticket}", self._page, allow_head=False),
            web.post("/source/{ticket}", self._redeemed),
        ]

    async def _called(self, request: web.Request) -> web.Response:
        status = await self.take(await self._knock(request))
        return web.Response(status=status, text="OK" if status == OK else "")

    async def _knock(self, request: web.Request) -> Knock:
        refused: Fault | None = None
        body = b""
        try:
            body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            refused = "large"
        call = Call(
            source=0,
            received_at=self._now(),
            params=list(request.query.items()),
            body=body.decode("utf-8", "replace"),
            kind=request.content_type if body else "",
            refused=refused,
        )
        address = rules.caller(request.remote or "", request.headers.get("X-Forwarded-For", ""))
        return Knock(name=request.match_info["name"], secret=request.match_info["secret"], address=address, call=call)

    async def take(self, knock: Knock) -> int:
        """Keep the call; the status of the answer. Whoever comes meanwhile is kept in the next commit, all together."""
        kept: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((knock, kept))
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._keep())
        return await kept

    async def _keep(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            statuses = await self._kept([knock for knock, _ in batch])
            for (_, future), status in zip(batch, statuses, strict=True):
                if not future.done():
                    future.set_result(status)

    async def _kept(self, knocks: Sequence[Knock]) -> list[int]:
        try:
            async with self._db.reading() as tx:
                doors = await sources.doors(tx, self._now())
            found = [self._door(doors, knock) for knock in knocks]
            calls = [knock.masked(door) for knock, door in zip(knocks, found, strict=True) if door]
            if calls:
                async with self._db.transaction(durable=True) as tx:
                    await postbacks.keep(tx, calls)
        except Unavailable as error:
            log.error("postbacks", action="journal_failed", error=str(error))
            return [AWAY] * len(knocks)
        return [_status(knock, door) for knock, door in zip(knocks, found, strict=True)]

    def _door(self, doors: dict[str, Door], knock: Knock) -> Door | None:
        door = doors.get(knock.name)
        if rules.opens(door, knock.secret):
            return door
        log.info("postbacks", action="refused", source=door.source if door else None)
        return None

    # --- a call that is only explained ----------------------------------------------------------------------------------

    async def _tried(self, request: web.Request) -> web.Response:
        """What would be understood; nothing is counted. `tell` among the parameters: whoever connected it reads it too."""
        knock, now = await self._knock(request), self._now()
        async with self._db.transaction() as tx:
            door = self._door(await sources.doors(tx, now), knock)
            source = await sources.by_id(tx, door.source) if door else None
            if door is None or source is None or not rules.welcome(door, knock.address):
                return web.Response(status=UNKNOWN)
            to = await sources.responsible(tx, source)
            report, wrong = await _explained(tx, source, knock.masked(door))
            if "tell" in request.query:
                await outbox.add(tx, [letters.tried(one.id, source.name, report, wrong) for one in to], now)
        locale = to[0].locale if to else self._locale
        answer = {
            "understood": self._lines(letters.understood(report), locale),
            "wrong": self._lines(letters.troubles(wrong), locale),
        }
        return web.json_response(answer, dumps=partial(json.dumps, ensure_ascii=False, indent=1))

    def _lines(self, lines: Lines, locale: str) -> list[str]:
        return [self._say(one, locale) for one in lines.items]

    # --- the address with its secret, shown once ------------------------------------------------------------------------

    async def _page(self, request: web.Request) -> web.Response:
        """A button: whatever fetches the page by itself, to preview it, uses nothing up."""
        async with self._db.reading() as tx:
            found = await sources.ticket(tx, request.match_info["ticket"], self._now())
            asked = await people.staff_by_id(tx, found[1]) if found else None
        if found is None or asked is None:
            return self._gone()
        return pages.answer(pages.closed(found[0].name, partial(self._word, locale=asked.locale)))

    async def _redeemed(self, request: web.Request) -> web.Response:
        """The address, with a secret that is made now and stands nowhere else."""
        secret, text, now = secrets.token_urlsafe(24), request.match_info["ticket"], self._now()
        async with self._db.transaction(durable=True) as tx:
            found = await sources.ticket(tx, text, now)
            asked = await people.staff_by_id(tx, found[1]) if found else None
            source = await sources.redeem(tx, text, secret, now, OVERLAP) if asked else None
            if source is None or asked is None:
                return self._gone()
            await people.audit(tx, asked.user_id, "source:secret", {"source": source.name}, now)
        address = platforms.address(self._base(), source.name, secret, source.platform)
        return pages.answer(pages.opened(source.name, address, partial(self._word, locale=asked.locale)))

    def _gone(self) -> web.Response:
        return pages.answer(pages.gone(partial(self._word, locale=self._locale)), status=UNKNOWN)

    def _word(self, key: str, locale: str, **params: str) -> str:
        return self._say(T(key=key, params=params), locale)


async def _explained(tx: Tx, source: Source, call: Call) -> tuple[Report | None, Sequence[Trouble]]:
    try:
        params = reading.parameters(call.params, call.body, call.kind)
        tokens = await counting.ours(tx, reading.tokens(params))
        report = reading.read(params, source, tokens, call.received_at)
    except Broken as broken:
        return None, [broken.trouble]
    return report, report.troubles


def _status(knock: Knock, door: Door | None) -> int:
    if door is None or not rules.welcome(door, knock.address):
        return UNKNOWN
    return LARGE if knock.call.refused else OK
