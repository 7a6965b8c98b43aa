"""What heads do with the desk itself: the staff forum, the rules, how it is doing (PRODUCT 3, 10, 11)."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk.errors import DeskError
from desk.letters import engine
from desk.letters import office as letters
from desk.letters.letter import T
from desk.people import may
from handlers.context import Context, In, Ours, Pressed, Says, Slash
from storage import audits, chats, conversations, marks, outbox, people, publishing, status
from storage.database import Tx

router = Router(name="office")
router.message.filter(Slash())

AUDITED = 500  # conversations of each sort that /audit looks at
#: What the bot needs in a forum, in the Bot API's names.
NEEDED = ("can_manage_topics", "can_pin_messages", "can_delete_messages")


@router.message(In("group", "forum"), Says("setup"), flags={"facts": "chat"})
async def on_setup(message: Message, tx: Tx, ctx: Context) -> None:
    """`/setup` in a group with topics makes it a staff forum; else says what to switch on."""
    if not may(ctx.staff, "setup"):
        raise DeskError("setup-head")
    missing = _missing(ctx)
    if missing:
        raise DeskError("setup-missing", what=letters.wanting(missing))
    chat = await chats.by_tg(tx, message.chat.id)
    if chat is not None and chat.partner is not None:
        raise DeskError("setup-partner-group")
    await chats.add_forum(tx, message.chat.id, ctx.now)
    await people.audit(tx, ctx.user_id, "setup", {"forum": message.chat.id}, ctx.now)
    await outbox.add(tx, [letters.forum_ready(message.chat.id)], ctx.now)


def _missing(ctx: Context) -> list[T]:
    if "error" in ctx.facts:
        return [T(key="setup-cannot-look")]
    chat, me = ctx.facts["chat"], ctx.facts["me"]
    missing = [] if chat.get("is_forum") else [T(key="setup-topics")]
    if me.get("status") != "administrator":
        return [*missing, T(key="setup-admin")]
    return missing + [T(key=f"setup-{right.replace('_', '-')}") for right in NEEDED if not me.get(right)]


@router.message(In("private"), Says("reload"), Ours())
async def on_reload(message: Message, tx: Tx, ctx: Context) -> None:
    """`/reload`: desk.yaml anew; a broken one changes nothing, and every head is told."""
    await _reload(tx, ctx)


@router.callback_query(Pressed("reload"), In("private"), Ours())
async def on_reload_pressed(query: CallbackQuery, tx: Tx, ctx: Context) -> None:
    """The same, from `/offers`."""
    await _reload(tx, ctx)


async def _reload(tx: Tx, ctx: Context) -> None:
    if ctx.staff is None or not may(ctx.staff, "reload"):
        raise DeskError("heads-only")
    rules = ctx.house.read()
    if isinstance(rules, str):
        heads = [person.id for person in await people.staff(tx) if person.role == "head"]
        await outbox.add(tx, letters.rules_broken(heads, rules), ctx.now)
        return
    versions = await publishing.adopt(tx, rules, ctx.now)
    await conversations.wake_waiting(tx, ctx.now)
    await people.audit(tx, ctx.user_id, "reload", {"versions": len(versions)}, ctx.now)
    await outbox.add(tx, [letters.rules_read(ctx.staff.id, len(rules.offers), len(versions))], ctx.now)
    ctx.house.adopt(rules)


@router.message(In("private"), Says("status"), Ours())
async def on_status(message: Message, tx: Tx, ctx: Context) -> None:
    """`/status`: what waits, what is queued, and since when."""
    if ctx.staff is None or not may(ctx.staff, "status"):
        raise DeskError("heads-only")
    await outbox.add(tx, [letters.status(ctx.staff.id, await status.figures(tx, ctx.now))], ctx.now)


@router.message(In("private"), Says("audit"), Ours())
async def on_audit(message: Message, tx: Tx, ctx: Context) -> None:
    """`/audit`: whoever waits, and some of the rest, against what happened; at once."""
    if ctx.staff is None or not may(ctx.staff, "audit"):
        raise DeskError("heads-only")
    seen, findings = await audits.at_once(tx, ctx.now, AUDITED)
    whole = await marks.at(tx, "audited")
    await outbox.add(tx, [engine.audited(ctx.staff.id, seen, findings, whole)], ctx.now)
