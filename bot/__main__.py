"""`python -m bot`: the desk, or without a token the sandbox with the desk in it; `check`, `migrate`, `sandbox`."""

import argparse
import asyncio
import contextlib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import structlog
from pydantic import SecretStr

from bot import check, deskfile, logs
from bot import settings as environment
from bot.problem import BadFile
from bot.settings import Settings
from storage import migrations
from storage.database import Unavailable

log = structlog.get_logger()
EXAMPLE = Path(__file__).parent.parent / "desk.example.yaml"
PAGE_PORT = 8090
TOKEN = "1:sandbox-" + "0" * 26  # of a bot that exists only there  # noqa: S105


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 well, 1 a failure on the way, 2 something to be put right first."""
    options = _options().parse_args(arguments)
    if options.command == "check":
        return check.main()
    try:
        settings = environment.read()
        logs.set_up(settings.log_level, settings.log_format)
        if options.command == "migrate":
            return _migrate(settings)
        if options.command == "sandbox" or settings.bot_token is None:
            return _serve(_sandbox(settings, options.port))
        return _serve(_desk(settings))
    except (BadFile, migrations.TooNew, Unavailable) as error:
        print(error, file=sys.stderr)
        return 2


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = {
        "run": "the desk; without BOT_TOKEN, the sandbox (this is the default)",
        "check": "validate .env and desk.yaml",
        "migrate": "bring the database up to date",
        "sandbox": "the sandbox, whatever the token",
    }
    parser.add_argument(
        "command",
        nargs="?",
        default="run",
        choices=commands,
        help="; ".join(f"{name}: {what}" for name, what in commands.items()),
    )
    parser.add_argument("--port", type=int, default=PAGE_PORT, help="of the sandbox's page (default %(default)s)")
    return parser


def _serve(work: object) -> int:
    from bot.intake import WrongToken

    try:
        runner = _runner()
        with runner:
            runner.run(work)  # type: ignore[arg-type]
    except WrongToken as error:
        print(f"Telegram does not know this bot ({error}). Copy BOT_TOKEN from BotFather once more.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    return 0


def _runner() -> asyncio.Runner:
    try:
        import uvloop
    except ImportError:
        return asyncio.Runner()
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


def _migrate(settings: Settings) -> int:
    applied = migrations.apply(settings.database_url)
    print(f"applied: {', '.join(applied)}" if applied else "the database is up to date")
    return 0


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
    from sandbox import Sandbox
    from sandbox import demo as stage

    clock = Clock()
    sandbox = Sandbox(clock, token=TOKEN, zone=settings.timezone)
    people = stage.build(sandbox.world, staff_started=True)
    await _start(sandbox, port)
    with tempfile.TemporaryDirectory(prefix="partnerdesk-", ignore_cleanup_errors=True) as folder:
        inside = settings.model_copy(
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
        migrations.apply(inside.database_url)
        desk = await Desk.open(inside, deskfile.read(inside.desk_file), clock)
        await _seed(desk, people)
        print(f"\n  partnerdesk sandbox: {sandbox.url}\n\n  Stop it with Ctrl+C.\n", flush=True)
        try:
            await desk.run()
        finally:
            await desk.close()
            await sandbox.stop()


async def _start(sandbox: object, port: int) -> None:
    from sandbox import Sandbox

    assert isinstance(sandbox, Sandbox)
    try:
        await sandbox.start(port=port)
    except OSError:
        await sandbox.start(port=0)


async def _seed(desk: object, people: object) -> None:
    from bot.app import Desk
    from bot.demo import Colleague, seed
    from sandbox.demo import Demo

    assert isinstance(desk, Desk) and isinstance(people, Demo)
    roles = {people.sasha: "sub", people.zhenya: "sub", people.vera: "senior", people.maria: "manager", people.oleg: "head"}
    staff = [
        Colleague(user_id=one.id, name=one.first_name, username=one.username or "", role=role, zone=one.zone)  # type: ignore[arg-type]
        for one, role in roles.items()
    ]
    boris = people.boris
    await seed(
        desk.db, staff, desk.clock.now(), partner="Alpha Media", contact=(boris.id, boris.first_name, boris.username or "")
    )


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(main())
