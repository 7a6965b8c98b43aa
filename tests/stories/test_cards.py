"""The buttons of a waiting card: a lease and its extensions, a snooze, a hand-over (PRODUCT 4)."""

from datetime import timedelta

from sandbox import Message
from storage import people
from storage.database import ms
from tests.stories.harness import Story

TOPIC = "Alpha Media"


async def waits(story: Story) -> dict[str, Message]:
    """The partner waits since 23:40; the cards of those who were called, by name."""
    p = story.people
    await story.writes(p.boris, "где выплата?")
    story.sees(TOPIC)
    story.sees(TOPIC, "где выплата?")
    return {one.first_name: story.sees(one, "где выплата?") for one in (p.sasha, p.zhenya, p.maria)}


def buttons(card: Message) -> list[list[str]]:
    return [[one["text"] for one in row] for row in card.keyboard]


def edited(story: Story, *fragments: str) -> None:
    """Everybody's card says so, without a sound."""
    p = story.people
    for one in (p.sasha, p.zhenya, p.maria):
        story.sees(one, *fragments, edited=True)


async def test_a_lease_is_extended_twice(night: Story) -> None:
    p, cards = night.people, await waits(night)
    card = cards["Саша"]
    assert buttons(card) == [
        ["Взять", "Открыть тему"],
        ["Отложить 10", "Отложить 20", "Отложить 30"],
        ["Передать", "Ответ не нужен"],
    ]
    await night.press(p.sasha, card, "Взять")
    edited(night, "до 23:50")
    first = card.keyboard[0][0]["callback_data"]
    pressed = await night.press(p.sasha, card, "Продлить")
    assert "до 00:00" in pressed.answer.text
    edited(night, "до 00:00")
    again = await night.press(p.sasha, card, data=first, forged=True)  # twice is once
    assert "уже взяли, до 00:00" in again.answer.text
    await night.press(p.sasha, card, "Продлить")
    edited(night, "до 00:10")
    assert buttons(card)[0] == ["Открыть тему"]
    theirs = await night.press(p.zhenya, cards["Женя"], data=first, forged=True)
    assert "не у вас" in theirs.answer.text
    night.quiet()


async def test_a_snooze_has_a_reason_and_an_end_and_the_ladder_goes_on_where_it_stopped(night: Story) -> None:
    p, cards = night.people, await waits(night)
    card = cards["Саша"]
    pressed = await night.press(p.sasha, card, "Отложить 20")
    assert "Выберите причину" in pressed.answer.text
    night.sees(p.sasha, "Отложить на 20 мин: почему?", edited=True)
    assert buttons(card)[-1] == ["Назад"]
    await night.press(p.sasha, card, "Назад")
    night.sees(p.sasha, "Вызвана смена", edited=True)
    await night.press(p.sasha, card, "Отложить 20")
    night.sees(p.sasha, "почему?", edited=True)
    reason = card.keyboard[0][1]["callback_data"]
    pressed = await night.press(p.sasha, card, "Жду рекламодателя")
    assert "до 00:00" in pressed.answer.text
    edited(night, "Отложено до 00:00: Саша (ждём рекламодателя)")
    again = await night.press(p.sasha, card, data=reason, forged=True)  # twice is once
    assert "Уже отложено до 00:00" in again.answer.text
    assert "Больше не откладывать" in str(buttons(card))
    assert "Больше не откладывать" not in str(buttons(cards["Женя"]))
    await night.writes(p.sasha, "/mine")
    night.sees(p.sasha, "Ждут вас", "Alpha Media", "отложено до 00:00")
    await night.passes(minutes=19)  # no repeat, no senior
    night.sees(TOPIC, "Отложено: Саша, до 22.11.2026 00:00", card=True)
    await night.writes(p.boris, "ау")
    night.sees(TOPIC, "ау")
    edited(night, "2 сообщения", "Отложено до 00:00")
    await night.answers(p.sasha, TOPIC, "/why")
    night.sees(TOPIC, "отложено до 00:00: Саша (ждём рекламодателя)", "в 00:00 вызов получит смена")
    await night.passes(minutes=1)
    for one in (p.sasha, p.zhenya):
        night.sees(one, "Вызвана смена", edited=True)
        night.sees(one, "был отложен", "Ждёт уже 20 мин")
    night.sees(p.maria, "Вызвана смена", edited=True)

    await night.answers(p.sasha, TOPIC, "/snooze")
    night.sees(TOPIC, "/snooze 20")
    await night.answers(p.sasha, TOPIC, "/snooze 50 ждём трекер")
    night.sees(TOPIC, "не больше чем на 30 мин")
    await night.answers(p.sasha, TOPIC, "/snooze 30 ждём <трекер>")
    night.sees(TOPIC, "Отложено до", "Саша")
    edited(night, "Саша (ждём <трекер>)")
    pressed = await night.press(p.zhenya, cards["Женя"], data=card.keyboard[1][0]["callback_data"], forged=True)
    assert "Вернуть его раньше может" in pressed.answer.text
    await night.press(p.maria, cards["Мария"], "Больше не откладывать")  # a manager is above a senior
    for one in (p.sasha, p.zhenya):
        night.sees(one, "Вызвана смена", edited=True)
        night.sees(one, "был отложен")
    night.sees(p.maria, "Вызвана смена", edited=True)
    await night.answers(p.zhenya, TOPIC, "/snooze 1 ещё немного")
    night.sees(TOPIC, "больше нельзя откладывать")
    assert "Отложить" not in str(buttons(card))
    night.quiet()


async def test_a_hand_over_leaves_everything_armed_until_it_is_accepted(night: Story) -> None:
    p, cards = night.people, await waits(night)
    await night.press(p.sasha, cards["Саша"], "Взять")
    edited(night, "до 23:50")
    await night.press(p.sasha, cards["Саша"], "Передать")
    night.sees(p.sasha, "Кому передать?", edited=True)
    assert buttons(cards["Саша"]) == [
        ["Всей смене (1)"],
        ["Женя", "Мария · не на работе"],
        ["Олег · не на работе", "Вера · не на работе"],
        ["Назад"],
    ]
    await night.press(p.sasha, cards["Саша"], "Женя")
    for one in (p.sasha, p.maria):
        night.sees(one, "Саша передаёт вопрос: Женя", "до 23:45", edited=True)
    night.sees(p.zhenya, "Взято: Саша", "передаёт вопрос вам", edited=True)
    night.sees(p.zhenya, "передаёт вопрос вам")
    assert buttons(cards["Женя"])[0] == ["Принять", "Не могу"]
    accept = cards["Женя"].keyboard[0][0]["callback_data"]
    await night.press(p.zhenya, cards["Женя"], "Не могу")
    night.sees(p.sasha, "Вызвана смена", edited=True)  # nobody has it any more: the same level again
    night.sees(p.sasha, "Женя не может принять")
    night.sees(p.sasha, "вопрос взяли, но ответа нет")
    night.sees(p.zhenya, "Вызвана смена", edited=True)
    night.sees(p.zhenya, "вопрос взяли, но ответа нет")
    night.sees(p.maria, "Вызвана смена", edited=True)
    late = await night.press(p.zhenya, cards["Женя"], data=accept, forged=True)
    assert "уже не передают" in late.answer.text

    await night.press(p.sasha, cards["Саша"], "Передать")
    night.sees(p.sasha, "Кому передать?", edited=True)
    await night.press(p.sasha, cards["Саша"], "Вера · не на работе")  # nobody has it: the ladder goes on meanwhile
    edited(night, "Саша передаёт вопрос: Вера")
    asked = night.sees(p.vera, "Alpha Media", "передаёт вопрос вам")
    await night.passes(minutes=3)
    for one in (p.sasha, p.zhenya):
        night.sees(one, "ждёт уже 3 мин")
    await night.answers(p.sasha, TOPIC, "/why")
    night.sees(TOPIC, "вызов получит старший смены", "Саша передаёт вопрос: Вера")
    await night.press(p.vera, asked, "Принять")
    night.sees(p.vera, "Вы взяли, до 23:53", edited=True)
    edited(night, "Взято: Вера")

    await night.answers(p.vera, TOPIC, "/assign смена")
    night.sees(TOPIC, "Вера передаёт вопрос", "Саша", "Женя")
    night.sees(p.maria, "Вера передаёт вопрос: Саша, Женя", edited=True)
    night.sees(p.vera, "Вера передаёт вопрос: Саша, Женя", edited=True)
    for one in (p.sasha, p.zhenya):
        night.sees(one, "передаёт вопрос вам", edited=True)
        night.sees(one, "передаёт вопрос вам")
    await night.passes(minutes=5)  # nobody accepts
    night.overlook()
    assert "Вызвана смена" in cards["Саша"].text
    night.quiet()


async def test_several_at_once_become_one_list(night: Story) -> None:
    p = night.people
    chats = [p.alpha, p.boris.group("Вторая"), p.boris.group("Третья")]
    for chat in chats:
        p.boris.add_bot(chat, admin=True)
        await night.settle()
    night.overlook()
    cards = await waits(night)
    for chat in chats:
        await night.writes(p.boris, f"стоим: {chat.title}", chat=chat)
    lists = {}
    for one in (p.sasha, p.zhenya):
        lists[one.first_name] = night.sees(one, "Ждут и другие", "Alpha Media")
        for title in ("Вторая", "Третья"):
            night.sees(one, title, "с 23:40", edited=True)
    night.overlook()  # the topics, the manager's silent cards
    shown = lists["Саша"]
    assert [row[0]["text"] for row in shown.keyboard] == ["Взять: Alpha Media"] * 3
    pressed = await night.press(p.sasha, shown, data=shown.keyboard[1][0]["callback_data"])
    assert "Вопрос ваш до 23:50" in pressed.answer.text
    for one in (p.sasha, p.zhenya):
        night.sees(one, "«Вторая» — с 23:40, уже взято", edited=True)
    card = night.sees(p.sasha, "стоим: Вторая", "Вы взяли")
    night.overlook()
    night.clock.advance(31)
    await night.writes(p.sasha, "Смотрю, сейчас отвечу по каждому", reply_to=card)
    night.sees(p.sasha, "стоим: Вторая", "Есть ответ: Саша", edited=True)
    night.sees(p.sasha, "«Вторая» — уже не ждёт", edited=True)
    night.overlook()

    await night.passes(minutes=2, seconds=29)  # the repeat: the first for the one with a card, the others on a new list
    night.sees(p.sasha, "стоим: Alpha Media", "Вызвана смена")
    again = night.sees(p.sasha, "Ждут и другие", "личный чат", "Третья")
    assert again.id != shown.id
    night.overlook()
    await night.press(p.zhenya, cards["Женя"], "Ответ не нужен")
    await night.passes(minutes=2)  # the senior has no card of either: one card, one list
    night.sees(p.vera, "стоим", "Вызван старший смены")
    night.sees(p.vera, "Ждут и другие")
    night.overlook()
    night.quiet()


async def test_beyond_the_hourly_budget_calls_make_no_sound(night: Story) -> None:
    p, rule = night.people, night.desk.rules.ladder.pings
    async with night.desk.db.transaction() as tx:
        sasha = await people.staff_by_user(tx, p.sasha.id)
        assert sasha
        for minute in range(1, rule.hourly + 1):
            at = ms(night.clock.now() - timedelta(minutes=minute))
            await tx.run("pings.add", staff=sasha.id, at=at, conversation=99, episode=1, list=None, aloud=1)
    cards = await waits(night)
    silent = [call for call in night.sandbox.calls if call.params.get("disable_notification") and call.message_ids]
    quiet = {(call.chat_id, call.message_ids[-1]) for call in silent}
    assert [name for name, card in cards.items() if (card.chat.id, card.id) in quiet] == ["Саша", "Мария"]
    night.quiet()
