"""Every short history of the very small desk of `make soak`, and that the model notices what is wrong."""

from datetime import timedelta

import pytest

from desk import conversation, ladder
from tests.soak import model


def test_every_history_of_four_events():
    tally = model.explore(4)
    assert tally["histories"] == 14_641
    assert tally["moments"] > 1_000


@pytest.mark.parametrize(
    "module,name,wrong,noticed",
    [
        (conversation, "CROSSING", timedelta(0), "the clock is wrong"),
        (ladder, "_joining", lambda *_: (), "somebody on the level was not called"),
        (ladder, "_vacant", lambda *_: None, "."),
    ],
)
def test_what_is_wrong_is_noticed(monkeypatch, module, name, wrong, noticed):
    monkeypatch.setattr(module, name, wrong)
    with pytest.raises(AssertionError, match=noticed):
        model.explore(4)
