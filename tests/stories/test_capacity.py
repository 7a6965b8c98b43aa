"""Many messages and few a minute: what goes first, what goes together, and that no limit is hit (PRODUCT 3, 12)."""

from datetime import timedelta
from typing import Any

import pytest

from bot.telegram import NotSent
from desk.letters.letter import Lane
from sandbox import Call
from tests.stories.harness import Story
from tests.stories.rush import rush
from tests.stories.test_topics import over

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TOPIC = "Alpha Media"


@ONE
async def test_six_forums_bear_ninety_messages_a_minute(database_url: str) -> None:
    busy, too_much = await rush(database_url, [(90, 1), (120, 1)], forums=6)
    assert busy.refused == too_much.refused == 0
    assert (busy.written, busy.mirrored, busy.queued) == (90, 90, 0)
    assert busy.longest(Lane.RELAY) <= timedelta(seconds=5)
    for figures in (busy, too_much):  # what is more urgent waits for no mirror
        assert figures.waits[Lane.ANSWER]
        assert figures.longest(Lane.ANSWER) <= timedelta(seconds=1)
        assert figures.waits[Lane.CARD]
    assert too_much.longest(Lane.CARD) <= busy.longest(Lane.CARD) + timedelta(seconds=5)
    lag, middle = too_much.longest(Lane.RELAY), too_much.middle(Lane.RELAY)
    print(
        f"120 a minute over 6 forums: half of the mirrors within {middle}, the last {lag} late, {too_much.queued} queued"
    )


def runs(story: Story) -> list[Call]:
    """The calls that copied several messages into the topic."""
    return [call for call in story.sandbox.calls if call.method == "copyMessages" and call.status == 200]


async def a_flood(story: Story) -> list[int]:
    """More messages than a forum takes in a minute; gives their ids."""
    await story.writes(story.people.boris, "где выплата?")
    story.clock.advance(60)
    written = [story.people.boris.write(f"вопрос {number}").id for number in range(30)]
    await story.settle()
    assert not runs(story)  # as long as there is room, each goes for itself
    return written


async def test_what_waited_goes_together_and_stays_itself(noon: Story) -> None:
    p = noon.people
    written = await a_flood(noon)
    noon.clock.advance(60)
    await noon.settle()
    assert sum(len(call.message_ids) for call in runs(noon)) >= 8
    thread = noon.topic(TOPIC)
    shown = [one for one in p.oleg.sees(p.staff, topic=thread) if one.text.startswith("вопрос")]
    assert [one.text for one in shown] == [f"вопрос {number}" for number in range(30)]
    over(noon)
    noon.clock.advance(60)
    await noon.answers(p.zhenya, TOPIC, "Завтра", reply_to=shown[-1])  # each copy is known by its own
    assert noon.sees(p.boris, "Завтра").raw["reply_to_message"]["message_id"] == written[-1]
    over(noon)


@ONE
async def test_a_run_of_which_one_cannot_be_copied_goes_singly(noon: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    p = noon.people
    written = await a_flood(noon)
    call, refused = noon.desk.telegram.call, list[str]()

    async def once_refused(method: str, *params: Any, **how: Any) -> Any:
        if method == "deleteMessage" and not refused:
            refused.append(method)
            raise NotSent("500")
        return await call(method, *params, **how)

    monkeypatch.setattr(noon.desk.telegram, "call", once_refused)
    p.boris.delete(noon.world.message(noon.world.chat(p.boris.id), written[-2]))
    noon.clock.advance(60)
    await noon.settle(patience=60)
    shown = [one.text for one in p.oleg.sees(p.staff, topic=noon.topic(TOPIC)) if "вопрос" in one.text]
    assert [text.rpartition("\n")[2] for text in shown] == [f"вопрос {number}" for number in range(30)]
    assert shown[-2] != "вопрос 28"  # rebuilt, and marked
    assert refused
    assert any(call.method == "deleteMessage" for call in noon.sandbox.calls)
    over(noon)


@ONE
async def test_a_new_desk_keeps_the_limits_of_the_old_one(noon: Story) -> None:
    p = noon.people
    await noon.writes(p.boris, "где выплата?")
    noon.clock.advance(60)
    noon.sandbox.limits.on = True
    for half in range(2):
        for number in range(15):
            p.boris.write(f"вопрос {half} {number}")
        await noon.settle()
        if half == 0:
            noon.clock.advance(25)  # the lease of the old one is over
            await noon.restart()
    await noon.settle(patience=70)
    assert not [call for call in noon.sandbox.calls if call.status == 429]
    shown = [one.text for one in p.oleg.sees(p.staff, topic=noon.topic(TOPIC)) if one.text.startswith("вопрос")]
    assert shown == [f"вопрос {half} {number}" for half in range(2) for number in range(15)]
    over(noon)


@ONE
async def test_a_run_cut_after_processing_is_sent_again_in_order(noon: Story) -> None:
    p = noon.people
    await a_flood(noon)
    noon.clock.advance(60)
    noon.sandbox.faults.set(cut_after=1.0)
    await noon.desk.sender.idle()
    noon.sandbox.faults.set(cut_after=0.0)
    await noon.settle(patience=70)
    shown = [one.text for one in p.oleg.sees(p.staff, topic=noon.topic(TOPIC)) if one.text.startswith("вопрос")]
    assert set(shown) == {f"вопрос {number}" for number in range(30)}
    last = shown[-1 - shown[::-1].index("вопрос 20") :]
    assert last == [f"вопрос {number}" for number in range(20, 30)]
    assert all(shown.count(text) <= 2 for text in shown)
    over(noon)
