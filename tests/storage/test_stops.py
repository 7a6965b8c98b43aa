"""Who is told what of a cap, whatever comes in whatever order: everybody with a link, once, STOP before what is over."""

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desk import caps as rules_of_caps
from desk.letters import packing
from desk.links import Link
from desk.rules import Cap, Rules
from storage import chats, database, links, outbox, stops
from storage.database import Database, Tx
from tests import leads
from tests.storage.test_caps import LONG_AGO, NOW, limited, linked
from tests.storage.test_links import chat, partner

VALUE = 6
CHATS = (-1, -2, -3)
STEPS = st.lists(
    st.tuples(st.just("lead"), st.sampled_from(CHATS), st.integers(1, 4))
    | st.tuples(st.just("reject"), st.integers(1, 20), st.just(0))
    | st.tuples(st.just("approve"), st.integers(1, 20), st.just(0))
    | st.tuples(st.just("stop"), st.sampled_from(CHATS), st.just(0)),
    max_size=12,
)


class Model:
    """A partner with a flow and three chats, of which the second and third get their links when a lead comes by them."""

    def __init__(self, tx: Tx, rules: Rules) -> None:
        self.tx, self.rules = tx, rules
        self.links: dict[int, Link] = {}
        self.stopped: set[int] = set()
        self.status: dict[str, tuple[Link, str]] = {}

    async def begin(self) -> None:
        self.owner = await partner(self.tx)
        self.chats = {number: await chat(self.tx, number, self.owner) for number in CHATS}

    async def link(self, number: int) -> Link:
        if number not in self.links or number in self.stopped:
            self.links[number] = await linked(self.tx, self.owner, self.chats[number], len(self.status) * 10 - number)
            self.stopped.discard(number)
        return self.links[number]

    async def step(self, what: str, number: int, count: int) -> None:
        if what == "lead":
            link = await self.link(number)
            for _ in range(count):
                await self._becomes(f"{len(self.status) + 1:03}", link, "pending")
        elif what == "stop" and number in self.links:
            await self.tx.run("binding.stop_links", chat=self.chats[number].id, now=0)
            self.stopped.add(number)
        elif f"{number:03}" in self.status:
            link, _ = self.status[f"{number:03}"]
            await self._becomes(f"{number:03}", link, "rejected" if what == "reject" else "approved")

    async def _becomes(self, external: str, link: Link, status: str) -> None:
        self.status[external] = link, status
        await leads.put(self.tx, link, external, NOW, status=status)

    @property
    def used(self) -> int:
        return sum(status != "rejected" for _, status in self.status.values())

    async def look(self) -> list[tuple[int, str]]:
        """What was said until now, as (chat, step)."""
        for _ in range(2):  # the second time says nothing
            for window in await stops.look(self.tx, self.owner.id, "casino-x", self.rules, NOW):
                assert not [number for number in self.links if number not in self.stopped], window
        connection: Any = self.tx._connection  # type: ignore[attr-defined]
        rows = connection.execute("SELECT to_id, once FROM outbox WHERE once LIKE 'cap:%' ORDER BY id").fetchall()
        told = connection.execute("SELECT chat, MAX(step) FROM cap_told GROUP BY chat").fetchall()
        self.told = {row[0]: row[1] for row in told}
        return [(row[0], row[1].split(":")[3]) for row in rows]

    def check(self, said: list[tuple[int, str]]) -> None:
        assert len(set(said)) == len(said)
        live = [self.chats[number].id for number in self.links if number not in self.stopped]
        for place in live:
            heard = [step for to, step in said if to == place]
            steps = [int(step) for step in heard if step.isdigit()]
            due = rules_of_caps.reached(self.used, VALUE)
            assert steps == sorted(steps)
            assert not due or self.told[place] >= max(due)  # invariant 17: all who have a link, late ones too
            if any(step > rules_of_caps.STOP for step in steps):  # invariant 18
                assert str(rules_of_caps.STOP) in heard
                assert heard.index(str(rules_of_caps.STOP)) < heard.index(str(max(steps)))


async def test_a_chat_whose_link_comes_late_is_told_what_the_others_know_and_stop_comes_to_all(db: Database) -> None:
    """Invariants 15 to 18: one counter, each step once, STOP in every chat before anything is over."""
    rules = limited(Cap(value=VALUE))
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules, LONG_AGO - timedelta(days=1))
        model = Model(tx, rules)
        await model.begin()
        heard: list[tuple[int, str]] = []

        async def brings(number: int, count: int) -> list[tuple[int, str]]:
            """What is said when so many leads have come by that chat's link, as (chat, step)."""
            await model.step("lead", number, count)
            for _ in range(2):  # the second time says nothing
                await stops.look(tx, model.owner.id, "casino-x", rules, NOW)
            said = [one.letter for one in await outbox.load(tx, await outbox.open_ids(tx))]
            known = [(one.to.id, str(one.once).split(":")[3]) for one in said if str(one.once).startswith("cap:")]
            new = [one for one in known if one not in heard]
            assert len(known) == len(heard) + len(new)
            heard.extend(new)
            return sorted(new)

        one, two, three = (model.chats[number].id for number in CHATS)
        assert await brings(-1, 4) == [(one, "50")]
        assert await brings(-2, 0) == [(two, "50")]  # its link is new, the counter is not
        assert await brings(-2, 1) == [(one, "80"), (two, "80")]
        assert await brings(-3, 0) == [(three, "80")]  # the highest step alone
        assert await brings(-1, 1) == [(one, "100"), (two, "100"), (three, "100")]
        assert await brings(-2, 1) == [(one, "110"), (two, "110"), (three, "110")]


async def test_a_chat_that_is_anothers_by_now_is_not_named(db: Database) -> None:
    """Invariant 20: it brought its leads when it was this partner's."""
    rules = limited(Cap(value=VALUE))
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules, LONG_AGO - timedelta(days=1))
        model = Model(tx, rules)
        await model.begin()
        for number in CHATS:
            await model.step("lead", number, 1)
        await chats.bind(tx, model.chats[-3].id, (await partner(tx, "Beta")).id)
        await stops.look(tx, model.owner.id, "casino-x", rules, NOW)
        said = [one.letter for one in await outbox.load(tx, await outbox.open_ids(tx)) if one.letter.to.kind == "chat"]
        words = " ".join(packing.dump_params(one.params) for one in said)
        assert ["chat -1" in words, "chat -2" in words, "chat -3" in words] == [True, True, False]


@settings(max_examples=15)
@given(steps=STEPS)
def test_every_chat_with_a_link_is_told_once_and_stop_first(
    steps: list[tuple[str, int, int]], sqlite_template: Path, tmp_path_factory: Any
) -> None:
    """Invariants 15, 16, 17 and 18 over any story of leads, statuses, new links and stopped ones."""
    path = tmp_path_factory.mktemp("stops") / "desk.db"
    shutil.copy(sqlite_template, path)
    asyncio.run(_play(f"sqlite:///{path}", steps))


async def _play(url: str, steps: list[tuple[str, int, int]]) -> None:
    db = await database.connect(url)
    rules = limited(Cap(value=VALUE))
    async with db.transaction() as tx:
        await links.sync_terms(tx, rules, LONG_AGO - timedelta(days=1))
        model = Model(tx, rules)
        await model.begin()
        for what, number, count in steps:
            await model.step(what, number, count)
            model.check(await model.look())
            for link in model.links.values():
                version = await links.in_force(tx, model.owner, link.flow, NOW)
                assert await links.used(tx, link.flow, version, NOW, link.chat) == (model.used,)  # invariant 15
    await db.close()
