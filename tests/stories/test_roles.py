"""Who is one of us, who leaves, who gets another role: in force with the next update, and nothing is left behind
(PRODUCT 1, 10).
"""

from sandbox import Message, Person
from tests.stories.harness import Story
from tests.stories.test_conversation import ONE, TOPIC, dump, over


async def screen(story: Story, person: Person, name: str | None = None) -> Message:
    """The team as a head sees it, or one person of it."""
    await story.writes(person, "/staff")
    shown = story.sees(person, "Команда")
    if name is not None:
        await story.press(person, shown, name)
        story.sees(person, name, "Что изменить?", edited=True)
    return shown


async def remove(story: Story, by: Person, name: str) -> None:
    """By way of the buttons; what follows is for the story to look at."""
    shown = await screen(story, by, name)
    await story.press(by, shown, "Убрать из команды")
    story.sees(by, f"Убрать из команды: {name}", "удалите человека", edited=True)
    pressed = await story.press(by, shown, "Да, изменить")
    assert pressed.answer.text == "Готово."


async def invited(story: Story, by: Person, role: str) -> str:
    """The payload of a new invite."""
    await story.writes(by, f"/invite {role}")
    return story.sees(by, "?start=inv_").text.split("?start=")[1].split()[0]


def told(story: Story, person: Person) -> int:
    """How often the person was shown the partner."""
    return len([call for call in story.sandbox.calls if call.chat_id == person.id and "Alpha Media" in call.text])


async def test_whoever_is_removed_is_a_stranger_with_the_next_update(night: Story) -> None:
    p = night.people
    await night.writes(p.boris, "постбеки не приходят")
    over(night, p.staff, p.zhenya)
    card = night.sees(p.sasha, "постбеки не приходят")
    await night.press(p.sasha, card, "Взять")
    over(night)
    invite, before = await invited(night, p.maria, "sub"), told(night, p.sasha)

    await remove(night, p.oleg, "Саша")
    assert "Саша" not in night.sees(p.oleg, "Команда: 4", edited=True).text
    assert "постбеки" not in night.sees(p.sasha, "доступ закрыт", edited=True).text
    assert card.keyboard == []
    night.sees(p.sasha, "Вы больше не в команде")
    assert "Взято" not in night.sees(p.zhenya, "Alpha Media", edited=True).text
    night.sees(p.zhenya, "вопрос взяли, но ответа нет")
    over(night, p.maria)
    night.quiet()

    for data in ("take:1:1", "noans:1:1", "crew:list:0", "give:next"):
        pressed = await night.press(p.sasha, card, data=data, forged=True)
        assert "Ничего не изменилось" in pressed.answer.text
    await night.answers(p.sasha, TOPIC, "Завтра")
    night.sees(TOPIC, "только сотрудники")
    for command in ("/duty", "/invite sub", "/staff"):
        await night.writes(p.sasha, command)
        night.sees(p.sasha)
    night.quiet()
    await night.passes(minutes=5)
    over(night)
    assert told(night, p.sasha) == before

    p.sasha.start(invite)  # welcome back, by an invite of somebody who is still here
    await night.settle()
    night.sees(p.sasha, "саб-менеджер")
    over(night)
    await night.answers(p.sasha, TOPIC, "Завтра")
    night.sees(p.boris, "Завтра")
    over(night)


async def test_there_is_always_a_head(noon: Story) -> None:
    p = noon.people
    shown = await screen(noon, p.oleg, "Олег")
    for data in ("crew:do:{0}:none", "crew:do:{0}:sub"):
        pressed = await noon.press(p.oleg, shown, data=data.format(await number(noon, p.oleg)), forged=True)
        assert "единственный руководитель" in pressed.answer.text
    await noon.press(p.oleg, shown, "Назад")
    noon.sees(p.oleg, "Команда: 5", edited=True)
    await noon.press(p.oleg, shown, "Мария")
    noon.sees(p.oleg, "Мария", edited=True)
    await noon.press(p.oleg, shown, "Роль: руководитель")
    noon.sees(p.oleg, "Мария, новая роль: руководитель", edited=True)
    await noon.press(p.oleg, shown, "Да, изменить")
    noon.sees(p.maria, "Ваша роль теперь: руководитель")
    noon.sees(p.oleg, "Мария (@maria_am) — руководитель", edited=True)

    again = await screen(noon, p.maria, "Олег")
    await noon.press(p.maria, again, "Роль: саб-менеджер")
    noon.sees(p.maria, "Олег, новая роль: саб-менеджер", edited=True)
    await noon.press(p.maria, again, "Да, изменить")
    noon.sees(p.oleg, "доступ закрыт", edited=True)
    noon.sees(p.oleg, "Ваша роль теперь: саб-менеджер")
    noon.sees(p.maria, "Олег (@oleg_head) — саб-менеджер", edited=True)
    pressed = await noon.press(p.oleg, shown, data="crew:list:0", forged=True)
    assert "только руководитель" in pressed.answer.text

    await remove(noon, p.maria, "Олег")
    noon.sees(p.maria, "Команда: 4", edited=True)
    noon.sees(p.oleg, "Вы больше не в команде")
    noon.clock.advance(60)
    await noon.restart()  # HEAD_IDS still names the person
    await noon.writes(p.maria, "/staff")
    noon.sees(p.maria, "Олег (@oleg_head) — руководитель")
    await noon.writes(p.oleg, "/staff")
    noon.sees(p.oleg, "Команда: 5")


async def test_the_partners_of_a_manager_who_leaves_are_given_to_others(noon: Story) -> None:
    p = noon.people
    await noon.writes(p.boris, "где выплата?")
    over(noon)
    await remove(noon, p.oleg, "Мария")
    shown = noon.sees(p.oleg, "Команда: 4", edited=True)
    over(noon, p.staff, p.maria, p.sasha, p.zhenya, p.vera)  # the wait goes on with the shift
    stranger = noon.world.person("Ann", language="en")
    stranger.start("ads")
    await noon.settle()
    over(noon, stranger)
    await noon.writes(stranger, "hello, which GEOs?")
    noon.sees("Ann", "Кампания: ads", "пока не назначен")
    asked = noon.sees(p.oleg, "У нового партнёра Ann нет менеджера")
    over(noon, p.staff, p.sasha, p.zhenya)

    await noon.press(p.oleg, shown, "Без менеджера: 1")
    older = noon.sees(p.oleg, "Alpha Media нет менеджера")
    pressed = await noon.press(p.oleg, older, "Олег · 0")
    assert pressed.answer.text == "Готово, менеджер: Олег."
    left = noon.sees(p.oleg, "Партнёра Alpha Media ведёт Олег", edited=True)
    noon.sees(p.oleg, "Теперь вы ведёте партнёра Alpha Media")
    over(noon, p.oleg)
    await noon.press(p.oleg, left, "Следующий партнёр (1)")
    again = noon.sees(p.oleg, "У партнёра Ann нет менеджера")
    await noon.press(p.oleg, again, "Олег · 1")
    noon.sees(p.oleg, "Партнёра Ann ведёт Олег", edited=True)
    await noon.passes(minutes=1)
    noon.sees("Ann", "Менеджер: Олег", card=True)
    over(noon)
    for message, data in ((asked, None), (again, "give:1:2"), (again, "give:99:1"), (again, "give:next")):
        stale = await noon.press(p.oleg, message, "Олег · 0" if data is None else None, data=data, forged=bool(data))
        assert "Ничего не изменилось" in stale.answer.text or "менеджера нет" in stale.answer.text


async def number(story: Story, person: Person) -> int:
    """Our own number of one of us."""
    async with story.desk.db.reading() as tx:
        return (await tx.one("people.staff_by_user", user_id=person.id))["id"]


async def test_an_invite_is_for_one_person_and_for_its_hours(noon: Story) -> None:
    p, hired = noon.people, noon.world.person("Катя", language="ru")
    token = await invited(noon, p.oleg, "manager")
    p.maria.start(token)
    await noon.settle()
    noon.sees(p.maria, "Ваша роль уже: аккаунт-менеджер", "не потрачено")
    p.sasha.start(token)  # a higher role: the same person, promoted
    await noon.settle()
    noon.sees(p.sasha, "аккаунт-менеджер")
    noon.sees(p.oleg, "Саша теперь в команде")
    lost = await invited(noon, p.maria, "sub")
    await remove(noon, p.oleg, "Мария")
    over(noon)
    for late in (token, lost, "inv_", "inv_никто"):
        hired.start(late)
        await noon.settle()
        noon.sees(hired, "больше не работает")
    token = await invited(noon, p.oleg, "sub")
    noon.clock.advance(48 * 3600)
    hired.start(token)
    await noon.settle()
    noon.sees(hired, "больше не работает")
    over(noon)


@ONE
async def test_buttons_of_the_team_are_for_heads_alone(noon: Story) -> None:
    p = noon.people
    shown = await screen(noon, p.oleg, "Саша")
    sasha = await number(noon, p.sasha)
    await noon.writes(p.maria, "/duty")
    hers = noon.sees(p.maria)
    before = await dump(noon)
    for data in ("list:0", f"see:{sasha}", f"to:{sasha}:head", f"do:{sasha}:head", f"do:{sasha}:none"):
        pressed = await noon.press(p.maria, hers, data=f"crew:{data}", forged=True)
        assert pressed.answer.text == "Это может сделать только руководитель."
    for data in ("", "see:999", f"do:{sasha}:boss", f"do:{sasha}", "do:x:none", f"to:{sasha}:head:yes", "do:-1:sub"):
        pressed = await noon.press(p.oleg, shown, data=f"crew:{data}", forged=True)
        assert "Ничего не изменилось" in pressed.answer.text
    pressed = await noon.press(p.oleg, shown, data=f"crew:do:{sasha}:sub", forged=True)
    assert "роль уже такая" in pressed.answer.text
    assert await dump(noon) == before
    noon.quiet()
