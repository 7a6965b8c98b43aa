"""How many messages a minute six staff forums bear, in the sandbox with its limits on (PRODUCT 3, Capacity)."""

import asyncio
import logging

import structlog

from desk.letters.letter import Lane
from storage import migrations
from tests.bench.table import Row
from tests.stories.rush import Figures, rush

FORUMS = 6
STRETCHES = ((90, 3), (120, 2))  # messages a minute, minutes


def measure(database: str) -> list[Row]:
    """Ninety messages a minute, then more than the forums can take; of the clock's time, whatever the machine."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    migrations.apply(database)
    played = asyncio.run(rush(database, STRETCHES, FORUMS))
    return [row for (rate, _), figures in zip(STRETCHES, played, strict=True) for row in _rows(rate, figures)]


def _rows(rate: int, figures: Figures) -> list[Row]:
    name = f"{rate} messages a minute over {FORUMS} forums"
    bearable = rate == STRETCHES[0][0]
    longest = {lane: figures.longest(lane).total_seconds() for lane in Lane}
    mirrors = (
        f"half within {figures.middle(Lane.RELAY).total_seconds():.0f} s; {figures.mirrored} of {figures.written} "
        f"mirrored, {figures.refused} refused by Telegram"
    )
    return [
        Row(
            what=f"{name}: the last mirror is late by",
            values=[longest[Lane.RELAY]],
            unit="s of the clock",
            target=5 if bearable else None,
            note=mirrors,
        ),
        Row(
            what=f"{name}: the last answer, and the last card, late by",
            values=[longest[Lane.ANSWER]],
            unit="s of the clock",
            target=1,
            note=f"cards {longest[Lane.CARD]:.0f} s: a person's own chat takes 60 a minute",
        ),
    ]
