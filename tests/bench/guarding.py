"""What the hand-paste guard adds to a message without a link, as nearly all are (PRODUCT 6): its search, no database."""

import time
from statistics import median

from aiogram.types import Message

from bot import deskfile
from desk import gate, guard
from desk.rules import Rules
from handlers import contents
from tests.bench.pipe import ROOT
from tests.bench.table import Row

SHORT = "Добрый день! Подскажите, пожалуйста, почему постбеки не приходят второй день?"
ROUNDS = 500


def measure(repeats: int) -> list[Row]:
    """Milliseconds of processor a message: of one line, and of the longest that Telegram takes."""
    rules = deskfile.read(ROOT / "desk.example.yaml")
    return [
        Row(
            what=f"guard, CPU a message of {len(text):,} characters",
            values=_spent(text, rules, repeats),
            unit="ms",
            target=1,
        )
        for text in (SHORT, (SHORT + " ") * (4096 // (len(SHORT) + 1)))
    ]


def _spent(text: str, rules: Rules, repeats: int) -> tuple[float, ...]:
    message = Message.model_validate(
        {
            "message_id": 5,
            "date": 1_760_000_000,
            "chat": {"id": -1001234567890, "type": "supergroup", "title": "Альфа"},
            "from": {"id": 55, "is_bot": False, "first_name": "Борис", "language_code": "ru"},
            "text": text,
        }
    )
    found = []
    for _ in range(max(repeats, 3)):
        begun = time.process_time()
        for _ in range(ROUNDS):
            texts = list(gate.strings(contents.raw(message)))
            assert not guard.seen(texts, rules.offers)
            assert not guard.short(texts, rules.guard.shorteners)
        found.append((time.process_time() - begun) / ROUNDS * 1000)
    return (median(found),)
