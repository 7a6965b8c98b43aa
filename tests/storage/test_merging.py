"""Two partners made one, and links that stop: what the rows look like afterwards (PRODUCT 1)."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot import deskfile
from desk.chats import Chat
from desk.errors import DeskError
from desk.people import Partner, Staff
from storage import binding, chats, conversations, links, merging, people
from storage.database import Database, Tx
from tests.stories.harness import EXAMPLE

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
RULES = deskfile.read(EXAMPLE)
BOSS = Staff(id=1, user_id=7, name="Мария", username=None, role="head", reach="ok")


async def group(tx: Tx, tg_id: int, owner: Partner) -> Chat:
    chat = await chats.add(tx, tg_id, "group", f"chat {tg_id}", owner.id, "ru")
    await conversations.of_chat(tx, chat)
    return chat


async def link(tx: Tx, chat: Chat, owner: Partner, token: str, geo: str = "KZ") -> int:
    version = await links.in_force(tx, owner, links.unmade(owner, "casino-x", "KZ", "FB"), NOW)
    flow = await links.flow(tx, chat, "casino-x", geo, "FB")
    made, new = await links.issue(tx, chat, flow, version, token, 1, NOW)
    assert new
    await links.expose(tx, made, version)
    return made.id


async def test_a_stopped_link_stays_and_a_new_one_has_another_token(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, RULES, NOW)
        alpha, beta = [await people.add_partner(tx, name, None, NOW) for name in ("Alpha", "Beta")]
        chat = await group(tx, -5, alpha)
        first = await link(tx, chat, alpha, "one")
        for owner in (beta, alpha):
            case = await conversations.case(tx, await conversations.of_chat(tx, chat), RULES, NOW)
            assert case is not None
            assert await binding.live_links(tx, case.chat) == (1 if owner is beta else 0)
            await binding.move(tx, case, owner, BOSS, RULES, NOW)
            assert await links.of_chat(tx, replace(chat, partner=owner.id)) == []
        assert await links.live_flows(tx, chat) == []
        assert await links.unaccepted(tx, NOW) == []
        assert await links.link(tx, chat, first) is None
        second = await link(tx, chat, alpha, "two")
        assert [(one.id, one.token) for one in await links.of_chat(tx, chat)] == [(second, "two")]
        assert second != first


async def test_equal_flows_are_joined_and_nothing_is_left_behind(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, RULES, NOW)
        alpha, beta = [await people.add_partner(tx, name, None, NOW) for name in ("Alpha", "Beta")]
        ours, theirs = await group(tx, -5, alpha), await group(tx, -6, beta)
        await link(tx, ours, alpha, "ours")
        await link(tx, theirs, beta, "theirs")
        await link(tx, theirs, beta, "more", geo="UZ")
        case = await conversations.case(tx, await conversations.of_chat(tx, theirs), RULES, NOW)
        assert case is not None
        await binding.move(tx, case, alpha, BOSS, RULES, NOW)  # its old links stay with Beta's flows, stopped
        moved = replace(theirs, partner=alpha.id)
        await link(tx, moved, alpha, "anew")
        assert (await merging.counts(tx, beta), await merging.joined(tx, alpha, beta)) == (
            merging.Counts(chats=0, contacts=0, flows=2, links=0),
            1,
        )
        await merging.merge(tx, alpha, beta, BOSS, RULES, NOW)
        assert await people.partner(tx, beta.id) is None
        assert await merging.counts(tx, alpha) == merging.Counts(chats=2, contacts=0, flows=2, links=2)
        assert [one.token for one in await links.of_chat(tx, moved)] == ["anew"]
        assert [(flow.geo, flow.source) for flow in await links.live_flows(tx, ours)] == [("KZ", "FB")]
        with pytest.raises(DeskError):
            await merging.merge(tx, alpha, beta, BOSS, RULES, NOW)
        with pytest.raises(DeskError):
            await merging.merge(tx, alpha, alpha, BOSS, RULES, NOW)


async def test_a_group_heard_of_before_its_migration_is_the_old_one(db: Database) -> None:
    async with db.transaction() as tx:
        alpha = await people.add_partner(tx, "Alpha", None, NOW)
        old = await group(tx, -5, alpha)
        await chats.add(tx, -1005, "group", "chat -5", None, "ru")  # an update of the new group came first
        await chats.migrate(tx, -5, -1005)
        found = await chats.by_tg(tx, -1005)
        assert found is not None
        assert (found.id, found.partner) == (old.id, alpha.id)
        other = await group(tx, -6, alpha)
        await chats.migrate(tx, -6, -1005)  # one that has a conversation of its own is nobody's stray
        assert await chats.by_tg(tx, -6) == other


async def test_of_two_who_bind_a_chat_at_once_one_does(db: Database) -> None:
    async with db.transaction() as tx:
        await links.sync_terms(tx, RULES, NOW)
        partners = [await people.add_partner(tx, name, None, NOW) for name in ("Alpha", "Beta")]
        chat = await chats.add(tx, -5, "group", "chat", None, "ru")

    async def bind(partner: Partner) -> int | None:
        try:
            async with db.transaction() as tx:
                await binding.bind(tx, chat, partner.id, "Мария", RULES, NOW)
        except DeskError:
            return None
        return partner.id

    bound = [one for one in await asyncio.gather(*map(bind, partners)) if one is not None]
    async with db.reading() as tx:
        found = await chats.by_id(tx, chat.id)
        assert found is not None
        assert [found.partner] == bound
