"""The ladders a programme starts with: the default table of PRODUCT 4."""

from datetime import timedelta

from desk.rules import Ladder, Level, LevelName, Policy


def _level(who: LevelName, minutes: int, repeat: int | None = None, times: int = 1) -> Level:
    every = timedelta(minutes=repeat) if repeat else None
    return Level(who=who, ack_within=timedelta(minutes=minutes), repeat_every=every, repeat_max=times)


DEFAULT = Policy(
    min_notice=timedelta(minutes=2),
    levels=(_level("manager", 5), _level("on_shift", 5, 3), _level("senior", 10), _level("head", 15, 15, 0)),
)
NEW = Policy(
    min_notice=timedelta(minutes=1),
    levels=(_level("on_shift", 2, 1), _level("senior", 5), _level("head", 10, 10, 0)),
)
VIP = Policy(
    min_notice=timedelta(minutes=1),
    levels=(_level("manager", 3), _level("on_shift", 3, 2), _level("senior", 5), _level("head", 10, 10, 0)),
)
LADDER = Ladder(default=DEFAULT, new=NEW, vip=VIP)
