"""The sandbox in a process of its own, with partners who write and staff who answer, and a stopwatch."""

import asyncio
import contextlib
import sys
import time
from collections import defaultdict, deque
from typing import Any

from bot.clock import Clock
from sandbox import Message, Person, Sandbox
from sandbox import demo as people
from sandbox.journal import Call
from tests.bench import pipe
from tests.bench.pipe import Json

TOKEN = "1:sandbox-" + "0" * 26
SHOWS = ("copyMessage", "copyMessages", "sendMessage")
PATIENCE = 60.0  # seconds without any arrival
FIRST = 10_000  # the first partner's id


class Stage:
    """Every message ends in a number of its own; it has arrived when another chat, or its own, shows that number."""

    def __init__(self, ahead: float, partners: int) -> None:
        clock = Clock()
        clock.advance(ahead)
        self.sandbox = Sandbox(clock, token=TOKEN, validate=False, calls_cap=100)
        self.demo = people.build(self.sandbox.world, staff_started=True)
        person = self.sandbox.world.person
        self.partners = [person(f"P{i}", username=f"p{i}", language="en", id=FIRST + i) for i in range(partners)]
        for one in self.partners:
            one.start()
        self.sandbox.world.queue.confirm(self.sandbox.world.queue.next_id)
        self._deaf = {one.id for one in self.demo.desk}
        self._topics: dict[int, int] = {}
        self._number = 0
        self._left: dict[int, tuple[float, int]] = {}  # by number: when it was written, and by whom
        self._order: dict[int, deque[int]] = defaultdict(deque)
        self.took: list[float] = []
        self.disorder = 0
        self._next: Any = None
        self._arrived = asyncio.Event()
        self._called = asyncio.Event()
        add = self.sandbox.journal.add

        def noted(*arguments: Any, **how: Any) -> None:
            add(*arguments, **how)
            for one in self.sandbox.journal.singly(self.sandbox.journal.calls[-1]):
                self._see(one)
            self._called.set()

        self.sandbox.journal.add = noted  # type: ignore[method-assign]

    def _see(self, call: Call) -> None:
        if call.method not in SHOWS or call.status != 200 or call.chat_id in self._deaf:
            return
        number = int(tail) if (tail := call.text.rpartition("#")[2]).isdigit() else 0
        written, person = self._left.pop(number, (0.0, 0))
        if not written:
            return
        self.took.append(time.perf_counter() - written)
        if call.thread and call.source_chat is not None:
            self._topics[call.source_chat] = call.thread
        queue = self._order[person]
        self.disorder += queue[0] != number
        queue.remove(number)
        self._arrived.set()
        if self._next is not None:
            asyncio.get_running_loop().call_soon(self._next, person)

    def write(self, person: Person, **where: Any) -> Message:
        """One more message."""
        self._number += 1
        self._left[self._number] = (time.perf_counter(), person.id)
        self._order[person.id].append(self._number)
        return person.write(f"When is the payout for October due? #{self._number}", **where)

    async def all_arrived(self) -> None:
        """Wait until nothing is on its way. Raises TimeoutError."""
        while self._left:
            self._arrived.clear()
            await asyncio.wait_for(self._arrived.wait(), PATIENCE)

    async def burst(self, count: int) -> None:
        """So many at once, over all partners in turn."""
        for i in range(count):
            self.write(self.partners[i % len(self.partners)])
        await self.all_arrived()

    async def closed(self, count: int, width: int) -> None:
        """`width` always on their way, until `count` have arrived: whoever has been shown writes the next."""
        left = count - width

        def another(person: int) -> None:
            nonlocal left
            if left > 0:
                left -= 1
                self.write(self.partners[person - FIRST])

        self._next = another
        for i in range(width):
            self.write(self.partners[i % len(self.partners)])
        await self.all_arrived()
        self._next = None

    async def paced(self, count: int, rate: float, back: bool) -> None:
        """At a steady rate, partners in turn; with `back`, every second message is an answer in the topic before."""
        began, sasha = time.perf_counter(), self.demo.sasha
        for i in range(count):
            await asyncio.sleep(max(0.0, began + i / rate - time.perf_counter()))
            partner = self.partners[i // 2 % len(self.partners)]
            if back and i % 2 and partner.id in self._topics:
                self.write(sasha, chat=self.demo.staff, topic=self._topics[partner.id])
            else:
                self.write(partner)
        await self.all_arrived()

    async def links(self, count: int, whole: bool = True) -> None:
        """Partners take links, one after the other: `/link`, three buttons, and the card is there; or only its last step."""
        for i in range(count):
            await asyncio.sleep(0.25)
            partner = self.partners[i % len(self.partners)]
            began = time.perf_counter()
            asked = partner.write("/link").id
            for choice in ("link:o:casino-x", "link:g:", "link:s:"):
                button = await self._button(partner, asked, choice)
                began = began if whole else time.perf_counter()
                partner.press_nowait(*button)
            await self._button(partner, asked, "accept:")
            self.took.append(time.perf_counter() - began)

    async def _button(self, person: Person, after: int, start: str) -> tuple[Message, str]:
        """The message after that one with a button whose data begins so, as soon as there is one, and the button's text."""
        chat = self.sandbox.world.chats[person.id]
        while True:
            for message in (one for number, one in chat.messages.items() if number > after):
                for button in (button for row in message.keyboard for button in row):
                    if button.get("callback_data", "").startswith(start):
                        return message, button["text"]
            self._called.clear()
            await asyncio.wait_for(self._called.wait(), PATIENCE)

    async def answer(self, asked: Json) -> Json:
        """Do what is asked; gives how long everything and each message took, and how many came out of order."""
        do = asked.pop("do")
        self.took, self.disorder = [], 0
        began, used = time.perf_counter(), pipe.cpu()
        with contextlib.suppress(TimeoutError):
            await getattr(self, do)(**asked)
        return {
            "seconds": time.perf_counter() - began,
            "took": self.took,
            "cpu": pipe.cpu() - used,
            "lost": len(self._left),
            "disorder": self.disorder,
        }


async def main() -> None:
    """Open the stage; the arguments are how far the clock is ahead, and how many partners there are."""
    stage = Stage(float(sys.argv[1]), int(sys.argv[2]))
    await stage.sandbox.start()
    demo = stage.demo
    staff = {str(one.id): (one.first_name, one.username, one.zone) for one in demo.desk}
    first = {
        "url": stage.sandbox.url,
        "forum": demo.staff.id,
        "head": demo.oleg.id,
        "staff": staff,
        "partners": [(one.id, one.first_name, one.username) for one in stage.partners],
    }
    await pipe.serve(first, stage.answer)


if __name__ == "__main__":
    asyncio.run(main())
