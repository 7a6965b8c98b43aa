"""The daily test question, on its way as any other (PRODUCT 4)."""

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import Message, Update

from handlers import contents
from handlers.context import Context, In, Ours
from storage import rehearsals
from storage.database import Tx

router = Router(name="rehearsal")


class Ourselves(BaseFilter):
    """Passes what the desk asks itself: Telegram's numbers are positive."""

    async def __call__(self, event: Message, event_update: Update) -> bool:
        return event_update.update_id < 0


@router.message(In("private"), Ours(False), Ourselves())
async def on_rehearsal(message: Message, tx: Tx, ctx: Context) -> None:
    """Everything a question does, but nothing of it stays."""
    await rehearsals.play(tx, contents.of(message), message.date, ctx.rules, ctx.now)
