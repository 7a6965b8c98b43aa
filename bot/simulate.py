"""`python -m bot simulate`: who would be called for a question, by the rules, the staff and the shifts as they are."""

from bot import deskfile
from bot.clock import Clock
from bot.settings import Settings
from bot.texts import Texts
from desk import search, simulation
from desk.errors import DeskError
from desk.letters import office
from desk.people import Partner
from storage import database, people, roster, tools
from storage.database import Tx


async def told(settings: Settings, words: list[str]) -> str:
    """The answer in words, as `/simulate` gives it. Raises BadFile, Unavailable, DeskError."""
    rules, now = deskfile.read(settings.desk_file), Clock().now()
    named, at = simulation.read(words, now, settings.timezone)
    db = await database.connect(settings.database_url)
    try:
        async with db.reading() as tx:
            about = named[0] if len(named) == 1 and named[0] in simulation.POLICIES else await _partner(tx, named)
            staff, changes = await people.staff(tx), await roster.changes(tx, now)
    finally:
        await db.close()
    letter = office.simulated(0, simulation.simulate(rules, staff, changes, about, at))
    return Texts().plain(letter.key, letter.params, settings.default_locale, settings.timezone)


async def _partner(tx: Tx, words: list[str]) -> Partner:
    number = search.exactly(await tools.names(tx), words)
    partner = None if number is None else await people.partner(tx, number)
    if partner is None:
        raise DeskError("form-simulate")
    return partner
