"""aiogram's types, completed as they are first used."""

import subprocess
import sys

import pytest

COMPLETED = """
from bot import lazily
lazily.import_aiogram()
import aiogram.types, pydantic
named = [getattr(aiogram.types, name) for name in aiogram.types.__all__]
models = [one for one in named if isinstance(one, type) and issubclass(one, pydantic.BaseModel)]
before = sum(one.__pydantic_complete__ for one in models)
update = aiogram.types.Update.model_validate(
    {"update_id": 1, "message": {"message_id": 2, "date": 3, "chat": {"id": 4, "type": "private"}, "text": "hello"}}
)
assert update.message.text == "hello"
button = aiogram.types.InlineKeyboardButton(text="Take", callback_data="take:1")
assert aiogram.types.InlineKeyboardMarkup(inline_keyboard=[[button]]).inline_keyboard == [[button]]
some = models[::20]
for one in some:
    one.model_rebuild()
print(before, len(models), sum(not one.__pydantic_complete__ for one in some))
"""


def test_types_are_completed_when_they_are_used() -> None:
    before, models, missing = map(int, subprocess.check_output([sys.executable, "-c", COMPLETED]).split())
    assert before < models / 2
    assert models > 300
    assert not missing


def test_whoever_has_imported_aiogram_already_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot import lazily

    monkeypatch.setattr("importlib.import_module", lambda name: pytest.fail(f"{name} is imported once more"))
    lazily.import_aiogram()
