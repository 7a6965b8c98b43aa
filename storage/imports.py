"""What a person wants to have counted, from asking to confirming: leads by hand, and files (PRODUCT 6, 10)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk import imports, postbacks
from desk.imports import Row
from desk.leads import Said
from desk.letters.imports import Bad, Figures
from desk.links import Link
from desk.people import Staff, may
from desk.postbacks import Broken, Report, Trouble
from desk.rules import Rules
from desk.sources import Source
from storage import counting, people, sources
from storage import postbacks as journal
from storage.counting import Heard
from storage.database import Row as Stored
from storage.database import Tx, ms

VALID = timedelta(hours=1)  # for which one may confirm


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What waits to be confirmed: `count` leads of `link`, or the file `data` of `source` (None: not chosen yet)."""

    id: int
    staff: int
    source: int | None
    link: int | None
    goal: str | None
    count: int | None
    name: str
    data: str


async def ask_by_hand(tx: Tx, by: Staff, link: Link, goal: str, count: int, now: datetime) -> int:
    """So many leads of that link; gives the number under which it is confirmed."""
    return await _add(tx, by, now, link=link.id, goal=goal, count=count)


async def ask_file(tx: Tx, by: Staff, name: str, data: str, now: datetime) -> int:
    """The leads of a file; gives the number under which it is confirmed."""
    return await _add(tx, by, now, name=name, data=data)


async def _add(
    tx: Tx,
    by: Staff,
    now: datetime,
    *,
    link: int | None = None,
    goal: str | None = None,
    count: int | None = None,
    name: str = "",
    data: str = "",
) -> int:
    row = await tx.one("imports.add", staff=by.id, link=link, goal=goal, count=count, name=name, data=data, now=ms(now))
    assert row is not None
    number: int = row["id"]
    return number


async def open_one(tx: Tx, number: int, now: datetime) -> Asked | None:
    """What waits under that number, if it does."""
    row = await tx.one("imports.open", id=number, since=ms(now - VALID))
    return _asked(row) if row else None


def _asked(row: Stored) -> Asked:
    names = ("id", "staff", "source", "link", "goal", "count", "name", "data")
    return Asked(**{name: row[name] for name in names})


async def choose(tx: Tx, asked: Asked, source: Source) -> Asked:
    """The file is of that source."""
    await tx.run("imports.choose", id=asked.id, source=source.id)
    return replace(asked, source=source.id)


async def done(tx: Tx, asked: Asked, now: datetime) -> bool:
    """It is confirmed or given up; False when it was already. The file is not kept."""
    return await tx.one("imports.done", id=asked.id, now=ms(now)) is not None


# --- by hand ----------------------------------------------------------------------------------------------------------


async def count_by_hand(tx: Tx, asked: Asked, link: Link, by: Staff, now: datetime) -> int:
    """Count what was asked for; gives how many leads that were: to take some back, there must be some."""
    source = await _held(tx, await sources.ours(tx, "hand", now))
    assert asked.count is not None
    assert asked.goal is not None
    numbers = [f"{asked.id}-{number}" for number in range(1, asked.count + 1)]
    if asked.count < 0:
        rows = await tx.all("imports.by_hand", source=source.id, link=link.id, goal=asked.goal, limit=-asked.count)
        numbers = [row["external"] for row in rows]
    word = "pending" if asked.count > 0 else "trash"
    report = Report(
        goal=asked.goal,
        external="",
        token=link.token,
        status="pending" if asked.count > 0 else "trash",
        said=Said(word=word, heard_at=now),
    )
    heard = [Heard(report=replace(report, external=number), made_by=by.id) for number in numbers]
    await counting.take(tx, source, heard, {link.token: link.id}, now)
    await sources.heard(tx, source.id, now)
    return len(numbers)


async def counted_by_hand(tx: Tx, link: Link, goal: str, now: datetime) -> int:
    """How many leads of that link and goal people have counted and not taken back."""
    source = await sources.ours(tx, "hand", now)
    return len(await tx.all("imports.by_hand", source=source.id, link=link.id, goal=goal, limit=imports.MOST))


# --- files ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """A file as it is understood: what can be counted, and what cannot, with its lines and reasons."""

    heard: tuple[Heard, ...]
    tokens: dict[str, int]
    figures: Figures
    bad: tuple[Bad, ...]


async def read(tx: Tx, asked: Asked, source: Source, by: Staff, rules: Rules, now: datetime) -> Read:
    """What the file says, to whom it may matter. Raises DeskError for a file that is no table of leads."""
    rows = imports.rows(asked.data)
    tokens = await counting.ours(tx, [one for row in rows for one in postbacks.tokens(row.params or ())])
    reports: list[tuple[Row, Report]] = []
    bad: list[Bad] = []
    for row in rows:
        found = _report(row, source, tokens, rules, now)
        if isinstance(found, Trouble):
            bad.append(Bad(line=row.line, text=row.text, why=found.what, word=found.word))
        elif found is None:
            bad.append(Bad(line=row.line, text=row.text, why="columns"))
        else:
            reports.append((row, found))
    heard = [Heard(report=report, made_by=by.id) for _, report in reports]
    foreseen = await counting.foresee(tx, source, heard, tokens)
    owners = {flow.partner for _, flow in foreseen if flow}
    own = {number for number in owners if await _own(tx, by, number)}
    kept, outcomes = [], []
    for (row, _), one, (outcome, flow) in zip(reports, heard, foreseen, strict=True):
        if flow is None or flow.partner not in own:
            bad.append(Bad(line=row.line, text=row.text, why="others" if flow else "link"))
            continue
        kept.append(one)
        outcomes.append(outcome)
    counts = {outcome: outcomes.count(outcome) for outcome in ("new", "changed", "repeat")}
    figures = Figures(rows=len(rows), bad=len(bad), **counts)
    return Read(heard=tuple(kept), tokens=tokens, figures=figures, bad=tuple(sorted(bad, key=lambda one: one.line)))


def _report(row: Row, source: Source, tokens: dict[str, int], rules: Rules, now: datetime) -> Report | Trouble | None:
    """What a row says; None: not a row of this table; the first thing that is wrong with it, for a person can put a file right."""
    if row.params is None:
        return None
    try:
        report = postbacks.read(postbacks.parameters(row.params), source, tokens, now)
    except Broken as broken:
        return broken.trouble
    wrong = [one for one in report.troubles if one.what not in ("weak", "link")] + journal.strange(report, rules)
    return wrong[0] if wrong else report


async def _own(tx: Tx, by: Staff, partner: int) -> bool:
    known = await people.partner(tx, partner)
    return known is not None and may(by, "import", known)


async def count_file(tx: Tx, source: Source, found: Read, now: datetime) -> None:
    """Count what can be counted."""
    held = await _held(tx, source)
    await counting.take(tx, held, found.heard, found.tokens, now)
    if held.platform == "files":
        await sources.heard(tx, held.id, now)


async def _held(tx: Tx, source: Source) -> Source:
    return (await sources.held(tx, [source.id]))[source.id]
