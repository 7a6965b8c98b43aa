"""What the desk says of its own being away: to the heads, to those on duty, in the topics (PRODUCT 3, 4)."""

from collections.abc import Iterable
from datetime import timedelta

from desk.letters import letter
from desk.letters.letter import At, Lane, Letter, Param
from desk.pulse import Jump, Span

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
