"""The methods by name, and what the flood limits charge for each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sandbox.methods.params import Params
from sandbox.world import World

Handler = Callable[[World, Params], Any]
Cost = Callable[[Params], int]


@dataclass(frozen=True, slots=True)
class Method:
    """A Bot API method: its handler gives the result, or raises Refusal."""

    name: str
    handler: Handler | Callable[[World, Params], Awaitable[Any]]
    cost: Cost | None


METHODS: dict[str, Method] = {}


def method(*names: str, cost: Cost | None = None) -> Callable[[Handler], Handler]:
    """Register a handler under these names; `cost` says how many messages it sends to `chat_id`."""

    def register(handler: Handler) -> Handler:
        METHODS.update({name.lower(): Method(name, handler, cost) for name in names})
        return handler

    return register


def one(_: Params) -> int:
    """The cost of a method that puts one message into a chat."""
    return 1


def find(name: str) -> Method | None:
    """The method of that name, whatever its case."""
    return METHODS.get(name.lower())
