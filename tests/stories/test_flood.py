"""Newcomers who write very much, or come very many at once: slowed down, nothing lost, nobody else delayed (PRODUCT 12)."""

from datetime import timedelta

from bot.sender import IN_FLIGHT
from sandbox import Person
from tests.stories.harness import Story
from tests.stories.test_conversation import ONE, TOPIC, over

A_SECOND = 30  # letters in all: one that Telegram refuses has its turn a second later


def _texts(story: Story, topic: str) -> list[str]:
    """The messages in a topic, in order."""
    shown, thread = story.people.staff.shown(), story.topic(topic)
    return [message.text for message in shown if message.topic == thread]


def _calls(story: Story, person: Person, method: str) -> int:
    return len([call for call in story.sandbox.calls if call.chat_id == person.id and call.method == method])


@ONE
async def test_a_hundred_messages_of_one_stranger_delay_nobody_and_none_is_lost(noon: Story) -> None:
    p, stranger = noon.people, noon.world.person("Ann", language="en")
    noon.sandbox.limits.on = True
    stranger.start()
    for number in range(50):
        stranger.write(f"n{number} question?")
    await noon.settle(0)
    noon.clock.advance(5)
    asked_at = noon.clock.now()
    await noon.writes(p.boris, "где выплата?")  # in the middle of it
    for number in range(50, 100):
        stranger.write(f"n{number} question?")
        await noon.settle(0.2)
    shown = next(call for call in noon.sandbox.calls if call.thread == noon.topic(TOPIC) and "выплата" in call.text)
    card = next(call for call in noon.sandbox.calls if call.chat_id == p.maria.id and "где выплата" in call.text)
    assert _calls(noon, p.sasha, "sendMessage") <= 3
    assert card.at - asked_at < timedelta(seconds=5)
    assert shown.at - asked_at < timedelta(seconds=10)

    for _ in range(15):
        await noon.passes(minutes=1)
    mirrored = [text for text in _texts(noon, "Ann") if text.startswith("n")]
    assert mirrored == [f"n{number} question?" for number in range(100)]
    assert [call for call in noon.sandbox.calls if call.status == 429] == []
    over(noon)


@ONE
async def test_many_strangers_are_greeted_in_the_order_in_which_they_came(noon: Story) -> None:
    p = noon.people
    noon.sandbox.limits.on = True
    strangers = [noon.world.person(f"N{number}", language="en") for number in range(100)]
    for stranger in strangers:
        stranger.start()
    p.boris.write("где выплата?")  # behind them all
    asked_at = noon.clock.now()
    await noon.settle(30)
    card = next(call for call in noon.sandbox.calls if call.chat_id == p.maria.id and "где выплата" in call.text)
    assert card.at - asked_at < timedelta(seconds=3)
    greeted = [call for call in noon.sandbox.calls if "Hello!" in call.text]
    place = {stranger.id: number for number, stranger in enumerate(strangers)}
    assert sorted(call.chat_id for call in greeted) == sorted(place)
    assert all(abs(place[call.chat_id] - n) < IN_FLIGHT + A_SECOND for n, call in enumerate(greeted))
    assert greeted[-1].at - asked_at < timedelta(seconds=10)
    assert len([call for call in noon.sandbox.calls if call.status == 429]) <= 1  # making the partner's topic

    for stranger in strangers[:3]:  # and some of them ask something: more would fill the forum's minute
        stranger.write(f"{stranger.first_name}?")
    await noon.settle(0)
    noon.clock.advance(1)
    asked_at = noon.clock.now()
    await noon.writes(p.boris, "ещё вопрос: где постбеки?")
    shown = next(call for call in noon.sandbox.calls if call.thread == noon.topic(TOPIC) and "постбеки" in call.text)
    assert shown.at - asked_at < timedelta(seconds=5)
    for _ in range(4):
        await noon.passes(minutes=1)
    for stranger in strangers[:3]:
        assert f"{stranger.first_name}?" in _texts(noon, stranger.first_name)
    over(noon)
