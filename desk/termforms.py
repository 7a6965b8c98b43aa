"""How staff write down new terms: `/cap`, `/rate`, `/terms`, `/tier`, word by word, and what is wrong with it (PRODUCT 6, 10)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from desk import calendars, durations, money
from desk.errors import DeskError
from desk.rules import Cap, Offer, OverCap, Payout, Terms, Tier
from desk.terms import Body

PERIODS = {
    "hour": ("hour", "hourly", "час", "часовая"),
    "day": ("day", "daily", "день", "сутки", "дейли", "дневная"),
    "week": ("week", "weekly", "неделя", "неделю", "недельная"),
    "month": ("month", "monthly", "месяц", "месячная"),
    "total": ("total", "всего", "общая"),
}
GOALS = {
    "lead": ("lead", "leads", "лид", "лида", "лидов", "лиды"),
    "reg": ("reg", "regs", "рега", "рег", "реги"),
    "ftd": ("ftd", "ftds", "деп", "депы"),
}
#: What else may be said of a cap.
SHAPES: dict[str, dict[str, Any]] = {
    "test": {"purpose": "test"},
    "тест": {"purpose": "test"},
    "тестовая": {"purpose": "test"},
    "regular": {"purpose": "regular"},
    "обычная": {"purpose": "regular"},
    "per-flow": {"scope": "flow"},
    "per-deal": {"scope": "deal"},
    "per-chat": {"shared": False},
    "shared": {"shared": True},
}
NONE = ("none", "no", "нет", "без", "снять", "lift", "-")
FROM = ("from", "с", "со")
UNTIL = ("until", "till", "до", "по")
FIELDS = {
    "hold_days": ("hold", "холд"),
    "payout_days": ("payout", "выплата"),
    "baseline": ("baseline", "бейслайн"),
    "kpi": ("kpi", "кпи"),
    "sources": ("sources", "источники"),
    "forbidden": ("forbidden", "нельзя", "запрещено"),
    "reconciliation": ("reconciliation", "сверка"),
    "over_cap": ("over", "сверх"),
    "grace": ("grace", "долёт", "долет", "льгота"),
}
KEYS = {word: name for name, words in FIELDS.items() for word in words}
POLICIES = ("unpaid", "pending_review", "next_period", "other_payout", "paid")
MODELS = ("cpa", "cpl", "revshare", "hybrid")
ITEMS, TEXT = 20, 200  # of a list, and characters of a free text
LARGEST = 1_000_000  # days, leads, money


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was written: the offer, GEO and source it is for, from when and until when, and what is left of the words."""

    offer: Offer
    geo: str | None = None
    source: str | None = None
    at: datetime | None = None
    until: datetime | None = None
    words: tuple[str, ...] = ()


def asked(words: Sequence[str], offers: Sequence[Offer], usual: Sequence[str], now: datetime, zone: str) -> Asked:
    """What the words are about; `usual` are the offers the partner has links of, one of which need not be named.

    Raises DeskError for an offer that is not told, and for a date or a time that is none.
    """
    left, at, until = _times(list(words), now, zone)
    named = [offer for offer in offers if _take(left, (offer.id, offer.name))]
    if len(named) > 1:
        raise DeskError("terms-two-offers", one=named[0].id, other=named[1].id)
    known = named or [offer for offer in offers if offer.id in usual and len(set(usual)) == 1]
    if not known:
        raise DeskError("terms-which-offer", known=", ".join(offer.id for offer in offers) or "—")
    offer = known[0]
    source = next((source for source in offer.sources if _take(left, (source,))), None)
    geo = next((geo for geo in offer.geos if _take(left, (geo,))), None)
    strange = next((word for word in left if re.fullmatch(r"[A-Z]{2}", word)), None)
    if strange is not None:
        raise DeskError("terms-unknown-geo", word=strange, known=", ".join((*offer.geos, *offer.sources)))
    return Asked(offer=offer, geo=geo, source=source, at=at, until=until, words=tuple(left))


def _take(left: list[str], names: Sequence[str]) -> bool:
    """Whether the words hold one of the names, which may be of several words; it is taken out of them."""
    for name in names:
        parts = name.casefold().split()
        for start in range(len(left) - len(parts) + 1):
            if [word.casefold() for word in left[start : start + len(parts)]] == parts:
                del left[start : start + len(parts)]
                return True
    return False


def _unknown(word: str) -> DeskError:
    return DeskError("terms-unknown-word", word=word[:40])


# --- times --------------------------------------------------------------------------------------------------------------


def _times(words: list[str], now: datetime, zone: str) -> tuple[list[str], datetime | None, datetime | None]:
    """Takes `from …` and `until …` out of the words; a day without an hour begins at midnight, and ends at the next."""
    left: list[str] = []
    at: datetime | None = None
    until: datetime | None = None
    while words:
        word = words.pop(0)
        if word.lower() in FROM and words and _day(words[0], now, zone):
            at = _moment(words, now, zone, timedelta(0))
        elif word.lower() in UNTIL and words and _day(words[0], now, zone):
            until = _moment(words, now, zone, timedelta(days=1))
        elif word.lower() in (*FROM, *UNTIL):
            raise DeskError("terms-wrong-date", word=(words[0] if words else word)[:40])
        else:
            left.append(word)
    if at is not None and until is not None and until <= at:
        raise DeskError("terms-wrong-order")
    return left, at, until


def _moment(words: list[str], now: datetime, zone: str, later: timedelta) -> datetime:
    day = _day(words.pop(0), now, zone)
    assert day is not None
    if words and re.fullmatch(r"\d{1,2}:\d{2}", words[0]):
        hour, minute = map(int, words[0].split(":"))
        if hour > 23 or minute > 59:
            raise DeskError("terms-wrong-date", word=words[0])
        words.pop(0)
        return calendars.instant(day, time(hour, minute), zone)
    return calendars.instant(day + later, time(0), zone)


def _day(word: str, now: datetime, zone: str) -> date | None:
    """The day of `2026-12-01`, `01.12.2026` or `01.12` (the next one). Raises DeskError for a day that is none."""
    iso, dotted = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", word), re.fullmatch(r"(\d\d?)\.(\d\d?)(?:\.(\d{4}))?", word)
    if iso is None and dotted is None:
        return None
    today = now.astimezone(ZoneInfo(zone)).date()
    try:
        if iso is not None:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        assert dotted is not None
        day = date(int(dotted[3] or today.year), int(dotted[2]), int(dotted[1]))
        return day if dotted[3] or day >= today else day.replace(year=today.year + 1)
    except ValueError:
        raise DeskError("terms-wrong-date", word=word) from None


# --- /cap -----------------------------------------------------------------------------------------------------------------


def cap(asked: Asked, body: Body) -> Body:
    """`100 day`, `50 test`, `30 ftd day Europe/Berlin`, `none`: the body with that cap. Raises DeskError for anything else."""
    said: dict[str, Any] = {}
    for word in asked.words:
        said |= _cap_word(word, asked.offer)
    if said.pop("lift", False):
        return _lifted(body, said)
    if "value" not in said:
        raise DeskError("cap-value")
    return checked(body, caps=_with_cap(body.terms.caps, said))


def _cap_word(word: str, offer: Offer) -> dict[str, Any]:
    low = word.lower()
    if low in NONE:
        return {"lift": True}
    if re.fullmatch(r"[-+]?[\d.,]+\D?", low):
        if not low.isascii() or not low.isdigit() or not 0 < int(low) <= LARGEST:
            raise DeskError("cap-number", word=word[:40])
        return {"value": int(low)}
    period = next((name for name, words in PERIODS.items() if low in words), None)
    if period is not None:
        return {"period": period}
    if low in SHAPES:
        return SHAPES[low]
    goal = _goal(low, offer)
    if goal is not None:
        return {"metric": goal}
    if "/" in word or low == "utc":
        return {"zone": _zone(word)}
    raise _unknown(word)


def _goal(low: str, offer: Offer) -> str | None:
    """The goal of the offer that is meant. Raises DeskError for one that the offer does not have."""
    said = next((name for name, words in GOALS.items() if low in words), low)
    if said in offer.goals:
        return said
    if said in GOALS:
        raise DeskError("terms-unknown-goal", word=said, known=", ".join(offer.goals))
    return None


def _zone(word: str) -> str:
    try:
        return Cap(value=1, zone=word).zone
    except ValidationError:
        raise DeskError("terms-unknown-zone", word=word[:40]) from None


def _with_cap(caps: Sequence[Cap], said: dict[str, Any]) -> tuple[Cap, ...]:
    """The cap that is meant, changed: the one of that metric and period, else the only one; where none is meant, one more."""
    meant = [at for at, one in enumerate(caps) if _meant(one, said)] or ([0] if len(caps) == 1 else [])
    if len(meant) != 1:
        if meant:
            raise DeskError("cap-which")
        return (*caps, Cap(**said))
    old = caps[meant[0]]
    if said.get("period", old.period) != old.period:
        said = {"purpose": "regular", **said}
    changed = old.model_copy(update=said)
    return (*caps[: meant[0]], changed, *caps[meant[0] + 1 :])


def _meant(one: Cap, said: dict[str, Any]) -> bool:
    return all(getattr(one, name) == said[name] for name in ("metric", "period") if name in said)


def _lifted(body: Body, said: dict[str, Any]) -> Body:
    """Without the caps that are meant; without any where none is named."""
    kept = tuple(one for one in body.terms.caps if not _meant(one, said))
    if len(kept) == len(body.terms.caps):
        raise DeskError("cap-none")
    return checked(body, caps=kept)


# --- /rate ----------------------------------------------------------------------------------------------------------------

AMOUNT = r"\d{1,7}(?:[.,]\d{1,2})?"
SIGNS = {sign: code for code, sign in money.SYMBOLS.items()}


def rate(asked: Asked, body: Body) -> Body:
    """`25`, `25 EUR`, `25%`, `28+20%`, `cpl 4 lead`: the body with that payout. Raises DeskError for anything else."""
    return checked(body, payout=_payout(asked.words, asked.offer, body.terms.payout))


def _payout(words: Sequence[str], offer: Offer, old: Payout | None) -> Payout:
    said: dict[str, Any] = {}
    for word in words:
        said |= _rate_word(word, offer)
    if "amount" not in said and "percent" not in said:
        raise DeskError("rate-amount", word=" ".join(words)[:40] or "—")
    kept = {"currency": old.currency, "goal": old.goal} if old else {"goal": offer.goals[-1]}
    model = said.pop("model", None) or _model(said, old)
    if model == "revshare" and "percent" not in said:
        raise DeskError("rate-percent", word=str(said["amount"]))
    wanted: dict[str, Any] = {**kept, **said, "model": model}
    if model == "hybrid" and old is not None and old.model == "hybrid":
        wanted = {"amount": old.amount, "percent": old.percent, **wanted}
    try:
        return Payout(**wanted)
    except ValidationError:
        raise DeskError("rate-amount", word=" ".join(words)[:40]) from None


def _model(said: dict[str, Any], old: Payout | None) -> str:
    """What it must be by what was said of it; else what it was."""
    if "amount" in said and "percent" in said:
        return "hybrid"
    if old is not None and (old.model == "hybrid" or ("amount" in said and old.model == "cpl")):
        return old.model
    if "percent" in said:
        return "revshare"
    return "revshare" if old is not None and old.model == "revshare" else "cpa"


def _rate_word(word: str, offer: Offer) -> dict[str, Any]:
    low, bare = word.lower(), word.strip("".join(SIGNS))
    sign = next((SIGNS[sign] for sign in SIGNS if sign in word), None)
    both = re.fullmatch(rf"({AMOUNT})\+({AMOUNT})%", bare)
    if both:
        return {"amount": _decimal(both[1]), "percent": _decimal(both[2])} | ({"currency": sign} if sign else {})
    if re.fullmatch(rf"{AMOUNT}%", word):
        return {"percent": _decimal(word[:-1])}
    if re.fullmatch(AMOUNT, bare):
        return {"amount": _decimal(bare)} | ({"currency": sign} if sign else {})
    if word in SIGNS:
        return {"currency": SIGNS[word]}
    if low in MODELS:
        return {"model": low}
    if re.search(r"\d", word):
        raise DeskError("rate-amount", word=word[:40])
    if word.upper() in money.SYMBOLS or (re.fullmatch(r"[A-Z]{3}", word) and low not in (*GOALS, *offer.goals)):
        return {"currency": _currency(word)}
    goal = _goal(low, offer)
    if goal is None:
        raise _unknown(word)
    return {"goal": goal}


def _currency(word: str) -> str:
    """Three letters that a bank would know."""
    if word.upper() not in (*money.SYMBOLS, *CURRENCIES):
        raise DeskError("terms-unknown-currency", word=word[:40])
    return word.upper()


CURRENCIES = tuple(
    "AED AMD ARS AUD AZN BDT BYN CAD CHF CLP CNY COP CZK DKK EGP GEL HUF IDR ILS JPY KES KGS KRW MAD MDL MXN MYR NGN NOK"
    " NZD PEN PHP PKR PLN RON SEK SGD THB TJS TMT TND UYU UZS VND ZAR".split()
)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


# --- /terms ---------------------------------------------------------------------------------------------------------------


def split(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The words that say what it is for, and the conditions: one a line, the first of them may stand in the first line."""
    first, *others = text.split("\n")
    words = first.split()
    at = next((at for at, word in enumerate(words) if word.lower().rstrip(":") in KEYS), len(words))
    found = [" ".join(words[at:])] if at < len(words) else []
    scope = words[:at]
    for line in filter(str.strip, others):
        if line.split()[0].lower() in (*FROM, *UNTIL):
            scope += line.split()
        else:
            found.append(line.strip())
    return scope, [_condition(line) for line in found]


def _condition(line: str) -> tuple[str, str]:
    key, _, value = line.partition(" ")
    name = KEYS.get(key.lower().rstrip(":"))
    if name is None:
        raise DeskError("terms-unknown-field", word=key[:40], known=", ".join(words[0] for words in FIELDS.values()))
    if not value.strip():
        raise DeskError("terms-empty-field", word=key[:40])
    return name, value.strip()


def edit(asked: Asked, conditions: Sequence[tuple[str, str]], body: Body) -> Body:
    """The body with those conditions. Raises DeskError for the first that is wrong."""
    if asked.words:
        raise _unknown(asked.words[0])
    for name, value in conditions:
        body = EDITS[name](body, value, asked.offer)
    return body


def _days(field: str) -> Callable[[Body, str, Offer], Body]:
    def edit(body: Body, value: str, offer: Offer) -> Body:
        digits = re.fullmatch(r"(\d{1,3})\s*(?:d|days?|дн?\.?|дней|дня|день)?", value.lower())
        if digits is None:
            raise DeskError("terms-wrong-days", word=value[:40])
        return checked(body, **{field: int(digits[1])})

    return edit


def _baseline(body: Body, value: str, offer: Offer) -> Body:
    if value.lower() in NONE:
        return checked(body, baseline=None)
    amount = re.fullmatch(AMOUNT, value.strip("".join(SIGNS) + " "))
    if amount is None or not _decimal(amount[0]):
        raise DeskError("rate-amount", word=value[:40])
    return checked(body, baseline=_decimal(amount[0]))


def _list(value: str, separator: str) -> tuple[str, ...]:
    items = () if value.lower() in NONE else tuple(filter(None, map(str.strip, value.split(separator))))
    if len(items) > ITEMS or any(len(item) > TEXT for item in items):
        raise DeskError("terms-too-long", items=ITEMS, length=TEXT)
    return tuple(dict.fromkeys(items))


def _sources(body: Body, value: str, offer: Offer) -> Body:
    known, named = {source.casefold(): source for source in offer.sources}, _list(value, ",")
    strange = next((source for source in named if source.casefold() not in known), None)
    if strange is not None or not named:
        raise DeskError("terms-unknown-source", word=(strange or value)[:40], known=", ".join(offer.sources))
    return replace(
        body, sources=tuple(source for source in offer.sources if source.casefold() in map(str.casefold, named))
    )


def _reconciliation(body: Body, value: str, offer: Offer) -> Body:
    if len(value) > TEXT:
        raise DeskError("terms-too-long", items=1, length=TEXT)
    return checked(body, reconciliation="" if value.lower() in NONE else value)


def _over(body: Body, value: str, offer: Offer) -> Body:
    """`unpaid`, `paid`, `25%` or `other_payout 25%`, `next_period`; the grace stays, or follows: `unpaid grace 60m 5`."""
    said, _, grace = value.partition("grace")
    policy, *rest = said.split() or [""]
    policy = policy.lower().replace("-", "_")
    old = body.terms.over_cap
    if policy not in POLICIES:
        policy, rest = "other_payout", said.split()
        if not re.search(r"\d", said):
            raise DeskError("terms-unknown-policy", word=said.strip()[:40] or value[:40], known=", ".join(POLICIES))
    payout = _payout(rest, offer, None) if policy == "other_payout" else None
    if payout is None and rest:
        raise _unknown(rest[0])
    changed = OverCap.model_validate(
        {"policy": policy, "payout": payout, "grace": old.grace, "grace_max": old.grace_max}
    )
    body = checked(body, over_cap=changed)
    return _grace(body, grace.strip(), offer) if grace.strip() else body


def _grace(body: Body, value: str, offer: Offer) -> Body:
    if value.lower() in NONE:
        return checked(body, over_cap=body.terms.over_cap.model_copy(update={"grace_max": 0}))
    span, _, count = value.partition(" ")
    try:
        grace = durations.parse(span)
    except ValueError:
        raise DeskError("terms-wrong-grace", word=value[:40]) from None
    if not re.fullmatch(r"\d{1,4}", count.strip()):
        raise DeskError("terms-wrong-grace", word=value[:40])
    changed = {"grace": grace, "grace_max": int(count)}
    return checked(body, over_cap=body.terms.over_cap.model_copy(update=changed))


EDITS: dict[str, Callable[[Body, str, Offer], Body]] = {
    "hold_days": _days("hold_days"),
    "payout_days": _days("payout_days"),
    "baseline": _baseline,
    "kpi": lambda body, value, _: checked(body, kpi=_list(value, ";")),
    "sources": _sources,
    "forbidden": lambda body, value, _: replace(body, forbidden=_list(value, ";")),
    "reconciliation": _reconciliation,
    "over_cap": _over,
    "grace": _grace,
}


def checked(body: Body, **changed: Any) -> Body:
    """The body with those terms, where they fit together. Raises DeskError."""
    terms: Terms = body.terms.model_copy(update=changed)
    if terms.over_cap.policy == "next_period" and any(one.period == "total" for one in terms.caps):
        raise DeskError("terms-next-period")
    return replace(body, terms=terms)


# --- /tier ----------------------------------------------------------------------------------------------------------------

TIERS: dict[Tier, tuple[str, ...]] = {
    "new": ("new", "новый"),
    "verified": ("verified", "проверенный"),
    "vip": ("vip", "вип"),
}


def tier(words: Sequence[str], now: datetime, zone: str) -> tuple[Tier, datetime | None]:
    """`vip until 2027-01-31`: the tier, and its end. Raises DeskError for anything else."""
    left, at, until = _times(list(words), now, zone)
    named = [name for name, known in TIERS.items() if left and left[0].lower() in known]
    if not named or len(left) != 1 or at is not None:
        raise DeskError("tier-which", word=" ".join(words)[:40] or "—")
    if until is not None and until <= now:
        raise DeskError("tier-past")
    return named[0], until


def example(asked: Asked, body: Body) -> str:
    """The form of `/terms` filled in with what holds now: to be copied, changed and sent."""
    terms, over = body.terms, body.terms.over_cap
    paid = f" {_amounts(over.payout)}" if over.payout else ""
    grace = f" grace {durations.show(over.grace)} {over.grace_max}" if over.grace_max and over.grace else ""
    where = " ".join(filter(None, (asked.offer.id, asked.geo, asked.source)))
    return "\n".join(
        [
            f"/terms {where}",
            f"hold {terms.hold_days}",
            f"payout {terms.payout_days}",
            f"baseline {format(terms.baseline, 'f') if terms.baseline else 'none'}",
            f"kpi {'; '.join(terms.kpi) or 'none'}",
            f"sources {', '.join(body.sources)}",
            f"forbidden {'; '.join(body.forbidden) or 'none'}",
            f"reconciliation {terms.reconciliation or 'none'}",
            f"over {over.policy}{paid}{grace}",
        ]
    )


def _amounts(pay: Payout) -> str:
    amount = format(pay.amount, "f") if pay.amount is not None else ""
    percent = f"{format(pay.percent, 'f')}%" if pay.percent is not None else ""
    said = "+".join(filter(None, (amount, percent)))
    return " ".join(filter(None, (pay.model, said, pay.currency if amount else "", pay.goal)))
