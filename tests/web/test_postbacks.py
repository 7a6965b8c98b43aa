"""Trackers call, rightly and wrongly: what is answered, and what is kept."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import aiohttp
import pytest
import structlog
from aiohttp import web
from structlog.testing import capture_logs

from bot.texts import Texts
from desk.sources import Settings
from storage import people, postbacks, sources
from storage.database import Database, Unavailable
from storage.status import Load
from web import health
from web.metrics import Metrics
from web.postbacks import MASK, OVERLAP, Receiver

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
SECRET = "s3cret-of-affise"


class Desk:
    """The HTTP side alone, a source with a secret, and whoever connected it."""

    def __init__(self, db: Database, client: aiohttp.ClientSession) -> None:
        self.db, self.client, self.now = db, client, NOW

    async def call(self, path: str, method: str = "GET", **how: Any) -> int:
        async with self.client.request(method, path, **how) as response:
            return response.status

    async def journal(self) -> list[tuple[str, str | None]]:
        async with self.db.reading() as tx:
            rows = await tx.all("postbacks.faults", source=1, since=0, limit=100)
            kept = await tx.all("postbacks.open", limit=100)
        return [(row["raw"], row["why"]) for row in rows] + [(row["raw"], None) for row in kept]


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    async with db.transaction() as tx:
        where: dict[str, Any] = {"locale": "en", "zone": "UTC", "reach": "ok"}
        owner = await people.add_staff(tx, 603, "Maria", None, "manager", NOW, **where)
        source = await sources.add(tx, "affise", "affise", owner, NOW)
        staff = await people.staff_by_id(tx, owner)
        assert source
        assert staff
        await sources.add_ticket(tx, source, "first", staff, NOW + timedelta(hours=1))
        assert await sources.redeem(tx, "first", SECRET, NOW, OVERLAP)
    texts, made = Texts(), []
    receiver = Receiver(
        db, lambda: made[0].now, lambda t, to: texts.plain(t.key, t.params, to), "en", lambda: "https://d.example"
    )

    async def fine() -> dict[str, str]:
        return {}

    async def load() -> Load:
        raise NotImplementedError

    runner = health.runner(health.app(fine, Metrics(lambda: NOW, timedelta, load), receiver.routes()))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as client:
        made.append(Desk(db, client))
        yield made[0]
    await runner.cleanup()


GOOD = f"/pb/affise/{SECRET}?conv=1&st=1"


async def test_a_call_is_answered_when_it_is_kept(desk: Desk) -> None:
    async with desk.client.get(GOOD) as response:
        assert (response.status, await response.text()) == (200, "OK")
    assert await desk.call(f"/pb/affise/{SECRET}", "POST", data={"conv": "2"}) == 200
    assert await desk.call(f"/pb/affise/{SECRET}?goal=reg", "POST", json={"conv": "3", "token": SECRET}) == 200
    assert (
        await desk.call(f"/pb/affise/{SECRET}?broken", "POST", data="{", headers={"Content-Type": "application/json"})
        == 200
    )
    raw = [json.loads(text) for text, _ in await desk.journal()]
    assert raw[0] == {"params": [["conv", "1"], ["st", "1"]]}
    assert raw[1] == {"body": "conv=2", "kind": "application/x-www-form-urlencoded"}
    assert MASK in raw[2]["body"]
    assert len(raw) == 4


NOT_OURS = (
    "/pb/affise/wrong?conv=1",
    f"/pb/affise/{SECRET}x?conv=1",
    f"/pb/nobody/{SECRET}?conv=1",
    "/pb/affise/%00%ff?conv=1",
    "/pb/affise/?conv=1",
    f"/pb/affise/{SECRET}/x",
    "/pb/affise/wrong/test?conv=1",
    "/source/nothing",
)


async def test_who_has_no_secret_changes_nothing(desk: Desk) -> None:
    """Invariant 22."""
    with capture_logs() as logs:
        for path in NOT_OURS:
            assert [await desk.call(path, method) for method in ("GET", "POST")] == [404, 404]
        assert await desk.call(GOOD, "DELETE") == 405
    assert await desk.journal() == []
    assert SECRET not in str(logs)


async def test_only_from_where_it_may_call(desk: Desk) -> None:
    async with desk.db.transaction() as tx:
        source = await sources.by_name(tx, "affise")
        assert source
        await sources.change(tx, source, Settings(addresses=("10.1.0.0/16", "2001:db8::1")))
    assert await desk.call(GOOD) == 404
    for forwarded, status in (("10.1.2.3", 200), ("9.9.9.9, 2001:db8::1", 200), ("10.1.2.3, 9.9.9.9", 404), ("x", 404)):
        assert await desk.call(GOOD, headers={"X-Forwarded-For": forwarded}) == status
    assert [why for _, why in await desk.journal()] == ["address"] * 3 + [None] * 2


async def test_a_megabyte_is_too_much(desk: Desk) -> None:
    with capture_logs() as logs:
        assert await desk.call(GOOD, "POST", data=BytesIO(b"x" * (health.LIMIT + 1))) == 413
        assert await desk.call("/pb/affise/wrong", "POST", data=BytesIO(b"x" * (health.LIMIT + 1))) == 404
        assert await desk.call(GOOD, "POST", data=BytesIO(b"conv=1&x=" + b"x" * (health.LIMIT - 100))) == 200
    journal = await desk.journal()
    assert [why for _, why in journal] == ["large", None]
    assert [len(raw) > 100 for raw, _ in journal] == [False, True]
    assert SECRET not in str(logs)


@pytest.fixture
def unmasked() -> Iterator[None]:
    """The logging as it comes, without what masks secrets."""
    before = structlog.get_config()
    structlog.reset_defaults()
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("unmasked")
async def test_no_log_holds_a_secret(
    desk: Desk, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the server itself finds fault: an address that is too long, a line that is no HTTP."""
    with caplog.at_level(logging.DEBUG):
        assert await desk.call(f"{GOOD}&x={'y' * 9000}") == 400
        base = desk.client._base_url
        assert base
        reader, writer = await asyncio.open_connection("127.0.0.1", base.port)
        writer.write(f"GET {GOOD} HTTX/9.9\r\n\r\n".encode())
        await reader.read(1000)
        writer.close()
        assert await desk.call(GOOD) == 200
    assert SECRET not in caplog.text
    assert SECRET not in "".join(capsys.readouterr())


async def test_where_the_journal_fails_the_tracker_is_to_call_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: Any) -> None:
        raise Unavailable("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(postbacks, "keep", full)
        assert await desk.call(GOOD) == 503
    assert await desk.call(GOOD) == 200
    assert len(await desk.journal()) == 1


async def test_many_at_once_are_kept_in_few_commits(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, keep = [], postbacks.keep

    async def counted(tx: Any, calls: Any) -> None:
        kept.append(len(calls))
        await keep(tx, calls)

    monkeypatch.setattr(postbacks, "keep", counted)
    assert await asyncio.gather(*(desk.call(f"{GOOD}&n={n}") for n in range(60))) == [200] * 60
    assert sum(kept) == 60
    assert len(kept) < 30


async def test_a_test_call_says_what_was_understood_and_counts_nothing(desk: Desk) -> None:
    query = "conv=77&st=2&goal={goal}&ts=1795293005&sum=28&cur=USD"
    async with desk.client.get(f"/pb/affise/{SECRET}/test?{query}&tell=1") as response:
        said = await response.json()
    assert said["understood"][0] == "lead 77, goal lead, status: pending"
    assert said["understood"][2:] == ["time: 21.11.2026 20:30", "amount: 28\u00a0$"]
    assert "goal" in said["wrong"][0]
    async with desk.client.get(f"/pb/affise/{SECRET}/test?st=2") as response:
        assert (await response.json())["wrong"][0].startswith("neither a conversion id")
    assert await desk.journal() == []


async def test_an_address_is_shown_once(desk: Desk) -> None:
    """Two secrets are valid while one takes the place of the other."""
    async with desk.db.transaction() as tx:
        source, maria = await sources.by_name(tx, "affise"), await people.staff_by_user(tx, 603)
        assert source
        assert maria
        await sources.add_ticket(tx, source, "old", maria, NOW + timedelta(hours=1))
        await sources.add_ticket(tx, source, "ticket", maria, NOW + timedelta(hours=1))
    assert await desk.call("/source/old", "POST") == 404
    for _ in range(2):  # whoever previews it uses nothing up
        async with desk.client.get("/source/ticket") as response:
            assert response.status == 200
            assert "Show the address" in await response.text()
            assert response.headers["Cache-Control"] == "no-store"
    async with desk.client.post("/source/ticket") as response:
        page = await response.text()
    new = page.partition("https://d.example/pb/affise/")[2].partition("?")[0]
    assert len(new) == 32
    assert "conv={transactionid}" in page
    assert await desk.call("/source/ticket", "POST") == 404
    assert await desk.call("/source/ticket") == 404
    assert [await desk.call(f"/pb/affise/{secret}?conv=1") for secret in (SECRET, new)] == [200, 200]
    desk.now += OVERLAP
    assert [await desk.call(f"/pb/affise/{secret}?conv=1") for secret in (SECRET, new)] == [404, 200]
