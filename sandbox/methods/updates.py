"""getUpdates, the webhook's state, and who the bot is."""

from __future__ import annotations

from typing import Any

from sandbox.errors import refuse
from sandbox.methods.params import Params
from sandbox.methods.registry import method
from sandbox.model import Json
from sandbox.world import World

LONGEST = 50


def _allowed(world: World, p: Params) -> None:
    wanted = p.json("allowed_updates")
    if isinstance(wanted, list):
        world.queue.allowed = frozenset(wanted) or None


@method("getUpdates")
async def get_updates(world: World, p: Params) -> list[Json]:
    """Updates from `offset` on; waits up to `timeout` real seconds."""
    if world.webhook["url"]:
        raise refuse("webhook_active")
    _allowed(world, p)
    limit = min(max(p.integer("limit", 100), 1), 100)
    return await world.queue.poll(p.integer("offset"), limit, min(max(p.integer("timeout"), 0), LONGEST))


@method("setWebhook")
def set_webhook(world: World, p: Params) -> bool:
    """Remember the webhook; an empty url takes it away."""
    url = p.text("url")
    if url and not url.startswith("https://"):
        raise refuse("webhook_https")
    _allowed(world, p)
    _drop(world, p)
    world.webhook = {"url": url, "secret_token": p.text("secret_token"), "max": p.integer("max_connections", 40)}
    return True


@method("deleteWebhook")
def delete_webhook(world: World, p: Params) -> bool:
    """Back to getUpdates."""
    _drop(world, p)
    world.webhook = {"url": ""}
    return True


def _drop(world: World, p: Params) -> None:
    if p.flag("drop_pending_updates"):
        world.queue.waiting.clear()


@method("getWebhookInfo")
def get_webhook_info(world: World, p: Params) -> Json:
    """The webhook as it is set."""
    world.queue.settle()
    pending = {"has_custom_certificate": False, "pending_update_count": len(world.queue.waiting)}
    info: Json = {"url": world.webhook["url"], **pending}
    if world.webhook["url"]:
        info["max_connections"] = world.webhook["max"]
    if world.queue.allowed:
        info["allowed_updates"] = sorted(world.queue.allowed)
    return info


@method("getMe")
def get_me(world: World, p: Params) -> Json:
    """The bot; can_read_all_group_messages tells privacy mode."""
    able: dict[str, Any] = {"can_join_groups": True, "can_read_all_group_messages": not world.privacy}
    others = ("supports_inline_queries", "can_connect_to_business", "has_main_web_app", "has_topics_enabled")
    return {**world.bot, **able, **dict.fromkeys(others, False)}


@method("close", "logOut")
def close(world: World, p: Params) -> bool:
    """Nothing to close here."""
    return True
