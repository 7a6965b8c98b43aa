"""Conversations: what happened in them, what waits, what is due (DESIGN 3.5)."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from desk import duty as roster
from desk import topics, waiting
from desk.chats import Chat
from desk.conversation import Conversation, Episode, Event, dump, load, to_ms
from desk.duty import Duty
from desk.letters import cards
from desk.letters.letter import Letter
from desk.people import Partner, Staff
from desk.rosters import Changes
from desk.rules import Policy, Rules
from desk.waiting import Case, Step
from storage import outbox, people, pings, promises, unneeded
from storage import roster as shifts
from storage.database import Row, Tx, instant, ms


async def of_chat(tx: Tx, chat: Chat) -> int:
    """The conversation of a bound chat, made if there is none."""
    row = await tx.one("conversations.of_chat", chat=chat.id)
    if row is None:
        await tx.run("conversations.add", chat=chat.id)
        row = await tx.one("conversations.of_chat", chat=chat.id)
    assert row is not None
    number: int = row["id"]
    return number


async def of_topic(tx: Tx, forum: int, topic: int) -> int | None:
    """The conversation whose topic that is."""
    row = await tx.one("conversations.of_topic", forum=forum, topic=topic)
    return row["id"] if row else None


@lru_cache(maxsize=64)
def policy_version(name: str, policy: Policy) -> str:
    """The version an episode is pinned to: the ladder's name and a digest of its body."""
    return f"{name}@{hashlib.sha256(policy.model_dump_json().encode()).hexdigest()[:12]}"


async def _policies(tx: Tx, state: Conversation, partner: Partner, rules: Rules, now: datetime) -> dict[str, Policy]:
    name = waiting.policy_name(partner, rules, now)
    current: Policy = getattr(rules.ladder, name)
    version = policy_version(name, current)
    found = {version: current}
    for pinned in _pinned(state) - {version}:
        row = await tx.one("conversations.policy", version=pinned)
        found[pinned] = Policy.model_validate_json(row["body"]) if row else current
    return found


def _pinned(state: Conversation) -> set[str]:
    """The ladders of all waits that run or may run again, and of promises that may be broken."""
    stopped = [w.policy for answer in state.provisional for w in answer.stopped]
    kept = [promise.policy for answer in state.provisional for promise in answer.kept]
    waits = [state.waiting.policy] if state.waiting else []
    return {*waits, *stopped, *kept, *(promise.policy for promise in state.promises)}


class _Rosters:
    """The last roster worked out, good until it changes; only a saving of time."""

    def __init__(self) -> None:
        self._known: tuple[Rules, tuple[Staff, ...], Changes, datetime, Duty] | None = None

    def at(self, rules: Rules, staff: Sequence[Staff], changes: Changes, now: datetime) -> Duty:
        if self._known is not None:
            known_rules, known_staff, known_changes, made_at, duty = self._known
            until = duty.next_change
            if (
                known_rules is rules
                and known_staff == tuple(staff)
                and known_changes == changes
                and made_at <= now
                and (until is None or now < until)
            ):
                return duty
        duty = roster.roster(rules, staff, now, changes)
        self._known = (rules, tuple(staff), changes, now, duty)
        return duty


_rosters = _Rosters()


async def case(
    tx: Tx,
    conversation: int,
    rules: Rules,
    now: datetime,
    staff: Sequence[Staff] | None = None,
    changes: Changes | None = None,
) -> Case | None:
    """All that is known about a conversation, or None where there is none with a partner.

    staff, changes: where they have been read already.
    """
    row = await tx.one("conversations.case", id=conversation)
    if row is None:
        return None
    staff = await people.staff(tx) if staff is None else staff
    changes = await shifts.changes(tx, now) if changes is None else changes
    return await _case(tx, row, rules, now, staff, changes)


async def _case(tx: Tx, row: Row, rules: Rules, now: datetime, staff: Sequence[Staff], changes: Changes) -> Case:
    since = instant(row["partner_since"])
    assert since is not None
    partner = Partner(
        id=row["partner"],
        name=row["partner_name"],
        tier=row["tier"],
        manager=row["manager"],
        created_at=since,
        tier_until=instant(row["tier_until"]),
    )
    state = Conversation.from_text(row["state"])
    return Case(
        conversation=row["id"],
        chat=Chat(
            id=row["chat"],
            tg_id=row["tg_id"],
            kind=row["kind"],
            title=row["title"],
            partner=row["partner"],
            locale=row["locale"],
            status=row["status"],
        ),
        partner=partner,
        state=state,
        events=row["events"],
        policies=await _policies(tx, state, partner, rules, now),
        leases=rules.ladder.leases,
        promises=rules.promises,
        duty=roster.for_manager(_rosters.at(rules, staff, changes, now), partner.manager),
        staff={person.id: person for person in staff},
        spoke_topic=row["spoke_topic"],
        spoke_chat=row["spoke_chat"],
        pings=rules.ladder.pings,
    )


def policy_for(known: Case, rules: Rules, now: datetime) -> str:
    """The version of the ladder to pin to an episode that begins now."""
    name = waiting.policy_name(known.partner, rules, now)
    return policy_version(name, getattr(rules.ladder, name))


async def record(
    tx: Tx, known: Case, events: Iterable[Event], now: datetime, lists: set[pings.Named] | None = None
) -> Step:
    """Decide what follows from these events, and keep all of it: events, state, rows, letters.

    lists: where the lists are gathered that the caller shows after many; None: they are shown at once.
    """
    step = waiting.decide(known, events, now)
    for cause in step.revoked:
        await outbox.revoke(tx, cause)
    letters, stale = await pings.temper(tx, known, step, now)
    await outbox.add(tx, letters, now)
    await _save(tx, known, step, now)
    if lists is None:
        await pings.show(tx, stale, now)
    else:
        lists |= stale
    return step


async def rings(tx: Tx, letter: Letter, rules: Rules, now: datetime) -> bool:
    """Whether a letter that is about to leave still has somebody to call, if it is a call (PRODUCT 4)."""
    number = cards.conversation_of(letter.cause or "")
    if number is None or letter.to.kind != "staff" or letter.silent or not cards.calls(letter):
        return True
    known = await case(tx, number, rules, now)
    return known is not None and waiting.rings(known, letter, now)


async def _save(tx: Tx, known: Case, step: Step, now: datetime) -> None:
    count = known.events
    await tx.many("conversations.add_event", [_event(known, e, count + i, now) for i, e in enumerate(step.events)])
    await tx.many("conversations.put_episode", [_episode(known, episode) for episode in step.episodes])
    if step.state.waiting is not None and (known.state.waiting is None or known.state.policy != step.state.policy):
        await _pin(tx, known.policies, step.state.waiting.policy)
    await promises.put(tx, known.conversation, step.promises)
    await unneeded.put(tx, known.conversation, step, now)
    for row in step.promises:
        await _pin(tx, known.policies, row.promise.policy)
    await tx.run(
        "conversations.save",
        id=known.conversation,
        state=step.state.to_text(),
        events=count + len(step.events),
        waiting_since=ms(step.state.waiting_since),
        next_action_at=ms(step.next_at),
    )
    if topics.changed(known.state, step.state):
        await tx.run("conversations.stale", id=known.conversation)


async def _pin(tx: Tx, policies: Mapping[str, Policy], version: str) -> None:
    await tx.run("conversations.put_policy", version=version, body=policies[version].model_dump_json())


def _event(known: Case, event: Event, seq: int, now: datetime) -> dict[str, object]:
    kind, data = dump(event)
    return {
        "conversation": known.conversation,
        "seq": seq,
        "kind": kind,
        "at": to_ms(event.at),
        "decided_at": ms(now),
        "data": json.dumps(data, ensure_ascii=False),
    }


def _episode(known: Case, episode: Episode) -> dict[str, object]:
    return {
        "conversation": known.conversation,
        "number": episode.number,
        "started_at": ms(episode.started_at),
        "ended_at": ms(episode.ended_at),
        "staff": episode.staff,
        "how": episode.how,
        "level": episode.level,
    }


async def events(tx: Tx, conversation: int) -> list[Event]:
    """Everything that happened in a conversation, in order."""
    rows = await tx.all("conversations.events", id=conversation)
    return [load(row["kind"], json.loads(row["data"])) for row in rows]


async def due(tx: Tx, now: datetime, limit: int) -> dict[int, datetime]:
    """Conversations in which something is to be done now, and since when; the longest overdue first."""
    rows = await tx.all("conversations.due", now=ms(now), limit=limit)
    return {row["id"]: at for row in rows if (at := instant(row["next_action_at"])) is not None}


async def revive(tx: Tx, conversation: int, now: datetime) -> None:
    """Have a conversation looked at by the next sweep, whatever it waits for."""
    await tx.run("conversations.revive", id=conversation, now=ms(now))


async def wake_waiting(tx: Tx, now: datetime) -> None:
    """Have every waiting conversation looked at: the staff or their reachability changed."""
    await tx.run("conversations.wake_waiting", now=ms(now))


async def waited(tx: Tx, until: datetime, limit: int) -> list[int]:
    """Conversations that wait since before that instant, the longest first."""
    return [row["id"] for row in await tx.all("conversations.waited", until=ms(until), limit=limit)]


async def all_ids(tx: Tx) -> list[int]:
    """The numbers of all conversations."""
    return [row["id"] for row in await tx.all("conversations.all")]
