"""The tools of a topic and of the private chat: each once right, once refused, once asked for its form (PRODUCT 3, 10)."""

from typing import Any

import pytest

from desk import commands
from sandbox import Message, Person
from storage import chats, links, tools
from storage import people as storage_people
from tests.stories.harness import Story

#: Long tables run on one database; what storage does on both is tested there.
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TOPIC = "Alpha Media"


def over(story: Story) -> None:
    """What was shown is looked at in another story."""
    for call in story._new():
        story._looked_at.add(call.seq)


async def waits(story: Story) -> Message:
    """The partner waits; the cards are looked at elsewhere. Gives what the topic was shown."""
    await story.writes(story.people.boris, "где выплата?")
    story.sees(TOPIC)
    shown = story.sees(TOPIC, "где выплата?")
    over(story)
    return shown


async def says(story: Story, person: Person, text: str, *fragments: str, topic: str = TOPIC, **how: object) -> Message:
    """One of us uses a tool in the topic, and reads there what came of it; gives that."""
    story.clock.advance(4)
    await story.answers(person, topic, text, **how)
    return story.sees(topic, *fragments)


async def test_a_wait_is_taken_given_back_handed_over_and_closed(night: Story) -> None:
    p = night.people
    await waits(night)
    await says(night, p.sasha, "/take", "Взято: Саша")
    night.sees(p.sasha, "Вы взяли", edited=True)
    over(night)
    await says(night, p.zhenya, "/take", "Уже взято: Саша")
    await says(night, p.zhenya, "/release", "Вопрос взят: Саша", "старший смены")
    await says(night, p.sasha, "/release", "Снова свободно: Саша")
    over(night)  # the shift is called again
    await says(night, p.sasha, "/release", "никто не взял")

    await says(night, p.zhenya, "/assign @maria_am", "Женя передаёт вопрос", "не на работе", "Мария")
    night.sees(p.maria, "где выплата?", "Женя передаёт вопрос вам", edited=True)
    night.sees(p.maria, "передаёт вопрос вам")
    over(night)
    await says(night, p.maria, "/take", "Взято: Мария")
    over(night)
    await says(night, p.zhenya, "/assign @sasha_sub", "Уже взято: Мария")
    await says(night, p.vera, "/assign МАРИЯ", "уже передан: Мария")
    await says(night, p.maria, "/assign @oleg_head", "Мария передаёт вопрос", "Олег")
    night.sees(p.oleg, "где выплата?", "Мария передаёт вопрос вам")
    over(night)
    await says(
        night, p.vera, "/assign @sasha_sub", "Вера передаёт вопрос", "Саша"
    )  # a senior may: now Oleg is not asked
    night.sees(p.oleg, "Взято: Мария", "Вера передаёт вопрос: Саша", edited=True)
    over(night)
    await says(night, p.sasha, "/assign саша", "Взято: Саша")
    over(night)
    await says(night, p.vera, "/release", "Саша больше не отвечает", "решение: Вера")
    over(night)
    await says(night, p.zhenya, "/assign @nobody", "Сотрудника «@nobody» нет", "@zhenya_sub")
    await says(night, p.zhenya, "/assign", "/assign @sasha_sub")
    over(night)
    await says(night, p.zhenya, "/close", "Закрыто без ответа: Женя")
    night.sees(p.maria, "Закрыто", edited=True)
    over(night)
    for text in ("/close", "/take", "/release", "/assign @maria_am"):
        await says(night, p.zhenya, text, "никто не ждёт")
    await says(night, p.zhenya, "/history", "закрыто: Женя", "Других чатов у партнёра нет")
    night.quiet()


@ONE
async def test_what_is_handed_to_somebody_out_of_reach_is_said(night: Story) -> None:
    await waits(night)
    async with night.desk.db.transaction() as tx:
        await storage_people.set_reach(tx, night.people.vera.id, "blocked")
    await says(night, night.people.zhenya, "/assign Вера", "бот не может написать этому сотруднику")


async def test_the_card_and_the_past_of_a_partner_with_two_chats(noon: Story) -> None:
    p = noon.people
    p.boris.add_bot(p.alpha, admin=True)
    await noon.settle()
    await waits(noon)
    card = await says(noon, p.sasha, "/card", "Alpha Media", "проверенный", "Мария", "где выплата?", p.alpha.title)
    pressed = await noon.press(p.sasha, card, "Взять")
    assert pressed.answer is not None
    assert "Вопрос ваш" in pressed.answer.text
    over(noon)
    noon.clock.advance(60)
    await noon.answers(p.sasha, TOPIC, "Завтра")
    over(noon)
    await says(noon, p.vera, "/history", "ответ: Саша", p.alpha.title)
    card = await says(noon, p.sasha, "/card", "никто не ждёт")
    assert "reply_markup" not in card.raw
    await says(noon, p.sasha, "/card пожалуйста", "Напишите просто /card")
    noon.quiet()


async def test_a_partner_asks_who_the_manager_is_and_gets_another(noon: Story) -> None:
    p = noon.people
    stranger = noon.world.person("Ann", language="en")
    stranger.start()
    await noon.settle()
    over(noon)
    await noon.writes(p.boris, "/manager")
    noon.sees(p.boris, "Мария", "На месте до")
    await noon.writes(p.boris, "/manager @maria_am")
    noon.sees(p.boris, "кто ваш менеджер")
    await noon.writes(stranger, "/manager")
    noon.sees(stranger, "with your first question")

    await waits(noon)
    async with noon.desk.db.reading() as tx:
        since = (await tools.waiting(tx))[0].since
    await says(noon, p.sasha, "/manager @oleg_head", "роль не ниже", "аккаунт-менеджер")
    await says(noon, p.maria, "/manager @sasha_sub", "не менеджер", "@maria_am")
    await says(noon, p.maria, "/manager", "Пример")
    await says(noon, p.maria, "/manager @maria_am", "и так менеджер")
    await says(noon, p.maria, "/manager @oleg_head", "Менеджер партнёра теперь Олег")
    noon.sees(p.oleg, "Alpha Media", "теперь ваш")
    over(noon)
    await says(noon, p.maria, "/manager @maria_am", "решает менеджер этого партнёра")
    async with noon.desk.db.reading() as tx:
        assert (await tools.waiting(tx))[0].since == since
    await noon.passes(hours=9)
    over(noon)
    await noon.writes(p.boris, "/manager")
    noon.sees(p.boris, "Олег", "Будет на месте с")


async def test_somebody_shut_out_is_told_once_and_starts_nothing(noon: Story) -> None:
    p = noon.people
    await waits(noon)
    await says(noon, p.sasha, "/ban", "роль не ниже", "старший смены")
    await says(noon, p.vera, "/ban @nobody", "Кому закрыть", "@boris_buy")
    await says(noon, p.vera, "/unban", "доступ и так открыт")
    await says(noon, p.vera, "/ban", "Борис", "доступ закрыт", "Вера")
    over(noon)  # the card: closed
    await says(noon, p.vera, "/ban", "уже закрыт")
    for text in ("почему?", "/link", "/lnk", "/link ?", "ответьте"):
        await noon.writes(p.boris, text)
    noon.sees(p.boris, "ответа здесь не будет")
    noon.sees(TOPIC, "пишет, хотя доступ закрыт", "ответа здесь не будет")
    p.boris.edit(await noon.writes(p.boris, "последнее"), "самое последнее")
    await noon.passes(minutes=30)
    noon.quiet()
    await says(noon, p.vera, "/unban", "снова открыт", "Сообщений за это время: 6")
    over(noon)
    await noon.writes(p.boris, "спасибо, где выплата?")
    noon.sees(TOPIC, "спасибо, где выплата?")
    over(noon)


@ONE
async def test_in_a_group_whoever_is_meant_is_named_or_answered(noon: Story) -> None:
    p, azamat = noon.people, noon.world.person("Azamat", username="azamat_b", language="ru")
    p.boris.add_bot(p.alpha, admin=True)
    await noon.settle()
    topic = f"Alpha Media · {p.alpha.title}"
    azamat.join(p.alpha)
    over(noon)
    await noon.writes(azamat, "сколько платите?", chat=p.alpha)
    shown = noon.sees(topic, "сколько платите?")
    over(noon)
    await says(noon, p.vera, "/ban", "Кому закрыть", topic=topic)
    await says(noon, p.vera, "/ban", "Azamat", "доступ закрыт", topic=topic, reply_to=shown)
    await noon.writes(azamat, "спам", chat=p.alpha)
    noon.sees(topic, "Azamat пишет, хотя доступ закрыт")
    await noon.writes(azamat, "и ещё спам", chat=p.alpha)
    await says(noon, p.vera, "/unban @azamat_b", "Сообщений за это время: 2", topic=topic)
    await says(noon, p.vera, "/ban @azamat_b", "доступ закрыт", topic=topic)
    azamat.start()
    await noon.settle()
    noon.sees(azamat, "ответа здесь не будет")
    noon.sees(topic, "Azamat пишет, хотя доступ закрыт", "ответа здесь не будет")
    await noon.writes(p.boris, "где выплата?", chat=p.alpha)
    noon.sees(topic, "где выплата?")
    over(noon)


async def test_a_chat_may_want_an_answer_only_when_we_are_called(noon: Story) -> None:
    p, azamat = noon.people, noon.world.person("Azamat", username="azamat_b", language="ru")
    p.boris.add_bot(p.alpha, admin=True)
    azamat.join(p.alpha)
    await noon.settle()
    topic = f"Alpha Media · {p.alpha.title}"
    await noon.writes(azamat, "привет, сколько платите?", chat=p.alpha)
    over(noon)
    await says(noon, p.maria, "/close", "Закрыто", topic=topic)
    over(noon)
    await says(noon, p.sasha, "/attention", "любое сообщение", topic=topic)
    await says(noon, p.sasha, "/attention sometimes", "«sometimes» не подходит", "/attention all", topic=topic)
    said = await noon.writes(p.boris, "а сколько у вас?", chat=p.alpha)
    over(noon)
    await says(noon, p.maria, "/close", "Закрыто", topic=topic)
    over(noon)

    async def starts(text: str, **how: Any) -> bool:
        noon.clock.advance(31)
        await noon.writes(azamat, text, chat=p.alpha, **how)
        noon.sees(topic, text)
        called = bool(noon._new())
        if called:
            noon.sees(p.maria, text)
            await says(noon, p.maria, "/close", "Закрыто", topic=topic)
            over(noon)
        return called

    assert await starts("когда выплата?")
    assert not await starts("а ты как думаешь?", reply_to=said)
    assert not await starts("@boris_buy а ты как думаешь?")
    assert await starts("@maria_am и @boris_buy, когда выплата?")
    await says(noon, p.sasha, "/attention called", "только сообщения", topic=topic)
    assert not await starts("когда же выплата?")
    assert await starts("@maria_am, когда выплата?")
    assert await starts(f"@{noon.desk.bot.username} когда выплата?")
    await noon.answers(p.sasha, topic, "Завтра")
    answered = noon.sees(p.alpha, "Завтра")
    over(noon)
    assert await starts("точно завтра?", reply_to=answered)


@ONE
async def test_a_question_mark_shows_the_form_and_a_mistyped_one_the_nearest(noon: Story) -> None:
    p, ann = noon.people, noon.world.person("Ann", language="en")
    ann.start()
    await waits(noon)
    for name in [command.name for command in commands.offered("head", "topic")]:
        await says(noon, p.oleg, f"/{name} ?", f"/{name}", "Где: ", "в теме партнёра")
    for name in ("take", "release", "close", "card", "history"):
        await says(noon, p.sasha, f"/{name} сейчас", f"После /{name} ничего не нужно", "«сейчас»")
    for name in ("mine", "find", "partner"):
        await noon.writes(p.sasha, f"/{name}?")
        noon.sees(p.sasha, f"/{name}", "Где: в личном чате с ботом")
    await says(noon, p.sasha, "/tkae", "партнёру ничего не ушло", "/take")
    await noon.writes(p.sasha, "/take ?")
    noon.sees(p.sasha, "взять вопрос на себя", "Где: в теме партнёра")
    await noon.writes(p.sasha, "/take")
    noon.sees(p.sasha, "/take работает в теме партнёра")
    await noon.writes(p.sasha, "/reload ?")
    noon.sees(p.sasha, "только руководитель")
    await noon.writes(ann, "/manger")
    noon.sees(ann, "Did you mean /manager?")
    await noon.writes(ann, "/manager ?")
    noon.sees(ann, "/manager – who my manager is", "Where: in the private chat with the bot or in a partner’s group")
    theirs = {command.name for command in commands.offered(None, "private")}
    for name in sorted({command.name for command in commands.COMMANDS} - theirs):
        await noon.writes(ann, f"/{name} ?")
        noon.sees(ann, "I do not know this command")
        noon.clock.advance(2)
    p.boris.add_bot(p.alpha, admin=True)
    p.sasha.join(p.alpha)
    await noon.settle()
    over(noon)
    await noon.writes(p.sasha, "/take", chat=p.alpha)
    noon.sees(p.sasha, "/take работает в теме партнёра")  # in private: partners read the group
    noon.quiet()


# --- canned replies ---------------------------------------------------------------------------------------------------


async def test_a_canned_reply_is_shown_filled_in_and_sent_by_a_button(noon: Story) -> None:
    p = noon.people
    await waits(noon)
    await says(noon, p.sasha, "/s", "/s payout", "/s cap")
    await says(noon, p.sasha, "/s pauout", "Похожие: payout")
    await says(noon, p.sasha, "/s zzzzzz", "«zzzzzz» нет")
    await says(noon, p.sasha, "/s ?", "Пример: /s payout")
    dropped = await says(noon, p.sasha, "/s cap", "осталось: —", "это решает Мария")
    await noon.press(p.sasha, dropped, "Не нужно")
    noon.sees(TOPIC, "Не отправлено", "осталось: —", edited=True)
    noon.quiet()

    shown = await says(noon, p.sasha, "/s payout", "Борис, выплата приходит")
    send = shown.keyboard[0][0]["callback_data"]
    pressed = await noon.press(p.zhenya, shown, "Отправить партнёру")
    assert pressed.answer is not None
    assert "Отправляю" in pressed.answer.text
    noon.sees(p.boris, "Женя:\nБорис, выплата приходит")  # of whoever sends it
    noon.sees(TOPIC, "выплата приходит", edited=True)
    noon.sees(p.maria, "Есть ответ: Женя", edited=True)
    for data in (send, "reply:1:99:send", "reply:x"):
        late = await noon.press(p.zhenya, shown, data=data, forged=True)
        assert late.answer is not None
        assert late.answer.show_alert
    noon.quiet()


@ONE
async def test_a_canned_reply_speaks_the_chats_language_and_knows_its_caps(noon: Story) -> None:
    p = noon.people
    await waits(noon)
    async with noon.desk.db.transaction() as tx:
        chat = await chats.by_tg(tx, p.boris.id)
        assert chat is not None
        assert chat.partner is not None
        partner = await storage_people.partner(tx, chat.partner)
        assert partner is not None
        version = await links.in_force(tx, partner, links.unmade(partner, "casino-x", "KZ", "FB"), noon.clock.now())
        flow = await links.flow(tx, chat, "casino-x", "KZ", "FB")
        await links.issue(tx, chat, flow, version, "Ab3dEfGh9k", p.sasha.id, noon.clock.now())
        await chats.set_locale(tx, p.boris.id, "en")
    await says(noon, p.sasha, "/s cap", "Left in the cap right now: 30.", "Мария decides")


# --- in private -------------------------------------------------------------------------------------------------------


async def test_partners_people_and_groups_are_found(noon: Story) -> None:
    p = noon.people
    p.boris.add_bot(p.alpha, admin=True)
    await waits(noon)
    async with noon.desk.db.transaction() as tx:
        for name in ("Альфа Трафик", "Альфа Медиа"):
            await storage_people.add_partner(tx, name, None, noon.clock.now())
    for words in ("alpha", "@boris_buy", "502", "БОРИС"):
        await noon.writes(p.sasha, f"/find {words}")
        noon.sees(p.sasha, "Найдено", "Alpha Media" if words == "alpha" else "Борис")
    await noon.writes(p.sasha, "/find gamma")
    noon.sees(p.sasha, "«gamma» ничего не нашлось")
    async with noon.desk.db.transaction() as tx:
        await storage_people.set_locale(tx, p.vera.id, "en")
    for command, words in (
        ("/find gamma", "Nothing was found for “gamma”"),
        ("/find boris_buy", "Found for “boris_buy”: 1"),
        ("/partner 1", "Manager: Мария"),
        ("/mine", "Nothing is yours"),
        ("/reload ?", "Only heads"),
        ("/partner ?", "Example: /partner Alpha Media"),
    ):
        await noon.writes(p.vera, command)
        noon.sees(p.vera, words)
    for command in ("/find", "/partner"):
        await noon.writes(p.sasha, command)
        noon.sees(p.sasha, "Пример", command)
        await noon.writes(p.boris, f"{command} alpha")
        noon.sees(p.boris, "Такой команды нет")

    await noon.writes(p.sasha, "/partner alpha media")
    noon.sees(p.sasha, "Alpha Media", "проверенный", "Мария", "@boris_buy", p.alpha.title, "ждёт с", "• нет")
    await noon.writes(p.sasha, "/partner альфа")
    asked = noon.sees(p.sasha, "Нашлось партнёров: 2", "Кто из них?")
    await noon.press(p.sasha, asked, "Альфа Трафик")
    noon.sees(p.sasha, "Альфа Трафик", "не назначен")
    forged = await noon.press(p.sasha, asked, data="partner:999", forged=True)
    assert forged.answer is not None
    assert forged.answer.show_alert
    await noon.writes(p.sasha, "/partner Alfa Medja")
    noon.sees(p.sasha, "Похожие: Alpha Media")
    noon.quiet()


async def test_what_is_on_my_plate(night: Story) -> None:
    p = night.people
    await night.writes(p.zhenya, "/mine")
    night.sees(p.zhenya, "за вами ничего нет")
    await waits(night)
    await night.passes(minutes=2)
    over(night)
    await night.writes(p.zhenya, "/mine")
    assert "взято до" not in night.sees(p.zhenya, "Ждут вас", "Alpha Media", "ждёт 2 мин").text
    await night.writes(p.sasha, "/mine сейчас")
    night.sees(p.sasha, "«сейчас»")
    await says(night, p.zhenya, "/take", "Взято: Женя")
    over(night)
    await night.writes(p.zhenya, "/mine")
    night.sees(p.zhenya, "Взято вами", "Alpha Media", "взято до")
    await night.writes(p.sasha, "/mine")
    night.sees(p.sasha, "за вами ничего нет")
    night.quiet()


# --- menus --------------------------------------------------------------------------------------------------------------


def menu(story: Story, scope: str, language: str = "") -> list[str]:
    """The commands Telegram shows in that scope and language."""
    return [item["command"] for item in story.world.commands[scope, language]]


def told(story: Story) -> int:
    """How often a menu was told to Telegram, or taken away."""
    return sum(call.method in ("setMyCommands", "deleteMyCommands") for call in story.sandbox.calls)


async def test_menus_follow_role_language_and_place_and_are_told_once(noon: Story) -> None:
    p = noon.people
    p.boris.add_bot(p.alpha, admin=True)
    await noon.settle()
    over(noon)
    while await noon.desk.menus.sync():
        pass
    assert menu(noon, "all_private_chats")[:2] == ["link", "links"]
    assert noon.world.commands["all_private_chats", "kk"] == noon.world.commands["all_private_chats", "ru"]
    assert noon.world.commands["all_private_chats", ""] != noon.world.commands["all_private_chats", "ru"]
    assert "start" not in menu(noon, "all_group_chats", "ru")
    private = {one: menu(noon, f"chat:{one.id}") for one in (p.sasha, p.maria, p.oleg)}
    assert "mine" in private[p.sasha]
    assert "digest" not in private[p.sasha]
    assert "digest" in private[p.maria]
    assert "reload" not in private[p.maria]
    assert "reload" in private[p.oleg]
    assert "ban" not in menu(noon, f"chat:{p.staff.id}")
    assert "ban" in menu(noon, f"chat_member:{p.staff.id}:{p.vera.id}")
    before = told(noon)
    assert not await noon.desk.menus.sync()
    assert told(noon) == before  # nothing has changed

    ann = noon.world.person("Ann", language="en")
    ann.start()
    await noon.settle()
    await noon.press(ann, noon.sees(ann, "Hello"), "Русский")
    over(noon)
    await noon.writes(p.boris, "/language", chat=p.alpha)
    await noon.press(p.boris, noon.sees(p.alpha, "На каком языке"), "English")
    async with noon.desk.db.transaction() as tx:
        await storage_people.add_staff(
            tx, p.sasha.id, "Саша", "sasha_sub", "manager", noon.clock.now(), locale="ru", zone="UTC", reach="ok"
        )
        await storage_people.set_locale(tx, p.oleg.id, "en")
        await storage_people.set_reach(tx, p.zhenya.id, "blocked")
    over(noon)
    assert not await noon.desk.menus.sync()
    # Ann, no partner yet; the group; Sasha and Oleg, each in private and in the forum; Zhenya's is taken away
    assert told(noon) == before + 7
    russian = noon.world.commands[f"chat:{ann.id}", ""]
    assert {"command": "link", "description": "трекинговая ссылка с условиями и капой"} in russian
    english = noon.world.commands[f"chat:{p.alpha.id}", ""]
    assert {"command": "link", "description": "a tracking link with its terms and cap"} in english
    assert "digest" in menu(noon, f"chat:{p.sasha.id}")
    assert (f"chat:{p.zhenya.id}", "") not in noon.world.commands


@ONE
async def test_a_menu_telegram_refuses_is_not_told_again_and_an_outage_is_waited_for(noon: Story) -> None:
    async with noon.desk.db.transaction() as tx:
        nobody = 999_999
        await storage_people.add_staff(
            tx, nobody, "Никто", None, "sub", noon.clock.now(), locale="ru", zone="UTC", reach="ok"
        )
    while await noon.desk.menus.sync():
        pass
    refused = [call for call in noon.sandbox.calls if call.method == "setMyCommands" and call.status == 400]
    assert len(refused) == 1
    before = told(noon)
    assert not await noon.desk.menus.sync()
    assert told(noon) == before
    async with noon.desk.db.transaction() as tx:
        await storage_people.set_locale(tx, noon.people.sasha.id, "en")
    noon.sandbox.faults.outage = True
    assert not await noon.desk.menus.sync()
    noon.sandbox.faults.outage = False
    assert not await noon.desk.menus.sync()
    assert menu(noon, f"chat:{noon.people.sasha.id}")
