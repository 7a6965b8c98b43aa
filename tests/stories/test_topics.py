"""What a staff topic shows of its conversation, and that it lives on whatever is done to it (PRODUCT 3)."""

import pytest

from desk import topics as rules
from desk.topics import State
from sandbox import Call, Chat
from sandbox.methods.topics import ICONS
from sandbox.model import Topic
from storage import chats
from tests.stories.harness import Story

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TOPIC = "Alpha Media"


def over(story: Story) -> None:
    """What was shown so far is looked at in another story."""
    for renewals in (False, True):
        story._looked_at |= {call.seq for call in story._new(renewals=renewals)}


def topic_of(story: Story, name: str, forum: Chat | None = None) -> Topic:
    """The topic whose conversation has that name."""
    found = [one for one in (forum or story.people.staff).topics.values() if name in one.name and not one.deleted]
    assert len(found) == 1, [one.name for one in (forum or story.people.staff).topics.values()]
    return found[0]


def shows(topic: Topic, state: State) -> bool:
    """Whether name and icon show that state; an icon only where there is one that fits."""
    fitting = {number for number, emoji in ICONS.items() if emoji.rstrip("\ufe0f") in rules.ICONS[state]}
    return topic.name.startswith(rules.MARKS[state]) and (
        topic.icon_emoji in fitting if fitting else not topic.icon_emoji
    )


def edits(story: Story) -> list[Call]:
    """Names and icons that were changed, and cards."""
    return [
        call
        for call in story.sandbox.calls
        if call.status == 200 and call.method in ("editForumTopic", "editMessageText", "pinChatMessage")
        if call.chat_id == story.people.staff.id
    ]


async def test_a_groups_topic_shows_how_it_stands(noon: Story) -> None:
    p = noon.people
    p.boris.add_bot(p.alpha, admin=True)
    await noon.settle()
    await noon.passes(seconds=5)
    name = f"{TOPIC} · {p.alpha.title}"
    card = noon.sees(name, f"{TOPIC} · группа «{p.alpha.title}»", "Менеджер: Мария", "Проверенный партнёр", card=True)
    topic = topic_of(noon, name)
    assert (topic.name, p.staff.pinned) == (name, [card.id])
    over(noon)

    await noon.writes(p.boris, "где выплата?", chat=p.alpha)
    await noon.passes(seconds=20)
    noon.sees(name, "Ждёт ответа с 23.11.2026 12:00", card=True)
    assert (topic.name, shows(topic, "waiting")) == (f"🔴 {name}", True)
    ask = noon.sees(p.maria, "где выплата?")
    await noon.press(p.maria, ask, "Взять")
    await noon.answers(p.maria, name, "Завтра")
    await noon.passes(seconds=5)
    assert topic.name == f"🔴 {name}"  # not more than once in a while
    await noon.passes(seconds=55)
    assert (topic.name, shows(topic, "answered")) == (f"🟢 {name}", True)
    noon.sees(name, "Есть ответ: Мария", card=True)  # that it was taken meanwhile is nobody's news any more
    before = len(edits(noon))
    for _ in range(5):
        await noon.passes(minutes=1)
    assert len(edits(noon)) == before
    over(noon)

    p.boris.rename(p.alpha, "Новый закуп")
    await noon.settle()
    await noon.passes(seconds=20)
    noon.sees(f"{TOPIC} · Новый закуп", "группа «Новый закуп»", card=True)
    assert topic.name == f"🟢 {TOPIC} · Новый закуп"
    over(noon)


@ONE
async def test_a_card_says_which_links_live_and_which_chats_there_are(noon: Story) -> None:
    p = noon.people
    await noon.writes(p.boris, "/link")
    picker = noon.sees(p.boris, "Какой оффер?")
    for choice in ("Casino X", "🇰🇿 KZ", "FB"):
        await noon.press(p.boris, picker, choice)
    await noon.passes(seconds=20)
    noon.sees(TOPIC, "Действующие ссылки: 1", "Casino X · KZ · FB: 0 из 30 FTD в сутки", card=True)
    p.boris.add_bot(p.alpha, admin=True)
    await noon.settle()
    await noon.passes(seconds=20)
    await noon.passes(seconds=20)
    other = noon.sees(TOPIC, "Другие чаты партнёра: 1", p.alpha.title, card=True)
    assert any(
        f"/{noon.topic(f'{TOPIC} · {p.alpha.title}')}" in str(entity.get("url")) for entity in other.raw["entities"]
    )
    over(noon)


@pytest.mark.parametrize("how", ["closed", "taken"])
@ONE
async def test_a_wait_that_is_taken_or_settled_shows(noon: Story, how: State) -> None:
    p = noon.people
    await noon.writes(p.boris, "где выплата?")
    card = noon.sees(p.maria, "где выплата?")
    await noon.press(p.maria, card, "Взять" if how == "taken" else "Ответ не нужен")
    await noon.passes(seconds=20)
    noon.sees(TOPIC, "Взято: Мария, до 23.11.2026 12:15" if how == "taken" else "ответа никто не ждёт", card=True)
    topic = topic_of(noon, TOPIC)
    assert (topic.name, shows(topic, how)) == (f"{rules.MARKS[how]} {TOPIC}", True)
    over(noon)


async def test_a_deleted_topic_comes_back_with_its_card(noon: Story) -> None:
    p = noon.people
    await noon.writes(p.boris, "где выплата?")
    await noon.passes(seconds=20)
    first = topic_of(noon, TOPIC)
    assert len(p.staff.pinned) == 1
    p.oleg.delete_topic(p.staff, first.id)
    over(noon)
    await noon.writes(p.boris, "и ещё вопрос?")
    noon.sees(TOPIC, "и ещё вопрос?")
    noon.sees(p.maria, "2 сообщения", edited=True)
    noon.quiet()
    again = topic_of(noon, TOPIC)
    assert (again.id != first.id, shows(again, "waiting")) == (True, True)  # named at once as it stands
    await noon.passes(seconds=5)
    card = noon.sees(TOPIC, "Менеджер: Мария", "Ждёт ответа с", card=True)
    assert (p.staff.pinned, card.topic) == ([card.id], again.id)
    over(noon)


@pytest.mark.parametrize("may_write", [True, False])
@ONE
async def test_a_closed_topic_is_opened_by_a_question(noon: Story, may_write: bool) -> None:
    p = noon.people
    await noon.writes(p.boris, "где выплата?")
    noon.clock.advance(10)
    await noon.answers(p.zhenya, TOPIC, "Завтра")
    topic = topic_of(noon, TOPIC)
    p.oleg.close_topic(p.staff, topic.id)
    if not may_write:  # word of it is lost, and Telegram says so itself
        topic.author = p.oleg.id
        p.oleg.promote_bot(p.staff, {"can_pin_messages": True})
    await noon.settle()
    over(noon)
    if may_write:
        await noon.writes(p.boris, "спасибо")
        noon.sees(TOPIC, "спасибо")
        assert topic.closed
    noon.clock.advance(60)
    await noon.writes(p.boris, "а за октябрь?")
    if may_write:
        assert not topic.closed
    else:
        noon.sees(p.oleg, "форум их не принимает", "TOPIC_CLOSED")
        p.oleg.promote_bot(p.staff, True)
        await noon.settle()
        noon.clock.advance(20)
        await noon.settle()
    noon.sees(TOPIC, "а за октябрь?")
    noon.sees(p.maria, "а за октябрь?")
    over(noon)


@ONE
async def test_what_is_no_conversation_is_passed_over(noon: Story) -> None:
    p = noon.people
    hand_made = p.oleg.create_topic(p.staff, "Обеды")
    for where in ({"topic": hand_made}, {}):
        for text in ("кто на обед?", "// заметка", "https://go.casino-x.example/c?pid=1"):
            await noon.writes(p.sasha, text, chat=p.staff, **where)
    p.oleg.close_topic(p.staff, hand_made)
    await noon.settle()
    await noon.passes(hours=1)
    noon.quiet()


async def second_forum(story: Story) -> Chat:
    """Another staff forum, set up by the head."""
    p = story.people
    second = story.world.forum("Второй", owner=p.oleg)
    p.oleg.add_bot(second, admin=True)
    await story.settle()
    over(story)
    await story.writes(p.oleg, "/setup", chat=second)
    story.sees(second, "Теперь это форум сотрудников")
    return second


async def stranger(story: Story, name: str) -> None:
    """Somebody new asks."""
    person = story.world.person(name, language="ru")
    person.started = True
    await story.writes(person, "какие гео?")
    over(story)


@pytest.mark.parametrize("told", [True, False])
async def test_new_topics_go_where_it_is_quiet_and_move_when_a_forum_is_lost(noon: Story, told: bool) -> None:
    p = noon.people
    second = await second_forum(noon)
    for text in ("где выплата?", "алло", "и ещё вопрос?", "и ещё?"):
        await noon.writes(p.boris, text)
    await stranger(noon, "Ann")
    await stranger(noon, "Bob")
    assert [topic_of(noon, one, forum).name for one, forum in ((TOPIC, p.staff), ("Ann", second), ("Bob", second))]
    p.boris.add_bot(p.alpha, admin=True)  # a partner's chats together, however busy it is there
    await noon.settle()
    topic_of(noon, p.alpha.title, p.staff)
    over(noon)
    await noon.writes(p.oleg, "/status")
    noon.sees(p.oleg, "Форумов сотрудников: 2", "Форум 1: за минуту 7 из 20, в очереди 0", "Форум 2: за минуту 6 из 20")

    if not told:
        noon.world.queue.allowed = frozenset({"callback_query"})  # word of it is lost
    p.oleg.remove_bot(p.staff)
    noon.world.queue.allowed = None
    await noon.settle()
    if told:
        noon.sees(p.oleg, "удалили из форума «partnerdesk · staff»")
    await noon.writes(p.boris, "и ещё вопрос?")
    noon.clock.advance(20)
    await noon.settle()
    shown = noon.sees(second, "и ещё вопрос?")
    assert shown.topic == topic_of(noon, TOPIC, second).id
    over(noon)
    await noon.writes(p.oleg, "/status")
    noon.sees(p.oleg, "Форумов сотрудников: 1")
    await noon.writes(p.oleg, "Завтра", chat=second, topic=topic_of(noon, TOPIC, second).id)
    noon.sees(p.boris, "Завтра")
    over(noon)


@ONE
async def test_status_says_early_that_a_forum_is_full(noon: Story) -> None:
    p = noon.people
    for number in range(25):
        p.boris.write(f"вопрос {number}?")
    await noon.settle(patience=2)
    over(noon)
    await noon.writes(p.oleg, "/status")
    noon.sees(p.oleg, "⚠️ Форум 1: за минуту", "Скоро не хватит места", "/setup")
    noon.clock.advance(61)
    await noon.writes(p.oleg, "/status")
    noon.sees(p.oleg, "🔴 Форум 1 отстаёт на 1 мин", "в очереди 9", "/setup")
    await noon.passes(minutes=1)
    over(noon)


@ONE
async def test_the_only_forum_lost_is_waited_for(noon: Story) -> None:
    p = noon.people
    p.oleg.remove_bot(p.staff)
    await noon.settle()
    await noon.writes(p.boris, "где выплата?")
    noon.sees(p.oleg, "форум их не принимает", "kicked")
    noon.sees(p.maria, "где выплата?")
    p.oleg.add_bot(p.staff, admin=True)
    await noon.settle()
    noon.clock.advance(20)
    await noon.settle()
    noon.sees(TOPIC, "Менеджер: Мария")
    noon.sees(TOPIC, "где выплата?")


@pytest.mark.parametrize("told", [True, False])
@ONE
async def test_a_forum_under_a_new_id_keeps_its_topics(noon: Story, told: bool) -> None:
    p = noon.people
    await noon.writes(p.boris, "где выплата?")
    over(noon)
    p.staff.type = "group"
    if not told:
        noon.world.queue.allowed = frozenset({"callback_query"})  # word of it is lost
    new = noon.world.migrate(p.staff)
    new.is_forum, new.topics, new.last_id = True, p.staff.topics, p.staff.last_id
    noon.world.queue.allowed = None
    await noon.settle()
    await noon.writes(p.boris, "и ещё вопрос?")
    assert noon.sees(new, "и ещё вопрос?").topic == topic_of(noon, TOPIC).id
    over(noon)

    noon.clock.advance(3600)
    await noon.restart()  # the settings still name the old one
    await stranger(noon, "Ann")
    assert topic_of(noon, "Ann", new)
    async with noon.desk.db.reading() as tx:
        assert await chats.forums(tx) == [new.id]


@ONE
async def test_nothing_waits_for_a_pin_that_is_not_allowed(noon: Story) -> None:
    p = noon.people
    p.oleg.promote_bot(p.staff, {"can_manage_topics": True})
    await noon.writes(p.boris, "где выплата?")
    noon.sees(TOPIC, "Менеджер: Мария")
    noon.sees(TOPIC, "где выплата?")
    noon.sees(p.maria, "где выплата?")
    noon.quiet()
    p.oleg.promote_bot(p.staff, True)
    await noon.settle()
    assert p.staff.pinned == []
    await noon.answers(p.maria, TOPIC, "Завтра")
    await noon.passes(minutes=1)
    assert len(p.staff.pinned) == 1  # with the next change
    over(noon)
