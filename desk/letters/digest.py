"""The daily digest as one letter: act now first, every line leading to its topic (PRODUCT 8)."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from desk import calendars
from desk.digest import Capped, Day, Digest, Issued, Joined, Listed, Passed, Spot, Wait
from desk.letters.letter import At, Lane, Letter, Lines, Param, Rows, T, TopicLink, button, staff
from desk.promises import Due

Item = TypeVar("Item")

# What fits into one message of 4096 UTF-16 units, even with the longest names (tests/desk/test_digest.py).
NAME = 26  # units of a line's link
FIELD = 14  # units of an offer or a source
WAITS = 6
PROMISES = 3
DAYS = 5
CAPS = 2
UNACCEPTED = 4
PARTNERS = 3
LINKS = 3
PASSED = 3
QUOTE = 26  # units of what somebody wrote
GAPS = 2
LEVELS = 5
CAMPAIGNS = 3


def daily(digest: Digest) -> Letter:
    """The morning's digest; one per person and local date, whatever happens."""
    key = "digest-quiet" if digest.quiet else "digest"
    params: dict[str, Param] = {"date": _date(digest.date)}
    if not digest.quiet:
        params["sections"] = Lines(items=tuple(_sections(digest)))
    once = f"digest:{digest.staff}:{digest.date.isoformat()}"
    return Letter(
        to=staff(digest.staff), lane=Lane.DIGEST, key=key, params=params, buttons=_open_buttons(digest), once=once
    )


def now(digest: Digest) -> Letter:
    """The digest as of this minute, for somebody who asked."""
    params = {"at": At(at=digest.now, form="dt"), "sections": Lines(items=tuple(_sections(digest)))}
    buttons = _open_buttons(digest)
    return Letter(to=staff(digest.staff), lane=Lane.NOTICE, key="digest-now", params=params, buttons=buttons)


def past(digest: Digest) -> Letter:
    """What happened on the dates that somebody asked for; who waits today is not part of it."""
    sections = tuple(_happened(digest)) or (T(key="digest-nothing"),)
    first, last = digest.days[0].date, digest.days[-1].date
    period = (
        _date(first) if first == last else T(key="digest-period", params={"first": _date(first), "last": _date(last)})
    )
    params = {"period": period, "sections": Lines(items=sections)}
    return Letter(to=staff(digest.staff), lane=Lane.NOTICE, key="digest-past", params=params)


def _sections(digest: Digest) -> Iterator[T]:
    yield _act_now(digest)
    yield from _listed("digest-promises", digest.promises, PROMISES, _due(digest))
    yield from _broken(digest)
    yield from _episodes(digest)
    yield from _listed("digest-passed", digest.passed, PASSED, _passed(digest))
    yield from _listed("digest-caps", digest.caps, CAPS, _capped)
    yield from _listed("digest-unaccepted", digest.unaccepted, UNACCEPTED, _unaccepted)
    yield from _newcomers(digest)
    yield from _listed("digest-links", digest.links, LINKS, _issued)
    if digest.gaps:
        gaps = Listed(rows=digest.gaps, total=len(digest.gaps))
        yield from _listed("digest-gaps", gaps, GAPS, _gap)


def _gap(gap: calendars.Span) -> T:
    return T(key="gap-line", params={"start": At(at=gap[0], form="dt"), "end": At(at=gap[1], form="dt")})


def _passed(digest: Digest) -> Callable[[Passed], T]:
    """What was written, by the line's number on the button under it; and who said that it needs no answer."""

    def line(passed: Passed) -> T:
        words = short(passed.preview, QUOTE)
        what = T(key="digest-quote", params={"text": words}) if words else T(key="digest-no-words")
        params = {"who": _spot(passed.spot), "what": what, "at": At(at=passed.at, form="dt")}
        name = digest.names.get(passed.staff) if passed.staff is not None else None
        if name is None:
            return T(key="digest-passed-line", params=params)
        return T(key="digest-passed-by", params={**params, "name": short(name, FIELD)})

    return line


def _open_buttons(digest: Digest) -> Rows:
    """One for each that is shown: it waits after all."""
    return tuple(
        (
            button(
                "button-open",
                f"open:{passed.spot.conversation}:{passed.message}",
                name=short(passed.spot.partner, FIELD),
                text=short(passed.preview, FIELD) or "…",
            ),
        )
        for passed in digest.passed.rows[:PASSED]
    )


def _due(digest: Digest) -> Callable[[Due], T]:
    """A promise as a line; one of an earlier date, which the ladder has not come to yet, with its date."""

    def line(due: Due) -> T:
        same = calendars.local_date(due.due, digest.zone) == digest.date
        who = _spot(Spot(conversation=due.conversation, partner=due.partner, chat=due.chat))
        what = short(due.text, NAME)
        promised = T(key="promise-what", params={"text": what}) if what else T(key="promise-answer")
        name = short(digest.names.get(due.staff, "—"), FIELD)
        params = {"who": who, "due": At(at=due.due, form="t" if same else "dt"), "what": promised, "name": name}
        return T(key="digest-promise", params=params)

    return line


def _broken(digest: Digest) -> Iterator[T]:
    if digest.broken:
        yield T(key="digest-broken", params={"count": digest.broken})


def _happened(digest: Digest) -> Iterator[T]:
    yield from _broken(digest)
    yield from _episodes(digest)
    yield from _newcomers(digest)
    yield from _listed("digest-links", digest.links, LINKS, _issued)


def _act_now(digest: Digest) -> T:
    def line(wait: Wait) -> T:
        same = calendars.local_date(wait.since, digest.zone) == digest.date
        waited = {"waited": _minutes(digest.now - wait.since), "since": At(at=wait.since, form="t" if same else "dt")}
        return T(key="digest-wait", params={"who": _spot(wait.spot), **waited, "level": wait.level + 1})

    return next(_listed("digest-waits", digest.waits, WAITS, line), T(key="digest-nobody"))


def _listed(key: str, listed: Listed[Item], most: int, line: Callable[[Item], T]) -> Iterator[T]:
    """A section with a line for each of the first rows, and how many more there are; nothing for an empty list."""
    if listed.total:
        lines = [line(row) for row in listed.rows[:most]]
        if listed.total > len(lines):
            lines.append(T(key="digest-more", params={"count": listed.total - len(lines)}))
        yield T(key=key, params={"count": listed.total, "lines": Lines(items=tuple(lines))})


def _episodes(digest: Digest) -> Iterator[T]:
    """The last days one by one, quiet ones in a word; what is older in one line."""
    if not any(day.count for day in digest.days):
        return
    earlier, shown = digest.days[:-DAYS], digest.days[-DAYS:]
    lines = [T(key="digest-earlier", params=_earlier(earlier))] if earlier else []
    lines += [line for day in shown for line in _day(day)]
    yield T(key="digest-episodes", params={"lines": Lines(items=tuple(lines))})


def _earlier(days: tuple[Day, ...]) -> dict[str, Param]:
    counts = {"count": sum(day.count for day in days), "unanswered": sum(day.unanswered for day in days)}
    return {"first": _date(days[0].date), "last": _date(days[-1].date), **counts}


def _day(day: Day) -> Iterator[T]:
    if not day.count:
        yield T(key="digest-day-quiet", params={"date": _date(day.date)})
        return
    counts = {"count": day.count, "answered": day.answered, "settled": day.settled, "unanswered": day.unanswered}
    yield T(key="digest-day", params={"date": _date(day.date), **counts})
    if day.median is not None and day.p90 is not None and day.worst is not None:
        times = {"median": took(day.median), "p90": took(day.p90), "worst": took(day.worst)}
        yield T(key="digest-times", params={**times, "own": day.own})
    if day.levels:
        yield T(key="digest-levels", params={"levels": _levels(day.levels[:LEVELS])})


def _levels(levels: tuple[tuple[int, int], ...]) -> T:
    """'1 × 5 · 2 × 1', one inside another: how many there are depends on the policy."""
    parts = [T(key="digest-level", params={"level": level + 1, "count": count}) for level, count in levels]
    joined = parts[0]
    for part in parts[1:]:
        joined = T(key="digest-and", params={"first": joined, "then": part})
    return joined


def _newcomers(digest: Digest) -> Iterator[T]:
    def line(joined: Joined) -> T:
        name = None if joined.manager is None else digest.names.get(joined.manager)
        if name is None:
            return T(key="digest-partner-free", params={"who": _spot(joined.spot)})
        return T(key="digest-partner", params={"who": _spot(joined.spot), "manager": short(name, FIELD)})

    yield from _listed("digest-partners", digest.partners, PARTNERS, line)
    if digest.bare_starts:
        key = "digest-starts-too" if digest.partners.total else "digest-starts"
        yield T(key=key, params={"count": digest.bare_starts})
    if digest.campaigns:
        shown = [f"{short(campaign, FIELD)} ({count})" for campaign, count in digest.campaigns[:CAMPAIGNS]]
        yield T(key="digest-campaigns", params={"list": ", ".join(shown)})


def _capped(cap: Capped) -> T:
    flow = [short(part, FIELD) for part in (cap.offer, cap.geo, cap.source) if part]
    params = {"who": _spot(cap.spot), "flow": " · ".join(flow), "used": cap.used, "value": cap.value}
    return T(key="digest-cap", params={**params, "over": "yes" if cap.used > cap.value else "no"})


def _unaccepted(issued: Issued) -> T:
    return T(key="digest-unaccepted-link", params={**_flow(issued), "since": At(at=issued.at, form="d")})


def _issued(issued: Issued) -> T:
    return T(key="digest-link", params=_flow(issued))


def _flow(issued: Issued) -> dict[str, Param]:
    flow = f"{short(issued.offer, FIELD)} · {issued.geo} · {short(issued.source, FIELD)}"
    return {"who": _spot(issued.spot), "flow": flow, "terms": str(issued.terms)}


def _spot(spot: Spot) -> TopicLink | str:
    """The partner and the chat; the chat alone where it is named after the partner."""
    rest = spot.chat.removeprefix(spot.partner)
    ours = spot.chat.startswith(spot.partner) and not rest[:1].isalnum()
    name = spot.chat if ours else f"{spot.partner} · {spot.chat}" if spot.chat else spot.partner
    return (
        short(name, NAME)
        if spot.conversation is None
        else TopicLink(conversation=spot.conversation, text=short(name, NAME))
    )


def _date(day: date) -> T:
    return T(key="digest-date", params={"weekday": day.isoweekday(), "day": day.day, "month": day.month})


def took(span: timedelta) -> T | timedelta:
    """A length of time in words: to the second below two minutes, then to the minute."""
    seconds = round(span.total_seconds())
    return T(key="digest-seconds", params={"count": seconds}) if seconds < 120 else span


def _minutes(span: timedelta) -> timedelta:
    """Whole minutes: of a wait nobody needs the seconds."""
    return max(timedelta(), span - span % timedelta(minutes=1))


def short(text: str, units: int) -> str:
    """The text in at most that many UTF-16 units, an ellipsis included where it was cut."""
    if len(text.encode("utf-16-le")) // 2 <= units:
        return text
    kept = text[:units]
    while len(kept.encode("utf-16-le")) // 2 > units - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"
