"""A tracker is connected, calls, and what it says is counted (PRODUCT 6)."""

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from desk.links import Flow, Link
from storage import chats, counting, links
from storage.postbacks import Call
from tests.stories.harness import Story
from tests.stories.test_links import to_card
from web import health
from web.postbacks import Knock


async def calls(story: Story, address: str, **values: str) -> int:
    """The tracker calls that address, its macros replaced; the desk counts it with its next beat."""
    _, _, name, secret = urlsplit(address).path.split("/")
    filled = [(key, values.get(key, "")) for key, _ in parse_qsl(urlsplit(address).query)]
    call = Call(source=0, received_at=story.clock.now(), params=filled)
    return await story.desk.receiver.take(Knock(name=name, secret=secret, address="192.0.2.7", call=call))


async def connected(story: Story, platform: str = "affise") -> str:
    """The manager connects a tracker; the address with its secret."""
    p = story.people
    await story.writes(p.maria, f"/source add {platform}")
    story.sees(p.maria, f"Источник {platform}", "постбеков ещё не было")
    page = re.findall(r"http\S+/source/\S+", story.sees(p.maria, "Страница покажет его один раз").text)[0]
    application = health.app(story.desk.checks, story.desk.metrics, story.desk.receiver.routes())
    client: TestClient[web.Request, web.Application]
    async with TestClient(TestServer(application)) as client:
        path = urlsplit(page).path
        async with client.post(path) as response:
            shown = await response.text()
        async with client.post(path) as response:
            assert response.status == 404
    return re.findall(r"http://\S+/pb/[^<]+", shown)[0].replace("&amp;", "&")


async def issued(story: Story) -> Link:
    """The buyer's link, its terms accepted."""
    boris = story.people.boris
    await story.press(boris, await to_card(story, boris, boris), "✅ Принимаю v1")
    story.overlook()
    async with story.desk.db.reading() as tx:
        chat = await chats.by_tg(tx, boris.id)
        assert chat
        return (await links.of_chat(tx, chat))[0]


async def test_a_tracker_is_connected_and_counted(noon: Story) -> None:
    p = noon.people
    await noon.writes(p.maria, "/source")
    noon.sees(p.maria, "Ни один трекер не подключён", "/source add affise")
    for wrong, why in (
        ("add afise", "Может быть, affise?"),
        ("add affise Тест", "не подходит для имени"),
        ("everflow", "ни один ещё не подключён"),
        ("?", "/source add affise"),
    ):
        await noon.writes(p.maria, f"/source {wrong}")
        noon.sees(p.maria, why)
    address = await connected(noon)
    secret = urlsplit(address).path.split("/")[-1]
    await noon.writes(p.maria, "/source add affise")
    noon.sees(p.maria, "Источник affise уже есть", "affise-2")

    link = await issued(noon)
    assert await calls(noon, address, flow=link.token, conv="1", goal="lead", st="2", ts="1795422000") == 200
    assert await calls(noon, address, flow=link.token, conv="2", goal="lead", st="7") == 200
    assert await calls(noon, address.replace(secret, "wrong"), flow=link.token, conv="3", goal="lead", st="1") == 404
    await noon.passes(seconds=5)
    noon.sees(p.maria, "Источник affise", "статус 7 неизвестен")
    assert await _statuses(noon, link.flow) == ["pending", "unmapped"]
    await noon.writes(p.maria, "/source affise status 7=approved")
    noon.sees(p.maria, "Статус изменился у 1 лида", "Статусы: 7 = approved", "За сутки постбеков: 2")
    assert await _statuses(noon, link.flow) == ["approved", "pending"]
    for wrong, why in (
        ("status 7=ok", "Статуса «ok» нет"),
        ("status 7", "не пара"),
        ("goal 2=xyz", "Цели «xyz» нет"),
        ("lag soon", "не срок"),
        ("lag 40d", "не срок"),
        ("ip 10.0.0.300", "не адрес"),
        ("zone Mars", "Часового пояса «Mars» нет"),
        ("currency доллар", "не валюта"),
        ("multiple xyz", "Цели «xyz» нет"),
        ("colour red", "/source имя"),
    ):
        await noon.writes(p.maria, f"/source affise {wrong}")
        noon.sees(p.maria, why)
    for right, shown in (
        ("goal 2=ftd", "Цели: 2 = ftd"),
        ("goal reg", "Цель по умолчанию: reg"),
        ("lag 2h", "отстают не больше чем на 2 ч"),
        ("silence 40m", "Молчание: через 40 мин"),
        ("zone Europe/Kiev", "Время без пояса: Europe/Kiev"),
        ("currency eur", "Валюта по умолчанию: EUR"),
        ("multiple ftd", "Несколько на один клик: ftd"),
        ("ip 10.0.0.0/8", "Принимаем только с адресов: 10.0.0.0/8"),
    ):
        await noon.writes(p.maria, f"/source affise {right}")
        noon.sees(p.maria, shown)
    assert await calls(noon, address, flow=link.token, conv="4", goal="lead", st="1") == 404
    await noon.writes(p.maria, "/source affise ip any")
    noon.sees(p.maria, "не разобрано: 1", "адрес отправителя не в списке")

    noon.overlook()
    await noon.passes(minutes=39)
    noon.overlook()
    await noon.passes(minutes=1)
    noon.sees(p.maria, "Источник affise молчит дольше обычного", "23.11.2026 12:")
    await noon.passes(minutes=30)
    assert await calls(noon, address, flow=link.token, conv="5", goal="lead", st="1") == 200
    await noon.passes(seconds=5)
    noon.sees(p.maria, "постбеки снова приходят")
    await noon.writes(p.oleg, "/source")
    noon.sees(p.oleg, "affise (Affise) — последний постбек", "за сутки 4, не разобрано 1")
    await noon.writes(p.oleg, "/source affise")
    card = noon.sees(p.oleg, "Кто подключил: Мария")
    await noon.press(p.oleg, card, "Закрыть источник")
    await noon.press(p.oleg, noon.sees(p.oleg, "Закрыть источник affise?"), "Да, закрыть")
    noon.sees(p.oleg, "Источник affise закрыт", edited=True)
    assert await calls(noon, address, flow=link.token, conv="6", goal="lead", st="1") == 404
    pressed = await noon.press(p.oleg, card, "Новый адрес с секретом")
    assert "устарела" in pressed.answer.text
    assert not [call for call in noon.sandbox.calls if secret in str(call.params)]
    async with noon.desk.db.reading() as tx:
        for table in ("outbox", "postbacks", "source_secrets", "audit"):
            assert secret not in str([tuple(row) for row in await _rows(tx, f"SELECT * FROM {table}")])


async def _statuses(story: Story, flow: Flow) -> list[str]:
    async with story.desk.db.reading() as tx:
        assert (await counting.as_of(tx, flow))[0] is not None
        return sorted(row["status"] for row in await _rows(tx, "SELECT * FROM leads"))


async def _rows(tx: Any, sql: str) -> list[Any]:
    connection = tx._connection
    return list(await connection.fetch(sql) if hasattr(connection, "fetch") else connection.execute(sql))
