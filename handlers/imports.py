"""`/import`: a file of leads sent in private; `/leads`: leads counted by hand in a topic (PRODUCT 6, 10)."""

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message

from desk import imports as rules
from desk.errors import DeskError
from desk.imports import ByHand
from desk.letters import imports as letters
from desk.letters.imports import Counted
from desk.letters.letter import Toast
from desk.links import Link
from desk.people import Staff, may
from desk.sources import OURS, Source
from desk.waiting import Case
from handlers import places
from handlers.context import Context, In, Ours, Pressed, Says, number
from storage import conversations, imports, links, outbox, people, sources
from storage.database import Tx
from storage.imports import Asked, Read

router = Router(name="imports")


class Sheet(BaseFilter):
    """Passes files that may be tables, from whoever may import them; an answer to a card is none."""

    async def __call__(self, event: Message, ctx: Context) -> bool:
        file = event.document
        named = file is not None and (file.file_name or "").lower().endswith(rules.ENDINGS)
        return named and event.reply_to_message is None and may(ctx.staff, "import")


@router.message(In("private"), Ours(), Says("import"))
async def on_import(message: Message, tx: Tx, ctx: Context) -> None:
    """`/import`: what to send."""
    asker = places.allowed(ctx, "import")
    await outbox.add(tx, [letters.how(asker.id)], ctx.now)


@router.message(In("private"), Ours(), Sheet(), flags={"facts": "file"})
async def on_sheet(message: Message, tx: Tx, ctx: Context) -> None:
    """The file itself: whose numbers are in it?"""
    asker, file = places.allowed(ctx, "import"), message.document
    assert file is not None
    if "data" not in ctx.facts:
        raise DeskError("import-large" if ctx.facts["error"] == "large" else "import-away", most=rules.LARGEST // 2**20)
    text = rules.text(ctx.facts["data"])
    rules.rows(text)
    asked = await imports.ask_file(tx, asker, file.file_name or "", text, ctx.now)
    trackers = [(one.id, one.name) for one in await sources.all_open(tx) if one.platform not in OURS]
    if trackers:
        await outbox.add(tx, [letters.which(asker.id, asked, file.file_name or "", trackers)], ctx.now)
        return
    known = await imports.open_one(tx, asked, ctx.now)
    assert known is not None
    await _preview(tx, ctx, asker, known, await sources.ours(tx, "files", ctx.now))


@router.callback_query(Pressed("import"), In("private"), Ours())
async def on_pressed(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> None:
    """Whose numbers; count it; or not."""
    asker = places.allowed(ctx, "import")
    asked = await imports.open_one(tx, number(args, 0), ctx.now)
    if asked is None or asked.staff != asker.id or asked.count is not None:
        raise DeskError("button-stale")
    match args[1:]:
        case ["s", _]:
            await _preview(tx, ctx, asker, asked, await _source(tx, ctx, number(args, 2)))
        case ["yes"] if asked.source is not None:
            await _count(tx, ctx, asker, asked, await _source(tx, ctx, asked.source))
        case ["no"]:
            await imports.done(tx, asked, ctx.now)
            await outbox.add(tx, [letters.dropped(asker.id, asked.id)], ctx.now)
        case _:
            raise DeskError("button-stale")


async def _source(tx: Tx, ctx: Context, chosen: int) -> Source:
    source = await sources.by_id(tx, chosen) if chosen else await sources.ours(tx, "files", ctx.now)
    if source is None or source.closed_at is not None or source.platform == "hand":
        raise DeskError("button-stale")
    return source


async def _preview(tx: Tx, ctx: Context, asker: Staff, asked: Asked, source: Source) -> None:
    found = await imports.read(tx, await imports.choose(tx, asked, source), source, asker, ctx.rules, ctx.now)
    said = letters.preview(asker.id, asked.id, asked.name, source.name, found.figures, found.bad)
    await outbox.add(tx, [said], ctx.now)


async def _count(tx: Tx, ctx: Context, asker: Staff, asked: Asked, source: Source) -> None:
    found: Read = await imports.read(tx, asked, source, asker, ctx.rules, ctx.now)
    if not await imports.done(tx, asked, ctx.now):
        raise DeskError("button-stale")
    await imports.count_file(tx, source, found, ctx.now)
    data = {"source": source.name, "file": asked.name, "new": found.figures.new, "changed": found.figures.changed}
    await people.audit(tx, ctx.user_id, "import", data, ctx.now)
    said = [letters.done(asker.id, asked.id, asked.name, source.name, found.figures)]
    said += [letters.report(asker.id, asked.id, found.bad)] if found.bad else []
    await outbox.add(tx, said, ctx.now)


# --- by hand ----------------------------------------------------------------------------------------------------------


@router.message(In("forum"), Says("leads"), Ours())
async def on_leads(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/leads`: the links of the chat; `/leads 3 +12`: so many leads of one, to be confirmed."""
    place = await places.topic(tx, ctx, message, "count")
    known = await links.of_chat(tx, place.case.chat)
    if not known:
        raise DeskError("links-none")
    if not words:
        listed = [await _counted(tx, ctx, link, None) for link in known]
        await outbox.add(tx, [letters.links(place.case.conversation, place.source, listed)], ctx.now)
        return
    wanted = rules.by_hand(words)
    one = await _counted(tx, ctx, _link(known, wanted), wanted.goal)
    if one.count + wanted.count < 0:
        raise DeskError("leads-fewer", count=one.count)
    asked = await imports.ask_by_hand(tx, place.staff, one.link, one.goal, wanted.count, ctx.now)
    said = letters.asked(place.case.conversation, asked, place.source, one, wanted.count)
    await outbox.add(tx, [said], ctx.now)


@router.callback_query(Pressed("leads"), In("forum"), Ours())
async def on_confirmed(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """Count it, or not: once."""
    asked = await imports.open_one(tx, number(args, 0), ctx.now)
    case, link = await _case(tx, ctx, query, asked)
    if asked is None or asked.count is None or link is None or args[1:] not in (["yes"], ["no"]):
        raise DeskError("button-stale")
    staff = places.allowed(ctx, "count", case)
    if not await imports.done(tx, asked, ctx.now):
        raise DeskError("button-stale")
    if args[1] == "no":
        await outbox.add(tx, [letters.kept(case.conversation, asked.id)], ctx.now)
        return Toast(key="leads-dropped-done")
    count = await imports.count_by_hand(tx, asked, link, staff, ctx.now)
    count = count if asked.count > 0 else -count
    data = {"link": link.id, "goal": asked.goal, "count": count}
    await people.audit(tx, ctx.user_id, "leads", data, ctx.now)
    one = await _counted(tx, ctx, link, asked.goal)
    said = letters.counted(case.conversation, asked.id, one, count, staff.name)
    await outbox.add(tx, [said], ctx.now)
    return Toast(key="leads-done")


async def _case(tx: Tx, ctx: Context, query: CallbackQuery, asked: Asked | None) -> tuple[Case, Link | None]:
    """The conversation in whose topic it was pressed, and the link, if it is of its chat."""
    message, conversation = query.message, None
    if isinstance(message, Message) and message.is_topic_message and message.message_thread_id is not None:
        conversation = await conversations.of_topic(tx, message.chat.id, message.message_thread_id)
    case = None if conversation is None else await conversations.case(tx, conversation, ctx.rules, ctx.now)
    if case is None:
        raise DeskError("button-stale")
    link = await links.link(tx, case.chat, asked.link) if asked and asked.link is not None else None
    return case, link


def _link(known: list[Link], wanted: ByHand) -> Link:
    if wanted.link is None:
        if len(known) > 1:
            raise DeskError("leads-which")
        return known[0]
    found = [link for link in known if wanted.link in (str(link.id), f"#{link.id}", link.token)]
    if not found:
        raise DeskError("leads-unknown", word=wanted.link[:40])
    return found[0]


async def _counted(tx: Tx, ctx: Context, link: Link, goal: str | None) -> Counted:
    offer = ctx.rules.offer(link.flow.offer)
    goals = offer.goals if offer else ()
    if goal is not None and goal not in goals:
        raise DeskError("leads-goal", word=goal[:40], known=", ".join(goals))
    goal = goal or (goals[0] if goals else "lead")
    count = await imports.counted_by_hand(tx, link, goal, ctx.now)
    return Counted(link=link, offer=offer.name if offer else link.flow.offer, goal=goal, count=count)
