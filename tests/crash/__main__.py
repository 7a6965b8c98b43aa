"""`python -m tests.crash --kills 50`: kill the desk again and again under traffic and faults, and count what was lost."""

import argparse
import asyncio
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from storage import migrations
from tests.crash import run
from tests.crash.zygote import Zygote

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


def main() -> int:
    """The exit status: 1 when anything was lost, out of order, or repeated without reason."""
    options = _options().parse_args()
    with tempfile.TemporaryDirectory(prefix="partnerdesk-crash-") as name:
        folder = Path(name)
        zygote = Zygote(folder)
        with _database(options.database, folder) as url:
            migrations.apply(url)
            plan = run.Plan(kills=options.kills, seed=options.seed, database_url=url)
            try:
                result = asyncio.run(run.run(plan, zygote, folder))
            finally:
                zygote.close()
        print(run.told(plan, result))
        if result.report.violations or options.log:
            log = options.log or Path("data/crash.log")
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text(zygote.said(), "utf-8")
    return bool(result.report.violations)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument(
        "--log", type=Path, help="where to write what the desks said (data/crash.log when anything is wrong)"
    )
    return parser


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'crash.db'}"
        return
    name = f"partnerdesk_crash_{os.getpid()}"
    with psycopg.connect(POSTGRES, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    try:
        yield POSTGRES.rsplit("/", 1)[0] + f"/{name}"
    finally:
        with psycopg.connect(POSTGRES, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


if __name__ == "__main__":
    sys.exit(main())
