"""Letters out: the first of every sequence, in its lane, when its chat may bear it; then what became of it (DESIGN 2, Out)."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot import dossiers, pictures, runs, wording
from bot.backlog import Backlog
from bot.clock import Clock
from bot.lease import Lost
from bot.pace import Limits, Pace
from bot.receipts import Outcome, Receipts
from bot.standing import Standing
from bot.telegram import ApiError, File, NotSent, Telegram, Unknown
from bot.texts import Texts, UnknownText
from bot.topics import Topics
from bot.verdicts import judge, pause, why
from bot.wording import Place, Request
from desk import gate
from desk.letters.letter import Lane, Letter, Source, To
from desk.rules import Rules
from storage import addresses, conversations, leases, mirrors, outbox, showings
from storage.addresses import Address
from storage.database import Database, Tx, Unavailable
from storage.mirrors import Copy
from storage.outbox import Queued

log = structlog.get_logger()

IN_FLIGHT = 20
DELETE_TRIES = 3
LATELY = timedelta(minutes=1)  # no limit of Telegram looks back further
SPARE = 12  # messages that a chat must have room for before a name, an icon or a card takes any of it
SUPERGROUPS = -1_000_000_000_000  # their ids are below; those of groups that may still become one are above
NO_FORUM = timedelta(seconds=20)  # how long a letter to a topic is left while there is no forum that takes it


class Sender:
    """The one sender. `step` does what can be done now; `run` does it for ever."""

    def __init__(
        self,
        telegram: Telegram,
        db: Database,
        clock: Clock,
        texts: Texts,
        receipts: Receipts,
        *,
        limits: Limits,
        locale: str,
        zone: str,
        rules: Callable[[], Rules],
        domains: Callable[[], frozenset[str]],
    ) -> None:
        self._telegram, self._db, self._clock, self._texts, self._receipts = telegram, db, clock, texts, receipts
        self._locale, self._zone, self._rules, self._domains = locale, zone, rules, domains
        self.pace = Pace(limits=limits)
        self._backlog, self._standing = Backlog(), Standing()
        self._tasks: set[asyncio.Task[list[Outcome]]] = set()
        self._unsettled: list[Outcome] = []
        self._topics = Topics(telegram, db, clock, self.pace)
        self._wake = asyncio.Event()
        self._knows_rich = True  # this Bot API, until it says otherwise
        self.epoch = 0

    def wake(self) -> None:
        """There may be something new to send."""
        self._wake.set()

    async def run(self) -> None:
        """Send for ever under the lease whose epoch was set. Raises Lost."""
        recovered = False
        while True:
            self._wake.clear()
            try:
                if not recovered:
                    await self.recover()
                recovered = True
                next_at = await self.step()
            except Unavailable as error:
                log.error("sender", action="database_away", error=str(error))
                await asyncio.sleep(1)
                continue
            if self._tasks:
                waker = asyncio.ensure_future(self._wake.wait())
                await asyncio.wait({waker, *self._tasks}, return_when=asyncio.FIRST_COMPLETED)
                waker.cancel()
            else:
                await self._rest(next_at)

    async def _rest(self, next_at: datetime | None) -> None:
        self.pace.forget(self._clock.now())
        left = (next_at - self._clock.now()).total_seconds() if next_at else 1.0
        try:
            async with asyncio.timeout(min(max(left, 0.001), 1.0)):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def recover(self) -> None:
        """Letters that an earlier holder of the lease had in flight: their outcome is unknown. Its pace is gone on with."""
        async with self._db.transaction() as tx:
            now = self._clock.now()
            for letter, chat, at in await outbox.lately(tx, now - LATELY):
                where = chat or (await addresses.resolve(tx, letter.to)).chat
                if where is not None:
                    self.pace.sent(where, at or now, wording.cost(letter))
            await self._receipts.recover(tx, self.epoch, now)

    async def step(self) -> datetime | None:
        """Settle what came back, claim and send what may go. Gives when the next may go, None if nothing is queued.

        Raises Lost when another process has taken the lease.
        """
        self._unsettled += self._finished()
        if self._unsettled:
            await self._settle()
        await self._load()
        ready, next_at = self._ready(IN_FLIGHT - len(self._tasks))
        if not ready:
            return next_at
        try:
            async with self._db.transaction() as tx:
                if not await leases.held(tx, self.epoch):
                    raise Lost
                claimed = [[await self._claim(tx, queued) for queued in run] for run in ready]
        except Unavailable:
            self._backlog.busy -= {self._backlog.place(run[0].letter.to) for run in ready}
            raise
        for run in claimed:
            self._start([one for one in run if one is not None])
        return self._clock.now()  # behind those that went, or were not wanted any more, others may be ready

    async def idle(self) -> datetime | None:
        """Run until nothing is in flight and nothing may go now; gives when something may. For tests and shutdown."""
        while True:
            next_at = await self.step()
            if self._tasks:
                await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            elif next_at is None or next_at > self._clock.now():
                return next_at

    def _finished(self) -> list[Outcome]:
        done = {task for task in self._tasks if task.done()}
        self._tasks -= done
        return [outcome for task in done for outcome in task.result()]

    async def _load(self) -> None:
        async with self._db.reading() as tx:
            fresh = [number for number in await outbox.open_ids(tx) if number not in self._backlog.known]
            letters = await outbox.load(tx, fresh) if fresh else []
            for to in {queued.letter.to for queued in letters} - self._backlog.chats.keys():
                await self._remember(tx, to)
        self._backlog.add(letters)

    async def _remember(self, tx: Tx, to: To) -> None:
        address = await addresses.resolve(tx, to)
        chat = address.chat
        if to.kind == "topic" and address.thread is None:
            chat = await self._topics.forum(tx, to.id)
        if chat is not None:
            self._backlog.chats[to] = chat

    def _ready(self, room: int) -> tuple[list[list[Queued]], datetime | None]:
        """What may go now, plain copies that follow each other together, and when the next may."""
        now, next_at = self._clock.now(), None
        ready: list[list[Queued]] = []
        taken: set[To | int] = set()
        for queued in self._backlog.heads():
            chat, place = self._backlog.chats.get(queued.letter.to), self._backlog.place(queued.letter.to)
            cost = self._cost(queued.letter)
            room_for = cost + SPARE if cost and queued.letter.lane == Lane.COSMETIC else cost
            at = max(queued.not_before, now if chat is None else self.pace.free_at(chat, now, room_for))
            if at <= now and place not in taken and len(ready) < room:
                run = [queued] if chat is None else self._run(queued, chat, cost, now)
                ready.append(run)
                taken.add(place)
                if chat is not None:
                    self.pace.sent(chat, now, cost + len(run) - 1)
            else:
                next_at = min(at, next_at) if next_at else at
        return ready, next_at

    def _run(self, queued: Queued, chat: int, cost: int, now: datetime) -> list[Queued]:
        """The letter, and those behind it that may go in the same call, as many as the chat bears now."""
        if self._topics.before(queued.letter.to):
            return [queued]  # the topic first
        run = runs.run(self._backlog.behind(queued), now)
        return run[: next((n for n in range(1, len(run)) if self.pace.free_at(chat, now, cost + n) > now), len(run))]

    def _cost(self, letter: Letter) -> int:
        """How many messages the letter counts for, with what has to be done about its topic first."""
        own = wording.cost(letter)
        return own + self._topics.before(letter.to) if own else 0

    async def _claim(self, tx: Tx, queued: Queued) -> tuple[Queued, Place] | None:
        claimed = await outbox.claim(tx, queued, self.epoch)
        if claimed is None:  # revoked meanwhile
            self._backlog.remove(queued)
            return None
        if claimed.not_before > self._clock.now():  # an album to which parts were added
            await outbox.later(tx, queued.id, claimed.not_before, "")
            self._backlog.put_back(claimed)
            return None
        place = await self._place(tx, claimed.letter)
        unwanted = (
            self._unwanted(claimed.letter, place)
            or await self._calls_nobody(tx, claimed.letter, place)
            or await self._outdated(tx, claimed.letter)
        )
        if unwanted is not None:
            await outbox.drop(tx, queued.id, unwanted)
            self._backlog.remove(queued)
            return None
        self._backlog.busy.add(self._backlog.place(queued.letter.to))
        self._backlog.put_back(replace(claimed, tries=claimed.tries + 1))
        return claimed, place

    def _unwanted(self, letter: Letter, place: Place) -> str | None:
        """Why a letter is not to be sent any more, if so."""
        if letter.expires_at is not None and letter.expires_at <= self._clock.now():
            return "expired"
        if letter.lane == Lane.COSMETIC and letter.to.kind == "topic" and place.address.thread is None:
            return "no topic"
        if place.live is not None:
            return None
        if letter.renew_only:
            return "nothing to renew"
        if letter.kind in ("pin", "react", "delete") or (letter.kind == "edit" and place.untold):
            return f"nothing there to {letter.kind}"
        return None

    async def _calls_nobody(self, tx: Tx, letter: Letter, place: Place) -> str | None:
        """Why a call that could not leave at once is not to ring any more, if so."""
        if place.live is not None or await conversations.rings(tx, letter, self._rules(), self._clock.now()):
            return None
        return "nobody to call"

    async def _outdated(self, tx: Tx, letter: Letter) -> str | None:
        """Why a card that could not leave at once is not to be sent any more, if so; what is in force now goes instead."""
        if await showings.outdated(tx, letter, self._rules(), self._clock.now()):
            return "other terms are in force"
        return None

    async def _place(self, tx: Tx, letter: Letter) -> Place:
        address = await addresses.resolve(tx, letter.to)
        reply = None
        if letter.reply_slot is not None:
            live = await outbox.slot(tx, letter.reply_slot)
            reply = live.message if live and live.chat == address.chat else None
        elif letter.reply_to is not None and address.chat is not None:
            reply = await mirrors.counterpart(tx, letter.reply_to, address.chat)
        live, copy = await self._there(tx, letter, address)
        return Place(
            address=address,
            locale=address.locale or self._locale,
            zone=address.zone or self._zone,
            live=live,
            copy=copy,
            untold=live is None and letter.lane == Lane.ANSWER and not await self._shown(tx, letter),
            reply=reply,
            topics=await addresses.topic_urls(tx, wording.conversations_named(letter)),
            rich=self._knows_rich and self._rules().cards == "rich",
        )

    async def _there(self, tx: Tx, letter: Letter, address: Address) -> tuple[Source | None, Copy | None]:
        """The message a letter changes: the counterpart of a person's message, or the live one of its slot."""
        if "from_chat" in letter.params and letter.kind in ("react", "edit", "delete") and address.chat is not None:
            source = Source(chat=letter.params["from_chat"], message=letter.params["message"])
            return await mirrors.copy_in(tx, source, address.chat) or (None, None)
        return (await outbox.slot(tx, letter.slot) if letter.slot else None), None

    async def _shown(self, tx: Tx, letter: Letter) -> bool:
        """Whether the answer an edit is about stands somewhere: in a group that migrated since it has another number."""
        if letter.kind != "edit":
            return False
        source = Source(chat=letter.params["from_chat"], message=letter.params["message"])
        return await mirrors.mirrored(tx, source) is not None

    def _start(self, run: list[tuple[Queued, Place]]) -> None:
        if not run:
            return
        task = asyncio.create_task(self._in_turn(run) if len(run) == 1 else self._together(run))
        task.add_done_callback(lambda _: self._wake.set())
        self._tasks.add(task)

    async def _settle(self) -> None:
        """Keep what became of letters, in one transaction; what cannot be kept together is kept one by one."""
        try:
            async with self._db.transaction() as tx:
                for outcome in self._unsettled:
                    await self._receipts.settle(tx, outcome)
        except Unavailable:
            raise
        except Exception as error:  # a bug with one letter must not stop the others
            log.error("sender", action="settle_failed", exc_info=error)
            for outcome in self._unsettled:
                await self._settle_alone(outcome)
        for outcome in self._unsettled:
            self._after(outcome)
        self._unsettled = []

    async def _settle_alone(self, outcome: Outcome) -> None:
        try:
            async with self._db.transaction() as tx:
                await self._receipts.settle(tx, outcome)
        except Unavailable:
            raise
        except Exception as error:  # this letter is put aside with the reason
            log.error("sender", action="letter_not_settled", letter=outcome.queued.id, exc_info=error)
            async with self._db.transaction() as tx:
                await self._receipts.put_aside(tx, outcome, error)

    def _after(self, outcome: Outcome) -> None:
        queued, to = outcome.queued, outcome.queued.letter.to
        self._backlog.busy -= {to, self._backlog.place(to)}
        if outcome.chat is not None:
            self._backlog.chats[to] = outcome.chat
        if outcome.fate in ("moved", "topic_gone"):
            self._backlog.chats.pop(to, None)
            self._topics.heard.pop(to, None)
        if outcome.fate == "flood" and outcome.chat is not None:
            self.pace.block(outcome.chat, outcome.at, self._clock.now())
        if outcome.again is None:
            self._backlog.remove(queued)
            return
        again = replace(queued, not_before=outcome.again, tries=queued.tries + 1)
        if to.kind == "telegram" and outcome.moved_to is not None:  # its very address is another one now
            self._backlog.remove(queued)
            self._backlog.add([replace(again, letter=replace(queued.letter, to=replace(to, id=outcome.moved_to)))])
        else:
            self._backlog.put_back(again)

    async def _in_turn(self, run: list[tuple[Queued, Place]]) -> list[Outcome]:
        """Send them one by one; those behind one that has to be sent again keep their order behind it."""
        outcomes: list[Outcome] = []
        for queued, place in run:
            last = outcomes[-1] if outcomes else None
            if last is None or last.again is None:
                outcomes.append(await self._deliver(queued, place))
            else:
                behind = Outcome(queued=queued, at=last.at, chat=place.address.chat, thread=place.address.thread)
                outcomes.append(replace(behind, fate="later", error="behind another", again=last.again))
        return outcomes

    async def _together(self, run: list[tuple[Queued, Place]]) -> list[Outcome]:
        """Send plain copies in one call; each has its own outcome. What cannot go so goes singly (PRODUCT 3, Capacity)."""
        place, now = run[0][1], self._clock.now()
        if place.address.thread is None or place.address.shut:
            return await self._in_turn(run)
        sent = [Outcome(queued=one, at=now, chat=place.address.chat, thread=place.address.thread) for one, _ in run]
        try:
            made = await self._telegram.call("copyMessages", runs.together([one.letter for one, _ in run], place))
        except NotSent as error:
            return [replace(o, fate="later", error=str(error), again=now + pause(o.queued.tries + 1)) for o in sent]
        except Unknown as error:
            again = [self._again(o.queued, now + pause(o.queued.tries + 1)) for o in sent]
            return [replace(o, fate="unknown", error=str(error), again=at) for o, at in zip(sent, again, strict=True)]
        except ApiError as error:
            verdict = judge(error, 1, now)
            if verdict.fate != "flood" or verdict.at is None:
                return await self._in_turn(run)
            return [replace(o, fate="flood", error=verdict.error, at=verdict.at, again=verdict.at) for o in sent]
        messages = [one["message_id"] for one in made]
        if len(messages) != len(sent):  # nobody knows which is whose
            await self._take_away(place, messages)
            return await self._in_turn(run)
        return [
            replace(o, fate="sent", messages=(message,), text=o.queued.letter.params["text"])
            for o, message in zip(sent, messages, strict=True)
        ]

    async def _take_away(self, place: Place, messages: Iterable[int]) -> None:
        """Delete copies that are to go another way; what fails is tried again, lest it stands there twice."""
        for message in messages:
            for _ in range(DELETE_TRIES):
                with contextlib.suppress(ApiError, NotSent, Unknown):
                    await self._telegram.call("deleteMessage", {"chat_id": place.address.chat, "message_id": message})
                    break

    async def _deliver(self, queued: Queued, place: Place) -> Outcome:
        """Send one letter; never raises for anything Telegram, the network or a wrong text can do."""
        now, tries = self._clock.now(), queued.tries + 1
        where = self._backlog.chats.get(queued.letter.to) if place.address.chat is None else place.address.chat
        outcome = Outcome(queued=queued, at=now, chat=where, thread=place.address.thread)
        try:
            place, outcome = await self._topic(queued.letter, place, outcome)
            place = await self._linked(queued.letter, place)
            if place.address.chat is None:
                return replace(outcome, fate="no_forum", error="there is none", again=now + NO_FORUM)
            if not place.address.open:
                words = "bot was blocked by the user" if place.address.chat > 0 else "bot is not a member of the chat"
                return replace(outcome, fate="unreachable", error=words)
            request = await self._request(queued.letter, place)
            found = self._gated(queued.letter, request)
            if found:
                return replace(outcome, fate="gated", error=found)
            return await self._say(outcome, place, request)
        except NotSent as error:
            return replace(outcome, fate="later", error=str(error), again=now + pause(tries))
        except Unknown as error:
            return replace(outcome, fate="unknown", error=str(error), again=self._again(queued, now + pause(tries)))
        except ApiError as error:
            verdict = judge(error, tries, self._clock.now())
            outcome = replace(
                outcome, fate=verdict.fate, error=verdict.error, at=verdict.at or outcome.at, moved_to=verdict.chat
            )
            return await self._second_way(outcome, place, tries)
        except UnknownText as error:
            return replace(outcome, fate="wrong", error=f"no text {error}")
        except Unavailable as error:  # a topic was made, or not, and could not be kept
            return replace(outcome, fate="later", error=str(error), again=now + pause(tries))
        except Exception as error:  # a bug in one letter: it is dead and reported, the others go on
            log.error("sender", action="letter_failed", letter=queued.id, exc_info=error)
            return replace(outcome, fate="wrong", error=f"{type(error).__name__}: {error}")

    async def _request(self, letter: Letter, place: Place) -> Request:
        """How it is said; documents are made now."""
        if letter.kind != "document":
            return wording.request(letter, place, self._texts)
        made = await dossiers.make(self._db, self._texts, letter.params)
        told = replace(letter, params={**letter.params, **made.facts})
        return replace(wording.request(told, place, self._texts), files=made.files)

    def _again(self, queued: Queued, at: datetime) -> datetime | None:
        return at if queued.letter.on_unknown == "resend" else None

    def _gated(self, letter: Letter, request: Request) -> str | None:
        """The last gate: no tracking URL reaches a partner but on its card (PRODUCT 6)."""
        if letter.to.kind in ("staff", "topic"):
            return None
        return gate.passes(letter.key, request.text, request.entities, request.urls, self._domains())

    async def _say(self, outcome: Outcome, place: Place, request: Request) -> Outcome:
        letter = outcome.queued.letter
        if place.live is not None and _is_live(letter) and self._standing.reads(request):
            return replace(outcome, fate="sent", messages=(place.live.message,), text=request.text)
        outcome = await self._call(outcome, request)
        whole = letter.kind != "album" or len(outcome.messages) == len(letter.params["parts"])
        return outcome if whole else await self._singly(outcome, place)

    async def _call(self, outcome: Outcome, request: Request) -> Outcome:
        files = request.files
        if request.picture:
            picture = await pictures.draw(request.picture)
            files = {"photo": File(name="photo.png", type="image/png", data=picture)}
        if _is_live(outcome.queued.letter):
            result = await self._call_live(request)
        else:
            result = await self._telegram.call(request.method, request.params, files=files)
        made = [one for one in (result if isinstance(result, list) else [result]) if isinstance(one, dict)]
        messages = tuple(one["message_id"] for one in made if "message_id" in one)
        answers = outcome.queued.letter.reply_slot is not None and "reply_parameters" in request.params
        return replace(
            outcome,
            fate="sent",
            messages=messages,
            text=request.text,
            shown=request.shown,
            headed=request.headed,
            alone=answers and not any("reply_to_message" in one for one in made),
        )

    async def _call_live(self, request: Request) -> Any:
        """A message that is renewed in place: what it reads from now on is remembered."""
        try:
            result = await self._telegram.call(request.method, request.params)
        except ApiError as error:
            if judge(error, 1, self._clock.now()).fate == "same":
                self._standing.keep(request, request.params["message_id"])
            raise
        except Unknown:
            self._standing.forget(request)
            raise
        self._standing.keep(request, result["message_id"])
        return result

    async def _topic(self, letter: Letter, place: Place, outcome: Outcome) -> tuple[Place, Outcome]:
        """Make the topic of a conversation that has none yet; look whether one that was silent is still there."""
        if letter.to.kind != "topic":
            return place, outcome
        if letter.kind == "look":
            return replace(place, icon=await self._topics.icon(letter.params["state"])), outcome
        if place.address.thread is not None:
            if wording.cost(letter):  # a mark finds its message by itself
                await self._topics.look(letter.to, place.address)
            if place.address.shut and letter.lane == Lane.RELAY:
                await self._topics.opened(place.address)
            return place, outcome
        address = await self._topics.made(letter.to.id, reserved=True)
        return replace(place, address=address), replace(outcome, chat=address.chat, thread=address.thread)

    async def _linked(self, letter: Letter, place: Place) -> Place:
        """Make the topics that the letter's buttons open; where that fails, the letter goes without the button."""
        missing = [
            b.topic for row in letter.buttons for b in row if b.topic is not None and b.topic not in place.topics
        ]
        made: dict[int, str] = {}
        for conversation in missing:
            with contextlib.suppress(ApiError, NotSent, Unknown, Unavailable):
                address = await self._topics.made(conversation)
                if address.chat is not None and address.thread is not None:
                    made[conversation] = addresses.topic_url(address.chat, address.thread)
        return replace(place, topics={**place.topics, **made}) if made else place

    async def _second_way(self, outcome: Outcome, place: Place, tries: int) -> Outcome:
        """What else can be done at once, or later, about a refusal."""
        letter, now = outcome.queued.letter, self._clock.now()
        other = self._other_way(outcome, place)
        if other is not None:
            return await self._another(outcome, tries, other)
        match outcome.fate:
            case "flood":
                return replace(outcome, again=outcome.at)
            case "later":
                return replace(outcome, again=now + pause(tries))
            case "moved" | "topic_gone":
                return replace(outcome, again=now)
            case "no_message" if letter.slot and letter.kind != "react" and not letter.renew_only:
                return replace(outcome, again=now)
            case "same":
                live = place.live
                return replace(outcome, fate="sent", messages=(live.message,) if live else ())
            case "topic_closed":
                return await self._opened(outcome, place, now + pause(tries))
            case "wrong" | "unreachable" if _of_the_forum(outcome):
                return replace(outcome, fate="no_forum", again=now + NO_FORUM)
        return outcome

    async def _opened(self, outcome: Outcome, place: Place, again: datetime) -> Outcome:
        """The topic is closed, and we may not write there: it is opened first, or waits for somebody who may."""
        letter = outcome.queued.letter
        if letter.to.kind != "topic":  # in the partner's group: General is left
            return replace(outcome, fate="topic_gone", again=self._clock.now())
        if letter.lane == Lane.COSMETIC or place.address.thread is None:
            return outcome
        try:
            if await self._topics.opened(place.address):
                return replace(outcome, fate="later", again=again)
        except (ApiError, NotSent) as error:
            return replace(outcome, fate="later", error=str(error), again=again)
        return replace(outcome, fate="no_forum", again=self._clock.now() + NO_FORUM)

    def _other_way(self, outcome: Outcome, place: Place) -> Callable[[], Awaitable[Outcome]] | None:
        """How a person's message can be shown all the same."""
        letter = outcome.queued.letter
        match (letter.kind, outcome.fate):
            case ("album", "source_gone" | "wrong"):
                return lambda: self._singly(outcome, place)
            case ("copy", "source_gone"):
                return lambda: self._rebuilt(outcome, letter, place)
            case ("copy" | "album", "unreachable") if why(outcome.error) == "gone":  # there, or where it was written
                return lambda: self._singly(outcome, place, rebuild=True)
            case ("copy" | "album", "moved") if (
                SUPERGROUPS < letter.params["from_chat"] < 0
            ):  # it is the source that moved
                return lambda: self._singly(outcome, place, rebuild=True)
            case ("copy" | "album", "no_quote"):
                bare = replace(letter, params={k: v for k, v in letter.params.items() if k != "quote"})
                return lambda: self._call(outcome, wording.request(bare, place, self._texts))
            case ("edit", "no_message" | "wrong"):
                return lambda: self._call(outcome, wording.follow_up(letter, place, self._texts))
            case ("text", "wrong") if wording.is_rich(letter, place, self._texts):
                return lambda: self._as_text(outcome, place)
        return None

    async def _as_text(self, outcome: Outcome, place: Place) -> Outcome:
        """A rich message that was refused; a Bot API that knows none is not asked again."""
        self._knows_rich = self._knows_rich and "method not found" not in outcome.error.lower()
        letter = outcome.queued.letter
        request = wording.request(letter, replace(place, rich=False), self._texts)
        found = self._gated(letter, request)
        return replace(outcome, fate="gated", error=found) if found else await self._call(outcome, request)

    async def _another(self, outcome: Outcome, tries: int, way: Callable[[], Awaitable[Outcome]]) -> Outcome:
        """Another way to say it, and what comes of that."""
        again = self._clock.now() + pause(tries)
        if outcome.chat is not None:  # the refused call was counted, this one is one more
            self.pace.sent(outcome.chat, self._clock.now(), wording.cost(outcome.queued.letter))
        try:
            return await way()
        except Unknown as error:
            return replace(outcome, fate="unknown", error=str(error), again=self._again(outcome.queued, again))
        except (ApiError, NotSent) as error:
            fate = judge(error, tries, self._clock.now()).fate if isinstance(error, ApiError) else "later"
            if isinstance(error, ApiError) and fate in ("wrong", "source_gone"):
                return replace(outcome, fate="wrong", error=error.description)
            if fate == outcome.fate == "unreachable":  # it is the place it should go to
                lost = replace(outcome, fate="no_forum", again=self._clock.now() + NO_FORUM)
                return lost if _of_the_forum(outcome) else outcome
            return replace(outcome, fate="later", error=str(error), again=again)

    async def _rebuilt(self, outcome: Outcome, letter: Letter, place: Place) -> Outcome:
        """A copy made from the stored update: by its file, else in words."""
        *by_file, in_words = wording.rebuilt(letter, place, self._texts)
        for request in by_file:
            try:
                return await self._call(outcome, request)
            except ApiError as error:
                if judge(error, 1, self._clock.now()).fate != "wrong":
                    raise
        return await self._call(outcome, in_words)

    async def _singly(self, outcome: Outcome, place: Place, *, rebuild: bool = False) -> Outcome:
        """An album that cannot go together: what went is taken away, and its parts go one by one; rebuild: none is copied."""
        await self._take_away(place, outcome.messages)
        letter, messages = outcome.queued.letter, list[int]()
        for at, part in enumerate(wording.singly(letter) if letter.kind == "album" else [letter]):
            alone = place if at == 0 else replace(place, reply=None)
            try:
                if rebuild:
                    outcome = await self._rebuilt(outcome, part, alone)
                    messages += outcome.messages
                    continue
                outcome = await self._call(outcome, wording.request(part, alone, self._texts))
            except ApiError as error:
                if judge(error, 1, self._clock.now()).fate != "source_gone":
                    raise
                outcome = await self._rebuilt(outcome, part, alone)
            messages += outcome.messages
        return replace(outcome, messages=tuple(messages))


def _is_live(letter: Letter) -> bool:
    """Whether the letter is a message that later ones of its name renew."""
    return letter.kind == "text" and letter.slot is not None


def _of_the_forum(outcome: Outcome) -> bool:
    """Whether the forum refuses, as against the letter: no topics, no rights, the bot removed. Nothing is lost by waiting."""
    letter = outcome.queued.letter
    if letter.to.kind != "topic" or letter.lane == Lane.COSMETIC or letter.kind == "pin":
        return False
    return outcome.thread is None or outcome.fate == "unreachable" or "rights" in outcome.error
