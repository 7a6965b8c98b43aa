"""What is said about leads that are counted by hand or from a file (PRODUCT 6, 10)."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.imports import Why
from desk.letters import letter
from desk.letters.digest import short
from desk.letters.letter import Lane, Letter, Lines, Param, Source, T, button
from desk.links import Link

NAME = 40  # UTF-16 units of a file's name
SHOWN = 5  # bad rows in a preview
ROW = 60  # UTF-16 units of a row there
LINKS = 12  # links of a chat that are listed
SOURCES = 20  # trackers to choose from


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What would become of the rows of a file."""

    rows: int
    new: int
    changed: int
    repeat: int
    bad: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Bad:
    """A row that cannot be counted."""

    line: int
    text: str
    why: Why
    word: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """A link of a chat, with how many leads of its payout's goal people have counted."""

    link: Link
    offer: str
    goal: str
    count: int


# --- files ------------------------------------------------------------------------------------------------------------


def how(staff: int) -> Letter:
    """How a file of leads is sent, and what must be in it."""
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="import-how")


def _slot(staff: int, number: int) -> str:
    return f"import:{number}:{staff}"


def which(staff: int, number: int, name: str, trackers: Sequence[tuple[int, str]]) -> Letter:
    """Whose numbers are in the file: a tracker's, whose leads it then changes, or its own."""
    rows = [
        (button("button-import-source", f"import:{number}:s:{one}", name=known),) for one, known in trackers[:SOURCES]
    ]
    return Letter(
        to=letter.staff(staff),
        lane=Lane.NOTICE,
        key="import-which",
        params={"name": short(name, NAME)},
        buttons=(*rows, (button("button-import-own", f"import:{number}:s:0"),)),
        slot=_slot(staff, number),
    )


def preview(staff: int, number: int, name: str, source: str, figures: Figures, bad: Sequence[Bad]) -> Letter:
    """What would become of the rows, and the first of those that cannot be counted."""
    good = figures.new + figures.changed
    rows = ((button("button-import-yes", f"import:{number}:yes"),),) if good else ()
    return Letter(
        to=letter.staff(staff),
        lane=Lane.NOTICE,
        key="import-preview",
        params={**_figures(name, source, figures), "good": good, "lines": _lines(bad[:SHOWN], ROW)},
        buttons=(*rows, (button("button-import-no", f"import:{number}:no"),)),
        slot=_slot(staff, number),
    )


def _figures(name: str, source: str, figures: Figures) -> dict[str, Param]:
    counts = {field: getattr(figures, field) for field in ("rows", "new", "changed", "repeat", "bad")}
    return {"name": short(name, NAME), "source": source, **counts}


def _lines(bad: Sequence[Bad], units: int) -> Lines:
    return Lines(items=tuple(_bad(one, units) for one in bad))


def _bad(one: Bad, units: int) -> T:
    why = T(key=f"import-{one.why}", params={"word": short(one.word, units)})
    return T(key="import-bad", params={"line": one.line, "text": short(one.text, units), "why": why})


def done(staff: int, number: int, name: str, source: str, figures: Figures) -> Letter:
    """It is counted."""
    return Letter(
        to=letter.staff(staff),
        lane=Lane.NOTICE,
        key="import-done",
        params=_figures(name, source, figures),
        slot=_slot(staff, number),
    )


def report(staff: int, number: int, bad: Sequence[Bad]) -> Letter:
    """Every row that was not counted, and why, as a file."""
    params = {"name": f"import-{number}.txt", "rows": _lines(bad, 1000), "count": len(bad)}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, kind="file", key="import-report", params=params)


def dropped(staff: int, number: int) -> Letter:
    """It was given up."""
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="import-dropped", slot=_slot(staff, number))


# --- by hand ----------------------------------------------------------------------------------------------------------


def links(conversation: int, source: Source, known: Sequence[Counted]) -> Letter:
    """In the topic: the links of the chat by their numbers, and how leads are counted."""
    lines = [T(key="leads-link", params=_params(one)) for one in known[:LINKS]]
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.RELAY,
        key="leads-list",
        params={"lines": Lines(items=tuple(lines)), "first": known[0].link.id if known else 0},
        reply_to=source,
    )


def _params(one: Counted) -> dict[str, Param]:
    flow = one.link.flow
    return {
        "number": one.link.id,
        "offer": short(one.offer, NAME),
        "geo": flow.geo,
        "source": short(flow.source, NAME),
        "goal": short(one.goal, NAME),
        "count": one.count,
    }


def asked(conversation: int, number: int, source: Source, counted: Counted, count: int) -> Letter:
    """In the topic: what would be counted, to be confirmed."""
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.RELAY,
        key="leads-add" if count > 0 else "leads-take",
        params={**_params(counted), "many": abs(count), "then": counted.count + count},
        buttons=((button("button-leads-yes", f"leads:{number}:yes"), button("button-leads-no", f"leads:{number}:no")),),
        slot=f"leads:{number}",
        reply_to=source,
    )


def counted(conversation: int, number: int, one: Counted, count: int, name: str) -> Letter:
    """In the topic: it was counted, by whom, and how it is taken back."""
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.RELAY,
        key="leads-added" if count > 0 else "leads-taken",
        params={**_params(one), "many": abs(count), "name": short(name, NAME)},
        slot=f"leads:{number}",
    )


def kept(conversation: int, number: int) -> Letter:
    """In the topic: nothing was counted."""
    return Letter(to=letter.topic(conversation), lane=Lane.RELAY, key="leads-dropped", slot=f"leads:{number}")
