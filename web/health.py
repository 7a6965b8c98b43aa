"""`/healthz`: the process lives; `/readyz`: it does its work; `/metrics`: how well (PRODUCT 11)."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from web.metrics import Metrics


def app(checks: Callable[[], Awaitable[Mapping[str, str]]], metrics: Metrics) -> web.Application:
    """The HTTP side of the desk. `checks` names what is wrong, by part; empty when all is well."""

    async def healthz(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def readyz(_request: web.Request) -> web.Response:
        wrong = await checks()
        return web.json_response({"ok": not wrong, "wrong": dict(wrong)}, status=503 if wrong else 200)

    application = web.Application()
    application.add_routes(
        [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics.answer)]
    )
    return application
