"""A stranger, from Start to an answer; an invited colleague; both at any hour (PRODUCT 2, 1)."""

from storage import people as storage_people
from tests.stories.harness import Story


async def _start(story: Story, person, payload: str | None = None) -> None:
    person.start(payload)
    await story.settle()


async def test_a_stranger_is_greeted_asked_and_met_two_minutes_after_the_last_answer(night: Story) -> None:
    p, stranger = night.people, night.world.person("Азиз", username="aziz", language="ru")
    await _start(night, stranger, "blog_1")
    night.sees(stranger, "Casino X Partners", "Сейчас на смене: Саша, Женя", "за несколько минут")
    question = night.sees(stranger, "1 из 4")
    await night.press(stranger, question, "1-3")
    question = night.sees(stranger, "2 из 4", edited=True)
    night.quiet()  # no topic yet, nobody is called

    await night.passes(minutes=1, seconds=59)
    night.quiet()
    await night.passes(seconds=1)
    night.sees("Азиз", "@aziz", "Лет в арбитраже: 1-3", "blog_1", "Менеджер: Мария", "50 лидов", "14 дней")
    for sub in (p.sasha, p.zhenya):
        night.sees(sub, "Азиз", "1-3")
    night.quiet()

    await night.press(stranger, question, "FB")  # the questions go on; nobody is called again, the card is renewed
    night.sees(stranger, "3 из 4", edited=True)
    await night.passes(seconds=20)
    night.sees("Азиз", "Трафик: FB", card=True)
    await night.answers(p.zhenya, "Азиз", "Добрый вечер!")
    night.sees(stranger, "Добрый вечер!")
    for sub in (p.sasha, p.zhenya):
        night.sees(sub, "Женя", edited=True)


async def test_a_question_meets_a_person_at_once_and_the_wizard_waits(noon: Story) -> None:
    p, stranger = noon.people, noon.world.person("Ann", language="en")
    await _start(noon, stranger)
    noon.sees(stranger, "Hello!", "On shift now")
    question = noon.sees(stranger, "1 of 4")
    await noon.writes(stranger, "which GEOs do you have?")
    noon.sees("Ann", "Анкета не заполнена", "Менеджер: Мария")
    noon.sees("Ann", "which GEOs do you have?")
    noon.sees(p.sasha, "Ann", "which GEOs")
    await noon.press(stranger, question, "Skip")
    noon.sees(stranger, "2 of 4", edited=True)
    noon.quiet()


async def test_stale_and_repeated_taps_change_nothing(noon: Story) -> None:
    stranger = noon.world.person("Ann", language="en")
    await _start(noon, stranger)
    noon.sees(stranger, "Hello!")
    question = noon.sees(stranger, "1 of 4")
    await noon.press(stranger, question, "Skip")
    noon.sees(stranger, "2 of 4", edited=True)
    for data in (
        "new:experience:0",
        "new:sources:99",
        "new:price:0",
        "new:done:0",
        "new",
        "new:sources:-1",
        "new:sources:x",
    ):
        pressed = await noon.press(stranger, question, data=data, forged=True)
        assert "Nothing was changed" in pressed.answer.text
    noon.quiet()
    for step in ("3 of 4", "4 of 4", "No problem"):
        await noon.press(stranger, question, "Skip")
        noon.sees(stranger, step, edited=True)
    await noon.passes(hours=1)
    noon.quiet()  # a bare start: nobody is called, there is no topic


async def test_back_and_the_language_in_the_middle_of_the_questions(noon: Story) -> None:
    stranger = noon.world.person("Ann", language="en")
    await _start(noon, stranger)
    hello = noon.sees(stranger, "Hello!")
    question = noon.sees(stranger, "1 of 4")
    await noon.press(stranger, question, "1-3")
    noon.sees(stranger, "2 of 4", edited=True)
    pressed = await noon.press(stranger, hello, "Русский")
    assert pressed.answer.text == "Теперь я пишу по-русски."
    noon.sees(stranger, "Здравствуйте!", edited=True)
    noon.sees(stranger, "2 из 4", edited=True)
    await noon.press(stranger, question, "Назад")
    noon.sees(stranger, "1 из 4", edited=True)
    shown = [button["text"] for row in question.keyboard for button in row]
    assert shown == ["0", "<1", "✓ 1-3", "3+", "Дальше"]
    stale = await noon.press(stranger, question, data="new:sources:back", forged=True)
    assert "Ничего не изменилось" in stale.answer.text
    await noon.press(stranger, question, "3+")
    noon.sees(stranger, "2 из 4", edited=True)
    await noon.writes(stranger, "/language")
    await noon.press(stranger, noon.sees(stranger, "На каком языке"), "English")
    for words in ("Hello!", "2 of 4", "Which language"):
        noon.sees(stranger, words, edited=True)
    forged = await noon.press(stranger, hello, data="lang:xx", forged=True)
    assert "Nothing was changed" in forged.answer.text
    await noon.passes(minutes=2)
    noon.sees("Ann", "Лет в арбитраже: 3+")
    noon.sees(noon.people.sasha, "Ann")


async def test_a_second_start_is_short_and_never_a_second_wizard(noon: Story) -> None:
    stranger = noon.world.person("Ann", language="en")
    await _start(noon, stranger)
    noon.sees(stranger, "Hello!")
    question = noon.sees(stranger, "1 of 4")
    await _start(noon, stranger, "whatever")
    noon.sees(stranger, "Hello again, Ann!")
    question = noon.sees(stranger, "1 of 4")
    for step in ("2 of 4", "3 of 4", "4 of 4", "No problem"):
        await noon.press(stranger, question, "Skip")
        noon.sees(stranger, step, edited=True)
    await _start(noon, stranger)
    noon.sees(stranger, "Hello again, Ann!")
    await _start(noon, noon.people.boris)
    noon.sees(noon.people.boris, "С возвращением, ")


async def test_a_partner_invites_a_newcomer_and_only_staff_see_it(noon: Story) -> None:
    p, stranger = noon.people, noon.world.person("Ann", language="en")
    await noon.writes(p.boris, "/invite")
    url = noon.sees(p.boris, "?start=p_").text.split("t.me/")[1].split()[0]
    await noon.writes(p.boris, "/invite")
    noon.sees(p.boris, url)  # one person has one link
    for payload in ("p_", "p_nobody", "p_<b>"):
        await _start(noon, noon.people.nina, payload)
        noon.sees(noon.people.nina)
    noon.sees(noon.people.nina)
    noon.sees(noon.people.nina)
    noon.sees(noon.people.nina)
    token = url.split("start=")[1]
    await _start(noon, p.boris, token)
    noon.sees(p.boris, "С возвращением")
    await _start(noon, stranger)  # first without a link: what comes later still counts
    await noon.writes(stranger, "/invite")
    await _start(noon, stranger, token)
    await _start(noon, stranger, "blog_2")
    for words in ("Hello!", "1 of 4", "Partners have", "Hello again", "1 of 4", "Hello again", "1 of 4"):
        noon.sees(stranger, words)
    await noon.writes(stranger, "hi, what is the payout for KZ?")
    card = noon.sees("Ann", "По приглашению партнёра: Alpha Media").text
    assert "Кампания" not in card
    noon.sees("Ann", "payout for KZ")
    noon.sees(p.sasha, "payout for KZ")
    async with noon.desk.db.reading() as tx:
        assert (await storage_people.newcomer(tx, p.nina.id)).brought_by is None


async def test_an_invite_works_once(noon: Story) -> None:
    p, hired, other = noon.people, noon.world.person("Катя", language="ru"), noon.world.person("Лев", language="ru")
    await noon.writes(p.sasha, "/invite sub")
    noon.sees(p.sasha, "Приглашать могут")
    await noon.writes(p.maria, "/invite senior")
    noon.sees(p.maria, "приглашает только руководитель")
    await noon.writes(p.maria, "/invite boss")
    noon.sees(p.maria, "«boss»", "/invite sub")
    await noon.writes(p.maria, "/invite sub")
    token = noon.sees(p.maria, "саб-менеджер", "?start=inv_").text.split("?start=")[1].split()[0]
    await _start(noon, hired, token)
    noon.sees(hired, "Катя", "саб-менеджер")
    noon.sees(p.oleg, "Катя теперь в команде")
    for late in (other, hired):
        await _start(noon, late, token)
        noon.sees(late, "больше не работает")
    await noon.writes(p.oleg, "/staff")
    assert "Катя" in noon.sees(p.oleg, "Команда: 6", "Олег").text


async def test_reach_follows_blocking(noon: Story) -> None:
    p = noon.people
    p.sasha.block_bot()
    await noon.settle()
    await noon.writes(p.oleg, "/staff")
    noon.sees(p.oleg, "Саша", "бот заблокирован")
    p.sasha.unblock_bot()
    await noon.settle()
    await noon.writes(p.oleg, "/staff")
    assert "заблокирован" not in noon.sees(p.oleg, "Саша").text
    await noon.writes(p.oleg, "/duty")
    noon.sees(p.oleg, "Сейчас, день", "21:00")
