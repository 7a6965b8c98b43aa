"""One database, two dialects: transactions, and queries called by the name they have in queries/*.sql."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import aiosql
import aiosqlite
import asyncpg
from aiosql.adapters.aiosqlite import AioSQLiteAdapter
from aiosql.adapters.asyncpg import AsyncPGAdapter

QUERIES = Path(__file__).parent / "queries"
SQLITE, POSTGRESQL = "sqlite", "postgresql"

#: Whether the running task is inside a transaction; the Telegram client refuses to speak while it is (DESIGN 3.3).
inside: ContextVar[bool] = ContextVar("inside_transaction", default=False)

Row = Mapping[str, Any]


class Unavailable(Exception):
    """The database cannot take this now: full disk, locked file, lost connection. Nothing was changed."""


class Tx(Protocol):
    """What storage functions take first: named queries inside one transaction. They never commit."""

    async def all(self, query: str, **params: Any) -> Sequence[Row]:
        """Every row."""
        ...

    async def one(self, query: str, **params: Any) -> Row | None:
        """The first row, or None."""
        ...

    async def run(self, query: str, **params: Any) -> None:
        """A change without rows."""
        ...

    async def many(self, query: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """The same change for each of rows."""
        ...


class Statement(Protocol):
    """A query as loaded: its SQL in the dialect's parameter style, and the parameters' order."""

    sql: str
    order: Sequence[str]


class _Statement:
    def __init__(self, sql: str, order: Sequence[str]) -> None:
        self.sql = sql
        self.order = order


@cache
def statements(dialect: str) -> Mapping[str, Statement]:
    """All named queries as `file.name`; a twin `name__pg` replaces `name` on PostgreSQL (DESIGN 4)."""
    adapter: Any = AsyncPGAdapter() if dialect == POSTGRESQL else AioSQLiteAdapter()
    found: dict[str, Statement] = {}
    twins: dict[str, Statement] = {}
    for path in sorted(QUERIES.glob("*.sql")):
        queries = aiosql.from_path(path, lambda: adapter, attribute=None, mandatory_parameters=False)
        for name in queries.available_queries:
            if name.endswith("_cursor"):  # aiosql adds one beside every select; the desk reads no cursors
                continue
            order = list(getattr(adapter, "var_sorted", {}).pop(name, ()))
            statement = _Statement(getattr(queries, name).sql, order)
            (twins if name.endswith("__pg") else found)[f"{path.stem}.{name.removesuffix('__pg')}"] = statement
    return {**found, **(twins if dialect == POSTGRESQL else {})}


def ms(at: datetime | None) -> int | None:
    """An aware instant as integer milliseconds UTC, the way every table keeps it."""
    return None if at is None else round(at.timestamp() * 1000)


def instant(value: int | None) -> datetime | None:
    """The instant of a stored millisecond count."""
    return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


class Database(Protocol):
    """A place for everything the desk knows. Opened with `connect`, closed with `close`."""

    dialect: str

    def transaction(self, *, durable: bool = False) -> Any:
        """`async with` gives a Tx that commits at the end or not at all; durable: on disk before it returns."""
        ...

    def reading(self) -> Any:
        """`async with` gives a Tx that only reads, and waits for no writer."""
        ...

    async def close(self) -> None:
        """Give every connection back."""
        ...


class _SqliteTx:
    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._statements = statements(SQLITE)

    async def all(self, query: str, **params: Any) -> Sequence[Row]:
        rows: Sequence[Row] = list(await self._connection.execute_fetchall(self._statements[query].sql, params))  # type: ignore[arg-type]
        return rows

    async def one(self, query: str, **params: Any) -> Row | None:
        rows = await self.all(query, **params)
        return rows[0] if rows else None

    async def run(self, query: str, **params: Any) -> None:
        await self.all(query, **params)

    async def many(self, query: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            await self._connection.executemany(self._statements[query].sql, rows)


class SqliteDatabase:
    """One file: one writer at a time (BEGIN IMMEDIATE), separate readers, write-ahead log (DESIGN 4)."""

    dialect = SQLITE
    READERS = 2

    def __init__(
        self, writer: aiosqlite.Connection, durable: aiosqlite.Connection, readers: Sequence[aiosqlite.Connection]
    ) -> None:
        self._writer, self._durable = writer, durable
        self._lock = asyncio.Lock()
        self._all = (writer, durable, *readers)
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        for reader in readers:
            self._readers.put_nowait(reader)

    @classmethod
    async def connect(cls, path: str) -> "SqliteDatabase":
        async def one(sync: str) -> aiosqlite.Connection:
            connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=256)
            connection.row_factory = aiosqlite.Row
            for pragma in ("journal_mode=WAL", f"synchronous={sync}", "foreign_keys=ON", "busy_timeout=2000"):
                await connection.execute_fetchall(f"PRAGMA {pragma}")
            return connection

        writer, durable = await one("NORMAL"), await one("FULL")
        return cls(writer, durable, [await one("NORMAL") for _ in range(cls.READERS)])

    @asynccontextmanager
    async def transaction(self, *, durable: bool = False) -> AsyncIterator[Tx]:
        connection = self._durable if durable else self._writer
        async with self._lock, _marked():
            try:
                await connection.execute_fetchall("BEGIN IMMEDIATE")
                yield _SqliteTx(connection)
                await connection.execute_fetchall("COMMIT")
            except BaseException as error:
                # Whoever is cancelled leaves the statement running in its thread; the rollback comes after it.
                await connection.rollback()
                if isinstance(error, aiosqlite.OperationalError):
                    raise Unavailable(str(error)) from error
                raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Tx]:
        connection = await self._readers.get()
        try:
            async with _marked():
                yield _SqliteTx(connection)
        except aiosqlite.OperationalError as error:
            raise Unavailable(str(error)) from error
        finally:
            self._readers.put_nowait(connection)

    async def close(self) -> None:
        for connection in self._all:
            await connection.close()


class _PostgresTx:
    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._statements = statements(POSTGRESQL)

    async def all(self, query: str, **params: Any) -> Sequence[Row]:
        statement = self._statements[query]
        rows: Sequence[Row] = await self._connection.fetch(statement.sql, *(params[name] for name in statement.order))
        return rows

    async def one(self, query: str, **params: Any) -> Row | None:
        rows = await self.all(query, **params)
        return rows[0] if rows else None

    async def run(self, query: str, **params: Any) -> None:
        await self.all(query, **params)

    async def many(self, query: str, rows: Sequence[Mapping[str, Any]]) -> None:
        statement = self._statements[query]
        if rows:
            await self._connection.executemany(statement.sql, [[row[name] for name in statement.order] for row in rows])


#: What passes by itself: a lost connection, a full disk, two transactions in each other's way.
TRANSIENT = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.TransactionRollbackError,
    asyncpg.OperatorInterventionError,
)


class PostgresDatabase:
    """A server: a pool of connections, READ COMMITTED; rows are locked by the queries that need it."""

    dialect = POSTGRESQL

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    @classmethod
    async def connect(cls, url: str) -> "PostgresDatabase":
        try:
            return cls(await asyncpg.create_pool(url, min_size=1, max_size=8))
        except (OSError, asyncpg.PostgresError) as error:
            raise Unavailable(str(error)) from error

    @asynccontextmanager
    async def transaction(self, *, durable: bool = False) -> AsyncIterator[Tx]:
        # PostgreSQL is on disk at every commit unless told otherwise, so `durable` changes nothing here.
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(self._pool.acquire())
                await stack.enter_async_context(_marked())
                await stack.enter_async_context(connection.transaction())
                yield _PostgresTx(connection)
            except TRANSIENT as error:
                raise Unavailable(str(error)) from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Tx]:
        try:
            async with self._pool.acquire() as connection, _marked():
                yield _PostgresTx(connection)
        except TRANSIENT as error:
            raise Unavailable(str(error)) from error

    async def close(self) -> None:
        await self._pool.close()


@asynccontextmanager
async def _marked() -> AsyncIterator[None]:
    token = inside.set(True)
    try:
        yield
    finally:
        inside.reset(token)


async def connect(url: str) -> Database:
    """Open `sqlite:///path` or `postgresql://…`; the schema must be there (migrations.apply). Raises Unavailable."""
    if url.startswith("sqlite:///"):
        path = url.removeprefix("sqlite:///")
        try:
            return await SqliteDatabase.connect(path)
        except aiosqlite.OperationalError as error:
            raise Unavailable(f"{path}: {error}") from error
    return await PostgresDatabase.connect(url)
