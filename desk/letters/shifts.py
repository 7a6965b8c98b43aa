"""What we say to each other about shifts: who works when, changes, swaps, absences, hand-over, gaps (PRODUCT 5)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from desk import calendars, rosters
from desk import handover as rules
from desk.calendars import Span
from desk.handover import Sheet
from desk.letters import cards, letter
from desk.letters.digest import short
from desk.letters.letter import At, Lane, Letter, Lines, Param, Person, T, TopicLink, button
from desk.letters.office import next_step
from desk.people import Staff
from desk.promises import Due
from desk.rosters import Absence, Roster, Segment, Swap, Warned
from desk.rules import DAYS, Rotation
from desk.waiting import Case

# What fits into one message of 4096 UTF-16 units, even with the longest names (tests/desk/test_letters.py).
NAME = 24  # units of a name
PARTNER = 40  # of a partner's
PEOPLE = 8  # people named
OPEN = 5  # conversations of each sort
GAPS = 14  # gaps told of at once
CHOICES = 8  # shifts, people and absences to choose from
COMING = 5  # shifts on /duty
ROWS = 40  # shifts in the table
FEW, FEW_UNITS = 3, 14  # people of a shift there, and units of a name
DRAWN = 24  # people in the picture
ROTATIONS = 6
PATTERN = 14  # steps of one shown

AHEAD = timedelta(days=2)  # shown on /duty
Screen = Literal["duty", "swap"]

INSTANT = timedelta(milliseconds=1)


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def names(people: Iterable[Staff]) -> str:
    """Several of us, by name."""
    known = [short(person.name, NAME) for person in people]
    more = f" +{len(known) - PEOPLE}" if len(known) > PEOPLE else ""
    return ", ".join(known[:PEOPLE]) + more


def handover(
    coming: Sequence[tuple[Staff, datetime]],
    going: Sequence[Staff],
    staying: Sequence[Staff],
    sheet: Sheet,
    now: datetime,
) -> list[Letter]:
    """To both sides: what is open, what happens next, who cannot be reached. Those who come (with the end of their shift)
    say that they are there.
    """
    lines = Lines(items=tuple(_sheet(sheet, now)))
    here = ((button("button-here", "here"),),)
    before = _who(("handover-from", going), ("handover-beside", staying), "handover-first")
    after = _who(("handover-to", [one for one, _ in coming]), ("handover-stays", staying), "handover-last")
    told = [
        _handed(one, "handover-in", before, lines, now, {"until": At(at=until, form="dt")}, here)
        for one, until in coming
    ]
    return told + [_handed(one, "handover-out", after, lines, now, {}, ()) for one in going]


def _who(changing: tuple[str, Sequence[Staff]], staying: tuple[str, Sequence[Staff]], nobody: str) -> T:
    """Who leaves or comes; else who stays; else that there is nobody."""
    for key, people in (changing, staying):
        if people:
            return T(key=key, params={"names": names(people)})
    return T(key=nobody)


def _handed(
    person: Staff, key: str, other: T, lines: Lines, now: datetime, more: Mapping[str, Param], buttons: letter.Rows
) -> Letter:
    return Letter(
        to=letter.staff(person.id),
        lane=Lane.CARD,
        key=key,
        params={"other": other, "lines": lines, **more},
        buttons=buttons,
        once=f"{key}:{person.id}:{now:%Y%m%d%H%M%S}",
    )


def _sheet(sheet: Sheet, now: datetime) -> list[T]:
    open_ = rules.by_need(sheet, now)
    lines = [T(key="handover-quiet")] if not sheet.cases else []
    for key, cases, more in (
        ("handover-waits", open_.waits, sheet.more),
        ("handover-taken", open_.taken, 0),
        ("handover-snoozed", open_.snoozed, 0),
    ):
        if cases:
            lines.append(T(key=key, params={"count": len(cases) + more}))
            lines += [_case(case, now) for case in cases[:OPEN]]
        if len(cases[OPEN:]) + more:
            lines.append(T(key="tool-more", params={"count": len(cases[OPEN:]) + more}))
    if sheet.promises:
        lines.append(T(key="handover-promises", params={"count": sheet.promised}))
        lines += [_promise(one) for one in sheet.promises[:OPEN]]
    if sheet.promised > OPEN:
        lines.append(T(key="tool-more", params={"count": sheet.promised - OPEN}))
    if sheet.unreachable:
        lines.append(T(key="handover-unreachable", params={"names": names(sheet.unreachable)}))
    return lines


def _case(case: Case, now: datetime) -> T:
    where = TopicLink(conversation=case.conversation, text=short(case.partner.name, PARTNER))
    return T(key="handover-line", params={"partner": where, "next": next_step(case, now)})


def _promise(due: Due) -> T:
    where = TopicLink(conversation=due.conversation, text=short(due.partner, PARTNER))
    what = cards.promised(short(due.text, NAME))
    return T(key="handover-promise", params={"partner": where, "due": At(at=due.due, form="dt"), "what": what})


def not_here(told: Sequence[int], person: Staff, since: datetime) -> list[Letter]:
    """To the senior and those who were relieved: somebody's shift has begun, and nobody has said "I am here"."""
    who = Person(name=short(person.name, NAME), user_id=person.user_id)
    return [
        Letter(
            to=letter.staff(one),
            lane=Lane.CARD,
            key="shift-not-here",
            params={"person": who, "since": At(at=since)},
            once=f"not-here:{person.id}:{since:%Y%m%d%H%M%S}:{one}",
        )
        for one in told
    ]


def reach_me(forum: int, person: Staff) -> Letter:
    """In the staff forum, once: what somebody must do for the bot to be able to write."""
    who = Person(name=short(person.name, NAME), user_id=person.user_id)
    return Letter(
        to=letter.telegram(forum),
        lane=Lane.NOTICE,
        key="reach-me",
        params={"person": who},
        once=f"reach-me:{person.id}:{person.reach}",
    )


def gaps(told: Sequence[int], warned: Sequence[Warned]) -> list[Letter]:
    """To those who plan: when nobody will be on shift."""
    lines = [
        T(key="gap-line", params={"start": At(at=one.gap[0], form="dt"), "end": At(at=one.gap[1], form="dt")})
        for one in warned[:GAPS]
    ]
    return [
        Letter(to=letter.staff(one), lane=Lane.NOTICE, key="gaps-ahead", params={"lines": Lines(items=tuple(lines))})
        for one in told
    ]


def empty(told: Sequence[int], there: Sequence[Staff], now: datetime) -> list[Letter]:
    """The alarm: a shift is running with nobody on it, or nobody whom the bot can reach."""
    key = "shift-unreachable" if there else "shift-empty"
    params: dict[str, Param] = {"names": names(there)} if there else {}
    return [
        Letter(to=letter.staff(one), lane=Lane.CARD, key=key, params=params, once=f"{key}:{now:%Y%m%d%H%M%S}:{one}")
        for one in told
    ]


# --- who works when ---------------------------------------------------------------------------------------------------


def duty(reader: int, roster: Roster, now: datetime, *, may_plan: bool) -> Letter:
    """Who is on shift and until when, and who comes next; with what a senior may change at once."""
    coming = rosters.segments(roster, now, now + AHEAD)
    first = coming[0] if coming else None
    here = [roster.staff[one] for one in first.people] if first else []
    lines = [
        _segment("duty-running", one, roster) if one.people or one.unknown else T(key="duty-nobody")
        for one in coming[:1]
    ]
    lines += [_segment("duty-coming", one, roster) for one in coming[1:COMING]]
    rows = [(button("button-duty-out", f"duty:out:{one.id}", name=short(one.name, NAME)),) for one in here[:PEOPLE]]
    rows += [(button("button-duty-add", "duty:add"),)]
    return _screen(reader, "duty", {"lines": Lines(items=tuple(lines))}, tuple(rows) if may_plan else (), "duty")


def _screen(reader: int, key: str, params: Mapping[str, Param], rows: letter.Rows, name: Screen) -> Letter:
    """One message that changes with every tap."""
    to = letter.staff(reader)
    return Letter(to=to, lane=Lane.NOTICE, key=key, params=params, buttons=rows, slot=screen(name, reader))


def screen(name: Screen, reader: int) -> str:
    """The live message in which somebody looks at the shifts, or makes a swap."""
    return f"{name}:{reader}"


def _segment(key: str, one: Segment, roster: Roster) -> T:
    people = [_member(roster.staff[person]) for person in one.people]
    people += [T(key="duty-unknown", params={"handle": short(handle, NAME)}) for handle in one.unknown]
    who = _joined(people, PEOPLE) if people else T(key="duty-empty")
    start, end = At(at=one.start, form="dt"), At(at=one.end, form="dt")
    return T(key=key, params={"shift": one.name, "who": who, "start": start, "end": end})


def _joined(parts: Sequence[T], limit: int) -> T:
    """The first of them in one line, and how many more there are."""
    shown = [*parts[:limit]] + (
        [T(key="staff-more", params={"count": len(parts) - limit})] if len(parts) > limit else []
    )
    line = shown[0]
    for part in shown[1:]:
        line = T(key="duty-and", params={"first": line, "then": part})
    return line


def _member(person: Staff) -> T:
    """A person by name, and whether the bot cannot reach the person."""
    name = short(person.name, NAME)
    if person.reach == "ok":
        return T(key="duty-name", params={"name": name})
    return T(
        key="duty-unreachable", params={"name": name, "reach": T(key="staff-reach", params={"reach": person.reach})}
    )


def choose(reader: int, people: Sequence[Staff], out: Staff | None) -> Letter:
    """Whom to put on shift now; with `out`, instead of that person, or nobody."""
    data = f"duty:out:{out.id}:" if out else "duty:add:"
    rows = [(button("button-person", f"{data}{one.id}", name=short(one.name, NAME)),) for one in people[:CHOICES]]
    if out is not None:
        rows.append((button("button-duty-nobody", f"{data}0"),))
    rows.append((button("button-back", "duty:see"),))
    key, params = ("duty-instead", {"name": short(out.name, NAME)}) if out else ("duty-whom", {})
    return _screen(reader, key, params, tuple(rows), "duty")


def put(told: Sequence[int], by: Staff, out: Staff | None, into: Staff | None, until: datetime) -> list[Letter]:
    """To everybody concerned: who was put on shift, or taken off, until when, and who decided."""
    key = "duty-added" if out is None else "duty-removed" if into is None else "duty-replaced"
    left, came = (short(person.name, NAME) if person else "—" for person in (out, into))
    params = {"by": short(by.name, NAME), "until": At(at=until, form="dt"), "out": left, "into": came}
    return [Letter(to=letter.staff(one), lane=Lane.NOTICE, key=key, params=params) for one in told]


def table(reader: Staff, segments: Sequence[Segment], roster: Roster) -> Letter:
    """Two weeks of shifts, a line each: one's own marked, gaps too."""
    lines = [_row(reader, one, roster) for one in segments[:ROWS]]
    lines += [T(key="tool-more", params={"count": len(segments) - ROWS})] if len(segments) > ROWS else []
    params = {"lines": Lines(items=tuple(lines))}
    return Letter(to=letter.staff(reader.id), lane=Lane.NOTICE, key="shifts-table", params=params)


def picture(reader: Staff, segments: Sequence[Segment], roster: Roster) -> Letter:
    """The same drawn: a row a person, one's own in another colour, gaps in red, and how many there are (bot/drawing.py)."""
    people = sorted({one for segment in segments for one in segment.people}, key=lambda one: roster.staff[one].name)
    start, end = segments[0].start, segments[-1].end
    data = {
        "zone": reader.zone,
        "start": _seconds(start),
        "end": _seconds(end),
        "people": [_drawn(reader, roster.staff[one], segments) for one in people[:DRAWN]],
        "gaps": [[_seconds(first), _seconds(last)] for first, last in rosters.gaps(segments)],
        "cover": [[_seconds(one.start), _seconds(one.end), len(one.people)] for one in segments],
    }
    zone = ZoneInfo(reader.zone)
    params = {
        "drawing": "shifts",
        "data": data,
        "words": ["picture-title", "picture-own", "picture-others", "picture-gap", "picture-all"],
        "first": f"{start.astimezone(zone):%d.%m}",
        "last": f"{end.astimezone(zone):%d.%m}",
    }
    return Letter(to=letter.staff(reader.id), lane=Lane.NOTICE, kind="picture", key="shifts-picture", params=params)


def _drawn(reader: Staff, person: Staff, segments: Sequence[Segment]) -> dict[str, Param]:
    """A row of the picture."""
    shifts = [[_seconds(first), _seconds(last)] for first, last in rosters.turns(segments, person.id)]
    return {"name": short(person.name, FEW_UNITS), "own": person.id == reader.id, "shifts": shifts}


def _row(reader: Staff, one: Segment, roster: Roster) -> T:
    key = "shifts-gap" if not one.people else "shifts-own" if reader.id in one.people else "shifts-row"
    people = [short(roster.staff[person].name, FEW_UNITS) for person in one.people]
    more = f" +{len(people) - FEW}" if len(people) > FEW else ""
    return T(key=key, params={**_when(one.start, one.end, reader.zone), "who": ", ".join(people[:FEW]) + more})


def _when(start: datetime, end: datetime, zone: str) -> dict[str, Param]:
    """A shift or a gap in words, in that zone: the weekday and date on which it begins, and its hours; a later date too."""
    first, last = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    day = T(key="weekday", params={"day": DAYS[first.weekday()]})
    to = f"{last:%d.%m %H:%M}" if end - start > calendars.DAY else f"{last:%H:%M}"
    return {"day": day, "date": f"{first:%d.%m}", "from": f"{first:%H:%M}", "to": to}


def rotation(reader: Staff, roster: Roster, unknown: Sequence[str], gaps: Sequence[Span]) -> Letter:
    """The rotations as desk.yaml has them, and everything that is wrong with who works when."""
    lines = [_rotation(one) for one in roster.shifts.rotations[:ROTATIONS]] or [T(key="rotation-none")]
    handles, lost = ", ".join(short(one, NAME) for one in unknown[:PEOPLE]), _lost(roster)
    lines += [T(key="rotation-unknown", params={"handles": handles})] if unknown else []
    lines += [T(key="handover-unreachable", params={"names": names(lost)})] if lost else []
    lines += [T(key="shifts-gap", params={**_when(*one, reader.zone), "who": ""}) for one in gaps[:PEOPLE]]
    if not (unknown or lost or gaps):
        lines.append(T(key="rotation-fine"))
    params = {"lines": Lines(items=tuple(lines))}
    return Letter(to=letter.staff(reader.id), lane=Lane.NOTICE, key="rotation", params=params)


def _lost(roster: Roster) -> list[Staff]:
    """Those who work shifts and cannot be reached."""
    return [person for person in roster.staff.values() if person.id in roster.handles.values() and person.reach != "ok"]


def _rotation(one: Rotation) -> T:
    crews = " · ".join(short(", ".join(crew), 2 * NAME) for crew in one.crews[:PEOPLE])
    pattern = _joined([T(key="shift-name", params={"shift": short(name, NAME)}) for name in one.pattern], PATTERN)
    return T(key="rotation-line", params={"start": f"{one.start:%d.%m.%Y}", "pattern": pattern, "crews": crews})


# --- swaps ------------------------------------------------------------------------------------------------------------


def swap_shifts(reader: Staff, mine: Sequence[Span]) -> Letter:
    """Which of one's own shifts is to be swapped?"""
    rows = [(_span_button(one, reader, f"swap:who:{_seconds(one[0])}"),) for one in mine[:CHOICES]]
    return _screen(reader.id, "swap-which" if mine else "swap-none", {}, tuple(rows), "swap")


def _span_button(span: Span, reader: Staff, data: str) -> letter.Button:
    return button("button-shift", data, **_when(*span, reader.zone))


def swap_people(reader: Staff, shift: Span, free: Sequence[Staff]) -> Letter:
    """Who of those who are free then is to be asked?"""
    at = _seconds(shift[0])
    rows = [
        (button("button-person", f"swap:back:{at}:{one.id}", name=short(one.name, NAME)),) for one in free[:CHOICES]
    ]
    rows.append((button("button-back", "swap:see"),))
    key = "swap-who" if free else "swap-nobody"
    return _screen(reader.id, key, _when(*shift, reader.zone), tuple(rows), "swap")


def swap_back(reader: Staff, shift: Span, other: Staff, theirs: Sequence[Span]) -> Letter:
    """Which of the other's shifts is taken in return, or none?"""
    data = f"swap:ask:{_seconds(shift[0])}:{other.id}"
    rows = [(_span_button(one, reader, f"{data}:{_seconds(one[0])}"),) for one in theirs[:CHOICES]]
    rows += [
        (button("button-swap-for-nothing", f"{data}:0"),),
        (button("button-back", f"swap:who:{_seconds(shift[0])}"),),
    ]
    return _screen(reader.id, "swap-back", {"name": short(other.name, NAME)}, tuple(rows), "swap")


def swap_asked(number: int, swap: Swap, roster: Roster) -> list[Letter]:
    """To both: what is asked; the other accepts or declines, the asker may think better of it."""
    asker, other = roster.staff[swap.asker], roster.staff[swap.other]
    yes, no = button("button-swap-yes", f"swap:yes:{number}"), button("button-swap-no", f"swap:no:{number}")
    ask = Letter(
        to=letter.staff(other.id),
        lane=Lane.CARD,
        key="swap-ask",
        params={"name": short(asker.name, NAME), **_terms(swap, other)},
        buttons=((yes, no),),
        slot=_swap_slot(number, other.id),
    )
    kept = Letter(
        to=letter.staff(asker.id),
        lane=Lane.NOTICE,
        key="swap-asked",
        params={"name": short(other.name, NAME), **_terms(swap, asker)},
        buttons=((button("button-swap-drop", f"swap:drop:{number}"),),),
        slot=_swap_slot(number, asker.id),
    )
    return [ask, kept]


def _swap_slot(number: int, staff: int) -> str:
    return f"swap-{number}:{staff}"


def _terms(swap: Swap, reader: Staff) -> dict[str, Param]:
    """The shift, and what is given in return."""
    back = T(key="swap-in-return", params=_when(*swap.back, reader.zone)) if swap.back else T(key="swap-for-nothing")
    return {**_when(*swap.shift, reader.zone), "back": back}


def settled(number: int, swap: Swap, roster: Roster, how: str) -> list[Letter]:
    """To both, in place of what was asked: accepted, declined, withdrawn, or nobody said anything in time."""
    told = []
    for one, another in ((swap.asker, swap.other), (swap.other, swap.asker)):
        reader, other = roster.staff.get(one), roster.staff.get(another)
        if reader is not None:
            params = {"name": short(other.name, NAME) if other else "—", **_terms(swap, reader)}
            side = "asker" if one == swap.asker else "other"
            told.append(
                Letter(
                    to=letter.staff(one),
                    lane=Lane.NOTICE,
                    key=f"swap-{how}-{side}",
                    params=params,
                    slot=_swap_slot(number, one),
                )
            )
    return told


def swapped(told: Sequence[int], swap: Swap, roster: Roster) -> list[Letter]:
    """To those who plan: two have swapped."""
    asker, other = roster.staff[swap.asker], roster.staff[swap.other]
    return [
        Letter(
            to=letter.staff(one),
            lane=Lane.NOTICE,
            key="swap-told",
            params={
                "asker": short(asker.name, NAME),
                "other": short(other.name, NAME),
                **_terms(swap, roster.staff[one]),
            },
        )
        for one in told
        if one in roster.staff
    ]


# --- absences ---------------------------------------------------------------------------------------------------------


def absences(reader: Staff, own: Sequence[Absence], roster: Roster) -> Letter:
    """One's own absences, each with a button that ends it, and how one is written."""
    rows = [(button("button-absence-end", f"absence:end:{one.id}", **_dates(one, reader)),) for one in own[:CHOICES]]
    lines = [
        T(key="absence-line", params={**_dates(one, reader), "deputy": _deputy(one, roster)}) for one in own[:CHOICES]
    ]
    params = {"lines": Lines(items=tuple(lines or [T(key="absence-none")])), "form": T(key="form-absence")}
    return Letter(to=letter.staff(reader.id), lane=Lane.NOTICE, key="absences", params=params, buttons=tuple(rows))


def _dates(absence: Absence, reader: Staff) -> dict[str, Param]:
    """The first and the last day away, in the reader's zone."""
    zone = ZoneInfo(reader.zone)
    first, last = absence.start.astimezone(zone), (absence.end - INSTANT).astimezone(zone)
    return {"first": f"{first:%d.%m.%Y}", "last": f"{last:%d.%m.%Y}"}


def _deputy(absence: Absence, roster: Roster) -> Param:
    known = roster.staff.get(absence.deputy or 0)
    return short(known.name, NAME) if known else T(key="absence-no-deputy")


def away(told: Sequence[int], absence: Absence, roster: Roster, *, over: bool) -> list[Letter]:
    """To the person, the deputy and those who plan: who is away when and who stands in; over: or is not, after all."""
    person = roster.staff[absence.staff]
    what = {"name": short(person.name, NAME), "deputy": _deputy(absence, roster)}
    key = "absence-over" if over else "absence-told"
    return [
        Letter(to=letter.staff(one), lane=Lane.NOTICE, key=key, params={**what, **_dates(absence, roster.staff[one])})
        for one in dict.fromkeys((absence.staff, *told))
        if one in roster.staff
    ]
