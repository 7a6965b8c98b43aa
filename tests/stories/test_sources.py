"""A message whose own chat the bot cannot reach any more is shown all the same, and nobody else pays for it (PRODUCT 3)."""

from storage import chats
from tests.stories.harness import Story


async def test_thrown_out_before_the_copy_went(noon: Story) -> None:
    p = noon.people
    other = noon.world.forum("staff 2", owner=p.oleg)
    p.oleg.add_bot(other, admin=True)
    async with noon.desk.db.transaction() as tx:
        await chats.add_forum(tx, other.id, noon.clock.now())
    p.boris.add_bot(p.alpha, admin=True)
    await noon.settle()
    await noon.writes(p.boris, "есть вопрос", chat=p.alpha)
    noon.overlook()
    p.boris.send("photo", caption="смотрите", chat=p.alpha)
    p.boris.album(["photo"] * 2, caption="и это", chat=p.alpha)
    p.boris.remove_bot(p.alpha)
    await noon.settle(patience=60)
    shown = [m for f in (p.staff, other) for m in f.messages.values() if "photo" in m.raw]
    assert [m.text.rpartition("\n")[2] for m in shown][:2] == ["смотрите", "и это"]
    assert len(shown) == 3
    async with noon.desk.db.reading() as tx:
        assert set(await chats.forums(tx)) == {p.staff.id, other.id}
    noon.overlook()


async def test_a_group_that_moved_before_the_copy_went(noon: Story) -> None:
    p = noon.people
    group = noon.world.group("Small", owner=p.boris)
    p.boris.add_bot(group, admin=True)
    await noon.settle()
    await noon.writes(p.boris, "есть вопрос", chat=group)
    noon.overlook()
    p.boris.send("photo", caption="смотрите", chat=group)
    await noon.desk.intake.poll(0)
    await noon.desk.worker.step()
    noon.world.migrate(group)
    await noon.settle(patience=60)
    assert [m.text.rpartition("\n")[2] for m in p.staff.messages.values() if "photo" in m.raw] == ["смотрите"]
    async with noon.desk.db.reading() as tx:
        assert await chats.forums(tx) == [p.staff.id]
    noon.overlook()
