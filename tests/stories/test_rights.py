"""Who may do what, where: every command and every button for every role, as a table (PRODUCT 10).

Each cell is an update that the whole bot handles (intake, dispatcher, middlewares, handlers, storage), in a transaction that is
taken back: so one world serves all of them.
"""

import ast
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from aiogram.types import Update

from bot.middlewares import Marked
from desk.commands import COMMANDS
from desk.errors import DeskError
from desk.letters.letter import Letter, Toast
from desk.people import Contact
from desk.rosters import Absence, Swap
from sandbox import Chat, Person
from sandbox.model import Member
from storage import approvals, chats, conversations, imports, inbox, links, members, outbox, people, roster, sources
from storage.inbox import Update as Stored
from tests.stories.harness import MONDAY_NOON, ROOT, Story
from tests.stories.test_conversation import TOPIC, over

Rows = tuple[tuple[str, str, str], ...]

#: The columns of the table.
ROLES = ("stranger", "contact", "other", "sub", "senior", "own", "manager", "head", "nobody")

#: Refusals by the words that stand for them in the table.
SHORT = {
    "topic-anonymous": "anonymous",
    "link-anonymous": "anonymous-link",
    "group-bound-already": "bound",
    "digest-refused": "digest",
    "command-elsewhere": "elsewhere",
    "link-foreign": "foreign",
    "link-accept-staff": "staff-read",
    "extend-theirs": "not-taken",
    "snooze-long": "long",
    "wake-nothing": "awake",
    "hand-over-nobody": "to-nobody",
    "hand-over-over": "not-asked",
    "form-invite-partner": "form",
    "heads-only": "heads",
    "staff-invite-heads": "invite-heads",
    "staff-invite-refused": "invite-refused",
    "staff-invite-which": "invite-which",
    "staff-list-refused": "list",
    "release-nobody": "nobody",
    "tool-own": "own",
    "tool-role": "role",
    "setup-head": "setup",
    "topic-not-staff": "staff",
    "button-stale": "stale",
    "link-stranger": "stranger",
    "link-topic-only": "topic-only",
    "unknown-command": "unknown",
    "unknown-command-near": "near",
    "delete-which": "which",
    "why-elsewhere": "why",
    "wizard-stale": "wizard",
}

#: Place, command, and what becomes of it for each role. `+`: it is done. `>`: it goes to the topic, as any message of a partner.
#: `.`: nothing. Else it is refused. The last role, an anonymous administrator, is none in private.
#: `group` is bound to the partner of `contact` and `own`, `free` to nobody; `topic` is that of `contact`'s private chat.
WRITTEN: Rows = (
    ("private", "/start", "+ + + + + + + +"),
    ("private", "/help", "+ + + + + + + +"),
    ("private", "/language", "+ + + + + + + +"),
    ("private", "/link", "stranger + + elsewhere elsewhere elsewhere elsewhere elsewhere"),
    ("private", "/links", "stranger + links-none elsewhere elsewhere elsewhere elsewhere elsewhere"),
    ("private", "/terms", "stranger + + elsewhere elsewhere elsewhere elsewhere elsewhere"),
    ("private", "/caps", "stranger + caps-none elsewhere elsewhere elsewhere elsewhere elsewhere"),
    ("private", "/manager", "manager-nobody + + elsewhere elsewhere elsewhere elsewhere elsewhere"),
    (
        "private",
        "/invite",
        "referral-stranger + + invite-refused invite-refused invite-which invite-which invite-which",
    ),
    ("private", "/invite sub", "form form form invite-refused invite-refused + + +"),
    ("private", "/invite senior", "form form form invite-refused invite-refused invite-heads invite-heads +"),
    ("private", "/invite manager", "form form form invite-refused invite-refused invite-heads invite-heads +"),
    ("private", "/mine", "near near near + + + + +"),
    ("private", "/find alpha", "unknown unknown unknown + + + + +"),
    ("private", "/partner alpha", "unknown unknown unknown + + + + +"),
    ("private", "/partners", "near near near not-yours not-yours + + +"),
    ("private", "/merge", "unknown unknown unknown not-yours not-yours merge-alone merge-alone +"),
    ("private", "/duty", "unknown unknown unknown + + + + +"),
    ("private", "/shifts", "unknown unknown unknown + + + + +"),
    ("private", "/swap", "unknown unknown unknown + + + + +"),
    ("private", "/absence", "unknown unknown unknown + + + + +"),
    ("private", "/rotation", "unknown unknown unknown role + + + +"),
    ("private", "/digest", "unknown unknown unknown digest digest + + +"),
    ("private", "/simulate alpha", "unknown unknown unknown role role + own +"),
    ("private", "/import", "unknown unknown unknown role role + + +"),
    ("private", "/source", "unknown unknown unknown role role + + +"),
    ("private", "/source add affise extra", "unknown unknown unknown role role + + +"),
    ("private", "/source affise lag 2h", "unknown unknown unknown role role + source-others +"),
    ("private", "/offers", "unknown unknown unknown + + + + +"),
    ("private", "/staff", "near near near list list list list +"),
    ("private", "/status", "near near near heads heads heads heads +"),
    ("private", "/audit", "unknown unknown unknown heads heads heads heads +"),
    ("private", "/reload", "unknown unknown unknown heads heads heads heads +"),
    ("group", "/help", "+ + + elsewhere elsewhere elsewhere elsewhere elsewhere +"),
    ("group", "/language", "+ + + + + + + + +"),
    ("group", "/link", "+ + foreign + + + + + anonymous-link"),
    (
        "group",
        "/links",
        "links-none links-none foreign links-none links-none links-none links-none links-none anonymous-link",
    ),
    ("group", "/terms", "+ + foreign + + + + + anonymous-link"),
    ("group", "/caps", "+ + foreign + + + + + anonymous-link"),
    ("group", "/manager", "+ + + elsewhere elsewhere elsewhere elsewhere elsewhere +"),
    ("group", "/bind", "> > > bound bound bound bound bound >"),
    ("free", "/bind", ". . . + + + + + ."),
    ("group", "/unbind", "> > > not-yours not-yours + not-yours + >"),
    ("group", "/move", "> > > not-yours not-yours + not-yours + >"),
    ("group", "/setup", "setup setup setup setup setup setup setup setup-missing setup"),
    ("topic", "/help", "staff staff staff + + + + + anonymous"),
    ("topic", "/link", "topic-only topic-only topic-only + + + + + anonymous-link"),
    ("topic", "/links", "topic-only topic-only topic-only + + + + + anonymous-link"),
    ("topic", "/caps", "staff staff staff + + + + + anonymous"),
    ("topic", "/terms", "staff staff staff + + + + + anonymous"),
    ("topic", "/cap 100 casino-x UZ FB", "staff staff staff role role + own + anonymous"),
    ("topic", "/rate 40 casino-x KZ UAC", "staff staff staff role role + own + anonymous"),
    ("topic", "/tier vip", "staff staff staff role role + own + anonymous"),
    ("topic", "/contact", "staff staff staff role role + own + anonymous"),
    ("topic", "/take", "staff staff staff + + + + + anonymous"),
    ("topic", "/release", "staff staff staff nobody nobody nobody nobody nobody anonymous"),
    ("topic", "/snooze 10 later", "staff staff staff + + + + + anonymous"),
    ("topic", "/close", "staff staff staff + + + + + anonymous"),
    ("topic", "/assign @sasha_sub", "staff staff staff + + + + + anonymous"),
    ("topic", "/card", "staff staff staff + + + + + anonymous"),
    ("topic", "/history", "staff staff staff + + + + + anonymous"),
    ("topic", "/s", "staff staff staff + + + + + anonymous"),
    ("topic", "/promise 2h", "staff staff staff + + + + + anonymous"),
    ("topic", "/dispute casino-x x", "staff staff staff + + + + + anonymous"),
    ("topic", "/evidence", "staff staff staff + + + + + anonymous"),
    ("topic", "/attention all", "staff staff staff + + + + + anonymous"),
    ("topic", "/leads", "staff staff staff + + + + + anonymous"),
    ("topic", "/leads +2", "staff staff staff + + + + + anonymous"),
    ("topic", "/ban", "staff staff staff role + + + + anonymous"),
    ("topic", "/unban", "staff staff staff role ban-none ban-none ban-none ban-none anonymous"),
    ("topic", "/manager @gleb_am", "staff staff staff role role + own + anonymous"),
    ("topic", "/why", "staff staff staff + + + + + anonymous"),
    ("topic", "/note x", ". . . . . . . . ."),
    ("topic", "/del", "staff staff staff which which which which which anonymous"),
    ("topic", "/bind", "staff staff staff bound bound bound bound bound anonymous"),
    ("topic", "/unbind", "staff staff staff not-yours not-yours unbind-private not-yours unbind-private anonymous"),
    ("topic", "/move", "staff staff staff not-yours not-yours + not-yours + anonymous"),
    ("forum", "/help", ". . . + + + + + ."),
    ("forum", "/setup", "setup setup setup setup setup setup setup + setup"),
)

#: Place and data of a button; anonymous administrators press with their own names.
PRESSED: Rows = (
    ("private", "take:{talk}", "stale stale stale + + + + +"),
    ("topic", "take:{talk}", "stale stale stale + + + + +"),
    ("private", "noans:{talk}", "stale stale stale + + + + +"),
    ("private", "solved:{talk}", "stale + stale stale stale stale stale stale"),
    ("private", "open:{passed}", "stale stale stale not-yours not-yours + not-yours +"),
    ("private", "extend:{talk}:0", "stale stale stale not-taken not-taken not-taken not-taken not-taken"),
    ("private", "snooze:{talk}:10", "stale stale stale + + + + +"),
    ("private", "snooze:{talk}:10:partner", "stale stale stale + + + + +"),
    ("private", "snooze:{talk}:31:partner", "stale stale stale long long long long long"),
    ("private", "wake:{talk}", "stale stale stale awake awake awake awake awake"),
    ("private", "hand:{talk}", "stale stale stale + + + + +"),
    ("private", "hand:{talk}:{oleg}", "stale stale stale + + + + to-nobody"),
    ("private", "hand:{talk}:shift", "stale stale stale to-nobody + + + +"),
    ("private", "agree:{talk}", "stale stale stale not-asked not-asked not-asked not-asked not-asked"),
    ("private", "decline:{talk}", "stale stale stale not-asked not-asked not-asked not-asked not-asked"),
    ("private", "card:{talk}", "stale stale stale + + + + +"),
    ("private", "hold:{talk}", "stale stale stale + + + + +"),
    ("topic", "promise:{promise}:kept", "stale stale stale + + + + +"),
    ("topic", "promise:{promise}:later:0", "stale stale stale + + + + +"),
    ("private", "dispute:casino-x", "foreign + foreign stale stale stale stale stale"),
    ("topic", "settle:1:favour", "stale stale stale role role dispute-none own dispute-none"),
    ("topic", "evidence:o:casino-x", "stale stale stale + + + + +"),
    ("private", "accept:{link}", "stranger + link-stale topic-only topic-only topic-only topic-only topic-only"),
    ("private", "ask:{link}", "stranger + link-stale topic-only topic-only topic-only topic-only topic-only"),
    ("topic", "verdict:1:stop", "stale stale stale stale stale stale stale stale"),
    ("topic", "pour:1:0:100", "stale stale stale not-yours not-yours + not-yours +"),
    ("private", "capstop:1", "stale stale stale caps-not-ours caps-not-ours caps-not-ours caps-not-ours caps-not-ours"),
    ("group", "capstop:1", "stale stale foreign caps-not-ours caps-not-ours caps-not-ours caps-not-ours caps-not-ours"),
    ("private", "link:p:0", "stranger + + topic-only topic-only topic-only topic-only topic-only"),
    ("group", "link:p:0", "+ + foreign + + + + +"),
    ("topic", "link:p:0", "topic-only topic-only topic-only + + + + +"),
    ("topic", "publish:{draft}:yes", "stale stale stale not-yours not-yours + not-yours +"),
    ("topic", "tier:{tier}:yes", "stale stale stale not-yours not-yours + not-yours +"),
    ("topic", "terms:form:casino-x", "stale stale stale not-yours not-yours + not-yours +"),
    ("private", "change:{change}:yes", "stale + stale stale stale stale stale stale"),
    ("private", "offers:0", "stale stale stale + + + + +"),
    ("private", "reload", "stale stale stale heads heads heads heads +"),
    ("topic", "again:{answer}", "stale stale stale + + + + +"),
    ("topic", "unsend:{answer}", "stale stale stale + + + + +"),
    ("topic", "{reply}", "stale stale stale + + + + +"),
    ("private", "new:experience:0", "+ + wizard wizard wizard wizard wizard wizard"),
    ("topic", "contact:p:0", "stale stale stale role role + own +"),
    ("topic", "contact:{boris}:1", "stale stale stale role role + own +"),
    ("topic", "stays:{stays}:text", "stale stale stale + + + + +"),
    ("topic", "approve:{asked}:no", "stale stale stale + + + + +"),
    ("topic", "approve:{asked}:give", "stale stale stale + + + + +"),
    (
        "group",
        "read:chat:0:0:1",
        "link-stale link-stale link-stale staff-read staff-read staff-read staff-read staff-read",
    ),
    ("private", "lang:en", "+ + + + + + + +"),
    ("group", "lang:en", "+ + + + + + + +"),
    ("private", "crew:list:0", "stale stale stale heads heads heads heads +"),
    ("private", "crew:do:{oleg}:sub", "stale stale stale heads heads heads heads staff-last-head"),
    ("private", "give:next", "stale stale stale heads heads heads heads +"),
    ("private", "give:{none}:{oleg}", "stale stale stale heads heads heads heads +"),
    ("private", "whose:{free}:0", "stale stale stale + + + + +"),
    ("private", "bind:{free}:{beta}", "stale stale stale + + + + +"),
    ("private", "unbind:{group}:{alpha}", "stale stale stale not-yours not-yours + not-yours +"),
    ("topic", "unbind:{group}:{alpha}", "stale stale stale not-yours not-yours + not-yours +"),
    ("topic", "move:{group}:p:0", "stale stale stale not-yours not-yours + not-yours +"),
    ("topic", "move:{group}:go:{alpha}:{beta}", "stale stale stale not-yours not-yours + not-yours +"),
    ("private", "merge:k:0", "stale stale stale not-yours not-yours merge-alone merge-alone +"),
    ("private", "merge:go:{alpha}:{none}", "stale stale stale not-yours not-yours not-yours not-yours +"),
    ("private", "partner:{alpha}", "stale stale stale + + + + +"),
    ("private", "partners:0", "stale stale stale not-yours not-yours + + +"),
    ("private", "duty:add", "stale stale stale role + + + +"),
    ("private", "swap:see", "stale stale stale + + + + +"),
    ("private", "swap:yes:{swap}", "stale stale stale stale stale stale stale +"),
    ("private", "absence:end:{away}", "stale stale stale stale stale stale stale +"),
    ("private", "import:{import}:s:0", "stale stale stale role role + stale stale"),
    ("topic", "leads:{leads}:no", "stale stale stale + + + + +"),
    ("private", "source:{source}:key", "stale stale stale role role + source-others +"),
    ("private", "source:{source}:closed", "stale stale stale role role + source-others +"),
    ("private", "here", "stale stale stale + + + + +"),
)

#: Toasts that say that nothing was done, and letters by which one of us is refused where partners do not read it.
STALE = ("button-stale", "wizard-stale")
REFUSED = ("command-elsewhere", "not-yours", "group-bound-already", "group-nobodys", "unbind-private", "bind-private")


class _Undone(Exception):
    """Takes a transaction back."""


class Stage:
    """One world with everybody in every place; `tells` says what became of an update, and leaves no trace of it."""

    def __init__(self, story: Story) -> None:
        self.story, self.world, self.people = story, story.world, story.people
        self.other = self.world.person("Лев", language="ru")
        self.gleb = self.world.person("Глеб", id=606, username="gleb_am", language="ru")
        self.data: dict[str, str] = {}
        self.said: list[Letter] = []
        self.free: Chat | None = None

    async def build(self) -> None:
        """Two partners with a manager each, two groups (one bound), a wait, a link, answers in every state."""
        p, story = self.people, self.story
        await self._hire()
        for person in (*p.desk, p.boris, self.other, self.gleb, p.nina):
            person.start()
        await story.settle()
        self.free = p.sasha.group("Чья-то")
        for group in (p.alpha, p.staff, self.free):
            everybody = (*p.desk, self.gleb, p.boris, self.other, p.nina)
            group.members |= {one.id: Member("member") for one in everybody if not group.member(one.id).here}
        p.boris.add_bot(p.alpha, admin=True)
        p.sasha.add_bot(self.free)
        await story.settle()
        await self._talk()
        over(story)

    async def _hire(self) -> None:
        async with self.story.desk.db.transaction() as tx:
            where: dict[str, Any] = {"locale": "ru", "zone": "Europe/Moscow", "reach": "ok"}
            manager = await people.add_staff(
                tx, self.gleb.id, "Глеб", "gleb_am", "manager", self.story.clock.now(), **where
            )
            beta = await people.add_partner(tx, "Beta", manager, self.story.clock.now(), "verified")
            contact = Contact(user_id=self.other.id, partner=beta.id, name="Лев", username=None, locale="ru")
            await people.add_contact(tx, contact)
            await people.add_partner(tx, "Ничей", None, self.story.clock.now(), "verified")

    async def _talk(self) -> None:
        """An answer sent, one held, one dead, a reply shown; then a question that waits; and a link card."""
        p, story = self.people, self.story
        await story.writes(p.boris, "где выплата?", chat=p.alpha)
        sent = await story.answers(p.sasha, f"{TOPIC} · {p.alpha.title}", "Завтра")
        story.clock.advance(5)
        self.thanks = (await story.writes(p.boris, "спасибо", chat=p.alpha)).id
        await story.writes(p.boris, "/link")
        for _ in ("offer", "GEO", "source"):
            await story.press(p.boris, p.boris.last(), data=p.boris.last().keyboard[0][0]["callback_data"])
        accept = p.boris.last().keyboard[0][0]["callback_data"]
        story.clock.advance(120)
        await story.answers(p.sasha, TOPIC, "/promise 5h отчёт")
        story.clock.advance(120)
        await story.writes(p.boris, "постбеки не приходят")
        await story.answers(p.sasha, TOPIC, "/s payout")
        stays = await story.answers(p.sasha, TOPIC, "go.casino-x.example и слова")
        drafts = await self._drafts()
        numbers = accept.partition(":")[2]
        self.data = {
            "link": numbers,
            "answer": f"{sent.chat.id}:{sent.id}",
            "stays": f"{stays.chat.id}:{stays.id}",
            "boris": str(p.boris.id),
            "reply": self._reply(),
            **await self._ids(),
            **await self._rostered(),
            **await self._connected(),
            **drafts,
        }
        async with story.desk.db.transaction() as tx:  # and now it is one that did not arrive
            row = await tx.one("outbox.by_once", once=f"answer:{sent.chat.id}:{sent.id}")
            assert row is not None
            await outbox.dead(tx, row["id"], "")
            group = await chats.by_tg(tx, p.alpha.id)
            assert group
            asked = await approvals.ask(tx, group, "casino-x", "UZ", "FB", p.boris.id, "Борис", story.clock.now())
            self.data["asked"] = str(asked)
            await members.came(tx, group.id, p.nina.id, "Нина", story.clock.now())  # no new face

    async def _drafts(self) -> dict[str, str]:
        """Terms that were published and announced, others that are to be confirmed, and another tier."""
        p, story = self.people, self.story
        screens = []
        for command in ("/rate 20 casino-x", "/cap 500 casino-x KZ FB", "/tier vip"):
            await story.answers(p.maria, TOPIC, command)
            shown = [m for m in p.staff.shown() if "publish:" in str(m.keyboard) or "tier:" in str(m.keyboard)][-1]
            screens.append(shown.keyboard[0][0]["callback_data"].split(":")[1])
            if len(screens) == 1:
                await story.press(p.maria, shown, data=shown.keyboard[0][0]["callback_data"])
        change = next(m for m in p.boris.sees() if "change:" in str(m.keyboard)).keyboard[0][0]["callback_data"]
        return {"draft": screens[1], "tier": screens[2], "change": change.split(":")[1]}

    async def _rostered(self) -> dict[str, str]:
        """What the head is asked to swap, and an absence of the head's."""
        now = self.story.clock.now()
        tomorrow = MONDAY_NOON + timedelta(hours=21), MONDAY_NOON + timedelta(hours=33)
        async with self.story.desk.db.transaction() as tx:
            sasha = await people.staff_by_user(tx, self.people.sasha.id)
            head = await people.staff_by_user(tx, self.people.oleg.id)
            assert sasha
            assert head
            asked = await roster.ask(tx, Swap(asker=sasha.id, other=head.id, shift=tomorrow), now)
            away = Absence(id=0, staff=head.id, start=now + timedelta(days=30), end=now + timedelta(days=31))
            absence = await roster.add_absence(tx, away, head.id, now)
        return {"swap": str(asked), "away": str(absence.id)}

    async def _connected(self) -> dict[str, str]:
        """A source that the partner's own manager has connected."""
        async with self.story.desk.db.transaction() as tx:
            maria = await people.staff_by_user(tx, self.people.maria.id)
            assert maria
            source = await sources.add(tx, "affise", "affise", maria.id, self.story.clock.now())
            assert source
            now = self.story.clock.now()
            file = await imports.ask_file(tx, maria, "leads.csv", "conv\n1\n", now)
            chat = await chats.by_tg(tx, self.people.boris.id)
            assert chat
            link = (await links.of_chat(tx, chat))[0]
            leads = await imports.ask_by_hand(tx, maria, link, "ftd", 2, now)
        return {"source": str(source.id), "import": str(file), "leads": str(leads)}

    async def _ids(self) -> dict[str, str]:
        """Our own numbers of what the buttons name."""
        p = self.people
        async with self.story.desk.db.reading() as tx:
            group, free = await chats.by_tg(tx, p.alpha.id), await chats.by_tg(tx, self.chat("free").id)
            private = await chats.by_tg(tx, p.boris.id)
            assert group and free and private
            talk = await conversations.of_chat(tx, private)
            thanked = await conversations.of_chat(tx, group)
            head = await people.staff_by_user(tx, p.oleg.id)
            known = {partner.name: partner.id for partner in await people.partners(tx)}
        assert head
        numbers = {"group": group.id, "free": free.id, "oleg": head.id}
        numbers |= {"alpha": known["Alpha Media"], "beta": known["Beta"], "none": known["Ничей"]}
        waits = {"talk": f"{talk}:1", "promise": f"{talk}:1", "passed": f"{thanked}:{self.thanks}"}
        return {name: str(number) for name, number in numbers.items()} | waits

    def _reply(self) -> str:
        """The button that sends the canned reply which stands in the topic."""
        shown = [m for m in self.people.staff.shown() if "reply:" in str(m.keyboard)][-1]
        data: str = shown.keyboard[0][0]["callback_data"]
        return data

    # --- one cell after another ---------------------------------------------------------------------------------------

    def person(self, role: str, place: str) -> Person:
        """Who plays the role. An anonymous administrator is one of the group's: its owner."""
        p = self.people
        if role == "nobody":
            return {"group": p.boris, "free": p.sasha}.get(place, p.oleg)
        known = {"stranger": p.nina, "contact": p.boris, "other": self.other, "sub": p.sasha, "senior": p.vera}
        return (known | {"own": p.maria, "manager": self.gleb, "head": p.oleg})[role]

    def write(self, role: str, place: str, words: str) -> None:
        """The command, at that place."""
        where: dict[str, Any] = {"chat": self.chat(place)} if place != "private" else {}
        if place == "topic":
            where["topic"] = self.story.topic(TOPIC)
        self.person(role, place).write(words, anonymous=role == "nobody", **where)

    def press(self, role: str, place: str, button: str) -> None:
        """The button, under a message of the bot's at that place."""
        person, data = self.person(role, place), button.format(**self.data)
        shown = person.sees() if place == "private" else person.sees(self.chat(place))
        ours = [message for message in shown if message.sender == self.world.bot_id]
        there = [message for message in ours if data in str(message.keyboard)] or ours
        person.press_nowait(there[-1], data=data, forged=True)

    def chat(self, place: str) -> Chat:
        """Where that is."""
        assert self.free is not None
        return {"group": self.people.alpha, "free": self.free}.get(place, self.people.staff)

    async def updates(self) -> list[Stored]:
        """What the bot has received and nobody has looked at."""
        while self.story.sandbox.pending():
            await self.story.desk.intake.poll(0)
        async with self.story.desk.db.reading() as tx:
            return await inbox.open_updates(tx, self.story.clock.now(), 10_000)

    async def became(self, stored: Stored) -> str:
        """`+`: it was done. `.`: nothing. `>`: it went to the topic as a message. Else the key of the refusal."""
        desk = self.story.desk
        update = Update.model_validate(json.loads(stored.raw), context={"bot": desk._aiogram})
        self.said.clear()
        try:
            toast = await desk.dispatcher.feed_update(desk._aiogram, update, marked=Marked(update=stored))
        except DeskError as refusal:
            return SHORT.get(refusal.key, refusal.key)
        if isinstance(toast, Toast) and toast.key in STALE:
            return SHORT[toast.key]
        if update.callback_query is not None:
            return "+"
        return self._said()

    def _said(self) -> str:
        refused = [letter.key for letter in self.said if letter.key in REFUSED]
        if refused or not self.said:
            return SHORT.get(refused[0], refused[0]) if refused else "."
        return ">" if all(letter.kind != "text" or letter.key == "card" for letter in self.said) else "+"


@pytest.fixture
async def stage(noon: Story, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """Everybody in place; from now on nothing is kept."""
    made = Stage(noon)
    await made.build()
    _keep_nothing(made, monkeypatch)
    yield made
    monkeypatch.undo()
    async with noon.desk.db.transaction() as tx:
        for stored in await inbox.open_updates(tx, noon.clock.now(), 10_000):
            await inbox.finish(tx, stored)
    over(noon)


def _keep_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    real, add = stage.story.desk.db.transaction, outbox.add

    @asynccontextmanager
    async def undone(*, durable: bool = False) -> AsyncIterator[Any]:
        if durable:  # the intake's
            async with real(durable=True) as tx:
                yield tx
            return
        with suppress(_Undone):
            async with real() as tx:
                yield tx
                raise _Undone

    async def heard(tx: Any, letters: Any, now: Any) -> None:
        kept = list(letters)
        stage.said += kept
        await add(tx, kept, now)

    async def taken(tx: Any, update: Stored) -> bool:
        return True

    monkeypatch.setattr(stage.story.desk.db, "transaction", undone)
    monkeypatch.setattr(outbox, "add", heard)
    monkeypatch.setattr(inbox, "finish", taken)


async def _cells(stage: Stage, rows: Rows, act: Callable[[str, str, str], None], roles: Sequence[str]) -> list[str]:
    """The rows as they turn out; in the order and the form of the table."""
    asked = [
        [(role, place, what) for role in roles if (role, place) != ("nobody", "private")] for place, what, _ in rows
    ]
    known = len(await stage.updates())
    for cell in [cell for row in asked for cell in row]:
        act(*cell)
    updates = iter((await stage.updates())[known:])
    return [" ".join([await stage.became(next(updates)) for _ in row]) for row in asked]


def _table(rows: Rows) -> list[str]:
    return [f"{place} {what}: {cells}" for place, what, cells in rows]


def _found(rows: Rows, cells: Sequence[str]) -> list[str]:
    return [f"{place} {what}: {found}" for (place, what, _), found in zip(rows, cells, strict=True)]


async def test_every_command_for_every_role(stage: Stage) -> None:
    assert _found(WRITTEN, await _cells(stage, WRITTEN, stage.write, ROLES)) == _table(WRITTEN)


async def test_every_button_for_every_role(stage: Stage) -> None:
    assert _found(PRESSED, await _cells(stage, PRESSED, stage.press, ROLES[:-1])) == _table(PRESSED)


def test_the_table_holds_every_command_at_every_place() -> None:
    """One that is missing has a row to be written in WRITTEN: what each role may, by PRODUCT 10."""
    known = {(place, words.split()[0][1:]) for place, words, _ in WRITTEN if place != "free"}
    assert known == {(place, command.name) for command in COMMANDS for place in command.places}


def test_the_table_holds_every_button() -> None:
    """One that is missing has a row to be written in PRESSED."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "handlers").glob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {ast.literal_eval(call.args[0]) for call in calls if ast.unparse(call.func) == "Pressed"}
    assert {data.strip("{}").partition(":")[0] for _, data, _ in PRESSED} == names


def test_each_row_has_a_cell_for_each_role() -> None:
    for place, what, cells in (*WRITTEN, *PRESSED):
        anonymous = place != "private" and what.startswith("/")
        assert len(cells.split()) == len(ROLES) - (not anonymous), f"{place} {what}"
