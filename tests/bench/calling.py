"""Postbacks per second: trackers call over HTTP, the journal is on disk before the answer, and everything is counted afterwards."""

import asyncio
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from random import Random

from aiohttp import web

from desk import links as rules_of_links
from scheduler import counting
from storage import chats, database, links, migrations, people, sources
from storage.database import Database
from tests.bench import filled
from tests.bench.filled import NOON
from tests.bench.table import Row
from web import health
from web.metrics import Metrics
from web.postbacks import Receiver

LEADS, AGAIN = 5000, 500  # so many leads, so many calls twice, out of order
CONNECTIONS = 100
SECRET = "bench-secret"
LINKS = 20


def measure(url: str, repeats: int) -> list[Row]:
    """Calls accepted and journaled per second by one process; then what counting them takes, and whether all are counted."""
    migrations.apply(url)
    accepted, counted = asyncio.run(_measure(url, repeats))
    note = "100 % counted afterwards, 10 % sent twice and out of order"
    return [
        Row(what="postbacks accepted per second", values=accepted, unit="/s", target=1000, more=True, note=note),
        Row(what="postbacks counted per second", values=counted, unit="/s", target=1000, more=True),
    ]


async def _measure(url: str, repeats: int) -> tuple[list[float], list[float]]:
    db, book = await database.connect(url), filled.rules()
    accepted, counted = [], []
    try:
        tokens = await _stage(db)
        port, runner = await _serve(db)
        for repeat in range(repeats):
            accepted.append(await _called(port, tokens, repeat))
            began = time.perf_counter()
            number = 0
            while some := await counting.sweep(db, book, NOON):
                number += some
            counted.append(number / (time.perf_counter() - began))
            await _all_there(db, LEADS * (repeat + 1))
        await runner.cleanup()
    finally:
        await db.close()
    return accepted, counted


async def _stage(db: Database) -> list[str]:
    """A source, and links of twenty chats of one partner."""
    book, tokens = filled.rules(), []
    async with db.transaction() as tx:
        where = {"locale": "ru", "zone": "UTC"}
        staff = await people.add_staff(tx, 1, "Bench", None, "head", NOON, **where, reach="ok")
        await links.sync_terms(tx, book, NOON)
        owner = await people.add_partner(tx, "Bench", staff, NOON)
        offer = book.offers[0]
        for number in range(LINKS):
            chat = await chats.add(tx, -1 - number, "group", f"chat {number}", owner.id, "ru")
            flow = await links.flow(tx, chat, offer.id, offer.geos[0], offer.sources[0])
            version = await links.in_force(tx, owner, flow, NOON)
            link, _ = await links.issue(
                tx, chat, flow, version, rules_of_links.token(number.to_bytes(16, "big")), 1, NOON
            )
            tokens.append(link.token)
        head = await people.staff_by_id(tx, staff)
        source = await sources.add(tx, "bench", "affise", staff, NOON)
        assert head
        assert source
        await sources.add_ticket(tx, source, "ticket", head, NOON + timedelta(hours=1))
        await sources.redeem(tx, "ticket", SECRET, NOON, timedelta())
    return tokens


async def _serve(db: Database) -> tuple[int, web.AppRunner]:
    async def fine() -> dict[str, str]:
        return {}

    receiver = Receiver(db, lambda: NOON, lambda text, _: text.key, "en", lambda: "")
    metrics = Metrics(lambda: NOON, timedelta, lambda: None)  # type: ignore[arg-type,return-value]
    runner = health.runner(health.app(fine, metrics, receiver.routes()))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner.addresses[0][1], runner


async def _called(port: int, tokens: list[str], repeat: int) -> float:
    """Calls from a process of their own; gives how many were accepted in a second."""
    caller = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.calling", str(port), str(repeat), *tokens, stdout=subprocess.PIPE
    )
    said, _ = await caller.communicate()
    accepted, seconds = said.decode().split()
    assert int(accepted) == LEADS + AGAIN, said
    return int(accepted) / float(seconds)


async def _all_there(db: Database, wanted: int) -> None:
    async with db.reading() as tx:
        source = await sources.by_name(tx, "bench")
        assert source
        found = await sources.count_leads(tx, source)
    assert found == wanted, f"{found} of {wanted} are counted"


# --- the trackers' process --------------------------------------------------------------------------------------------


async def _call(port: int, paths: list[str]) -> Counter[str]:
    """One connection that is kept: a call, its answer, the next call."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers: Counter[str] = Counter()
    while paths:
        writer.write(f"GET {paths.pop()} HTTP/1.1\r\nHost: desk\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        await reader.readexactly(length)
        answers[head.split()[1].decode()] += 1
    writer.close()
    return answers


async def _calls(port: int, repeat: int, tokens: list[str]) -> None:
    random, at = Random(repeat), int(NOON.timestamp())
    paths = [
        f"/pb/bench/{SECRET}?flow={random.choice(tokens)}&conv={repeat}-{n}&goal=lead&st=2&sum=28&cur=USD&ts={at - n}"
        for n in range(LEADS)
    ]
    paths += random.sample(paths, AGAIN)
    random.shuffle(paths)
    began = time.perf_counter()
    answers = await asyncio.gather(*(_call(port, paths) for _ in range(CONNECTIONS)))
    seconds = time.perf_counter() - began
    print(sum(one["200"] for one in answers), seconds)


if __name__ == "__main__":
    asyncio.run(_calls(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
