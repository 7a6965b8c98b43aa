"""What is said about where leads come from (PRODUCT 6)."""

from collections.abc import Sequence
from datetime import datetime

from desk.letters import letter
from desk.letters.digest import short
from desk.letters.letter import At, Lane, Letter, Lines, T
from desk.postbacks import Trouble

#: Troubles that are the way of a platform: shown where one looks, told nobody.
QUIET = ("weak",)
TOLD = 12  # troubles in one letter
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
