"""HTTP: the Bot API, file downloads, the page and its calls."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from sandbox import page_api, validation
from sandbox.clock import Clock
from sandbox.errors import Refusal, refuse
from sandbox.faults import STORM_WAIT, Faults
from sandbox.files import DOWNLOAD_LIMIT
from sandbox.journal import Call, Journal
from sandbox.limits import EVERYWHERE, Limits
from sandbox.methods import Method, find
from sandbox.methods.params import Params, Upload
from sandbox.queue import Json
from sandbox.tracker import Tracker
from sandbox.world import World

log = logging.getLogger("sandbox")

REQUEST_LIMIT = 64 * 1024 * 1024
JSON_HEADERS = {"Content-Type": "application/json"}
TOKEN = "1:sandbox"  # noqa: S105 - of a bot that exists nowhere else


class Sandbox:
    """A Bot API server with a world in it, for one bot."""

    def __init__(
        self,
        clock: Clock,
        *,
        token: str = TOKEN,
        limits: bool = False,
        validate: bool = True,
        username: str = "partnerdesk_bot",
        name: str = "partnerdesk",
        zone: str = "Europe/Moscow",
        calls_cap: int | None = None,
    ) -> None:
        self.clock = clock
        self.token = token
        self.validate = validate
        check = validation.check_update if validate else None
        bot_id = int(token.partition(":")[0])
        self.world = World(clock, bot_id=bot_id, username=username, name=name, zone=zone, check=check)
        self.limits = Limits(clock, limits)
        self.faults = Faults()
        self.journal = Journal(self.world, calls_cap)
        self.url = ""
        self.tracker = Tracker()
        self.tracked: Callable[[], str] = str  # the address a tracker would call, where somebody has said it
        self._runner: web.AppRunner | None = None

    @property
    def calls(self) -> list[Call]:
        """Every Bot API call so far, oldest first."""
        return list(self.journal.calls)

    def pending(self) -> list[Json]:
        """The updates the bot has not confirmed."""
        self.world.queue.settle()
        return [waiting.body for waiting in self.world.queue.waiting]

    def app(self) -> web.Application:
        """The web application, for those who serve it themselves."""
        app = web.Application(client_max_size=REQUEST_LIMIT)
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._call)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._file)
        page_api.add_routes(app, self)
        return app

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; `url` tells where. Port 0 takes any free one."""
        self._runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port, reuse_address=True)
        await site.start()
        bound = self._runner.addresses[0][1]
        self.url = f"http://{host}:{bound}"

    async def stop(self) -> None:
        """Stop listening; the world stays."""
        self.world.queue.dismiss()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    # --- one call ---

    async def _call(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        try:
            params = await read_params(request)
        except Refusal as refusal:
            status, body = self._refused(name, Params({}), refusal)
            return _json(body, status)
        answer = await self.answer(request.match_info["token"], name, params)
        return _cut(request) if answer is None else _json(answer[1], answer[0])

    async def answer(self, token: str, name: str, params: Params) -> tuple[int, Json] | None:
        """The status and body with which a call is answered; None where the connection is cut instead."""
        found = find(name)
        name = found.name if found is not None else name
        if self.faults.latency:
            await self.clock.sleep(self.faults.latency)
        if self.faults.outage or self.faults.strikes(self.faults.cut_before):
            self.journal.add(name, params, 0, cut="before")
            return None
        try:
            self._admit(token, found, params)
            result = await self._process(found, params)
        except Refusal as refusal:
            return self._refused(name, params, refusal)
        except Exception as problem:  # a fault of the sandbox: written down, then told by aiohttp with 500
            self.journal.add(name, params, 500, description=repr(problem))
            raise
        return self._answered(name, params, result)

    def _admit(self, token: str, found: Method | None, p: Params) -> None:
        if token != self.token:
            raise refuse("unauthorized")
        if found is None:
            raise refuse("unknown_method")
        if self.faults.strikes(self.faults.error_500):
            raise refuse("internal")
        if self.faults.storm_429 and found.name != "getUpdates":
            raise refuse("flood", {"retry_after": STORM_WAIT}, seconds=STORM_WAIT)
        if self.limits.on and found.cost is not None:
            chat = p.text("chat_id")
            key = int(chat) if chat.lstrip("-").isdigit() else EVERYWHERE
            cost = self.limits.cost(found.name, found.cost(p))
            self.limits.charge(key, cost, paid=p.flag("allow_paid_broadcast"))

    async def _process(self, found: Method | None, p: Params) -> Any:
        assert found is not None
        result = found.handler(self.world, p)
        if isinstance(result, Awaitable):
            result = await result
        if self.validate:
            validation.check_result(found.name, result)
        return result

    def _refused(self, name: str, p: Params, refusal: Refusal) -> tuple[int, Json]:
        level = logging.ERROR if refusal.code == 404 else logging.DEBUG
        log.log(level, "refused %s: %s", name, refusal)
        self.journal.add(name, p, refusal.code, description=refusal.description)
        body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
        if refusal.parameters:
            body["parameters"] = refusal.parameters
        return refusal.code, body

    def _answered(self, name: str, p: Params, result: Any) -> tuple[int, Json] | None:
        if self.faults.outage or self.faults.strikes(self.faults.cut_after):
            self.journal.add(name, p, 200, result, cut="after")
            return None
        self.journal.add(name, p, 200, result)
        return 200, {"ok": True, "result": result}

    async def _file(self, request: web.Request) -> web.Response:
        file = self.world.files.at(request.match_info["path"])
        if request.match_info["token"] != self.token:
            return _json({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        if file is None or len(file.data) > DOWNLOAD_LIMIT or self.faults.outage:
            return _json({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
        return web.Response(body=file.data, content_type=file.mime)


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _json(body: Json, status: int) -> web.Response:
    return web.Response(body=json.dumps(body, ensure_ascii=False).encode(), status=status, headers=JSON_HEADERS)


async def read_params(request: web.Request) -> Params:
    """The parameters of a request: query first, then what the body says."""
    values: Json = dict(request.query)
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _multipart(request, values)
    if request.body_exists:
        body = await request.read()
        if kind == "application/json":
            values.update(_object(body))
        elif body:
            values.update(parse_qsl(body.decode(), keep_blank_values=True))
    return Params(values)


def _object(body: bytes) -> Json:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        raise refuse("bad_json") from None
    if not isinstance(found, dict):
        raise refuse("bad_json")
    return found


async def _multipart(request: web.Request, values: Json) -> Params:
    uploads: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        name = part.name or ""
        if part.filename is None:
            values[name] = await part.text()
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            uploads[name] = Upload(part.filename, mime, bytes(await part.read()))
    return Params(values, uploads)
