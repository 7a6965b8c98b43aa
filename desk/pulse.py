"""What the desk knows of its own being away: outages, updates that Telegram has dropped, a clock that moved (PRODUCT 3, 4)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

AWAY = timedelta(minutes=2)  # without a beat for longer, the service was down
KEPT = timedelta(hours=24)  # how long Telegram keeps updates (Bot API, getUpdates)
AHEAD = timedelta(seconds=30)  # the clock has gone so much farther than time has: it was moved, or the machine slept
BACK = timedelta(seconds=1)  # less is a correction nobody needs to hear of
REST = timedelta(minutes=5)  # at most so long nothing is decided by a clock that has gone back
LISTEN = timedelta(minutes=1)  # at most so long Telegram is waited for after a jump ahead


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """The daily test question: when it began, was decided and shown in the forum (None: not yet), whether heads know it is late."""

    began: datetime
    decided: datetime | None
    shown: datetime | None
    told: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch of time; `until` is no longer in it."""

    since: datetime
    until: datetime


def outage(beat: datetime | None, now: datetime) -> Span | None:
    """When the service was down, if the last beat was then; None: never, or so shortly that nobody noticed."""
    return Span(since=beat, until=now) if beat is not None and now - beat > AWAY else None


def missing(heard: datetime | None, now: datetime) -> Span | None:
    """Of which period updates are lost, when Telegram was heard again only now; None: of none (PRODUCT 3)."""
    return Span(since=heard, until=now - KEPT) if heard is not None and now - heard > KEPT else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Jump:
    """The machine's clock went another way than time: by so much, ahead or (negative) back."""

    at: datetime
    by: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Pulse:
    """The last beat, by the clock and by a time that only ever runs on (`steady`); since when nothing is decided, if so.

    `at` stays where it is while the clock is behind it.
    """

    at: datetime
    steady: timedelta
    jumped: Jump | None = None  # the last one, while nothing is decided because of it
    since: timedelta = timedelta()  # the steady time at which that was noticed


def begin(beat: datetime | None, now: datetime, steady: timedelta) -> Pulse:
    """A pulse at the start of the process: a clock that is behind the last beat ever kept has gone back meanwhile."""
    return Pulse(at=max(beat or now, now), steady=steady)


def beat(last: Pulse, now: datetime, steady: timedelta, heard: datetime | None) -> tuple[Pulse, Jump | None]:
    """The pulse after one more beat, and a jump that is noticed with it. heard: when Telegram last answered.

    While the result says `jumped`, no step is taken: after a jump back until the clock is where it was, for at most REST
    (then the clock is taken for right); after one ahead until Telegram is heard again, for what came meanwhile goes first,
    for at most LISTEN.
    """
    waited = steady - last.since
    if now < last.at:
        if last.jumped is not None and last.jumped.by < timedelta():
            known = replace(last, steady=steady)
            return (known if waited < REST else Pulse(at=now, steady=steady)), None
        jump = Jump(at=now, by=now - last.at)
        return replace(last, steady=steady, jumped=jump, since=steady), jump if -jump.by > BACK else None
    by = (now - last.at) - (steady - last.steady)
    if last.jumped is None and by > AHEAD:
        jump = Jump(at=now, by=by)
        return Pulse(at=now, steady=steady, jumped=jump, since=steady), jump
    listening = last.jumped is not None and last.jumped.by > timedelta() and waited < LISTEN
    if listening and last.jumped is not None and (heard is None or heard <= last.jumped.at):
        return replace(last, at=now, steady=steady), None
    return Pulse(at=now, steady=steady), None
