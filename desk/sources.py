"""Where leads come from: a tracker that calls us, a file, a person; and how each is to be understood (PRODUCT 6)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
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
