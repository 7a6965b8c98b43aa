"""Plain SQL migrations, one folder a dialect, applied at start under yoyo's lock."""

import os
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from yoyo import get_backend, read_migrations
from yoyo.backends.base import DatabaseBackend
from yoyo.exceptions import LockTimeout

HERE = Path(__file__).parent


class TooNew(Exception):
    """The database was made by a newer program; its message names the unknown migrations."""


def apply(url: str) -> list[str]:
    """Bring the schema at `url` up to date, give the names applied now. Raises TooNew, touching nothing."""
    dialect = "sqlite" if url.startswith("sqlite:") else "postgresql"
    if dialect == "sqlite":
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    known = read_migrations(str(HERE / dialect))
    backend = get_backend(url if dialect == "sqlite" else _psycopg(url))
    try:
        _refuse_newer(backend, {migration.hash for migration in known})
        if not backend.to_apply(known):
            return []
        return _apply(backend, known)
    finally:
        backend.connection.close()


def _apply(backend: DatabaseBackend, known: object) -> list[str]:
    try:
        with backend.lock(timeout=30):
            return _apply_locked(backend, known)
    except LockTimeout:
        # The holder was killed in the middle: its transaction is gone, only the lock row stayed.
        if not _locker_is_dead(backend):
            raise
        backend.break_lock()
        with backend.lock():
            return _apply_locked(backend, known)


def _apply_locked(backend: DatabaseBackend, known: object) -> list[str]:
    todo = backend.to_apply(known)
    names = [migration.id for migration in todo]
    with redirect_stdout(StringIO()):  # SQLite answers an ALTER TABLE with an empty table, which yoyo prints
        backend.apply_migrations(todo)
    return names


def _locker_is_dead(backend: DatabaseBackend) -> bool:
    row = backend.execute("SELECT pid FROM yoyo_lock").fetchone()
    try:
        os.kill(row[0], 0) if row else None
    except ProcessLookupError:
        return True
    return False


def _refuse_newer(backend: DatabaseBackend, known: set[str]) -> None:
    if "_yoyo_migration" not in backend.list_tables():
        return
    rows = backend.execute("SELECT migration_id, migration_hash FROM _yoyo_migration").fetchall()
    unknown = sorted(str(row[0]) for row in rows if row[1] not in known)
    if unknown:
        raise TooNew(
            f"this database was made by a newer partnerdesk (it has {', '.join(unknown)}, unknown here); "
            "install that version, or restore the backup made before the upgrade"
        )


def _psycopg(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(("postgresql+psycopg", *parts[1:]))
