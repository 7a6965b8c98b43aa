"""Flood limits, injected faults, and what the journal says of them."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError

from sandbox import Chat, Person, Refusal, Sandbox
from sandbox.limits import Limits
from tests.sandbox.hand import TOKEN, HandClock, Raw


async def spend(bot: Bot, chat_id: int, count: int) -> int | None:
    """Send so many; the retry_after of the first refusal."""
    for _ in range(count):
        try:
            await bot.send_message(chat_id, "x")
        except TelegramRetryAfter as wait:
            return wait.retry_after
    return None


@pytest.fixture
def limits(clock: HandClock) -> Limits:
    return Limits(clock, on=True)


def wait(limits: Limits, chat_id: int, cost: int = 1, *, paid: bool = False) -> int:
    """Charge; the seconds to wait, 0 when allowed."""
    try:
        limits.charge(chat_id, cost, paid=paid)
    except Refusal as refusal:
        return int((refusal.parameters or {})["retry_after"])
    return 0


def test_a_private_chat_has_a_small_burst(limits: Limits, clock: HandClock) -> None:
    assert [wait(limits, 5) for _ in range(4)] == [0, 0, 0, 3]
    clock.advance(3)
    assert wait(limits, 5) == 0


def test_a_group_has_twenty_a_minute(limits: Limits, clock: HandClock) -> None:
    assert sum(wait(limits, -5) for _ in range(20)) == 0
    assert wait(limits, -5) == 60
    assert wait(limits, -6) == 0  # another group is free
    clock.advance(60)
    assert wait(limits, -5) == 0


def test_thirty_a_second_overall(limits: Limits, clock: HandClock) -> None:
    assert sum(wait(limits, chat) for chat in range(1, 31)) == 0
    assert wait(limits, 99) == 1
    assert wait(limits, 100, paid=True) == 1  # the refusal stands for all
    clock.advance(1)
    assert sum(wait(limits, chat, paid=True) for chat in range(200, 400)) == 0


def test_sending_meanwhile_makes_it_longer(limits: Limits, clock: HandClock) -> None:
    for _ in range(20):
        limits.charge(-5, 1)
    assert wait(limits, -5) == 60
    assert wait(limits, -5) == 60  # at once: it was under way already
    clock.advance(10)
    assert wait(limits, -5) == 100
    for _ in range(20):
        clock.advance(1)
        longest = wait(limits, -5)
    assert longest == 10_000


def test_many_copies_cost_many(limits: Limits) -> None:
    assert wait(limits, -5, 20) == 0
    assert wait(limits, -5) == 60
    assert Limits(limits.clock).charge(-5, 1000) is None  # switched off


async def test_many_copies_may_be_charged_as_one(bot: Bot, nina: Person, forum: Chat, sandbox: Sandbox) -> None:
    sandbox.limits.on = sandbox.limits.many_as_one = True
    m = [nina.write(str(i)).id for i in range(50)]
    assert len(await bot.copy_messages(forum.id, nina.id, m)) == 50
    assert await spend(bot, forum.id, 30) == 60
    copies = [call for call in sandbox.calls if call.status == 200]
    assert len(copies) == 20  # the fifty, and nineteen more


async def test_limits_over_http(bot: Bot, nina: Person, forum: Chat, sandbox: Sandbox, clock: HandClock) -> None:
    sandbox.limits.on = True
    assert await spend(bot, nina.id, 5) == 3
    m = [nina.write(str(i)) for i in range(15)]
    clock.advance(5)
    await bot.copy_messages(forum.id, nina.id, [x.id for x in m])
    await bot.create_forum_topic(forum.id, "topics cost too")
    assert await spend(bot, forum.id, 5) == 60
    assert sandbox.calls[-1].status == 429
    assert await bot.send_chat_action(forum.id, "typing")  # costs nothing


# --- faults ---


async def test_latency_is_in_the_clocks_time(bot: Bot, sandbox: Sandbox, clock: HandClock) -> None:
    sandbox.faults.set(latency=0.2)
    asking = asyncio.create_task(bot.get_me())
    await asyncio.sleep(0.02)
    assert not asking.done()
    clock.advance(0.2)
    assert (await asyncio.wait_for(asking, 1)).is_bot


async def test_errors_and_storms(bot: Bot, nina: Person, sandbox: Sandbox) -> None:
    sandbox.faults.set(error_500=1.0)
    with pytest.raises(TelegramServerError):
        await bot.send_message(nina.id, "x")
    sandbox.faults.set(error_500=0.0, storm_429=True)
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(nina.id, "x")
    assert await bot.get_updates()
    sandbox.faults.set(storm_429=False)
    assert await bot.send_message(nina.id, "x")


async def test_cut_before_and_after(bot: Bot, nina: Person, sandbox: Sandbox) -> None:
    sandbox.faults.set(cut_before=1.0)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(nina.id, "never")
    sandbox.faults.set(cut_before=0.0, cut_after=1.0)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(nina.id, "arrived")
    sandbox.faults.set(cut_after=0.0)
    assert [m.text for m in nina.sees()][1:] == ["arrived"]
    before, after = sandbox.calls
    assert (before.cut, before.message_ids, before.params["text"]) == ("before", (), "never")
    assert (after.cut, after.message_ids, after.text) == ("after", (nina.last().id,), "arrived")


async def test_an_outage(bot: Bot, nina: Person, sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    sandbox.faults.set(outage=True)
    with pytest.raises(TelegramNetworkError):
        await bot.get_updates()
    async with http.get("/sandbox/state") as response:  # the page lives on
        assert (await response.json())["faults"]["outage"] is True
    sandbox.faults.set(outage=False)
    assert await bot.get_updates()


async def test_a_poll_cut_after_processing_loses_nothing(bot: Bot, nina: Person, sandbox: Sandbox) -> None:
    sandbox.faults.set(cut_after=1.0)
    with pytest.raises(TelegramNetworkError):
        await bot.get_updates()
    sandbox.faults.set(cut_after=0.0)
    assert len(await bot.get_updates()) == 1


def test_chances_are_repeatable(sandbox: Sandbox) -> None:
    def rolls() -> list[bool]:
        sandbox.faults.set(seed=7)
        return [sandbox.faults.strikes(0.5) for _ in range(50)]

    assert rolls() == rolls()
    with pytest.raises(Refusal):
        sandbox.faults.set(gremlins=1)


# --- the journal ---


async def test_the_journal_tells_enough_to_count_losses(bot: Bot, nina: Person, forum: Chat, sandbox: Sandbox) -> None:
    topic = (await bot.create_forum_topic(forum.id, "T")).message_thread_id
    m = nina.write("hello")
    made = await bot.copy_message(forum.id, nina.id, m.id, message_thread_id=topic)
    call = sandbox.calls[-1]
    assert (call.method, call.status, call.cut) == ("copyMessage", 200, None)
    assert (call.chat_id, call.thread, call.message_ids) == (forum.id, topic, (made.message_id,))
    assert (call.source_chat, call.source_ids, call.text) == (nina.id, (m.id,), "hello")
    assert [c.seq for c in sandbox.calls] == [1, 2]


async def test_the_journal_may_be_capped(clock: HandClock) -> None:
    running = Sandbox(clock, calls_cap=2)
    for _ in range(5):
        running.journal.add("getMe", _nothing(), 200)
    assert [c.seq for c in running.calls] == [4, 5]


def _nothing():
    from sandbox.methods.params import Params

    return Params({})


async def test_unknown_methods_fail_loudly(raw: Raw, sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    assert (await raw("sendTelepathy", chat_id=1))["error_code"] == 404
    assert "sendTelepathy" in caplog.text
    assert caplog.records[-1].levelname == "ERROR"
    assert (sandbox.calls[-1].method, sandbox.calls[-1].status) == ("sendTelepathy", 404)


async def test_a_fault_of_the_sandbox_is_written_down(
    raw: Raw, nina: Person, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    sandbox.world.bot["telepathy"] = True  # aiogram knows no such field
    async with http.post(f"/bot{TOKEN}/getMe") as response:
        assert response.status == 500
    assert "telepathy" in sandbox.calls[-1].description
