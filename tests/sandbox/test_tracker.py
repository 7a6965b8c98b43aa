"""The sandbox's tracker: what it calls, how late, twice and out of order; to whomever it is told."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import parse_qsl, urlsplit

import pytest
from aiohttp import ClientSession, web

from sandbox import Sandbox
from sandbox.tracker import Order, mark, plan

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
ADDRESS = "https://desk.example/pb/x/SECRET?click={sub1}&conv={transactionid}&goal={goal}&st={status}&ts={timestamp}&x={who}&y=1"


def test_macros_are_filled_in() -> None:
    [call] = plan(
        Order(address=ADDRESS, mark="K 7", goal="ftd", status="2", lag=timedelta(hours=1)), ["n1"], NOW, Random(1)
    )
    assert call.startswith("https://desk.example/pb/x/SECRET?")
    assert parse_qsl(urlsplit(call).query, keep_blank_values=True) == [
        ("click", "K 7"),
        ("conv", "n1"),
        ("goal", "ftd"),
        ("st", "2"),
        ("ts", "1795290000"),
        ("x", ""),
        ("y", "1"),
    ]
    [call] = plan(
        Order(address="http://d/pb/x/S?link=LINK&conv=CONVERSION&st=STATUS", mark="K"), ["n1"], NOW, Random(1)
    )
    assert call == "http://d/pb/x/S?link=K&conv=n1&st=1"


def test_twice_and_out_of_order() -> None:
    numbers = [str(n) for n in range(10)]
    calls = plan(Order(address="http://d/?conv={tid}", mark="K", again=0.5, shuffled=True), numbers, NOW, Random(1))
    assert len(calls) == 15
    assert {call.partition("=")[2] for call in calls} == set(numbers)
    assert calls[:10] != sorted(calls[:10])


@pytest.mark.parametrize(
    ("link", "carried"),
    [("https://go.example/c?pid=1&sub1=Kz7", "Kz7"), ("https://go.example/c?t=Kz7", "Kz7"), (" Kz7 ", "Kz7")],
)
def test_what_a_link_carries(link: str, carried: str) -> None:
    assert mark(link) == carried


@pytest.fixture
async def called() -> AsyncIterator[tuple[str, list[str]]]:
    """A place that takes calls."""
    found: list[str] = []

    async def take(request: web.Request) -> web.Response:
        found.append(request.query["conv"])
        return web.Response(text="OK", status=200 if request.query["st"] == "1" else 404)

    app = web.Application()
    app.router.add_get("/pb", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/pb?conv={{tid}}&st={{status}}", found
    await runner.cleanup()


async def test_the_page_orders_and_is_told_the_answers(sandbox: Sandbox, called: tuple[str, list[str]]) -> None:
    address, found = called
    order = {
        "address": address,
        "link": "Kz7",
        "goal": "lead",
        "status": "1",
        "count": 60,
        "lag": 0,
        "again": 0.5,
        "shuffled": False,
    }
    async with ClientSession() as session:

        async def orders(**more: object) -> object:
            async with session.post(f"{sandbox.url}/sandbox/tracker", json=order | more) as response:
                return await response.json()

        assert await orders() == {"ok": True, "result": {"200": 90}}
        first = set(found)
        found.clear()
        assert await orders(same=True, status="3", again=0) == {"ok": True, "result": {"404": 60}}
        assert set(found) == first
        assert await orders(address="http://127.0.0.1:9/pb?x", count=2) == {"ok": True, "result": {"0": 3}}
        for wrong in ({"address": "nowhere"}, {"count": 0}, {"count": 1001}, {"count": "many"}, {"lag": "soon"}):
            answer = await orders(**wrong)
            assert isinstance(answer, dict)
            assert not answer["ok"]
