"""`python -m bot`: the desk, or without a token the sandbox with the desk in it; `check`, `migrate`, `sandbox`, `simulate`,
`verify`."""

import argparse
import asyncio
import contextlib
import gc
import importlib
import re
import sys
import tempfile
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot import check, deskfile, lazily, logs, verify
from bot import settings as environment
from bot.problem import BadFile
from bot.settings import Settings
from desk.errors import DeskError
from storage import migrations
from storage.database import Unavailable

if TYPE_CHECKING:  # imported late, so that `check` and `migrate` need not wait for aiogram
    from bot.app import Desk
    from sandbox import Sandbox
    from sandbox.demo import Demo

EXAMPLE = Path(__file__).parent.parent / "desk.example.yaml"
PAGE_PORT = 8090
TOKEN = "1:sandbox-" + "0" * 26  # of a bot that exists only there
COMMANDS = {
    "run": "the desk; without BOT_TOKEN, the sandbox (this is the default)",
    "check": "validate .env and desk.yaml",
    "migrate": "bring the database up to date",
    "sandbox": "the sandbox, whatever the token",
    "verify": "whether a file of evidence is whole: verify FILE",
    "simulate": "who would be called for a question: simulate PARTNER|default|new|vip [DAY] [TIME]",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 well, 2 something is to be put right first."""
    options = _options().parse_args(arguments)
    if options.command == "check":
        return check.main()
    if options.command == "verify":
        return verify.main(options.words)
    try:
        settings = environment.read()
        logs.set_up(settings.log_level, settings.log_format)
        if options.command == "migrate":
            return _migrate(settings)
        if options.command == "simulate":
            return _simulate(settings, options.words)
        if options.command == "sandbox" or settings.bot_token is None:
            return _serve(_sandbox(settings, options.port))
        return _serve(_desk(settings))
    except (BadFile, migrations.TooNew, Unavailable) as error:
        print(error, file=sys.stderr)
        return 2


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    words = "; ".join(f"{name}: {what}" for name, what in COMMANDS.items())
    parser.add_argument("command", nargs="?", default="run", choices=COMMANDS, help=words)
    parser.add_argument("words", nargs="*", help="of simulate: a partner or a ladder, and when; of verify: files")
    parser.add_argument("--port", type=int, default=PAGE_PORT, help="of the sandbox's page (default %(default)s)")
    return parser


def _migrate(settings: Settings) -> int:
    applied = migrations.apply(settings.database_url)
    print(f"applied: {', '.join(applied)}" if applied else "the database is up to date")
    return 0


def _simulate(settings: Settings, words: Sequence[str]) -> int:
    from bot import simulate

    try:
        print(re.sub(r"</?\w+>", "", asyncio.run(simulate.told(settings, list(words)))))
    except DeskError:
        print("Write: python -m bot simulate PARTNER [DAY] [TIME], as Alpha Media sat 23:40", file=sys.stderr)
        return 2
    return 0


def _serve(work: Coroutine[None, None, None]) -> int:
    load()
    from bot import intake

    try:
        with asyncio.Runner(loop_factory=event_loop) as runner:
            runner.run(work)
    except intake.WrongToken as error:
        print(f"Telegram does not know this bot ({error}). Copy BOT_TOKEN from BotFather once more.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    return 0


def load() -> None:
    """Import the desk. aiogram makes very many objects that stay: the collector leaves them alone from now on."""
    gc.disable()
    lazily.import_aiogram()
    importlib.import_module("bot.app")
    gc.freeze()
    gc.enable()


def event_loop() -> asyncio.AbstractEventLoop:
    """uvloop's, where it exists."""
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


async def _desk(settings: Settings) -> None:
    """The real thing: desk.yaml, the database, Telegram."""
    from bot.app import Desk
    from bot.clock import Clock

    rules = deskfile.read(settings.desk_file)
    migrations.apply(settings.database_url)
    desk = await Desk.open(settings, rules, Clock())
    try:
        await desk.run()
    finally:
        await desk.close()


async def _sandbox(settings: Settings, port: int) -> None:
    """A Telegram of our own with its page, and the desk in it, both on one clock that the page can move."""
    from bot.app import Desk
    from bot.clock import Clock
    from sandbox import Sandbox, demo

    clock = Clock()
    sandbox = Sandbox(clock, token=TOKEN, zone=settings.timezone)
    people = demo.build(sandbox.world, staff_started=True)
    await _open(sandbox, port)
    with tempfile.TemporaryDirectory(prefix="partnerdesk-", ignore_cleanup_errors=True) as folder:
        inside = _inside(settings, sandbox, people, folder)
        migrations.apply(inside.database_url)
        desk = await Desk.open(inside, deskfile.read(inside.desk_file), clock)
        await _fill(desk, people)
        await _track(desk, sandbox)
        print(f"\n  partnerdesk sandbox: {sandbox.url}\n\n  Stop it with Ctrl+C.\n", flush=True)
        try:
            await desk.run()
        finally:
            await desk.close()
            await sandbox.stop()


async def _open(sandbox: "Sandbox", port: int) -> None:
    try:
        await sandbox.start(port=port)
    except OSError:  # somebody has that port
        await sandbox.start(port=0)


def _inside(settings: Settings, sandbox: "Sandbox", people: "Demo", folder: str) -> Settings:
    """The settings of a desk that lives in the sandbox; of the real ones only the language, the zone and desk.yaml stay."""
    return settings.model_copy(
        update={
            "bot_token": SecretStr(TOKEN),
            "bot_api_url": sandbox.url,
            "database_url": f"sqlite:///{folder}/sandbox.db",
            "desk_file": settings.desk_file if settings.desk_file.exists() else EXAMPLE,
            "head_ids": (people.oleg.id,),
            "staff_chat_id": (people.staff.id,),
            "http_port": 0,
        }
    )


async def _fill(desk: "Desk", people: "Demo") -> None:
    from bot.demo import seed

    boris = people.boris
    names = {one.id: (one.first_name, one.username or "", one.zone) for one in people.desk}
    contact = (boris.id, boris.first_name, boris.username or "")
    since = desk.clock.now() - timedelta(days=90)  # nobody of them is new any more
    await seed(desk.db, names, since, partner="Alpha Media", contact=contact)


async def _track(desk: "Desk", sandbox: "Sandbox") -> None:
    """The sandbox's tracker calls the desk."""
    from bot.demo import connect
    from desk import platforms

    secret = await connect(desk.db, desk.clock.now())
    sandbox.tracked = lambda: platforms.address(desk.base, "demo", secret, "affise")


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(main())
