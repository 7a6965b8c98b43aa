"""Short addresses followed as far as the next one: never to a tracking domain itself, where it would count as a click (PRODUCT 6)."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

import aiohttp

from bot.clock import Clock
from storage.database import inside

PATIENCE = 3.0  # seconds for all addresses of a message
HOPS = 3  # short addresses that lead to one another
KEPT = timedelta(minutes=10)  # what was found out is good for so long …
FORGIVEN = timedelta(minutes=1)  # … and that it could not be
MOST = 1000  # addresses remembered


class Shorteners:
    """`follow` says where short addresses lead; outside any transaction."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[str, tuple[datetime, str | None]] = {}

    async def follow(self, addresses: Sequence[str], domains: Sequence[str]) -> dict[str, str | None]:
        """Each address and where it leads; None where that could not be found out. domains: those of the shorteners."""
        assert not inside.get(), "nobody waits for the network in a transaction"
        found = await asyncio.gather(*(self._remembered(address, domains) for address in addresses))
        return dict(zip(addresses, found, strict=True))

    async def _remembered(self, address: str, domains: Sequence[str]) -> str | None:
        now = self._clock.now()
        until, known = self._known.get(address, (now, None))
        if until > now:
            return known
        try:
            known = await asyncio.wait_for(self._end(address, domains), PATIENCE)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError):
            known = None
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[address] = (now + (KEPT if known else FORGIVEN), known)
        return known

    async def _end(self, address: str, domains: Sequence[str]) -> str | None:
        """Where it leads at last; None for an address that leads nowhere, or on and on."""
        for _ in range(HOPS):
            found = await self._ask(address)
            if not found:
                return None
            address = urljoin(address, found)
            if (urlsplit(address).hostname or "").removeprefix("www.") not in domains:
                return address
        return None

    async def _ask(self, address: str) -> str:
        """The next address, as the answer's head has it; empty: none. Its body is not read."""
        async with aiohttp.ClientSession() as session, session.get(address, allow_redirects=False) as answer:
            return answer.headers.get("Location", "")
