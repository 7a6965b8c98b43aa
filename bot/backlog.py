"""What is queued, in memory, in its order: which letter of which sequence may be next."""

from dataclasses import dataclass, field
from datetime import datetime

from desk.letters.letter import To
from storage.outbox import Queued


@dataclass(slots=True)
class Backlog:
    """What is queued, in memory: sequences in order, and which destinations have a letter in flight.

    A destination is a topic, or a Telegram chat: a person's own chat may be addressed as a chat, as staff or as a user.
    """

    sequences: dict[str, list[Queued]] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    due: dict[int, datetime] = field(default_factory=dict)  # first, before any retry
    busy: set[To | int] = field(default_factory=set)
    chats: dict[To, int] = field(default_factory=dict)  # where a letter would go; looked up again when it is claimed

    def place(self, to: To) -> To | int:
        """The destination of an address."""
        return to if to.kind == "topic" else self.chats.get(to, to)

    def add(self, letters: list[Queued]) -> None:
        """Queue letters that were read from the outbox, oldest first."""
        for queued in letters:
            self.known.add(queued.id)
            self.due[queued.id] = queued.not_before
            self.sequences.setdefault(queued.letter.sequence, []).append(queued)

    def heads(self) -> list[Queued]:
        """The first of each sequence whose destination is free: the most urgent lane first, then who has been due longest
        (what a flood made wait its turn is not older than what came after it).
        """
        heads = [queue[0] for queue in self.sequences.values() if self.place(queue[0].letter.to) not in self.busy]
        return sorted(heads, key=lambda queued: (queued.letter.lane, self.due[queued.id], queued.id))

    def remove(self, queued: Queued) -> None:
        """It is settled, or not wanted any more."""
        self.known.discard(queued.id)
        self.due.pop(queued.id, None)
        queue = self.sequences.get(queued.letter.sequence, [])
        at = _at(queue, queued.id)
        if at is not None:
            queue.pop(at)
        if not queue:
            self.sequences.pop(queued.letter.sequence, None)

    def put_back(self, queued: Queued) -> None:
        """It keeps its place in its sequence, for later."""
        queue = self.sequences[queued.letter.sequence]
        at = _at(queue, queued.id)
        assert at is not None
        queue[at] = queued

    def behind(self, queued: Queued) -> list[Queued]:
        """Its sequence from that letter on; it is the first."""
        return self.sequences[queued.letter.sequence]


def _at(queue: list[Queued], number: int) -> int | None:
    return next((at for at, queued in enumerate(queue) if queued.id == number), None)
