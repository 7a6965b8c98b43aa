"""Bot API methods by subject; importing this package registers them all."""

from __future__ import annotations

from sandbox.methods import callbacks, chats, edits, media, messages, rich, topics, updates
from sandbox.methods.registry import METHODS, Method, find

__all__ = [
    "METHODS",
    "Method",
    "callbacks",
    "chats",
    "edits",
    "find",
    "media",
    "messages",
    "rich",
    "topics",
    "updates",
]
