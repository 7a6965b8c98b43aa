"""Injected faults: latency, 500s, cut connections, outage, a storm of 429."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import refuse_person

STORM_WAIT = 5
NAMES = ("latency", "error_500", "cut_before", "cut_after", "outage", "storm_429")


@dataclass(slots=True)
class Faults:
    """What goes wrong now: latency in seconds of the clock, chances from 0 to 1, and switches."""

    latency: float = 0.0
    error_500: float = 0.0
    cut_before: float = 0.0
    cut_after: float = 0.0
    outage: bool = False
    storm_429: bool = False

    dice: random.Random = field(default_factory=lambda: random.Random(0), repr=False)  # noqa: S311 - dice, not secrets

    def set(self, *, seed: int | None = None, **changes: Any) -> None:
        """Change some of them; `seed` makes the chances repeatable."""
        if seed is not None:
            self.dice.seed(seed)
        for name, value in changes.items():
            if name not in NAMES:
                raise refuse_person("value", name=name)
            setattr(self, name, type(getattr(self, name))(value))

    def strikes(self, chance: float) -> bool:
        """Whether something of that chance happens now."""
        return chance > 0 and self.dice.random() < chance

    def json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in NAMES}
