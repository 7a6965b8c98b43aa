"""Partners in a list: found by words of their names, the likely ones first (PRODUCT 10, /merge)."""

from collections.abc import Iterable, Sequence

from desk.errors import DeskError
from desk.people import Partner

PAGE = 20  # partners on one page


def named(partners: Iterable[Partner], words: Sequence[str]) -> list[Partner]:
    """Those whose names hold every one of the words, in any case and order; all of them without words."""
    wanted = [word.casefold() for word in words]
    return [partner for partner in partners if all(word in partner.name.casefold() for word in wanted)]


def likely(partners: Iterable[Partner], name: str) -> list[Partner]:
    """The same partners, those whose names share a word with `name` first: who is to be merged is often called alike."""
    known = set(name.casefold().split())
    return sorted(partners, key=lambda partner: known.isdisjoint(partner.name.casefold().split()))


def fitting(partners: Iterable[Partner], words: Sequence[str]) -> list[Partner]:
    """`named`, for one who typed the words: DeskError when there is none, or more than stand on one page."""
    found, word = named(partners, words), " ".join(words)[:64]
    if words and not found:
        raise DeskError("partners-unknown", word=word)
    if words and len(found) > PAGE:
        raise DeskError("partners-too-many", word=word, count=len(found))
    return found
