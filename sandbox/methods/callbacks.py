"""Inline keyboards and the answers to presses."""

from __future__ import annotations

from typing import Any

from sandbox import entities
from sandbox.errors import refuse
from sandbox.methods.params import Params
from sandbox.methods.registry import method
from sandbox.model import Json
from sandbox.people import CallbackAnswer
from sandbox.world import World

DATA_LIMIT = 64
ANSWER_LIMIT = 200
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)


def keyboard(p: Params) -> Json:
    """`{"reply_markup": ...}` of an inline keyboard, empty for none or another kind of keyboard."""
    markup = p.json("reply_markup")
    if markup is None:
        return {}
    if not isinstance(markup, dict):
        raise refuse("markup_json")
    rows = [[checked_button(button) for button in row] for row in markup.get("inline_keyboard", []) if row]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def checked_button(button: Any) -> Json:
    """A button as Telegram keeps it. Raises BUTTON_DATA_INVALID and the like."""
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"]:
        raise refuse("button_text")
    if not any(action in button for action in ACTIONS):
        raise refuse("button_action")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= DATA_LIMIT:
        raise refuse("button_data")
    if "url" not in button:
        return button
    url = entities.checked_url(button["url"])
    if url is None:
        raise refuse("button_url", url=button["url"])
    return {**button, "url": url}


@method("answerCallbackQuery")
def answer_callback_query(world: World, p: Params) -> bool:
    """Once, and within 15 seconds of the press."""
    if entities.length(p.text("text")) > ANSWER_LIMIT:
        raise refuse("answer_long")
    pressed = world.answerable(p.text("callback_query_id"))
    pressed.answer = CallbackAnswer(p.text("text") or None, p.flag("show_alert"), p.text("url") or None)
    pressed.answered.set()
    world.changed()
    return True
