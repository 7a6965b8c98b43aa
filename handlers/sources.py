"""`/source`: the trackers that call us, and how each is understood (PRODUCT 6, 10)."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import platforms, sourcing
from desk.errors import DeskError
from desk.letters import sources as letters
from desk.letters.letter import Toast
from desk.people import Staff
from desk.sources import OURS, Source
from handlers import places
from handlers.context import Context, In, Ours, Pressed, Says, Slash, number
from storage import counting, outbox, people, postbacks, sources
from storage.database import Tx

router = Router(name="sources")
router.message.filter(Slash(), In("private"), Ours())

DAY = timedelta(days=1)
VALID = timedelta(hours=1)  # for which a ticket is good


@router.message(Says("source"))
async def on_source(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/source`: all of them; `add` a new one; one by its name; and what is said of it."""
    asker = places.allowed(ctx, "source")
    match words:
        case []:
            known = [source for source in await sources.all_open(tx) if source.platform not in OURS]
            seen = [await _seen(tx, ctx, source) for source in known]
            await outbox.add(tx, [letters.listed(asker.id, seen)], ctx.now)
        case ["add", platform]:
            await _add(tx, ctx, asker, platform, platform)
        case ["add", platform, name]:
            await _add(tx, ctx, asker, platform, name)
        case [name]:
            await _show(tx, ctx, asker, await _named(tx, name))
        case [name, what, *rest]:
            await _change(tx, ctx, asker, await _named(tx, name), what, rest)


@router.callback_query(Pressed("source"), In("private"), Ours())
async def on_pressed(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """The address with its secret, or close: asked twice."""
    asker = places.allowed(ctx, "source")
    source = await sources.by_id(tx, number(args, 0))
    if source is None or source.closed_at is not None or source.platform in OURS:
        raise DeskError("button-stale")
    sourcing.own(source, asker)
    match args[1:]:
        case ["key"]:
            await _give(tx, ctx, asker, source)
            return Toast(key="source-key-given")
        case ["close"]:
            await outbox.add(tx, [letters.closing(asker.id, source.id, source.name)], ctx.now)
            return Toast(key="source-close-sure")
        case ["closed"]:
            await sources.close(tx, source, ctx.now)
            await _audit(tx, ctx, "close", source, {})
            await outbox.add(tx, [letters.closed(asker.id, source.id, source.name)], ctx.now)
            return Toast(key="source-closed-done")
    raise DeskError("button-stale")


async def _add(tx: Tx, ctx: Context, asker: Staff, platform: str, name: str) -> None:
    kind, known = sourcing.platform(platform), sourcing.name(name)
    source = await sources.add(tx, known, kind, asker.id, ctx.now)
    if source is None:
        raise DeskError("source-taken", name=known, platform=kind)
    await _audit(tx, ctx, "add", source, {"platform": kind})
    await _show(tx, ctx, asker, source)
    await _give(tx, ctx, asker, source)


async def _show(tx: Tx, ctx: Context, asker: Staff, source: Source, leads: int = 0) -> None:
    address = platforms.address(ctx.house.base(), source.name, "SECRET", source.platform)
    card = letters.card(asker.id, await _seen(tx, ctx, source), source.settings, address, leads)
    await outbox.add(tx, [card], ctx.now)


async def _give(tx: Tx, ctx: Context, asker: Staff, source: Source) -> None:
    """A page that shows the address once; no message holds the secret (PRODUCT 12)."""
    ticket = secrets.token_urlsafe(16)
    await sources.add_ticket(tx, source, ticket, asker, ctx.now + VALID)
    page = f"{ctx.house.base()}/source/{ticket}"
    await outbox.add(tx, [letters.key(asker.id, source.name, page, ctx.now + VALID)], ctx.now)


async def _change(tx: Tx, ctx: Context, asker: Staff, source: Source, what: str, words: list[str]) -> None:
    sourcing.own(source, asker)
    held = (await sources.held(tx, [source.id]))[source.id]
    goals = {goal for offer in ctx.rules.offers for goal in offer.goals}
    settings = sourcing.changed(held, what, words, goals)
    await sources.change(tx, held, settings)
    await _audit(tx, ctx, "change", source, {what: " ".join(words)})
    now = (await sources.held(tx, [source.id]))[source.id]
    before, after = held.settings.statuses, settings.statuses
    differ = [word for word in before | after if before.get(word) != after.get(word)]
    leads = sum([await counting.reread(tx, now, word, ctx.now) for word in differ])
    await _show(tx, ctx, asker, now, leads)


async def _named(tx: Tx, name: str) -> Source:
    source = await sources.by_name(tx, name.lower())
    if source is None or source.closed_at is not None or source.platform in OURS:
        known = [one.name for one in await sources.all_open(tx) if one.platform not in OURS]
        raise DeskError("source-unknown", name=name[: sourcing.WORD], known=", ".join(known), count=len(known))
    return source


async def _seen(tx: Tx, ctx: Context, source: Source) -> letters.Seen:
    calls, faults = await postbacks.tally(tx, source, ctx.now - DAY)
    maker = await people.staff_by_id(tx, source.made_by) if source.made_by else None
    return letters.Seen(
        id=source.id,
        name=source.name,
        platform=source.platform,
        maker=maker.name if maker else "",
        heard=source.heard_at,
        silent=source.silent_at is not None,
        lag=source.settings.lag,
        calls=calls,
        faults=tuple(faults),
    )


async def _audit(tx: Tx, ctx: Context, what: str, source: Source, data: Mapping[str, Any]) -> None:
    await people.audit(tx, ctx.user_id, f"source:{what}", {"source": source.name, **data}, ctx.now)
