"""What is wrong in a file a person wrote: where, which key, and what would be right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One mistake. `file` as the person knows it; `line` from 1, None where there are no lines; `key` dotted, or ""."""

    file: str
    line: int | None = None
    key: str = ""
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.key, self.message) if part)


class BadFile(Exception):
    """A file cannot be used; `problems` holds every reason, in the order of its lines, at least one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = sorted(problems, key=lambda problem: (problem.file, problem.line or 0))
        super().__init__("\n".join(map(str, self.problems)))
