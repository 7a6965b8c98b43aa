"""A Telegram of our own: a strict Bot API server with people in it."""

from __future__ import annotations

from sandbox.clock import Clock
from sandbox.errors import Refusal
from sandbox.journal import Call
from sandbox.model import Chat, Message, Topic
from sandbox.people import CallbackAnswer, Person, Pressed
from sandbox.server import Sandbox
from sandbox.world import World

__all__ = [
    "Call",
    "CallbackAnswer",
    "Chat",
    "Clock",
    "Message",
    "Person",
    "Pressed",
    "Refusal",
    "Sandbox",
    "Topic",
    "World",
]
