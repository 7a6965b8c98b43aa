"""Terms that change: asked first, announced in every chat, accepted or declined there (PRODUCT 6)."""

from datetime import timedelta

from sandbox import Chat
from storage import people
from tests.storage.test_announcing import publish
from tests.stories.harness import MONDAY_NOON, Story
from tests.stories.test_links import join, skip, to_card

OWN = "Alpha Media"


async def two_chats(story: Story) -> str:
    """The partner has a link in private and one in the group, both accepted; gives the group's topic."""
    p = story.people
    topic = await join(story, p.boris, p.alpha)
    for where in (p.boris, p.alpha):
        card = await to_card(story, p.boris, where)
        await story.press(p.boris, card, "✅ Принимаю v1")
    await story.passes(minutes=1)
    skip(story)
    return topic


async def publishes(story: Story, command: str, topic: str = OWN) -> None:
    """The manager asks for new terms, and publishes them."""
    p = story.people
    await story.answers(p.maria, topic, command)
    screen = story.sees(topic, "Новые условия")
    await story.press(p.maria, screen, data=screen.keyboard[0][0]["callback_data"])
    story.sees(topic, "опубликована", edited=True)


async def test_what_eases_holds_at_once_and_is_announced_in_every_chat(noon: Story) -> None:
    p = noon.people
    topic = await two_chats(noon)
    await noon.answers(p.maria, OWN, "/cap 100 casino-x KZ FB")
    screen = noon.sees(OWN, "Casino X · KZ · FB", "v1 → v2", "⬆️ Капа", "→ 100", "сразу", "в 2 чатах")
    noon.clock.slip(0.0003)  # no instant is as exact as this when it is kept
    await noon.press(p.maria, screen, "Опубликовать v2")
    noon.sees(OWN, "Мария", "v2 опубликована", "сразу", edited=True)
    for where in (p.boris, p.alpha):
        told = noon.sees(where, "Casino X: условия v1 → v2", "Действуют с", "⬆️ Капа", "KZ")
        assert "go.casino-x.example" not in told.text
    noon.sees(OWN, "Объявлено: 2 из 2", "Приняли: 0")
    noon.quiet()

    number = told.keyboard[0][0]["callback_data"].split(":")[1]
    pressed = await noon.press(p.boris, told, "✅ Принимаю v2")
    assert "v2 приняты" in pressed.answer.text
    noon.sees(p.alpha, "v2 принята: Борис", edited=True)
    noon.sees(topic, "Борис", "v2 приняты")
    noon.sees(OWN, "Приняли: 1", edited=True)
    again = await noon.press(p.boris, told, data=f"change:{number}:yes", forged=True)
    assert "уже ответили" in again.answer.text


async def test_a_card_that_waits_while_terms_change_leaves_with_those_in_force(noon: Story) -> None:
    """Invariant 1: the terms beside the link are those of the instant in which it leaves."""
    p = noon.people
    await two_chats(noon)
    await noon.writes(p.boris, "/links", chat=p.alpha)
    listed = noon.sees(p.alpha, "Ссылки этого чата: 1")
    p.boris.press_nowait(listed, "1")
    await noon.desk.intake.poll(0)
    await noon.desk.worker.step()  # the card is made, and Telegram is out of reach
    await noon.desk.worker.settle()
    async with noon.desk.db.transaction() as tx:
        alpha = next(one for one in await people.partners(tx) if one.name == OWN)
        await publish(tx, alpha, 1000, noon.clock.now())
    await noon.settle()
    cards = [call.text for call in noon._new() if call.chat_id == p.alpha.id and "Ссылка и условия" in call.text]
    assert ["v2" in text for text in cards] == [True]
    assert "go.casino-x.example" not in cards[0]  # v2 has not been accepted there
    noon.overlook()


async def test_what_tightens_waits_for_the_notice_and_whoever_declines_is_stopped(noon: Story) -> None:
    p = noon.people
    topic = await two_chats(noon)
    await noon.answers(p.maria, OWN, "/rate 25 casino-x")
    screen = noon.sees(OWN, "вся сделка", "⬇️ Оплата", "32.50", "25", "24.11.2026 12:12", "в 2 чатах")
    await noon.press(p.maria, screen, "Опубликовать v2")
    noon.sees(OWN, "опубликована", edited=True)
    mine, theirs = (noon.sees(where, "Вступают в силу", "⬇️ Оплата") for where in (p.boris, p.alpha))
    noon.sees(OWN, "Объявлено: 2 из 2")
    await noon.answers(p.maria, OWN, "/rate 20 casino-x")
    noon.sees(OWN, "Уже объявлена v2")

    await noon.press(p.boris, theirs, "✋ Отказ, остановить")
    asking = noon.sees(p.alpha, "Остановить ссылки", edited=True)
    pressed = await noon.press(p.boris, asking, "✋ Да, остановить ссылки: 1")
    assert "Остановлено ссылок: 1" in pressed.answer.text
    noon.sees(p.alpha, "Отказ: Борис", edited=True)
    noon.sees(topic, "отказ от условий v2")
    noon.sees(OWN, "отказались: 1", edited=True)
    await noon.writes(p.boris, "/links", chat=p.alpha)
    noon.sees(p.alpha, "ссылок пока нет")

    await noon.passes(hours=25)
    noon.overlook("Дайджест")
    noon.sees(p.maria, "v2 уже действуют", "никто не принял")
    skip(noon, p.staff)
    await noon.writes(p.boris, "/links")
    noon.sees(p.boris, "v2", "ещё не приняты")
    await noon.writes(p.boris, "/link")
    noon.sees(p.boris, "Сначала примите", "v2")
    await noon.press(p.boris, mine, "✅ Принимаю v2")
    noon.sees(p.boris, "v2 принята", edited=True)
    skip(noon, p.staff)
    await noon.writes(p.boris, "/link")
    noon.sees(p.boris, "Какой оффер?")


async def test_a_version_that_was_announced_can_be_withdrawn(noon: Story) -> None:
    p = noon.people
    await two_chats(noon)
    await publishes(noon, "/terms casino-x KZ\nhold 21\nkpi рег→деп ≥ 15 %")
    for where in (p.boris, p.alpha):
        noon.sees(where, "⬇️ Холд: 7 дней → 21 день", "KPI")
    noon.sees(OWN, "Объявлено: 2 из 2")
    await noon.answers(p.maria, OWN, "/terms")
    shown = noon.sees(OWN, "Действующие условия", "v1", "→ v2")
    await noon.press(p.maria, shown, "↩️ Отозвать v2")
    noon.sees(OWN, "Отозвано", edited=True)
    noon.sees(OWN, "Мария", "v2 отозвана")
    for where in (p.boris, p.alpha):
        noon.sees(where, "v2 не вступит в силу", edited=True)
        noon.sees(where, "v2 отозваны", "Остаётся v1")
    await noon.passes(hours=25)
    skip(noon)
    await noon.answers(p.maria, OWN, "/terms")
    assert "v2" not in noon.sees(OWN, "Действующие условия", "v1").text


async def test_a_chat_that_cannot_be_told_has_its_links_stopped_and_delays_nobody(noon: Story) -> None:
    p = noon.people
    await two_chats(noon)
    p.boris.block_bot()
    await noon.settle()
    skip(noon)
    await publishes(noon, "/rate 25 casino-x")
    noon.sees(p.alpha, "⬇️ Оплата")
    noon.sees(OWN, "Объявлено: 1 из 2", "Не удалось сообщить", "Борис")
    noon.sees(OWN, "не удалось сообщить", "Остановлено ссылок: 1")
    async with noon.desk.db.reading() as tx:
        assert len(await tx.all("announcing.links", partner=1, offer="casino-x")) == 1


async def test_terms_with_an_end_and_tiers_with_an_end_are_announced_before_they_end(noon: Story) -> None:
    p = noon.people
    await two_chats(noon)
    await publishes(noon, "/cap 100 casino-x KZ FB until 30.11.2026 12:00")
    for where in (p.boris, p.alpha):
        told = noon.sees(where, "v1 → v2", "Действуют до 30.11.2026")
        await noon.press(p.boris, told, "✅ Принимаю v2")
    skip(noon)
    await noon.until(MONDAY_NOON + timedelta(days=6, minutes=5))
    noon.overlook("Дайджест", "смена")
    for where in (p.boris, p.alpha):
        told = noon.sees(where, "v2 → v1", "Вступают в силу 30.11.2026", "⬇️ Капа")
    noon.sees(p.maria, "v2 → v1")
    assert "Объявлено: 2 из 2" in noon.sees(p.maria, "📣", edited=True).text
    skip(noon)
    await noon.until(MONDAY_NOON + timedelta(days=7, minutes=1))
    noon.overlook("Дайджест", "смена")
    noon.quiet()  # v1 was accepted long ago
    assert "v1" in noon.world.message(p.alpha, summary(noon, p.alpha)).text

    await noon.answers(p.maria, OWN, "/tier new")
    screen = noon.sees(OWN, "проверенный → новый", "Casino X", "v1 (проверенный) → v1 (новый)", "в 2 чатах")
    await noon.press(p.maria, screen, "Подтвердить")
    noon.sees(OWN, "статус «новый»", edited=True)
    for where in (p.boris, p.alpha):
        noon.sees(where, "v1 (проверенный) → v1 (новый)", "⬇️ Оплата")
    noon.sees(OWN, "Объявлено: 2 из 2")
    await noon.passes(hours=25)
    noon.overlook("Дайджест")
    noon.sees(OWN, "теперь «новый»")
    skip(noon)
    await noon.answers(p.maria, OWN, "/tier")
    noon.sees(OWN, "статус «новый»", "Без срока")


def summary(story: Story, chat: Chat) -> int:
    """The number of the message that is pinned there."""
    assert len(chat.pinned) == 1
    return chat.pinned[-1]
