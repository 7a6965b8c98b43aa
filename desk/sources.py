"""Where leads come from: a tracker that calls us, a file, a person; and how each is to be understood (PRODUCT 6)."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from itertools import pairwise
from typing import Literal

from pydantic import BaseModel, ConfigDict

from desk.durations import Duration

Status = Literal["pending", "hold", "approved", "rejected", "trash", "paid", "unmapped"]
Platform = Literal[
    "affise",
    "everflow",
    "scaleo",
    "keitaro",
    "voluum",
    "tune",
    "trackier",
    "binom",
    "redtrack",
    "igaming",
    "generic",
    "files",
    "hand",
]
#: Sources of our own making: no tracker calls them.
OURS: tuple[Platform, ...] = ("files", "hand")


NOBODYS = "0" * 64  # a hash of no secret
LEAST_CALLS = 10  # fewer tell no pace
SLOW = 0.9  # the gap between two calls that is longer than this share of them is a usual pause
TIMES = 4  # as long as such a pause is silence


class Settings(BaseModel):
    """What a manager has said about a source, beside what its platform is known to mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    statuses: dict[str, Status] = {}  # its words for a status, in lower case
    goals: dict[str, str] = {}  # its words for a goal, in lower case
    goal: str | None = None  # of a lead whose goal is not said; None: the platform's
    multiple: tuple[str, ...] = ()  # goals of which one click may bring several (redeposits)
    zone: str = "UTC"  # of times without one
    currency: str | None = None  # of amounts without one
    lag: Duration = timedelta(minutes=15)  # how late it may tell
    silence: Duration | None = None  # told after so long without a call; None: by its own pace
    addresses: tuple[str, ...] = ()  # from which it calls, single or CIDR; none: from anywhere


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """`heard_at`: all it sent until then has been counted; `silent_at`: its silence was told then."""

    id: int
    name: str
    platform: Platform
    settings: Settings
    made_by: int | None
    made_at: datetime
    closed_at: datetime | None = None
    heard_at: datetime | None = None
    silent_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """What lets a caller in: hashes of the secrets that are valid now, and the addresses it may call from (none: any)."""

    source: int
    hashes: tuple[str, ...]
    addresses: tuple[str, ...] = ()


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def opens(door: Door | None, secret: str) -> bool:
    """Whether the secret is one of the door's; no door takes as long as a wrong secret."""
    given = digest(secret)
    known = door.hashes if door else ()
    fits = [hmac.compare_digest(given, one) for one in (*known, NOBODYS)]  # all of them, whichever fits
    return any(fits) and door is not None


def caller(peer: str, forwarded: str) -> str:
    """From where a call comes: the peer; behind a proxy of ours, what the proxy says last of where it had it from."""
    last = forwarded.rpartition(",")[2].strip()
    return last if last and _address(peer) is not None and _ours(peer) else peer


def welcome(door: Door, address: str) -> bool:
    """Whether it may call from there."""
    at = _address(address)
    return not door.addresses or (at is not None and any(at in ip_network(one) for one in door.addresses))


def _ours(address: str) -> bool:
    at = _address(address)
    return at is not None and (at.is_loopback or at.is_private)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        at = ip_address(text)
    except ValueError:
        return None
    return at.ipv4_mapped or at if isinstance(at, IPv6Address) else at


def patience(source: Source, calls: Sequence[datetime]) -> timedelta | None:
    """After how long without a call the source has gone silent; None: nobody can tell. `calls` are its latest, in any order."""
    if source.settings.silence is not None or source.platform in OURS:
        return source.settings.silence
    ordered = sorted(calls)
    if len(ordered) < LEAST_CALLS:
        return None
    gaps = sorted(later - earlier for earlier, later in pairwise(ordered))
    return TIMES * gaps[int(len(gaps) * SLOW)]
