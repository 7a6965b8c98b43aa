from datetime import timedelta

from desk.links import Flow
from desk.sources import Settings
from storage import counting, links, sources
from storage.database import Database
from tests.storage.test_links import NOW, chat, partner

QUARTER = timedelta(minutes=15)


async def test_what_is_known_is_as_old_as_the_source_that_was_heard_longest_ago(db: Database) -> None:
    async with db.transaction() as tx:
        owner = await partner(tx)
        flow: Flow = await links.flow(tx, await chat(tx, -1, owner), "casino-x", "KZ", "FB")
        assert await counting.as_of(tx, flow) == (None, timedelta())
        affise, everflow = [await sources.add(tx, name, "generic", None, NOW) for name in ("affise", "everflow")]
        assert affise
        assert everflow
        assert await counting.as_of(tx, flow) == (None, QUARTER)
        await sources.heard(tx, affise.id, NOW)
        await sources.heard(tx, everflow.id, NOW - timedelta(hours=1))
        await sources.change(tx, everflow, Settings(lag=timedelta(hours=3)))
        assert await counting.as_of(tx, flow) == (NOW - timedelta(hours=1), timedelta(hours=3))
        await sources.close(tx, everflow, NOW)
        assert await counting.as_of(tx, flow) == (NOW, QUARTER)
        hand = await sources.ours(tx, "hand", NOW)
        assert await sources.ours(tx, "hand", NOW) == hand
        assert await counting.as_of(tx, flow) == (NOW, QUARTER)
