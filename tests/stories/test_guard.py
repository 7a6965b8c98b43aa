"""Tracking links that people write by hand, and new faces (PRODUCT 0.1, 6)."""

import json
from typing import Any

import pytest

from desk import links as rules
from storage import chats, evidence, links, members, people
from tests.stories.harness import Story
from tests.stories.test_groups import forged
from tests.stories.test_links import join, to_card

BARE = "https://go.casino-x.example/c?pid={pid}&flow={flow}&sub1={token}"


async def link(story: Story, tg_id: int, geo: str = "KZ", number: int = 1) -> str:
    """The address of a link of that chat, as its card would show it."""
    async with story.desk.db.transaction() as tx:
        alpha = next(one for one in await people.partners(tx) if one.name == "Alpha Media")
        chat = await chats.add(tx, tg_id, "private", "Борис", alpha.id, "ru")
        partner = await people.partner(tx, chat.partner or 0)
        assert partner is not None
        flow = await links.flow(tx, chat, "casino-x", geo, "FB")
        version = await links.in_force(tx, partner, flow, story.clock.now())
        token = rules.token(number.to_bytes(16, "big"))
        made, _ = await links.issue(tx, chat, flow, version, token, 1, story.clock.now())
    return BARE.format(pid=partner.id, flow=flow.id, token=made.token)


async def beta(story: Story) -> str:
    """The address of a link of another partner, Beta, whose manager is Sasha."""
    async with story.desk.db.transaction() as tx:
        sasha = await people.staff_by_user(tx, story.people.sasha.id)
        partner = await people.add_partner(tx, "Beta", sasha.id if sasha else None, story.clock.now(), "verified")
        await chats.add(tx, 909, "private", "Лев", partner.id, "ru")
    return await link(story, 909, number=99)


async def facts(story: Story) -> list[tuple[str, dict[str, Any]]]:
    """What is written down about Alpha's links."""
    async with story.desk.db.reading() as tx:
        partner = next(one for one in await people.partners(tx) if one.name == "Alpha Media")
        told = [entry for chain in await evidence.chains(tx, partner.id, "casino-x") for entry in chain]
    return [(entry.kind, json.loads(entry.body)) for entry in told if entry.kind != "terms"]


async def test_the_incident_a_link_pasted_in_a_new_chat_has_its_terms_under_it(noon: Story) -> None:
    p, story = noon.people, noon
    topic = await join(story, p.boris, p.alpha)
    address = await link(story, p.boris.id)
    wrote = await story.writes(p.maria, f"Лейте сюда: {address.upper()} !", chat=p.alpha)
    told = story.sees(p.alpha, "В этом сообщении трекинговая ссылка", "KZ", "FB", "30 FTD", "0 из 30", "RevShare 25")
    assert told.raw["reply_to_message"]["message_id"] == wrote.id
    assert "go.casino-x" not in told.text
    story.sees(topic, "Лейте сюда")
    story.sees(topic, "Мария", "трекинговая ссылка", "Casino X · KZ · FB")
    [(kind, pasted), (shown, where)] = await facts(story)
    assert (kind, shown) == ("pasted", "shown")
    assert pasted["by"] == {"user": p.maria.id, "name": "Мария", "ours": True}
    assert pasted["message"]["message"] == wrote.id
    assert where["message"]["message"] == told.id

    for text in (f'<a href="{address}">вот</a>', f"ещё раз {address.replace('https://', '')}"):  # and not once more
        await story.writes(p.boris, text, chat=p.alpha, html=True)
        story.sees(topic, "Борис")
        story.sees(topic, "та же ссылка ещё раз")
    more = await link(story, p.boris.id, "UZ", 2)
    await story.writes(p.boris, "без ссылки", chat=p.alpha)
    changed = p.boris.last(p.alpha)
    story.sees(topic, "без ссылки")
    p.boris.edit(changed, f"{address} и {more}", chat=p.alpha)
    await story.settle()
    told = story.sees(p.alpha, "В этом сообщении трекинговая ссылка", "UZ")
    assert told.raw["reply_to_message"]["message_id"] == changed.id
    story.sees(topic, address, edited=True)
    story.overlook("Casino X")
    story.clock.advance(601)
    await story.settle()
    story.overlook()
    await story.writes(p.boris, f"{address} {more}", chat=p.alpha)
    story.sees(p.alpha, "трекинговые ссылки", "KZ", "UZ")
    story.sees(topic, address)
    story.sees(topic, "KZ")
    story.sees(topic, "UZ")

    pressed = await story.press(p.boris, told, "✅ Условия прочитаны")
    assert "отметили" in pressed.answer.text
    story.sees(topic, "Борис", "условия прочитаны")
    await story.press(p.boris, told, "✅ Условия прочитаны")
    assert "партнёр" in (await story.press(p.maria, told, "✅ Условия прочитаны")).answer.text
    kind, read = (await facts(story))[-1]
    assert (kind, read["how"], read["by"]["user"]) == ("accepted", "read", p.boris.id)
    story.overlook()  # who waits is called


async def test_after_a_change_the_same_link_has_the_new_terms_under_it_at_once(noon: Story) -> None:
    p, story = noon.people, noon
    topic = await join(story, p.boris, p.alpha)
    address = await link(story, p.boris.id)
    await story.writes(p.maria, address, chat=p.alpha)
    assert "v1" in story.sees(p.alpha, "трекинговая ссылка", "0 из 30").text
    story.overlook()
    await story.answers(p.maria, topic, "/cap 100 ftd day casino-x")
    screen = story.sees(topic, "v1 → v2")
    await story.press(p.maria, screen, "Опубликовать v2")
    story.overlook()
    for again in (True, False):  # within the ten minutes for which the same is not said twice
        await story.writes(p.maria, f"лейте: {address}", chat=p.alpha)
        if again:
            assert "v2" in story.sees(p.alpha, "трекинговая ссылка", "0 из 100").text
        story.overlook("Мария", "та же ссылка")
    story.quiet()


async def test_every_way_to_write_a_link_is_seen(noon: Story) -> None:
    p, story = noon.people, noon
    await join(story, p.boris, p.alpha)
    address = await link(story, p.boris.id)
    hidden = address.replace("go.casino-x.example", "go[.]casino-x\u200b.example")
    sent = p.boris.send("photo", caption=f"крео, {address}", chat=p.alpha)
    await story.settle()
    story.sees(p.alpha, "трекинговая ссылка")
    ways = [
        lambda: p.boris.write(f"({hidden}).", chat=p.alpha),
        lambda: p.boris.write(
            f"https://t.me/share?url={address.replace('/', '%2F').replace('?', '%3F')}", chat=p.alpha
        ),
        lambda: p.maria.write(address, chat=p.alpha, as_channel="Новости"),
        lambda: p.boris.write(address, chat=p.alpha, anonymous=True),
        lambda: p.boris.forward(sent, chat=p.alpha),
        lambda: p.boris.write(f"/foo {address}", chat=p.alpha),
        lambda: p.boris.write(f"/terms {address}", chat=p.alpha),
    ]
    for way in ways:
        story.overlook()
        story.clock.advance(601)
        await story.desk.tick()
        way()
        await story.settle()
        story.sees(p.alpha, "трекинговая ссылка", "KZ")
    story.overlook()
    await story.writes(p.boris, f"моя ссылка {address}")  # in private
    told = story.sees(p.boris, "трекинговая ссылка", "KZ")
    assert told.raw["reply_to_message"]["text"] == f"моя ссылка {address}"
    story.overlook()


async def test_a_link_of_another_partner_is_an_alarm_for_staff_alone(noon: Story) -> None:
    p, story = noon.people, noon
    topic = await join(story, p.boris, p.alpha)
    address = await beta(story)
    await story.writes(p.boris, address, chat=p.alpha)
    story.sees(topic, address)
    story.overlook("Ждёт с")
    for where in (topic, p.maria, p.sasha, p.oleg):
        alarm = story.sees(where, "другого партнёра", "Beta", "Alpha Media")
        assert "go.casino-x" not in alarm.text
    assert await facts(story) == []
    await story.writes(p.boris, f"ещё {address}", chat=p.alpha)
    story.sees(topic, "ещё")
    story.overlook("Ждёт с")
    story.quiet()


async def test_an_address_without_a_link_of_ours_gets_the_live_flows_or_staff_are_told(noon: Story) -> None:
    p, story = noon.people, noon
    topic = await join(story, p.boris, p.alpha)
    await story.writes(p.boris, "casino-x.example открывается?", chat=p.alpha)
    story.sees(topic, "открывается?")
    story.sees(topic, "ссылка на Casino X", "нет действующих потоков")
    story.overlook()
    story.clock.advance(700)
    await link(story, p.boris.id)
    await story.writes(p.boris, "https://go.casino-x.example/c?sub1=XXXXXXXXXX", chat=p.alpha)
    story.sees(p.alpha, "трекинговая ссылка", "KZ")
    story.overlook()


async def test_a_short_address_is_followed_but_never_to_the_tracking_domain(
    noon: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    p, story = noon.people, noon
    topic = await join(story, p.boris, p.alpha)
    address, asked = await link(story, p.boris.id), list[str]()
    leads = {
        "https://bit.ly/aB": "https://clck.ru/x",
        "https://clck.ru/x": address,
        "https://vk.cc/out": "https://vk.ru/",
    }

    async def ask(url: str) -> str:
        asked.append(url)
        return leads.get(url, "")

    monkeypatch.setattr(story.desk.shorteners, "_ask", ask)
    await story.writes(p.boris, "vk.cc/out, BIT.ly/aB, https://cutt.ly/nowhere и снова bit.ly/aB", chat=p.alpha)
    story.sees(p.alpha, "трекинговая ссылка", "KZ")
    story.sees(topic, "vk.cc/out")
    for words in ("трекинговая ссылка", "https://cutt.ly/nowhere"):
        story.sees(topic, words)
    assert sorted(asked) == sorted([*leads, "https://cutt.ly/nowhere"])
    story.overlook("Ждёт с")


async def test_terms_that_did_not_reach_the_chat_are_said_in_its_topic(noon: Story) -> None:
    p, story = noon.people, noon
    await story.writes(p.boris, "привет")
    address = await link(story, p.boris.id)
    p.boris.write(address)
    await story.desk.intake.poll(0)
    await story.desk.worker.step()
    await story.desk.worker.settle()
    story.overlook()
    p.boris.block_bot()
    await story.settle()
    assert any("Условия не дошли до чата: он заблокировал бота" in call.text for call in story._new())
    story.overlook()


async def test_an_unbound_chat_is_told_nothing(noon: Story) -> None:
    p, story = noon.people, noon
    address = await link(story, p.boris.id)
    group = p.nina.group("Чужая")
    p.nina.add_bot(group, admin=True)
    await story.settle()
    story.overlook()
    await story.writes(p.nina, address, chat=group)
    story.quiet()


async def faces(story: Story, chat: int) -> list[tuple[str, bool]]:
    async with story.desk.db.reading() as tx:
        known = await chats.by_tg(tx, chat)
        assert known is not None
        return [(one.name, one.read_at is None) for one in await members.here(tx, known.id) if one.told]


async def test_new_faces_are_shown_the_terms_once_together(noon: Story) -> None:
    p, story = noon.people, noon
    pyotr, olya = (story.world.person(name, language="ru") for name in ("Пётр", "Оля"))
    topic = await join(story, p.boris, p.alpha)
    pyotr.join(p.alpha)
    await story.settle()
    story.quiet()  # no live link: nothing to show
    await link(story, p.boris.id)
    for person in (olya, p.nina, p.zhenya):
        p.boris.add(p.alpha, person)
    await story.settle()
    told = story.sees(p.alpha, "Оля", "Нина", "уже действуют условия", "KZ", "30 FTD")
    assert "Женя" not in told.text
    story.sees(topic, "Оля", "новое лицо")
    story.sees(topic, "Нина", "новое лицо")
    await story.writes(pyotr, "привет", chat=p.alpha)  # he was there, and there was nothing to show
    await story.writes(olya, "привет", chat=p.alpha)
    await story.writes(p.zhenya, "привет", chat=p.alpha)
    story.overlook()
    stranger = story.world.person("Глеб", language="ru")
    async with story.desk.db.transaction() as tx:
        p.alpha.members[stranger.id] = p.alpha.members[olya.id]  # came while nobody told us
    del tx
    await story.writes(stranger, "кто тут?", chat=p.alpha)
    story.sees(topic, "кто тут?")
    story.sees(topic, "Глеб", "новое лицо")
    story.sees(p.alpha, "Глеб", "уже действуют условия")
    await story.press(olya, told, "✅ Условия прочитаны")
    story.sees(topic, "Оля", "условия прочитаны")
    olya.leave(p.alpha)
    olya.join(p.alpha)
    await story.settle()
    story.overlook("Ждёт с")
    story.quiet()
    assert await faces(story, p.alpha.id) == [("Оля", False), ("Нина", True), ("Глеб", True)]
    await story.passes(minutes=1)
    assert "Не подтвердили условия: Нина, Глеб" in story.sees(topic, card=True).text
    story.overlook()


async def test_a_message_of_ours_with_a_link_stays_and_its_author_chooses(noon: Story) -> None:
    p, story = noon.people, noon
    topic = await join(story, p.boris, p.alpha)
    address = await link(story, p.boris.id)
    await story.answers(p.sasha, topic, f"Добрый день! Лейте: {address}, удачи 🦊")
    asked = story.sees(topic, "Не отправлено", "Casino X · KZ · FB")
    story.quiet()
    bare = asked.keyboard[0][1]["callback_data"]
    await story.press(p.sasha, asked, "📄 Отправить карточкой")
    story.sees(p.alpha, "Ссылка и условия", "KZ", "30 FTD")
    said = story.sees(p.alpha, "Саша:\nДобрый день! Лейте: удачи 🦊")
    assert "casino-x" not in said.text
    story.sees(topic, "карточка с условиями", edited=True)
    assert "устарела" in await forged(story, p.sasha, asked, bare)
    kinds = [kind for kind, _ in await facts(story)]
    assert kinds[0] == "issued" and "pasted" not in kinds

    await story.answers(p.sasha, topic, address)  # nothing but the link
    assert [b["text"] for b in story.sees(topic, "Не отправлено").keyboard[0]] == ["📄 Отправить карточкой"]
    p.sasha.send("photo", caption=f"крео {address}", chat=p.staff, topic=story.topic(topic))
    await story.settle()
    asked = story.sees(topic, "Не отправлено")
    await story.press(p.sasha, asked, "✂️ Отправить без ссылки")
    assert story.sees(p.alpha, "Саша:\nкрео").raw["photo"]
    story.sees(topic, "отправлено без ссылки", edited=True)

    await story.answers(p.sasha, topic, f"а вот {await beta(story)}")
    story.sees(topic, "ссылка другого партнёра (Beta)")
    story.sees(topic, "🚨", "Beta")
    for who in (p.maria, p.sasha, p.oleg):
        story.sees(who, "🚨", "Саша", "Beta")
    story.quiet()

    await story.writes(p.boris, "какая у меня ссылка?", chat=p.alpha)
    story.sees(topic, "какая у меня")
    card = story.sees(p.maria, "какая у меня ссылка?")
    await story.writes(p.maria, f"вот она {address}", reply_to=card)
    asked = story.sees(p.maria, "Не отправлено", "KZ")
    await story.press(p.maria, asked, "✂️ Отправить без ссылки")
    story.sees(p.alpha, "Мария:\nвот она")
    story.overlook("Партнёру только что ответили", "Ждёт с")
    story.sees(topic, "вот она")
    story.sees(p.maria, "отправлено без ссылки", edited=True)
    story.overlook()


@pytest.mark.parametrize("signature", ["none", "name"])
async def test_what_is_sent_without_its_link_is_never_the_copy(noon: Story, signature: str) -> None:
    p, story = noon.people, noon
    story.desk.rules = story.desk.rules.model_copy(update={"signature": signature})
    topic = await join(story, p.boris, p.alpha)
    address = await link(story, p.boris.id)
    for wrote in (f"слово {address}", f"{'ж' * 4000} {address}"):
        await story.answers(p.sasha, topic, wrote)
        await story.press(p.sasha, story.sees(topic, "Не отправлено"), "✂️ Отправить без ссылки")
        story.overlook("отправлено без ссылки")
    for where in ("photo", "document"):
        p.sasha.send(where, caption=f"{'ж' * 900} {address}", chat=p.staff, topic=story.topic(topic))
        await story.settle()
        await story.press(p.sasha, story.sees(topic, "Не отправлено"), "✂️ Отправить без ссылки")
        story.overlook("отправлено без ссылки")
    shown = [message for message in p.alpha.messages.values() if message.sender == story.world.bot_id]
    assert [message for message in shown if "casino-x.example" in str(message.raw)] == []
    assert len([message for message in shown if "жжж" in str(message.raw)]) == 3
    story.overlook()


async def test_a_manager_names_who_accepts(noon: Story) -> None:
    p, story = noon.people, noon
    topic = await join(story, p.boris, p.alpha)
    olya = story.world.person("Оля", language="ru")
    olya.join(p.alpha)
    await story.writes(olya, "привет", chat=p.alpha)
    card = await to_card(story, p.boris, p.alpha)
    story.overlook()
    await story.answers(p.maria, topic, "/contact")
    screen = story.sees(topic, "Люди партнёра: 2", "Борис", "Оля", "любой из них")
    await story.press(p.maria, screen, "Оля")
    story.sees(topic, "Оля", "Что изменить?", edited=True)
    await story.press(p.maria, screen, "Тимлид")
    story.sees(topic, "Оля", "тимлид", edited=True)
    await story.press(p.maria, screen, "✍️ Принимает условия")
    story.sees(topic, "✍️", "Оля", edited=True)
    await story.press(p.maria, screen, "« Назад")
    story.sees(topic, "только те, кто отмечен", edited=True)
    assert "Оля" in (await story.press(p.boris, card, "✅ Принимаю v1")).answer.text
    story.sees(topic, "Борис", "ознакомление")
    await story.press(olya, card, "✅ Принимаю v1")
    story.sees(p.alpha, "Ссылка этого чата", edited=True)
    story.sees(topic, "Оля", "приняты")
    for words, answer in (
        ("@boris_buy", "Что изменить?"),
        ("ол", "Что изменить?"),
        ("Нина", "такого человека"),
        ("о", "нескольким"),
    ):
        await story.answers(p.maria, topic, f"/contact {words}")
        story.sees(topic, answer)
    story.overlook()
