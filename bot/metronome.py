"""The beat of the desk: one interval job that sweeps whatever is due (DESIGN 2, Time)."""

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler


class Metronome:
    """Calls `tick` every so many seconds of real time; late beats are folded into one, none is skipped for being late."""

    def __init__(self, tick: Callable[[], Awaitable[None]], seconds: float) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            tick, "interval", seconds=seconds, coalesce=True, max_instances=1, misfire_grace_time=None, id="tick"
        )

    def start(self) -> None:
        """Begin to beat."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop."""
        self._scheduler.shutdown(wait=False)
