"""The first minutes of a stranger, and what every partner may ask for at any time: language, help (PRODUCT 2, 10)."""

import secrets
from datetime import timedelta

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import newcomers
from desk.errors import DeskError
from desk.letters import letter
from desk.letters import newcomers as letters
from desk.letters.letter import Letter, To, Toast
from desk.newcomers import DONE, Newcomer, Origin
from handlers.context import Context, In, Ours, Pressed, Says, Slash, number
from storage import chats, digests, meeting, outbox, people, roster
from storage.database import Tx

router = Router(name="newcomers")
router.message.filter(Slash())

MEASURED = timedelta(days=7)  # back from now, over which the usual answer time is measured


@router.message(Says("start"), In("private"), Ours(False))
async def on_start(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """A stranger: hello and the first question. Somebody known: hello again, and the question still open, if any."""
    person = message.from_user
    assert person is not None
    fresh = await _stranger(tx, ctx, message, newcomers.origin(words))
    if await people.contact(tx, person.id) is None and await people.add_newcomer(tx, fresh):
        said = [await _hello(tx, ctx, fresh), letters.question(fresh, ctx.rules.newcomers)]
    else:
        await people.set_origin(tx, fresh)
        said = await _again(tx, ctx, person.id, person.full_name)
    await outbox.add(tx, said, ctx.now)


async def _stranger(tx: Tx, ctx: Context, message: Message, origin: Origin) -> Newcomer:
    """Whoever comes, with what the link says: a campaign, or a partner's token. A token nobody has says nothing."""
    person = message.from_user
    assert person is not None
    return Newcomer(
        user_id=person.id,
        name=person.full_name,
        username=person.username,
        locale=ctx.locale,
        payload=origin.campaign,
        started_at=message.date,
        brought_by=await people.referred_by(tx, origin.token) if origin.token else None,
    )


@router.message(Says("invite"), In("private"), Ours(False))
async def on_invite(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/invite` of a partner's contact: the link by which newcomers count as brought by that partner."""
    if words:
        raise DeskError("form-invite-partner")
    if await people.contact(tx, ctx.user_id) is None:
        raise DeskError("referral-stranger")
    token = await people.referral(tx, ctx.user_id, secrets.token_urlsafe(12), ctx.now)
    url = f"https://t.me/{ctx.bot.username}?start={newcomers.REFERRAL}{token}"
    await outbox.add(tx, [letters.referral(ctx.user_id, url)], ctx.now)


async def _again(tx: Tx, ctx: Context, user_id: int, name: str) -> list[Letter]:
    known = await people.newcomer(tx, user_id)
    said = [letters.again(user_id, name, ctx.rules.programme)]
    if known is None or known.step == DONE or ctx.now >= known.started_at + ctx.rules.newcomers.days:
        return said
    question = letters.question(known, ctx.rules.newcomers)
    await outbox.drop_slot(tx, question.slot or "")  # asked anew below, where the person is looking
    return [*said, question]


async def _hello(tx: Tx, ctx: Context, newcomer: Newcomer, *, renew: bool = False) -> Letter:
    usual = await digests.usual_answer(tx, ctx.now - MEASURED, ctx.now)
    presence = newcomers.presence(ctx.rules, await people.staff(tx), ctx.now, await roster.changes(tx, ctx.now))
    return letters.hello(newcomer, ctx.rules.programme, presence, usual, renew=renew)


@router.callback_query(Pressed("new"), In("private"))
async def on_choice(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """An answer to a question, Skip, or Back. What is stale or forged changes nothing."""
    known = await people.newcomer(tx, ctx.user_id)
    later = _moved(known, args, ctx) if known else None
    if later is None:
        return Toast(key="wizard-stale")
    await people.save_newcomer(tx, later)
    await outbox.add(tx, [letters.question(later, ctx.rules.newcomers)], ctx.now)
    if later.met_at is None and later.due_at is not None and later.due_at <= ctx.now:
        await meeting.begin(tx, later, ctx.rules, ctx.now)
    return None


def _moved(known: Newcomer, args: list[str], ctx: Context) -> Newcomer | None:
    step, what = args if len(args) == 2 else ("", "")
    if what == "back":
        return newcomers.back(known, step)
    choice = None if what == "skip" else number(args, 1)
    return newcomers.answer(known, step, choice, ctx.rules.newcomers, ctx.now)


@router.message(Says("language"), In("private", "group"))
async def on_language(message: Message, tx: Tx, ctx: Context) -> None:
    """`/language`: two buttons; the group's in a group, one's own in private."""
    to, slot = await _here(tx, message.chat.id, ctx)
    await outbox.drop_slot(tx, slot)
    await outbox.add(tx, [letters.language(to, slot)], ctx.now)


@router.callback_query(Pressed("lang"), In("private", "group"))
async def on_chosen(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """The language changes at once, and what stands there is said again in it."""
    if args not in [[locale] for locale in letters.LOCALES] or query.message is None:
        return Toast(key="button-stale")
    await chats.set_locale(tx, query.message.chat.id, args[0])
    if ctx.place == "private":
        await people.set_locale(tx, ctx.user_id, args[0])
        await _renew(tx, ctx, args[0])
    to, slot = await _here(tx, query.message.chat.id, ctx)
    await outbox.add(tx, [letters.language(to, slot, renew=True)], ctx.now)
    return Toast(key=f"language-now-{args[0]}")


async def _renew(tx: Tx, ctx: Context, locale: str) -> None:
    known = await people.newcomer(tx, ctx.user_id)
    if known is None:
        return
    changed = newcomers.speaking(known, locale)
    await people.save_newcomer(tx, changed)
    said = [await _hello(tx, ctx, changed, renew=True), letters.question(changed, ctx.rules.newcomers, renew=True)]
    await outbox.add(tx, said, ctx.now)


async def _here(tx: Tx, chat_id: int, ctx: Context) -> tuple[To, str]:
    """Where it is said: to the person in private, in the group otherwise; and the name of the live message there."""
    if ctx.place == "private":
        return letter.user(chat_id), f"language:{chat_id}"
    chat = await chats.by_tg(tx, chat_id)
    return letter.telegram(chat_id) if chat is None else letter.chat(chat.id), f"language:{chat_id}"


@router.message(Says("help"), In("private", "group"), Ours(False))
async def on_help(message: Message, tx: Tx, ctx: Context) -> None:
    """`/help` of a partner."""
    to, _ = await _here(tx, message.chat.id, ctx)
    await outbox.add(tx, [letters.contact_help(to, "private" if ctx.place == "private" else "group")], ctx.now)
