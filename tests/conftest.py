"""Both databases for every test that asks for one, and a clock that only moves when it is moved.

What takes long to import is imported where it is used: the process that only hands out the tests needs none of it.
"""

import asyncio
import gc
import logging
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import closing
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from storage.database import Database

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
LONG = ("tests/web/", "tests/test_", "tests/stories/")  # a browser, processes, the whole bot


def pytest_configure(config: pytest.Config) -> None:
    """Whoever runs tests prepares for them."""
    if config.getoption("dist", "no") == "no":
        _prepare()


def _prepare() -> None:
    import hypothesis
    import structlog

    from bot import lazily

    # The same examples in every run, so that a red test is red for everybody; a slow machine is no failure.
    hypothesis.settings.register_profile("desk", deadline=None, derandomize=True, database=None, max_examples=20)
    hypothesis.settings.load_profile("desk")

    # Plain tracebacks: the library's own drawing of every local in every frame takes seconds.
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    gc.disable()  # what is imported stays: looking through it again and again would be a fifth of the start
    lazily.import_aiogram()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first, so that no process is left waiting for them at the end."""
    items.sort(key=lambda item: next((at for at, part in enumerate(LONG) if item.nodeid.startswith(part)), len(LONG)))


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The loop on which the desk runs."""
    from bot import __main__ as program

    return {"desk": program.event_loop}


def pytest_collection_finish() -> None:
    """The garbage collector leaves alone what has been imported."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000, 20, 100)


def pytest_sessionfinish() -> None:
    """One look for what nobody has closed; pytest alone would take five."""
    gc.collect()
    gc.freeze()


def _postgres_url(name: str) -> str:
    return POSTGRES.rsplit("/", 1)[0] + f"/{name}"


def _by_file(url: str, folder: str) -> str:
    """The same database by the server's socket file, where that opens: a question and its answer take a quarter less."""
    import psycopg

    before, _, name = url.rpartition("/")
    near = f"{before.rpartition('@')[0]}@/{name}?host={folder}"
    try:
        psycopg.connect(near, connect_timeout=3).close()
    except psycopg.OperationalError:
        return url
    return near


def _no_postgres() -> str | None:
    import psycopg

    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return f"no PostgreSQL at {POSTGRES}: {error}".splitlines()[0]
    return None


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    from storage import migrations

    path = tmp_path_factory.mktemp("template") / "desk.db"
    migrations.apply(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A migrated, empty PostgreSQL database of this test process; skipped, or failed in CI, where there is none."""
    import psycopg

    from storage import migrations

    missing = _no_postgres()
    if missing:
        if os.environ.get("REQUIRE_POSTGRES") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    name = f"partnerdesk_test_{WORKER}_{os.getpid()}"
    with psycopg.connect(POSTGRES, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}"')
        admin.execute(f'CREATE DATABASE "{name}"')
        admin.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')  # the disk is not what is tested
        (folders,) = admin.execute("SHOW unix_socket_directories").fetchone() or ("",)
    url = _by_file(_postgres_url(name), folders.partition(",")[0])
    migrations.apply(url)
    yield url
    with psycopg.connect(POSTGRES, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


#: Makes a function that empties every table and begins its numbers anew; on tables this small, faster than TRUNCATE.
EMPTYING = """
DO $$ BEGIN EXECUTE format('CREATE FUNCTION empty() RETURNS void LANGUAGE plpgsql SET session_replication_role = replica AS %L',
  'BEGIN '
  || (SELECT string_agg(format('DELETE FROM %I; ', tablename), '') FROM pg_tables
      WHERE schemaname = 'public' AND tablename NOT LIKE '%yoyo%')
  || (SELECT string_agg(format('PERFORM setval(%L, 1, false); ', sequencename), '') FROM pg_sequences
      WHERE schemaname = 'public')
  || 'END');
END $$
"""


@pytest.fixture(scope="session")
def emptying(postgres_url: str) -> Iterator[Callable[[], str]]:
    """Empties that database, through a connection of its own, and gives its address."""
    import psycopg

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(EMPTYING)

        def empty() -> str:
            connection.execute("SELECT empty()")
            return postgres_url

        yield empty


@pytest.fixture(scope="session")
def emptied(sqlite_template: Path) -> Iterator[Callable[[], str]]:
    """Empties one SQLite file and gives its address: to copy a file and to open it takes longer."""
    path = shutil.copy(sqlite_template, sqlite_template.with_name("emptied.db"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%yoyo%'")
        script = "".join(f"DELETE FROM {name};" for (name,) in tables)

        def empty() -> str:
            connection.executescript(f"BEGIN IMMEDIATE; {script} COMMIT")
            return f"sqlite:///{path}"

        yield empty


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty, migrated database: SQLite, then PostgreSQL."""
    url: str = request.getfixturevalue("emptied" if request.param == "sqlite" else "emptying")()
    return url


@pytest.fixture(scope="session")
async def connecting() -> AsyncIterator[Callable[[str], Awaitable["Database"]]]:
    """Opens a database whose connections the next test goes on with; a commit does not wait for the disk."""
    from storage import database

    known: dict[str, Database] = {}
    really, file = database.connect, database._sqlite

    async def stays() -> None:
        """The next test goes on with it."""

    async def connect(url: str) -> "Database":
        if url not in known:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(database, "_sqlite", lambda path, **settings: file(path, **settings | {"sync": "OFF"}))
                known[url] = await really(url)
        shared = copy(known[url])
        vars(shared)["close"] = stays
        return shared

    yield connect
    for one in known.values():
        await one.close()


@pytest.fixture
async def db(database_url: str, connecting: Callable[[str], Awaitable["Database"]]) -> "Database":
    """An open, empty database: SQLite, then PostgreSQL."""
    return await connecting(database_url)
