"""Chats and forums keep their identity when Telegram gives them another number."""

from datetime import UTC, datetime, timedelta

from desk.letters import letter
from desk.letters.letter import Source
from storage import addresses, chats, conversations, outbox, people, topics
from storage.database import Database

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
OLD, NEW, FORUM, FORUM_TOO = -5, -1005, -1009, -1010


async def test_a_chat_is_made_once_and_follows_what_happens(db: Database) -> None:
    async with db.transaction() as tx:
        chat = await chats.add(tx, OLD, "group", "Title", None, "ru")
        assert await chats.add(tx, OLD, "private", "Other", None, "en") == chat
        partner = await people.add_partner(tx, "Alpha", None, NOW)
        await chats.bind(tx, chat.id, partner.id)
        await chats.retitle(tx, chat.id, "New <title>")
        await chats.set_locale(tx, OLD, "en")
        await chats.set_status(tx, OLD, "left")
        found = await chats.by_tg(tx, OLD)
        assert found == await chats.by_id(tx, chat.id)
        assert [found] == await chats.of_partner(tx, partner.id)
        assert found is not None
        assert (found.title, found.locale, found.status, found.partner) == ("New <title>", "en", "left", partner.id)
        assert await chats.by_tg(tx, NEW) is None


async def test_an_unbound_group_is_told_once(db: Database) -> None:
    async with db.transaction() as tx:
        chat = await chats.add(tx, OLD, "group", "Title", None, "ru")
        assert [await chats.say_unbound(tx, chat.id) for _ in range(3)] == [True, False, False]


async def test_a_migrated_group_is_the_same_chat(db: Database) -> None:
    async with db.transaction() as tx:
        chat = await chats.add(tx, OLD, "group", "Title", None, "ru")
        await outbox.set_slot(tx, "live", Source(chat=OLD, message=5))
        for _ in range(2):  # told by the error, by the old chat and by the new one
            await chats.migrate(tx, OLD, NEW)
        moved = await chats.by_tg(tx, NEW)
        assert moved is not None
        assert moved.id == chat.id
        assert await chats.by_tg(tx, OLD) == moved  # updates from before may be worked off now
        assert (await addresses.resolve(tx, letter.chat(chat.id))).chat == NEW
        assert await outbox.slot(tx, "live") is None  # its messages cannot be edited from here


async def test_a_migrated_forum_keeps_its_topics(db: Database) -> None:
    async with db.transaction() as tx:
        await chats.add_forum(tx, OLD, NOW)
        partner = await people.add_partner(tx, "Alpha", None, NOW)
        conversation = await conversations.of_chat(tx, await chats.add(tx, 7, "private", "B", partner.id, "ru"))
        await addresses.set_topic(tx, conversation, OLD, 33)
        await chats.migrate(tx, OLD, NEW)
        assert await chats.forums(tx) == [NEW]
        assert await conversations.of_topic(tx, NEW, 33) == conversation
        assert await conversations.of_topic(tx, OLD, 33) is None
        address = await addresses.resolve(tx, letter.topic(conversation))
        assert (address.chat, address.thread) == (NEW, 33)


async def test_topics_go_where_the_partner_is_then_where_there_is_room(db: Database) -> None:
    async with db.transaction() as tx:
        for number, forum in enumerate((FORUM, FORUM_TOO, FORUM)):
            await chats.add_forum(tx, forum, NOW + timedelta(seconds=number))
        assert await chats.forums(tx) == [FORUM, FORUM_TOO]
        alpha, beta = [await people.add_partner(tx, name, None, NOW) for name in ("Alpha", "Beta")]
        made = []
        for tg_id, partner in ((1, alpha), (2, alpha), (3, beta)):
            chat = await chats.add(tx, tg_id, "private", "B", partner.id, "ru")
            made.append(await conversations.of_chat(tx, chat))
        first, second, other = made
        assert await topics.forum_for(tx, first, NOW) == FORUM
        await addresses.set_topic(tx, first, FORUM, 1)
        assert await topics.forum_for(tx, second, NOW) == FORUM
        assert await topics.forum_for(tx, other, NOW) == FORUM_TOO
        await chats.drop_forum(tx, FORUM)
        assert await topics.forum_for(tx, second, NOW) == FORUM_TOO
