"""What the page asks of the sandbox."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from sandbox import Chat, Person, Refusal, Sandbox, World
from sandbox.page_api import until
from tests.sandbox.hand import HandClock


class Page:
    """The page's calls."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.http = http

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        async with self.http.post(f"/sandbox/{path}", json=body) as response:
            answer: dict[str, Any] = await response.json()
            assert response.status == (200 if answer.get("ok", True) else 400)
            return answer

    async def act(self, person: Person, do: str, **rest: Any) -> Any:
        answer = await self.post("act", person=person.id, do=do, **rest)
        assert answer["ok"], answer
        return answer["result"]

    async def get(self, path: str) -> Any:
        async with self.http.get(f"/sandbox/{path}") as response:
            return await response.json()


@pytest.fixture
def page(http: aiohttp.ClientSession) -> Page:
    return Page(http)


async def test_the_state(page: Page, nina: Person, head: Person, forum: Chat, bot: Bot, clock: HandClock) -> None:
    topic = head.create_topic(forum, "Alpha")
    m = head.write("x", chat=forum, topic=topic)
    head.react(m, "👍")
    head.pin(m)
    state = await page.get("state")
    assert set(state) == {"rev", "now", "zone", "bot", "people", "chats", "faults", "tracker"}
    assert state["now"] == int(clock.now().timestamp() * 1000)
    assert state["bot"] == {
        "id": bot.id,
        "is_bot": True,
        "username": "partnerdesk_bot",
        "first_name": "partnerdesk",
        "privacy": True,
    }
    who = {p["id"]: p for p in state["people"]}
    assert who[nina.id] == {
        "id": nina.id,
        "first_name": "Nina",
        "last_name": None,
        "username": "nina",
        "language_code": "en",
        "zone": "UTC",
        "label": "",
        "started": True,
        "blocked": False,
        "chats": [nina.id],
    }
    chats = {c["id"]: c for c in state["chats"]}
    assert (chats[nina.id]["type"], chats[nina.id]["bot_status"]) == ("private", "member")
    assert chats[head.id]["bot_status"] == "left"
    desk = chats[forum.id]
    assert (desk["is_forum"], desk["bot_status"], desk["pinned"]) == (True, "administrator", [m.id])
    assert {"id": head.id, "status": "creator"} in desk["members"]
    assert desk["topics"] == [
        {"id": topic.id, "name": "Alpha", "icon_color": 7322096, "icon_emoji": None, "closed": False}
    ]
    await bot.edit_forum_topic(forum.id, topic.id, icon_custom_emoji_id="5312536423851630001")
    iconed = next(c for c in (await page.get("state"))["chats"] if c["id"] == forum.id)
    assert iconed["topics"][0]["icon_emoji"] == "💡"
    shown = next(x for x in desk["messages"] if x["message_id"] == m.id)
    assert (shown["topic"], shown["reactions"]) == (topic.id, [{"emoji": "👍", "by": [head.id]}])


async def test_acts(page: Page, nina: Person, head: Person, forum: Chat, world: World, sandbox: Sandbox) -> None:
    m = await page.act(nina, "write", chat=nina.id, text="<b>x</b>", html=True)
    assert m["entities"][0]["type"] == "bold"
    answer = await page.act(nina, "write", chat=nina.id, text="y", reply_to=m["message_id"])
    assert answer["reply_to_message"]["message_id"] == m["message_id"]
    await page.act(nina, "edit", chat=nina.id, message=m["message_id"], text="z")
    await page.act(nina, "react", chat=nina.id, message=m["message_id"], emoji="👍")
    await page.act(nina, "react", chat=nina.id, message=m["message_id"], emoji=None)
    quoting = await page.act(nina, "write", chat=nina.id, text="y", reply_to=m["message_id"], quote="z")
    assert quoting["quote"]["text"] == "z"
    assert (await page.act(nina, "send", chat=nina.id, kind="voice", origin="channel"))["voice"]
    album = await page.act(nina, "album", chat=nina.id, kinds=["photo", "video"], caption="c")
    assert [part.get("caption") for part in album] == ["c", None]
    assert (await page.act(nina, "start", payload="abc"))["text"] == "/start abc"
    small = await page.act(nina, "group", title="Small")
    await page.act(nina, "add_bot", chat=small["id"], admin=True)
    await page.act(nina, "promote_bot", chat=small["id"], rights={"can_pin_messages": True})
    await page.act(nina, "rename", chat=small["id"], title="Bigger")
    big = await page.act(nina, "migrate", chat=small["id"])
    assert (big["type"], big["title"]) == ("supergroup", "Bigger")
    await page.act(nina, "forward", from_chat=nina.id, message=m["message_id"], chat=big["id"])
    await page.act(nina, "remove_bot", chat=big["id"])
    await page.act(head, "add", chat=forum.id, other=nina.id)
    await page.act(head, "promote", chat=forum.id, other=nina.id, rights={"can_pin_messages": True})
    desk = next(c for c in (await page.get("state"))["chats"] if c["id"] == forum.id)
    rights = ["can_manage_chat", "can_pin_messages"]
    assert {"id": nina.id, "status": "administrator", "rights": rights} in desk["members"]
    await page.act(head, "remove", chat=forum.id, other=nina.id)
    await page.act(head, "add", chat=forum.id, other=nina.id)
    topic = await page.act(head, "create_topic", chat=forum.id, name="T")
    posted = await page.act(nina, "write", chat=forum.id, topic=topic["id"], text="in")
    await page.act(head, "pin", chat=forum.id, message=posted["message_id"])
    await page.act(head, "close_topic", chat=forum.id, topic=topic["id"])
    await page.act(head, "reopen_topic", chat=forum.id, topic=topic["id"])
    await page.act(head, "delete_topic", chat=forum.id, topic=topic["id"])
    await page.act(nina, "leave", chat=forum.id)
    await page.act(nina, "delete", chat=nina.id, message=m["message_id"])
    await page.act(nina, "block_bot")
    assert nina.blocked
    await page.act(nina, "unblock_bot")
    assert not nina.blocked


@pytest.mark.parametrize(
    "body, words",
    [
        ({"do": "write", "text": "x"}, "a wrong or missing value: person"),
        ({"person": 999, "do": "write", "text": "x"}, "a wrong or missing value: person"),
        ({"person": 101, "do": "levitate"}, "a wrong or missing value: do"),
        ({"person": 101, "do": "write", "text": 5}, "a wrong or missing value: text"),
        ({"person": 101, "do": "join", "chat": "x"}, "a wrong or missing value: chat"),
        ({"person": 101, "do": "promote_bot", "chat": 5, "rights": 7}, "a wrong or missing value: rights"),
        ({"person": 101, "do": "delete", "message": 999}, "there is no such message"),
        ({"person": 101, "do": "album", "kinds": "photo"}, "a wrong or missing value: kinds"),
        ({"person": 101, "do": "add", "chat": 5, "other": 999}, "a wrong or missing value: other"),
    ],
)
async def test_wrong_acts(page: Page, nina: Person, body: dict[str, Any], words: str) -> None:
    assert await page.post("act", **body) == {"ok": False, "error": words}


async def test_a_press(page: Page, bot: Bot, nina: Person, sandbox: Sandbox) -> None:
    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="B", callback_data="b")]])
    sent = await bot.send_message(nina.id, "x", reply_markup=markup)
    pressing = asyncio.create_task(page.act(nina, "press", chat=nina.id, message=sent.message_id, data="b"))
    after = sandbox.world.queue.next_id
    query = (await bot.get_updates(offset=after, timeout=5))[0].callback_query
    await bot.answer_callback_query(query.id, text="done")
    assert await pressing == {"text": "done", "show_alert": False, "url": None}


async def test_an_upload(page: Page, nina: Person, http: aiohttp.ClientSession) -> None:
    form = aiohttp.FormData({"person": str(nina.id), "chat": str(nina.id), "kind": "document", "caption": "c"})
    form.add_field("file", b"bytes", filename="a.txt", content_type="text/plain")
    async with http.post("/sandbox/upload", data=form) as response:
        sent = (await response.json())["result"]
    assert (sent["document"]["file_name"], sent["caption"]) == ("a.txt", "c")
    async with http.get(f"/sandbox/file/{sent['document']['file_id']}") as response:
        assert await response.read() == b"bytes"
    form = aiohttp.FormData({"person": str(nina.id), "chat": str(nina.id), "caption": "two"})
    for name in ("a.png", "b.png"):
        form.add_field("kind", "photo")
        form.add_field("file", b"bytes", filename=name, content_type="image/png")
    async with http.post("/sandbox/upload", data=form) as response:
        album = (await response.json())["result"]
    assert len({part["media_group_id"] for part in album}) == 1
    for broken in ({"person": str(nina.id)}, {"person": "x", "file": "y"}):
        async with http.post("/sandbox/upload", data=aiohttp.FormData(broken)) as response:
            assert response.status == 400


async def test_the_clock(page: Page, clock: HandClock) -> None:
    before = clock.now()
    answer = await page.post("clock", by=90)
    assert answer == {"ok": True, "now": int((before + timedelta(seconds=90)).timestamp() * 1000)}
    await page.post("clock", next={"weekday": 5, "time": "23:40"})
    assert clock.now() == datetime(2026, 3, 7, 20, 40, tzinfo=UTC)  # Saturday in Moscow
    for wrong in ({}, {"by": -1}, {"by": "x"}, {"next": {"weekday": 1, "time": "late"}}):
        assert not (await page.post("clock", **wrong))["ok"]


@pytest.mark.parametrize(
    "weekday, time, hours",
    [
        (None, "12:00", 24),
        (None, "11:00", 23),
        (None, "13:00", 25),
        (0, "13:00", 1),
        (0, "12:00", 168),
        (1, "00:00", 12),
    ],
)
def test_the_next_such_time(weekday: int | None, time: str, hours: int) -> None:
    monday_noon = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    assert until(monday_noon, "UTC", weekday, time) == hours * 3600


def test_no_such_time() -> None:
    with pytest.raises(Refusal):
        until(datetime(2026, 3, 2, tzinfo=UTC), "UTC", 1, "25:00")


async def test_faults_and_limits(page: Page, sandbox: Sandbox) -> None:
    answer = await page.post("faults", latency=0.1, limits=True)
    assert answer == {
        "latency": 0.1,
        "error_500": 0,
        "cut_before": 0,
        "cut_after": 0,
        "outage": False,
        "storm_429": False,
        "limits": True,
    }
    assert sandbox.limits.on
    assert not (await page.post("faults", gremlins=True))["ok"]


async def test_calls(page: Page, bot: Bot, nina: Person) -> None:
    await bot.get_me()
    sent = await bot.send_message(nina.id, "x")
    calls = await page.get("calls?after=1")
    assert [c["method"] for c in calls] == ["sendMessage"]
    assert calls[0]["message_ids"] == [sent.message_id]
    assert calls[0]["params"]["text"] == "x"


async def test_events(page: Page, nina: Person, world: World) -> None:
    async with page.http.get("/sandbox/events") as stream:
        first = json.loads((await stream.content.readuntil(b"\n\n"))[6:])
        nina.write("x")
        nina.write("y")
        second = json.loads((await stream.content.readuntil(b"\n\n"))[6:])
    assert first["rev"] < second["rev"] == world.rev


async def test_no_file_outside_the_page(page: Page) -> None:
    for path in ("/page/../server.py", "/page/%2e%2e/server.py", "/page/nothing.js"):
        async with page.http.get(path) as response:
            assert response.status == 404
    async with page.http.get("/sandbox/file/none") as response:
        assert response.status == 400
