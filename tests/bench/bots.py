"""What is measured against the sandbox, each in a process of its own: the desk, aiogram echoing, and a bare loop."""

import asyncio
import cProfile
import io
import json
import pstats
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import __main__ as program
from tests.bench import pipe
from tests.bench.pipe import Json

ROOT = Path(__file__).parents[2]


async def desk(stage: Json, how: Json) -> None:
    """The whole desk without limits, on the database given."""
    from pydantic import SecretStr

    program.load()
    from bot import deskfile, logs
    from bot.app import Desk
    from bot.clock import Clock
    from bot.pace import UNLIMITED
    from bot.settings import Settings
    from storage import migrations

    logs.set_up("ERROR", "console")
    settings = Settings(
        bot_token=SecretStr(how["token"]),
        bot_api_url=stage["url"],
        head_ids=(stage["head"],),
        staff_chat_id=(stage["forum"],),
        database_url=how["database"],
        desk_file=ROOT / "desk.example.yaml",
        http_port=0,
    )
    migrations.apply(settings.database_url)
    clock = Clock()
    clock.advance(how["ahead"])
    desk = await Desk.open(settings, deskfile.read(settings.desk_file), clock, limits=UNLIMITED)
    await _people(desk, stage)
    await desk.tick()
    asyncio.get_running_loop().create_task(desk.run())


async def _people(desk: Any, stage: Json) -> None:
    """The staff of the stage, and its partners, met long ago."""
    from bot.demo import ROLES
    from desk.people import Contact
    from storage import chats, people

    long_ago = desk.clock.now() - timedelta(days=90)
    async with desk.db.transaction() as tx:
        number: dict[str, int] = {}
        for user_id, (name, username, zone) in stage["staff"].items():
            role = ROLES[int(user_id)]
            number[role] = await people.add_staff(
                tx, int(user_id), name, username, role, long_ago, locale="ru", zone=zone, reach="ok"
            )
        for user_id, name, username in stage["partners"]:
            partner = await people.add_partner(tx, name, number["manager"], long_ago, tier="verified")
            person = Contact(user_id=user_id, partner=partner.id, name=name, username=username, locale="en")
            await people.add_contact(tx, person)
            await chats.add(tx, user_id, "private", name, partner.id, "en")


async def echo(stage: Json, how: Json) -> None:
    """Aiogram alone: its usual loop, one handler, every message copied to where it came from."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def on_message(message: Message) -> None:
        await message.copy_to(message.chat.id)

    bot = Bot(how["token"], session=AiohttpSession(api=TelegramAPIServer.from_base(stage["url"])))
    asyncio.get_running_loop().create_task(dispatcher.start_polling(bot, handle_signals=False))


async def bare(stage: Json, how: Json) -> None:
    """The least that can be done: ask, copy. What it takes is the time of Telegram itself and of the wire."""
    import aiohttp

    session = aiohttp.ClientSession()

    async def call(method: str, **params: Any) -> Any:
        async with session.post(f"{stage['url']}/bot{how['token']}/{method}", json=params) as response:
            return json.loads(await response.read())["result"]

    async def copy(message: Json) -> None:
        chat = message["chat"]["id"]
        await call("copyMessage", chat_id=chat, from_chat_id=chat, message_id=message["message_id"])

    async def loop() -> None:
        offset, copies = 0, set()
        while True:
            for update in await call("getUpdates", offset=offset, timeout=25):
                offset = update["update_id"] + 1
                if "text" in update.get("message", ()):
                    task = asyncio.ensure_future(copy(update["message"]))
                    copies.add(task)
                    task.add_done_callback(copies.discard)

    asyncio.get_running_loop().create_task(loop())


BOTS: dict[str, Callable[[Json, Json], Awaitable[None]]] = {"desk": desk, "echo": echo, "bare": bare}


class Measured:
    """Answers what the process has used, and, under the profiler, where."""

    def __init__(self) -> None:
        self._profile: cProfile.Profile | None = None

    async def answer(self, asked: Json) -> Json:
        if asked["do"] == "profile":
            self._profile = cProfile.Profile()
            self._profile.enable()
        if asked["do"] == "profiled" and self._profile is not None:
            self._profile.disable()
            told = io.StringIO()
            pstats.Stats(self._profile, stream=told).sort_stats(asked["by"]).print_stats(asked["rows"])
            return {"text": told.getvalue()}
        return {"cpu": pipe.cpu(), "peak": pipe.peak()}


async def main() -> None:
    """Run the bot named by the first argument, as the second and third say in JSON."""
    name, stage, how = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
    await BOTS[name](stage, how)
    await pipe.serve({"ready": name}, Measured().answer)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=program.event_loop) as runner:  # the loop on which the desk runs
        runner.run(main())
