"""Who works when: seen, changed, swapped, and said to be there (PRODUCT 5, 10)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import absences, calendars, duty, rosters, taking
from desk import shifts as rota
from desk.calendars import Span
from desk.errors import DeskError
from desk.letters import shifts as letters
from desk.letters.letter import Toast
from desk.people import RANK, Staff, may
from desk.rosters import Absence, Override, Roster, Segment, Swap
from handlers import places
from handlers.context import Context, In, Ours, Pressed, Says, number
from storage import conversations, outbox, people, roster
from storage.database import Tx

router = Router(name="shifts")

WEEKS = timedelta(days=14)  # shown, and swapped within
HALF_DAY = timedelta(hours=12)  # for which somebody is put on where no shift ends


def _ahead(shifts: Roster, now: datetime) -> list[Segment]:
    return rosters.segments(shifts, now, now + WEEKS)


def _alone(words: list[str], name: str) -> None:
    if words:
        raise DeskError("tool-alone", name=name, word=" ".join(words)[:32])


@router.callback_query(Pressed("here"), In("private"), Ours())
async def on_here(query: CallbackQuery, tx: Tx, ctx: Context) -> Toast:
    """*I am here*, under the hand-over card."""
    staff = places.allowed(ctx, "roster")
    return Toast(key="here-done" if await roster.here(tx, staff.id, ctx.now) else "here-stale")


@router.message(Says("shifts"), In("private"), Ours())
async def on_shifts(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/shifts`: who works when, for two weeks, as a table and drawn."""
    staff = places.allowed(ctx, "roster")
    _alone(words, "shifts")
    shifts = await roster.live(tx, ctx.rules.shifts, ctx.now)
    ahead = _ahead(shifts, ctx.now)
    await outbox.add(tx, [letters.table(staff, ahead, shifts), letters.picture(staff, ahead, shifts)], ctx.now)


@router.message(Says("rotation"), In("private"), Ours())
async def on_rotation(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/rotation`: the rotations, and what is wrong with who works when."""
    staff = places.allowed(ctx, "plan")
    _alone(words, "rotation")
    shifts = await roster.live(tx, ctx.rules.shifts, ctx.now)
    unknown = duty.unknown_handles(ctx.rules.shifts, list(shifts.staff.values()))
    gaps = rosters.gaps(_ahead(shifts, ctx.now)) if ctx.rules.shifts.rotations else []
    await outbox.add(tx, [letters.rotation(staff, shifts, unknown, gaps)], ctx.now)


# --- now --------------------------------------------------------------------------------------------------------------


@router.message(Says("duty"), In("private"), Ours())
async def on_duty(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/duty`: who is on shift now, until when, and who comes next."""
    staff = places.allowed(ctx, "roster")
    _alone(words, "duty")
    await outbox.drop_slot(tx, letters.screen("duty", staff.id))
    shifts = await roster.live(tx, ctx.rules.shifts, ctx.now)
    await outbox.add(tx, [letters.duty(staff.id, shifts, ctx.now, may_plan=may(staff, "plan"))], ctx.now)


@router.callback_query(Pressed("duty"), In("private"), Ours())
async def on_change(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """Somebody is put on shift now, taken off it, or replaced."""
    staff = places.allowed(ctx, "plan")
    shifts = await roster.live(tx, ctx.rules.shifts, ctx.now)
    here = rosters.on_shift(shifts, ctx.now)
    others = sorted((p for p in shifts.staff.values() if p.id not in here), key=lambda p: (RANK[p.role], p.name))
    match args:
        case ["see"]:
            await outbox.add(tx, [letters.duty(staff.id, shifts, ctx.now, may_plan=True)], ctx.now)
        case ["add"]:
            await outbox.add(tx, [letters.choose(staff.id, others, None)], ctx.now)
        case ["add", _]:
            end = rota.next_change(shifts.shifts, ctx.now) or ctx.now + HALF_DAY
            return await _put(tx, ctx, staff, shifts, None, _one(others, number(args, 1)), end)
        case ["out", _]:
            out = _one([shifts.staff[one] for one in here], number(args, 1))
            await outbox.add(tx, [letters.choose(staff.id, others, out)], ctx.now)
        case ["out", _, _]:
            out = _one([shifts.staff[one] for one in here], number(args, 1))
            into = _one(others, number(args, 2)) if number(args, 2) else None
            return await _put(tx, ctx, staff, shifts, out, into, rosters.until(shifts, out.id, ctx.now))
        case _:
            raise DeskError("button-stale")
    return None


def _one(people: Sequence[Staff], wanted: int) -> Staff:
    """Raises DeskError where the person is none of those any more."""
    found = next((person for person in people if person.id == wanted), None)
    if found is None:
        raise DeskError("button-stale")
    return found


async def _put(
    tx: Tx, ctx: Context, by: Staff, shifts: Roster, out: Staff | None, into: Staff | None, until: datetime
) -> Toast:
    out_id, into_id = (person.id if person else None for person in (out, into))
    made = Override(id=0, start=ctx.now, end=until, out=out_id, into=into_id)
    await roster.override(tx, [made], by.id, ctx.now)
    await conversations.wake_waiting(tx, ctx.now)
    await people.audit(tx, ctx.user_id, "duty", {"out": out_id, "into": into_id}, ctx.now)
    told = [one for one in dict.fromkeys((out_id, into_id, *rosters.planners(shifts))) if one and one != by.id]
    changed = await roster.live(tx, ctx.rules.shifts, ctx.now)
    await outbox.add(tx, letters.put(told, by, out, into, until), ctx.now)
    await outbox.add(tx, [letters.duty(by.id, changed, ctx.now, may_plan=True)], ctx.now)
    return Toast(key="duty-done")


# --- swaps ------------------------------------------------------------------------------------------------------------


@router.message(Says("swap"), In("private"), Ours())
async def on_swap(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/swap`: one's own shifts, to choose from."""
    staff = places.allowed(ctx, "roster")
    _alone(words, "swap")
    await outbox.drop_slot(tx, letters.screen("swap", staff.id))
    shifts = await roster.live(tx, ctx.rules.shifts, ctx.now)
    await outbox.add(tx, [letters.swap_shifts(staff, _own(shifts, staff.id, ctx.now))], ctx.now)


def _own(shifts: Roster, person: int, now: datetime) -> list[Span]:
    """The shifts of a person that have not begun."""
    return [span for span in rosters.turns(_ahead(shifts, now), person) if span[0] > now]


def _meant(spans: Sequence[Span], second: int) -> Span:
    """Raises DeskError where there is no such shift any more."""
    found = next((span for span in spans if int(span[0].timestamp()) == second), None)
    if found is None:
        raise DeskError("swap-changed")
    return found


@router.callback_query(Pressed("swap"), In("private"), Ours())
async def on_swapping(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast | None:
    """Which shift, with whom, for which in return; then the other's answer."""
    staff = places.allowed(ctx, "roster")
    shifts = await roster.live(tx, ctx.rules.shifts, ctx.now)
    own = _own(shifts, staff.id, ctx.now)
    match args:
        case ["see"]:
            said = letters.swap_shifts(staff, own)
        case ["who", _]:
            shift = _meant(own, number(args, 1))
            said = letters.swap_people(staff, shift, _free(shifts, staff, shift))
        case ["back", _, _]:
            shift, other = _meant(own, number(args, 1)), _one(list(shifts.staff.values()), number(args, 2))
            theirs = [one for one in _own(shifts, other.id, ctx.now) if rosters.free(shifts, staff.id, one)]
            said = letters.swap_back(staff, shift, other, theirs)
        case ["ask", _, _, _]:
            shift, whom = _meant(own, number(args, 1)), number(args, 2)
            back = _meant(_own(shifts, whom, ctx.now), number(args, 3)) if number(args, 3) else None
            return await _ask(tx, ctx, shifts, Swap(asker=staff.id, other=whom, shift=shift, back=back))
        case ["yes" | "no" | "drop", _]:
            return await _answer(tx, ctx, shifts, staff, args)
        case _:
            raise DeskError("button-stale")
    await outbox.add(tx, [said], ctx.now)
    return None


def _free(shifts: Roster, staff: Staff, shift: Span) -> list[Staff]:
    workers = [person for person in shifts.staff.values() if person.role in ("sub", "senior") and person != staff]
    return [person for person in workers if rosters.free(shifts, person.id, shift)]


async def _ask(tx: Tx, ctx: Context, shifts: Roster, swap: Swap) -> Toast:
    rosters.swapped(shifts, swap, ctx.now)
    asked = await roster.ask(tx, swap, ctx.now)
    if asked is not None:
        await outbox.add(tx, letters.swap_asked(asked, swap, shifts), ctx.now)
    return Toast(key="swap-sent")


async def _answer(tx: Tx, ctx: Context, shifts: Roster, staff: Staff, args: list[str]) -> Toast:
    """Of the other: yes or no; of whoever asked: never mind."""
    asked, how = number(args, 1), args[0]
    swap = await roster.asked(tx, asked)
    if swap is None or staff.id != (swap.asker if how == "drop" else swap.other):
        raise DeskError("button-stale")
    state: roster.Settled = "accepted" if how == "yes" else "declined" if how == "no" else "withdrawn"
    if not await roster.settle(tx, asked, state, ctx.now):
        raise DeskError("button-stale")
    if state == "accepted":
        await people.staff_locked(tx)  # of two swaps at once the second sees what the first has changed
        shifts = await roster.live(tx, ctx.rules.shifts, ctx.now)
        await roster.override(tx, rosters.swapped(shifts, swap, ctx.now), staff.id, ctx.now)
        await conversations.wake_waiting(tx, ctx.now)
        told = [one for one in rosters.planners(shifts) if one not in (swap.asker, swap.other)]
        await outbox.add(tx, letters.swapped(told, swap, shifts), ctx.now)
    await outbox.add(tx, letters.settled(asked, swap, shifts, state), ctx.now)
    return Toast(key="swap-answered")


# --- absences ---------------------------------------------------------------------------------------------------------


@router.message(Says("absence"), In("private"), Ours())
async def on_absence(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/absence 24.11-30.11 @deputy`: away for these days; alone: one's own absences."""
    staff = places.allowed(ctx, "roster")
    shifts = await roster.live(tx, ctx.rules.shifts, ctx.now)
    if not words:
        own = [one for one in shifts.changes.absences if one.staff == staff.id]
        await outbox.add(tx, [letters.absences(staff, own, shifts)], ctx.now)
        return
    start, end, written = absences.read(words, calendars.local_date(ctx.now, staff.zone), staff.zone)
    deputy = _deputy(shifts, staff, written)
    made = Absence(id=0, staff=staff.id, start=start, end=end, deputy=deputy)
    if any(one.staff == staff.id and one.start < end and one.end > start for one in shifts.changes.absences):
        raise DeskError("absence-twice")
    await roster.add_absence(tx, made, staff.id, ctx.now)
    await _told(tx, ctx, shifts, made, over=False)


def _deputy(shifts: Roster, staff: Staff, written: str) -> int | None:
    if not written:
        return None
    found = taking.named(shifts.staff.values(), written)
    if len(found) != 1 or found[0].id == staff.id:
        raise DeskError("absence-deputy", word=written[:32])
    return found[0].id


async def _told(tx: Tx, ctx: Context, shifts: Roster, absence: Absence, *, over: bool) -> None:
    await conversations.wake_waiting(tx, ctx.now)
    what = {"staff": absence.staff, "deputy": absence.deputy, "from": absence.start.astimezone(UTC).isoformat()}
    await people.audit(tx, ctx.user_id, "absence_over" if over else "absence", what, ctx.now)
    told = [one for one in (absence.deputy, *rosters.planners(shifts)) if one is not None]
    await outbox.add(tx, letters.away(told, absence, shifts, over=over), ctx.now)


@router.callback_query(Pressed("absence"), In("private"), Ours())
async def on_back(query: CallbackQuery, tx: Tx, ctx: Context, args: list[str]) -> Toast:
    """An absence is over, or is not to be."""
    staff = places.allowed(ctx, "roster")
    ended = await roster.end_absence(tx, number(args, 1), staff.id, ctx.now)
    if ended is None:
        raise DeskError("button-stale")
    await _told(tx, ctx, await roster.live(tx, ctx.rules.shifts, ctx.now), ended, over=True)
    return Toast(key="absence-ended")
