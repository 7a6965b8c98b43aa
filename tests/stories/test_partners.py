"""Partners as a list, and two made one (PRODUCT 1, 10)."""

from datetime import timedelta

import pytest

from desk.people import Contact
from sandbox import Chat, Message, Person
from storage import people as storage_people
from tests.stories.harness import Story

ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ALPHA = "Alpha Media"
STALE = "Эта кнопка устарела"


def skip(story: Story, *places: Person | Chat) -> None:
    """What was shown there, or anywhere, is looked at in another story."""
    for call in story._new():
        if not places or call.chat_id in {place.id for place in places}:
            story._looked_at.add(call.seq)


async def partner(story: Story, name: str, manager: Person | None, contact: Person | None = None) -> int:
    """One more partner, with its manager and a person of its own."""
    async with story.desk.db.transaction() as tx:
        staff = await storage_people.staff_by_user(tx, manager.id) if manager else None
        long_ago = story.clock.now() - timedelta(days=90)
        made = await storage_people.add_partner(tx, name, staff.id if staff else None, long_ago, "vip")
        if contact is not None:
            person = Contact(user_id=contact.id, partner=made.id, name=contact.first_name, username=None, locale="ru")
            await storage_people.add_contact(tx, person)
        return made.id


async def linked(story: Story, who: Person, chat: Chat, source: str) -> None:
    """A link of Casino X in KZ from that source was taken there."""
    await story.writes(who, "/link", chat=chat)
    picker = story.sees(chat, "Какой оффер?")
    for choice in ("Casino X", "🇰🇿 KZ", source):
        await story.press(who, picker, choice)
    skip(story)


def names(message: Message) -> list[str]:
    return [button["text"] for row in message.keyboard for button in row]


async def forged(story: Story, person: Person, message: Message, data: str) -> str:
    """What a person reads who sends that data from that message."""
    pressed = await story.press(person, message, data=data, forged=True)
    return str(pressed.answer and pressed.answer.text)


async def test_two_partners_become_one(noon: Story) -> None:
    p, gamma = noon.people, noon.world.person("Гамма", language="ru")
    await partner(noon, "Alpha LLC", p.maria, gamma)
    theirs = noon.world.group("Gamma 1", owner=gamma, supergroup=True)
    for who, group in ((p.boris, p.alpha), (gamma, theirs)):
        who.add_bot(group, admin=True)
        await noon.settle()
        skip(noon)
        await linked(noon, who, group, "FB")
    await linked(noon, gamma, theirs, "UAC")
    await noon.writes(gamma, "где выплата?", chat=theirs)
    called = noon.sees(p.maria, "Alpha LLC", "где выплата?")
    skip(noon)

    await noon.writes(p.maria, "/merge alpha")
    pick = noon.sees(p.maria, "Какой останется?")
    assert names(pick) == ["Alpha LLC", ALPHA, "Отмена"]
    await noon.press(p.maria, pick, ALPHA)
    noon.sees(p.maria, "Останется Alpha Media", edited=True)
    await noon.press(p.maria, pick, "Alpha LLC")
    screen = noon.sees(p.maria, "Присоединить", "одинаковых потоков: 1", "Мария", edited=True)
    assert "Alpha LLC (чатов: 1, контактов: 1, потоков: 2, действующих ссылок: 2)" in screen.text
    assert "Alpha Media (чатов: 1, контактов: 1, потоков: 1, действующих ссылок: 1)" in screen.text
    await noon.press(p.maria, pick, "🔁 Пусть останется другой")
    noon.sees(p.maria, "к партнёру Alpha LLC", edited=True)
    await noon.press(p.maria, pick, "🔁 Пусть останется другой")
    noon.sees(p.maria, "к партнёру Alpha Media (", edited=True)
    noon.quiet()

    presses = [p.maria.press_nowait(pick, "Объединить") for _ in range(2)]
    await noon.settle()
    assert [press.answer and press.answer.text[:6] for press in presses] == ["Готово", STALE[:6]]
    noon.sees(p.maria, "Готово", "теперь часть партнёра Alpha Media", edited=True)
    for group in (p.alpha, theirs):
        (topic,) = [topic.name for topic in p.staff.topics.values() if topic.name.endswith(group.title)]
        noon.sees(topic, "Партнёры объединены (решение: Мария)", "Alpha LLC → Alpha Media")
    noon.sees(theirs, "Общие условия")
    terms = noon.sees(theirs, "Casino X: действующие условия")
    assert terms.text.count("• ГЕО") == 2  # its own two flows, one of them shared now
    renewed = noon.sees(p.maria, f"{ALPHA} · проверенный", "где выплата?", "Ждёт с 12:00", edited=True)
    assert renewed.id == called.id
    await noon.writes(gamma, "/links", chat=theirs)
    noon.sees(theirs, "Ссылки этого чата: 2")
    await noon.writes(p.maria, "/merge")
    noon.sees(p.maria, "нужны хотя бы два")
    await noon.writes(p.oleg, "/partners")
    listed = noon.sees(p.oleg, "Партнёры: 1", "Alpha Media — проверенный · Мария · чатов: 2 · ждут: 1")
    assert names(listed) == [ALPHA]
    noon.quiet()
    async with noon.desk.db.reading() as tx:
        known = await storage_people.contact(tx, gamma.id)
        assert known is not None
        assert known.partner == 1


@ONE
async def test_who_may_merge_whom(noon: Story) -> None:
    p = noon.people
    foreign, own = await partner(noon, "Oleg's <b>", p.oleg), await partner(noon, "Maria's", p.maria)
    for person in (p.sasha, p.vera):
        for command in ("/merge", "/partners"):
            await noon.writes(person, command)
            noon.sees(person, "не позволяет")
    await noon.writes(p.maria, "/merge zeta")
    noon.sees(p.maria, "«zeta»")
    await noon.writes(p.maria, "/merge")
    mine = noon.sees(p.maria, "Какой останется?")
    assert names(mine) == [ALPHA, "Maria's", "Отмена"]
    for data in (f"merge:go:1:{foreign}", f"merge:ok:{foreign}:1", f"merge:g:{foreign}"):
        assert "не позволяет" in await forged(noon, p.maria, mine, data)
    for data in (
        "merge:go:1:1",
        "merge:go:1:99",
        "merge:go:1:x",
        "merge:ok:99:1",
        "merge:g:-1",
        "merge",
        "merge:z:1:2",
    ):
        assert STALE in await forged(noon, p.maria, mine, data)
    assert "не позволяет" in await forged(noon, p.sasha, p.sasha.last(), f"merge:go:1:{own}")
    assert STALE in await forged(noon, p.boris, p.boris.last(), f"merge:go:1:{own}")
    await noon.press(p.maria, mine, "Отмена")
    noon.sees(p.maria, "Ничего не изменилось", edited=True)
    await noon.writes(p.oleg, "/merge")
    assert names(noon.sees(p.oleg, "Какой останется?")) == [ALPHA, "Maria's", "Oleg's <b>", "Отмена"]
    noon.quiet()


@ONE
async def test_the_list_has_pages_and_is_each_managers_own(noon: Story) -> None:
    p = noon.people
    for number in range(44):
        await partner(noon, f"P{number:02}", p.maria if number < 25 else None)
    await noon.writes(p.maria, "/partners")
    listed = noon.sees(p.maria, "Партнёры: 26", "Alpha Media — проверенный · Мария · чатов: 0", "P18")
    assert names(listed) == ["Ещё"]  # nobody has a topic yet
    await noon.press(p.maria, listed, "Ещё")
    last = noon.sees(p.maria, "Партнёры: 26", "P24", edited=True)
    assert names(last) == ["Назад"]
    assert "P25" not in last.text
    await forged(noon, p.maria, listed, "partners:99")
    noon.sees(p.maria, "P18", edited=True)
    await noon.writes(p.oleg, "/partners")
    noon.sees(p.oleg, "Партнёры: 45")
    await noon.writes(p.oleg, "/merge p")
    noon.sees(p.oleg, "подходит партнёров: 45")
    await noon.writes(p.oleg, "/merge")
    pick = noon.sees(p.oleg, "Какой останется?")
    await noon.press(p.oleg, pick, "Ещё")
    noon.sees(p.oleg, "Какой останется?", edited=True)
    await noon.press(p.oleg, pick, "P20")
    assert names(noon.sees(p.oleg, "Останется P20", edited=True))[:2] == [ALPHA, "P00"]
    await noon.press(p.oleg, pick, "Ещё")
    noon.sees(p.oleg, "Останется P20", edited=True)
    noon.quiet()


@ONE
async def test_two_people_of_one_partner_have_topics_of_different_names(noon: Story) -> None:
    p, gamma = noon.people, noon.world.person("Гамма", language="ru")
    await noon.writes(p.boris, "есть вопрос")
    gamma.start()
    await noon.writes(gamma, "и у меня")
    await noon.writes(p.oleg, "/merge")
    pick = noon.world.chat(p.oleg.id).messages[max(noon.world.chat(p.oleg.id).messages)]
    for button in (ALPHA, "Гамма", "Объединить"):
        await noon.press(p.oleg, pick, button)
    for _ in range(3):
        await noon.passes(seconds=30)
    shown = {topic.name.partition(" ")[2] for topic in p.staff.topics.values()}
    assert {f"{ALPHA} · {p.boris.first_name} {p.boris.last_name}", f"{ALPHA} · Гамма"} <= shown
    skip(noon)
