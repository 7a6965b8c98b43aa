"""Rich messages (as HTML or as blocks) and ephemeral messages."""

from __future__ import annotations

from collections.abc import Callable

from sandbox import rich_html
from sandbox.entities import ParseError
from sandbox.errors import refuse
from sandbox.methods import targets, texts
from sandbox.methods.callbacks import checked_button, keyboard
from sandbox.methods.edits import TEXT_KEYS
from sandbox.methods.messages import send
from sandbox.methods.params import Params
from sandbox.methods.registry import method, one
from sandbox.model import Chat, Json, Message, rich_buttons
from sandbox.world import World

LONGEST = 32_768
EPHEMERAL_FROM = 2_000_000_000


def rich_content(world: World, p: Params) -> Json:
    """The `rich_message` of a call as message content. Raises empty, too long, can't parse."""
    given = p.object("rich_message") or {}
    if sum(given.get(name) is not None for name in ("html", "markdown", "blocks")) != 1:
        raise refuse("rich_one_of")
    if given.get("markdown") is not None:
        raise refuse("parse_mode")
    blocks = given["blocks"] if given.get("blocks") is not None else _blocks(given["html"])
    size = rich_html.length(blocks)
    if not size:
        raise refuse("rich_empty")
    if size > LONGEST:
        raise refuse("rich_long")
    for row in rich_buttons(blocks):
        for button in row:
            checked_button(button | {"text": "x"})
    right_to_left = {"is_rtl": True} if given.get("is_rtl") else {}
    return {"rich_message": {"blocks": blocks, **right_to_left}}


def _blocks(html: str) -> list[Json]:
    try:
        return rich_html.parse(html)
    except ParseError as problem:
        raise refuse("parse", reason=problem) from None


@method("sendRichMessage", cost=one)
def send_rich_message(world: World, p: Params) -> Json:
    """Headings, tables, lists, details, buttons."""
    if "ephemeral_message_parameters" in p:
        return send_ephemeral(world, p, rich_content(world, p))
    return send(world, p, rich_content(world, p)).raw


# --- ephemeral messages ---


def send_ephemeral(world: World, p: Params, content: Json) -> Json:
    """A message in a group that one member sees; it may replace the message whose button was pressed."""
    chat = targets.writable(world, p)
    wanted = p.object("ephemeral_message_parameters") or {}
    receiver = int(wanted.get("receiver_user_id") or 0)
    if chat.private or not chat.member(receiver).here or receiver == world.bot_id:
        raise refuse("ephemeral_user")
    if wanted.get("callback_query_id"):
        world.answerable(str(wanted["callback_query_id"]))
    number = EPHEMERAL_FROM + len(chat.ephemeral)
    raw: Json = {"message_id": number, "from": world.bot, "chat": chat.json(), "date": world.now()}
    raw.update({**content, **keyboard(p), "receiver_user": world.user(receiver), "ephemeral_message_id": number})
    chat.ephemeral[number] = Message(chat, raw, targets.thread(world, p, chat), receiver=receiver)
    world.changed()
    return raw


def _found(world: World, p: Params) -> tuple[Chat, Message]:
    chat = targets.chat(world, p)
    message = chat.ephemeral.get(p.integer("ephemeral_message_id"))
    if message is None or message.deleted or message.receiver != p.integer("receiver_user_id"):
        raise refuse("ephemeral_missing")
    return chat, message


def _edit(world: World, p: Params, content: Json) -> bool:
    _, message = _found(world, p)
    wanted = {**content, "reply_markup": keyboard(p).get("reply_markup")}
    if all(message.raw.get(key) == value for key, value in wanted.items()):
        raise refuse("not_modified")
    for key, value in wanted.items():
        if value is None:
            message.raw.pop(key, None)
        else:
            message.raw[key] = value
    world.changed()
    return True


@method("editEphemeralMessageText")
def edit_ephemeral_message_text(world: World, p: Params) -> bool:
    """Another text or rich message."""
    read: Callable[[World, Params], Json] = rich_content if "rich_message" in p else texts.text
    return _edit(world, p, {**dict.fromkeys(TEXT_KEYS), **read(world, p)})


@method("editEphemeralMessageReplyMarkup")
def edit_ephemeral_message_reply_markup(world: World, p: Params) -> bool:
    """Another keyboard, or none."""
    return _edit(world, p, {})


@method("deleteEphemeralMessage")
def delete_ephemeral_message(world: World, p: Params) -> bool:
    """Take it back."""
    _found(world, p)[1].deleted = True
    world.changed()
    return True
