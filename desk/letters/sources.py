"""What is said about where leads come from (PRODUCT 6)."""

from collections.abc import Sequence
from datetime import datetime

from desk import money
from desk.letters import letter
from desk.letters.digest import short
from desk.letters.letter import At, Lane, Letter, Lines, T
from desk.postbacks import Report, Trouble
from desk.sources import Status

#: Troubles that are the way of a platform: shown where one looks, told nobody.
QUIET = ("weak",)
TOLD = 12  # troubles in one letter
NUMBER = 80  # UTF-16 units of the number of a lead
WORD = 40  # UTF-16 units of a sender's word


def troubles(found: Sequence[Trouble]) -> Lines:
    """What is wrong, a line each."""
    lines = [T(key=f"postback-{one.what}", params={"word": short(one.word, WORD)}) for one in found[:TOLD]]
    return Lines(items=tuple(lines))


def trouble(staff: int, name: str, found: Sequence[Trouble]) -> Letter:
    """To whoever connected it, once for each thing: what in its calls is not as it should be."""
    params = {"name": name, "lines": troubles(found)}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="source-trouble", params=params)


def silent(staff: int, name: str, heard: datetime) -> Letter:
    """To whoever connected it, once a silence: nothing has come for longer than it should."""
    params = {"name": name, "at": At(at=heard, form="dt")}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="source-silent", params=params)


def audible(staff: int, name: str) -> Letter:
    """To the same: it is heard again."""
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="source-audible", params={"name": name})


def understood(report: Report | None) -> Lines:
    """What a call says; None: it is broken, and says nothing."""
    if report is None:
        return Lines(items=())
    said = report.said
    lines = [
        T(
            key="postback-said",
            params={
                "number": short(report.external, NUMBER),
                "goal": short(report.goal, WORD),
                "status": status(report.status),
            },
        ),
        T(key="postback-said-link" if report.token else "postback-said-nobody"),
    ]
    if said.at is not None:
        lines.append(T(key="postback-said-at", params={"at": At(at=said.at, form="dt")}))
    if said.clicked_at is not None:
        lines.append(T(key="postback-said-clicked", params={"at": At(at=said.clicked_at, form="dt")}))
    if said.amount is not None and said.currency is not None:
        lines.append(T(key="postback-said-amount", params={"amount": money.show(said.amount, said.currency)}))
    return Lines(items=tuple(lines))


def status(name: Status) -> T:
    """A status in words."""
    return T(key=f"lead-{name}")


def tried(staff: int, name: str, report: Report | None, found: Sequence[Trouble]) -> Letter:
    """To whoever connected it, when the test address was called and it was asked for: how such a call is understood."""
    params = {"name": name, "said": understood(report), "wrong": troubles(found), "wrongs": len(found)}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="source-tried", params=params, slot=f"tried:{name}")
