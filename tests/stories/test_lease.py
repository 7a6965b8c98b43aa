"""Two desks on one database: one works; whoever lost the lease claims nothing more (DESIGN 2, One sender)."""

import asyncio

import pytest

from bot.app import Desk
from bot.lease import Lost
from tests.stories.harness import Story


async def waiting_in_the_sandbox(story: Story) -> None:
    """Come back when a request is held up by the sandbox's latency."""
    for _ in range(10_000):
        if story.clock._moved._waiters:
            return
        await asyncio.sleep(0)
    raise AssertionError("no request came")


async def take_over(story: Story, new: Desk) -> None:
    """The lease of the first runs out; the second takes it and begins."""
    story.clock.advance(21)
    await new.greet()
    assert await new.lease.take()
    new.sender.epoch = new.lease.epoch
    await new.sender.recover()


async def test_the_second_waits_until_the_lease_has_run_out(noon: Story) -> None:
    new = await noon.another()
    assert not await new.lease.take()
    noon.clock.advance(19)
    assert not await new.lease.take()
    assert await noon.desk.lease.take()  # renewed: under the same epoch
    noon.clock.advance(19)
    assert not await new.lease.take()
    before = noon.desk.lease.epoch
    noon.clock.advance(2)
    assert await new.lease.take()
    assert new.lease.epoch == before + 1
    assert not await noon.desk.lease.take()
    await new.close()


async def test_the_old_holder_claims_nothing(noon: Story) -> None:
    p, old = noon.people, noon.desk
    p.boris.write("где выплата?")
    await old.intake.poll(0)
    await old.worker.step()
    new = await noon.another()
    await take_over(noon, new)
    with pytest.raises(Lost):
        await old.sender.step()
    noon.quiet()

    noon.desk = new
    await noon.settle()
    noon.sees("Alpha Media", "Менеджер: Мария")
    noon.sees("Alpha Media", "где выплата?")
    noon.sees(p.maria, "где выплата?")
    noon.quiet()
    await old.close()


async def test_what_the_old_holder_had_in_flight_comes_twice_at_most(noon: Story) -> None:
    p, old = noon.people, noon.desk
    await noon.writes(p.boris, "где выплата?")
    noon._looked_at.update(call.seq for call in noon._new())
    p.boris.write("алло")
    await old.intake.poll(0)
    await old.worker.step()
    noon.sandbox.faults.set(latency=30.0)
    await old.sender.step()
    await waiting_in_the_sandbox(noon)
    new = await noon.another()
    noon.sandbox.faults.set(latency=0.0)
    await take_over(noon, new)
    noon.desk = new
    await noon.settle()
    noon.clock.advance(30)
    await asyncio.wait(old.sender._tasks)
    p.boris.write("ещё")
    await old.intake.poll(0)
    await old.worker.step()
    with pytest.raises(Lost):
        await old.sender.step()
    await noon.settle()
    topic = [m.text for m in p.oleg.sees(p.staff, topic=noon.topic("Alpha Media"))]
    assert topic.count("алло") == 2
    assert topic.count("ещё") == 1
    noon._looked_at.update(call.seq for call in noon._new())
    await old.close()
