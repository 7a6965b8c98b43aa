"""What became of a letter, kept in one transaction with everything that follows from it (DESIGN 2, Out)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import structlog

from bot import wording
from bot.verdicts import Fate, why
from desk import waiting
from desk.conversation import AnswerDelivered, AnswerFailed
from desk.letters import caps, cards, desk_notices, relay
from desk.letters import links as links_letters
from desk.letters.letter import Lane, Letter, Person, Source
from desk.people import Reach
from desk.rules import Rules
from storage import (
    addresses,
    announcing,
    binding,
    chats,
    conversations,
    links,
    mirrors,
    outbox,
    people,
    rehearsals,
    stops,
    topics,
)
from storage.database import Tx
from storage.mirrors import Copy
from storage.outbox import Queued, Sent

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How one try ended. `again`: when to try the same letter once more; None: this was the last of it.

    alone: what it was to answer is not there any more.
    """

    queued: Queued
    at: datetime
    chat: int | None
    thread: int | None = None
    fate: Fate | Literal["sent", "unknown", "gated"] = "wrong"
    messages: tuple[int, ...] = ()
    text: str = ""
    headed: bool = False
    shown: str = ""
    alone: bool = False
    error: str = ""
    again: datetime | None = None
    moved_to: int | None = None


class Receipts:
    """Settles outcomes; what staff must know of them becomes letters."""

    def __init__(self, rules: Callable[[], Rules]) -> None:
        self._rules = rules

    async def recover(self, tx: Tx, epoch: int, now: datetime) -> None:
        """Letters in flight when an earlier sender died: sent again, or dropped and reported, by their kind."""
        for number, on_unknown in await outbox.adrift(tx, epoch):
            log.warning("sender", action="outcome_unknown", letter=number, on_unknown=on_unknown)
            if on_unknown == "resend":
                await outbox.later(tx, number, now, "in flight when the desk stopped", unknown=True)
            else:
                await outbox.dead(tx, number, "in flight when the desk stopped")

    async def settle(self, tx: Tx, outcome: Outcome) -> None:
        """Keep one outcome."""
        letter, number = outcome.queued.letter, outcome.queued.id
        if outcome.fate == "sent":
            await self._sent(tx, outcome)
            return
        level = log.info if outcome.again else log.warning
        level(
            "sender",
            action=f"letter_{outcome.fate}",
            letter=number,
            key=letter.key,
            to=letter.to.kind,
            error=outcome.error,
        )
        if outcome.fate == "moved" and outcome.chat is not None and outcome.moved_to is not None:
            await chats.migrate(tx, outcome.chat, outcome.moved_to)
        if outcome.fate == "topic_gone" and letter.to.kind == "topic" and outcome.chat is not None:
            await addresses.set_topic(tx, letter.to.id, outcome.chat, None)
        if outcome.fate == "topic_gone" and letter.to.kind == "chat":
            await chats.forget_thread(tx, letter.to.id)
        if outcome.fate == "no_message" and letter.slot:
            await outbox.drop_slot(tx, letter.slot)
        if outcome.fate == "no_forum":
            await self._no_forum(tx, outcome)
        if outcome.again is not None:
            await outbox.later(tx, number, outcome.again, outcome.error, unknown=outcome.fate == "unknown")
            return
        await outbox.dead(tx, number, outcome.error)
        await self._lost(tx, outcome)

    async def _no_forum(self, tx: Tx, outcome: Outcome) -> None:
        """Heads are told; from a forum that the bot is no member of, conversations move on to the others."""
        heads = [person.id for person in await people.staff(tx) if person.role == "head"]
        if outcome.chat is None or why(outcome.error) != "gone" or not await topics.drop_forum(tx, outcome.chat):
            await outbox.add(tx, desk_notices.no_forum(heads, outcome.error, outcome.at), outcome.at)

    async def put_aside(self, tx: Tx, outcome: Outcome, error: Exception) -> None:
        """A letter whose outcome cannot be kept because of a bug: as sent as it is, and out of the way."""
        if outcome.fate == "sent" and outcome.chat is not None:
            await outbox.sent(tx, _receipt(outcome, outcome.chat))
        else:
            await outbox.dead(tx, outcome.queued.id, f"{outcome.error}; not settled: {error}")

    async def _sent(self, tx: Tx, outcome: Outcome) -> None:
        letter, chat = outcome.queued.letter, outcome.chat
        assert chat is not None
        await outbox.sent(tx, _receipt(outcome, chat))
        if letter.to.kind == "topic":
            await topics.applied(tx, letter)
        if letter.kind == "delete":
            await self._deleted(tx, letter, outcome.at)
        if letter.slot == rehearsals.SLOT and letter.kind == "text":
            await rehearsals.shown(tx, letter, outcome.at)
        if not outcome.messages:
            return
        place = Source(chat=chat, message=outcome.messages[0])
        if letter.slot and letter.kind == "text":
            await outbox.set_slot(tx, letter.slot, place)
        if letter.once and letter.once.startswith(("card:", "terms:", "announce:")):
            await links.shown(tx, letter.once, place.message, outcome.at)
        if letter.reply_slot and outcome.alone:
            await self._card_again(tx, letter, letter.reply_slot, outcome.at)
        await stops.shown(tx, letter, place.message, outcome.at)
        if (number := announced(letter)) is not None:
            await announcing.told(tx, number, place.message, self._rules(), outcome.at)
        await self._mirrored(tx, outcome, chat)
        if is_answer(letter):
            await self._record(tx, letter, AnswerDelivered(at=outcome.at, answer=str(letter.once)), outcome.at)
            await self._mark(tx, letter, relay.DELIVERED, outcome.at)

    async def _card_again(self, tx: Tx, nudge: Letter, slot: str, now: datetime) -> None:
        """The reader has deleted the card under which that was to stand; with buttons it is of more use."""
        await outbox.drop_slot(tx, slot)
        number = cards.conversation_of(nudge.cause or "")
        case = await conversations.case(tx, number, self._rules(), now) if number is not None else None
        wait = case.state.waiting if case else None
        if case is not None and wait is not None and cards.cause(case.conversation, wait.episode) == nudge.cause:
            await outbox.add(tx, [cards.card(waiting.subject(case), nudge.to.id, silent=True)], now)

    async def _mirrored(self, tx: Tx, outcome: Outcome, chat: int) -> None:
        """Which message shows which, and how: for answers, edits, reactions."""
        letter = outcome.queued.letter
        for at, (part, message) in enumerate(zip(wording.shown_parts(letter), outcome.messages, strict=False)):
            source = Source(chat=letter.params["from_chat"], message=part["message"])
            copy = Source(chat=chat, message=message)
            how = Copy(
                what=outcome.shown or part["what"],
                file_key=None if outcome.shown else part.get("file_key"),
                headed=outcome.headed and at == 0,
            )
            if letter.kind == "edit" and outcome.shown == "":
                await mirrors.reshaped(tx, copy, how)
            else:
                await mirrors.add_copy(tx, letter.params["conversation"], source, copy, how)

    async def _mark(self, tx: Tx, letter: Letter, emoji: str, now: datetime) -> None:
        """Under the answer in the topic: whether it was delivered (PRODUCT 3)."""
        conversation, first = letter.params["conversation"], wording.shown_parts(letter)[0]
        source = Source(chat=letter.params["from_chat"], message=first["message"])
        await outbox.add(tx, [relay.reaction(source, relay.home(source, conversation), conversation, emoji)], now)

    async def _deleted(self, tx: Tx, letter: Letter, now: datetime) -> None:
        if letter.slot is not None:  # our own words
            await outbox.drop_slot(tx, letter.slot)
            return
        source = Source(chat=letter.params["from_chat"], message=letter.params["message"])
        await mirrors.forget_copy(tx, source)
        await outbox.add(tx, [relay.deleted_there(letter.params["conversation"], source)], now)

    async def _lost(self, tx: Tx, outcome: Outcome) -> None:
        """A letter that will never arrive: those who must know are told."""
        letter, reason = outcome.queued.letter, why(outcome.error)
        if outcome.fate == "gated":
            reason = "link"
        if is_answer(letter):
            failed = AnswerFailed(at=outcome.at, answer=str(letter.once), reason=reason)
            await self._record(tx, letter, failed, outcome.at)
            await self._mark(tx, letter, relay.FAILED, outcome.at)
            await self._tell_author(tx, letter, reason, outcome.at)
        if outcome.fate == "unknown" and letter.to.kind == "topic" and letter.lane == Lane.COSMETIC:
            await topics.stale(tx, letter.to.id)
        if (number := announced(letter)) is not None:
            await announcing.untold(tx, number, reason, self._rules(), outcome.at)
        if letter.kind == "delete" and letter.slot is None:
            source = Source(chat=letter.params["from_chat"], message=letter.params["message"])
            await outbox.add(tx, [relay.not_deleted(letter.params["conversation"], source)], outcome.at)
        elif outcome.fate == "unreachable":
            await self._unreachable(tx, outcome)
        elif outcome.fate in ("wrong", "gated") and letter.lane != Lane.COSMETIC and letter.kind != "pin":
            await self._report(tx, outcome)

    async def _tell_author(self, tx: Tx, letter: Letter, reason: str, now: datetime) -> None:
        author = await people.staff_by_id(tx, letter.params.get("author", 0))
        if author is not None:
            person = Person(name=author.name, user_id=author.user_id)
            said = cards.undelivered(letter.params["conversation"], str(letter.once), reason, person)
            await outbox.add(tx, [said], now)

    async def _unreachable(self, tx: Tx, outcome: Outcome) -> None:
        letter = outcome.queued.letter
        if letter.to.kind == "staff" and outcome.chat is not None:
            await people.set_reach(tx, outcome.chat, _reach(outcome.error))
            await conversations.wake_waiting(tx, outcome.at)
            await binding.ask_elsewhere(tx, letter, outcome.at)
        elif letter.to.kind == "chat" and outcome.chat is not None and outcome.chat < 0:
            await chats.set_status(tx, outcome.chat, "left")
        if letter.to.kind == "chat":
            await self._unshown(tx, outcome)

    async def _unshown(self, tx: Tx, outcome: Outcome) -> None:
        """Terms, or word of a cap, that did not reach their chat are told of in its topic; an announcement says so itself, and of
        a STOP that is repeated the manager is told."""
        letter = outcome.queued.letter
        name, _, which = (letter.once or "").partition(":")
        chat = await chats.by_id(tx, letter.to.id) if name in ("card", "cap") and "repeat" not in which else None
        if chat is not None and chat.partner is not None:
            topic = await conversations.of_chat(tx, chat)
            said = caps.unshown if name == "cap" else links_letters.unshown
            await outbox.add(tx, [said(topic, why(outcome.error), f"unshown:{letter.once}")], outcome.at)

    async def _record(self, tx: Tx, letter: Letter, event: AnswerDelivered | AnswerFailed, now: datetime) -> None:
        case = await conversations.case(tx, letter.params["conversation"], self._rules(), now)
        if case is not None:
            await conversations.record(tx, case, (event,), now)

    async def _report(self, tx: Tx, outcome: Outcome) -> None:
        heads = [person.id for person in await people.staff(tx) if person.role == "head"]
        letter = outcome.queued.letter
        if letter.key == "letter-dead":
            return  # a report about a report would never end
        await outbox.add(
            tx, desk_notices.letter_dead(heads, outcome.queued.id, letter.key or letter.kind, outcome.error), outcome.at
        )


def _reach(error: str) -> Reach:
    if "deactivated" in error:
        return "gone"
    return "never_started" if "initiate" in error or "not found" in error else "blocked"


def _receipt(outcome: Outcome, chat: int) -> Sent:
    message = outcome.messages[0] if outcome.messages else None
    return Sent(id=outcome.queued.id, at=outcome.at, chat=chat, message=message, text=outcome.text)


def announced(letter: Letter) -> int | None:
    """The number of the announcement that the letter is, if it is one."""
    name, _, number = (letter.once or "").partition(":")
    return int(number) if name == "announce" else None


def is_answer(letter: Letter) -> bool:
    """Whether the letter carries a staff answer to a partner."""
    return letter.kind in ("copy", "album", "text") and letter.once is not None and letter.once.startswith("answer:")
