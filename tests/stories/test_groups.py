"""Groups: whose they are, what the bot may do in them, how they move, leave and come back (PRODUCT 1)."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox import Chat, Message, Person
from storage import people as storage_people
from tests.stories.harness import Story

#: Long tables run on one database; what storage does on both is tested there.
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ALPHA = "Alpha Media"
STALE = "Эта кнопка устарела"


def skip(story: Story, *places: Person | Chat) -> None:
    """What was shown there, or anywhere, is looked at in another story."""
    for call in story._new():
        if not places or call.chat_id in {place.id for place in places}:
            story._looked_at.add(call.seq)


async def partner(story: Story, name: str, manager: Person | None = None, contact: Person | None = None) -> int:
    """One more partner, with its manager and a person of its own."""
    async with story.desk.db.transaction() as tx:
        staff = await storage_people.staff_by_user(tx, manager.id) if manager else None
        long_ago = story.clock.now() - timedelta(days=90)
        made = await storage_people.add_partner(tx, name, staff.id if staff else None, long_ago, "verified")
        if contact is not None:
            known = storage_people.Contact(
                user_id=contact.id, partner=made.id, name=contact.first_name, username=None, locale="ru"
            )
            await storage_people.add_contact(tx, known)
        return made.id


async def connected(story: Story, who: Person, chat: Chat, topic: str) -> str:
    """The bot is in a contact's group; gives the name of its topic."""
    who.add_bot(chat, admin=True)
    await story.settle()
    skip(story)
    return f"{topic} · {chat.title}"


async def linked(story: Story, who: Person, chat: Chat) -> Message:
    """A link of Casino X, KZ, FB was taken there and its terms accepted; gives the card."""
    await story.writes(who, "/link", chat=chat)
    picker = story.sees(chat, "Какой оффер?")
    for choice in ("Casino X", "🇰🇿 KZ", "FB"):
        await story.press(who, picker, choice)
    card = next(m for m in reversed(who.sees(chat)) if "Ссылка и условия" in m.text)
    await story.press(who, card, "✅ Принимаю v1")
    skip(story)
    return card


async def forged(story: Story, person: Person, message: Message, data: str) -> str:
    """What a person reads who sends that data from that message."""
    pressed = await story.press(person, message, data=data, forged=True)
    return str(pressed.answer and pressed.answer.text)


async def rows(story: Story, table: str) -> list[Any]:
    """Every row of a table, on SQLite."""
    async with story.desk.db.reading() as tx:
        return [dict(row) for row in tx._connection.execute(f"SELECT * FROM {table} ORDER BY 1")]


# --- being added ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [True, False])
@ONE
async def test_one_of_us_who_cannot_be_written_to_is_asked_in_the_forum(noon: Story, told: bool) -> None:
    p = noon.people
    if told:
        p.sasha.block_bot()
        await noon.settle()
    p.sasha.blocked = True
    group = noon.world.group("New buyers", owner=p.sasha)
    p.sasha.add_bot(group, admin=True)
    await noon.settle()
    whose = noon.sees(p.staff, "К какому партнёру привязать группу", "New buyers")
    assert whose.topic == 0  # General
    noon.quiet()  # no partner's name in the group
    await noon.press(p.sasha, whose, ALPHA)
    noon.sees(p.staff, "привязана к партнёру Alpha Media", edited=True)
    noon.sees(group, "Общие условия")
    noon.sees(f"{ALPHA} · New buyers", "кто подключил: Саша")


@ONE
async def test_a_stranger_adds_the_bot_and_one_head_of_two_says_whose_it_is(noon: Story) -> None:
    p, ann = noon.people, noon.world.person("Ann", language="ru")
    group = ann.group("Ann & Co")
    ann.add_bot(group, admin=True)
    await noon.settle()
    noon.sees(group, "сначала менеджер должен связать")
    whose = noon.sees(p.oleg, "К какому партнёру привязать группу", "Ann & Co")
    p.maria.join(group)
    await noon.writes(p.maria, "/bind", chat=group)
    mine = noon.sees(p.maria, "К какому партнёру привязать группу")
    for data in ("bind:99:1", "bind:1:99", "bind:1:x", "whose:99:0", "bind:1"):
        assert STALE in await forged(noon, p.maria, mine, data)
    assert STALE in await forged(noon, ann, ann.last(group), "bind:1:1")
    await noon.press(p.maria, mine, ALPHA)
    noon.sees(p.maria, "привязана к партнёру", edited=True)
    noon.sees(p.oleg, "привязана к партнёру", edited=True)  # nothing is left to choose
    assert STALE in await forged(noon, p.oleg, whose, "bind:1:new")
    noon.sees(group, "Общие условия", "100 лидов")
    noon.sees(f"{ALPHA} · Ann & Co", "кто подключил: Мария")
    await noon.writes(p.maria, "/bind", chat=group)
    noon.sees(p.maria, "уже привязан")


@ONE
async def test_what_the_bot_lacks_is_said_until_it_is_given(noon: Story) -> None:
    p = noon.people
    p.boris.add_bot(p.alpha)
    await noon.settle()
    skip(noon, p.staff)
    noon.sees(p.alpha, "Общие условия")
    noon.sees(p.alpha, "включите, пожалуйста", "вижу только команды")
    p.boris.promote_bot(p.alpha, {"can_pin_messages": True})
    await noon.settle()
    noon.sees(p.alpha, "моё право удалять сообщения")
    p.boris.promote_bot(p.alpha, True)
    await noon.settle()
    noon.sees(p.alpha, "Спасибо! Прав хватает", edited=True)
    p.boris.promote_bot(p.alpha, False)
    await noon.settle()
    noon.sees(p.alpha, "вижу только команды")
    noon.clock.advance(11)  # what was asked of Telegram is remembered that long
    await noon.writes(p.maria, "/bind", chat=p.alpha)
    noon.sees(p.alpha, "вижу только команды")
    noon.sees(p.maria, "уже привязан")
    await noon.writes(p.maria, "/bind ?", chat=p.alpha)
    noon.sees(p.maria, "часть названия")  # the group reads nothing of it
    p.maria.block_bot()
    await noon.settle()
    await noon.writes(p.maria, "/unbind", chat=p.alpha)
    ask = noon.sees(f"{ALPHA} · {p.alpha.title}", "Отвязать чат")  # where else
    await noon.press(p.maria, ask, "Отмена")
    noon.sees(f"{ALPHA} · {p.alpha.title}", "Ничего не изменилось", edited=True)


# --- let go, and bound again ------------------------------------------------------------------------------------------


async def test_a_chat_that_is_unbound_shows_and_sees_nothing_until_it_is_bound_again(noon: Story) -> None:
    p, topic = noon.people, await connected(noon, noon.people.boris, noon.people.alpha, ALPHA)
    p.sasha.join(p.alpha)
    card = await linked(noon, p.boris, p.alpha)
    asked = await noon.writes(p.boris, "где выплата?", chat=p.alpha)
    noon.sees(topic, "где выплата?")
    called = noon.sees(p.maria, "где выплата?")
    await noon.writes(p.sasha, "/unbind", chat=p.alpha)
    noon.sees(p.sasha, "Ваша роль этого не позволяет")

    await noon.writes(p.maria, "/unbind", chat=p.alpha)
    ask = noon.sees(p.maria, "Отвязать чат", "ожидание закроется", "ссылки этого чата остановятся: 1")
    assert "не позволяет" in await forged(noon, p.sasha, p.sasha.last(), "unbind:1:1")
    assert STALE in await forged(noon, p.boris, card, "unbind:1:1")
    assert STALE in await forged(noon, p.maria, ask, "unbind:1:99")
    await noon.press(p.maria, ask, "Отмена")
    noon.sees(p.maria, "Ничего не изменилось", edited=True)
    noon.quiet()

    await noon.answers(p.maria, topic, "/unbind")
    ask = noon.sees(topic, "Отвязать чат")
    await noon.press(p.maria, ask, "Отвязать")
    noon.sees(topic, "отвязан (решение: Мария)", "Остановлено ссылок: 1", "/bind")
    noon.sees(topic, "больше не привязан к партнёру Alpha Media", edited=True)
    said = noon.sees(p.alpha, "больше не подключена")
    assert "Alpha" not in said.text
    noon.sees(p.maria, "Закрыто: Мария", edited=True)
    assert "никто не ждёт" in await forged(noon, p.maria, called, "take:1:1")
    assert STALE in await forged(noon, p.maria, ask, "unbind:1:1")
    noon.clock.advance(60)
    await noon.answers(p.sasha, topic, "Завтра")
    noon.sees(topic, "не привязан ни к одному партнёру")
    await noon.answers(p.sasha, topic, "// так и есть")
    p.boris.react(asked, "👍")
    p.boris.edit(asked, "где 100 $?")
    await noon.writes(p.boris, "есть кто?", chat=p.alpha)
    await noon.writes(p.boris, "/links", chat=p.alpha)
    noon.sees(p.alpha, "ещё не привязана")
    assert "ещё не привязана" in await forged(noon, p.boris, card, card.keyboard[0][0]["callback_data"])
    await noon.passes(hours=2)
    noon.quiet()

    topic = f"— · {p.alpha.title}"  # it names no partner any more
    await noon.answers(p.sasha, topic, "/bind alpha")
    await noon.press(p.sasha, noon.sees(topic, "К какому партнёру привязать группу"), ALPHA)
    noon.sees(topic, "кто подключил: Саша")
    noon.sees(topic, "привязана к партнёру", edited=True)
    noon.sees(p.alpha, "Общие условия")  # no flow is live any more
    assert "Этого варианта уже нет" in await forged(noon, p.boris, card, card.keyboard[0][0]["callback_data"])
    await noon.writes(p.boris, "я снова здесь", chat=p.alpha)
    noon.sees(topic, "я снова здесь")
    noon.sees(p.maria, "я снова здесь")


# --- moved ------------------------------------------------------------------------------------------------------------


async def test_a_chat_moves_with_its_wait_and_leaves_its_links_behind(noon: Story) -> None:
    p, topic = noon.people, await connected(noon, noon.people.boris, noon.people.alpha, ALPHA)
    gamma, anna = noon.world.person("Гамма", language="ru"), noon.world.person("Анна", language="ru")
    await partner(noon, "Beta", p.oleg)
    await partner(noon, "Gamma Beta", contact=gamma)
    p.sasha.join(p.alpha)
    card = await linked(noon, p.boris, p.alpha)
    anna.join(p.alpha)
    await noon.writes(p.boris, "спасибо")  # in private too: he is of Alpha Media, wherever the group goes
    skip(noon, p.staff, p.alpha)
    await noon.writes(anna, "где выплата?", chat=p.alpha)
    noon.sees(topic, "где выплата?")
    called = noon.sees(p.maria, ALPHA, "где выплата?")

    await noon.answers(p.sasha, topic, "/move")
    noon.sees(topic, "Ваша роль этого не позволяет")
    await noon.writes(p.maria, "/move zeta", chat=p.alpha)
    noon.sees(p.maria, "«zeta»", "нет")
    await noon.answers(p.maria, topic, "/move BETA")
    ask = noon.sees(topic, "К какому партнёру")
    assert [row[0]["text"] for row in ask.keyboard] == ["Beta", "Gamma Beta", "Отмена"]
    for data in (
        "move:1:t:1",
        "move:1:go:1:1",
        "move:1:go:2:3",
        "move:1:go:1:99",
        "move:99:no",
        "move:1",
        "move:1:x:2",
    ):
        assert STALE in await forged(noon, p.maria, ask, data)
    assert "не позволяет" in await forged(noon, p.vera, ask, "move:1:go:1:2")
    await noon.press(p.maria, ask, "Beta")
    noon.sees(
        topic,
        "Alpha Media → Beta?",
        "только по этому чату: 1",
        "ссылки этого чата (1)",
        "отсчёт продолжится",
        edited=True,
    )
    await noon.press(p.maria, ask, "Перенести")
    noon.sees(topic, "Alpha Media → Beta", "решение: Мария", "Остановлено ссылок: 1")
    noon.sees(topic, "перенесён к партнёру Beta", edited=True)
    noon.sees(p.alpha, "больше не действуют")
    noon.sees(p.alpha, "Общие условия")
    renewed = noon.sees(p.maria, "Beta", "где выплата?", edited=True)
    assert renewed.id == called.id
    skip(noon, p.oleg)  # the new manager is called at once, or at his time
    assert "Этого варианта уже нет" in await forged(noon, p.boris, card, card.keyboard[0][0]["callback_data"])
    for data in ("move:1:go:1:2", "move:1:go:2:1"):  # Beta is Oleg's
        assert "не позволяет" in await forged(noon, p.maria, ask, data)
    noon.quiet()

    await noon.passes(minutes=15)  # as if nothing had happened
    skip(noon, p.sasha, p.zhenya, p.vera, p.maria, p.oleg, p.alpha)
    assert noon.topic(f"Beta · {p.alpha.title}")  # the topic it always had, under its new name
    await noon.writes(p.boris, "/links", chat=p.alpha)
    noon.sees(p.alpha, "числитесь у другого партнёра")  # he is Alpha's, and the chat is Beta's
    await noon.writes(anna, "/links", chat=p.alpha)
    noon.sees(p.alpha, "ссылок пока нет")  # she came with it
    noon.quiet()


# --- who writes -------------------------------------------------------------------------------------------------------


async def test_two_partners_with_two_groups_each_are_never_mixed(noon: Story) -> None:
    p, gamma = noon.people, noon.world.person("Гамма", language="ru")
    await partner(noon, "Gamma", p.maria, gamma)
    groups = []
    for who, name in ((p.boris, ALPHA), (gamma, "Gamma")):
        for number in (1, 2):
            group = noon.world.group(f"Чат {number}", owner=who, supergroup=True)
            groups.append((who, group, await connected(noon, who, group, name)))
    for who, group, topic in groups:
        who.write(f"вопрос: {topic}?", chat=group)
    await noon.settle()
    for who, _, topic in groups:
        noon.sees(topic, f"{who.first_name}", f"вопрос: {topic}?")
    skip(noon, p.maria)
    noon.clock.advance(10)
    for _, _, topic in groups:
        p.sasha.write(f"ответ: {topic}", chat=p.staff, topic=noon.topic(topic))
    await noon.settle()
    for _, group, topic in groups:
        noon.sees(group, f"ответ: {topic}")
    skip(noon, p.maria)
    noon.quiet()


@ONE
async def test_a_person_of_another_partner_is_shown_by_name_and_shown_nothing(noon: Story) -> None:
    p, gamma, anna = noon.people, noon.world.person("Гамма", language="ru"), noon.world.person("Анна", language="ru")
    await partner(noon, "Gamma", p.maria, gamma)
    theirs = noon.world.group("Gamma 1", owner=gamma, supergroup=True)
    topic = await connected(noon, gamma, theirs, "Gamma")
    card = await linked(noon, gamma, theirs)
    for person in (p.boris, anna):
        person.join(theirs)
        await noon.writes(person, f"вопрос: {person.first_name}?", chat=theirs)
        noon.sees(topic, f"{person.first_name}", "вопрос:")
        skip(noon, p.staff)
    noon.sees(theirs, "Анна", "уже действуют условия")
    skip(noon, p.maria)
    assert {row["user_id"]: row["partner"] for row in await rows(noon, "contacts")}[
        p.boris.id
    ] == 1  # Alpha's, as before
    for command in ("/links", "/link", "/terms"):
        await noon.writes(p.boris, command, chat=theirs)
        noon.sees(theirs, "числитесь у другого партнёра")
    assert "другого" in await forged(noon, p.boris, card, card.keyboard[0][0]["callback_data"].replace("ask", "link:c"))
    await noon.writes(p.boris, "/links")
    noon.sees(p.boris, "ссылок пока нет")
    anna.started = True
    await noon.writes(anna, "/links")  # Gamma's, from its group: the link of the group is not the private chat's
    noon.sees(anna, "ссылок пока нет")
    skip(noon, p.staff)
    noon.quiet()


@ONE
async def test_who_writes_as_the_group_or_as_a_channel_is_a_person_of_the_partner(noon: Story) -> None:
    p, topic = noon.people, await connected(noon, noon.people.boris, noon.people.alpha, ALPHA)
    p.alpha.members[p.maria.id] = p.alpha.members[p.boris.id]  # she could act for us, but nobody sees that it is she
    await noon.writes(p.boris, "от группы", chat=p.alpha, anonymous=True)
    noon.sees(topic, f"{p.alpha.title}:\nот группы")
    noon.sees(p.maria, "от группы")
    noon.clock.advance(5)
    for command in ("/unbind", "/move", "/bind"):
        await noon.writes(p.maria, command, chat=p.alpha, anonymous=True)
        noon.sees(topic, command)  # whoever it is, it is no command of ours
    await noon.writes(p.maria, "от канала", chat=p.alpha, as_channel="Alpha News")
    noon.sees(topic, "Alpha News:\nот канала")
    skip(noon, p.maria)
    noon.quiet()


@ONE
async def test_a_contact_who_becomes_one_of_us_and_one_of_us_who_leaves(noon: Story) -> None:
    p = noon.people
    await noon.writes(p.boris, "где выплата?")
    skip(noon)
    await noon.writes(p.oleg, "/invite sub")
    link = noon.sees(p.oleg, "?start=inv_").text
    p.boris.start(link.split("?start=")[1].split()[0])
    await noon.settle()
    noon.sees(p.boris, "Ваша роль: саб-менеджер")
    noon.sees(p.oleg, "теперь в команде")
    noon.sees(ALPHA, "Борис", "теперь в нашей команде")
    noon.sees(p.maria, "Закрыто: Борис", edited=True)
    assert p.boris.id not in {row["user_id"] for row in await rows(noon, "contacts")}
    await noon.writes(p.boris, "а как здесь отвечать?")
    await noon.passes(hours=2)
    skip(noon, p.boris)
    noon.quiet()  # nothing is mirrored, nobody waits
    async with noon.desk.db.transaction() as tx:
        one = await storage_people.staff_by_user(tx, p.boris.id)
        assert one is not None
        await storage_people.leave(tx, one.id, noon.clock.now())
    await noon.writes(p.boris, "я снова партнёр")
    assert p.oleg.last(p.staff).text == "я снова партнёр"  # the conversation of that private chat goes on
    assert p.boris.id in {row["user_id"] for row in await rows(noon, "contacts")}
    skip(noon)


@ONE
async def test_a_contact_whom_the_settings_make_a_head(noon: Story) -> None:
    p = noon.people
    await noon.writes(p.boris, "где выплата?")
    skip(noon)
    heads = (p.oleg.id, p.boris.id)
    noon.desk.settings = noon.desk.settings.model_copy(update={"head_ids": heads})
    await noon.desk.greet()
    await noon.settle()
    noon.sees(ALPHA, "теперь в нашей команде")
    noon.sees(p.maria, "Закрыто:", edited=True)
    await noon.writes(p.boris, "/partners")
    noon.sees(p.boris, "Партнёры: 1")
    noon.quiet()


# --- a group with topics of its own -----------------------------------------------------------------------------------


@ONE
async def test_answers_go_to_the_topic_in_which_the_partner_wrote(noon: Story) -> None:
    p = noon.people
    forum = noon.world.forum("Alpha forum", owner=p.boris)
    topic = await connected(noon, p.boris, forum, ALPHA)
    first, second = [p.boris.create_topic(forum, name) for name in ("KZ", "UZ")]
    for there, text in ((first, "где выплата?"), (second, "/links"), (None, "в общей")):
        await noon.writes(p.boris, text, chat=forum, topic=there)
        skip(noon, p.staff, p.maria)
        noon.clock.advance(5)
        await noon.answers(p.sasha, topic, f"ответ на {text[1:]}")
        skip(noon, p.staff, p.maria)
        if text.startswith("/"):
            assert noon.sees(forum, "ссылок пока нет").topic == there.id
        assert noon.sees(forum, "ответ на").topic == (there.id if there else 0)
    for end in (p.boris.delete_topic, p.boris.close_topic):
        there = first if end == p.boris.delete_topic else second
        await noon.writes(p.boris, "ещё вопрос?", chat=forum, topic=there)
        p.boris.promote_bot(forum, {"can_pin_messages": True, "can_delete_messages": True})
        end(forum, there)
        await noon.settle()
        skip(noon)
        noon.clock.advance(5)
        await noon.answers(p.sasha, topic, "завтра придёт")
        skip(noon, p.staff, p.maria)
        assert noon.sees(forum, "завтра придёт").topic == 0  # General is always there
    noon.quiet()


# --- removed, back, renamed -------------------------------------------------------------------------------------------


async def test_removed_and_back_the_same_conversation_goes_on_and_the_terms_come_first(noon: Story) -> None:
    p, topic = noon.people, await connected(noon, noon.people.boris, noon.people.alpha, ALPHA)
    await linked(noon, p.boris, p.alpha)
    await noon.writes(p.boris, "где выплата?", chat=p.alpha)
    skip(noon)
    p.boris.remove_bot(p.alpha)
    await noon.settle()
    noon.sees(topic, "Бота удалили из группы")
    noon.clock.advance(30)
    await noon.answers(p.sasha, topic, "Завтра")
    noon.sees(p.maria, "Есть ответ: Саша", edited=True)
    noon.sees(topic, "Саша", "бота больше нет в этом чате")
    noon.sees(p.maria, "Ждёт с", edited=True)
    p.boris.rename(p.alpha, "Alpha 2027")
    p.boris.add_bot(p.alpha, admin=True)
    await noon.settle()
    noon.sees(topic, "Бот снова в группе Alpha 2027")
    noon.sees(p.alpha, "Общие условия", "100 лидов")
    noon.sees(p.alpha, "Casino X: действующие условия", "KZ")
    await noon.answers(p.sasha, topic, "Завтра")
    noon.sees(p.alpha, "Завтра")
    noon.sees(p.maria, "Есть ответ: Саша", edited=True)
    p.boris.rename(p.alpha, "Alpha 2028")
    await noon.settle()
    noon.quiet()
    await noon.passes(seconds=25)
    p.boris.remove_bot(p.alpha)
    await noon.settle()
    noon.sees(f"{ALPHA} · Alpha 2028", "из группы Alpha 2028")  # the topic follows


@ONE
async def test_a_new_partner_is_its_makers_or_the_heads_say_whose(noon: Story) -> None:
    p = noon.people
    for maker, name in ((p.maria, "Первая"), (p.sasha, "Вторая")):
        group = noon.world.group(name, owner=maker)
        maker.add_bot(group, admin=True)
        await noon.settle()
        await noon.press(maker, noon.sees(maker, "К какому партнёру привязать группу", name), "➕ Новый партнёр")
        noon.sees(maker, f"привязана к партнёру {name}", edited=True)
        noon.sees(group, "Общие условия", "50 лидов")
        noon.sees(f"{name} · {name}", "Бот подключён")
        if maker == p.sasha:
            noon.sees(p.oleg, name, "Кому передать?")
        noon.quiet()
    assert [row["manager"] is None for row in await rows(noon, "partners")] == [False, False, True]


@ONE
async def test_a_refusal_follows_a_group_that_migrated_meanwhile(noon: Story) -> None:
    ann = noon.world.person("Ann", language="ru")
    small = ann.group("Small")
    ann.add_bot(small)
    await noon.settle()
    skip(noon)
    ann.write("/links", chat=small)
    noon.world.queue.allowed = frozenset({"callback_query"})  # the word of it is lost
    new = noon.world.migrate(small)
    noon.world.queue.allowed = None
    await noon.settle()
    noon.sees(new, "ещё не привязана")


@ONE
async def test_a_private_chat_moves_with_its_person(noon: Story) -> None:
    p, ann = noon.people, noon.world.person("Ann", language="ru")
    ann.started = True
    await noon.writes(ann, "я из Alpha, где выплата?")
    skip(noon)
    await noon.answers(p.maria, "Ann", "/unbind")
    noon.sees("Ann", "Личный чат не отвязывают")
    await noon.answers(p.maria, "Ann", "/bind")
    noon.sees("Ann", "уже привязан")
    await noon.answers(p.maria, "Ann", "/move alpha")
    ask = noon.sees("Ann", "К какому партнёру")
    await noon.press(p.maria, ask, ALPHA)
    assert "ссылки" not in noon.sees("Ann", "только по этому чату: 1", edited=True).text
    await noon.press(p.maria, ask, "Перенести")
    noon.sees(ann, "Общие условия", "100 лидов")  # of a verified partner
    assert {row["user_id"]: row["partner"] for row in await rows(noon, "contacts")}[ann.id] == 1
    assert [row["action"] for row in await rows(noon, "audit")][-1] == "move"
    skip(noon)
    for command in ("/bind", "/move", "/unbind"):
        await noon.writes(p.maria, command, chat=p.staff)  # General is nobody's topic
        noon.sees(p.staff, command)
    noon.quiet()
