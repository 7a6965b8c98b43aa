"""Relaying: how long a message takes, what it costs, how many there can be (DESIGN 6, rows 1 to 3)."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any

from bot.clock import Clock
from tests.bench.pipe import Json, Program
from tests.bench.stage import TOKEN
from tests.bench.table import Row

NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday in office hours: who is on shift does not depend on the hour
PARTNERS = 50
WIDTH = 100  # messages always on their way in the closed loop
CLOSED, BURST = 1000, 500
PACED, RATE = 150, 10.0
LINKS = 100  # links taken


@dataclass(frozen=True, slots=True)
class Pair:
    """A bot and the stage it plays on."""

    stage: Program
    bot: Program

    def play(self, do: str, **how: Any) -> Json:
        """One scene; gives what the stage saw and the processor time the bot used for it."""
        before = self.bot.ask("used")["cpu"]
        seen = self.stage.ask(do, **how)
        if seen["lost"]:
            raise RuntimeError(f"{do}: {seen['lost']} messages never arrived")
        return {**seen, "bot": self.bot.ask("used")["cpu"] - before}

    def stop(self) -> None:
        """End both."""
        self.bot.stop()
        self.stage.stop()


@contextlib.contextmanager
def pair(name: str, database: str) -> Iterator[Pair]:
    """A bot with its stage, warm: every partner has written once, so topics, cards and statements are there."""
    ahead = max(0.0, (NOON - Clock().now()).total_seconds())
    stage = Program("tests.bench.stage", str(ahead), str(PARTNERS))
    how = {"token": TOKEN, "ahead": ahead, "database": database}
    bot = Program("tests.bench.bots", name, json.dumps(stage.said), json.dumps(how))
    both = Pair(stage, bot)
    try:
        both.play("burst", count=2 * PARTNERS)
        yield both
    finally:
        both.stop()


def measure(database: str, repeats: int, held: float) -> list[Row]:
    """All of it, the desk beside its baselines in turn, so that what disturbs one disturbs the other.

    held: the MB of aiogram's own import; 0: not measured.
    """
    with contextlib.ExitStack() as stack:
        pairs = {name: stack.enter_context(pair(name, database)) for name in ("bare", "echo", "desk")}
        rows = [*_latency(pairs["bare"], pairs["desk"]), *_costs(pairs["echo"], pairs["desk"], repeats)]
        return [*rows, _talk(pairs["desk"]), *_links(pairs["desk"]), *_memory(pairs["desk"], held)]


def _latency(bare: Pair, desk: Pair) -> list[Row]:
    telegram = bare.play("paced", count=PACED, rate=RATE, back=False)["took"]
    desk.play("paced", count=2 * PARTNERS, rate=50, back=True)
    took = desk.play("paced", count=2 * PACED, rate=RATE, back=True)["took"]
    own = _ms(telegram, 50)
    note = f"Telegram's own (a bare loop): p50 {own:.1f}, p99 {_ms(telegram, 99):.1f} ms"
    return [
        Row(
            what=f"partner's message → topic, and back, {RATE:.0f}/s, p{percent}, over Telegram's own",
            values=[_ms(took, percent) - own],
            unit="ms",
            target=target,
            note=note,
        )
        for percent, target in ((50, 8.0), (99, 20.0))
    ]


def _costs(echo: Pair, desk: Pair, repeats: int) -> list[Row]:
    closed: list[tuple[Json, Json]] = []
    burst: list[tuple[Json, Json]] = []
    for _ in range(repeats):
        closed.append((echo.play("closed", count=CLOSED, width=WIDTH), desk.play("closed", count=CLOSED, width=WIDTH)))
        burst.append((echo.play("burst", count=BURST), desk.play("burst", count=BURST)))
    disorder = sum(ours["disorder"] for _, ours in closed + burst)
    rate = Row(
        what=f"relayed messages per second, one process, limits off, closed loop of {WIDTH}",
        values=[CLOSED / ours["seconds"] for _, ours in closed],
        unit="/s",
        target=300,
        more=True,
        note=f"out of order: {disorder}; echo alone {median(CLOSED / e['seconds'] for e, _ in closed):.0f}/s",
    )
    return [
        *_cost("closed loop of 100", closed, CLOSED, 3.0, 3.75),
        *_cost("burst of 500", burst, BURST, 2.5, 4.17),
        rate,
    ]


def _cost(name: str, runs: list[tuple[Json, Json]], count: int, target: float, ratio: float) -> list[Row]:
    ours = [desk["bot"] / count * 1000 for _, desk in runs]
    echo = [theirs["bot"] / count * 1000 for theirs, _ in runs]
    return [
        Row(
            what=f"CPU per relayed message, all in, {name}",
            values=ours,
            unit="ms",
            target=target,
            note=f"aiogram alone, echoing: {median(echo):.2f} ms",
        ),
        Row(
            what="    the same over aiogram alone, echoing",
            values=[desk["bot"] / theirs["bot"] for theirs, desk in runs],
            unit="x",
            target=ratio,
        ),
    ]


def _talk(desk: Pair) -> Row:
    seen = desk.play("paced", count=300, rate=1000, back=True)
    return Row(
        what="CPU per relayed message of a dialogue, its cards and their edits in it",
        values=[seen["bot"] / 300 * 1000],
        unit="ms",
    )


def _links(desk: Pair) -> list[Row]:
    desk.play("links", count=5)
    rows = []
    for what, whole in (
        ("from /link to the card, three presses between", True),
        ("from the last press to the card", False),
    ):
        took = desk.play("links", count=LINKS, whole=whole)["took"]
        rows += [
            Row(what=f"{what}, idle desk, p50", values=[_ms(took, 50)], unit="ms"),
            Row(what=f"{what}, idle desk, p99", values=[_ms(took, 99)], unit="ms", target=100),
        ]
    return rows


def _memory(desk: Pair, held: float) -> list[Row]:
    peak = desk.bot.ask("used")["peak"]
    if not held:
        return []
    return [
        Row(what="memory, under load, peak, over aiogram's own import", values=[peak - held], unit="MB", target=120)
    ]


def profile(name: str, database: str, by: str = "tottime", rows: int = 25) -> str:
    """Where the desk's time goes in the closed loop, in a burst, or in a dialogue."""
    scenes: dict[str, Json] = {
        "closed": {"do": "closed", "count": CLOSED, "width": WIDTH},
        "burst": {"do": "burst", "count": BURST},
        "talk": {"do": "paced", "count": 300, "rate": 1000, "back": True},
    }
    with pair("desk", database) as desk:
        desk.bot.ask("profile")
        desk.stage.ask(**scenes[name])
        told: str = desk.bot.ask("profiled", by=by, rows=rows)["text"]
    return told


def _ms(took: list[float], percent: int) -> float:
    ordered = sorted(took)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] * 1000
