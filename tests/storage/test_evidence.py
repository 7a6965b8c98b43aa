import asyncio
import inspect
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import dossier
from desk import evidence as rules
from desk.dossier import Asked
from storage import dossiers, evidence, people
from storage.database import Database, Tx

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)


async def test_entries_make_one_whole_chain_however_many_write(db: Database) -> None:
    async with db.transaction() as tx:
        alpha = (await people.add_partner(tx, "Alpha", None, NOW)).id

    async def write(number: int) -> None:
        async with db.transaction() as tx:
            happened = [("lead", {"number": number, "part": part, "name": "Альфа"}) for part in range(2)]
            await evidence.record_many(tx, alpha, "casino-x", happened, NOW)

    await asyncio.gather(*map(write, range(5)))
    async with db.transaction() as tx:
        await evidence.record(tx, alpha, "bet", "accepted", {"how": "read"}, NOW)
        [chain] = await evidence.chains(tx, alpha, "casino-x")
    assert [one.number for one in chain] == list(range(1, 11))
    assert rules.broken(chain) is None


CHANGED = ("SET body = '{\"forged\":1}'", "SET at = at + 1", "SET kind = 'accepted'", "SET hash = 'x'")
GONE = ("number = 1", "number = 2", "number = 3", "number > 0")


async def _forged(tx: Tx, sql: str) -> str:
    """The document of a deal with three entries, of which somebody has changed some in the table."""
    alpha = (await people.add_partner(tx, "Alpha", None, NOW)).id
    for number in range(3):
        await evidence.record(tx, alpha, "casino-x", "dispute", {"number": number}, NOW)
    entries = await dossiers.lengths(tx, alpha, "casino-x")
    asked = Asked.of(alpha, "casino-x", NOW.date(), NOW.date(), "UTC", entries)
    assert dossier.verify(dossier.write(asked, await dossiers.known(tx, alpha, "casino-x"))).wrong is None
    connection: Any = tx._connection  # type: ignore[attr-defined]
    done = connection.execute(sql)
    if inspect.isawaitable(done):
        await done
    return dossier.write(asked, await dossiers.known(tx, alpha, "casino-x"))


@pytest.mark.parametrize("how", CHANGED)
async def test_what_is_changed_in_the_table_is_named(db: Database, how: str) -> None:
    """Invariant 24."""
    async with db.transaction() as tx:
        found = dossier.verify(await _forged(tx, f"UPDATE evidence {how} WHERE number = 2"))
        assert (found.wrong, found.entry) == ("entry", 2)


@pytest.mark.parametrize("which", GONE)
async def test_there_is_no_document_of_a_chain_with_entries_gone(db: Database, which: str) -> None:
    """Invariant 24: nor where the last one is gone, which a chain by itself cannot tell."""
    async with db.transaction() as tx:
        with pytest.raises(ValueError, match="missing"):
            await _forged(tx, f"DELETE FROM evidence WHERE {which}")


@given(st.lists(st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=5)), min_size=1), st.data())
def test_no_entry_can_be_changed_or_left_out(facts: list[dict[str, object]], data: st.DataObject) -> None:
    chain: list[rules.Entry] = []
    for number, one in enumerate(facts, start=1):
        chain.append(rules.entry(chain[-1].hash if chain else "", number, NOW, "lead", one))
    assert rules.broken(chain) is None
    place = data.draw(st.integers(0, len(chain) - 1))
    changed = [*chain[:place], replace(chain[place], body='{"forged":1}'), *chain[place + 1 :]]
    assert rules.broken(changed) == place + 1
    if place < len(chain) - 1:
        assert rules.broken([*chain[:place], *chain[place + 1 :]]) == place + 1
