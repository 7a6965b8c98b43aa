"""What the desk says of its own being away: to the heads, to those on duty, in the topics (PRODUCT 3, 4)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from desk.audit import Finding
from desk.conversation import Called
from desk.letters import letter
from desk.letters.letter import At, Lane, Letter, Lines, Param, T, TopicLink
from desk.pulse import Jump, Span

SHOWN = 15  # findings of the auditor at most
REHEARSAL = "rehearsal"  # the slot of its message
TOLD = timedelta(hours=1)  # later nobody needs to hear it


def _span(span: Span) -> dict[str, Param]:
    same = span.until - span.since < timedelta(hours=12)
    return {
        "since": At(at=span.since, form="t" if same else "dt"),
        "until": At(at=span.until, form="t" if same else "dt"),
        "span": span.until - span.since,
    }


def was_down(staff: Iterable[int], outage: Span, waits: int) -> list[Letter]:
    """To heads and those on duty, once: the service was down; who waits now is called from here on."""
    return [
        Letter(
            to=letter.staff(one),
            lane=Lane.CARD,
            key="engine-down",
            params={**_span(outage), "waits": waits},
            once=f"down:{outage.since:%Y%m%d%H%M%S}:{one}",
        )
        for one in staff
    ]


def was_down_here(conversation: int, outage: Span) -> Letter:
    """In the topic of somebody who waited through it: why nobody was called meanwhile."""
    return Letter(
        to=letter.topic(conversation),
        lane=Lane.NOTICE,
        key="engine-down-here",
        params=_span(outage),
        once=f"down:{outage.since:%Y%m%d%H%M%S}:topic:{conversation}",
        expires_at=outage.until + TOLD,
        silent=True,
    )


def rehearsal_key(began: datetime) -> str:
    """The name of the rehearsal that began then."""
    return f"rehearsal:{began:%Y%m%d%H%M%S}"


def rehearsal(forum: int, called: Called, names: Mapping[int, str], began: datetime) -> Letter:
    """In the forum, for the moment until it is taken away: nobody asked; whom a question would call now."""
    people = ", ".join(names[one] for one in called.staff[:SHOWN] if one in names) or "—"
    return Letter(
        to=letter.telegram(forum),
        lane=Lane.CARD,
        key="rehearsal",
        params={"who": T(key=f"why-who-{called.who.replace('_', '-')}"), "names": people},
        once=rehearsal_key(began),
        slot=REHEARSAL,
        silent=True,
    )


def rehearsal_over(forum: int, began: datetime) -> Letter:
    """It was seen to arrive, and is taken away."""
    once = f"{rehearsal_key(began)}:over"
    return Letter(to=letter.telegram(forum), lane=Lane.COSMETIC, kind="delete", slot=REHEARSAL, once=once)


def rehearsal_late(heads: Iterable[int], began: datetime, decided: bool, within: timedelta) -> list[Letter]:
    """To the heads: the daily test question has not come through in time, and how far it came."""
    params = {"at": At(at=began), "seconds": round(within.total_seconds())}
    key = "rehearsal-unsent" if decided else "rehearsal-undecided"
    return [
        Letter(
            to=letter.staff(head), lane=Lane.CARD, key=key, params=params, once=f"{rehearsal_key(began)}:late:{head}"
        )
        for head in heads
    ]


def rehearsal_through(heads: Iterable[int], began: datetime, shown: datetime) -> list[Letter]:
    """To the heads, who were told that it was late: it has come through."""
    params = {"at": At(at=began), "shown": At(at=shown)}
    return [Letter(to=letter.staff(head), lane=Lane.NOTICE, key="rehearsal-through", params=params) for head in heads]


def missing(heads: Iterable[int], span: Span) -> list[Letter]:
    """To the heads: of that period messages may be missing for ever; Telegram keeps them for about a day."""
    return [
        Letter(
            to=letter.staff(head),
            lane=Lane.NOTICE,
            key="engine-missing",
            params={"since": At(at=span.since, form="dt"), "until": At(at=span.until, form="dt")},
            once=f"missing:{span.since:%Y%m%d%H%M%S}:{head}",
        )
        for head in heads
    ]


def clock_moved(heads: Iterable[int], jump: Jump) -> list[Letter]:
    """To the heads, at most once an hour: the machine's clock jumped."""
    way = "ahead" if jump.by > timedelta() else "back"
    return [
        Letter(
            to=letter.staff(head),
            lane=Lane.NOTICE,
            key=f"engine-clock-{way}",
            params={"by": abs(jump.by), "at": At(at=jump.at, form="dt")},
            once=f"clock:{way}:{jump.at:%Y%m%d%H}:{head}",
        )
        for head in heads
    ]


def stuck(heads: Iterable[int], conversation: int, error: str, now: datetime) -> list[Letter]:
    """To the heads, once a day: because of a bug nobody is called in a conversation, whoever waits there."""
    topic = TopicLink(conversation=conversation, text=f"{conversation}")
    return [
        Letter(
            to=letter.staff(head),
            lane=Lane.CARD,
            key="engine-stuck",
            params={"topic": topic, "error": error},
            once=f"stuck:{conversation}:{now:%Y%m%d}:{head}",
        )
        for head in heads
    ]


def audit_found(heads: Iterable[int], findings: Sequence[Finding], now: datetime) -> list[Letter]:
    """To the heads, at most once an hour: what the auditor found and put right."""
    return [
        Letter(
            to=letter.staff(head),
            lane=Lane.NOTICE,
            key="audit-found",
            params={"count": len(findings), "lines": _findings(findings)},
            once=f"audit:{now:%Y%m%d%H}:{head}",
        )
        for head in heads
    ]


def audited(staff: int, seen: int, findings: Sequence[Finding], whole: datetime | None) -> Letter:
    """To a head who asked: how many conversations were looked at, what was wrong, when all of them were last."""
    lines = Lines(items=(T(key="audit-found", params={"count": len(findings), "lines": _findings(findings)}),))
    params: dict[str, Param] = {
        "seen": seen,
        "found": lines if findings else T(key="audit-nothing"),
        "whole": T(key="audit-whole", params={"at": At(at=whole, form="dt")}) if whole else T(key="audit-not-whole"),
    }
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="audit", params=params)


def _findings(findings: Sequence[Finding]) -> Lines:
    lines = [
        T(
            key=f"audit-{one.kind}",
            params={"topic": TopicLink(conversation=one.conversation, text=f"{one.conversation}")},
        )
        for one in findings[:SHOWN]
    ]
    if len(findings) > SHOWN:
        lines.append(T(key="tool-more", params={"count": len(findings) - SHOWN}))
    return Lines(items=tuple(lines))
