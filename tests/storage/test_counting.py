"""What is heard about leads is kept, and what follows from it; for every order in which it may come."""

import json
import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import platforms
from desk import postbacks as rules_of_postbacks
from desk.leads import Said, fold
from desk.links import Flow, Link
from desk.sources import Settings, Source
from scheduler import counting as sweeps
from storage import counting, database, evidence, links, outbox, people, postbacks, sources
from storage.database import Database, Tx
from storage.postbacks import Call
from tests.storage.test_links import NOW, chat, offer, partner, rules

QUARTER = timedelta(minutes=15)


async def test_what_is_known_is_as_old_as_the_source_that_was_heard_longest_ago(db: Database) -> None:
    async with db.transaction() as tx:
        owner = await partner(tx)
        flow: Flow = await links.flow(tx, await chat(tx, -1, owner), "casino-x", "KZ", "FB")
        assert await counting.as_of(tx, flow) == (None, timedelta())
        affise, everflow = [await sources.add(tx, name, "generic", None, NOW) for name in ("affise", "everflow")]
        assert affise
        assert everflow
        assert await counting.as_of(tx, flow) == (None, QUARTER)
        await sources.heard(tx, affise.id, NOW)
        await sources.heard(tx, everflow.id, NOW - timedelta(hours=1))
        await sources.change(tx, everflow, Settings(lag=timedelta(hours=3)))
        assert await counting.as_of(tx, flow) == (NOW - timedelta(hours=1), timedelta(hours=3))
        await sources.close(tx, everflow, NOW)
        assert await counting.as_of(tx, flow) == (NOW, QUARTER)
        hand = await sources.ours(tx, "hand", NOW)
        assert await sources.ours(tx, "hand", NOW) == hand
        assert await counting.as_of(tx, flow) == (NOW, QUARTER)


RULES = rules(offer())
AT = 1795293005  # 2026-11-21 20:30:05 UTC


async def _stage(tx: Tx, tokens: Sequence[str] = ("KZtokenAAA", "KZtokenBBB")) -> tuple[Source, list[Link]]:
    """A tracker, and a link for each of two chats of a partner, of one flow."""
    owner = await partner(tx)
    await links.sync_terms(tx, RULES, NOW)
    source = await sources.add(tx, "affise", "affise", None, NOW)
    assert source
    made = []
    for number, token in enumerate(tokens):
        where = await chat(tx, -1 - number, owner)
        flow = await links.flow(tx, where, "casino-x", "KZ", "FB")
        version = await links.in_force(tx, owner, flow, NOW)
        made.append((await links.issue(tx, where, flow, version, token, 1, NOW))[0])
    await _rows(tx, "DELETE FROM recounts")
    return source, made


async def _calls(tx: Tx, source: Source, *queries: str) -> None:
    calls = [
        Call(source=source.id, received_at=NOW, params=parse_qsl(query, keep_blank_values=True)) for query in queries
    ]
    await postbacks.keep(tx, calls)
    while await postbacks.count(tx, RULES, NOW, limit=7):
        pass


async def _rows(tx: Any, sql: str) -> list[Any]:
    """What stands in the tables, for a look that the desk itself never takes."""
    connection = tx._connection
    return list(connection.execute(sql) if isinstance(connection, sqlite3.Connection) else await connection.fetch(sql))


async def _outcomes(tx: Tx) -> list[str]:
    return [row["outcome"] for row in await _rows(tx, "SELECT outcome FROM postbacks ORDER BY id")]


async def _recounts(tx: Tx) -> list[int]:
    return [row["flow"] for row in await _rows(tx, "SELECT flow FROM recounts")]


async def _leads(tx: Tx) -> list[tuple[Any, ...]]:
    names = (
        "goal",
        "external",
        "link",
        "flow",
        "status",
        "amount",
        "currency",
        "clicked_at",
        "at",
        "status_at",
        "heard_at",
    )
    return sorted(
        (tuple(row[name] for name in names) for row in await _rows(tx, "SELECT * FROM leads")),
        key=lambda lead: lead[:2],
    )


async def test_a_call_becomes_a_lead_and_what_follows(db: Database) -> None:
    async with db.transaction() as tx:
        source, (link, _) = await _stage(tx)
        pending = f"flow={link.token}&conv=1&goal=lead&st=2&ts={AT}"
        await _calls(
            tx, source, pending, pending, f"flow={link.token}&conv=1&goal=lead&st=1&ts={AT + 60}&sum=28&cur=USD"
        )
        [(goal, external, of, flow, status, amount, currency, _, at, status_at, _)] = await _leads(tx)
        assert (goal, external, of, flow, status) == ("lead", "1", link.id, link.flow.id, "approved")
        assert (amount, currency, at, status_at) == ("28", "USD", AT * 1000, (AT + 60) * 1000)
        assert await _recounts(tx) == [link.flow.id]
        assert await _outcomes(tx) == ["new", "repeat", "changed"]
        assert await counting.as_of(tx, link.flow) == (NOW, QUARTER)
        [chain] = await evidence.chains(tx, link.flow.partner, "casino-x")
        said = [json.loads(entry.body) for entry in chain if entry.kind == "lead"]
        assert [(one["was"], one["status"], one["external"]) for one in said] == [
            (None, "pending", "1"),
            ("pending", "approved", "1"),
        ]


async def test_what_is_not_understood_is_told_once_and_counted_nowhere(db: Database) -> None:
    """Invariant 22: a malformed call changes nothing but the journal; whose link is unknown, is nobody's."""
    async with db.transaction() as tx:
        source, (link, _) = await _stage(tx)
        head = await people.add_staff(tx, 604, "Олег", None, "head", NOW, locale="ru", zone="UTC", reach="ok")
        await _calls(
            tx, source, "", "goal=1", "conv={transactionid}", f"conv=1&flow=QQQQQQQQQQ&st=1&flow2={link.token[:-1]}"
        )
        assert await _outcomes(tx) == ["broken", "broken", "broken", "new"]
        assert [(lead[2], lead[3], lead[4]) for lead in await _leads(tx)] == [(None, None, "approved")]
        assert await _recounts(tx) == []
        chains = await evidence.chains(tx, link.flow.partner, "casino-x")
        assert [entry for chain in chains for entry in chain if entry.kind == "lead"] == []
        await _calls(tx, source, "", f"conv=2&flow={link.token}&st=7", f"conv=3&flow={link.token}&st=7&goal=dep")
        assert [lead[4] for lead in await _leads(tx)] == ["unmapped", "approved", "unmapped"]
        letters = await outbox.load(tx, await outbox.open_ids(tx))
        told = [item.key for letter in letters for item in letter.letter.params["lines"].items]
        assert told == [
            "postback-broken-empty",
            "postback-broken-key",
            "postback-link",
            "postback-status",
            "postback-goal",
        ]
        assert {letter.letter.to.id for letter in letters} == {head}

        held = (await sources.held(tx, [source.id]))[source.id]
        await sources.change(tx, held, Settings(statuses={"7": "hold"}))
        held = (await sources.held(tx, [source.id]))[source.id]
        assert await counting.reread(tx, held, "7", NOW) == 2
        assert [lead[4] for lead in await _leads(tx)] == ["hold", "approved", "hold"]
        assert await _recounts(tx) == [link.flow.id]


CALL = st.builds(
    "flow={}&conv={}&goal={}&st={}{}{}".format,
    st.sampled_from(["KZtokenAAA", "KZtokenBBB", "nobody"]),
    st.integers(1, 3),
    st.sampled_from(["lead", "ftd"]),
    st.sampled_from(["1", "2", "3", "5", "7", "trash"]),
    st.sampled_from(["", f"&ts={AT}", f"&ts={AT + 60}"]),
    st.sampled_from(["", "&sum=28&cur=USD", "&sum=5&cur=EUR"]),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls=st.lists(CALL, min_size=1, max_size=8), data=st.data())
async def test_any_order_and_any_repetition_give_the_same_leads(
    sqlite_template: Path, tmp_path: Path, calls: list[str], data: st.DataObject
) -> None:
    """Invariants 10 and 11: what was counted call by call is what the journal gives when it is read as a whole."""
    again = data.draw(st.permutations([*calls, *data.draw(st.lists(st.sampled_from(calls)))]))
    found, journals = [], []
    for order, at_once in ((calls, True), (again, False)):
        shutil.copy(sqlite_template, tmp_path / "order.db")
        db = await database.connect(f"sqlite:///{tmp_path / 'order.db'}")
        async with db.transaction() as tx:
            source, made = await _stage(tx)
            for some in [order] if at_once else [[one] for one in order]:
                await _calls(tx, source, *some)
            found.append(await _leads(tx))
            journals.append(_folded(source, {link.token: link.id for link in made}, order))
        await db.close()
    assert found[0] == found[1]
    assert journals[0] == journals[1]
    assert {(lead[0], lead[1]): (lead[2], lead[4]) for lead in found[0]} == journals[0]


def _folded(source: Source, tokens: dict[str, int], calls: Sequence[str]) -> dict[tuple[str, str], Any]:
    said: dict[tuple[str, str], list[Said]] = {}
    for call in calls:
        report = rules_of_postbacks.read(parse_qsl(call), source, tokens, NOW)
        one = replace(report.said, link=tokens.get(report.token or ""))
        said.setdefault((report.goal, report.external), []).append(one)
    leads = {
        key: fold(all_said, lambda w: platforms.meaning(w, "affise", Settings())) for key, all_said in said.items()
    }
    return {key: (lead.link, lead.status) for key, lead in leads.items()}


async def test_whoever_connected_a_source_hears_of_its_silence_once(db: Database) -> None:
    async with db.transaction() as tx:
        source, (link, _) = await _stage(tx)
        await people.add_staff(tx, 604, "Олег", None, "head", NOW, locale="ru", zone="UTC", reach="ok")
        times = [NOW + timedelta(minutes=10 * n) for n in range(12)]
        calls = [Call(source=source.id, received_at=at, params=[("conv", "1"), ("flow", link.token)]) for at in times]
        await postbacks.keep(tx, calls)
        await postbacks.count(tx, RULES, times[-1])
        for minutes, told in ((39, 0), (40, 1), (90, 1)):
            await sweeps.silence(tx, times[-1] + timedelta(minutes=minutes))
            assert len(await outbox.open_ids(tx)) == told
        await postbacks.keep(tx, [replace(calls[0], received_at=times[-1] + timedelta(hours=2))])
        await postbacks.count(tx, RULES, times[-1] + timedelta(hours=2))
        said = await outbox.load(tx, await outbox.open_ids(tx))
        assert [one.letter.key for one in said] == ["source-silent", "source-audible"]


async def test_a_flood_of_calls_is_counted_over_several_beats(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeps, "BATCHES", 2)
    monkeypatch.setattr(postbacks, "BATCH", 3)
    async with db.transaction() as tx:
        source, _ = await _stage(tx)
        await postbacks.keep(tx, [Call(source=source.id, received_at=NOW, params=[("conv", str(n))]) for n in range(8)])
    assert [await sweeps.sweep(db, RULES, NOW) for _ in range(3)] == [6, 2, 0]


async def test_a_bug_keeps_back_only_its_own_call(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async with db.transaction() as tx:
        source, _ = await _stage(tx)
        queries = [f"click=KZtokenAAA&conv=L{number}&st=1&ts={AT}" for number in range(3)]
        calls = [Call(source=source.id, received_at=NOW, params=parse_qsl(query)) for query in queries]
        await postbacks.keep(tx, calls)
        head = await people.add_staff(tx, 9, "Head", None, "head", NOW, locale="ru", zone="Europe/Moscow", reach="ok")

    def read(params: Any, *others: Any) -> Any:
        if ("conv", "L1") in params:
            raise RuntimeError("a bug")
        return rules_of_postbacks.read(params, *others)

    monkeypatch.setattr(postbacks, "read", read)
    assert await sweeps.sweep(db, RULES, NOW) == 3
    assert await sweeps.sweep(db, RULES, NOW) == 0
    async with db.transaction() as tx:
        assert await _outcomes(tx) == ["new", "parked", "new"]
        said = await outbox.load(tx, await outbox.open_ids(tx))
        assert [one.letter.to.id for one in said if one.letter.key == "postback-parked"] == [head]
