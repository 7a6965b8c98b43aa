"""The shortest walk through everything."""

from __future__ import annotations

import asyncio
from typing import Any

from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from sandbox import Chat, Person, Sandbox


async def test_a_walk(sandbox: Sandbox, bot: Bot, nina: Person, forum: Chat, http: Any) -> None:
    me = await bot.get_me()
    assert me.username == "partnerdesk_bot"
    assert me.can_read_all_group_messages is False
    updates = await bot.get_updates(timeout=0)
    assert updates[0].message is not None
    assert updates[0].message.text == "/start"
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Yes", callback_data="y")]])
    sent = await bot.send_message(nina.id, "Hello <b>you</b>", parse_mode="HTML", reply_markup=keyboard)
    assert nina.last().text == "Hello you"
    assert nina.last().buttons == ["Yes"]
    pressing = asyncio.create_task(nina.press(nina.last(), "Yes"))
    await asyncio.sleep(0)
    query = (await bot.get_updates(offset=updates[-1].update_id + 1, timeout=5))[-1].callback_query
    assert query is not None
    assert query.data == "y"
    await bot.answer_callback_query(query.id, text="done")
    answer = await pressing
    assert answer is not None
    assert answer.text == "done"
    await bot.edit_message_text("Bye", chat_id=nina.id, message_id=sent.message_id)
    assert nina.last().text == "Bye"
    assert not nina.last().buttons
    topic = await bot.create_forum_topic(forum.id, "Alpha")
    copied = await bot.copy_message(forum.id, nina.id, sent.message_id, message_thread_id=topic.message_thread_id)
    assert forum.messages[copied.message_id].topic == topic.message_thread_id
    async with http.get("/sandbox/state") as response:
        assert len((await response.json())["chats"]) == 3
    async with http.post("/sandbox/act", json={"person": nina.id, "do": "write", "text": "hi"}) as response:
        assert (await response.json())["ok"]
    async with http.post("/sandbox/clock", json={"by": 60}) as response:
        assert (await response.json())["ok"]
