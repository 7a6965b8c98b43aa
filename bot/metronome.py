"""The beats of the desk: interval jobs that sweep whatever is due (DESIGN 2, Time)."""

from collections.abc import Awaitable, Callable, Mapping

from apscheduler.schedulers.asyncio import AsyncIOScheduler


class Metronome:
    """Calls each every so many seconds of real time; late beats are folded into one, none is skipped for being late."""

    def __init__(self, every: Mapping[float, Callable[[], Awaitable[None]]]) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for seconds, call in every.items():
            self._scheduler.add_job(
                call, "interval", seconds=seconds, coalesce=True, max_instances=1, misfire_grace_time=None
            )

    def start(self) -> None:
        """Begin to beat."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop."""
        self._scheduler.shutdown(wait=False)
