"""Forum topics, General, and the threads of messages."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from sandbox import Chat, Person, Sandbox, World
from tests.sandbox.hand import Raw, seen


async def test_messages_of_a_topic(bot: Bot, head: Person, forum: Chat, sandbox: Sandbox) -> None:
    topic = (await bot.create_forum_topic(forum.id, "Alpha", icon_color=16766590)).message_thread_id
    sent = await bot.send_message(forum.id, "x", message_thread_id=topic)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic, True)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == topic  # answering nobody, it hangs on the first message
    assert sent.reply_to_message.forum_topic_created is not None
    head.write("hello", chat=forum, topic=topic)
    assert seen(sandbox, "message")[-1]["reply_to_message"]["message_id"] == topic
    answer = head.write("to you", chat=forum, reply_to=sent.message_id)
    assert (answer.topic, answer.raw["reply_to_message"]["message_id"]) == (topic, sent.message_id)
    assert [m.text for m in head.sees(forum, topic=topic)][1:] == ["x", "hello", "to you"]


async def test_general_has_no_thread(bot: Bot, head: Person, forum: Chat) -> None:
    sent = await bot.send_message(forum.id, "x")
    assert sent.message_thread_id is None
    assert sent.is_topic_message is None
    answer = head.write("y", chat=forum, reply_to=sent.message_id)
    assert "message_thread_id" not in answer.raw
    assert len(head.sees(forum, topic=0)) == len(forum.messages)
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(forum.id, "x", message_thread_id=1)


async def test_a_deleted_topic(bot: Bot, head: Person, forum: Chat, world: World) -> None:
    topic = (await bot.create_forum_topic(forum.id, "T")).message_thread_id
    m = await bot.send_message(forum.id, "x", message_thread_id=topic)
    assert await bot.delete_forum_topic(forum.id, topic)
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.send_message(forum.id, "x", message_thread_id=topic)
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await bot.copy_message(forum.id, forum.id, (await bot.send_message(forum.id, "g")).message_id, topic)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("y", chat_id=forum.id, message_id=m.message_id)
    for method in (bot.close_forum_topic, bot.reopen_forum_topic, bot.delete_forum_topic):
        with pytest.raises(TelegramBadRequest, match="TOPIC_DELETED"):
            await method(forum.id, topic)
    world.silent_general = True
    lost = await bot.send_message(forum.id, "y", message_thread_id=topic)
    assert lost.message_thread_id is None
    assert head.last(forum, topic=0).text == "y"


async def test_a_closed_topic_is_closed_but_to_those_who_manage(bot: Bot, head: Person, forum: Chat) -> None:
    topic = head.create_topic(forum, "T")
    await bot.close_forum_topic(forum.id, topic.id)
    assert await bot.send_message(forum.id, "x", message_thread_id=topic.id)
    head.promote_bot(forum, {"can_pin_messages": True})
    with pytest.raises(TelegramBadRequest, match="TOPIC_CLOSED"):
        await bot.send_message(forum.id, "x", message_thread_id=topic.id)
    head.reopen_topic(forum, topic)
    assert await bot.send_message(forum.id, "x", message_thread_id=topic.id)


async def test_names_and_icons(bot: Bot, forum: Chat, sandbox: Sandbox, raw: Raw) -> None:
    icons = await bot.get_forum_topic_icon_stickers()
    topic = (await bot.create_forum_topic(forum.id, "T")).message_thread_id
    icon = icons[0].custom_emoji_id
    assert await bot.edit_forum_topic(forum.id, topic, icon_custom_emoji_id=icon)
    with pytest.raises(TelegramBadRequest, match="TOPIC_NOT_MODIFIED"):
        await bot.edit_forum_topic(forum.id, topic, name="T", icon_custom_emoji_id=icon)
    assert (await raw("editForumTopic", chat_id=forum.id, message_thread_id=topic, icon_custom_emoji_id=""))["ok"]
    assert forum.topics[topic].icon_emoji is None
    edited = [m["forum_topic_edited"] for m in seen(sandbox, "message") if "forum_topic_edited" in m]
    assert edited == [{"icon_custom_emoji_id": icon}, {"icon_custom_emoji_id": ""}]


async def test_the_bot_keeps_its_own_topics_without_rights(bot: Bot, head: Person, forum: Chat, raw: Raw) -> None:
    mine = (await bot.create_forum_topic(forum.id, "Mine")).message_thread_id
    head.promote_bot(forum, False)
    assert await bot.edit_forum_topic(forum.id, mine, name="Still mine")
    assert await raw.refusal("createForumTopic", chat_id=forum.id, name="x") == (
        "Bad Request: not enough rights to create a topic"
    )


async def test_general_can_be_closed_hidden_and_named(bot: Bot, head: Person, forum: Chat, sandbox: Sandbox) -> None:
    await bot.edit_general_forum_topic(forum.id, "Lobby")
    await bot.close_general_forum_topic(forum.id)
    with pytest.raises(TelegramBadRequest, match="TOPIC_NOT_MODIFIED"):
        await bot.close_general_forum_topic(forum.id)
    await bot.reopen_general_forum_topic(forum.id)
    await bot.hide_general_forum_topic(forum.id)
    with pytest.raises(TelegramBadRequest, match="TOPIC_NOT_MODIFIED"):
        await bot.hide_general_forum_topic(forum.id)
    await bot.unhide_general_forum_topic(forum.id)
    names = [
        next(k for k in m if k.endswith(("edited", "closed", "reopened", "hidden")))
        for m in seen(sandbox, "message")[-5:]
    ]
    assert len(set(names)) == 5
    head.promote_bot(forum, False)
    with pytest.raises(TelegramBadRequest, match="not enough rights"):
        await bot.close_general_forum_topic(forum.id)


async def test_unpinning_by_topic(bot: Bot, forum: Chat) -> None:
    topic = (await bot.create_forum_topic(forum.id, "T")).message_thread_id
    inside = await bot.send_message(forum.id, "x", message_thread_id=topic)
    outside = await bot.send_message(forum.id, "y")
    for m in (inside, outside):
        await bot.pin_chat_message(forum.id, m.message_id)
    await bot.unpin_all_forum_topic_messages(forum.id, topic)
    assert forum.pinned == [outside.message_id]
    await bot.unpin_all_general_forum_topic_messages(forum.id)
    assert forum.pinned == []


async def test_an_answer_across_topics(bot: Bot, head: Person, forum: Chat, raw: Raw) -> None:
    topic = (await bot.create_forum_topic(forum.id, "T")).message_thread_id
    general = head.write("x", chat=forum)
    params = {"message_thread_id": topic, "reply_parameters": {"message_id": general.id}}
    sent = (await raw("sendMessage", chat_id=forum.id, text="y", **params))["result"]
    assert sent["message_thread_id"] == topic
    assert sent["external_reply"]["message_id"] == general.id
    inside = await bot.send_message(forum.id, "in", message_thread_id=topic)
    follow = await raw("sendMessage", chat_id=forum.id, text="z", reply_parameters={"message_id": inside.message_id})
    assert follow["result"]["message_thread_id"] == topic  # an answer goes where the answered message is


async def test_chat_actions_go_to_topics(bot: Bot, forum: Chat) -> None:
    topic = (await bot.create_forum_topic(forum.id, "T")).message_thread_id
    assert await bot.send_chat_action(forum.id, "typing", message_thread_id=topic)
