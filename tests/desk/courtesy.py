"""How well courtesy is told from questions, over the corpus: `python -m tests.desk.courtesy` (`-v` names each mistake)."""

import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desk import courtesy

CORPUS = Path(__file__).parent / "corpus"
_CONTEXT = re.compile(r"\[(?P<language>\w+) (?P<state>answered|waiting) (?P<kind>\w+)\] ?(?P<before>.*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """What somebody wrote, and the context it came in. `before`: what we had said last, if that matters."""

    text: str | None
    language: str
    state: str
    kind: str
    before: str

    @property
    def asked(self) -> bool:
        return courtesy.asks(self.before)

    @property
    def starts(self) -> bool:
        return courtesy.is_substantive(self.text, kind=self.kind, answers_question=self.asked)


def read(name: str) -> Iterator[Message]:
    """The messages of a file of the corpus, in order; its head says what a line is."""
    context: dict[str, str] = {}
    for line in (CORPUS / f"{name}.txt").read_text("utf-8").splitlines():
        if found := _CONTEXT.fullmatch(line):
            context = found.groupdict()
        elif line and not line.startswith("# "):
            yield Message(text=None if line == "(none)" else line.replace("\\n", "\n"), **context)


def at_most(hits: int, of: int) -> float:
    """The one-sided 95 % upper bound of a share (Clopper-Pearson); for no hits, about the rule of three, 3 / n."""
    low, high = hits / of, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        odds = (math.comb(of, k) * middle**k * (1 - middle) ** (of - k) for k in range(hits + 1))
        low, high = (middle, high) if sum(odds) > 0.05 else (low, middle)
    return high


def mistaken(questions: list[Message]) -> list[Message]:
    """The questions that would start no wait."""
    return [message for message in questions if not message.starts]


def unrecognised(courtesies: list[Message]) -> list[Message]:
    """The courtesies that would start one."""
    return [message for message in courtesies if message.starts]


def by_words(name: str) -> list[Message]:
    """The messages of a file that only their words decide: text, not after a question of ours."""
    return [message for message in read(name) if message.kind == "text" and not message.asked]


def main(*, verbose: bool) -> None:
    """Print both figures, for the corpus and for what was held out."""
    for part in ("", "held_"):
        questions, courtesies = by_words(f"{part}questions"), by_words(f"{part}courtesies")
        taken, missed = mistaken(questions), unrecognised(courtesies)
        print("held out, written after the rules:" if part else "corpus:")
        print(f"  {len(questions)} questions, {len(taken)} taken for courtesy: at most", end=" ")
        print(f"{at_most(len(taken), len(questions)):.2%} at 95 %")
        print(f"  {len(courtesies)} courtesies, {1 - len(missed) / len(courtesies):.1%} recognised: at least", end=" ")
        print(f"{1 - at_most(len(missed), len(courtesies)):.1%} at 95 %")
        for message in (taken + missed) * verbose:
            print(f"    [{message.language}] {message.text!r}")
    print("bounds: Clopper-Pearson, one-sided, for messages like these")


if __name__ == "__main__":
    main(verbose="-v" in sys.argv)
