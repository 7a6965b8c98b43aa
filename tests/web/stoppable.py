"""`python -m tests.web.stoppable`: the sandbox, and in it a desk that SIGUSR1 kills and SIGUSR2 begins anew on the same database."""

import asyncio
import signal
import tempfile
from contextlib import suppress

from bot import __main__ as program
from bot import deskfile
from bot.app import Desk
from bot.clock import Clock
from bot.settings import Settings
from sandbox import Sandbox, demo
from storage import migrations


async def main() -> None:
    clock, settings = Clock(), Settings(_env_file=None)
    sandbox = Sandbox(clock, token=program.TOKEN, zone=settings.timezone)
    people = demo.build(sandbox.world, staff_started=True)
    await sandbox.start(port=0)
    stop, begin = asyncio.Event(), asyncio.Event()
    for number, event in ((signal.SIGUSR1, stop), (signal.SIGUSR2, begin)):
        asyncio.get_running_loop().add_signal_handler(number, event.set)
    with tempfile.TemporaryDirectory() as folder:
        inside = program._inside(settings, sandbox, people, folder)
        migrations.apply(inside.database_url)
        desk = await Desk.open(inside, deskfile.read(inside.desk_file), clock)
        await program._fill(desk, people)
        print(f"sandbox: {sandbox.url}", flush=True)
        while True:
            await _until(desk, stop)
            print("stopped", flush=True)
            await begin.wait()
            begin.clear()
            desk = await Desk.open(inside, deskfile.read(inside.desk_file), clock)


async def _until(desk: Desk, stop: asyncio.Event) -> None:
    """Let the desk work until it is to stop: without a farewell, so that its lease runs out by itself."""
    work = asyncio.create_task(desk.run())
    await stop.wait()
    stop.clear()
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work
    await desk.telegram.close()
    await desk.db.close()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        program.load()
        asyncio.run(main())
