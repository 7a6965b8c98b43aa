"""Rich messages and ephemeral messages."""

from __future__ import annotations

from sandbox.methods.params import Params
from sandbox.model import Json
from sandbox.world import World


def rich_content(world: World, p: Params) -> Json:
    """The `rich_message` of a call as message content."""
    raise NotImplementedError


def send_ephemeral(world: World, p: Params, content: Json) -> Json:
    """A message for one member."""
    raise NotImplementedError
