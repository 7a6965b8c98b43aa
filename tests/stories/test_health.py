"""`/healthz` and `/readyz`: alive, and at work; what is wrong is named by part (PRODUCT 11)."""

from datetime import timedelta

from aiohttp.test_utils import TestClient, TestServer

from tests.stories import harness
from tests.stories.harness import ROOT, Story
from web import health
from web.metrics import Metrics


async def test_ready_names_what_keeps_the_desk_from_its_work(noon: Story) -> None:
    async with TestClient(TestServer(health.app(noon.desk.checks, noon.desk.metrics))) as client:
        ready = await client.get("/readyz")
        assert (ready.status, await ready.json()) == (200, {"ok": True, "wrong": {}})

        noon.clock.advance(120)  # no beat, no answer of Telegram meanwhile
        ready = await client.get("/readyz")
        assert ready.status == 503
        assert set((await ready.json())["wrong"]) == {"tick", "telegram"}
        assert (await client.get("/healthz")).status == 200

        await noon.passes(seconds=1)
        assert (await client.get("/readyz")).status == 200


async def test_metrics_say_how_late_decisions_are_and_what_is_behind(night: Story) -> None:
    p = night.people
    await night.writes(p.boris, "postbacks stopped")
    await night.passes(minutes=3, seconds=2)  # the repeat was due two seconds ago
    p.boris.write("алло?")
    await night.desk.intake.poll(0)
    night.clock.advance(7)
    async with TestClient(TestServer(health.app(night.desk.checks, night.desk.metrics))) as client:
        answer = await client.get("/metrics")
        said = await answer.text()
    found = {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in said.splitlines() if line[0] != "#"}
    assert found['partnerdesk_decision_lateness_seconds_bucket{le="1.0"}'] == 0
    assert found['partnerdesk_decision_lateness_seconds_bucket{le="2.5"}'] == 1
    assert found["partnerdesk_decision_lateness_seconds_sum"] == 2
    assert found["partnerdesk_waiting"] == 1
    assert found["partnerdesk_waiting_longest_seconds"] == 189
    assert (found["partnerdesk_updates_pending"], found["partnerdesk_updates_oldest_seconds"]) == (1, 7)
    assert found["partnerdesk_beat_age_seconds"] == 7
    assert found['partnerdesk_sweep_seconds_count{sweep="ladder"}'] == 2
    await night.desk.worker.step()
    async with TestClient(TestServer(health.app(night.desk.checks, night.desk.metrics))) as client:
        said = await (await client.get("/metrics")).text()
    assert 'partnerdesk_outbox_letters{lane="relay"} 1.0' in said
    names = [line.rpartition(" ")[0] for line in said.splitlines() if line.startswith("partnerdesk_")]
    assert names
    for secret in ("Alpha", "602", "502", "-100"):
        assert not [name for name in names if secret in name]
    await night.settle()
    night.overlook()


def test_every_metric_stands_in_the_manual() -> None:
    manual = (ROOT / "docs" / "operating.md").read_text("utf-8")
    metrics = Metrics(lambda: harness.EPOCH, timedelta, None)  # type: ignore[arg-type]
    assert [
        one.name for one in metrics._registry.collect() if f"`{one.name}`" not in manual and "process" not in one.name
    ] == []
