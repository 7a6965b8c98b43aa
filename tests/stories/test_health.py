"""`/healthz` and `/readyz`: alive, and at work; what is wrong is named by part (PRODUCT 11)."""

from aiohttp.test_utils import TestClient, TestServer

from tests.stories.harness import Story
from web import health


async def test_ready_names_what_keeps_the_desk_from_its_work(noon: Story) -> None:
    async with TestClient(TestServer(health.app(noon.desk.checks))) as client:
        ready = await client.get("/readyz")
        assert (ready.status, await ready.json()) == (200, {"ok": True, "wrong": {}})

        noon.clock.advance(120)  # no beat, no answer of Telegram meanwhile
        ready = await client.get("/readyz")
        assert ready.status == 503
        assert set((await ready.json())["wrong"]) == {"tick", "telegram"}
        assert (await client.get("/healthz")).status == 200

        await noon.passes(seconds=1)
        assert (await client.get("/readyz")).status == 200
