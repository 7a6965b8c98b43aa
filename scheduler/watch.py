"""Who is told what the sweeps do, to measure it; the sweeps read no clock."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Protocol


class Watch(Protocol):
    """Told as it happens."""

    def decided(self, due: Iterable[datetime]) -> None:
        """Conversations have been decided, and that is kept; they were due then."""
        ...

    def sweep(self, name: str) -> AbstractContextManager[None]:
        """Around each sweep."""
        ...


class Nobody:
    """Measures nothing."""

    def decided(self, due: Iterable[datetime]) -> None:
        """Let it pass."""

    @contextmanager
    def sweep(self, name: str) -> Iterator[None]:
        """Let it pass."""
        yield


NOBODY = Nobody()
