"""From the command to readiness, what that costs in memory, and which imports it goes to (DESIGN 6, rows 8 and 9)."""

import os
import resource
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import filled
from tests.bench.pipe import ROOT, Program
from tests.bench.stage import TOKEN
from tests.bench.table import Row

PATIENCE = 60.0
IMPORT = 2.5  # seconds of processor for aiogram's import on the machine of the budgets (DESIGN 6)


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds of processor and of time until ready, and MB held then."""

    cpu: float
    seconds: float
    memory: float


def measure(folder: Path, megabytes: int, repeats: int) -> tuple[list[Row], float]:
    """Starts on an empty and on a large database beside the import of aiogram alone; and what that import holds, in MB."""
    large = folder / "large.db"
    filler = filled.Filler(f"sqlite:///{large}")
    filled.ballast(filler, megabytes)
    filler.close()
    stage = Program("tests.bench.stage", "0", "1")
    alone, empty, full = [], [], []
    try:
        for i in range(repeats):
            alone.append(_alone())
            empty.append(_start(stage, folder / f"empty{i}.db"))
            full.append(_start(stage, large))
    finally:
        stage.stop()
    import_ = median(one.cpu for one in alone)
    held = median(one.memory for one in alone)
    size = f"{large.stat().st_size / 1e6:,.0f} MB"
    large.unlink()
    return [
        _row("start to ready, empty database, over aiogram's own import", empty, import_, 1),
        _row(f"start to ready, database of {size}, over aiogram's own import", full, import_, 2),
        Row(
            what="memory, idle, over aiogram's own import",
            values=[one.memory - held for one in empty],
            unit="MB",
            target=40,
            note=f"aiogram's import alone: {held:.0f} MB",
        ),
    ], held


def slowness() -> float:
    """How many times as long as for the budgets everything takes here and now."""
    return min(_alone().cpu for _ in range(2)) / IMPORT


def _row(what: str, starts: list[Start], alone: float, target: float) -> Row:
    values = [one.cpu - alone for one in starts]
    note = f"CPU; in time {median(one.seconds for one in starts):.1f} s in all; the import alone {alone:.2f} s CPU"
    return Row(what=what, values=values, unit="s", target=target, note=note)


def _alone() -> Start:
    command = "import aiogram, sys, os; print(os.popen(f'ps -o rss= -p {os.getpid()}').read()); sys.stdout.flush()"
    used, began = _children(), time.perf_counter()
    said = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True).stdout
    return Start(_children() - used, time.perf_counter() - began, int(said) / 1024)


def _start(stage: Program, database: Path) -> Start:
    port = _free_port()
    environment = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": stage.said["url"],
        "HEAD_IDS": str(stage.said["head"]),
        "STAFF_CHAT_ID": str(stage.said["forum"]),
        "DATABASE_URL": f"sqlite:///{database}",
        "DESK_FILE": str(ROOT / "desk.example.yaml"),
        "HTTP_PORT": str(port),
        "LOG_LEVEL": "ERROR",
    }
    used, began = _children(), time.perf_counter()
    desk = subprocess.Popen([sys.executable, "-m", "bot"], cwd=ROOT, env={**os.environ, **environment})
    try:
        seconds = _ready(port, began)
        memory = int(subprocess.check_output(["ps", "-o", "rss=", "-p", str(desk.pid)])) / 1024
    finally:
        desk.kill()  # nothing more is used than was until now
        desk.wait()
    return Start(_children() - used, seconds, memory)


def _ready(port: int, began: float) -> float:
    while (now := time.perf_counter() - began) < PATIENCE:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1):
                return now
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise TimeoutError("never ready")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def imports(rows: int = 10) -> str:
    """The packages whose modules take longest to import, and how long, in ms; aiogram's own come with it anyway."""
    theirs = set(_import_times("import aiogram"))
    spent: Counter[str] = Counter()
    for module, took in _import_times("import bot.app, bot.deskfile, storage.migrations").items():
        if module not in theirs:
            spent[module.partition(".")[0]] += took
    total = sum(spent.values())
    told = "\n".join(f"  {name:<28}{took / 1000:8.0f}" for name, took in spent.most_common(rows))
    return f"imports that aiogram does not bring, by package, ms (all: {total / 1000:.0f}):\n{told}"


def _import_times(command: str) -> dict[str, int]:
    run = [sys.executable, "-X", "importtime", "-c", command]
    said = subprocess.run(run, check=True, capture_output=True, text=True, cwd=ROOT).stderr
    lines = [line.removeprefix("import time:").split("|") for line in said.splitlines() if line.count("|") == 2]
    return {name.strip(): int(own) for own, _, name in lines if own.strip().isdigit()}
