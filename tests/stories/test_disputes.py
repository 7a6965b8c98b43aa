"""A dispute: opened by the partner or by one of us, settled with a reason, and written into the chain (PRODUCT 7)."""

import json

from sandbox.people import Pressed
from storage import evidence
from tests.stories.harness import Story
from tests.stories.test_links import join, skip, to_card


async def disputed(story: Story) -> list[dict[str, object]]:
    """What the chain says of disputes."""
    async with story.desk.db.reading() as tx:
        [chain] = await evidence.chains(tx, 1, "casino-x")
    return [json.loads(one.body) for one in chain if one.kind == "dispute"]


async def start(story: Story, data: str = "dispute:casino-x") -> Pressed:
    """Boris presses *Dispute* somewhere in the group."""
    p = story.people
    card = [message for message in p.alpha.messages.values() if message.keyboard][-1]
    pressed: Pressed = p.boris.press_nowait(card, data=data, forged=True)
    await story.settle()
    return pressed


async def test_a_dispute_from_the_question_to_the_end(noon: Story) -> None:
    p = noon.people
    topic = await join(noon, p.boris, p.alpha)
    await to_card(noon, p.boris, p.alpha)
    skip(noon)
    await start(noon)
    question = noon.sees(p.alpha, "Casino X", "что не так и о каких лидах")
    await noon.writes(p.boris, "не ответ на вопрос", chat=p.alpha)
    skip(noon)
    assert await disputed(noon) == []

    await noon.writes(p.boris, "Лиды c57–c63: стоп пришёл позже клика", chat=p.alpha, reply_to=question)
    noon.sees(p.alpha, "Спор № 1 по Casino X открыт", "26.11.2026 19:00")
    told = noon.sees(topic, "Спор № 1", "Борис", "c57–c63", "Решает: Мария", "Доказательства — следующим")
    noon.sees(topic, "Доказательства: Alpha Media · Casino X")
    noon.sees(topic, "Борис", "c57–c63")
    skip(noon, p.staff)
    assert [call.chat_id for call in noon._new() if "открыт спор № 1" in call.text] == [p.maria.id]
    skip(noon)
    await noon.passes(seconds=30)
    noon.sees(topic, "Открытых споров: 1; № 1 решить до", card=True)

    refused = await noon.press(p.sasha, told, "В пользу партнёра")
    assert "не ниже" in refused.answer.text
    await noon.press(p.maria, told, "Отклонить")
    noon.sees(topic, "/dispute 1 declined причина")
    await noon.answers(p.maria, topic, "/dispute 1 declined")
    noon.sees(topic, "/dispute номер favour|partly|declined причина")
    await noon.answers(p.maria, topic, "/dispute 1 partly клики c57–c60 были до стопа")
    noon.sees(p.alpha, "Спор № 1 по Casino X решён частично", "клики c57–c60 были до стопа")
    noon.sees(topic, "частично в пользу партнёра (Мария)", "клики c57–c60", edited=True)
    assert "уже решён" in (await noon.press(p.maria, told, data="settle:1:favour", forged=True)).answer.text
    opened, settled = await disputed(noon)
    assert (opened["what"], settled["what"]) == ("opened", "partly")
    assert opened["by"] == {"user": p.boris.id, "name": "Борис Байер", "ours": False}
    skip(noon)


async def test_a_dispute_that_nobody_settles_is_called_once(noon: Story) -> None:
    p = noon.people
    topic = await join(noon, p.boris, p.alpha)
    await to_card(noon, p.boris, p.alpha)
    skip(noon)
    await noon.answers(p.sasha, topic, "/dispute casino-y дважды посчитаны лиды")
    noon.sees(topic, "спор не открыть", "casino-x")
    await noon.answers(p.sasha, topic, "/dispute casino-x дважды посчитаны\nлиды <b>1–5</b>")
    noon.sees(p.alpha, "Спор № 1 по Casino X открыт")
    noon.sees(topic, "Саша: дважды посчитаны\nлиды <b>1–5</b>")
    skip(noon)
    noon.clock.advance(3 * 24 * 3600)
    await noon.passes(hours=20)
    said = [call for call in noon._new() if "срок по спору № 1" in call.text]
    assert sorted(call.chat_id for call in said) == sorted([p.maria.id, p.oleg.id])
    skip(noon)
    await noon.passes(hours=1)
    assert not [call for call in noon._new() if "спору" in call.text]
    skip(noon)
