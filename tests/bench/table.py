"""What was measured, beside what is wanted: a row a budget."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

WIDTHS = (76, 10, 24, 12, 9)
TIMES = ("ms", "s", "min", "/s")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One budget of DESIGN 6: `values` are the repeats, each held against `target` (None: said for comparison only)."""

    what: str
    values: Sequence[float]
    unit: str
    target: float | None = None
    more: bool = False  # more is better
    note: str = ""

    @property
    def value(self) -> float:
        """The median of the repeats."""
        return median(self.values)

    @property
    def ok(self) -> bool:
        """Whether the median keeps the budget."""
        if self.target is None:
            return True
        return self.value >= self.target if self.more else self.value <= self.target


def number(value: float) -> str:
    """Three figures of it."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _measured(row: Row) -> str:
    if not row.values:
        return "later"
    if len(row.values) == 1:
        return f"{number(row.value)} {row.unit}"
    return f"{'–'.join(number(v) for v in (min(row.values), row.value, max(row.values)))} {row.unit}"


def _verdict(row: Row) -> str:
    if row.target is None or not row.values:
        return ""
    return f"{'ok' if row.ok else 'MISSED'} {_spent(row):.2f}"


def _spent(row: Row) -> float:
    """Which part of the budget is spent: 1 is all of it."""
    if row.target is None:
        return 0.0
    return row.target / row.value if row.more and row.value else row.value / row.target


def _steady(row: Row, slowness: float) -> str:
    """The same, were the machine as fast as the one the budgets are for."""
    if row.target is None or not row.values or row.unit not in TIMES:
        return ""
    return f"{_spent(row) / slowness:.2f}"


def line(row: Row, slowness: float) -> str:
    """The row as a line: what, target, least–median–most of the repeats, and which part of the budget is spent."""
    target = "" if row.target is None else f"{'≥' if row.more else '≤'} {row.target:g} {row.unit}"
    cells = (row.what, target, _measured(row), _verdict(row), _steady(row, slowness))
    told = "  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    return f"{told}  {row.note}".rstrip()


def head(slowness: float) -> str:
    """The machine, and the names of the columns."""
    cells = zip(("what", "target", "least–median–most", "spent", f"at x{slowness:.1f}"), WIDTHS, strict=True)
    said = f"This machine now takes {slowness:.1f} times as long as the one the budgets were set on (by the import of aiogram)."
    return f"{said}\n\n{'  '.join(cell.ljust(width) for cell, width in cells)}".rstrip()
