"""`/metrics` for Prometheus: how late the desk decides, and how much of its work is behind; no label names anybody."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from storage.status import Load

NONE = timedelta()
LATENESS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200)  # seconds
SWEEP = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)  # seconds

Now = Callable[[], datetime]


class Metrics:
    """What is measured. `now` is the desk's clock, `steady` a time that only runs on; `load` is read for every scrape."""

    def __init__(self, now: Now, steady: Callable[[], timedelta], load: Callable[[], Awaitable[Load]]) -> None:
        self._now, self._steady, self._load = now, steady, load
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._late = Histogram(
            "partnerdesk_decision_lateness_seconds",
            "From when a step of the ladder was due to when it was decided and kept.",
            buckets=LATENESS,
            registry=self._registry,
        )
        self._sweep = Histogram(
            "partnerdesk_sweep_seconds", "Duration of a sweep.", ["sweep"], buckets=SWEEP, registry=self._registry
        )
        self._beat = self._gauge("beat_age_seconds", "Since a tick finished last.")
        self._heard = self._gauge("telegram_silence_seconds", "Since Telegram answered last.")
        self._audited = self._gauge("audit_age_seconds", "Since the auditor had looked at every conversation.")
        self._rehearsed = self._gauge("rehearsal_age_seconds", "Since the daily test question went through last.")
        self._rehearsal = self._gauge("rehearsal_seconds", "How long it took, up to each stage.", "stage")
        self._waits = self._gauge("waiting", "Conversations that wait for an answer.")
        self._longest = self._gauge("waiting_longest_seconds", "Age of the longest wait.")
        self._updates = self._gauge("updates_pending", "Updates received and not worked off.")
        self._oldest_update = self._gauge("updates_oldest_seconds", "Age of the oldest of them.")
        self._letters = self._gauge("outbox_letters", "Letters not sent, by lane.", "lane")
        self._oldest_letter = self._gauge("outbox_oldest_seconds", "Age of the oldest of them, by lane.", "lane")
        self._lag = self._gauge("forum_lag_seconds", "How far the staff forum that is most behind is behind.")
        self._forums = self._gauge("forums", "Staff forums.")

    def _gauge(self, name: str, what: str, *labels: str) -> Gauge:
        return Gauge(f"partnerdesk_{name}", what, labels, registry=self._registry)

    def decided(self, due: Iterable[datetime]) -> None:
        """Conversations have been decided that were due then."""
        now = self._now()
        for at in due:
            self._late.observe(max(NONE, now - at).total_seconds())

    @contextmanager
    def sweep(self, name: str) -> Iterator[None]:
        """Measures a sweep."""
        began = self._steady()
        try:
            yield
        finally:
            self._sweep.labels(name).observe((self._steady() - began).total_seconds())

    def _read(self, load: Load) -> None:
        now = self._now()
        for gauge, at in (
            (self._beat, load.beat),
            (self._heard, load.heard),
            (self._audited, load.audited),
            (self._rehearsed, load.rehearsed),
        ):
            gauge.set((now - at).total_seconds() if at else float("nan"))
        for gauge, at in ((self._longest, load.longest), (self._oldest_update, load.oldest_update)):
            gauge.set((now - at).total_seconds() if at else 0)
        self._waits.set(load.waits)
        self._updates.set(load.updates)
        for lane, count, oldest in load.lanes:
            self._letters.labels(lane).set(count)
            self._oldest_letter.labels(lane).set((now - oldest).total_seconds() if oldest else 0)
        self._lag.set(load.lag.total_seconds())
        self._forums.set(load.forums)
        if (last := load.rehearsal) is not None and last.decided is not None and last.shown is not None:
            for stage, at in (("decided", last.decided), ("shown", last.shown)):
                self._rehearsal.labels(stage).set((at - last.began).total_seconds())

    async def answer(self, _request: web.Request) -> web.Response:
        """The page that Prometheus reads."""
        self._read(await self._load())
        return web.Response(body=generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
