"""The stories of PRODUCT 0 and 2, clicked through on the sandbox's page in a real browser; each can be told alone."""

import re

from playwright.sync_api import Route, expect

from tests.web.columns import MONDAY, SATURDAY

NINA, BORIS, SASHA, ZHENYA, MARIA, OLEG, VERA = 501, 502, 601, 602, 603, 604, 605
GROUP = -1001000000501


def people(*who: int, at: int | None = None) -> str:
    """The page's address: these columns, each person in the private chat with the bot, or in that chat."""
    opens = ",".join(f"{one}:{one}" for one in who if at is None or one != who[0])
    first = "" if at is None else f"{who[0]}:{at},"
    return f"lang=ru&cols={','.join(map(str, who))}&open={first}{opens}"


def test_a_newcomer_from_start_to_an_answer(opened) -> None:
    page = opened(people(NINA, SASHA, OLEG))
    nina, sasha, oleg = page[0], page[1], page[2]
    page.until(MONDAY, "12:00")
    nina.begin()
    nina.sees("Здравствуйте", "Сейчас на смене: Саша", "за несколько минут", "четыре коротких вопроса")
    nina.press("English")
    nina.sees("Hello", "On shift now: Саша")
    nina.press("Русский")
    nina.told("Теперь я пишу по-русски.")
    page.passes("1m")  # she reads; and the bot writes no more than three messages in three seconds to one person
    for question, choice in (("1 из 4", "1-3"), ("2 из 4", "FB"), ("3 из 4", "KZ"), ("4 из 4", "10-50")):
        nina.last(question)
        nina.press(choice)
        page.passes("1m")
    nina.sees("Спасибо!")
    nina.write("Здравствуйте! Какая ставка на KZ?")

    oleg.to_topic("Нина")
    oleg.last(
        "@nina_traffic", "Лет в арбитраже: 1-3", "Трафик: FB", "ГЕО: KZ", "Лидов в день: 10-50", "Мария", "50 лидов"
    )
    oleg.sees("Какая ставка на KZ?")
    sasha.last("Нина · новый", "Какая ставка на KZ?", "Ждёт с 12:04", "Вызвана смена", "уровень 1 из 3")
    page.passes("1m")
    sasha.press("Взять")
    sasha.told("Вопрос ваш до 12:16")
    sasha.sees("Нина · новый", "Вы взяли")

    page.passes("1m")
    sasha.to_topic("Нина")
    sasha.write("Добрый день! 28 $ за FTD.")
    nina.sees("Саша:", "28 $ за FTD")
    sasha.by("chat-601").click()
    sasha.sees("Нина · новый", "Есть ответ: Саша")


def test_saturday_night_up_to_the_head(opened) -> None:
    page = opened(people(BORIS, SASHA, ZHENYA, VERA, OLEG))
    boris, sasha, zhenya, vera, oleg = (page[at] for at in range(5))
    boris.begin()
    page.passes("sat")
    expect(page.by("clock")).to_contain_text("суббота")
    boris.write("postbacks stopped")
    card = ("Alpha Media · проверенный · личный чат", "postbacks stopped", "Ждёт с", "Менеджер сейчас не работает")
    for sub in (sasha, zhenya):
        sub.last(*card, "Вызвана смена", "уровень 2 из 4")
    page.passes("1m", "1m", "1m")
    for sub in (sasha, zhenya):
        sub.sees("Alpha Media ждёт уже 3 мин")
    page.passes("5m")
    vera.last(*card, "старший смены", "уровень 3 из 4")
    boris.sees("старшего смены (Вера)")
    page.passes("5m", "5m")
    oleg.last(*card, "Вызван руководитель", "уровень 4 из 4")

    oleg.press("Открыть тему")
    expect(oleg.by("msg").filter(has_text="postbacks stopped").last).to_be_visible()
    oleg.write("Нашли причину, чиним.")
    boris.sees("Олег:", "Нашли причину, чиним.")
    sasha.last(card[0], "Есть ответ: Олег")


def test_a_link_in_a_group(opened) -> None:
    page = opened(people(BORIS, OLEG, at=GROUP))
    boris, oleg = page[0], page[1]
    page.until(MONDAY, "12:00")
    boris.menu("Добавить бота админом")
    boris.last("Общие условия", "100 лидов на поток", "Перелив", "Холд: 7 дней")
    boris.write("/link")
    for question, choice in (("Какой оффер?", "Casino X"), ("Какое ГЕО?", "KZ"), ("Какой источник?", "FB")):
        boris.last(question)
        boris.press(choice)
    card = boris.last(
        "Ссылка и условия", "Casino X", "30 FTD в сутки", "0 из 30", "Перелив", "Мария", "Ссылка появится"
    )
    expect(card).not_to_contain_text("casino-x.example")
    number = card.get_attribute("data-mid")
    boris.press("Принимаю v1")
    boris.told("Условия v1 приняты")
    same = boris.node.locator(f"[data-mid='{number}']")
    expect(same).to_contain_text("https://go.casino-x.example/c?pid=")
    expect(same).to_contain_text("30 FTD в сутки")
    oleg.to_topic("Alpha Media ↔ Программа")
    oleg.sees("условия v1 приняты", "Борис", "Casino X · KZ · FB")


def test_the_digest_on_monday_morning(opened) -> None:
    page = opened(people(BORIS, MARIA, OLEG))
    boris, maria, oleg = page[0], page[1], page[2]
    boris.begin()
    page.until(SATURDAY, "20:00")
    boris.write("Когда выплата за октябрь?")
    maria.sees("Когда выплата за октябрь?")
    page.passes("tom")
    expect(page.by("clock")).to_contain_text("воскресенье")
    page.passes("tom")
    expect(page.by("clock")).to_contain_text("понедельник")
    digest = ("Дайджест · пн", "Ждут ответа", "Alpha Media", "1 день", "сб", "вс")
    maria.sees(*digest)
    page.passes("1h")  # half past nine in Kaliningrad
    oleg.sees(*digest)
    maria.last("Дайджест · пн").get_by_role("link", name="Alpha Media").first.click()
    maria.sees("Когда выплата за октябрь?")
    maria.write("Сегодня до 18:00.")
    boris.sees("Мария:", "Сегодня до 18:00.")


def test_an_album_a_quote_a_reaction_and_who_is_here(opened) -> None:
    page = opened(people(BORIS, NINA))
    boris, nina = page[0], page[1]
    boris.menu("Новая группа", of="person-menu")
    page.by("ask-input").fill("Встреча")
    page.by("ask-ok").click()
    expect(boris.by("composer")).to_be_focused()
    boris.by("composer").fill("Скриншоты кабинета")
    boris.by("attach").click()
    page.by("sample-album").click()
    expect(boris.last("Скриншоты кабинета").locator(".album .cell")).to_have_count(4)

    boris.write("Ставка на KZ 30 $")
    rate = boris.last("Ставка на KZ")
    rate.locator(".text").dblclick(position={"x": 8, "y": 8})
    boris.choose(rate, "Ответить с цитатой")
    boris.write("до пятницы")
    expect(boris.last("до пятницы").get_by_test_id("quoted")).to_have_text("Борис БайерСтавка")
    rate.hover()
    rate.get_by_test_id("react").click()
    page.page.get_by_role("menuitem", name="🔥").click()
    rate.get_by_test_id("chip").click()
    expect(rate.get_by_test_id("chip")).to_have_count(0)
    boris.choose(rate, "Изменить")
    boris.write("Ставка на KZ 32 $")
    boris.sees("32 $")
    expect(rate).to_contain_text("изменено")

    boris.menu("Добавить человека")
    page.by(f"add-{NINA}").click()
    expect(boris.by("msg").last).to_have_text("Борис Байер добавляет: Нина")
    theirs = nina.node.get_by_role("button").filter(has_text="Встреча").first
    theirs.click()
    nina.last("до пятницы", "Борис Байер")
    nina.write("Спасибо")
    boris.choose(boris.last("до пятницы"), "Удалить")
    expect(nina.node).not_to_contain_text("до пятницы")
    boris.by("chat-menu").click()
    page.by("members").click()
    page.by(f"member-{NINA}").click()
    page.page.get_by_role("menuitem", name="Удалить из чата").click()
    expect(theirs).to_have_count(0)


def test_a_telephone(opened) -> None:
    page = opened(people(BORIS), narrow=True)
    boris = page[0]
    page.by("menu").click()
    page.passes("1m")  # nobody else has just answered
    boris.begin()
    boris.write("Пишу с телефона")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    page.by(f"strip-{OLEG}").click()
    boris.to_topic("Alpha Media")
    boris.sees("Пишу с телефона")
    boris.write("Прочёл с телефона")
    page.by(f"strip-{BORIS}").click()
    boris.sees("Прочёл с телефона")
    page.by("menu").click()
    expect(page.by("clk-tom")).to_be_in_viewport(ratio=1)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_faults_calls_and_languages(opened) -> None:
    page = opened(people(BORIS, SASHA))
    expect(page.by("faults")).to_be_visible()
    held: list[Route] = []
    page.page.route("**/sandbox/state", lambda route: held.append(route))  # noqa: PLW0108 - a builtin cannot be marked
    page.page.reload()
    expect(page.page.get_by_text("Загружаем…")).to_be_visible()
    expect(page.by("faults")).to_have_count(0)  # there is nothing yet for the buttons to work on
    held[0].continue_()
    page.page.unroute("**/sandbox/state")
    page.by("faults").click()
    page.by("fault-outage").check()
    expect(page.by("faults")).to_have_class("tool faults on")
    page.by("faults-off").click()
    expect(page.by("fault-outage")).not_to_be_checked()
    expect(page.by("faults")).to_have_class("tool faults")
    page.page.keyboard.press("Escape")

    page.by("calls").click()
    page.by("calls-filter").fill("sendMessage")
    first = page.by("call").first
    expect(first).to_contain_text("200")
    first.get_by_role("button").click()
    expect(first.locator("pre")).to_contain_text("chat_id")

    page.by("lang-en").click()
    expect(page.by("clk-tom")).to_have_text("Tomorrow 09:30")
    expect(page.by("calls")).to_have_text("Bot API calls")


def test_the_tracker_calls_and_the_desk_counts(opened) -> None:
    page = opened(people(BORIS, MARIA))
    boris, maria = page[0], page[1]
    boris.begin()
    boris.write("/link")
    for question, choice in (("Какой оффер?", "Casino X"), ("Какое ГЕО?", "UZ"), ("Какой источник?", "UAC")):
        boris.last(question)
        boris.press(choice)
        page.passes("1m")
    number = boris.last("Ссылка и условия", "UZ").get_attribute("data-mid")
    boris.press("Принимаю v1")
    card = boris.node.locator(f"[data-mid='{number}']")
    expect(card).to_contain_text("https://go.casino-x.example/c?pid=")
    link = re.findall(r"https://go\.casino-x\.example/\S+", card.inner_text())[0]

    page.by("tracker").click()
    expect(page.by("tracker-address")).to_have_value(re.compile(r"^http://127\.0\.0\.1:\d+/pb/demo/"))
    page.by("tracker-link").fill(link)
    page.by("tracker-goal").fill("ftd")
    page.by("tracker-count").fill("10")
    page.by("tracker-again").fill("50")
    page.by("tracker-shuffled").click()
    page.by("tracker-send").click()
    expect(page.by("tracker-answers")).to_have_text("200: 15")
    page.page.keyboard.press("Escape")
    expect(page.by("tracker-panel")).to_be_hidden()
    page.passes("1m")
    maria.write("/source demo")
    maria.last("Источник demo", "За сутки постбеков: 15")
    boris.write("/caps")
    boris.last("Casino X", "10 из 30")


def test_the_tracker_on_a_phone(opened) -> None:
    page = opened(people(BORIS), narrow=True)
    page.by("menu").click()
    page.by("tracker").click()
    for field in ("address", "link", "goal", "status", "count", "lag", "again", "shuffled", "same", "send"):
        page.by(f"tracker-{field}").scroll_into_view_if_needed()
        expect(page.by(f"tracker-{field}")).to_be_in_viewport(ratio=1)
