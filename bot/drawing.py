"""A picture drawn in a process of its own, which takes its memory along: JSON on stdin, PNG on stdout (DESIGN 4)."""

import json
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import matplotlib as mpl

mpl.use("agg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, Patch

INK, PALE, LINE, BACK = "#1f2933", "#7b8794", "#e4e7eb", "#ffffff"
GAP, OWN, OTHERS = "#d64545", "#2f6fde", "#a9bcd6"
WEEKEND = "#f5f7fa"
COVER = ("#d64545", "#cfe3d4", "#8fc7a0", "#4f9d69")  # nobody, one, two, three and more
ROW = 0.42  # inches
WIDTH = 12.0


def shifts(data: Mapping[str, Any], words: Mapping[str, str]) -> bytes:
    """Who works when: a row a person, one's own in another colour, gaps in red, and how many there are below."""
    zone, rows = ZoneInfo(data["zone"]), data["people"]
    start, end = (datetime.fromtimestamp(data[edge], zone) for edge in ("start", "end"))
    figure, axes = plt.subplots(figsize=(WIDTH, 1.7 + ROW * (len(rows) + 1)), dpi=120, layout="constrained")
    axes.set_xlim(0, _hours(start, end))
    axes.set_ylim(len(rows) + 1.15, -0.1)
    _days(axes, start, end, words["days"].split("\n"), len(rows))
    for number, row in enumerate(rows):
        _name(axes, number, row)
        for first, last in row["shifts"]:
            _bar(axes, _at(first, start), _at(last, start), number, OWN if row["own"] else OTHERS)
    for first, last in data["gaps"]:
        axes.axvspan(_at(first, start), _at(last, start), ymin=0, color=GAP, alpha=0.16, lw=0)
    for first, last, count in data["cover"]:
        _bar(axes, _at(first, start), _at(last, start), len(rows) + 0.08, COVER[min(count, 3)], str(count))
    axes.text(-0.006, len(rows) + 0.58, words["picture-all"], transform=axes.get_yaxis_transform(), **_label(PALE))
    _legend(figure, words)
    figure.suptitle(words["picture-title"], x=0.012, ha="left", fontsize=15, fontweight="bold", color=INK)
    return _png(figure)


def _hours(first: datetime, last: datetime) -> float:
    return (last.timestamp() - first.timestamp()) / 3600


def _at(second: int, start: datetime) -> float:
    return (second - start.timestamp()) / 3600


def _label(color: str) -> dict[str, Any]:
    return {"ha": "right", "va": "center", "fontsize": 11, "color": color}


def _days(axes: Axes, start: datetime, end: datetime, names: list[str], rows: int) -> None:
    """A line and a date at each local midnight, weekends shaded."""
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)
    day = start.replace(hour=0, minute=0, second=0, microsecond=0)
    while day < end:
        after = day + timedelta(days=1)  # local arithmetic: the next midnight on the wall
        left, right = max(0.0, _hours(start, day)), min(_hours(start, end), _hours(start, after))
        if day.weekday() >= 5:
            axes.axvspan(left, right, color=WEEKEND, zorder=0, lw=0)
        axes.axvline(left, color=LINE, lw=1, zorder=1)
        if right - left > 9:
            where: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": 10}
            color = INK if day.weekday() < 5 else PALE
            axes.text((left + right) / 2, -0.18, f"{names[day.weekday()]}\n{day:%d.%m}", color=color, **where)
        day = after
    for number in range(rows + 1):
        axes.axhline(number, color=LINE, lw=0.6, zorder=1)


def _name(axes: Axes, number: int, row: Mapping[str, Any]) -> None:
    name = "".join(char for char in row["name"] if ord(char) < 0x10000).strip()  # the font has no pictures
    weight = "bold" if row["own"] else "normal"
    color = OWN if row["own"] else INK
    place = axes.get_yaxis_transform()
    axes.text(-0.006, number + 0.5, name, transform=place, fontweight=weight, parse_math=False, **_label(color))


def _bar(axes: Axes, left: float, right: float, row: float, color: str, text: str = "") -> None:
    inset = 0.35
    width = max(right - left - 2 * inset, 0.4)
    style = "round,pad=0,rounding_size=0.8"
    box = FancyBboxPatch((left + inset, row + 0.16), width, 0.68, boxstyle=style, color=color, lw=0, zorder=3)
    box.set_mutation_aspect(0.12)
    axes.add_patch(box)
    if text and right - left > 3:
        axes.text(
            (left + right) / 2,
            row + 0.5,
            text,
            ha="center",
            va="center",
            fontsize=9,
            color=BACK if color == GAP else INK,
            zorder=4,
        )


def _legend(figure: Any, words: Mapping[str, str]) -> None:
    shown = ((OWN, "picture-own"), (OTHERS, "picture-others"), (GAP, "picture-gap"))
    marks = [Patch(color=color, label=words[name]) for color, name in shown]
    figure.legend(handles=marks, loc="upper right", ncols=3, frameon=False, fontsize=10, labelcolor=INK)


def _png(figure: Any) -> bytes:
    out = BytesIO()
    figure.savefig(out, format="png", facecolor=BACK)
    return out.getvalue()


DRAWN = {"shifts": shifts}


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    sys.stdout.buffer.write(DRAWN[asked["drawing"]](asked["data"], asked["words"]))
