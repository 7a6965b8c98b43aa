"""What is said about where leads come from (PRODUCT 6)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk import money, platforms
from desk.letters import letter
from desk.letters.digest import short
from desk.letters.letter import At, Lane, Letter, Lines, Param, T, button
from desk.postbacks import Fault, Report, Trouble
from desk.sources import Platform, Settings, Status

#: Troubles that are the way of a platform: shown where one looks, told nobody.
QUIET = ("weak",)
TOLD = 12  # troubles in one letter
LISTED = 15  # sources in one letter
NAME = 30  # UTF-16 units of a person's name
VALUE = 300  # of what is said about a source
NUMBER = 80  # UTF-16 units of the number of a lead
WORD = 40  # UTF-16 units of a sender's word


def troubles(found: Sequence[Trouble]) -> Lines:
    """What is wrong, a line each."""
    lines = [T(key=f"postback-{one.what}", params={"word": short(one.word, WORD)}) for one in found[:TOLD]]
    return Lines(items=tuple(lines))


def trouble(staff: int, name: str, found: Sequence[Trouble]) -> Letter:
    """To whoever connected it, once for each thing: what in its calls is not as it should be."""
    params = {"name": name, "lines": troubles(found)}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="source-trouble", params=params)


def silent(staff: int, name: str, heard: datetime) -> Letter:
    """To whoever connected it, once a silence: nothing has come for longer than it should."""
    params = {"name": name, "at": At(at=heard, form="dt")}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="source-silent", params=params)


def audible(staff: int, name: str) -> Letter:
    """To the same: it is heard again."""
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="source-audible", params={"name": name})


def understood(report: Report | None) -> Lines:
    """What a call says; None: it is broken, and says nothing."""
    if report is None:
        return Lines(items=())
    said = report.said
    lines = [
        T(
            key="postback-said",
            params={
                "number": short(report.external, NUMBER),
                "goal": short(report.goal, WORD),
                "status": status(report.status),
            },
        ),
        T(key="postback-said-link" if report.token else "postback-said-nobody"),
    ]
    if said.at is not None:
        lines.append(T(key="postback-said-at", params={"at": At(at=said.at, form="dt")}))
    if said.clicked_at is not None:
        lines.append(T(key="postback-said-clicked", params={"at": At(at=said.clicked_at, form="dt")}))
    if said.amount is not None and said.currency is not None:
        lines.append(T(key="postback-said-amount", params={"amount": money.show(said.amount, said.currency)}))
    return Lines(items=tuple(lines))


def status(name: Status) -> T:
    """A status in words."""
    return T(key=f"lead-{name}")


def tried(staff: int, name: str, report: Report | None, found: Sequence[Trouble]) -> Letter:
    """To whoever connected it, when the test address was called and it was asked for: how such a call is understood."""
    params = {"name": name, "said": understood(report), "wrong": troubles(found), "wrongs": len(found)}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="source-tried", params=params, slot=f"tried:{name}")


# --- /source ----------------------------------------------------------------------------------------------------------

REASONS = 5  # why calls were not counted, that are shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A source as it is shown: `calls` of a day, and why of `faults` of them (reasons as the journal names them)."""

    id: int
    name: str
    platform: Platform
    maker: str
    heard: datetime | None
    silent: bool
    lag: timedelta
    calls: int
    faults: tuple[Fault, ...]


def listed(staff: int, seen: Sequence[Seen]) -> Letter:
    """Every source, a line each."""
    lines = [T(key="source-line", params=_params(one)) for one in seen[:LISTED]]
    params = {"count": len(seen), "more": max(0, len(seen) - LISTED), "lines": Lines(items=tuple(lines))}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="source-list", params=params)


def _params(one: Seen) -> dict[str, Param]:
    heard = T(key="source-heard", params={"at": At(at=one.heard, form="dt")}) if one.heard else T(key="source-unheard")
    return {
        "name": one.name,
        "platform": platforms.NAMES.get(one.platform, one.platform),
        "heard": heard,
        "silent": int(one.silent),
        "lag": one.lag,
        "calls": one.calls,
        "faults": len(one.faults),
    }


def card(staff: int, seen: Seen, settings: Settings, address: str, leads: int) -> Letter:
    """A source with all that is said of it; leads: how many have another status by what was said just now."""
    params = {
        **_params(seen),
        "maker": short(seen.maker, NAME) or "—",
        "state": T(key="source-changed", params={"leads": leads})
        if leads
        else T(key="source-now", params=_params(seen)),
        "reasons": Lines(items=tuple(_reason(why, many) for why, many in Counter(seen.faults).most_common(REASONS))),
        "settings": _settings(settings),
        "address": address,
    }
    buttons = (
        (button("button-source-key", f"source:{seen.id}:key"),),
        (button("button-source-close", f"source:{seen.id}:close"),),
    )
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="source-card", params=params, buttons=buttons)


def _reason(why: Fault, many: int) -> T:
    return T(key="source-fault", params={"why": T(key=f"postback-broken-{why}", params={}), "count": many})


def _settings(settings: Settings) -> Lines:
    shown = [T(key="source-set-zone", params={"zone": settings.zone})]
    if settings.silence is not None:
        shown.append(T(key="source-set-silence", params={"span": settings.silence}))
    for key, value in (
        ("statuses", _pairs(settings.statuses)),
        ("goals", _pairs(settings.goals)),
        ("goal", settings.goal or ""),
        ("currency", settings.currency or ""),
        ("multiple", ", ".join(settings.multiple)),
        ("addresses", ", ".join(settings.addresses)),
    ):
        if value:
            shown.append(T(key=f"source-set-{key}", params={"value": short(value, VALUE)}))
    return Lines(items=tuple(shown))


def _pairs(known: Mapping[str, str]) -> str:
    return ", ".join(f"{word} = {meant}" for word, meant in known.items())


def key(staff: int, name: str, page: str, until: datetime) -> Letter:
    """Where its address with a new secret is shown, once."""
    params = {"name": name, "page": page, "until": At(at=until)}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="source-key", params=params, expires_at=until)


def closing(staff: int, source: int, name: str) -> Letter:
    """Whether it is to be closed."""
    return Letter(
        to=letter.staff(staff),
        lane=Lane.NOTICE,
        key="source-closing",
        params={"name": name},
        buttons=((button("button-source-closed", f"source:{source}:closed"),),),
        slot=f"source-close:{source}:{staff}",
    )


def closed(staff: int, source: int, name: str) -> Letter:
    """It is closed."""
    slot = f"source-close:{source}:{staff}"
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="source-closed", params={"name": name}, slot=slot)
