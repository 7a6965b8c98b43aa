"""Partners, their people and their chats, found by whatever somebody remembers of them (PRODUCT 10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

NEAR = 0.6  # how alike a name must be to be offered for one there is none of


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """Something with a name that belongs to a partner. `number` is its Telegram id (a partner's: our own)."""

    kind: Literal["partner", "contact", "chat"]
    partner: int
    name: str
    username: str | None
    number: int
    conversation: int | None  # whose topic shows it


def find(names: Iterable[Name], words: Sequence[str]) -> list[Name]:
    """Those in which every word occurs, in whatever case: whole names first, then beginnings, then the rest."""
    wanted = [_plain(word) for word in words]
    whole = " ".join(wanted)
    found = [(rank, name) for name in names if (rank := _rank(name, wanted, whole)) is not None]
    return [name for _, name in sorted(found, key=lambda one: (one[0], one[1].kind != "partner", one[1].name))]


def nearest(names: Iterable[Name], words: Sequence[str]) -> list[str]:
    """Up to three partners' names that are written nearly so."""
    known = {_plain(name.name): name.name for name in names if name.kind == "partner"}
    return [known[close] for close in get_close_matches(_plain(" ".join(words)), list(known), n=3, cutoff=NEAR)]


def exactly(names: Iterable[Name], words: Sequence[str]) -> int | None:
    """The one partner of exactly that name or number."""
    whole = _plain(" ".join(words))
    found = [one.partner for one in names if one.kind == "partner" and whole in (_plain(one.name), str(one.number))]
    return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е").removeprefix("@")


def _rank(name: Name, wanted: Sequence[str], whole: str) -> int | None:
    held = (_plain(name.name), _plain(name.username or ""), str(name.number))
    if whole in held:
        return 0
    if not all(any(word in text for text in held) for word in wanted):
        return None
    return 1 if held[0].startswith(wanted[0]) else 2
