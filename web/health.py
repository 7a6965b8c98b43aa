"""`/healthz`: the process lives; `/readyz`: it does its work; `/metrics`: how well (PRODUCT 11)."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from web.metrics import Metrics

LIMIT = 1024 * 1024  # bytes of a body


class _Silent(logging.Filter):
    """The server says what is wrong with a request by showing it; the addresses of trackers hold a secret."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], HttpProcessingError):
            record.exc_info = None
        return True


LOGGER = logging.getLogger("partnerdesk.http")
LOGGER.addFilter(_Silent())


def app(
    checks: Callable[[], Awaitable[Mapping[str, str]]], metrics: Metrics, routes: Iterable[web.RouteDef] = ()
) -> web.Application:
    """The HTTP side of the desk, with those routes beside its own. `checks` names what is wrong, by part; empty when all is well."""

    async def healthz(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def readyz(_request: web.Request) -> web.Response:
        wrong = await checks()
        return web.json_response({"ok": not wrong, "wrong": dict(wrong)}, status=503 if wrong else 200)

    application = web.Application(client_max_size=LIMIT)
    application.add_routes(
        [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics.answer), *routes]
    )
    return application


def runner(application: web.Application) -> web.AppRunner:
    """Serves it; no log shows what was asked for."""
    return web.AppRunner(application, access_log=None, logger=LOGGER)
