"""The desk as a process, killed under traffic, once at random and once at the end; `make crash` does it fifty times."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash import run
from tests.crash.zygote import Zygote


@pytest.fixture(scope="module")
def zygote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    one = Zygote(tmp_path_factory.mktemp("zygote"))
    yield one
    one.close()


async def test_killed_under_traffic_nothing_is_lost(zygote: Zygote, tmp_path: Path, database_url: str) -> None:
    plan = run.Plan(
        kills=1,
        seed=4,
        database_url=database_url,
        partners=2,
        pace=30,
        lives=(0.2, 0.6),
        burst=10,
        faults=0.06,
        patience=30,
    )
    result = await run.run(plan, zygote, tmp_path)
    print(run.told(plan, result))
    assert not result.report.violations, zygote.said()[-3000:]
    assert all(one.delivered == one.written > 0 for one in result.report.directions.values())
