"""The staff forum missing or refusing: nothing is lost, the heads are told, and it goes on by itself (PRODUCT 3)."""

from tests.stories.harness import Story


async def test_what_cannot_be_shown_waits_until_the_forum_takes_it(noon: Story) -> None:
    p = noon.people
    p.oleg.promote_bot(p.staff, {"can_manage_topics": False})
    await noon.writes(p.boris, "где выплата?")
    noon.sees(p.maria, "где выплата?")
    noon.sees(p.oleg, "форум их не принимает", "not enough rights")
    await noon.writes(p.boris, "алло")
    noon.sees(p.maria, "2 сообщения", edited=True)
    noon.quiet()

    p.oleg.promote_bot(p.staff, True)
    await noon.settle()
    noon.clock.advance(20)
    await noon.settle()
    noon.sees("Alpha Media", "Менеджер: Мария")
    noon.sees("Alpha Media", "где выплата?")
    noon.sees("Alpha Media", "алло")
