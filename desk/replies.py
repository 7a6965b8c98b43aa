"""Canned replies of desk.yaml: the one that is meant, its fields filled in (PRODUCT 9)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from desk.rules import Reply

NEAR = 0.5  # how alike a name must be to be offered for one there is none of
NONE = "—"  # what stands for a field without a value


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """What a live link of the chat may still bring: the least that any of its caps leaves."""

    flow: str
    count: int


def meant(replies: Mapping[str, Reply], name: str) -> Reply | None:
    """The reply of that name, in whatever case."""
    return next((reply for known, reply in replies.items() if known.casefold() == name.casefold()), None)


def nearest(replies: Mapping[str, Reply], name: str) -> list[str]:
    """Up to three names written nearly so."""
    known = {one.casefold(): one for one in replies}
    return [known[close] for close in get_close_matches(name.casefold(), list(known), n=3, cutoff=NEAR)]


def fill(
    reply: Reply, locale: str, *, partner: str, manager: str | None, contact: str | None, left: Sequence[Left]
) -> str:
    """Its text in the chat's language, with everything filled in; what has no value shows a dash."""
    values = {"partner": partner, "manager": manager, "contact": contact, "cap_left": _left(left)}
    text = reply.ru if locale == "ru" else reply.en
    return re.sub(r"{(\w+)}", lambda found: values[found[1]] or NONE, text)


def _left(left: Sequence[Left]) -> str | None:
    if len(left) == 1:
        return str(left[0].count)
    return ", ".join(f"{one.flow} {NONE} {one.count}" for one in left)
