"""Sending, answering, copying, forwarding, editing, deleting, pinning."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity, ReplyParameters

from sandbox import Chat, Person, Sandbox, World
from tests.sandbox.hand import HandClock, Raw


def keyboard(*texts: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(text=text, callback_data=text) for text in texts]
    return InlineKeyboardMarkup(inline_keyboard=[row])


async def test_message_ids(bot: Bot, nina: Person, head: Person, group: Chat, forum: Chat) -> None:
    head.start()
    first = await bot.send_message(nina.id, "a")
    second = await bot.send_message(head.id, "b")
    small = head.group("Small")
    assert second.message_id == first.message_id + 1  # private chats share a counter
    assert min(small.messages) == second.message_id + 1  # so do basic groups
    assert min(group.messages) == min(forum.messages) == 1  # supergroups count from 1


async def test_html_and_entities_arrive_alike(bot: Bot, nina: Person) -> None:
    await bot.send_message(nina.id, "😀 <b>x</b> /go", parse_mode="HTML")
    one = nina.last().raw
    await bot.send_message(nina.id, "😀 x /go", entities=[MessageEntity(type="bold", offset=3, length=1)])
    assert nina.last().raw["entities"] == one["entities"]
    assert [e["type"] for e in one["entities"]] == ["bold", "bot_command"]


async def test_limits_count_utf16_after_parsing(bot: Bot, nina: Person) -> None:
    await bot.send_message(nina.id, f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    await bot.send_message(nina.id, "😀" * 2048)
    with pytest.raises(TelegramBadRequest, match="message is too long"):
        await bot.send_message(nina.id, "😀" * 2049)


async def test_mentions_of_strangers_are_dropped(bot: Bot, nina: Person, world: World) -> None:
    stranger = world.person("X")
    html = f'<a href="tg://user?id={nina.id}">a</a> <a href="tg://user?id={stranger.id}">b</a>'
    sent = await bot.send_message(nina.id, html, parse_mode="HTML")
    assert [e.user.first_name for e in sent.entities or [] if e.user] == ["Nina"]


async def test_a_never_seen_user_is_not_found(bot: Bot, world: World, forum: Chat) -> None:
    stranger = world.person("X")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(stranger.id, "x")
    stranger.join(forum)
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await bot.send_message(stranger.id, "x")


async def test_answers_and_quotes(bot: Bot, nina: Person, group: Chat) -> None:
    m = nina.write("/price and terms")
    sent = await bot.send_message(nina.id, "yes", reply_parameters=ReplyParameters(message_id=m.id, quote="terms"))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == m.id
    assert sent.quote is not None
    assert sent.quote.position == 11
    loose = ReplyParameters(message_id=7777, allow_sending_without_reply=True)
    assert (await bot.send_message(nina.id, "x", reply_parameters=loose)).reply_to_message is None
    elsewhere = ReplyParameters(message_id=7777, chat_id=group.id, allow_sending_without_reply=True)
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(nina.id, "x", reply_parameters=elsewhere)
    across = await bot.send_message(group.id, "x", reply_parameters=ReplyParameters(message_id=m.id, chat_id=nina.id))
    assert across.external_reply is not None
    assert across.reply_to_message is None


async def test_answers_in_a_supergroup_carry_a_thread(bot: Bot, nina: Person, group: Chat) -> None:
    m = nina.write("/a", chat=group)
    answer = nina.write("/b", chat=group, reply_to=m)
    deeper = nina.write("/c", chat=group, reply_to=answer)
    assert [x.raw.get("message_thread_id") for x in (m, answer, deeper)] == [None, m.id, m.id]
    assert "is_topic_message" not in answer.raw


async def test_a_copy_keeps_entities_and_takes_caption_and_keyboard(
    bot: Bot, nina: Person, group: Chat, raw: Raw
) -> None:
    m = nina.write("<b>x</b>", html=True)
    text = await bot.copy_message(group.id, nina.id, m.id, reply_markup=keyboard("Take"))
    assert group.messages[text.message_id].raw["entities"] == m.raw["entities"]
    assert group.messages[text.message_id].buttons == ["Take"]
    assert "forward_origin" not in group.messages[text.message_id].raw
    photo = nina.send("photo", caption="old")
    same = {"chat_id": group.id, "from_chat_id": nina.id, "message_id": photo.id, "parse_mode": "HTML"}
    for caption, expected in ((None, "old"), ("<i>new</i>", "new"), ("", "")):
        copied = await raw("copyMessage", **same, **({} if caption is None else {"caption": caption}))
        assert group.messages[copied["result"]["message_id"]].text == expected


async def test_copies_keep_albums_together_and_skip_what_cannot_be(
    bot: Bot, nina: Person, group: Chat, sandbox: Sandbox
) -> None:
    album = nina.album(["photo", "photo"], caption="c")
    alone = nina.write("x")
    wanted = [*(m.id for m in album), alone.id, 7777]
    made = await bot.copy_messages(group.id, nina.id, wanted)
    groups = [group.messages[m.message_id].raw.get("media_group_id") for m in made]
    assert groups[0] == groups[1] != album[0].raw["media_group_id"]
    assert groups[2] is None
    call = sandbox.calls[-1]
    assert (call.source_ids, len(call.message_ids), call.source_chat) == (tuple(wanted), 3, nina.id)
    lone = await bot.copy_messages(group.id, nina.id, [album[1].id, alone.id])
    assert "media_group_id" not in group.messages[lone[0].message_id].raw
    bare = await bot.copy_messages(group.id, nina.id, [album[0].id], remove_caption=True)
    assert group.messages[bare[0].message_id].text == ""


async def test_what_cannot_be_copied(bot: Bot, nina: Person, group: Chat, raw: Raw) -> None:
    secret = await bot.send_message(nina.id, "x", protect_content=True)
    paid = await raw("sendPaidMedia", chat_id=nina.id, star_count=1, media=[_photo(nina)])
    blind = nina.send("poll")
    blind.raw["poll"]["type"] = "quiz"
    service = next(iter(group.messages))
    known = await bot.send_poll(nina.id, "q", ["a", "b"], type="quiz", correct_option_ids=[0])
    cases = [(nina.id, secret.message_id), (nina.id, paid["result"]["message_id"]), (nina.id, blind.id)]
    for chat, message in [*cases, (group.id, service)]:
        with pytest.raises(TelegramBadRequest, match="message can't be copied"):
            await bot.copy_message(nina.id, chat, message)
    assert (await bot.copy_message(nina.id, nina.id, known.message_id)).message_id
    with pytest.raises(TelegramBadRequest, match="the message can't be forwarded"):
        await bot.forward_message(nina.id, nina.id, secret.message_id)


def _photo(nina: Person) -> dict[str, str]:
    return {"type": "photo", "media": nina.world.files.sample("photo").id}


async def test_forwards_tell_where_from(bot: Bot, nina: Person, group: Chat) -> None:
    m = nina.write("x")
    sent = await bot.forward_message(group.id, nina.id, m.id)
    assert sent.forward_origin is not None
    assert sent.forward_origin.type == "user"
    ours = nina.write("/x", chat=group, anonymous=True)
    many = await bot.forward_messages(nina.id, group.id, [sent.message_id, ours.id])
    origins = [nina.world.message(nina.id, m.message_id).raw["forward_origin"]["type"] for m in many]
    assert origins == ["user", "chat"]


async def test_edits(bot: Bot, nina: Person, clock: HandClock) -> None:
    sent = await bot.send_message(nina.id, "x", reply_markup=keyboard("A"))
    where = {"chat_id": nina.id, "message_id": sent.message_id}
    clock.advance(100 * 86_400)  # no time limit
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text("x", reply_markup=keyboard("A"), **where)
    await bot.edit_message_text("x", reply_markup=keyboard("B"), **where)
    assert nina.last().buttons == ["B"]
    await bot.edit_message_reply_markup(**where)
    assert nina.last().buttons == []
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_reply_markup(**where)
    edited = await bot.edit_message_text("<b>x</b>", parse_mode="HTML", **where)
    assert edited.entities  # type: ignore[union-attr]


async def test_deletions(bot: Bot, nina: Person, group: Chat, forum: Chat, clock: HandClock) -> None:
    nina.join(forum)
    hers, mine = nina.write("x"), await bot.send_message(nina.id, "y")
    assert await bot.delete_messages(nina.id, [hers.id, mine.message_id, 7777])
    assert [m.text for m in nina.sees()] == ["/start"]
    old = nina.write("x", chat=forum)
    clock.advance(72 * 3600)
    assert await bot.delete_message(forum.id, old.id)  # with the right, at any age
    late = await bot.send_message(group.id, "x")
    clock.advance(49 * 3600)
    with pytest.raises(TelegramBadRequest, match="can't be deleted for everyone"):
        await bot.delete_message(group.id, late.message_id)


async def test_reactions_of_the_bot(bot: Bot, nina: Person, raw: Raw, group: Chat, sandbox: Sandbox) -> None:
    m = nina.write("x")
    before = len(sandbox.pending())
    assert (await raw("setMessageReaction", chat_id=nina.id, message_id=m.id, reaction=[_emoji("❤️")]))["ok"]
    assert m.reactions[bot.id] == ["❤"]
    assert (await raw("setMessageReaction", chat_id=nina.id, message_id=m.id))["ok"]
    assert m.reactions[bot.id] == []
    assert len(sandbox.pending()) == before
    group.reactions = frozenset({"🔥"})
    there = nina.write("x", chat=group)
    wanted = {"chat_id": group.id, "message_id": there.id}
    assert await raw.refusal("setMessageReaction", **wanted, reaction=[_emoji("👍")]) == "Bad Request: REACTION_INVALID"
    custom = [{"type": "custom_emoji", "custom_emoji_id": "5"}]
    assert await raw.refusal("setMessageReaction", **wanted, reaction=custom) == "Bad Request: REACTION_INVALID"
    nina.react(m, "custom:5")
    assert (await raw("setMessageReaction", chat_id=nina.id, message_id=m.id, reaction=custom))["ok"]
    group.reactions = frozenset()
    assert await raw.refusal("setMessageReaction", **wanted, reaction=[_emoji("🔥")]) == "Bad Request: REACTION_INVALID"
    started = {"chat_id": group.id, "message_id": next(iter(group.messages))}
    assert await raw.refusal("setMessageReaction", **started) == "Bad Request: REACTION_INVALID"


async def test_an_album_bears_its_reactions_on_top(raw: Raw, nina: Person) -> None:
    first, second = nina.album(["photo", "photo"])
    await raw("setMessageReaction", chat_id=nina.id, message_id=second.id, reaction=[_emoji("👌")])
    nina.react(second, "🤔")
    assert (sorted(first.reactions), second.reactions) == ([nina.world.bot_id, nina.id], {})
    nina.delete(first)
    nina.react(second, "🔥")
    assert second.reactions == {nina.id: ["🔥"]}


async def test_quotes_must_stand_there_as_they_are(bot: Bot, nina: Person) -> None:
    m = nina.write("😀 the <b>new</b> price, the old price", html=True)

    async def quoted(quote: str, **more: object) -> object:
        answer = ReplyParameters(message_id=m.id, quote=quote, **more)
        return (await bot.send_message(nina.id, "x", reply_parameters=answer)).quote

    kept = await quoted("<b>new</b> price", quote_parse_mode="HTML")
    assert (kept.position, [e.type for e in kept.entities]) == (7, ["bold"])
    same = await quoted("w pri", quote_entities=[MessageEntity(type="bold", offset=0, length=1)])
    assert same.position == 9
    assert (await quoted("price, the")).position == 11
    for wrong in ("new price", "the newest"):
        with pytest.raises(TelegramBadRequest, match="QUOTE_TEXT_INVALID"):
            await quoted(wrong)


async def test_custom_emoji_need_an_owner_who_pays(bot: Bot, nina: Person, world: World) -> None:
    m = nina.write('<b>x</b><tg-emoji emoji-id="5">👍</tg-emoji>', html=True)
    assert len(m.raw["entities"]) == 2
    for premium, kept in ((True, 2), (False, 1)):
        world.owner_premium = premium
        copied = await bot.copy_message(nina.id, nina.id, m.id)
        sent = await bot.send_message(nina.id, m.text, entities=[MessageEntity(**e) for e in m.raw["entities"]])
        assert len(world.message(nina.id, copied.message_id).raw["entities"]) == len(sent.entities or []) == kept


async def test_what_stays_undeleted(bot: Bot, nina: Person, forum: Chat, clock: HandClock) -> None:
    topic = await bot.create_forum_topic(forum.id, "T")
    rolled = await bot.send_dice(nina.id)
    for chat, message in ((forum.id, topic.message_thread_id), (forum.id, 1), (nina.id, rolled.message_id)):
        with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
            await bot.delete_message(chat, message)
    clock.advance(25 * 3600)
    assert await bot.delete_message(nina.id, rolled.message_id)
    assert await bot.delete_messages(forum.id, [1, topic.message_thread_id])
    assert len(forum.shown()) > 1


def _emoji(emoji: str) -> dict[str, str]:
    return {"type": "emoji", "emoji": emoji}


async def test_pins(bot: Bot, nina: Person, forum: Chat) -> None:
    first, second = [await bot.send_message(forum.id, text) for text in "ab"]
    for m in (first, second):
        await bot.pin_chat_message(forum.id, m.message_id)
    assert forum.pinned == [first.message_id, second.message_id]
    await bot.unpin_chat_message(forum.id)
    assert forum.pinned == [first.message_id]
    assert (await bot.get_chat(forum.id)).pinned_message.text == "a"  # type: ignore[union-attr]
    await bot.unpin_all_chat_messages(forum.id)
    assert forum.pinned == []
    hers = await bot.send_message(nina.id, "x")
    assert await bot.pin_chat_message(nina.id, hers.message_id)


async def test_old_spelling_of_answers(raw: Raw, nina: Person) -> None:
    m = nina.write("x")
    answer = await raw("sendMessage", chat_id=nina.id, text="y", reply_to_message_id=m.id)
    assert answer["result"]["reply_to_message"]["message_id"] == m.id
