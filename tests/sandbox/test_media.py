"""Files up and down, every kind, albums, and media edits."""

from __future__ import annotations

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    FSInputFile,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaLivePhoto,
    InputMediaPhoto,
    InputMediaVideo,
)

from sandbox import Chat, Person, Sandbox, samples
from sandbox.files import KINDS
from tests.sandbox.hand import TOKEN, seen

COPIED = [kind for kind in samples.EVERY if kind not in samples.UNCOPIABLE]


@pytest.mark.parametrize("kind", COPIED)
async def test_every_kind_reaches_the_bot_and_can_be_copied(
    bot: Bot, nina: Person, sandbox: Sandbox, kind: str
) -> None:
    m = nina.send(kind)
    field = samples.field(kind)
    assert field in seen(sandbox, "message")[-1]
    copied = await bot.copy_message(nina.id, nina.id, m.id)
    copy = nina.world.message(nina.id, copied.message_id).raw
    if kind == "live_location":
        assert (set(copy["location"]), copy["location"]["latitude"]) == (
            {"latitude", "longitude", "horizontal_accuracy"},
            m.raw["location"]["latitude"],
        )
    else:
        assert copy[field] == m.raw[field]
    assert copy.get("entities") == m.raw.get("entities")


@pytest.mark.parametrize("kind", samples.UNCOPIABLE)
async def test_what_is_never_copied_is_forwarded(bot: Bot, nina: Person, sandbox: Sandbox, kind: str) -> None:
    m = nina.send(kind)
    assert samples.field(kind) in seen(sandbox, "message")[-1]
    with pytest.raises(TelegramBadRequest, match="message can't be copied"):
        await bot.copy_message(nina.id, nina.id, m.id)
    with pytest.raises(TelegramBadRequest, match="message to copy not found"):
        await bot.copy_messages(nina.id, nina.id, [m.id])
    sent = await bot.forward_message(nina.id, nina.id, m.id)
    assert sent.forward_origin is not None


@pytest.mark.parametrize("kind", KINDS)
async def test_upload_download_and_again_by_file_id(bot: Bot, nina: Person, kind: str) -> None:
    send = getattr(bot, f"send_{kind}")
    data = f"bytes of {kind}".encode()
    still = {"photo": nina.world.files.sample("photo").id} if kind == "live_photo" else {}
    sent = await send(nina.id, BufferedInputFile(data, "some.bin"), **still)
    media = sent.photo[-1] if kind == "photo" else getattr(sent, kind)
    again = await send(nina.id, media.file_id, **still)
    second = again.photo[-1] if kind == "photo" else getattr(again, kind)
    assert second.file_unique_id == media.file_unique_id
    loaded = await bot.download(media.file_id)
    assert loaded is not None
    assert loaded.read() == data


async def test_documents_keep_their_names(bot: Bot, nina: Person, tmp_path) -> None:
    path = tmp_path / "отчёт.csv"
    path.write_text("a,b")
    sent = await bot.send_document(nina.id, FSInputFile(path), caption="<b>c</b>", parse_mode="HTML")
    assert sent.document is not None
    assert sent.document.file_name == "отчёт.csv"
    assert sent.caption_entities


async def test_a_file_of_a_person(bot: Bot, nina: Person, http: aiohttp.ClientSession) -> None:
    m = nina.send("document", data=b"hello", name="a.txt", mime="text/plain")
    file = await bot.get_file(m.raw["document"]["file_id"])
    async with http.get(f"/file/bot{TOKEN}/{file.file_path}") as response:
        assert await response.read() == b"hello"
    async with http.get(f"/file/bot1:WRONG/{file.file_path}") as response:
        assert response.status == 401
    async with http.get(f"/file/bot{TOKEN}/nowhere") as response:
        assert response.status == 404
    async with http.get(f"/sandbox/file/{file.file_id}") as response:
        assert await response.read() == b"hello"


async def test_albums(bot: Bot, nina: Person) -> None:
    parts = [InputMediaPhoto(media=BufferedInputFile(b"a", "a.png"), caption="<i>c</i>", parse_mode="HTML")]
    parts.append(InputMediaPhoto(media=nina.world.files.sample("photo").id, has_spoiler=True))
    sent = await bot.send_media_group(nina.id, parts)
    assert len({m.media_group_id for m in sent}) == 1
    assert (sent[0].caption, sent[1].caption, sent[1].has_media_spoiler) == ("c", None, True)
    with pytest.raises(TelegramBadRequest, match="can't be mixed"):
        await bot.send_media_group(
            nina.id, [parts[1], InputMediaDocument(media=nina.world.files.sample("document").id)]
        )
    alone = await bot.send_media_group(nina.id, parts[1:])
    assert [m.media_group_id for m in alone] == [None]
    clip, live = (nina.world.files.sample(kind).id for kind in ("video", "live_photo"))
    mixed = [parts[1], InputMediaVideo(media=clip), InputMediaLivePhoto(media=live, photo=f"{live}-still")]
    assert len({m.media_group_id for m in await bot.send_media_group(nina.id, mixed)}) == 1
    again = [InputMediaAudio(media=nina.world.files.sample("audio").id) for _ in range(2)]
    assert all(m.audio for m in await bot.send_media_group(nina.id, again))


async def test_a_part_of_an_album_stays_among_its_kinds(bot: Bot, nina: Person) -> None:
    sample = {kind: nina.world.files.sample(kind).id for kind in ("photo", "video")}
    first = (await bot.send_media_group(nina.id, [InputMediaPhoto(media=sample["photo"])] * 2))[0]
    where = {"chat_id": nina.id, "message_id": first.message_id}
    edited = await bot.edit_message_media(InputMediaVideo(media=sample["video"], caption="c"), **where)
    assert (edited.video is None, edited.media_group_id, edited.caption) == (False, first.media_group_id, "c")
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_media(InputMediaVideo(media=sample["video"], caption="c"), **where)


async def test_a_text_becomes_a_picture(bot: Bot, nina: Person) -> None:
    sent = await bot.send_message(nina.id, "<b>x</b>", parse_mode="HTML")
    photo = InputMediaPhoto(media=nina.world.files.sample("photo").id)
    edited = await bot.edit_message_media(photo, chat_id=nina.id, message_id=sent.message_id)
    assert (edited.text, edited.entities, edited.photo is None) == (None, None, False)


async def test_live_places(bot: Bot, nina: Person) -> None:
    sent = await bot.send_location(nina.id, 1, 2, live_period=900)
    where = {"chat_id": nina.id, "message_id": sent.message_id}
    moved = await bot.edit_message_live_location(3, 4, **where)
    assert (moved.location.latitude, moved.location.live_period) == (3, 900)
    assert (await bot.stop_message_live_location(**where)).location.live_period is None
    with pytest.raises(TelegramBadRequest, match="there is no live location in the message to edit"):
        await bot.edit_message_live_location(5, 6, **where)


async def test_captions_stand_under_media_only(bot: Bot, nina: Person) -> None:
    sticker = await bot.copy_message(nina.id, nina.id, nina.send("sticker").id, caption="x")
    assert nina.last().text == ""
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await bot.edit_message_caption(chat_id=nina.id, message_id=sticker.message_id, caption="x")
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await bot.copy_message(nina.id, nina.id, nina.send("photo").id, caption="😀" * 513)


async def test_media_and_captions_are_edited(bot: Bot, nina: Person) -> None:
    sent = await bot.send_photo(nina.id, BufferedInputFile(b"a", "a.png"), caption="x")
    where = {"chat_id": nina.id, "message_id": sent.message_id}
    await bot.edit_message_caption(caption="y", **where)
    assert nina.last().text == "y"
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_caption(caption="y", **where)
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await bot.edit_message_text("z", **where)
    document = InputMediaDocument(media=BufferedInputFile(b"b", "b.txt"), caption="z")
    await bot.edit_message_media(document, **where)
    assert "photo" not in nina.last().raw
    assert (nina.last().text, nina.last().raw["document"]["file_name"]) == ("z", "b.txt")
    await bot.edit_message_caption(**where)
    assert nina.last().text == ""


async def test_messages_without_files(bot: Bot, nina: Person) -> None:
    assert (await bot.send_location(nina.id, 1.5, 2.5)).location
    assert (await bot.send_venue(nina.id, 1.5, 2.5, "T", "A")).venue
    assert (await bot.send_contact(nina.id, "+1", "N", last_name="M")).contact
    assert (await bot.send_dice(nina.id, emoji="🎯")).dice
    assert (await bot.send_poll(nina.id, "q", ["a", "b"], is_anonymous=False)).poll.is_anonymous is False


async def test_permissions_by_kind(bot: Bot, nina: Person, group: Chat) -> None:
    group.permissions["can_send_documents"] = False
    with pytest.raises(TelegramBadRequest, match="not enough rights to send documents to the chat"):
        await bot.send_document(group.id, BufferedInputFile(b"a", "a.txt"))
    assert await bot.send_message(group.id, "still allowed")
