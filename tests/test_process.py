"""The desk as a process: Telegram out of reach, a wrong token, two desks on one database (PRODUCT 11, 12)."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.clock import Clock
from sandbox import Sandbox
from sandbox import demo as stage
from tests.crash.town import TOKEN
from tests.crash.zygote import Zygote

EXAMPLE = Path(__file__).parents[1] / "desk.example.yaml"
PATIENCE = 30  # seconds, on a machine that is busy
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def zygote(tmp_path: Path) -> Iterator[Zygote]:
    one = Zygote(tmp_path)
    yield one
    one.close()


def environment(url: str, database_url: str, token: str = TOKEN) -> dict[str, str]:
    return {
        "BOT_TOKEN": token,
        "BOT_API_URL": url,
        "DATABASE_URL": database_url,
        "DESK_FILE": str(EXAMPLE),
        "HEAD_IDS": "604",
        "STAFF_CHAT_ID": "-1001000000600",
        "HTTP_PORT": "0",
    }


async def until(holds: Callable[[], bool], what: str) -> None:
    for _ in range(PATIENCE * 50):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(what)


@on_sqlite
async def test_a_wrong_token_is_said_and_ends_it(zygote: Zygote, database_url: str) -> None:
    sandbox = Sandbox(Clock(), token=TOKEN)
    await sandbox.start()
    pid = zygote.start(environment(sandbox.url, database_url, token="1:another-" + "0" * 26))
    assert await asyncio.to_thread(zygote.wait, pid) == 2
    await sandbox.stop()
    assert "Telegram does not know this bot (Unauthorized). Copy BOT_TOKEN from BotFather once more." in zygote.said()


@on_sqlite
async def test_telegram_out_of_reach_is_waited_for(zygote: Zygote, database_url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    pid = zygote.start(environment(f"http://127.0.0.1:{port}", database_url))
    await until(lambda: "telegram_away" in zygote.said(), "nothing was said")
    assert str(port) in zygote.said()
    sandbox = Sandbox(Clock(), token=TOKEN)
    people = stage.build(sandbox.world)
    people.oleg.start()
    await sandbox.start(port=port)
    await until(lambda: bool(people.oleg.sees()[1:]), "the head was not answered")
    assert not sandbox.pending()
    zygote.kill(pid)
    await sandbox.stop()


async def test_of_two_desks_one_stands_by_and_takes_over(zygote: Zygote, database_url: str) -> None:
    sandbox = Sandbox(Clock(), token=TOKEN)
    people = stage.build(sandbox.world)
    await sandbox.start()
    first = zygote.start(environment(sandbox.url, database_url), name="first")
    await until(lambda: "open" in zygote.said("first"), "the first did not begin")
    second = zygote.start(environment(sandbox.url, database_url), name="second")
    await until(lambda: "standby" in zygote.said("second"), "the second does not stand by")
    people.oleg.start()
    await until(lambda: bool(people.oleg.sees()[1:]), "the first does not work")
    zygote.kill(first)
    people.oleg.write("/help")
    await until(lambda: len(people.oleg.sees()) >= 4, "the second does not take over")
    assert "epoch" in zygote.said("second")
    zygote.kill(second)
    await sandbox.stop()
    refused = {call.status for call in sandbox.calls} - {0, 200, 409}
    assert not refused
