"""Every refusal of the table, each brought about by a call."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from sandbox import Chat, Person, Sandbox, World
from sandbox.errors import TABLE
from tests.sandbox.hand import TOKEN, HandClock, Raw

Scenario = Callable[["Stage"], Awaitable[str]]
CASES: dict[str, Scenario] = {}


@dataclass
class Stage:
    """All that a scenario may need."""

    sandbox: Sandbox
    world: World
    raw: Raw
    clock: HandClock
    nina: Person
    head: Person
    forum: Chat
    group: Chat

    async def no(self, method: str, /, **params: Any) -> str:
        return await self.raw.refusal(method, **params)

    async def say(self, chat_id: int | None = None, **params: Any) -> int:
        answer = await self.raw("sendMessage", chat_id=chat_id or self.nina.id, **({"text": "hello"} | params))
        assert answer["ok"], answer
        return int(answer["result"]["message_id"])

    async def topic(self, **params: Any) -> int:
        answer = await self.raw("createForumTopic", chat_id=self.forum.id, **({"name": "T"} | params))
        return int(answer["result"]["message_thread_id"])

    def weak(self, **rights: bool) -> int:
        """The bot without rights in the forum, but those given."""
        self.head.promote_bot(self.forum, rights)
        return self.forum.id

    def sample(self, kind: str) -> str:
        return self.world.files.sample(kind).id


def case(name: str) -> Callable[[Scenario], Scenario]:
    def register(scenario: Scenario) -> Scenario:
        CASES[name] = scenario
        return scenario

    return register


def call(name: str, method: str, /, **params: Any) -> None:
    """A scenario of one call; a callable value is asked for with the stage."""

    async def scenario(s: Stage) -> str:
        values = {key: value(s) if callable(value) else value for key, value in params.items()}
        return await s.no(method, **values)

    CASES[name] = scenario


def nina(s: Stage) -> int:
    return s.nina.id


def group(s: Stage) -> int:
    return s.group.id


def forum(s: Stage) -> int:
    return s.forum.id


def sent(s: Stage) -> int:
    return s.world.post(s.world.chats[s.nina.id], {"from": s.world.bot}, {"text": "mine"}).id


def held(kind: str) -> Callable[[Stage], int]:
    """A message of the bot that holds that kind."""

    def make(s: Stage) -> int:
        return s.world.post(s.world.chats[s.nina.id], {"from": s.world.bot}, s.nina.send(kind).content()).id

    return make


def file(kind: str) -> Callable[[Stage], dict[str, str]]:
    """An InputMedia."""
    return lambda s: {"type": kind, "media": s.sample(kind)}


def part(s: Stage) -> int:
    """A photo in an album of the bot."""
    place = s.world.chats[s.nina.id]
    return s.world.post(place, {"from": s.world.bot}, s.nina.send("photo").content(), extra={"media_group_id": "1"}).id


def hers(s: Stage) -> int:
    return s.nina.last().id


def start_of(s: Stage) -> int:
    return next(iter(s.group.messages))


def button(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "B", **fields}]]}


def rich(**fields: Any) -> dict[str, Any]:
    return fields


# who asks, and for what
call("unknown_method", "sendTelepathy")
call("bad_parameter", "sendMessage", chat_id=nina, text="x", message_thread_id="seven")
call("chat_not_found", "sendMessage", chat_id=999_999, text="x")
call("chat_id_empty", "sendMessage", text="x")
call("webhook_https", "setWebhook", url="http://example.com")
call("not_forum", "createForumTopic", chat_id=group, name="x")
call("leave_private", "leaveChat", chat_id=nina)
call("group_only", "banChatMember", chat_id=nina, user_id=nina)
# texts
call("text_empty", "sendMessage", chat_id=nina, text=" <b> </b> ", parse_mode="HTML")
call("text_long", "sendMessage", chat_id=nina, text="x" * 4097)
call("text_long_edit", "editMessageText", chat_id=nina, message_id=sent, text="😀" * 2049)
call("caption_long", "sendPhoto", chat_id=nina, photo=lambda s: s.sample("photo"), caption="x" * 1025)
call("parse", "sendMessage", chat_id=nina, text="<b>x", parse_mode="HTML")
call("parse_mode", "sendMessage", chat_id=nina, text="*x*", parse_mode="MarkdownV2")
call("entities", "sendMessage", chat_id=nina, text="x", entities=[{"type": "huge", "offset": 0, "length": 1}])
# keyboards
call("markup_json", "sendMessage", chat_id=nina, text="x", reply_markup=[1])
call("button_text", "sendMessage", chat_id=nina, text="x", reply_markup={"inline_keyboard": [[{"callback_data": "x"}]]})
call("button_action", "sendMessage", chat_id=nina, text="x", reply_markup=button())
call("button_data", "sendMessage", chat_id=nina, text="x", reply_markup=button(callback_data="я" * 33))
call("button_url", "sendMessage", chat_id=nina, text="x", reply_markup=button(url="not a link"))
call("query_old", "answerCallbackQuery", callback_query_id="123")
call("answer_long", "answerCallbackQuery", callback_query_id="123", text="x" * 201)
# answers, copies, forwards
call("reply_missing", "sendMessage", chat_id=nina, text="x", reply_parameters={"message_id": 7777})
call("quote", "sendMessage", chat_id=nina, text="x", reply_parameters=lambda s: {"message_id": sent(s), "quote": "no"})
call("copy_missing", "copyMessage", chat_id=nina, from_chat_id=nina, message_id=7777)
call("copy_forbidden", "copyMessage", chat_id=nina, from_chat_id=group, message_id=start_of)
call("forward_missing", "forwardMessage", chat_id=nina, from_chat_id=nina, message_id=7777)
call("forward_forbidden", "forwardMessage", chat_id=nina, from_chat_id=group, message_id=start_of)
call("ids_empty", "copyMessages", chat_id=nina, from_chat_id=nina, message_ids=[])
call("ids_many", "copyMessages", chat_id=nina, from_chat_id=nina, message_ids=list(range(1, 102)))
call("ids_order", "copyMessages", chat_id=nina, from_chat_id=nina, message_ids=[2, 1])
# edits, deletions, reactions, pins
call("edit_missing", "editMessageText", chat_id=nina, message_id=7777, text="x")
call("edit_forbidden", "editMessageText", chat_id=nina, message_id=hers, text="x")
call("edit_no_caption", "editMessageCaption", chat_id=nina, message_id=sent, caption="x")
call("edit_no_media", "editMessageMedia", chat_id=nina, message_id=held("sticker"), media=file("photo"))
call("edit_no_location", "editMessageLiveLocation", chat_id=nina, message_id=held("location"), latitude=1, longitude=2)
call("edit_album", "editMessageMedia", chat_id=nina, message_id=part, media=file("document"))
call("edit_album_kind", "editMessageMedia", chat_id=nina, message_id=part, media=file("animation"))
call("media_kind", "editMessageMedia", chat_id=nina, message_id=part, media=file("voice"))
call("not_modified", "editMessageText", chat_id=nina, message_id=sent, text="<b></b>mine", parse_mode="HTML")
call("delete_missing", "deleteMessage", chat_id=nina, message_id=7777)
call("delete_forbidden", "deleteMessage", chat_id=group, message_id=lambda s: s.nina.write("x", chat=s.group).id)
call("react_missing", "setMessageReaction", chat_id=nina, message_id=7777)
call("react_invalid", "setMessageReaction", chat_id=nina, message_id=hers, reaction=[{"type": "emoji", "emoji": "✅"}])
call("react_many", "setMessageReaction", chat_id=nina, message_id=hers, reaction=[{"type": "emoji", "emoji": "👍"}] * 2)
call("pin_missing", "pinChatMessage", chat_id=nina, message_id=7777)
call("unpin_missing", "unpinChatMessage", chat_id=nina, message_id=7777)
call("pin_rights", "pinChatMessage", chat_id=group, message_id=1)
call("poll_missing", "stopPoll", chat_id=nina, message_id=sent)
# files
call("file_missing", "sendPhoto", chat_id=nina)
call("file_wrong", "sendPhoto", chat_id=nina, photo="nonsense")
call("file_url", "sendPhoto", chat_id=nina, photo="https://example.com/a.png")
call("file_kind", "sendPhoto", chat_id=nina, photo=lambda s: s.sample("voice"))
call("file_unknown", "getFile", file_id="nonsense")
call("album_empty", "sendMediaGroup", chat_id=nina, media=[])
call("album_many", "sendMediaGroup", chat_id=nina, media=lambda s: [file("photo")(s)] * 11)
call("album_mix", "sendMediaGroup", chat_id=nina, media=lambda s: [file("photo")(s), file("document")(s)])
call("album_kind", "sendMediaGroup", chat_id=nina, media=lambda s: [file("animation")(s)] * 2)
call("live_period", "sendLocation", chat_id=nina, latitude=1, longitude=2, live_period=5)
call("poll_options", "sendPoll", chat_id=nina, question="x", options=[])
call("poll_quiz", "sendPoll", chat_id=nina, question="x", options=["a", "b"], type="quiz")
call("dice", "sendDice", chat_id=nina, emoji="👍")
call("action", "sendChatAction", chat_id=nina, action="dancing")
call("business", "sendChecklist", chat_id=nina, business_connection_id="x", checklist={"title": "x", "tasks": []})
call("rich_empty", "sendRichMessage", chat_id=nina, rich_message=rich(html="<p> </p>"))
call("rich_one_of", "sendRichMessage", chat_id=nina, rich_message=rich())
call("rich_long", "sendRichMessage", chat_id=nina, rich_message=rich(html="x" * 32_769))
call("ephemeral_missing", "deleteEphemeralMessage", chat_id=group, receiver_user_id=nina, ephemeral_message_id=5)
call(
    "ephemeral_user",
    "sendMessage",
    chat_id=group,
    text="x",
    ephemeral_message_parameters=lambda s: {"receiver_user_id": s.head.id},
)
# topics
call("thread_missing", "sendMessage", chat_id=forum, message_thread_id=1, text="x")
call("topic_invalid", "closeForumTopic", chat_id=forum, message_thread_id=7777)
call("topic_name", "createForumTopic", chat_id=forum, name=" ")
call("topic_name_long", "createForumTopic", chat_id=forum, name="x" * 129)
call("topic_icon", "createForumTopic", chat_id=forum, name="x", icon_color=5)
call("topic_emoji", "createForumTopic", chat_id=forum, name="x", icon_custom_emoji_id="1")
call("topic_create_rights", "createForumTopic", chat_id=lambda s: s.weak(), name="x")
# members
call("user_missing", "getChatMember", chat_id=group, user_id=999_999)
call("restrict_rights", "banChatMember", chat_id=group, user_id=nina)
call("promote_rights", "promoteChatMember", chat_id=group, user_id=nina)
call("owner", "banChatMember", chat_id=forum, user_id=lambda s: s.head.id)
call("title_rights", "setChatTitle", chat_id=group, title="x")
call("title_empty", "setChatTitle", chat_id=forum, title=" ")
call("description_rights", "setChatDescription", chat_id=group, description="x")
call("invite_rights", "exportChatInviteLink", chat_id=group)
call("command_invalid", "setMyCommands", commands=[{"command": "Start!", "description": "x"}])
call("command_words", "setMyCommands", commands=[{"command": "start", "description": ""}])
call("language", "setMyCommands", commands=[], language_code="russian")
call("commands_many", "setMyCommands", commands=[{"command": "a", "description": "x"}] * 101)
call("scope", "setMyCommands", commands=[], scope={"type": "moon"})


@case("unauthorized")
async def _(s: Stage) -> str:
    async with s.raw.http.post("/bot42:WRONG/getMe") as response:
        return str((await response.json())["description"])


@case("bad_json")
async def _(s: Stage) -> str:
    headers = {"Content-Type": "application/json"}
    async with s.raw.http.post(f"/bot{TOKEN}/getMe", data=b"{", headers=headers) as response:
        return str((await response.json())["description"])


@case("internal")
async def _(s: Stage) -> str:
    s.sandbox.faults.set(error_500=1.0)
    return await s.no("getMe")


@case("flood")
async def _(s: Stage) -> str:
    s.sandbox.faults.set(storm_429=True)
    return await s.no("getMe")


@case("webhook_active")
async def _(s: Stage) -> str:
    await s.raw("setWebhook", url="https://example.com/hook")
    return await s.no("getUpdates", timeout=0)


@case("two_pollers")
async def _(s: Stage) -> str:
    import asyncio

    await s.raw("getUpdates", offset=-1)
    first = asyncio.create_task(s.no("getUpdates", offset=s.world.queue.next_id, timeout=20))
    await asyncio.sleep(0.02)
    await s.raw("getUpdates", offset=s.world.queue.next_id, timeout=0)
    return await first


@case("cannot_initiate")
async def _(s: Stage) -> str:
    s.head.write("/hi", chat=s.forum)
    return await s.no("sendMessage", chat_id=s.head.id, text="x")


@case("blocked")
async def _(s: Stage) -> str:
    s.nina.block_bot()
    return await s.no("sendMessage", chat_id=s.nina.id, text="x")


@case("deactivated")
async def _(s: Stage) -> str:
    s.nina.deactivate()
    return await s.no("sendMessage", chat_id=s.nina.id, text="x")


@case("cannot_message_bots")
async def _(s: Stage) -> str:
    other = s.world.person("Other", bot=True)
    other.join(s.forum)
    return await s.no("sendMessage", chat_id=other.id, text="x")


@case("kicked")
async def _(s: Stage) -> str:
    s.nina.remove_bot(s.group)
    return await s.no("sendMessage", chat_id=s.group.id, text="x")


@case("not_member")
async def _(s: Stage) -> str:
    await s.raw("leaveChat", chat_id=s.group.id)
    return await s.no("sendMessage", chat_id=s.group.id, text="x")


@case("upgraded")
async def _(s: Stage) -> str:
    old = s.nina.group("Small")
    s.nina.add_bot(old)
    new = s.world.migrate(old)
    answer = await s.raw("sendMessage", chat_id=old.id, text="x")
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    return str(answer["description"])


@case("edit_no_text")
async def _(s: Stage) -> str:
    photo = await s.raw("sendPhoto", chat_id=s.nina.id, photo=s.sample("photo"))
    return await s.no("editMessageText", chat_id=s.nina.id, message_id=photo["result"]["message_id"], text="x")


@case("delete_late")
async def _(s: Stage) -> str:
    message_id = await s.say()
    s.clock.advance(49 * 3600)
    return await s.no("deleteMessage", chat_id=s.nina.id, message_id=message_id)


@case("poll_closed")
async def _(s: Stage) -> str:
    poll = await s.raw("sendPoll", chat_id=s.nina.id, question="x", options=["a"])
    where = {"chat_id": s.nina.id, "message_id": poll["result"]["message_id"]}
    assert (await s.raw("stopPoll", **where))["result"]["is_closed"]
    return await s.no("stopPoll", **where)


@case("file_empty")
async def _(s: Stage) -> str:
    import aiohttp

    form = aiohttp.FormData({"chat_id": str(s.nina.id)})
    form.add_field("document", b"", filename="empty.txt")
    async with s.raw.http.post(f"/bot{TOKEN}/sendDocument", data=form) as response:
        return str((await response.json())["description"])


@case("file_big")
async def _(s: Stage) -> str:
    return await s.no("getFile", file_id=s.world.files.add("document", bytes(21 * 1024 * 1024)).id)


@case("topic_closed")
async def _(s: Stage) -> str:
    topic = s.head.create_topic(s.forum, "T")
    s.head.close_topic(s.forum, topic)
    return await s.no("sendMessage", chat_id=s.weak(), message_thread_id=topic.id, text="x")


@case("topic_deleted")
async def _(s: Stage) -> str:
    topic = await s.topic()
    s.head.delete_topic(s.forum, topic)
    return await s.no("editForumTopic", chat_id=s.forum.id, message_thread_id=topic, name="x")


@case("topic_same")
async def _(s: Stage) -> str:
    topic = await s.topic(name="Same")
    return await s.no("editForumTopic", chat_id=s.forum.id, message_thread_id=topic, name="Same")


def rightless(name: str, method: str, /, **params: Any) -> None:
    async def scenario(s: Stage) -> str:
        topic = s.head.create_topic(s.forum, "T")
        return await s.no(method, chat_id=s.weak(), message_thread_id=topic.id, **params)

    CASES[name] = scenario


rightless("topic_edit_rights", "editForumTopic", name="x")
rightless("topic_delete_rights", "deleteForumTopic")
rightless("topic_close_rights", "closeForumTopic")


@case("send_rights")
async def _(s: Stage) -> str:
    s.group.permissions["can_send_photos"] = False
    return await s.no("sendPhoto", chat_id=s.group.id, photo=s.sample("photo"))


@case("administrator")
async def _(s: Stage) -> str:
    s.nina.join(s.forum)
    await s.raw("promoteChatMember", chat_id=s.forum.id, user_id=s.nina.id, can_pin_messages=True)
    return await s.no("banChatMember", chat_id=s.forum.id, user_id=s.nina.id)


@pytest.mark.parametrize("name", TABLE)
async def test_every_refusal_is_brought_about(
    name: str, sandbox: Sandbox, raw: Raw, clock: HandClock, nina: Person, head: Person, forum: Chat, group: Chat
) -> None:
    stage = Stage(sandbox, sandbox.world, raw, clock, nina, head, forum, group)
    assert name in CASES, f"no call brings about {name}"
    description = await CASES[name](stage)
    words = re.sub(r"\\\{\w+\\\}", ".+", re.escape(TABLE[name][1]))
    assert re.fullmatch(words, description), description
    assert any(call.status == TABLE[name][0] and call.description == description for call in sandbox.calls)


def test_nothing_is_refused_that_the_table_does_not_know() -> None:
    assert set(CASES) == set(TABLE)
