"""Durations as people write them: 30s, 5m, 12h, 7d."""

import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
FORM = re.compile(r"(\d{1,6})([smhd])")


def parse(text: Any) -> timedelta:
    """Read `30s`, `5m`, `12h`, `7d`; ValueError for anything else, zero included as `0s`."""
    match = FORM.fullmatch(text) if isinstance(text, str) else None
    if not match:
        raise ValueError(f"{text!r} is not a duration; write 30s, 5m, 12h or 7d")
    return timedelta(seconds=int(match[1]) * UNITS[match[2]])


def show(span: timedelta) -> str:
    """The shortest exact form: timedelta(minutes=90) -> '90m'. Whole seconds only."""
    seconds = int(span.total_seconds())
    for unit in "dhm":
        if seconds and seconds % UNITS[unit] == 0:
            return f"{seconds // UNITS[unit]}{unit}"
    return f"{seconds}s"


Duration = Annotated[
    timedelta,
    BeforeValidator(lambda value: value if isinstance(value, timedelta) else parse(value)),
    PlainSerializer(show, when_used="json"),
]
