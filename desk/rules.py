"""The business rules of desk.yaml as values: what a head may change without touching code (PRODUCT 4-8, 11)."""

import re
from datetime import date, time, timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator
from pydantic_core import PydanticCustomError

from desk.durations import Duration

Tier = Literal["new", "verified", "vip"]
LevelName = Literal["manager", "on_shift", "senior", "head"]
#: what may stand in braces in an offer's url; sub1 to sub9 stay as they are, for the partner
MACROS = ("partner", "flow", "link", *(f"sub{number}" for number in range(1, 10)))
#: what may stand in braces in a canned reply
FIELDS = ("partner", "manager", "cap_left", "contact")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _wrong(key: str, message: str) -> PydanticCustomError:
    """What a check over several keys raises; `key` (dotted, from the model on) is the one to be shown as wrong."""
    return PydanticCustomError("desk", "{message}", {"key": key, "message": message})


def _form(pattern: str, what: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"{text!r} is not {what}")
        return text

    return AfterValidator(check)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        close = get_close_matches(name, sorted(available_timezones()), n=1)
        hint = f"did you mean {close[0]}?" if close else "write a name such as Europe/Moscow"
        raise ValueError(f"{name!r} is not a time zone; {hint}") from error
    return name


def _clock_time(text: Any) -> Any:
    if isinstance(text, time):
        return text
    if isinstance(text, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|24:00", text):
        return time.fromisoformat(text.replace("24:", "00:"))
    raise ValueError(f"{text!r} is not a time of day; write it in quotes, as '09:30'")


def _interval(text: Any) -> Any:
    if isinstance(text, tuple):
        return text
    parts = text.split("-") if isinstance(text, str) else ()
    if len(parts) != 2:
        raise ValueError(f"{text!r} is not an interval; write it as '09:00-21:00'")
    return tuple(_clock_time(part.strip()) for part in parts)


def _show_time(at: time) -> str:
    return at.strftime("%H:%M")


def _show_interval(interval: tuple[time, time]) -> str:
    return "-".join(map(_show_time, interval))


def _reply(text: str) -> str:
    unknown = next((field for field in re.findall(r"{([^{}]*)}", text) if field not in FIELDS), None)
    if unknown is not None:
        there = ", ".join(f"{{{field}}}" for field in FIELDS)
        raise ValueError(f"{{{unknown}}} is not known; there are {there}")
    return text


Zone = Annotated[str, AfterValidator(_zone)]
ClockTime = Annotated[time, BeforeValidator(_clock_time), PlainSerializer(_show_time, when_used="json")]
#: (from, to) in local wall time; `to` not after `from` means over midnight; equal means 24 hours
Interval = Annotated[tuple[time, time], BeforeValidator(_interval), PlainSerializer(_show_interval, when_used="json")]
OfferId = Annotated[str, _form(r"[a-z0-9_-]{1,24}", "an offer id; write up to 24 of a-z, 0-9, - and _, as casino-x")]
Geo = Annotated[str, _form(r"[A-Z]{2}", "a country; write two capital letters, as KZ")]
Currency = Annotated[str, _form(r"[A-Z]{3}", "a currency; write three capital letters, as USD")]


ReplyName = Annotated[str, _form(r"[\w-]{1,24}", "a name; write up to 24 letters, digits, - and _, as payout")]
ReplyText = Annotated[str, Field(min_length=1, max_length=2500), AfterValidator(_reply)]


class Rule(BaseModel):
    """Base of everything read from desk.yaml: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Calendar(Rule):
    """Opening hours: several intervals a day, over midnight, with dated exceptions. Zone-local wall time."""

    zone: Zone
    week: dict[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], tuple[Interval, ...]]
    closed: tuple[date, ...] = ()
    special: dict[date, tuple[Interval, ...]] = {}


class Level(Rule):
    """A rung of the ladder: who is called, and how long until the next one is (PRODUCT 4)."""

    who: LevelName
    ack_within: Duration
    repeat_every: Duration | None = None
    repeat_max: int = Field(default=1, ge=0)  # 0: repeated until taken
    clock: Literal["always", "business"] = "always"


class Policy(Rule):
    """A ladder: its levels in order, and the least time between the calls of two levels."""

    min_notice: Duration
    levels: tuple[Level, ...] = Field(min_length=1)


class Leases(Rule):
    """What holds the ladder, and how long: Take, Snooze, Hand over (PRODUCT 4)."""

    take: Duration = timedelta(minutes=10)
    manager: Duration = timedelta(minutes=15)
    extensions: int = Field(default=2, ge=0)
    snooze: Duration = timedelta(minutes=30)  # at most, each
    snoozes: int = Field(default=2, ge=0)  # in one episode
    snoozed: Duration = timedelta(minutes=60)  # in one episode, all together
    handover: Duration = timedelta(minutes=5)  # within which a hand-over is accepted


class Words(Rule):
    """What is said to a partner, in the languages of the chats."""

    ru: str = Field(min_length=1, max_length=500)
    en: str = Field(min_length=1, max_length=500)


class Promises(Rule):
    """What becomes of "one moment" and of `/promise` (PRODUCT 4, 7)."""

    within: Duration = Field(default=timedelta(minutes=30), gt=timedelta(0))  # an answer follows "one moment"
    remind: Duration = timedelta(minutes=10)  # so long before it is due
    later: Duration = Field(default=timedelta(minutes=30), gt=timedelta(0))  # what *Later* gives
    moves: int = Field(default=2, ge=0)  # how often
    holding: Words = Words(ru="Минуту, проверяем.", en="One moment, we are checking.")


class Pings(Rule):
    """How often somebody's phone rings (PRODUCT 4)."""

    batch: Duration = timedelta(seconds=30)  # what comes so soon after a call goes on one list
    hourly: int = Field(default=12, ge=1)  # calls heard in an hour, below a senior; the others make no sound


class Ladder(Rule):
    """The three policies, what holds them, and how loud they are."""

    default: Policy
    new: Policy
    vip: Policy
    leases: Leases = Leases()
    pings: Pings = Pings()


class Rotation(Rule):
    """Crews that walk through a pattern of shifts, a step a day, crew i starting i steps ahead (PRODUCT 5)."""

    start: date
    pattern: tuple[str, ...] = Field(min_length=1)  # names of templates, or "off"
    crews: tuple[tuple[str, ...], ...] = Field(min_length=1)  # @username or numeric Telegram id


class Shifts(Rule):
    """Shift templates in local wall time, and the rotations over them."""

    zone: Zone
    templates: dict[str, Interval]
    rotations: tuple[Rotation, ...] = ()


class Newcomers(Rule):
    """The first days of a stranger (PRODUCT 2)."""

    days: Duration = timedelta(days=3)
    wizard_wait: Duration = timedelta(minutes=2)
    partner_limit: int = 20
    active_within: Duration = timedelta(days=30)
    experience: tuple[str, ...] = ("0", "<1", "1-3", "3+")
    sources: tuple[str, ...] = ("FB", "UAC", "PPC", "SEO", "TikTok", "Push")
    geos: tuple[str, ...] = ("KZ", "RU", "UZ", "BR", "IN", "DE")
    volumes: tuple[str, ...] = ("<10", "10-50", "50-200", "200+")


class Payout(Rule):
    """What a counted action pays. Money is Decimal with an ISO 4217 currency."""

    model: Literal["cpa", "revshare", "hybrid", "cpl"]
    amount: Decimal | None = Field(default=None, gt=0)  # per action; cpa, cpl, hybrid
    currency: Currency = "USD"
    percent: Decimal | None = Field(default=None, gt=0, le=100)  # revshare, hybrid
    goal: str = "ftd"

    @model_validator(mode="after")
    def _complete(self) -> "Payout":
        if self.model in ("cpa", "cpl", "hybrid") and self.amount is None:
            raise _wrong("amount", f"a {self.model} payout needs an amount, as 28")
        if self.model in ("revshare", "hybrid") and self.percent is None:
            raise _wrong("percent", f"a {self.model} payout needs a percent, as 25")
        return self


class Cap(Rule):
    """How many actions are paid for: metric x period x scope x counted statuses x zone (research/affiliate 1)."""

    value: int = Field(gt=0)
    purpose: Literal["test", "regular"] = "regular"
    metric: str = "lead"
    period: Literal["hour", "day", "week", "month", "total"] = "total"
    scope: Literal["flow", "deal"] = "flow"
    shared: bool = True  # over the partner's chats
    statuses: tuple[str, ...] = ("pending", "hold", "approved")
    zone: Zone = "Europe/Moscow"


class OverCap(Rule):
    """The rule for leads past the cap, agreed beforehand; mandatory, no default (PRODUCT 6)."""

    policy: Literal["unpaid", "pending_review", "next_period", "other_payout", "paid"]
    payout: Payout | None = None  # for other_payout
    grace: Duration = timedelta(minutes=60)  # for clicks before the stop
    grace_max: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _complete(self) -> "OverCap":
        if (self.policy == "other_payout") != (self.payout is not None):
            raise _wrong("payout", "a payout goes with policy other_payout, and only with it")
        return self


class Terms(Rule):
    """The body of a terms version: everything a card must say (PRODUCT 6)."""

    caps: tuple[Cap, ...]  # none: any number is paid; only terms agreed with a partner may go without
    payout: Payout
    over_cap: OverCap
    hold_days: int = Field(ge=0)
    baseline: Decimal | None = None  # least cumulative deposit, in the payout's currency
    kpi: tuple[str, ...] = ()
    reconciliation: str = ""
    payout_days: int = Field(default=3, ge=0)  # working days


class Offer(Rule):
    """A product one can drive traffic to (PRODUCT 6)."""

    id: OfferId
    name: str
    geos: tuple[Geo, ...] = Field(min_length=1)
    goals: tuple[str, ...] = ("lead",)
    sources: tuple[str, ...] = Field(min_length=1)
    forbidden: tuple[str, ...] = ()
    url: str  # template; must hold {link}
    domains: tuple[str, ...] = Field(min_length=1)  # tracking domains, for the gate and the guard
    accept: Literal["required", "shown"] = "required"
    approval: Literal["self", "staff"] = "self"
    open: bool = True
    terms: dict[Tier, Terms]

    @model_validator(mode="after")
    def _linkable(self) -> "Offer":
        if "{link}" not in self.url:
            raise _wrong("url", "has no {link}; each chat's link needs a token of its own, as ?sub1={link}")
        host = self.url.split("://")[-1].split("/")[0].split("?")[0].lower()
        for macro in re.findall(r"{([^{}]*)}", self.url):
            if macro not in MACROS:
                raise _wrong(
                    "url",
                    f"{{{macro}}} is not known; there are {{partner}}, {{flow}}, {{link}} and {{sub1}} to {{sub9}}",
                )
        if not self.url.startswith(("https://", "http://")):
            raise _wrong("url", f"{self.url!r} is not an address; begin it with https://")
        if host not in self.domains:
            raise _wrong("domains", f"the host of url is missing here; add {host}")
        return self

    @model_validator(mode="after")
    def _capped(self) -> "Offer":
        bare = next((tier for tier, terms in self.terms.items() if not terms.caps), None)
        if bare is not None:
            raise _wrong(f"terms.{bare}.caps", "is empty; a tier has at least one cap, as [{value: 50, purpose: test}]")
        return self


class General(Rule):
    """What a chat is told when it is bound, before any offer: the tier's general terms (PRODUCT 1)."""

    test_cap: int = 50
    over_cap: Literal["unpaid", "pending_review", "next_period", "other_payout", "paid"] = "unpaid"
    hold_days: int = 14
    payout_days: int = 3


class TermsRule(Rule):
    """How terms change: what tightens them waits so long after it is announced (PRODUCT 6)."""

    notice: Duration = Field(default=timedelta(hours=24), gt=timedelta(0))


class DigestRule(Rule):
    """When the daily digest leaves: at that local time, on the working days of that calendar (PRODUCT 8)."""

    at: ClockTime = time(9, 30)
    calendar: str = "office"


class Rehearsal(Rule):
    """A question of nobody's, asked once a day to see that the whole path works; without `at`, never (PRODUCT 4)."""

    at: ClockTime | None = None  # in the programme's zone
    within: Duration = Field(default=timedelta(seconds=30), gt=timedelta(0))  # later, the heads are told


class Guard(Rule):
    """What becomes of tracking links that people write by hand (PRODUCT 6)."""

    again: Duration = timedelta(minutes=10)  # the terms of a link are not repeated in a chat sooner
    shorteners: tuple[str, ...] = ("bit.ly", "clck.ru", "vk.cc", "cutt.ly", "tinyurl.com", "is.gd", "goo.su", "t.co")


class Reply(Rule):
    """A canned reply, in the languages of the chats (PRODUCT 9)."""

    ru: ReplyText
    en: ReplyText


class Growth(Rule):
    """What a VIP partner brings to stay one: so many leads of a goal within that time (PRODUCT 6)."""

    goal: str = "ftd"
    leads: int = Field(default=100, ge=1)
    within: Duration = Field(default=timedelta(days=30), gt=timedelta(0))


class Caps(Rule):
    """What follows when a cap is full, and after a test (PRODUCT 6)."""

    repeat: Duration = Field(default=timedelta(minutes=15), gt=timedelta(0))  # STOP, when nobody presses "Stopped"
    verdict_within: Duration = Field(default=timedelta(days=2), gt=timedelta(0))
    vip: Growth = Growth()


class Rules(Rule):
    """The whole of desk.yaml."""

    programme: str
    zone: Zone = "Europe/Moscow"
    signature: Literal["none", "name"] = "name"
    cards: Literal["rich", "text"] = "rich"
    calendars: dict[str, Calendar]
    manager_calendar: str = "office"
    shifts: Shifts
    ladder: Ladder
    newcomers: Newcomers = Newcomers()
    general: dict[Tier, General] = {"new": General(), "verified": General(), "vip": General()}
    offers: tuple[Offer, ...] = ()
    terms: TermsRule = TermsRule()
    guard: Guard = Guard()
    promises: Promises = Promises()
    caps: Caps = Caps()
    digest: DigestRule = DigestRule()
    rehearsal: Rehearsal = Rehearsal()
    retention: dict[Literal["inbox", "outbox"], Duration] = {"inbox": timedelta(days=30), "outbox": timedelta(days=90)}

    replies: dict[ReplyName, Reply] = {}

    def offer(self, offer_id: str) -> Offer | None:
        """The offer with that id, or None."""
        return next((offer for offer in self.offers if offer.id == offer_id), None)

    def offer_name(self, offer_id: str) -> str:
        """Its name, or the id of one that is not there any more."""
        known = self.offer(offer_id)
        return known.name if known else offer_id

    @model_validator(mode="after")
    def _consistent(self) -> "Rules":
        for key, name in (("manager_calendar", self.manager_calendar), ("digest.calendar", self.digest.calendar)):
            if name not in self.calendars:
                raise _wrong(key, f"there is no calendar {name!r}; there are {', '.join(sorted(self.calendars))}")
        return self
