"""No link without its terms: `/link`, Accept, a second chat, and a pasted link (PRODUCT 0.1, 6)."""

import re

import pytest

from sandbox import Chat, Message, Person
from sandbox.methods.registry import METHODS
from tests.stories.harness import Story


def skip(story: Story, *places: Chat) -> None:
    """What was shown there, or anywhere, is looked at in another story."""
    for call in story._new():
        if not places or call.chat_id in {place.id for place in places}:
            story._looked_at.add(call.seq)


async def join(story: Story, who: Person, chat: Chat) -> str:
    """The bot is added to a group; gives the name of the group's topic."""
    who.add_bot(chat, admin=True)
    await story.settle()
    skip(story, chat, story.people.staff)
    return next(topic.name for topic in story.people.staff.topics.values() if chat.title[:9] in topic.name)


async def to_card(story: Story, who: Person, where: Person | Chat) -> Message:
    """`/link`, offer, GEO, source, up to the card."""
    await story.writes(who, "/link", **({} if isinstance(where, Person) else {"chat": where}))
    picker = story.sees(where, "Какой оффер?")
    await story.press(who, picker, "Casino X")
    story.sees(where, "Какое ГЕО?", edited=True)
    await story.press(who, picker, "🇰🇿 KZ")
    story.sees(where, "Какой источник?", edited=True)
    await story.press(who, picker, "FB")
    card = story.sees(where, "Ссылка и условия")
    story.sees(where, "карточка с условиями отправлена", edited=True)
    return card


async def test_the_link_appears_in_the_card_when_the_terms_are_accepted(noon: Story) -> None:
    p = noon.people
    topic = await join(noon, p.boris, p.alpha)
    card = await to_card(noon, p.boris, p.alpha)
    for part in ("v1", "Casino X", "KZ", "FB", "30 FTD в сутки", "0 из 30", "RevShare 25", "Мария", "Принимаю v1"):
        assert part in card.text
    assert "go.casino-x.example" not in card.text
    noon.sees(topic, "Борис", "взята ссылка", "условия v1")

    pressed = await noon.press(p.boris, card, "✅ Принимаю v1")
    assert "приняты" in pressed.answer.text
    shown = noon.sees(p.alpha, "Ссылка и условия", "https://go.casino-x.example/c?pid=", "0 из 30", edited=True)
    assert shown.id == card.id
    assert shown.raw["rich_message"]["blocks"][1]["type"] == "table"
    noon.sees(topic, "Борис", "условия v1 приняты")
    await noon.press(p.boris, shown, "❓ Вопрос")
    noon.sees(topic, "вопрос по карточке Casino X")
    p.boris.forward(shown)
    await noon.settle()
    noon.sees(p.boris, "трекинговая ссылка", "30 FTD в сутки")  # no forward travels without its terms
    noon.overlook()


@pytest.mark.parametrize("why", ["setting", "old Bot API"])
async def test_the_card_is_text_where_rich_messages_are_not_wanted_or_not_known(
    noon: Story, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    p = noon.people
    if why == "setting":
        noon.desk.rules = noon.desk.rules.model_copy(update={"cards": "text"})
    else:
        monkeypatch.delitem(METHODS, "sendrichmessage")
    await join(noon, p.boris, p.alpha)
    for _ in range(2):
        card = await to_card(noon, p.boris, p.alpha)
        assert "30 FTD в сутки" in card.raw["text"]
        await noon.press(p.boris, card, "✅ Принимаю v1") if "Принимаю" in str(card.buttons) else None
        noon.overlook()
    asked = [call for call in noon.sandbox.calls if "rich_message" in call.params]
    assert [call.status for call in asked] == ([] if why == "setting" else [404])
    shown = noon.world.message(p.alpha, card.id)
    assert "https://go.casino-x.example/c?pid=" in shown.raw["text"]


async def test_each_chat_has_its_own_link_of_the_flow(noon: Story) -> None:
    p = noon.people
    await join(noon, p.boris, p.alpha)
    addresses = []
    for where in (p.alpha, p.boris):
        card = await to_card(noon, p.boris, where)
        await noon.press(p.boris, card, "✅ Принимаю v1")
        shown = noon.sees(where, "Ссылка и условия", edited=True)
        addresses += re.findall(r"flow=(\d+)&sub1=(\w{10})", shown.text)
        skip(noon, p.staff)
    (flow, token), (flow_too, token_too) = addresses
    assert flow == flow_too
    assert token != token_too


async def test_a_new_chat_is_told_the_terms_of_every_live_flow(noon: Story) -> None:
    p = noon.people
    card = await to_card(noon, p.boris, p.boris)
    await noon.press(p.boris, card, "✅ Принимаю v1")
    noon.sees(p.boris, "go.casino-x.example", edited=True)
    p.boris.add_bot(p.alpha, admin=True)
    await noon.settle()
    noon.sees(p.alpha, "Общие условия", "100 лидов")
    told = noon.sees(p.alpha, "Casino X: действующие условия", "KZ", "FB", "30 FTD в сутки", "0 из 30")
    assert "go.casino-x.example" not in told.text
    skip(noon)


async def test_a_link_pasted_in_a_topic_goes_nowhere(noon: Story) -> None:
    p = noon.people
    topic = await join(noon, p.boris, p.alpha)
    await noon.answers(p.sasha, topic, "Лейте: GO.CASINO-X.example/c?pid=1&sub1=Ab3dEfGh9k")
    noon.sees(topic, "Не отправлено", "/link")
    noon.quiet()
    await noon.answers(p.sasha, topic, "/link")
    noon.sees(topic, "Какой оффер?", p.alpha.title)
