"""Groups: whose they are, what the bot may do in them, how they move, leave and come back (PRODUCT 1)."""

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
        made = await storage_people.add_partner(tx, name, staff.id if staff else None, story.clock.now(), "verified")
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
        return [dict(row) for row in await tx._connection.execute_fetchall(f"SELECT * FROM {table} ORDER BY 1")]


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
    whose = noon.sees(p.staff, "Чья это группа?", "New buyers")
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
    whose = noon.sees(p.oleg, "Чья это группа?", "Ann & Co")
    p.maria.join(group)
    await noon.writes(p.maria, "/bind", chat=group)
    mine = noon.sees(p.maria, "Чья это группа?")
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


# --- let go, and bound again ------------------------------------------------------------------------------------------


async def test_a_chat_that_is_unbound_shows_and_sees_nothing_until_it_is_bound_again(noon: Story) -> None:
    p, topic = noon.people, await connected(noon, noon.people.boris, noon.people.alpha, ALPHA)
    p.sasha.join(p.alpha)
    card = await linked(noon, p.boris, p.alpha)
    await noon.writes(p.boris, "где выплата?", chat=p.alpha)
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
    noon.sees(topic, "отвязан (кто: Мария)", "Остановлено ссылок: 1", "/bind")
    noon.sees(topic, "больше не привязан к партнёру Alpha Media", edited=True)
    said = noon.sees(p.alpha, "больше не подключена")
    assert "Alpha" not in said.text
    noon.sees(p.maria, "Закрыто: Мария", edited=True)
    assert "никто не ждёт" in await forged(noon, p.maria, called, "take:1:1")
    assert STALE in await forged(noon, p.maria, ask, "unbind:1:1")
    noon.clock.advance(60)
    await noon.writes(p.boris, "есть кто?", chat=p.alpha)
    await noon.writes(p.boris, "/links", chat=p.alpha)
    noon.sees(p.alpha, "ещё не привязана")
    assert "ещё не привязана" in await forged(noon, p.boris, card, card.keyboard[0][0]["callback_data"])
    await noon.passes(hours=2)
    noon.quiet()

    await noon.answers(p.sasha, topic, "/bind alpha")
    await noon.press(p.sasha, noon.sees(topic, "Чья это группа?"), ALPHA)
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
    gamma = noon.world.person("Гамма", language="ru")
    await partner(noon, "Beta", p.oleg)
    await partner(noon, "Gamma Beta", contact=gamma)
    p.sasha.join(p.alpha)
    card = await linked(noon, p.boris, p.alpha)
    await noon.writes(p.boris, "где выплата?", chat=p.alpha)
    noon.sees(topic, "где выплата?")
    called = noon.sees(p.maria, ALPHA, "где выплата?")

    await noon.answers(p.sasha, topic, "/move")
    noon.sees(topic, "Ваша роль этого не позволяет")
    await noon.writes(p.maria, "/move zeta", chat=p.alpha)
    noon.sees(p.maria, "«zeta»", "нет")
    await noon.answers(p.maria, topic, "/move BETA")
    ask = noon.sees(topic, "К какому партнёру")
    assert [row[0]["text"] for row in ask.keyboard] == ["Beta", "Gamma Beta", "Отмена"]
    for data in ("move:1:t:1", "move:1:go:1:1", "move:1:go:2:3", "move:1:go:1:99", "move:99:no", "move:1", "move:1:x:2"):
        assert STALE in await forged(noon, p.maria, ask, data)
    assert "не позволяет" in await forged(noon, p.vera, ask, "move:1:go:1:2")
    await noon.press(p.maria, ask, "Beta")
    noon.sees(topic, "Alpha Media → Beta?", "ссылки этого чата (1)", "отсчёт продолжится", edited=True)
    await noon.press(p.maria, ask, "Перенести")
    noon.sees(topic, "Alpha Media → Beta", "кто: Мария", "Остановлено ссылок: 1")
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
    await noon.writes(p.boris, "/links", chat=p.alpha)
    noon.sees(p.alpha, "числитесь у другого партнёра")  # he is Alpha's, and the chat is Beta's
    noon.quiet()
