"""Which updates the bot gets, when, and how getUpdates hands them out."""

from __future__ import annotations

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError

from sandbox import Chat, Person, Sandbox, World
from tests.sandbox.hand import HandClock, Raw, seen


async def test_an_offset_confirms_all_before_it(bot: Bot, nina: Person, sandbox: Sandbox) -> None:
    for text in ("a", "b", "c"):
        nina.write(text)
    first = await bot.get_updates(limit=2)
    assert [u.message.text for u in first if u.message] == ["/start", "a"]
    assert len(await bot.get_updates()) == 4  # nothing was confirmed yet
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [u.message.text for u in rest if u.message] == ["b", "c"]
    assert len(sandbox.pending()) == 2


async def test_a_negative_offset_keeps_the_newest(bot: Bot, nina: Person, sandbox: Sandbox) -> None:
    nina.write("a")
    nina.write("b")
    assert [u.message.text for u in await bot.get_updates(offset=-1) if u.message] == ["b"]
    assert len(sandbox.pending()) == 1


async def test_a_long_poll_wakes_at_once(bot: Bot, nina: Person, sandbox: Sandbox) -> None:
    await bot.get_updates(offset=-1)
    waiting = asyncio.create_task(bot.get_updates(offset=sandbox.world.queue.next_id, timeout=30))
    await asyncio.sleep(0.02)
    assert not waiting.done()
    nina.write("wake up")
    assert (await asyncio.wait_for(waiting, 1))[0].message.text == "wake up"


async def test_a_second_poller_ends_the_first(bot: Bot, nina: Person, sandbox: Sandbox) -> None:
    after = sandbox.world.queue.next_id
    first = asyncio.create_task(bot.get_updates(offset=after, timeout=30))
    await asyncio.sleep(0.02)
    second = asyncio.create_task(bot.get_updates(offset=after, timeout=30))
    with pytest.raises(TelegramConflictError):
        await first
    nina.write("x")
    assert len(await second) == 1


async def test_updates_are_kept_for_a_day(bot: Bot, nina: Person, clock: HandClock, sandbox: Sandbox) -> None:
    clock.advance(23 * 3600)
    nina.write("fresh")
    clock.advance(2 * 3600)
    assert [u.message.text for u in await bot.get_updates() if u.message] == ["fresh"]


async def test_ids_jump_after_an_idle_week(bot: Bot, nina: Person, clock: HandClock) -> None:
    before = (await bot.get_updates())[-1].update_id
    clock.advance(8 * 86_400)
    nina.write("back")
    assert (await bot.get_updates())[-1].update_id > before + 1000


async def test_reactions_come_only_when_named(
    bot: Bot, nina: Person, forum: Chat, group: Chat, sandbox: Sandbox
) -> None:
    m = nina.write("x")
    nina.react(m, "👍")
    assert not seen(sandbox, "message_reaction")
    await bot.get_updates(allowed_updates=["message", "message_reaction", "chat_member"])
    nina.react(m, "🔥")
    nina.react(nina.write("plain group", chat=group), "👍")  # the bot is no administrator there
    nina.join(forum)
    nina.react(nina.write("in the forum", chat=forum), "👍")
    nina.leave(forum)
    changes = seen(sandbox, "message_reaction")
    assert [c["new_reaction"][0]["emoji"] for c in changes] == ["🔥", "👍"]
    assert changes[0]["old_reaction"][0]["emoji"] == "👍"
    assert [c["new_chat_member"]["status"] for c in seen(sandbox, "chat_member")] == ["member", "left"]


async def test_allowed_updates_are_remembered(bot: Bot, nina: Person, sandbox: Sandbox) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["callback_query"])
    nina.write("unheard")
    await bot.get_updates()
    nina.write("unheard too")
    assert len(sandbox.pending()) == 1
    await bot.get_updates(allowed_updates=[])
    nina.write("heard")
    assert seen(sandbox, "message")[-1]["text"] == "heard"


async def test_a_webhook_stops_polling(bot: Bot, nina: Person, raw: Raw) -> None:
    await bot.set_webhook("https://example.com/hook", max_connections=5)
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == ("https://example.com/hook", 1, 5)
    with pytest.raises(TelegramConflictError):
        await bot.get_updates()
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == []


# --- privacy mode, rights, other bots ---


def texts(sandbox: Sandbox) -> list[str]:
    return [m.get("text", "?") for m in seen(sandbox, "message") if "text" in m]


async def test_privacy_hides_ordinary_messages(bot: Bot, nina: Person, group: Chat, sandbox: Sandbox) -> None:
    answer = await bot.send_message(group.id, "anybody?")
    nina.write("hidden", chat=group)
    nina.write("/link", chat=group)
    nina.write("/link@partnerdesk_bot", chat=group)
    nina.write("/link@other_bot", chat=group)
    nina.write("hey @partnerdesk_bot", chat=group)
    nina.write("yes", chat=group, reply_to=answer.message_id)
    assert texts(sandbox)[1:] == ["/link", "/link@partnerdesk_bot", "hey @partnerdesk_bot", "yes"]
    assert (await bot.get_me()).can_read_all_group_messages is False


async def test_an_administrator_hears_everything(nina: Person, group: Chat, sandbox: Sandbox) -> None:
    nina.promote_bot(group, True)
    nina.write("now", chat=group)
    assert texts(sandbox)[-1] == "now"


async def test_privacy_counts_when_the_bot_is_added_again(
    bot: Bot, nina: Person, group: Chat, world: World, sandbox: Sandbox
) -> None:
    world.set_privacy(False)
    assert (await bot.get_me()).can_read_all_group_messages is True
    nina.write("still hidden", chat=group)
    nina.remove_bot(group)
    nina.add_bot(group)
    nina.write("heard", chat=group)
    assert texts(sandbox)[1:] == ["heard"]


async def test_nothing_of_other_bots_nor_of_its_own(
    bot: Bot, nina: Person, forum: Chat, world: World, sandbox: Sandbox
) -> None:
    other = world.person("Other", bot=True)
    other.join(forum)
    before = len(sandbox.pending())
    other.write("beep", chat=forum)
    await bot.send_message(forum.id, "mine")
    assert len(sandbox.pending()) == before


async def test_the_bot_gets_the_service_messages_it_causes(bot: Bot, forum: Chat, sandbox: Sandbox) -> None:
    topic = await bot.create_forum_topic(forum.id, "T")
    m = await bot.send_message(forum.id, "x", message_thread_id=topic.message_thread_id)
    await bot.pin_chat_message(forum.id, m.message_id)
    await bot.set_chat_title(forum.id, "New")
    await bot.edit_forum_topic(forum.id, topic.message_thread_id, name="U")
    kinds = ("forum_topic_created", "pinned_message", "new_chat_title", "forum_topic_edited")
    got = [next((k for k in kinds if k in m), None) for m in seen(sandbox, "message")]
    assert [k for k in got if k] == list(kinds)
    assert all(m["from"]["id"] == bot.id for m in seen(sandbox, "message")[-4:])


async def test_deletions_are_not_told(nina: Person, sandbox: Sandbox) -> None:
    m = nina.write("x")
    before = sandbox.pending()
    nina.delete(m)
    assert sandbox.pending() == before


async def test_edits_of_people_are_told(nina: Person, sandbox: Sandbox) -> None:
    nina.edit(nina.write("x"), "<b>y</b>", html=True)
    edited = seen(sandbox, "edited_message")[0]
    assert edited["text"] == "y"
    assert edited["entities"][0]["type"] == "bold"
    assert "edit_date" in edited


# --- members ---


async def test_the_bot_is_told_of_its_own_places(nina: Person, world: World, sandbox: Sandbox) -> None:
    chat = world.group("G", owner=nina, supergroup=True)
    nina.add_bot(chat)
    nina.promote_bot(chat, {"can_pin_messages": True})
    nina.promote_bot(chat, False)
    nina.remove_bot(chat)
    nina.block_bot()
    nina.start("again")
    statuses = [(u["chat"]["type"], u["new_chat_member"]["status"]) for u in seen(sandbox, "my_chat_member")]
    assert statuses == [
        ("supergroup", "member"),
        ("supergroup", "administrator"),
        ("supergroup", "member"),
        ("supergroup", "kicked"),
        ("private", "kicked"),
        ("private", "member"),
    ]
    assert any("new_chat_members" in m for m in seen(sandbox, "message"))
    assert texts(sandbox)[-1] == "/start again"


async def test_a_group_becomes_a_supergroup(nina: Person, raw: Raw, world: World, sandbox: Sandbox) -> None:
    old = nina.group("Small")
    nina.add_bot(old)
    changes = len(seen(sandbox, "my_chat_member"))
    new = world.migrate(old)
    last, first = seen(sandbox, "message")[-2:]
    assert (last["chat"]["id"], last["migrate_to_chat_id"]) == (old.id, new.id)
    assert (first["chat"]["id"], first["migrate_from_chat_id"]) == (new.id, old.id)
    assert first["message_id"] == 1
    assert len(seen(sandbox, "my_chat_member")) == changes  # no "left" for the old chat
    for method, rest in (("sendMessage", {"text": "x"}), ("getChat", {}), ("sendChatAction", {"action": "typing"})):
        assert (await raw(method, chat_id=old.id, **rest))["parameters"] == {"migrate_to_chat_id": new.id}
    assert (await raw("sendMessage", chat_id=new.id, text="x"))["ok"]
    assert nina.last(old).text == "x"


# --- odd senders, albums ---


async def test_anonymous_administrators_and_channels(nina: Person, group: Chat, sandbox: Sandbox) -> None:
    nina.write("/from us", chat=group, anonymous=True)
    nina.write("/from channel", chat=group, as_channel="News")
    us, channel = seen(sandbox, "message")[-2:]
    assert (us["from"]["id"], us["sender_chat"]["id"]) == (1087968824, group.id)
    assert (channel["from"]["id"], channel["sender_chat"]["title"]) == (136817688, "News")


async def test_album_parts_are_separate_and_may_be_late(
    nina: Person, sandbox: Sandbox, clock: HandClock, bot: Bot
) -> None:
    nina.album(["photo", "photo", "video"], caption="all of them", gap=6)
    assert len(seen(sandbox, "message")) == 2
    waiting = asyncio.create_task(bot.get_updates(offset=sandbox.world.queue.next_id, timeout=30))
    await asyncio.sleep(0.02)
    clock.advance(7)
    assert (await asyncio.wait_for(waiting, 1))[0].message.media_group_id
    clock.advance(7)
    parts = [m for m in seen(sandbox, "message") if "media_group_id" in m]
    assert len({m["media_group_id"] for m in parts}) == 1
    assert [m.get("caption") for m in parts][-1] is None
    assert nina.sees()[1].text == "all of them"
