"""Flood limits: 30 a second overall, 1 a second per private chat with a small burst, 20 a minute per group."""

from __future__ import annotations

import math
from collections import defaultdict, deque

from sandbox.clock import Clock
from sandbox.errors import refuse

OVERALL = (30, 1.0)
OVERALL_PAID = (1000, 1.0)
PRIVATE = (3, 3.0)
GROUP = (20, 60.0)
GRACE = 0.5
LONGEST = 10_000
EVERYWHERE = 0
MANY = frozenset({"copyMessages", "forwardMessages"})


class Limits:
    """Windows of the clock's time: (messages, seconds). Sending while refused makes the wait longer.

    `many_as_one`: copyMessages and forwardMessages are charged as one message, which some believe; else as many as they send.
    """

    def __init__(self, clock: Clock, on: bool = False) -> None:
        self.clock = clock
        self.on = on
        self.many_as_one = False
        self._sent: dict[int, deque[float]] = defaultdict(deque)
        self._until: dict[int, tuple[float, float]] = {}

    def cost(self, method: str, messages: int) -> int:
        """How many messages a call of that method counts for that sends so many."""
        return min(messages, 1) if self.many_as_one and method in MANY else messages

    def charge(self, chat_id: int, cost: int, *, paid: bool = False) -> None:
        """Count `cost` messages to a chat (0 = no chat in particular). Raises 429 with retry_after."""
        if not self.on or cost <= 0:
            return
        now = self.clock.now().timestamp()
        windows = {EVERYWHERE: OVERALL_PAID if paid else OVERALL, chat_id: PRIVATE if chat_id > 0 else GROUP}
        if chat_id == EVERYWHERE:
            windows = {EVERYWHERE: OVERALL}
        for key, window in windows.items():
            self._refuse_early(key, now)
            self._refuse_full(key, window, cost, now)
        for key in windows:
            self._sent[key].extend([now] * cost)

    def _refuse_early(self, key: int, now: float) -> None:
        until, told = self._until.get(key, (0.0, 0.0))
        if now >= until:
            return
        if now - told >= GRACE:
            until = min(until + max(1.0, until - now), now + LONGEST)
        self._refuse(key, until, now)

    def _refuse_full(self, key: int, window: tuple[int, float], cost: int, now: float) -> None:
        count, seconds = window
        sent = self._sent[key]
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        over = len(sent) + cost - count
        if over > 0 and sent:
            self._refuse(key, sent[min(over, len(sent)) - 1] + seconds, now)

    def _refuse(self, key: int, until: float, now: float) -> None:
        wait = max(1, math.ceil(until - now))
        self._until[key] = (now + wait, now)
        raise refuse("flood", {"retry_after": wait}, seconds=wait)
