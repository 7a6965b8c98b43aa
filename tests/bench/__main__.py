"""`make bench`: every budget of DESIGN 6, measured and printed beside its target; ratios, for machines differ."""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.bench import calling, capacity, filled, guarding, relay, starting, sweeping, year
from tests.bench.table import Row, head, line

SUBJECTS = ("start", "relay", "tick", "late", "due", "digest", "guard", "year", "capacity", "postbacks", "imports")
SCENES = ("closed", "burst", "talk")
Place = Callable[[str], AbstractContextManager[str]]


def main() -> None:
    """Measure what was asked for."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="partnerdesk-bench-", ignore_cleanup_errors=True) as folder:
        place = filled.postgres if options.postgresql else _files(Path(folder))
        if options.profile:
            with place("profile") as url:
                print(relay.profile(options.profile, url, options.by))
            return
        slowness = starting.slowness()
        print(head(slowness), flush=True)
        for row in _rows(options, Path(folder), place):
            print(line(row, slowness), flush=True)
    if "imports" in options.only:
        print(f"\n{starting.imports()}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", choices=SUBJECTS, default=SUBJECTS, metavar="SUBJECT", help=", ".join(SUBJECTS)
    )
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL (TEST_POSTGRES_URL) instead of SQLite")
    parser.add_argument("--quick", action="store_true", help="100,000 conversations instead of 1,000,000")
    parser.add_argument("--full", action="store_true", help="the whole year, and a database of 1 GB")
    parser.add_argument("--repeats", type=int, default=3, help="of what is short (default %(default)s)")
    parser.add_argument("--profile", choices=SCENES, help="instead: where the desk's time goes when relaying")
    parser.add_argument("--by", choices=("tottime", "cumtime"), default="tottime", help="order of the profile")
    return parser.parse_args()


def _files(folder: Path) -> Place:
    @contextmanager
    def place(name: str) -> Iterator[str]:
        path = folder / f"{name}.db"
        yield f"sqlite:///{path}"
        for one in folder.glob(f"{name}.db*"):
            one.unlink()

    return place


def _rows(options: argparse.Namespace, folder: Path, place: Place) -> Iterator[Row]:
    only: Sequence[str] = options.only
    held = 0.0
    if "start" in only:
        rows, held = starting.measure(folder, 1000 if options.full else 100, options.repeats)
        yield from rows
    if "relay" in only:
        with place("relay") as url:
            yield from relay.measure(url, options.repeats, held)
    if "tick" in only:
        with place("few") as few, place("many") as many:
            yield from sweeping.tick((few, many), 100_000 if options.quick else 1_000_000, options.repeats)
    for every in (1, 5) if "late" in only else ():
        with place("late") as url:
            yield from sweeping.lateness(url, 100_000 if options.quick else 1_000_000, every)
    if "due" in only:
        with place("due") as url:
            yield from sweeping.due(url, options.repeats)
    if "digest" in only:
        with place("digest") as url:
            yield from sweeping.digest(url, 100_000)
    if "year" in only:
        yield from year.measure(options.full)
    yield from _others(options, folder, place)


def _others(options: argparse.Namespace, folder: Path, place: Place) -> Iterator[Row]:
    """The rest."""
    only: Sequence[str] = options.only
    if "guard" in only:
        yield from guarding.measure(options.repeats)
    if "capacity" in only:
        with _files(folder)("capacity") as url:
            yield from capacity.measure(url)
    if "postbacks" in only:
        with place("postbacks") as url:
            yield from calling.measure(url, options.repeats)


if __name__ == "__main__":
    main()
