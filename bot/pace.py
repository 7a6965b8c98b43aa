"""Telegram's limits as data, and when a message may go so that they are kept, not hit (PRODUCT 12). Pure."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MANY, TOGETHER = 3, timedelta(seconds=1)  # so many chats refused within so long: it is not they that are flooded


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """At most `count` messages in any `per`."""

    count: int
    per: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What Telegram bears: over all chats, in one private chat (a short burst is borne), in one group."""

    overall: tuple[Limit, ...] = (Limit(count=30, per=timedelta(seconds=1)),)
    private: tuple[Limit, ...] = (Limit(count=3, per=timedelta(seconds=3)), Limit(count=20, per=timedelta(seconds=20)))
    group: tuple[Limit, ...] = (Limit(count=20, per=timedelta(minutes=1)),)
    slack: timedelta = timedelta(seconds=0.25)  # what left first may arrive later


UNLIMITED = Limits(overall=(), private=(), group=())


@dataclass(slots=True)
class Pace:
    """Remembers what was sent where, and says from when on the next may go. Negative chat ids are groups."""

    limits: Limits = field(default_factory=Limits)
    _overall: deque[datetime] = field(default_factory=deque)
    _chats: dict[int, deque[datetime]] = field(default_factory=dict)
    _blocked: dict[int, datetime] = field(default_factory=dict)
    _refused: dict[int, datetime] = field(default_factory=dict)  # when a chat was last told to wait
    _all_blocked: datetime | None = None

    def free_at(self, chat: int, now: datetime, count: int = 1) -> datetime:
        """The instant, not before now, at which `count` more messages to that chat keep every limit."""
        own = self.limits.group if chat < 0 else self.limits.private
        at = max(now, self._blocked.get(chat, now), self._all_blocked or now)
        at = max(at, self._fits(self._chats.get(chat), own, now, count))
        return max(at, self._fits(self._overall, self.limits.overall, now, count))

    def sent(self, chat: int, at: datetime, count: int = 1) -> None:
        """That many messages went to the chat."""
        own = self.limits.group if chat < 0 else self.limits.private
        for _ in range(count):
            _note(self._overall, self.limits.overall, at)
            if own:
                _note(self._chats.setdefault(chat, deque()), own, at)

    def block(self, chat: int, until: datetime, now: datetime) -> None:
        """Telegram said retry_after for that chat: nothing goes there before `until`, whatever the lane.

        Said for several chats at once, it is the bot as a whole that is too fast: nothing goes anywhere for the shortest
        of these waits, for whatever is sent meanwhile makes all of them longer.
        """
        self._blocked[chat] = max(until, self._blocked.get(chat, until))
        self._refused[chat] = now
        together = [one for one, at in self._refused.items() if now - at <= TOGETHER]
        if len(together) >= MANY:
            self._all_blocked = min(self._blocked.get(one, now) for one in together)

    def forget(self, now: datetime) -> None:
        """Drop what no limit looks back to any more."""
        for chat in [chat for chat, times in self._chats.items() if now - times[-1] > timedelta(minutes=2)]:
            del self._chats[chat]
        for chat in [chat for chat, until in self._blocked.items() if until <= now]:
            del self._blocked[chat]
            self._refused.pop(chat, None)

    def _fits(self, times: deque[datetime] | None, limits: tuple[Limit, ...], now: datetime, count: int) -> datetime:
        if not times or not count:
            return now
        room = [(limit.per + self.limits.slack, max(0, limit.count - count)) for limit in limits]
        # more than a limit holds goes when it is empty
        return max([now, *(times[-left - 1] + per for per, left in room if len(times) > left)])


def _note(times: deque[datetime], limits: tuple[Limit, ...], at: datetime) -> None:
    if not limits:
        return
    times.append(at)
    while len(times) > max(limit.count for limit in limits):
        times.popleft()
