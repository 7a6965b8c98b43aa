"""Every named query is understood by both databases, and every name used in the code exists."""

import re
import sqlite3
from pathlib import Path

import asyncpg
import pytest

from storage.database import KEPT, POSTGRESQL, SQLITE, Database, SqliteDatabase, statements

ROOT = Path(__file__).parents[2]
USE = re.compile(r'tx\.(?:all|scan|one|run|many)\(\s*"([a-z_]+\.[a-z_]+)"')


def names_used() -> set[str]:
    return {name for path in (ROOT / "storage").glob("*.py") for name in USE.findall(path.read_text("utf-8"))}


async def test_every_query_prepares(db: Database, database_url: str) -> None:
    if isinstance(db, SqliteDatabase):
        async with db.reading() as tx:
            for name, statement in statements(SQLITE).items():
                params = dict.fromkeys(re.findall(r"(?<!:):(\w+)", statement.sql), None)
                try:
                    tx._connection.execute("EXPLAIN " + statement.sql, params)
                except sqlite3.Error as error:
                    pytest.fail(f"{name}: {error}")
        return
    connection = await asyncpg.connect(database_url)
    try:
        for name, statement in statements(POSTGRESQL).items():
            try:
                await connection.prepare(statement.sql)
            except asyncpg.PostgresError as error:
                pytest.fail(f"{name}: {error}")
    finally:
        await connection.close()


#: What is kept for ever, and what alone may change of it: how long a version holds, whose it is, that it has arrived.
FOR_EVER = {
    "terms": {"valid_from", "valid_to", "partner"},
    "evidence": set(),
    "exposures": {"shown_at", "message", "flow"},
    "acceptances": {"kind", "at", "name"},
    "lead_changes": {"heard_at"},
}


@pytest.mark.parametrize("table", FOR_EVER)
@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL])
def test_what_was_agreed_and_what_happened_cannot_be_rewritten(table: str, dialect: str) -> None:
    """Invariants 5 and 24: no query deletes it, or changes more of it than that."""
    known = [statement.sql for statement in statements(dialect).values() if re.search(rf"\b{table}\b", statement.sql)]
    assert known
    changed = set[str]()
    for sql in known:
        assert not re.search(rf"(DELETE FROM|TRUNCATE|REPLACE INTO) {table}\b", sql), sql
        set_ = rf"UPDATE {table}\s+SET (.*?)(?:\bWHERE\b|$)"
        upsert = rf"INSERT INTO {table}\b.*?DO UPDATE SET (.*?)(?:\bWHERE\b|$)"
        for words in [*re.findall(set_, sql, re.DOTALL), *re.findall(upsert, sql, re.DOTALL)]:
            changed |= set(re.findall(r"(?:^|,)\s*(\w+) =", words))
    assert changed == FOR_EVER[table]


def test_every_query_stays_prepared_with_room_for_more() -> None:
    assert len(statements(POSTGRESQL)) + 50 < KEPT


def test_both_dialects_have_the_same_queries() -> None:
    assert statements(SQLITE).keys() == statements(POSTGRESQL).keys()


def test_every_query_is_used_and_every_use_has_a_query() -> None:
    assert names_used() == set(statements(SQLITE))
