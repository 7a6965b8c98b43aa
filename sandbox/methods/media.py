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
from sandbox.methods.messages import send
from sandbox.methods.params import Params
from sandbox.methods.registry import method, one
from sandbox.model import Json
from sandbox.world import World

WORDS = {
    "photo": "photos",
    "document": "documents",
    "video": "videos",
    "animation": "GIFs",
    "audio": "music",
    "voice": "voice notes",
    "video_note": "video notes",
    "sticker": "stickers",
    "live_photo": "photos",
}
CAPTIONED = frozenset({"photo", "live_photo", "document", "video", "animation", "audio", "voice"})
ALBUM = range(2, 11)
ALONE = frozenset({"document", "audio"})


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
        raise refuse("file_kind")
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
        targets.writable(world, p, WORDS[kind])
        return send(world, p, _content(world, p, kind, p.values.get(kind), p.values), WORDS[kind]).raw


for _kind in KINDS:
    _register(_kind)


def album_size(p: Params) -> int:
    """The cost of an album."""
    return max(1, len(p.items("media")))


@method("sendMediaGroup", cost=album_size)
def send_media_group(world: World, p: Params) -> list[Json]:
    """2 to 10 parts with one media_group_id; documents and audio only among themselves."""
    parts = p.items("media")
    if len(parts) not in ALBUM:
        raise refuse("album_size")
    kinds = {str(part.get("type")) for part in parts}
    for kind in kinds:
        if kind not in CAPTIONED - {"voice", "animation"} or (kind in ALONE and len(kinds) > 1):
            raise refuse("album_mix", kind=kind)
    targets.writable(world, p, WORDS[parts[0]["type"]])
    contents = [_content(world, p, part["type"], part.get("media"), part) for part in parts]
    album = {"media_group_id": f"{world.bot_id}{world.number('album'):08d}"}
    return [send(world, p, content, extra=album).raw for content in contents]


@method("editMessageMedia", cost=one)
def edit_message_media(world: World, p: Params) -> Json:
    """Another file, with its caption."""
    message = own(world, p)
    if not any(kind in message.raw for kind in CAPTIONED):
        raise refuse("edit_no_media")
    media = p.object("media") or {}
    kind = str(media.get("type"))
    if kind not in CAPTIONED - {"voice"}:
        raise refuse("file_missing", kind="media")
    content = _content(world, p, kind, media.get("media"), media)
    return change(world, message, MEDIA_KEYS, content, keyboard(p))


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
    """A point on the map."""
    return send(world, p, {"location": _place(p)}).raw


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
    return send(world, p, {"poll": poll}, "polls").raw


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
