"""A process with the desk imported, which forks a new desk in milliseconds whenever it is told to."""

import gc
import json
import os
import signal
import socket
import sys
import traceback
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from bot import __main__ as program
from bot import app
from bot.pace import UNLIMITED
from handlers import routers
from storage.database import POSTGRESQL, SQLITE, statements


class Zygote:
    """Forks `python -m bot` with an environment of one's choice. Make it where no event loop runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        ours, theirs = socket.socketpair()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of forking with threads: none is used in the child
            self._pid = os.fork()
        if self._pid == 0:
            ours.close()
            _serve(theirs)
        theirs.close()
        self._link = ours
        self._answers = ours.makefile("r")

    def start(self, environment: Mapping[str, str], *words: str, name: str = "desk", paced: bool = False) -> int:
        """A new desk; its process id. What it says is in `said(name)`."""
        log = self._folder / f"{name}.log"
        return self._ask(
            {"words": words or ("run",), "environment": dict(environment), "log": str(log), "paced": paced}
        )

    def kill(self, pid: int) -> None:
        """SIGKILL, and come back when the process is gone."""
        os.kill(pid, signal.SIGKILL)
        self.wait(pid)

    def wait(self, pid: int) -> int:
        """The exit status of a process that ends; minus the signal that killed it."""
        return self._ask({"wait": pid})

    def said(self, name: str = "desk") -> str:
        """Everything the desks of that name have written to their output."""
        log = self._folder / f"{name}.log"
        return log.read_text("utf-8") if log.exists() else ""

    def close(self) -> None:
        """End it, and every desk that still runs."""
        self._answers.close()
        self._link.close()
        os.waitpid(self._pid, 0)

    def _ask(self, order: dict[str, Any]) -> int:
        self._link.sendall(json.dumps(order).encode() + b"\n")
        answer: int = json.loads(self._answers.readline())
        return answer


def _serve(link: socket.socket) -> NoReturn:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    routers()
    for dialect in (SQLITE, POSTGRESQL):
        statements(dialect)
    gc.collect()
    gc.freeze()
    alive: set[int] = set()
    for line in link.makefile("r"):
        order = json.loads(line)
        if "wait" in order:
            answer = os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1])
            alive.discard(order["wait"])
        else:
            answer = os.fork()
            if answer == 0:
                link.close()
                _become(order)
            alive.add(answer)
        link.sendall(json.dumps(answer).encode() + b"\n")
    for pid in alive:
        os.kill(pid, signal.SIGKILL)
    os._exit(0)


def _become(order: dict[str, Any]) -> NoReturn:
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for number in (1, 2):
            os.dup2(log, number)
        sys.stdout = sys.stderr = os.fdopen(1, "w", buffering=1, encoding="utf-8")
        os.chdir(Path(order["log"]).parent)  # no .env there
        os.environ.update(order["environment"])
        if not order["paced"]:
            app.Limits = lambda: UNLIMITED
        status = program.main(order["words"])
    except BaseException:  # noqa: BLE001 - this is the end of the process; whatever it was is written down
        traceback.print_exc()
    os._exit(status)
