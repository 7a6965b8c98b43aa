"""What makes a topic out of date, what is queued for it then, and where the next one goes (PRODUCT 3)."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import deskfile
from desk.chats import Chat
from desk.conversation import PartnerWrote, Taken
from desk.letters import letter
from desk.letters.letter import Lane, Letter
from desk.newcomers import Newcomer
from desk.people import Partner
from storage import addresses, chats, conversations, links, outbox, people, topics
from storage.database import Database, Tx
from storage.outbox import Sent

RULES = deskfile.read("desk.example.yaml")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FORUM, FORUM_TOO = -1001, -1002
STRANGER = Newcomer(user_id=5, name="Ann", username=None, locale="en", payload="", started_at=NOW)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A partner's private chat with its topic, the partner's group, and the manager's number."""

    tx: Tx
    partner: Partner
    chat: Chat
    group: Chat
    conversation: int
    manager: int


async def stage(tx: Tx) -> Stage:
    """Everything is there and nothing is out of date."""
    await chats.add_forum(tx, FORUM, NOW)
    await links.sync_terms(tx, RULES, NOW - timedelta(days=1))
    manager = await people.add_staff(tx, 1, "Maria", None, "manager", NOW, locale="ru", zone="UTC", reach="ok")
    partner = await people.add_partner(tx, "Alpha", manager, NOW)
    chat = await chats.add(tx, 5, "private", "Ann", partner.id, "en")
    group = await chats.add(tx, -100, "group", "Alpha buyers", partner.id, "en")
    await people.add_newcomer(tx, STRANGER)
    conversation = await conversations.of_chat(tx, chat)
    await addresses.set_topic(tx, conversation, FORUM, 7, "quiet Alpha")
    await topics.renew(tx, conversation, RULES, NOW)
    await arrive(tx)
    return Stage(tx=tx, partner=partner, chat=chat, group=group, conversation=conversation, manager=manager)


async def arrive(tx: Tx) -> list[Letter]:
    """Everything queued has arrived; gives what that was."""
    queued = await outbox.load(tx, await outbox.open_ids(tx))
    for one in queued:
        await outbox.sent(tx, Sent(id=one.id, at=NOW, chat=FORUM, message=one.id, text=""))
        if one.letter.to.kind == "topic":
            await topics.applied(tx, one.letter)
    return [one.letter for one in queued]


async def plainly(tx: Tx, sql: str) -> None:
    """A change past the desk's own queries, as a query added later might make it."""
    done = tx._connection.execute(sql)
    if inspect.isawaitable(done):
        await done


async def is_stale(s: Stage) -> bool:
    return s.conversation in await topics.due(s.tx, NOW + timedelta(hours=1))


async def renamed(s: Stage) -> None:
    await plainly(s.tx, "UPDATE partners SET name = 'Beta' WHERE id = 1")


async def retiered(s: Stage) -> None:
    await plainly(s.tx, "UPDATE partners SET tier = 'vip' WHERE id = 1")


async def given_away(s: Stage) -> None:
    await plainly(s.tx, "UPDATE partners SET manager = NULL WHERE id = 1")


async def manager_renamed(s: Stage) -> None:
    await people.rename_staff(s.tx, s.manager, "Masha", None)


async def retitled(s: Stage) -> None:
    await chats.retitle(s.tx, s.chat.id, "Anna")


async def other_retitled(s: Stage) -> None:
    await conversations.of_chat(s.tx, s.group)
    await chats.retitle(s.tx, s.group.id, "Alpha sellers")


async def answered(s: Stage) -> None:
    await people.save_newcomer(s.tx, replace(STRANGER, step="sources", answers={"experience": "1-3"}))


async def linked(s: Stage) -> None:
    version = await links.in_force(s.tx, s.partner, links.unmade(s.partner, "casino-x", "KZ", "FB"), NOW)
    flow = await links.flow(s.tx, s.chat, "casino-x", "KZ", "FB")
    await links.issue(s.tx, s.chat, flow, version, "Ab3dEfGh9k", 1, NOW)


async def asked(s: Stage) -> None:
    case = await conversations.case(s.tx, s.conversation, RULES, NOW)
    assert case is not None
    policy = conversations.policy_for(case, RULES, NOW)
    wrote = PartnerWrote(at=NOW, message=1, author=5, substantive=True, preview="?", policy=policy)
    await conversations.record(s.tx, case, (wrote,), NOW)


CHANGES: tuple[tuple[Callable[[Stage], Awaitable[None]], tuple[str, ...]], ...] = (
    (renamed, ("look", "text")),
    (retiered, ("text",)),
    (given_away, ("text",)),
    (manager_renamed, ("text",)),
    (retitled, ()),  # a private chat is called after its partner
    (other_retitled, ("text",)),
    (answered, ("text",)),
    (linked, ("text",)),
    (asked, ("look", "text")),
)


@pytest.mark.parametrize(("change", "kinds"), CHANGES)
async def test_whatever_is_shown_makes_the_topic_stale_when_it_changes(
    db: Database, change: Callable[[Stage], Awaitable[None]], kinds: tuple[str, ...]
) -> None:
    async with db.transaction() as tx:
        s = await stage(tx)
        assert not await is_stale(s)
        await change(s)
        assert await is_stale(s)
        await arrive(tx)
        await topics.renew(tx, s.conversation, RULES, NOW)
        assert not await is_stale(s)
        assert tuple(one.kind for one in await arrive(tx) if one.to == letter.topic(s.conversation)) == kinds


async def test_the_last_state_counts_and_what_is_as_it_was_is_not_said(db: Database) -> None:
    async with db.transaction() as tx:
        s = await stage(tx)
        await asked(s)
        await arrive(tx)
        await topics.renew(tx, s.conversation, RULES, NOW)
        case = await conversations.case(tx, s.conversation, RULES, NOW)
        assert case is not None
        await conversations.record(tx, case, (Taken(at=NOW, staff=s.manager, until=NOW + timedelta(minutes=9)),), NOW)
        await topics.renew(tx, s.conversation, RULES, NOW)
        looks = [one for one in await arrive(tx) if one.kind == "look"]
        assert [one.params["state"] for one in looks] == ["taken"]
        assert looks[0].lane == Lane.COSMETIC
        await topics.stale(tx, s.conversation)
        await topics.renew(tx, s.conversation, RULES, NOW)
        assert await arrive(tx) == []


async def test_not_twice_in_twenty_seconds(db: Database) -> None:
    async with db.transaction() as tx:
        s = await stage(tx)
        await topics.stale(tx, s.conversation)
        assert await topics.due(tx, NOW + topics.AGAIN - timedelta(seconds=1)) == []
        assert await topics.due(tx, NOW + topics.AGAIN) == [s.conversation]


async def test_a_topic_that_is_made_again_gets_its_card_and_pin(db: Database) -> None:
    async with db.transaction() as tx:
        s = await stage(tx)
        await addresses.set_topic(tx, s.conversation, FORUM, None)
        assert not await is_stale(s)  # there is nothing to show it in
        await addresses.set_topic(tx, s.conversation, FORUM, 8, "quiet Alpha")
        await topics.renew(tx, s.conversation, RULES, NOW)
        assert [(one.kind, one.lane) for one in await arrive(tx)] == [("text", Lane.RELAY), ("pin", Lane.RELAY)]


async def test_the_topic_of_a_chat_bound_to_nobody_names_no_partner(db: Database) -> None:
    async with db.transaction() as tx:
        s = await stage(tx)
        await plainly(tx, "UPDATE chats SET partner = NULL WHERE tg_id = 5")
        assert await is_stale(s)
        await topics.renew(tx, s.conversation, RULES, NOW)
        assert [(one.kind, one.params["name"]) for one in await arrive(tx)] == [("look", "Ann")]  # the card stays


async def test_the_least_busy_forum_of_the_last_hour(db: Database) -> None:
    async with db.transaction() as tx:
        s = await stage(tx)
        await chats.add_forum(tx, FORUM_TOO, NOW + timedelta(seconds=1))
        other = await people.add_partner(tx, "Beta", None, NOW)
        theirs = await conversations.of_chat(tx, await chats.add(tx, 6, "private", "B", other.id, "ru"))
        assert await topics.forum_for(tx, s.conversation, NOW) == FORUM  # together with what the partner has there
        assert await topics.forum_for(tx, theirs, NOW) == FORUM_TOO
        assert await topics.forum_for(tx, theirs, NOW, {FORUM_TOO: 1}) == FORUM
        assert await topics.forum_for(tx, theirs, NOW + timedelta(hours=2), {FORUM_TOO: 2}) == FORUM


async def test_a_lost_forum_lets_its_conversations_go_but_the_last_one_does_not(db: Database) -> None:
    async with db.transaction() as tx:
        s = await stage(tx)
        assert not await topics.drop_forum(tx, FORUM)
        await chats.add_forum(tx, FORUM_TOO, NOW)
        assert await topics.drop_forum(tx, FORUM)
        assert not await topics.drop_forum(tx, FORUM)
        assert (await addresses.resolve(tx, letter.topic(s.conversation))).chat is None
        assert await topics.forum_for(tx, s.conversation, NOW) == FORUM_TOO


async def test_how_far_a_forum_is_behind(db: Database) -> None:
    async with db.transaction() as tx:
        s = await stage(tx)
        queued = Letter(to=letter.topic(s.conversation), lane=Lane.RELAY, key="why-elsewhere")
        await outbox.add(tx, [queued, queued], NOW)
        (lag,) = await topics.lags(tx, NOW + timedelta(seconds=30))
        assert (lag.forum, lag.minute, lag.queued, lag.oldest) == (FORUM, 2, 2, timedelta(seconds=30))
        (lag,) = await topics.lags(tx, NOW + timedelta(seconds=61))
        assert (lag.minute, lag.oldest) == (0, timedelta(seconds=61))
