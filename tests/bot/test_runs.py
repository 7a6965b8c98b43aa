"""Which letters may go together in one call (PRODUCT 3, Capacity)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import runs
from bot.backlog import Backlog
from desk.letters import letter
from desk.letters.letter import Lane, Letter, Source
from storage.outbox import Queued

NOW = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
LONG_AGO = NOW - timedelta(minutes=1)


def copy(message: int, **params: Any) -> Letter:
    shown = {"conversation": 1, "from_chat": 5, "message": message, "what": "text", "text": "x", "entities": []}
    return Letter(
        to=letter.topic(1), lane=Lane.RELAY, kind="copy", params={**shown, **params}, once=f"mirror:{message}"
    )


def queue(*letters: Letter, made: datetime = LONG_AGO) -> list[Queued]:
    return [Queued(id=n, letter=one, not_before=made, created_at=made) for n, one in enumerate(letters, start=1)]


@pytest.mark.parametrize(
    ("letters", "length"),
    [
        ((copy(1),), 1),
        ((copy(1), copy(2), copy(9)), 3),
        ((copy(1), copy(2), copy(2)), 2),  # ids strictly growing
        ((copy(3), copy(2)), 1),
        ((copy(1), copy(2, from_chat=6)), 1),
        ((copy(1, head="Ann"), copy(2)), 1),
        ((copy(1), copy(2, head="Ann"), copy(3)), 1),
        ((copy(1), copy(2, origin="News")), 1),
        ((copy(1), copy(2, quote={"text": "x"})), 1),
        ((copy(1), copy(2, answered="x")), 1),
        ((copy(1), replace(copy(2), reply_to=Source(chat=5, message=1))), 1),
        ((copy(1), replace(copy(2), kind="album")), 1),
        ((copy(1), replace(copy(2), kind="edit")), 1),
        ((replace(copy(1), to=letter.chat(1)), replace(copy(2), to=letter.chat(1))), 1),  # answers go singly
        (tuple(copy(n) for n in range(1, 131)), 100),
    ],
)
def test_a_run(letters: tuple[Letter, ...], length: int) -> None:
    assert [one.id for one in runs.run(queue(*letters), NOW)] == list(range(1, length + 1))


def test_what_has_not_waited_goes_singly() -> None:
    for waited, length in ((timedelta(0), 1), (runs.BEHIND - timedelta(milliseconds=1), 1), (runs.BEHIND, 2)):
        assert len(runs.run(queue(copy(1), copy(2), made=NOW - waited), NOW)) == length


def test_what_is_not_due_yet_ends_the_run() -> None:
    first, second = queue(copy(1), copy(2))
    later = replace(second, not_before=NOW + timedelta(seconds=1))
    assert runs.run([first, later], NOW) == [first]


def test_each_of_a_run_keeps_its_place_in_the_backlog() -> None:
    backlog, letters = Backlog(), queue(copy(1), copy(2), copy(3))
    backlog.add(letters)
    backlog.put_back(replace(letters[1], tries=1))
    backlog.remove(letters[0])
    assert [(one.id, one.tries) for one in backlog.behind(letters[1])] == [(2, 1), (3, 0)]
    backlog.remove(letters[2])
    assert [one.id for one in backlog.behind(letters[1])] == [2]
    backlog.remove(letters[1])
    assert not backlog.heads()
