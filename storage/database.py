"""One database, two dialects: transactions, and queries called by the name they have in queries/*.sql."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

import aiosql
import asyncpg
from aiosql.adapters.asyncpg import AsyncPGAdapter
from aiosql.adapters.sqlite3 import SQLite3Adapter

QUERIES = Path(__file__).parent / "queries"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
KEPT = 600  # statements that stay prepared on a connection: every named query, with room

#: Whether the running task is inside a transaction; the Telegram client refuses to speak while it is (DESIGN 3.3).
inside: ContextVar[bool] = ContextVar("inside_transaction", default=False)

Row = Mapping[str, Any]
Result = TypeVar("Result")


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

    async def scan(self, query: str, **params: Any) -> Sequence[Row]:
        """Every row of a query that may read very many: everybody else goes on meanwhile."""
        ...

    async def many(self, query: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """The same change for each of rows."""
        ...

    def undone(self) -> AbstractAsyncContextManager[None]:
        """`async with`: what is changed within is read there, and undone at the end."""
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
    adapter: Any = AsyncPGAdapter() if dialect == POSTGRESQL else SQLite3Adapter()
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
    """Statements run where they are asked for: on this file each takes some microseconds, a thread's turn several times that."""

    def __init__(self, connection: sqlite3.Connection, thread: Executor) -> None:
        self._connection, self._thread = connection, thread
        self._statements = statements(SQLITE)

    async def all(self, query: str, **params: Any) -> Sequence[Row]:
        return self._rows(query, params)

    def _rows(self, query: str, params: Row) -> Sequence[Row]:
        return self._connection.execute(self._statements[query].sql, params).fetchall()

    async def one(self, query: str, **params: Any) -> Row | None:
        rows = await self.all(query, **params)
        return rows[0] if rows else None

    async def run(self, query: str, **params: Any) -> None:
        await self.all(query, **params)

    async def scan(self, query: str, **params: Any) -> Sequence[Row]:
        return await _in(self._thread, lambda: self._rows(query, params))

    async def many(self, query: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self._connection.executemany(self._statements[query].sql, rows)

    @asynccontextmanager
    async def undone(self) -> AsyncIterator[None]:
        self._connection.execute("SAVEPOINT undone")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK TO undone")
            self._connection.execute("RELEASE undone")


class SqliteDatabase:
    """One file: one writer at a time (BEGIN IMMEDIATE), separate readers, write-ahead log (DESIGN 4, ADR 7)."""

    dialect = SQLITE
    BUSY = 2.0  # seconds for which another process may hold the file

    def __init__(self, path: str) -> None:
        """Raises sqlite3.OperationalError where there is no such place."""
        self._lock = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, "sqlite")
        self._writer, self._durable, self._reader = (
            _sqlite(path, sync=sync, checkpoint=pages)
            for sync, pages in (("NORMAL", 4000), ("FULL", 1000), ("NORMAL", 0))
        )

    @asynccontextmanager
    async def transaction(self, *, durable: bool = False) -> AsyncIterator[Tx]:
        connection = self._durable if durable else self._writer
        await asyncio.sleep(0)  # between two transactions everybody else has a turn
        async with self._lock, _marked():
            try:
                await self._begin(connection)
                yield _SqliteTx(connection, self._thread)
                if durable:
                    await _in(self._thread, connection.commit)  # the loop does not wait for the disk
                else:
                    connection.commit()
            except BaseException as error:
                # Whoever is cancelled leaves a statement running in the thread; the rollback comes after it.
                await _in(self._thread, connection.rollback)
                if isinstance(error, sqlite3.OperationalError):
                    raise Unavailable(str(error)) from error
                raise

    async def _begin(self, connection: sqlite3.Connection) -> None:
        """At once; where another process is writing, the thread waits for it."""
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:  # its kinds differ in the higher bits
                raise
            await _in(self._thread, lambda: _patiently(connection, self.BUSY))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Tx]:
        try:
            async with _marked():
                yield _SqliteTx(self._reader, self._thread)
        except sqlite3.OperationalError as error:
            raise Unavailable(str(error)) from error

    async def close(self) -> None:
        self._thread.shutdown()
        for connection in (self._writer, self._durable, self._reader):
            connection.close()


def _sqlite(path: str, *, sync: str, checkpoint: int) -> sqlite3.Connection:
    """A connection of its own to that file; checkpoint: after how many pages it tidies the log, 0 never."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, cached_statements=KEPT, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    settings = ("journal_mode=WAL", f"synchronous={sync}", f"wal_autocheckpoint={checkpoint}", "foreign_keys=ON")
    _waiting(connection, SqliteDatabase.BUSY)
    for pragma in settings:
        connection.execute(f"PRAGMA {pragma}")
    _waiting(connection, 0)
    return connection


def _waiting(connection: sqlite3.Connection, seconds: float) -> None:
    connection.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")


def _patiently(connection: sqlite3.Connection, seconds: float) -> None:
    """Begin when whoever writes has finished; raises OperationalError after that time."""
    _waiting(connection, seconds)
    try:
        connection.execute("BEGIN IMMEDIATE")
    finally:
        _waiting(connection, 0)


async def _in(thread: Executor, call: Callable[[], Result]) -> Result:
    return await asyncio.get_running_loop().run_in_executor(thread, call)


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

    async def scan(self, query: str, **params: Any) -> Sequence[Row]:
        return await self.all(query, **params)

    async def many(self, query: str, rows: Sequence[Mapping[str, Any]]) -> None:
        statement = self._statements[query]
        if rows:
            await self._connection.executemany(statement.sql, [[row[name] for name in statement.order] for row in rows])

    @asynccontextmanager
    async def undone(self) -> AsyncIterator[None]:
        savepoint = self._connection.transaction()
        await savepoint.start()
        try:
            yield
        finally:
            await savepoint.rollback()


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
    POOL = 8

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    @classmethod
    async def connect(cls, url: str) -> "PostgresDatabase":
        try:
            return cls(
                await asyncpg.create_pool(
                    url, statement_cache_size=KEPT, min_size=1, max_size=cls.POOL, reset=_as_it_is
                )
            )
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


async def _as_it_is(connection: object) -> None:
    """No query leaves anything behind in its session, so nothing is set back: that would be one more way there and back."""


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
            return SqliteDatabase(path)
        except sqlite3.OperationalError as error:
            raise Unavailable(f"{path}: {error}") from error
    return await PostgresDatabase.connect(url)
