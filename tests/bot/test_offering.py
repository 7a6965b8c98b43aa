"""What bot/offering.py leaves out, nothing here uses."""

import pytest
from aiogram.dispatcher.event.bases import UNHANDLED

from bot.offering import Offering
from handlers import routers


def test_routers_stand_in_a_row_without_layers_around_them():
    for router in routers():
        assert router.sub_routers == []
        assert not any(list(observer.outer_middleware) for observer in router.observers.values())


@pytest.mark.parametrize("kind", ["message", "callback_query", "poll"])
async def test_what_no_router_takes_is_left(kind):
    assert await Offering(disable_fsm=True).propagate_event(kind, None) is UNHANDLED
