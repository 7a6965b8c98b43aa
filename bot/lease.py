"""The lease: one process polls, sends and ticks; another takes over within seconds (DESIGN 2, One sender)."""

import asyncio
import os
import platform
import secrets
from datetime import timedelta
from pathlib import Path

import structlog

from bot.clock import Clock
from storage import leases
from storage.database import Database, Unavailable

log = structlog.get_logger()
LENGTH = timedelta(seconds=20)
RENEWED_EVERY = 5.0  # seconds
_ours: set[str] = set()  # holders that live in this process


class Lost(Exception):
    """Somebody else holds the lease now."""


class Lease:
    """`epoch` is set while it is held; every claim carries it."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock
        self._holder = f"{_here()}:{os.getpid()}:{secrets.token_hex(4)}"
        _ours.add(self._holder)
        self.epoch = 0

    async def take(self) -> bool:
        """Try once to take or renew it."""
        now = self._clock.now()
        async with self._db.transaction() as tx:
            held = await leases.holder(tx)
            dead = held[0] if held and _is_dead(held[0]) else None
            epoch = await leases.take(tx, self._holder, now, now + LENGTH, dead)
        self.epoch = epoch or 0
        return epoch is not None

    async def wait(self) -> None:
        """Come back when it is ours; a database that is away is waited for."""
        said = False
        while not await self._taken():
            if not said:
                log.info("lease", action="standby", note="another process holds the lease")
            said = True
            await asyncio.sleep(1)
        log.info("lease", action="taken", epoch=self.epoch)

    async def _taken(self) -> bool:
        try:
            return await self.take()
        except Unavailable as error:
            log.error("lease", action="database_away", error=str(error))
            return False

    async def keep(self) -> None:
        """Renew it for ever. Raises Lost."""
        while True:
            await asyncio.sleep(RENEWED_EVERY)
            before = self.epoch
            try:
                if not await self.take() or self.epoch != before:
                    raise Lost
            except Unavailable as error:
                log.error("lease", action="renew_failed", error=str(error))

    async def release(self) -> None:
        """Let it go."""
        _ours.discard(self._holder)
        async with self._db.transaction() as tx:
            await leases.release(tx, self._holder)


def _here() -> str:
    """Where process numbers mean the same processes: this machine, and in a container this container."""
    try:
        return f"{platform.node()}/{Path('/proc/self/ns/pid').readlink().name}".replace(":", "")
    except OSError:
        return platform.node()


def _is_dead(holder: str) -> bool:
    """Whether the holder was a process of this machine that is gone (or the last one with our own number)."""
    node, _, rest = holder.partition(":")
    pid = int(rest.partition(":")[0] or 0)
    if node != _here():
        return False
    if pid == os.getpid():
        return holder not in _ours
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False
