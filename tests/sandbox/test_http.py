"""The Bot API over HTTP: query, forms, JSON, multipart, and the validation of what goes out."""

from __future__ import annotations

import json

import aiohttp
import pytest
from aiogram import Bot, methods
from aiogram.types import Update

from sandbox import Person, Sandbox, validation
from sandbox.methods import METHODS
from tests.sandbox.hand import TOKEN, HandClock, Raw, seen

URL = f"/bot{TOKEN}"


@pytest.mark.parametrize("verb", ["get", "post"])
async def test_the_query_is_read(http: aiohttp.ClientSession, nina: Person, verb: str) -> None:
    async with getattr(http, verb)(f"{URL}/sendMessage", params={"chat_id": nina.id, "text": "hi"}) as response:
        assert (await response.json())["result"]["text"] == "hi"


async def test_forms_json_and_multipart_are_read_alike(http: aiohttp.ClientSession, nina: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "B", "callback_data": "b"}]]}
    fields = {"chat_id": str(nina.id), "text": "hi", "reply_markup": json.dumps(markup), "protect_content": "true"}
    multipart = aiohttp.FormData(fields, default_to_multipart=True)
    bodies = [
        {"data": fields},
        {"json": {**fields, "reply_markup": markup, "protect_content": True}},
        {"data": multipart},
    ]
    for body in bodies:
        async with http.post(f"{URL}/SENDmessage", **body) as response:
            result = (await response.json())["result"]
        assert result["reply_markup"] == markup
        assert result["has_protected_content"] is True


async def test_attached_files(http: aiohttp.ClientSession, nina: Person) -> None:
    media = [{"type": "document", "media": "attach://one"}, {"type": "document", "media": "attach://two"}]
    form = aiohttp.FormData({"chat_id": str(nina.id), "media": json.dumps(media)})
    form.add_field("one", b"1", filename="one.txt")
    form.add_field("two", b"2", filename="two.txt", content_type="text/plain")
    async with http.post(f"{URL}/sendMediaGroup", data=form) as response:
        sent = (await response.json())["result"]
    assert [m["document"]["file_name"] for m in sent] == ["one.txt", "two.txt"]


async def test_a_wrong_token(http: aiohttp.ClientSession) -> None:
    async with http.post("/bot42:OTHER/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_body_that_is_no_object(http: aiohttp.ClientSession) -> None:
    async with http.post(f"{URL}/getMe", json=[1]) as response:
        assert response.status == 400


@pytest.mark.parametrize(
    "name, value", [("entities", "{"), ("entities", {}), ("reply_parameters", []), ("latitude", "x")]
)
async def test_wrong_values(raw: Raw, nina: Person, name: str, value: object) -> None:
    method = "sendLocation" if name == "latitude" else "sendMessage"
    words = await raw.refusal(method, chat_id=nina.id, text="x", longitude=1, **{name: value})
    assert words == f"Bad Request: invalid parameter {name}"


async def test_keyboards_of_other_kinds_are_taken(raw: Raw, nina: Person) -> None:
    for markup in ({"keyboard": [[{"text": "x"}]]}, {"remove_keyboard": True}, {"inline_keyboard": []}):
        answer = await raw("sendMessage", chat_id=nina.id, text="x", reply_markup=markup)
        assert "reply_markup" not in answer["result"]


def test_every_method_is_one_that_aiogram_knows() -> None:
    known = {name.lower() for name in methods.__all__}
    assert set(METHODS) <= known


async def test_what_goes_out_is_checked(nina: Person, sandbox: Sandbox) -> None:
    with pytest.raises(validation.Impossible, match="has no"):
        sandbox.world.emit("message", {**nina.last().raw, "telepathy": True})
    with pytest.raises(validation.Impossible):
        sandbox.world.emit("message", {"text": "x"})
    with pytest.raises(validation.Impossible):
        validation.check_result("getMe", {"id": "x"})
    said = nina.last().raw
    for wrong in ({"message_id": []}, {"chat": {**said["chat"], "id": None}}, {"entities": [{"type": "bold"}]}):
        with pytest.raises(validation.Impossible):  # though one of nearly that shape has passed
            sandbox.world.emit("message", {**said, **wrong})


async def test_checking_can_be_switched_off(clock: HandClock) -> None:
    quick = Sandbox(clock, validate=False)
    person = quick.world.person("A")
    person.start()
    quick.world.emit("message", {"text": "nonsense", "from": person.user()})
    assert len(quick.pending()) == 2


async def test_every_update_of_a_busy_day_is_one_that_aiogram_reads(
    bot: Bot, nina: Person, head: Person, forum, sandbox: Sandbox
) -> None:
    await bot.get_updates(
        allowed_updates=["message", "edited_message", "message_reaction", "my_chat_member", "chat_member"]
    )
    nina.join(forum)
    topic = head.create_topic(forum, "T")
    m = nina.send("photo", chat=forum, topic=topic, caption="see https://example.com")
    nina.edit(m, "better")
    nina.react(m, "🔥")
    head.pin(m)
    head.forward(m, chat=forum)
    head.close_topic(forum, topic)
    for body in sandbox.pending():
        assert Update.model_validate(body).update_id
    assert seen(sandbox, "message")[-1]["forum_topic_closed"] == {}


async def test_the_server_can_be_stopped_and_started(clock: HandClock) -> None:
    again = Sandbox(clock, token=TOKEN)
    await again.start()
    first = again.url
    await again.stop()
    await again.start()
    assert again.url.startswith("http://127.0.0.1:")
    assert first
    await again.stop()
