"""A chat is told of its own partner alone, however often it changes hands (PRODUCT 12; affiliate.md 8.2: 20)."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from bot import deskfile
from bot.receipts import Outcome, Receipts
from desk import links as rules_of_links
from desk import publishing
from desk.chats import Chat
from desk.guard import Seen
from desk.letters import packing
from desk.letters.letter import Source
from desk.letters.letter import chat as to_chat
from desk.links import Link
from desk.people import Partner, Staff
from desk.publishing import Wish
from desk.terms import Scope
from desk.waiting import Case
from scheduler import terms as sweeps
from storage import announcing, binding, chats, conversations, guard, links, outbox, people, showings, stops
from storage.database import Database, Tx
from tests import leads
from tests.stories.harness import EXAMPLE

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
RULES = deskfile.read(EXAMPLE)
BOSS = Staff(id=1, user_id=7, name="Boss", username=None, role="head", reach="ok")
NAMES = ("Alpha", "Beta")


class Town:
    """Two partners with terms of their own, three groups of which each may be anybody's or nobody's, and what is said."""

    def __init__(self, tx: Tx, dice: Random) -> None:
        self.tx, self.dice, self.now = tx, dice, NOW
        self.receipts, self.number = Receipts(lambda: RULES), 0

    async def begin(self) -> None:
        await links.sync_terms(self.tx, RULES, NOW - timedelta(days=9))
        self.partners = {}
        for name in NAMES:
            self.partners[name] = await people.add_partner(self.tx, name, None, NOW - timedelta(days=9), "new")
            await self.agrees(self.partners[name], 4)
        self.groups = [await chats.add(self.tx, -n, "group", f"room {n}", None, "ru") for n in (1, 2, 3)]
        for group, name in zip(self.groups, ("Alpha", "Alpha", "Beta"), strict=True):
            await binding.bind(self.tx, group, self.partners[name].id, "Boss", RULES, self.now)
            await self.named(group.id, name)

    async def agrees(self, partner: Partner, value: int) -> None:
        """Terms with a condition by which they are known, announced where they are to be."""
        book, scope = await links.book(self.tx, partner, "casino-x"), Scope(offer="casino-x", partner=partner.id)
        body = publishing.base(book.versions, scope, "new", self.now).body
        cap = body.terms.caps[0].model_copy(update={"value": value})
        agreed = body.terms.model_copy(update={"caps": (cap,), "kpi": (f"{partner.name} KPI",)})
        wish = Wish(scope=scope, body=replace(body, terms=agreed))
        if wish.body == body:
            return
        at = publishing.begins(book.versions, "new", wish, self.now, RULES.terms.notice)
        number = await links.next_number(self.tx, "casino-x")
        await links.keep(self.tx, publishing.publish(book.versions, wish, at, number, self.now))
        await announcing.look_over(self.tx, partner, "casino-x", RULES, self.now, self.now)

    async def named(self, group: int, name: str) -> None:
        """A room is called after whose it is."""
        await chats.retitle(self.tx, group, f"{name} room {group}")

    async def room(self) -> tuple[Chat, Partner | None]:
        chat = await chats.by_id(self.tx, self.dice.choice(self.groups).id)
        assert chat is not None
        return chat, await people.partner(self.tx, chat.partner) if chat.partner else None

    async def link(self, chat: Chat, owner: Partner) -> Link:
        flow = await links.flow(self.tx, chat, "casino-x", "KZ", "FB")
        version = await links.in_force(self.tx, owner, flow, self.now)
        self.number += 1
        token = rules_of_links.token(self.number.to_bytes(16, "big"))
        return (await links.issue(self.tx, chat, flow, version, token, 7, self.now))[0]

    # --- what happens ---

    async def moves(self, chat: Chat, owner: Partner | None) -> None:
        """To the other partner, to nobody, or back to somebody."""
        to = self.dice.choice([*self.partners.values(), None])
        case = await conversations.case(self.tx, await conversations.of_chat(self.tx, chat), RULES, self.now)
        if owner is None and to is not None:
            await binding.bind(self.tx, chat, to.id, "Boss", RULES, self.now)
        elif owner is not None and isinstance(case, Case) and to is None:
            await binding.unbind(self.tx, case, BOSS, self.now)
        elif owner is not None and isinstance(case, Case) and to is not None and to.id != owner.id:
            await binding.move(self.tx, case, to, BOSS, RULES, self.now)
        else:
            return
        await self.named(chat.id, to.name if to else "Nobody")

    async def takes(self, chat: Chat, owner: Partner | None) -> None:
        """A link, with its card."""
        offer = RULES.offer("casino-x")
        if owner is not None and offer is not None:
            link = await self.link(chat, owner)
            version = await links.in_force(self.tx, owner, link.flow, self.now)
            card = await showings.card(self.tx, chat, link, offer, version, self.now)
            await outbox.add(self.tx, [card], self.now)

    async def drives(self, chat: Chat, owner: Partner | None) -> None:
        """Leads, more than the cap bears."""
        for link in await links.of_chat(self.tx, chat):
            for _ in range(self.dice.randint(1, 3)):
                self.number += 1
                await leads.put(self.tx, link, f"{self.number:05}", self.now)

    async def asks(self, chat: Chat, owner: Partner | None) -> None:
        """/terms."""
        if owner is not None:
            await outbox.add(self.tx, await showings.first_terms(self.tx, chat, RULES, self.now), self.now)

    async def pastes(self, chat: Chat, owner: Partner | None) -> None:
        """A link, of whomever."""
        for other in self.partners.values():
            for flow in await links.flows_of(self.tx, other.id):
                self.number += 1
                seen = [Seen(url="x", offers=("casino-x",), tokens=(), flow=flow.id, partner=other.id)]
                by = {"user": 5, "name": "Ivan", "ours": False}
                paste = guard.Paste(source=Source(chat=chat.tg_id, message=self.number), by=by, seen=seen)
                await guard.pasted(self.tx, chat, paste, RULES, self.now)

    async def changes(self, chat: Chat, owner: Partner | None) -> None:
        """The terms of somebody."""
        partner, scope = self.dice.choice(list(self.partners.values())), Scope(offer="casino-x")
        book = await links.book(self.tx, partner, "casino-x")
        if publishing.pending(book.versions, replace(scope, partner=partner.id), self.now) is None:
            await self.agrees(partner, self.dice.randint(2, 6))

    async def looks(self, chat: Chat, owner: Partner | None) -> None:
        """Some time passes, and the desk looks at everything."""
        self.now += timedelta(minutes=self.dice.choice((1, 20, 600)))
        await sweeps.sweep(self.tx, RULES, self.now)
        for partner in self.partners.values():
            await stops.look(self.tx, partner.id, "casino-x", RULES, self.now)

    async def arrives(self, chat: Chat, owner: Partner | None) -> None:
        """What waits for that chat is shown there."""
        for queued in await outbox.load(self.tx, await outbox.open_ids(self.tx)):
            if queued.letter.to == to_chat(chat.id):
                self.number += 1
                sent = Outcome(queued=queued, at=self.now, chat=chat.tg_id, messages=(self.number,), fate="sent")
                await self.receipts.settle(self.tx, sent)

    # --- what must hold ---

    async def check(self) -> None:
        """Nothing that waits for a chat names another partner, its terms, or its rooms."""
        for queued in await outbox.load(self.tx, await outbox.open_ids(self.tx)):
            letter = queued.letter
            if letter.to.kind != "chat":
                continue
            chat = await chats.by_id(self.tx, letter.to.id)
            assert chat is not None
            words = packing.dump_params(letter.params)
            for name, partner in self.partners.items():
                if chat.partner != partner.id:
                    assert name not in words, (letter.key, words)


ACTS: tuple[Callable[[Town, Chat, Partner | None], Awaitable[None]], ...] = (
    Town.moves,
    Town.takes,
    Town.takes,
    Town.drives,
    Town.drives,
    Town.arrives,
    Town.asks,
    Town.pastes,
    Town.changes,
    Town.looks,
)


async def test_a_chat_that_changes_hands_is_told_of_its_partner_alone(db: Database) -> None:
    async with db.transaction() as tx:
        town = Town(tx, Random(1))
        await town.begin()
        for _ in range(30):
            chat, owner = await town.room()
            await town.dice.choice(ACTS)(town, chat, owner)
            await town.check()
