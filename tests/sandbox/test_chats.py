"""Chats, members and rights, links, commands, names, and presses."""

from __future__ import annotations

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
)

from sandbox import CallbackAnswer, Chat, Person, Refusal, Sandbox, World
from tests.sandbox.hand import HandClock, seen


async def test_get_chat(bot: Bot, nina: Person, forum: Chat) -> None:
    private, group = await bot.get_chat(nina.id), await bot.get_chat(forum.id)
    assert (private.type, private.username, private.first_name) == ("private", "nina", "Nina")
    assert (group.is_forum, group.title) == (True, "Desk")
    assert group.permissions is not None


async def test_members(bot: Bot, nina: Person, head: Person, forum: Chat, world: World) -> None:
    assert (await bot.get_chat_member(forum.id, nina.id)).status == "left"
    nina.join(forum)
    assert (await bot.get_chat_member(forum.id, nina.id)).status == "member"
    me = await bot.get_chat_member(forum.id, bot.id)
    assert (me.status, me.can_manage_topics) == ("administrator", True)
    other = world.person("Other", bot=True)
    other.join(forum)
    await bot.promote_chat_member(forum.id, other.id, can_pin_messages=True)
    assert {m.user.id for m in await bot.get_chat_administrators(forum.id)} == {head.id, bot.id}
    assert await bot.get_chat_member_count(forum.id) == 4
    assert await bot.get_chat_member_count(nina.id) == 2


async def test_ban_restrict_promote(bot: Bot, nina: Person, forum: Chat) -> None:
    nina.join(forum)
    await bot.restrict_chat_member(forum.id, nina.id, ChatPermissions(can_send_messages=False))
    with pytest.raises(Refusal, match="you may not write here"):
        nina.write("x", chat=forum)
    assert (await bot.get_chat_member(forum.id, nina.id)).status == "restricted"
    everything = dict.fromkeys(ChatPermissions.model_fields, True)
    await bot.restrict_chat_member(forum.id, nina.id, ChatPermissions(**everything))
    nina.write("x", chat=forum)
    await bot.promote_chat_member(forum.id, nina.id, can_pin_messages=True)
    nina.pin(nina.last(forum))
    await bot.promote_chat_member(forum.id, nina.id)
    await bot.ban_chat_member(forum.id, nina.id)
    with pytest.raises(Refusal, match="not a member"):
        nina.write("x", chat=forum)
    await bot.unban_chat_member(forum.id, nina.id, only_if_banned=True)
    assert (await bot.get_chat_member(forum.id, nina.id)).status == "left"


async def test_a_restricted_group(bot: Bot, nina: Person, group: Chat) -> None:
    group.permissions["can_send_messages"] = False
    with pytest.raises(TelegramBadRequest, match="not enough rights to send text messages to the chat"):
        await bot.send_message(group.id, "x")
    nina.promote_bot(group, {"can_pin_messages": True})
    assert await bot.send_message(group.id, "administrators may")


async def test_leaving(bot: Bot, group: Chat, sandbox: Sandbox) -> None:
    await bot.leave_chat(group.id)
    assert seen(sandbox, "my_chat_member")[-1]["new_chat_member"]["status"] == "left"
    with pytest.raises(TelegramForbiddenError, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group.id, "x")


async def test_links_and_titles(bot: Bot, forum: Chat) -> None:
    assert (await bot.export_chat_invite_link(forum.id)).startswith("https://t.me/+")
    messages = len(forum.messages)
    assert await bot.set_chat_title(forum.id, "Desk")
    assert len(forum.messages) == messages  # the same title changes nothing
    await bot.set_chat_description(forum.id, "About")
    assert (await bot.get_chat(forum.id)).description == "About"


async def test_commands_per_scope_and_language(bot: Bot, nina: Person) -> None:
    general, ours = [BotCommand(command="a", description="A")], [BotCommand(command="b", description="B")]
    await bot.set_my_commands(general)
    await bot.set_my_commands(ours, scope=BotCommandScopeChat(chat_id=nina.id), language_code="ru")
    assert [c.command for c in await bot.get_my_commands()] == ["a"]
    assert await bot.get_my_commands(scope=BotCommandScopeChat(chat_id=nina.id)) == []
    russian = await bot.get_my_commands(scope=BotCommandScopeChat(chat_id=nina.id), language_code="ru")
    assert [c.command for c in russian] == ["b"]
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == []
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.set_my_commands(ours, scope=BotCommandScopeChat(chat_id=5))


async def test_names_and_menu(bot: Bot, nina: Person) -> None:
    await bot.set_my_name("Стол", language_code="ru")
    assert (await bot.get_my_name(language_code="ru")).name == "Стол"
    assert (await bot.get_my_name()).name == "partnerdesk"
    await bot.set_my_description("d")
    await bot.set_my_short_description("s")
    assert (await bot.get_my_description()).description == "d"
    assert (await bot.get_my_short_description()).short_description == "s"
    await bot.set_chat_menu_button(nina.id, MenuButtonCommands())
    assert (await bot.get_chat_menu_button(nina.id)).type == "commands"
    assert (await bot.get_chat_menu_button()).type == "default"
    assert await bot.log_out()


# --- presses ---


def keyboard(**fields: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="B", **fields)]])


async def test_a_press_is_answered_once_and_in_time(bot: Bot, nina: Person, clock: HandClock, sandbox: Sandbox) -> None:
    await bot.send_message(nina.id, "x", reply_markup=keyboard(callback_data="b"))
    pressed = nina.press_nowait(nina.last(), "B")
    query = seen(sandbox, "callback_query")[-1]
    assert (query["id"], query["data"], query["message"]["text"]) == (pressed.id, "b", "x")
    clock.advance(14)
    assert await bot.answer_callback_query(pressed.id, text="ok", show_alert=True)
    assert pressed.answer == CallbackAnswer("ok", show_alert=True)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query(pressed.id)
    late = nina.press_nowait(nina.last(), data="b")
    clock.advance(16)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query(late.id)
    assert late.answer is None


async def test_press_waits_for_the_answer(bot: Bot, nina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    await bot.send_message(nina.id, "x", reply_markup=keyboard(callback_data="b"))
    pressing = asyncio.create_task(nina.press(nina.last(), "B"))
    await asyncio.sleep(0)
    await bot.answer_callback_query((await bot.get_updates(offset=-1))[0].callback_query.id)
    assert await pressing == CallbackAnswer()
    monkeypatch.setattr("sandbox.people.PATIENCE", 0.01)
    assert await nina.press(nina.last(), "B") is None


async def test_forged_and_impossible_presses(bot: Bot, nina: Person, head: Person, sandbox: Sandbox) -> None:
    await bot.send_message(nina.id, "x", reply_markup=keyboard(url="https://example.com"))
    assert await nina.press(nina.last(), "B") == CallbackAnswer(url="https://example.com/")
    with pytest.raises(Refusal, match="no such button"):
        nina.press_nowait(nina.last(), data="anything")
    nina.press_nowait(nina.last(), data="anything", forged=True)
    assert seen(sandbox, "callback_query")[-1]["data"] == "anything"
    with pytest.raises(Refusal, match="no such chat"):
        head.press_nowait(nina.last(), "B")
