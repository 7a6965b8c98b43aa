"""Answers on their way: marked, held, taken back, failed and sent again; given from a card; notes that stay (PRODUCT 3)."""

import asyncio

import pytest

from desk.conversation import Conversation
from storage import conversations
from tests.stories.harness import Story

TOPIC = "Alpha Media"


async def state(story: Story) -> Conversation:
    async with story.desk.db.reading() as tx:
        case = await conversations.case(tx, 1, story.desk.rules, story.clock.now())
        assert case is not None
        return case.state


async def asked(story: Story, text: str = "где выплата?") -> None:
    story.clock.advance(61)
    await story.writes(story.people.boris, text)
    story.overlook()


async def test_an_answer_to_a_card_or_its_nudge_reaches_the_partner(night: Story) -> None:
    p = night.people
    await night.writes(p.boris, "postbacks stopped")
    card = night.sees(p.sasha, "postbacks stopped")
    await night.passes(minutes=3)
    nudge = night.sees(p.sasha, "3 мин")
    night.overlook()
    wrote = await night.writes(p.sasha, "Смотрю <b>логи</b>", html=True, reply_to=nudge)
    shown = night.sees(p.boris, "Саша:\nСмотрю логи")
    assert shown.raw["entities"][-1]["type"] == "bold"
    assert "reply_to_message" not in shown.raw
    night.sees(TOPIC, "Саша:\nСмотрю логи")
    assert wrote.reactions[night.world.bot_id] == ["👌"]
    assert (await state(night)).waiting is None
    night.overlook()

    p.sasha.edit(wrote, "Смотрю логи, 5 минут")
    await night.settle()
    assert shown.text == "Саша:\nСмотрю логи, 5 минут"
    night.overlook()
    p.sasha.edit(wrote, "// это только нам")  # a note must not come by an edit either
    await night.settle()
    assert shown.text == "Саша:\nСмотрю логи, 5 минут"
    night.sees(p.sasha, "осталось прежним")
    night.overlook()
    night.clock.advance(61)
    p.sasha.album(["photo", "video"], caption="вот график", reply_to=card)
    await night.settle()
    assert night.sees(p.boris).raw["media_group_id"]
    assert night.sees(TOPIC).raw["media_group_id"]
    held = [kind for message in p.boris.sees() for kind in ("photo", "video") if kind in message.raw]
    assert held == ["photo", "video"]
    night.overlook()
    night.clock.advance(61)
    p.sasha.album(["photo"] * 3, caption=[None, "// только нам", None], reply_to=card)
    await night.settle()
    assert [kind for message in p.boris.sees() for kind in ("photo", "video") if kind in message.raw] == held
    night.sees(p.sasha, "осталось здесь")
    night.overlook()
    await night.writes(p.sasha, "// спросить Марию", reply_to=card)
    night.sees(p.sasha, "осталось здесь")
    night.quiet()
    await night.writes(p.sasha, "https://go.casino-x.example/c?p=1", reply_to=card)
    night.sees(p.sasha, "трекинговая ссылка")
    await night.writes(p.sasha, "а это куда?")
    night.sees(p.sasha, "ответьте на карточку")
    night.quiet()


async def test_of_two_at_once_the_second_may_be_taken_back(noon: Story) -> None:
    p = noon.people
    await asked(noon)
    await noon.answers(p.sasha, TOPIC, "Сегодня")
    noon.sees(p.boris, "Саша:\nСегодня")
    noon.overlook()
    noon.clock.advance(20)
    p.zhenya.write("Завтра", chat=p.staff, topic=noon.topic(TOPIC))
    await noon.settle(patience=0)
    said = noon.sees(TOPIC, "Саша", "через 5 секунд")
    noon.overlook()  # the manager's card
    pressed = p.zhenya.press_nowait(said, "Не отправлять")
    await noon.settle(patience=0)
    assert pressed.answer is not None
    assert "Не отправлено" in pressed.answer.text
    noon.overlook()
    noon.clock.advance(6)
    await noon.settle()
    noon.quiet()
    pressed = await noon.press(p.zhenya, said, "Не отправлять")
    assert pressed.answer is not None
    assert "Не отправлено" in pressed.answer.text

    noon.clock.advance(10)
    wrote = await noon.answers(p.maria, TOPIC, "Сегодня до 18:00")  # nobody takes it back: it goes
    noon.sees(TOPIC, "через 5 секунд")
    noon.sees(p.boris, "Мария:\nСегодня до 18:00")
    assert wrote.reactions[noon.world.bot_id] == ["👌"]
    noon.overlook()


async def test_a_reaction_to_what_was_deleted_is_given_up(noon: Story) -> None:
    p = noon.people
    await asked(noon)
    wrote = await noon.answers(p.sasha, TOPIC, "Сегодня")
    copy = noon.sees(p.boris, "Сегодня")
    noon.overlook()
    p.sasha.delete(wrote, chat=p.staff)
    p.boris.react(copy, "🔥")
    await asyncio.wait_for(noon.settle(), 5)
    tried = [call for call in noon.sandbox.calls if call.method == "setMessageReaction" and call.status == 400]
    assert len(tried) == 1
    noon.quiet()


async def test_what_did_not_arrive_is_said_and_can_be_sent_again(noon: Story) -> None:
    p = noon.people
    await asked(noon)
    since = (await state(noon)).waiting_since
    p.boris.block_bot()
    await noon.settle()
    noon.sees(TOPIC, "заблокировал")
    noon.overlook()
    wrote = await noon.answers(p.sasha, TOPIC, "Сегодня")
    told = noon.sees(TOPIC, "Саша", "не получил", "заблокировал")
    assert wrote.reactions[noon.world.bot_id] == ["🤔"]
    assert (await state(noon)).waiting_since == since
    noon.overlook()
    pressed = await noon.press(p.sasha, told, "Отправить ещё раз")
    assert pressed.answer is not None
    assert "ещё раз" in pressed.answer.text
    told = noon.sees(TOPIC, "не получил")
    noon.overlook()

    p.boris.unblock_bot()
    await noon.settle()
    noon.overlook()
    noon.clock.advance(60)
    await noon.press(p.sasha, told, "Отправить ещё раз")
    noon.sees(p.boris, "Саша:\nСегодня")
    assert wrote.reactions[noon.world.bot_id] == ["👌"]
    assert (await state(noon)).waiting is None
    noon.overlook()
    await noon.press(p.sasha, told, "Отправить ещё раз")  # once more changes nothing
    noon.quiet()


async def test_notes_stay_notes(noon: Story) -> None:
    p = noon.people
    await asked(noon)
    there = {"chat": p.staff, "topic": noon.topic(TOPIC)}
    note = p.sasha.write("// просит 40, не больше 30", **there)
    answer_to_note = p.maria.write("согласна", reply_to=note, **there)
    picture = p.sasha.send("photo", caption="// скрин", **there)
    command = p.sasha.write("/note без скидок", **there)
    album = p.sasha.album(["photo"] * 3, caption=[None, "// внутреннее", None], **there)
    late = p.sasha.album(["photo"] * 2, caption=["// внутреннее", None], gap=[0, 9], **there)
    await noon.settle()
    noon.clock.advance(10)
    await noon.settle()
    noon.quiet()
    for message in (note, answer_to_note, picture, command, album[0], late[1]):
        p_author = p.maria if message is answer_to_note else p.sasha
        if message.raw.get("media_group_id") is None or message is album[0]:
            p_author.edit(message, "теперь ответ", chat=p.staff)
        await noon.settle()
        noon.clock.advance(61)
    noon.sees(TOPIC, "Заметка остаётся заметкой")
    assert all(call.chat_id == p.staff.id for call in noon._new())
    assert (await state(noon)).waiting is not None
    noon.overlook()

    wrote = await noon.answers(p.sasha, TOPIC, "Сегодня")
    shown = noon.sees(p.boris, "Сегодня")
    noon.overlook()
    p.sasha.edit(wrote, "// Сегодня, но не точно", chat=p.staff)
    await noon.settle()
    noon.sees(TOPIC, "у него оно осталось прежним")
    p.sasha.edit(wrote, "/close Сегодня", chat=p.staff)
    await noon.settle()
    assert shown.text == "Саша:\nСегодня"
    noon.overlook()


async def test_a_note_that_comes_late_takes_the_album_back(noon: Story) -> None:
    p = noon.people
    await asked(noon)
    p.sasha.album(
        ["photo"] * 3, caption=[None, None, "// только нам"], gap=[0, 0, 8], chat=p.staff, topic=noon.topic(TOPIC)
    )
    await noon.settle()
    noon.overlook()
    noon.clock.advance(8)
    await noon.settle()
    assert all(message.deleted for message in noon.world.chat(p.boris.id).messages.values() if "photo" in message.raw)
    noon.overlook()


@pytest.mark.parametrize("signature", ["name", "none"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_link_edited_into_an_answer_goes_nowhere(noon: Story, signature: str) -> None:
    p = noon.people
    noon.desk.rules = noon.desk.rules.model_copy(update={"signature": signature})
    await asked(noon)
    await noon.answers(p.maria, TOPIC, "Завтра")
    noon.overlook()
    noon.clock.advance(1)
    link = "https://go.casino-x.example/c?p=1"
    wrote = p.sasha.write("вот", chat=p.staff, topic=noon.topic(TOPIC))  # held: a colleague has just answered
    await noon.settle(patience=0)
    p.sasha.edit(wrote, link, chat=p.staff)
    await noon.settle()
    noon.overlook()
    noon.clock.advance(61)
    wrote = await noon.answers(p.sasha, TOPIC, "готово")
    shown = noon.sees(p.boris, "готово")
    noon.overlook()
    p.sasha.edit(wrote, f"готово {link}", chat=p.staff)
    await noon.settle()
    noon.sees(TOPIC, "трекинговая ссылка")
    assert link not in shown.text
    assert all(link not in message.text for message in p.boris.sees())
    noon.overlook()
