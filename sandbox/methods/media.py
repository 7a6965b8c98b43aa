"""Media by upload and by file_id, albums, and the messages that carry no file."""

from __future__ import annotations

from typing import Any

from sandbox import samples
from sandbox.emoji import DICE
from sandbox.errors import refuse
from sandbox.files import DOWNLOAD_LIMIT, KINDS, File, describe
from sandbox.methods import targets, texts
from sandbox.methods.callbacks import keyboard
from sandbox.methods.edits import MEDIA_KEYS, change, own
from sandbox.methods.messages import CAPTIONED, send
from sandbox.methods.params import Params
from sandbox.methods.registry import method, one
from sandbox.model import Json, Message
from sandbox.world import World

#: Kinds of file as TDLib names them.
NAMES = {
    "photo": "Photo",
    "live_photo": "Video",
    "document": "Document",
    "video": "Video",
    "animation": "Animation",
    "audio": "Audio",
    "voice": "VoiceNote",
    "video_note": "VideoNote",
    "sticker": "Sticker",
}
EDITABLE = tuple(kind for kind in CAPTIONED if kind != "voice")
TOGETHER = frozenset({"photo", "live_photo", "video"})
MOST = 10
LIVE = range(60, 86_401)
FOREVER = 0x7FFFFFFF


def file(world: World, p: Params, kind: str, value: Any) -> File:
    """The file meant by a parameter: an upload of that name, attach://name, or a file_id."""
    upload = p.uploads.get(kind) if value in (None, "") else None
    if isinstance(value, str) and value.startswith("attach://"):
        upload = p.uploads.get(value.removeprefix("attach://"))
        value = None
    if upload is not None:
        if not upload.data:
            raise refuse("file_empty")
        return world.files.add(kind, upload.data, upload.name, upload.mime)
    return _known(world, kind, value)


def _known(world: World, kind: str, value: Any) -> File:
    if not value:
        raise refuse("file_missing", kind=kind.replace("_", " "))
    if str(value).startswith(("http://", "https://")):
        raise refuse("file_url")
    found = world.files.get(str(value))
    if found is None:
        raise refuse("file_wrong")
    if found.kind != kind:
        raise refuse("file_kind", found=NAMES[found.kind], wanted=NAMES[kind])
    return found


def _content(world: World, p: Params, kind: str, value: Any, values: Json) -> Json:
    if kind == "live_photo":
        file(world, p, "photo", values.get("photo"))
    content = describe(file(world, p, kind, value))
    if kind in CAPTIONED:
        content.update(texts.caption(world, values))
    if Params(values).flag("has_spoiler"):
        content["has_media_spoiler"] = True
    return content


def _register(kind: str) -> None:
    name = "send" + "".join(part.title() for part in kind.split("_"))

    @method(name, cost=one)
    def send_file(world: World, p: Params) -> Json:
        targets.chat(world, p)
        return send(world, p, _content(world, p, kind, p.values.get(kind), p.values)).raw


for _kind in KINDS:
    _register(_kind)


def album_size(p: Params) -> int:
    """The cost of an album."""
    return max(1, len(p.items("media")))


@method("sendMediaGroup", cost=album_size)
def send_media_group(world: World, p: Params) -> list[Json]:
    """Up to 10 parts with one media_group_id; documents and audio only among themselves; one part is sent alone."""
    parts = p.items("media")
    kinds = [_album_kind(part) for part in parts]
    targets.chat(world, p)
    contents = [_content(world, p, kind, part.get("media"), part) for kind, part in zip(kinds, parts, strict=True)]
    _check_album(kinds)
    bare = Params({name: value for name, value in p.values.items() if name != "reply_markup"}, p.uploads)
    album = {"media_group_id": f"{world.bot_id}{world.number('album'):08d}"} if len(parts) > 1 else {}
    return [send(world, bare, content, extra=album).raw for content in contents]


def _album_kind(part: Json) -> str:
    kind = str(part.get("type"))
    if kind == "animation":
        raise refuse("album_kind", kind=kind)
    if kind not in EDITABLE:
        raise refuse("media_kind", kind=kind)
    return kind


def _check_album(kinds: list[str]) -> None:
    if not kinds:
        raise refuse("album_empty")
    if len(kinds) > MOST:
        raise refuse("album_many")
    alone = next((kind for kind in kinds if kind not in TOGETHER), None)
    if alone is not None and len(set(kinds)) > 1:
        raise refuse("album_mix", kind=alone)


@method("editMessageMedia", cost=one)
def edit_message_media(world: World, p: Params) -> Json:
    """Another file, with its caption, or a file in place of a text; a part of an album stays among its kinds."""
    message = own(world, p)
    held = next((kind for kind in EDITABLE if kind in message.raw), None)
    if held is None and "text" not in message.raw and "rich_message" not in message.raw:
        raise refuse("edit_no_media")
    media = p.object("media") or {}
    kind = str(media.get("type"))
    if kind not in EDITABLE:
        raise refuse("media_kind", kind=kind)
    content = _content(world, p, kind, media.get("media"), media)
    if "media_group_id" in message.raw and kind != held:
        _check_change(str(held), kind)
    return change(world, message, MEDIA_KEYS, content, keyboard(p))


def _check_change(held: str, kind: str) -> None:
    if kind == "animation":
        raise refuse("edit_album_kind")
    if not {held, kind} <= TOGETHER:
        raise refuse("edit_album")


@method("getFile")
def get_file(world: World, p: Params) -> Json:
    """Where to download it; at most 20 MB."""
    found = world.files.get(p.text("file_id"))
    if found is None:
        raise refuse("file_unknown")
    if len(found.data) > DOWNLOAD_LIMIT:
        raise refuse("file_big")
    names = {"file_id": found.id, "file_unique_id": found.unique_id}
    return {**names, "file_size": len(found.data), "file_path": found.path}


# --- without a file ---


def _place(p: Params) -> Json:
    return {"latitude": p.number("latitude"), "longitude": p.number("longitude")}


@method("sendLocation", cost=one)
def send_location(world: World, p: Params) -> Json:
    """A point on the map, with live_period a moving one."""
    period = p.integer("live_period")
    if period and period not in LIVE and period != FOREVER:
        raise refuse("live_period")
    return send(world, p, {"location": {**_place(p), **({"live_period": period} if period else {})}}).raw


def _live(world: World, p: Params) -> Message:
    message = own(world, p)
    if "live_period" not in message.raw.get("location", {}):
        raise refuse("edit_no_location")
    return message


@method("editMessageLiveLocation", cost=one)
def edit_message_live_location(world: World, p: Params) -> Json:
    """Elsewhere now."""
    message = _live(world, p)
    return change(world, message, ("location",), {"location": {**message.raw["location"], **_place(p)}}, keyboard(p))


@method("stopMessageLiveLocation", cost=one)
def stop_message_live_location(world: World, p: Params) -> Json:
    """It moves no more."""
    message = _live(world, p)
    still = {key: value for key, value in message.raw["location"].items() if key != "live_period"}
    return change(world, message, ("location",), {"location": still}, keyboard(p))


@method("sendVenue", cost=one)
def send_venue(world: World, p: Params) -> Json:
    """A place with a name."""
    place = _place(p)
    venue = {"location": place, "title": p.text("title"), "address": p.text("address")}
    return send(world, p, {"venue": venue, "location": place}).raw


@method("sendContact", cost=one)
def send_contact(world: World, p: Params) -> Json:
    """A telephone number."""
    last = {"last_name": p.text("last_name")} if "last_name" in p else {}
    contact = {"phone_number": p.text("phone_number"), "first_name": p.text("first_name"), **last}
    return send(world, p, {"contact": contact}).raw


@method("sendDice", cost=one)
def send_dice(world: World, p: Params) -> Json:
    """A die that always shows four."""
    emoji = p.text("emoji", "🎲")
    if emoji not in DICE:
        raise refuse("dice")
    return send(world, p, {"dice": {"emoji": emoji, "value": 4}}).raw


@method("sendPoll", cost=one)
def send_poll(world: World, p: Params) -> Json:
    """A poll or a quiz."""
    options = [item["text"] if isinstance(item, dict) else str(item) for item in p.items("options")]
    if not options:
        raise refuse("poll_options")
    quiz = p.text("type") == "quiz"
    right = p.items("correct_option_ids") or ([p.integer("correct_option_id")] if "correct_option_id" in p else [])
    if quiz and not right:
        raise refuse("poll_quiz")
    anonymous = p.flag("is_anonymous") or "is_anonymous" not in p.values
    poll = samples.poll(p.text("question"), options, number=world.number("query"), anonymous=anonymous, quiz=quiz)
    poll.update({"correct_option_ids": right} if quiz else {})
    return send(world, p, {"poll": poll}).raw


@method("stopPoll", cost=one)
def stop_poll(world: World, p: Params) -> Json:
    """Close an own poll."""
    message = own(world, p)
    poll: Json | None = message.raw.get("poll")
    if poll is None:
        raise refuse("poll_missing")
    if poll["is_closed"]:
        raise refuse("poll_closed")
    closed = {**poll, "is_closed": True}
    world.edited(message, {"poll": closed, **keyboard(p)})
    return closed


@method("sendPaidMedia", cost=one)
def send_paid_media(world: World, p: Params) -> Json:
    """Media to be paid for, which nobody may copy."""
    parts = p.items("media")
    if not parts:
        raise refuse("file_missing", kind="media")
    media = [{"type": part["type"], **describe(file(world, p, part["type"], part.get("media")))} for part in parts]
    paid = {"star_count": p.integer("star_count"), "paid_media": media}
    return send(world, p, {"paid_media": paid, **texts.caption(world, p.values)}).raw


@method("sendChecklist", "editMessageChecklist")
def business_only(world: World, p: Params) -> Json:
    """Checklists are sent on behalf of a business account, and this bot serves none."""
    raise refuse("business")
