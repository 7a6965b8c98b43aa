"""Files of leads: which letters, which separators, which columns; and leads that a person counts by hand (PRODUCT 6, 10)."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from desk.errors import DeskError
from desk.postbacks import ALIASES, What

LARGEST = 2 * 1024 * 1024  # bytes
MOST = 20_000  # rows
SEPARATORS = ",;\t"
BY_HAND = 500  # leads at once
ENDINGS = (".csv", ".tsv", ".txt")
#: What columns are called in Russian.
RUSSIAN = {
    "ссылка": "link",
    "метка": "link",
    "поток": "flow",
    "клик": "click",
    "лид": "conv",
    "конверсия": "conv",
    "id": "conv",
    "цель": "goal",
    "статус": "st",
    "сумма": "sum",
    "выплата": "sum",
    "валюта": "cur",
    "дата": "ts",
    "время": "ts",
}


#: Why a row cannot be counted: what a call may lack, or it has more or fewer cells than the file has columns, or it is about a
#: partner of somebody else.
Why = Literal[What, "columns", "others"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of the file: its line, and what it says by the names of its columns; None: it has more or fewer than these."""

    line: int
    params: tuple[tuple[str, str], ...] | None
    text: str


def text(data: bytes) -> str:
    """The file as text: UTF-8, with or without a mark before it, else as Windows writes Russian.

    Raises DeskError `import-shape` for what is no text at all.
    """
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            found = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in found:
            return found
    raise DeskError("import-shape")


def rows(written: str) -> list[Row]:
    """The rows of the table. Raises DeskError: `import-empty`, `import-shape` without a column for a lead's number, `import-rows`."""
    head = next((line for line in written.splitlines() if line.strip()), "")
    if not head:
        raise DeskError("import-empty")
    separator = max(SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=separator)
    try:
        found = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error:
        raise DeskError("import-shape") from None
    columns = [RUSSIAN.get(name, name) for name in (cell.strip().lower() for cell in found[0][1])]
    if not {*ALIASES["conv"], *ALIASES["click"]} & set(columns):
        raise DeskError("import-shape")
    if len(found) == 1:
        raise DeskError("import-empty")
    if len(found) > MOST + 1:
        raise DeskError("import-rows", most=MOST)
    return [_row(line, columns, cells, separator) for line, cells in found[1:]]


def _row(line: int, columns: Sequence[str], cells: Sequence[str], separator: str) -> Row:
    fits = len(cells) == len(columns)
    params = tuple((name, cell.strip()) for name, cell in zip(columns, cells, strict=True)) if fits else None
    return Row(line=line, params=params, text=separator.join(cells))


@dataclass(frozen=True, kw_only=True, slots=True)
class ByHand:
    """`/leads 3 +12 ftd`: of which link (its number or token; None: the only one), how many, of which goal."""

    link: str | None
    count: int
    goal: str | None


def by_hand(words: Sequence[str]) -> ByHand:
    """What is written after `/leads`. Raises DeskError `form-leads`, `leads-many`."""
    sign = next((at for at, word in enumerate(words) if re.fullmatch(r"[+\u2212-]\d{1,6}", word)), None)
    if sign is None or sign > 1 or len(words) > sign + 2:
        raise DeskError("form-leads")
    count = int(words[sign].replace("\u2212", "-"))
    if not 1 <= abs(count) <= BY_HAND:
        raise DeskError("leads-many", most=BY_HAND)
    goal = words[sign + 1].lower() if len(words) > sign + 1 else None
    return ByHand(link=words[0] if sign else None, count=count, goal=goal)
