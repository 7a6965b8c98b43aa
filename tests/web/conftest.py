"""One sandbox with the desk in it, and one browser; pages whose errors are failures."""

import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests import needs
from tests.web.columns import Columns

ROOT = Path(__file__).parents[2]
SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
OURS = ("BOT_", "DESK_", "HEAD_", "STAFF_", "DATABASE_", "HTTP_", "LOG_")  # settings of whoever runs the tests
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}


class Output:
    """What a process prints, read as it comes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.lines: list[str] = []
        self.process = process
        self._new: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, args=(process,))
        self._reader.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or ():
            self.lines.append(line)
            self._new.put(line)
        self._new.put("")

    def find(self, pattern: str) -> str:
        """The first group of the first line that fits, within a minute."""
        while line := self._new.get(timeout=60):
            if found := re.search(pattern, line):
                return found[1]
        raise AssertionError("the sandbox ended:\n" + "".join(self.lines))

    def end(self) -> None:
        self._reader.join(10)


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Output]:
    """`python -m bot sandbox` on a free port."""
    with serving(tmp_path_factory.mktemp("sandbox"), "-m", "bot", "sandbox", "--port", "0") as output:
        yield output


@contextmanager
def serving(folder: Path, *command: str) -> Iterator[Output]:
    """A sandbox, away from anybody's .env and desk.yaml."""
    needs.browser()
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=surroundings | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "LOG_LEVEL": "WARNING"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        output = Output(process)
        try:
            yield output
        finally:
            process.terminate()
            output.end()
    assert "Traceback" not in "".join(output.lines), "".join(output.lines)


@pytest.fixture(scope="module")
def browser(sandbox: Output) -> Iterator[Browser]:
    """Opened while the sandbox begins."""
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=needs.browser(), args=SWITCHES.split())
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(sandbox: Output, browser: Browser) -> str:
    return sandbox.find(r"sandbox: (http://\S+)")


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Callable[..., Columns]]:
    """Opens the page at what its address says; whatever goes wrong on it fails the test."""
    wrong: list[str] = []
    contexts = []

    def at(hash: str, *, narrow: bool = False) -> Columns:
        context = browser.new_context(
            viewport=NARROW if narrow else WIDE,
            has_touch=narrow,
            is_mobile=narrow,
            base_url=address,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type in {"error", "warning"} else None)
        page.goto(f"{address}/#{hash}")
        return Columns(page)

    yield at
    for context in contexts:
        context.close()
    assert not wrong
