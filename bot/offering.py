"""aiogram's dispatcher without what nothing here uses: an update is offered to those routers only that take its kind."""

from typing import Any

from aiogram import Dispatcher
from aiogram.dispatcher.event.bases import REJECTED, UNHANDLED
from aiogram.types import TelegramObject


class Offering(Dispatcher):
    """Routers in a row, one level deep, without outer middlewares of their own."""

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        for router in self.sub_routers:
            observer = router.observers[update_type]
            if not observer.handlers:
                continue
            passed, found = await observer.check_root_filters(event, **kwargs)
            if passed:
                result = await observer.trigger(event, **{**kwargs, **found})
                if result is not UNHANDLED and result is not REJECTED:
                    return result
        return UNHANDLED
