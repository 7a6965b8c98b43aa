"""Which message shows which, whose reaction stands, what is a note (PRODUCT 3)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desk.letters.letter import Source
from storage import mirrors
from storage.database import Database
from storage.mirrors import Copy

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
HERE, THERE = Source(chat=5, message=10), Source(chat=-100, message=20)
PHOTO = Copy(what="photo", file_key="f1", headed=True)


async def test_a_message_is_known_by_its_mirror_both_ways(db: Database) -> None:
    async with db.transaction() as tx:
        assert await mirrors.mirrored(tx, HERE) is None
        await mirrors.add_copy(tx, 1, HERE, THERE, PHOTO)
        assert await mirrors.counterpart(tx, HERE, -100) == 20
        assert await mirrors.counterpart(tx, THERE, 5) == 10
        assert await mirrors.counterpart(tx, HERE, 5) == 10
        assert await mirrors.counterpart(tx, Source(chat=-100, message=10), 5) is None
        assert await mirrors.counterpart(tx, HERE, -200) is None
        assert await mirrors.mirrored(tx, HERE) == (1, False)
        assert await mirrors.mirrored(tx, THERE) == (1, True)
        again = replace(THERE, message=30)  # sent once more into a topic made again
        await mirrors.add_copy(tx, 1, HERE, again, PHOTO)
        assert await mirrors.counterpart(tx, HERE, -100) == 30
        assert await mirrors.counterpart(tx, THERE, 5) == 10


async def test_a_copy_is_known_as_what_it_was_shown(db: Database) -> None:
    async with db.transaction() as tx:
        await mirrors.add_copy(tx, 1, HERE, THERE, PHOTO)
        assert await mirrors.copy_in(tx, HERE, -100) == (THERE, PHOTO)
        assert await mirrors.copy_in(tx, THERE, 5) == (HERE, None)
        await mirrors.reshaped(tx, THERE, replace(PHOTO, file_key="f2"))
        assert await mirrors.copy_in(tx, HERE, -100) == (THERE, replace(PHOTO, file_key="f2"))
        await mirrors.forget_copy(tx, HERE)
        assert await mirrors.copy_in(tx, HERE, -100) is None


async def test_the_latest_reaction_stands_until_it_is_taken_back(db: Database) -> None:
    async with db.transaction() as tx:
        assert await mirrors.react(tx, HERE, 1, "🔥", NOW) == "🔥"
        assert await mirrors.react(tx, HERE, 2, "👍", NOW + timedelta(seconds=1)) == "👍"
        assert await mirrors.react(tx, HERE, 1, "❤", NOW + timedelta(seconds=2)) == "❤"
        assert await mirrors.react(tx, HERE, 1, None, NOW + timedelta(seconds=3)) == "👍"
        assert await mirrors.react(tx, HERE, 2, None, NOW + timedelta(seconds=4)) is None
        assert await mirrors.react(tx, HERE, 3, None, NOW) is None


async def test_notes_are_notes_and_so_are_their_albums(db: Database) -> None:
    async with db.transaction() as tx:
        for _ in range(2):
            await mirrors.add_note(tx, -100, 5)
        await mirrors.add_note(tx, -100, 7, "album")
        assert await mirrors.is_note(tx, -100, 5)
        assert not await mirrors.is_note(tx, -100, 6)
        assert not await mirrors.is_note(tx, -101, 5)
        assert await mirrors.is_note_album(tx, -100, "album")
        assert not await mirrors.is_note_album(tx, -101, "album")
