"""`python -m tests.soak`: a week of mixed traffic under faults on the whole desk; then everything is counted."""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
from pathlib import Path

import structlog

from storage import migrations
from tests.soak import count
from tests.soak.play import Plan


def main() -> int:
    """The exit status: 1 when anything was lost, leaked, out of order, or repeated without reason."""
    options = _options().parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory(prefix="partnerdesk-soak-") as folder:
        url = options.database or f"sqlite:///{Path(folder) / 'desk.db'}"
        migrations.apply(url)
        sizes = {name: getattr(options, name) for name in ("partners", "groups", "staff", "days", "messages")}
        plan = Plan(seed=options.seed, database_url=url, **sizes)
        report = asyncio.run(count.soak(plan))
    print(count.told(plan, report))
    return bool(report.violations)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    for name, number in (("partners", 200), ("groups", 60), ("staff", 20), ("messages", 600)):
        parser.add_argument(f"--{name}", type=int, default=number)
    parser.add_argument("--days", type=float, default=7)
    parser.add_argument("--database", help="the address of an empty database; a new SQLite file without it")
    return parser


if __name__ == "__main__":
    sys.exit(main())
