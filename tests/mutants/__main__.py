"""Mutation testing of the rules that decide when: `make mutants`, or `python -m tests.mutants calendars`.

Each mutant gets a process of its own, forked after the tests were collected, and the tests run in it until one fails. A
mutant that survives is either explained in docs/mutants.md (it changes nothing that can be seen) or a test is missing.
"""

import argparse
import importlib
import inspect
import os
import re
import resource
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutants import mutate
from tests.mutants.mutate import Mutant


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A module, the tests (quickest first) that should notice what is wrong in it, and functions that are left alone."""

    module: str
    tests: tuple[str, ...]
    without: tuple[str, ...] = ()


TARGETS = {
    "calendars": Target(module="desk.calendars", tests=("calendars",)),
    "ladder": Target(  # what next_action does
        module="desk.ladder", tests=("ladder", "timelines", "promise_fold"), without=("explain", "simulate", "_later")
    ),
}
EXPLAINED = Path("docs/mutants.md")
PATIENCE = 3  # times what the tests take of the processor without a mutant; more is a loop, and so is noticed
MEMORY = 4 << 30  # bytes
FAILED, SURVIVED = 1, 0


class Mutants:
    """A plugin of pytest: instead of running the tests once, run them for each mutant."""

    def __init__(self, target: Target, jobs: int) -> None:
        self.module, self.without, self.jobs = importlib.import_module(target.module), target.without, jobs
        self.survivors: list[str] = []
        self.tried = 0
        self.limit = resource.RLIM_INFINITY  # seconds of the processor for the tests of one mutant

    def pytest_sessionstart(self) -> None:
        import hypothesis  # pytest wants to be the first to import it

        once = hypothesis.settings(
            parent=hypothesis.settings(), phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate)
        )
        hypothesis.settings.register_profile("mutants", once)  # what fails needs no shrinking
        hypothesis.settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        _, status, used = os.wait4(self._start(session, None), 0)
        if _status(status) != SURVIVED:
            raise pytest.UsageError("the tests fail without any mutant")
        self.limit = int(PATIENCE * used.ru_utime) + 2
        running: dict[int, Mutant] = {}
        for mutant in mutate.mutants(inspect.getsource(self.module), self.module.__file__ or ""):
            if mutant.function in self.without:
                continue
            if len(running) == self.jobs:
                self._settle(running)
            running[self._start(session, mutant)] = mutant
        while running:
            self._settle(running)
        return True

    def _settle(self, running: dict[int, Mutant]) -> None:
        child, status = os.wait()
        self.tried += 1
        if _status(status) == SURVIVED:
            self.survivors.append(running[child].name)
            print(f"  survived: {running[child].name}", flush=True)
        del running[child]

    def _start(self, session: pytest.Session, mutant: Mutant | None) -> int:
        child = os.fork()
        if child:
            return child
        session.config.pluginmanager.unregister(name="terminalreporter")  # silence
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (self.limit, self.limit))
        if mutant is not None:
            _apply(self.module, mutant)
        os._exit(FAILED if _fails(session) else SURVIVED)


def _status(status: int) -> int:
    return FAILED if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _fails(session: pytest.Session) -> bool:
    for item, after in zip(session.items, [*session.items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed:
            return True
    return False


def _apply(module: ModuleType, mutant: Mutant) -> None:
    owner, _, name = mutant.function.rpartition(".")
    if not owner:
        exec(mutant.code, vars(module))
        return
    names = dict(vars(module))
    exec(mutant.code, names)
    setattr(getattr(module, owner), name, names[name])


def _explained(target: str) -> set[str]:
    """The survivors that the page explains: the first cell of each row of the table under the target's heading."""
    page = EXPLAINED.read_text("utf-8") if EXPLAINED.exists() else ""
    section = re.search(rf"^## {target}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return set(re.findall(r"^\| `(.+?)` \|", section[1], re.MULTILINE)) if section else set()


def run(target: str, jobs: int) -> bool:
    """Try every mutant of a target; print and return whether each one was noticed or is explained."""
    mutants = Mutants(TARGETS[target], jobs)
    files = [f"tests/desk/test_{test}.py" for test in TARGETS[target].tests]
    if pytest.main(["-q", "-p", "no:cacheprovider", *files], plugins=[mutants]) != pytest.ExitCode.OK:
        return False
    explained, survivors = _explained(target), set(mutants.survivors)
    print(f"{target}: {mutants.tried} mutants, {mutants.tried - len(mutants.survivors)} noticed,", end=" ")
    print(f"{len(survivors & explained)} survivors explained")
    for one in sorted(survivors - explained):
        print(f"  survived: {one}")
    for one in sorted(explained - survivors):
        print(f"  explained, but noticed or gone: {one}")
    return survivors == explained


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Change the rules in small ways, and see whether a test notices.")
    parser.add_argument(
        "targets", nargs="*", default=[*TARGETS], help=f"of {', '.join(TARGETS)}; all, if none is named"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    results = [run(target, chosen.jobs) for target in chosen.targets]
    sys.exit(not all(results))
