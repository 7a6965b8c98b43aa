"""`/simulate` in private: who would be called for a partner's question at a given time (PRODUCT 4, 10)."""

from aiogram import Router
from aiogram.types import Message

from desk import search, simulation
from desk.errors import DeskError
from desk.letters import office as letters
from desk.letters import tools as words_of
from desk.people import Partner, may
from handlers import places
from handlers.context import Context, In, Ours, Says, Slash
from storage import outbox, people, roster, tools
from storage.database import Tx

router = Router(name="simulating")
router.message.filter(Slash(), In("private"), Ours())


@router.message(Says("simulate"))
async def on_simulate(message: Message, tx: Tx, ctx: Context, words: list[str]) -> None:
    """`/simulate Alpha sat 23:40`: the ladder for a question that nobody answers; of a partner, or under a policy."""
    asker = places.allowed(ctx, "simulate")
    named, at = simulation.read(words, ctx.now, asker.zone)
    if not named:
        raise DeskError("form-simulate")
    known = named[0].casefold()
    about = known if len(named) == 1 and known in simulation.POLICIES else await _partner(tx, named)
    if isinstance(about, Partner) and not may(asker, "simulate", about):
        raise DeskError("tool-own")
    changes = await roster.changes(tx, ctx.now)
    found = simulation.simulate(ctx.rules, await people.staff(tx), changes, about, at)
    await outbox.add(tx, [letters.simulated(asker.id, found)], ctx.now)


async def _partner(tx: Tx, words: list[str]) -> Partner:
    names = await tools.names(tx)
    numbers = list(dict.fromkeys(name.partner for name in search.find(names, words)))
    exact = search.exactly(names, words)
    number = exact if exact is not None else numbers[0] if len(numbers) == 1 else None
    partner = None if number is None else await people.partner(tx, number)
    if partner is not None:
        return partner
    near = search.nearest(names, words)
    if near:
        raise DeskError("partner-near", word=words_of.word(words), near=words_of.word([", ".join(near)]))
    raise DeskError("find-none", word=words_of.word(words))
