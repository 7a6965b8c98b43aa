"""What a tracker's call says: names as every platform writes them, macros that were not replaced, times, amounts (PRODUCT 6).

The same reading serves files: a row is a call whose parameters are its columns.
"""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Literal
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from desk import links, platforms
from desk.leads import Said
from desk.platforms import PROFILES
from desk.sources import Source, Status

Params = Sequence[tuple[str, str]]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


#: What the parameters are called. Names that mean a click here and a conversion there stand in the platforms' profiles.
ALIASES: dict[str, tuple[str, ...]] = {
    "click": _names(
        "click click_id clickid cid subid sub_id aff_click_id aff_sub cnv_id externalid external_id p1 sub1"
    ),
    "conv": _names(
        "conv conversion_id conversionid txid txn_id tid action_id order_id adv_order_id exto xid rdtk_event_id"
    ),
    "goal": _names("goal goal_id goal_alias goal_value event event_name et type"),
    "st": _names("st status conv_status cnv_status"),
    "sum": _names("sum payout payout_amount revenue amount sale_amount"),
    "cur": _names("cur currency payout_currency"),
    "ts": _names("ts timestamp time datetime date conversion_time conversion_ts"),
    "clicked": _names("clicked clicked_at click_time click_ts click_timestamp click_date"),
}
#: Where our token is looked for first.
NAMED = ("link", "flow", *ALIASES["click"])
FIELDS = 500  # of a form that are read
EXTERNAL = 255  # characters of a number of a lead
MISSING = ("", "null", "none", "undefined", "replace", "optional", "n/a", "-")
MACRO = re.compile(r"\$?\{\{?[^{}]*\}?\}|\[[^\[\]]+\]|%[A-Za-z_]\w*%|<[A-Za-z_]\w*>|#[A-Za-z_]\w*#")
TOKEN = re.compile(rf"(?<![0-9A-Za-z])[{links.ALPHABET}]{{{links.TOKEN}}}(?![0-9A-Za-z])")
AMOUNT = re.compile(r"-?\d{1,12}([.,]\d{1,8})?")
LEAST = datetime(2015, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # by how much a sender's clock may be ahead of ours
SHOWN = 40  # characters of a sender's word that are shown


Flaw = Literal["body", "empty", "key", "long"]
#: Why a call is in the journal and was not counted: it was broken, or came from elsewhere, or was too large.
Fault = Literal["body", "empty", "key", "long", "address", "large"]
What = Literal[
    "macro",  # was not replaced
    "status",  # nobody knows what it means
    "goal",  # no offer has it
    "time",  # no instant, or one that cannot be
    "amount",  # no number
    "currency",  # none, or none there is
    "weak",  # the lead's number is only that of a click
    "link",  # none of ours
    "broken-body",
    "broken-empty",
    "broken-key",
    "broken-long",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """What is wrong with a call; `word` is the sender's. Unless it is broken, its lead is kept all the same."""

    what: What
    word: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What a call says: of which lead, by goal and number, and what about it. `token` is that of a link of ours, or None."""

    goal: str
    external: str
    token: str | None
    status: Status
    said: Said
    troubles: tuple[Trouble, ...] = ()


class Broken(ValueError):
    """A call that speaks of no lead."""

    TROUBLES: ClassVar[dict[Flaw, What]] = {
        "body": "broken-body",
        "empty": "broken-empty",
        "key": "broken-key",
        "long": "broken-long",
    }

    def __init__(self, what: Flaw) -> None:
        super().__init__(what)
        self.what = what
        self.trouble = Trouble(what=self.TROUBLES[what])


def parameters(query: Params, body: str = "", kind: str = "") -> list[tuple[str, str]]:
    """Names (in lower case) and values of a call: of its address, and of a body, a form or JSON. Raises Broken `body`."""
    found = list(query)
    if "json" in kind or body.lstrip()[:1] == "{":
        found += _flat(_json(body)) if body.strip() else ()
    elif body:
        found += _form(body)
    return [(_clean(name).strip().lower(), _clean(value).strip()) for name, value in found]


def _form(body: str) -> Params:
    try:
        return parse_qsl(body, keep_blank_values=True, errors="replace", max_num_fields=FIELDS)
    except ValueError:
        raise Broken("body") from None


def tokens(params: Params) -> list[str]:
    """What may be a token of ours, the likeliest first."""
    order = {name: at for at, name in enumerate(NAMED)}
    named = sorted(params, key=lambda one: order.get(one[0], len(order)))
    return list(dict.fromkeys(token for _, value in named for token in TOKEN.findall(value)))


def read(params: Params, source: Source, ours: Collection[str], received: datetime) -> Report:
    """What a call of that source says. `ours` holds those of its `tokens` that are links of ours. Raises Broken."""
    if not params:
        raise Broken("empty")
    profile, settings = PROFILES[source.platform], source.settings
    token = next((one for one in tokens(params) if one in ours), None)
    values, macros = _values(params, source, token)
    goal, word = _goal(values, source), values.get("st", "").lower()[:EXTERNAL]
    status = platforms.meaning(word, source.platform, settings)
    at, late = _instant(values.get("ts"), settings.zone, received)
    clicked, later = _instant(values.get("clicked"), settings.zone, received)
    amount, currency, poor = _money(values, settings.currency)
    weak, external = _external(values, profile.click_key)
    if weak and goal in settings.multiple and at is not None:
        external = f"{external}@{round(at.timestamp() * 1000)}"
    troubles = [
        *(Trouble(what="macro", word=name[:SHOWN]) for name in macros),
        *([Trouble(what="status", word=word[:SHOWN])] if status == "unmapped" else []),
        *([Trouble(what="weak")] if weak else []),
        *([Trouble(what="link")] if token is None else []),
        *(late + later + poor),
    ]
    said = Said(word=word, at=at, clicked_at=clicked, amount=amount, currency=currency, heard_at=received)
    return Report(goal=goal, external=external, token=token, status=status, said=said, troubles=tuple(troubles))


def _values(params: Params, source: Source, token: str | None) -> tuple[dict[str, str], list[str]]:
    """The first value of each thing a call may tell, and the names of macros that were not replaced.

    Our own token is no value: often it comes back where a click's number is expected.
    """
    means = PROFILES[source.platform].means
    known = {alias: name for name, aliases in ALIASES.items() for alias in aliases} | dict(means)
    order = {alias: at for at, alias in enumerate([*ALIASES, *means, *known])}
    found: dict[str, str] = {}
    macros: list[str] = []
    for name, value in sorted(params, key=lambda one: order.get(one[0], len(order))):
        if MACRO.fullmatch(value):
            macros.append(name)
        elif name in known and value != token and value.lower() not in MISSING:
            found.setdefault(known[name], value)
    return found, macros


def _goal(values: dict[str, str], source: Source) -> str:
    word = values.get("goal", "").lower()[:EXTERNAL]
    settings = source.settings
    if not word:
        return settings.goal or PROFILES[source.platform].goal
    return settings.goals.get(word, word)


def _external(values: dict[str, str], click_key: bool) -> tuple[bool, str]:
    """The lead's number at its sender, and whether it is only that of a click."""
    conv = values.get("conv")
    external = conv or values.get("click")
    if external is None:
        raise Broken("key")
    if len(external) > EXTERNAL:
        raise Broken("long")
    return conv is None or click_key, external


def _money(values: dict[str, str], currency: str | None) -> tuple[Decimal | None, str | None, list[Trouble]]:
    """An exact amount with its currency, or neither: an amount of nobody knows what is none."""
    text = values.get("sum")
    if text is None:
        return None, None, []
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not AMOUNT.fullmatch(plain):
        return None, None, [Trouble(what="amount", word=text[:SHOWN])]
    named = values.get("cur", currency or "").upper()
    if not re.fullmatch(r"[A-Z]{3}", named):
        return None, None, [Trouble(what="currency", word=named[:SHOWN])]
    return Decimal(plain.replace(",", ".")), named, []


def _instant(text: str | None, zone: str, received: datetime) -> tuple[datetime | None, list[Trouble]]:
    """The instant that is written there, if it is one, and not too far off."""
    if text is None:
        return None, []
    at = _written(text, zone)
    if at is None or not LEAST <= at <= received + AHEAD:
        return None, [Trouble(what="time", word=text[:SHOWN])]
    return at, []


def _written(text: str, zone: str) -> datetime | None:
    """Seconds or milliseconds since 1970, digits without signs between, or ISO 8601, also as Russians write the date."""
    try:
        if re.fullmatch(r"\d{9,11}(\.\d{1,6})?", text):
            return datetime.fromtimestamp(round(float(text), 3), UTC)
        if re.fullmatch(r"\d{12,13}", text):
            return datetime.fromtimestamp(int(text) / 1000, UTC)
        if re.fullmatch(r"\d{14}", text):
            at = datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=ZoneInfo(zone))
        else:
            at = datetime.fromisoformat(_iso(text))
        at = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))
        return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)
    except (ValueError, OverflowError, OSError):
        return None


def _iso(text: str) -> str:
    """A plus sign that was not escaped in an address has become a space; 21.11.2026 is 2026-11-21."""
    text = re.sub(r"(?<=:\d\d) (?=\d\d:?\d\d$)", "+", text)
    return re.sub(r"^(\d\d)\.(\d\d)\.(\d{4})", r"\3-\2-\1", text).replace("/", "-")


def _json(body: str) -> dict[str, Any]:
    try:
        found = json.loads(body, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise Broken("body") from None
    if not isinstance(found, dict):
        raise Broken("body")
    return found


def _flat(value: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """What is nested is named by the way to it: `conversion_id`; lists say nothing."""
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield from _flat(inner, f"{before}{name}_")
        elif isinstance(inner, str):
            yield f"{before}{name}", inner


def _clean(text: str) -> str:
    """Text that every database takes."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
