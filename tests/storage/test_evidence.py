import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from desk import evidence as rules
from storage import evidence, people
from storage.database import Database

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
