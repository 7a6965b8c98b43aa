"""A conversation as a fold over its events: who waits, since when, and who was called (PRODUCT 4)."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BeforeValidator, PlainSerializer, TypeAdapter

from desk.rules import LevelName

K = TypeVar("K")
Who = LevelName | Literal["last_resort"]
Reopen = Literal["lease_expired", "released", "declined", "snooze_over", "woken"]  # why a level is called once more
Reason = Literal["start", "escalate", "repeat", "join"] | Reopen
Gap = Literal["empty", "unreachable", "closed"]
How = Literal["answered", "no_answer_needed", "closed", "solved", "merged"]
Over = Literal["kept", "broken", "withdrawn"]  # how a promise ends

CROSSING = timedelta(seconds=3)  # messages dated up to this long before an answer crossed it
UNDELIVERED = timedelta(minutes=2)  # an answer not delivered within this is taken for failed
KEPT = 50  # messages and keys remembered
PREVIEW = 200  # characters

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_SENIORITY: dict[str, int] = {"manager": 0, "on_shift": 1, "senior": 2, "head": 3, "last_resort": 4}


def to_ms(at: datetime) -> int:
    """Milliseconds since 1970 of an aware instant, rounded down."""
    return (at - _EPOCH) // _MS


def from_ms(ms: int) -> datetime:
    """The aware UTC instant of these milliseconds since 1970."""
    return _EPOCH + ms * _MS


def instant(at: datetime) -> datetime:
    """The same instant as events carry it: UTC, whole milliseconds."""
    return from_ms(to_ms(at))


Instant = Annotated[
    datetime,
    BeforeValidator(lambda value: from_ms(value) if isinstance(value, int) else value),
    PlainSerializer(to_ms, return_type=int),
]


# --- events -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class PartnerWrote:
    """A partner's message. `policy` is the ladder to pin if this starts an episode; `author` a Telegram user id."""

    at: Instant  # the message's own date
    message: int
    author: int
    substantive: bool
    preview: str
    policy: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PartnerEdited:
    """A partner changed a message. `matters`: digits, amounts, links or a question changed (PRODUCT 4, table)."""

    at: Instant  # when it was edited
    message: int
    author: int
    matters: bool
    preview: str
    policy: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """Somebody of us says that what seemed to need no answer does: it waits since its own date, `since`."""

    at: Instant
    staff: int
    message: int
    since: Instant
    preview: str
    policy: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffAnswered:
    """A staff answer by any route. `answer` is the key of the letter that carries it, new for each try to send."""

    at: Instant  # the answer's own date
    staff: int
    answer: str
    question: bool
    delivered: bool  # True: already where the partner reads it (written in the group itself)
    queued: Instant | None = None  # when we began to deliver it, if later than `at`: the 2 minutes run from here
    holding: bool = False  # it only says that an answer is coming: a `Promised` goes with it


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerDelivered:
    """The letter that carries an answer has arrived."""

    at: Instant
    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerFailed:
    """The letter will not arrive; reason "undelivered" says only that 2 minutes have passed."""

    at: Instant
    answer: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """Somebody owns the wait until then; the same person again is an extension."""

    at: Instant
    staff: int
    until: Instant


@dataclass(frozen=True, kw_only=True, slots=True)
class Released:
    """The lease has ended without an answer."""

    at: Instant
    staff: int
    expired: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Snoozed:
    """The ladder rests until then; the wait goes on being measured. `reason` is one of the usual ones, or in words."""

    at: Instant
    staff: int
    until: Instant
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Woken:
    """The snooze has ended: by somebody, or (None) by itself."""

    at: Instant
    staff: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverOffered:
    """`staff` hands the wait over to these people; the first to take it accepts. The ladder stays armed meanwhile."""

    at: Instant
    staff: int
    to: tuple[int, ...]
    until: Instant


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverDeclined:
    """One of those asked has said no; None: nobody has accepted in time, or nobody of them can be reached."""

    at: Instant
    staff: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Promised:
    """Somebody of us promised something by `due`: `text`, or (empty) an answer. `number` is new, and the highest (PRODUCT 7)."""

    at: Instant
    staff: int
    number: int
    answer: str  # the key of the letter by which the partner was told: if that fails, nothing was promised
    due: Instant
    remind: Instant  # when `staff` is reminded
    text: str
    preview: str  # of the question that was put off, if one waited
    policy: str  # the ladder to pin if it is broken


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseReminded:
    """Whoever promised was reminded."""

    at: Instant
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseMoved:
    """It is due later; the partner is told."""

    at: Instant
    staff: int
    number: int
    due: Instant
    remind: Instant


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseOver:
    """A promise was kept or withdrawn by `staff`, or broken: it came due, and a wait begins at that time if none runs."""

    at: Instant
    number: int
    how: Over
    staff: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """Everything written up to `at` needs no answer any more; `staff` is None when the partner pressed Solved."""

    at: Instant
    staff: int | None
    how: Literal["no_answer_needed", "closed", "solved"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Skip:
    """A level passed over at no cost, and why."""

    level: int
    who: LevelName
    why: Gap


@dataclass(frozen=True, kw_only=True, slots=True)
class Called:
    """A level was called. (episode, level, attempt, staff id) is unique: the key of a card."""

    at: Instant
    level: int  # index in the policy; number of levels for the last resort
    who: Who
    staff: tuple[int, ...]
    attempt: int  # counts the calls of this level, from 0; a join keeps the number of the call it joins
    skipped: tuple[Skip, ...]
    ideal: Instant  # when it should have been, were nothing ever late
    reason: Reason


Event = (
    PartnerWrote
    | PartnerEdited
    | Opened
    | StaffAnswered
    | AnswerDelivered
    | AnswerFailed
    | Taken
    | Released
    | Snoozed
    | Woken
    | HandoverOffered
    | HandoverDeclined
    | Promised
    | PromiseReminded
    | PromiseMoved
    | PromiseOver
    | Settled
    | Called
)


# --- state ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Cursor:
    """Where the ladder stands: the level called last."""

    level: int
    who: Who
    ideal: Instant
    notified: Instant  # when the level was entered (or re-opened): repeats are counted from here
    last: Instant  # its last call, repeats included, joins not
    attempt: int
    staff: tuple[int, ...]  # everybody called on this level, in the order of calls


@dataclass(frozen=True, kw_only=True, slots=True)
class Lease:
    """Whoever took it, until when, and how often it was prolonged."""

    staff: int
    until: Instant
    extensions: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Snooze:
    """Who has put the wait off, since when, until when and why."""

    staff: int
    at: Instant
    until: Instant
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Handover:
    """Who hands the wait over, to whom, and how long they have to accept."""

    staff: int
    to: tuple[int, ...]
    until: Instant


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """What was promised, by whom, by when; an answer given from `kept_from` on keeps it."""

    number: int
    staff: int
    answers: tuple[str, ...]  # the letters by which the partner was told; it is void when all of them fail
    made: Instant
    due: Instant
    remind: Instant | None  # None: reminded already
    kept_from: Instant
    text: str
    preview: str
    policy: str
    moves: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A running episode: from its first unanswered substantive message."""

    episode: int
    since: Instant
    started_by: int  # message id
    preview: str
    policy: str
    count: int  # unanswered messages, courtesies among them
    messages: tuple[PartnerWrote, ...]  # the last KEPT of them, oldest first
    cursor: Cursor | None = None
    lease: Lease | None = None
    reopen: Reopen | None = None  # the cursor's level is to be called again
    snooze: Snooze | None = None  # never together with a lease or a hand-over
    snoozes: int = 0  # how often it was put off
    snoozed_ms: int = 0  # for how long in all, what was cut short not counted
    handover: Handover | None = None
    promise: Promise | None = None  # the last one that was broken before or in this wait
    told_partner: bool = False  # the honest line was said
    deepest: int = -1  # deepest level called
    called: tuple[int, ...] = ()  # everybody called in this episode, on any level, or asked to take it over
    skipped: tuple[Skip, ...] = ()  # every level passed over in this episode


@dataclass(frozen=True, kw_only=True, slots=True)
class Provisional:
    """An answer on its way, with the episodes that wait again if it fails."""

    answer: str
    staff: int
    at: Instant
    queued: Instant
    stopped: tuple[Waiting, ...] = ()
    kept: tuple[Promise, ...] = ()  # open again if it fails
    holding: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LastAnswer:
    """Who answered last, and when."""

    staff: int
    at: Instant


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """The state of a conversation; `Conversation()` is one in which nothing has happened."""

    episode: int = 0  # the current one, or the last; 0: none yet
    numbered: int = 0  # the highest number given: numbers are never used twice
    waiting: Waiting | None = None
    provisional: tuple[Provisional, ...] = ()  # in the order of writing
    overdue: tuple[Provisional, ...] = ()  # taken for failed after 2 minutes; may still arrive
    promises: tuple[Promise, ...] = ()  # open ones, by number
    promised: int = 0  # the highest number given
    seen: tuple[tuple[Instant, int], ...] = ()  # (date, message) counted, the last KEPT
    heard: tuple[str, ...] = ()  # answers known, the last KEPT
    last_answer: LastAnswer | None = None
    last_question: bool = False  # our last answer ended with a question nobody has answered

    @property
    def waiting_since(self) -> datetime | None:
        """The start of the running wait, or None."""
        return self.waiting.since if self.waiting else None

    @property
    def started_by(self) -> int | None:
        """The id of the message that began the running wait, or None."""
        return self.waiting.started_by if self.waiting else None

    @property
    def unanswered(self) -> int:
        """How many partner messages wait."""
        return self.waiting.count if self.waiting else 0

    @property
    def preview(self) -> str:
        """The first words of the first unanswered message, at most 200 characters; empty if nothing waits."""
        return self.waiting.preview if self.waiting else ""

    @property
    def policy(self) -> str | None:
        """The name of the ladder pinned to the running episode, or None."""
        return self.waiting.policy if self.waiting else None

    @property
    def cursor(self) -> Cursor | None:
        """The level called last in the running episode, or None."""
        return self.waiting.cursor if self.waiting else None

    @property
    def lease(self) -> Lease | None:
        """Who has taken the running episode, or None; it may have run out (the ladder then releases it)."""
        return self.waiting.lease if self.waiting else None

    @property
    def told_partner(self) -> bool:
        """Whether the partner was told in the running episode who was called (PRODUCT 4: at most once)."""
        return self.waiting is not None and self.waiting.told_partner

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; instants as integer milliseconds."""
        state: dict[str, Any] = _STATE.dump_python(self, mode="json", exclude_defaults=True)
        return state

    def to_text(self) -> str:
        """`to_json` as JSON text, at once."""
        return _STATE.dump_json(self, exclude_defaults=True).decode()

    @staticmethod
    def from_text(text: str) -> "Conversation":
        """The inverse of to_text. ValueError if it is not one."""
        return _STATE.validate_json(text)

    @staticmethod
    def from_json(data: dict[str, Any]) -> "Conversation":
        """The inverse of to_json. ValueError if it is not one."""
        return _STATE.validate_python(data)


# --- events and state as JSON -----------------------------------------------------------------------------------------


def _name(kind: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


_STATE: TypeAdapter[Conversation] = TypeAdapter(Conversation)
_KINDS: dict[str, TypeAdapter[Any]] = {_name(kind): TypeAdapter(kind) for kind in get_args(Event)}


def dump(event: Event) -> tuple[str, dict[str, Any]]:
    """The event as (kind, plain JSON values): `partner_wrote`, `called`…; instants as integer milliseconds."""
    kind = _name(type(event))
    return kind, _KINDS[kind].dump_python(event, mode="json")


def load(kind: str, data: dict[str, Any]) -> Event:
    """The inverse of dump. KeyError for an unknown kind, ValueError for data that do not fit it."""
    event: Event = _KINDS[kind].validate_python(data)
    return event


# --- the fold ---------------------------------------------------------------------------------------------------------


def fold(events: Iterable[Event], conversation: Conversation | None = None) -> Conversation:
    """The state after these events, from the beginning or from a given state."""
    state = conversation or Conversation()
    for event in events:
        state = apply(state, event)
    return state


def apply(conversation: Conversation, event: Event) -> Conversation:
    """The state after one more event (PRODUCT 4, table). Total: what is repeated, late or unknown changes nothing."""
    return _APPLY[type(event)](conversation, event)


def _partner_wrote(c: Conversation, e: PartnerWrote) -> Conversation:
    if (e.at, e.message) in c.seen:
        return c
    if c.last_question and (c.last_answer is None or e.at > c.last_answer.at):
        c = replace(c, last_question=False)
    if c.waiting is None and not e.substantive:
        return c  # not remembered: one tap may still open it, with its true date
    e = replace(e, preview=e.preview[:PREVIEW])
    c = replace(c, seen=(*c.seen, (e.at, e.message))[-KEPT:])
    return _start(c, (e,)) if c.waiting is None else replace(c, waiting=_grow(c.waiting, e))


def _partner_edited(c: Conversation, e: PartnerEdited) -> Conversation:
    w, preview = c.waiting, e.preview[:PREVIEW]
    if w is not None and any(message.message == e.message for message in w.messages):
        messages = tuple(replace(m, preview=preview) if m.message == e.message else m for m in w.messages)
        shown = preview if w.started_by == e.message else w.preview
        return replace(c, waiting=replace(w, messages=messages, preview=shown))
    if w is not None or not e.matters:
        return c
    wrote = PartnerWrote(
        at=e.at, message=e.message, author=e.author, substantive=True, preview=preview, policy=e.policy
    )
    return _partner_wrote(c, wrote)


def _opened(c: Conversation, e: Opened) -> Conversation:
    if covered(c, e.since) or (c.waiting is not None and c.waiting.since <= e.since):
        return c
    asked = PartnerWrote(
        at=e.since, message=e.message, author=0, substantive=True, preview=e.preview[:PREVIEW], policy=e.policy
    )
    return _start(c, (asked,)) if c.waiting is None else replace(c, waiting=_grow(c.waiting, asked))


def covered(c: Conversation, at: datetime) -> bool:
    """Whether an answer was given since to what was written then."""
    return c.last_answer is not None and at < c.last_answer.at - CROSSING


def _start(c: Conversation, messages: tuple[PartnerWrote, ...], since: datetime | None = None) -> Conversation:
    first = next((message for message in messages if message.substantive), None)
    if first is None:
        return c
    number = c.numbered + 1
    waiting = Waiting(
        episode=number,
        since=since or first.at,
        started_by=first.message,
        preview=first.preview,
        policy=first.policy,
        count=len(messages),
        messages=messages,
    )
    return replace(c, episode=number, numbered=number, waiting=waiting)


def _sorted(messages: Iterable[PartnerWrote]) -> tuple[PartnerWrote, ...]:
    return tuple(sorted(messages, key=lambda message: (message.at, message.message)))[-KEPT:]


def _grow(w: Waiting, e: PartnerWrote) -> Waiting:
    before = w.messages
    w = replace(w, count=w.count + 1, messages=_sorted((*w.messages, e)))
    if e.substantive and e.at < w.since:  # it came late; the wait began with it
        return replace(w, since=e.at, started_by=e.message, preview=e.preview)
    if e.substantive and not w.started_by and not any(m.message and m.substantive for m in before):
        return replace(w, preview=e.preview)  # the first question says more than the questionnaire that began the wait
    return w


def _staff_answered(c: Conversation, e: StaffAnswered) -> Conversation:
    if e.answer in c.heard:
        return c
    c = replace(c, heard=(*c.heard, e.answer)[-KEPT:])
    if c.last_answer is None or e.at >= c.last_answer.at:
        c = replace(c, last_answer=LastAnswer(staff=e.staff, at=e.at), last_question=e.question)
    c, stopped = _cover(c, e.at - CROSSING)
    queued = max(e.at, e.queued or e.at)
    answer = Provisional(
        answer=e.answer, staff=e.staff, at=e.at, queued=queued, stopped=stopped, kept=_kept(c, e), holding=e.holding
    )
    c = _without(c, answer.kept)
    if e.delivered:
        return _confirm(c, e.at - CROSSING, by=answer)
    if not stopped and not answer.kept and not c.provisional:
        return c  # nothing depends on its fate
    return replace(c, provisional=(*c.provisional, answer))


def _cover(c: Conversation, before: datetime) -> tuple[Conversation, tuple[Waiting, ...]]:
    """Stop the wait of what is dated before that; what is not waits on as an episode of its own."""
    w = c.waiting
    if w is None or w.since >= before:
        return c, ()
    covered = tuple(message for message in w.messages if message.at < before)
    rest = w.messages[len(covered) :]
    stopped = replace(w, messages=covered, count=w.count - len(rest))
    # none covered: older messages were forgotten, and some of them may be unanswered too; never start too late
    return _start(replace(c, waiting=None), rest, None if covered else before), (stopped,)


def _last(w: Waiting) -> datetime:
    return w.messages[-1].at if w.messages else w.since


def _confirm(
    c: Conversation, before: datetime, keep: tuple[Provisional, ...] = (), *, by: Provisional | None = None
) -> Conversation:
    """Forget what provisional answers would restore, as far as it is dated before that; `keep` is left alone. `by`: the
    answer that has arrived, which keeps what it can keep.
    """
    left = [
        replace(
            p,
            stopped=tuple(w for w in p.stopped if _last(w) >= before),
            kept=tuple(promise for promise in p.kept if by is None or not _keeps(by, promise)),
        )
        for p in c.provisional
    ]
    return replace(c, provisional=_needed((*left, *keep)))


def _needed(provisional: tuple[Provisional, ...]) -> tuple[Provisional, ...]:
    """Without the first ones that restore nothing: no wait depends on their fate."""
    first = next((i for i, p in enumerate(provisional) if p.stopped or p.kept), len(provisional))
    return provisional[first:]


def _answer_delivered(c: Conversation, e: AnswerDelivered) -> Conversation:
    late = next((p for p in c.overdue if p.answer == e.answer), None)
    if late is not None:  # slow, not failed: it answers what it would have answered
        c, _ = _cover(replace(c, overdue=tuple(p for p in c.overdue if p is not late)), late.at - CROSSING)
        return _confirm(_without(c, _kept(c, late)), late.at - CROSSING, by=late)
    index = _index(c, e.answer)
    if index is None:
        return c
    own, later = c.provisional[index], c.provisional[index + 1 :]
    return _confirm(replace(c, provisional=c.provisional[:index]), own.at - CROSSING, later, by=own)


def _index(c: Conversation, answer: str) -> int | None:
    return next((i for i, p in enumerate(c.provisional) if p.answer == answer), None)


def _answer_failed(c: Conversation, e: AnswerFailed) -> Conversation:
    if e.reason != "undelivered":
        c = replace(c, overdue=tuple(p for p in c.overdue if p.answer != e.answer))
        c = _each_promise(c, lambda promise: _untold(promise, e.answer))
    index = _index(c, e.answer)
    if index is None:
        return c
    failed, later = c.provisional[index], list(c.provisional[index + 1 :])
    if e.reason == "undelivered":
        c = replace(c, overdue=(*c.overdue, replace(failed, stopped=(), kept=()))[-KEPT:])
    restored = [w for w in failed.stopped if not _inherit(later, w)]
    again = [promise for promise in failed.kept if not _hand_on(later, promise)]
    c = replace(c, provisional=_needed((*c.provisional[:index], *later)), promises=_by_number((*c.promises, *again)))
    for w in restored:
        c = _restore(c, w)
    return c


def _inherit(later: list[Provisional], w: Waiting) -> bool:
    """A later answer that covers the same messages stands for the failed one."""
    for index, p in enumerate(later):
        if _last(w) < p.at - CROSSING:
            later[index] = replace(p, stopped=(*p.stopped, w))
            return True
    return False


def _hand_on(later: list[Provisional], promise: Promise) -> bool:
    """A later answer that keeps the same promise stands for the failed one."""
    for index, p in enumerate(later):
        if _keeps(p, promise):
            later[index] = replace(p, kept=(*p.kept, promise))
            return True
    return False


def _restore(c: Conversation, w: Waiting) -> Conversation:
    merged = w if c.waiting is None else _merge(w, c.waiting)
    return replace(c, waiting=merged, episode=merged.episode)


def _merge(restored: Waiting, current: Waiting) -> Waiting:
    """The older start wins, with its episode; nothing that was done in the other is forgotten."""
    older, newer = sorted((restored, current), key=lambda w: (w.since, w.episode))
    lease = current.lease or restored.lease
    return replace(
        older,
        count=older.count + newer.count,
        messages=_sorted(older.messages + newer.messages),
        cursor=_further(older, newer),
        lease=lease,
        reopen=current.reopen or restored.reopen,
        snooze=None if lease else current.snooze or restored.snooze,
        snoozes=older.snoozes + newer.snoozes,
        snoozed_ms=older.snoozed_ms + newer.snoozed_ms,
        handover=None if current.snooze or restored.snooze else current.handover or restored.handover,
        promise=newer.promise or older.promise,
        told_partner=older.told_partner or newer.told_partner,
        deepest=max(older.deepest, newer.deepest),
        called=_union(older.called, newer.called),
        skipped=_union(older.skipped, newer.skipped),
    )


def _further(older: Waiting, newer: Waiting) -> Cursor | None:
    a, b = older.cursor, newer.cursor
    if a is None or b is None or older.policy != newer.policy:
        return a or (b if older.policy == newer.policy else None)
    if a.level != b.level:
        return max(a, b, key=lambda cursor: cursor.level)
    return replace(
        a,
        ideal=min(a.ideal, b.ideal),
        notified=max(a.notified, b.notified),
        last=max(a.last, b.last),
        attempt=max(a.attempt, b.attempt),
        staff=_union(a.staff, b.staff),
    )


def _union(a: tuple[K, ...], b: tuple[K, ...]) -> tuple[K, ...]:
    return (*a, *(one for one in b if one not in a))


def _taken(c: Conversation, e: Taken) -> Conversation:
    w = c.waiting
    if w is None:
        return c
    lease = Lease(staff=e.staff, until=e.until)
    if w.lease and w.lease.staff == e.staff and e.at < w.lease.until:
        if e.until <= w.lease.until:
            return c
        lease = replace(lease, extensions=w.lease.extensions + 1)
    return replace(c, waiting=replace(_rested(w, e.at), lease=lease, reopen=None, handover=None))


def _released(c: Conversation, e: Released) -> Conversation:
    w = c.waiting
    if w is None or w.lease is None or w.lease.staff != e.staff:
        return c
    return replace(c, waiting=replace(w, lease=None, reopen="lease_expired" if e.expired else "released"))


def _snoozed(c: Conversation, e: Snoozed) -> Conversation:
    w = c.waiting
    if w is None or w.snooze is not None or e.until <= e.at:
        return c
    if w.lease is not None and w.lease.staff != e.staff and e.at < w.lease.until:
        return c
    snooze = Snooze(staff=e.staff, at=e.at, until=e.until, reason=e.reason)
    spent = w.snoozed_ms + (e.until - e.at) // _MS
    rests = replace(w, snooze=snooze, snoozes=w.snoozes + 1, snoozed_ms=spent, lease=None, reopen=None, handover=None)
    return replace(c, waiting=rests)


def _rested(w: Waiting, at: datetime) -> Waiting:
    """Not snoozed any more; what was left of the time is given back."""
    if w.snooze is None:
        return w
    left = max(w.snooze.until - max(at, w.snooze.at), timedelta(0))
    return replace(w, snooze=None, snoozed_ms=w.snoozed_ms - left // _MS)


def _woken(c: Conversation, e: Woken) -> Conversation:
    w = c.waiting
    if w is None or w.snooze is None:
        return c
    return replace(c, waiting=replace(_rested(w, e.at), reopen="woken" if e.staff is not None else "snooze_over"))


def _handover_offered(c: Conversation, e: HandoverOffered) -> Conversation:
    w = c.waiting
    if w is None or w.snooze is not None or not e.to or e.until <= e.at:
        return c
    asked = Handover(staff=e.staff, to=e.to, until=e.until)
    return replace(c, waiting=replace(w, handover=asked, called=_union(w.called, e.to)))


def _handover_declined(c: Conversation, e: HandoverDeclined) -> Conversation:
    w = c.waiting
    if w is None or w.handover is None or (e.staff is not None and e.staff not in w.handover.to):
        return c
    left = () if e.staff is None else tuple(staff for staff in w.handover.to if staff != e.staff)
    if left:
        return replace(c, waiting=replace(w, handover=replace(w.handover, to=left)))
    if w.lease is not None and w.lease.staff == w.handover.staff:  # who has it has said that it is not for them
        w = replace(w, lease=None, reopen="declined")
    return replace(c, waiting=replace(w, handover=None))


def _keeps(answer: Provisional | StaffAnswered, promise: Promise) -> bool:
    """Whether that answer keeps the promise: "one moment" keeps none."""
    return not answer.holding and answer.at >= promise.kept_from


def _kept(c: Conversation, answer: Provisional | StaffAnswered) -> tuple[Promise, ...]:
    return tuple(promise for promise in c.promises if _keeps(answer, promise))


def _without(c: Conversation, gone: tuple[Promise, ...]) -> Conversation:
    return replace(c, promises=tuple(promise for promise in c.promises if promise not in gone)) if gone else c


def _by_number(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    return tuple(sorted(promises, key=lambda promise: promise.number))


def _each_promise(c: Conversation, change: Callable[[Promise], Promise | None]) -> Conversation:
    """Every promise changed, wherever it is kept in mind; None: forgotten."""

    def changed(promises: tuple[Promise, ...]) -> tuple[Promise, ...]:
        return tuple(new for promise in promises if (new := change(promise)) is not None)

    left = tuple(replace(p, kept=changed(p.kept)) for p in c.provisional)
    return replace(c, promises=changed(c.promises), provisional=_needed(left))


def _untold(promise: Promise, answer: str) -> Promise | None:
    """The promise when that letter did not arrive."""
    answers = tuple(one for one in promise.answers if one != answer)
    return replace(promise, answers=answers) if answers else None


def _promised(c: Conversation, e: Promised) -> Conversation:
    if e.number <= c.promised or e.due <= e.at:
        return c
    c = replace(c, promised=e.number)
    first = next((promise for promise in c.promises if not promise.text), None)
    if first is not None and not e.text:  # put off again: the clock of the first "one moment" runs on
        return _changed(c, first.number, answers=(*first.answers, e.answer))
    promise = Promise(
        number=e.number,
        staff=e.staff,
        answers=(e.answer,),
        made=e.at,
        due=e.due,
        remind=e.remind,
        kept_from=e.remind if e.text else e.at,
        text=e.text[:PREVIEW],
        preview=e.preview[:PREVIEW],
        policy=e.policy,
    )
    return replace(c, promises=(*c.promises, promise))


def promise_of(c: Conversation, number: int) -> Promise | None:
    """The open promise of that number."""
    return next((promise for promise in c.promises if promise.number == number), None)


def _changed(c: Conversation, number: int, **changes: Any) -> Conversation:
    promises = tuple(replace(one, **changes) if one.number == number else one for one in c.promises)
    return replace(c, promises=promises)


def _promise_reminded(c: Conversation, e: PromiseReminded) -> Conversation:
    return _changed(c, e.number, remind=None)


def _promise_moved(c: Conversation, e: PromiseMoved) -> Conversation:
    promise = promise_of(c, e.number)
    if promise is None or e.due <= promise.due:
        return c
    kept_from = e.remind if promise.text else promise.kept_from
    return _changed(c, e.number, due=e.due, remind=e.remind, kept_from=kept_from, moves=promise.moves + 1)


def _promise_over(c: Conversation, e: PromiseOver) -> Conversation:
    promise = promise_of(c, e.number)
    c = _each_promise(c, lambda one: None if one.number == e.number else one)
    if promise is None or e.how != "broken":
        return c
    if c.waiting is None:
        shown = promise.text or promise.preview
        due = PartnerWrote(at=promise.due, message=0, author=0, substantive=True, preview=shown, policy=promise.policy)
        c = _start(c, (due,))
    assert c.waiting is not None
    return replace(c, waiting=replace(c.waiting, promise=promise))


def _settled(c: Conversation, e: Settled) -> Conversation:
    c, _ = _cover(c, e.at + _MS)
    return _confirm(c, e.at + _MS)


def _called(c: Conversation, e: Called) -> Conversation:
    w = c.waiting
    if w is None or _stale(w.cursor, e):
        return c
    told = w.told_partner or _SENIORITY[e.who] >= _SENIORITY["senior"]
    cursor = _moved(w.cursor, e)
    called, skipped = _union(w.called, e.staff), _union(w.skipped, e.skipped)
    w = replace(w, cursor=cursor, reopen=None, told_partner=told, deepest=max(w.deepest, e.level))
    return replace(c, waiting=replace(w, called=called, skipped=skipped))


def _stale(cursor: Cursor | None, e: Called) -> bool:
    if e.reason == "join":
        return cursor is None or cursor.level != e.level or set(e.staff) <= set(cursor.staff)
    return cursor is not None and (e.level, e.attempt) <= (cursor.level, cursor.attempt)


def _moved(cursor: Cursor | None, e: Called) -> Cursor:
    if cursor is not None and e.reason == "join":
        return replace(cursor, staff=_union(cursor.staff, e.staff))
    if cursor is not None and e.reason == "repeat" and cursor.level == e.level:
        return replace(cursor, last=e.at, attempt=e.attempt, staff=_union(cursor.staff, e.staff))
    return Cursor(
        level=e.level,
        who=e.who,
        ideal=e.ideal,
        notified=e.at,
        last=e.at,
        attempt=e.attempt,
        staff=e.staff,
    )


_APPLY: dict[type, Callable[[Conversation, Any], Conversation]] = {
    PartnerWrote: _partner_wrote,
    PartnerEdited: _partner_edited,
    Opened: _opened,
    StaffAnswered: _staff_answered,
    AnswerDelivered: _answer_delivered,
    AnswerFailed: _answer_failed,
    Taken: _taken,
    Released: _released,
    Snoozed: _snoozed,
    Woken: _woken,
    HandoverOffered: _handover_offered,
    HandoverDeclined: _handover_declined,
    Promised: _promised,
    PromiseReminded: _promise_reminded,
    PromiseMoved: _promise_moved,
    PromiseOver: _promise_over,
    Settled: _settled,
    Called: _called,
}


# --- episodes ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Episode:
    """A waiting period as a row: running while `ended_at` is None."""

    number: int
    started_at: datetime
    policy: str
    level: int  # deepest level called; -1: none
    ended_at: datetime | None = None
    staff: int | None = None  # who answered or settled it
    how: How | None = None  # merged: it was found to be part of an older one


def episodes(before: Conversation, after: Conversation, event: Event) -> tuple[Episode, ...]:
    """The rows to write, by number, replacing what is there: ended, begun, changed or running again (restored)."""
    rows = [_ended(w, before, after, event) for w in _touched(before, event) if not _runs(w, after)]
    if after.waiting is not None:
        row = _row(after.waiting)
        if before.waiting is None or _row(before.waiting) != row:
            rows.append(row)
    return tuple(rows)


def closed_episode(before: Conversation, after: Conversation, event: Event) -> Episode | None:
    """The episode this event ended, or None; one that is running again comes in `episodes`, without an end."""
    if before.waiting is None or _runs(before.waiting, after):
        return None
    return _ended(before.waiting, before, after, event)


def _row(w: Waiting) -> Episode:
    return Episode(number=w.episode, started_at=w.since, policy=w.policy, level=w.deepest)


def _runs(w: Waiting, after: Conversation) -> bool:
    return after.waiting is not None and after.waiting.episode == w.episode


def _touched(before: Conversation, event: Event) -> list[Waiting]:
    touched = [before.waiting] if before.waiting else []
    if isinstance(event, AnswerFailed):
        touched += [w for p in before.provisional if p.answer == event.answer for w in p.stopped]
    return touched


def _ended(w: Waiting, before: Conversation, after: Conversation, event: Event) -> Episode:
    for p in after.provisional:
        if any(stopped.episode == w.episode for stopped in p.stopped):
            return replace(_row(w), ended_at=p.at, staff=p.staff, how="answered")
    if isinstance(event, StaffAnswered):
        return replace(_row(w), ended_at=event.at, staff=event.staff, how="answered")
    if isinstance(event, Settled):
        return replace(_row(w), ended_at=event.at, staff=event.staff, how=event.how)
    if isinstance(event, AnswerDelivered):
        late = next(p for p in before.overdue if p.answer == event.answer)
        return replace(_row(w), ended_at=late.at, staff=late.staff, how="answered")
    return replace(_row(w), ended_at=event.at, how="merged")


# --- what seemed to need no answer ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Unneeded:
    """A message that was taken to need no answer: as a courtesy, or (settled) because one of us said so."""

    message: int
    at: datetime
    preview: str
    staff: int | None = None


def unneeded(before: Conversation, event: Event) -> Unneeded | None:
    """What this event lets pass without an answer, to be looked at in the morning (PRODUCT 4, 8)."""
    w = before.waiting
    match event:
        case PartnerWrote() if w is None and not event.substantive and not covered(before, event.at):
            return Unneeded(message=event.message, at=event.at, preview=event.preview[:PREVIEW])
        case Settled(how="no_answer_needed") if w is not None and event.staff is not None:
            return Unneeded(message=w.started_by, at=w.since, preview=w.preview, staff=event.staff)
    return None


# --- promises ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseRow:
    """A promise as a row: open while `over` is None; `staff` ended it, or answered."""

    promise: Promise
    over: Over | None = None
    at: datetime | None = None
    staff: int | None = None


def promises(before: Conversation, after: Conversation, event: Event) -> tuple[PromiseRow, ...]:
    """The rows to write, by number, replacing what is there: made, moved, over, or open again."""
    gone = [one for one in before.promises if promise_of(after, one.number) is None]
    new = [one for one in after.promises if promise_of(before, one.number) != one]
    return (*(_over(one, before, event) for one in gone), *(PromiseRow(promise=one) for one in new))


def _over(promise: Promise, before: Conversation, event: Event) -> PromiseRow:
    if isinstance(event, PromiseOver):
        return PromiseRow(promise=promise, over=event.how, at=event.at, staff=event.staff)
    if isinstance(event, StaffAnswered):
        return PromiseRow(promise=promise, over="kept", at=event.at, staff=event.staff)
    if isinstance(event, AnswerDelivered):
        late = next(p for p in before.overdue if p.answer == event.answer)
        return PromiseRow(promise=promise, over="kept", at=late.at, staff=late.staff)
    return PromiseRow(promise=promise, over="withdrawn", at=event.at)  # the partner never read it
