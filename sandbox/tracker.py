"""A tracker of our own: it calls an address with leads of a link, late, twice and out of order if one likes."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from urllib.parse import parse_qsl, quote, urlsplit

import aiohttp

from sandbox.errors import refuse_person

MOST = 1000  # leads at once
AT_ONCE = 50
TIMEOUT = 10  # seconds

#: What trackers call the same things, in braces or, where there are no braces, in capitals.
MACROS = {
    "conv": "transactionid transaction_id tid txn_id conversion conversion_id conv",
    "goal": "goal goal_id event_name event type",
    "status": "status cnv_status st",
    "sum": "sum payout payout_amount conversion_revenue amount",
    "cur": "currency cur",
    "ts": "timestamp time ts",
    "click": "clickid click_id subid aff_click_id click p1",
    "mark": "sub1 sub2 sub_id1 sub_id_1 aff_sub externalid p2 link flow",
}
KNOWN = {word: name for name, words in MACROS.items() for word in words.split()}
MACRO = re.compile(r"\{(\w+)\}|\b([A-Z]{4,})\b")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be sent: `mark` is what the link carries, `lag` how long ago it happened, `again` how many are sent twice."""

    address: str
    mark: str
    goal: str = "lead"
    status: str = "1"
    count: int = 1
    lag: timedelta = timedelta()
    again: float = 0.0  # share, 0 to 1
    shuffled: bool = False


def mark(link: str) -> str:
    """What a link carries: the value of its sub1, else of its last parameter; anything else is the mark itself."""
    values = dict(parse_qsl(urlsplit(link.strip()).query))
    return values.get("sub1") or (list(values.values())[-1] if values else link.strip())


def plan(order: Order, numbers: Sequence[str], now: datetime, random: Random) -> list[str]:
    """The addresses to call, one after another: each lead a second after the one before, the last `lag` ago."""
    calls = []
    for at, number in enumerate(numbers):
        happened = now - order.lag - timedelta(seconds=len(numbers) - 1 - at)
        calls.append(_filled(order, number, happened))
    calls += random.sample(calls, round(len(calls) * order.again))
    if order.shuffled:
        random.shuffle(calls)
    return calls


def _filled(order: Order, number: str, at: datetime) -> str:
    values = {
        "conv": number,
        "click": f"c{number}",
        "goal": order.goal,
        "status": order.status,
        "sum": "28",
        "cur": "USD",
        "ts": str(int(at.timestamp())),
        "mark": order.mark,
    }
    start, sign, query = order.address.partition("?")

    def value(match: re.Match[str]) -> str:
        name = KNOWN.get((match[1] or match[2]).lower(), "")
        return quote(values.get(name, ""))

    return start + sign + MACRO.sub(value, query)


class Tracker:
    """Sends what is ordered; `again` on the page sends the same leads once more, with another status."""

    def __init__(self) -> None:
        self._numbers: list[str] = []
        self._random = Random(1)  # noqa: S311 - the same disorder every time

    async def send(self, order: Order, now: datetime, *, same: bool = False) -> dict[str, int]:
        """Call; gives how many answers there were of each sort. Raises Refusal for what cannot be called."""
        if not re.match(r"https?://[^/\s]+/", order.address) or not 1 <= order.count <= MOST:
            raise refuse_person("value", name="tracker")
        if not same or not self._numbers:
            self._numbers = [secrets.token_hex(4) for _ in range(order.count)]
        room = asyncio.Semaphore(1 if order.shuffled or len(self._numbers) < AT_ONCE else AT_ONCE)
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT)) as session:

            async def call(address: str) -> str:
                async with room:
                    try:
                        async with session.get(address) as response:
                            return str(response.status)
                    except (aiohttp.ClientError, TimeoutError, ValueError):
                        return "0"

            calls = plan(order, self._numbers, now, self._random)
            return dict(Counter(await asyncio.gather(*map(call, calls))))
