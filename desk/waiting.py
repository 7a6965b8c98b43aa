"""What follows from events in a conversation: the ladder asked until it rests, and a letter for everybody concerned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from desk import conversation, ladder
from desk.chats import Chat
from desk.conversation import (
    AnswerFailed,
    Called,
    Conversation,
    Episode,
    Event,
    HandoverDeclined,
    HandoverOffered,
    Opened,
    PartnerEdited,
    PartnerWrote,
    PromiseOver,
    PromiseReminded,
    PromiseRow,
    Released,
    Settled,
    Skip,
    Snooze,
    Snoozed,
    StaffAnswered,
    Taken,
    Unneeded,
    Waiting,
    Woken,
)
from desk.duty import Duty
from desk.letters import cards, promises
from desk.letters.letter import Letter, Person
from desk.people import RANK, Partner, Staff
from desk.rules import Leases, Pings, Policy, Promises, Rules

SNOOZES = (10, 20, 30)  # minutes on the buttons


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """All that is known about one conversation when something about it is decided."""

    conversation: int
    chat: Chat
    partner: Partner
    state: Conversation
    events: int  # how many led to that state
    policies: Mapping[str, Policy]  # by version: the pinned one and today's
    leases: Leases
    duty: Duty
    staff: Mapping[int, Staff]
    spoke_topic: str | None = None  # whose name was shown last there, if nobody has spoken since
    spoke_chat: str | None = None
    promises: Promises = field(default_factory=Promises)
    pings: Pings = field(default_factory=Pings)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What is to be kept and said: the new state, the events that led to it, rows, letters, and when to look again."""

    state: Conversation
    events: tuple[Event, ...]
    episodes: tuple[Episode, ...]
    promises: tuple[PromiseRow, ...]
    unneeded: tuple[Unneeded, ...]
    letters: tuple[Letter, ...]
    revoked: tuple[str, ...]  # causes whose unsent letters are void
    next_at: datetime | None


def policy_name(partner: Partner, rules: Rules, now: datetime) -> str:
    """Which ladder a new episode of that partner gets: vip by tier, new in the first days, else default (PRODUCT 2, 4)."""
    if partner.tier == "vip":
        return "vip"
    return "new" if now < partner.created_at + rules.newcomers.days else "default"


def decide(case: Case, events: Iterable[Event], now: datetime) -> Step:
    """Apply what happened, then everything the ladder does at this instant (PRODUCT 4)."""
    run = _Run(case=case, now=now)
    for event in events:
        run.apply(event)
    next_at = run.climb()
    return Step(
        state=run.case.state,
        events=tuple(run.events),
        episodes=tuple(run.episodes.values()),
        promises=tuple(run.promises.values()),
        unneeded=tuple(run.unneeded),
        letters=tuple(run.letters),
        revoked=tuple(run.revoked),
        next_at=next_at,
    )


class _Run:
    """One decision in the making."""

    def __init__(self, *, case: Case, now: datetime) -> None:
        self.case, self.now = case, now
        self.events: list[Event] = []
        self.episodes: dict[int, Episode] = {}
        self.promises: dict[int, PromiseRow] = {}
        self.unneeded: list[Unneeded] = []
        self.letters: list[Letter] = []
        self.revoked: list[str] = []

    def apply(self, event: Event) -> None:
        before = self.case.state
        after = conversation.apply(before, event)
        if (passed := conversation.unneeded(before, event)) is not None:
            self.unneeded.append(passed)
        if after == before:
            return
        self.case = replace(self.case, state=after)
        self.events.append(event)
        self.episodes |= {row.number: row for row in conversation.episodes(before, after, event)}
        rows = conversation.promises(before, after, event)
        self.promises |= {row.promise.number: row for row in rows}
        self._say(before, event, after)
        self.letters += _promised(self.case, before, event, rows, self.now)

    def climb(self) -> datetime | None:
        policy = self._policy()
        if policy is None:
            return None
        while True:
            action = ladder.next_action(self.case.state, policy, self.case.leases, self.case.duty, self.now)
            if isinstance(action, ladder.Idle):
                return None
            if isinstance(action, ladder.Wait):
                return action.until
            for event in action.events:
                self.apply(event)
            policy = self._policy() or policy

    def _policy(self) -> Policy | None:
        pinned = self.case.state.policy
        if pinned is not None:
            return self.case.policies[pinned]
        return next(iter(self.case.policies.values()), None)

    def _say(self, before: Conversation, event: Event, after: Conversation) -> None:
        if before.waiting and (after.waiting is None or after.waiting.episode != before.waiting.episode):
            self.revoked.append(cards.cause(self.case.conversation, before.waiting.episode))
            self.letters += _ended(self.case, before.waiting, event)
        held = before.waiting.lease if before.waiting else None
        if held is not None and after.waiting is not None and after.waiting.lease != held:
            self.letters.append(cards.card(_subject(self.case, after.waiting), held.staff, renew_only=True))
        match event:
            case Called():
                self.letters += _called(self.case, before, event, self.now)
            case (
                PartnerWrote() | PartnerEdited() | Opened() | Taken() | Released() | Snoozed() | Woken() | PromiseOver()
            ) if before.waiting and after.waiting:
                self.letters += _renewed(self.case, after.waiting)
            case HandoverOffered() if before.waiting and after.waiting:
                self.letters += _offered(self.case, before.waiting, after.waiting)
            case HandoverDeclined() if before.waiting and after.waiting:
                self.letters += _declined(self.case, before.waiting, after.waiting, event)
            case AnswerFailed():
                self.letters += _failed(self.case, before, event)
                if after.waiting and not before.waiting:
                    self.letters += _renewed(self.case, after.waiting)


def rings(case: Case, letter: Letter, now: datetime) -> bool:
    """Whether a card, or the nudge under it, that could not leave at once may still make its sound (PRODUCT 4).

    It may while that wait goes on, is nobody's and not put off, and the reader is on duty or asked to take it over.
    """
    w, staff = case.state.waiting, letter.to.id
    if w is None or letter.cause != cards.cause(case.conversation, w.episode):
        return False
    if w.handover is not None and staff in w.handover.to:
        return True
    if w.lease is not None and now < w.lease.until:
        return w.lease.staff == staff and letter.key == "card"
    return w.snooze is None and staff in _on_duty(case, w)


def _on_duty(case: Case, waiting: Waiting) -> set[int]:
    """Everybody on a level that has been called, as it is now."""
    levels, cursor = case.policies[waiting.policy].levels, waiting.cursor
    reached = levels[: cursor.level + 1] if cursor else ()
    called = {level.who for level in reached if level.who != "manager" or case.duty.manager_open}
    if cursor is not None and cursor.who == "last_resort":
        called.add("head")
    return {staff for who in called for staff in case.duty.people.get(who, ())}


def _subject(case: Case, waiting: Waiting) -> cards.Subject:
    cursor, lease, longest = waiting.cursor, waiting.lease, longest_snooze(waiting, case.leases)
    holder = case.staff.get(lease.staff) if lease else None
    return cards.Subject(
        conversation=case.conversation,
        episode=waiting.episode,
        partner=case.partner.name,
        tier=case.partner.tier,
        chat=case.chat.title,
        group=case.chat.kind == "group",
        preview=waiting.preview,
        count=waiting.count,
        since=waiting.since,
        level=cursor.level if cursor else 0,
        levels=len(case.policies[waiting.policy].levels),
        who=cursor.who if cursor else "on_shift",
        people=len(cursor.staff) if cursor else 0,
        skipped=waiting.skipped,
        holder=(holder.id, holder.name) if holder else None,
        until=lease.until if lease else None,
        extension=lease.extensions if lease and lease.extensions < case.leases.extensions else None,
        snooze=waiting.snooze,
        snoozes=tuple(minutes for minutes in SNOOZES if timedelta(minutes=minutes) <= longest),
        wakers=tuple(one.id for one in case.staff.values() if may_wake(one, waiting.snooze)) if waiting.snooze else (),
        handover=waiting.handover,
        names={one.id: one.name for one in case.staff.values()},
        promise=waiting.promise,
    )


def _name(case: Case, staff: int) -> str:
    return case.staff[staff].name if staff in case.staff else "—"


def longest_snooze(waiting: Waiting, leases: Leases) -> timedelta:
    """For how long the wait may still be put off; zero when it may not any more (PRODUCT 4: 30 min each, 2 times, 60 min)."""
    if waiting.snoozes >= leases.snoozes:
        return timedelta(0)
    return max(timedelta(0), min(leases.snooze, leases.snoozed - timedelta(milliseconds=waiting.snoozed_ms)))


def may_wake(staff: Staff, snooze: Snooze) -> bool:
    """Whether that person may end that snooze: whoever began it, and seniors."""
    return staff.id == snooze.staff or RANK[staff.role] >= RANK["senior"]


def at_work(case: Case, person: Staff) -> bool:
    """Whether that person is on shift, or in the open office."""
    office = person.role in ("manager", "head") and case.duty.manager_open
    return office or person.id in case.duty.people.get("on_shift", ())


def subject(case: Case) -> cards.Subject:
    """What the cards of the running wait tell; for a case in which somebody waits."""
    assert case.state.waiting is not None
    return _subject(case, case.state.waiting)


def _concerned(case: Case, waiting: Waiting) -> Sequence[int]:
    """Everybody who may have a card: those called who are still with us, and the manager who got a silent one."""
    manager, called = case.duty.manager, tuple(one for one in waiting.called if one in case.staff)
    return called if manager is None or manager in called else (*called, manager)


def _everybody(case: Case, waiting: Waiting) -> Sequence[int]:
    """The same, and whoever has taken it without having been called."""
    concerned, lease = _concerned(case, waiting), waiting.lease
    if lease is None or lease.staff in concerned or lease.staff not in case.staff:
        return concerned
    return (*concerned, lease.staff)


def renewed(case: Case) -> list[Letter]:
    """The live cards of the running wait as they read now: whose chat it is has changed."""
    return _renewed(case, case.state.waiting) if case.state.waiting else []


def _renewed(case: Case, waiting: Waiting) -> list[Letter]:
    subject = _subject(case, waiting)
    return [cards.card(subject, staff, renew_only=True) for staff in _everybody(case, waiting)]


def _offered(case: Case, before: Waiting, waiting: Waiting) -> list[Letter]:
    """A card for everybody asked, with a word under it where it stood there already: an edited card makes no sound."""
    subject, handover = _subject(case, waiting), waiting.handover
    assert handover is not None
    asked = [staff for staff in handover.to if staff in case.staff]
    letters = [one for one in _renewed(case, waiting) if one.to.id not in asked]
    letters += [cards.card(subject, staff) for staff in asked]
    return letters + [cards.asked(subject, staff, handover) for staff in asked if staff in _carded(case, before)]


def _declined(case: Case, before: Waiting, waiting: Waiting, event: HandoverDeclined) -> list[Letter]:
    """The cards as they stand now; and whoever wanted to hand it over is told when nobody is left to accept."""
    letters, handover = _renewed(case, waiting), before.handover
    if waiting.handover is not None or handover is None or handover.staff not in case.staff:
        return letters
    who = case.staff.get(event.staff) if event.staff is not None else None
    return [*letters, cards.refused(_subject(case, waiting), handover.staff, who.name if who else None)]


def _called(case: Case, before: Conversation, event: Called, now: datetime) -> list[Letter]:
    waiting = case.state.waiting
    assert waiting is not None
    subject = _subject(case, waiting)
    waits = timedelta(seconds=round((now - waiting.since).total_seconds()))
    known = _carded(case, before.waiting)
    letters: list[Letter] = []
    for staff in event.staff:
        letters.append(cards.card(subject, staff))  # again too: the first may not have reached them
        if staff in known:  # an edited card makes no sound
            letters.append(cards.nudge(subject, staff, waits, event.reason, event.level, event.attempt))
    if event.reason == "start" and _closed(event.skipped):
        letters += [cards.card(subject, m, silent=True) for m in [case.duty.manager] if m and m not in event.staff]
    if event.who == "last_resort":
        heads = [case.staff[staff] for staff in event.staff if staff in case.staff]
        letters.append(cards.mention(subject, [(head.name, head.user_id) for head in heads], waits, event.attempt))
    letters += cards.vacancies(subject, event, case.staff.values())
    if event.who in ("senior", "head", "last_resort") and not before.told_partner:
        letters.append(
            cards.honest(subject, case.chat.id, [case.staff[s].name for s in event.staff if s in case.staff])
        )
    return letters


def _closed(skipped: Iterable[Skip]) -> bool:
    return any(skip.who == "manager" and skip.why == "closed" for skip in skipped)


def _carded(case: Case, waiting: Waiting | None) -> Sequence[int]:
    """Everybody who was sent a card before, the manager's silent one among them."""
    if waiting is None:
        return ()
    return _concerned(case, waiting) if _closed(waiting.skipped) else waiting.called


def _failed(case: Case, before: Conversation, event: AnswerFailed) -> list[Letter]:
    author = next(
        (case.staff[p.staff] for p in before.provisional if p.answer == event.answer and p.staff in case.staff), None
    )
    if author is None or event.reason != "undelivered":
        return []  # of every other reason the receipt tells
    person = Person(name=author.name, user_id=author.user_id)
    return [cards.undelivered(case.conversation, event.answer, event.reason, person)]


def _ended(case: Case, waiting: Waiting, event: Event) -> list[Letter]:
    if isinstance(event, StaffAnswered | Settled):
        staff = case.staff.get(event.staff) if event.staff is not None else None
        how = event.how if isinstance(event, Settled) else "holding" if event.holding else "answered"
        name = staff.name if staff else None
        return [cards.closed(_subject(case, waiting), one, how, name) for one in _everybody(case, waiting)]
    return []


def _promised(
    case: Case, before: Conversation, event: Event, rows: Sequence[PromiseRow], now: datetime
) -> list[Letter]:
    """What is said of promises that were moved, are over, open again, or nearly due."""
    letters: list[Letter] = []
    for row in rows:
        promise, number = row.promise, case.conversation
        old, name = conversation.promise_of(before, promise.number), _name(case, promise.staff)
        if row.over is not None:
            letters += promises.over(number, promise, row.over, name, now)
        elif old is None and before.promised >= promise.number:
            letters.append(promises.again(number, promise, name, now))
        elif old is not None and promise.moves > old.moves:
            letters += promises.moved(number, case.chat.id, old, promise, name, now)
        if isinstance(event, PromiseOver) and row.over == "withdrawn" and promise.text:
            letters.append(promises.withdrawn(number, case.chat.id, promise, now))
        if isinstance(event, PromiseReminded):
            later = case.promises.later if promise.moves < case.promises.moves else None
            acting = case.duty.away.get(promise.staff, promise.staff)  # whoever stands in for an absent one
            reader = None if acting is None else case.staff.get(acting)
            letters.append(promises.reminder(number, case.partner.name, promise, name, reader, later, now))
    return letters
